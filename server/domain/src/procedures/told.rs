//! What happened in a case, in the words of its procedure.

use contract::Lang;
use engine::Timer;

use super::Definition;

impl Definition {
    /// What happened, as the history of a case says it, with the bodies that it was about: the same happens for each of them.
    #[must_use]
    pub fn told(&self, lang: Lang, event: &str, bodies: &[String]) -> String {
        let happened = self.text(lang).event(event).timeline;
        format!("{happened}{}", self.bodies_in_words(lang, event, bodies))
    }

    /// The same of what happens by itself at the end of a term.
    #[must_use]
    pub fn told_of(&self, lang: Lang, timer: &Timer<'_>) -> String {
        let body = Some(timer.body.clone()).filter(|body| !body.is_empty());
        self.told(lang, timer.event, body.as_slice())
    }

    /// The bodies that an event was about, after a dash; nothing where it was about none.
    #[must_use]
    pub fn bodies_in_words(&self, lang: Lang, event: &str, bodies: &[String]) -> String {
        if bodies.is_empty() {
            return String::new();
        }
        let texts = self.text(lang);
        let own = self.workflow.event(event).and_then(|event| event.track.as_deref());
        let of =
            |track: &&engine::Track| own == Some(&track.id) || track.opened_by.iter().any(|by| by == event);
        let name = |id: &String| {
            let mut tracks = self.workflow.tracks.iter().filter(of);
            let named = tracks.find_map(|track| texts.bodies(&track.id).find(|(own, _)| own == id));
            named.map_or_else(|| id.clone(), |(_, name)| name.to_owned())
        };
        format!(" – {}", bodies.iter().map(name).collect::<Vec<_>>().join(", "))
    }
}
