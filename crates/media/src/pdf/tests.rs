use miniz_oxide::deflate::compress_to_vec_zlib;
use proptest::prelude::*;

use super::*;

/// A file of these objects, each as it stands between `obj` and `endobj`.
fn pdf(objects: &[&[u8]]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
    for (n, object) in objects.iter().enumerate() {
        file.extend(format!("{} 0 obj\n", n + 1).bytes());
        file.extend_from_slice(object);
        file.extend_from_slice(b"\nendobj\n");
    }
    file.extend_from_slice(b"trailer << /Root 1 0 R >>\nstartxref\n0\n%%EOF\n");
    file
}

fn stream(description: &str, bytes: &[u8]) -> Vec<u8> {
    let mut object = format!("<< {description} /Length {} >>\nstream\r\n", bytes.len()).into_bytes();
    object.extend_from_slice(bytes);
    object.extend_from_slice(b"\nendstream");
    object
}

const CATALOG: &[u8] = b"<< /Type /Catalog /Pages 2 0 R >>";
const PAGES: &[u8] = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>";
const PAGE: &[u8] = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>";
const FLATE: &str = "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode";

fn with(object: &[u8]) -> Result<(), PdfError> {
    look(&pdf(&[CATALOG, PAGES, PAGE, object]))
}

#[test]
fn plain_papers_are_taken() {
    assert_eq!(look(&pdf(&[CATALOG, PAGES, PAGE])), Ok(()));
    // As scanners, office programs and web pages make them.
    assert_eq!(
        with(&stream("/Type /XObject /Filter /DCTDecode", &[0xFF, 0xD8, 0xFF, b'/', b'J', b'S', 0])),
        Ok(())
    );
    assert_eq!(with(&stream("/Filter [/ASCII85Decode /FlateDecode]", b"Gar'#_$$0=~>")), Ok(()));
    assert_eq!(
        with(&stream("/Filter /FlateDecode", &compress_to_vec_zlib(b"1 0 0 1 72 720 cm (Hello) Tj", 6))),
        Ok(())
    );
    assert_eq!(with(b"<< /Type /Catalog /OpenAction [3 0 R /XYZ null null 0] >>"), Ok(()));
    assert_eq!(with(b"<< /S /URI /URI (https://example.com) >>"), Ok(()));
    assert_eq!(with(b"<< /Type /Sig /Filter /Adobe.PPKLite >>"), Ok(()));
    let objects = compress_to_vec_zlib(b"3 0 << /Type/Page/Parent 2 0 R >>", 6);
    assert_eq!(look(&pdf(&[CATALOG, PAGES, &stream(FLATE, &objects), &stream("/Type /XRef", b"")])), Ok(()));
}

#[test]
fn what_does_something_by_itself_is_refused() {
    for action in [
        "<< /S /JavaScript /JS (app.alert(1)) >>",
        "<< /S /Java#53cript /JS 4 0 R >>",
        "<< /S /#4a#61#76#61#53#63#72#69#70#74 >>",
        "<< /Type /Catalog /OpenAction 5 0 R >>",
        "<< /Type /Catalog /OpenAction 3 0 R >>",
        "<< /Type /Catalog /OpenAction<< /S /GoTo >> >>",
        "<< /S /Launch /F (cmd.exe) >>",
        "<</Type/EmbeddedFile>>",
        "<< /Names << /EmbeddedFiles 5 0 R >> >>",
        "<< /S/SubmitForm/F(https://example.com) >>",
        "<< /AcroForm << /XFA 5 0 R >> >>",
        "<< /S /GoToE >>",
    ] {
        assert_eq!(with(action.as_bytes()), Err(PdfError::Active), "{action}");
        // The same in an object stream, declared or not, in a comment, and within what calls itself a picture.
        let packed = compress_to_vec_zlib(format!("7 0 {action}").as_bytes(), 9);
        assert_eq!(with(&stream(FLATE, &packed)), Err(PdfError::Active), "{action} packed");
        assert_eq!(with(&stream("/Filter /FlateDecode", &packed)), Err(PdfError::Active), "{action} hidden");
        assert_eq!(with(&stream("/Filter /DCTDecode", action.as_bytes())), Err(PdfError::Active));
    }
}

