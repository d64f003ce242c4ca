//! Integration tests of the media domain.

mod api;
mod bucket;
mod collect;
mod cuts;
mod files;
mod picture;
mod port;
mod refused;
mod share;
mod taken;
mod transfers;
mod world;
