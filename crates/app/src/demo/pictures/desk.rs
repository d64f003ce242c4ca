//! What stands for work that cannot be photographed: papers, books, scales, a shield.

use super::canvas::{Canvas, Color, Paint, Point, arc, hex};
use super::shapes::{cuboid, cylinder};

fn sheet(c: &mut Canvas, at: Point, turn: f32, band: Color) {
    c.within(at, 1.0, turn, |c| {
        c.shadow((12.0, 16.0), 190.0, 240.0, 0.35);
        c.rect(
            (-140.0, -190.0),
            280.0,
            380.0,
            6.0,
            Paint::Linear((-140.0, -190.0), (140.0, 190.0), hex(0xFFFFFF), hex(0xE6DFD0)),
        );
        c.rect((-110.0, -160.0), 130.0, 26.0, 4.0, band);
        for line in 0..8 {
            c.rect(
                (-110.0, -110.0 + line as f32 * 30.0),
                220.0 - (line * 37 % 90) as f32,
                11.0,
                5.0,
                hex(0xB9B2A4),
            );
        }
    });
}

/// Papers with a seal.
pub fn documents(c: &mut Canvas) {
    sheet(c, (390.0, 380.0), -9.0, hex(0x1F6FB2));
    sheet(c, (540.0, 370.0), 6.0, hex(0x0B6B4B));
    c.poly(&[(590.0, 500.0), (570.0, 610.0), (606.0, 584.0), (640.0, 612.0), (634.0, 500.0)], hex(0x8A2A18));
    c.ellipse((610.0, 486.0), 56.0, 56.0, Paint::Round((595.0, 470.0), 80.0, hex(0xD9583E), hex(0x8A2A18)));
    c.ring((610.0, 486.0), 38.0, 5.0, 0.0, 360.0, hex(0xF7D79A));
    c.within((760.0, 430.0), 1.0, 28.0, |c| {
        c.rect(
            (-13.0, -180.0),
            26.0,
            280.0,
            10.0,
            Paint::Linear((-13.0, 0.0), (13.0, 0.0), hex(0x3E86C6), hex(0x123456)),
        );
        c.poly(&[(-13.0, 98.0), (13.0, 98.0), (0.0, 150.0)], hex(0xE5B54A));
    });
}

/// Scales.
pub fn legal(c: &mut Canvas) {
    let brass = hex(0xC99536);
    c.shadow((490.0, 608.0), 230.0, 36.0, 0.5);
    cylinder(c, (480.0, 570.0), 130.0, 30.0, 30.0, hex(0x5B3216));
    c.rect(
        (466.0, 160.0),
        28.0,
        410.0,
        10.0,
        Paint::Linear((466.0, 0.0), (494.0, 0.0), brass.light(0.5), brass.dark(0.3)),
    );
    c.ellipse((480.0, 150.0), 26.0, 26.0, brass);
    c.line(&[(220.0, 230.0), (480.0, 196.0), (740.0, 230.0)], 18.0, brass);
    for x in [220.0, 740.0] {
        c.line(&[(x, 232.0), (x - 90.0, 420.0)], 4.0, brass.dark(0.3));
        c.line(&[(x, 232.0), (x + 90.0, 420.0)], 4.0, brass.dark(0.3));
        c.blob(
            &[(x - 116.0, 416.0), (x - 70.0, 466.0), (x, 480.0), (x + 70.0, 466.0), (x + 116.0, 416.0)],
            Paint::Linear((x - 116.0, 0.0), (x + 116.0, 0.0), brass.light(0.5), brass.dark(0.35)),
        );
    }
}

/// A calculator on a ledger.
pub fn accounting(c: &mut Canvas) {
    sheet(c, (370.0, 370.0), -8.0, hex(0xB4412B));
    c.within((600.0, 380.0), 1.0, 7.0, |c| {
        c.shadow((20.0, 20.0), 190.0, 270.0, 0.4);
        c.rect(
            (-140.0, -220.0),
            280.0,
            440.0,
            26.0,
            Paint::Linear((-140.0, -220.0), (140.0, 220.0), hex(0x4A4F55), hex(0x1B1D1F)),
        );
        c.rect((-112.0, -190.0), 224.0, 90.0, 10.0, hex(0xC9DDB8));
        for digit in 0..4 {
            c.rect((-20.0 + digit as f32 * 30.0, -172.0), 18.0, 54.0, 4.0, hex(0x2B3A24));
        }
        for row in 0..4 {
            for column in 0..4 {
                let tone = if column == 3 { hex(0xF2A51E) } else { hex(0xE6DFD0) };
                c.rect((-112.0 + column as f32 * 58.0, -76.0 + row as f32 * 68.0), 48.0, 52.0, 10.0, tone);
            }
        }
    });
}

