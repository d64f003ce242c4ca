//! Filling an empty database with the demo world.

use std::collections::HashMap;
use std::time::Instant;

use accounts::bulk::{Firm, Person};
use chrono::{DateTime, Utc};
use contracts::listings::Seller;
use contracts::media::{MediaPort, Picture};
use image::codecs::jpeg::JpegEncoder;
use kernel::{
    Actor, BusinessId, Clock, GeoPoint, Membership, PlanLevel, SessionId, SignedIn, SystemClock, TeamRole,
    UserId, UserStatus, Verification,
};
use listings::Entitlements;
use platform::config::Config;
use sqlx::{Connection, PgConnection};

use crate::cli::Seed;
use crate::compose::App;
use crate::demo::businesses::DemoBusiness;
use crate::demo::people::{CAST, DemoUser, PASSWORD};
use crate::demo::world::{DemoListing, Size, World};
use crate::demo::{self, pictures};
use crate::serve;

/// `seed`: the demo world, or one with so many listings.
///
/// # Errors
/// When the database is not empty, or does not answer.
pub async fn run(config: Config, seed: &Seed) -> anyhow::Result<()> {
    anyhow::ensure!(
        !config.database.owner_url.is_empty(),
        "seed needs database.owner_url (PUSHNCHAT__DATABASE__OWNER_URL)"
    );
    let app = serve::prepare(config)?;
    anyhow::ensure!(is_empty(&app).await?, "there are users already; seed only fills an empty database");
    fill(&app, seed.scale.map_or(Size::DEMO, Size::of_listings), !seed.no_pictures).await?;
    print_sign_ins();
    Ok(())
}

/// Whether nobody has an account yet.
///
/// # Errors
/// When the database does not answer.
pub async fn is_empty(app: &App) -> anyhow::Result<bool> {
    Ok(app.accounts.count_users().await? == 0)
}

/// The demo world of `dev`.
///
/// # Errors
/// When the database does not answer.
pub async fn demo(app: &App) -> anyhow::Result<()> {
    fill(app, Size::DEMO, true).await
}

/// Brings a demo world that was made days ago up to the present, since listings live for days only.
///
/// # Errors
/// When the database does not answer.
pub async fn freshen(app: &App) -> anyhow::Result<()> {
    let mut owner = PgConnection::connect(&app.platform.config.database.owner_url).await?;
    let moved = listings::bulk::freshen(&mut owner, app.platform.clock.now()).await?;
    owner.close().await?;
    if let Some(by) = moved {
        println!(
            "The demo world is {} hours old; its listings are brought up to the present …",
            by.num_hours()
        );
        app.search.rebuild().await?;
        app.connections.rebuild().await?;
    }
    Ok(())
}

/// A few businesses and listings without pictures, for tests.
///
/// # Errors
/// When the database does not answer.
pub async fn among(app: &App, businesses: usize, listings: usize) -> anyhow::Result<()> {
    fill(app, Size { businesses, listings }, false).await
}

/// Tells who can sign in.
pub fn print_sign_ins() {
    println!("  Sign in with the password {PASSWORD} as");
    let world = World::generate(SystemClock.now(), Size { businesses: 1, listings: 0 });
    for user in &world.users {
        if let Some(shown_as) = user.shown_as {
            println!("    {:<28} {shown_as}", user.email);
        }
    }
}

async fn fill(app: &App, size: Size, with_pictures: bool) -> anyhow::Result<()> {
    let began = Instant::now();
    let now = app.platform.clock.now();
    let world = tokio::task::spawn_blocking(move || World::generate(now, size)).await?;
    let mut owner = PgConnection::connect(&app.platform.config.database.owner_url).await?;
    // Copied as the owner: no request of anybody, so no quota, no event, no code by mail.
    let people: Vec<Person> = world.users.iter().map(person).collect();
    let plans = plans(&world);
    let firms: Vec<Firm> = world.businesses.iter().zip(&plans).map(|(of, plan)| firm(of, *plan)).collect();
    accounts::bulk::fill(&mut owner, &people, &firms, PASSWORD).await?;
    println!("  {} people and {} businesses", people.len(), firms.len());
    let drawn = if with_pictures { draw(app, &world).await? } else { HashMap::new() };
    let listings = world.listings().map(|listing| row(&world, &plans, &drawn, listing));
    let written = listings::bulk::fill(&mut owner, listings).await?;
    println!("  {written} listings");
    let connections = demo::connections::connections(&world.businesses, now);
    bizconnect::bulk::connect(&mut owner, &connections).await?;
    println!("  {} connections", connections.len());
    let talks = demo::talks::talks(&connections, &world.businesses, &world.users, now);
    messaging::bulk::fill(&mut owner, &talks).await?;
    owner.close().await?;
    if with_pictures {
        for shown in demo::talks::pictures(&talks, &world.businesses, CAST.len()) {
            let picture = tokio::task::spawn_blocking(move || encode(shown.of)).await??;
            let sender = spokesman(&world, shown.sender, shown.business, now)?;
            app.messaging.show(&sender, shown.conversation, picture, shown.text).await?;
        }
    }
    println!("  {} conversations", talks.len());
    app.connections.rebuild().await?;
    app.search.rebuild().await?;
    println!("  the search index ({:.1} s in all)", began.elapsed().as_secs_f64());
    Ok(())
}

