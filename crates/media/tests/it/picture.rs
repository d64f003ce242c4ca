//! Pictures in, safe variants out (L-8).

use image::{ImageFormat, RgbImage, Rgba, RgbaImage};
use media::picture::{
    Limits, PictureError, Processed, SIZES, SourceFormat, Variant, VariantFormat, content_hash, page, process,
};
use proptest::prelude::*;

use crate::files::*;

pub fn run(file: &[u8]) -> Result<Processed, PictureError> {
    process(file, &Limits::default())
}

pub fn good(file: &[u8]) -> Processed {
    run(file).expect("a good picture")
}

fn decoded(variant: &Variant) -> RgbImage {
    let format = match variant.format {
        VariantFormat::WebP => ImageFormat::WebP,
        VariantFormat::Jpeg => ImageFormat::Jpeg,
    };
    let picture = image::load_from_memory_with_format(&variant.bytes, format).expect("a readable variant");
    let picture = picture.into_rgb8();
    assert_eq!(picture.dimensions(), (variant.width, variant.height), "{}", variant.file_name());
    picture
}

/// Which of the four colours each corner has: top left, top right, bottom left, bottom right.
fn corners(picture: &RgbImage) -> [[u8; 3]; 4] {
    let (width, height) = picture.dimensions();
    [(1, 1), (3, 1), (1, 3), (3, 3)].map(|(x, y)| {
        let found = picture.get_pixel(width * x / 4, height * y / 4).0;
        let distance = |color: &[u8; 3]| -> u32 {
            color.iter().zip(found).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
        };
        let nearest = [RED, GREEN, BLUE, YELLOW].into_iter().min_by_key(distance).expect("four colours");
        assert!(distance(&nearest) < 3_000, "{found:?} is none of the four colours");
        nearest
    })
}

/// What a person sees for each EXIF orientation of [`quarters`].
const UPRIGHT: [[[u8; 3]; 4]; 8] = [
    [RED, GREEN, BLUE, YELLOW],
    [GREEN, RED, YELLOW, BLUE],
    [YELLOW, BLUE, GREEN, RED],
    [BLUE, YELLOW, RED, GREEN],
    [RED, BLUE, GREEN, YELLOW],
    [BLUE, RED, YELLOW, GREEN],
    [YELLOW, GREEN, BLUE, RED],
    [GREEN, YELLOW, RED, BLUE],
];

#[test]
fn each_format_becomes_six_variants_of_the_same_picture() {
    let picture = quarters(1200, 800);
    let cases = [
        (jpeg(&picture), SourceFormat::Jpeg),
        (png(&picture), SourceFormat::Png),
        (webp_lossless(&picture), SourceFormat::WebP),
        (webp_lossy(&picture), SourceFormat::WebP),
    ];
    for (file, source) in cases {
        let processed = good(&file);
        assert_eq!((processed.source, processed.width, processed.height), (source, 1200, 800));
        let sizes: Vec<_> = processed.variants.iter().map(|v| (v.file_name(), v.width, v.height)).collect();
        let expected = [
            ("160.webp", 160, 107),
            ("160.jpg", 160, 107),
            ("480.webp", 480, 320),
            ("480.jpg", 480, 320),
            ("960.webp", 960, 640),
            ("960.jpg", 960, 640),
        ];
        assert_eq!(sizes, expected.map(|(name, width, height)| (name.to_owned(), width, height)));
        for variant in &processed.variants {
            assert_eq!(corners(&decoded(variant)), UPRIGHT[0], "{source:?} {}", variant.file_name());
        }
    }
}

#[test]
fn a_small_picture_is_never_enlarged() {
    let processed = good(&png(&quarters(200, 100)));
    let sizes: Vec<_> = processed.variants.iter().map(|v| (v.size, v.width, v.height)).collect();
    let expected = [(160, 160, 80), (160, 160, 80), (480, 200, 100), (480, 200, 100), (960, 200, 100)];
    assert_eq!(sizes[..5], expected);
}

#[test]
fn the_thinnest_picture_keeps_a_pixel_of_width() {
    let processed = good(&png(&quarters(3, 9000)));
    let widths: Vec<_> = processed.variants.iter().map(|v| (v.width, v.height)).collect();
    assert_eq!(widths, [(1, 160), (1, 160), (1, 480), (1, 480), (1, 960), (1, 960)]);
}

