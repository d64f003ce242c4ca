//! What can be done: one use case a file.

pub mod deliver;
pub mod devices;
pub mod read;
pub mod settings;
pub mod tell;
