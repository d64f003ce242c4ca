//! The people, businesses and listings of the demo world, made out of numbers: the same for everybody, without a
//! database, and one listing at a time, so that millions need no memory.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use contracts::listings::ListingType;
use kernel::{Country, ListingId, MediaId, Money, UserId};

use super::businesses::{Categories, DemoBusiness};
use super::ids::{Stream, id};
use super::people::{CAST, DemoUser, ceo, signed_in_alone, team};
use super::places::CITIES;
use super::rng::Rng;
use super::times::Times;
use super::vocabulary::{Product, Tongue, VOCABULARY, Vocabulary};
use super::wording::Wording;

/// How much of a world to make.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// Businesses, each with its CEO; at least one.
    pub businesses: usize,
    /// Listings of those businesses.
    pub listings: usize,
}

impl Size {
    /// What `dev` shows.
    pub const DEMO: Size = Size { businesses: 300, listings: 3_000 };

    /// A world for benchmarks: so many listings, about sixty a business.
    #[must_use]
    pub fn of_listings(listings: usize) -> Self {
        Self { businesses: (listings / 60).max(300), listings }
    }
}

/// Where a listing stands at the moment the world was made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DemoStatus {
    /// Not sent yet.
    Draft,
    /// Waits for an admin.
    PendingReview,
    /// Live.
    Active,
    /// Its time is over.
    Expired,
    /// Refused by an admin.
    Rejected,
    /// Taken back by its owner.
    Withdrawn,
}

impl DemoStatus {
    /// The word that the API and the database use.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "DRAFT",
            Self::PendingReview => "PENDING_REVIEW",
            Self::Active => "ACTIVE",
            Self::Expired => "EXPIRED",
            Self::Rejected => "REJECTED",
            Self::Withdrawn => "WITHDRAWN",
        }
    }
}

/// An OFFER or a REQUEST.
#[derive(Debug, Clone, PartialEq)]
pub struct DemoListing {
    /// The same in every world; rises with the index.
    pub id: ListingId,
    /// Position of its business in [`World::businesses`].
    pub business: usize,
    /// Who wrote it.
    pub creator: UserId,
    /// OFFER or REQUEST.
    pub kind: ListingType,
    /// Where it stands.
    pub status: DemoStatus,
    /// 5–100 characters, no contact in it.
    pub title: String,
    /// 60–600 characters.
    pub description: String,
    /// ISO 639-1; also `pt` and `sw`.
    pub language: &'static str,
    /// Slug of a leaf category.
    pub category: &'static str,
    /// None when it is to be talked about.
    pub price: Option<Money>,
    /// ISO 3166-1.
    pub country: Country,
    /// Name of the city in the listing's language.
    pub city: String,
    /// Street and number.
    pub address: String,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// The market it is meant for.
    pub market: Option<&'static str>,
    /// 24, 48, 72 or 96.
    pub duration_hours: i16,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// When it went live, if it did.
    pub activated_at: Option<DateTime<Utc>>,
    /// `duration_hours` after that.
    pub expires_at: Option<DateTime<Utc>>,
    /// Until when it is in a paid slot.
    pub featured_until: Option<DateTime<Utc>>,
    /// Positions in [`World::pictures`], the first one for the card; at most 3.
    pub pictures: Vec<usize>,
}

/// A picture that many listings share; [`super::pictures::render`] draws it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoPicture {
    /// The same in every world.
    pub id: MediaId,
    /// What to draw.
    pub scene: &'static str,
}

/// The demo world as it is at one moment.
#[derive(Debug)]
pub struct World {
    /// First those to sign in with, then the CEOs of the crowd.
    pub users: Vec<DemoUser>,
    /// All businesses; the first four are those of the users to sign in with.
    pub businesses: Vec<DemoBusiness>,
    /// All pictures.
    pub pictures: Vec<DemoPicture>,
    now: DateTime<Utc>,
    size: Size,
    picture_of: HashMap<&'static str, usize>,
}

