//! Rules, without SQL and HTTP.

pub mod allowance;
pub mod connection;
pub mod market;
pub mod score;