/// Piles of coins.
pub fn coins(c: &mut Canvas) {
    for (x, foot, count) in [(260.0, 580.0, 4), (410.0, 600.0, 7), (560.0, 600.0, 10), (710.0, 580.0, 13)] {
        c.shadow((x + 16.0, foot + 10.0), 100.0, 28.0, 0.5);
        for coin in 0..count {
            cylinder(
                c,
                (x, foot - 24.0 - coin as f32 * 27.0),
                66.0,
                20.0,
                20.0,
                if coin % 2 == 0 { hex(0xE0AC3A) } else { hex(0xC98F26) },
            );
        }
    }
    c.line(&[(230.0, 400.0), (380.0, 330.0), (530.0, 250.0), (700.0, 150.0)], 14.0, hex(0x0B6B4B));
    c.poly(&[(680.0, 110.0), (760.0, 116.0), (720.0, 190.0)], hex(0x0B6B4B));
}

/// Posters.
pub fn posters(c: &mut Canvas) {
    for (x, y, turn, ground, shape) in [
        (310.0, 360.0, -8.0, 0xF2A51E, 0xB4412B),
        (650.0, 360.0, 8.0, 0x14676B, 0xF2C14E),
        (480.0, 370.0, 0.0, 0xB4412B, 0xFBF3E2),
    ] {
        c.within((x, y), 1.0, turn, |c| {
            c.shadow((14.0, 18.0), 180.0, 250.0, 0.4);
            c.rect((-140.0, -210.0), 280.0, 420.0, 4.0, hex(0xFDFCF8));
            c.rect((-126.0, -196.0), 252.0, 392.0, 0.0, hex(ground));
            c.ellipse((0.0, -60.0), 84.0, 84.0, hex(shape));
            c.poly(&[(-126.0, 60.0), (0.0, -70.0), (126.0, 60.0)], hex(0x1C3A2E));
            for line in 0..3 {
                c.rect(
                    (-96.0, 96.0 + line as f32 * 34.0),
                    192.0 - line as f32 * 40.0,
                    16.0,
                    8.0,
                    hex(0xFBF3E2),
                );
            }
        });
    }
}

/// A shield with a lock.
pub fn security(c: &mut Canvas) {
    let green = hex(0x0B6B4B);
    c.shadow((500.0, 400.0), 300.0, 290.0, 0.35);
    c.blob(
        &[
            (480.0, 90.0),
            (600.0, 140.0),
            (710.0, 150.0),
            (706.0, 340.0),
            (620.0, 500.0),
            (480.0, 610.0),
            (340.0, 500.0),
            (254.0, 340.0),
            (250.0, 150.0),
            (360.0, 140.0),
        ],
        hex(0xE5B54A),
    );
    c.blob(
        &[
            (480.0, 124.0),
            (590.0, 170.0),
            (678.0, 180.0),
            (674.0, 330.0),
            (600.0, 474.0),
            (480.0, 570.0),
            (360.0, 474.0),
            (286.0, 330.0),
            (282.0, 180.0),
            (370.0, 170.0),
        ],
        Paint::Linear((280.0, 120.0), (680.0, 560.0), green.light(0.25), green.dark(0.3)),
    );
    c.ring((480.0, 290.0), 66.0, 28.0, 180.0, 360.0, hex(0xF4EBDD));
    c.rect(
        (390.0, 290.0),
        180.0,
        150.0,
        20.0,
        Paint::Linear((390.0, 290.0), (570.0, 440.0), hex(0xFFFDF7), hex(0xCFC3AE)),
    );
    c.ellipse((480.0, 350.0), 20.0, 20.0, green.dark(0.4));
    c.rect((470.0, 350.0), 20.0, 56.0, 6.0, green.dark(0.4));
}

