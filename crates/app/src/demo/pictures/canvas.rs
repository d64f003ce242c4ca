//! A little painter: filled shapes with smooth edges, gradients and soft shadows on a canvas of 960 × 720 units.

use image::RgbImage;

/// A colour with its opacity, each part from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Color {
    rgb: [f32; 3],
    alpha: f32,
}

/// The opaque colour `0xRRGGBB`.
#[must_use]
pub const fn hex(code: u32) -> Color {
    Color {
        rgb: [
            ((code >> 16) & 0xFF) as f32 / 255.0,
            ((code >> 8) & 0xFF) as f32 / 255.0,
            (code & 0xFF) as f32 / 255.0,
        ],
        alpha: 1.0,
    }
}

impl Color {
    /// Mixed with white; 0 leaves it, 1 makes it white.
    #[must_use]
    pub fn light(self, share: f32) -> Self {
        self.mix(hex(0xFFF6E8), share)
    }

    /// Mixed with a warm black.
    #[must_use]
    pub fn dark(self, share: f32) -> Self {
        self.mix(hex(0x1E120A), share)
    }

    /// So much of `other`.
    #[must_use]
    pub fn mix(self, other: Self, share: f32) -> Self {
        // Written out, as everything that runs for each pixel: it must be fast without an optimiser, too.
        let [r, g, b] = self.rgb;
        let [to_r, to_g, to_b] = other.rgb;
        Self {
            rgb: [r + (to_r - r) * share, g + (to_g - g) * share, b + (to_b - b) * share],
            alpha: self.alpha,
        }
    }

    /// The same colour, that opaque.
    #[must_use]
    pub fn alpha(self, alpha: f32) -> Self {
        Self { alpha, ..self }
    }
}

/// A point in the units of the frame it is used in.
pub type Point = (f32, f32);

/// What a shape is filled with.
#[derive(Debug, Clone, Copy)]
pub enum Paint {
    /// One colour.
    Flat(Color),
    /// From one colour at the first point to the other at the second.
    Linear(Point, Point, Color, Color),
    /// From one colour in the middle to the other at the radius.
    Round(Point, f32, Color, Color),
}

impl From<Color> for Paint {
    fn from(color: Color) -> Self {
        Self::Flat(color)
    }
}

/// Where the units of a part of the drawing lie on the canvas.
#[derive(Debug, Clone, Copy)]
struct Frame {
    origin: Point,
    scale: f32,
    turn: (f32, f32),
}

impl Frame {
    fn map(&self, (x, y): Point) -> Point {
        let (sin, cos) = self.turn;
        (self.origin.0 + self.scale * (cos * x - sin * y), self.origin.1 + self.scale * (sin * x + cos * y))
    }
}

/// The picture while it is being painted.
#[derive(Debug)]
pub struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<[f32; 3]>,
    cover: Vec<f32>,
    frame: Frame,
}

impl Canvas {
    /// A canvas of that many pixels across; three quarters of it high.
    #[must_use]
    pub fn new(width: usize) -> Self {
        let height = width * 3 / 4;
        Self {
            width,
            height,
            pixels: vec![[1.0; 3]; width * height],
            cover: Vec::new(),
            frame: Frame { origin: (0.0, 0.0), scale: width as f32 / 960.0, turn: (0.0, 1.0) },
        }
    }

    /// The finished picture.
    #[must_use]
    pub fn finish(self) -> RgbImage {
        let bytes =
            self.pixels.iter().flatten().map(|part| (part.clamp(0.0, 1.0) * 255.0).round() as u8).collect();
        RgbImage::from_raw(self.width as u32, self.height as u32, bytes).expect("three bytes for each pixel")
    }

    /// Paints with the origin at `at`, everything `scale` times as large and turned by `degrees` clockwise.
    pub fn within(&mut self, at: Point, scale: f32, degrees: f32, paint: impl FnOnce(&mut Self)) {
        let outer = self.frame;
        let (sin, cos) = degrees.to_radians().sin_cos();
        let turn = (outer.turn.0 * cos + outer.turn.1 * sin, outer.turn.1 * cos - outer.turn.0 * sin);
        self.frame = Frame { origin: outer.map(at), scale: outer.scale * scale, turn };
        paint(self);
        self.frame = outer;
    }

    /// A closed shape with straight sides.
    pub fn poly(&mut self, points: &[Point], paint: impl Into<Paint>) {
        self.fill(&[points.to_vec()], paint.into());
    }

