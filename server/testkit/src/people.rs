//! People for tests, known as if they had logged in.

use contract::{identity::StaffRole, ids::RequestId};
use domain::{Actor, cases, identity, ports::Identity};

use crate::TestWorld;

impl TestWorld {
    /// Somebody without a role.
    pub async fn citizen(&self, name: &str) -> Actor {
        self.person(name, &[]).await
    }

    /// Somebody of the technical office.
    pub async fn officer(&self, name: &str, role: StaffRole) -> Actor {
        self.person(name, &[("ufficio-tecnico", role)]).await
    }

    /// Somebody without a role, with the codice fiscale that a form names.
    pub async fn named(&self, name: &str, fiscal_code: &str) -> Actor {
        self.known(name, fiscal_code, &[]).await
    }

    /// Somebody with roles in offices.
    pub async fn person(&self, name: &str, roles: &[(&str, StaffRole)]) -> Actor {
        self.known(name, &format!("TEST{}", name.to_uppercase()), roles).await
    }

    async fn known(&self, name: &str, fiscal_code: &str, roles: &[(&str, StaffRole)]) -> Actor {
        let request = RequestId(self.ctx.ids.next());
        for (office, role) in roles {
            identity::appoint(&self.ctx, fiscal_code, office, *role).await.unwrap();
        }
        let id = identity::record_login(
            &self.ctx,
            request,
            &Identity {
                issuer: "https://login.example".into(),
                subject: name.to_owned(),
                given_name: name.to_owned(),
                family_name: "Di Prova".into(),
                fiscal_code: fiscal_code.to_owned(),
                email: None,
            },
        )
        .await
        .unwrap();
        cases::named_by_login(&self.ctx, id).await.unwrap();
        identity::actor(&self.ctx, id, request).await.unwrap()
    }
}