#[test]
fn a_file_may_say_where_it_opens_by_a_reference_too() {
    let place = b"[3 0 R /XYZ null null 0]".as_slice();
    let catalog = b"<< /Type /Catalog /Pages 2 0 R /OpenAction 4 0 R >>".as_slice();
    let opens = |objects: &[&[u8]]| look(&pdf(&[&[catalog, PAGES, PAGE][..], objects].concat()));
    assert_eq!(opens(&[place]), Ok(()));
    let packed = |object: &[u8]| {
        let objects = compress_to_vec_zlib(&[b"4 0 ".as_slice(), object].concat(), 9);
        stream(FLATE, &objects)
    };
    let elsewhere = b"<< /Type /Example >>".as_slice();
    // Object 4 stands in the stream alone.
    let object = [b"9 0 obj\n".as_slice(), &packed(place), b"\nendobj\n"].concat();
    let file = pdf(&[catalog, PAGES, PAGE]);
    let (before, end) = file.split_at(rfind(&file, b"trailer").expect("it has one"));
    assert_eq!(look(&[before, &object, end].concat()), Ok(()));
    // An action, nothing, another object of the same number somewhere, or one whose number is hidden.
    for objects in [
        &[b"<< /S /URI /URI (https://example.com) >>".as_slice()][..],
        &[elsewhere, place],
        &[],
        &[place, &packed(b"<< /S /Named /N /Print >>")],
        &[place, b"null endobj\n4 0 obj << /S /URI >>"],
        &[place, &stream("/Type /ObjStm /N 1 /First 4", b"4 0 << /S /URI >>")],
        &[place, b"null endobj\n4 %\n0 obj << /S /URI >>"],
    ] {
        assert_eq!(opens(objects), Err(PdfError::Active), "{}", objects.len());
    }
}

#[test]
fn what_cannot_be_looked_through_is_refused() {
    let file = pdf(&[CATALOG, PAGES, PAGE]);
    let locked = String::from_utf8_lossy(&file).replace("/Root", "/Encrypt 9 0 R /Root").into_bytes();
    assert_eq!(look(&locked), Err(PdfError::Locked));
    let packed = compress_to_vec_zlib(b"7 0 << /S /GoTo >>", 9);
    for description in [
        "/Type /ObjStm /Filter [/ASCIIHexDecode /FlateDecode]",
        "/Type /ObjStm /Filter 9 0 R",
        "/Type /ObjStm /Filter /FlateDecode /DecodeParms << /Predictor 12 >>",
        "/Type /ObjStm %\n /Filter /FlateDecode",
        "/Type /ObjStm /Filter /LZWDecode",
    ] {
        assert_eq!(with(&stream(description, &packed)), Err(PdfError::Locked), "{description}");
    }
    assert_eq!(with(&stream(FLATE, b"not packed at all")), Err(PdfError::Locked));
    assert_eq!(with(&stream(FLATE, &packed[..packed.len() - 6])), Err(PdfError::Locked), "cut");
    // What stands packed behind another filter, in a file that may have objects there.
    let both =
        [stream("/Type /XRef", b""), b"\nendobj\n5 0 obj\n".to_vec(), stream("/Filter /A85", b"x")].concat();
    assert_eq!(with(&both), Err(PdfError::Locked));
    let bomb = compress_to_vec_zlib(&vec![b'1'; MOST_UNPACKED + 1], 1);
    assert!(bomb.len() < MOST_UNPACKED / 50);
    assert_eq!(with(&stream(FLATE, &bomb)), Err(PdfError::Locked));
    // Two that fit one by one.
    let half = compress_to_vec_zlib(&vec![b'1'; MOST_UNPACKED / 2 + 1], 1);
    assert_eq!(with(&stream(FLATE, &half)), Ok(()));
    assert_eq!(with(&[stream(FLATE, &half), stream(FLATE, &half)].concat()), Err(PdfError::Locked));
    let many: Vec<u8> = (0..=MOST_STREAMS).flat_map(|_| stream("", b"1")).collect();
    assert_eq!(with(&many), Err(PdfError::Locked));
}

#[test]
fn pages_are_counted_wherever_they_stand() {
    let pages = |plain: usize, packed: usize| {
        let object: Vec<u8> = (0..packed).flat_map(|_| b"3 0 << /Type/Page >> ".to_vec()).collect();
        let object = stream(FLATE, &compress_to_vec_zlib(&object, 6));
        let mut objects = vec![CATALOG, PAGES];
        objects.extend(std::iter::repeat_n(PAGE, plain));
        if packed > 0 {
            objects.push(&object);
        }
        look(&pdf(&objects))
    };
    assert_eq!(pages(20, 0), Ok(()));
    assert_eq!(pages(12, 8), Ok(()));
    assert_eq!(pages(21, 0), Err(PdfError::TooManyPages));
    assert_eq!(pages(12, 9), Err(PdfError::TooManyPages));
    assert_eq!(pages(0, 0), Err(PdfError::Damaged));
}

#[test]
fn a_file_that_is_cut_or_no_pdf_is_refused() {
    let file = pdf(&[CATALOG, PAGES, PAGE]);
    for length in 0..file.len() - 6 {
        assert_eq!(look(&file[..length]), Err(PdfError::Damaged), "{length}");
    }
    assert_eq!(look(&[b"MZ".as_slice(), &file].concat()), Err(PdfError::Damaged));
    assert_eq!(look(&[file, vec![b' '; 2000]].concat()), Err(PdfError::Damaged));
}

proptest! {
    #[test]
    fn no_bytes_upset_it(bytes in proptest::collection::vec(any::<u8>(), 0..2000), cut in 0_usize..400) {
        let mut file = pdf(&[CATALOG, PAGES, PAGE, &stream(FLATE, &bytes), &bytes]);
        let _ = look(&file);
        file.drain(file.len() / 2..file.len() / 2 + cut.min(file.len() / 4));
        let _ = look(&file);
    }
}
