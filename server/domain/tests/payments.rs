//! Payments: a notice is paid by its receipt alone, once, to the cent; nobody finds out which notices there are.

use contract::{
    Code,
    ids::{CartId, NoticeId},
    payments::{CartState, NoticeForm, NoticeProblem, NoticeState, ReceiptFault, Returned},
};
use domain::{
    Actor, Error,
    payments::{self, Held, Lookup},
    taxes,
};
use entity::payments::{payment_carts, payment_messages, payment_notices, payment_receipts};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use testkit::{CREDITOR, TestWorld, paid_by, receipt_of, tari};

use crate::audit::denied;

const ADA: &str = "SMPLCU61C54M999F";

/// The notices of Ada's waste tax: all at once, then the three parts.
async fn notices(world: &TestWorld) -> Vec<payment_notices::Model> {
    taxes::record(&world.ctx, &tari(ADA)).await.unwrap();
    rows(world).await
}

async fn rows(world: &TestWorld) -> Vec<payment_notices::Model> {
    payment_notices::Entity::find()
        .order_by_asc(payment_notices::Column::Plan)
        .order_by_asc(payment_notices::Column::DueOn)
        .all(world.ctx.db.read())
        .await
        .unwrap()
}

async fn states(world: &TestWorld) -> Vec<String> {
    rows(world).await.into_iter().map(|row| row.state).collect()
}

fn stranger(world: &TestWorld) -> Actor {
    Actor::stranger(contract::ids::RequestId(world.ctx.ids.next()))
}

/// The session of somebody who found these notices.
fn holding(world: &TestWorld, notices: &[&payment_notices::Model]) -> Held {
    Held { key: world.ctx.ids.next(), notices: notices.iter().map(|row| NoticeId(row.id)).collect() }
}

fn back(cart: CartId, how: Returned) -> String {
    format!("https://comune.example/it/pagamenti/{cart}/ritorno/{}", how.as_str())
}

async fn begin(
    world: &TestWorld,
    who: &Actor,
    held: &Held,
    of: &[NoticeId],
) -> Result<payments::Begun, Error> {
    payments::begin(&world.ctx, who, held, of, &back).await
}

async fn receive(world: &TestWorld, message: &str) -> String {
    payments::receive(&world.ctx, &stranger(world), message).await.unwrap()
}

async fn verdicts(world: &TestWorld) -> Vec<String> {
    let rows = payment_receipts::Entity::find().order_by_asc(payment_receipts::Column::Id);
    rows.all(world.ctx.db.read()).await.unwrap().into_iter().map(|row| row.verdict).collect()
}

#[tokio::test]
async fn a_receipt_pays_its_notice_once_and_closes_the_other_way_of_paying() {
    let world = TestWorld::new().await;
    let of = notices(&world).await;
    let message = paid_by(&of[1].nav, 5_800, "token-1");
    assert!(receive(&world, &message).await.contains("<outcome>OK</outcome>"));
    assert_eq!(states(&world).await, ["cancelled", "paid", "open", "open"]);
    // The hub sends again whatever was not answered.
    for _again in 0..3 {
        assert!(receive(&world, &message).await.contains("PAA_RECEIPT_DUPLICATA"));
    }
    assert_eq!(verdicts(&world).await, ["taken"], "a replayed receipt counts once");
    let held = holding(&world, &[&of[1]]);
    let proof = payments::proof(&world.ctx, &stranger(&world), &held, NoticeId(of[1].id)).await.unwrap();
    assert_eq!((proof.token.as_str(), proof.cents, proof.psp.as_str()), ("token-1", 5_800, "Banca di Prova"));
    assert_eq!(proof.paid_at.rfc3339(), "2026-03-02T08:58:00Z", "the time in the receipt, which is Italy's");
    assert_eq!((proof.creditor_code.as_str(), proof.overpaid), (CREDITOR, false));
    let kept = payment_receipts::Entity::find().one(world.ctx.db.read()).await.unwrap().unwrap();
    payment_receipts::Entity::delete_by_id(kept.id).exec(world.ctx.db.writer()).await.unwrap_err();
    payment_messages::Entity::delete_by_id(kept.id).exec(world.ctx.db.writer()).await.unwrap();
}

