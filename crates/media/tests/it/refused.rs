//! Files that are no pictures, or none that anybody should open (L-8).

use image::RgbImage;
use media::picture::{Limits, PictureError, process};

use crate::files::*;
use crate::picture::{good, run};

#[test]
fn what_is_not_a_picture_is_refused_whatever_its_name() {
    let mut executable = b"MZ\x90\x00\x03\x00\x00\x00".to_vec();
    executable.resize(4096, 0);
    let cases: [Vec<u8>; 8] = [
        executable,
        b"\x7FELF\x02\x01\x01\x00".to_vec(),
        b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>".to_vec(),
        b"<!doctype html><script>alert(1)</script>".to_vec(),
        b"%PDF-1.7 ".to_vec(),
        b"RIFF\x24\x00\x00\x00WAVEfmt ".to_vec(),
        b"PK\x03\x04 a zip".to_vec(),
        gif_header(),
    ];
    for file in cases {
        assert_eq!(run(&file), Err(PictureError::NotAPicture), "{:?}", &file[..4]);
    }
    assert_eq!(run(&[]), Err(PictureError::Empty));
    assert_eq!(run(b"\xFF"), Err(PictureError::NotAPicture));
}

#[test]
fn a_phones_own_formats_are_named_in_the_refusal() {
    let cases: [(&[u8], &str); 4] = [
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "HEIC"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif", "AVIF"),
        (b"\0\0\0\x14ftypavif\0\0\0\0miaf", "AVIF"),
    ];
    for (file, kind) in cases {
        let error = run(file).expect_err("cannot be read");
        assert_eq!(error, PictureError::UnsupportedKind { kind });
        assert_eq!(error.to_string(), format!("{kind} pictures cannot be read; JPEG, PNG and WebP can"));
    }
    assert_eq!(run(b"\0\0\0\x18ftypmp42\0\0\0\0isommp42"), Err(PictureError::NotAPicture), "a film");
}

#[test]
fn a_file_over_the_limit_is_refused_by_its_bytes() {
    let mut file = jpeg(&quarters(64, 48));
    file.resize(10 * 1024 * 1024, 0);
    good(&file);
    file.push(0);
    let limit = 10 * 1024 * 1024;
    assert_eq!(run(&file), Err(PictureError::TooManyBytes { bytes: limit + 1, limit }));
}

#[test]
fn a_bomb_is_refused_by_its_declared_size() {
    let small = png(&quarters(8, 8));
    let tall = jpeg(&quarters(8, 8));
    let frame = |width: u16, height: u16| {
        let [w0, w1] = width.to_le_bytes();
        let [h0, h1] = height.to_le_bytes();
        riff_chunk(b"VP8 ", &[0x10, 0, 0, 0x9d, 0x01, 0x2a, w0, w1, h0, h1])
    };
    let cases = [
        (png_claiming(&small, 20_000, 20_000), (20_000, 20_000)),
        (png_claiming(&small, u32::MAX, u32::MAX), (u32::MAX, u32::MAX)),
        (png_claiming(&small, 12_001, 1), (12_001, 1)),
        (png_claiming(&small, 8_000, 5_001), (8_000, 5_001)),
        // The header alone, as in a probe.
        (png_claiming(&small, 20_000, 20_000)[..33].to_vec(), (20_000, 20_000)),
        (jpeg_claiming(&tall, 65_535, 65_535), (65_535, 65_535)),
        (riff(&frame(16_383, 16_383)), (16_383, 16_383)),
        // The canvas around the frame is small.
        (riff(&[webp_canvas(8, 8, 0), frame(16_383, 16_383)].concat()), (16_383, 16_383)),
    ];
    for (file, (width, height)) in cases {
        assert_eq!(run(&file), Err(PictureError::TooManyPixels { width, height }));
    }
}

#[test]
fn memory_counts_not_only_pixels() {
    let small = Limits { max_memory: 64 * 64 * 7 - 1, ..Limits::default() };
    let file = png(&quarters(64, 64));
    assert_eq!(process(&file, &small), Err(PictureError::TooManyPixels { width: 64, height: 64 }));
    let enough = Limits { max_memory: 64 * 64 * 7, ..small };
    assert!(process(&file, &enough).is_ok());
}

#[test]
fn a_lying_header_does_no_harm() {
    let small = png(&quarters(8, 8));
    // Far more pixels than there is data.
    assert_eq!(run(&png_claiming(&small, 7_000, 5_000)), Err(PictureError::Damaged));
    // Far more data than pixels: what the header does not count is never unpacked.
    let flat = png(&RgbImage::new(3000, 3000));
    assert!(flat.len() < 300_000);
    assert_eq!(good(&png_claiming(&flat, 4, 4)).width, 4);
    // A small canvas around a large frame.
    let mut body = webp_canvas(8, 8, 0);
    body.extend(&webp_lossless(&quarters(640, 480))[12..]);
    assert_eq!(run(&riff(&body)), Err(PictureError::Damaged));
    // Sizes of nothing.
    assert_eq!(run(&png_claiming(&small, 0, 8)), Err(PictureError::Damaged));
    assert_eq!(run(&jpeg_claiming(&jpeg(&quarters(8, 8)), 8, 0)), Err(PictureError::Damaged));
}

#[test]
fn moving_pictures_are_refused() {
    let animation_flag = 0b10;
    let still = webp_lossless(&quarters(16, 16));
    let flagged = [webp_canvas(16, 16, animation_flag), still[12..].to_vec()].concat();
    assert_eq!(run(&riff(&flagged)), Err(PictureError::Animated));
    let frame = [webp_canvas(16, 16, 0), riff_chunk(b"ANMF", &[0; 32])].concat();
    assert_eq!(run(&riff(&frame)), Err(PictureError::Animated));
}

#[test]
fn a_file_cut_anywhere_is_refused() {
    let picture = photo(48, 40);
    let block = exif_block(6);
    let files = [
        jpeg_with_exif(&jpeg(&picture), &block),
        png(&picture),
        webp_lossless(&picture),
        webp_lossy(&picture),
        webp_with_exif(&webp_lossless(&picture), 48, 40, &block),
    ];
    for file in files {
        good(&file);
        // The checksum of IEND and the padding of the last chunk carry nothing.
        for length in 12..file.len() - 4 {
            let error = run(&file[..length]).expect_err("a cut file");
            let cut = matches!(error, PictureError::Truncated | PictureError::Damaged);
            assert!(cut, "{length} of {} bytes: {error}", file.len());
        }
        assert_eq!(run(&file[..file.len() / 2]), Err(PictureError::Truncated));
    }
}

#[test]
fn a_jpeg_of_endless_scans_is_refused() {
    let file = jpeg(&quarters(16, 16));
    let scan = file.windows(2).position(|pair| pair == [0xFF, 0xDA]).expect("a scan");
    let mut bomb = file[..file.len() - 2].to_vec();
    for _ in 0..40 {
        bomb.extend(&file[scan..file.len() - 2]);
    }
    bomb.extend([0xFF, 0xD9]);
    assert_eq!(run(&bomb), Err(PictureError::Damaged));
}
