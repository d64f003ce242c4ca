platform::rights! {
    /// Search listings and businesses.
    Query = "search:query";
}
