//! The public API against its own document: schemathesis asks a fresh server everything that the document allows, and
//! a lot that it does not, and looks whether the answers are those that it promises.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::failure::{Failure, Result, While};
use crate::part;
use crate::process;
use crate::python;
use crate::step::Steps;
use crate::workspace::Workspace;

/// Seconds that the questions may take together.
const AT_MOST: &str = "--max-time=50";
/// Who asks. It is nobody's password: the server and its data are gone afterwards.
const PERSON: &str = "email=ada@example.org&name=Ada&password=a+quiet+heron";
const TOKEN: &str = "name=Test&days=1&scopes[]=sessions:read&scopes[]=sessions:write";

/// Runs schemathesis against this server; `args` are handed on to it.
///
/// # Errors
/// When it cannot be installed, the server does not start, or an answer is not what the document promises.
pub fn test(workspace: &Workspace, steps: &Steps, server: &Path, args: &[String]) -> Result<()> {
    let own = workspace.schemathesis();
    let programs = steps.step("packages of schemathesis", || {
        python::install(workspace, &own)
    })?;
    steps.step("the public API against its document", || {
        let scratch = workspace.scratch("public-api");
        let server = Server::start(server, &scratch)?;
        let (_, cookie) = server.call("sign_up", PERSON, "")?;
        let (made, _) = server.call("make_token", TOKEN, &cookie)?;
        let token = made["secret"]
            .as_str()
            .ok_or_else(|| Failure::new("the server made no access token"))?;
        // It leaves what it remembers where it runs.
        process::program_in(programs.join("schemathesis"), &scratch)
            .args(["--config-file"])
            .args([own.join("schemathesis.toml")])
            .args(["run", "--checks=all", AT_MOST])
            .args(args)
            .args([format!("http://{}/api/openapi.json", server.address)])
            .env("VISAVIS_TOKEN", token)
            .run()
    })
}

/// A server with an empty data folder. It ends with this value.
struct Server {
    running: Child,
    address: String,
}

impl Server {
    fn start(program: &Path, data: &Path) -> Result<Self> {
        part::empty(data)?;
        let log = data.join("server.log");
        let log = fs::File::create(&log).could_not(|| format!("write {}", log.display()))?;
        let mut running = Command::new(program)
            .args(["--listen", "127.0.0.1:0", "--data-dir"])
            .arg(data)
            // A thousand questions a minute from one address are what is wanted here.
            .env("VISAVIS_ADDRESS_LIMITS", "false")
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .could_not(|| format!("start {}", program.display()))?;
        let mut line = String::new();
        if let Some(output) = running.stdout.take() {
            BufReader::new(output)
                .read_line(&mut line)
                .could_not(|| "read what the server says".to_owned())?;
        }
        let mut server = Self {
            running,
            address: String::new(),
        };
        server.address = line
            .trim()
            .rsplit_once("http://")
            .map(|(_, address)| address.to_owned())
            .ok_or_else(|| {
                Failure::new(format!("the server did not start; see {}", data.display()))
            })?;
        Ok(server)
    }

    /// Calls a server function as a page does. Gives its answer, and the cookie that came with it.
    fn call(
        &self,
        function: &str,
        form: &str,
        cookie: &str,
    ) -> Result<(serde_json::Value, String)> {
        let address = &self.address;
        let request = format!(
            "POST /api/{function} HTTP/1.0\r\nHost: {address}\r\nOrigin: http://{address}\r\n\
             Accept: application/json\r\nCookie: {cookie}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
            form.len()
        );
        let mut answer = String::new();
        let exchange = |answer: &mut String| {
            let mut stream = TcpStream::connect(address)?;
            stream.write_all(request.as_bytes())?;
            stream.read_to_string(answer)
        };
        exchange(&mut answer).could_not(|| format!("call {function}"))?;
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_default();
        let cookie = head
            .lines()
            .filter_map(|line| line.split_once(": "))
            .find(|(name, _)| name.eq_ignore_ascii_case("set-cookie"))
            .and_then(|(_, value)| value.split(';').next())
            .unwrap_or_default();
        let body = serde_json::from_str(body)
            .could_not(|| format!("read what {function} answered: {answer}"))?;
        Ok((body, cookie.to_owned()))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that has ended by itself already needs no ending.
        let _ = self.running.kill();
        let _ = self.running.wait();
    }
}
