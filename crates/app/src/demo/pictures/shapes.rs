//! What many scenes share: backdrops, and solid things with light from the upper left.

use super::canvas::{Canvas, Color, Paint, Point, hex};

/// Three colours of a woven cloth and the two of the wall behind.
const ROOMS: [([u32; 3], [u32; 2]); 6] = [
    ([0xB4412B, 0xF2A51E, 0x1C3A2E], [0xF3D9B1, 0xD9A66B]),
    ([0x0B6B4B, 0xF2C14E, 0x7A2E1D], [0xF6E3C5, 0xE2B98A]),
    ([0x1F4E79, 0xF2A51E, 0xF6EBDD], [0xDCE6E4, 0xA9C0BE]),
    ([0x7A2E52, 0xE8A33D, 0x233B6E], [0xF1D7C6, 0xCF9A82]),
    ([0x2B2018, 0xE9DCC3, 0xA6572C], [0xEFE3CF, 0xC9AF88]),
    ([0xC8622D, 0x14676B, 0xF4DFA7], [0xE9EBD4, 0xB9BF94]),
];

/// A wall, a table and a woven cloth hanging over its edge; which of the six rooms depends on `room`.
pub fn room(c: &mut Canvas, room: usize) {
    let (cloth, [lit, dim]) = ROOMS[room % ROOMS.len()];
    let cloth = cloth.map(hex);
    c.rect((0.0, 0.0), 960.0, 470.0, 0.0, Paint::Round((300.0, 120.0), 820.0, hex(lit), hex(dim)));
    let wood = hex(dim).mix(hex(0x6B3F1F), 0.55);
    c.rect(
        (0.0, 450.0),
        960.0,
        270.0,
        0.0,
        Paint::Linear((0.0, 450.0), (0.0, 720.0), wood.light(0.22), wood.dark(0.1)),
    );
    c.rect((0.0, 444.0), 960.0, 8.0, 0.0, wood.light(0.4));
    c.glow((330.0, 500.0), 520.0, 70.0, hex(0xFFFFFF).alpha(0.18));
    woven(c, 636.0, 84.0, cloth);
}

/// A band of woven cloth across the whole picture: bars, triangles and steps.
fn woven(c: &mut Canvas, top: f32, height: f32, [ground, bright, deep]: [Color; 3]) {
    c.rect((0.0, top - 6.0), 960.0, 10.0, 0.0, hex(0x1E120A).alpha(0.25));
    c.rect((0.0, top), 960.0, height, 0.0, ground);
    c.rect((0.0, top + 5.0), 960.0, 5.0, 0.0, bright);
    c.rect((0.0, top + 13.0), 960.0, 3.0, 0.0, deep);
    let mut x = 0.0;
    let mut turn = 0;
    while x < 960.0 {
        let y = top + 22.0;
        let h = height - 32.0;
        match turn % 3 {
            0 => {
                c.poly(&[(x, y + h), (x + 30.0, y), (x + 60.0, y + h)], bright);
                c.poly(&[(x + 16.0, y + h), (x + 30.0, y + h * 0.45), (x + 44.0, y + h)], deep);
            }
            1 => {
                for step in 0..4 {
                    let inset = step as f32 * 7.5;
                    c.rect(
                        (x + inset, y + h * step as f32 / 4.0),
                        60.0 - 2.0 * inset,
                        h / 4.0 - 2.0,
                        0.0,
                        deep,
                    );
                }
            }
            _ => {
                for bar in 0..4 {
                    c.rect(
                        (x + 4.0 + bar as f32 * 14.0, y),
                        8.0,
                        h,
                        0.0,
                        if bar % 2 == 0 { bright } else { deep },
                    );
                }
            }
        }
        x += 64.0;
        turn += 1;
    }
    c.rect(
        (0.0, top),
        960.0,
        height,
        0.0,
        Paint::Linear((0.0, top), (0.0, top + height), hex(0).alpha(0.0), hex(0).alpha(0.25)),
    );
}

/// What lies under the sky.
#[derive(Debug, Clone, Copy)]
pub enum Ground {
    /// Red earth with bush behind.
    Earth,
    /// Green fields.
    Grass,
    /// A town road.
    Road,
    /// The sea.
    Sea,
    /// Dunes.
    Sand,
}