#[test]
fn every_orientation_is_applied() {
    let picture = quarters(640, 480);
    for (index, expected) in UPRIGHT.iter().enumerate() {
        let block = exif_block(index as u16 + 1);
        let files = [
            jpeg_with_exif(&jpeg(&picture), &block),
            png_with_exif(&png(&picture), &block),
            webp_with_exif(&webp_lossless(&picture), 640, 480, &block),
        ];
        for file in files {
            let processed = good(&file);
            let turned = index >= 4;
            let size = if turned { (480, 640) } else { (640, 480) };
            assert_eq!((processed.width, processed.height), size, "orientation {}", index + 1);
            for variant in &processed.variants {
                let name = variant.file_name();
                assert_eq!(variant.width < variant.height, turned, "orientation {} {name}", index + 1);
                assert_eq!(&corners(&decoded(variant)), expected, "orientation {} {name}", index + 1);
            }
        }
    }
}

#[test]
fn no_metadata_survives() {
    let picture = quarters(300, 200);
    let block = exif_block(6);
    let mut jpeg = jpeg_with_exif(&jpeg(&picture), &block);
    let comment = b"\xFF\xFE\x00\x12TELLTALE-COMMENT";
    jpeg.splice(2..2, comment.iter().copied());
    let text = png_chunk(b"tEXt", b"Comment\0TELLTALE-COMMENT");
    let mut png = png_with_exif(&png(&picture), &block);
    png.splice(33..33, text);
    let webp = webp_with_exif(&webp_lossless(&picture), 300, 200, &block);

    for file in [jpeg, png, webp] {
        let reader = exif::Reader::new();
        let place = reader.read_from_container(&mut std::io::Cursor::new(&file)).expect("the input has EXIF");
        assert!(place.get_field(exif::Tag::GPSLatitude, exif::In::PRIMARY).is_some());

        for variant in good(&file).variants {
            let found = exif::Reader::new().read_from_container(&mut std::io::Cursor::new(&variant.bytes));
            assert!(found.is_err(), "{} still has EXIF", variant.file_name());
            for word in ["TELLTALE", "Exif", "EXIF", "ICCP", "ICC_PROFILE", "XMP", "http"] {
                let hidden = variant.bytes.windows(word.len()).any(|window| window == word.as_bytes());
                assert!(!hidden, "{} holds {word}", variant.file_name());
            }
        }
    }
}

#[test]
fn a_paper_is_one_upright_jpeg_without_metadata_that_can_be_read() {
    let sent = jpeg_with_exif(&jpeg(&quarters(2560, 1920)), &exif_block(6));
    let paper = page(&sent, &Limits::default()).expect("a good picture");
    assert!(paper.len() <= 1_200_000);
    let read = image::load_from_memory_with_format(&paper, ImageFormat::Jpeg).expect("a JPEG").into_rgb8();
    assert_eq!(read.dimensions(), (1440, 1920), "turned upright");
    assert_eq!(corners(&read), UPRIGHT[5]);
    assert!(exif::Reader::new().read_from_container(&mut std::io::Cursor::new(&paper)).is_err());
    let small = page(&png(&quarters(300, 200)), &Limits::default()).expect("a good picture");
    let small = image::load_from_memory_with_format(&small, ImageFormat::Jpeg).expect("a JPEG");
    assert_eq!((small.width(), small.height()), (300, 200), "never enlarged");
    assert_eq!(page(b"MZ\x90 a program", &Limits::default()), Err(PictureError::NotAPicture));
    let bomb = png_claiming(&png(&quarters(64, 64)), 20_000, 20_000);
    assert!(matches!(page(&bomb, &Limits::default()), Err(PictureError::TooManyPixels { .. })));
}

#[test]
fn a_broken_exif_block_does_not_cost_the_picture() {
    let mut block = exif_block(6);
    block.truncate(11);
    let processed = good(&jpeg_with_exif(&jpeg(&quarters(64, 48)), &block));
    assert_eq!((processed.width, processed.height), (64, 48));
}

#[test]
fn transparency_is_laid_on_white() {
    let picture = RgbaImage::from_fn(64, 64, |x, _| match x {
        ..32 => Rgba([10, 20, 30, 0]),
        _ => Rgba([200, 0, 0, 128]),
    });
    for variant in good(&png_rgba(&picture)).variants {
        let picture = decoded(&variant);
        let clear = picture.get_pixel(10, 32).0;
        let half = picture.get_pixel(54, 32).0;
        assert!(clear.iter().all(|channel| *channel > 245), "{clear:?}");
        assert!(half[0] > 215 && half[1].abs_diff(127) < 12 && half[2].abs_diff(127) < 12, "{half:?}");
    }
}

