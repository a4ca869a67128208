//! The text of a message with its links made clickable. Text is only ever text: what is no link goes into
//! the page as a text node, and a link is one only when it begins with `http://` or `https://`.

use leptos::prelude::*;

/// A part of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece<'a> {
    Text(&'a str),
    Link(&'a str),
}

/// The address at the beginning of `text`, without the punctuation that belongs to the sentence around it.
fn link_at(text: &str) -> Option<&str> {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))?;
    let scheme = text.len() - rest.len();
    let end = rest
        .find(|character: char| {
            character.is_whitespace()
                || character.is_control()
                || matches!(character, '<' | '>' | '"' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        })
        .unwrap_or(rest.len());
    let mut link = &text[..scheme + end];
    while let Some(last) = link.chars().next_back() {
        let closes = last == ')' && link.matches(')').count() > link.matches('(').count();
        if closes
            || matches!(
                last,
                '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '…' | '”' | '’'
            )
        {
            link = &link[..link.len() - last.len_utf8()];
        } else {
            break;
        }
    }
    let host = link.get(scheme..)?;
    host.starts_with(|character: char| character.is_alphanumeric() || character == '[')
        .then_some(link)
}

/// `body` cut at its links.
fn pieces(body: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut rest, mut from) = (body, 0);
    while let Some(at) = rest[from..].find("http").map(|at| from + at) {
        // In the middle of a word it is a part of that word.
        let word_before = rest[..at]
            .chars()
            .next_back()
            .is_some_and(char::is_alphanumeric);
        match link_at(&rest[at..]).filter(|_| !word_before) {
            Some(link) => {
                if at > 0 {
                    pieces.push(Piece::Text(&rest[..at]));
                }
                pieces.push(Piece::Link(link));
                rest = &rest[at + link.len()..];
                from = 0;
            }
            None => from = at + "http".len(),
        }
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

/// The text as nodes.
pub fn message_text(body: &str) -> AnyView {
    pieces(body)
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(text) => text.to_owned().into_any(),
            Piece::Link(link) => view! {
                <a class="link" href=link.to_owned() target="_blank" rel="noopener noreferrer nofollow">
                    {link.to_owned()}
                </a>
            }
            .into_any(),
        })
        .collect_view()
        .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(body: &str) -> Vec<&str> {
        pieces(body)
            .into_iter()
            .filter_map(|piece| match piece {
                Piece::Link(link) => Some(link),
                Piece::Text(_) => None,
            })
            .collect()
    }

    #[test]
    fn a_link_ends_where_the_sentence_goes_on() {
        assert_eq!(
            links("See https://a.example/b?c=d#e, then."),
            ["https://a.example/b?c=d#e"]
        );
        assert_eq!(links("(http://a.example/x)"), ["http://a.example/x"]);
        assert_eq!(
            links("https://a.example/Mesh_(network)."),
            ["https://a.example/Mesh_(network)"]
        );
        assert_eq!(
            links("https://a.example\nhttps://b.example"),
            ["https://a.example", "https://b.example"]
        );
    }

    #[test]
    fn only_web_addresses_become_links() {
        for body in [
            "javascript:alert(1)",
            "data:text/html,<b>x</b>",
            "https://",
            "https://.",
            "xhttps://a.example",
            "http is a protocol",
            "HTTPS",
        ] {
            assert!(links(body).is_empty(), "{body}");
        }
    }

    #[test]
    fn the_pieces_together_are_the_message() {
        for body in [
            "",
            "plain",
            "a https://b.example c",
            "https://b.example.",
            "é http http://ü.example/ß (x)",
        ] {
            let together: String = pieces(body)
                .into_iter()
                .map(|piece| match piece {
                    Piece::Text(text) | Piece::Link(text) => text,
                })
                .collect();
            assert_eq!(together, body);
        }
    }
}
