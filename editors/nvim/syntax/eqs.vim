" Models of snnc. Where the server tells what names are (semantic tokens), its colours come before these.
if exists('b:current_syntax')
    finish
endif
let s:cpo = &cpo
set cpo&vim

syntax case match
syntax iskeyword @,48-57,_,181,192-255
syntax sync minlines=100

syntax match eqsOperator "\v\*\*|//|[-+*/%<>]\=?|[!=]\=|\=|[·²³]|->"
syntax match eqsDelimiter "[][(){},;:.]"
syntax match eqsCall "\v<\K\k*\ze\("

" Words of expressions.
syntax keyword eqsConditional if else for in
syntax keyword eqsLogical and or not
syntax match eqsWord "\v<%(as|at|every|is|of|until|with)>"
syntax keyword eqsConstant pi e inf elementary_charge avogadro_constant boltzmann_constant faraday_constant gas_constant zero_celsius
syntax keyword eqsBoolean True true False false
syntax keyword eqsQuantity t dt t_in_timesteps i j N index lastupdate lastspike not_refractory xi
syntax keyword eqsQuantity N_pre N_post N_incoming N_outgoing lastspike_pre lastspike_post not_refractory_pre not_refractory_post
syntax match eqsQuantity "\v<xi_\k+"
syntax match eqsFunction "\v<%(exp|expm1|exprel|log|log10|log1p|sqrt|sin|cos|tan|arcsin|arccos|arctan|sinh|cosh|tanh|abs|sign|floor|ceil|round|clip|min|max|where|int|timestep|sum|linspace|range|sample|load|mean_incoming|sum_incoming|mean_outgoing|sum_outgoing|rand|randn|poisson|binomial|any|all|mean|count)\ze\s*\("

" Units: some wherever they stand, all after a number and after the colon of an equation.
let s:prefix = 'quetta|ronna|yotta|zetta|exa|peta|tera|giga|mega|kilo|hecto|deca|deci|centi|milli|micro|nano|pico|femto|atto|zepto|yocto|ronto|quecto|da|[QRYZEPTGMkhdcmuµμnpfazyrq]'
let s:full = 'volt|ampere|amp|siemens|farad|ohm|second|met%(er|re)|gram|mole|mol|kelvin|hertz|coulomb|joule|newton|pascal|watt|weber|tesla|henry|radian|molar|lit%(er|re)'
let s:rare = 'steradian|candela|lux|becquerel|katal|lumen|gray|sievert'
let s:symbol = 'V|A|S|F|Ω|s|m|g|K|Hz|C|J|N|Pa|W|Wb|T|H|rad|L|l|sr|cd|lx|Bq|kat|lm|Gy|Sv'
let s:any = '%(%(' . s:prefix . ')?%(' . s:full . '|' . s:rare . '|' . s:symbol . ')|%(' . s:prefix . ')M)[23]?>'
let s:some = '<%(%(' . s:prefix . ')?%(' . s:full . ')|[kmuµμn]V|[muµμnp]A|[muµμnp]F|[muµμnp]S|[muµμn]s|[kM]?Hz|[kMG]Ω|[kcmuµμn]m|[muµμnp]M)[23]?>'
execute 'syntax match eqsUnit "\v' . s:some . '"'
execute 'syntax match eqsUnitOfNumber contained "\v%(%(as|at|and|else|every|for|if|in|is|not|of|or|until|with)>)@!' . s:any . '\ze%(\s*\()@!"'
execute 'syntax match eqsUnitOfVariable contained "\v<' . s:any . '"'
syntax match eqsNumber "\v<\d+%(\.\d*)?%([eE][+-]?\d+)?" nextgroup=eqsUnitOfNumber skipwhite
syntax match eqsNumber "\v%(\k|\.)@<!\.\d+%([eE][+-]?\d+)?" nextgroup=eqsUnitOfNumber skipwhite

