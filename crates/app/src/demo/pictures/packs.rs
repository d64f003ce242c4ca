//! Boxes, bags and what beauty comes in.

use super::canvas::{Canvas, Color, Paint, arc, hex};
use super::shapes::{ball, bottle, cuboid, cylinder, jar, label};

/// Cardboard boxes.
pub fn cartons(c: &mut Canvas, board: Color) {
    c.shadow((500.0, 608.0), 380.0, 44.0, 0.5);
    for (x, y, w, h) in
        [(210.0, 420.0, 250.0, 180.0), (490.0, 430.0, 240.0, 170.0), (330.0, 240.0, 260.0, 180.0)]
    {
        cuboid(c, (x, y), w, h, 80.0, board);
        c.poly(
            &[
                (x + w * 0.44, y),
                (x + w * 0.44 + 60.0, y - 40.0),
                (x + w * 0.56 + 60.0, y - 40.0),
                (x + w * 0.56, y),
            ],
            board.light(0.6),
        );
        c.rect((x + w * 0.44, y), w * 0.12, 46.0, 0.0, board.light(0.55));
        c.poly(
            &[(x + w * 0.68, y + h * 0.82), (x + w * 0.78, y + h * 0.58), (x + w * 0.88, y + h * 0.82)],
            board.dark(0.5),
        );
        c.rect((x + 20.0, y + h - 50.0), 80.0, 30.0, 3.0, hex(0xFBF3E2));
    }
}

/// Plastic crates, stacked.
pub fn crates(c: &mut Canvas) {
    c.shadow((500.0, 606.0), 350.0, 44.0, 0.5);
    for (y, tone) in [(460.0, 0x1F6FB2), (320.0, 0xB4412B), (180.0, 0x0B6B4B)] {
        cuboid(c, (240.0, y), 440.0, 135.0, 110.0, hex(tone));
        for row in 0..2 {
            for slot in 0..6 {
                c.rect(
                    (262.0 + slot as f32 * 68.0, y + 44.0 + row as f32 * 42.0),
                    52.0,
                    28.0,
                    8.0,
                    hex(tone).dark(0.55),
                );
            }
        }
        c.rect((380.0, y + 12.0), 160.0, 22.0, 10.0, hex(tone).dark(0.5));
    }
}

/// Jerrycans.
pub fn jerrycans(c: &mut Canvas) {
    for (x, tone) in [(300.0, 0xF2B824), (660.0, 0x1F6FB2), (480.0, 0xE8E3D8)] {
        let tone = hex(tone);
        let foot = if x == 480.0 { 616.0 } else { 580.0 };
        c.shadow((x + 20.0, foot), 160.0, 34.0, 0.5);
        c.rect((x - 60.0, foot - 400.0), 60.0, 50.0, 8.0, hex(0xB4412B));
        c.line(
            &[
                (x - 10.0, foot - 340.0),
                (x + 20.0, foot - 384.0),
                (x + 90.0, foot - 384.0),
                (x + 104.0, foot - 330.0),
            ],
            28.0,
            tone.dark(0.15),
        );
        c.rect(
            (x - 125.0, foot - 352.0),
            250.0,
            350.0,
            40.0,
            Paint::Linear((x - 125.0, 0.0), (x + 125.0, 0.0), tone.light(0.28), tone.dark(0.3)),
        );
        c.line(&[(x - 70.0, foot - 280.0), (x + 70.0, foot - 80.0)], 10.0, tone.dark(0.2).alpha(0.6));
        c.line(&[(x + 70.0, foot - 280.0), (x - 70.0, foot - 80.0)], 10.0, tone.dark(0.2).alpha(0.6));
    }
}

