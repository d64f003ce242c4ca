//! Telephones, screens and what goes with them.

use super::canvas::{Canvas, Paint, Point, hex};
use super::shapes::cuboid;

/// Lamps that are on.
pub fn bulbs(c: &mut Canvas) {
    for (x, y, scale) in [(300.0, 420.0, 0.85), (660.0, 420.0, 0.85), (480.0, 370.0, 1.1)] {
        c.within((x, y), scale, 0.0, |c| {
            c.glow((0.0, -40.0), 260.0, 260.0, hex(0xFFE9A8).alpha(0.75));
            c.blob(
                &[
                    (0.0, -170.0),
                    (96.0, -110.0),
                    (104.0, -20.0),
                    (54.0, 80.0),
                    (-54.0, 80.0),
                    (-104.0, -20.0),
                    (-96.0, -110.0),
                ],
                Paint::Round((-20.0, -60.0), 170.0, hex(0xFFFDF2), hex(0xF4D98A)),
            );
            c.rect((-56.0, 74.0), 112.0, 46.0, 8.0, hex(0xF2F0EA));
            for thread in 0..3 {
                c.rect(
                    (-42.0, 122.0 + thread as f32 * 22.0),
                    84.0,
                    18.0,
                    8.0,
                    Paint::Linear((-42.0, 0.0), (42.0, 0.0), hex(0xDADADA), hex(0x77736C)),
                );
            }
        });
    }
}

/// A hand-held screen, upright.
fn handset(c: &mut Canvas, (x, y): Point, w: f32, h: f32, turn: f32, screen: [u32; 2]) {
    c.within((x, y), 1.0, turn, |c| {
        c.shadow((14.0, 14.0), w * 0.8, h * 0.62, 0.4);
        c.rect(
            (-w / 2.0, -h / 2.0),
            w,
            h,
            w * 0.12,
            Paint::Linear((-w / 2.0, 0.0), (w / 2.0, 0.0), hex(0x4A4F55), hex(0x16181A)),
        );
        let (sw, sh) = (w * 0.9, h * 0.92);
        c.rect(
            (-sw / 2.0, -sh / 2.0),
            sw,
            sh,
            w * 0.08,
            Paint::Linear((0.0, -sh / 2.0), (0.0, sh / 2.0), hex(screen[0]), hex(screen[1])),
        );
        for row in 0..3 {
            for column in 0..3 {
                let tone = [0xF2A51E, 0xFBF7F0, 0xB4412B, 0x3FBF8F][(row * 2 + column) % 4];
                let cell = sw / 3.6;
                c.rect(
                    (-sw * 0.42 + column as f32 * cell * 1.08, -sh * 0.2 + row as f32 * cell * 1.12),
                    cell * 0.78,
                    cell * 0.78,
                    cell * 0.2,
                    hex(tone),
                );
            }
        }
        c.rect((-sw * 0.4, -sh * 0.4), sw * 0.5, sh * 0.05, 6.0, hex(0xFFFFFF).alpha(0.85));
        c.poly(
            &[
                (sw * 0.1, -sh / 2.0),
                (sw / 2.0, -sh / 2.0),
                (sw / 2.0, 0.0),
                (-sw * 0.2, sh / 2.0),
                (-sw * 0.45, sh / 2.0),
            ],
            hex(0xFFFFFF).alpha(0.1),
        );
    });
}

/// Telephones.
pub fn phones(c: &mut Canvas) {
    handset(c, (340.0, 380.0), 200.0, 410.0, -12.0, [0x6B2F63, 0xE8A33D]);
    handset(c, (620.0, 380.0), 200.0, 410.0, 12.0, [0x14676B, 0xBFE0C8]);
    handset(c, (480.0, 370.0), 226.0, 464.0, 0.0, [0x0B6B4B, 0xF2C14E]);
}

/// A tablet.
pub fn tablet(c: &mut Canvas) {
    handset(c, (480.0, 360.0), 380.0, 500.0, -6.0, [0x1F6FB2, 0xF6E3C5]);
}

fn chart(c: &mut Canvas, (x, y): Point, w: f32, h: f32) {
    for (at, tall) in [0.4, 0.62, 0.5, 0.8, 0.95].into_iter().enumerate() {
        let tone = [0x3FBF8F, 0xF2A51E, 0x7DBBEA, 0x3FBF8F, 0xF2A51E][at];
        c.rect((x + at as f32 * w / 5.0, y + h * (1.0 - tall)), w / 5.0 - 10.0, h * tall, 5.0, hex(tone));
    }
}

