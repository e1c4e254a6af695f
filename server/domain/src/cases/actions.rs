//! What somebody can do with a case now, said with what it does before it is done.

use contract::{
    Lang,
    cases::{
        ActionView, ColleagueAction, InTime, PaymentForm, Phase, PointsForm, RecipientsForm, TypedBeside,
    },
    identity::StaffRole,
    places::Bodies,
    time::Date,
};
use engine::{Chart, Event, RecipientsRule, Running, Standing, Track, Who};

use super::clock::{CaseFacts, Ends, effects_of, late_for, waited_for};
use crate::procedures::Definition;

/// A case as far as its next step is concerned.
pub(super) struct Acting<'a> {
    pub(super) definition: &'a Definition,
    pub(super) chart: &'a Chart<'a>,
    pub(super) standing: &'a Standing,
    pub(super) facts: &'a CaseFacts<'a>,
    pub(super) today: Date,
    pub(super) bodies: &'a Bodies,
}

impl Acting<'_> {
    /// What somebody can do now, in the order of the workflow. What lacks something is not offered.
    pub(super) fn views(&self, lang: Lang, who: &[Who]) -> Vec<ActionView> {
        self.chart
            .possible(self.standing, who, self.facts)
            .map(|(event, body)| {
                let own = event.who.iter().any(|one| *one != Who::Applicant && who.contains(one));
                let office = who.iter().any(|one| *one != Who::Applicant);
                let (stands_in, dated) = (office && !own, office && own && event.dated);
                ActionView { stands_in, dated, ..self.view(lang, event, body) }
            })
            .collect()
    }

    /// What only others of the office than `who` can do now, each thing once, with the roles that may.
    pub(super) fn of_colleagues(&self, lang: Lang, who: &[Who]) -> Vec<ColleagueAction> {
        const ROLES: [StaffRole; 3] = [StaffRole::Clerk, StaffRole::Rup, StaffRole::Dirigente];
        let works_here = who.iter().any(|one| *one != Who::Applicant);
        let others: Vec<(StaffRole, Who)> = ROLES
            .into_iter()
            .filter_map(|role| Some((role, Who::of_role(role)?)))
            .filter(|(_, other)| works_here && !who.contains(other))
            .collect();
        let theirs: Vec<Who> = others.iter().map(|(_, other)| *other).collect();
        let mut all: Vec<ColleagueAction> = Vec::new();
        for (event, _) in self.chart.possible(self.standing, &theirs, self.facts) {
            let label = self.definition.text(lang).event(&event.id).label;
            let own = event.who.iter().any(|one| who.contains(one));
            if !own && all.iter().all(|known| known.label != label) {
                let may = others.iter().filter(|(_, other)| event.who.contains(other));
                let roles = may.map(|(role, _)| *role).collect();
                all.push(ColleagueAction { label: label.to_owned(), roles });
            }
        }
        all
    }

    /// The same with what somebody can still record of a case that the ends of terms led on: what came by then. What is
    /// possible now too says so of its earlier days.
    pub(super) fn with_past(&self, lang: Lang, who: &[Who], ends: &Ends) -> Vec<ActionView> {
        let mut views = self.views(lang, who);
        for (ended, standing) in ends.each() {
            let waits = |event: &str| waited_for(self.chart, ended, standing, event, who);
            let known: Vec<String> = views.iter().map(|view| view.event.clone()).collect();
            for view in views.iter_mut().filter(|view| view.in_time.is_none() && waits(&view.event)) {
                view.in_time = Some(InTime { last: ended.last, only: false });
            }
            let before = Acting { standing, ..*self };
            let more = before.views(lang, who).into_iter();
            let more = more.filter(|view| !known.contains(&view.event) && waits(&view.event));
            let in_time = Some(InTime { last: ended.last, only: true });
            // What it does to terms depends on the day that is said.
            views.extend(more.map(|view| ActionView { in_time, late: None, terms: Vec::new(), ..view }));
        }
        views
    }

    fn view(&self, lang: Lang, event: &Event, body: &str) -> ActionView {
        let Self { definition, chart, standing, facts, today, .. } = *self;
        let texts = definition.text(lang);
        let own = texts.event(&event.id);
        let moves = event.track.as_deref().filter(|_| !body.is_empty());
        let label = match moves {
            Some(track) => format!("{} – {}", own.label, texts.body(track, body)),
            None => own.label.to_owned(),
        };
        let (terms, works) = effects_of(definition, lang, chart, standing, event, body, facts, today);
        ActionView {
            event: event.id.clone(),
            label,
            explain: own.explain.to_owned(),
            withdraws: definition.workflow.state(&event.to).is_some_and(|to| to.phase == Phase::Withdrawn),
            text_label: event.text.and(own.text_label).map(str::to_owned),
            text_required: event.text.is_some_and(|text| text.required),
            text_max: event.text.map_or(0, |text| text.max_chars),
            points: points_form(event),
            answers: event.answers,
            files: event.files,
            typed: String::new(),
            beside: TypedBeside::default(),
            problems: Vec::new(),
            unconfirmed: None,
            works,
            terms,
            // What is recorded later is held to its own day.
            late: if event.dated {
                None
            } else {
                late_for(definition, lang, chart, standing, (event, body), today)
            },
            bodies: self.bodies_to_choose(lang, event),
            body: moves.map(|_| body.to_owned()),
            body_stands: moves.map(|track| {
                let place = |running: &&Running| running.body == body && self.is_of(running, track);
                let state = standing.tracks.iter().find(place).and_then(|own| chart.state(own.state));
                let name = texts.body(track, body);
                state.map_or(name.to_owned(), |state| format!("{name} – {}", texts.state(&state.id).label))
            }),
            chosen: false,
            stands_in: false,
            dated: false,
            in_time: None,
            sets_day: definition.clocks.day_set(event),
            day_label: own.day_label.map(str::to_owned),
            deed: event.deed.is_some(),
            payment: event
                .payment
                .as_ref()
                .map(|rule| PaymentForm { required: rule.required, ..PaymentForm::default() }),
            announces: None,
            recipients: event.recipients.as_ref().map(|rule| self.recipients(lang, event, rule)),
        }
    }

    fn is_of(&self, running: &Running, track: &str) -> bool {
        self.chart.track(running.track).is_some_and(|own| own.id == track)
    }

    /// The bodies that an event may ask, by name: those first that the case has to do with already, each with how it stands there.
    fn bodies_to_choose(&self, lang: Lang, event: &Event) -> Vec<(String, String)> {
        let texts = self.definition.text(lang);
        let opened =
            self.definition.workflow.tracks.iter().filter(|track| track.opened_by.contains(&event.id));
        let stands = |id: &str| {
            let own = self.standing.tracks.iter().filter(|running| running.body == id);
            let states = own.filter_map(|running| self.chart.state(running.state));
            states.map(|state| texts.state(&state.id).label).collect::<Vec<_>>().join(", ")
        };
        let mut bodies: Vec<(bool, &str, String, &str)> = opened
            .flat_map(|track| texts.bodies(&track.id))
            .map(|(id, name)| (stands(id).is_empty(), name, stands(id), id))
            .collect();
        bodies.sort();
        let named = bodies.into_iter().map(|(new, name, stands, id)| {
            (id.to_owned(), if new { name.to_owned() } else { format!("{name} – {stands}") })
        });
        named.collect()
    }

    /// Whom the act goes to beside whose case it is, as far as that is known before.
    fn recipients(&self, lang: Lang, event: &Event, rule: &RecipientsRule) -> RecipientsForm {
        let texts = self.definition.text(lang);
        let address = |id: &str| self.bodies.find(id).map_or(String::new(), |body| body.address.clone());
        let opens = |track: &&Track| rule.bodies && track.opened_by.contains(&event.id);
        let opened = self.definition.workflow.tracks.iter().filter(opens);
        let chosen = opened.flat_map(|track| texts.bodies(&track.id));
        let mut asked: Vec<(String, String)> = Vec::new();
        for (track, running) in self.chart.asked(self.standing, rule) {
            let own = (texts.body(track, &running.body).to_owned(), address(&running.body));
            if !asked.contains(&own) {
                asked.push(own);
            }
        }
        RecipientsForm {
            bodies: chosen.map(|(id, name)| (name.to_owned(), address(id))).collect(),
            asked,
            most: rule.others,
            only: rule.only,
            documents_days: rule.documents_days,
            typed: String::new(),
        }
    }
}

/// How points are asked for with an event, where they can be.
fn points_form(event: &Event) -> Option<PointsForm> {
    event.points.filter(|rule| rule.max > 0).map(|rule| PointsForm {
        required: rule.required,
        max: rule.max,
        max_chars: rule.max_chars,
        typed: String::new(),
    })
}