#[tokio::test]
async fn two_deliveries_at_the_same_moment_are_one() {
    let world = TestWorld::new().await;
    let of = notices(&world).await;
    let message = paid_by(&of[0].nav, 17_400, "token-1");
    let both = tokio::join!(receive(&world, &message), receive(&world, &message));
    let answers = [both.0, both.1];
    let taken = answers.iter().filter(|answer| answer.contains("<outcome>OK</outcome>")).count();
    let repeated = answers.iter().filter(|answer| answer.contains("PAA_RECEIPT_DUPLICATA")).count();
    assert_eq!((taken, repeated), (1, 1), "{answers:?}");
    assert_eq!(verdicts(&world).await, ["taken"]);
}

#[tokio::test]
async fn a_receipt_of_another_sum_or_payment_pays_nothing_and_is_kept() {
    let world = TestWorld::new().await;
    let of = notices(&world).await;
    let nav = &of[0].nav;
    for (token, cents) in [("one cent less", 17_399), ("one cent more", 17_401), ("nothing", 0)] {
        let answer = receive(&world, &paid_by(nav, cents, token)).await;
        assert!(answer.contains("PAA_SEMANTICA"), "{token}: {answer}");
    }
    let mut other = receipt_of(CREDITOR, nav, 17_400, "another payment");
    other.receipt.reference = "01000000000000144".to_owned();
    assert!(receive(&world, &other.written()).await.contains("PAA_SEMANTICA"));
    let unknown = paid_by("301000000000000144", 100, "of nobody");
    for _again in 0..2 {
        assert!(receive(&world, &unknown).await.contains("PAA_PAGAMENTO_SCONOSCIUTO"));
    }
    assert_eq!(states(&world).await, ["open"; 4]);
    let expected = ["contradicts", "contradicts", "contradicts", "contradicts", "unknown"];
    assert_eq!(verdicts(&world).await, expected, "money that cannot be matched is on record, once");
    // Corrected by who sent it, the same receipt is taken.
    assert!(receive(&world, &paid_by(nav, 17_400, "one cent less")).await.contains("<outcome>OK"));
    assert_eq!(states(&world).await[0], "paid");
    let clerk = world.person("Tea", &[("tributi", contract::identity::StaffRole::Clerk)]).await;
    let listed = payments::receipts_to_check(&world.ctx, &clerk).await.unwrap();
    let listed: Vec<_> = listed.into_iter().map(|receipt| (receipt.token, receipt.fault)).collect();
    assert_eq!(listed.len(), 4, "what was taken in the end is not listed: {listed:?}");
    assert_eq!(listed[0], ("of nobody".to_owned(), ReceiptFault::Unknown));
    let refused = payments::receipts_to_check(&world.ctx, &world.citizen("Eva").await).await;
    assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
}

#[tokio::test]
async fn what_is_not_for_this_municipality_or_no_receipt_is_refused_with_the_official_fault() {
    let world = TestWorld::new().await;
    let of = notices(&world).await;
    let good = receipt_of(CREDITOR, &of[0].nav, 17_400, "t");
    let changed = |change: &dyn Fn(&mut pagopa::receipt::Delivery)| {
        let mut delivery = good.clone();
        change(&mut delivery);
        delivery.written()
    };
    for (message, fault) in [
        (changed(&|it| it.creditor = "88888888888".into()), "PAA_ID_DOMINIO_ERRATO"),
        (changed(&|it| it.station = "elsewhere".into()), "PAA_STAZIONE_INT_ERRATA"),
        (changed(&|it| it.receipt.creditor = "88888888888".into()), "PAA_PAGAMENTO_SCONOSCIUTO"),
        (changed(&|it| it.receipt.transfers[0].cents = 1), "PAA_SINTASSI_EXTRAXSD"),
        ("<a/>".to_owned(), "PAA_SINTASSI_XSD"),
        (String::new(), "PAA_SINTASSI_XSD"),
    ] {
        let answer = receive(&world, &message).await;
        assert!(answer.contains(fault) && answer.contains("<outcome>KO</outcome>"), "{fault}: {answer}");
    }
    assert_eq!(states(&world).await, ["open"; 4]);
    let executed = changed(&|it| it.receipt.executed = false);
    assert!(receive(&world, &executed).await.contains("<outcome>OK"), "a payment that did not happen");
    assert_eq!(states(&world).await, ["open"; 4]);
}