/// An open laptop.
pub fn laptop(c: &mut Canvas) {
    c.shadow((490.0, 596.0), 430.0, 44.0, 0.5);
    c.rect((230.0, 150.0), 500.0, 340.0, 16.0, hex(0x2B2E31));
    c.rect(
        (250.0, 170.0),
        460.0,
        296.0,
        4.0,
        Paint::Linear((0.0, 170.0), (0.0, 466.0), hex(0x123C46), hex(0x1F6F8B)),
    );
    chart(c, (290.0, 230.0), 250.0, 190.0);
    for line in 0..4 {
        c.rect(
            (570.0, 240.0 + line as f32 * 44.0),
            110.0 - (line % 2) as f32 * 30.0,
            14.0,
            7.0,
            hex(0xFFFFFF).alpha(0.75),
        );
    }
    c.poly(
        &[(230.0, 490.0), (730.0, 490.0), (836.0, 580.0), (124.0, 580.0)],
        Paint::Linear((0.0, 490.0), (0.0, 580.0), hex(0xB9BEC2), hex(0xDFE2E4)),
    );
    for row in 0..3 {
        for key in 0..12 {
            let spread = 1.0 + row as f32 * 0.07;
            c.rect(
                (480.0 + (key as f32 - 6.0) * 39.0 * spread, 499.0 + row as f32 * 17.0),
                33.0 * spread,
                12.0,
                3.0,
                hex(0x3A3F44),
            );
        }
    }
    c.rect((410.0, 554.0), 140.0, 20.0, 4.0, hex(0xA5ABB0));
    c.rect((124.0, 580.0), 712.0, 16.0, 8.0, hex(0x8A9096));
}

/// A flat screen: of a computer, or a television.
pub fn screen(c: &mut Canvas, television: bool) {
    c.shadow((490.0, 600.0), 300.0, 34.0, 0.5);
    c.rect((430.0, 500.0), 100.0, 80.0, 4.0, hex(0x3A3F44));
    c.rect((340.0, 574.0), 280.0, 24.0, 10.0, hex(0x4A4F55));
    c.rect((160.0, 130.0), 640.0, 390.0, 12.0, hex(0x1B1D1F));
    if television {
        c.rect(
            (174.0, 144.0),
            612.0,
            362.0,
            2.0,
            Paint::Linear((0.0, 144.0), (0.0, 506.0), hex(0x3F8FC4), hex(0xF7D794)),
        );
        c.ellipse((620.0, 280.0), 60.0, 60.0, hex(0xFFF1C4));
        c.poly(
            &[
                (174.0, 430.0),
                (220.0, 386.0),
                (290.0, 344.0),
                (340.0, 360.0),
                (420.0, 400.0),
                (500.0, 348.0),
                (560.0, 326.0),
                (640.0, 362.0),
                (786.0, 430.0),
                (786.0, 506.0),
                (174.0, 506.0),
            ],
            hex(0x2E6B3F),
        );
        c.poly(
            &[(174.0, 506.0), (174.0, 450.0), (480.0, 430.0), (786.0, 470.0), (786.0, 506.0)],
            hex(0x1C4A2E),
        );
    } else {
        c.rect((174.0, 144.0), 612.0, 362.0, 2.0, hex(0xF4F1EA));
        c.rect((174.0, 144.0), 612.0, 46.0, 2.0, hex(0x0B6B4B));
        chart(c, (220.0, 240.0), 280.0, 220.0);
        for line in 0..5 {
            c.rect(
                (550.0, 250.0 + line as f32 * 42.0),
                190.0 - (line % 3) as f32 * 40.0,
                16.0,
                8.0,
                hex(0xC9C2B4),
            );
        }
    }
    c.poly(&[(480.0, 144.0), (786.0, 144.0), (786.0, 380.0)], hex(0xFFFFFF).alpha(0.12));
}

/// A printer.
pub fn printer(c: &mut Canvas) {
    c.shadow((500.0, 604.0), 360.0, 40.0, 0.5);
    c.poly(&[(330.0, 150.0), (630.0, 150.0), (650.0, 330.0), (310.0, 330.0)], hex(0xFBF9F4));
    cuboid(c, (210.0, 320.0), 500.0, 270.0, 90.0, hex(0xD9DBDC));
    c.rect((250.0, 350.0), 200.0, 50.0, 8.0, hex(0x2B2E31));
    c.rect((270.0, 362.0), 90.0, 26.0, 4.0, hex(0x7DBBEA));
    c.ellipse((640.0, 376.0), 18.0, 18.0, hex(0x3FBF8F));
    c.rect((270.0, 450.0), 380.0, 30.0, 6.0, hex(0x2B2E31));
    c.poly(&[(290.0, 468.0), (630.0, 468.0), (680.0, 600.0), (240.0, 600.0)], hex(0xFDFCF8));
    for line in 0..4 {
        c.rect(
            (300.0 - line as f32 * 9.0, 500.0 + line as f32 * 24.0),
            300.0 - (line % 2) as f32 * 90.0,
            9.0,
            4.0,
            hex(0x9A968E),
        );
    }
}

