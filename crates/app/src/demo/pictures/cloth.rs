//! Cloth, rugs and what is sewn with.

use super::canvas::{Canvas, Color, Paint, arc, hex};
use super::shapes::cylinder;

/// How a cloth is printed or woven.
#[derive(Debug, Clone, Copy)]
pub enum Pattern {
    /// Wax print: rings and dots.
    Wax,
    /// Strips of small blocks.
    Kente,
    /// Signs on dark ground.
    Mud,
    /// One colour.
    Plain,
}

/// Fills a rectangle with a pattern that stays inside it.
fn printed(
    c: &mut Canvas,
    (x, y): (f32, f32),
    w: f32,
    h: f32,
    pattern: Pattern,
    [ground, bright, deep]: [Color; 3],
) {
    c.rect((x, y), w, h, 8.0, ground);
    let (columns, rows) = ((w / 52.0).floor().max(1.0) as usize, (h / 52.0).floor().max(1.0) as usize);
    let (cell_w, cell_h) = (w / columns as f32, h / rows as f32);
    for row in 0..rows {
        for column in 0..columns {
            let (cx, cy) = (x + (column as f32 + 0.5) * cell_w, y + (row as f32 + 0.5) * cell_h);
            let r = cell_w.min(cell_h) * 0.44;
            match pattern {
                Pattern::Plain => {}
                Pattern::Wax => {
                    c.ellipse((cx, cy), r, r, bright);
                    c.ellipse((cx, cy), r * 0.68, r * 0.68, deep);
                    c.ellipse((cx, cy), r * 0.34, r * 0.34, bright.light(0.3));
                }
                Pattern::Kente if (row + column) % 2 == 0 => {
                    for bar in 0..4 {
                        let top = cy - cell_h / 2.0 + bar as f32 * cell_h / 4.0;
                        c.rect(
                            (cx - cell_w / 2.0, top),
                            cell_w,
                            cell_h / 4.0,
                            0.0,
                            if bar % 2 == 0 { bright } else { deep },
                        );
                    }
                }
                Pattern::Kente => {
                    c.rect((cx - cell_w * 0.3, cy - cell_h * 0.3), cell_w * 0.6, cell_h * 0.6, 0.0, deep);
                    c.rect(
                        (cx - cell_w * 0.14, cy - cell_h * 0.14),
                        cell_w * 0.28,
                        cell_h * 0.28,
                        0.0,
                        bright,
                    );
                }
                Pattern::Mud if (row + column) % 2 == 0 => {
                    c.line(
                        &[
                            (cx - r, cy + r * 0.6),
                            (cx - r * 0.4, cy - r * 0.6),
                            (cx + r * 0.2, cy + r * 0.6),
                            (cx + r * 0.8, cy - r * 0.6),
                        ],
                        5.0,
                        bright,
                    );
                }
                Pattern::Mud => {
                    c.line(&[(cx - r * 0.6, cy), (cx + r * 0.6, cy)], 5.0, bright);
                    c.line(&[(cx, cy - r * 0.6), (cx, cy + r * 0.6)], 5.0, bright);
                }
            }
        }
    }
}

/// Folded cloth in a stack and three bolts standing behind it.
pub fn rolls(c: &mut Canvas, pattern: Pattern, sets: [[u32; 3]; 3]) {
    for (at, x) in [265.0, 480.0, 695.0].into_iter().enumerate() {
        let colors = sets[at].map(hex);
        c.shadow((x + 16.0, 520.0), 130.0, 26.0, 0.5);
        c.ellipse((x, 520.0), 92.0, 26.0, colors[0].dark(0.4));
        printed(c, (x - 92.0, 150.0), 184.0, 370.0, pattern, colors);
        let fade = hex(0x1E120A);
        c.rect(
            (x - 92.0, 150.0),
            184.0,
            372.0,
            8.0,
            Paint::Linear((x - 40.0, 0.0), (x + 92.0, 0.0), fade.alpha(0.0), fade.alpha(0.5)),
        );
        c.rect(
            (x - 92.0, 150.0),
            60.0,
            372.0,
            8.0,
            Paint::Linear((x - 92.0, 0.0), (x - 32.0, 0.0), fade.alpha(0.25), fade.alpha(0.0)),
        );
        c.ellipse((x, 150.0), 92.0, 26.0, colors[0].light(0.25));
        for turn in 1..4 {
            c.line(
                &arc((x, 150.0), 92.0 - turn as f32 * 22.0, 26.0 - turn as f32 * 6.0, 0.0, 360.0),
                3.0,
                colors[0].dark(0.3),
            );
        }
    }
    c.shadow((480.0, 622.0), 330.0, 34.0, 0.5);
    for (at, y) in [560.0, 500.0, 440.0].into_iter().enumerate() {
        let colors = sets[(at + 1) % 3].map(hex);
        printed(c, (230.0 + at as f32 * 14.0, y), 500.0 - at as f32 * 28.0, 60.0, pattern, colors);
        let fade = hex(0x1E120A);
        c.rect(
            (230.0 + at as f32 * 14.0, y),
            500.0 - at as f32 * 28.0,
            60.0,
            10.0,
            Paint::Linear((0.0, y), (0.0, y + 60.0), hex(0xFFFFFF).alpha(0.2), fade.alpha(0.4)),
        );
    }
}

