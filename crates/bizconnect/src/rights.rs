//! The rights that routes of this domain ask for; `policies/bizconnect.cedar` says who has them.

platform::rights! {
    /// Open the pages, which say what one still needs.
    BeginConnections = "connection:begin";
    /// See connections of one's own business, and suggestions.
    ReadConnections = "connection:read";
    /// See how connecting goes.
    MeasureConnections = "connection:measure";
    /// See how connecting goes on the whole site.
    MeasureAllConnections = "connection:measure_all";
    /// See which markets there are.
    ReadMarkets = "connection:markets";
    /// Ask another business for a connection, or say that a suggestion is not for us.
    RequestConnection = "connection:request";
    /// Accept, decline, withdraw or block.
    AnswerConnection = "connection:answer";
}