/// Draws every picture and takes it in as an upload of the first user, by position in [`World::pictures`].
async fn draw(app: &App, world: &World) -> anyhow::Result<HashMap<usize, Picture>> {
    let owner = world.users[0].id;
    let mut drawn = HashMap::new();
    let mut waiting: Vec<(usize, &'static str)> =
        world.pictures.iter().enumerate().map(|(at, picture)| (at, picture.scene)).collect();
    while !waiting.is_empty() {
        // As many at once as there are hands: drawing and encoding is work for the processor.
        let batch = waiting.split_off(waiting.len().saturating_sub(4));
        let stored = batch.into_iter().map(|(at, scene)| async move {
            let jpeg = tokio::task::spawn_blocking(move || encode(scene)).await??;
            let picture = app.media.store(owner, jpeg).await?;
            Ok::<_, anyhow::Error>((at, picture))
        });
        for stored in futures_util::future::join_all(stored).await {
            let (at, picture) = stored?;
            drawn.insert(at, picture);
        }
        print!("\r  {} of {} pictures", drawn.len(), world.pictures.len());
        std::io::Write::flush(&mut std::io::stdout())?;
    }
    println!();
    Ok(drawn)
}

/// Somebody who speaks for a business, as if they had signed in.
fn spokesman(world: &World, user: UserId, business: BusinessId, now: DateTime<Utc>) -> anyhow::Result<Actor> {
    let known = world.users.iter().find(|one| one.id == user);
    let known = known.ok_or_else(|| anyhow::anyhow!("nobody of the demo world is {user}"))?;
    Ok(Actor::User(SignedIn {
        user_id: user,
        session_id: SessionId::new(now),
        role: known.role,
        status: UserStatus::Active,
        display_name: known.name.clone(),
        country: None,
        membership: Some(Membership {
            business_id: business,
            team_role: TeamRole::Ceo,
            verification: Verification::Verified,
            plan: PlanLevel::Free,
        }),
    }))
}

fn encode(scene: &str) -> anyhow::Result<Vec<u8>> {
    let picture =
        pictures::render(scene, 960).ok_or_else(|| anyhow::anyhow!("there is no drawing of {scene}"))?;
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, 88).encode_image(&picture)?;
    Ok(jpeg)
}

fn person(user: &DemoUser) -> Person {
    Person {
        id: user.id,
        email: user.email.clone(),
        display_name: user.name.clone(),
        role: user.role,
        language: user.language,
        country: user.country,
        membership: user.membership,
        created_at: user.created_at,
    }
}

/// What each business pays for: whatever has room for what it has posted. Those that are known best, and those whom one
/// can sign in as, have grown beyond the free plan.
fn plans(world: &World) -> Vec<PlanLevel> {
    let least = |at: usize, business: &DemoBusiness| {
        let has_grown = at < CAST.len() || business.verification == Verification::Trusted;
        if has_grown { PlanLevel::Growth } else { PlanLevel::Free }
    };
    let fits = |posted: usize| {
        let posted = i64::try_from(posted).unwrap_or(i64::MAX);
        Entitlements::level_with(|plan| plan.active_listings >= posted).unwrap_or(PlanLevel::Premium)
    };
    let posted = world.posted().into_iter();
    posted
        .zip(&world.businesses)
        .enumerate()
        .map(|(at, (posted, of))| fits(posted).max(least(at, of)))
        .collect()
}

fn firm(business: &DemoBusiness, plan: PlanLevel) -> Firm {
    Firm {
        id: business.id,
        slug: business.slug.clone(),
        name: business.name.clone(),
        description: business.description.clone(),
        business_type: business.business_type,
        categories: business.categories.iter().map(|slug| (*slug).to_owned()).collect(),
        country: business.country,
        city: business.city.clone(),
        address: business.address.clone(),
        location: point(business.latitude, business.longitude),
        time_zone: business.time_zone.clone(),
        open: business.opening_hours,
        verification: business.verification,
        plan,
        email: business.email.clone(),
        ceo: business.ceo,
        created_at: business.created_at,
    }
}

fn row(
    world: &World,
    plans: &[PlanLevel],
    drawn: &HashMap<usize, Picture>,
    listing: DemoListing,
) -> listings::bulk::Row {
    let has_slots = Entitlements::of(plans[listing.business]).featured_per_month > 0;
    let business = &world.businesses[listing.business];
    let pictures: Vec<&Picture> = listing.pictures.iter().filter_map(|at| drawn.get(at)).collect();
    listings::bulk::Row {
        id: listing.id,
        business: Seller {
            id: business.id,
            name: business.name.clone(),
            slug: business.slug.clone(),
            verified: business.verification >= Verification::Verified,
        },
        created_by: listing.creator,
        kind: listing.kind,
        status: listing.status.as_str(),
        title: listing.title,
        description: listing.description,
        category: listing.category,
        price: listing.price,
        location: point(listing.latitude, listing.longitude),
        address: listing.address,
        city: listing.city,
        country: listing.country,
        market: listing.market,
        duration_hours: listing.duration_hours,
        media_ids: pictures.iter().map(|picture| picture.id).collect(),
        photo: pictures.first().map(|picture| (*picture).clone()),
        created_at: listing.created_at,
        activated_at: listing.activated_at,
        expires_at: listing.expires_at,
        featured_until: listing.featured_until.filter(|_| has_slots),
    }
}

fn point(latitude: f64, longitude: f64) -> GeoPoint {
    GeoPoint::new(latitude, longitude)
        .expect("a test of the demo world checks that its places are on the globe")
}
