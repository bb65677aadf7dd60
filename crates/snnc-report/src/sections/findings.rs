//! What must be known before anything else: values that are no numbers, a run that was cut short.

use crate::html::escape;
use crate::quantities::{count, time};
use snnc_results::Description;

pub(crate) fn notes(description: &Description) -> String {
    let mut notes = String::new();
    if !description.not_finite.is_empty() {
        let each: String = description
            .not_finite
            .iter()
            .map(|it| {
                format!(
                    "<li><code>{}</code> of <code>{}</code> became {} at {}, first seen in element {}</li>",
                    escape(&it.variable),
                    escape(&it.group),
                    escape(&it.value),
                    time(it.time),
                    count(it.index)
                )
            })
            .collect();
        notes += &format!(
            "<div class=\"finding wrong\" role=\"alert\"><h2>Values that are not finite</h2><ul>{each}</ul>\
             <p>What follows from these values means nothing. Look for a division by a difference that can vanish; if an \
             equation is fast, the time step of {} may be too long for it.</p></div>\n",
            time(description.dt)
        );
    }
    if description.interrupted {
        notes += &format!(
            "<div class=\"finding\" role=\"note\"><h2>Interrupted</h2><p>The run was stopped after {} of simulated \
             time; the page shows what was recorded until then.</p></div>\n",
            time(description.duration)
        );
    }
    notes
}
