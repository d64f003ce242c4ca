//! JSON schemas as TypeScript types.

use serde_json::Value;

/// The type that describes the same values as `schema`.
pub(super) fn of(schema: &Value) -> String {
    if let Some(reference) = schema["$ref"].as_str() {
        return reference.rsplit('/').next().unwrap_or("unknown").to_owned();
    }
    if let Some(values) = schema["enum"].as_array() {
        return union(values.iter().map(ToString::to_string));
    }
    for key in ["oneOf", "anyOf"] {
        if let Some(parts) = schema[key].as_array() {
            return union(parts.iter().map(of));
        }
    }
    if let Some(parts) = schema["allOf"].as_array() {
        let parts: Vec<String> = parts.iter().map(of).collect();
        return parts.join(" & ");
    }
    match &schema["type"] {
        Value::String(kind) => plain(kind, schema),
        Value::Array(kinds) => union(kinds.iter().filter_map(Value::as_str).map(|kind| plain(kind, schema))),
        _ => "unknown".to_owned(),
    }
}

fn union(parts: impl Iterator<Item = String>) -> String {
    let mut parts: Vec<String> = parts.collect();
    parts.dedup();
    parts.join(" | ")
}

fn plain(kind: &str, schema: &Value) -> String {
    match kind {
        "integer" | "number" => "number".to_owned(),
        "array" => format!("Array<{}>", of(&schema["items"])),
        "object" => object(schema),
        "string" | "boolean" | "null" => kind.to_owned(),
        _ => "unknown".to_owned(),
    }
}

fn object(schema: &Value) -> String {
    let Some(properties) = schema["properties"].as_object().filter(|properties| !properties.is_empty())
    else {
        return match &schema["additionalProperties"] {
            Value::Object(_) => format!("Record<string, {}>", of(&schema["additionalProperties"])),
            _ => "Record<string, never>".to_owned(),
        };
    };
    let needed =
        |name: &str| schema["required"].as_array().is_some_and(|names| names.iter().any(|one| one == name));
    let fields: Vec<String> = properties
        .iter()
        .map(|(name, schema)| format!("{name}{}: {}", if needed(name) { "" } else { "?" }, of(schema)))
        .collect();
    format!("{{ {} }}", fields.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn schemas_become_types() {
        for (schema, expected) in [
            (json!({"type": "integer"}), "number"),
            (json!({"type": ["string", "null"]}), "string | null"),
            (json!({"enum": ["A", "B"], "type": "string"}), "\"A\" | \"B\""),
            (json!({"type": "array", "items": {"$ref": "#/components/schemas/Card"}}), "Array<Card>"),
            (json!({"oneOf": [{"type": "null"}, {"$ref": "#/x/Card"}]}), "null | Card"),
            (
                json!({"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}, "b": {"type": "boolean"}}}),
                "{ a: string; b?: boolean }",
            ),
            (
                json!({"type": "object", "additionalProperties": {"type": "integer"}}),
                "Record<string, number>",
            ),
            (json!({"type": "object"}), "Record<string, never>"),
        ] {
            assert_eq!(of(&schema), expected, "{schema}");
        }
    }
}
