//! The connections of a listener. Their number, size and duration are limited, because any web page
//! and any program on this computer can open them.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::exchange::Exchange;
use crate::consent::redirect::Answer;

const MAX_CONNECTIONS: usize = 32;
const MAX_HEAD_BYTES: usize = 8 * 1024;
/// How long a connection may take, including the request and the response.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(5);
/// How long the server waits for a refused client to close the connection. If the server closed
/// the connection while the client was still sending, the client could lose the response.
const LINGER_TIMEOUT: Duration = Duration::from_secs(1);

type Connection = Pin<Box<dyn Future<Output = Option<Answer>> + Send>>;

/// The open connections, oldest first. They run inside the listener's future, so they close when
/// that future is dropped.
#[derive(Default)]
pub(super) struct Connections(VecDeque<Connection>);

impl Connections {
    /// Adds a connection. If there are too many, the oldest one is closed, because browsers open
    /// connections that they never use.
    pub(super) fn add(&mut self, stream: TcpStream, exchange: Arc<Exchange>) {
        while self.0.len() >= MAX_CONNECTIONS {
            self.0.pop_front();
        }
        self.0.push_back(Box::pin(serve(stream, exchange)));
    }

    /// Runs the connections until one of them returns the answer.
    pub(super) async fn answer(&mut self) -> Answer {
        poll_fn(|context| {
            let mut index = 0;
            while let Some(connection) = self.0.get_mut(index) {
                match connection.as_mut().poll(context) {
                    Poll::Pending => index += 1,
                    Poll::Ready(None) => {
                        self.0.remove(index);
                    }
                    Poll::Ready(Some(answer)) => return Poll::Ready(answer),
                }
            }
            Poll::Pending
        })
        .await
    }
}

/// Serves one request. If the request contains the answer to the consent, returns that answer after
/// sending the page.
async fn serve(mut stream: TcpStream, exchange: Arc<Exchange>) -> Option<Answer> {
    let found = std::sync::Mutex::new(None);
    let served = {
        let service = service_fn(|request| exchange.respond(request, &found));
        let connection = http1::Builder::new()
            .keep_alive(false)
            .max_header_size(MAX_HEAD_BYTES)
            .max_buf_size(MAX_HEAD_BYTES)
            .serve_connection(TokioIo::new(&mut stream), service);
        tokio::time::timeout(REQUEST_TIMEOUT, connection).await
    };
    let answer = found
        .into_inner()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    if answer.is_none() && served.is_ok() {
        linger(&mut stream).await;
    }
    answer
}

/// Closes the sending half, and reads what the client still sends.
async fn linger(stream: &mut TcpStream) {
    let mut rest = [0; 4096];
    let drain = async {
        if stream.shutdown().await.is_err() {
            return;
        }
        while matches!(stream.read(&mut rest).await, Ok(1..)) {}
    };
    let _ = tokio::time::timeout(LINGER_TIMEOUT, drain).await;
}