#[test]
fn grey_and_deep_pictures_are_read() {
    let grey = image::GrayImage::from_pixel(40, 40, image::Luma([90]));
    let deep = image::ImageBuffer::from_pixel(40, 40, image::Rgb([0x5A5Au16, 0x5A5A, 0x5A5A]));
    for picture in [image::DynamicImage::ImageLuma8(grey), image::DynamicImage::ImageRgb16(deep)] {
        let mut file = std::io::Cursor::new(Vec::new());
        picture.write_to(&mut file, ImageFormat::Png).expect("encodes");
        assert_eq!(good(file.get_ref()).color, "#5a5a5a");
    }
}

#[test]
fn the_placeholder_is_the_average_color() {
    let two = RgbImage::from_fn(100, 100, |x, _| image::Rgb(if x < 50 { [200, 0, 0] } else { [0, 100, 50] }));
    assert_eq!(good(&png(&two)).color, "#643219");
}

#[test]
fn the_placeholder_knows_the_four_corners() {
    let processed = good(&png(&quarters(400, 300)));
    assert_eq!(processed.blur.len(), 12);
    let channels: Vec<u8> =
        processed.blur.chars().map(|digit| digit.to_digit(16).expect("a hex digit") as u8 * 17).collect();
    for (found, wanted) in channels.chunks_exact(3).zip([RED, GREEN, BLUE, YELLOW]) {
        let near = found.iter().zip(wanted).all(|(found, wanted)| found.abs_diff(wanted) < 30);
        assert!(near, "{found:?} instead of {wanted:?} in {}", processed.blur);
    }
    // Turned upright like the picture itself.
    let turned = good(&jpeg_with_exif(&jpeg(&quarters(400, 300)), &exif_block(3)));
    assert_ne!(turned.blur, processed.blur);
}

/// Something with lights and shadows, another one for each `seed`.
fn scene(seed: f32, width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let (x, y) = (x as f32 / width as f32, y as f32 / height as f32);
        let wave = (x * 9.0 * seed + y * 4.0).sin() + (y * 11.0 - x * 3.0 * seed).cos();
        let shade = (wave + 2.0) * 60.0;
        image::Rgb([shade as u8, (shade * 0.8) as u8, (shade * 0.6) as u8])
    })
}

#[test]
fn a_photo_that_was_saved_anew_has_nearly_the_same_print() {
    let differ =
        |one: Option<i64>, other: Option<i64>| (one.expect("a print") ^ other.expect("a print")).count_ones();
    let original = good(&png(&scene(1.0, 900, 700))).print;
    assert!(differ(original, good(&jpeg(&scene(1.0, 900, 700))).print) <= 4);
    assert!(differ(original, good(&jpeg(&scene(1.0, 450, 350))).print) <= 4);
    for seed in [1.7, 2.3, 0.4] {
        assert!(differ(original, good(&png(&scene(seed, 900, 700))).print) > 12, "{seed}");
    }
    let plain = RgbImage::from_pixel(300, 300, image::Rgb([90, 120, 40]));
    assert_eq!(good(&png(&plain)).print, None, "one colour looks like every other");
}

#[test]
fn noise_keeps_to_the_budgets() {
    for file in [png(&noise(1100, 1100)), jpeg(&noise(960, 1200)), webp_lossless(&noise(400, 300))] {
        for variant in good(&file).variants {
            let budget = match (variant.size, variant.format) {
                (160, VariantFormat::WebP) => 4_000,
                (160, VariantFormat::Jpeg) => 8_000,
                (480, _) => 100_000,
                _ => 200_000,
            };
            let size = variant.bytes.len();
            assert!(size <= budget, "{} has {size} bytes of {budget}", variant.file_name());
            decoded(&variant);
        }
    }
}

#[test]
fn a_photo_is_light_and_true_to_the_original() {
    let original = photo(1600, 1200);
    let processed = good(&jpeg(&original));
    let sizes: Vec<_> = processed.variants.iter().map(|v| v.bytes.len()).collect();
    for (webp, jpeg) in sizes.chunks(2).map(|pair| (pair[0], pair[1])) {
        assert!(webp < jpeg, "WebP is there because it is lighter: {sizes:?}");
    }
    let large = processed.variants.iter().find(|v| v.file_name() == "960.webp").expect("made");
    let expected = image::imageops::thumbnail(&original, 960, 720);
    let found = decoded(large);
    let pairs = found.as_raw().iter().zip(expected.as_raw());
    let error: u64 = pairs.map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    let mean = error as f64 / found.as_raw().len() as f64;
    assert!(mean < 6.0, "the mean error of a channel is {mean}");
}

