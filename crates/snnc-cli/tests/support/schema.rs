//! JSON schemas, as far as the ones used here go. A keyword that is not known here fails the test: nothing goes unchecked.

use serde_json::{Map, Value};

/// A schema.
pub struct Schema<'a>(pub &'a Value);

impl Schema<'_> {
    /// What is wrong with a document, with where in it.
    pub fn wrong(&self, document: &Value) -> Vec<String> {
        let mut wrong = vec![];
        self.check(self.0, document, "", &mut wrong);
        wrong
    }

    fn check(&self, schema: &Value, value: &Value, at: &str, wrong: &mut Vec<String>) {
        let schema = match schema {
            Value::Bool(true) => return,
            Value::Object(schema) => schema,
            other => panic!("no schema: {other}"),
        };
        for (keyword, wanted) in schema {
            let mut demand = |met: bool| {
                if !met {
                    wrong.push(format!("{at}: {value} is not as {keyword} {wanted} says"));
                }
            };
            match keyword.as_str() {
                "description"
                | "title"
                | "default"
                | "$schema"
                | "$id"
                | "definitions"
                | "$defs"
                | "additionalProperties"
                | "properties" => {}
                // Of URIs the parts that SARIF asks for are tested elsewhere.
                "format" => {
                    assert!(matches!(text(wanted), "uri" | "uri-reference" | "date-time"), "{wanted}");
                }
                "type" => demand(is_a(value, wanted)),
                "enum" => demand(list(wanted).contains(value)),
                "minimum" => demand(value.as_f64().is_none_or(|value| Some(value) >= wanted.as_f64())),
                "maximum" => demand(value.as_f64().is_none_or(|value| Some(value) <= wanted.as_f64())),
                "minLength" => demand(value.as_str().is_none_or(|text| text.len() as u64 >= number(wanted))),
                "minItems" => demand(value.as_array().is_none_or(|it| it.len() as u64 >= number(wanted))),
                "pattern" => demand(value.as_str().is_none_or(|value| fits(value, text(wanted)))),
                "required" => {
                    demand(
                        value
                            .as_object()
                            .is_none_or(|it| list(wanted).iter().all(|k| it.contains_key(text(k)))),
                    );
                }
                "uniqueItems" => {
                    let mut items: Vec<_> =
                        value.as_array().into_iter().flatten().map(Value::to_string).collect();
                    items.sort();
                    demand(wanted != &Value::Bool(true) || items.windows(2).all(|pair| pair[0] != pair[1]));
                }
                "anyOf" | "oneOf" => {
                    let fit = |it: &&Value| Schema(self.0).fits(it, value);
                    let fitting = list(wanted).iter().filter(fit).count();
                    demand(if keyword == "oneOf" { fitting == 1 } else { fitting > 0 });
                }
                "$ref" => {
                    let pointer = text(wanted).strip_prefix('#').expect("of this document");
                    let named = self.0.pointer(pointer).expect("a schema of that name");
                    self.check(named, value, at, wrong);
                }
                "items" => {
                    for (k, item) in value.as_array().into_iter().flatten().enumerate() {
                        self.check(wanted, item, &format!("{at}/{k}"), wrong);
                    }
                }
                other => panic!("the keyword {other}"),
            }
        }
        if let Value::Object(value) = value {
            self.properties(schema, value, at, wrong);
        }
    }

    fn fits(&self, schema: &Value, value: &Value) -> bool {
        let mut wrong = vec![];
        self.check(schema, value, "", &mut wrong);
        wrong.is_empty()
    }

    fn properties(
        &self,
        schema: &Map<String, Value>,
        value: &Map<String, Value>,
        at: &str,
        wrong: &mut Vec<String>,
    ) {
        for (name, value) in value {
            let known = schema.get("properties").and_then(|properties| properties.get(name));
            match known.or(schema.get("additionalProperties")) {
                Some(Value::Bool(false)) => wrong.push(format!("{at}: there is no {name}")),
                Some(wanted) => self.check(wanted, value, &format!("{at}/{name}"), wrong),
                None => {}
            }
        }
    }
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

fn number(value: &Value) -> u64 {
    value.as_u64().expect("a number")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn is_a(value: &Value, wanted: &Value) -> bool {
    match wanted {
        Value::Array(any) => any.iter().any(|wanted| is_a(value, wanted)),
        wanted => match text(wanted) {
            "object" => value.is_object(),
            "array" => value.is_array(),
            "string" => value.is_string(),
            "boolean" => value.is_boolean(),
            "integer" => value.is_i64() || value.is_u64(),
            "number" => value.is_number(),
            "null" => value.is_null(),
            other => panic!("the type {other}"),
        },
    }
}

/// Whether a text is as a regular expression says, of those that occur.
fn fits(value: &str, pattern: &str) -> bool {
    let word = |text: &str| {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        !text.is_empty() && text.chars().all(plain) && !text.starts_with('-') && !text.ends_with('-')
    };
    match pattern {
        "^[a-z]+::[a-z0-9]+(-[a-z0-9]+)*$" => {
            value.split_once("::").is_some_and(|(family, name)| word(family) && word(name))
        }
        other => panic!("the pattern {other}"),
    }
}
