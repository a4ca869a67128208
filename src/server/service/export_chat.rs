//! A chat as a file that its people keep: Markdown to be read, JSON for programs.

use jiff::{Timestamp as Moment, tz::TimeZone};
use serde::Serialize;

use super::{ServiceError, Services, Words};
use crate::domain::{
    account::Account,
    chat::{ChatMessage, ExportFormat},
    clock::Timestamp,
    ids::SessionId,
    limits,
    session::Session,
};

/// Characters that Markdown takes for its own (CommonMark 0.31 §2.4).
const MARKS: &str = "\\`*_{}[]<>()#+-.!|~&";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Export<'a> {
    session_id: SessionId,
    title: &'a str,
    began_at: String,
    messages: Vec<ExportedMessage<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ExportedMessage<'a> {
    seq: u64,
    author: &'a str,
    sent_at: String,
    /// None when it was taken back.
    body: Option<&'a str>,
}

impl Services {
    /// The chat of session `id` as a text, for whoever belongs to it, as far as they are shown it. Markdown has the times of the
    /// account's time zone, JSON those of universal time (RFC 3339).
    ///
    /// # Errors
    /// `session_not_found`, `unavailable`.
    pub async fn export_chat(
        &self,
        account: &Account,
        id: SessionId,
        format: ExportFormat,
    ) -> Result<String, ServiceError> {
        let session = self.own_session(account, id).await?.session;
        let first = self.first_message_of(id, account.id).await?;
        let mut messages = self.whole_chat(id).await?;
        messages.retain(|message| message.seq >= first);
        Ok(match format {
            ExportFormat::Json => json(&session, &messages),
            ExportFormat::Markdown => {
                let zone = TimeZone::get(account.time_zone.as_str()).unwrap_or(TimeZone::UTC);
                markdown(&session, &messages, &zone, self.words)
            }
        })
    }

    async fn whole_chat(&self, id: SessionId) -> Result<Vec<ChatMessage>, ServiceError> {
        let mut pages = Vec::new();
        let mut before = None;
        loop {
            let page = self
                .storage
                .list_chat_before(id, before, limits::CHAT_PAGE)
                .await?;
            let Some(first) = page.first() else { break };
            before = Some(first.seq);
            pages.push(page);
        }
        Ok(pages.into_iter().rev().flatten().collect())
    }
}

fn json(session: &Session, messages: &[ChatMessage]) -> String {
    let export = Export {
        session_id: session.id,
        title: session.title.as_str(),
        began_at: moment(session.began_at()).to_string(),
        messages: messages
            .iter()
            .map(|message| ExportedMessage {
                seq: message.seq,
                author: message.author_name.as_str(),
                sent_at: moment(message.sent_at).to_string(),
                body: message
                    .deleted_at
                    .is_none()
                    .then_some(message.body.as_str()),
            })
            .collect(),
    };
    serde_json::to_string_pretty(&export)
        .expect("an export has string keys and no failing serializers")
}

fn markdown(session: &Session, messages: &[ChatMessage], zone: &TimeZone, words: Words) -> String {
    let shown =
        |at: Timestamp, form: &str| moment(at).to_zoned(zone.clone()).strftime(form).to_string();
    let title = match session.title.as_str() {
        "" => words.untitled.to_owned(),
        title => escaped(title),
    };
    let began_at = shown(session.began_at(), "%Y-%m-%d %H:%M (%Q)");
    let mut text = format!("# {title}\n\n{began_at}\n");
    for message in messages {
        let author = escaped(message.author_name.as_str());
        let sent_at = shown(message.sent_at, "%Y-%m-%d %H:%M");
        text.push_str(&format!("\n**{author}** · {sent_at}\n\n"));
        if message.deleted_at.is_some() {
            text.push_str(&format!("> *{}*\n", words.deleted));
            continue;
        }
        let lines: Vec<String> = message
            .body
            .as_str()
            .lines()
            .map(|line| format!("> {}", escaped(line)))
            .collect();
        // Two spaces at the end keep a line a line (CommonMark 0.31 §6.7).
        text.push_str(&lines.join("  \n"));
        text.push('\n');
    }
    text
}

/// The text as people wrote it, whatever Markdown would make of it.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if MARKS.contains(character) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

fn moment(at: Timestamp) -> Moment {
    Moment::from_microsecond(at.as_micros()).unwrap_or_default()
}
