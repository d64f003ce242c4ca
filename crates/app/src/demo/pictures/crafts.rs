//! What hands make.

use super::canvas::{Canvas, Paint, arc, hex};
use super::shapes::{ball, cylinder};

/// A woven basket.
pub fn basket(c: &mut Canvas) {
    c.shadow((500.0, 612.0), 320.0, 46.0, 0.5);
    c.line(&arc((480.0, 310.0), 190.0, 200.0, 180.0, 360.0), 26.0, hex(0x7A4A22));
    let tones = [
        hex(0xD9A557),
        hex(0xB4412B),
        hex(0xE7C98C),
        hex(0x1C5A48),
        hex(0xD9A557),
        hex(0x5A2A55),
        hex(0xE7C98C),
        hex(0xC97B2C),
    ];
    for (row, tone) in tones.into_iter().enumerate() {
        let y = 320.0 + row as f32 * 36.0;
        let half = 262.0 - (row as f32 - 1.0).powi(2) * 2.6;
        c.rect(
            (480.0 - half, y),
            half * 2.0,
            42.0,
            20.0,
            Paint::Linear((480.0 - half, 0.0), (480.0 + half, 0.0), tone.light(0.25), tone.dark(0.35)),
        );
        let count = 24;
        for stitch in 0..count {
            let x = 480.0 - half + 14.0 + stitch as f32 * (half * 2.0 - 28.0) / (count - 1) as f32;
            c.line(&[(x - 5.0, y + 8.0), (x + 5.0, y + 32.0)], 3.0, tone.dark(0.4).alpha(0.55));
        }
    }
    c.ellipse((480.0, 322.0), 262.0, 54.0, hex(0xE7C98C));
    c.ellipse((480.0, 324.0), 232.0, 42.0, hex(0x4A2D16));
}

/// Clay jars and bowls.
pub fn pottery(c: &mut Canvas) {
    for (x, foot, scale, tone) in
        [(290.0, 580.0, 0.9, 0x8A4526), (690.0, 585.0, 0.78, 0x5A3626), (480.0, 616.0, 1.15, 0xB5603A)]
    {
        let clay = hex(tone);
        c.within((x, foot), scale, 0.0, |c| {
            c.shadow((20.0, 0.0), 180.0, 34.0, 0.5);
            let lit = Paint::Linear((-150.0, 0.0), (150.0, 0.0), clay.light(0.3), clay.dark(0.4));
            c.blob(
                &[
                    (-60.0, -330.0),
                    (-56.0, -290.0),
                    (-136.0, -210.0),
                    (-150.0, -120.0),
                    (-96.0, -20.0),
                    (-60.0, 0.0),
                    (60.0, 0.0),
                    (96.0, -20.0),
                    (150.0, -120.0),
                    (136.0, -210.0),
                    (56.0, -290.0),
                    (60.0, -330.0),
                ],
                lit,
            );
            c.ellipse((0.0, -330.0), 76.0, 20.0, clay.light(0.25));
            c.ellipse((0.0, -330.0), 58.0, 13.0, clay.dark(0.6));
            for mark in 0..7 {
                let at = mark as f32 * 36.0 - 108.0;
                c.poly(&[(at - 14.0, -176.0), (at, -206.0), (at + 14.0, -176.0)], hex(0xF4DFBD).alpha(0.85));
            }
            c.line(&[(-143.0, -164.0), (0.0, -156.0), (143.0, -164.0)], 6.0, hex(0xF4DFBD).alpha(0.85));
        });
    }
}

