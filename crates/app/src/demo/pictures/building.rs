//! What houses are built of, and what is dug or melted for it.

use super::canvas::{Canvas, Color, Paint, arc, hex};
use super::shapes::{cuboid, cylinder, label};

/// Bricks or blocks, stacked.
pub fn bricks(c: &mut Canvas, clay: Color) {
    c.shadow((500.0, 610.0), 400.0, 44.0, 0.5);
    for row in 0..4 {
        let y = 530.0 - row as f32 * 84.0;
        let count = 4 - row.min(2);
        for at in (0..count).rev() {
            let x = 480.0 + (at as f32 - count as f32 / 2.0) * 158.0 + (row % 2) as f32 * 6.0;
            cuboid(c, (x, y), 150.0, 78.0, 60.0, if (at + row) % 2 == 0 { clay } else { clay.light(0.08) });
            for hole in 0..2 {
                c.rect(
                    (x + 26.0 + hole as f32 * 56.0, y + 22.0),
                    42.0,
                    34.0,
                    6.0,
                    clay.dark(0.4).alpha(0.55),
                );
            }
        }
    }
}

/// Planks.
pub fn planks(c: &mut Canvas) {
    c.shadow((490.0, 610.0), 420.0, 40.0, 0.5);
    for row in 0..5 {
        let y = 540.0 - row as f32 * 66.0;
        let wood = [hex(0xB9743C), hex(0xD2975A), hex(0xA5622F)][row % 3];
        let shift = ((row * 29) % 60) as f32;
        c.poly(
            &[(150.0 + shift, y), (250.0 + shift, y - 54.0), (820.0, y - 54.0), (740.0, y)],
            wood.light(0.35),
        );
        c.rect(
            (150.0 + shift, y),
            590.0 - shift,
            58.0,
            3.0,
            Paint::Linear((0.0, y), (0.0, y + 58.0), wood.light(0.15), wood.dark(0.15)),
        );
        c.poly(&[(740.0, y), (820.0, y - 54.0), (820.0, y + 2.0), (740.0, y + 58.0)], wood.dark(0.35));
        for grain in 0..3 {
            let gy = y + 14.0 + grain as f32 * 15.0;
            c.line(
                &[(180.0 + shift, gy), (420.0, gy + 4.0), (700.0, gy - 2.0)],
                3.0,
                wood.dark(0.3).alpha(0.55),
            );
        }
    }
}

/// Bars or pipes seen from their ends.
pub fn pipes(c: &mut Canvas, tone: Color, hollow: bool, r: f32) {
    c.shadow((480.0, 612.0), 400.0, 40.0, 0.5);
    let rows = if hollow { 3 } else { 5 };
    for row in 0..rows {
        let count = if hollow { 4 - row } else { 8 - row };
        for at in 0..count {
            let x = 400.0 + (at as f32 - (count - 1) as f32 / 2.0) * 2.05 * r;
            let y = 600.0 - r - row as f32 * 1.78 * r;
            c.line(
                &[(x, y), (x + 190.0, y - 120.0)],
                2.0 * r,
                Paint::Linear(
                    (x - r * 0.5, y - r * 0.8),
                    (x + r * 0.5, y + r * 0.8),
                    tone.light(0.4),
                    tone.dark(0.35),
                ),
            );
            c.ellipse((x, y), r, r, tone.light(0.3));
            if hollow {
                c.ellipse((x, y), r * 0.74, r * 0.74, tone.dark(0.75));
            } else {
                c.ellipse(
                    (x, y),
                    r * 0.8,
                    r * 0.8,
                    Paint::Round((x - r * 0.3, y - r * 0.3), r, tone.light(0.45), tone),
                );
            }
        }
    }
}

/// Corrugated sheets.
pub fn roofing(c: &mut Canvas) {
    c.shadow((490.0, 600.0), 420.0, 44.0, 0.5);
    for (sheet, tone) in [0x8C9BA3, 0xB4412B, 0x2F6E8C].into_iter().enumerate() {
        let tone = hex(tone);
        let (x0, y0) = (150.0 + sheet as f32 * 40.0, 250.0 + sheet as f32 * 90.0);
        for wave in 0..12 {
            let x = x0 + wave as f32 * 48.0;
            c.poly(
                &[(x, y0), (x + 25.0, y0), (x + 55.0, y0 + 170.0), (x + 30.0, y0 + 170.0)],
                Paint::Linear((x, 0.0), (x + 48.0, 0.0), tone.light(0.4), tone.light(0.05)),
            );
            c.poly(
                &[(x + 24.0, y0), (x + 49.0, y0), (x + 79.0, y0 + 170.0), (x + 54.0, y0 + 170.0)],
                Paint::Linear((x + 24.0, 0.0), (x + 70.0, 0.0), tone.dark(0.12), tone.dark(0.32)),
            );
            c.ellipse((x + 54.0, y0 + 170.0), 25.0, 9.0, tone.dark(0.2));
        }
    }
}

