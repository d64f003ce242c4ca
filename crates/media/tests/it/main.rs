//! Integration tests of the media domain.

mod files;
mod picture;