/// A carved mask.
pub fn mask(c: &mut Canvas) {
    let wood = hex(0x6A3B1E);
    c.shadow((520.0, 360.0), 290.0, 330.0, 0.4);
    for x in [-1.0_f32, 1.0] {
        c.blob(
            &[
                (480.0 + x * 150.0, 170.0),
                (480.0 + x * 236.0, 60.0),
                (480.0 + x * 250.0, 150.0),
                (480.0 + x * 186.0, 260.0),
            ],
            wood.dark(0.2),
        );
    }
    c.blob(
        &[
            (480.0, 80.0),
            (620.0, 120.0),
            (676.0, 280.0),
            (640.0, 450.0),
            (560.0, 570.0),
            (480.0, 620.0),
            (400.0, 570.0),
            (320.0, 450.0),
            (284.0, 280.0),
            (340.0, 120.0),
        ],
        Paint::Linear((300.0, 120.0), (660.0, 560.0), wood.light(0.3), wood.dark(0.3)),
    );
    for (inset, tone) in [(0.0, 0xF2E3C4), (18.0, 0xB4412B), (36.0, 0xE09A2E)] {
        c.line(&arc((480.0, 262.0), 160.0 - inset, 140.0 - inset, 200.0, 340.0), 9.0, hex(tone));
    }
    c.poly(
        &[(452.0, 262.0), (508.0, 262.0), (528.0, 420.0), (480.0, 442.0), (432.0, 420.0)],
        wood.light(0.35),
    );
    for x in [-1.0_f32, 1.0] {
        let at = 480.0 + x * 92.0;
        c.blob(&[(at - 62.0, 306.0), (at, 280.0), (at + 62.0, 306.0), (at, 330.0)], hex(0xF2E3C4));
        c.blob(&[(at - 46.0, 306.0), (at, 292.0), (at + 46.0, 306.0), (at, 320.0)], hex(0x1E120A));
        for scar in 0..3 {
            let y = 370.0 + scar as f32 * 26.0;
            c.line(&[(at - 36.0, y), (at + 36.0, y - 8.0 * x)], 8.0, hex(0x2E170A));
        }
    }
    c.ellipse((480.0, 506.0), 62.0, 30.0, hex(0x2E170A));
    c.ellipse((480.0, 506.0), 44.0, 14.0, hex(0xF2E3C4));
}

/// Strings of glass beads.
pub fn beads(c: &mut Canvas) {
    let tones = [0xB4412B, 0xF2A51E, 0x1F6FB2, 0x0B6B4B, 0xF4EBDD, 0x6B2F63].map(hex);
    for string in 0..5 {
        let (rx, ry) = (330.0 - string as f32 * 52.0, 235.0 - string as f32 * 38.0);
        let size = 25.0 - string as f32 * 1.6;
        let count = ((rx + ry) * std::f32::consts::PI / (size * 2.0)) as usize;
        for at in 0..count {
            let (sin, cos) = (at as f32 * 360.0 / count as f32).to_radians().sin_cos();
            let (x, y) = (480.0 + rx * cos, 370.0 + ry * sin);
            c.shadow((x + 6.0, y + 10.0), size * 1.2, size, 0.35);
            ball(c, (x, y), size, size * 0.94, tones[(at + string * 2) % 6]);
        }
    }
}

/// Bracelets and rings of metal.
pub fn jewel(c: &mut Canvas) {
    for (x, y, r, tone) in
        [(350.0, 400.0, 150.0, 0xD8DCE0), (600.0, 380.0, 165.0, 0xE5B54A), (470.0, 520.0, 130.0, 0xCFA14A)]
    {
        let metal = hex(tone);
        c.shadow((x + 20.0, y + 40.0), r * 1.15, r * 0.8, 0.35);
        c.line(
            &arc((x, y), r, r * 0.62, 0.0, 360.0),
            40.0,
            Paint::Linear((x - r, y - r), (x + r, y + r), metal.light(0.6), metal.dark(0.4)),
        );
        c.line(&arc((x, y - 4.0), r, r * 0.62, 190.0, 300.0), 8.0, hex(0xFFFFFF).alpha(0.7));
        for stone in 0..9 {
            let (sin, cos) = (stone as f32 * 20.0 + 10.0).to_radians().sin_cos();
            ball(
                c,
                (x + r * cos, y + r * 0.62 * sin),
                11.0,
                11.0,
                if stone % 2 == 0 { hex(0xB4412B) } else { hex(0x14676B) },
            );
        }
    }
}

/// A goblet drum.
pub fn drum(c: &mut Canvas) {
    c.shadow((510.0, 612.0), 240.0, 40.0, 0.5);
    let wood = hex(0x8A4B22);
    let lit = Paint::Linear((290.0, 0.0), (670.0, 0.0), wood.light(0.3), wood.dark(0.4));
    c.blob(
        &[
            (286.0, 200.0),
            (300.0, 320.0),
            (410.0, 420.0),
            (420.0, 500.0),
            (370.0, 606.0),
            (590.0, 606.0),
            (540.0, 500.0),
            (550.0, 420.0),
            (660.0, 320.0),
            (674.0, 200.0),
        ],
        lit,
    );
    for at in 0..9 {
        let x = 306.0 + at as f32 * 43.5;
        let tip = 400.0 + at as f32 * 20.0;
        c.line(&[(x, 226.0), (tip, 404.0)], 6.0, hex(0xF4EBDD));
        c.line(&[(x + 22.0, 226.0), (tip, 404.0)], 6.0, hex(0xF4EBDD).dark(0.1));
    }
    c.line(&arc((480.0, 404.0), 82.0, 18.0, 0.0, 180.0), 16.0, hex(0xB4412B));
    c.line(&arc((480.0, 224.0), 192.0, 50.0, 0.0, 180.0), 18.0, hex(0x1C3A2E));
    c.ellipse((480.0, 190.0), 200.0, 62.0, wood.dark(0.2));
    c.ellipse((480.0, 184.0), 188.0, 54.0, Paint::Round((440.0, 170.0), 190.0, hex(0xFBF1DC), hex(0xD8BF93)));
    c.line(&arc((480.0, 588.0), 108.0, 16.0, 10.0, 170.0), 12.0, hex(0xE09A2E));
}

