//! The syntax tree: what the text says, before any name is looked up.
//!
//! Every node keeps its span. Long operator chains are flat lists, so that neither a walk nor `Drop` recurses over them.
//! What could not be parsed is left out here and told by a diagnostic.

use crate::source::Span;
use std::sync::Arc;

/// A name as written, in NFC, `µ` and `Ω` in their canonical forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The normalised text.
    pub text: Arc<str>,
    /// Where it stands.
    pub span: Span,
}

/// A string literal, without its quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The contents.
    pub text: Arc<str>,
    /// With the quotes.
    pub span: Span,
}

/// A comment, kept for the formatter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// From `#` to the end of the line.
    pub span: Span,
}

/// A parsed file.
#[derive(Debug, Clone, Default)]
pub struct File {
    /// The items, in the order of the text.
    pub items: Vec<Item>,
    /// All comments, in the order of the text.
    pub comments: Vec<Comment>,
    /// The names of what could not be read, sections of blocks included. This has been told, so what follows from it
    /// (uses of an unknown name, a section that is missing) is not to be told.
    pub lost: Vec<Name>,
    /// Whether an error has been told: there may be more in the text than in the tree.
    pub damaged: bool,
    /// Whether a file that it imports, or the head of a block, could not be read, which has been told: that may have defined
    /// what is not known.
    pub lacking: bool,
}

/// A top-level item.
#[derive(Debug, Clone)]
pub struct Item {
    /// What it is.
    pub kind: ItemKind,
    /// All of it.
    pub span: Span,
}

/// The kinds of top-level items.
#[derive(Debug, Clone)]
pub enum ItemKind {
    /// `tau = 20 ms`, `tau = 20 ms : second`; also the settings `dt`, `seed`, `wiring_seed`.
    Definition(Definition),
    /// `f(x, y) = expr`, optionally `: unit`.
    Function(Function),
    /// `timed stim = … every …`.
    TimedArray(TimedArray),
    /// `model LIF(tau = 20 ms) { … }`.
    Model(Model),
    /// `neurons`, `poisson` and `spikes` blocks.
    Group(Group),
    /// `poisson_input drive: cortex.v { … }`.
    PoissonInput(PoissonInput),
    /// `group inh = cortex[800:]`.
    Subgroup(Subgroup),
    /// `synapses ee: exc -> exc { … }`.
    Synapses(Synapses),
    /// `monitor …`.
    Monitor(Monitor),
    /// `import "file"`.
    Import(Text),
    /// A statement of the protocol.
    Protocol(Protocol),
}

/// `name = value`, optionally `: unit`.
#[derive(Debug, Clone)]
pub struct Definition {
    /// What is defined.
    pub name: Name,
    /// Its value.
    pub value: Expr,
    /// The unit after `:`.
    pub unit: Option<Expr>,
}

impl Definition {
    /// Whether it is one of the settings `dt`, `seed`, `wiring_seed`.
    pub fn is_setting(&self) -> bool {
        matches!(&*self.name.text, "dt" | "seed" | "wiring_seed")
    }
}

/// A function defined in the file.
#[derive(Debug, Clone)]
pub struct Function {
    /// Its name.
    pub name: Name,
    /// Its parameters.
    pub parameters: Vec<Name>,
    /// What it yields.
    pub body: Expr,
    /// The unit after `:`.
    pub unit: Option<Expr>,
}

/// A timed array.
#[derive(Debug, Clone)]
pub struct TimedArray {
    /// Its name.
    pub name: Name,
    /// The number of columns, in `[ ]`.
    pub columns: Option<Expr>,
    /// The values, or an expression in `t` (and `i`).
    pub value: Expr,
    /// `every T`.
    pub every: Option<Expr>,
    /// `for T`.
    pub duration: Option<Expr>,
}

/// A reusable body of a block.
#[derive(Debug, Clone)]
pub struct Model {
    /// Its name.
    pub name: Name,
    /// Its parameters; none if it is made of another model, whose parameters it has.
    pub parameters: Vec<Parameter>,
    /// The model it is a variant of.
    pub instance: Option<Instance>,
    /// Its body.
    pub body: Vec<Member>,
}

/// A parameter of a model.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Its name.
    pub name: Name,
    /// The default value.
    pub default: Option<Expr>,
}

/// `is LIF(tau = 10 ms)`.
#[derive(Debug, Clone)]
pub struct Instance {
    /// The model's name.
    pub model: Name,
    /// Arguments, by name or by position.
    pub arguments: Vec<Argument>,
    /// All of it.
    pub span: Span,
}

/// The kinds of blocks that make a group of spiking elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupKind {
    /// `neurons`.
    Neurons,
    /// `poisson`.
    Poisson,
    /// `spikes`.
    Spikes,
}

