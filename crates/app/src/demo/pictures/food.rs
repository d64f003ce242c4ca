//! Grain, fruit and what is made of them.

use super::canvas::{Canvas, Color, Paint, arc, hex};
use super::shapes::{ball, bottle, crate_front, cuboid, cylinder, grains, jar, label, open_sack, sack};

/// Two tied sacks and an open one with what is in them.
pub fn sacks(c: &mut Canvas, cloth: Color, content: Color, grain: f32) {
    sack(c, (300.0, 560.0), 270.0, 320.0, cloth.dark(0.06));
    sack(c, (640.0, 555.0), 280.0, 350.0, cloth);
    open_sack(c, (470.0, 615.0), 330.0, 290.0, cloth.light(0.1), content, grain);
}

/// Printed bags, stacked flat.
pub fn bags(c: &mut Canvas, bag: Color, print: Color) {
    c.shadow((500.0, 610.0), 400.0, 50.0, 0.5);
    for (x, y) in [(230.0, 500.0), (490.0, 500.0), (240.0, 395.0), (480.0, 395.0), (355.0, 288.0)] {
        c.rect(
            (x, y),
            262.0,
            110.0,
            34.0,
            Paint::Linear((x, y), (x + 40.0, y + 110.0), bag.light(0.2), bag.dark(0.25)),
        );
        c.rect((x + 60.0, y + 8.0), 142.0, 94.0, 10.0, print);
        c.poly(&[(x + 90.0, y + 88.0), (x + 131.0, y + 24.0), (x + 172.0, y + 88.0)], print.light(0.65));
        c.line(&[(x + 20.0, y + 20.0), (x + 20.0, y + 92.0)], 3.0, bag.dark(0.3).alpha(0.5));
        c.line(&[(x + 242.0, y + 20.0), (x + 242.0, y + 92.0)], 3.0, bag.dark(0.3).alpha(0.5));
    }
}

/// How the fruit of a crate look.
#[derive(Debug, Clone, Copy)]
pub struct Fruit {
    /// Skin.
    pub color: Color,
    /// Some are of this colour.
    pub other: Color,
    /// Half width.
    pub rx: f32,
    /// Half height.
    pub ry: f32,
    /// Leaves or stalks on top.
    pub stalk: Option<Color>,
}

/// A crate heaped with fruit.
pub fn crate_of(c: &mut Canvas, fruit: Fruit) {
    let Fruit { color, other, rx, ry, stalk } = fruit;
    c.rect((210.0, 400.0), 540.0, 60.0, 6.0, hex(0x5B3A20));
    let mut row = 0;
    let mut y = 440.0;
    while y > 250.0 {
        let half = 250.0 - row as f32 * ry * 0.85;
        let count = ((half * 2.0) / (rx * 1.7)).floor().max(1.0) as usize;
        for at in 0..count {
            let x = 480.0 - half + (at as f32 + 0.5) * 2.0 * half / count as f32;
            let tone = if (at * 7 + row * 5) % 4 == 0 { other } else { color };
            let tilt = ((at * 37 + row * 61) % 50) as f32 - 25.0;
            c.within((x, y), 1.0, if rx > ry * 1.15 { tilt } else { 0.0 }, |c| {
                ball(c, (0.0, 0.0), rx, ry, tone);
                if let Some(stalk) = stalk {
                    c.line(&[(0.0, -ry * 0.72), (rx * 0.12, -ry * 1.02)], rx * 0.12, stalk.dark(0.3));
                    c.blob(
                        &[
                            (0.0, -ry * 0.72),
                            (rx * 0.3, -ry * 0.98),
                            (rx * 0.62, -ry * 0.8),
                            (rx * 0.3, -ry * 0.66),
                        ],
                        stalk,
                    );
                }
            });
        }
        y -= ry * 1.15;
        row += 1;
    }
    crate_front(c, (200.0, 450.0), 560.0, 160.0, hex(0xC08A52));
    // One in front, for its size.
    c.shadow((815.0, 612.0), rx * 1.3, ry * 0.35, 0.5);
    ball(c, (800.0, 614.0 - ry), rx, ry, color);
}

/// Long roots, piled up.
pub fn roots(c: &mut Canvas, skin: Color) {
    c.shadow((490.0, 605.0), 400.0, 50.0, 0.5);
    for (x, y, turn) in [
        (300.0, 560.0, -4.0),
        (480.0, 572.0, 3.0),
        (660.0, 560.0, 8.0),
        (390.0, 480.0, 5.0),
        (580.0, 480.0, -7.0),
        (480.0, 400.0, 2.0),
    ] {
        c.within((x, y), 1.0, turn, |c| {
            let lit = Paint::Linear((0.0, -50.0), (0.0, 50.0), skin.light(0.25), skin.dark(0.4));
            c.blob(
                &[
                    (-150.0, -4.0),
                    (-100.0, -38.0),
                    (0.0, -46.0),
                    (110.0, -36.0),
                    (152.0, -6.0),
                    (120.0, 34.0),
                    (0.0, 46.0),
                    (-110.0, 38.0),
                ],
                lit,
            );
            for mark in 0..7 {
                let at = mark as f32 * 38.0 - 110.0;
                c.line(&[(at, -18.0), (at + 12.0, -16.0)], 4.0, skin.dark(0.45).alpha(0.6));
            }
            c.ellipse((146.0, -4.0), 9.0, 16.0, skin.light(0.7));
        });
    }
}