/// Paper bags.
pub fn paperbags(c: &mut Canvas) {
    for (x, y, w, h, tone) in [
        (210.0, 270.0, 210.0, 320.0, 0xC99A62),
        (560.0, 250.0, 220.0, 340.0, 0xE9DCC3),
        (370.0, 330.0, 230.0, 285.0, 0xB98047),
    ] {
        let tone = hex(tone);
        c.shadow((x + w / 2.0 + 20.0, y + h), w * 0.75, 34.0, 0.5);
        c.poly(
            &[(x, y + h), (x + 10.0, y), (x + w - 10.0, y), (x + w, y + h)],
            Paint::Linear((x, 0.0), (x + w, 0.0), tone.light(0.25), tone.dark(0.22)),
        );
        c.line(&[(x + 12.0, y + 34.0), (x + w - 12.0, y + 34.0)], 4.0, tone.dark(0.35));
        label(c, (x + w / 2.0, y + h * 0.56), w * 0.52, h * 0.36, hex(0x0B6B4B));
    }
}

/// Bars of soap.
pub fn soap(c: &mut Canvas) {
    c.shadow((480.0, 604.0), 360.0, 44.0, 0.45);
    for (x, y, tone) in [
        (210.0, 500.0, 0x3A2A22),
        (480.0, 510.0, 0xC9B458),
        (300.0, 400.0, 0xD9C9A5),
        (540.0, 405.0, 0x4A3428),
        (410.0, 300.0, 0x8FA860),
    ] {
        cuboid(c, (x, y), 220.0, 90.0, 60.0, hex(tone));
        c.rect((x + 40.0, y + 22.0), 140.0, 46.0, 12.0, hex(tone).dark(0.25));
        c.poly(&[(x + 92.0, y + 60.0), (x + 110.0, y + 30.0), (x + 128.0, y + 60.0)], hex(tone).light(0.4));
    }
    for (x, y, r) in [(760.0, 430.0, 34.0), (800.0, 500.0, 22.0), (730.0, 350.0, 20.0), (180.0, 420.0, 26.0)]
    {
        c.ellipse((x, y), r, r, hex(0xFFFFFF).alpha(0.35));
        c.ring((x, y), r, 3.0, 0.0, 360.0, hex(0xFFFFFF).alpha(0.7));
    }
}

/// Pots and tubes of cream.
pub fn cosmetics(c: &mut Canvas) {
    bottle(c, (300.0, 590.0), 130.0, 380.0, hex(0xB9742E), hex(0x24282C));
    label(c, (300.0, 470.0), 104.0, 130.0, hex(0x0B6B4B));
    jar(c, (480.0, 612.0), 210.0, 190.0, hex(0xF4E6CF), hex(0xC98A3A));
    label(c, (480.0, 530.0), 130.0, 80.0, hex(0xB4412B));
    c.shadow((690.0, 590.0), 100.0, 26.0, 0.5);
    c.poly(
        &[(610.0, 240.0), (770.0, 240.0), (740.0, 550.0), (640.0, 550.0)],
        Paint::Linear((610.0, 0.0), (770.0, 0.0), hex(0x8FC7A8), hex(0x2F6E55)),
    );
    c.rect((640.0, 546.0), 100.0, 46.0, 8.0, hex(0xF4EBDD));
    c.rect((606.0, 226.0), 168.0, 26.0, 4.0, hex(0x2F6E55));
    label(c, (690.0, 390.0), 90.0, 120.0, hex(0xF2A51E));
}

