//! What every handler can reach.

use std::sync::Arc;

use adapters::objects::PublicDoor;
use app::layout::{Assets, Ente, Frame};
use contract::{Lang, identity::Viewer};
use domain::{Ctx, ports::IdentityProvider};

use super::kept::KeptPages;
use crate::{config::Config, wiring::World};

/// The portal, shared by all requests.
pub struct App {
    /// What verbs are given.
    pub ctx: Arc<Ctx>,
    /// The login.
    pub identity: Arc<dyn IdentityProvider>,
    /// The configuration.
    pub config: Config,
    /// Name and contacts.
    pub ente: Arc<Ente>,
    /// Style, icons, islands.
    pub assets: Arc<Assets>,
    /// The door of the object store, where browsers reach it through the portal.
    pub objects: Option<PublicDoor>,
    /// Public pages, rendered and compressed once.
    pub(super) kept: KeptPages,
    /// The content security policy, made once.
    pub(super) policy: String,
}

impl App {
    /// The portal of a world.
    #[must_use]
    pub fn new(config: Config, world: &World) -> Arc<Self> {
        Arc::new(Self {
            ctx: Arc::clone(&world.ctx),
            identity: Arc::clone(&world.identity),
            policy: super::safety::content_policy(&config),
            config,
            ente: Arc::clone(&world.ente),
            assets: Arc::clone(&world.assets),
            objects: world.door.clone(),
            kept: KeptPages::default(),
        })
    }

    /// What a page is given besides its data.
    pub(super) fn frame(&self, lang: Lang, path: &str, viewer: Option<Viewer>) -> Frame {
        Frame {
            lang,
            path: path.to_owned(),
            viewer,
            ente: Arc::clone(&self.ente),
            assets: Arc::clone(&self.assets),
            notice: None,
        }
    }
}