/// A population, Poisson source or spike source.
#[derive(Debug, Clone)]
pub struct Group {
    /// Which of them.
    pub kind: GroupKind,
    /// Its name.
    pub name: Name,
    /// The size in `[ ]`; `None` if it was forgotten, which has been told.
    pub size: Option<Expr>,
    /// The model it is made of.
    pub instance: Option<Instance>,
    /// Its body.
    pub body: Vec<Member>,
}

/// A Poisson input.
#[derive(Debug, Clone)]
pub struct PoissonInput {
    /// Its name.
    pub name: Name,
    /// The target group.
    pub target: GroupRef,
    /// The target variable.
    pub variable: Name,
    /// Its body.
    pub body: Vec<Member>,
}

/// A named part of a group.
#[derive(Debug, Clone)]
pub struct Subgroup {
    /// Its name.
    pub name: Name,
    /// What it is a part of.
    pub of: GroupRef,
}

/// Synapses between two groups.
#[derive(Debug, Clone)]
pub struct Synapses {
    /// Their name.
    pub name: Name,
    /// The presynaptic group.
    pub source: GroupRef,
    /// The postsynaptic group.
    pub target: GroupRef,
    /// The model they are made of.
    pub instance: Option<Instance>,
    /// Their body.
    pub body: Vec<Member>,
}

/// A group, or a part of it: `cortex`, `cortex[:80]`, `cortex[0, 5, 10:20]`, `cortex[i % 2 == 0]`.
#[derive(Debug, Clone)]
pub struct GroupRef {
    /// The group's name.
    pub name: Name,
    /// What stands in `[ ]`; `None` without brackets.
    pub selection: Option<Vec<Subscript>>,
    /// All of it.
    pub span: Span,
}

/// One entry of `[ ]`.
#[derive(Debug, Clone)]
pub enum Subscript {
    /// An index, a condition or an array.
    Index(Expr),
    /// `lo:hi:step`, each optional.
    Slice {
        /// First.
        lo: Option<Expr>,
        /// One past the last.
        hi: Option<Expr>,
        /// Stride.
        step: Option<Expr>,
        /// All of it.
        span: Span,
    },
}

/// What stands in the `{ }` of a block.
#[derive(Debug, Clone)]
pub struct Member {
    /// What it is.
    pub kind: MemberKind,
    /// All of it.
    pub span: Span,
}

/// Equations and sections.
#[derive(Debug, Clone)]
pub enum MemberKind {
    /// `dx/dt = e : u`, `x = e : u`, `x : u`.
    Equation(Equation),
    /// `threshold: cond`.
    Threshold(Expr),
    /// `reset: statements`.
    Reset(Vec<Statement>),
    /// `refractory: expr`.
    Refractory(Expr),
    /// `event NAME: cond`.
    Event {
        /// The event's name.
        name: Name,
        /// When it happens.
        condition: Expr,
    },
    /// `on_event NAME: statements`.
    OnEvent {
        /// The event's name.
        name: Name,
        /// What is done.
        body: Vec<Statement>,
    },
    /// `every T at SLOT: statements`.
    Every {
        /// The period.
        period: Expr,
        /// The slot.
        slot: Option<Name>,
        /// What is done.
        body: Vec<Statement>,
    },
    /// `at [T1, T2] at SLOT: statements`.
    At {
        /// The times.
        times: Expr,
        /// The slot.
        slot: Option<Name>,
        /// What is done.
        body: Vec<Statement>,
    },
    /// `method: NAME`.
    Method(Name),
    /// `tolerance: expr`.
    Tolerance(Expr),
    /// `init: statements`.
    Init(Vec<Statement>),
    /// `dt: T`.
    Dt(Expr),
    /// `connect: …`.
    Connect(Vec<ConnectClause>),
    /// `on_pre …: statements`, `on_post …: statements`.
    Pathway {
        /// Which end's spikes.
        end: End,
        /// Its name, if it has one.
        name: Option<Name>,
        /// `(event = NAME)`.
        event: Option<Name>,
        /// What is done.
        body: Vec<Statement>,
    },
    /// `delay: expr`, `delay NAME: expr`.
    Delay {
        /// The pathway.
        pathway: Option<Name>,
        /// The delay.
        value: Expr,
    },
    /// `order NAME: integer`.
    Order {
        /// The pathway.
        pathway: Option<Name>,
        /// Its order.
        value: Expr,
    },
    /// `rate: expr` of Poisson sources and inputs.
    Rate(Expr),
    /// `n: expr` of a Poisson input.
    Trains(Expr),
    /// `weight: expr` of a Poisson input.
    Weight(Expr),
    /// `at: [(i, t), …]` of a spike source.
    Given(Expr),
    /// `file: "…"` of a spike source.
    File(Text),
    /// `period: T` of a spike source.
    Period(Expr),
}

