//! Furniture, kitchens and appliances.

use super::canvas::{Canvas, Color, Paint, arc, hex};
use super::shapes::{ball, cuboid, cylinder};

/// A big appliance: what its front shows depends on `kind`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Appliance {
    /// Two doors.
    Fridge,
    /// A chest with a lid.
    Freezer,
    /// A round window.
    Washer,
    /// Hobs and a glass door.
    Oven,
}

/// A big appliance.
pub fn appliance(c: &mut Canvas, kind: Appliance) {
    let white = hex(0xE9EBEA);
    let (x, y, w, h) = match kind {
        Appliance::Fridge => (310.0, 110.0, 290.0, 490.0),
        Appliance::Freezer => (190.0, 280.0, 500.0, 320.0),
        Appliance::Washer | Appliance::Oven => (280.0, 200.0, 360.0, 400.0),
    };
    c.shadow((x + w / 2.0 + 30.0, 606.0), w * 0.72, 40.0, 0.5);
    cuboid(c, (x, y), w, h, 90.0, white);
    match kind {
        Appliance::Fridge => {
            c.line(&[(x, y + 170.0), (x + w, y + 170.0)], 6.0, hex(0x8A9096));
            for (top, long) in [(y + 60.0, 80.0), (y + 200.0, 150.0)] {
                c.rect((x + w - 46.0, top), 16.0, long, 8.0, hex(0x8A9096));
            }
            c.rect((x + 30.0, y + 40.0), 80.0, 20.0, 6.0, hex(0x0B6B4B));
        }
        Appliance::Freezer => {
            c.line(&[(x, y + 60.0), (x + w, y + 60.0)], 6.0, hex(0x8A9096));
            c.rect((x + w / 2.0 - 60.0, y + 70.0), 120.0, 18.0, 8.0, hex(0x8A9096));
            for vent in 0..5 {
                c.rect((x + w - 130.0, y + 200.0 + vent as f32 * 18.0), 90.0, 8.0, 4.0, hex(0x8A9096));
            }
            c.rect((x + 40.0, y + 250.0), 70.0, 24.0, 6.0, hex(0x1F6FB2));
        }
        Appliance::Washer => {
            c.ellipse((x + w / 2.0, y + 240.0), 126.0, 126.0, hex(0x8A9096));
            c.ellipse(
                (x + w / 2.0, y + 240.0),
                102.0,
                102.0,
                Paint::Linear((x, y), (x + w, y + h), hex(0xBFE0EA), hex(0x1F4E63)),
            );
            c.blob(
                &[
                    (x + 100.0, y + 270.0),
                    (x + 170.0, y + 230.0),
                    (x + 270.0, y + 280.0),
                    (x + 180.0, y + 334.0),
                ],
                hex(0xE08A1E).alpha(0.85),
            );
            c.rect((x + 30.0, y + 30.0), 130.0, 46.0, 8.0, hex(0xD0D3D4));
            c.ellipse((x + w - 70.0, y + 52.0), 26.0, 26.0, hex(0x5B6064));
        }
        Appliance::Oven => {
            for hob in 0..2 {
                c.ellipse((x + 120.0 + hob as f32 * 180.0, y - 22.0), 62.0, 13.0, hex(0x24282C));
                for flame in 0..5 {
                    let fx = x + 80.0 + hob as f32 * 180.0 + flame as f32 * 20.0;
                    c.poly(&[(fx - 7.0, y - 24.0), (fx, y - 52.0), (fx + 7.0, y - 24.0)], hex(0x3E9BE0));
                }
            }
            for knob in 0..4 {
                c.ellipse((x + 60.0 + knob as f32 * 80.0, y + 44.0), 20.0, 20.0, hex(0x3A3F44));
            }
            c.rect((x + 36.0, y + 96.0), w - 72.0, 230.0, 14.0, hex(0x24282C));
            c.rect(
                (x + 60.0, y + 140.0),
                w - 120.0,
                160.0,
                10.0,
                Paint::Round((x + w / 2.0, y + 260.0), 200.0, hex(0xF7B04A), hex(0x5A2410)),
            );
            c.rect((x + 70.0, y + 108.0), w - 140.0, 16.0, 8.0, hex(0xC7CBCE));
        }
    }
}

