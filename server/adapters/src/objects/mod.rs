//! The object store: one client for any S3, and the S3 server that a village runs inside the portal.

mod credentials;
mod door;
mod embedded;
mod fault;
mod s3;

pub use credentials::{Credentials, CredentialsError};
pub use door::{DoorBody, DoorError, PublicDoor};
pub use embedded::{CompleteHook, CompleteStep, EmbeddedSettings, EmbeddedStore, StartError};
pub use s3::{S3Objects, S3Settings};
