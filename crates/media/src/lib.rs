//! Media: pictures come in from phones, safe variants go out.
//!
//! Invariants
//! - A file is judged by its content, never by its name or its declared type.
//! - Nothing is allocated for a picture before its declared size has passed the limits.
//! - What is served was encoded here: no metadata (place, camera, comments) of the original survives.

pub mod picture;