/// Hands of bananas.
pub fn bananas(c: &mut Canvas) {
    c.shadow((480.0, 590.0), 380.0, 50.0, 0.5);
    for (x, y, scale) in [(330.0, 330.0, 0.95), (620.0, 320.0, 1.0), (480.0, 300.0, 1.15)] {
        c.within((x, y), scale, 0.0, |c| {
            for finger in 0..6 {
                let turn = finger as f32 * 17.0 - 42.0;
                let skin = if finger % 2 == 0 { hex(0xF2C531) } else { hex(0xE2B01F) };
                c.within((0.0, 0.0), 1.0, turn, |c| {
                    let lit = Paint::Linear((-40.0, 0.0), (44.0, 0.0), skin.light(0.2), skin.dark(0.35));
                    c.blob(
                        &[
                            (-14.0, 0.0),
                            (-40.0, 90.0),
                            (-30.0, 190.0),
                            (8.0, 240.0),
                            (18.0, 228.0),
                            (14.0, 170.0),
                            (16.0, 80.0),
                            (14.0, 0.0),
                        ],
                        lit,
                    );
                    c.ellipse((10.0, 236.0), 9.0, 8.0, hex(0x4A3A1A));
                });
            }
            c.rect((-26.0, -44.0), 52.0, 60.0, 14.0, hex(0x7F7A2B));
        });
    }
}

/// Pineapples.
pub fn pineapples(c: &mut Canvas) {
    for (x, foot, scale) in [(300.0, 590.0, 0.9), (660.0, 590.0, 0.92), (480.0, 612.0, 1.1)] {
        c.within((x, foot), scale, 0.0, |c| {
            c.shadow((20.0, 0.0), 130.0, 28.0, 0.5);
            for leaf in 0..9 {
                let turn = leaf as f32 * 15.0 - 60.0;
                c.within((0.0, -225.0), 1.0, turn, |c| {
                    let green = if leaf % 2 == 0 { hex(0x3F7D3A) } else { hex(0x2E6631) };
                    c.poly(&[(-20.0, 0.0), (0.0, -165.0), (20.0, 0.0)], green);
                });
            }
            ball(c, (0.0, -118.0), 96.0, 124.0, hex(0xD79A2B));
            for row in 0..6 {
                for col in 0..5 {
                    let (px, py) =
                        (col as f32 * 36.0 - 72.0 + (row % 2) as f32 * 18.0, row as f32 * 36.0 - 208.0);
                    if (px / 84.0).powi(2) + ((py + 118.0) / 112.0).powi(2) < 1.0 {
                        c.poly(
                            &[(px, py - 13.0), (px + 13.0, py), (px, py + 13.0), (px - 13.0, py)],
                            hex(0x9A5F16).alpha(0.55),
                        );
                    }
                }
            }
        });
    }
}

/// Trays of eggs.
pub fn eggs(c: &mut Canvas) {
    for (top, lift) in [(505.0, 0.0), (420.0, 1.0)] {
        c.shadow((490.0, top + 96.0), 370.0, 30.0, if lift > 0.0 { 0.0 } else { 0.5 });
        c.poly(
            &[(180.0, top + 50.0), (250.0, top - 60.0), (720.0, top - 60.0), (780.0, top + 50.0)],
            hex(0x8D8577),
        );
        for row in 0..4 {
            let scale = 0.82 + row as f32 * 0.07;
            for col in 0..6 {
                let (x, y) = (480.0 + (col as f32 - 2.5) * 100.0 * scale, top - 52.0 + row as f32 * 32.0);
                let shell = if (row * 3 + col) % 4 == 0 { hex(0xF0DFC8) } else { hex(0xD89F6C) };
                ball(c, (x, y - 20.0), 37.0 * scale, 45.0 * scale, shell);
            }
        }
        c.rect(
            (176.0, top + 44.0),
            608.0,
            46.0,
            16.0,
            Paint::Linear((0.0, top + 44.0), (0.0, top + 90.0), hex(0xB4AB9B), hex(0x7C7466)),
        );
    }
}

