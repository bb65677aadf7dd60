// Writes eqs.tmLanguage.json: `node grammar.mjs`. The grammar is made here because TextMate has no names for parts of
// patterns, and the same few parts (a name, the head of a statement, a unit) stand in most of them.
import { writeFileSync } from "node:fs";

const re = String.raw;

// ---- parts of patterns -------------------------------------------------------------------------------------------

const letter = re`\p{L}\p{M}\p{Nd}_`;
const name = re`[\p{L}_][${letter}]*`;
/** Where a name begins, and where it ends. */
const begin = re`(?<![${letter}.])`;
const end = re`(?![${letter}])`;
/** The head of an item, a section or a statement: a word is a keyword there alone. */
const head = re`(?:^|(?<=[;{}]))[ \t]*`;
const words = (list) => list.trim().split(/\s+/).join("|");

const prefixSymbol = re`da|[QRYZEPTGMkhdcmuµμnpfazyrq]`;
const prefixName = words("quetta ronna yotta zetta exa peta tera giga mega kilo hecto deca deci centi milli micro nano pico femto atto zepto yocto ronto quecto");
const unitName = words("volt ampere amp siemens farad ohm second met(?:er|re) gram mole mol kelvin hertz coulomb joule newton pascal watt weber tesla henry radian molar lit(?:er|re)");
const rareUnitName = words("steradian candela lux becquerel katal lumen gray sievert");
const unitSymbol = words("V A S F ohm Ω \u2126 s m g mol K Hz C J N Pa W Wb T H rad L l sr cd lx Bq kat lm Gy Sv");
/** All units: after a number and after `:`. */
const anyUnit = `(?:(?:(?:${prefixName}|${prefixSymbol})?(?:${unitName}|${rareUnitName})|(?:${prefixSymbol})?(?:${unitSymbol})|(?:${prefixSymbol})M)[23]?)`;
/** Those that are units wherever they stand. */
const someUnit = `(?:(?:(?:${prefixName}|${prefixSymbol})?(?:${unitName})|[kmuµμn]V|[muµμnp]A|[muµμnp]F|[muµμnp]S|[muµμn]s|[kM]?Hz|[kMG](?:ohm|Ω|\u2126)|[kcmuµμn]m|[muµμnp]M)[23]?)`;

const reservedWords = words("as at and else every for if in is not of or until with");
const slots = "(?:before_|after_)?(?:start|groups|thresholds|synapses|resets|end)";
const methods = words("exact exponential_euler euler rk2 rk4 heun milstein rkf45");
const items = words("neurons poisson_input poisson spikes group synapses model monitor timed import run store restore repeat set for save");
const flags = re`unless[ \t]+refractory|constant[ \t]+over[ \t]+dt|constant|shared|linked|event-driven|clock-driven|summed`;
const functions = words(`exp expm1 exprel log log10 log1p sqrt sin cos tan arcsin arccos arctan sinh cosh tanh abs sign floor ceil round clip min max
  where int timestep sum linspace range sample load mean_incoming sum_incoming mean_outgoing sum_outgoing any all mean count`);
const constants = words("pi e inf elementary_charge avogadro_constant boltzmann_constant faraday_constant gas_constant zero_celsius");
const quantities = re`t|dt|t_in_timesteps|i|j|N|index|lastupdate|(?:lastspike|not_refractory)(?:_pre|_post)?|N_pre|N_post|N_incoming|N_outgoing|xi(?:_[${letter}]+)?`;

/** An item at the beginning of a line, also where the block above it is not closed. */
const nextItem = re`(?=^(?:${items})[ \t]+[\p{L}\p{Nd}"])`;

// ---- forms of rules ----------------------------------------------------------------------------------------------

/** Scopes of the groups of a pattern, from the first on. */
const captures = (...scopes) =>
  Object.fromEntries(scopes.map((scope, at) => [at + 1, { name: `${scope}.eqs` }]));
const whole = (scope) => ({ 0: { name: `${scope}.eqs` } });
const match = (pattern, ...scopes) => ({ match: pattern, captures: captures(...scopes) });
const is = (pattern, scope) => ({ match: pattern, name: `${scope}.eqs` });
const include = (...names) => names.map((name) => ({ include: name }));

/** What stands between two marks, also over lines. */
const between = (scope, open, close, marks, patterns, recover = "") => ({
  name: `meta.${scope}.eqs`,
  begin: open,
  beginCaptures: whole(`punctuation.section.${marks}.begin`),
  end: recover === "" ? close : `(${close})|${recover}`,
  endCaptures: recover === "" ? whole(`punctuation.section.${marks}.end`) : captures(`punctuation.section.${marks}.end`),
  patterns,
});

