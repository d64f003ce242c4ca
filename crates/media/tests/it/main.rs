//! Integration tests of the media domain.

mod api;
mod collect;
mod files;
mod picture;
mod port;
mod world;