/// A router with its aerials.
pub fn router(c: &mut Canvas) {
    c.shadow((490.0, 596.0), 350.0, 40.0, 0.5);
    for (x, lean) in [(280.0, -30.0), (680.0, 30.0)] {
        c.line(&[(x, 470.0), (x + lean, 190.0)], 24.0, hex(0x2B2E31));
    }
    for wave in 0..3 {
        c.ring(
            (480.0, 330.0),
            50.0 + wave as f32 * 46.0,
            14.0,
            215.0,
            325.0,
            hex(0x0B6B4B).alpha(0.9 - wave as f32 * 0.2),
        );
    }
    c.rect(
        (200.0, 440.0),
        560.0,
        140.0,
        26.0,
        Paint::Linear((0.0, 440.0), (0.0, 580.0), hex(0xFBFAF6), hex(0xB9B6AE)),
    );
    for light in 0..6 {
        c.ellipse(
            (290.0 + light as f32 * 74.0, 510.0),
            11.0,
            11.0,
            if light == 4 { hex(0xF2A51E) } else { hex(0x3FBF8F) },
        );
    }
}

/// Loudspeakers.
pub fn speakers(c: &mut Canvas) {
    for x in [300.0, 660.0] {
        c.shadow((x + 24.0, 606.0), 190.0, 34.0, 0.5);
        cuboid(c, (x - 130.0, 160.0), 250.0, 440.0, 60.0, hex(0x2E2A28));
        for (y, r) in [(280.0, 70.0), (470.0, 105.0)] {
            c.ellipse((x - 5.0, y), r, r, hex(0x8A8580));
            c.ellipse(
                (x - 5.0, y),
                r * 0.9,
                r * 0.9,
                Paint::Round((x - 30.0, y - 30.0), r * 1.3, hex(0x57504A), hex(0x14110F)),
            );
            c.ellipse((x - 5.0, y), r * 0.32, r * 0.32, hex(0xB4412B));
        }
    }
}

/// A power bank and a plug.
pub fn charger(c: &mut Canvas) {
    c.shadow((370.0, 580.0), 200.0, 60.0, 0.45);
    c.rect(
        (230.0, 180.0),
        250.0,
        410.0,
        40.0,
        Paint::Linear((230.0, 180.0), (480.0, 590.0), hex(0x3C4B57), hex(0x151B20)),
    );
    for light in 0..4 {
        c.ellipse(
            (290.0 + light as f32 * 40.0, 250.0),
            9.0,
            9.0,
            if light < 3 { hex(0x3FBF8F) } else { hex(0x55606A) },
        );
    }
    c.poly(
        &[(380.0, 330.0), (320.0, 430.0), (356.0, 430.0), (336.0, 520.0), (400.0, 406.0), (362.0, 406.0)],
        hex(0xF2A51E),
    );
    c.line(
        &[(356.0, 180.0), (360.0, 110.0), (540.0, 100.0), (640.0, 170.0), (650.0, 330.0)],
        13.0,
        hex(0xF4EBDD),
    );
    c.shadow((670.0, 570.0), 130.0, 40.0, 0.45);
    c.rect(
        (570.0, 330.0),
        160.0,
        190.0,
        26.0,
        Paint::Linear((570.0, 330.0), (730.0, 520.0), hex(0xFDFCF8), hex(0xBDB8AE)),
    );
    for x in [606.0, 676.0] {
        c.rect((x, 516.0), 20.0, 64.0, 8.0, hex(0xB9BEC2));
    }
}

/// Screwdrivers and an opened device.
pub fn repair(c: &mut Canvas) {
    c.shadow((480.0, 400.0), 340.0, 240.0, 0.35);
    c.within((420.0, 380.0), 1.0, -8.0, |c| {
        c.rect((-150.0, -240.0), 300.0, 480.0, 36.0, hex(0x24282C));
        c.rect((-130.0, -220.0), 260.0, 440.0, 22.0, hex(0x0F5A46));
        for (x, y, w, h, tone) in [
            (-110.0, -200.0, 110.0, 90.0, 0x1B1D1F),
            (20.0, -200.0, 90.0, 60.0, 0xB9BEC2),
            (-110.0, -90.0, 220.0, 190.0, 0x3A3F44),
            (-100.0, 120.0, 80.0, 70.0, 0xE5B54A),
            (10.0, 120.0, 100.0, 70.0, 0x1B1D1F),
        ] {
            c.rect((x, y), w, h, 8.0, hex(tone));
        }
        for trace in 0..5 {
            c.line(
                &[(20.0 + trace as f32 * 18.0, -130.0), (20.0 + trace as f32 * 18.0, -96.0)],
                4.0,
                hex(0xE5B54A),
            );
        }
    });
    for (x, turn, tone) in [(690.0, 20.0, 0xB4412B), (790.0, 32.0, 0xF2A51E)] {
        c.within((x, 400.0), 1.0, turn, |c| {
            c.shadow((10.0, 60.0), 60.0, 240.0, 0.3);
            c.rect(
                (-8.0, -30.0),
                16.0,
                260.0,
                5.0,
                Paint::Linear((-8.0, 0.0), (8.0, 0.0), hex(0xF0F0F0), hex(0x77736C)),
            );
            c.rect(
                (-32.0, -220.0),
                64.0,
                200.0,
                28.0,
                Paint::Linear((-32.0, 0.0), (32.0, 0.0), hex(tone).light(0.3), hex(tone).dark(0.3)),
            );
        });
    }
}
