//! The object store: one client for any S3, and the S3 server that a village runs inside the portal.

mod credentials;
mod embedded;
mod fault;
mod s3;

pub use credentials::{Credentials, CredentialsError};
pub use embedded::{
    CompleteHook, CompleteStep, DoorBody, EmbeddedSettings, EmbeddedStore, PublicDoor, StartError,
};
pub use s3::{S3Objects, S3Settings};
