//! The pages of no domain, asked for through the whole stack.

mod dead_letters;