/// Buckets of paint.
pub fn paint(c: &mut Canvas) {
    for (x, top, r, tone) in
        [(290.0, 330.0, 105.0, 0x1F6FB2), (670.0, 330.0, 105.0, 0xF2A51E), (480.0, 370.0, 125.0, 0xB4412B)]
    {
        let tone = hex(tone);
        let h = 590.0 - top + (r - 105.0);
        c.shadow((x + 20.0, top + h), r * 1.3, 36.0, 0.5);
        cylinder(c, (x, top), r, h, r * 0.26, hex(0xE9E6DF));
        label(c, (x, top + h * 0.56), r * 1.3, h * 0.5, tone);
        c.ellipse((x, top), r * 0.88, r * 0.21, tone.dark(0.1));
        c.blob(
            &[
                (x - r, top + 6.0),
                (x - r * 0.7, top + 16.0),
                (x - r * 0.66, top + h * 0.3),
                (x - r * 0.82, top + h * 0.34),
                (x - r * 0.94, top + h * 0.16),
            ],
            tone,
        );
        c.line(&arc((x, top), r, r * 0.9, 190.0, 350.0), 6.0, hex(0x8C8880));
    }
}

/// A water tank.
pub fn tank(c: &mut Canvas) {
    c.shadow((500.0, 606.0), 280.0, 44.0, 0.5);
    let tone = hex(0x1F5F9C);
    for ring in 0..5 {
        cylinder(c, (480.0, 240.0 + ring as f32 * 70.0), 208.0, 56.0, 46.0, tone);
    }
    c.blob(
        &[
            (272.0, 250.0),
            (330.0, 180.0),
            (420.0, 150.0),
            (540.0, 150.0),
            (630.0, 180.0),
            (688.0, 250.0),
            (480.0, 300.0),
        ],
        Paint::Linear((272.0, 0.0), (688.0, 0.0), tone.light(0.35), tone.dark(0.25)),
    );
    cylinder(c, (480.0, 130.0), 66.0, 26.0, 16.0, tone.light(0.12));
    c.rect((664.0, 560.0), 70.0, 20.0, 6.0, hex(0xB9BEC2));
    label(c, (480.0, 440.0), 150.0, 120.0, hex(0xF2A51E));
}

/// Tiles with a pattern.
pub fn tiles(c: &mut Canvas) {
    let (blue, clay, cream) = (hex(0x1F6F8B), hex(0xC2572F), hex(0xF7ECD6));
    c.shadow((500.0, 370.0), 400.0, 310.0, 0.35);
    for row in 0..4 {
        for column in 0..4 {
            let (x, y) = (232.0 + column as f32 * 126.0, 110.0 + row as f32 * 126.0);
            c.rect((x, y), 120.0, 120.0, 4.0, cream);
            let middle = (x + 60.0, y + 60.0);
            for corner in [(x, y), (x + 120.0, y), (x + 120.0, y + 120.0), (x, y + 120.0)] {
                let toward = |share: f32| {
                    (corner.0 + (middle.0 - corner.0) * share, corner.1 + (middle.1 - corner.1) * share)
                };
                c.poly(&[corner, (middle.0, corner.1), toward(0.6), (corner.0, middle.1)], blue);
                c.ellipse(toward(0.42), 9.0, 9.0, cream);
            }
            c.poly(
                &[(x + 60.0, y + 26.0), (x + 94.0, y + 60.0), (x + 60.0, y + 94.0), (x + 26.0, y + 60.0)],
                clay,
            );
            c.ellipse(middle, 13.0, 13.0, hex(0xF2C14E));
            c.rect(
                (x, y),
                120.0,
                120.0,
                4.0,
                Paint::Linear((x, y), (x + 120.0, y + 120.0), hex(0xFFFFFF).alpha(0.28), hex(0).alpha(0.1)),
            );
        }
    }
}

