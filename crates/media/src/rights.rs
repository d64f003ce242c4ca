//! What may be done to media, as policies/media.cedar names it.

platform::rights! {
    /// Fetch a picture by its address.
    ShowMedia = "media:show";
    /// Send a picture.
    UploadMedia = "media:upload";
    /// Look at one's own upload.
    ReadMedia = "media:read";
    /// Delete one's own upload.
    DeleteMedia = "media:delete";
}
