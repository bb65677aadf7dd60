//! Tables of numbers.

/// A table in which all columns but the first `texts` hold numbers. Heads are HTML.
pub(crate) fn numbers(heads: &[&str], texts: usize, rows: &[Vec<String>]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let class = |at: usize| if at >= texts { " class=\"value\"" } else { "" };
    let heads =
        heads.iter().enumerate().map(|(at, head)| format!("<th scope=\"col\"{}>{head}</th>", class(at)));
    let heads: String = heads.collect();
    let mut body = String::new();
    for row in rows {
        body.push_str("<tr>");
        for (at, cell) in row.iter().enumerate() {
            body += &match at {
                0 => format!("<th scope=\"row\">{cell}</th>"),
                at => format!("<td{}>{cell}</td>", class(at)),
            };
        }
        body.push_str("</tr>\n");
    }
    format!(
        "<div class=\"wide\"><table class=\"numbers\"><thead><tr>{heads}</tr></thead><tbody>\n{body}</tbody></table></div>\n"
    )
}
