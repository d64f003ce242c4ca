//! Drawing the picture of a shared link: photo on one side, words on the other, in the direction of the words.

use std::fmt::Write;
use std::sync::{Arc, LazyLock};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use image::codecs::jpeg::JpegEncoder;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

/// What every messenger and network shows whole.
const WIDTH: u32 = 1200;
const HEIGHT: u32 = 630;
/// Where the words' half begins, and the room around words.
const PHOTO: f32 = 560.0;
const MARGIN: f32 = 48.0;

/// Latin, Greek, Cyrillic and Arabic, with the signs of African currencies.
static FONT: &[u8] = include_bytes!("../../fonts/DejaVuSans-Bold.ttf");

static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(FONT.to_vec());
    Arc::new(fonts)
});

/// Why nothing was drawn; a mistake of ours.
type Failed = Box<dyn std::error::Error + Send + Sync>;

/// The picture as a JPEG of about 60 KB.
///
/// # Errors
/// When the drawing is not well-formed, which would be a mistake here.
pub(super) fn draw(title: &str, line: &str, by: &str, photo: Option<&[u8]>) -> Result<Vec<u8>, Failed> {
    let svg = drawing(title, line, by, photo);
    let options =
        Options { fontdb: FONTS.clone(), font_family: "DejaVu Sans".to_owned(), ..Options::default() };
    let tree = Tree::from_str(&svg, &options)?;
    let mut canvas = Pixmap::new(WIDTH, HEIGHT).ok_or("no room for the canvas")?;
    resvg::render(&tree, Transform::default(), &mut canvas.as_mut());
    // The ground covers everything, so no pixel is transparent.
    let pixels: Vec<u8> =
        canvas.data().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, 82).encode(
        &pixels,
        WIDTH,
        HEIGHT,
        image::ExtendedColorType::Rgb8,
    )?;
    Ok(file)
}

fn drawing(title: &str, line: &str, by: &str, photo: Option<&[u8]>) -> String {
    let (title, line, by) = (drawable(title), drawable(line), drawable(by));
    let rtl = title.chars().find(|c| c.is_alphabetic()).is_some_and(is_arabic);
    let photo_width = if photo.is_some() { PHOTO } else { 0.0 };
    let (photo_x, panel_x) = if rtl { (WIDTH as f32 - photo_width, 0.0) } else { (0.0, photo_width) };
    let room = WIDTH as f32 - photo_width - 2.0 * MARGIN;
    let (x, anchor) = if rtl { (panel_x + MARGIN + room, "end") } else { (panel_x + MARGIN, "start") };

    let mut svg = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{WIDTH}" height="{HEIGHT}">
<path fill="#0b6b4b" d="M0 0h{WIDTH}v{HEIGHT}H0z"/>"##
    );
    if let Some(photo) = photo {
        let _ = write!(
            svg,
            r##"<svg x="{photo_x}" y="0" width="{PHOTO}" height="{HEIGHT}"><image width="{PHOTO}" height="{HEIGHT}" preserveAspectRatio="xMidYMid slice" xlink:href="data:image/jpeg;base64,{}"/></svg>"##,
            STANDARD.encode(photo)
        );
    }
    // The band of the site's head, below everything.
    let bottom = HEIGHT as f32 - 14.0;
    for step in 0..60 {
        let color = if step % 2 == 0 { "#f2a51e" } else { "#b4412b" };
        let _ = write!(svg, r#"<path fill="{color}" d="M{} {bottom}h20v14h-20z"/>"#, step * 20);
    }
    let mut text = |y: f32, size: f32, color: &str, words: &str| {
        // Marks of direction on both sides keep a comma at the end of a line where the reader looks for it.
        let mark = if words.chars().any(is_arabic) { "\u{200F}" } else { "" };
        let _ = write!(
            svg,
            r#"<text x="{x}" y="{y}" font-family="DejaVu Sans" font-weight="700" font-size="{size}" fill="{color}" text-anchor="{anchor}">{mark}{}{mark}</text>"#,
            escape(words)
        );
    };
    text(MARGIN + 34.0, 34.0, "#f2a51e", "PushNchat");
    let (size, lines) = fitted(&title, room);
    let mut y = 180.0;
    for words in &lines {
        text(y, size, "#ffffff", words);
        y += size * 1.25;
    }
    if !line.is_empty() {
        let (size, lines) = one_line(&line, room, 54.0);
        text(y.max(360.0) + 40.0, size, "#f2a51e", &lines);
    }
    if !by.is_empty() {
        let (size, lines) = one_line(&by, room, 30.0);
        text(HEIGHT as f32 - MARGIN - 14.0, size, "#d8efe5", &lines);
    }
    svg.push_str("</svg>");
    svg
}

