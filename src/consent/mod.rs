//! Admin consent: the URL that an admin of the tenant opens, and the answer in the redirect.

mod listener;
mod redirect;
mod request;

#[cfg(test)]
pub(crate) use listener::samples;
pub(crate) use listener::{ConsentListener, ListenOptions};
pub(crate) use redirect::{Answer, read};
pub(crate) use request::redirect_uri;
pub(crate) use request::{ConsentOptions, ConsentRequest};