/** An item with a block: `keyword NAME … { … }`, or `keyword NAME: … { … }`. */
const block = (keyword, labelled = false) => {
  const scope = keyword.replace("_", "-");
  const named = labelled ? re`(?:[ \t]+(${name})[ \t]*(:))?` : re`(?:[ \t]+(${name}))?`;
  const scopes = [`keyword.declaration.${scope}`, "entity.name.type", ...(labelled ? ["punctuation.separator.label"] : [])];
  return {
    name: `meta.${scope}.eqs`,
    begin: re`${head}(${keyword})(?=[ \t])${named}${end}(?![ \t]*[=.])`,
    beginCaptures: captures(...scopes),
    // It ends with its block, and at a line that does not go on.
    end: re`(?<=\})|^(?![ \t]*(?:->|[\[({.#]|$|is[ \t]))`,
    patterns: [between("block", re`\{`, re`\}`, "block", include(`#${scope}-body`), nextItem), ...include("#header")],
  };
};

const section = (names) => match(re`${head}(${words(names)})[ \t]*(:)`, "keyword.other.section", "punctuation.separator.section");
/** A section with a name of its own: `on_pre up:`, `on_pre ca (event = calcium):`. */
const namedSection = (names) =>
  match(
    re`${head}(${words(names)})(?:[ \t]+(${name}))?(?:[ \t]*(\()[ \t]*(event)[ \t]*(=)[ \t]*(${name})[ \t]*(\)))?[ \t]*(:)`,
    "keyword.other.section", "entity.name.label", "punctuation.section.parens.begin", "variable.parameter",
    "keyword.operator.assignment", "entity.name.label", "punctuation.section.parens.end", "punctuation.separator.section",
  );
const timing = {
  name: "meta.timing.eqs",
  begin: re`${head}(every|at)(?=[ \t(:\[])`,
  beginCaptures: captures("keyword.other.section"),
  end: "(:)|(?=[;{}#])|$",
  endCaptures: captures("punctuation.separator.section"),
  patterns: include("#slot", "#expression"),
};
const method = match(
  re`${head}(method)[ \t]*(:)(?:[ \t]*(${methods})${end})?`,
  "keyword.other.section", "punctuation.separator.section", "support.constant.method",
);
const clause = re`(?:(?<=[:,])|^)[ \t]*`;
const connect = {
  name: "meta.connect.eqs",
  begin: re`${head}(connect)[ \t]*(:)`,
  beginCaptures: captures("keyword.other.section", "punctuation.separator.section"),
  end: re`(?=[;}])|(?<![,:])[ \t]*$`,
  patterns: [
    match(re`${clause}(all|unique|skip_if_invalid)(?=[ \t]*(?:[,;}#]|$))`, "support.constant.rule"),
    match(re`${clause}(pairs|file)(?=[ \t]*[\["])`, "support.constant.rule"),
    match(re`${clause}(indegree|outdegree|total|p|n|i|j)[ \t]*(=)(?!=)`, "variable.parameter.rule", "keyword.operator.assignment"),
    ...include("#expression"),
  ],
};

const ofNeurons = "threshold reset refractory tolerance init dt";
const ofSynapses = "tolerance init dt";
const events = "event on_event";
const pathways = "on_pre on_post delay order";
const body = (...sections) => ({
  patterns: [...include("#comment"), ...sections, ...include("#equation", "#annotation", "#statements", "#expression")],
});

// ---- the grammar -------------------------------------------------------------------------------------------------