#[tokio::test]
async fn who_pays_twice_gets_a_receipt_and_the_office_a_note() {
    let world = TestWorld::new().await;
    let of = notices(&world).await;
    receive(&world, &paid_by(&of[1].nav, 5_800, "first")).await;
    // The whole sum was on its way when the first part was paid.
    assert!(receive(&world, &paid_by(&of[0].nav, 17_400, "late")).await.contains("<outcome>OK"));
    assert!(receive(&world, &paid_by(&of[1].nav, 5_800, "again")).await.contains("<outcome>OK"));
    assert_eq!(verdicts(&world).await, ["taken", "overpaid", "overpaid"]);
    assert_eq!(states(&world).await, ["paid", "paid", "open", "open"]);
    let held = holding(&world, &[&of[0], &of[1]]);
    let late = payments::proof(&world.ctx, &stranger(&world), &held, NoticeId(of[0].id)).await.unwrap();
    let first = payments::proof(&world.ctx, &stranger(&world), &held, NoticeId(of[1].id)).await.unwrap();
    assert_eq!((late.overpaid, first.overpaid, first.token.as_str()), (true, false, "first"));
}

#[tokio::test]
async fn a_double_click_is_one_cart_and_the_way_back_confirms_nothing() {
    let world = TestWorld::new().await;
    let of = notices(&world).await;
    let ada = world.named("Ada", ADA).await;
    let (held, id) = (Held::default(), NoticeId(of[0].id));
    let chosen = [id];
    let (one, two) = tokio::join!(begin(&world, &ada, &held, &chosen), begin(&world, &ada, &held, &chosen));
    let (one, two) = (one.unwrap(), two.unwrap());
    assert_eq!(one.cart, two.cart);
    let third = begin(&world, &ada, &held, &[id, id]).await.unwrap();
    assert_eq!(
        (third.cart, third.checkout),
        (one.cart, Some(format!("https://checkout.example/{}", one.cart)))
    );
    let carts = world.gateway.carts();
    assert_eq!(carts.len(), 1, "the gateway was asked once");
    assert_eq!(carts[0].payment_notices[0].amount, 17_400);
    assert_eq!(carts[0].payment_notices[0].notice_number, of[0].nav);
    assert_eq!(states(&world).await[0], "paying");

    payments::came_back(&world.ctx, &ada, &held, one.cart, Returned::Done).await.unwrap();
    let page = payments::payment(&world.ctx, &ada, &held, one.cart).await.unwrap();
    assert_eq!((page.state, page.notices[0].state), (CartState::Waiting, NoticeState::Paying));
    let again = begin(&world, &ada, &held, &[id]).await.unwrap();
    assert_eq!((again.cart, again.checkout), (one.cart, None), "what may be paid is not paid again");

    receive(&world, &paid_by(&of[0].nav, 17_400, "token")).await;
    let page = payments::payment(&world.ctx, &ada, &held, one.cart).await.unwrap();
    assert_eq!((page.state, page.notices[0].state), (CartState::Paid, NoticeState::Paid));
    payments::came_back(&world.ctx, &ada, &held, one.cart, Returned::Cancelled).await.unwrap();
    let page = payments::payment(&world.ctx, &ada, &held, one.cart).await.unwrap();
    assert_eq!(page.state, CartState::Paid, "an old tab takes nothing back");
    let paid = begin(&world, &ada, &held, &[id]).await;
    assert!(matches!(paid, Err(Error::Conflict(Code::AlreadyPaid))), "{paid:?}");
    let closed = begin(&world, &ada, &held, &[NoticeId(of[1].id)]).await;
    assert!(matches!(closed, Err(Error::Conflict(Code::NoticeCancelled))), "{closed:?}");
}

#[tokio::test]
async fn what_was_given_up_or_left_alone_is_begun_anew() {
    let world = TestWorld::new().await;
    let of = notices(&world).await;
    let ada = world.named("Ada", ADA).await;
    let (held, chosen) = (Held::default(), [NoticeId(of[0].id)]);
    let first = begin(&world, &ada, &held, &chosen).await.unwrap();
    payments::came_back(&world.ctx, &ada, &held, first.cart, Returned::Cancelled).await.unwrap();
    assert_eq!(states(&world).await[0], "open");
    let second = begin(&world, &ada, &held, &chosen).await.unwrap();
    assert_ne!(second.cart, first.cart);
    world.clock.advance_ms(31 * 60 * 1000);
    let third = begin(&world, &ada, &held, &chosen).await.unwrap();
    assert_ne!(third.cart, second.cart);
    // A cart that was given up is paid all the same if its receipt comes.
    receive(&world, &paid_by(&of[0].nav, 17_400, "token")).await;
    for cart in [first.cart, second.cart, third.cart] {
        assert_eq!(payments::payment(&world.ctx, &ada, &held, cart).await.unwrap().state, CartState::Paid);
    }
}

