//! The floor of the page benches: a bare axum handler that returns the bytes of a file.
//!
//! `bench_floor ADDRESS FILE`

#![expect(clippy::unwrap_used, reason = "a bench that cannot go on should stop")]

use axum::{Router, routing::get, serve::ListenerExt};
use bytes::Bytes;

#[tokio::main]
async fn main() {
    let mut args = std::env::args().skip(1);
    let (address, file) = (args.next().unwrap(), args.next().unwrap());
    let bytes = Bytes::from(std::fs::read(file).unwrap());
    let router = Router::new().fallback(get(move || async move { bytes }));
    let listener = tokio::net::TcpListener::bind(address).await.unwrap();
    let listener = listener.tap_io(|stream| stream.set_nodelay(true).unwrap());
    axum::serve(listener, router).await.unwrap();
}
