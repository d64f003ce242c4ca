//! What somebody has typed into the form of a listing, kept as it was typed until it is right.

use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use contracts::accounts::BusinessCard;
use contracts::media::{PictureRefused, StoreError};
use kernel::{ErrorKind, ListingId, Problem, UserId};
use platform::{Error, Result};
use uuid::Uuid;

use crate::error::SOURCE;
use crate::input::{Completeness, Input, PriceInput};
use crate::model::{Details, Duration, Listing};
use crate::plans::Entitlements;
use crate::state::Listings;
use crate::tree::Tree;

/// Most bytes of one photo.
const LARGEST_PHOTO: usize = 10 * 1024 * 1024;
/// Most bytes of a text, far beyond what any field takes, so that the rule can be told by its field.
const LONGEST_TEXT: usize = 64 * 1024;
/// The place that the listing has already.
pub(super) const HERE: &str = "here";

/// The form's fields, named as the page names them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Typed {
    /// Made with the page, or by the phone that wrote it offline: sent twice, it is one listing (L-12).
    pub(super) id: String,
    pub(super) key: String,
    pub(super) version: Option<i64>,
    pub(super) kind: String,
    pub(super) title: String,
    pub(super) category: String,
    pub(super) description: String,
    pub(super) price: String,
    pub(super) currency: String,
    /// Slug of a town, [`HERE`], or empty for where the business is.
    pub(super) place: String,
    pub(super) address: String,
    pub(super) market: String,
    pub(super) duration_hours: String,
    /// Ids of stored photos, in order.
    pub(super) media: Vec<String>,
}

/// A form as it was sent.
pub(super) struct Sent {
    pub(super) typed: Typed,
    pub(super) publish: bool,
    /// Only a proposal of its category is asked for.
    pub(super) propose: bool,
    /// What was wrong with its photos; the good ones are stored.
    pub(super) problems: Vec<Problem>,
}

impl Typed {
    /// An empty form. What is sold where the business is, is paid in the currency of that country.
    pub(super) fn empty(business: Option<&BusinessCard>, now: DateTime<Utc>) -> Self {
        let country = business.and_then(|business| business.country).and_then(kernel::places::country);
        Self {
            id: ListingId::new(now).to_string(),
            key: Uuid::new_v4().to_string(),
            kind: "OFFER".to_owned(),
            currency: country.map_or("USD", |country| country.currency.code()).to_owned(),
            duration_hours: Duration::USUAL.hours().to_string(),
            ..Self::default()
        }
    }

    /// What a listing says, as the form shows it.
    pub(super) fn of(listing: &Listing, business: Option<&BusinessCard>) -> Self {
        let details = &listing.details;
        let mut typed = Self {
            version: Some(listing.version),
            kind: details.kind.as_str().to_owned(),
            title: details.title.clone(),
            category: details.category.clone().unwrap_or_default(),
            description: details.description.clone(),
            place: HERE.to_owned(),
            address: details.address.clone().unwrap_or_default(),
            market: details.market.as_ref().map(|market| market.as_str().to_owned()).unwrap_or_default(),
            duration_hours: details.duration.hours().to_string(),
            media: details.media_ids.iter().map(ToString::to_string).collect(),
            ..Self::empty(business, listing.created_at)
        };
        if let Some(price) = details.price {
            typed.price = price.to_decimal();
            typed.currency = price.currency.code().to_owned();
        }
        typed
    }

