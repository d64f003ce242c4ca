//! Signing up and proving the address.

use contracts::accounts::AccountEvent;
use kernel::{Actor, Checks, Country, ErrorKind, EventId, Language, Problem, Role, UserId, UserStatus};
use platform::http::Once;
use platform::{Error, Result, Tx, jobs};
use uuid::Uuid;

use super::sign_in::Opened;
use crate::client::Client;
use crate::error::AccountsError;
use crate::jobs::{Message, REGISTER, RegisterJob, SEND_MESSAGE};
use crate::model::address::Address;
use crate::model::code::{self, Code, Purpose};
use crate::model::password::{Password, Verdict};
use crate::model::session::SessionKind;
use crate::model::user::parse_name;
use crate::store::audit::AuthEvent;
use crate::store::codes::Registration;
use crate::store::users::NewUser;
use crate::{Accounts, store};

/// Somebody who signs up, checked.
#[derive(Clone)]
pub struct NewAccount {
    pub address: Address,
    pub password: Password,
    pub name: String,
    pub country: Option<Country>,
    pub language: Language,
}

/// What somebody types to sign up.
#[derive(Debug, Clone, Copy, Default)]
pub struct SignUpInput<'a> {
    pub email: Option<&'a str>,
    pub phone: Option<&'a str>,
    pub password: Option<&'a str>,
    pub name: Option<&'a str>,
    pub country: Option<&'a str>,
    pub language: Option<&'a str>,
}

impl NewAccount {
    /// Checks everything at once; `spoken` is taken when no language is given.
    pub fn parse(input: SignUpInput<'_>, spoken: Language) -> Result<Self, Vec<Problem>> {
        let mut checks = Checks::new("accounts");
        let country = checks.required("country", input.country.filter(|text| !text.is_empty()));
        let country = checks.parsed("country", country, "accounts-check-country");
        let address = Address::from_fields(&mut checks, input.email, input.phone, country);
        let name = parse_name(&mut checks, "name", input.name);
        let password =
            Password::choose(&mut checks, "password", input.password, address.as_ref(), input.name);
        let language = checks.parsed("language", input.language, "accounts-check-language").unwrap_or(spoken);
        let parsed = match (address, name, password) {
            (Some(address), Some(name), Some(password)) => {
                Some(Self { address, password, name, country, language })
            }
            _ => None,
        };
        checks.finish(parsed)
    }
}

impl Accounts {
    /// Takes a sign-up in. Whether the address has an account already is looked up by a job, so that neither the
    /// answer nor its time tells. The returned id is for the caller alone: with it, the code also signs in.
    pub async fn register(&self, new: NewAccount, once: &Once, client: &Client) -> Result<(Tx, Uuid)> {
        let now = self.platform.clock.now();
        let password_hash = self.hasher.hash(new.password).await?;
        let mut tx = once.begin(&self.db, &Actor::Anonymous).await?;
        store::act_as_system(&mut tx).await?;
        let digest = self.address_digest(&new.address);
        let mut event = AuthEvent { kind: "SIGN_UP", address_digest: Some(&digest), ..AuthEvent::default() };
        let code = match self.reserve_code(&mut tx, Purpose::Verify, &new.address, new.language).await {
            Err(error) if error.kind() == ErrorKind::RateLimited => {
                tx.rollback().await?;
                event.refused = Some("TOO_MANY_CODES");
                let mut tx = self.db.begin_system().await?;
                store::audit::write(&mut tx, client, event, now).await?;
                tx.commit().await?;
                return Err(error);
            }
            other => other?,
        };
        let registration = Registration {
            id: Uuid::new_v4(),
            code_id: code.id,
            address: new.address,
            display_name: new.name,
            password_hash,
            country: new.country,
            language: new.language,
        };
        store::codes::insert_registration(&mut tx, &registration, now).await?;
        let key = self.address_key(&registration.address);
        jobs::enqueue(&mut tx, REGISTER, &key, &RegisterJob { registration: registration.id }, now).await?;
        store::audit::write(&mut tx, client, event, now).await?;
        Ok((tx, registration.id))
    }

