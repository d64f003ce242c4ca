//! Addresses of a bucket that are signed for one PUT: AWS Signature Version 4 in the query, as Amazon's documentation
//! "Authenticating Requests: Using Query Parameters" describes it. Written out here because the length of the body has
//! to be signed too, which `object_store` does not let one do.

use std::time::Duration;

use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit, Mac};
use kernel::percent_encoded;
use sha2::{Digest, Sha256};

use super::Bucket;

/// The address for this request at this bucket, good for `valid` from `now`. `headers`: lower-case names; they have to
/// be sent exactly so.
pub(super) fn presign(
    bucket: &Bucket,
    method: &str,
    key: &str,
    headers: &[(&str, &str)],
    now: DateTime<Utc>,
    valid: Duration,
) -> String {
    signed(bucket, method, &base(bucket), key, headers, now, valid)
}

/// Where the bucket's objects lie.
fn base(bucket: &Bucket) -> String {
    match &bucket.endpoint {
        Some(endpoint) => format!("{}/{}", endpoint.trim_end_matches('/'), percent_encoded(&bucket.name)),
        None => format!("https://{}.s3.{}.amazonaws.com", bucket.name, bucket.region),
    }
}

/// Scheme and host of the bucket's addresses.
pub(super) fn origin(bucket: &Bucket) -> String {
    let base = base(bucket);
    let host = base.find("://").map_or(0, |at| at + 3);
    let end = base[host..].find('/').map_or(base.len(), |at| host + at);
    base[..end].to_owned()
}

fn signed(
    bucket: &Bucket,
    method: &str,
    base: &str,
    key: &str,
    headers: &[(&str, &str)],
    now: DateTime<Utc>,
    valid: Duration,
) -> String {
    let rest = base.split_once("://").map_or(base, |(_, rest)| rest);
    let (host, folder) =
        rest.split_once('/').map_or((rest, String::new()), |(host, path)| (host, format!("/{path}")));
    let path = format!("{folder}/{}", percent_encoded(key).replace("%2F", "/"));

    let mut headers = headers.to_vec();
    headers.push(("host", host));
    headers.sort_unstable();
    let names = headers.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(";");
    let lines: String = headers.iter().map(|(name, value)| format!("{name}:{}\n", value.trim())).collect();

    let (day, moment) = (now.format("%Y%m%d").to_string(), now.format("%Y%m%dT%H%M%SZ").to_string());
    let scope = format!("{day}/{}/s3/aws4_request", bucket.region);
    // In the order of their names, as the signature needs them.
    let query = format!(
        "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential={}&X-Amz-Date={moment}&X-Amz-Expires={}&X-Amz-SignedHeaders={}",
        percent_encoded(format!("{}/{scope}", bucket.access_key_id)),
        valid.as_secs(),
        percent_encoded(&names),
    );
    let canonical = format!("{method}\n{path}\n{query}\n{lines}\n{names}\nUNSIGNED-PAYLOAD");
    let to_sign =
        format!("AWS4-HMAC-SHA256\n{moment}\n{scope}\n{}", hex(&Sha256::digest(canonical.as_bytes())));
    let secret = format!("AWS4{}", bucket.secret_access_key).into_bytes();
    let key =
        [&day, &bucket.region, "s3", "aws4_request"].into_iter().fold(secret, |key, part| hmac(&key, part));
    let scheme = base.split_once("://").map_or("https", |(scheme, _)| scheme);
    format!("{scheme}://{host}{path}?{query}&X-Amz-Signature={}", hex(&hmac(&key, &to_sign)))
}

fn hmac(key: &[u8], text: &str) -> Vec<u8> {
    // HMAC takes keys of any length, so this cannot fail (RFC 2104).
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes any key length");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the documentation, with its published keys and signature.
    #[test]
    fn the_documented_example_has_the_documented_signature() {
        let bucket = Bucket {
            name: "examplebucket".to_owned(),
            endpoint: None,
            region: "us-east-1".to_owned(),
            access_key_id: "AKIAIOSFODNN7EXAMPLE".to_owned(),
            secret_access_key: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY".to_owned(),
        };
        let now = DateTime::from_timestamp(1_369_353_600, 0).expect("2013-05-24T00:00:00Z");
        let day = Duration::from_secs(86_400);
        let base = "https://examplebucket.s3.amazonaws.com";
        let url = signed(&bucket, "GET", base, "test.txt", &[], now, day);
        assert_eq!(
            url,
            "https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256\
             &X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request\
             &X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host\
             &X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"
        );
        assert!(
            presign(&bucket, "PUT", "a/b", &[], now, day).starts_with("https://examplebucket.s3.us-east-1.")
        );
    }

    #[test]
    fn headers_are_signed_and_the_bucket_may_stand_in_the_path() {
        let bucket = Bucket {
            name: "pictures".to_owned(),
            endpoint: Some("http://127.0.0.1:9000/".to_owned()),
            region: "auto".to_owned(),
            access_key_id: "me".to_owned(),
            secret_access_key: "secret".to_owned(),
        };
        let url = |length| {
            let headers = [("content-type", "image/png"), ("content-length", length)];
            presign(&bucket, "PUT", "quarantine/x y", &headers, DateTime::UNIX_EPOCH, Duration::from_secs(60))
        };
        let short = url("5");
        assert_eq!(origin(&bucket), "http://127.0.0.1:9000");
        let amazons = Bucket { endpoint: None, region: "af-south-1".to_owned(), ..bucket.clone() };
        assert_eq!(origin(&amazons), "https://pictures.s3.af-south-1.amazonaws.com");
        assert!(short.starts_with("http://127.0.0.1:9000/pictures/quarantine/x%20y?"), "{short}");
        assert!(short.contains("X-Amz-SignedHeaders=content-length%3Bcontent-type%3Bhost&"), "{short}");
        assert_ne!(short, url("6"));
    }
}
