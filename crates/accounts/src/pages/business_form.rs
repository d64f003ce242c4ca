//! Setting up a business and changing what it says of itself.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use contracts::media::StoreError;
use kernel::{Actor, BusinessId, ErrorKind, MediaId};
use platform::http::{Created, May, Once};
use platform::{Error, Result};
use uuid::Uuid;
use web::{FormErrors, View, see_other, see_other_with};

use super::choices::{self, Card, Choice, Group};
use super::fields::Fields;
use super::form_status;
use super::hours::{self, DayForm};
use super::place::{PlaceForm, degrees};
use crate::Accounts;
use crate::model::business::{Business, BusinessInput, BusinessKey};
use crate::model::opening_hours::OpeningHours;
use crate::rights::{CreateBusiness, UpdateBusiness};

/// The form as it is shown.
pub struct BusinessForm {
    pub version: i64,
    pub key: String,
    pub name: String,
    pub kind: String,
    pub description: String,
    /// Id and address of the logo: one or none.
    pub logo: Vec<(String, String)>,
    pub categories: Vec<String>,
    pub market: String,
    pub country: String,
    pub place: PlaceForm,
    pub phone: String,
    pub email: String,
    pub website: String,
    pub hours: Vec<OpeningHours>,
    pub days: Vec<DayForm>,
    pub time_zone: String,
}

/// What stands differently by now.
pub struct Difference {
    pub label: String,
    pub theirs: String,
    pub yours: String,
}

#[derive(Template)]
#[template(path = "accounts/business_form.html")]
pub struct BusinessFormPage {
    pub view: View,
    pub is_new: bool,
    pub form: BusinessForm,
    pub conflict: bool,
    pub theirs: Vec<Difference>,
    pub kinds: Vec<Choice>,
    pub groups: Vec<Group>,
    pub markets: Vec<Card>,
    pub countries: Vec<Choice>,
    pub towns: Vec<String>,
    pub zones: Vec<Choice>,
    pub errors: FormErrors,
}

impl BusinessForm {
    /// What a business says of itself now. A logo without an address is gone.
    pub fn known(view: &View, business: &Business, logo_src: String) -> Self {
        let says = &business.says;
        let text = |field: &Option<String>| field.clone().unwrap_or_default();
        Self {
            version: business.version,
            key: String::new(),
            name: says.name.clone(),
            kind: says.business_type.as_str().to_owned(),
            description: says.description.clone(),
            logo: says
                .logo_media_id
                .map(|id| (id.to_string(), logo_src))
                .into_iter()
                .filter(is_there)
                .collect(),
            categories: says.categories.clone(),
            market: says.market.as_ref().map(|market| market.as_str().to_owned()).unwrap_or_default(),
            country: says.country.to_string(),
            place: PlaceForm::known(
                says.city.as_deref(),
                says.address.as_deref(),
                says.location.map(degrees),
            ),
            phone: text(&says.phone),
            email: text(&says.email),
            website: text(&says.website),
            days: hours::form(view, &says.opening_hours),
            hours: says.opening_hours.clone(),
            time_zone: says.time_zone.clone(),
        }
    }

    fn empty(view: &View) -> Self {
        let fields = Fields::default();
        let country = view.country().map(|country| country.to_string()).unwrap_or_default();
        Self { key: Uuid::new_v4().to_string(), country, ..Self::typed(view, &fields) }
    }

    /// What was typed, without the logo.
    fn typed(view: &View, fields: &Fields) -> Self {
        let get = |name| fields.get(name).to_owned();
        let hours = hours::typed(fields);
        Self {
            version: fields.get("version").parse().unwrap_or(0),
            key: get("key"),
            name: get("name"),
            kind: get("type"),
            description: get("description"),
            logo: Vec::new(),
            categories: fields.all("categories").map(str::to_owned).collect(),
            market: get("market"),
            country: get("country"),
            place: PlaceForm::typed(fields),
            phone: get("phone"),
            email: get("email"),
            website: get("website"),
            days: hours::form(view, &hours),
            hours,
            time_zone: get("time_zone"),
        }
    }