/// A framed painting of a sunset.
pub fn painting(c: &mut Canvas) {
    c.shadow((510.0, 350.0), 400.0, 320.0, 0.4);
    c.rect((200.0, 90.0), 560.0, 500.0, 6.0, hex(0x4A2D16));
    c.rect((222.0, 112.0), 516.0, 456.0, 2.0, hex(0xF7EBCF));
    c.rect(
        (246.0, 136.0),
        468.0,
        408.0,
        0.0,
        Paint::Linear((0.0, 136.0), (0.0, 470.0), hex(0xD9482B), hex(0xF7C04A)),
    );
    c.ellipse((520.0, 372.0), 84.0, 84.0, hex(0xFBE7A8));
    c.rect((246.0, 440.0), 468.0, 104.0, 0.0, hex(0x2E1A12));
    c.poly(&[(352.0, 446.0), (344.0, 300.0), (366.0, 300.0), (376.0, 446.0)], hex(0x2E1A12));
    c.blob(&[(256.0, 290.0), (320.0, 226.0), (420.0, 226.0), (478.0, 286.0), (360.0, 314.0)], hex(0x2E1A12));
    for (x, scale) in [(560.0, 1.0), (640.0, 0.8)] {
        c.within((x, 446.0), scale, 0.0, |c| {
            let dark = hex(0x2E1A12);
            c.blob(&[(-46.0, -64.0), (10.0, -76.0), (50.0, -62.0), (44.0, -32.0), (-40.0, -32.0)], dark);
            c.line(&[(44.0, -60.0), (70.0, -132.0), (88.0, -136.0)], 11.0, dark);
            for leg in [-36.0, -16.0, 18.0, 38.0] {
                c.line(&[(leg, -40.0), (leg, 4.0)], 7.0, dark);
            }
        });
    }
}

/// A wig on its stand.
pub fn wig(c: &mut Canvas) {
    c.shadow((490.0, 612.0), 200.0, 36.0, 0.5);
    cylinder(c, (480.0, 470.0), 46.0, 130.0, 12.0, hex(0xE9DCC3));
    let hair = hex(0x2A1A14);
    c.blob(
        &[
            (480.0, 110.0),
            (620.0, 150.0),
            (680.0, 280.0),
            (690.0, 440.0),
            (660.0, 560.0),
            (590.0, 560.0),
            (600.0, 400.0),
            (480.0, 420.0),
            (360.0, 400.0),
            (370.0, 560.0),
            (300.0, 560.0),
            (270.0, 440.0),
            (280.0, 280.0),
            (340.0, 150.0),
        ],
        Paint::Linear((300.0, 110.0), (640.0, 560.0), hair.light(0.16), hair),
    );
    c.blob(
        &[
            (480.0, 210.0),
            (570.0, 250.0),
            (584.0, 370.0),
            (540.0, 470.0),
            (480.0, 500.0),
            (420.0, 470.0),
            (376.0, 370.0),
            (390.0, 250.0),
        ],
        Paint::Linear((390.0, 210.0), (580.0, 480.0), hex(0xF1E2CA), hex(0xC9B08A)),
    );
    for strand in 0..9 {
        let lean = strand as f32 - 4.0;
        c.line(
            &[
                (480.0 + lean * 12.0, 128.0),
                (480.0 + lean * 42.0, 230.0),
                (480.0 + lean * 48.0, 400.0),
                (480.0 + lean * 45.0, 540.0),
            ][..if lean.abs() < 2.5 { 2 } else { 4 }],
            5.0,
            hex(0x6B4130).alpha(0.7),
        );
    }
}
