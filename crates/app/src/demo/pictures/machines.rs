//! Tools, parts and machines.

use super::canvas::{Canvas, Color, Paint, Point, arc, hex};
use super::shapes::{ball, cuboid, cylinder};

/// Spanner, hammer and pliers.
pub fn tools(c: &mut Canvas) {
    c.shadow((480.0, 420.0), 380.0, 220.0, 0.3);
    c.within((330.0, 370.0), 1.0, -18.0, |c| {
        c.rect(
            (-20.0, -120.0),
            40.0,
            340.0,
            16.0,
            Paint::Linear((-20.0, 0.0), (20.0, 0.0), hex(0xD59A58), hex(0x8A5326)),
        );
        c.blob(
            &[
                (-110.0, -200.0),
                (60.0, -204.0),
                (120.0, -168.0),
                (118.0, -140.0),
                (40.0, -130.0),
                (-110.0, -130.0),
            ],
            Paint::Linear((0.0, -200.0), (0.0, -130.0), hex(0xC7CBCE), hex(0x5B6064)),
        );
    });
    c.within((490.0, 370.0), 1.0, 6.0, |c| {
        let steel = Paint::Linear((-30.0, 0.0), (30.0, 0.0), hex(0xE4E7E9), hex(0x7C8286));
        c.rect((-22.0, -170.0), 44.0, 340.0, 18.0, steel);
        c.ring((0.0, -190.0), 50.0, 34.0, -50.0, 230.0, steel);
        c.ring((0.0, 190.0), 38.0, 30.0, 0.0, 360.0, steel);
    });
    c.within((650.0, 370.0), 1.0, 22.0, |c| {
        let blade = Paint::Linear((-50.0, 0.0), (60.0, 0.0), hex(0xEDEFF0), hex(0x8A9094));
        c.poly(&[(-46.0, 60.0), (-60.0, -200.0), (10.0, -250.0), (44.0, 60.0)], blade);
        c.rect(
            (-40.0, 56.0),
            76.0,
            170.0,
            26.0,
            Paint::Linear((-40.0, 0.0), (40.0, 0.0), hex(0x3A2A20), hex(0x17100B)),
        );
        for rivet in 0..3 {
            c.ellipse((0.0, 90.0 + rivet as f32 * 50.0), 9.0, 9.0, hex(0xE5B54A));
        }
    });
}

/// A drill.
pub fn drill(c: &mut Canvas) {
    c.shadow((480.0, 604.0), 260.0, 36.0, 0.5);
    let body = hex(0x0B6B4B);
    c.rect((90.0, 264.0), 150.0, 18.0, 4.0, hex(0xA5ABB0));
    c.poly(&[(236.0, 226.0), (330.0, 200.0), (330.0, 346.0), (236.0, 320.0)], hex(0x3A3F44));
    c.rect(
        (320.0, 180.0),
        400.0,
        190.0,
        60.0,
        Paint::Linear((0.0, 180.0), (0.0, 370.0), body.light(0.3), body.dark(0.25)),
    );
    c.poly(
        &[(540.0, 340.0), (690.0, 340.0), (730.0, 530.0), (580.0, 530.0)],
        Paint::Linear((540.0, 0.0), (730.0, 0.0), hex(0x3A3F44), hex(0x16181A)),
    );
    c.rect((540.0, 520.0), 240.0, 80.0, 16.0, hex(0x24282C));
    c.rect((490.0, 370.0), 44.0, 60.0, 12.0, hex(0xB4412B));
    for vent in 0..4 {
        c.rect((610.0 + vent as f32 * 24.0, 230.0), 10.0, 80.0, 5.0, body.dark(0.5));
    }
    c.rect((400.0, 250.0), 130.0, 40.0, 8.0, hex(0xF2A51E));
}