    fn input(&self) -> BusinessInput {
        let text = |text: &str| Some(text.to_owned());
        BusinessInput {
            name: text(&self.name),
            description: text(&self.description),
            business_type: text(&self.kind),
            categories: Some(self.categories.clone()),
            market: text(&self.market),
            country: text(&self.country),
            city: text(&self.place.city),
            address: text(&self.place.address),
            location: self.place.location(),
            phone: text(&self.phone),
            email: text(&self.email),
            website: text(&self.website),
            logo_media_id: self.logo.first().map(|(id, _)| id.clone()),
            opening_hours: Some(self.hours.clone()),
            time_zone: text(&self.time_zone),
            version: Some(self.version),
        }
    }

    /// Where `self`, which was typed, and `now` differ.
    fn differences(&self, view: &View, now: &Self) -> Vec<Difference> {
        let hours = |form: &Self| {
            let lines =
                form.hours.iter().map(|entry| format!("{} {}–{}", entry.day, entry.opens, entry.closes));
            lines.collect::<Vec<_>>().join(", ")
        };
        let kind =
            |form: &Self| form.kind.parse().map(|kind| choices::kind_name(view, kind)).unwrap_or_default();
        let pairs = [
            ("accounts-page-business-name", self.name.clone(), now.name.clone()),
            ("accounts-page-business-type", kind(self), kind(now)),
            ("accounts-page-description", self.description.replace("\r\n", "\n"), now.description.clone()),
            ("accounts-page-categories", self.categories.join(", "), now.categories.join(", ")),
            ("accounts-page-market", self.market.clone(), now.market.clone()),
            ("accounts-page-country", self.country.clone(), now.country.clone()),
            ("accounts-page-city", self.place.city.clone(), now.place.city.clone()),
            ("accounts-page-street", self.place.address.clone(), now.place.address.clone()),
            ("accounts-page-phone", self.phone.clone(), now.phone.clone()),
            ("accounts-page-email", self.email.clone(), now.email.clone()),
            ("accounts-page-website", self.website.clone(), now.website.clone()),
            ("accounts-page-hours", hours(self), hours(now)),
        ];
        let said = |text: String| if text.is_empty() { view.t("accounts-page-empty-value") } else { text };
        pairs
            .into_iter()
            .filter(|(_, yours, theirs)| yours.trim() != theirs.trim())
            .map(|(label, yours, theirs)| Difference {
                label: view.t(label),
                theirs: said(theirs),
                yours: said(yours),
            })
            .collect()
    }
}

async fn page(
    accounts: &Accounts,
    view: &View,
    is_new: bool,
    form: BusinessForm,
    errors: FormErrors,
) -> Result<BusinessFormPage> {
    let tree = accounts.ports.listings.categories().await?;
    let language = view.language();
    Ok(BusinessFormPage {
        view: view.clone(),
        is_new,
        conflict: false,
        theirs: Vec::new(),
        kinds: choices::kind_list(view),
        groups: choices::groups(view, &tree, &form.categories),
        markets: choices::markets(view),
        countries: choices::countries(language),
        towns: choices::towns(form.country.parse().ok(), language),
        zones: choices::zones(&form.time_zone),
        errors: errors.renamed(&[
            ("location.latitude", "location"),
            ("location.longitude", "location"),
            ("logo_media_id", "photos"),
            ("file", "photos"),
        ]),
        form,
    })
}

/// Whether a logo, id and address, still is a picture: one that was deleted has no address.
fn is_there((_, src): &(String, String)) -> bool {
    !src.is_empty()
}

/// Takes the logo that came with the form: a new picture, or the one that was there or uploaded before.
async fn take_logo(
    accounts: &Accounts,
    actor: &Actor,
    fields: &mut Fields,
    form: &mut BusinessForm,
) -> Result<()> {
    let removed: Vec<&str> = fields.all("remove_media").collect();
    let kept =
        fields.all("media_ids").find(|id| !removed.contains(id)).and_then(|id| id.parse::<MediaId>().ok());
    if let Some(id) = kept {
        let logo = (id.to_string(), super::business::logo(accounts, Some(id)).await?);
        form.logo = Some(logo).into_iter().filter(is_there).collect();
    }
    if let (Some(bytes), Some(owner)) = (fields.picture(), actor.user_id()) {
        let picture = accounts.ports.media.store(owner, bytes).await.map_err(|error| match error {
            StoreError::Refused(refused) => Error::from(refused.problem()),
            StoreError::Port(error) => Error::from(error),
        })?;
        form.logo = vec![(picture.id.to_string(), picture.url_160)];
    }
    Ok(())
}