#[tokio::test]
async fn a_gateway_that_is_down_loses_nothing() {
    let world = TestWorld::new().await;
    let of = notices(&world).await;
    let ada = world.named("Ada", ADA).await;
    let (held, chosen) = (Held::default(), [NoticeId(of[0].id)]);
    world.gateway.set_down(true);
    for _again in 0..2 {
        let down = begin(&world, &ada, &held, &chosen).await;
        assert!(matches!(down, Err(Error::Unavailable(domain::Port::Payments, _))), "{down:?}");
    }
    world.gateway.set_down(false);
    let begun = begin(&world, &ada, &held, &chosen).await.unwrap();
    assert!(begun.checkout.is_some());
    let carts = payment_carts::Entity::find().all(world.ctx.db.read()).await.unwrap();
    assert_eq!(carts.len(), 1, "the same cart is offered again");
}

#[tokio::test]
async fn without_a_gateway_nothing_is_begun_and_the_notice_is_printed() {
    let mut world = TestWorld::new().await;
    world.ctx.pagopa.gateway = None;
    let of = notices(&world).await;
    let ada = world.named("Ada", ADA).await;
    let off = begin(&world, &ada, &Held::default(), &[NoticeId(of[0].id)]).await;
    assert!(matches!(off, Err(Error::Refused(Code::PaymentsOff))), "{off:?}");
    let id = NoticeId(of[0].id);
    let paper =
        payments::notice_paper(&world.ctx, &ada, &Held::default(), contract::Lang::It, id).await.unwrap();
    let text = String::from_utf8(paper.bytes).unwrap();
    assert!(
        text.contains("real=false") && text.contains("174,00 €"),
        "outside production it says so: {text}"
    );
    assert_eq!(paper.name, format!("avviso-{}.pdf", of[0].nav));
    receive(&world, &paid_by(&of[0].nav, 17_400, "token")).await;
    let paid = payments::notice_paper(&world.ctx, &ada, &Held::default(), contract::Lang::It, id).await;
    assert!(
        matches!(paid, Err(Error::Conflict(Code::AlreadyPaid))),
        "what is paid is not printed to be paid"
    );
}

#[tokio::test]
async fn a_notice_is_found_by_number_and_code_and_a_wrong_one_says_nothing_of_which() {
    let world = TestWorld::new().await;
    let of = notices(&world).await;
    let (nobody, held) = (stranger(&world), holding(&world, &[]));
    let look = async |nav: &str, code: &str| {
        payments::find(&world.ctx, &nobody, &held, NoticeForm::read(nav, code)).await.unwrap()
    };
    let nav = &of[0].nav;
    let spaced = format!("{} {}", &nav[..4], &nav[4..]);
    assert_eq!(look(&spaced, "smp lcu 61c54 m999f").await, Lookup::Found(NoticeId(of[0].id)));
    let mut wrong_check = nav.clone().into_bytes();
    wrong_check[17] = b'0' + (wrong_check[17] - b'0' + 1) % 10;
    let wrong_check = String::from_utf8(wrong_check).unwrap();
    for (rule, nav, code) in [
        ("another person's code", nav.as_str(), "PRVLNI88S42Z129J"),
        ("a number that nobody has", "301000000000000144", ADA),
        ("a wrong check digit", wrong_check.as_str(), ADA),
    ] {
        match look(nav, code).await {
            Lookup::Refused(form) => assert_eq!(form.problems, [NoticeProblem::Unknown], "{rule}"),
            found @ Lookup::Found(_) => panic!("{rule}: {found:?}"),
        }
    }
    receive(&world, &paid_by(nav, 17_400, "token")).await;
    let problem = |lookup| match lookup {
        Lookup::Refused(form) => form.problems,
        Lookup::Found(_) => vec![],
    };
    assert_eq!(problem(look(nav, ADA).await), [NoticeProblem::Paid]);
    assert_eq!(problem(look(&of[1].nav, ADA).await), [NoticeProblem::Cancelled]);
}

