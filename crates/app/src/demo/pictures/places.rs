//! Buildings and land.

use super::canvas::{Canvas, Paint, Point, arc, hex};

fn windows(c: &mut Canvas, (x, y): Point, columns: usize, rows: usize, w: f32, h: f32, gap: Point) {
    for row in 0..rows {
        for column in 0..columns {
            let (left, top) = (x + column as f32 * gap.0, y + row as f32 * gap.1);
            c.rect((left - 4.0, top - 4.0), w + 8.0, h + 8.0, 3.0, hex(0xFBF3E2));
            c.rect(
                (left, top),
                w,
                h,
                2.0,
                Paint::Linear((left, top), (left + w, top + h), hex(0xBFE0EA), hex(0x3F7286)),
            );
        }
    }
}

fn tree(c: &mut Canvas, x: f32, foot: f32, scale: f32) {
    c.within((x, foot), scale, 0.0, |c| {
        c.shadow((10.0, 0.0), 100.0, 20.0, 0.4);
        c.poly(&[(-12.0, 0.0), (-8.0, -140.0), (8.0, -140.0), (12.0, 0.0)], hex(0x6B4423));
        for (x, y, r, tone) in
            [(-50.0, -160.0, 62.0, 0x3F7D3A), (50.0, -160.0, 66.0, 0x2E6631), (0.0, -210.0, 76.0, 0x4C8A3F)]
        {
            c.ellipse((x, y), r, r * 0.86, hex(tone));
        }
    });
}

/// A house with a garden.
pub fn house(c: &mut Canvas) {
    c.shadow((490.0, 600.0), 400.0, 40.0, 0.45);
    c.rect(
        (220.0, 320.0),
        520.0,
        275.0,
        4.0,
        Paint::Linear((220.0, 320.0), (740.0, 595.0), hex(0xF7E0B4), hex(0xD9B07A)),
    );
    c.poly(
        &[(170.0, 330.0), (280.0, 180.0), (680.0, 180.0), (790.0, 330.0)],
        Paint::Linear((0.0, 180.0), (0.0, 330.0), hex(0xC2572F), hex(0x8A3420)),
    );
    for rib in 0..12 {
        c.line(
            &[(292.0 + rib as f32 * 34.0, 184.0), (196.0 + rib as f32 * 52.0, 326.0)],
            4.0,
            hex(0x6E2817).alpha(0.6),
        );
    }
    windows(c, (270.0, 400.0), 1, 1, 110.0, 100.0, (0.0, 0.0));
    windows(c, (590.0, 400.0), 1, 1, 110.0, 100.0, (0.0, 0.0));
    c.rect((440.0, 400.0), 96.0, 195.0, 6.0, hex(0x0B6B4B));
    c.ellipse((518.0, 500.0), 7.0, 7.0, hex(0xF2A51E));
    c.poly(&[(440.0, 595.0), (536.0, 595.0), (600.0, 720.0), (380.0, 720.0)], hex(0xE3CDA4));
    tree(c, 130.0, 610.0, 1.15);
    tree(c, 850.0, 600.0, 1.0);
}

/// Blocks of flats or of offices.
pub fn flats(c: &mut Canvas) {
    c.shadow((490.0, 605.0), 400.0, 40.0, 0.45);
    for (x, y, w, tone) in [(220.0, 230.0, 240.0, 0xE9B97A), (500.0, 120.0, 260.0, 0xF4EBDD)] {
        let tone = hex(tone);
        c.rect(
            (x, y),
            w,
            600.0 - y,
            4.0,
            Paint::Linear((x, 0.0), (x + w, 0.0), tone.light(0.2), tone.dark(0.22)),
        );
        let rows = ((570.0 - y) / 84.0) as usize;
        windows(c, (x + 26.0, y + 28.0), 3, rows, 48.0, 46.0, ((w - 52.0) / 3.0 + 6.0, 84.0));
        for row in 0..rows {
            c.rect((x + 12.0, y + 84.0 + row as f32 * 84.0), w - 24.0, 12.0, 2.0, hex(0x0B6B4B));
        }
    }
    tree(c, 150.0, 612.0, 0.9);
    tree(c, 820.0, 615.0, 0.8);
}

