//! `save`: the current values of a group or of synapses.

use super::Check;
use crate::check::checker::Checker;
use crate::check::diagnostics::protocol as told;
use crate::hir;
use crate::source::Span;
use crate::syntax::ast::{ItemKind, Name, Text};

impl<'a> Check<'_, 'a> {
    /// `save stdp as "weights"`.
    pub(super) fn save(
        &mut self,
        cx: &mut Checker<'a>,
        group: &'a Name,
        label: &'a Text,
        span: Span,
    ) -> Option<hir::Protocol> {
        let text = &label.text;
        let name = text.strip_suffix(".npz").unwrap_or(text);
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ');
        if name.is_empty() || name.starts_with('.') || !name.chars().all(plain) {
            cx.tell(told::label_of_archive(label));
            return None;
        }
        if name == "run.json" {
            cx.tell(told::label_of_run(label));
            return None;
        }
        let (_, of, _) = self.among(cx, group)?;
        let first = *self.labels.entry(name.into()).or_insert(span);
        if first != span {
            cx.tell(told::saved_twice(label, name, first));
            return None;
        }
        let taken = self.file.items.iter().find(|item| match &item.kind {
            ItemKind::Monitor(monitor) => crate::check::monitors::archive(monitor) == name,
            _ => false,
        });
        if let Some(monitor) = taken {
            cx.tell(told::label_of_monitor(label, name, monitor.span));
            return None;
        }
        Some(hir::Protocol::Save { of, label: name.into(), span })
    }
}