#[test]
fn the_same_bytes_give_the_same_variants_under_the_same_name() {
    let file = jpeg(&photo(500, 400));
    let first = good(&file);
    assert_eq!(first, good(&file));
    assert_eq!(first.hash, content_hash(&file));
    assert!(first.hash.len() == 32 && first.hash.bytes().all(|byte| byte.is_ascii_hexdigit()));

    let mut other = file.clone();
    other.push(0);
    assert_ne!(first.hash, content_hash(&other));
    assert_eq!(first.variants, good(&other).variants, "bytes behind the end of a JPEG are ignored");
}

#[test]
fn variants_are_served_with_exact_types() {
    assert_eq!(SIZES, [160, 480, 960]);
    assert_eq!((VariantFormat::WebP.extension(), VariantFormat::WebP.content_type()), ("webp", "image/webp"));
    assert_eq!((VariantFormat::Jpeg.extension(), VariantFormat::Jpeg.content_type()), ("jpg", "image/jpeg"));
}

/// Bytes that at least pass for one of the formats at first sight.
fn disguised() -> impl Strategy<Value = Vec<u8>> {
    let starts: Vec<Vec<u8>> = vec![
        vec![],
        vec![0xFF, 0xD8, 0xFF],
        png(&quarters(2, 2))[..33].to_vec(),
        riff(&[])[..12].to_vec(),
        b"RIFF\xff\x00\x00\x00WEBPVP8 ".to_vec(),
        b"RIFF\xff\x00\x00\x00WEBPVP8L".to_vec(),
        b"\0\0\0\x20ftyp".to_vec(),
    ];
    (proptest::sample::select(starts), proptest::collection::vec(any::<u8>(), 0..400))
        .prop_map(|(start, rest)| [start, rest].concat())
}

/// Good small pictures with a few bytes changed.
fn bruised() -> impl Strategy<Value = Vec<u8>> {
    let picture = photo(33, 21);
    let block = exif_block(5);
    let files = vec![
        jpeg_with_exif(&jpeg(&picture), &block),
        png_with_exif(&png(&picture), &block),
        webp_lossless(&picture),
        webp_lossy(&picture),
        webp_with_exif(&webp_lossless(&picture), 33, 21, &block),
    ];
    let changes = proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..6);
    (proptest::sample::select(files), changes).prop_map(|(mut file, changes)| {
        for (at, byte) in changes {
            let at = at.index(file.len());
            file[at] = byte;
        }
        file
    })
}

/// Pictures from flat to pure noise, in all shapes.
fn any_picture() -> impl Strategy<Value = RgbImage> {
    (1..1000_u32, 1..1000_u32, 0..=255_u32).prop_map(|(width, height, grain)| {
        let mut picture = noise(width, height);
        for (x, y, pixel) in picture.enumerate_pixels_mut() {
            let base = [x * 255 / width, y * 255 / height, 128];
            for (channel, base) in pixel.0.iter_mut().zip(base) {
                *channel = ((base * (255 - grain) + u32::from(*channel) * grain) / 255) as u8;
            }
        }
        picture
    })
}

/// Small enough that a bruised header cannot make a test slow.
const TIGHT: Limits = Limits { max_bytes: 100_000, max_side: 300, max_pixels: 20_000, max_memory: 1_000_000 };

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_never_panic(file in disguised()) {
        let _ = process(&file, &TIGHT);
    }

    #[test]
    fn bruised_pictures_never_panic(file in bruised()) {
        if let Ok(processed) = process(&file, &TIGHT) {
            prop_assert!(processed.width <= 300 && processed.height <= 300);
            prop_assert_eq!(processed.variants.len(), 6);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_variant_is_ever_heavier_than_its_budget(picture in any_picture()) {
        for variant in good(&png(&picture)).variants {
            let most = match (variant.size, variant.format) {
                (160, VariantFormat::WebP) => 4_000,
                (160, VariantFormat::Jpeg) => 8_000,
                (480, _) => 100_000,
                _ => 200_000,
            };
            prop_assert!(variant.bytes.len() <= most, "{} has {} bytes", variant.file_name(), variant.bytes.len());
        }
    }
}
