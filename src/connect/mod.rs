//! Prepares a connection to Exchange Online with a token: selects a version of
//! ExchangeOnlineManagement, and the arguments of its command. The host runs the command.

mod arguments;
mod exchange_module;
mod version;

pub(crate) use arguments::{ConnectArguments, ConnectOptions};
pub(crate) use exchange_module::{ExchangeModule, ModuleOptions};