/// A hotel with palms.
pub fn hotel(c: &mut Canvas) {
    flats_base(c);
    for x in [150.0, 830.0] {
        c.line(&[(x, 610.0), (x + 8.0, 460.0), (x - 6.0, 330.0)], 18.0, hex(0x8A5A2E));
        for leaf in 0..7 {
            c.within((x - 6.0, 326.0), 1.0, leaf as f32 * 34.0 - 102.0, |c| {
                c.blob(&[(0.0, 0.0), (-16.0, -60.0), (30.0, -130.0), (18.0, -60.0)], hex(0x2E6631))
            });
        }
    }
}

fn flats_base(c: &mut Canvas) {
    c.shadow((490.0, 605.0), 400.0, 40.0, 0.45);
    c.rect(
        (230.0, 200.0),
        500.0,
        400.0,
        10.0,
        Paint::Linear((230.0, 0.0), (730.0, 0.0), hex(0xFBF3E2), hex(0xDDB98A)),
    );
    c.rect((210.0, 170.0), 540.0, 44.0, 8.0, hex(0xB4412B));
    for star in 0..4 {
        let x = 396.0 + star as f32 * 56.0;
        c.poly(
            &[
                (x, 176.0),
                (x + 6.0, 188.0),
                (x + 18.0, 190.0),
                (x + 9.0, 198.0),
                (x + 12.0, 210.0),
                (x, 203.0),
                (x - 12.0, 210.0),
                (x - 9.0, 198.0),
                (x - 18.0, 190.0),
                (x - 6.0, 188.0),
            ],
            hex(0xF7D46A),
        );
    }
    windows(c, (270.0, 250.0), 5, 3, 52.0, 60.0, (92.0, 92.0));
    c.rect((400.0, 510.0), 160.0, 90.0, 4.0, hex(0x2F5C73));
    c.poly(&[(370.0, 510.0), (590.0, 510.0), (570.0, 476.0), (390.0, 476.0)], hex(0x0B6B4B));
}

/// A shop with an awning.
pub fn shop(c: &mut Canvas) {
    c.shadow((490.0, 602.0), 400.0, 36.0, 0.45);
    c.rect(
        (190.0, 180.0),
        580.0,
        420.0,
        4.0,
        Paint::Linear((190.0, 0.0), (770.0, 0.0), hex(0x7FC0A4), hex(0x3C8A6E)),
    );
    c.rect((220.0, 190.0), 520.0, 70.0, 6.0, hex(0xFBF3E2));
    for tri in 0..9 {
        let x = 240.0 + tri as f32 * 54.0;
        c.poly(
            &[(x, 250.0), (x + 24.0, 204.0), (x + 48.0, 250.0)],
            hex([0xB4412B, 0xF2A51E, 0x0B6B4B][tri % 3]),
        );
    }
    c.rect((230.0, 350.0), 330.0, 200.0, 4.0, hex(0x3A2A22));
    for shelf in 0..2 {
        for item in 0..6 {
            let tone = [0xF2A51E, 0xB4412B, 0x1F6FB2, 0xF4EBDD, 0x3FBF8F, 0xC8622D][(item + shelf * 2) % 6];
            c.rect((246.0 + item as f32 * 52.0, 374.0 + shelf as f32 * 90.0), 38.0, 64.0, 8.0, hex(tone));
        }
        c.rect((230.0, 438.0 + shelf as f32 * 90.0), 330.0, 12.0, 0.0, hex(0x9A5A2C));
    }
    c.rect((600.0, 350.0), 120.0, 250.0, 4.0, hex(0x1C3A2E));
    for stripe in 0..10 {
        let x = 190.0 + stripe as f32 * 58.0;
        let tone = if stripe % 2 == 0 { hex(0xB4412B) } else { hex(0xFBF3E2) };
        c.poly(
            &[
                (x, 270.0),
                (x + 58.0, 270.0),
                (x + 58.0 - 20.0 + stripe as f32 * 4.0, 350.0),
                (x - 20.0 + stripe as f32 * 4.0, 350.0),
            ],
            tone,
        );
        c.ellipse((x + 9.0 + stripe as f32 * 4.0, 350.0), 29.0, 18.0, tone);
    }
}