/// A toothed wheel.
fn gear(c: &mut Canvas, (x, y): Point, r: f32, teeth: usize, tone: Color) {
    c.shadow((x + 16.0, y + 22.0), r * 1.3, r * 1.3, 0.4);
    let lit = Paint::Linear((x - r, y - r), (x + r, y + r), tone.light(0.45), tone.dark(0.35));
    for tooth in 0..teeth {
        c.within((x, y), 1.0, tooth as f32 * 360.0 / teeth as f32, |c| {
            c.poly(
                &[(-r * 0.15, -r * 0.85), (-r * 0.1, -r * 1.18), (r * 0.1, -r * 1.18), (r * 0.15, -r * 0.85)],
                tone,
            );
        });
    }
    c.ellipse((x, y), r, r, lit);
    c.ellipse((x, y), r * 0.74, r * 0.74, tone.dark(0.22));
    c.ellipse((x, y), r * 0.7, r * 0.7, lit);
    c.ellipse((x, y), r * 0.28, r * 0.28, tone.dark(0.7));
}

/// Parts of an engine.
pub fn gears(c: &mut Canvas) {
    gear(c, (360.0, 320.0), 160.0, 14, hex(0x8C959B));
    gear(c, (640.0, 420.0), 125.0, 11, hex(0xC98A3A));
    gear(c, (440.0, 530.0), 74.0, 9, hex(0x5F7A86));
}

/// Tyres.
pub fn tyres(c: &mut Canvas) {
    for (y, r) in [(560.0, 1.0), (480.0, 1.0)] {
        c.shadow((330.0, y + 30.0), 220.0, 50.0, 0.4);
        c.rect(
            (140.0, y - 44.0),
            380.0 * r,
            84.0,
            40.0,
            Paint::Linear((140.0, 0.0), (520.0, 0.0), hex(0x4A4744), hex(0x171514)),
        );
        for tread in 0..17 {
            c.line(
                &[(170.0 + tread as f32 * 20.0, y - 36.0), (162.0 + tread as f32 * 20.0, y + 32.0)],
                4.0,
                hex(0x0E0D0C).alpha(0.7),
            );
        }
    }
    c.shadow((640.0, 606.0), 220.0, 36.0, 0.5);
    c.ellipse(
        (620.0, 380.0),
        226.0,
        226.0,
        Paint::Linear((400.0, 160.0), (840.0, 600.0), hex(0x55514E), hex(0x141210)),
    );
    for tread in 0..40 {
        c.within((620.0, 380.0), 1.0, tread as f32 * 9.0, |c| {
            c.rect((-5.0, -226.0), 10.0, 34.0, 3.0, hex(0x0E0D0C).alpha(0.75))
        });
    }
    c.ring((620.0, 380.0), 165.0, 5.0, 0.0, 360.0, hex(0x77726D));
    c.ellipse(
        (620.0, 380.0),
        128.0,
        128.0,
        Paint::Linear((500.0, 260.0), (740.0, 500.0), hex(0xEDEFF0), hex(0x7C8286)),
    );
    for spoke in 0..5 {
        c.within((620.0, 380.0), 1.0, spoke as f32 * 72.0, |c| {
            c.poly(&[(-30.0, -40.0), (-44.0, -108.0), (44.0, -108.0), (30.0, -40.0)], hex(0x3A3F44))
        });
    }
    c.ellipse((620.0, 380.0), 30.0, 30.0, hex(0x5B6064));
}