    /// The job behind [`Accounts::register`]. Jobs of one address run one after another.
    pub(crate) async fn carry_out_registration(&self, tx: &mut Tx, id: Uuid) -> Result<()> {
        let now = self.platform.clock.now();
        let Some(new) = store::codes::take_registration(tx, id).await? else { return Ok(()) };
        let key = self.address_key(&new.address);
        match store::users::by_address(tx, &new.address).await? {
            None => {
                let user_id = UserId::new(now);
                let user = NewUser {
                    id: user_id,
                    role: Role::Consumer,
                    status: UserStatus::Pending,
                    display_name: &new.display_name,
                    country: new.country,
                    language: new.language,
                    registration_id: Some(new.id),
                };
                store::users::insert(tx, &user, now).await?;
                store::users::insert_contact(tx, user_id, &new.address, None).await?;
                store::users::set_password(tx, user_id, &new.password_hash, now).await?;
                let event = AccountEvent::Registered {
                    user_id,
                    role: Role::Consumer,
                    language: new.language,
                    country: new.country,
                };
                self.platform.outbox.publish(tx, &Actor::Anonymous, &event).await?;
            }
            // Nobody has proved the address: whoever signed up before may not be its owner, so nothing of theirs stays.
            Some(found) if found.status == UserStatus::Pending && !found.verified => {
                store::users::take_over(tx, found.user_id, &new, now).await?;
                store::users::set_password(tx, found.user_id, &new.password_hash, now).await?;
                store::sessions::revoke_all_but(tx, found.user_id, 0, now).await?;
                let event = AccountEvent::SessionRevoked { user_id: found.user_id, session_id: None };
                self.platform.outbox.publish(tx, &Actor::Anonymous, &event).await?;
            }
            Some(found) => {
                let message = Message::AlreadyRegistered { user: found.user_id };
                return jobs::enqueue(tx, SEND_MESSAGE, &key, &message, now).await;
            }
        }
        jobs::enqueue(tx, SEND_MESSAGE, &key, &Message::Verify { code: new.code_id }, now).await
    }

    /// Sends another code to an address that is not proved yet; says nothing about whether there is one.
    pub async fn resend_code(&self, address: &Address, language: Language, client: &Client) -> Result<()> {
        self.send_code(Purpose::Verify, address, language, client).await
    }

    pub(crate) async fn send_code(
        &self,
        purpose: Purpose,
        address: &Address,
        language: Language,
        client: &Client,
    ) -> Result<()> {
        let now = self.platform.clock.now();
        let digest = self.address_digest(address);
        // Whose address it is, nobody looks up here: it would take a time that tells.
        let kind = match purpose {
            Purpose::Verify => "VERIFY_ASKED",
            Purpose::Reset => "RESET_ASKED",
            Purpose::Contact(_) => "CONTACT_ASKED",
        };
        let mut event = AuthEvent { kind, address_digest: Some(&digest), ..AuthEvent::default() };
        let mut tx = self.db.begin_system().await?;
        let code = match self.reserve_code(&mut tx, purpose, address, language).await {
            Err(error) if error.kind() == ErrorKind::RateLimited => {
                event.refused = Some("TOO_MANY_CODES");
                store::audit::write(&mut tx, client, event, now).await?;
                tx.commit().await?;
                return Err(error);
            }
            other => other?,
        };
        store::audit::write(&mut tx, client, event, now).await?;
        let message = Message::code(purpose, code.id);
        jobs::enqueue(&mut tx, SEND_MESSAGE, &self.address_key(address), &message, now).await?;
        tx.commit().await
    }

    /// Proves an address by its code. Whoever brings the id of the sign-up that set the password, or knows that password,
    /// is signed in as well. Of anybody else nothing says that the password is theirs, since somebody else may have signed
    /// up with the address: it goes, all sessions end, and a new one is set by a code. A request out of a session of the
    /// account leaves all as it is.
    ///
    /// # Errors
    /// 422 for a wrong code, and for a right one with a password that is not the sign-up's: the code holds on then.
    pub async fn verify(&self, proof: Proof<'_>, actor: &Actor, client: &Client) -> Result<Proved> {
        let now = self.platform.clock.now();
        // While they cannot be had, what waits for the proof goes on waiting.
        let categories = self.category_slugs().await.unwrap_or_default();
        let tx = self.db.begin_system().await?;
        let mut tx = self.use_code(tx, Purpose::Verify, proof.address, proof.code, client).await?;
        let Some(found) = store::users::by_address(&mut tx, proof.address).await? else {
            return self.nobody_there(tx, "VERIFY", proof.address, client).await;
        };
        let user_id = found.user_id;
        let is_new = found.status == UserStatus::Pending;
        let is_inside = actor.user_id() == Some(user_id);
        let may_enter = proof.registration.is_some() && proof.registration == found.registration_id;
        let may_enter = match proof.password {
            Some(password) if is_new && !may_enter && !is_inside => {
                let verdict = self.hasher.verify(password, found.password_hash).await?;
                if verdict == Verdict::Wrong {
                    tx.rollback().await?;
                    return Err(self.other_password(proof.address, user_id, client).await?);
                }
                true
            }
            _ => may_enter,
        };
        store::users::prove(&mut tx, user_id, proof.address.kind(), now).await?;
        let event = AuthEvent {
            kind: "VERIFY",
            user_id: Some(user_id),
            actor_id: Some(user_id),
            ..AuthEvent::default()
        };
        store::audit::write(&mut tx, client, event, now).await?;
        self.platform.outbox.publish(&mut tx, &Actor::Anonymous, &AccountEvent::Updated { user_id }).await?;
        if may_enter || is_inside {
            self.set_up_what_waits(&mut tx, user_id, &categories).await?;
        }
        if may_enter && is_new {
            let opened = self.open_session(&mut tx, user_id, proof.kind, client).await?;
            tx.commit().await?;
            return self.finish_sign_in(opened).await.map(|opened| Proved::Entered(Box::new(opened)));
        }
        if !is_inside {
            if is_new {
                store::users::remove_password(&mut tx, user_id).await?;
                self.note_governing(&mut tx, &Actor::Anonymous, "PASSWORD_REMOVED", user_id, client).await?;
            }
            store::sessions::revoke_all_but(&mut tx, user_id, 0, now).await?;
            let event = AccountEvent::SessionRevoked { user_id, session_id: None };
            self.platform.outbox.publish(&mut tx, &Actor::Anonymous, &event).await?;
        }
        tx.commit().await?;
        Ok(if is_new && !is_inside { Proved::WithoutPassword } else { Proved::Done })
    }

