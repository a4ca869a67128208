//! English: links that give a part.

use crate::domain::role::Role;

/// The part of the session panel.
pub const TITLE: &str = "Links by role";
/// What they are for.
pub const LEAD: &str = "One link for people who take part, one for people who watch. The join link then lets people watch only.";
/// The same once they are there.
pub const MADE_LEAD: &str =
    "Copy them now: they are not shown again. The join link lets people watch only.";
/// Makes them.
pub const MAKE: &str = "Make links";
/// Makes others in their place.
pub const NEW: &str = "New links";
/// For whom one is.
pub const fn role(role: Role) -> &'static str {
    match role {
        Role::Host => "Hosts",
        Role::Collaborator => "Collaborators",
        Role::Viewer => "Viewers",
    }
}
/// What they do.
pub const fn role_lead(role: Role) -> &'static str {
    match role {
        Role::Host => "Look after the session",
        Role::Collaborator => "Take part",
        Role::Viewer => "Watch and write",
    }
}
/// The whole name of the button.
pub const fn copy(role: Role) -> &'static str {
    match role {
        Role::Host => "Copy host link",
        Role::Collaborator => "Copy collaborator link",
        Role::Viewer => "Copy viewer link",
    }
}