/// A battery with its poles.
pub fn battery(c: &mut Canvas) {
    c.shadow((510.0, 604.0), 340.0, 40.0, 0.5);
    cuboid(c, (220.0, 300.0), 470.0, 295.0, 130.0, hex(0x2B3036));
    c.poly(&[(220.0, 300.0), (317.0, 235.0), (787.0, 235.0), (690.0, 300.0)], hex(0x1F8A5F));
    for (x, tone) in [(350.0, 0xB4412B), (650.0, 0x1B1D1F)] {
        cylinder(c, (x, 226.0), 34.0, 34.0, 12.0, hex(tone));
        cylinder(c, (x, 204.0), 17.0, 22.0, 7.0, hex(0xD7D9DA));
    }
    c.rect((260.0, 350.0), 390.0, 190.0, 12.0, hex(0xF4EBDD));
    c.poly(
        &[(470.0, 366.0), (392.0, 456.0), (446.0, 456.0), (424.0, 528.0), (520.0, 430.0), (462.0, 430.0)],
        hex(0xF2A51E),
    );
    for (x, plus) in [(310.0, true), (596.0, false)] {
        c.line(&[(x - 22.0, 446.0), (x + 22.0, 446.0)], 10.0, hex(0x2B3036));
        if plus {
            c.line(&[(x, 424.0), (x, 468.0)], 10.0, hex(0x2B3036));
        }
    }
}

/// A generator in its frame; welding sets look the same.
pub fn generator(c: &mut Canvas) {
    c.shadow((490.0, 606.0), 380.0, 40.0, 0.5);
    c.rect(
        (230.0, 250.0),
        480.0,
        130.0,
        24.0,
        Paint::Linear((0.0, 250.0), (0.0, 380.0), hex(0xE2A026), hex(0xA3661A)),
    );
    c.rect((420.0, 228.0), 80.0, 30.0, 8.0, hex(0x24282C));
    c.rect((230.0, 390.0), 220.0, 170.0, 14.0, hex(0x3A3F44));
    for fin in 0..6 {
        c.rect((250.0, 406.0 + fin as f32 * 24.0), 180.0, 12.0, 4.0, hex(0x6C7378));
    }
    c.rect(
        (470.0, 390.0),
        240.0,
        170.0,
        14.0,
        Paint::Linear((470.0, 0.0), (710.0, 0.0), hex(0xD0492E), hex(0x8A2A18)),
    );
    for socket in 0..2 {
        c.ellipse((530.0 + socket as f32 * 110.0, 480.0), 38.0, 38.0, hex(0xF4EBDD));
        c.ellipse((518.0 + socket as f32 * 110.0, 480.0), 7.0, 7.0, hex(0x24282C));
        c.ellipse((544.0 + socket as f32 * 110.0, 480.0), 7.0, 7.0, hex(0x24282C));
    }
    c.line(
        &[
            (190.0, 580.0),
            (190.0, 230.0),
            (230.0, 200.0),
            (720.0, 200.0),
            (758.0, 230.0),
            (758.0, 580.0),
            (190.0, 580.0),
        ],
        20.0,
        hex(0x24282C),
    );
    for x in [240.0, 700.0] {
        c.rect((x - 30.0, 580.0), 60.0, 26.0, 10.0, hex(0x141210));
    }
}

/// A pump with its pipes and water.
pub fn pump(c: &mut Canvas) {
    c.shadow((480.0, 600.0), 370.0, 44.0, 0.5);
    c.line(&[(250.0, 430.0), (250.0, 250.0), (180.0, 200.0), (110.0, 240.0)], 60.0, hex(0x8A9096));
    c.blob(
        &[(92.0, 250.0), (134.0, 246.0), (150.0, 420.0), (120.0, 600.0), (50.0, 600.0), (74.0, 420.0)],
        hex(0x5FB7DE).alpha(0.8),
    );
    c.glow((90.0, 600.0), 150.0, 34.0, hex(0x5FB7DE).alpha(0.8));
    ball(c, (310.0, 470.0), 120.0, 112.0, hex(0x1F5F9C));
    c.ellipse((310.0, 470.0), 46.0, 46.0, hex(0xC7CBCE));
    c.rect(
        (400.0, 370.0),
        340.0,
        190.0,
        40.0,
        Paint::Linear((0.0, 370.0), (0.0, 560.0), hex(0x3E86C6), hex(0x163F6B)),
    );
    for fin in 0..9 {
        c.rect((450.0 + fin as f32 * 30.0, 372.0), 12.0, 186.0, 5.0, hex(0x123456).alpha(0.55));
    }
    c.rect((740.0, 410.0), 40.0, 110.0, 10.0, hex(0x24282C));
    c.rect((500.0, 320.0), 130.0, 56.0, 10.0, hex(0xF2A51E));
    for x in [260.0, 440.0, 660.0] {
        c.rect((x, 560.0), 70.0, 36.0, 6.0, hex(0x24282C));
    }
}

