//! Use cases, one a file.

pub mod answer;
pub mod begin;
pub mod corridor;
pub mod dismiss;
pub mod languages;
pub mod metrics;
pub mod places;
pub mod quota;
pub mod read;
pub mod rebuild;
pub mod request;
pub mod suggest;
pub mod tell;
