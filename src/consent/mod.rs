//! Admin consent: the URL that an admin of the tenant opens, and the answer in the redirect.

mod listener;
mod redirect;
mod request;

#[cfg(test)]
pub(crate) use listener::samples;
pub use listener::{ConsentListener, ListenOptions};
pub use redirect::{Answer, Outcome, read};
pub(crate) use request::redirect_uri;
pub use request::{ConsentForm, ConsentOptions, ConsentRequest};
