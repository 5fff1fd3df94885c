//! Admin consent: the URL that a customer's admin opens, and what comes back.

mod redirect;
mod request;

pub use redirect::{Answer, Outcome, read};
pub(crate) use request::redirect_uri;
pub use request::{ConsentForm, ConsentOptions, ConsentRequest};
