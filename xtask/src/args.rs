//! What the person asked for, read from the command line.
//!
//! Small enough to be written by hand: a parser crate would add a minute to the first build of every clone.

use crate::failure::{Failure, Result};

pub const USAGE: &str = "\
Usage: cargo xtask <command>

  run   [-- <server arguments>]   build everything in release and start the server on http://127.0.0.1:3000
  build                           one self-contained program: target/release/visavis
  site                            only the browser's half: target/site
  test                            every test there is
  test  --native [<word>]         only the native tests [whose names contain the word]
  test  --api                     only the public API against its document, by schemathesis
  test  --e2e [<word>]            only the tests in a real browser [whose file or title contains the word]
  test  --net [<word>]            only calls through networks that the tests make, as root on Linux [as above]
                                  each: `-- <arguments>` go to cargo's test programs, schemathesis or Playwright
  check                           formatting, lints of both builds, floors, licences
  bench [<name> ...]              measure the budgets (all, or the named ones)";

/// One command with its arguments.
#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    Run { server_args: Vec<String> },
    Build,
    Site,
    Test { scope: TestScope },
    Check,
    Bench { names: Vec<String> },
    Help,
}

/// Which tests, and what is handed on to their runner.
#[derive(Debug, PartialEq, Eq)]
pub enum TestScope {
    All,
    /// The arguments of each test program of cargo's.
    Native(Vec<String>),
    /// The arguments of schemathesis.
    Api(Vec<String>),
    /// The arguments of Playwright.
    EndToEnd(Vec<String>),
    /// The arguments of Playwright, for calls through networks of their own.
    Networks(Vec<String>),
}

/// Reads the arguments that follow `cargo xtask`.
///
/// # Errors
/// A sentence with what was wrong, followed by the usage.
pub fn parse(args: impl IntoIterator<Item = String>) -> Result<Command> {
    let mut own: Vec<String> = args.into_iter().collect();
    let passed_on = match own.iter().position(|arg| arg == "--") {
        Some(dashes) => {
            let rest = own.split_off(dashes);
            Some(rest.into_iter().skip(1).collect::<Vec<_>>())
        }
        None => None,
    };
    let (name, options) = match own.split_first() {
        None => return Ok(Command::Help),
        Some((name, options)) => (name.as_str(), options),
    };
    if matches!(name, "help" | "--help" | "-h")
        || options.iter().any(|o| o == "--help" || o == "-h")
    {
        return Ok(Command::Help);
    }

    let command = match name {
        "run" => {
            return match options.first() {
                None => Ok(Command::Run {
                    server_args: passed_on.unwrap_or_default(),
                }),
                Some(option) => Err(wrong(format!(
                    "`{option}` stands before `--`; the server's own arguments come after it"
                ))),
            };
        }
        "test" => return parse_test(options, passed_on),
        "bench" => {
            if let Some(option) = options.iter().find(|o| o.starts_with('-')) {
                return Err(wrong(format!("`bench` does not know `{option}`")));
            }
            Command::Bench {
                names: options.to_vec(),
            }
        }
        "build" => nothing_more(name, options, Command::Build)?,
        "site" => nothing_more(name, options, Command::Site)?,
        "check" => nothing_more(name, options, Command::Check)?,
        other => return Err(wrong(format!("there is no command `{other}`"))),
    };
    match passed_on {
        None => Ok(command),
        Some(_) => Err(wrong(format!("`{name}` takes nothing after `--`"))),
    }
}