/// The largest size at which the title fits into the room, and its lines.
fn fitted(title: &str, room: f32) -> (f32, Vec<String>) {
    for size in [64.0, 54.0, 46.0, 40.0_f32] {
        let most = (250.0 / (size * 1.25)) as usize;
        let lines = wrapped(title, room, size);
        if lines.len() <= most {
            return (size, lines);
        }
    }
    let mut lines = wrapped(title, room, 36.0);
    if lines.len() > 5 {
        lines.truncate(5);
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    (36.0, lines)
}

/// One line at the given size, or smaller, or shortened.
fn one_line(words: &str, room: f32, size: f32) -> (f32, String) {
    let width = width_of(words, size);
    if width <= room {
        return (size, words.to_owned());
    }
    let small = (size * room / width).max(size * 0.55);
    let mut text = words.to_owned();
    while width_of(&text, small) > room && text.pop().is_some() {}
    if text.len() < words.len() {
        text.pop();
        text.push('…');
    }
    (small, text)
}

fn wrapped(words: &str, room: f32, size: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        let longer = lines.last().map(|line| format!("{line} {word}"));
        match (longer, lines.last_mut()) {
            (Some(longer), Some(line)) if width_of(&longer, size) <= room => *line = longer,
            _ => {
                // A word that is wider than the room is broken.
                let mut rest = String::new();
                for letter in word.chars() {
                    rest.push(letter);
                    if width_of(&rest, size) > room {
                        rest.pop();
                        lines.push(std::mem::replace(&mut rest, letter.to_string()));
                    }
                }
                lines.push(rest);
            }
        }
    }
    lines
}

/// A little more than the font needs for these words, so that nothing runs over the edge.
fn width_of(words: &str, size: f32) -> f32 {
    let letter = |c: char| match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '!' | '|' | 'ا' => 0.40,
        ' ' => 0.36,
        'f' | 't' | 'r' | '(' | ')' | '-' | '/' => 0.52,
        'm' | 'M' | 'w' | 'W' | '@' | '%' | '…' => 1.1,
        c if c.is_uppercase() => 0.82,
        c if is_arabic(c) => 0.68,
        _ => 0.72,
    };
    words.chars().map(letter).sum::<f32>() * size
}

fn is_arabic(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}')
}

/// The words without what the font does not have (emoji, other scripts) and what XML does not allow.
fn drawable(words: &str) -> String {
    let known = |c: &char| {
        !c.is_control()
            && (matches!(c, ' '..='\u{52F}' | '\u{1E00}'..='\u{1FFF}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}')
                || matches!(c, '\u{20A0}'..='\u{20BF}' | '\u{A0}' | '\u{202F}' | '™' | '№')
                || is_arabic(*c))
    };
    let spaced: String =
        words.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(known).collect();
    spaced.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn escape(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(title: &str, line: &str, by: &str, photo: Option<&[u8]>) -> image::RgbImage {
        let file = draw(title, line, by, photo).expect("drawn");
        assert!(file.len() < 200_000, "{} bytes", file.len());
        // To be looked at.
        if let Ok(folder) = std::env::var("SHARE_PICTURES") {
            std::fs::write(format!("{folder}/{}-{}.jpg", title.len(), line.len()), &file).expect("written");
        }
        image::load_from_memory(&file).expect("a picture").into_rgb8()
    }

    fn light_pixels(picture: &image::RgbImage, x: std::ops::Range<u32>) -> usize {
        let light = |x: u32, y: u32| picture.get_pixel(x, y).0.iter().all(|channel| *channel > 230);
        x.flat_map(|x| (100..400).map(move |y| (x, y))).filter(|(x, y)| light(*x, *y)).count()
    }

    fn photo() -> Vec<u8> {
        let picture = image::RgbImage::from_fn(960, 640, |x, _| image::Rgb([(x / 4) as u8, 90, 60]));
        let mut file = Vec::new();
        JpegEncoder::new_with_quality(&mut file, 80).encode_image(&picture).expect("encodes");
        file
    }

    #[test]
    fn words_and_photo_stand_side_by_side_in_the_direction_of_the_words() {
        let photo = photo();
        let english =
            drawn("Yellow maize, 50 kg bags", "₦38,500", "Adunni Grains & Sons <Lagos>", Some(&photo));
        assert_eq!(english.dimensions(), (WIDTH, HEIGHT));
        assert!(light_pixels(&english, 600..1200) > 2_000, "the title is there");
        assert_eq!(light_pixels(&english, 0..560), 0, "and not on the photo");
        assert!(
            english.get_pixel(500, 300).0[0] > english.get_pixel(60, 300).0[0] + 40,
            "the photo is there"
        );
        let arabic = drawn("ذرة صفراء، أكياس 50 كغ", "1,200 E£", "حبوب أدوني", Some(&photo));
        assert!(light_pixels(&arabic, 0..640) > 2_000);
        assert_eq!(light_pixels(&arabic, 640..1200), 0);
    }

    #[test]
    fn nothing_runs_over_the_edge() {
        let long = "Wholesale WWW MMM ".repeat(6);
        let word = "Donaudampfschifffahrtsgesellschaftskapitän".repeat(3);
        for title in [&long, &word, "MMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMM"] {
            let picture = drawn(title, &"9,999,999,999 FCFA ".repeat(4), &"A long name ".repeat(12), None);
            for y in 0..HEIGHT - 20 {
                for x in [WIDTH - 12, WIDTH - 4, 4] {
                    let [red, green, blue] = picture.get_pixel(x, y).0;
                    assert!(red < 60 && green < 140 && blue < 110, "{title} at {x},{y}");
                }
            }
        }
    }

    #[test]
    fn hostile_words_do_no_harm() {
        for title in
            ["", "😀😀", "</text><image href='file:///etc/passwd'/>", "a\u{0}\u{1b}b", "ዳቦ", "&amp;&"]
        {
            drawn(title, title, title, Some(b"no picture"));
        }
        assert_eq!(drawable("Fresh 😀\u{0} maize\n\n50 kg"), "Fresh maize 50 kg");
        assert_eq!(escape("<a href=\"x\">&"), "&lt;a href=&quot;x&quot;&gt;&amp;");
    }
}