/// A mill with a hopper.
pub fn mill(c: &mut Canvas) {
    c.shadow((490.0, 606.0), 340.0, 40.0, 0.5);
    let green = hex(0x2C7A52);
    for (from, to) in [((300.0, 420.0), (250.0, 600.0)), ((640.0, 420.0), (700.0, 600.0))] {
        c.line(&[from, to], 22.0, hex(0x24282C));
    }
    c.poly(
        &[(300.0, 130.0), (660.0, 130.0), (560.0, 290.0), (400.0, 290.0)],
        Paint::Linear((300.0, 0.0), (660.0, 0.0), green.light(0.3), green.dark(0.3)),
    );
    c.ellipse((480.0, 130.0), 180.0, 34.0, green.dark(0.5));
    c.blob(&[(330.0, 128.0), (420.0, 92.0), (540.0, 92.0), (630.0, 128.0), (480.0, 158.0)], hex(0xF2C230));
    c.ellipse(
        (480.0, 380.0),
        160.0,
        120.0,
        Paint::Linear((340.0, 280.0), (620.0, 480.0), green.light(0.25), green.dark(0.3)),
    );
    c.ellipse((480.0, 380.0), 60.0, 60.0, hex(0xC7CBCE));
    c.ellipse((480.0, 380.0), 22.0, 22.0, hex(0x5B6064));
    c.ellipse((720.0, 400.0), 74.0, 74.0, hex(0x24282C));
    c.ellipse((720.0, 400.0), 40.0, 40.0, hex(0x8A9096));
    c.line(&[(500.0, 322.0), (716.0, 328.0)], 10.0, hex(0x141210));
    c.line(&[(500.0, 440.0), (716.0, 472.0)], 10.0, hex(0x141210));
    c.poly(&[(400.0, 480.0), (470.0, 480.0), (440.0, 560.0), (380.0, 560.0)], green.dark(0.3));
    c.blob(&[(300.0, 610.0), (360.0, 556.0), (430.0, 552.0), (500.0, 610.0)], hex(0xFBF3E2));
}

/// Solar panels on their stand.
pub fn solar(c: &mut Canvas) {
    c.shadow((490.0, 604.0), 420.0, 40.0, 0.45);
    for x in [260.0, 480.0, 700.0] {
        c.line(&[(x, 450.0), (x + 20.0, 600.0)], 16.0, hex(0x8A9096));
    }
    for panel in 0..3 {
        let left = 130.0 + panel as f32 * 240.0;
        let at = |u: f32, v: f32| (left + u * 220.0 + (1.0 - v) * 60.0, 180.0 + v * 330.0);
        c.poly(&[at(-0.03, -0.03), at(1.03, -0.03), at(1.03, 1.03), at(-0.03, 1.03)], hex(0xD7DBDD));
        c.poly(
            &[at(0.0, 0.0), at(1.0, 0.0), at(1.0, 1.0), at(0.0, 1.0)],
            Paint::Linear((left, 180.0), (left + 260.0, 510.0), hex(0x3E7FC0), hex(0x0E2747)),
        );
        for line in 1..6 {
            let v = line as f32 / 6.0;
            c.line(&[at(0.0, v), at(1.0, v)], 3.0, hex(0xBFD6EA).alpha(0.8));
        }
        for line in 1..4 {
            let u = line as f32 / 4.0;
            c.line(&[at(u, 0.0), at(u, 1.0)], 3.0, hex(0xBFD6EA).alpha(0.8));
        }
        c.poly(
            &[at(0.1, 0.0), at(0.4, 0.0), at(0.2, 1.0), at(0.0, 1.0), at(0.0, 0.4)],
            hex(0xFFFFFF).alpha(0.2),
        );
    }
}