#[tokio::test]
async fn numbers_are_not_tried_out() {
    let world = TestWorld::new().await;
    let of = notices(&world).await;
    let (nobody, held) = (stranger(&world), holding(&world, &[]));
    let look = async |nav: &str| match payments::find(&world.ctx, &nobody, &held, NoticeForm::read(nav, ADA))
        .await
        .unwrap()
    {
        Lookup::Refused(form) => form.problems[0],
        Lookup::Found(_) => panic!("found"),
    };
    for _try in 0..20 {
        assert_eq!(look("301000000000000144").await, NoticeProblem::Unknown);
    }
    assert_eq!(look("301000000000000144").await, NoticeProblem::TooManyTries);
    assert_eq!(look(&of[0].nav).await, NoticeProblem::TooManyTries, "the right one is not told either");
    world.clock.advance_ms(60 * 60 * 1000);
    let later = payments::find(&world.ctx, &nobody, &held, NoticeForm::read(&of[0].nav, ADA)).await.unwrap();
    assert!(matches!(later, Lookup::Found(_)));
}

#[tokio::test]
async fn several_notices_are_paid_together_but_not_two_ways_of_paying_the_same() {
    let world = TestWorld::new().await;
    let of = notices(&world).await;
    let (nobody, held) = (stranger(&world), holding(&world, &[&of[1], &of[2]]));
    let both = [NoticeId(of[1].id), NoticeId(of[2].id)];
    let begun = begin(&world, &nobody, &held, &both).await.unwrap();
    let page = payments::payment(&world.ctx, &nobody, &held, begun.cart).await.unwrap();
    assert_eq!((page.notices.len(), page.total), (2, 11_600));
    receive(&world, &paid_by(&of[1].nav, 5_800, "one")).await;
    let page = payments::payment(&world.ctx, &nobody, &held, begun.cart).await.unwrap();
    assert_eq!(page.state, CartState::Begun, "one receipt of two");
    receive(&world, &paid_by(&of[2].nav, 5_800, "two")).await;
    let page = payments::payment(&world.ctx, &nobody, &held, begun.cart).await.unwrap();
    assert_eq!(page.state, CartState::Paid);

    let other = TestWorld::new().await;
    let of = notices(&other).await;
    let held = holding(&other, &[&of[0], &of[1]]);
    let apart = begin(&other, &stranger(&other), &held, &held.notices).await;
    assert!(matches!(apart, Err(Error::Refused(Code::NoticesApart))), "{apart:?}");
    let nothing = begin(&other, &stranger(&other), &held, &[]).await;
    assert!(matches!(nothing, Err(Error::Refused(Code::NothingToPay))), "{nothing:?}");
}

#[tokio::test]
async fn a_notice_and_a_payment_are_there_only_for_who_owes_found_or_began_them() {
    let world = TestWorld::new().await;
    let of = notices(&world).await;
    let (ada, eva) = (world.named("Ada", ADA).await, world.citizen("Eva").await);
    let (id, nothing) = (NoticeId(of[0].id), holding(&world, &[]));
    let begun = begin(&world, &ada, &nothing, &[id]).await.unwrap();
    for who in [&eva, &stranger(&world)] {
        let refused = begin(&world, who, &nothing, &[id]).await;
        assert!(matches!(refused, Err(Error::NotFound(_))), "{refused:?}");
        let paper = payments::notice_paper(&world.ctx, who, &nothing, contract::Lang::It, id).await;
        assert!(matches!(paper, Err(Error::NotFound(_))), "{paper:?}");
        let seen = payments::payment(&world.ctx, who, &nothing, begun.cart).await;
        assert!(matches!(seen, Err(Error::NotFound(_))), "{seen:?}");
        let back = payments::came_back(&world.ctx, who, &nothing, begun.cart, Returned::Cancelled).await;
        assert!(matches!(back, Err(Error::NotFound(_))), "{back:?}");
    }
    let refused = denied(&world).await;
    assert_eq!(refused.len(), 8, "{refused:?}");
    assert!(refused.contains(&("notice.pay".to_owned(), format!("notice:{id}"))));
    assert!(refused.contains(&("payment.read".to_owned(), format!("cart:{}", begun.cart))));
    let carts = payment_carts::Entity::find().filter(payment_carts::Column::State.eq("begun"));
    assert_eq!(carts.all(world.ctx.db.read()).await.unwrap().len(), 1, "nobody else ended it");
}
