//! The rights that this domain's routes ask for.

platform::rights! {
    /// Read one's own notifications.
    ReadNotifications = "notification:read";
    /// Mark one's own notifications, and choose what to hear.
    ManageNotifications = "notification:manage";
    /// Look at everything that people can be told.
    PreviewNotifications = "notification:preview";
}
