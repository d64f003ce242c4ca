//! Uploads under way: a photo that comes in pieces over a bad network, or by way of the bucket (L-8).

use chrono::{DateTime, TimeDelta, Utc};
use contracts::media::PictureRefused;
use kernel::{Actor, Checks, ErrorKind, MediaId, Problem, UserId};
use platform::Result;
use platform::policy::Resource;

use crate::Media;
use crate::error::TransferError;
use crate::picture::Limits;
use crate::rights::UploadMedia;

/// Fewest and most bytes of a piece; the last one may be smaller.
pub(crate) const PIECE: std::ops::RangeInclusive<usize> = 64 * 1024..=512 * 1024;

/// A piece whose connection was cut is kept when at least so much of it has come: rows must not become many and tiny.
pub(crate) const WORTH_KEEPING: usize = 4 * 1024;

/// How long an upload may take, with all its interruptions.
pub(crate) const LIFE: TimeDelta = TimeDelta::hours(24);

/// How long an upload to the bucket may take: its address is good for a quarter of that.
pub(crate) const DIRECT_LIFE: TimeDelta = TimeDelta::hours(1);

/// What one person may have open at a time: more photos than two listings take.
pub(crate) const MOST_OPEN: i64 = 20;
/// Bytes that the open uploads of one person may announce together.
pub(crate) const MOST_BYTES: i64 = 100 * 1024 * 1024;
/// An upload that has had no piece for so long makes room for a new one.
pub(crate) const FORGOTTEN: TimeDelta = TimeDelta::hours(1);

/// Most parts of an upload to the bucket, and the fewest bytes of one, but for the last: each costs the phone two
/// requests, and one that is cut is sent again as a whole.
const MOST_PARTS: usize = 16;
const LEAST_PART: usize = 128 * 1024;

/// Bytes of each part of a file that goes to the bucket, but for the last.
pub(crate) fn part_size(size: usize) -> usize {
    size.div_ceil(MOST_PARTS).max(LEAST_PART)
}

/// An object in which bytes of an upload wait in the bucket until they have been checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    /// The object.
    pub key: String,
    /// Where in the file it begins.
    pub offset: usize,
    /// Its bytes.
    pub size: usize,
}

/// How far an upload is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// Bytes are missing, or it was not completed yet.
    Open,
    /// It has become a picture.
    Done,
    /// Its bytes are no picture that we take.
    Refused(PictureRefused),
}

/// An upload under way. Its id becomes that of the media.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Transfer {
    /// Of the upload and of the media.
    pub id: MediaId,
    /// Who sends it.
    pub owner: UserId,
    /// Bytes of the whole file.
    pub size: usize,
    /// Of the whole file, if the sender said it.
    pub sha256: Option<[u8; 32]>,
    /// Bytes that are here.
    pub received: usize,
    /// Its bytes go to the bucket instead.
    pub direct: bool,
    /// Bytes of each part in which they go there but the last; none: all of them at once.
    pub part_size: Option<usize>,
    /// How far it is.
    pub state: State,
    /// When it is given up.
    pub expires_at: DateTime<Utc>,
}

impl Transfer {
    /// For the policies.
    pub fn resource(&self) -> Resource {
        Resource::new("Media", self.id).owner(self.owner)
    }

    /// The objects in which its bytes come to the bucket, in order; none where they come here.
    pub fn parts(&self) -> Vec<Part> {
        let whole = format!("quarantine/{}", self.id);
        match self.part_size {
            _ if !self.direct => Vec::new(),
            None => vec![Part { key: whole, offset: 0, size: self.size }],
            Some(most) => (0..self.size)
                .step_by(most)
                .map(|offset| Part {
                    key: format!("{whole}/{offset}"),
                    offset,
                    size: most.min(self.size - offset),
                })
                .collect(),
        }
    }

    /// What of `piece`, which starts at `offset`, is new. What came already is skipped, so that a piece may be sent
    /// again when its answer was lost.
    pub fn news<'a>(&self, offset: usize, piece: &'a [u8]) -> Result<&'a [u8], TransferError> {
        if self.direct {
            return Err(TransferError::Direct);
        }
        if offset > self.received {
            return Err(TransferError::Ahead { received: self.received });
        }
        if offset + piece.len() > self.size {
            return Err(TransferError::TooLong);
        }
        Ok(piece.get(self.received - offset..).unwrap_or_default())
    }
}

/// What somebody announces before sending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Announced {
    /// Bytes of the whole file.
    pub size: usize,
    /// Of the whole file.
    pub sha256: Option<[u8; 32]>,
}

