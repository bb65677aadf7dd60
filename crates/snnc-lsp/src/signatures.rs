//! Which argument of a call is being written.

use crate::session::{Answer, Session};
use gen_lsp_types::{
    ParameterInformation, SignatureHelp, SignatureHelpOptions, SignatureHelpParams, SignatureInformation,
};
use snnc_lang::editor::signature;

/// When an editor asks by itself.
pub(crate) fn options() -> SignatureHelpOptions {
    SignatureHelpOptions {
        trigger_characters: Some(vec!["(".into(), ",".into()]),
        retrigger_characters: Some(vec![")".into()]),
        ..SignatureHelpOptions::default()
    }
}

/// `textDocument/signatureHelp`.
pub(crate) fn called(session: &Session<'_>, asked: &SignatureHelpParams) -> Answer<Option<SignatureHelp>> {
    let (model, place) = session.asked_at(&asked.text_document_position_params)?;
    let Some(found) = signature(&model.analysis, place) else { return Ok(None) };
    // Within a label, all editors count in the units of the conversation.
    let unit =
        |byte: usize| session.client.encoding.length(found.label.get(..byte).unwrap_or(&found.label)) as u32;
    let parameters = found
        .parameters
        .iter()
        .map(|it| ParameterInformation { label: (unit(it.start), unit(it.end)).into(), documentation: None });
    let documentation = Some(found.documentation.clone()).filter(|text| !text.is_empty());
    let information = SignatureInformation {
        parameters: Some(parameters.collect()),
        documentation: documentation.map(|text| session.client.markup(text).into()),
        active_parameter: None,
        label: found.label.clone(),
    };
    Ok(Some(SignatureHelp {
        signatures: vec![information],
        active_signature: Some(0),
        active_parameter: Some((found.active as u32).into()),
    }))
}
