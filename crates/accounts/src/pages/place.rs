//! Where a business is, as a form asks for it.

use kernel::GeoPoint;

use super::fields::Fields;
use crate::model::location::LocationInput;

/// Town, street and position as they stand in the form. A position is noted by the phone, or kept from before as long
/// as the town is the same; without one, a known town has its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlaceForm {
    pub city: String,
    pub address: String,
    /// Noted by the phone just now.
    pub lat: String,
    pub lng: String,
    /// Known from before, of `kept_city`.
    pub kept_city: String,
    pub kept_lat: String,
    pub kept_lng: String,
}

impl PlaceForm {
    /// What is known.
    pub fn known(city: Option<&str>, address: Option<&str>, at: Option<(f64, f64)>) -> Self {
        let (kept_lat, kept_lng) =
            at.map(|(lat, lng)| (lat.to_string(), lng.to_string())).unwrap_or_default();
        Self {
            city: city.unwrap_or("").to_owned(),
            address: address.unwrap_or("").to_owned(),
            kept_city: city.unwrap_or("").to_owned(),
            kept_lat,
            kept_lng,
            ..Self::default()
        }
    }

    /// What was typed.
    pub fn typed(fields: &Fields) -> Self {
        let get = |name| fields.get(name).to_owned();
        Self {
            city: get("city"),
            address: get("address"),
            lat: get("lat"),
            lng: get("lng"),
            kept_city: get("kept_city"),
            kept_lat: get("kept_lat"),
            kept_lng: get("kept_lng"),
        }
    }

    /// The position to be saved; none when the town's own will do.
    pub fn location(&self) -> Option<LocationInput> {
        let point = |lat: &str, lng: &str| {
            let (latitude, longitude) = (lat.parse().ok()?, lng.parse().ok()?);
            Some(LocationInput { latitude: Some(latitude), longitude: Some(longitude) })
        };
        let kept =
            || point(&self.kept_lat, &self.kept_lng).filter(|_| self.kept_city.trim() == self.city.trim());
        point(&self.lat, &self.lng).or_else(kept)
    }
}

/// Degrees of a point.
pub fn degrees(point: GeoPoint) -> (f64, f64) {
    (point.latitude(), point.longitude())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_is_kept_as_long_as_the_town_is() {
        let known = PlaceForm::known(Some("Lagos"), None, Some((6.455, 3.384)));
        let at = |form: &PlaceForm| form.location().and_then(|input| input.latitude);
        assert_eq!(at(&known), Some(6.455));
        assert_eq!(at(&PlaceForm { city: "Kano".to_owned(), ..known.clone() }), None);
        let moved = PlaceForm {
            city: "Kano".to_owned(),
            lat: "12.0".to_owned(),
            lng: "8.5".to_owned(),
            ..known.clone()
        };
        assert_eq!(at(&moved), Some(12.0));
        assert_eq!(at(&PlaceForm { lat: "north".to_owned(), ..known }), Some(6.455));
        assert_eq!(at(&PlaceForm::default()), None);
    }
}
