//! Pebble, an authority for tests: it gives certificates by ACME that nobody believes, on this machine alone.

use std::{
    fs,
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    process::Stdio,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpStream, UdpSocket},
    process::{Child, Command},
    time::timeout,
};
use visavis::domain::clock::Clock;

use super::{Issued, ManualClock, PATIENCE, TestFolder, free, shake_hands, until};

/// The name that it is asked for; it leads to this machine as far as Pebble can tell.
pub const NAME: &str = "meet.example";

/// How long its certificates are good, by the true time: less than a session.
pub const LIFE: Duration = Duration::from_secs(60 * 60);
/// As Debian's package has it.
const PROGRAM: &str = "pebble";

/// A running Pebble. It ends with this value.
pub struct Pebble {
    /// Where its directory is.
    pub directory: String,
    /// By what its own address is known.
    pub known_by: PathBuf,
    pub names: Names,
    listen: SocketAddr,
    management: SocketAddr,
    proves_at: SocketAddr,
    folder: TestFolder,
    child: Child,
}

impl Pebble {
    /// Starts one that looks for proofs at `proves_at`. None, aloud, where there is no Pebble.
    pub async fn start(proves_at: SocketAddr) -> Option<Self> {
        let there = Command::new(PROGRAM)
            .arg("-h")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        if there.await.is_err() {
            eprintln!("==> certificates by ACME are NOT tested: please install pebble");
            return None;
        }
        let folder = TestFolder::new();
        let files = Issued::into(folder.path());
        let names = Names::start().await;
        let (listen, management) = (free(), free());
        let child = spawn(folder.path(), &names, listen, management, proves_at).await;
        Some(Self {
            directory: format!("https://{listen}/dir"),
            known_by: files.certificate,
            names,
            listen,
            management,
            proves_at,
            folder,
            child,
        })
    }

    pub async fn stop(&mut self) {
        self.child.kill().await.unwrap();
    }

    /// Begins anew at the same place: it knows nobody, and gives certificates of another root.
    pub async fn forget(&mut self) {
        self.stop().await;
        let folder = self.folder.path();
        let (names, proves_at) = (&self.names, self.proves_at);
        self.child = spawn(folder, names, self.listen, self.management, proves_at).await;
    }

    /// The root of the certificates that it gives, in a file.
    pub async fn root(&self) -> PathBuf {
        let now = ManualClock::new().now();
        let stream = shake_hands(self.management, &self.known_by, now).await;
        let mut stream = stream.unwrap();
        let question = "GET /roots/0 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        stream.write_all(question.as_bytes()).await.unwrap();
        let mut answer = String::new();
        let read = timeout(PATIENCE, stream.read_to_string(&mut answer));
        // It hangs up without the last word of TLS.
        let _ = read.await.unwrap();
        let begin = answer.find("-----BEGIN").unwrap();
        let end = answer.find("-----END CERTIFICATE-----").unwrap();
        let file = self.folder.path().join("root.pem");
        fs::write(
            &file,
            format!("{}-----END CERTIFICATE-----\n", &answer[begin..end]),
        )
        .unwrap();
        file
    }
}

async fn spawn(
    folder: &Path,
    names: &Names,
    listen: SocketAddr,
    management: SocketAddr,
    proves_at: SocketAddr,
) -> Child {
    let config = serde_json::json!({ "pebble": {
        "listenAddress": listen.to_string(),
        "managementListenAddress": management.to_string(),
        "certificate": folder.join("certificate.pem"),
        "privateKey": folder.join("key.pem"),
        "certificateValidityPeriod": LIFE.as_secs(),
        // Nobody is there: only the proof on the port of https counts.
        "httpPort": 1,
        "tlsPort": proves_at.port(),
    }});
    let file = folder.join("pebble.json");
    fs::write(&file, config.to_string()).unwrap();
    let mut child = Command::new(PROGRAM)
        .args(["-strict", "-config", file.to_str().unwrap()])
        .args(["-dnsserver", &names.address.to_string()])
        .env("PEBBLE_VA_NOSLEEP", "1")
        // It refuses one in twenty for practice. Three in a row are a failure, after which the clock has to be moved.
        .env("PEBBLE_WFE_NONCEREJECT", "0")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut said = BufReader::new(child.stdout.take().unwrap()).lines();
    // It goes on talking; who does not listen would make it wait.
    tokio::spawn(async move { while let Ok(Some(_)) = said.next_line().await {} });
    for address in [listen, management] {
        until(async || {
            assert_eq!(child.try_wait().unwrap(), None, "Pebble runs");
            TcpStream::connect(address).await.ok()
        })
        .await;
    }
    child
}

/// A name server that answers every question in the same way, and counts those for addresses.
pub struct Names {
    address: SocketAddr,
    leads_here: Arc<AtomicBool>,
    asked: Arc<AtomicUsize>,
}

impl Names {
    async fn start() -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let names = Self {
            address: socket.local_addr().unwrap(),
            leads_here: Arc::new(AtomicBool::new(true)),
            asked: Arc::default(),
        };
        let (leads_here, asked) = (names.leads_here.clone(), names.asked.clone());
        tokio::spawn(async move {
            let mut bytes = [0; 512];
            while let Ok((length, who)) = socket.recv_from(&mut bytes).await {
                asked.fetch_add(1, Ordering::SeqCst);
                let leads_here = leads_here.load(Ordering::SeqCst);
                let answer = answer(&bytes[..length], leads_here);
                // Who asked and went is not waited for.
                let _ = socket.send_to(&answer, who).await;
            }
        });
        names
    }

    /// Whether names lead to this machine from now on, or to nobody.
    pub fn lead_here(&self, here: bool) {
        self.leads_here.store(here, Ordering::SeqCst);
    }

    /// How often it was asked.
    pub fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

/// The answer to one question (RFC 1035 §4.1).
fn answer(question: &[u8], leads_here: bool) -> Vec<u8> {
    const HEADER: usize = 12;
    /// Of an IPv4 address.
    const A: [u8; 2] = [0, 1];
    let name = question[HEADER..].iter().position(|byte| *byte == 0);
    let name = HEADER + name.unwrap() + 1;
    let question = &question[..name + 4];
    let has_address = leads_here && question[name..name + 2] == A;
    let no_such_name = if leads_here { 0 } else { 3 };
    let mut answer = question[..2].to_vec();
    answer.extend([
        0x81,
        0x80 | no_such_name,
        0,
        1,
        0,
        u8::from(has_address),
        0,
        0,
        0,
        0,
    ]);
    answer.extend(&question[HEADER..]);
    if has_address {
        // The name in the question, for a minute.
        answer.extend([0xC0, 12, A[0], A[1], 0, 1, 0, 0, 0, 60, 0, 4]);
        answer.extend(Ipv4Addr::LOCALHOST.octets());
    }
    answer
}
