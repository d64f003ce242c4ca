//! Query strings: strict, paged, and with a choice of fields.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use kernel::{ErrorKind, Problem};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use utoipa::openapi::{RefOr, Schema};
use utoipa::{IntoParams, ToSchema};

use super::body::malformed;
use crate::cursor;
use crate::error::{Error, Result};
use crate::keys::Keys;

/// The query string as a `T`, which denies unknown names. Repeated names become a list.
#[derive(Debug)]
pub struct QueryArgs<T>(pub T);

/// Longest query string, in bytes.
const LONGEST: usize = 4096;

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for QueryArgs<T> {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        let query = parts.uri.query().unwrap_or("");
        if query.len() > LONGEST {
            return Err(Error::new(ErrorKind::Malformed, "platform", "platform-error-query-too-long"));
        }
        let parser = serde_html_form::Deserializer::from_bytes(query.as_bytes());
        serde_path_to_error::deserialize(parser)
            .map(Self)
            .map_err(|error| malformed(&error.path().to_string(), &error.inner().to_string()).into())
    }
}

/// How many items a page can have.
pub(crate) const LIMITS: RangeInclusive<i64> = 1..=100;
/// Items of a page when nothing is told, unless the document says otherwise of a list: `#[param(default = 50)]`.
pub(crate) const USUAL: i64 = 20;

/// `limit` and `cursor` as they come; put both fields into the route's own query type and pass them here.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
pub struct PageArgs<'a> {
    /// Items on a page.
    pub limit: Option<i64>,
    /// Where to go on.
    pub cursor: Option<&'a str>,
}

/// A page to be read: how many, and from where on.
#[derive(Debug, Clone)]
pub struct Page<P> {
    /// 1–100.
    pub limit: i64,
    /// The place after which it begins; none for the first page.
    pub after: Option<P>,
}

impl PageArgs<'_> {
    /// Checks the limit (1–100, `usual` if none is given) and opens the cursor, which must come from `scope`.
    ///
    /// # Errors
    /// 400 for a foreign cursor, 422 for a limit out of range.
    pub fn open<P: DeserializeOwned>(self, keys: &Keys, scope: &str, usual: i64) -> Result<Page<P>> {
        let limit = self.limit.unwrap_or(usual);
        if !LIMITS.contains(&limit) {
            let problem =
                Problem::new(ErrorKind::Validation, "platform", "platform-error-limit").field("limit");
            return Err(problem.into());
        }
        let after = self.cursor.map(|cursor| cursor::open(keys, scope, cursor)).transpose()?;
        Ok(Page { limit, after })
    }
}

impl<P> Page<P> {
    /// Cuts what was found, of which one more than `limit` tells that there is more, to the page; its last one if so.
    pub fn cut<'a, T>(&self, found: &'a mut Vec<T>) -> Option<&'a T> {
        let limit = usize::try_from(self.limit).unwrap_or(0);
        let more = found.len() > limit;
        found.truncate(limit);
        found.last().filter(|_| more)
    }
}

/// `?fields=id,title,business.name` (P-4).
#[derive(Debug, Clone, Default)]
pub struct Fields(Option<Vec<Vec<String>>>);

impl Fields {
    /// Reads the parameter and checks it against the fields that `T` has.
    ///
    /// # Errors
    /// 400 naming the first unknown field.
    pub fn parse<T: ToSchema>(text: Option<&str>) -> Result<Self> {
        let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(Self(None)) };
        let known = known_fields::<T>();
        let mut chosen = Vec::new();
        for path in text.split(',').map(str::trim) {
            if !known.contains(path) {
                let problem = Problem::new(ErrorKind::Malformed, "platform", "platform-error-unknown-field")
                    .field("fields")
                    .arg("name", path);
                return Err(problem.into());
            }
            chosen.push(path.split('.').map(str::to_owned).collect());
        }
        Ok(Self(Some(chosen)))
    }

    /// The same for a list whose `heavy` fields are told only to whoever names them.
    ///
    /// # Errors
    /// 400 naming the first unknown field.
    pub fn parse_or_without<T: ToSchema>(text: Option<&str>, heavy: &[&str]) -> Result<Self> {
        let named = Self::parse::<T>(text)?;
        if !named.is_all() {
            return Ok(named);
        }
        let known = known_fields::<T>();
        let light = known.iter().filter(|path| !path.contains('.') && !heavy.contains(&path.as_str()));
        Ok(Self(Some(light.map(|path| vec![path.clone()]).collect())))
    }

    /// Whether nothing is to be left out.
    #[must_use]
    pub fn is_all(&self) -> bool {
        self.0.is_none()
    }

    /// Leaves only the chosen fields of an object, or of each object of a list.
    #[must_use]
    pub fn pick(&self, value: Value) -> Value {
        let Some(chosen) = &self.0 else { return value };
        match value {
            Value::Array(items) => Value::Array(items.into_iter().map(|item| self.pick(item)).collect()),
            Value::Object(_) => {
                let mut picked = Value::Object(serde_json::Map::new());
                for path in chosen {
                    copy(&value, &mut picked, path);
                }
                picked
            }
            other => other,
        }
    }
}