/// A heap of loose stuff, fine or in lumps.
pub fn heap(c: &mut Canvas, color: Color, lumps: Option<f32>) {
    c.shadow((490.0, 606.0), 430.0, 50.0, 0.5);
    c.blob(
        &[
            (110.0, 606.0),
            (200.0, 520.0),
            (340.0, 340.0),
            (470.0, 210.0),
            (590.0, 300.0),
            (730.0, 480.0),
            (860.0, 606.0),
            (480.0, 626.0),
        ],
        Paint::Linear((250.0, 250.0), (720.0, 620.0), color.light(0.35), color.dark(0.3)),
    );
    let Some(size) = lumps else {
        for ripple in 0..26 {
            let (x, y) = (300.0 + (ripple * 83 % 360) as f32, 360.0 + (ripple * 47 % 230) as f32);
            c.line(&[(x, y), (x + 26.0, y + 16.0)], 4.0, color.dark(0.25).alpha(0.35));
        }
        return;
    };
    for row in 0..12 {
        let y = 250.0 + row as f32 * 31.0;
        let half = 40.0 + row as f32 * 29.0;
        let count = (half * 2.0 / (size * 1.5)) as usize;
        for at in 0..count {
            let jitter = ((at * 53 + row * 71) % 17) as f32 - 8.0;
            let x = 475.0 - half + (at as f32 + 0.5) * half * 2.0 / count as f32 + jitter;
            let tone = [color, color.light(0.25), color.dark(0.22), color.light(0.1)][(at * 3 + row * 5) % 4];
            let r = size * (0.8 + ((at * 29 + row * 13) % 10) as f32 * 0.04);
            c.within((x, y + jitter), 1.0, (at * 47 + row * 31) as f32, |c| {
                c.poly(
                    &[
                        (-r, -r * 0.3),
                        (-r * 0.2, -r * 0.9),
                        (r * 0.8, -r * 0.6),
                        (r, r * 0.4),
                        (0.1 * r, r * 0.9),
                        (-r * 0.8, r * 0.6),
                    ],
                    tone,
                );
                c.poly(
                    &[(-r, -r * 0.3), (-r * 0.2, -r * 0.9), (r * 0.8, -r * 0.6), (0.0, 0.0)],
                    hex(0xFFFFFF).alpha(0.22),
                );
            });
        }
    }
}

/// Ingots or plates of metal.
pub fn ingots(c: &mut Canvas, metal: Color) {
    c.shadow((490.0, 606.0), 400.0, 44.0, 0.5);
    for row in 0..3 {
        let count = 3 - row;
        for at in 0..count {
            let x = 480.0 + (at as f32 - count as f32 / 2.0) * 236.0;
            let y = 510.0 - row as f32 * 104.0;
            c.poly(
                &[(x + 24.0, y), (x + 60.0, y - 34.0), (x + 200.0, y - 34.0), (x + 206.0, y)],
                metal.light(0.6),
            );
            c.poly(
                &[(x, y + 90.0), (x + 24.0, y), (x + 206.0, y), (x + 230.0, y + 90.0)],
                Paint::Linear((x, y), (x + 230.0, y + 90.0), metal.light(0.35), metal.dark(0.25)),
            );
            c.rect((x + 76.0, y + 28.0), 78.0, 34.0, 4.0, metal.dark(0.22).alpha(0.8));
        }
    }
}

/// Scrap metal.
pub fn scrap(c: &mut Canvas) {
    c.shadow((490.0, 606.0), 420.0, 50.0, 0.5);
    for at in 0..34 {
        let (sin, cos) = (at as f32 * 137.508).to_radians().sin_cos();
        let out = (at as f32 / 34.0).sqrt();
        let (x, y) = (480.0 + cos * 310.0 * out, 500.0 + sin * 80.0 * out - (1.0 - out) * 190.0);
        let tone = hex([0x8A9096, 0xA5522C, 0x5B6064, 0xC7CBCE, 0x7A4522, 0x3E6E8A][at % 6]);
        c.within((x, y), 1.0, (at * 41 % 180) as f32 - 90.0, |c| {
            let lit = Paint::Linear((0.0, -40.0), (0.0, 40.0), tone.light(0.35), tone.dark(0.3));
            match at % 4 {
                0 => c.rect((-90.0, -16.0), 180.0, 32.0, 6.0, lit),
                1 => c.ring((0.0, 0.0), 48.0, 22.0, 0.0, 360.0, lit),
                2 => c.rect((-60.0, -44.0), 120.0, 88.0, 10.0, lit),
                _ => c.line(&[(-80.0, 20.0), (0.0, -30.0), (80.0, 16.0)], 20.0, lit),
            }
        });
    }
}