/// A camera on a wall.
pub fn camera(c: &mut Canvas) {
    c.shadow((560.0, 470.0), 260.0, 110.0, 0.3);
    c.rect((720.0, 180.0), 60.0, 260.0, 12.0, hex(0x8A9096));
    c.line(&[(730.0, 310.0), (610.0, 330.0)], 34.0, hex(0x6C7378));
    c.within((450.0, 330.0), 1.0, -10.0, |c| {
        c.rect(
            (-240.0, -110.0),
            470.0,
            210.0,
            50.0,
            Paint::Linear((0.0, -110.0), (0.0, 100.0), hex(0xFDFCF8), hex(0xA9A59B)),
        );
        c.poly(&[(-280.0, -130.0), (240.0, -130.0), (226.0, -80.0), (-280.0, -70.0)], hex(0xD7D3C9));
        c.ellipse((-226.0, 0.0), 64.0, 92.0, hex(0x24282C));
        c.ellipse(
            (-232.0, 0.0),
            46.0,
            66.0,
            Paint::Round((-250.0, -24.0), 90.0, hex(0x6FA5C4), hex(0x0E1A22)),
        );
        c.ellipse((160.0, 40.0), 12.0, 12.0, hex(0xC3262B));
        c.rect((-40.0, -20.0), 130.0, 24.0, 8.0, hex(0x0B6B4B));
    });
}

/// A bucket, a broom and bubbles.
pub fn cleaning(c: &mut Canvas) {
    c.shadow((480.0, 608.0), 330.0, 40.0, 0.5);
    c.within((650.0, 330.0), 1.0, 14.0, |c| {
        c.rect((-12.0, -240.0), 24.0, 420.0, 8.0, hex(0xB9743C));
        c.poly(
            &[(-60.0, 170.0), (60.0, 170.0), (96.0, 280.0), (-96.0, 280.0)],
            Paint::Linear((-90.0, 0.0), (90.0, 0.0), hex(0xF2C14E), hex(0xB9791A)),
        );
        for straw in 0..8 {
            c.line(
                &[(-50.0 + straw as f32 * 14.0, 186.0), (-78.0 + straw as f32 * 22.0, 274.0)],
                4.0,
                hex(0x8A5A1E),
            );
        }
        c.rect((-64.0, 156.0), 128.0, 26.0, 8.0, hex(0xB4412B));
    });
    c.line(&arc((380.0, 350.0), 150.0, 120.0, 190.0, 350.0), 9.0, hex(0x8A9096));
    c.poly(
        &[(220.0, 360.0), (540.0, 360.0), (500.0, 606.0), (260.0, 606.0)],
        Paint::Linear((220.0, 0.0), (540.0, 0.0), hex(0x5FB0DE), hex(0x1C5C86)),
    );
    c.ellipse((380.0, 360.0), 160.0, 38.0, hex(0x1C5C86));
    for (x, y, r) in [
        (290.0, 340.0, 46.0),
        (370.0, 320.0, 60.0),
        (450.0, 340.0, 48.0),
        (330.0, 260.0, 26.0),
        (430.0, 230.0, 34.0),
        (500.0, 280.0, 18.0),
        (280.0, 190.0, 20.0),
    ] {
        c.ellipse(
            (x, y),
            r,
            r,
            Paint::Round(
                (x - r * 0.3, y - r * 0.3),
                r * 1.5,
                hex(0xFFFFFF).alpha(0.95),
                hex(0x9FD3E6).alpha(0.6),
            ),
        );
    }
}

