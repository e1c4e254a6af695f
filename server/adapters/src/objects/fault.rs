//! What an S3 client's error means to the portal: try later, not there, or no.

use aws_sdk_s3::error::{DisplayErrorContext, ProvideErrorMetadata, SdkError};
use domain::ports::PortError;

/// How the port is called in errors.
pub(super) const PORT: &str = "object store";

/// Codes that say "later", whatever the status they come with.
const PASSING: [&str; 5] =
    ["SlowDown", "ServiceUnavailable", "RequestTimeout", "InternalError", "OperationAborted"];

/// Codes that say "no such thing".
const MISSING: [&str; 4] = ["NoSuchKey", "NoSuchUpload", "NoSuchBucket", "NotFound"];

/// The portal's error for what the S3 client says; `what` is the key or the bucket asked for.
pub(super) fn port_error<E>(error: &SdkError<E>, what: &str) -> PortError
where
    E: ProvideErrorMetadata + std::error::Error + 'static,
{
    let SdkError::ServiceError(answer) = error else {
        return match error {
            SdkError::ConstructionFailure(_) => {
                PortError::Refused(PORT, DisplayErrorContext(error).to_string())
            }
            _ => PortError::Unavailable(PORT, DisplayErrorContext(error).to_string()),
        };
    };
    let status = answer.raw().status().as_u16();
    let code = answer.err().code().unwrap_or_default();
    if MISSING.contains(&code) || status == 404 {
        return PortError::NotFound(what.to_owned());
    }
    let told = match answer.err().message() {
        Some(message) => format!("{status} {code} {message}"),
        None => format!("{status} {code} {}", DisplayErrorContext(error)),
    };
    if status >= 500 || status == 429 || PASSING.contains(&code) {
        return PortError::Unavailable(PORT, told);
    }
    PortError::Refused(PORT, told)
}
