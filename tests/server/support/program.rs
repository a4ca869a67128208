//! The real program in a process of its own.

use std::{
    io,
    net::SocketAddr,
    path::Path,
    process::{Output, Stdio},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    process::{Child, ChildStdout, Command},
    time::timeout,
};

use super::PATIENCE;

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_visavis");

pub struct Program {
    pub address: SocketAddr,
    /// `http` or `https`.
    pub scheme: String,
    /// What it said before it was ready.
    pub before: String,
    child: Child,
    output: BufReader<ChildStdout>,
}

impl Program {
    /// Starts it on a data folder and waits for its word that it is ready.
    pub async fn start(data: &Path, arguments: &[&str]) -> Self {
        Self::spawn(Command::new(PROGRAM), data, arguments).await
    }

    /// Like [`Program::start`], on a disk that has no place for a file larger than `kibibytes`.
    pub async fn start_on_small_disk(data: &Path, kibibytes: u32, arguments: &[&str]) -> Self {
        let mut shell = Command::new("sh");
        // The limit is counted in half kibibytes; without the trap it would end the process.
        let limited = "trap '' XFSZ; ulimit -f $1; shift; exec \"$@\"";
        shell.args(["-c", limited, "sh", &(kibibytes * 2).to_string(), PROGRAM]);
        Self::spawn(shell, data, arguments).await
    }

    async fn spawn(mut command: Command, data: &Path, arguments: &[&str]) -> Self {
        let mut child = command
            .args(["--data-dir", data.to_str().unwrap(), "--log", "off"])
            .args(arguments)
            .current_dir(std::env::temp_dir())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut before = String::new();
        let (scheme, address) = loop {
            let mut line = String::new();
            let length = timeout(PATIENCE, output.read_line(&mut line))
                .await
                .expect("it is ready in time")
                .unwrap();
            assert_ne!(length, 0, "not ready: {before:?}");
            let ready = line.trim_end().strip_prefix("Visavis is ready: ");
            match ready.and_then(|url| url.split_once("://")) {
                Some((scheme, address)) => break (scheme.to_owned(), address.parse().unwrap()),
                None => before += &line,
            }
        };
        Self {
            address,
            scheme,
            before,
            child,
            output,
        }
    }

    /// As `kill -9` does: no last word.
    pub async fn kill(mut self) {
        self.child.kill().await.unwrap();
    }

    /// Sends a signal by name, waits for the end, and gives the exit code and what else stood on standard output.
    pub async fn stop(mut self, signal: &str) -> (Option<i32>, String) {
        let pid = self.child.id().unwrap().to_string();
        assert!(
            Command::new("kill")
                .args([signal, &pid])
                .status()
                .await
                .unwrap()
                .success()
        );
        let status = timeout(PATIENCE, self.child.wait())
            .await
            .expect("it ends in time")
            .unwrap();
        let mut rest = String::new();
        self.output.read_to_string(&mut rest).await.unwrap();
        (status.code(), rest)
    }
}

/// Runs the program to its end and gives exit code, standard output and standard error.
pub async fn run(
    arguments: &[&str],
    environment: &[(&str, &str)],
) -> (Option<i32>, String, String) {
    let output = Command::new(PROGRAM)
        .args(arguments)
        .envs(environment.iter().copied())
        .current_dir(std::env::temp_dir())
        .output();
    told(output).await
}

/// Runs the program to its end with `input` on its standard input; gives exit code, standard output and standard
/// error.
pub async fn run_with_input(arguments: &[&str], input: &str) -> (Option<i32>, String, String) {
    let mut child = Command::new(PROGRAM)
        .args(arguments)
        .current_dir(std::env::temp_dir())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // One that ends before it reads has said why.
    let _ = stdin.write_all(input.as_bytes()).await;
    drop(stdin);
    told(child.wait_with_output()).await
}

/// How a run ended, and what it said on its two outputs.
async fn told(run: impl Future<Output = io::Result<Output>>) -> (Option<i32>, String, String) {
    let output = timeout(PATIENCE, run)
        .await
        .expect("it ends in time")
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}
