use serde::{Deserialize, Serialize};

/// Mean radius of the earth in metres (IUGG, R1).
pub const EARTH_RADIUS_M: f64 = 6_371_008.8;

/// The coordinates do not exist on the globe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OffTheGlobe {
    /// Not within −90…90 degrees.
    #[error("latitude must be between -90 and 90")]
    Latitude,
    /// Not within −180…180 degrees.
    #[error("longitude must be between -180 and 180")]
    Longitude,
}

/// A place on the globe, WGS 84, degrees.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct GeoPoint {
    latitude: f64,
    longitude: f64,
}

impl GeoPoint {
    /// # Errors
    /// [`OffTheGlobe`] when a coordinate is out of range or not a number.
    pub fn new(latitude: f64, longitude: f64) -> Result<Self, OffTheGlobe> {
        if !(-90.0..=90.0).contains(&latitude) {
            return Err(OffTheGlobe::Latitude);
        }
        if !(-180.0..=180.0).contains(&longitude) {
            return Err(OffTheGlobe::Longitude);
        }
        Ok(Self { latitude, longitude })
    }

    /// Degrees north of the equator.
    #[must_use]
    pub fn latitude(self) -> f64 {
        self.latitude
    }

    /// Degrees east of Greenwich.
    #[must_use]
    pub fn longitude(self) -> f64 {
        self.longitude
    }

    /// Great-circle distance in metres (haversine on the mean sphere; at most 0.6 % off the ellipsoid).
    #[must_use]
    pub fn distance_m(self, other: GeoPoint) -> f64 {
        let (lat1, lat2) = (self.latitude.to_radians(), other.latitude.to_radians());
        let half_lat = ((lat2 - lat1) / 2.0).sin();
        let half_lng = ((other.longitude - self.longitude).to_radians() / 2.0).sin();
        let h = half_lat * half_lat + lat1.cos() * lat2.cos() * half_lng * half_lng;
        2.0 * EARTH_RADIUS_M * h.sqrt().min(1.0).asin()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lagos_to_accra_is_about_400_km() {
        let lagos = GeoPoint::new(6.4550, 3.3841).expect("on the globe");
        let accra = GeoPoint::new(5.6037, -0.1870).expect("on the globe");
        let km = lagos.distance_m(accra) / 1000.0;
        assert!((400.0..412.0).contains(&km), "{km}");
    }

    #[test]
    fn coordinates_off_the_globe_are_refused() {
        assert_eq!(GeoPoint::new(90.1, 0.0), Err(OffTheGlobe::Latitude));
        assert_eq!(GeoPoint::new(0.0, -180.5), Err(OffTheGlobe::Longitude));
        assert_eq!(GeoPoint::new(f64::NAN, 0.0), Err(OffTheGlobe::Latitude));
    }

    #[test]
    fn the_other_side_of_the_date_line_is_near() {
        let west = GeoPoint::new(0.0, 179.99).expect("on the globe");
        let east = GeoPoint::new(0.0, -179.99).expect("on the globe");
        assert!(west.distance_m(east) < 2300.0);
    }
}
