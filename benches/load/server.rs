//! A server process of one measurement: the release program, an empty data folder, a port that the system chose.

use std::{
    env, fs,
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::{SystemTime, UNIX_EPOCH},
};

use super::{Failure, bare};

/// A running server; gone, with its data, when dropped.
pub struct Server {
    process: Child,
    data: PathBuf,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Server {
    /// Starts the program that `VISAVIS_SERVER` names, or the one that was built with this client.
    ///
    /// # Errors
    /// When it cannot be started or does not say that it is ready.
    pub fn start() -> Result<Self, Failure> {
        let program =
            env::var("VISAVIS_SERVER").unwrap_or_else(|_| env!("CARGO_BIN_EXE_visavis").to_owned());
        let data = empty_folder()?;
        let mut command = Command::new(program);
        command
            .current_dir(&data)
            .env_clear()
            .env("VISAVIS_LISTEN", "127.0.0.1:0")
            .env("VISAVIS_DATA_DIR", &data)
            // Every simulated person comes from an address of their own, as they would in life.
            .env("VISAVIS_TRUSTED_PROXY", "127.0.0.1")
            .env("VISAVIS_LOG", "warn");
        Self::launch(command, data, "Visavis is ready: http://")
    }

    /// Starts what the product is compared with.
    ///
    /// # Errors
    /// When it cannot be started or does not say that it is ready.
    pub fn bare() -> Result<Self, Failure> {
        let mut command = Command::new(env::current_exe()?);
        command.arg(bare::NAME);
        Self::launch(command, empty_folder()?, bare::READY)
    }

    fn launch(mut command: Command, data: PathBuf, ready: &str) -> Result<Self, Failure> {
        let mut process = command.stdout(Stdio::piped()).spawn()?;
        let lines = BufReader::new(process.stdout.take().ok_or("no standard output")?).lines();
        for line in lines {
            if let Some(address) = line?.strip_prefix(ready) {
                let address = address.trim_end_matches('/').parse()?;
                return Ok(Self {
                    process,
                    data,
                    address,
                });
            }
        }
        Err("the server ended before it was ready".into())
    }

    /// Its process.
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// Memory that the process holds, in bytes (`VmRSS` of proc(5)).
    ///
    /// # Errors
    /// When the system does not tell.
    pub fn memory(&self) -> Result<u64, Failure> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))
            .ok_or("no VmRSS")?;
        Ok(line.trim().trim_end_matches("kB").trim().parse::<u64>()? * 1024)
    }
}

/// An empty folder that nobody else has.
///
/// # Errors
/// When it cannot be made.
pub fn empty_folder() -> Result<PathBuf, Failure> {
    let unique = SystemTime::now().duration_since(UNIX_EPOCH)?.as_nanos();
    let folder = env::temp_dir().join(format!("visavis-bench-{unique}"));
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

impl Drop for Server {
    fn drop(&mut self) {
        // Gone already is as good as ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.data);
    }
}
