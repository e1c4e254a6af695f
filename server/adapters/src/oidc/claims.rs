//! What a provider says of a person, gathered from the id token and from userinfo.

use std::collections::HashMap;

use contract::people::CodiceFiscale;
use domain::ports::{Identity, LoginError};
use openidconnect::{
    AdditionalClaims, LocalizedClaim, OAuth2TokenResponse as _, StandardClaims, SubjectIdentifier,
    UserInfoClaims, UserInfoError, core::CoreGenderClaim,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    metadata::{ProviderClient, ProviderIdTokenClaims, ProviderTokens},
    transport,
};

/// What Italian providers put before a codice fiscale (ETSI EN 319 412-1).
const PREFIX: &str = "TINIT-";

/// Every claim that the standard does not name; the one with the codice fiscale is a setting.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct AllClaims {
    #[serde(flatten)]
    other: HashMap<String, Value>,
}

impl AdditionalClaims for AllClaims {}

/// What is known so far of who logged in.
pub(super) struct Found {
    pub(super) subject: SubjectIdentifier,
    given_name: Option<String>,
    family_name: Option<String>,
    fiscal_code: Option<String>,
    email: Option<String>,
}

/// Why userinfo adds nothing.
pub(super) enum UserinfoFailure {
    /// The provider has no such address.
    Absent,
    /// It does not answer.
    Unavailable(String),
    /// Its answer does not hold.
    Refused(String),
}

impl Found {
    pub(super) fn in_id_token(claims: &ProviderIdTokenClaims, fiscal_code_claim: &str) -> Self {
        Self {
            subject: claims.subject().clone(),
            given_name: plain(claims.given_name()),
            family_name: plain(claims.family_name()),
            fiscal_code: fiscal_code(claims.additional_claims(), fiscal_code_claim),
            email: claims.email().and_then(|email| filled(email.as_str())),
        }
    }

    fn in_userinfo(
        claims: &StandardClaims<CoreGenderClaim>,
        other: &AllClaims,
        fiscal_code_claim: &str,
    ) -> Self {
        Self {
            subject: claims.subject().clone(),
            given_name: plain(claims.given_name()),
            family_name: plain(claims.family_name()),
            fiscal_code: fiscal_code(other, fiscal_code_claim),
            email: claims.email().and_then(|email| filled(email.as_str())),
        }
    }

    /// Whether a person can be recognised by it.
    pub(super) fn suffices(&self) -> bool {
        self.given_name.is_some() && self.family_name.is_some() && self.fiscal_code.is_some()
    }

    /// Whether there is nothing more to ask.
    pub(super) fn is_complete(&self) -> bool {
        self.suffices() && self.email.is_some()
    }

    /// Fills what is missing from elsewhere.
    pub(super) fn or(self, more: Self) -> Self {
        Self {
            subject: self.subject,
            given_name: self.given_name.or(more.given_name),
            family_name: self.family_name.or(more.family_name),
            fiscal_code: self.fiscal_code.or(more.fiscal_code),
            email: self.email.or(more.email),
        }
    }

    /// The person, if all is there that the portal needs.
    pub(super) fn into_identity(self, issuer: String) -> Result<Identity, LoginError> {
        let missing = |what: &str| LoginError::Refused(format!("the provider did not say the {what}"));
        let fiscal_code = self.fiscal_code.ok_or_else(|| missing("codice fiscale"))?;
        let fiscal_code = CodiceFiscale::parse(&fiscal_code).map_err(|error| {
            LoginError::Refused(format!("what the provider gave is no codice fiscale: {error}"))
        })?;
        Ok(Identity {
            issuer,
            subject: self.subject.to_string(),
            given_name: self.given_name.ok_or_else(|| missing("given name"))?,
            family_name: self.family_name.ok_or_else(|| missing("family name"))?,
            fiscal_code: fiscal_code.as_str().to_owned(),
            email: self.email,
        })
    }
}

/// Asks userinfo, whose answer counts only if it is about the person of the id token.
pub(super) async fn from_userinfo(
    client: &ProviderClient,
    http: &transport::Client,
    tokens: &ProviderTokens,
    subject: &SubjectIdentifier,
    fiscal_code_claim: &str,
) -> Result<Found, UserinfoFailure> {
    let request = client
        .user_info(tokens.access_token().clone(), Some(subject.clone()))
        .map_err(|_absent| UserinfoFailure::Absent)?;
    let claims: UserInfoClaims<AllClaims, CoreGenderClaim> =
        request.request_async(http).await.map_err(|error| match error {
            UserInfoError::Request(cause) => UserinfoFailure::Unavailable(cause.to_string()),
            UserInfoError::ClaimsVerification(cause) => {
                UserinfoFailure::Refused(format!("userinfo: {cause}"))
            }
            UserInfoError::Response(status, _, why) => {
                UserinfoFailure::Refused(format!("userinfo: {status}, {why}"))
            }
            _ => UserinfoFailure::Refused("userinfo: the answer cannot be read".to_owned()),
        })?;
    Ok(Found::in_userinfo(claims.standard_claims(), claims.additional_claims(), fiscal_code_claim))
}

/// The claim without language tag, or else the first one.
fn plain<T: std::ops::Deref<Target = String> + Clone>(claim: Option<&LocalizedClaim<T>>) -> Option<String> {
    let claim = claim?;
    let value = claim.get(None).or_else(|| claim.iter().map(|(_, value)| value).next())?;
    filled(value)
}

fn filled(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The codice fiscale in the claim named, upper case and without prefix.
fn fiscal_code(claims: &AllClaims, name: &str) -> Option<String> {
    let code = filled(claims.other.get(name)?.as_str()?)?.to_uppercase();
    filled(code.strip_prefix(PREFIX).unwrap_or(&code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fiscal_code_is_read_in_every_spelling_of_providers() {
        let cases = [
            ("SPID writes the prefix", "TINIT-FNTMRC79H21M998M", Some("FNTMRC79H21M998M")),
            ("others do not", "FNTMRC79H21M998M", Some("FNTMRC79H21M998M")),
            ("case and spaces do not matter", " tinit-fntmrc79h21m998m ", Some("FNTMRC79H21M998M")),
            ("a prefix alone is nothing", "TINIT-", None),
            ("blank is nothing", "  ", None),
        ];
        for (rule, given, expected) in cases {
            let claims: AllClaims = serde_json::from_value(serde_json::json!({ "cf": given })).unwrap();
            assert_eq!(fiscal_code(&claims, "cf").as_deref(), expected, "{rule}");
        }
    }
}