pub async fn new_form(
    _: May<CreateBusiness>,
    State(accounts): State<Accounts>,
    view: View,
) -> Result<Response> {
    let view = view.nav("me");
    let form = BusinessForm::empty(&view);
    view.render(&page(&accounts, &view, true, form, FormErrors::default()).await?)
}

pub async fn create(
    actor: May<CreateBusiness>,
    State(accounts): State<Accounts>,
    view: View,
    mut fields: Fields,
) -> Result<Response> {
    let view = view.nav("me");
    let mut form = BusinessForm::typed(&view, &fields);
    let done = async {
        let once = Once::of_form(&actor, "/business/new", Some(&form.key))?.saying(&fields.words());
        take_logo(&accounts, &actor, &mut fields, &mut form).await?;
        match accounts.create_business(&actor, &form.input(), &once).await {
            Ok((tx, business)) => {
                let location = format!("/b/{}", business.slug);
                let reply = Created { data: (), location: location.clone() };
                once.commit(tx, &*accounts.platform.clock, reply).await?;
                Ok(location)
            }
            Err(error) => error.replayed_location().map(str::to_owned).ok_or(error),
        }
    };
    match done.await {
        Ok(location) => Ok(see_other_with(&location, "accounts-page-business-saved")),
        Err(error) => refuse(&accounts, &view, true, form, error).await,
    }
}

async fn refuse(
    accounts: &Accounts,
    view: &View,
    is_new: bool,
    form: BusinessForm,
    error: Error,
) -> Result<Response> {
    let Some(status) = form_status(&error) else { return Err(error) };
    view.render_status(status, &page(accounts, view, is_new, form, view.form_errors(&error)).await?)
}

async fn present(accounts: &Accounts, actor: &Actor, view: &View, id: BusinessId) -> Result<BusinessForm> {
    let business = accounts.business(actor, &BusinessKey::Id(id)).await?;
    let src = super::business::logo(accounts, business.says.logo_media_id).await?;
    Ok(BusinessForm::known(view, &business, src))
}

pub async fn edit_form(
    actor: May<UpdateBusiness>,
    State(accounts): State<Accounts>,
    view: View,
) -> Result<Response> {
    let view = view.nav("me");
    let Some(id) = actor.business_id() else { return Ok(see_other("/onboarding")) };
    let form = present(&accounts, &actor, &view, id).await?;
    view.render(&page(&accounts, &view, false, form, FormErrors::default()).await?)
}

pub async fn update(
    actor: May<UpdateBusiness>,
    State(accounts): State<Accounts>,
    view: View,
    mut fields: Fields,
) -> Result<Response> {
    let view = view.nav("me");
    let Some(id) = actor.business_id() else { return Ok(see_other("/onboarding")) };
    let mut form = BusinessForm::typed(&view, &fields);
    let done = async {
        take_logo(&accounts, &actor, &mut fields, &mut form).await?;
        accounts.update_business(&actor, id, &form.input(), form.version).await
    };
    match done.await {
        Ok(business) => Ok(see_other_with(&format!("/b/{}", business.slug), "accounts-page-business-saved")),
        Err(error) if error.kind() == ErrorKind::Conflict => {
            // Whoever did not hear the answer on a bad line sends the same again: then it stands already as it is meant.
            let business = accounts.business(&actor, &BusinessKey::Id(id)).await?;
            let meant = accounts.parse_business(&form.input()).await;
            if meant.is_ok_and(|meant| meant == business.says) {
                return Ok(see_other_with(&format!("/b/{}", business.slug), "accounts-page-business-saved"));
            }
            let now = present(&accounts, &actor, &view, id).await?;
            let theirs = form.differences(&view, &now);
            form.version = now.version;
            let page = page(&accounts, &view, false, form, FormErrors::default()).await?;
            view.render_status(StatusCode::CONFLICT, &BusinessFormPage { conflict: true, theirs, ..page })
        }
        Err(error) => refuse(&accounts, &view, false, form, error).await,
    }
}