/// Books and a pencil.
pub fn books(c: &mut Canvas) {
    c.shadow((490.0, 606.0), 360.0, 40.0, 0.5);
    for (y, x, w, tone) in [
        (530.0, 190.0, 560.0, 0xB4412B),
        (455.0, 220.0, 500.0, 0x0B6B4B),
        (380.0, 200.0, 540.0, 0xF2A51E),
        (305.0, 250.0, 450.0, 0x1F6FB2),
    ] {
        let tone = hex(tone);
        c.rect((x + 16.0, y + 8.0), w - 8.0, 56.0, 4.0, hex(0xFBF3E2));
        for page in 0..4 {
            c.rect((x + 20.0, y + 18.0 + page as f32 * 11.0), w - 20.0, 2.0, 0.0, hex(0xC9BFA8));
        }
        c.rect((x, y), w, 12.0, 5.0, tone.light(0.15));
        c.rect((x, y + 60.0), w, 12.0, 5.0, tone.dark(0.15));
        c.rect(
            (x, y),
            46.0,
            72.0,
            12.0,
            Paint::Linear((x, 0.0), (x + 46.0, 0.0), tone.light(0.2), tone.dark(0.2)),
        );
    }
    c.within((470.0, 240.0), 1.0, -8.0, |c| pencil(c, hex(0xE08A1E)));
}

fn pencil(c: &mut Canvas, color: Color) {
    c.rect(
        (-200.0, -18.0),
        330.0,
        36.0,
        0.0,
        Paint::Linear((0.0, -18.0), (0.0, 18.0), color.light(0.35), color.dark(0.3)),
    );
    c.poly(&[(130.0, -18.0), (200.0, 0.0), (130.0, 18.0)], hex(0xF1D7A8));
    c.poly(&[(178.0, -6.0), (200.0, 0.0), (178.0, 6.0)], hex(0x24202A));
    c.rect((-236.0, -18.0), 36.0, 36.0, 6.0, hex(0xD9836E));
    c.rect((-206.0, -18.0), 16.0, 36.0, 0.0, hex(0xC7CBCE));
}

/// Pens and pencils in a cup.
pub fn pencils(c: &mut Canvas) {
    c.shadow((490.0, 608.0), 220.0, 36.0, 0.5);
    for (at, tone) in [0xB4412B, 0x1F6FB2, 0xF2A51E, 0x0B6B4B, 0x6B2F63].into_iter().enumerate() {
        let lean = at as f32 * 13.0 - 26.0;
        c.within((480.0 + lean * 2.2, 300.0), 1.0, lean - 90.0, |c| pencil(c, hex(tone)));
    }
    cylinder(c, (480.0, 350.0), 140.0, 240.0, 36.0, hex(0x14676B));
    c.line(&arc((480.0, 350.0), 140.0, 36.0, 0.0, 180.0), 12.0, hex(0xF2C14E));
    for tri in 0..6 {
        let x = 372.0 + tri as f32 * 36.0;
        c.poly(&[(x, 520.0), (x + 18.0, 470.0), (x + 36.0, 520.0)], hex(0xF2C14E));
    }
}

/// A blackboard.
pub fn blackboard(c: &mut Canvas) {
    c.shadow((490.0, 606.0), 380.0, 34.0, 0.4);
    for x in [270.0, 690.0] {
        c.line(&[(x, 470.0), (x + if x < 480.0 { -40.0 } else { 40.0 }, 604.0)], 18.0, hex(0x8A5A2E));
    }
    c.rect((150.0, 110.0), 660.0, 400.0, 8.0, hex(0x9A5A2C));
    c.rect(
        (172.0, 132.0),
        616.0,
        356.0,
        2.0,
        Paint::Linear((172.0, 132.0), (788.0, 488.0), hex(0x2E5B4A), hex(0x173527)),
    );
    let chalk = hex(0xF4F1EA);
    c.line(&[(230.0, 420.0), (230.0, 200.0)], 6.0, chalk);
    c.line(&[(230.0, 420.0), (480.0, 420.0)], 6.0, chalk);
    c.line(
        &[(240.0, 390.0), (300.0, 340.0), (350.0, 356.0), (410.0, 280.0), (470.0, 230.0)],
        8.0,
        hex(0xF2C14E),
    );
    for line in 0..4 {
        c.line(
            &[
                (540.0, 220.0 + line as f32 * 56.0),
                (730.0 - (line * 47 % 100) as f32, 216.0 + line as f32 * 56.0),
            ],
            7.0,
            chalk.alpha(0.85),
        );
    }
    c.rect((150.0, 504.0), 660.0, 18.0, 4.0, hex(0x7A4522));
    cuboid(c, (600.0, 488.0), 80.0, 18.0, 14.0, hex(0xB4412B));
    c.rect((400.0, 494.0), 60.0, 12.0, 6.0, chalk);
}
