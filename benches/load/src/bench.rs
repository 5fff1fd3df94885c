//! The state that all rows share: the arguments, the app's certificate and the yardstick's runtime.

use std::error::Error;
use std::path::PathBuf;
use std::sync::Arc;

use aws_lc_rs::signature::RsaKeyPair;
use exomt::App;
use load_shared::usage;
use tokio::runtime::Runtime;

use crate::arguments::Arguments;
use crate::engine::AppFiles;
use crate::server::Server;
use crate::signature;
use crate::turns::{Stopwatch, Turn};
use crate::yardstick::Yardstick;

/// The maximum number of threads, which is the same as the engine's.
const MAX_THREADS: usize = 4;

pub(crate) struct Bench {
    pub(crate) arguments: Arguments,
    pub(crate) runtime: Runtime,
    pub(crate) certificate: PathBuf,
    pub(crate) key: PathBuf,
    pub(crate) signer: RsaKeyPair,
}

impl Bench {
    pub(crate) fn new(arguments: Arguments) -> Result<Bench, Box<dyn Error>> {
        let fixtures = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../tests/fixtures/credential"
        );
        let file = |name: &str| std::fs::canonicalize(format!("{fixtures}/{name}"));
        let key = file("app.key")?;
        Ok(Bench {
            arguments,
            runtime: tokio::runtime::Builder::new_multi_thread()
                .worker_threads(usage::cores().min(MAX_THREADS))
                .thread_name("yardstick")
                .enable_all()
                .build()?,
            certificate: file("app.crt")?,
            signer: signature::key(&std::fs::read(&key)?)?,
            key,
        })
    }

    pub(crate) fn server(&self, tenants: usize) -> Result<Server, Box<dyn Error>> {
        let Arguments {
            latency_ms,
            server_threads,
            ..
        } = self.arguments;
        Server::start(&self.certificate, tenants, latency_ms, server_threads)
    }

    pub(crate) fn yardstick(&self, server: &Server) -> Result<Yardstick, Box<dyn Error>> {
        let certificate = std::fs::read(&self.certificate)?;
        let key = std::fs::read(&self.key)?;
        Yardstick::new(&server.authority, &server.ca_file, &certificate, &key)
    }

    /// Runs the yardstick over the first tenants.
    pub(crate) fn yardstick_turn(
        &self,
        server: &Server,
        yardstick: Yardstick,
        tenants: usize,
    ) -> Result<Turn, Box<dyn Error>> {
        let watch = Stopwatch::start(&self.runtime, server)?;
        let tokens = yardstick
            .run(&self.runtime, tenants, self.arguments.in_flight)
            .map_err(|error| format!("the yardstick: {error}"))?;
        watch.end(tokens)
    }

    /// Creates an app without cached tokens or connections.
    pub(crate) fn app(&self, server: &Server) -> Result<Arc<App>, Box<dyn Error>> {
        AppFiles::read(
            &server.authority,
            &server.ca_file,
            &self.certificate,
            &self.key,
        )?
        .app()
    }
}
