platform::rights! {
    /// Search listings and businesses.
    Query = "search:query";
    /// Keep searches and be told of new listings.
    Save = "search:save";
}
