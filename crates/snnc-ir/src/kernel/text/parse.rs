//! Reading kernels.

use super::float;
use super::names::{SINGLE, has_suffix, is_plain};
use crate::kernel::{
    BinaryOp, ColumnDecl, Compare, Domain, EndIndex, Inst, Kernel, Lanes, Op, Precision, Random, Space, Type,
    UnaryOp, Value,
};
use crate::math::Function;
use std::fmt;
use std::str::FromStr;

/// Why a text is no kernel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseKernelError {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub message: String,
}

impl fmt::Display for ParseKernelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for ParseKernelError {}

impl FromStr for Kernel {
    type Err = ParseKernelError;

    /// Reads the text form. Whether the kernel makes sense is for [`verify`](crate::kernel::verify) to say.
    fn from_str(text: &str) -> Result<Self, ParseKernelError> {
        let mut kernel: Option<Kernel> = None;
        let mut state = State::Head;
        let mut last = 0;
        for (index, line) in text.lines().enumerate() {
            last = index + 1;
            let mut words = Words(line.trim());
            if !words.0.is_empty() {
                step(&mut kernel, &mut state, &mut words)
                    .map_err(|message| ParseKernelError { line: index + 1, message })?;
            }
        }
        kernel
            .filter(|_| matches!(state, State::Done))
            .ok_or_else(|| ParseKernelError { line: last, message: "`}` is missing".to_owned() })
    }
}

/// Where in a kernel a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Head,
    Declarations,
    Once,
    Lanes,
    Done,
}

/// Takes in one line.
fn step(kernel: &mut Option<Kernel>, state: &mut State, words: &mut Words<'_>) -> Result<(), String> {
    let Some(kernel) = kernel else {
        *kernel = Some(head(words)?);
        *state = State::Declarations;
        return words.end();
    };
    match (*state, words.0) {
        (State::Declarations, "once:") => *state = State::Once,
        (State::Declarations | State::Once, "each lane:") => *state = State::Lanes,
        (State::Declarations | State::Once | State::Lanes, "}") => *state = State::Done,
        (State::Declarations, _) => {
            declaration(kernel, words)?;
            words.end()?;
        }
        (State::Once | State::Lanes, _) => {
            let inst = instruction(kernel, words)?;
            words.end()?;
            kernel.body.push(inst);
            if *state == State::Once {
                kernel.invariant = kernel.body.len();
            }
        }
        (State::Head | State::Done, _) => return Err("nothing may follow the `}`".to_owned()),
    }
    Ok(())
}

fn head(words: &mut Words<'_>) -> Result<Kernel, String> {
    words.expect("kernel")?;
    let name = words.name()?;
    words.expect("over")?;
    let lanes = words.word_of("lanes", Lanes::from_word)?;
    let mut domain = Domain { lanes, pre: EndIndex::None, post: EndIndex::None };
    while words.take(",") {
        let end = match words.word() {
            "pre" => &mut domain.pre,
            "post" => &mut domain.post,
            word => return Err(format!("`{word}` is neither `pre` nor `post`")),
        };
        *end = words.word_of("an index", EndIndex::from_word)?;
    }
    words.expect("{")?;
    Ok(Kernel { name, domain, columns: Vec::new(), streams: Vec::new(), body: Vec::new(), invariant: 0 })
}

fn declaration(kernel: &mut Kernel, words: &mut Words<'_>) -> Result<(), String> {
    match words.word() {
        "column" => {
            let name = words.name()?;
            words.expect(":")?;
            let (ty, precision) = words.word_of("a type", |word| match word {
                SINGLE => Some((Type::F64, Precision::Single)),
                _ => Type::from_word(word).map(|ty| (ty, Precision::Double)),
            })?;
            words.expect(",")?;
            let space = words.word_of("a space", Space::from_word)?;
            words.expect(",")?;
            let mut word = words.word();
            let written = word == "written";
            if written {
                words.expect(",")?;
                word = words.word();
            }
            if word != "storage" {
                return Err(format!("`storage` expected, not `{word}`"));
            }
            let storage = words.number()?;
            kernel.columns.push(ColumnDecl { name, ty, precision, space, written, storage });
        }
        "stream" => kernel.streams.push(words.name()?),
        word => return Err(format!("`{word}` declares nothing")),
    }
    Ok(())
}

