//! The command `snnc.explain`: the page of a diagnostic's code.

use crate::session::{Answer, Refusal, Session};
use crate::transport::Editor;
use gen_lsp_types::{Command, ExecuteCommandParams};
use serde_json::{Value, json};
use snnc_lang::explain::page;

/// Its name. It takes a code and returns a page in Markdown.
pub(crate) const EXPLAIN: &str = "snnc.explain";

/// The command that explains a code, if there is a page of it.
pub(crate) fn command(code: &str) -> Option<Command> {
    page(code)?;
    let arguments = Some(vec![code.into()]);
    Some(Command { title: format!("Explain {code}"), tooltip: None, command: EXPLAIN.into(), arguments })
}

/// `workspace/executeCommand`.
pub(crate) fn execute(
    session: &Session<'_>,
    editor: &Editor,
    command: &ExecuteCommandParams,
) -> Answer<Option<Value>> {
    if command.command != EXPLAIN {
        return Err(Refusal::invalid(format!("there is no command `{}`", command.command)));
    }
    let arguments = command.arguments.as_deref().unwrap_or_default();
    let [Value::String(code)] = arguments else {
        return Err(Refusal::invalid(format!("`{EXPLAIN}` takes one argument, a code")));
    };
    let page = page(code).ok_or_else(|| Refusal::invalid(format!("there is no code `{code}`")))?;
    if !session.client.shows_pages {
        editor.notify("window/showMessage", json!({ "type": 3, "message": page.markdown }));
    }
    Ok(Some(page.markdown.into()))
}