/// A standing fan.
pub fn fan(c: &mut Canvas) {
    c.shadow((480.0, 606.0), 180.0, 34.0, 0.5);
    cylinder(c, (480.0, 580.0), 120.0, 18.0, 24.0, hex(0x3A3F44));
    c.rect((468.0, 360.0), 24.0, 230.0, 8.0, hex(0x8A9096));
    c.ellipse((480.0, 280.0), 196.0, 196.0, hex(0xDDE6EA).alpha(0.6));
    for blade in 0..3 {
        c.within((480.0, 280.0), 1.0, blade as f32 * 120.0, |c| {
            c.blob(
                &[(0.0, -24.0), (70.0, -150.0), (150.0, -90.0), (100.0, -10.0), (20.0, 10.0)],
                hex(0x1F6FB2).alpha(0.85),
            )
        });
    }
    for ring in 0..6 {
        c.ring((480.0, 280.0), 48.0 + ring as f32 * 30.0, 5.0, 0.0, 360.0, hex(0x5B6064).alpha(0.8));
    }
    for spoke in 0..24 {
        c.within((480.0, 280.0), 1.0, spoke as f32 * 15.0, |c| {
            c.rect((-2.0, -198.0), 4.0, 160.0, 2.0, hex(0x5B6064).alpha(0.6))
        });
    }
    c.ellipse((480.0, 280.0), 42.0, 42.0, hex(0x24282C));
}

/// A sofa.
pub fn sofa(c: &mut Canvas, cloth: Color) {
    c.shadow((490.0, 606.0), 420.0, 40.0, 0.5);
    for x in [190.0, 740.0] {
        c.rect((x, 570.0), 26.0, 36.0, 4.0, hex(0x5B3A20));
    }
    c.rect(
        (190.0, 270.0),
        580.0,
        250.0,
        50.0,
        Paint::Linear((0.0, 270.0), (0.0, 520.0), cloth.light(0.15), cloth.dark(0.2)),
    );
    for x in [216.0, 486.0] {
        c.rect(
            (x, 290.0),
            258.0,
            180.0,
            34.0,
            Paint::Linear((x, 290.0), (x + 258.0, 470.0), cloth.light(0.25), cloth.dark(0.1)),
        );
        c.rect(
            (x, 430.0),
            258.0,
            90.0,
            26.0,
            Paint::Linear((0.0, 430.0), (0.0, 520.0), cloth.light(0.35), cloth.dark(0.05)),
        );
    }
    for x in [150.0, 730.0] {
        c.rect(
            (x, 360.0),
            84.0,
            220.0,
            38.0,
            Paint::Linear((x, 0.0), (x + 84.0, 0.0), cloth.light(0.28), cloth.dark(0.25)),
        );
    }
    c.rect((200.0, 510.0), 560.0, 66.0, 14.0, cloth.dark(0.25));
    for (x, turn, tone) in [(290.0, -10.0, 0xF2A51E), (670.0, 12.0, 0xB4412B)] {
        c.within((x, 400.0), 1.0, turn, |c| {
            c.rect((-60.0, -60.0), 120.0, 120.0, 26.0, hex(tone));
            c.poly(&[(0.0, -40.0), (40.0, 0.0), (0.0, 40.0), (-40.0, 0.0)], hex(0xFBF3E2));
            c.poly(&[(0.0, -20.0), (20.0, 0.0), (0.0, 20.0), (-20.0, 0.0)], hex(tone).dark(0.3));
        });
    }
}

