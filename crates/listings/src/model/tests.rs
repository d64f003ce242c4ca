use chrono::TimeDelta;
use contracts::listings::ListingType;
use kernel::{BusinessId, PlanLevel};

use super::*;

pub(crate) fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000, 0).expect("in range")
}

pub(crate) fn details() -> Details {
    Details {
        kind: ListingType::Offer,
        title: "Yellow maize, 50 kg bags".to_owned(),
        description: "Cleaned and dried, this year's harvest.".to_owned(),
        category: Some("grains".to_owned()),
        price: None,
        location: None,
        address: None,
        city: None,
        country: None,
        market: None,
        duration: Duration::of_hours(48).expect("a choice"),
        media_ids: Vec::new(),
    }
}

fn draft() -> Listing {
    let business = Seller {
        id: BusinessId::new(now()),
        name: "Adunni Grains".to_owned(),
        slug: "adunni-grains".to_owned(),
        verified: true,
    };
    Listing::draft(ListingId::new(now()), business, UserId::new(now()), details(), now())
}

pub(crate) fn live() -> Listing {
    draft().publish(Status::Active, now()).expect("a whole draft")
}

fn in_state(status: Status) -> Listing {
    let later = now() + TimeDelta::hours(1);
    match status {
        Status::Draft => draft(),
        Status::PendingReview => draft().publish(Status::PendingReview, now()).expect("a whole draft"),
        Status::Active => live(),
        Status::Expired => Listing { status: Status::Expired, ..live() },
        Status::Rejected => Listing { status: Status::Rejected, ..draft() },
        Status::Withdrawn => live().withdraw(later).expect("live"),
    }
}

#[test]
fn each_change_is_open_from_its_own_states_only() {
    type Change = fn(Listing, DateTime<Utc>) -> Result<Listing, ListingsError>;
    let free = Entitlements::of(PlanLevel::Free);
    let changes: [(&str, Change, &[Status]); 7] = [
        ("publish", |l, at| l.publish(Status::Active, at), &[Status::Draft, Status::Rejected]),
        (
            "edit",
            |l, at| l.edit(details(), at),
            &[Status::Draft, Status::PendingReview, Status::Active, Status::Expired, Status::Rejected],
        ),
        (
            "extend",
            |l, at| l.extend(Duration::USUAL, &Entitlements::of(PlanLevel::Free), at),
            &[Status::Active],
        ),
        ("renew", |l, at| l.renew(Duration::USUAL, at), &[Status::Expired, Status::Withdrawn]),
        (
            "withdraw",
            Listing::withdraw,
            &[Status::Draft, Status::PendingReview, Status::Active, Status::Expired, Status::Rejected],
        ),
        ("restore", Listing::restore, &[Status::Withdrawn]),
        ("feature", |l, at| l.feature(7, at), &[Status::Active]),
    ];
    assert_eq!(free.extensions, 1);
    for (name, change, from) in changes {
        for status in Status::ALL {
            let before = in_state(status);
            let version = before.version;
            let after = change(before, now() + TimeDelta::hours(2));
            assert_eq!(after.is_ok(), from.contains(&status), "{name} from {status}: {after:?}");
            if let Ok(after) = after {
                assert_eq!(after.version, version + 1, "{name} counts as a change");
            }
        }
    }
}

#[test]
fn a_listing_expires_at_its_very_moment() {
    let listing = live();
    let end = now() + TimeDelta::hours(48);
    assert_eq!(listing.status_at(end - TimeDelta::microseconds(1)), Status::Active);
    assert_eq!(listing.status_at(end), Status::Expired);
    assert!(listing.card(end).is_none());
}

#[test]
fn a_fifth_of_the_time_before_the_end_the_owner_is_to_be_told() {
    let listing = live();
    assert_eq!(listing.remind_at, Some(now() + TimeDelta::minutes(48 * 60 * 4 / 5)));
    let plan = Entitlements::of(PlanLevel::Free);
    let longer = listing.extend(Duration::of_hours(72).expect("a choice"), &plan, now()).expect("live");
    assert_eq!(longer.remind_at, Some(now() + TimeDelta::hours(96)));
}

#[test]
fn an_old_link_takes_no_time_from_a_listing_that_was_extended_since() {
    let plan = Entitlements::of(PlanLevel::Free);
    let longer = live().extend(Duration::of_hours(96).expect("a choice"), &plan, now()).expect("live");
    let end = longer.life.expect("it is live").until;
    let early = longer.clone().renew_by_link(now() + TimeDelta::hours(40)).expect("live");
    assert_eq!(early.life.map(|life| life.until), Some(end));
    let late = end - TimeDelta::hours(10);
    let renewed = longer.renew_by_link(late).expect("live");
    assert_eq!(renewed.life.map(|life| life.until), Some(late + TimeDelta::hours(48)));
}