/// A rug on the wall.
pub fn rug(c: &mut Canvas) {
    c.shadow((500.0, 350.0), 420.0, 330.0, 0.35);
    printed(c, (190.0, 90.0), 580.0, 520.0, Pattern::Plain, [hex(0x9E2F23), hex(0xF2C14E), hex(0x1C3A2E)]);
    for (inset, tone) in [(18.0, 0xF2E3C4), (34.0, 0x1F3D4D), (50.0, 0xE09A2E), (66.0, 0x7D2018)] {
        c.rect((190.0 + inset, 90.0 + inset), 580.0 - 2.0 * inset, 520.0 - 2.0 * inset, 0.0, hex(tone));
    }
    for (y, size) in [(205.0, 84.0), (350.0, 120.0), (495.0, 84.0)] {
        for (shrink, tone) in [(1.0, 0xF2E3C4), (0.78, 0x1F3D4D), (0.54, 0xE09A2E), (0.28, 0x9E2F23)] {
            let r = size * shrink;
            c.poly(&[(480.0, y - r), (480.0 + r * 1.5, y), (480.0, y + r), (480.0 - r * 1.5, y)], hex(tone));
        }
    }
    for fringe in 0..58 {
        let x = 194.0 + fringe as f32 * 10.0;
        for y in [82.0, 612.0] {
            c.rect((x, y), 4.0, 22.0, 2.0, hex(0xF2E3C4));
        }
    }
}

/// Curtains at a window.
pub fn curtain(c: &mut Canvas, cloth: Color) {
    c.rect(
        (220.0, 110.0),
        520.0,
        400.0,
        6.0,
        Paint::Linear((0.0, 110.0), (0.0, 510.0), hex(0xBFE0EA), hex(0xF5F0DA)),
    );
    for bar in [(220.0, 300.0, 520.0, 8.0), (474.0, 110.0, 10.0, 400.0)] {
        c.rect((bar.0, bar.1), bar.2, bar.3, 0.0, hex(0xFBF6EC));
    }
    c.line(&[(130.0, 90.0), (830.0, 90.0)], 16.0, hex(0x6B4423));
    for (from, lean) in [(150.0, 1.0), (590.0, -1.0)] {
        for fold in 0..6 {
            let x = from + fold as f32 * 37.0;
            let tone = if fold % 2 == 0 { cloth.light(0.14) } else { cloth.dark(0.12) };
            let foot = x + lean * (40.0 - fold as f32 * 10.0);
            c.poly(
                &[(x, 96.0), (x + 38.0, 96.0), (foot + 42.0, 610.0), (foot - 4.0, 610.0)],
                Paint::Linear((x, 0.0), (x + 42.0, 0.0), tone.light(0.1), tone.dark(0.22)),
            );
        }
    }
}

/// A sewing machine.
pub fn sewing(c: &mut Canvas) {
    c.shadow((490.0, 606.0), 380.0, 40.0, 0.5);
    c.rect(
        (170.0, 540.0),
        620.0,
        64.0,
        10.0,
        Paint::Linear((0.0, 540.0), (0.0, 604.0), hex(0xB98047), hex(0x6E4420)),
    );
    let black = hex(0x24282C);
    let lit = Paint::Linear((0.0, 200.0), (0.0, 540.0), black.light(0.3), black.dark(0.3));
    c.blob(
        &[
            (610.0, 540.0),
            (620.0, 360.0),
            (590.0, 300.0),
            (340.0, 296.0),
            (330.0, 400.0),
            (276.0, 400.0),
            (252.0, 300.0),
            (270.0, 226.0),
            (420.0, 212.0),
            (620.0, 210.0),
            (706.0, 260.0),
            (724.0, 400.0),
            (736.0, 540.0),
        ],
        lit,
    );
    c.ellipse((752.0, 320.0), 34.0, 92.0, hex(0x4A4F55));
    c.ellipse((744.0, 320.0), 22.0, 72.0, hex(0x8A9096));
    c.line(&[(304.0, 400.0), (304.0, 520.0)], 10.0, hex(0xD7D9DA));
    c.rect((282.0, 500.0), 44.0, 14.0, 4.0, hex(0xD7D9DA));
    cylinder(c, (520.0, 150.0), 24.0, 58.0, 8.0, hex(0xB4412B));
    c.line(&[(520.0, 170.0), (320.0, 208.0), (304.0, 400.0)], 3.0, hex(0xB4412B));
    for flower in 0..4 {
        let x = 400.0 + flower as f32 * 64.0;
        c.poly(&[(x, 236.0), (x + 20.0, 256.0), (x, 276.0), (x - 20.0, 256.0)], hex(0xE5B54A));
    }
    c.poly(&[(170.0, 530.0), (420.0, 512.0), (460.0, 548.0), (300.0, 620.0), (150.0, 600.0)], hex(0xE08A1E));
    for dot in 0..8 {
        c.ellipse(
            (200.0 + (dot % 4) as f32 * 58.0, 546.0 + (dot / 4) as f32 * 32.0),
            10.0,
            8.0,
            hex(0x14532F),
        );
    }
}
