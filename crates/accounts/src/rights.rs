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
}
