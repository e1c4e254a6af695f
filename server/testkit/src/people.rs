//! People for tests, known as if they had logged in.

use contract::{identity::StaffRole, ids::RequestId};
use domain::{Actor, identity, ports::Identity};

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

    /// Somebody with roles in offices.
    pub async fn person(&self, name: &str, roles: &[(&str, StaffRole)]) -> Actor {
        let request = RequestId(self.ctx.ids.next());
        let fiscal_code = format!("TEST{}", name.to_uppercase());
        for (office, role) in roles {
            identity::appoint(&self.ctx, &fiscal_code, office, *role).await.unwrap();
        }
        let id = identity::record_login(
            &self.ctx,
            request,
            &Identity {
                issuer: "https://login.example".into(),
                subject: name.to_owned(),
                given_name: name.to_owned(),
                family_name: "Di Prova".into(),
                fiscal_code,
                email: None,
            },
        )
        .await
        .unwrap();
        identity::actor(&self.ctx, id, request).await.unwrap()
    }
}
