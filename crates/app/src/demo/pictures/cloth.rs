//! Cloth and clothes.

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

fn hanger(c: &mut Canvas) {
    c.ring((480.0, 92.0), 22.0, 8.0, 150.0, 420.0, hex(0x5B5148));
    c.line(&[(300.0, 196.0), (480.0, 122.0), (660.0, 196.0)], 14.0, hex(0x8A5A2E));
}

/// A shirt on a hanger.
pub fn shirt(c: &mut Canvas, cloth: Color, trim: Color) {
    c.shadow((510.0, 380.0), 330.0, 280.0, 0.3);
    hanger(c);
    let lit = Paint::Linear((280.0, 160.0), (680.0, 600.0), cloth.light(0.25), cloth.dark(0.25));
    c.poly(
        &[
            (400.0, 150.0),
            (290.0, 200.0),
            (190.0, 340.0),
            (270.0, 400.0),
            (330.0, 330.0),
            (322.0, 606.0),
            (638.0, 606.0),
            (630.0, 330.0),
            (690.0, 400.0),
            (770.0, 340.0),
            (670.0, 200.0),
            (560.0, 150.0),
            (480.0, 210.0),
        ],
        lit,
    );
    c.poly(&[(400.0, 150.0), (480.0, 212.0), (452.0, 262.0), (382.0, 176.0)], trim);
    c.poly(&[(560.0, 150.0), (480.0, 212.0), (508.0, 262.0), (578.0, 176.0)], trim.dark(0.12));
    c.line(&[(480.0, 232.0), (480.0, 600.0)], 3.0, cloth.dark(0.35));
    for button in 0..5 {
        c.ellipse((480.0, 280.0 + button as f32 * 66.0), 8.0, 8.0, hex(0xFBF6EC));
    }
    c.rect((536.0, 300.0), 72.0, 76.0, 6.0, trim.alpha(0.75));
    for x in [400.0, 570.0] {
        c.line(&[(x, 340.0), (x - 14.0, 590.0)], 5.0, cloth.dark(0.25).alpha(0.35));
    }
}

/// A long embroidered robe.
pub fn kaftan(c: &mut Canvas) {
    let cloth = hex(0x1E5A78);
    c.shadow((510.0, 380.0), 340.0, 300.0, 0.3);
    hanger(c);
    let lit = Paint::Linear((220.0, 160.0), (720.0, 620.0), cloth.light(0.28), cloth.dark(0.3));
    c.poly(
        &[
            (410.0, 146.0),
            (300.0, 190.0),
            (150.0, 430.0),
            (252.0, 490.0),
            (330.0, 380.0),
            (290.0, 626.0),
            (670.0, 626.0),
            (630.0, 380.0),
            (708.0, 490.0),
            (810.0, 430.0),
            (660.0, 190.0),
            (550.0, 146.0),
            (480.0, 176.0),
        ],
        lit,
    );
    let gold = hex(0xF0BE4A);
    c.line(&[(420.0, 150.0), (480.0, 186.0), (540.0, 150.0)], 12.0, gold);
    c.poly(
        &[(440.0, 180.0), (520.0, 180.0), (508.0, 380.0), (480.0, 420.0), (452.0, 380.0)],
        gold.alpha(0.9),
    );
    for mark in 0..4 {
        let y = 222.0 + mark as f32 * 46.0;
        c.poly(&[(480.0, y - 18.0), (498.0, y), (480.0, y + 18.0), (462.0, y)], cloth.dark(0.2));
    }
    c.line(&[(162.0, 424.0), (262.0, 482.0)], 14.0, gold);
    c.line(&[(798.0, 424.0), (698.0, 482.0)], 14.0, gold);
    c.line(&[(296.0, 612.0), (664.0, 612.0)], 14.0, gold);
    for x in [390.0, 570.0] {
        c.line(&[(x, 400.0), (x - 20.0, 600.0)], 5.0, cloth.dark(0.35).alpha(0.4));
    }
}

/// A child's dress of wax print.
pub fn dress(c: &mut Canvas) {
    c.shadow((510.0, 390.0), 300.0, 280.0, 0.3);
    hanger(c);
    let cloth = hex(0xE08A1E);
    c.poly(
        &[
            (396.0, 160.0),
            (330.0, 230.0),
            (390.0, 270.0),
            (404.0, 340.0),
            (250.0, 616.0),
            (710.0, 616.0),
            (556.0, 340.0),
            (570.0, 270.0),
            (630.0, 230.0),
            (564.0, 160.0),
            (480.0, 214.0),
        ],
        Paint::Linear((280.0, 160.0), (680.0, 616.0), cloth.light(0.2), cloth.dark(0.25)),
    );
    for row in 0..4 {
        let y = 392.0 + row as f32 * 58.0;
        let half = 58.0 + row as f32 * 36.0;
        let count = 3 + row;
        for at in 0..count {
            let x = 480.0 - half + 2.0 * half * (at as f32 + 0.5) / count as f32;
            c.ellipse((x, y), 20.0, 20.0, hex(0x14532F));
            c.ellipse((x, y), 12.0, 12.0, hex(0xF7E3B0));
            c.ellipse((x, y), 5.0, 5.0, hex(0xB4412B));
        }
    }
    c.rect((402.0, 322.0), 156.0, 30.0, 8.0, hex(0x14532F));
    c.line(&[(256.0, 606.0), (704.0, 606.0)], 14.0, hex(0x14532F));
}