/// A warehouse.
pub fn warehouse(c: &mut Canvas) {
    c.shadow((490.0, 602.0), 430.0, 36.0, 0.45);
    c.poly(
        &[(130.0, 300.0), (480.0, 180.0), (830.0, 300.0), (830.0, 600.0), (130.0, 600.0)],
        Paint::Linear((130.0, 0.0), (830.0, 0.0), hex(0xC3CCD0), hex(0x84929A)),
    );
    c.poly(
        &[(110.0, 312.0), (480.0, 184.0), (850.0, 312.0), (850.0, 282.0), (480.0, 150.0), (110.0, 282.0)],
        hex(0x0B6B4B),
    );
    for rib in 0..17 {
        c.rect((150.0 + rib as f32 * 40.0, 330.0), 4.0, 270.0, 0.0, hex(0x6C7A82).alpha(0.5));
    }
    c.rect((290.0, 360.0), 380.0, 240.0, 4.0, hex(0x2B2320));
    for (x, y, w, h, tone) in [
        (320.0, 500.0, 110.0, 98.0, 0xC99A62),
        (440.0, 480.0, 120.0, 118.0, 0xB98047),
        (340.0, 410.0, 90.0, 88.0, 0xD9A557),
        (570.0, 520.0, 80.0, 78.0, 0xC99A62),
    ] {
        c.rect((x, y), w, h, 3.0, hex(tone));
        c.rect((x + w * 0.42, y), w * 0.16, h, 0.0, hex(tone).light(0.5));
    }
    c.rect((280.0, 350.0), 400.0, 26.0, 4.0, hex(0xF2A51E));
}

/// Rows of crops.
pub fn field(c: &mut Canvas) {
    c.rect(
        (0.0, 450.0),
        960.0,
        270.0,
        0.0,
        Paint::Linear((0.0, 450.0), (0.0, 720.0), hex(0x9A6A3C), hex(0x6E4420)),
    );
    for row in 0..11 {
        let far = 480.0 + (row as f32 - 5.0) * 46.0;
        let near = 480.0 + (row as f32 - 5.0) * 190.0;
        for plant in 0..9 {
            let depth = (plant as f32 / 8.0).powf(1.6);
            let (x, y) = (far + (near - far) * depth, 462.0 + depth * 250.0);
            let size = 10.0 + depth * 40.0;
            for leaf in 0..5 {
                c.within((x, y), 1.0, leaf as f32 * 34.0 - 68.0, |c| {
                    c.blob(
                        &[
                            (0.0, 0.0),
                            (-size * 0.2, -size * 0.6),
                            (0.0, -size * 1.3),
                            (size * 0.2, -size * 0.6),
                        ],
                        if leaf % 2 == 0 { hex(0x4C8A3F) } else { hex(0x6FA84E) },
                    )
                });
            }
        }
    }
    tree(c, 140.0, 470.0, 0.9);
    tree(c, 830.0, 468.0, 0.75);
}

/// The savanna with a flat tree and elephants.
pub fn savanna(c: &mut Canvas) {
    c.rect(
        (0.0, 470.0),
        960.0,
        250.0,
        0.0,
        Paint::Linear((0.0, 470.0), (0.0, 720.0), hex(0xE0B25A), hex(0xA8712E)),
    );
    c.line(&[(300.0, 560.0), (310.0, 420.0), (250.0, 330.0)], 22.0, hex(0x4A3220));
    c.line(&[(310.0, 440.0), (370.0, 330.0)], 16.0, hex(0x4A3220));
    for (x, y, rx, tone) in
        [(220.0, 310.0, 130.0, 0x4F6B2A), (380.0, 300.0, 140.0, 0x5E7A33), (300.0, 270.0, 150.0, 0x6B8A3A)]
    {
        c.ellipse((x, y), rx, 40.0, hex(tone));
    }
    for (x, foot, scale) in [(610.0, 590.0, 1.0), (790.0, 575.0, 0.6)] {
        c.within((x, foot), scale, 0.0, |c| {
            let gray = hex(0x7C746C);
            c.shadow((10.0, 4.0), 180.0, 24.0, 0.45);
            for leg in [-96.0, -46.0, 40.0, 92.0] {
                c.rect((leg, -110.0), 44.0, 112.0, 10.0, gray.dark(if leg < 0.0 { 0.1 } else { 0.25 }));
            }
            c.blob(
                &[
                    (-130.0, -180.0),
                    (-60.0, -236.0),
                    (60.0, -240.0),
                    (140.0, -190.0),
                    (150.0, -110.0),
                    (60.0, -76.0),
                    (-90.0, -80.0),
                ],
                Paint::Linear((0.0, -240.0), (0.0, -70.0), gray.light(0.25), gray.dark(0.2)),
            );
            c.blob(
                &[(-110.0, -220.0), (-180.0, -230.0), (-216.0, -180.0), (-200.0, -120.0), (-140.0, -110.0)],
                gray.light(0.12),
            );
            c.line(
                &[(-200.0, -150.0), (-222.0, -80.0), (-216.0, -20.0), (-238.0, -4.0)],
                26.0,
                gray.light(0.05),
            );
            c.blob(
                &[(-150.0, -216.0), (-90.0, -224.0), (-66.0, -160.0), (-110.0, -110.0), (-146.0, -150.0)],
                gray.dark(0.15),
            );
            c.line(&arc((-186.0, -116.0), 40.0, 36.0, 60.0, 150.0), 9.0, hex(0xFBF3E2));
            c.ellipse((-182.0, -178.0), 6.0, 6.0, hex(0x1E120A));
        });
    }
}