impl World {
    /// Makes the people and the businesses; the listings come from [`World::listings`]. Nothing but the times depends
    /// on `now`, and nothing of one thing depends on how many others there are.
    #[must_use]
    pub fn generate(now: DateTime<Utc>, size: Size) -> Self {
        let size = Size { businesses: size.businesses.max(CAST.len()), ..size };
        let categories = Categories::read();
        let mut slugs = HashSet::new();
        let mut users = signed_in_alone(now);
        let mut crowd = Vec::with_capacity(size.businesses);
        let mut businesses = Vec::with_capacity(size.businesses);
        for index in 0..size.businesses {
            let business = DemoBusiness::make(index, now, &categories, &mut slugs);
            match CAST.get(index) {
                Some(part) => users.extend(team(index, part, &business)),
                None => crowd.push(ceo(&business)),
            }
            businesses.push(business);
        }
        users.append(&mut crowd);
        let mut pictures: Vec<DemoPicture> = Vec::new();
        let mut picture_of = HashMap::new();
        for product in &VOCABULARY.products {
            picture_of.entry(product.scene).or_insert_with(|| {
                let id = MediaId(id(Stream::Pictures, pictures.len()));
                pictures.push(DemoPicture { id, scene: product.scene });
                pictures.len() - 1
            });
        }
        Self { users, businesses, pictures, now, size, picture_of }
    }

    /// All listings, oldest id first.
    pub fn listings(&self) -> impl Iterator<Item = DemoListing> + '_ {
        (0..self.size.listings).map(|index| self.listing(index))
    }

    /// How many listings each business has, in whatever state.
    #[must_use]
    pub fn posted(&self) -> Vec<usize> {
        let mut posted = vec![0; self.businesses.len()];
        for index in 0..self.size.listings {
            posted[self.business_of(index, &mut Rng::of(Stream::Listings as u64, index as u64))] += 1;
        }
        posted
    }

    /// Whose listing it is: the first thing that is drawn for it.
    fn business_of(&self, index: usize, rng: &mut Rng) -> usize {
        // The first round gives every business one offer of its main category; so every category is used.
        if index < self.businesses.len() { index } else { rng.below(self.businesses.len()) }
    }

    /// The listing with this number.
    #[must_use]
    pub fn listing(&self, index: usize) -> DemoListing {
        let vocabulary = &*VOCABULARY;
        let mut rng = Rng::of(Stream::Listings as u64, index as u64);
        let first_round = index < self.businesses.len();
        let at = self.business_of(index, &mut rng);
        let business = &self.businesses[at];
        let kind = if !first_round && rng.chance(28.0) { ListingType::Request } else { ListingType::Offer };
        let (product, tongue) = choose_product(business, kind, first_round, vocabulary, &mut rng);
        let city = &CITIES[business.city_at];
        let wording = Wording::new(business, product, kind, tongue, city, vocabulary, &mut rng);
        let title = wording.title(&mut rng);
        let price = wording.price(&mut rng);
        let description = wording.description(price.is_some(), &mut rng);
        let times = Times::of(index, self.now, &mut rng);
        let (latitude, longitude) =
            if rng.chance(80.0) { (business.latitude, business.longitude) } else { city.somewhere(&mut rng) };
        let pictures = self.pictures_for(product, kind, vocabulary, &mut rng);
        DemoListing {
            id: ListingId(id(Stream::Listings, index)),
            business: at,
            creator: business.ceo,
            kind,
            status: times.status,
            title,
            description,
            language: tongue.code(),
            category: product.category,
            price,
            country: business.country,
            city: city.name(tongue).to_owned(),
            address: business.address.clone(),
            latitude,
            longitude,
            market: [None, Some("afcfta"), Some("africa-us")][rng.weighted([62.0, 33.0, 5.0].into_iter())],
            duration_hours: times.duration_hours,
            created_at: times.created_at,
            activated_at: times.activated_at,
            expires_at: times.expires_at,
            featured_until: times.featured_until,
            pictures,
        }
    }

    fn pictures_for(
        &self,
        product: &Product,
        kind: ListingType,
        vocabulary: &Vocabulary,
        rng: &mut Rng,
    ) -> Vec<usize> {
        let shown = if kind == ListingType::Offer { 93.0 } else { 30.0 };
        if !rng.chance(shown) {
            return Vec::new();
        }
        let mut pictures = vec![self.picture_of[product.scene]];
        // Sometimes what else the seller has of this category.
        if rng.chance(25.0) {
            let others = &vocabulary.by_category[product.category];
            let other = self.picture_of[vocabulary.products[*rng.pick(others)].scene];
            if !pictures.contains(&other) {
                pictures.push(other);
            }
        }
        pictures
    }
}