/// Perfume.
pub fn perfume(c: &mut Canvas) {
    c.shadow((500.0, 604.0), 260.0, 40.0, 0.5);
    c.poly(
        &[
            (320.0, 330.0),
            (370.0, 290.0),
            (590.0, 290.0),
            (640.0, 330.0),
            (640.0, 560.0),
            (590.0, 602.0),
            (370.0, 602.0),
            (320.0, 560.0),
        ],
        Paint::Linear((320.0, 290.0), (640.0, 602.0), hex(0xF7D79A), hex(0xA3561C)),
    );
    c.poly(
        &[(370.0, 290.0), (420.0, 340.0), (420.0, 560.0), (370.0, 602.0), (320.0, 560.0), (320.0, 330.0)],
        hex(0xFFFFFF).alpha(0.28),
    );
    c.poly(
        &[(590.0, 290.0), (540.0, 340.0), (540.0, 560.0), (590.0, 602.0), (640.0, 560.0), (640.0, 330.0)],
        hex(0x5A2410).alpha(0.28),
    );
    c.rect((430.0, 240.0), 100.0, 54.0, 6.0, hex(0xE5B54A));
    ball(c, (480.0, 190.0), 72.0, 64.0, hex(0xD9A23A));
    label(c, (480.0, 450.0), 130.0, 120.0, hex(0x6B2F63));
}

/// Lipsticks and powder.
pub fn makeup(c: &mut Canvas) {
    for (x, tone, tall) in [(270.0, 0xB3202E, 0.0), (390.0, 0x8A2E4E, 40.0), (510.0, 0xD9583E, 10.0)] {
        c.shadow((x + 12.0, 606.0), 74.0, 22.0, 0.45);
        cylinder(c, (x, 440.0), 46.0, 160.0, 12.0, hex(0x24202A));
        cylinder(c, (x, 380.0 - tall), 36.0, 70.0 + tall, 10.0, hex(0xE5B54A));
        c.blob(
            &[
                (x - 27.0, 380.0 - tall),
                (x - 27.0, 300.0 - tall),
                (x + 8.0, 262.0 - tall),
                (x + 27.0, 290.0 - tall),
                (x + 27.0, 380.0 - tall),
            ],
            Paint::Linear((x - 27.0, 0.0), (x + 27.0, 0.0), hex(tone).light(0.25), hex(tone).dark(0.25)),
        );
    }
    c.shadow((700.0, 590.0), 150.0, 40.0, 0.45);
    cylinder(c, (700.0, 540.0), 130.0, 36.0, 50.0, hex(0x24202A));
    c.ellipse(
        (700.0, 538.0),
        108.0,
        39.0,
        Paint::Linear((600.0, 500.0), (800.0, 580.0), hex(0xD99A6C), hex(0x9A5A34)),
    );
    c.ellipse((720.0, 330.0), 120.0, 120.0, hex(0x24202A));
    c.ellipse(
        (720.0, 330.0),
        102.0,
        102.0,
        Paint::Linear((640.0, 250.0), (800.0, 410.0), hex(0xF3FAFB), hex(0xA9C6C4)),
    );
}

/// A mortar with leaves.
pub fn herbs(c: &mut Canvas) {
    c.shadow((490.0, 606.0), 280.0, 44.0, 0.5);
    c.within((590.0, 260.0), 1.0, 28.0, |c| {
        c.rect(
            (-26.0, -160.0),
            52.0,
            330.0,
            24.0,
            Paint::Linear((-26.0, 0.0), (26.0, 0.0), hex(0xC98A52), hex(0x7A4522)),
        )
    });
    for leaf in 0..9 {
        c.within((460.0, 380.0), 1.0, leaf as f32 * 17.0 - 72.0, |c| {
            let green = if leaf % 2 == 0 { hex(0x4C8A3F) } else { hex(0x6FA84E) };
            c.blob(&[(0.0, 0.0), (-30.0, -110.0), (0.0, -220.0), (30.0, -110.0)], green);
            c.line(&[(0.0, -20.0), (0.0, -190.0)], 4.0, green.dark(0.35));
        });
    }
    c.blob(
        &[(260.0, 360.0), (290.0, 520.0), (380.0, 600.0), (580.0, 600.0), (670.0, 520.0), (700.0, 360.0)],
        Paint::Linear((260.0, 0.0), (700.0, 0.0), hex(0xB9743C), hex(0x5B3216)),
    );
    c.line(&arc((480.0, 366.0), 218.0, 44.0, 0.0, 180.0), 26.0, hex(0xD2975A));
}
