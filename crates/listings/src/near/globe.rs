//! Tiles, cells and nooks, and distances on the sphere.

use kernel::GeoPoint;

const CELLS_PER_DEGREE: f64 = 100.0;
const COLUMNS: i32 = 36_000;
const TILE: i32 = 128;
const TILE_COLUMNS: i32 = 282;
/// A cell has ten by ten nooks.
const NOOKS: f64 = 10.0;
/// Half the diagonal of a nook at the equator, in radians, and a little.
pub(super) const NOOK_RADIUS: f64 = 0.000_012_5;
/// Half the diagonal of a cell at the equator, in radians, and a little: no point of a cell is farther from its middle.
pub(super) const CELL_RADIUS: f64 = 0.000_125;
/// The same of a tile.
pub(super) const TILE_RADIUS: f64 = 0.015_9;

/// The cell that a point lies in, as the generated column of the table computes it.
pub(super) fn cell_of(point: GeoPoint) -> i32 {
    let row = ((point.latitude() + 90.0) * CELLS_PER_DEGREE).floor() as i32;
    let column = ((point.longitude() + 180.0) * CELLS_PER_DEGREE).floor() as i32 % COLUMNS;
    row * COLUMNS + column
}

/// The nook of its cell that a point lies in, as the generated column of the table computes it.
pub(super) fn nook_of(point: GeoPoint) -> i16 {
    let digit = |degrees: f64| ((degrees * CELLS_PER_DEGREE).fract() * NOOKS).floor() as i16;
    digit(point.latitude() + 90.0) * 10 + digit(point.longitude() + 180.0)
}

pub(super) fn tile_of(cell: i32) -> i32 {
    let (row, column) = (cell / COLUMNS, cell % COLUMNS);
    row / TILE * TILE_COLUMNS + column / TILE
}

/// A point on the unit sphere.
pub(super) type Point = [f64; 3];

pub(super) fn on_sphere(latitude: f64, longitude: f64) -> Point {
    let (lat, lng) = (latitude.to_radians(), longitude.to_radians());
    [lat.cos() * lng.cos(), lat.cos() * lng.sin(), lat.sin()]
}

/// The middle of a square of so many cells that begins at `row` and `column`.
fn middle(row: f64, column: f64, size: f64) -> Point {
    let degrees = |at: f64| (at + size / 2.0) / CELLS_PER_DEGREE;
    on_sphere((degrees(row) - 90.0).min(90.0), degrees(column) - 180.0)
}

pub(super) fn middle_of_nook(cell: i32, nook: i16) -> Point {
    let at = |cells: i32, nooks: i16| f64::from(cells) + f64::from(nooks) / NOOKS;
    middle(at(cell / COLUMNS, nook / 10), at(cell % COLUMNS, nook % 10), 1.0 / NOOKS)
}

pub(super) fn middle_of_cell(cell: i32) -> Point {
    middle(f64::from(cell / COLUMNS), f64::from(cell % COLUMNS), 1.0)
}

pub(super) fn middle_of_tile(tile: i32) -> Point {
    let (row, column) = (tile / TILE_COLUMNS * TILE, tile % TILE_COLUMNS * TILE);
    middle(f64::from(row), f64::from(column), f64::from(TILE))
}

/// The square of the chord between two points, which grows with the arc.
pub(super) fn chord2(a: &Point, b: &Point) -> f64 {
    let (x, y, z) = (a[0] - b[0], a[1] - b[1], a[2] - b[2]);
    x * x + y * y + z * z
}

pub(super) fn arc_of(chord2: f64) -> f64 {
    2.0 * (chord2.sqrt() / 2.0).min(1.0).asin()
}

pub(super) fn chord2_of_arc(arc: f64) -> f64 {
    let chord = 2.0 * (arc.min(std::f64::consts::PI) / 2.0).sin();
    chord * chord
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::EARTH_RADIUS_M;

    fn point(latitude: f64, longitude: f64) -> GeoPoint {
        GeoPoint::new(latitude, longitude).expect("on the globe")
    }

    #[test]
    fn no_point_is_farther_from_the_middle_of_its_nook_cell_and_tile_than_their_radius() {
        // A walk over the globe by the golden angle, and the odd places.
        let mut points: Vec<GeoPoint> = (0..200_000)
            .map(|n| {
                let n = f64::from(n);
                point((n / 100_000.0 - 1.0).asin().to_degrees(), (n * 137.507_764).rem_euclid(360.0) - 180.0)
            })
            .collect();
        for lat in [-90.0, -89.995, 0.0, 89.999, 90.0] {
            for lng in [-180.0, -179.999, -0.001, 0.0, 179.84, 179.999, 180.0] {
                points.push(point(lat, lng));
            }
        }
        for at in points {
            let (spot, cell) = (on_sphere(at.latitude(), at.longitude()), cell_of(at));
            let (nook, from_nook) = (nook_of(at), arc_of(chord2(&spot, &middle_of_nook(cell, nook_of(at)))));
            assert!((0..100).contains(&nook), "{at:?} lies in {nook}");
            assert!(from_nook <= NOOK_RADIUS, "{at:?} is {from_nook} from the middle of {nook} of {cell}");
            let from_cell = arc_of(chord2(&spot, &middle_of_cell(cell)));
            assert!(from_cell <= CELL_RADIUS, "{at:?} is {from_cell} from the middle of {cell}");
            let from_tile = arc_of(chord2(&spot, &middle_of_tile(tile_of(cell))));
            assert!(from_tile <= TILE_RADIUS, "{at:?} is {from_tile} from the middle of its tile");
        }
    }

    #[test]
    fn chords_and_arcs_are_two_ways_to_say_one_thing() {
        let (lagos, accra) = (point(6.4550, 3.3841), point(5.6037, -0.1870));
        let [a, b] = [lagos, accra].map(|at| on_sphere(at.latitude(), at.longitude()));
        let arc = arc_of(chord2(&a, &b));
        assert!((arc * EARTH_RADIUS_M - lagos.distance_m(accra)).abs() < 0.001);
        assert!((chord2_of_arc(arc) - chord2(&a, &b)).abs() < 1e-15);
    }
}