fn choose_product<'v>(
    business: &DemoBusiness,
    kind: ListingType,
    main_only: bool,
    vocabulary: &'v Vocabulary,
    rng: &mut Rng,
) -> (&'v Product, Tongue) {
    // Half of what a business asks for is what it trades in, the rest whatever a business needs.
    let product = if kind == ListingType::Request && rng.chance(50.0) {
        rng.pick(&vocabulary.products)
    } else {
        let main = main_only || rng.chance(60.0);
        let category =
            if main { business.categories[0] } else { *rng.pick::<&'static str>(&business.categories) };
        &vocabulary.products[*rng.pick(&vocabulary.by_category[category])]
    };
    let tongue = if product.name(business.tongue).is_some() { business.tongue } else { Tongue::En };
    (product, tongue)
}

#[cfg(test)]
mod tests {
    use std::hash::{DefaultHasher, Hash, Hasher};

    use chrono::Duration;
    use kernel::{BusinessId, Role, Slug, TeamRole, Verification};

    use super::*;

    fn noon() -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_262_400, 0).expect("in range")
    }

    fn fingerprint(world: &World) -> u64 {
        let mut hasher = DefaultHasher::new();
        format!("{:?}{:?}{:?}", world.users, world.businesses, world.pictures).hash(&mut hasher);
        for listing in world.listings() {
            format!("{listing:?}").hash(&mut hasher);
        }
        hasher.finish()
    }

    #[test]
    fn the_world_is_the_same_every_time() {
        let world = World::generate(noon(), Size::DEMO);
        assert_eq!(fingerprint(&world), fingerprint(&World::generate(noon(), Size::DEMO)));
        let later = World::generate(noon() + Duration::hours(5), Size::DEMO);
        assert_eq!(world.listing(77).title, later.listing(77).title);
        assert_eq!(world.listing(77).id, later.listing(77).id);
        assert_eq!(world.listing(77).created_at + Duration::hours(5), later.listing(77).created_at);
    }

    #[test]
    fn what_each_business_has_posted_is_known_beforehand() {
        let world = World::generate(noon(), Size::DEMO);
        let mut posted = vec![0; world.businesses.len()];
        world.listings().for_each(|listing| posted[listing.business] += 1);
        assert_eq!(world.posted(), posted);
    }

    #[test]
    fn every_leaf_category_is_used_and_no_other() {
        let world = World::generate(noon(), Size::DEMO);
        let used: HashSet<_> = world.listings().map(|listing| listing.category).collect();
        let leaves: HashSet<_> = Categories::read().leaves.iter().map(|(leaf, _)| *leaf).collect();
        assert_eq!(used, leaves);
        let products: HashSet<_> = VOCABULARY.by_category.keys().copied().collect();
        assert_eq!(products, leaves);
        let main: HashSet<_> = (0..leaves.len()).map(|at| Categories::read().in_turn(at)).collect();
        assert_eq!(main, leaves);
    }

    #[test]
    fn titles_and_descriptions_keep_the_rules() {
        let world = World::generate(noon(), Size { businesses: 600, listings: 12_000 });
        for listing in world.listings() {
            let title = listing.title.chars().count();
            assert!((5..=100).contains(&title), "{}", listing.title);
            assert!(!kernel::contains_contact(&listing.title), "{}", listing.title);
            assert_eq!(kernel::normalise(&listing.title), listing.title);
            let description = listing.description.chars().count();
            assert!((60..=600).contains(&description), "{description}: {}", listing.description);
            assert_eq!(kernel::normalise(&listing.description), listing.description);
        }
    }

    #[test]
    fn most_listings_are_live_and_times_agree() {
        let now = noon();
        let world = World::generate(now, Size::DEMO);
        let mut count: HashMap<DemoStatus, usize> = HashMap::new();
        let (mut requests, mut featured) = (0, 0);
        for listing in world.listings() {
            *count.entry(listing.status).or_default() += 1;
            requests += usize::from(listing.kind == ListingType::Request);
            featured += usize::from(listing.featured_until.is_some());
            assert!([24, 48, 72, 96].contains(&listing.duration_hours));
            assert!(listing.created_at < now);
            let live = listing.expires_at.is_some_and(|at| at > now);
            match listing.status {
                DemoStatus::Active => assert!(live && listing.created_at > now - Duration::hours(73)),
                DemoStatus::Expired => assert!(!live && listing.activated_at.is_some()),
                DemoStatus::Withdrawn => assert!(listing.activated_at.is_some()),
                _ => assert!(listing.activated_at.is_none()),
            }
            assert!(listing.featured_until <= listing.expires_at);
            if let Some(price) = listing.price {
                assert_eq!(Money::new(price.amount_minor, price.currency), Ok(price));
                assert!(price.amount_minor > 0);
                assert_eq!(price.currency, world.businesses[listing.business].currency);
            }
        }
        assert!((2_600..2_800).contains(&count[&DemoStatus::Active]), "{count:?}");
        assert_eq!(count.len(), 6, "{count:?}");
        assert!((600..900).contains(&requests), "{requests}");
        assert!((90..200).contains(&featured), "{featured}");
    }

    #[test]
    fn every_role_can_sign_in_and_every_business_has_one_ceo() {
        let world = World::generate(noon(), Size::DEMO);
        let shown: Vec<_> = world.users.iter().filter(|user| user.shown_as.is_some()).collect();
        for role in Role::ALL {
            assert!(shown.iter().any(|user| user.role == *role), "{role}");
        }
        for team_role in TeamRole::ALL {
            assert!(shown.iter().any(|user| user.membership.is_some_and(|(_, own)| own == *team_role)));
        }
        let mut ceos: HashMap<BusinessId, UserId> = HashMap::new();
        for user in &world.users {
            if let Some((business, TeamRole::Ceo)) = user.membership {
                assert_eq!(ceos.insert(business, user.id), None);
            }
        }
        for business in &world.businesses {
            assert_eq!(ceos.get(&business.id), Some(&business.ceo), "{}", business.slug);
        }
    }

    #[test]
    fn ids_slugs_and_addresses_are_unique() {
        let world = World::generate(noon(), Size { businesses: 5_000, listings: 5_000 });
        let users: HashSet<_> = world.users.iter().map(|user| user.id).collect();
        let emails: HashSet<_> = world.users.iter().map(|user| &user.email).collect();
        let slugs: HashSet<_> = world.businesses.iter().map(|business| &business.slug).collect();
        let listings: HashSet<_> = world.listings().map(|listing| listing.id).collect();
        assert_eq!((users.len(), emails.len()), (world.users.len(), world.users.len()));
        assert_eq!((slugs.len(), listings.len()), (5_000, 5_000));
        let ids: Vec<_> = world.listings().map(|listing| listing.id).collect();
        assert!(ids.is_sorted());
        assert!(
            ids.iter().all(|id| id.0.get_version_num() == 7 && id.0.get_variant() == uuid::Variant::RFC4122)
        );
        assert!(world.businesses.iter().all(|business| business.slug.parse::<Slug>().is_ok()));
    }

    #[test]
    fn the_demo_spreads_over_many_cities_countries_and_languages() {
        let world = World::generate(noon(), Size::DEMO);
        let cities: HashSet<_> = world.businesses.iter().map(|business| business.city_at).collect();
        let languages: HashSet<_> = world.listings().map(|listing| listing.language).collect();
        assert!(cities.len() >= 38, "{}", cities.len());
        assert_eq!(languages.len(), 5);
        let verified =
            world.businesses.iter().filter(|business| business.verification != Verification::Basic).count();
        assert!((120..220).contains(&verified), "{verified}");
    }
}