/// Solar street lights.
pub fn streetlight(c: &mut Canvas) {
    for (x, scale) in [(480.0, 1.0), (760.0, 0.7), (230.0, 0.6)] {
        c.within((x, 610.0), scale, 0.0, |c| {
            c.shadow((6.0, 0.0), 60.0, 14.0, 0.5);
            c.rect(
                (-10.0, -520.0),
                20.0,
                520.0,
                6.0,
                Paint::Linear((-10.0, 0.0), (10.0, 0.0), hex(0xD7DBDD), hex(0x6C7378)),
            );
            c.poly(&[(-100.0, -500.0), (60.0, -560.0), (90.0, -530.0), (-70.0, -470.0)], hex(0x173F6B));
            c.line(&[(0.0, -420.0), (110.0, -440.0)], 12.0, hex(0x8A9096));
            c.rect((90.0, -456.0), 90.0, 24.0, 8.0, hex(0x3A3F44));
            c.glow((135.0, -400.0), 130.0, 130.0, hex(0xFFE9A8).alpha(0.8));
        });
    }
}

/// A microscope.
pub fn microscope(c: &mut Canvas) {
    c.shadow((490.0, 608.0), 250.0, 36.0, 0.5);
    let white = hex(0xE4E7E6);
    c.rect((300.0, 560.0), 380.0, 46.0, 20.0, white.dark(0.2));
    c.ring(
        (520.0, 400.0),
        150.0,
        54.0,
        -60.0,
        100.0,
        Paint::Linear((480.0, 250.0), (680.0, 560.0), white, white.dark(0.35)),
    );
    c.rect((340.0, 450.0), 220.0, 26.0, 6.0, hex(0x24282C));
    c.rect((400.0, 442.0), 90.0, 10.0, 2.0, hex(0x9FD3E6));
    c.within((470.0, 300.0), 1.0, -14.0, |c| {
        c.rect(
            (-46.0, -150.0),
            92.0,
            210.0,
            18.0,
            Paint::Linear((-46.0, 0.0), (46.0, 0.0), white.light(0.4), white.dark(0.35)),
        );
        c.rect((-34.0, -214.0), 68.0, 70.0, 12.0, hex(0x24282C));
        c.rect((-30.0, 56.0), 60.0, 66.0, 8.0, hex(0x3A3F44));
    });
    c.ellipse((600.0, 470.0), 32.0, 32.0, hex(0x24282C));
}

/// A first-aid case.
pub fn medkit(c: &mut Canvas) {
    c.shadow((500.0, 606.0), 340.0, 40.0, 0.5);
    c.line(&arc((480.0, 270.0), 90.0, 80.0, 180.0, 360.0), 26.0, hex(0x24282C));
    c.rect(
        (210.0, 260.0),
        540.0,
        340.0,
        44.0,
        Paint::Linear((210.0, 260.0), (750.0, 600.0), hex(0xFFFFFF), hex(0xC9C4B8)),
    );
    c.rect((210.0, 400.0), 540.0, 14.0, 0.0, hex(0xA8A294));
    c.ellipse((480.0, 430.0), 120.0, 120.0, hex(0x0B6B4B));
    c.rect((450.0, 350.0), 60.0, 160.0, 8.0, hex(0xFFFFFF));
    c.rect((400.0, 400.0), 160.0, 60.0, 8.0, hex(0xFFFFFF));
    for x in [270.0, 650.0] {
        c.rect((x, 384.0), 44.0, 46.0, 6.0, hex(0x8A9096));
    }
}