/// The two ends of a synapse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum End {
    /// The source.
    Pre,
    /// The target.
    Post,
}

/// An equation of a block.
#[derive(Debug, Clone)]
pub struct Equation {
    /// The variable.
    pub name: Name,
    /// Which kind.
    pub kind: EquationKind,
    /// The unit after `:`; `None` if it was forgotten, which has been told.
    pub unit: Option<Expr>,
    /// Flags in `( )`.
    pub flags: Vec<Flag>,
}

/// The kinds of equations.
#[derive(Debug, Clone)]
pub enum EquationKind {
    /// `dx/dt = expr`.
    Differential(Expr),
    /// `x = expr`.
    Subexpression(Expr),
    /// `x : unit`.
    Parameter,
}

/// A flag, its words joined by single spaces: `unless refractory`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flag {
    /// The words.
    pub text: Arc<str>,
    /// Where.
    pub span: Span,
}

/// One clause of `connect:`.
#[derive(Debug, Clone)]
pub struct ConnectClause {
    /// What it says.
    pub kind: ConnectKind,
    /// All of it.
    pub span: Span,
}

/// The kinds of connection clauses.
#[derive(Debug, Clone)]
pub enum ConnectKind {
    /// `all`.
    All,
    /// A condition.
    Condition(Expr),
    /// `p = expr`.
    Probability(Expr),
    /// `n = expr as k`.
    Multiplicity {
        /// How many synapses a pair.
        value: Expr,
        /// The variable that numbers them.
        index: Option<Name>,
    },
    /// `j = expr`, `i = expr`, optionally with a generator.
    Function {
        /// Which end is given: `Post` for `j = …`.
        end: End,
        /// Its index.
        value: Expr,
        /// `for k in … if …`.
        generator: Option<Generator>,
    },
    /// `indegree = expr`.
    Indegree(Expr),
    /// `outdegree = expr`.
    Outdegree(Expr),
    /// `total = expr`.
    Total(Expr),
    /// `pairs [(0, 1), …]`.
    Pairs(Expr),
    /// `file "…"`.
    File(Text),
    /// `unique`.
    Unique,
    /// `skip_if_invalid`.
    SkipIfInvalid,
}

/// `for k in range(…) if …`.
#[derive(Debug, Clone)]
pub struct Generator {
    /// The running variable.
    pub variable: Name,
    /// `range(…)`, `sample(…)` or an array.
    pub over: Expr,
    /// `if …`.
    pub filter: Option<Expr>,
}

/// A statement in a block: `x = e`, `x += e`, ….
#[derive(Debug, Clone)]
pub struct Statement {
    /// The variable or local name.
    pub target: Name,
    /// How it is assigned.
    pub op: AssignOp,
    /// The right side.
    pub value: Expr,
    /// All of it.
    pub span: Span,
}

/// Assignment operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AssignOp {
    /// `=`
    Set,
    /// `+=`
    Add,
    /// `-=`
    Sub,
    /// `*=`
    Mul,
    /// `/=`
    Div,
}

/// A monitor.
#[derive(Debug, Clone)]
pub struct Monitor {
    /// `NAME:` before what is recorded.
    pub name: Option<Name>,
    /// What is recorded.
    pub what: Recorded,
    /// Of which group.
    pub of: GroupRef,
    /// `with x, y`.
    pub with: Vec<Name>,
    /// `every T`.
    pub every: Option<Expr>,
    /// `at SLOT`.
    pub slot: Option<Name>,
}

/// What a monitor records.
#[derive(Debug, Clone)]
pub enum Recorded {
    /// `spikes`.
    Spikes(Span),
    /// `count`.
    Count(Span),
    /// `rate`.
    Rate(Span),
    /// Variables (or one event, which only the group can tell), also as `monitor cortex.rate`.
    Names(Vec<Name>),
}

/// A statement of the protocol.
#[derive(Debug, Clone)]
pub struct Protocol {
    /// What it does.
    pub kind: ProtocolKind,
    /// All of it.
    pub span: Span,
}