" After the colon of an equation, which the colons of sections and labels are not: those are matched with their names.
syntax match eqsAnnotation +\v:\s*[^;{}#\[\]:=<>"]{1,}\ze%([;}#]|$)+ contains=eqsDelimiter,eqsNumber,eqsUnitOfVariable,eqsType,eqsFlag,eqsOperator
syntax keyword eqsType boolean integer contained
syntax match eqsFlag "\v<%(unless refractory|constant over dt|constant|shared|linked|event-driven|clock-driven|summed)>" contained

" Equations, constants, functions: the name at the head of a line, of a statement.
syntax match eqsDerivative "\v%(^|[;{}])@<=\s*d\k+\s*/\s*dt>" contains=eqsDifferential,eqsDefined
syntax match eqsDifferential "\v<d\ze\k|/\s*dt>" contained
syntax match eqsDefined "\v%(<d)@<=\k+" contained
syntax match eqsDefinition "\v%(^|[;{}])@<=\s*\zs\K\k*\ze\s*\=\=@!"
syntax match eqsDefinition "\v%(^|[;{}])@<=\s*\zs\K\k*\ze\s*:"
syntax match eqsFunctionDefinition "\v%(^|[;{}])@<=\s*\zs\K\k*\ze\s*\([^()=]*\)\s*\=\=@!"

" Sections, with their colons. Those whose names may be variables elsewhere are known by the colon that follows at once.
syntax match eqsSection "\v%(^|[;{}])@<=\s*\zs%(threshold|reset|refractory|tolerance|init|connect)\s*:" contains=eqsDelimiter
syntax match eqsSection "\v%(^|[;{}])@<=\s*\zs%(on_pre|on_post|delay|order|event|on_event)%(\s+\k+)?%(\s*\([^)]*\))?\s*:" contains=eqsDelimiter,eqsOperator,eqsLabel
syntax match eqsSection "\v%(^|[;{}])@<=\s*\zs%(rate|n|weight|file|period|dt|at):" contains=eqsDelimiter
syntax match eqsSection "\v%(^|[;{}])@<=\s*\zs%(every|at)[^:;{}]*:" contains=eqsDelimiter,eqsOperator,eqsNumber,eqsUnit,eqsWhen,eqsQuantity
syntax match eqsSection "\v%(^|[;{}])@<=\s*\zsmethod\s*:%(\s*\k+)?" contains=eqsDelimiter,eqsMethod
syntax match eqsLabel "\v%(\k\s+|\=\s*)@<=\k+" contained
syntax match eqsWhen "\v<at\s+\k+" contained contains=eqsWord,eqsSlot
syntax match eqsSlot "\v<%(before_|after_)?%(start|groups|thresholds|synapses|resets|end)>" contained
syntax match eqsMethod "\v<%(exact|exponential_euler|euler|rk2|rk4|heun|milstein|rkf45)>" contained
syntax match eqsRule "\v%([:,]\s*)@<=%(all|unique|skip_if_invalid)>\ze\s*%([,;}#]|$)"
syntax match eqsRule +\v%([:,]\s*)@<=%(pairs|file)>\ze\s*[["]+

" Items.
syntax match eqsItem "\v%(^|[;{}])@<=\s*\zs%(neurons|poisson|poisson_input|spikes|group|synapses|model|timed)\ze\s+\k" nextgroup=eqsGroup skipwhite
syntax match eqsItem "\v%(^|[;{}])@<=\s*\zsmonitor\ze\s+\k" nextgroup=eqsRecorded,eqsGroupLabel skipwhite
syntax match eqsGroup "\v<\K\k*%(\s*:)?" contained contains=eqsDelimiter
syntax match eqsGroupLabel "\v<\K\k*\s*:" contained contains=eqsDelimiter nextgroup=eqsRecorded skipwhite
syntax match eqsRecorded "\v<%(spikes|count|rate)\ze\s+of>" contained
syntax match eqsProtocol +\v%(^|[;{}])@<=\s*\zs%(run|store|restore|repeat|set|for|save)\ze%(\s{1,}[[:alnum:]_.("[]|\s*")+
syntax match eqsWord +\v%("\s*)@<=%(exact|except)>+
syntax match eqsMethod "\v%(^|[;{}])@<=\s*set\s+\k+\.method\s*\=\s*\zs\k+"
syntax match eqsImport +\v%(^|[;{}])@<=\s*\zsimport\ze\s*"+

syntax region eqsString start=+"+ end=+"+ end=+$+ oneline
syntax keyword eqsTodo TODO FIXME XXX NOTE contained
syntax match eqsComment "#.*$" contains=eqsTodo,@Spell

highlight default link eqsOperator Operator
highlight default link eqsDelimiter Delimiter
highlight default link eqsCall Function
highlight default link eqsConditional Conditional
highlight default link eqsLogical Operator
highlight default link eqsWord Keyword
highlight default link eqsConstant Constant
highlight default link eqsBoolean Boolean
highlight default link eqsQuantity Special
highlight default link eqsFunction Function
highlight default link eqsUnit Type
highlight default link eqsUnitOfNumber Type
highlight default link eqsUnitOfVariable Type
highlight default link eqsNumber Number
highlight default link eqsType Type
highlight default link eqsFlag StorageClass
highlight default link eqsDifferential Operator
highlight default link eqsDefined Identifier
highlight default link eqsDefinition Identifier
highlight default link eqsFunctionDefinition Function
highlight default link eqsSection Label
highlight default link eqsMethod Constant
highlight default link eqsRule Constant
highlight default link eqsLabel Identifier
highlight default link eqsSlot Constant
highlight default link eqsItem Statement
highlight default link eqsGroup Structure
highlight default link eqsGroupLabel Structure
highlight default link eqsRecorded Type
highlight default link eqsProtocol Statement
highlight default link eqsImport Include
highlight default link eqsString String
highlight default link eqsTodo Todo
highlight default link eqsComment Comment

let b:current_syntax = 'eqs'
let &cpo = s:cpo
unlet s:cpo s:prefix s:full s:rare s:symbol s:any s:some