#[test]
fn extensions_are_counted_per_life() {
    let plan = Entitlements::of(PlanLevel::Free);
    let once = live().extend(Duration::USUAL, &plan, now()).expect("the first one");
    let twice = once.clone().extend(Duration::USUAL, &plan, now());
    assert_eq!(twice, Err(ListingsError::NoExtensionsLeft { limit: 1, used: 1 }));
    let over = now() + TimeDelta::hours(48 + 72);
    let again = once.renew(Duration::USUAL, over).expect("expired");
    assert!(again.extend(Duration::USUAL, &plan, over).is_ok());
}

#[test]
fn a_slot_lasts_three_days_or_to_expiry() {
    let short = live().feature(1, now()).expect("live");
    assert_eq!(short.featured.map(|window| window.until), Some(now() + TimeDelta::hours(48)));
    let plan = Entitlements::of(PlanLevel::Free);
    let long = live().extend(Duration::of_hours(96).expect("a choice"), &plan, now()).expect("live");
    let long = long.feature(1, now()).expect("live");
    assert_eq!(long.featured.map(|window| window.until), Some(now() + TimeDelta::hours(72)));
    assert!(long.is_featured(now()) && !long.is_featured(now() + TimeDelta::hours(72)));
    assert_eq!(long.feature(1, now()), Err(ListingsError::AlreadyFeatured));
}

#[test]
fn what_is_restored_is_what_it_would_be_without_the_withdrawal() {
    let withdrawn = live().withdraw(now() + TimeDelta::hours(1)).expect("live");
    let back = withdrawn.clone().restore(now() + TimeDelta::hours(2)).expect("in time");
    assert_eq!((back.status, back.life), (Status::Active, live().life));
    let late = withdrawn.clone().restore(now() + TimeDelta::hours(60)).expect("in time");
    assert_eq!(late.status, Status::Expired);
    let reminded = live().reminded().withdraw(now() + TimeDelta::hours(40)).expect("live");
    let again = reminded.restore(now() + TimeDelta::hours(41)).expect("in time");
    assert_eq!((back.remind_at, again.remind_at), (live().remind_at, None), "once in a life");
    let draft = draft().withdraw(now()).expect("a draft").restore(now()).expect("in time");
    assert_eq!(draft.status, Status::Draft);
    let end = now() + TimeDelta::hours(1) + RESTORABLE_FOR;
    assert!(withdrawn.clone().restore(end - TimeDelta::seconds(1)).is_ok());
    assert_eq!(withdrawn.restore(end), Err(ListingsError::RestoreTooLate));
}

#[test]
fn an_unfinished_draft_cannot_be_published() {
    let mut unfinished = draft();
    unfinished.details.category = None;
    unfinished.details.description = "too short".to_owned();
    let error = unfinished.publish(Status::Active, now()).expect_err("two things are missing");
    let ListingsError::Invalid(problems) = error else { panic!("{error:?}") };
    let fields: Vec<_> = problems.iter().filter_map(|problem| problem.field.as_deref()).collect();
    assert_eq!(fields, ["description", "category"]);
}

#[test]
fn the_plan_says_how_many_pictures_there_may_be_and_takes_none_away() {
    let add = |listing: Listing, plan| listing.add_media(MediaId::new(now()), &Entitlements::of(plan), now());
    let mut listing = live();
    for (plan, limit) in [(PlanLevel::Free, 2), (PlanLevel::Growth, 5), (PlanLevel::Premium, 5)] {
        while listing.details.media_ids.len() < limit {
            listing = add(listing, plan).expect("there is room");
        }
        let full = add(listing.clone(), plan);
        assert_eq!(full, Err(ListingsError::TooManyMedia { limit, used: limit }), "{plan:?}");
    }
    let free = Entitlements::of(PlanLevel::Free);
    let first = listing.details.media_ids[0];
    assert_eq!(listing.clone().add_media(first, &free, now()), Ok(listing.clone()), "it is there already");
    let less = listing.remove_media(first, now()).expect("it is there");
    let still_full = add(less, PlanLevel::Free);
    assert_eq!(still_full, Err(ListingsError::TooManyMedia { limit: 2, used: 4 }));
}

#[test]
fn what_is_left_of_a_window_is_told_in_percent() {
    let window = Window { from: now(), until: now() + TimeDelta::hours(10) };
    for (hours, percent) in [(-1, 100), (0, 100), (5, 50), (10, 0), (11, 0)] {
        assert_eq!(window.percent_left(now() + TimeDelta::hours(hours)), percent);
    }
}

#[test]
fn what_was_let_through_says_so_since_it_was_written_and_anything_else_since_now() {
    let (later, over) = (now() + TimeDelta::hours(1), now() + TimeDelta::hours(48));
    assert_eq!(live().judged_since(later), now());
    assert_eq!(live().withdraw(later).expect("live").judged_since(over), now());
    assert_eq!(live().expire().judged_since(over), now());
    assert_eq!(in_state(Status::Draft).judged_since(later), later);
    assert_eq!(in_state(Status::PendingReview).judged_since(later), later);
    let changed_after_its_end = live().edit(details(), over).expect("it may be edited");
    assert_eq!(changed_after_its_end.judged_since(over), over);
}
