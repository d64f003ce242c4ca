//! The rights that this domain's routes ask for.

platform::rights! {
    /// Register, sign in, prove an address, reset a password.
    EnterAccount = "account:enter";
    /// See and end one's own sessions.
    ManageSessions = "session:manage";
    /// Read an account.
    ReadUser = "user:read";
    /// Change an account.
    UpdateUser = "user:update";
    /// Delete an account.
    DeleteUser = "user:delete";
    /// See all accounts.
    ListUsers = "user:list";
    /// Make an account for somebody.
    CreateUser = "user:create";
    /// Change somebody's role, or suspend them.
    GovernUser = "user:govern";
    /// Read a business's page.
    ReadBusiness = "business:read";
    /// Set up a business.
    CreateBusiness = "business:create";
    /// Change what a business says of itself.
    UpdateBusiness = "business:update";
    /// Delete a business.
    DeleteBusiness = "business:delete";
    /// Bring a deleted business back.
    RestoreBusiness = "business:restore";
    /// See what a business has sent to be verified, and what became of it.
    ReadVerification = "verification:read";
    /// Send papers of a business.
    SendPapers = "verification:send";
    /// Look at a paper behind an address that was made for the reader.
    OpenPaper = "verification:open";
    /// Decide about papers and levels of businesses.
    ReviewVerifications = "verification:review";
}

/// What pages of other domains ask for, to which one's account leads.
pub mod elsewhere {
    platform::rights! {
        /// Decide about listings.
        ReviewListings = "listing:review";
        /// Decide about messages that were reported.
        ModerateMessages = "message:moderate";
        /// Look after what failed in the background.
        InspectOperations = "operations:inspect";
    }
}
