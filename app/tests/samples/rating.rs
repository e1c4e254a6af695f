//! Sample data of the question at the end of a case.

use contract::{
    cases::ReceiptPage,
    rating::{Aspect, RatingForm, RatingProblem, ServiceRatings, Stars},
};

use super::{HOSTILE, receipt};

pub(crate) fn rated() -> ReceiptPage {
    ReceiptPage { rated: true, ..receipt(true) }
}

/// A rating that was refused.
pub(crate) fn refused() -> RatingForm {
    RatingForm {
        stars: None,
        liked: vec![Aspect::Clear],
        hard: vec![Aspect::Other],
        details: HOSTILE.to_owned(),
        problems: vec![RatingProblem::StarsMissing, RatingProblem::DetailsTooLong],
    }
}

pub(crate) fn of_service() -> ServiceRatings {
    ServiceRatings {
        service: "CILA".to_owned(),
        distribution: [1, 0, 2, 4, 30],
        liked: vec![(Aspect::Clear, 12)],
        hard: vec![(Aspect::Technical, 3)],
        texts: vec![(Stars::ALL[4], HOSTILE.to_owned())],
    }
}
