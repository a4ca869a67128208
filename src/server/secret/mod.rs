//! What must not be guessed or known: random bytes, the tickets made of them, and the key that hashes tickets.
//!
//! Nothing here can be printed: the types have no `Display`, and their `Debug` shows nothing of the content.

mod key;
mod randomness;
mod ticket;

pub use key::{HashKey, KeyError};
pub use randomness::Randomness;
pub use ticket::{Ticket, TicketHash};