impl Announced {
    /// Reads the announcement; all mistakes at once.
    pub fn parse(size: Option<i64>, sha256: Option<&str>) -> Result<Self, Vec<Problem>> {
        let mut checks = Checks::new("media");
        let size = checks.required("size", size).and_then(|size| match usize::try_from(size) {
            Ok(0) | Err(_) => {
                checks.add(PictureRefused::Empty.problem().field("size"));
                None
            }
            Ok(size) if size > Limits::default().max_bytes => {
                checks.add(PictureRefused::TooLarge.problem().field("size"));
                None
            }
            Ok(size) => Some(size),
        });
        let sum = sha256.and_then(|text| {
            let sum = read_sum(text);
            if sum.is_none() {
                let problem = Problem::new(ErrorKind::Validation, "media", "media-error-sha256");
                checks.add(problem.field("sha256"));
            }
            sum
        });
        checks.finish(size.map(|size| Self { size, sha256: sum }))
    }
}

fn read_sum(text: &str) -> Option<[u8; 32]> {
    if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let mut sum = [0; 32];
    for (byte, pair) in sum.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(sum)
}

/// The actor may go on with this upload; to anybody else it is not there.
pub(crate) fn check(media: &Media, actor: &Actor, transfer: &Transfer) -> Result<()> {
    media.platform.policies.check::<UploadMedia>(actor, &transfer.resource())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn transfer(received: usize) -> Transfer {
        Transfer {
            id: MediaId::new(DateTime::UNIX_EPOCH),
            owner: UserId::new(DateTime::UNIX_EPOCH),
            size: 10,
            sha256: None,
            received,
            direct: false,
            part_size: None,
            state: State::Open,
            expires_at: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_piece_adds_what_is_new_of_it() {
        for (received, offset, piece, news) in [
            (0, 0, "abc", "abc"),
            (3, 3, "def", "def"),
            // Sent again, in part or as a whole: only what is missing counts.
            (3, 0, "abcdef", "def"),
            (6, 3, "def", ""),
            (6, 0, "abc", ""),
            (10, 7, "hij", ""),
        ] {
            assert_eq!(transfer(received).news(offset, piece.as_bytes()).ok(), Some(news.as_bytes()));
        }
    }

    #[test]
    fn a_gap_and_too_much_are_refused() {
        assert!(matches!(transfer(3).news(4, b"e"), Err(TransferError::Ahead { received: 3 })));
        assert!(matches!(transfer(3).news(3, b"defghijk"), Err(TransferError::TooLong)));
        let direct = Transfer { direct: true, ..transfer(0) };
        assert!(matches!(direct.news(0, b"a"), Err(TransferError::Direct)));
    }

    #[test]
    fn parts_make_the_whole_and_are_few() {
        assert_eq!(transfer(0).parts(), []);
        let whole = Transfer { direct: true, ..transfer(0) };
        let part =
            |key: &str, offset, size| Part { key: format!("quarantine/{}{key}", whole.id), offset, size };
        assert_eq!(whole.parts(), [part("", 0, 10)]);
        let cut = Transfer { part_size: Some(4), ..whole.clone() };
        assert_eq!(cut.parts(), [part("/0", 0, 4), part("/4", 4, 4), part("/8", 8, 2)]);
        for size in [1, LEAST_PART, LEAST_PART + 1, 16 * LEAST_PART + 1, 10 * 1024 * 1024] {
            let parts = Transfer { size, part_size: Some(part_size(size)), ..whole.clone() }.parts();
            assert!(parts.len() <= MOST_PARTS, "{size}");
            assert_eq!(parts.iter().map(|part| part.size).sum::<usize>(), size);
        }
    }

    #[test]
    fn an_announcement_is_checked_as_a_whole() {
        let fields = |size, sum| {
            let problems = Announced::parse(size, sum).expect_err("mistakes");
            problems.into_iter().filter_map(|problem| problem.field).collect::<Vec<_>>()
        };
        assert_eq!(fields(None, Some("xyz")), ["size", "sha256"]);
        assert_eq!(fields(Some(0), None), ["size"]);
        assert_eq!(fields(Some(-1), None), ["size"]);
        assert_eq!(fields(Some(10 * 1024 * 1024 + 1), None), ["size"]);
        assert_eq!(fields(Some(1), Some(&"é".repeat(32))), ["sha256"]);
        let good = Announced::parse(Some(5), Some(&"0aF0".repeat(16))).expect("good");
        assert_eq!(good.sha256.map(|sum| (sum[0], sum[31])), Some((0x0a, 0xf0)));
    }
}