    /// Reads the form and stores its photos one by one, so that none has to be chosen again because of a mistake
    /// elsewhere.
    ///
    /// # Errors
    /// 400 for what is no form, 413, 503 when photos cannot be stored.
    pub(super) async fn read(
        listings: &Listings,
        (user, plan): (UserId, &Entitlements),
        mut form: Multipart,
    ) -> Result<Sent> {
        let mut typed = Self::default();
        let (mut publish, mut propose) = (false, false);
        let mut problems = Vec::new();
        while let Some(field) = form.next_field().await.map_err(unreadable)? {
            let name = field.name().unwrap_or("").to_owned();
            if name == "photos" {
                // A browser sends an empty part where no file was chosen.
                let Some(bytes) = read(field, LARGEST_PHOTO).await? else {
                    problems.push(PictureRefused::TooLarge.problem().field("photos"));
                    continue;
                };
                if bytes.is_empty() {
                    continue;
                }
                match typed.store(listings, (user, plan), bytes).await? {
                    Ok(()) => {}
                    Err(problem) => problems.push(problem.field("photos")),
                }
                continue;
            }
            let too_long = || Error::new(ErrorKind::PayloadTooLarge, "platform", "platform-error-too-large");
            let bytes = read(field, LONGEST_TEXT).await?.ok_or_else(too_long)?;
            let text = String::from_utf8(bytes)
                .map_err(|_| Error::new(ErrorKind::Malformed, "platform", "platform-error-utf8"))?;
            match name.as_str() {
                "key" => typed.key = text,
                "id" => typed.id = text,
                "version" => typed.version = text.parse().ok(),
                "type" => typed.kind = text,
                "title" => typed.title = text,
                "category" if typed.category.is_empty() || !text.is_empty() => typed.category = text,
                // A proposal that was ticked stands for the list in which nothing was chosen.
                "proposed" if typed.category.is_empty() => typed.category = text,
                // A browser writes the ends of lines as CR LF, which would count twice.
                "description" => typed.description = text.replace("\r\n", "\n"),
                "price" => typed.price = text,
                "currency" => typed.currency = text,
                "place" => typed.place = text,
                "address" => typed.address = text,
                "market" => typed.market = text,
                "duration_hours" => typed.duration_hours = text,
                "action" => (publish, propose) = (text == "publish", text == "propose"),
                "media_ids" => typed.media.push(text),
                // In the page it stands behind the photo's id.
                "remove_media" => typed.media.retain(|id| *id != text),
                _ => {}
            }
        }
        Ok(Sent { typed, publish, propose, problems })
    }

    async fn store(
        &mut self,
        listings: &Listings,
        (user, plan): (UserId, &Entitlements),
        bytes: Vec<u8>,
    ) -> Result<Result<(), Problem>> {
        // Nothing is stored that the listing cannot have.
        if self.media.len() >= plan.media {
            let limit = i64::try_from(plan.media).unwrap_or(i64::MAX);
            let problem = Problem::new(ErrorKind::Quota, SOURCE, "listings-quota-media");
            return Ok(Err(problem.arg("limit", limit)));
        }
        match listings.ports.media.store(user, bytes).await {
            Ok(picture) => {
                self.media.push(picture.id.to_string());
                Ok(Ok(()))
            }
            Err(StoreError::Refused(refused)) => Ok(Err(refused.problem())),
            Err(StoreError::Port(error)) => Err(error.into()),
        }
    }

    /// What is typed, as the rules read it, and what is wrong with the place. `current` is what the listing says so
    /// far, for the place that it has already.
    pub(super) fn input(&self, current: Option<&Details>) -> (Input, Option<Problem>) {
        let mut input = Input {
            kind: Some(self.kind.clone()),
            title: Some(self.title.clone()),
            description: Some(self.description.clone()),
            category: Some(self.category.clone()),
            price: PriceInput::Typed { amount: self.price.clone(), currency: self.currency.clone() },
            address: Some(self.address.clone()),
            market: Some(self.market.clone()),
            duration_hours: self.duration_hours.trim().parse().ok(),
            media_ids: self.media.clone(),
            ..Input::default()
        };
        let mut unknown_place = None;
        match (self.place.as_str(), kernel::places::city(&self.place), current) {
            ("", ..) => {}
            (HERE, _, Some(current)) => {
                input.city.clone_from(&current.city);
                input.country = current.country.map(|country| country.code().to_owned());
                input.latitude = current.location.map(kernel::GeoPoint::latitude);
                input.longitude = current.location.map(kernel::GeoPoint::longitude);
            }
            (_, Some(town), _) => {
                input.city = Some(town.names.get(kernel::Language::En).to_owned());
                input.country = Some(town.country.code().to_owned());
                input.latitude = Some(town.location.latitude());
                input.longitude = Some(town.location.longitude());
            }
            _ => {
                let problem = Problem::new(ErrorKind::Validation, SOURCE, "listings-page-check-place");
                unknown_place = Some(problem.field("place"));
            }
        }
        (input, unknown_place)
    }

