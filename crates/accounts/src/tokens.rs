//! Access tokens: JWTs signed with Ed25519 whose public keys stand at `/.well-known/jwks.json`.
//!
//! A private key is computed from its salt in the database and the program's secret, so neither of the two alone signs
//! anything. A new key is published before it signs; an old one verifies until the last token signed with it is over.

use std::sync::Arc;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use contracts::accounts::Identified;
use jsonwebtoken::jwk::{AlgorithmParameters, Jwk};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, decode_header, encode};
use kernel::{BusinessId, Clock, PlanLevel, Role, SessionId, SignedIn, TeamRole, UserId, Verification};
use platform::cache::Kept;
use platform::db::Db;
use platform::keys::Keys;
use platform::{Error, Result};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tokio::sync::RwLock;

use crate::client::Client;
use crate::model::session::ACCESS_LIFE;
use crate::store;
use crate::store::audit::AuthEvent;
use crate::store::keys::StoredKey;

/// How long a new key is published before it signs: longer than anybody keeps the list of keys.
pub const PUBLISHED_AHEAD: TimeDelta = TimeDelta::minutes(15);
/// How old the keys in memory may be before they are read again.
const KEPT: TimeDelta = TimeDelta::seconds(60);
/// Tokens naming unknown keys make the keys be read again at most this often.
const RELOAD_PAUSE: Duration = Duration::from_secs(1);

/// What an access token says. Only whose it is and which session decides; the rest is for clients, and every
/// request takes it afresh from the session's present state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// Who signed it: the site's address.
    pub iss: String,
    /// The user.
    pub sub: UserId,
    /// The session.
    pub sid: SessionId,
    /// The user's role.
    pub role: Role,
    /// What the business pays for.
    pub plan: PlanLevel,
    /// The business that the user acts for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub business: Option<BusinessId>,
    /// The user's place in its team.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team_role: Option<TeamRole>,
    /// How well the business is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verification: Option<Verification>,
    /// Version of the account that the claims were taken from.
    pub ver: i64,
    /// When it was signed, in seconds.
    pub iat: i64,
    /// When it ends, in seconds.
    pub exp: i64,
}

impl Claims {
    /// The claims of a session at this moment.
    #[must_use]
    pub fn of(user: &SignedIn, version: i64, issuer: &str, now: DateTime<Utc>) -> Self {
        let member = user.membership.as_ref();
        Self {
            iss: issuer.to_owned(),
            sub: user.user_id,
            sid: user.session_id,
            role: user.role,
            plan: member.map_or(PlanLevel::Free, |member| member.plan),
            business: member.map(|member| member.business_id),
            team_role: member.map(|member| member.team_role),
            verification: member.map(|member| member.verification),
            ver: version,
            iat: now.timestamp(),
            exp: (now + ACCESS_LIFE).timestamp(),
        }
    }
}

struct Key {
    kid: String,
    signs_from: DateTime<Utc>,
    public_key: String,
    decoding: DecodingKey,
    encoding: EncodingKey,
}

struct Ring {
    /// Those that follow from this process's secret, the oldest first. What was signed under another secret is no good.
    keys: Vec<Key>,
    loaded_at: DateTime<Utc>,
    loaded: Instant,
}

impl Ring {
    fn signer(&self, now: DateTime<Utc>) -> Option<&Key> {
        self.keys.iter().rev().find(|key| key.signs_from <= now)
    }

    /// Whether a token may still live that was signed with the key at this place.
    fn is_good(&self, at: usize, now: DateTime<Utc>) -> bool {
        self.keys.get(at + 1).is_none_or(|next| now < next.signs_from + ACCESS_LIFE)
    }
}

/// The keys of this process, read from the database when they are needed.
pub struct KeyRing {
    db: Db,
    clock: Arc<dyn Clock>,
    secrets: Keys,
    issuer: String,
    ring: RwLock<Option<Arc<Ring>>>,
    verified: Kept<[u8; 32], Arc<Claims>>,
}