fn instruction(kernel: &Kernel, words: &mut Words<'_>) -> Result<Inst, String> {
    let has_value = words.0.starts_with('%');
    if has_value {
        let value = words.value()?;
        if value.index() != kernel.body.len() {
            return Err(format!("this is %{}, not {value}", kernel.body.len()));
        }
        words.expect("=")?;
    }
    let word = words.word();
    let suffix = if words.take(".") { Some(words.word_of("a type", Type::from_word)?) } else { None };
    let inst = operation(kernel, word, suffix, words)?;
    if inst.op.is_effect() == has_value {
        return Err(format!("`{word}` {} a value", if has_value { "makes no" } else { "makes" }));
    }
    if has_suffix(&inst.op) != suffix.is_some() {
        return Err(format!("`{word}` {} a type", if suffix.is_some() { "takes no" } else { "needs" }));
    }
    Ok(inst)
}

fn operation(
    kernel: &Kernel,
    word: &str,
    suffix: Option<Type>,
    words: &mut Words<'_>,
) -> Result<Inst, String> {
    let typed = suffix.unwrap_or(Type::F64);
    let inst = |op, ty| Ok(Inst { op, ty });
    let columns = || kernel.columns.iter().map(|column| &*column.name);
    let streams = || kernel.streams.iter().map(|stream| &**stream);
    match word {
        "f64" => return inst(Op::Float(words.float()?), Type::F64),
        "i64" => return inst(Op::Int(words.number()?), Type::I64),
        "bool" => return inst(Op::Bool(words.number()?), Type::Bool),
        "time" => return inst(Op::Time, Type::F64),
        "step" => return inst(Op::Step, Type::I64),
        "index" => return inst(Op::Index(words.word_of("a space", Space::from_word)?), Type::I64),
        "load" => {
            let column = words.reference(columns())?;
            return inst(Op::Load(column), kernel.columns[column as usize].ty);
        }
        "store" => {
            let column = words.reference(columns())?;
            words.expect(",")?;
            return inst(Op::Store(column, words.value()?), Type::Bool);
        }
        "load_at" => {
            let column = words.reference(columns())?;
            words.expect(",")?;
            let index = words.value()?;
            words.expect(",")?;
            return inst(Op::LoadAt(column, index, words.number()?), kernel.columns[column as usize].ty);
        }
        "require" => {
            let [mask, about] = words.values()?;
            words.expect(",")?;
            return inst(Op::Require(mask, about, words.number()?), Type::Bool);
        }
        "emit" => return inst(Op::Emit(words.value()?), Type::Bool),
        "fma" => {
            let [a, b, c] = words.values()?;
            return inst(Op::Fma(a, b, c), typed);
        }
        "select" => {
            let [a, b, c] = words.values()?;
            return inst(Op::Select(a, b, c), typed);
        }
        _ => {}
    }
    if let Some(op) = Compare::from_word(word) {
        let [a, b] = words.values()?;
        return inst(Op::Compare(op, a, b), Type::Bool);
    }
    if let Some(op) = UnaryOp::from_word(word) {
        let [a] = words.values()?;
        let fixed = [Type::F64, Type::I64, Type::Bool].into_iter().find_map(|ty| op.result(ty));
        return inst(Op::Unary(op, a), suffix.or(fixed).unwrap_or(typed));
    }
    if let Some(op) = BinaryOp::from_word(word).filter(|op| *op != BinaryOp::FloorMod || suffix.is_some()) {
        let [a, b] = words.values()?;
        return inst(Op::Binary(op, a, b), suffix.unwrap_or(Type::Bool));
    }
    if let Some(random) = Random::from_word(word) {
        let stream = words.reference(streams())?;
        let mut args = Vec::new();
        while words.take(",") {
            args.push(words.value()?);
        }
        return inst(Op::Random(random, stream, args), random.result());
    }
    if let Some(function) = Function::ALL.into_iter().find(|function| function.name() == word) {
        let mut args = vec![words.value()?];
        while words.take(",") {
            args.push(words.value()?);
        }
        return inst(Op::Call(function, args), Type::F64);
    }
    Err(format!("`{word}` is no operation"))
}

