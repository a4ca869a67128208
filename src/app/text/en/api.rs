//! The page of the public API. What stands about an operation or a field stands in the document itself.

/// The page's title.
pub const TITLE: &str = "API";
/// Under the title.
pub const LEAD: &str = "What you can do here, a program of yours can do too: plan a session, start it, read its code, join it.";
/// Leads to the tokens.
pub const MAKE_TOKEN: &str = "Make an access token";
/// Leads to the document.
pub const DOCUMENT: &str = "OpenAPI document";
/// The name of the list of what stands on the page.
pub const CONTENTS: &str = "On this page";
/// A part of the page.
pub const FIRST: &str = "Before you begin";
/// A part of the page.
pub const OBJECTS: &str = "Objects";
/// What it is for.
pub const OBJECTS_HINT: &str = "What goes to and fro, as JSON.";
/// Over the parameters.
pub const PARAMETERS: &str = "In the path and the query";
/// Over the fields of the body.
pub const BODY: &str = "In the body";
/// Over the answer.
pub const ANSWER: &str = "Answer";
/// Over the other answers.
pub const REFUSALS: &str = "Refusals";
/// Over what is typed at a terminal.
pub const COMMAND: &str = "At a terminal";
/// The name of the button that copies it.
pub fn copy(summary: &str) -> String {
    format!("Copy the command: {summary}")
}
/// It is copied.
pub const COMMAND_COPIED: &str = "Command copied";
/// A field that has to be there.
pub const REQUIRED: &str = "required";
/// The scope that a token needs, with it between backticks.
pub fn needs(scope: &str) -> String {
    format!("Needs a token with `{scope}`")
}
/// An operation for everybody.
pub const FOR_ALL: &str = "No token needed";
/// A body that is empty.
pub const NOTHING: &str = "nothing";
/// Yes or no.
pub const FLAG: &str = "true or false";
/// A whole number.
pub fn figure(least: Option<u64>, most: Option<u64>) -> String {
    match (least, most) {
        (Some(least), Some(most)) => format!("number, {least} to {most}"),
        _ => "number".to_owned(),
    }
}
/// A text.
pub fn characters(most: Option<u64>) -> String {
    most.map_or_else(
        || "text".to_owned(),
        |most| format!("text, at most {most} characters"),
    )
}
/// An id.
pub const ID: &str = "UUID";
/// A time.
pub const TIME: &str = "time";
/// Before the words that a field takes.
pub const ONE_OF: &str = "one of";
/// Before what there are many of.
pub const LIST_OF: &str = "list of";
/// In the footer of pages.
pub const LINK: &str = "API for programs";