/// A table and two stools.
pub fn table(c: &mut Canvas) {
    let wood = hex(0x9A5A2C);
    c.shadow((490.0, 600.0), 420.0, 44.0, 0.45);
    for x in [220.0, 710.0] {
        c.rect((x, 380.0), 34.0, 220.0, 6.0, wood.dark(0.2));
    }
    for x in [300.0, 640.0] {
        c.rect((x, 350.0), 26.0, 150.0, 6.0, wood.dark(0.4));
    }
    c.poly(
        &[(150.0, 370.0), (260.0, 290.0), (710.0, 290.0), (810.0, 370.0)],
        Paint::Linear((0.0, 290.0), (0.0, 370.0), wood.light(0.45), wood.light(0.2)),
    );
    c.rect((150.0, 370.0), 660.0, 34.0, 4.0, wood);
    for (x, tone) in [(370.0, 0xB4412B), (590.0, 0x0B6B4B)] {
        c.shadow((x, 604.0), 120.0, 24.0, 0.45);
        for leg in [-60.0, 44.0] {
            c.rect((x + leg, 500.0), 18.0, 104.0, 4.0, wood.dark(0.3));
        }
        cylinder(c, (x, 470.0), 84.0, 30.0, 24.0, hex(tone));
    }
    cylinder(c, (480.0, 230.0), 40.0, 90.0, 12.0, hex(0xC0653A));
    for leaf in 0..5 {
        c.within((480.0, 236.0), 1.0, leaf as f32 * 32.0 - 64.0, |c| {
            c.blob(&[(0.0, 0.0), (-22.0, -70.0), (0.0, -130.0), (22.0, -70.0)], hex(0x3F7D3A))
        });
    }
}

/// A chair.
pub fn chair(c: &mut Canvas) {
    c.shadow((490.0, 606.0), 230.0, 40.0, 0.5);
    let (frame, cloth) = (hex(0x24282C), hex(0x14676B));
    c.rect(
        (370.0, 120.0),
        220.0,
        280.0,
        50.0,
        Paint::Linear((370.0, 120.0), (590.0, 400.0), cloth.light(0.3), cloth.dark(0.2)),
    );
    c.rect((466.0, 380.0), 28.0, 60.0, 6.0, frame);
    c.rect(
        (330.0, 410.0),
        300.0,
        64.0,
        30.0,
        Paint::Linear((0.0, 410.0), (0.0, 474.0), cloth.light(0.35), cloth.dark(0.2)),
    );
    for x in [312.0, 622.0] {
        c.rect((x, 320.0), 26.0, 110.0, 12.0, frame);
        c.rect((x - 12.0, 312.0), 52.0, 22.0, 10.0, frame);
    }
    c.rect((466.0, 474.0), 28.0, 70.0, 4.0, hex(0x8A9096));
    for x in [350.0, 480.0, 610.0] {
        c.line(&[(480.0, 540.0), (x, 584.0)], 16.0, frame);
        c.ellipse((x, 594.0), 15.0, 15.0, frame);
    }
}

/// A made bed.
pub fn bed(c: &mut Canvas) {
    let wood = hex(0x7A4522);
    c.shadow((490.0, 604.0), 440.0, 44.0, 0.5);
    c.rect(
        (170.0, 190.0),
        620.0,
        330.0,
        26.0,
        Paint::Linear((0.0, 190.0), (0.0, 520.0), wood.light(0.25), wood.dark(0.1)),
    );
    for slat in 0..6 {
        c.rect((210.0 + slat as f32 * 94.0, 220.0), 70.0, 150.0, 10.0, wood.dark(0.2));
    }
    c.rect((180.0, 400.0), 600.0, 130.0, 24.0, hex(0xFBF6EC));
    for x in [230.0, 510.0] {
        c.rect(
            (x, 330.0),
            230.0,
            96.0,
            40.0,
            Paint::Linear((0.0, 330.0), (0.0, 426.0), hex(0xFFFFFF), hex(0xD8D1C2)),
        );
    }
    let spread = hex(0xB4412B);
    c.poly(
        &[(170.0, 450.0), (790.0, 450.0), (820.0, 590.0), (140.0, 590.0)],
        Paint::Linear((0.0, 450.0), (0.0, 590.0), spread.light(0.12), spread.dark(0.2)),
    );
    for zig in 0..11 {
        let x = 160.0 + zig as f32 * 58.0;
        c.poly(&[(x, 540.0), (x + 29.0, 500.0), (x + 58.0, 540.0)], hex(0xF2C14E));
    }
    c.line(&[(148.0, 562.0), (812.0, 562.0)], 8.0, hex(0x1C3A2E));
}

