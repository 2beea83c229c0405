//! The schema by which other programs check what is given as JSON: every value fits it, and every field stands in it.

use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::promised::all;
use crate::support::text;

/// Checks a value by a schema, both given as JSON on standard input. Patterns are left to it.
const VALIDATOR: &str = "
import json, sys
try:
    from jsonschema import Draft202012Validator as Validator
except ImportError:
    sys.exit(77)
schema, value = json.load(sys.stdin)
Validator.check_schema(schema)
for error in Validator(schema).iter_errors(value):
    print(error.json_path, error.message[:200])
";

/// Checks a value against the part of the schema that is called so; and that the schema names each of its fields, so
/// that a program that reads by the schema alone misses none.
pub fn fits(value: &Value, part: &str) {
    let schema: Value = serde_json::from_str(include_str!("../../docs/json.schema.json")).expect("JSON");
    let of_part = json!({ "$ref": format!("#/$defs/{part}"), "$defs": schema["$defs"] });
    let mut found = Vec::new();
    wrong(&schema, &of_part, value, part, &mut found);
    assert!(found.is_empty(), "{found:#?}");
    let mut named = BTreeSet::new();
    fields(&schema, &of_part, "", &mut named);
    let unnamed: Vec<String> = all(value).into_iter().filter(|field| !named.contains(field)).collect();
    assert!(unnamed.is_empty(), "{part}: the schema does not name {unnamed:?}");
    fits_for_others(&json!([of_part, value]), part);
}

/// The same by a validator that somebody else wrote, where it is on this machine.
fn fits_for_others(given: &Value, part: &str) {
    let python = Command::new("python3")
        .args(["-c", VALIDATOR])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let output = python.and_then(|mut python| {
        if let Some(mut input) = python.stdin.take() {
            input.write_all(given.to_string().as_bytes())?;
        }
        python.wait_with_output()
    });
    match output {
        Ok(output) if output.status.success() => assert_eq!(text(&output.stdout), "", "{part}"),
        Ok(output) if output.status.code() != Some(77) => panic!("{part}: {}", text(&output.stderr)),
        _ => eprintln!("SKIPPED: no validator of JSON schemas is on this machine"),
    }
}

/// What a part stands for.
fn part_of<'a>(schema: &'a Value, part: &'a Value) -> &'a Value {
    match part["$ref"].as_str().and_then(|name| name.strip_prefix("#/$defs/")) {
        Some(name) => &schema["$defs"][name],
        None => part,
    }
}

/// Whether a value is of a type of the schema.
fn is_of(value: &Value, of: &str) -> bool {
    match of {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("the schema has a type {other}"),
    }
}

/// What is wrong with a value. A word of the schema that is not known here is refused: it would check nothing.
fn wrong(schema: &Value, part: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    let part = part_of(schema, part);
    for (word, said) in part.as_object().expect("a part of the schema") {
        let fits = match word.as_str() {
            "type" => match said {
                Value::Array(types) => types.iter().any(|of| is_of(value, of.as_str().expect("a type"))),
                of => is_of(value, of.as_str().expect("a type")),
            },
            "enum" => said.as_array().expect("a list").contains(value),
            "const" => said == value,
            "minimum" => value.as_f64().is_none_or(|number| number >= said.as_f64().expect("a number")),
            "anyOf" => said.as_array().expect("a list").iter().any(|one| {
                let mut found = Vec::new();
                wrong(schema, one, value, at, &mut found);
                found.is_empty()
            }),
            "required" => said.as_array().expect("a list").iter().all(|name| {
                value.as_object().is_none_or(|object| object.contains_key(name.as_str().expect("a name")))
            }),
            "items" => {
                for (place, member) in value.as_array().into_iter().flatten().enumerate() {
                    wrong(schema, said, member, &format!("{at}[{place}]"), found);
                }
                true
            }
            "properties" | "additionalProperties" => {
                for (name, member) in value.as_object().into_iter().flatten() {
                    let of = if word == "properties" { &said[name.as_str()] } else { said };
                    if !of.is_null() {
                        wrong(schema, of, member, &format!("{at}.{name}"), found);
                    }
                }
                true
            }
            "pattern" | "description" | "$ref" | "$defs" => true,
            other => panic!("the schema has a word {other}"),
        };
        if !fits {
            found.push(format!("{at}: {value} is not as {word} {said} has it"));
        }
    }
}

/// Every field that a part of the schema names, a dot before what lies inside another.
fn fields(schema: &Value, part: &Value, within: &str, named: &mut BTreeSet<String>) {
    let part = part_of(schema, part);
    for either in part["anyOf"].as_array().into_iter().flatten() {
        fields(schema, either, within, named);
    }
    if !part["items"].is_null() {
        fields(schema, &part["items"], within, named);
    }
    for (name, of) in part["properties"].as_object().into_iter().flatten() {
        let path = if within.is_empty() { name.clone() } else { format!("{within}.{name}") };
        named.insert(path.clone());
        fields(schema, of, &path, named);
    }
}

#[test]
fn what_does_not_fit_the_schema_is_told() {
    let schema: Value = serde_json::from_str(include_str!("../../docs/json.schema.json")).expect("JSON");
    let fits = json!([{ "id": "x", "name": "Jo", "initials": "JB", "role": "cover", "room": null, "from": null, "until": null }]);
    let people = json!({ "$ref": "#/$defs/people" });
    let told = |value: &Value| {
        let mut found = Vec::new();
        wrong(&schema, &people, value, "people", &mut found);
        found
    };
    assert_eq!(told(&fits), [""; 0]);
    for (field, bad) in [("name", json!(null)), ("role", json!("cook")), ("from", json!(7))] {
        let mut value = fits.clone();
        value[0][field] = bad;
        assert!(told(&value).iter().any(|said| said.contains(field)), "{field}: {:?}", told(&value));
    }
    let mut value = fits.clone();
    value[0].as_object_mut().expect("a person").remove("room");
    assert!(told(&value).iter().any(|said| said.contains("required")), "{:?}", told(&value));
}
