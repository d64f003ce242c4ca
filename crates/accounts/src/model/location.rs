//! Where a business is.

use kernel::{Checks, Country, GeoPoint, normalise};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Coordinates, before they are checked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"latitude": 6.455, "longitude": 3.384}))]
pub struct LocationInput {
    /// Degrees, WGS 84.
    pub latitude: Option<f64>,
    /// Degrees, WGS 84.
    pub longitude: Option<f64>,
}

/// A place on the globe, or none; half a place is an error.
pub fn parse_location(checks: &mut Checks, input: Option<LocationInput>) -> Option<GeoPoint> {
    let input = input?;
    match (input.latitude, input.longitude) {
        (None, None) => None,
        (Some(latitude), Some(longitude)) => match GeoPoint::new(latitude, longitude) {
            Ok(point) => Some(point),
            Err(kernel::OffTheGlobe::Latitude) => {
                checks.fail("location.latitude", "accounts-check-latitude");
                None
            }
            Err(kernel::OffTheGlobe::Longitude) => {
                checks.fail("location.longitude", "accounts-check-longitude");
                None
            }
        },
        (Some(_), None) => {
            checks.fail("location.longitude", "platform-check-required");
            None
        }
        (None, Some(_)) => {
            checks.fail("location.latitude", "platform-check-required");
            None
        }
    }
}

/// The town of a country that somebody names in any language.
#[must_use]
pub fn known_city(name: &str, country: Country) -> Option<&'static kernel::places::City> {
    let wanted = normalise(name).to_lowercase();
    kernel::places::cities().iter().find(|city| {
        city.country == country
            && (city.slug == wanted || city.names.all().any(|name| name.to_lowercase() == wanted))
    })
}