    /// Checks every rule.
    ///
    /// # Errors
    /// Everything that is wrong, by field.
    pub(super) fn details(
        &self,
        completeness: Completeness,
        current: Option<&Details>,
        tree: &Tree,
    ) -> Result<Details, Vec<Problem>> {
        let (input, unknown_place) = self.input(current);
        match (Details::parse(&input, completeness, tree), unknown_place) {
            (Ok(details), None) => Ok(details),
            (Ok(_), Some(problem)) => Err(vec![problem]),
            (Err(problems), place) => Err(problems.into_iter().chain(place).collect()),
        }
    }
}

/// The bytes of a field; none when there are more than `most`. The rest is read and thrown away, because a browser
/// whose connection is cut while it sends never sees why.
async fn read(mut field: Field<'_>, most: usize) -> Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    let mut fits = true;
    while let Some(chunk) = field.chunk().await.map_err(unreadable)? {
        fits &= bytes.len() + chunk.len() <= most;
        if fits {
            bytes.extend_from_slice(&chunk);
        } else {
            bytes = Vec::new();
        }
    }
    Ok(fits.then_some(bytes))
}

fn unreadable(error: MultipartError) -> Error {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return Error::new(ErrorKind::PayloadTooLarge, "platform", "platform-error-too-large");
    }
    Error::new(ErrorKind::Malformed, "platform", "platform-error-body").because(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> Typed {
        Typed {
            kind: "OFFER".to_owned(),
            title: "Yellow maize, 50 kg bags".to_owned(),
            category: "grains".to_owned(),
            description: "Cleaned and dried, this year's harvest.".to_owned(),
            price: "38,500".to_owned(),
            currency: "NGN".to_owned(),
            place: "lagos".to_owned(),
            duration_hours: "48".to_owned(),
            ..Typed::default()
        }
    }

    fn fields(typed: &Typed) -> Vec<String> {
        let problems = typed.details(Completeness::Whole, None, &Tree::sample()).err().unwrap_or_default();
        problems.into_iter().filter_map(|problem| problem.field).collect()
    }

    #[test]
    fn what_is_typed_becomes_a_listing() {
        let details = typed().details(Completeness::Whole, None, &Tree::sample()).expect("all is right");
        assert_eq!(details.price.map(|price| price.amount_minor), Some(3_850_000));
        assert_eq!(details.city.as_deref(), Some("Lagos"));
        assert!(details.location.is_some());
        assert_eq!(details.duration.hours(), 48);
    }

    #[test]
    fn a_listing_that_is_shown_in_the_form_and_sent_back_says_the_same() {
        let mut details = typed().details(Completeness::Whole, None, &Tree::sample()).expect("all is right");
        details.city = Some("Ikorodu".to_owned());
        let listing = crate::model::tests::live();
        let listing = Listing { details, ..listing };
        let back =
            Typed::of(&listing, None).details(Completeness::Whole, Some(&listing.details), &Tree::sample());
        assert_eq!(back, Ok(listing.details));
    }

    #[test]
    fn mistakes_are_told_by_field() {
        assert_eq!(fields(&Typed { place: "atlantis".to_owned(), ..typed() }), ["place"]);
        assert_eq!(fields(&Typed { place: HERE.to_owned(), ..typed() }), ["place"]);
        assert_eq!(fields(&Typed { price: "12x".to_owned(), ..typed() }), ["price.amount_minor"]);
        assert_eq!(
            fields(&Typed { title: String::new(), place: "atlantis".to_owned(), ..typed() }),
            ["title", "place"]
        );
    }
}