/// Cooking pots.
pub fn pots(c: &mut Canvas, metal: Color) {
    for (x, top, r, h) in
        [(640.0, 260.0, 130.0, 160.0), (330.0, 300.0, 150.0, 180.0), (510.0, 420.0, 175.0, 170.0)]
    {
        c.shadow((x + 20.0, top + h + 20.0), r * 1.25, 40.0, 0.5);
        for side in [-1.0_f32, 1.0] {
            c.ring((x + side * (r + 6.0), top + h * 0.35), 26.0, 12.0, 0.0, 360.0, metal.dark(0.4));
        }
        cylinder(c, (x, top), r, h, r * 0.28, metal);
        c.ellipse((x, top), r * 1.03, r * 0.3, metal.light(0.2));
        c.blob(
            &[
                (x - r * 0.98, top),
                (x - r * 0.6, top - r * 0.24),
                (x, top - r * 0.34),
                (x + r * 0.6, top - r * 0.24),
                (x + r * 0.98, top),
                (x, top + r * 0.22),
            ],
            Paint::Linear((x - r, 0.0), (x + r, 0.0), metal.light(0.55), metal.dark(0.2)),
        );
        ball(c, (x, top - r * 0.38), 20.0, 16.0, hex(0x24282C));
    }
}

/// A clay tagine.
pub fn tagine(c: &mut Canvas) {
    let clay = hex(0xC2602F);
    c.shadow((500.0, 604.0), 340.0, 44.0, 0.5);
    c.blob(
        &[(180.0, 500.0), (220.0, 580.0), (480.0, 606.0), (740.0, 580.0), (780.0, 500.0)],
        Paint::Linear((180.0, 0.0), (780.0, 0.0), clay.light(0.2), clay.dark(0.35)),
    );
    c.ellipse((480.0, 498.0), 304.0, 56.0, clay.light(0.15));
    c.blob(
        &[
            (224.0, 490.0),
            (300.0, 380.0),
            (400.0, 240.0),
            (446.0, 150.0),
            (514.0, 150.0),
            (560.0, 240.0),
            (660.0, 380.0),
            (736.0, 490.0),
            (480.0, 540.0),
        ],
        Paint::Linear((260.0, 0.0), (720.0, 0.0), clay.light(0.3), clay.dark(0.35)),
    );
    ball(c, (480.0, 140.0), 50.0, 40.0, clay);
    for mark in 0..8 {
        let x = 300.0 + mark as f32 * 52.0;
        c.poly(&[(x - 20.0, 470.0), (x, 424.0), (x + 20.0, 470.0)], hex(0x14676B));
        c.ellipse((x, 400.0), 8.0, 8.0, hex(0xF2C14E));
    }
}

/// Enamel plates.
pub fn plates(c: &mut Canvas) {
    for (x, y, r, rim) in
        [(340.0, 330.0, 170.0, 0x1F6FB2), (640.0, 350.0, 160.0, 0xB4412B), (480.0, 500.0, 180.0, 0x0B6B4B)]
    {
        c.shadow((x + 20.0, y + 40.0), r * 1.2, r * 0.8, 0.4);
        c.ellipse((x, y), r, r * 0.66, hex(rim));
        c.ellipse(
            (x, y - 4.0),
            r * 0.94,
            r * 0.61,
            Paint::Round((x - 50.0, y - 50.0), r * 1.6, hex(0xFFFFFF), hex(0xCFC8BA)),
        );
        c.ellipse((x, y), r * 0.62, r * 0.38, hex(0xE9E3D6));
        for petal in 0..6 {
            let (sin, cos) = (petal as f32 * 60.0).to_radians().sin_cos();
            c.ellipse((x + cos * r * 0.2, y + sin * r * 0.13), r * 0.09, r * 0.07, hex(rim));
        }
        c.ellipse((x, y), r * 0.08, r * 0.06, hex(0xF2A51E));
    }
}

/// A cooking stove with its fire.
pub fn stove(c: &mut Canvas) {
    c.shadow((500.0, 606.0), 250.0, 40.0, 0.5);
    let clay = hex(0xA5522C);
    c.poly(
        &[(320.0, 360.0), (640.0, 360.0), (690.0, 600.0), (270.0, 600.0)],
        Paint::Linear((270.0, 0.0), (690.0, 0.0), clay.light(0.25), clay.dark(0.4)),
    );
    c.ellipse((480.0, 360.0), 164.0, 44.0, hex(0x3A2A22));
    c.glow((480.0, 350.0), 200.0, 80.0, hex(0xFF9A2E).alpha(0.9));
    c.rect((420.0, 480.0), 120.0, 100.0, 20.0, hex(0x1E120A));
    c.glow((480.0, 550.0), 80.0, 60.0, hex(0xFF7A1E).alpha(0.9));
    pots_on(c);
}