    /// A closed shape that runs smoothly through the points (a Catmull-Rom spline).
    pub fn blob(&mut self, points: &[Point], paint: impl Into<Paint>) {
        let n = points.len();
        let mut outline = Vec::with_capacity(n * 10);
        for at in 0..n {
            let [a, b, c, d] =
                [points[(at + n - 1) % n], points[at], points[(at + 1) % n], points[(at + 2) % n]];
            for step in 0..10 {
                let t = step as f32 / 10.0;
                outline.push((spline(a.0, b.0, c.0, d.0, t), spline(a.1, b.1, c.1, d.1, t)));
            }
        }
        self.fill(&[outline], paint.into());
    }

    /// An ellipse by its middle and half axes.
    pub fn ellipse(&mut self, middle: Point, rx: f32, ry: f32, paint: impl Into<Paint>) {
        let outline = arc(middle, rx, ry, 0.0, 360.0);
        self.fill(&[outline], paint.into());
    }

    /// A rectangle by its upper left corner, with rounded corners.
    pub fn rect(&mut self, (x, y): Point, w: f32, h: f32, round: f32, paint: impl Into<Paint>) {
        let r = round.min(w / 2.0).min(h / 2.0);
        let outline = if r <= 0.0 {
            vec![(x, y), (x + w, y), (x + w, y + h), (x, y + h)]
        } else {
            [
                arc((x + w - r, y + r), r, r, -90.0, 0.0),
                arc((x + w - r, y + h - r), r, r, 0.0, 90.0),
                arc((x + r, y + h - r), r, r, 90.0, 180.0),
                arc((x + r, y + r), r, r, 180.0, 270.0),
            ]
            .concat()
        };
        self.fill(&[outline], paint.into());
    }

    /// A line with round ends and joints.
    pub fn line(&mut self, points: &[Point], thickness: f32, paint: impl Into<Paint>) {
        let half = thickness / 2.0;
        let mut pieces: Vec<Vec<Point>> =
            points.iter().map(|point| arc(*point, half, half, 0.0, 360.0)).collect();
        for pair in points.windows(2) {
            let ((ax, ay), (bx, by)) = (pair[0], pair[1]);
            let length = ((bx - ax).powi(2) + (by - ay).powi(2)).sqrt().max(1e-6);
            let (nx, ny) = (-(by - ay) / length * half, (bx - ax) / length * half);
            pieces.push(vec![(ax + nx, ay + ny), (ax - nx, ay - ny), (bx - nx, by - ny), (bx + nx, by + ny)]);
        }
        self.fill(&pieces, paint.into());
    }

    /// A ring or a part of one, from one angle to another clockwise from the right.
    pub fn ring(
        &mut self,
        middle: Point,
        radius: f32,
        thickness: f32,
        from: f32,
        to: f32,
        paint: impl Into<Paint>,
    ) {
        self.line(&arc(middle, radius, radius, from, to), thickness, paint);
    }

    /// A soft dark spot: the shadow of a thing that stands there.
    pub fn shadow(&mut self, middle: Point, rx: f32, ry: f32, strength: f32) {
        self.glow(middle, rx, ry, hex(0x2A1608).alpha(strength));
    }

    /// A soft spot of light or colour, strongest in the middle. Not turned with its frame.
    pub fn glow(&mut self, middle: Point, rx: f32, ry: f32, color: Color) {
        let (cx, cy) = self.frame.map(middle);
        let (rx, ry) = (rx * self.frame.scale, ry * self.frame.scale);
        let span = |c: f32, r: f32, most: usize| {
            (
                (c - r).floor().clamp(0.0, most as f32) as usize,
                (c + r).ceil().clamp(0.0, most as f32) as usize,
            )
        };
        let (left, right) = span(cx, rx, self.width);
        let (top, bottom) = span(cy, ry, self.height);
        for y in top..bottom {
            let dy = (y as f32 + 0.5 - cy) / ry;
            for x in left..right {
                let dx = (x as f32 + 0.5 - cx) / rx;
                let near = 1.0 - dx * dx - dy * dy;
                if near > 0.0 {
                    blend(&mut self.pixels[y * self.width + x], color.rgb, color.alpha * near * near);
                }
            }
        }
    }

