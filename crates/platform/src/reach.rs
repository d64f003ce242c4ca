//! Whether something outside was there when it was needed last, for operators to see (P-26, P-29).

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What is known of one thing outside: it counts as there until it was not. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Reach {
    name: &'static str,
    there: Arc<AtomicBool>,
}

impl Reach {
    pub(crate) fn of(name: &'static str) -> Self {
        Self { name, there: Arc::new(AtomicBool::new(true)) }
    }

    /// It was needed, and there or not.
    pub(crate) fn note(&self, there: bool) {
        self.there.store(there, Ordering::Relaxed);
        metrics::gauge!("pushnchat_part_up", "part" => self.name).set(if there { 1.0 } else { 0.0 });
    }

    pub(crate) fn holds(&self) -> bool {
        self.there.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_away_and_came_back_is_there() {
        let reach = Reach::of("test");
        let seen = [true, false, true].map(|there| {
            reach.clone().note(there);
            reach.holds()
        });
        assert_eq!(seen, [true, false, true]);
    }
}
