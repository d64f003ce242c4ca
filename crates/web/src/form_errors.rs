//! What is wrong with a form, by field.

use std::collections::BTreeMap;

/// What is wrong with a form.
#[derive(Debug, Clone, Default)]
pub struct FormErrors {
    by_field: BTreeMap<String, String>,
    summary: Vec<(String, String)>,
}

impl FormErrors {
    /// What is wrong with a field; empty if nothing is, as the components expect.
    #[must_use]
    pub fn get(&self, field: &str) -> &str {
        self.by_field.get(field).map_or("", String::as_str)
    }

    /// Everything, in order: field and sentence.
    #[must_use]
    pub fn summary(&self) -> &[(String, String)] {
        &self.summary
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.summary.is_empty()
    }

    /// The same with the fields named as the form names them (`price.amount_minor` → `price`).
    #[must_use]
    pub fn renamed(mut self, names: &[(&str, &str)]) -> Self {
        for (from, to) in names {
            if let Some(text) = self.by_field.remove(*from) {
                self.by_field.entry((*to).to_owned()).or_insert(text);
            }
            for (field, _) in &mut self.summary {
                if field == from {
                    (*to).clone_into(field);
                }
            }
        }
        self
    }
}

/// Fields with their sentences, in order; a field shows the first of its own.
impl FromIterator<(String, String)> for FormErrors {
    fn from_iter<T: IntoIterator<Item = (String, String)>>(problems: T) -> Self {
        let mut errors = Self::default();
        for (field, text) in problems {
            errors.by_field.entry(field.clone()).or_insert_with(|| text.clone());
            errors.summary.push((field, text));
        }
        errors
    }
}
