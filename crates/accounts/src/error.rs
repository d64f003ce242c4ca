//! What can go wrong, as far as a caller can act on it.

use kernel::{ErrorKind, Problem};
use platform::Error;

const DOMAIN: &str = "accounts";

/// A refusal of this domain.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AccountsError {
    /// No such account, or another password.
    #[error("wrong address or password")]
    WrongCredentials,
    /// The account is closed for a time.
    #[error("the account is suspended")]
    Suspended,
    /// Another code, one that is too old, or one that was tried too often.
    #[error("wrong code")]
    WrongCode,
    /// The password is not that of the sign-up that the code is for.
    #[error("not the password of this sign-up")]
    OtherPassword,
    /// An address has had its codes for today.
    #[error("too many codes for this address")]
    TooManyCodes,
    /// A refresh token that is forged, used up or of a session that is over.
    #[error("refresh refused")]
    RefreshRefused,
    /// Somebody has an account with this address; only admins are told.
    #[error("address taken")]
    AddressTaken {
        /// `email` or `phone`.
        field: &'static str,
    },
    /// The user belongs to a business already.
    #[error("has a business")]
    HasBusiness,
    /// The only CEO of a business that has other members.
    #[error("last CEO")]
    LastCeo,
    /// The only proved address of an account.
    #[error("last proved address")]
    LastContact,
    /// The e-mail address or phone number is not proved yet.
    #[error("address not verified")]
    NotVerified,
    /// A step of the set-up that is not open.
    #[error("step not open")]
    StepNotOpen,
    /// The set-up has gone past the question, with another answer.
    #[error("answered otherwise")]
    AnsweredOtherwise,
    /// Nothing there, or nothing that the caller may know of.
    #[error("not found")]
    NotFound,
    /// A logo that is not the caller's own picture.
    #[error("foreign logo")]
    ForeignLogo,
    /// Papers of this business wait already.
    #[error("papers wait already")]
    PapersWait,
    /// The business has the highest level.
    #[error("trusted already")]
    TrustedAlready,
    /// Another admin was faster, or there is nothing to decide.
    #[error("decided already")]
    Decided,
    /// A level that is no step from the present one.
    #[error("not such a level")]
    WrongLevel,
    /// The address of a paper is over, or was made for somebody else.
    #[error("link expired")]
    LinkExpired,
}

impl From<AccountsError> for Error {
    fn from(error: AccountsError) -> Self {
        let problem = |kind, text: &'static str| Problem::new(kind, DOMAIN, text);
        match error {
            AccountsError::WrongCredentials => problem(ErrorKind::Unauthorized, "accounts-error-credentials")
                .code("INVALID_CREDENTIALS")
                .into(),
            AccountsError::Suspended => {
                problem(ErrorKind::Forbidden, "accounts-error-suspended").code("ACCOUNT_SUSPENDED").into()
            }
            AccountsError::WrongCode => problem(ErrorKind::Validation, "accounts-error-code")
                .code("INVALID_CODE")
                .field("code")
                .into(),
            AccountsError::OtherPassword => problem(ErrorKind::Validation, "accounts-error-other-password")
                .code("WRONG_PASSWORD")
                .field("password")
                .into(),
            AccountsError::TooManyCodes => {
                Self::from(problem(ErrorKind::RateLimited, "accounts-error-too-many-codes")).retry_after(3600)
            }
            AccountsError::RefreshRefused => problem(ErrorKind::Unauthorized, "accounts-error-refresh")
                .code("INVALID_REFRESH_TOKEN")
                .into(),
            AccountsError::AddressTaken { field } => {
                problem(ErrorKind::Conflict, "accounts-error-address-taken").field(field).into()
            }
            AccountsError::HasBusiness => problem(ErrorKind::Conflict, "accounts-error-has-business").into(),
            AccountsError::AnsweredOtherwise => {
                problem(ErrorKind::Conflict, "accounts-error-answered-otherwise").into()
            }
            AccountsError::LastCeo => problem(ErrorKind::Conflict, "accounts-error-last-ceo").into(),
            AccountsError::LastContact => {
                problem(ErrorKind::Conflict, "accounts-error-last-contact").code("LAST_CONTACT").into()
            }
            AccountsError::NotVerified => problem(ErrorKind::Forbidden, "accounts-error-not-verified")
                .code("ADDRESS_NOT_VERIFIED")
                .into(),
            AccountsError::StepNotOpen => {
                problem(ErrorKind::Validation, "accounts-check-step").field("step").into()
            }
            AccountsError::NotFound => Self::not_found(DOMAIN),
            AccountsError::ForeignLogo => {
                problem(ErrorKind::Validation, "accounts-check-logo").field("logo_media_id").into()
            }
            AccountsError::PapersWait => {
                problem(ErrorKind::Conflict, "accounts-error-papers-wait").code("PAPERS_WAIT").into()
            }
            AccountsError::TrustedAlready => {
                problem(ErrorKind::Conflict, "accounts-error-trusted").code("TRUSTED_ALREADY").into()
            }
            AccountsError::Decided => {
                problem(ErrorKind::Conflict, "accounts-error-decided").code("DECIDED_ALREADY").into()
            }
            AccountsError::WrongLevel => {
                problem(ErrorKind::Validation, "accounts-check-level").field("level").into()
            }
            AccountsError::LinkExpired => {
                problem(ErrorKind::Forbidden, "accounts-error-link").code("LINK_EXPIRED").into()
            }
        }
    }
}
