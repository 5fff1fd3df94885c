//! Connecting to Exchange Online with a token: which version of ExchangeOnlineManagement can, and
//! with which arguments. The host runs the command.

mod arguments;
mod exchange_module;
mod version;

pub(crate) use arguments::{ConnectArguments, ConnectOptions};
pub(crate) use exchange_module::{ExchangeModule, ModuleOptions};