/// Bowls of ground spice.
pub fn spices(c: &mut Canvas) {
    for (x, foot, tone) in [
        (300.0, 470.0, 0xC9851E),
        (660.0, 470.0, 0x7B3F1D),
        (270.0, 610.0, 0xB92F1E),
        (690.0, 610.0, 0x5E7A33),
        (480.0, 560.0, 0xE3B02B),
    ] {
        let tone = hex(tone);
        c.shadow((x + 14.0, foot), 170.0, 34.0, 0.5);
        c.blob(
            &[
                (x - 130.0, foot - 100.0),
                (x - 104.0, foot - 26.0),
                (x - 50.0, foot),
                (x + 50.0, foot),
                (x + 104.0, foot - 26.0),
                (x + 130.0, foot - 100.0),
            ],
            Paint::Linear((x - 130.0, 0.0), (x + 130.0, 0.0), hex(0xC07A48), hex(0x5F3014)),
        );
        c.ellipse((x, foot - 96.0), 134.0, 40.0, hex(0xA5643A));
        c.ellipse((x, foot - 96.0), 120.0, 33.0, tone.dark(0.3));
        c.blob(
            &[
                (x - 114.0, foot - 98.0),
                (x - 40.0, foot - 170.0),
                (x, foot - 192.0),
                (x + 40.0, foot - 170.0),
                (x + 114.0, foot - 98.0),
                (x, foot - 68.0),
            ],
            Paint::Linear(
                (x - 90.0, foot - 180.0),
                (x + 100.0, foot - 70.0),
                tone.light(0.3),
                tone.dark(0.3),
            ),
        );
        grains(c, (x, foot - 110.0), 74.0, 34.0, 3.0, tone);
    }
}

/// A packet and a glass of tea.
pub fn tea(c: &mut Canvas) {
    c.shadow((400.0, 606.0), 220.0, 36.0, 0.5);
    cuboid(c, (250.0, 250.0), 240.0, 350.0, 110.0, hex(0x1F6B45));
    label(c, (370.0, 430.0), 180.0, 200.0, hex(0xD79A2B));
    c.shadow((680.0, 608.0), 140.0, 30.0, 0.5);
    c.poly(
        &[(590.0, 400.0), (620.0, 602.0), (730.0, 602.0), (760.0, 400.0)],
        Paint::Linear((590.0, 0.0), (760.0, 0.0), hex(0xD98A3A), hex(0x7A3512)),
    );
    c.ellipse((675.0, 400.0), 85.0, 24.0, hex(0xE8C59A));
    c.ellipse((675.0, 404.0), 76.0, 19.0, hex(0x9C4E1B));
    c.blob(&[(690.0, 392.0), (730.0, 340.0), (770.0, 352.0), (730.0, 398.0)], hex(0x4C9A4A));
    c.rect((612.0, 420.0), 14.0, 150.0, 7.0, hex(0xFFFFFF).alpha(0.45));
}

/// A clay coffee pot and its cups.
pub fn coffee_set(c: &mut Canvas) {
    c.shadow((430.0, 606.0), 210.0, 40.0, 0.5);
    let clay = hex(0x3A2A24);
    c.line(&arc((560.0, 400.0), 84.0, 92.0, -70.0, 80.0), 24.0, clay.light(0.12));
    c.line(&[(330.0, 430.0), (250.0, 350.0), (236.0, 320.0)], 30.0, clay.light(0.08));
    ball(c, (430.0, 490.0), 150.0, 118.0, clay.light(0.1));
    cylinder(c, (430.0, 250.0), 44.0, 140.0, 12.0, clay.light(0.14));
    cylinder(c, (430.0, 228.0), 56.0, 20.0, 14.0, hex(0xC9803A));
    for (x, foot) in [(630.0, 600.0), (760.0, 606.0)] {
        c.shadow((x, foot), 74.0, 16.0, 0.45);
        c.poly(
            &[(x - 56.0, foot - 86.0), (x - 32.0, foot), (x + 32.0, foot), (x + 56.0, foot - 86.0)],
            Paint::Linear((x - 56.0, 0.0), (x + 56.0, 0.0), hex(0xFFFDF7), hex(0xBDB4A6)),
        );
        c.ellipse((x, foot - 86.0), 57.0, 16.0, hex(0xF4EFE5));
        c.ellipse((x, foot - 84.0), 48.0, 12.0, hex(0x4A2413));
        c.line(&[(x - 45.0, foot - 46.0), (x + 45.0, foot - 46.0)], 7.0, hex(0xB4412B));
    }
}

/// Three jars of the same.
pub fn jars(c: &mut Canvas, content: Color, lid: Color, tag: Color) {
    for (x, foot, scale) in [(300.0, 585.0, 0.92), (665.0, 585.0, 0.92), (480.0, 615.0, 1.12)] {
        jar(c, (x, foot), 210.0 * scale, 280.0 * scale, content, lid);
        label(c, (x, foot - 105.0 * scale), 130.0 * scale, 120.0 * scale, tag);
    }
}

/// A row of bottles.
pub fn bottles(c: &mut Canvas, glass: Color, cap: Color, tag: Option<Color>) {
    for (x, foot, scale) in
        [(270.0, 570.0, 0.9), (690.0, 570.0, 0.9), (410.0, 596.0, 1.0), (560.0, 612.0, 1.06)]
    {
        bottle(c, (x, foot), 140.0 * scale, 410.0 * scale, glass, cap);
        if let Some(tag) = tag {
            label(c, (x, foot - 120.0 * scale), 112.0 * scale, 124.0 * scale, tag);
        }
    }
}