impl KeyRing {
    /// No keys read yet.
    #[must_use]
    pub fn new(db: Db, clock: Arc<dyn Clock>, secrets: Keys, issuer: String) -> Self {
        let verified = Kept::new("accounts.tokens", 50_000, Duration::from_secs(15 * 60), |_, _| 1);
        Self { db, clock, secrets, issuer, ring: RwLock::new(None), verified }
    }

    /// The address that stands in tokens as their issuer.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// Signs claims.
    ///
    /// # Errors
    /// 503 when the keys cannot be read.
    pub async fn sign(&self, claims: &Claims) -> Result<String> {
        let ring = self.ring().await?;
        let Some(key) = ring.signer(self.clock.now()) else {
            return Err(Error::internal("no key signs at this moment"));
        };
        let mut header = Header::new(Algorithm::EdDSA);
        header.kid = Some(key.kid.clone());
        encode(&header, claims, &key.encoding).map_err(Error::internal)
    }

    /// The claims of a token that is genuine and has not ended; `None` for any other.
    ///
    /// # Errors
    /// 503 when the keys cannot be read.
    pub async fn verify(&self, token: &str) -> Result<Option<Arc<Claims>>> {
        let now = self.clock.now();
        let in_time = |claims: &Claims| claims.exp > now.timestamp() && claims.iat <= now.timestamp() + 5;
        let digest: [u8; 32] = Sha256::digest(token.as_bytes()).into();
        if let Some(claims) = self.verified.find(&digest) {
            return Ok(Some(claims).filter(|claims| in_time(claims)));
        }
        // Nothing of ours is longer; what is shorter than a signature need not be looked at.
        if !(100..=2048).contains(&token.len()) {
            return Ok(None);
        }
        let Some(kid) =
            decode_header(token).ok().filter(|header| header.alg == Algorithm::EdDSA).and_then(|h| h.kid)
        else {
            return Ok(None);
        };
        let mut ring = self.ring().await?;
        if !ring.keys.iter().any(|key| key.kid == kid) && ring.loaded.elapsed() >= RELOAD_PAUSE {
            ring = self.load().await?;
        }
        let Some(at) = ring.keys.iter().position(|key| key.kid == kid).filter(|at| ring.is_good(*at, now))
        else {
            return Ok(None);
        };
        let mut rules = Validation::new(Algorithm::EdDSA);
        // The time is checked here, against our own clock.
        rules.validate_exp = false;
        rules.required_spec_claims.clear();
        rules.set_issuer(&[&self.issuer]);
        let Ok(read) = decode::<Claims>(token, &ring.keys[at].decoding, &rules) else { return Ok(None) };
        let claims = Arc::new(read.claims);
        if !in_time(&claims) {
            return Ok(None);
        }
        self.verified.insert(digest, claims.clone());
        Ok(Some(claims))
    }

    /// The public keys, as JSON Web Key Set (RFC 7517, RFC 8037).
    ///
    /// # Errors
    /// 503 when the keys cannot be read.
    pub async fn published(&self) -> Result<serde_json::Value> {
        let ring = self.ring().await?;
        let now = self.clock.now();
        let keys: Vec<_> = (0..ring.keys.len())
            .filter(|at| ring.is_good(*at, now))
            .map(|at| {
                let key = &ring.keys[at];
                serde_json::json!({
                    "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": key.kid, "x": key.public_key
                })
            })
            .collect();
        Ok(serde_json::json!({ "keys": keys }))
    }