fn parse_test(options: &[String], passed_on: Option<Vec<String>>) -> Result<Command> {
    let (flag, words) = match options.split_first() {
        None if passed_on.is_some() => {
            return Err(wrong(
                "say which runner the arguments after `--` are for: `--native`, `--api`, `--e2e` or `--net`"
                    .into(),
            ));
        }
        None => {
            return Ok(Command::Test {
                scope: TestScope::All,
            });
        }
        Some((flag, words)) => (flag.as_str(), words),
    };
    if let Some(word) = words.iter().find(|word| word.starts_with('-')) {
        return Err(wrong(format!(
            "`test {flag}` does not know `{word}`; arguments for its runner come after `--`"
        )));
    }
    if words.len() > 1 {
        return Err(wrong(format!(
            "`test {flag}` takes one word; put several into quotation marks"
        )));
    }
    let scope = match flag {
        "--native" => TestScope::Native(
            words
                .iter()
                .cloned()
                .chain(passed_on.unwrap_or_default())
                .collect(),
        ),
        "--api" => match words.first() {
            None => TestScope::Api(passed_on.unwrap_or_default()),
            Some(word) => return Err(wrong(format!("`test --api` does not know `{word}`"))),
        },
        "--e2e" | "--net" => {
            let grep = words.iter().map(|word| format!("--grep={word}"));
            let args = grep.chain(passed_on.unwrap_or_default()).collect();
            if flag == "--net" {
                TestScope::Networks(args)
            } else {
                TestScope::EndToEnd(args)
            }
        }
        other => return Err(wrong(format!("`test` does not know `{other}`"))),
    };
    Ok(Command::Test { scope })
}

fn nothing_more(name: &str, options: &[String], command: Command) -> Result<Command> {
    match options.first() {
        None => Ok(command),
        Some(option) => Err(wrong(format!("`{name}` does not know `{option}`"))),
    }
}

fn wrong(sentence: String) -> Failure {
    Failure::new(format!("{sentence}.\n\n{USAGE}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Command> {
        parse(line.split_whitespace().map(str::to_owned))
    }

    fn strings(words: &[&str]) -> Vec<String> {
        words.iter().map(|&word| word.to_owned()).collect()
    }

    #[test]
    fn no_command_and_help_both_show_the_usage() {
        for line in ["", "help", "--help", "-h", "test --help"] {
            assert_eq!(parsed(line).unwrap(), Command::Help, "{line:?}");
        }
    }

    #[test]
    fn what_follows_the_dashes_reaches_the_server_untouched() {
        let command = parsed("run -- --listen 127.0.0.1:0 -- --odd").unwrap();
        let expected = strings(&["--listen", "127.0.0.1:0", "--", "--odd"]);
        assert_eq!(
            command,
            Command::Run {
                server_args: expected
            }
        );
    }

    #[test]
    fn each_runner_of_tests_gets_its_own_arguments() {
        assert_eq!(
            parsed("test").unwrap(),
            Command::Test {
                scope: TestScope::All
            }
        );
        assert_eq!(
            parsed("test --native -- chat").unwrap(),
            Command::Test {
                scope: TestScope::Native(strings(&["chat"]))
            }
        );
        assert_eq!(
            parsed("test --api -- --phases=coverage").unwrap(),
            Command::Test {
                scope: TestScope::Api(strings(&["--phases=coverage"]))
            }
        );
        assert_eq!(
            parsed("test --e2e -- call.spec.ts --headed").unwrap(),
            Command::Test {
                scope: TestScope::EndToEnd(strings(&["call.spec.ts", "--headed"]))
            }
        );
    }

    #[test]
    fn a_word_chooses_tests_in_the_way_of_each_runner() {
        assert_eq!(
            parsed("test --native chat -- --nocapture").unwrap(),
            Command::Test {
                scope: TestScope::Native(strings(&["chat", "--nocapture"]))
            }
        );
        assert_eq!(
            parsed("test --e2e screenshots").unwrap(),
            Command::Test {
                scope: TestScope::EndToEnd(strings(&["--grep=screenshots"]))
            }
        );
        assert_eq!(
            parsed("test --net coturn -- --headed").unwrap(),
            Command::Test {
                scope: TestScope::Networks(strings(&["--grep=coturn", "--headed"]))
            }
        );
    }

    #[test]
    fn an_unclear_command_line_is_refused_with_the_usage() {
        for line in [
            "fly",
            "run --listen 0.0.0.0:80",
            "build --fast",
            "check -- x",
            "test -- x",
            "test --all",
            "test --api sessions",
            "test --e2e --native",
            "test --e2e two words",
            "bench -x",
        ] {
            let failure = parsed(line).expect_err(line).to_string();
            assert!(
                failure.contains("Usage: cargo xtask"),
                "{line:?} said {failure:?}"
            );
        }
    }
}