fn copy(from: &Value, to: &mut Value, path: &[String]) {
    let Some((name, rest)) = path.split_first() else { return };
    let (Some(found), Some(target)) = (from.get(name), to.as_object_mut()) else { return };
    if rest.is_empty() || found.is_null() {
        target.insert(name.clone(), found.clone());
    } else {
        let inner = target.entry(name.clone()).or_insert_with(|| Value::Object(serde_json::Map::new()));
        copy(found, inner, rest);
    }
}

/// The query string of a route that takes nothing else.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct FieldsArgs {
    /// Only these fields, separated by commas, such as `id,business.name`; of a list, those of each item.
    pub fields: Option<String>,
}

impl FieldsArgs {
    /// The chosen ones of those that `T` has.
    ///
    /// # Errors
    /// 400 naming the first unknown field.
    pub fn of<T: ToSchema>(&self) -> Result<Fields> {
        Fields::parse::<T>(self.fields.as_deref())
    }
}

/// The query string of a list without filters.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListArgs {
    /// Items on a page.
    pub limit: Option<i64>,
    /// `meta.pagination.next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Only these fields of each item, separated by commas, such as `id,business.name`.
    pub fields: Option<String>,
}

impl ListArgs {
    /// The page that is asked for; its cursor must come from `scope`.
    ///
    /// # Errors
    /// 400 for a foreign cursor, 422 for a limit out of range.
    pub fn open<P: DeserializeOwned>(&self, keys: &Keys, scope: &str) -> Result<Page<P>> {
        PageArgs { limit: self.limit, cursor: self.cursor.as_deref() }.open(keys, scope, USUAL)
    }

    /// The chosen ones of those that `T` has.
    ///
    /// # Errors
    /// 400 naming the first unknown field.
    pub fn of<T: ToSchema>(&self) -> Result<Fields> {
        Fields::parse::<T>(self.fields.as_deref())
    }
}

/// Dotted paths of all fields of `T`, two levels deep, read from its schema.
fn known_fields<T: ToSchema>() -> BTreeSet<String> {
    let mut named = Vec::new();
    T::schemas(&mut named);
    let named: BTreeMap<String, RefOr<Schema>> = named.into_iter().collect();
    let mut fields = BTreeSet::new();
    collect(&T::schema(), &named, "", 3, &mut fields);
    fields
}

fn collect(
    schema: &RefOr<Schema>,
    named: &BTreeMap<String, RefOr<Schema>>,
    prefix: &str,
    depth: usize,
    fields: &mut BTreeSet<String>,
) {
    if depth == 0 {
        return;
    }
    let schema = match schema {
        RefOr::Ref(reference) => {
            let name = reference.ref_location.rsplit('/').next().unwrap_or("");
            if let Some(target) = named.get(name) {
                collect(target, named, prefix, depth, fields);
            }
            return;
        }
        RefOr::T(schema) => schema,
    };
    match schema {
        Schema::Object(object) => {
            for (name, inner) in &object.properties {
                let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
                fields.insert(path.clone());
                collect(inner, named, &path, depth - 1, fields);
            }
        }
        Schema::OneOf(one_of) => {
            one_of.items.iter().for_each(|item| collect(item, named, prefix, depth, fields))
        }
        Schema::AnyOf(any_of) => {
            any_of.items.iter().for_each(|item| collect(item, named, prefix, depth, fields))
        }
        Schema::AllOf(all_of) => {
            all_of.items.iter().for_each(|item| collect(item, named, prefix, depth, fields))
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(ToSchema)]
    #[expect(dead_code, reason = "only its schema is used")]
    struct Seller {
        name: String,
    }

    #[derive(ToSchema)]
    #[expect(dead_code, reason = "only its schema is used")]
    struct Card {
        id: i32,
        title: Option<String>,
        business: Seller,
        other: Option<Seller>,
    }

    #[test]
    fn a_page_ends_where_it_is_full() {
        let page = Page::<()> { limit: 2, after: None };
        let mut found = vec![1, 2, 3];
        assert_eq!(page.cut(&mut found), Some(&2), "there is more");
        assert_eq!(found, [1, 2]);
        assert_eq!(page.cut(&mut found), None);
        assert_eq!(page.cut::<i32>(&mut Vec::new()), None);
    }

    #[test]
    fn chosen_fields_are_kept_and_unknown_ones_refused() {
        let fields = Fields::parse::<Card>(Some("id,business.name,other.name")).expect("known");
        let value = serde_json::json!([{"id": 1, "title": "x", "business": {"name": "n", "slug": "s"}, "other": null}]);
        assert_eq!(
            fields.pick(value),
            serde_json::json!([{"id": 1, "business": {"name": "n"}, "other": null}])
        );
        let error = Fields::parse::<Card>(Some("id,business.secret")).expect_err("unknown");
        assert_eq!(error.kind(), ErrorKind::Malformed);
    }
}
