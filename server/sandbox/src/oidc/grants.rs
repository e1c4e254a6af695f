//! Codes and access tokens given out: random, short-lived, in memory.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

/// How long userinfo answers to an access token.
pub(super) const TOKEN_LIFE: Duration = Duration::from_secs(300);

/// 256 random bits as a word that fits a URL.
pub(super) fn random_word() -> String {
    URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>())
}

/// What was agreed when a code was given out.
#[derive(Debug, Clone)]
pub(super) struct Grant {
    /// Key of the person who logged in.
    pub(super) person: String,
    pub(super) redirect_uri: String,
    pub(super) nonce: String,
    pub(super) challenge: String,
}

/// Everything given out and still good.
pub(super) struct Grants {
    code_life: Duration,
    codes: HashMap<String, (Instant, Grant)>,
    tokens: HashMap<String, (Instant, String)>,
}

impl Grants {
    pub(super) fn new(code_life: Duration) -> Self {
        Self { code_life, codes: HashMap::new(), tokens: HashMap::new() }
    }

    /// A new code for a grant.
    pub(super) fn give_code(&mut self, grant: Grant) -> String {
        let now = Instant::now();
        self.codes.retain(|_, (ends, _)| *ends > now);
        let code = random_word();
        self.codes.insert(code.clone(), (now + self.code_life, grant));
        code
    }

    /// The grant of a code. Whoever presents a code uses it up, rightly or wrongly.
    pub(super) fn take_code(&mut self, code: &str) -> Option<Grant> {
        let (ends, grant) = self.codes.remove(code)?;
        (ends > Instant::now()).then_some(grant)
    }

    /// A new access token for a person.
    pub(super) fn give_token(&mut self, person: &str) -> String {
        let now = Instant::now();
        self.tokens.retain(|_, (ends, _)| *ends > now);
        let token = random_word();
        self.tokens.insert(token.clone(), (now + TOKEN_LIFE, person.to_owned()));
        token
    }

    /// The person of an access token.
    pub(super) fn person_of(&self, token: &str) -> Option<String> {
        let (ends, person) = self.tokens.get(token)?;
        (*ends > Instant::now()).then(|| person.clone())
    }
}
