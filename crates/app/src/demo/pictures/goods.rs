//! Building materials, electronics, furniture and machines.

use super::canvas::{Canvas, Color, Paint, Point, arc, hex};
use super::shapes::{ball, cuboid, cylinder, label};

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
                c.rect((x + 26.0 + hole as f32 * 56.0, y + 22.0), 42.0, 34.0, 6.0, clay.dark(0.4).alpha(0.55));
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
        c.poly(&[(150.0 + shift, y), (250.0 + shift, y - 54.0), (820.0, y - 54.0), (740.0, y)], wood.light(0.35));
        c.rect((150.0 + shift, y), 590.0 - shift, 58.0, 3.0, Paint::Linear((0.0, y), (0.0, y + 58.0), wood.light(0.15), wood.dark(0.15)));
        c.poly(&[(740.0, y), (820.0, y - 54.0), (820.0, y + 2.0), (740.0, y + 58.0)], wood.dark(0.35));
        for grain in 0..3 {
            let gy = y + 14.0 + grain as f32 * 15.0;
            c.line(&[(180.0 + shift, gy), (420.0, gy + 4.0), (700.0, gy - 2.0)], 3.0, wood.dark(0.3).alpha(0.55));
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
            c.line(&[(x, y), (x + 190.0, y - 120.0)], 2.0 * r, Paint::Linear((x - r * 0.5, y - r * 0.8), (x + r * 0.5, y + r * 0.8), tone.light(0.4), tone.dark(0.35)));
            c.ellipse((x, y), r, r, tone.light(0.25));
            c.ellipse((x, y), r * 0.74, r * 0.74, if hollow { tone.dark(0.75) } else { tone.dark(0.15) });
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
            c.poly(&[(x, y0), (x + 25.0, y0), (x + 55.0, y0 + 170.0), (x + 30.0, y0 + 170.0)], Paint::Linear((x, 0.0), (x + 48.0, 0.0), tone.light(0.4), tone.light(0.05)));
            c.poly(&[(x + 24.0, y0), (x + 49.0, y0), (x + 79.0, y0 + 170.0), (x + 54.0, y0 + 170.0)], Paint::Linear((x + 24.0, 0.0), (x + 70.0, 0.0), tone.dark(0.12), tone.dark(0.32)));
            c.ellipse((x + 54.0, y0 + 170.0), 25.0, 9.0, tone.dark(0.2));
        }
    }
}

/// Buckets of paint.
pub fn paint(c: &mut Canvas) {
    for (x, top, r, tone) in [(290.0, 330.0, 105.0, 0x1F6FB2), (670.0, 330.0, 105.0, 0xF2A51E), (480.0, 370.0, 125.0, 0xB4412B)] {
        let tone = hex(tone);
        let h = 590.0 - top + (r - 105.0);
        c.shadow((x + 20.0, top + h), r * 1.3, 36.0, 0.5);
        cylinder(c, (x, top), r, h, r * 0.26, hex(0xE9E6DF));
        label(c, (x, top + h * 0.56), r * 1.3, h * 0.5, tone);
        c.ellipse((x, top), r * 0.88, r * 0.21, tone.dark(0.1));
        c.blob(&[(x - r, top + 6.0), (x - r * 0.7, top + 16.0), (x - r * 0.66, top + h * 0.3), (x - r * 0.82, top + h * 0.34), (x - r * 0.94, top + h * 0.16)], tone);
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
    c.blob(&[(272.0, 250.0), (330.0, 180.0), (420.0, 150.0), (540.0, 150.0), (630.0, 180.0), (688.0, 250.0), (480.0, 300.0)], Paint::Linear((272.0, 0.0), (688.0, 0.0), tone.light(0.35), tone.dark(0.25)));
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
                let toward = |share: f32| (corner.0 + (middle.0 - corner.0) * share, corner.1 + (middle.1 - corner.1) * share);
                c.poly(&[corner, (middle.0, corner.1), toward(0.6), (corner.0, middle.1)], blue);
                c.ellipse(toward(0.42), 9.0, 9.0, cream);
            }
            c.poly(&[(x + 60.0, y + 26.0), (x + 94.0, y + 60.0), (x + 60.0, y + 94.0), (x + 26.0, y + 60.0)], clay);
            c.ellipse(middle, 13.0, 13.0, hex(0xF2C14E));
            c.rect((x, y), 120.0, 120.0, 4.0, Paint::Linear((x, y), (x + 120.0, y + 120.0), hex(0xFFFFFF).alpha(0.28), hex(0).alpha(0.1)));
        }
    }
}

/// Lamps that are on.
pub fn bulbs(c: &mut Canvas) {
    for (x, y, scale) in [(300.0, 420.0, 0.85), (660.0, 420.0, 0.85), (480.0, 370.0, 1.1)] {
        c.within((x, y), scale, 0.0, |c| {
            c.glow((0.0, -40.0), 260.0, 260.0, hex(0xFFE9A8).alpha(0.75));
            c.blob(&[(0.0, -170.0), (96.0, -110.0), (104.0, -20.0), (54.0, 80.0), (-54.0, 80.0), (-104.0, -20.0), (-96.0, -110.0)], Paint::Round((-20.0, -60.0), 170.0, hex(0xFFFDF2), hex(0xF4D98A)));
            c.rect((-56.0, 74.0), 112.0, 46.0, 8.0, hex(0xF2F0EA));
            for thread in 0..3 {
                c.rect((-42.0, 122.0 + thread as f32 * 22.0), 84.0, 18.0, 8.0, Paint::Linear((-42.0, 0.0), (42.0, 0.0), hex(0xDADADA), hex(0x77736C)));
            }
        });
    }
}