/// A pair of closed shoes, or of sandals.
pub fn shoes(c: &mut Canvas, leather: Color, open: bool) {
    for (x, y, scale) in [(340.0, 400.0, 0.9), (440.0, 560.0, 1.1)] {
        c.within((x, y), scale, -4.0, |c| {
            c.shadow((90.0, 58.0), 310.0, 34.0, 0.5);
            c.blob(
                &[
                    (-170.0, 30.0),
                    (-60.0, 26.0),
                    (80.0, 30.0),
                    (220.0, 24.0),
                    (330.0, 34.0),
                    (336.0, 56.0),
                    (80.0, 60.0),
                    (-176.0, 58.0),
                ],
                hex(0x3A2618),
            );
            let lit = Paint::Linear((0.0, -140.0), (60.0, 50.0), leather.light(0.3), leather.dark(0.25));
            if open {
                c.blob(
                    &[
                        (-172.0, 26.0),
                        (-60.0, 16.0),
                        (100.0, 20.0),
                        (240.0, 12.0),
                        (326.0, 24.0),
                        (330.0, 42.0),
                        (80.0, 44.0),
                        (-172.0, 44.0),
                    ],
                    leather.light(0.4),
                );
                // A broad strap over the toes, one round the heel and one between them.
                c.blob(
                    &[
                        (110.0, 30.0),
                        (122.0, -40.0),
                        (176.0, -84.0),
                        (236.0, -76.0),
                        (286.0, -20.0),
                        (296.0, 30.0),
                    ],
                    lit,
                );
                c.line(&[(128.0, -18.0), (180.0, -58.0), (236.0, -52.0), (274.0, -6.0)], 6.0, hex(0xE8C05A));
                c.blob(
                    &[
                        (-172.0, 30.0),
                        (-176.0, -70.0),
                        (-150.0, -112.0),
                        (-110.0, -104.0),
                        (-120.0, -40.0),
                        (-104.0, 30.0),
                    ],
                    lit,
                );
                c.line(
                    &[(-140.0, -92.0), (-40.0, -104.0), (40.0, -84.0), (70.0, 18.0)],
                    26.0,
                    leather.dark(0.12),
                );
                c.rect((-14.0, -116.0), 36.0, 32.0, 6.0, hex(0xE8C05A));
            } else {
                c.blob(
                    &[
                        (-172.0, -120.0),
                        (-178.0, 36.0),
                        (-60.0, 36.0),
                        (120.0, 36.0),
                        (330.0, 38.0),
                        (322.0, -14.0),
                        (230.0, -46.0),
                        (130.0, -60.0),
                        (40.0, -112.0),
                        (-70.0, -100.0),
                    ],
                    lit,
                );
                c.ellipse((-66.0, -108.0), 96.0, 20.0, leather.dark(0.55));
                for lace in 0..4 {
                    let at = lace as f32 * 36.0 + 30.0;
                    c.line(
                        &[(at, -104.0 + lace as f32 * 14.0), (at + 24.0, -60.0 + lace as f32 * 12.0)],
                        8.0,
                        hex(0xF4EBDD),
                    );
                }
                c.line(&[(190.0, 30.0), (214.0, -44.0)], 4.0, leather.dark(0.4).alpha(0.6));
            }
        });
    }
}

/// A bag with two handles.
pub fn bag(c: &mut Canvas, leather: Color, clasp: Color) {
    c.shadow((500.0, 612.0), 320.0, 40.0, 0.5);
    c.line(&arc((480.0, 300.0), 130.0, 170.0, 180.0, 360.0), 24.0, leather.dark(0.25));
    let lit = Paint::Linear((220.0, 270.0), (720.0, 610.0), leather.light(0.28), leather.dark(0.25));
    c.blob(
        &[
            (240.0, 290.0),
            (300.0, 270.0),
            (660.0, 270.0),
            (720.0, 290.0),
            (756.0, 560.0),
            (720.0, 612.0),
            (240.0, 612.0),
            (204.0, 560.0),
        ],
        lit,
    );
    c.blob(
        &[(244.0, 290.0), (480.0, 262.0), (716.0, 290.0), (700.0, 400.0), (480.0, 450.0), (260.0, 400.0)],
        leather.light(0.14),
    );
    c.line(&[(266.0, 404.0), (480.0, 446.0), (694.0, 404.0)], 4.0, leather.dark(0.4).alpha(0.6));
    c.rect((444.0, 412.0), 72.0, 62.0, 10.0, clasp);
    c.ellipse((480.0, 444.0), 12.0, 12.0, clasp.dark(0.4));
    c.line(&[(236.0, 560.0), (480.0, 584.0), (724.0, 560.0)], 4.0, leather.dark(0.35).alpha(0.5));
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