/// Dunes with a tent.
pub fn dunes(c: &mut Canvas) {
    c.blob(
        &[
            (-100.0, 560.0),
            (160.0, 380.0),
            (360.0, 470.0),
            (640.0, 360.0),
            (1060.0, 520.0),
            (1060.0, 760.0),
            (-100.0, 760.0),
        ],
        Paint::Linear((0.0, 360.0), (0.0, 720.0), hex(0xF0C27A), hex(0xC2863E)),
    );
    c.blob(
        &[
            (640.0, 362.0),
            (720.0, 440.0),
            (700.0, 540.0),
            (800.0, 640.0),
            (1060.0, 700.0),
            (1060.0, 500.0),
            (820.0, 410.0),
        ],
        hex(0xB5753A).alpha(0.55),
    );
    c.shadow((470.0, 600.0), 260.0, 30.0, 0.4);
    c.poly(&[(250.0, 600.0), (360.0, 400.0), (480.0, 360.0), (600.0, 400.0), (700.0, 600.0)], hex(0x2B2018));
    for stripe in 0..6 {
        let x = 280.0 + stripe as f32 * 70.0;
        c.poly(
            &[
                (x, 600.0),
                (400.0 + stripe as f32 * 30.0, 384.0),
                (412.0 + stripe as f32 * 30.0, 384.0),
                (x + 30.0, 600.0),
            ],
            hex(if stripe % 2 == 0 { 0xB4412B } else { 0xF4EBDD }),
        );
    }
    c.poly(&[(440.0, 600.0), (480.0, 470.0), (530.0, 600.0)], hex(0xF7C04A));
}

/// A tent for feasts.
pub fn tent(c: &mut Canvas) {
    c.shadow((490.0, 604.0), 430.0, 40.0, 0.45);
    for stripe in 0..8 {
        let (a, b) = (stripe as f32 / 8.0, (stripe + 1) as f32 / 8.0);
        let tone = if stripe % 2 == 0 { hex(0xFBF3E2) } else { hex(0xB4412B) };
        let (left, right) = (110.0 + a * 740.0, 110.0 + b * 740.0);
        c.poly(
            &[
                (480.0 + (a - 0.5) * 40.0, 130.0),
                (480.0 + (b - 0.5) * 40.0, 130.0),
                (right, 360.0),
                (left, 360.0),
            ],
            tone,
        );
        c.poly(&[(left, 360.0), (right, 360.0), ((left + right) / 2.0, 406.0)], tone.dark(0.08));
    }
    for x in [130.0, 830.0] {
        c.rect((x - 8.0, 360.0), 16.0, 240.0, 4.0, hex(0x8A5A2E));
    }
    for chair in 0..6 {
        let x = 220.0 + chair as f32 * 96.0;
        c.rect((x, 450.0), 56.0, 76.0, 10.0, hex(0x0B6B4B));
        c.rect((x - 4.0, 520.0), 64.0, 20.0, 8.0, hex(0xF2A51E));
        for leg in [2.0, 46.0] {
            c.rect((x + leg, 538.0), 9.0, 62.0, 2.0, hex(0x5B3A20));
        }
    }
    c.poly(&[(480.0, 130.0), (480.0, 80.0), (540.0, 100.0)], hex(0xF2A51E));
}
