//! Codes that people read to each other: eight characters that lead to a session for a while.
//!
//! Crockford's base 32: the digits and the letters without I, L, O and U, so that no two characters look alike.

use std::fmt;

/// Characters in a code.
pub const CODE_CHARS: usize = 8;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Where the hyphen stands.
const GROUP: usize = CODE_CHARS / 2;

/// A code, as eight characters of the alphabet. It opens a session to whoever says it, so it neither prints nor
/// logs itself: [`AccessCode::shown`] is asked for by name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct AccessCode([u8; CODE_CHARS]);

impl AccessCode {
    /// The code that forty random bits make: five for each character, so that every code is equally likely.
    pub fn from_bytes(bytes: [u8; 5]) -> Self {
        Self(characters(bytes.iter()))
    }

    /// Reads a code as people type it: in any case, with spaces and hyphens anywhere, O for 0, I and L for 1.
    /// `None` when anything else is in it, or too little, or too much.
    pub fn parse(typed: &str) -> Option<Self> {
        read(typed).map(Self)
    }

    /// The code that stands somewhere in `text`: alone, in a sentence or at the end of a link. Where several
    /// words could be one, the one that looks most like a code is meant.
    pub fn find(text: &str) -> Option<Self> {
        Self::parse(text).or_else(|| {
            let words: Vec<&str> = text
                .split(|character: char| character.is_whitespace() || character == '+')
                .filter_map(word_of)
                .collect();
            let single = words.iter().filter_map(|word| candidate(word));
            // Two groups with a space between them; of a whole word, nothing is taken.
            let pairs = words
                .windows(2)
                .filter(|pair| pair.iter().all(|word| word.len() == GROUP))
                .filter_map(|pair| candidate(&pair.join(" ")));
            let mut best: Option<(u8, Self)> = None;
            for (likeness, code) in single.chain(pairs) {
                if best.is_none_or(|(most, _)| likeness > most) {
                    best = Some((likeness, code));
                }
            }
            best.map(|(_, code)| code)
        })
    }

    /// As people see it: `K7QM-2XRD`.
    pub fn shown(&self) -> String {
        let text = self.as_str();
        format!("{}-{}", &text[..GROUP], &text[GROUP..])
    }

    /// The eight characters, for the hash.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("the alphabet is ASCII")
    }
}

impl fmt::Debug for AccessCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("AccessCode")
    }
}

/// The last characters of the number that `bytes` are, five bits for each.
pub(super) fn characters<'a, const CHARS: usize>(
    bytes: impl Iterator<Item = &'a u8>,
) -> [u8; CHARS] {
    let bits = bytes.fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
    let mut characters = [0; CHARS];
    for (place, character) in characters.iter_mut().rev().enumerate() {
        let value = bits >> (5 * place) & 31;
        *character = ALPHABET[usize::try_from(value).unwrap_or_default()];
    }
    characters
}

/// The characters of a code as people type it; `None` when there is anything else, too little, or too much.
pub(super) fn read<const CHARS: usize>(typed: &str) -> Option<[u8; CHARS]> {
    let mut characters = [0; CHARS];
    let mut count = 0;
    for character in typed.chars() {
        if character.is_whitespace() || is_hyphen(character) {
            continue;
        }
        *characters.get_mut(count)? = fold(character)?;
        count += 1;
    }
    (count == CHARS).then_some(characters)
}

/// How much a word looks like a code, and the code. Eight small letters without a digit are a word of the
/// language.
fn candidate(word: &str) -> Option<(u8, AccessCode)> {
    let code = AccessCode::parse(word)?;
    let grouped = word
        .char_indices()
        .nth(GROUP)
        .is_some_and(|(_, character)| is_hyphen(character));
    let has_digit = word.contains(|character: char| character.is_ascii_digit());
    let is_capital = !word.contains(char::is_lowercase);
    if !(grouped || has_digit || is_capital) {
        return None;
    }
    Some((
        u8::from(grouped) + 2 * u8::from(has_digit) + u8::from(is_capital),
        code,
    ))
}

/// What of a run of characters may be a code: without the marks around it, and of a link only its end.
fn word_of(run: &str) -> Option<&str> {
    let last = if run.contains("://") {
        run.rsplit(['/', '=', '?', '#', '&'])
            .find(|part| !part.is_empty())?
    } else {
        run.rsplit([':', '=']).find(|part| !part.is_empty())?
    };
    let word = last.trim_matches(|character: char| !character.is_alphanumeric());
    (!word.is_empty()).then_some(word)
}

/// The hyphen of keyboards, and those that programs make of it.
const fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '_')
}

fn fold(character: char) -> Option<u8> {
    let character = match character.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let byte = u8::try_from(character).ok()?;
    ALPHABET.contains(&byte).then_some(byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Option<String> {
        AccessCode::find(text).map(|code| code.shown())
    }

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        for typed in [
            "K7QM-2XRD",
            "k7qm2xrd",
            " k7qm 2xrd ",
            "K7QM–2XRD",
            "k 7 q m 2 x r d",
        ] {
            assert_eq!(shown(typed).as_deref(), Some("K7QM-2XRD"), "{typed}");
        }
        assert_eq!(shown("OIL0-oil1").as_deref(), Some("0110-0111"));
    }

    #[test]
    fn a_code_is_found_in_a_sentence_and_in_a_link() {
        for text in [
            "Here it is: k7qm-2xrd, see you tomorrow",
            "The code (K7QM2XRD).",
            "our long-term plan, tomorrow: k7qm 2xrd",
            "sessions start with K7QM-2XRD",
            "https://visavis9.example/find?code=K7QM-2XRD",
            "code:K7QM-2XRD",
            "http://localhost:3000/find?code=k7qm+2xrd",
            "https://meet.example/c/K7QM2XRD/",
        ] {
            assert_eq!(shown(text).as_deref(), Some("K7QM-2XRD"), "{text}");
        }
    }

    #[test]
    fn what_is_no_code_finds_none() {
        for text in [
            "",
            "K7QM-2XR",
            "K7QM-2XRD9",
            "K7QM-2XRU",
            "see you tomorrow in the sessions",
            "0b8e6f52-3c1d-4a7e-9d55-1f2c7a90be3",
            "https://meet.example/join/",
            "é7QM-2XRD",
        ] {
            assert_eq!(shown(text), None, "{text}");
        }
    }

    #[test]
    fn forty_bits_make_eight_characters() {
        assert_eq!(AccessCode::from_bytes([0; 5]).as_str(), "00000000");
        assert_eq!(AccessCode::from_bytes([255; 5]).as_str(), "ZZZZZZZZ");
        assert_eq!(
            AccessCode::from_bytes([0, 0, 0, 0, 33]).as_str(),
            "00000011"
        );
        assert_eq!(AccessCode::from_bytes([8, 0, 0, 0, 0]).as_str(), "10000000");
    }

    #[test]
    fn a_code_never_shows_in_a_debug_line() {
        assert_eq!(
            format!("{:?}", AccessCode::from_bytes([1; 5])),
            "AccessCode"
        );
    }

    proptest::proptest! {
        #[test]
        fn every_code_finds_its_way_back(bytes: [u8; 5]) {
            let code = AccessCode::from_bytes(bytes);
            proptest::prop_assert_eq!(AccessCode::parse(&code.shown()), Some(code));
            proptest::prop_assert_eq!(AccessCode::find(&format!("ask for {} at the door", code.shown())), Some(code));
        }

        #[test]
        fn nothing_that_is_typed_makes_it_stumble(text: String) {
            let _ = AccessCode::find(&text);
        }
    }
}