fn pots_on(c: &mut Canvas) {
    cylinder(c, (480.0, 220.0), 150.0, 110.0, 40.0, hex(0x8A9096));
    c.ellipse((480.0, 220.0), 132.0, 32.0, hex(0xD9843A));
    for (x, y, r) in [(300.0, 120.0, 40.0), (480.0, 80.0, 54.0), (610.0, 130.0, 36.0)] {
        c.glow((x, y), r * 1.8, r * 2.2, hex(0xFFFFFF).alpha(0.55));
    }
}

/// Gas cylinders.
pub fn gas(c: &mut Canvas) {
    for (x, foot, scale, tone) in
        [(320.0, 580.0, 0.9, 0x1F6FB2), (650.0, 580.0, 0.9, 0xF2A51E), (480.0, 612.0, 1.1, 0xC23B2A)]
    {
        let tone = hex(tone);
        c.within((x, foot), scale, 0.0, |c| {
            c.shadow((14.0, 0.0), 140.0, 30.0, 0.5);
            c.rect((-60.0, -366.0), 120.0, 70.0, 14.0, tone.dark(0.3));
            c.rect((-40.0, -352.0), 80.0, 36.0, 8.0, hex(0x3A2A22));
            c.rect(
                (-115.0, -306.0),
                230.0,
                290.0,
                88.0,
                Paint::Linear((-115.0, 0.0), (115.0, 0.0), tone.light(0.3), tone.dark(0.35)),
            );
            c.rect((-86.0, -24.0), 172.0, 24.0, 6.0, tone.dark(0.4));
            c.poly(&[(-20.0, -110.0), (0.0, -200.0), (34.0, -140.0), (20.0, -90.0)], hex(0xFBF3E2));
        });
    }
}

/// A dish under its cover, for caterers.
pub fn catering(c: &mut Canvas) {
    c.shadow((490.0, 600.0), 380.0, 50.0, 0.5);
    c.ellipse(
        (480.0, 560.0),
        340.0,
        56.0,
        Paint::Linear((140.0, 0.0), (820.0, 0.0), hex(0xF4F1EA), hex(0x9A958A)),
    );
    c.ellipse((480.0, 548.0), 290.0, 40.0, hex(0xD8A04A));
    for at in 0..26 {
        let (sin, cos) = (at as f32 * 137.508).to_radians().sin_cos();
        let out = (at as f32 / 26.0).sqrt();
        let tone = hex([0xE07A2E, 0xC23B2A, 0xF2C14E, 0x4C8A3F][at % 4]);
        c.ellipse(
            (480.0 + cos * 250.0 * out, 520.0 + sin * 26.0 * out - (1.0 - out) * 50.0),
            36.0,
            28.0,
            Paint::Linear((440.0, 480.0), (540.0, 560.0), tone.light(0.25), tone.dark(0.2)),
        );
    }
    for (x, y, r) in [(340.0, 380.0, 60.0), (480.0, 320.0, 80.0), (620.0, 370.0, 60.0)] {
        c.glow((x, y), r, r * 1.6, hex(0xFFFFFF).alpha(0.5));
    }
    for (x, turn) in [(130.0, -6.0), (830.0, 6.0)] {
        c.within((x, 400.0), 1.0, turn, |c| {
            c.rect((-9.0, -60.0), 18.0, 250.0, 9.0, hex(0xC7CBCE));
            c.ellipse((0.0, -100.0), 34.0, 56.0, hex(0xD7DBDD));
        });
    }
    cylinder(c, (480.0, 180.0), 20.0, 20.0, 8.0, hex(0xE5B54A));
    c.line(&arc((480.0, 400.0), 210.0, 200.0, 190.0, 350.0), 10.0, hex(0xFFFFFF).alpha(0.35));
}