    /// Fills the union of closed outlines. Coverage is exact: each edge adds the signed area to its right to the cells
    /// it passes, and a running sum along each row gives what is covered (the method of Raph Levien's font-rs).
    fn fill(&mut self, outlines: &[Vec<Point>], paint: Paint) {
        let outlines: Vec<Vec<Point>> = outlines
            .iter()
            .map(|outline| clockwise(outline.iter().map(|p| self.frame.map(*p)).collect()))
            .collect();
        let all = outlines.iter().flatten();
        let (mut left, mut top, mut right, mut bottom) = (f32::MAX, f32::MAX, f32::MIN, f32::MIN);
        for (x, y) in all {
            (left, right) = (left.min(*x), right.max(*x));
            (top, bottom) = (top.min(*y), bottom.max(*y));
        }
        let clip = |edge: f32, most: usize| edge.clamp(0.0, most as f32);
        let (x0, y0) = (clip(left.floor(), self.width) as usize, clip(top.floor(), self.height) as usize);
        let (x1, y1) = (clip(right.ceil(), self.width) as usize, clip(bottom.ceil(), self.height) as usize);
        if x0 >= x1 || y0 >= y1 {
            return;
        }
        let (w, h) = (x1 - x0, y1 - y0);
        let stride = w + 2;
        self.cover.clear();
        self.cover.resize(stride * h, 0.0);
        for outline in &outlines {
            for at in 0..outline.len() {
                let (ax, ay) = outline[at];
                let (bx, by) = outline[(at + 1) % outline.len()];
                let from = (ax - x0 as f32, ay - y0 as f32);
                let to = (bx - x0 as f32, by - y0 as f32);
                add_edge(&mut self.cover, stride, w, h, from, to);
            }
        }
        let shade = Shade::of(paint, &self.frame);
        for y in 0..h {
            let mut sum = 0.0_f32;
            let cover = &self.cover[y * stride..y * stride + w];
            let start = (y + y0) * self.width + x0;
            let row = &mut self.pixels[start..start + w];
            let mut x = x0 as f32 + 0.5;
            for (pixel, change) in row.iter_mut().zip(cover) {
                sum += *change;
                let covered = if sum < 0.0 { -sum } else { sum };
                if covered > 0.002 {
                    let color = shade.at(x, (y + y0) as f32 + 0.5);
                    let alpha = if covered < 1.0 { color.alpha * covered } else { color.alpha };
                    blend(pixel, color.rgb, alpha);
                }
                x += 1.0;
            }
        }
    }
}

fn blend(pixel: &mut [f32; 3], color: [f32; 3], alpha: f32) {
    if alpha >= 1.0 {
        *pixel = color;
        return;
    }
    pixel[0] += (color[0] - pixel[0]) * alpha;
    pixel[1] += (color[1] - pixel[1]) * alpha;
    pixel[2] += (color[2] - pixel[2]) * alpha;
}

fn spline(a: f32, b: f32, c: f32, d: f32, t: f32) -> f32 {
    0.5 * (2.0 * b
        + (c - a) * t
        + (2.0 * a - 5.0 * b + 4.0 * c - d) * t * t
        + (3.0 * b - a - 3.0 * c + d) * t * t * t)
}

/// Points along an ellipse, from one angle to another, clockwise from the right.
#[must_use]
pub fn arc((cx, cy): Point, rx: f32, ry: f32, from: f32, to: f32) -> Vec<Point> {
    let steps = (((to - from).abs() / 6.0).ceil() as usize).max(2);
    (0..=steps)
        .map(|step| {
            let (sin, cos) = (from + (to - from) * step as f32 / steps as f32).to_radians().sin_cos();
            (cx + rx * cos, cy + ry * sin)
        })
        .collect()
}

/// All outlines of a shape run the same way, so that where they overlap they add up instead of cancelling.
fn clockwise(mut outline: Vec<Point>) -> Vec<Point> {
    let n = outline.len();
    let area: f32 = (0..n)
        .map(|at| {
            let ((ax, ay), (bx, by)) = (outline[at], outline[(at + 1) % n]);
            ax * by - bx * ay
        })
        .sum();
    if area < 0.0 {
        outline.reverse();
    }
    outline
}