/// A hand-held screen, upright.
fn handset(c: &mut Canvas, (x, y): Point, w: f32, h: f32, turn: f32, screen: [u32; 2]) {
    c.within((x, y), 1.0, turn, |c| {
        c.shadow((14.0, 14.0), w * 0.8, h * 0.62, 0.4);
        c.rect((-w / 2.0, -h / 2.0), w, h, w * 0.12, Paint::Linear((-w / 2.0, 0.0), (w / 2.0, 0.0), hex(0x4A4F55), hex(0x16181A)));
        let (sw, sh) = (w * 0.9, h * 0.92);
        c.rect((-sw / 2.0, -sh / 2.0), sw, sh, w * 0.08, Paint::Linear((0.0, -sh / 2.0), (0.0, sh / 2.0), hex(screen[0]), hex(screen[1])));
        for row in 0..3 {
            for column in 0..3 {
                let tone = [0xF2A51E, 0xFBF7F0, 0xB4412B, 0x3FBF8F][(row * 2 + column) % 4];
                let cell = sw / 3.6;
                c.rect((-sw * 0.42 + column as f32 * cell * 1.08, -sh * 0.2 + row as f32 * cell * 1.12), cell * 0.78, cell * 0.78, cell * 0.2, hex(tone));
            }
        }
        c.rect((-sw * 0.4, -sh * 0.4), sw * 0.5, sh * 0.05, 6.0, hex(0xFFFFFF).alpha(0.85));
        c.poly(&[(sw * 0.1, -sh / 2.0), (sw / 2.0, -sh / 2.0), (sw / 2.0, 0.0), (-sw * 0.2, sh / 2.0), (-sw * 0.45, sh / 2.0)], hex(0xFFFFFF).alpha(0.1));
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
    c.rect((250.0, 170.0), 460.0, 296.0, 4.0, Paint::Linear((0.0, 170.0), (0.0, 466.0), hex(0x123C46), hex(0x1F6F8B)));
    chart(c, (290.0, 230.0), 250.0, 190.0);
    for line in 0..4 {
        c.rect((570.0, 240.0 + line as f32 * 44.0), 110.0 - (line % 2) as f32 * 30.0, 14.0, 7.0, hex(0xFFFFFF).alpha(0.75));
    }
    c.poly(&[(230.0, 490.0), (730.0, 490.0), (836.0, 580.0), (124.0, 580.0)], Paint::Linear((0.0, 490.0), (0.0, 580.0), hex(0xB9BEC2), hex(0xDFE2E4)));
    for row in 0..3 {
        for key in 0..12 {
            let spread = 1.0 + row as f32 * 0.07;
            c.rect((480.0 + (key as f32 - 6.0) * 39.0 * spread, 499.0 + row as f32 * 17.0), 33.0 * spread, 12.0, 3.0, hex(0x3A3F44));
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
        c.rect((174.0, 144.0), 612.0, 362.0, 2.0, Paint::Linear((0.0, 144.0), (0.0, 506.0), hex(0x3F8FC4), hex(0xF7D794)));
        c.ellipse((620.0, 280.0), 60.0, 60.0, hex(0xFFF1C4));
        c.blob(&[(174.0, 430.0), (300.0, 330.0), (420.0, 400.0), (560.0, 320.0), (786.0, 430.0), (786.0, 506.0), (174.0, 506.0)], hex(0x2E6B3F));
        c.poly(&[(174.0, 506.0), (174.0, 450.0), (480.0, 430.0), (786.0, 470.0), (786.0, 506.0)], hex(0x1C4A2E));
    } else {
        c.rect((174.0, 144.0), 612.0, 362.0, 2.0, hex(0xF4F1EA));
        c.rect((174.0, 144.0), 612.0, 46.0, 2.0, hex(0x0B6B4B));
        chart(c, (220.0, 240.0), 280.0, 220.0);
        for line in 0..5 {
            c.rect((550.0, 250.0 + line as f32 * 42.0), 190.0 - (line % 3) as f32 * 40.0, 16.0, 8.0, hex(0xC9C2B4));
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
        c.rect((300.0 - line as f32 * 9.0, 500.0 + line as f32 * 24.0), 300.0 - (line % 2) as f32 * 90.0, 9.0, 4.0, hex(0x9A968E));
    }
}

/// A router with its aerials.
pub fn router(c: &mut Canvas) {
    c.shadow((490.0, 596.0), 350.0, 40.0, 0.5);
    for (x, lean) in [(280.0, -30.0), (680.0, 30.0)] {
        c.line(&[(x, 470.0), (x + lean, 190.0)], 24.0, hex(0x2B2E31));
    }
    for wave in 0..3 {
        c.ring((480.0, 330.0), 50.0 + wave as f32 * 46.0, 14.0, 215.0, 325.0, hex(0x0B6B4B).alpha(0.9 - wave as f32 * 0.2));
    }
    c.rect((200.0, 440.0), 560.0, 140.0, 26.0, Paint::Linear((0.0, 440.0), (0.0, 580.0), hex(0xFBFAF6), hex(0xB9B6AE)));
    for light in 0..6 {
        c.ellipse((290.0 + light as f32 * 74.0, 510.0), 11.0, 11.0, if light == 4 { hex(0xF2A51E) } else { hex(0x3FBF8F) });
    }
}

/// Loudspeakers.
pub fn speakers(c: &mut Canvas) {
    for x in [300.0, 660.0] {
        c.shadow((x + 24.0, 606.0), 190.0, 34.0, 0.5);
        cuboid(c, (x - 130.0, 160.0), 250.0, 440.0, 60.0, hex(0x2E2A28));
        for (y, r) in [(280.0, 70.0), (470.0, 105.0)] {
            c.ellipse((x - 5.0, y), r, r, hex(0x8A8580));
            c.ellipse((x - 5.0, y), r * 0.9, r * 0.9, Paint::Round((x - 30.0, y - 30.0), r * 1.3, hex(0x57504A), hex(0x14110F)));
            c.ellipse((x - 5.0, y), r * 0.32, r * 0.32, hex(0xB4412B));
        }
    }
}

/// A power bank and a plug.
pub fn charger(c: &mut Canvas) {
    c.shadow((370.0, 580.0), 200.0, 60.0, 0.45);
    c.rect((230.0, 180.0), 250.0, 410.0, 40.0, Paint::Linear((230.0, 180.0), (480.0, 590.0), hex(0x3C4B57), hex(0x151B20)));
    for light in 0..4 {
        c.ellipse((290.0 + light as f32 * 40.0, 250.0), 9.0, 9.0, if light < 3 { hex(0x3FBF8F) } else { hex(0x55606A) });
    }
    c.poly(&[(380.0, 330.0), (320.0, 430.0), (356.0, 430.0), (336.0, 520.0), (400.0, 406.0), (362.0, 406.0)], hex(0xF2A51E));
    c.line(&[(356.0, 180.0), (360.0, 110.0), (540.0, 100.0), (640.0, 170.0), (650.0, 330.0)], 13.0, hex(0xF4EBDD));
    c.shadow((670.0, 570.0), 130.0, 40.0, 0.45);
    c.rect((570.0, 330.0), 160.0, 190.0, 26.0, Paint::Linear((570.0, 330.0), (730.0, 520.0), hex(0xFDFCF8), hex(0xBDB8AE)));
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
        for (x, y, w, h, tone) in [(-110.0, -200.0, 110.0, 90.0, 0x1B1D1F), (20.0, -200.0, 90.0, 60.0, 0xB9BEC2), (-110.0, -90.0, 220.0, 190.0, 0x3A3F44), (-100.0, 120.0, 80.0, 70.0, 0xE5B54A), (10.0, 120.0, 100.0, 70.0, 0x1B1D1F)] {
            c.rect((x, y), w, h, 8.0, hex(tone));
        }
        for trace in 0..5 {
            c.line(&[(20.0 + trace as f32 * 18.0, -130.0), (20.0 + trace as f32 * 18.0, -96.0)], 4.0, hex(0xE5B54A));
        }
    });
    for (x, turn, tone) in [(690.0, 20.0, 0xB4412B), (790.0, 32.0, 0xF2A51E)] {
        c.within((x, 400.0), 1.0, turn, |c| {
            c.shadow((10.0, 60.0), 60.0, 240.0, 0.3);
            c.rect((-8.0, -30.0), 16.0, 260.0, 5.0, Paint::Linear((-8.0, 0.0), (8.0, 0.0), hex(0xF0F0F0), hex(0x77736C)));
            c.rect((-32.0, -220.0), 64.0, 200.0, 28.0, Paint::Linear((-32.0, 0.0), (32.0, 0.0), hex(tone).light(0.3), hex(tone).dark(0.3)));
        });
    }
}

/// Spanner, hammer and pliers.
pub fn tools(c: &mut Canvas) {
    c.shadow((480.0, 420.0), 380.0, 220.0, 0.3);
    c.within((330.0, 370.0), 1.0, -18.0, |c| {
        c.rect((-20.0, -120.0), 40.0, 340.0, 16.0, Paint::Linear((-20.0, 0.0), (20.0, 0.0), hex(0xD59A58), hex(0x8A5326)));
        c.blob(&[(-110.0, -200.0), (60.0, -204.0), (120.0, -168.0), (118.0, -140.0), (40.0, -130.0), (-110.0, -130.0)], Paint::Linear((0.0, -200.0), (0.0, -130.0), hex(0xC7CBCE), hex(0x5B6064)));
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
        c.rect((-40.0, 56.0), 76.0, 170.0, 26.0, Paint::Linear((-40.0, 0.0), (40.0, 0.0), hex(0x3A2A20), hex(0x17100B)));
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
    c.rect((320.0, 180.0), 400.0, 190.0, 60.0, Paint::Linear((0.0, 180.0), (0.0, 370.0), body.light(0.3), body.dark(0.25)));
    c.poly(&[(540.0, 340.0), (690.0, 340.0), (730.0, 530.0), (580.0, 530.0)], Paint::Linear((540.0, 0.0), (730.0, 0.0), hex(0x3A3F44), hex(0x16181A)));
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
            c.poly(&[(-r * 0.15, -r * 0.85), (-r * 0.1, -r * 1.18), (r * 0.1, -r * 1.18), (r * 0.15, -r * 0.85)], tone);
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
        c.rect((140.0, y - 44.0), 380.0 * r, 84.0, 40.0, Paint::Linear((140.0, 0.0), (520.0, 0.0), hex(0x4A4744), hex(0x171514)));
        for tread in 0..17 {
            c.line(&[(170.0 + tread as f32 * 20.0, y - 36.0), (162.0 + tread as f32 * 20.0, y + 32.0)], 4.0, hex(0x0E0D0C).alpha(0.7));
        }
    }
    c.shadow((640.0, 606.0), 220.0, 36.0, 0.5);
    c.ellipse((620.0, 380.0), 226.0, 226.0, Paint::Linear((400.0, 160.0), (840.0, 600.0), hex(0x55514E), hex(0x141210)));
    for tread in 0..40 {
        c.within((620.0, 380.0), 1.0, tread as f32 * 9.0, |c| c.rect((-5.0, -226.0), 10.0, 34.0, 3.0, hex(0x0E0D0C).alpha(0.75)));
    }
    c.ring((620.0, 380.0), 165.0, 5.0, 0.0, 360.0, hex(0x77726D));
    c.ellipse((620.0, 380.0), 128.0, 128.0, Paint::Linear((500.0, 260.0), (740.0, 500.0), hex(0xEDEFF0), hex(0x7C8286)));
    for spoke in 0..5 {
        c.within((620.0, 380.0), 1.0, spoke as f32 * 72.0, |c| c.poly(&[(-30.0, -40.0), (-44.0, -108.0), (44.0, -108.0), (30.0, -40.0)], hex(0x3A3F44)));
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
    c.poly(&[(470.0, 366.0), (392.0, 456.0), (446.0, 456.0), (424.0, 528.0), (520.0, 430.0), (462.0, 430.0)], hex(0xF2A51E));
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
    c.rect((230.0, 250.0), 480.0, 130.0, 24.0, Paint::Linear((0.0, 250.0), (0.0, 380.0), hex(0xE2A026), hex(0xA3661A)));
    c.rect((420.0, 228.0), 80.0, 30.0, 8.0, hex(0x24282C));
    c.rect((230.0, 390.0), 220.0, 170.0, 14.0, hex(0x3A3F44));
    for fin in 0..6 {
        c.rect((250.0, 406.0 + fin as f32 * 24.0), 180.0, 12.0, 4.0, hex(0x6C7378));
    }
    c.rect((470.0, 390.0), 240.0, 170.0, 14.0, Paint::Linear((470.0, 0.0), (710.0, 0.0), hex(0xD0492E), hex(0x8A2A18)));
    for socket in 0..2 {
        c.ellipse((530.0 + socket as f32 * 110.0, 480.0), 38.0, 38.0, hex(0xF4EBDD));
        c.ellipse((518.0 + socket as f32 * 110.0, 480.0), 7.0, 7.0, hex(0x24282C));
        c.ellipse((544.0 + socket as f32 * 110.0, 480.0), 7.0, 7.0, hex(0x24282C));
    }
    c.line(&[(190.0, 580.0), (190.0, 230.0), (230.0, 200.0), (720.0, 200.0), (758.0, 230.0), (758.0, 580.0), (190.0, 580.0)], 20.0, hex(0x24282C));
    for x in [240.0, 700.0] {
        c.rect((x - 30.0, 580.0), 60.0, 26.0, 10.0, hex(0x141210));
    }
}

/// A pump with its pipes and water.
pub fn pump(c: &mut Canvas) {
    c.shadow((480.0, 600.0), 370.0, 44.0, 0.5);
    c.line(&[(250.0, 430.0), (250.0, 250.0), (180.0, 200.0), (110.0, 240.0)], 60.0, hex(0x8A9096));
    c.blob(&[(92.0, 250.0), (134.0, 246.0), (150.0, 420.0), (120.0, 600.0), (50.0, 600.0), (74.0, 420.0)], hex(0x5FB7DE).alpha(0.8));
    c.glow((90.0, 600.0), 150.0, 34.0, hex(0x5FB7DE).alpha(0.8));
    ball(c, (310.0, 470.0), 120.0, 112.0, hex(0x1F5F9C));
    c.ellipse((310.0, 470.0), 46.0, 46.0, hex(0xC7CBCE));
    c.rect((400.0, 370.0), 340.0, 190.0, 40.0, Paint::Linear((0.0, 370.0), (0.0, 560.0), hex(0x3E86C6), hex(0x163F6B)));
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
    c.poly(&[(300.0, 130.0), (660.0, 130.0), (560.0, 290.0), (400.0, 290.0)], Paint::Linear((300.0, 0.0), (660.0, 0.0), green.light(0.3), green.dark(0.3)));
    c.ellipse((480.0, 130.0), 180.0, 34.0, green.dark(0.5));
    c.blob(&[(330.0, 128.0), (420.0, 92.0), (540.0, 92.0), (630.0, 128.0), (480.0, 158.0)], hex(0xF2C230));
    c.ellipse((480.0, 380.0), 160.0, 120.0, Paint::Linear((340.0, 280.0), (620.0, 480.0), green.light(0.25), green.dark(0.3)));
    c.ellipse((480.0, 380.0), 60.0, 60.0, hex(0xC7CBCE));
    c.ellipse((480.0, 380.0), 22.0, 22.0, hex(0x5B6064));
    c.ellipse((720.0, 400.0), 74.0, 74.0, hex(0x24282C));
    c.ellipse((720.0, 400.0), 40.0, 40.0, hex(0x8A9096));
    c.line(&[(500.0, 322.0), (716.0, 328.0)], 10.0, hex(0x141210));
    c.line(&[(500.0, 440.0), (716.0, 472.0)], 10.0, hex(0x141210));
    c.poly(&[(400.0, 480.0), (470.0, 480.0), (440.0, 560.0), (380.0, 560.0)], green.dark(0.3));
    c.blob(&[(300.0, 610.0), (360.0, 556.0), (430.0, 552.0), (500.0, 610.0)], hex(0xFBF3E2));
}

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
            c.ellipse((x + w / 2.0, y + 240.0), 102.0, 102.0, Paint::Linear((x, y), (x + w, y + h), hex(0xBFE0EA), hex(0x1F4E63)));
            c.blob(&[(x + 100.0, y + 270.0), (x + 170.0, y + 230.0), (x + 270.0, y + 280.0), (x + 180.0, y + 334.0)], hex(0xE08A1E).alpha(0.85));
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
            c.rect((x + 60.0, y + 140.0), w - 120.0, 160.0, 10.0, Paint::Round((x + w / 2.0, y + 260.0), 200.0, hex(0xF7B04A), hex(0x5A2410)));
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
        c.within((480.0, 280.0), 1.0, blade as f32 * 120.0, |c| c.blob(&[(0.0, -24.0), (70.0, -150.0), (150.0, -90.0), (100.0, -10.0), (20.0, 10.0)], hex(0x1F6FB2).alpha(0.85)));
    }
    for ring in 0..6 {
        c.ring((480.0, 280.0), 48.0 + ring as f32 * 30.0, 5.0, 0.0, 360.0, hex(0x5B6064).alpha(0.8));
    }
    for spoke in 0..24 {
        c.within((480.0, 280.0), 1.0, spoke as f32 * 15.0, |c| c.rect((-2.0, -198.0), 4.0, 160.0, 2.0, hex(0x5B6064).alpha(0.6)));
    }
    c.ellipse((480.0, 280.0), 42.0, 42.0, hex(0x24282C));
}

/// A sofa.
pub fn sofa(c: &mut Canvas, cloth: Color) {
    c.shadow((490.0, 606.0), 420.0, 40.0, 0.5);
    for x in [190.0, 740.0] {
        c.rect((x, 570.0), 26.0, 36.0, 4.0, hex(0x5B3A20));
    }
    c.rect((190.0, 270.0), 580.0, 250.0, 50.0, Paint::Linear((0.0, 270.0), (0.0, 520.0), cloth.light(0.15), cloth.dark(0.2)));
    for x in [216.0, 486.0] {
        c.rect((x, 290.0), 258.0, 180.0, 34.0, Paint::Linear((x, 290.0), (x + 258.0, 470.0), cloth.light(0.25), cloth.dark(0.1)));
        c.rect((x, 430.0), 258.0, 90.0, 26.0, Paint::Linear((0.0, 430.0), (0.0, 520.0), cloth.light(0.35), cloth.dark(0.05)));
    }
    for x in [150.0, 730.0] {
        c.rect((x, 360.0), 84.0, 220.0, 38.0, Paint::Linear((x, 0.0), (x + 84.0, 0.0), cloth.light(0.28), cloth.dark(0.25)));
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
    c.poly(&[(150.0, 370.0), (260.0, 290.0), (710.0, 290.0), (810.0, 370.0)], Paint::Linear((0.0, 290.0), (0.0, 370.0), wood.light(0.45), wood.light(0.2)));
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
        c.within((480.0, 236.0), 1.0, leaf as f32 * 32.0 - 64.0, |c| c.blob(&[(0.0, 0.0), (-22.0, -70.0), (0.0, -130.0), (22.0, -70.0)], hex(0x3F7D3A)));
    }
}

/// A chair.
pub fn chair(c: &mut Canvas) {
    c.shadow((490.0, 606.0), 230.0, 40.0, 0.5);
    let (frame, cloth) = (hex(0x24282C), hex(0x14676B));
    c.rect((370.0, 120.0), 220.0, 280.0, 50.0, Paint::Linear((370.0, 120.0), (590.0, 400.0), cloth.light(0.3), cloth.dark(0.2)));
    c.rect((466.0, 380.0), 28.0, 60.0, 6.0, frame);
    c.rect((330.0, 410.0), 300.0, 64.0, 30.0, Paint::Linear((0.0, 410.0), (0.0, 474.0), cloth.light(0.35), cloth.dark(0.2)));
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
    c.rect((170.0, 190.0), 620.0, 330.0, 26.0, Paint::Linear((0.0, 190.0), (0.0, 520.0), wood.light(0.25), wood.dark(0.1)));
    for slat in 0..6 {
        c.rect((210.0 + slat as f32 * 94.0, 220.0), 70.0, 150.0, 10.0, wood.dark(0.2));
    }
    c.rect((180.0, 400.0), 600.0, 130.0, 24.0, hex(0xFBF6EC));
    for x in [230.0, 510.0] {
        c.rect((x, 330.0), 230.0, 96.0, 40.0, Paint::Linear((0.0, 330.0), (0.0, 426.0), hex(0xFFFFFF), hex(0xD8D1C2)));
    }
    let spread = hex(0xB4412B);
    c.poly(&[(170.0, 450.0), (790.0, 450.0), (820.0, 590.0), (140.0, 590.0)], Paint::Linear((0.0, 450.0), (0.0, 590.0), spread.light(0.12), spread.dark(0.2)));
    for zig in 0..11 {
        let x = 160.0 + zig as f32 * 58.0;
        c.poly(&[(x, 540.0), (x + 29.0, 500.0), (x + 58.0, 540.0)], hex(0xF2C14E));
    }
    c.line(&[(148.0, 562.0), (812.0, 562.0)], 8.0, hex(0x1C3A2E));
}

/// Cooking pots.
pub fn pots(c: &mut Canvas, metal: Color) {
    for (x, top, r, h) in [(640.0, 260.0, 130.0, 160.0), (330.0, 300.0, 150.0, 180.0), (510.0, 420.0, 175.0, 170.0)] {
        c.shadow((x + 20.0, top + h + 20.0), r * 1.25, 40.0, 0.5);
        for side in [-1.0_f32, 1.0] {
            c.ring((x + side * (r + 6.0), top + h * 0.35), 26.0, 12.0, 0.0, 360.0, metal.dark(0.4));
        }
        cylinder(c, (x, top), r, h, r * 0.28, metal);
        c.ellipse((x, top), r * 1.03, r * 0.3, metal.light(0.2));
        c.blob(&[(x - r * 0.98, top), (x - r * 0.6, top - r * 0.24), (x, top - r * 0.34), (x + r * 0.6, top - r * 0.24), (x + r * 0.98, top), (x, top + r * 0.22)], Paint::Linear((x - r, 0.0), (x + r, 0.0), metal.light(0.55), metal.dark(0.2)));
        ball(c, (x, top - r * 0.38), 20.0, 16.0, hex(0x24282C));
    }
}

/// A clay tagine.
pub fn tagine(c: &mut Canvas) {
    let clay = hex(0xC2602F);
    c.shadow((500.0, 604.0), 340.0, 44.0, 0.5);
    c.blob(&[(180.0, 500.0), (220.0, 580.0), (480.0, 606.0), (740.0, 580.0), (780.0, 500.0)], Paint::Linear((180.0, 0.0), (780.0, 0.0), clay.light(0.2), clay.dark(0.35)));
    c.ellipse((480.0, 498.0), 304.0, 56.0, clay.light(0.15));
    c.blob(&[(224.0, 490.0), (300.0, 380.0), (400.0, 240.0), (446.0, 150.0), (514.0, 150.0), (560.0, 240.0), (660.0, 380.0), (736.0, 490.0), (480.0, 540.0)], Paint::Linear((260.0, 0.0), (720.0, 0.0), clay.light(0.3), clay.dark(0.35)));
    ball(c, (480.0, 140.0), 50.0, 40.0, clay);
    for mark in 0..8 {
        let x = 300.0 + mark as f32 * 52.0;
        c.poly(&[(x - 20.0, 470.0), (x, 424.0), (x + 20.0, 470.0)], hex(0x14676B));
        c.ellipse((x, 400.0), 8.0, 8.0, hex(0xF2C14E));
    }
}

/// Enamel plates.
pub fn plates(c: &mut Canvas) {
    for (x, y, r, rim) in [(340.0, 330.0, 170.0, 0x1F6FB2), (640.0, 350.0, 160.0, 0xB4412B), (480.0, 500.0, 180.0, 0x0B6B4B)] {
        c.shadow((x + 20.0, y + 40.0), r * 1.2, r * 0.8, 0.4);
        c.ellipse((x, y), r, r * 0.66, hex(rim));
        c.ellipse((x, y - 4.0), r * 0.94, r * 0.61, Paint::Round((x - 50.0, y - 50.0), r * 1.6, hex(0xFFFFFF), hex(0xCFC8BA)));
        c.ellipse((x, y), r * 0.62, r * 0.38, hex(0xE9E3D6));
        for petal in 0..6 {
            let (sin, cos) = (petal as f32 * 60.0).to_radians().sin_cos();
            c.ellipse((x + cos * r * 0.2, y + sin * r * 0.13), r * 0.09, r * 0.07, hex(rim));
        }
        c.ellipse((x, y), r * 0.08, r * 0.06, hex(0xF2A51E));
    }
}

/// Cardboard boxes.
pub fn cartons(c: &mut Canvas, board: Color) {
    c.shadow((500.0, 608.0), 380.0, 44.0, 0.5);
    for (x, y, w, h) in [(210.0, 420.0, 250.0, 180.0), (490.0, 430.0, 240.0, 170.0), (330.0, 240.0, 260.0, 180.0)] {
        cuboid(c, (x, y), w, h, 80.0, board);
        c.poly(&[(x + w * 0.44, y), (x + w * 0.44 + 60.0, y - 40.0), (x + w * 0.56 + 60.0, y - 40.0), (x + w * 0.56, y)], board.light(0.6));
        c.rect((x + w * 0.44, y), w * 0.12, 46.0, 0.0, board.light(0.55));
        c.poly(&[(x + w * 0.68, y + h * 0.82), (x + w * 0.78, y + h * 0.58), (x + w * 0.88, y + h * 0.82)], board.dark(0.5));
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
                c.rect((262.0 + slot as f32 * 68.0, y + 44.0 + row as f32 * 42.0), 52.0, 28.0, 8.0, hex(tone).dark(0.55));
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
        c.line(&[(x - 10.0, foot - 340.0), (x + 20.0, foot - 384.0), (x + 90.0, foot - 384.0), (x + 104.0, foot - 330.0)], 28.0, tone.dark(0.15));
        c.rect((x - 125.0, foot - 352.0), 250.0, 350.0, 40.0, Paint::Linear((x - 125.0, 0.0), (x + 125.0, 0.0), tone.light(0.28), tone.dark(0.3)));
        c.line(&[(x - 70.0, foot - 280.0), (x + 70.0, foot - 80.0)], 10.0, tone.dark(0.2).alpha(0.6));
        c.line(&[(x + 70.0, foot - 280.0), (x - 70.0, foot - 80.0)], 10.0, tone.dark(0.2).alpha(0.6));
    }
}

/// Paper bags.
pub fn paperbags(c: &mut Canvas) {
    for (x, y, w, h, tone) in [(210.0, 270.0, 210.0, 320.0, 0xC99A62), (560.0, 250.0, 220.0, 340.0, 0xE9DCC3), (370.0, 330.0, 230.0, 285.0, 0xB98047)] {
        let tone = hex(tone);
        c.shadow((x + w / 2.0 + 20.0, y + h), w * 0.75, 34.0, 0.5);
        c.poly(&[(x, y + h), (x + 10.0, y), (x + w - 10.0, y), (x + w, y + h)], Paint::Linear((x, 0.0), (x + w, 0.0), tone.light(0.25), tone.dark(0.22)));
        c.line(&[(x + 12.0, y + 34.0), (x + w - 12.0, y + 34.0)], 4.0, tone.dark(0.35));
        label(c, (x + w / 2.0, y + h * 0.56), w * 0.52, h * 0.36, hex(0x0B6B4B));
    }
}

/// Bars of soap.
pub fn soap(c: &mut Canvas) {
    c.shadow((480.0, 604.0), 360.0, 44.0, 0.45);
    for (x, y, tone) in [(210.0, 500.0, 0x3A2A22), (480.0, 510.0, 0xC9B458), (300.0, 400.0, 0xD9C9A5), (540.0, 405.0, 0x4A3428), (410.0, 300.0, 0x8FA860)] {
        cuboid(c, (x, y), 220.0, 90.0, 60.0, hex(tone));
        c.rect((x + 40.0, y + 22.0), 140.0, 46.0, 12.0, hex(tone).dark(0.25));
        c.poly(&[(x + 92.0, y + 60.0), (x + 110.0, y + 30.0), (x + 128.0, y + 60.0)], hex(tone).light(0.4));
    }
    for (x, y, r) in [(760.0, 430.0, 34.0), (800.0, 500.0, 22.0), (730.0, 350.0, 20.0), (180.0, 420.0, 26.0)] {
        c.ellipse((x, y), r, r, hex(0xFFFFFF).alpha(0.35));
        c.ring((x, y), r, 3.0, 0.0, 360.0, hex(0xFFFFFF).alpha(0.7));
    }
}

/// Pots and tubes of cream.
pub fn cosmetics(c: &mut Canvas) {
    super::shapes::bottle(c, (300.0, 590.0), 130.0, 380.0, hex(0xB9742E), hex(0x24282C));
    label(c, (300.0, 470.0), 104.0, 130.0, hex(0x0B6B4B));
    super::shapes::jar(c, (480.0, 612.0), 210.0, 190.0, hex(0xF4E6CF), hex(0xC98A3A));
    label(c, (480.0, 530.0), 130.0, 80.0, hex(0xB4412B));
    c.shadow((690.0, 590.0), 100.0, 26.0, 0.5);
    c.poly(&[(610.0, 240.0), (770.0, 240.0), (740.0, 550.0), (640.0, 550.0)], Paint::Linear((610.0, 0.0), (770.0, 0.0), hex(0x8FC7A8), hex(0x2F6E55)));
    c.rect((640.0, 546.0), 100.0, 46.0, 8.0, hex(0xF4EBDD));
    c.rect((606.0, 226.0), 168.0, 26.0, 4.0, hex(0x2F6E55));
    label(c, (690.0, 390.0), 90.0, 120.0, hex(0xF2A51E));
}

/// Perfume.
pub fn perfume(c: &mut Canvas) {
    c.shadow((500.0, 604.0), 260.0, 40.0, 0.5);
    c.poly(&[(320.0, 330.0), (370.0, 290.0), (590.0, 290.0), (640.0, 330.0), (640.0, 560.0), (590.0, 602.0), (370.0, 602.0), (320.0, 560.0)], Paint::Linear((320.0, 290.0), (640.0, 602.0), hex(0xF7D79A), hex(0xA3561C)));
    c.poly(&[(370.0, 290.0), (420.0, 340.0), (420.0, 560.0), (370.0, 602.0), (320.0, 560.0), (320.0, 330.0)], hex(0xFFFFFF).alpha(0.28));
    c.poly(&[(590.0, 290.0), (540.0, 340.0), (540.0, 560.0), (590.0, 602.0), (640.0, 560.0), (640.0, 330.0)], hex(0x5A2410).alpha(0.28));
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
        c.blob(&[(x - 27.0, 380.0 - tall), (x - 27.0, 300.0 - tall), (x + 8.0, 262.0 - tall), (x + 27.0, 290.0 - tall), (x + 27.0, 380.0 - tall)], Paint::Linear((x - 27.0, 0.0), (x + 27.0, 0.0), hex(tone).light(0.25), hex(tone).dark(0.25)));
    }
    c.shadow((700.0, 590.0), 150.0, 40.0, 0.45);
    cylinder(c, (700.0, 540.0), 130.0, 36.0, 50.0, hex(0x24202A));
    c.ellipse((700.0, 538.0), 108.0, 39.0, Paint::Linear((600.0, 500.0), (800.0, 580.0), hex(0xD99A6C), hex(0x9A5A34)));
    c.ellipse((720.0, 330.0), 120.0, 120.0, hex(0x24202A));
    c.ellipse((720.0, 330.0), 102.0, 102.0, Paint::Linear((640.0, 250.0), (800.0, 410.0), hex(0xF3FAFB), hex(0xA9C6C4)));
}

/// A first-aid case.
pub fn medkit(c: &mut Canvas) {
    c.shadow((500.0, 606.0), 340.0, 40.0, 0.5);
    c.line(&arc((480.0, 270.0), 90.0, 80.0, 180.0, 360.0), 26.0, hex(0x24282C));
    c.rect((210.0, 260.0), 540.0, 340.0, 44.0, Paint::Linear((210.0, 260.0), (750.0, 600.0), hex(0xFFFFFF), hex(0xC9C4B8)));
    c.rect((210.0, 400.0), 540.0, 14.0, 0.0, hex(0xA8A294));
    c.ellipse((480.0, 430.0), 120.0, 120.0, hex(0x0B6B4B));
    c.rect((450.0, 350.0), 60.0, 160.0, 8.0, hex(0xFFFFFF));
    c.rect((400.0, 400.0), 160.0, 60.0, 8.0, hex(0xFFFFFF));
    for x in [270.0, 650.0] {
        c.rect((x, 384.0), 44.0, 46.0, 6.0, hex(0x8A9096));
    }
}

/// A microscope.
pub fn microscope(c: &mut Canvas) {
    c.shadow((490.0, 608.0), 250.0, 36.0, 0.5);
    let white = hex(0xE4E7E6);
    c.rect((300.0, 560.0), 380.0, 46.0, 20.0, white.dark(0.2));
    c.ring((520.0, 400.0), 150.0, 54.0, -60.0, 100.0, Paint::Linear((480.0, 250.0), (680.0, 560.0), white, white.dark(0.35)));
    c.rect((340.0, 450.0), 220.0, 26.0, 6.0, hex(0x24282C));
    c.rect((400.0, 442.0), 90.0, 10.0, 2.0, hex(0x9FD3E6));
    c.within((470.0, 300.0), 1.0, -14.0, |c| {
        c.rect((-46.0, -150.0), 92.0, 210.0, 18.0, Paint::Linear((-46.0, 0.0), (46.0, 0.0), white.light(0.4), white.dark(0.35)));
        c.rect((-34.0, -214.0), 68.0, 70.0, 12.0, hex(0x24282C));
        c.rect((-30.0, 56.0), 60.0, 66.0, 8.0, hex(0x3A3F44));
    });
    c.ellipse((600.0, 470.0), 32.0, 32.0, hex(0x24282C));
}

/// A mortar with leaves.
pub fn herbs(c: &mut Canvas) {
    c.shadow((490.0, 606.0), 280.0, 44.0, 0.5);
    c.within((590.0, 260.0), 1.0, 28.0, |c| c.rect((-26.0, -160.0), 52.0, 330.0, 24.0, Paint::Linear((-26.0, 0.0), (26.0, 0.0), hex(0xC98A52), hex(0x7A4522))));
    for leaf in 0..9 {
        c.within((460.0, 380.0), 1.0, leaf as f32 * 17.0 - 72.0, |c| {
            let green = if leaf % 2 == 0 { hex(0x4C8A3F) } else { hex(0x6FA84E) };
            c.blob(&[(0.0, 0.0), (-30.0, -110.0), (0.0, -220.0), (30.0, -110.0)], green);
            c.line(&[(0.0, -20.0), (0.0, -190.0)], 4.0, green.dark(0.35));
        });
    }
    c.blob(&[(260.0, 360.0), (290.0, 520.0), (380.0, 600.0), (580.0, 600.0), (670.0, 520.0), (700.0, 360.0)], Paint::Linear((260.0, 0.0), (700.0, 0.0), hex(0xB9743C), hex(0x5B3216)));
    c.line(&arc((480.0, 366.0), 218.0, 44.0, 0.0, 180.0), 26.0, hex(0xD2975A));
}

/// A cooking stove with its fire.
pub fn stove(c: &mut Canvas) {
    c.shadow((500.0, 606.0), 250.0, 40.0, 0.5);
    let clay = hex(0xA5522C);
    c.poly(&[(320.0, 360.0), (640.0, 360.0), (690.0, 600.0), (270.0, 600.0)], Paint::Linear((270.0, 0.0), (690.0, 0.0), clay.light(0.25), clay.dark(0.4)));
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
    for (x, foot, scale, tone) in [(320.0, 580.0, 0.9, 0x1F6FB2), (650.0, 580.0, 0.9, 0xF2A51E), (480.0, 612.0, 1.1, 0xC23B2A)] {
        let tone = hex(tone);
        c.within((x, foot), scale, 0.0, |c| {
            c.shadow((14.0, 0.0), 140.0, 30.0, 0.5);
            c.rect((-60.0, -366.0), 120.0, 70.0, 14.0, tone.dark(0.3));
            c.rect((-40.0, -352.0), 80.0, 36.0, 8.0, hex(0x3A2A22));
            c.rect((-115.0, -306.0), 230.0, 290.0, 88.0, Paint::Linear((-115.0, 0.0), (115.0, 0.0), tone.light(0.3), tone.dark(0.35)));
            c.rect((-86.0, -24.0), 172.0, 24.0, 6.0, tone.dark(0.4));
            c.poly(&[(-20.0, -110.0), (0.0, -200.0), (34.0, -140.0), (20.0, -90.0)], hex(0xFBF3E2));
        });
    }
}