/// Sky, sun, hills and the ground.
pub fn outdoors(c: &mut Canvas, ground: Ground) {
    let (high, low) = match ground {
        Ground::Earth | Ground::Sand => (hex(0x8CC0CF), hex(0xFBE3B6)),
        Ground::Grass | Ground::Sea => (hex(0x6FB3D9), hex(0xE6F1E4)),
        Ground::Road => (hex(0x8FBAD2), hex(0xF6E6CC)),
    };
    c.rect((0.0, 0.0), 960.0, 500.0, 0.0, Paint::Linear((0.0, 0.0), (0.0, 460.0), high, low));
    c.glow((700.0, 130.0), 260.0, 260.0, hex(0xFFF3C9).alpha(0.8));
    c.ellipse((700.0, 130.0), 52.0, 52.0, hex(0xFFF0BE));
    let (hill, near, floor) = match ground {
        Ground::Earth => (0xC79A6B, 0x7F8F4E, 0xB9683A),
        Ground::Grass => (0x9DBB86, 0x5E9350, 0x7FA648),
        Ground::Road => (0xC6B08E, 0x8C9A6C, 0xA08B74),
        Ground::Sea => (0xA9C6C4, 0x8FB7BC, 0x2E7C97),
        Ground::Sand => (0xE0B57A, 0xD79F5B, 0xE3B36C),
    };
    c.blob(
        &[
            (-80.0, 480.0),
            (120.0, 350.0),
            (320.0, 400.0),
            (520.0, 330.0),
            (760.0, 405.0),
            (1040.0, 340.0),
            (1060.0, 520.0),
            (-80.0, 520.0),
        ],
        hex(hill),
    );
    c.blob(
        &[
            (-80.0, 500.0),
            (60.0, 432.0),
            (260.0, 448.0),
            (470.0, 425.0),
            (700.0, 452.0),
            (1040.0, 420.0),
            (1060.0, 560.0),
            (-80.0, 560.0),
        ],
        hex(near),
    );
    let floor = hex(floor);
    c.rect(
        (0.0, 470.0),
        960.0,
        250.0,
        0.0,
        Paint::Linear((0.0, 470.0), (0.0, 720.0), floor.light(0.22), floor.dark(0.12)),
    );
    match ground {
        Ground::Road => {
            c.rect(
                (0.0, 520.0),
                960.0,
                150.0,
                0.0,
                Paint::Linear((0.0, 520.0), (0.0, 670.0), hex(0x6C6A68), hex(0x4D4B4A)),
            );
            for dash in 0..6 {
                c.rect((dash as f32 * 180.0 - 40.0, 640.0), 90.0, 8.0, 2.0, hex(0xF3EBD8));
            }
        }
        Ground::Sea => {
            for wave in 0..14 {
                let (x, y) = ((wave * 223 % 960) as f32, 500.0 + (wave * 17 % 200) as f32);
                c.line(&[(x, y), (x + 40.0, y - 5.0), (x + 80.0, y)], 4.0, hex(0xFFFFFF).alpha(0.35));
            }
        }
        Ground::Grass | Ground::Earth => {
            for tuft in 0..16 {
                let (x, y) = ((tuft * 197 % 960) as f32, 510.0 + (tuft * 53 % 190) as f32);
                c.line(&[(x, y), (x - 6.0, y - 16.0)], 4.0, hex(0x55742F).alpha(0.7));
                c.line(&[(x, y), (x + 7.0, y - 13.0)], 4.0, hex(0x55742F).alpha(0.7));
            }
        }
        Ground::Sand => {}
    }
}

/// A round thing.
pub fn ball(c: &mut Canvas, (x, y): Point, rx: f32, ry: f32, color: Color) {
    let lit =
        Paint::Round((x - rx * 0.35, y - ry * 0.4), rx.max(ry) * 1.55, color.light(0.32), color.dark(0.38));
    c.ellipse((x, y), rx, ry, lit);
    c.glow((x - rx * 0.35, y - ry * 0.42), rx * 0.38, ry * 0.3, hex(0xFFFFFF).alpha(0.55));
}

/// A standing cylinder by the middle of its top and its half width; `flat` is how round its ends look.
pub fn cylinder(c: &mut Canvas, (x, top): Point, r: f32, height: f32, flat: f32, color: Color) {
    let side = Paint::Linear((x - r, 0.0), (x + r, 0.0), color.light(0.25), color.dark(0.38));
    c.ellipse((x, top + height), r, flat, side);
    c.rect((x - r, top), 2.0 * r, height, 0.0, side);
    c.ellipse(
        (x, top),
        r,
        flat,
        Paint::Linear((x - r, 0.0), (x + r, 0.0), color.light(0.45), color.light(0.1)),
    );
}

/// A box by the upper left corner of its front.
pub fn cuboid(c: &mut Canvas, (x, y): Point, w: f32, h: f32, depth: f32, color: Color) {
    let (dx, dy) = (depth * 0.75, -depth * 0.5);
    c.poly(&[(x, y), (x + dx, y + dy), (x + w + dx, y + dy), (x + w, y)], color.light(0.3));
    c.poly(&[(x + w, y), (x + w + dx, y + dy), (x + w + dx, y + h + dy), (x + w, y + h)], color.dark(0.32));
    c.rect((x, y), w, h, 0.0, Paint::Linear((x, y), (x + w, y + h), color.light(0.1), color.dark(0.1)));
}

