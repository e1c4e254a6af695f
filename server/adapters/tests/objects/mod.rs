//! One contract, held against the embedded store and against any other S3; then what only ours promises.

mod contract;
mod crash;
mod door;
mod embedded;
mod stage;

use std::io::Write as _;

use stage::{External, Stage};

/// Where other servers do not do what S3 does, and why the portal can live with it. Nothing else is
/// skipped.
const EXEMPT: [(&str, &str, &str); 3] = [
    ("moto", "an_expired_address_is_refused", "it checks no signatures"),
    ("moto", "a_changed_address_is_refused", "it checks no signatures"),
    ("moto", "an_address_says_how_to_save", "it does not hear what an address says of its answer"),
];

macro_rules! contract {
    ($($rule:ident)*) => {
        mod with_embedded {
            $(#[tokio::test]
            async fn $rule() {
                let stage = super::Stage::embedded().await;
                super::contract::$rule(&stage).await;
            })*
        }

        mod behind_the_portal {
            $(#[tokio::test]
            async fn $rule() {
                let stage = super::Stage::behind_the_portal().await;
                super::contract::$rule(&stage).await;
            })*
        }

        mod with_external {
            $(#[tokio::test]
            async fn $rule() {
                if let Some(stage) = super::external(stringify!($rule)) {
                    super::contract::$rule(&stage).await;
                }
            })*
        }
    };
}

contract! {
    an_object_comes_back_as_it_was_and_goes
    storing_again_replaces
    a_listing_goes_page_by_page_in_order
    a_file_is_stored_whole_or_in_parts
    an_address_reads_a_range
    an_address_says_how_to_save
    an_expired_address_is_refused
    a_changed_address_is_refused
    parts_arrive_in_any_order_and_are_joined_once
    an_upload_given_up_is_gone
    an_upload_without_parts_is_not_completed
    a_bucket_that_is_not_there_is_told
}

/// The outside server for a check; `None`, said plainly, if there is none or the check is exempt.
fn external(rule: &str) -> Option<Stage> {
    // Past the test harness, which hides what passing tests print.
    let tell = |text: &str| {
        let line = format!("objects::with_external::{rule}: {text}\n");
        std::io::stderr().write_all(line.as_bytes()).unwrap();
    };
    let Some(external) = External::from_environment() else {
        tell("SKIPPED, SPORTELLO_TEST_S3_ENDPOINT is not set (see .ci/s3)");
        return None;
    };
    let exempt = EXEMPT.iter().find(|(kind, name, _)| *kind == external.kind && *name == rule);
    if let Some((kind, _, why)) = exempt {
        tell(&format!("EXEMPT, {kind}: {why}"));
        return None;
    }
    Some(external.stage())
}