const repository = {
  comment: { match: "(#).*$", name: "comment.line.number-sign.eqs", captures: captures("punctuation.definition.comment") },

  items: {
    patterns: [
      block("neurons"),
      block("poisson_input", true),
      block("poisson"),
      block("spikes"),
      block("synapses", true),
      block("model"),
      {
        name: "meta.monitor.eqs",
        begin: re`${head}(monitor)(?=[ \t])(?:[ \t]+(${name})[ \t]*(:))?(?:[ \t]+(spikes|count|rate)(?=[ \t]+of${end}))?`,
        beginCaptures: captures("keyword.declaration.monitor", "entity.name.tag", "punctuation.separator.label", "support.type.recorded"),
        end: re`(?=[;}])|(?<!,)[ \t]*$`,
        patterns: [match(re`${begin}(of)[ \t]+(${name})`, "keyword.other", "entity.name.type"), ...include("#slot", "#expression")],
      },
      match(re`${head}(group)[ \t]+(${name})[ \t]*(=)[ \t]*(${name})?`,
        "keyword.declaration.group", "entity.name.type", "keyword.operator.assignment", "entity.name.type"),
      match(re`${head}(timed)[ \t]+(${name})`, "keyword.declaration.timed", "entity.name.function"),
      match(re`${head}(import)(?=[ \t"])`, "keyword.control.import"),
      match(re`${head}(set)[ \t]+(${name})[ \t]*(\.)[ \t]*(method)[ \t]*(=)[ \t]*(${methods})${end}`,
        "keyword.control.protocol", "entity.name.type", "punctuation.accessor", "variable.other.member",
        "keyword.operator.assignment", "support.constant.method"),
      match(re`${head}(save)[ \t]+(${name})[ \t]+(as)${end}`, "keyword.control.protocol", "entity.name.type", "keyword.other"),
      {
        match: re`${head}(restore)[ \t]*("[^"]*")[ \t]+(exact|except)${end}`,
        captures: { ...captures("keyword.control.protocol", "", "keyword.other"), 2: { patterns: include("#string") } },
      },
      // A word that begins a statement: what follows it is no operator.
      match(re`${head}(run|store|restore|repeat|set|for|save)(?=[ \t]+[\p{L}\p{Nd}_.("'\[-]|[ \t]*"|[ \t]*$)`, "keyword.control.protocol"),
    ],
  },

  definitions: {
    patterns: [
      match(re`${head}(dt|seed|wiring_seed)[ \t]*(=)(?!=)`, "variable.language.setting", "keyword.operator.assignment"),
      {
        match: re`${head}(${name})[ \t]*(\()([^()=]*)(\))[ \t]*(=)(?!=)`,
        captures: {
          ...captures("entity.name.function", "punctuation.section.parameters.begin", "", "punctuation.section.parameters.end", "keyword.operator.assignment"),
          3: { patterns: [is(name, "variable.parameter"), is(",", "punctuation.separator.comma")] },
        },
      },
      match(re`${head}(${name})[ \t]*(=)(?!=)`, "variable.other.constant", "keyword.operator.assignment"),
    ],
  },

  "protocol-block": between("block", re`\{`, re`\}`, "block", include("$self")),

  header: {
    patterns: [
      ...include("#comment"),
      match(re`${begin}(is)[ \t]+(${name})`, "keyword.other", "entity.name.type"),
      {
        begin: "->", beginCaptures: whole("keyword.operator.arrow"),
        end: re`(${name})|(?=[{}])`, endCaptures: captures("entity.name.type"),
        patterns: include("#comment"),
      },
      between("parameters", re`\(`, re`\)`, "parameters", [
        match(re`${begin}(${name})[ \t]*(?:(=)(?!=)|(?=[,)]))`, "variable.parameter", "keyword.operator.assignment"),
        ...include("#expression"),
      ]),
      match(re`(\.)[ \t]*(${name})`, "punctuation.accessor", "variable.other.member"),
      is(begin + name, "entity.name.type"),
      ...include("#brackets", "#expression", "#punctuation"),
    ],
  },

  "neurons-body": body(method, section(ofNeurons), namedSection(events), timing),
  "poisson-body": body(section("rate init dt"), timing),
  "poisson-input-body": body(section("n rate weight")),
  "spikes-body": body(section("at file period dt")),
  "synapses-body": body(method, connect, section(ofSynapses), namedSection(pathways), timing),
  "model-body": body(method, connect, section(ofNeurons), namedSection(`${events} ${pathways}`), timing),
  // What belongs in a block, alone, as texts show it.
  fragments: {
    patterns: [method, connect, section("threshold reset refractory init"), namedSection(`${events} ${pathways}`), timing, ...include("#derivative")],
  },

  equation: { patterns: [...include("#derivative"), match(re`${head}(${name})(?=[ \t]*(?:=(?!=)|:))`, "variable.other.definition")] },
  derivative: {
    name: "meta.derivative.eqs",
    ...match(re`${head}(d)([${letter}]+)[ \t]*(/)[ \t]*(dt)${end}`,
      "keyword.operator.derivative", "variable.other.definition", "keyword.operator.derivative", "keyword.operator.derivative"),
  },
  annotation: {
    name: "meta.annotation.eqs",
    begin: ":", beginCaptures: whole("punctuation.separator.annotation"),
    end: "(?=[;{}#])|$",
    patterns: [
      between("flags", re`\(`, re`\)|$`, "flags", [
        is(`${begin}(?:${flags})${end}`, "storage.modifier"), is(",", "punctuation.separator.comma"), ...include("#annotation-unit"),
      ]),
      ...include("#annotation-unit"),
    ],
  },
  "annotation-unit": {
    patterns: [
      is(`${begin}(?:boolean|integer)${end}`, "storage.type"),
      is(`${begin}${anyUnit}(?:²|³)?${end}`, "keyword.other.unit"),
      ...include("#number", "#operator", "#name"),
    ],
  },
  statements: between("statements", re`\{`, re`\}`, "block", include("#expression"), nextItem),
  slot: match(re`${begin}(at)[ \t]+(${slots})${end}`, "keyword.other", "support.constant.slot"),

  expression: {
    patterns: include("#comment", "#string", "#number", "#unit-after-number", "#word", "#member", "#function", "#constant", "#unit",
      "#quantity", "#call", "#name", "#brackets", "#operator", "#punctuation"),
  },
  string: {
    name: "string.quoted.double.eqs",
    begin: '"', beginCaptures: whole("punctuation.definition.string.begin"),
    end: '"|$', endCaptures: whole("punctuation.definition.string.end"),
  },
  number: is(re`(?<![${letter}])(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?`, "constant.numeric"),
  "unit-after-number": match(re`(?<=[\d.\])])[ \t]*(?!(?:${reservedWords})${end})(${anyUnit}(?:²|³)?)${end}(?![ \t]*\()`, "keyword.other.unit"),
  word: {
    patterns: [
      is(`${begin}(?:and|or|not)${end}`, "keyword.operator.logical"),
      is(`${begin}(?:if|else|for|in)${end}`, "keyword.control"),
      is(`${begin}(?:as|at|every|is|of|until|with)${end}`, "keyword.other"),
    ],
  },
  member: match(re`(?<=[${letter}\]])(\.)[ \t]*(${name})`, "punctuation.accessor", "variable.other.member"),
  function: {
    patterns: [
      is(re`${begin}(?:${functions})(?=[ \t]*\()`, "support.function"),
      is(re`${begin}(?:rand|randn|poisson|binomial)(?=[ \t]*\()`, "support.function.random"),
    ],
  },
  constant: {
    patterns: [
      is(`${begin}(?:True|true|False|false)${end}`, "constant.language.boolean"),
      is(`${begin}(?:${constants})${end}(?!²|³)`, "constant.language"),
    ],
  },
  unit: is(`${begin}${someUnit}(?:²|³)?${end}`, "keyword.other.unit"),
  quantity: is(`${begin}(?:${quantities})${end}`, "variable.language"),
  call: match(re`${begin}(${name})(?=\()`, "entity.name.function"),
  name: is(begin + name, "variable.other"),
  brackets: {
    patterns: [
      between("brackets", re`\[`, re`\]`, "brackets", [is(":", "punctuation.separator.slice"), ...include("#expression")], "(?=[{}])"),
      between("parens", re`\(`, re`\)`, "parens",
        [match(re`${begin}(size|p)[ \t]*(=)(?!=)`, "variable.parameter", "keyword.operator.assignment"), ...include("#expression")], "(?=[{}])"),
    ],
  },
  operator: {
    patterns: [
      is("->", "keyword.operator.arrow"),
      is("==|!=|<=|>=|<|>", "keyword.operator.comparison"),
      is(re`\+=|-=|\*=|/=|=`, "keyword.operator.assignment"),
      is(re`\*\*|//|[-+*/%·²³]`, "keyword.operator.arithmetic"),
    ],
  },
  punctuation: {
    patterns: [is(";", "punctuation.terminator"), is(",", "punctuation.separator.comma"), is(":", "punctuation.separator.label")],
  },
};

export const grammar = {
  information_for_contributors: ["Made by grammar.mjs, which is the file to change."],
  name: "eqs",
  scopeName: "source.eqs",
  fileTypes: ["eqs"],
  patterns: include("#comment", "#items", "#definitions", "#fragments", "#annotation", "#protocol-block", "#expression"),
  repository,
};

/** The text of the file. */
export const text = `${JSON.stringify(grammar, null, 1)}\n`;

if (process.argv[1] === import.meta.filename) {
  writeFileSync(new URL("eqs.tmLanguage.json", import.meta.url), text);
}