/// A bottle by the middle of its foot.
pub fn bottle(c: &mut Canvas, (x, foot): Point, w: f32, h: f32, glass: Color, cap: Color) {
    let r = w / 2.0;
    c.shadow((x + r * 0.5, foot), w * 0.9, w * 0.22, 0.45);
    let side = Paint::Linear((x - r, 0.0), (x + r, 0.0), glass.light(0.28), glass.dark(0.35));
    let shoulder = foot - h * 0.62;
    let outline = [
        (x - r, foot - 6.0),
        (x - r, shoulder),
        (x - r * 0.75, shoulder - h * 0.1),
        (x - r * 0.32, shoulder - h * 0.2),
        (x - r * 0.32, foot - h * 0.94),
        (x + r * 0.32, foot - h * 0.94),
        (x + r * 0.32, shoulder - h * 0.2),
        (x + r * 0.75, shoulder - h * 0.1),
        (x + r, shoulder),
        (x + r, foot - 6.0),
        (x + r * 0.9, foot),
        (x - r * 0.9, foot),
    ];
    c.poly(&outline, side);
    c.rect(
        (x - r * 0.42, foot - h),
        r * 0.84,
        h * 0.09,
        4.0,
        Paint::Linear((x - r * 0.4, 0.0), (x + r * 0.4, 0.0), cap.light(0.3), cap.dark(0.3)),
    );
    c.rect((x - r * 0.78, shoulder + 4.0), r * 0.16, h * 0.5, r * 0.08, hex(0xFFFFFF).alpha(0.4));
}

/// A label on a bottle, jar or sack.
pub fn label(c: &mut Canvas, (x, y): Point, w: f32, h: f32, color: Color) {
    c.rect((x - w / 2.0, y - h / 2.0), w, h, 5.0, hex(0xFBF3E2));
    c.rect((x - w / 2.0, y - h / 2.0), w, h * 0.3, 4.0, color);
    c.poly(&[(x - w * 0.2, y + h * 0.34), (x, y - h * 0.08), (x + w * 0.2, y + h * 0.34)], color.dark(0.15));
}

/// A jar by the middle of its foot.
pub fn jar(c: &mut Canvas, (x, foot): Point, w: f32, h: f32, content: Color, lid: Color) {
    c.shadow((x + w * 0.2, foot), w * 0.8, w * 0.16, 0.45);
    let r = w / 2.0;
    c.rect(
        (x - r, foot - h * 0.84),
        w,
        h * 0.84,
        w * 0.14,
        Paint::Linear((x - r, 0.0), (x + r, 0.0), content.light(0.3), content.dark(0.32)),
    );
    c.rect(
        (x - r * 0.9, foot - h),
        r * 1.8,
        h * 0.18,
        6.0,
        Paint::Linear((x - r, 0.0), (x + r, 0.0), lid.light(0.4), lid.dark(0.3)),
    );
    c.rect((x - r * 0.82, foot - h * 0.76), r * 0.18, h * 0.62, r * 0.09, hex(0xFFFFFF).alpha(0.45));
}

/// A filled sack by the middle of its foot, tied at the top.
pub fn sack(c: &mut Canvas, (x, foot): Point, w: f32, h: f32, cloth: Color) {
    c.shadow((x + w * 0.12, foot - 2.0), w * 0.75, h * 0.13, 0.5);
    let r = w / 2.0;
    let lit = Paint::Linear((x - r, foot - h), (x + r, foot), cloth.light(0.28), cloth.dark(0.32));
    c.blob(
        &[
            (x - r * 0.5, foot - h * 0.9),
            (x - r * 0.98, foot - h * 0.6),
            (x - r, foot - h * 0.2),
            (x - r * 0.8, foot),
            (x + r * 0.8, foot),
            (x + r, foot - h * 0.2),
            (x + r * 0.98, foot - h * 0.6),
            (x + r * 0.5, foot - h * 0.9),
        ],
        lit,
    );
    c.poly(
        &[
            (x - r * 0.42, foot - h * 0.88),
            (x - r * 0.6, foot - h * 1.04),
            (x + r * 0.6, foot - h * 1.04),
            (x + r * 0.42, foot - h * 0.88),
        ],
        cloth.light(0.12),
    );
    c.line(&[(x - r * 0.45, foot - h * 0.89), (x + r * 0.45, foot - h * 0.89)], 7.0, cloth.dark(0.45));
    for fold in [-0.55_f32, 0.1, 0.6] {
        c.line(
            &[(x + r * fold, foot - h * 0.8), (x + r * fold * 1.25, foot - h * 0.25)],
            3.0,
            cloth.dark(0.3).alpha(0.35),
        );
    }
}

