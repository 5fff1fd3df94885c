//! Getting one token: the form that is sent, the answer that comes, what it means.

mod acquire;
mod form;
mod rejection;
mod response;
mod unexpected;

pub use acquire::{AccessToken, acquire};
