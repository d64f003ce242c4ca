//! The circles among the domains: accounts shows a business's listings, listings shows a listing's business; messaging
//! says what was read, notifications ask who has read. So the first of each pair gets a port that is filled in when the
//! other stands.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use async_trait::async_trait;
use contracts::PortError;
use contracts::listings::{CategoryName, ListingCard, ListingSnapshot, ListingsPort};
use contracts::notifications::NotificationsPort;
use kernel::{Actor, BusinessId, ListingId, UserId};

/// `ListingsPort`, bound after it was handed out. [`crate::compose`] binds it before anything is served.
#[derive(Default)]
pub(crate) struct LateListings(OnceLock<Arc<dyn ListingsPort>>);

impl LateListings {
    /// Fills it in; once.
    pub(crate) fn bind(&self, port: Arc<dyn ListingsPort>) {
        let _ = self.0.set(port);
    }

    fn port(&self) -> Result<&dyn ListingsPort, PortError> {
        let unbound = || PortError { domain: "listings", reason: "the port is not bound".to_owned() };
        self.0.get().map(AsRef::as_ref).ok_or_else(unbound)
    }
}

#[async_trait]
impl ListingsPort for LateListings {
    async fn cards(&self, ids: &[ListingId]) -> Result<HashMap<ListingId, ListingCard>, PortError> {
        self.port()?.cards(ids).await
    }

    async fn of_business(&self, business: BusinessId, limit: i64) -> Result<Vec<ListingCard>, PortError> {
        self.port()?.of_business(business, limit).await
    }

    async fn page(&self, after: Option<ListingId>, limit: i64) -> Result<Vec<ListingSnapshot>, PortError> {
        self.port()?.page(after, limit).await
    }

    async fn saved(&self, by: &Actor, ids: &[ListingId]) -> Result<HashSet<ListingId>, PortError> {
        self.port()?.saved(by, ids).await
    }

    async fn categories(&self) -> Result<Vec<CategoryName>, PortError> {
        self.port()?.categories().await
    }

    async fn contacted(&self, by: &Actor, listing: ListingId) -> Result<(), PortError> {
        self.port()?.contacted(by, listing).await
    }
}

/// `NotificationsPort`, bound after it was handed out, as [`LateListings`] is.
#[derive(Default)]
pub(crate) struct LateNotifications(OnceLock<Arc<dyn NotificationsPort>>);

impl LateNotifications {
    /// Fills it in; once.
    pub(crate) fn bind(&self, port: Arc<dyn NotificationsPort>) {
        let _ = self.0.set(port);
    }

    fn port(&self) -> Result<&dyn NotificationsPort, PortError> {
        let unbound = || PortError { domain: "notifications", reason: "the port is not bound".to_owned() };
        self.0.get().map(AsRef::as_ref).ok_or_else(unbound)
    }
}

#[async_trait]
impl NotificationsPort for LateNotifications {
    async fn unread(&self, user: UserId) -> Result<i64, PortError> {
        self.port()?.unread(user).await
    }

    async fn settle(&self, user: UserId, subject: &str) -> Result<(), PortError> {
        self.port()?.settle(user, subject).await
    }
}