/// An open sack with a heap of something in it.
pub fn open_sack(c: &mut Canvas, (x, foot): Point, w: f32, h: f32, cloth: Color, content: Color, grain: f32) {
    c.shadow((x + w * 0.12, foot - 2.0), w * 0.75, h * 0.15, 0.5);
    let r = w / 2.0;
    let lit = Paint::Linear((x - r, foot - h), (x + r, foot), cloth.light(0.28), cloth.dark(0.32));
    c.blob(
        &[
            (x - r * 0.92, foot - h * 0.85),
            (x - r, foot - h * 0.35),
            (x - r * 0.82, foot),
            (x + r * 0.82, foot),
            (x + r, foot - h * 0.35),
            (x + r * 0.92, foot - h * 0.85),
        ],
        lit,
    );
    let top = foot - h * 0.86;
    c.ellipse((x, top), r * 1.0, r * 0.3, cloth.light(0.18));
    c.ellipse((x, top), r * 0.88, r * 0.24, cloth.dark(0.4));
    c.blob(
        &[
            (x - r * 0.86, top),
            (x - r * 0.4, top - r * 0.34),
            (x, top - r * 0.46),
            (x + r * 0.4, top - r * 0.34),
            (x + r * 0.86, top),
            (x, top + r * 0.23),
        ],
        Paint::Linear(
            (x - r, top - r * 0.4),
            (x + r, top + r * 0.2),
            content.light(0.25),
            content.dark(0.25),
        ),
    );
    grains(c, (x, top - r * 0.1), r * 0.7, r * 0.24, grain, content);
    c.line(&super::canvas::arc((x, top), r * 0.96, r * 0.28, 8.0, 172.0), 14.0, cloth.light(0.3));
}

/// Single grains on a heap.
pub fn grains(c: &mut Canvas, (x, y): Point, rx: f32, ry: f32, size: f32, color: Color) {
    for at in 0..70 {
        // The golden angle spreads points evenly over a disc (Vogel, 1979).
        let (sin, cos) = (at as f32 * 137.508).to_radians().sin_cos();
        let out = (at as f32 / 70.0).sqrt();
        let tone = if at % 3 == 0 {
            color.light(0.45)
        } else if at % 3 == 1 {
            color.dark(0.25)
        } else {
            color.light(0.15)
        };
        c.ellipse((x + cos * rx * out, y + sin * ry * out), size, size * 0.7, tone);
    }
}

/// A wooden crate by the upper left corner of its front; what is in it should be painted first.
pub fn crate_front(c: &mut Canvas, (x, y): Point, w: f32, h: f32, wood: Color) {
    c.shadow((x + w / 2.0 + 20.0, y + h), w * 0.62, 34.0, 0.5);
    for slat in 0..3 {
        let top = y + slat as f32 * h / 3.0;
        c.rect(
            (x, top),
            w,
            h / 3.0 - 7.0,
            4.0,
            Paint::Linear((x, top), (x + w, top + h / 3.0), wood.light(0.25), wood.dark(0.15)),
        );
        c.line(
            &[(x + 30.0, top + h / 6.0), (x + w - 60.0, top + h / 6.0 - 3.0)],
            2.0,
            wood.dark(0.3).alpha(0.5),
        );
    }
    for post in [x, x + w - 26.0] {
        c.rect(
            (post, y - 6.0),
            26.0,
            h + 4.0,
            4.0,
            Paint::Linear((post, 0.0), (post + 26.0, 0.0), wood.light(0.35), wood.dark(0.2)),
        );
    }
}

/// A wheel seen from the side.
pub fn wheel(c: &mut Canvas, at: Point, r: f32) {
    c.ellipse(at, r, r, hex(0x231F1D));
    c.ellipse(
        at,
        r * 0.62,
        r * 0.62,
        Paint::Linear((at.0 - r, at.1 - r), (at.0 + r, at.1 + r), hex(0xDAD6CE), hex(0x77736C)),
    );
    c.ellipse(at, r * 0.2, r * 0.2, hex(0x44403C));
    for spoke in 0..5 {
        let (sin, cos) = (spoke as f32 * 72.0 - 90.0).to_radians().sin_cos();
        c.ellipse((at.0 + cos * r * 0.42, at.1 + sin * r * 0.42), r * 0.09, r * 0.09, hex(0x55504A));
    }
}
