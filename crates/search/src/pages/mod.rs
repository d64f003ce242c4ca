//! The pages.

mod asked;
mod chips;
mod filters;
pub mod saved;
pub mod search;

#[cfg(test)]
mod tests;

pub use chips::page_of;
pub use filters::show as filters;