fn add_edge(cover: &mut [f32], stride: usize, w: usize, h: usize, from: Point, to: Point) {
    if from.1 == to.1 {
        return;
    }
    let (sign, (ax, ay), (bx, by)) = if from.1 < to.1 { (1.0, from, to) } else { (-1.0, to, from) };
    let slope = (bx - ax) / (by - ay);
    let first = ay.max(0.0);
    let last = by.min(h as f32);
    let mut y = first;
    while y < last {
        let row = y.floor();
        let next = (row + 1.0).min(last);
        let drop = (next - y) * sign;
        let (xa, xb) = (ax + slope * (y - ay), ax + slope * (next - ay));
        let start = row as usize * stride;
        add_span(&mut cover[start..start + stride], w as f32, xa.min(xb), xa.max(xb), drop);
        y = next;
    }
}

/// One piece of an edge within one row of cells, from `left` to `right`.
fn add_span(row: &mut [f32], w: f32, left: f32, right: f32, drop: f32) {
    let (left, right) = (left.clamp(0.0, w), right.clamp(0.0, w));
    let width = right - left;
    let mut x = left;
    loop {
        let cell = x.floor().min(w);
        let end = (cell + 1.0).min(right).max(x);
        let part = if width > 1e-6 { drop * (end - x) / width } else { drop };
        let middle = (x + end) / 2.0 - cell;
        let at = cell as usize;
        row[at] += part * (1.0 - middle);
        row[at + 1] += part * middle;
        if end >= right {
            return;
        }
        x = end;
    }
}

/// A paint in pixels of the canvas.
enum Shade {
    Flat(Color),
    Linear { from: Point, step: Point, a: Color, b: Color },
    Round { middle: Point, radius: f32, a: Color, b: Color },
}

impl Shade {
    fn of(paint: Paint, frame: &Frame) -> Self {
        match paint {
            Paint::Flat(color) => Self::Flat(color),
            Paint::Linear(from, to, a, b) => {
                let (from, to) = (frame.map(from), frame.map(to));
                let (dx, dy) = (to.0 - from.0, to.1 - from.1);
                let length = (dx * dx + dy * dy).max(1e-6);
                Self::Linear { from, step: (dx / length, dy / length), a, b }
            }
            Paint::Round(middle, radius, a, b) => {
                Self::Round { middle: frame.map(middle), radius: radius * frame.scale, a, b }
            }
        }
    }

    fn at(&self, x: f32, y: f32) -> Color {
        match self {
            Self::Flat(color) => *color,
            Self::Linear { from, step, a, b } => {
                between(*a, *b, (x - from.0) * step.0 + (y - from.1) * step.1)
            }
            Self::Round { middle, radius, a, b } => {
                let (dx, dy) = (x - middle.0, y - middle.1);
                between(*a, *b, (dx * dx + dy * dy).sqrt() / radius)
            }
        }
    }
}

fn between(a: Color, b: Color, t: f32) -> Color {
    if t <= 0.0 {
        return a;
    }
    if t >= 1.0 {
        return b;
    }
    let mixed = a.mix(b, t);
    mixed.alpha(a.alpha + (b.alpha - a.alpha) * t)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_covers_exactly_its_area() {
        let mut canvas = Canvas::new(960);
        canvas.rect((100.25, 50.5), 10.5, 4.0, 0.0, hex(0x000000));
        let covered: f32 = canvas.pixels.iter().map(|pixel| 1.0 - pixel[0]).sum();
        assert!((covered - 42.0).abs() < 0.2, "{covered}");
    }

    #[test]
    fn overlapping_pieces_of_a_line_do_not_cancel() {
        let mut canvas = Canvas::new(960);
        canvas.line(&[(100.0, 100.0), (200.0, 100.0), (200.0, 200.0)], 20.0, hex(0x000000));
        for (x, y) in [(150, 100), (200, 100), (200, 150)] {
            assert!(canvas.pixels[y * 960 + x][0] < 0.01, "{x} {y}");
        }
    }

    #[test]
    fn what_lies_outside_is_left_out() {
        let mut canvas = Canvas::new(96);
        canvas.ellipse((0.0, 0.0), 2000.0, 2000.0, hex(0xFF0000));
        canvas.ellipse((-5000.0, 0.0), 10.0, 10.0, hex(0x00FF00));
        canvas.line(&[(-500.0, 300.0), (1500.0, 320.0)], 60.0, hex(0x0000FF));
        let picture = canvas.finish();
        assert_eq!(picture.get_pixel(90, 5).0, [255, 0, 0]);
        assert_eq!(picture.get_pixel(48, 31).0, [0, 0, 255]);
    }
}
