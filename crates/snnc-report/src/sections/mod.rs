//! The parts of the page, one file each.

pub(crate) mod blocks;
pub(crate) mod findings;
pub(crate) mod head;
pub(crate) mod members;
pub(crate) mod parameters;
pub(crate) mod protocol;
pub(crate) mod provenance;
pub(crate) mod source;
pub(crate) mod statistics;

/// A part of the page with a heading.
#[derive(Debug)]
pub(crate) struct Section {
    /// Its `id`.
    pub(crate) id: &'static str,
    /// Its heading.
    pub(crate) title: &'static str,
    /// What is below that, as HTML.
    pub(crate) body: String,
}

impl Section {
    pub(crate) fn html(&self) -> String {
        format!(
            "<section id=\"{0}\" aria-labelledby=\"{0}-heading\">\n<h2 id=\"{0}-heading\">{1}</h2>\n{2}</section>\n",
            self.id, self.title, self.body
        )
    }
}