    /// The code was right, and the password is not that of the sign-up. It is told, since whoever has the code may set a
    /// new one anyway; and it counts as a try, so that nobody finds out by trying.
    async fn other_password(&self, address: &Address, user_id: UserId, client: &Client) -> Result<Error> {
        let mut tx = self.db.begin_system().await?;
        if let Some(code) = store::codes::newest(&mut tx, Purpose::Verify, address).await? {
            store::codes::count_try(&mut tx, code.id).await?;
        }
        let refused = Some("WRONG_CREDENTIALS");
        let event = AuthEvent { kind: "VERIFY", refused, user_id: Some(user_id), ..AuthEvent::default() };
        store::audit::write(&mut tx, client, event, self.platform.clock.now()).await?;
        tx.commit().await?;
        Ok(AccountsError::OtherPassword.into())
    }

    /// The code was right and is used up, but its address is nobody's any more.
    pub(crate) async fn nobody_there<T>(
        &self,
        mut tx: Tx,
        kind: &'static str,
        address: &Address,
        client: &Client,
    ) -> Result<T> {
        let digest = self.address_digest(address);
        let refused = Some("NO_ACCOUNT");
        let event = AuthEvent { kind, refused, address_digest: Some(&digest), ..AuthEvent::default() };
        store::audit::write(&mut tx, client, event, self.platform.clock.now()).await?;
        tx.commit().await?;
        Err(AccountsError::WrongCode.into())
    }

    /// Makes a new code, unless the address has had its number of them.
    pub(crate) async fn reserve_code(
        &self,
        tx: &mut Tx,
        purpose: Purpose,
        address: &Address,
        language: Language,
    ) -> Result<Code> {
        let now = self.platform.clock.now();
        store::lock_text(tx, &format!("accounts.codes {}", address.as_str())).await?;
        if store::codes::count_recent(tx, address, now).await? >= code::MOST_PER_PERIOD {
            return Err(AccountsError::TooManyCodes.into());
        }
        let code = Code { id: EventId::new(now).0, tries: 0, expires_at: now + code::LIFE };
        store::codes::insert(tx, &code, purpose, address, language, now).await?;
        Ok(code)
    }

    /// Takes a typed code. A wrong one is counted, and `tx` is over then.
    pub(crate) async fn use_code(
        &self,
        mut tx: Tx,
        purpose: Purpose,
        address: &Address,
        typed: &str,
        client: &Client,
    ) -> Result<Tx> {
        let now = self.platform.clock.now();
        let code = store::codes::newest(&mut tx, purpose, address).await?;
        if code.as_ref().is_some_and(|code| code.is_met_by(&self.platform.keys, typed, now)) {
            store::codes::use_up(&mut tx, purpose, address, now).await?;
            return Ok(tx);
        }
        if let Some(code) = code {
            store::codes::count_try(&mut tx, code.id).await?;
        }
        let digest = self.address_digest(address);
        let event = AuthEvent {
            kind: purpose.as_str(),
            refused: Some("WRONG_CODE"),
            user_id: purpose.owner(),
            address_digest: Some(&digest),
            ..AuthEvent::default()
        };
        store::audit::write(&mut tx, client, event, now).await?;
        tx.commit().await?;
        Err(AccountsError::WrongCode.into())
    }

    /// A keyed hash by which attempts on one address can be told apart without naming it.
    pub(crate) fn address_digest(&self, address: &Address) -> [u8; 32] {
        self.platform.keys.sign("accounts.address", &[address.as_str().as_bytes()])
    }

    /// The same as the ordering key of jobs.
    pub(crate) fn address_key(&self, address: &Address) -> String {
        self.address_digest(address)[..12].iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// What became of a right code.
pub enum Proved {
    /// The address is proved, and who typed the code is signed in.
    Entered(Box<Opened>),
    /// The address is proved.
    Done,
    /// The same; its account has no password any more, and needs one.
    WithoutPassword,
}

/// What somebody brings to prove an address.
#[derive(Clone)]
pub struct Proof<'a> {
    pub address: &'a Address,
    /// The six digits.
    pub code: &'a str,
    /// The sign-up's id, which only the browser or app that signed up has.
    pub registration: Option<Uuid>,
    /// The password, where they signed up elsewhere.
    pub password: Option<Password>,
    /// What kind of session to open.
    pub kind: SessionKind,
}