/// What is left of a line.
struct Words<'a>(&'a str);

impl<'a> Words<'a> {
    /// Takes the mark, if it comes next.
    fn take(&mut self, mark: &str) -> bool {
        match self.0.strip_prefix(mark) {
            Some(rest) => {
                self.0 = rest.trim_start();
                true
            }
            None => false,
        }
    }

    fn expect(&mut self, mark: &str) -> Result<(), String> {
        if self.take(mark) { Ok(()) } else { Err(format!("`{mark}` expected before `{}`", self.0)) }
    }

    fn end(&self) -> Result<(), String> {
        if self.0.is_empty() { Ok(()) } else { Err(format!("`{}` is too much", self.0)) }
    }

    /// The characters for which `belongs` holds.
    fn while_(&mut self, belongs: impl Fn(char) -> bool) -> &'a str {
        let end = self.0.find(|c| !belongs(c)).unwrap_or(self.0.len());
        let (word, rest) = self.0.split_at(end);
        self.0 = rest.trim_start();
        word
    }

    /// A word of the text form itself.
    fn word(&mut self) -> &'a str {
        self.while_(|c| c.is_ascii_alphanumeric() || c == '_')
    }

    fn word_of<T>(&mut self, what: &str, from: impl Fn(&str) -> Option<T>) -> Result<T, String> {
        let word = self.word();
        from(word).ok_or_else(|| format!("{what} expected, not `{word}`"))
    }

    fn name(&mut self) -> Result<String, String> {
        if !self.0.starts_with('"') {
            let name = self.while_(|c| is_plain(c.encode_utf8(&mut [0; 4])));
            return if name.is_empty() { Err("a name expected".to_owned()) } else { Ok(name.to_owned()) };
        }
        let (name, rest) = unquote(self.0).ok_or_else(|| format!("bad quotes: {}", self.0))?;
        self.0 = rest.trim_start();
        Ok(name)
    }

    /// The number of a named thing: `v`, or `v#3` if several have that name.
    fn reference<'n>(&mut self, names: impl Iterator<Item = &'n str>) -> Result<u32, String> {
        let name = self.name()?;
        let named: Vec<usize> =
            names.enumerate().filter(|(_, other)| *other == name).map(|(index, _)| index).collect();
        let number = if self.take("#") { Some(self.number::<usize>()?) } else { None };
        match (named.as_slice(), number) {
            ([index], None) => Ok(*index as u32),
            (named, Some(number)) if named.contains(&number) => Ok(number as u32),
            ([], _) => Err(format!("`{name}` is not declared")),
            _ => Err(format!("`{name}` is declared {} times: say `{name}#number`", named.len())),
        }
    }

    fn value(&mut self) -> Result<Value, String> {
        self.expect("%")?;
        Ok(Value(self.number()?))
    }

    fn values<const N: usize>(&mut self) -> Result<[Value; N], String> {
        let mut values = [Value(0); N];
        for (index, value) in values.iter_mut().enumerate() {
            if index > 0 {
                self.expect(",")?;
            }
            *value = self.value()?;
        }
        Ok(values)
    }

    fn number<T: FromStr>(&mut self) -> Result<T, String> {
        let word = self.while_(|c| c.is_ascii_alphanumeric() || c == '-');
        word.parse().map_err(|_| format!("`{word}` is not what is expected here"))
    }

    fn float(&mut self) -> Result<f64, String> {
        let word = self.while_(|c| !c.is_whitespace());
        float::read(word).ok_or_else(|| format!("`{word}` is no float"))
    }
}

/// Undoes `{:?}` of a string: its text, and what follows it.
fn unquote(text: &str) -> Option<(String, &str)> {
    let mut name = String::new();
    let mut chars = text.strip_prefix('"')?.chars();
    loop {
        match chars.next()? {
            '"' => return Some((name, chars.as_str())),
            '\\' => name.push(match chars.next()? {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                '0' => '\0',
                'u' => {
                    let (digits, rest) = chars.as_str().strip_prefix('{')?.split_once('}')?;
                    chars = rest.chars();
                    char::from_u32(u32::from_str_radix(digits, 16).ok()?)?
                }
                other => other,
            }),
            other => name.push(other),
        }
    }
}