    /// Makes a new key, which signs after [`PUBLISHED_AHEAD`]; removes those that no living token needs. Stands in the
    /// record.
    ///
    /// # Errors
    /// 503 when the database is away.
    pub async fn rotate(&self) -> Result<String> {
        let now = self.clock.now();
        let mut tx = self.db.begin_system().await?;
        store::lock_text(&mut tx, "accounts.signing_keys").await?;
        let ring = self.read(&store::keys::all(&mut tx).await?, now);
        for (at, key) in ring.keys.iter().enumerate() {
            if !ring.is_good(at, now) {
                store::keys::delete(&mut tx, &key.kid).await?;
            }
        }
        let new = self.make(now + PUBLISHED_AHEAD)?;
        store::keys::insert(&mut tx, &new, now).await?;
        let event = AuthEvent { kind: "SIGNING_KEY_ROTATED", ..AuthEvent::default() };
        store::audit::write(&mut tx, &Client::command_line(), event, now).await?;
        tx.commit().await?;
        self.load().await?;
        Ok(new.kid)
    }

    async fn ring(&self) -> Result<Arc<Ring>> {
        if let Some(ring) = self.ring.read().await.as_ref()
            && self.clock.now() - ring.loaded_at < KEPT
        {
            return Ok(ring.clone());
        }
        self.load().await
    }

    async fn load(&self) -> Result<Arc<Ring>> {
        let asked = Instant::now();
        let mut held = self.ring.write().await;
        if let Some(ring) = held.as_ref()
            && ring.loaded > asked
        {
            // Somebody else has read them while this call waited.
            return Ok(ring.clone());
        }
        let now = self.clock.now();
        let mut tx = self.db.begin_system().await?;
        let mut ring = self.read(&store::keys::all(&mut tx).await?, now);
        if ring.signer(now).is_none() {
            store::lock_text(&mut tx, "accounts.signing_keys").await?;
            ring = self.read(&store::keys::all(&mut tx).await?, now);
            if ring.signer(now).is_none() {
                let first = self.make(now)?;
                store::keys::insert(&mut tx, &first, now).await?;
                ring = self.read(&store::keys::all(&mut tx).await?, now);
            }
        }
        tx.commit().await?;
        let ring = Arc::new(ring);
        *held = Some(ring.clone());
        Ok(ring)
    }

    fn make(&self, signs_from: DateTime<Utc>) -> Result<StoredKey> {
        let salt: [u8; 32] = rand::random();
        let public_key = public_of(&self.private(&salt))?;
        let kid = URL_SAFE_NO_PAD.encode(&Sha256::digest(public_key.as_bytes())[..12]);
        Ok(StoredKey { kid, salt: salt.to_vec(), public_key, signs_from })
    }

    fn private(&self, salt: &[u8]) -> EncodingKey {
        let seed = self.secrets.sign("accounts.signing_key", &[salt]);
        // PKCS#8 of an Ed25519 seed (RFC 8410, section 7): a fixed head and the 32 bytes.
        let mut der = vec![
            0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
        ];
        der.extend_from_slice(&seed);
        EncodingKey::from_ed_der(&der)
    }

    fn read(&self, stored: &[StoredKey], now: DateTime<Utc>) -> Ring {
        let keys = stored.iter().filter_map(|key| {
            let encoding = self.private(&key.salt);
            public_of(&encoding).ok().filter(|public| *public == key.public_key)?;
            Some(Key {
                kid: key.kid.clone(),
                signs_from: key.signs_from,
                public_key: key.public_key.clone(),
                decoding: DecodingKey::from_ed_components(&key.public_key).ok()?,
                encoding,
            })
        });
        Ring { keys: keys.collect(), loaded_at: now, loaded: Instant::now() }
    }
}

fn public_of(private: &EncodingKey) -> Result<String> {
    match Jwk::from_encoding_key(private, Algorithm::EdDSA).map_err(Error::internal)?.algorithm {
        AlgorithmParameters::OctetKeyPair(pair) => Ok(pair.x),
        _ => Err(Error::internal("an Ed25519 key has an octet key pair")),
    }
}

/// A credential that is not good.
pub(crate) const REFUSED: Identified = Identified::Refused;