/// The kinds of protocol statements.
#[derive(Debug, Clone)]
pub enum ProtocolKind {
    /// `run T until cond`.
    Run {
        /// How long.
        duration: Expr,
        /// When to stop before.
        until: Option<Expr>,
    },
    /// `cortex[:80].V = e` and its kin.
    Assign {
        /// The group or synapses.
        target: GroupRef,
        /// The variable.
        variable: Name,
        /// How it is assigned.
        op: AssignOp,
        /// The right side.
        value: Expr,
    },
    /// `store "name"`.
    Store(Text),
    /// `restore "name" exact except a.b, c.d`.
    Restore {
        /// The stored state.
        label: Text,
        /// Whether the random streams are restored too.
        exact: bool,
        /// What is left as it is: group and variable.
        except: Vec<(Name, Name)>,
    },
    /// `repeat n { … }`.
    Repeat {
        /// How often.
        count: Expr,
        /// What.
        body: Vec<Protocol>,
    },
    /// `set tau = e`, `set cortex.method = heun`.
    Set {
        /// The constant, `dt`, or a group.
        name: Name,
        /// `.method`.
        member: Option<Name>,
        /// The new value.
        value: Expr,
    },
    /// `for x in e { … }`.
    For {
        /// The running name.
        variable: Name,
        /// Its values.
        values: Expr,
        /// What.
        body: Vec<Protocol>,
    },
    /// `save stdp as "weights"`.
    Save {
        /// The group or synapses.
        group: Name,
        /// The name of the archive.
        label: Text,
    },
}

/// An expression.
#[derive(Debug, Clone)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// All of it.
    pub span: Span,
}

/// The kinds of expressions.
#[derive(Debug, Clone)]
pub enum ExprKind {
    /// A number; an integer if written without point and exponent.
    Number(Number),
    /// A number (or an array literal, or `load(…)`) directly followed by a unit.
    Quantity {
        /// What is measured.
        value: Box<Expr>,
        /// A unit's name, or a constant power of one.
        unit: Box<Expr>,
    },
    /// A name: variable, constant, unit, ….
    Name(Name),
    /// A string.
    Text(Text),
    /// `-x`, `+x`.
    Sign {
        /// `-` rather than `+`.
        negative: bool,
        /// The operand.
        operand: Box<Expr>,
    },
    /// `not x`.
    Not(Box<Expr>),
    /// `a + b - c`, flat.
    Sum {
        /// The first operand.
        first: Box<Expr>,
        /// The others with the operator before each.
        rest: Vec<(SumOp, Span, Expr)>,
    },
    /// `a * b / c // d % e`, flat.
    Product {
        /// The first operand.
        first: Box<Expr>,
        /// The others with the operator before each.
        rest: Vec<(ProductOp, Span, Expr)>,
    },
    /// `a ** b`; also `a²`.
    Power {
        /// The base.
        base: Box<Expr>,
        /// The exponent.
        exponent: Box<Expr>,
    },
    /// `a < b <= c`, flat.
    Comparison {
        /// The first operand.
        first: Box<Expr>,
        /// The others with the operator before each.
        rest: Vec<(CompareOp, Span, Expr)>,
    },
    /// `a and b and c`, flat.
    And(Vec<Expr>),
    /// `a or b or c`, flat.
    Or(Vec<Expr>),
    /// `x if c else y`.
    Conditional {
        /// The condition.
        condition: Box<Expr>,
        /// If it holds.
        then: Box<Expr>,
        /// If not.
        otherwise: Box<Expr>,
    },
    /// `f(x, name = y)`.
    Call {
        /// The function.
        function: Name,
        /// The arguments.
        arguments: Vec<Argument>,
    },
    /// `a[x, y]`, `cortex[:80]`.
    Index {
        /// What is indexed.
        base: Box<Expr>,
        /// The entries of `[ ]`.
        subscripts: Vec<Subscript>,
    },
    /// `cortex.V`, `other.y[expr]`'s base.
    Member {
        /// The group.
        base: Box<Expr>,
        /// The variable.
        name: Name,
    },
    /// `[1, 2, 3]`.
    Array(Vec<Expr>),
    /// `(0, 1 ms)` inside an array of pairs.
    Tuple(Vec<Expr>),
    /// `e for k in range(a, b)`, the argument of `sum(…)`.
    Comprehension {
        /// The term.
        term: Box<Expr>,
        /// The generator.
        generator: Box<Generator>,
    },
}

/// A number as written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Number {
    /// Without point and exponent, if it fits.
    Integer(i64),
    /// Any other.
    Float(f64),
}

/// An argument of a call.
#[derive(Debug, Clone)]
pub struct Argument {
    /// `name =`.
    pub name: Option<Name>,
    /// The value.
    pub value: Expr,
}

/// Operators of a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SumOp {
    /// `+`
    Add,
    /// `-`
    Sub,
}

/// Operators of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProductOp {
    /// `*`
    Mul,
    /// `/`
    Div,
    /// `//`
    FloorDiv,
    /// `%`
    Mod,
}

/// Comparisons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CompareOp {
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `>`
    Gt,
    /// `>=`
    Ge,
    /// `==`
    Eq,
    /// `!=`
    Ne,
}
