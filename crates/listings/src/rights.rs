//! The rights that routes of this domain ask for; `policies/listings.cedar` says who has them.

platform::rights! {
    /// See lists of what is live.
    BrowseListings = "listing:browse";
    /// See one listing.
    ReadListing = "listing:read";
    /// Open the pages of those who write listings, which say what one still needs for it.
    BeginListing = "listing:begin";
    /// Write a listing.
    CreateListing = "listing:create";
    /// Change what a listing says.
    UpdateListing = "listing:update";
    /// Take a listing back, or undo that.
    WithdrawListing = "listing:withdraw";
    /// Give a listing more time.
    ExtendListing = "listing:extend";
    /// Bring an expired listing back.
    RenewListing = "listing:renew";
    /// Take a paid slot.
    FeatureListing = "listing:feature";
    /// Keep a listing.
    SaveListing = "listing:save";
    /// Complain about a listing.
    ReportListing = "listing:report";
    /// Work on the listings of every business.
    OverseeListings = "listing:oversee";
    /// Decide about listings that wait or that people complain about.
    ReviewListings = "listing:review";
    /// See how often a listing is shown, opened and kept.
    ReadStatistics = "listing:statistics";
    /// Renew a listing by the link of its reminder, without being signed in.
    RenewByLink = "listing:renew_by_link";
}
