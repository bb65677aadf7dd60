//! What pest expected where it failed, in plain words.

use super::grammar::Rule;
use pest::error::{Error, ErrorVariant, InputLocation};

/// Where reading a piece failed, and what could have stood there.
pub(super) struct Failure {
    /// The byte within the piece.
    pub(super) at: usize,
    /// In plain words, the most likely first.
    pub(super) expected: Vec<&'static str>,
    /// The keywords among them.
    pub(super) keywords: Vec<&'static str>,
}

/// Reads pest's furthest failure.
pub(super) fn expectation(error: &Error<Rule>) -> Failure {
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    let rules: &[Rule] = match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => positives,
        ErrorVariant::CustomError { .. } => &[],
    };
    let keywords = rules.iter().flat_map(|rule| keywords(*rule)).copied().collect();
    let mut found: Vec<(u8, &'static str)> = vec![];
    for words in rules.iter().map(|rule| words(*rule)) {
        if !found.contains(&words) && !words.1.is_empty() {
            found.push(words);
        }
    }
    let has = |word: &str| found.iter().any(|(_, words)| *words == word);
    if has("a name") && has("a number") {
        // All that an expression can begin with.
        found.retain(|(_, words)| !BEGINNINGS.contains(words));
        found.push((0, "an expression"));
    }
    found.sort_by_key(|(rank, _)| *rank);
    // What must come is said before what might.
    if found.first().is_some_and(|(rank, _)| *rank == 0) {
        found.retain(|(rank, _)| *rank == 0);
    }
    found.truncate(4);
    Failure { at, expected: found.into_iter().map(|(_, words)| words).collect(), keywords }
}

const BEGINNINGS: [&str; 4] = ["a name", "a number", "a string in double quotes", "an expression"];

/// The keywords that a rule begins with.
fn keywords(rule: Rule) -> &'static [&'static str] {
    match rule {
        Rule::as_ => &["as"],
        Rule::at_ => &["at"],
        Rule::else_ => &["else"],
        Rule::every_ => &["every"],
        Rule::for_ | Rule::generator => &["for"],
        Rule::if_ => &["if"],
        Rule::in_ => &["in"],
        Rule::is_ | Rule::instance => &["is"],
        Rule::of_ => &["of"],
        Rule::until_ => &["until"],
        Rule::with_ => &["with"],
        Rule::exact_ => &["exact"],
        Rule::except_ => &["except"],
        Rule::event_ => &["event"],
        Rule::monitor_clause => &["with", "every", "at"],
        _ => &[],
    }
}

/// A rule in plain words, and how far behind it stands in a list.
fn words(rule: Rule) -> (u8, &'static str) {
    match rule {
        Rule::name
        | Rule::binding
        | Rule::argument_name
        | Rule::group_ref
        | Rule::recorded
        | Rule::statement
        | Rule::model_parameter
        | Rule::variable
        | Rule::label
        | Rule::timed
        | Rule::model_head
        | Rule::group_head
        | Rule::poisson_input_head
        | Rule::subgroup
        | Rule::synapses_head
        | Rule::monitor
        | Rule::set
        | Rule::for_head
        | Rule::save
        | Rule::named_head
        | Rule::optional_head
        | Rule::pathway_head
        | Rule::equation => (0, "a name"),
        Rule::number => (0, "a number"),
        Rule::text | Rule::import | Rule::store | Rule::restore | Rule::file_value => {
            (0, "a string in double quotes")
        }
        Rule::expression
        | Rule::chain
        | Rule::prefix
        | Rule::quantity
        | Rule::reference
        | Rule::paren
        | Rule::array
        | Rule::load
        | Rule::load_name
        | Rule::argument
        | Rule::subscript
        | Rule::run
        | Rule::timing_head
        | Rule::whole => (0, "an expression"),
        Rule::infix | Rule::missing => (1, "an operator"),
        Rule::unit | Rule::unit_factor | Rule::measure | Rule::declaration => (0, "a unit"),
        Rule::unit_operator => (1, "`*` or `/`"),
        Rule::exponent | Rule::sign => (0, "an exponent"),
        Rule::flags => (2, "flags in `( )`"),
        Rule::flag | Rule::flag_word => (0, "a flag such as `constant`"),
        Rule::size => (1, "a size in `[ ]`"),
        Rule::parameters | Rule::model_parameters => (1, "parameters in `( )`"),
        Rule::arguments => (2, "arguments in `( )`"),
        Rule::selection => (2, "`[ ]`"),
        Rule::member => (2, "`.` and a variable"),
        Rule::instance | Rule::is_ => (2, "`is` and a model"),
        Rule::equals | Rule::assign => (0, "`=`"),
        Rule::colon => (1, "`:`"),
        Rule::arrow => (0, "`->`"),
        Rule::and_ => (2, "`and`"),
        Rule::as_ => (2, "`as`"),
        Rule::at_ => (2, "`at`"),
        Rule::else_ => (0, "`else`"),
        Rule::every_ => (2, "`every`"),
        Rule::for_ | Rule::generator => (2, "`for`"),
        Rule::if_ => (3, "`if`"),
        Rule::in_ => (0, "`in`"),
        Rule::of_ => (0, "`of`"),
        Rule::until_ => (2, "`until`"),
        Rule::with_ => (2, "`with`"),
        Rule::exact_ => (2, "`exact`"),
        Rule::except_ => (2, "`except`"),
        Rule::event_ => (2, "`event`"),
        Rule::monitor_clause => (2, "`with`, `every` or `at`"),
        Rule::connect_clause | Rule::connect_binding | Rule::connect_key => {
            (0, "a clause of a connection rule")
        }
        Rule::EOI => (4, "the end of the statement"),
        // Parts of what is named above.
        _ => (0, ""),
    }
}
