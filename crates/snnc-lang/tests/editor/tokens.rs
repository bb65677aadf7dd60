//! Semantic tokens.

use crate::shown::{ROOT, of, slice};
use snnc_lang::editor::{Modifiers, tokens};

/// The tokens of a text, each as `word:kind` with its modifiers.
fn shown(text: &str) -> String {
    let analysis = of(text);
    let shown = tokens(&analysis, ROOT).into_iter().map(|token| {
        let mut shown = format!("{}:{}", slice(&analysis, token.span), token.kind.name());
        for (bit, name) in Modifiers::NAMES.iter().enumerate() {
            if token.modifiers.bits() >> bit & 1 == 1 {
                shown.extend(["+", name]);
            }
        }
        shown
    });
    shown.collect::<Vec<_>>().join("\n")
}

#[test]
fn each_word_is_what_it_means() {
    let text = "\
tau = 20 ms : second   # slow
f(x) = x*pi*mV
neurons g[2] {
    dv/dt = f(v)/tau + xi : volt (unless refractory)
    threshold: v > 1 mV
    reset: s = 2*v; v = s
    event up: v > 0
    method: euler
}
synapses ss: g -> g { connect: i != j; on_pre a: v_post += 1 mV; delay a: 1 ms }
monitor up of g at end
run 1 s
g.v = 2 mV
";
    let expected = "\
tau:variable+declaration+readonly
=:operator
20:number
ms:unit+defaultLibrary
second:unit+defaultLibrary
# slow:comment
f:function+declaration
x:parameter+declaration
=:operator
x:parameter
*:operator
pi:variable+readonly+defaultLibrary
*:operator
mV:unit+defaultLibrary
neurons:keyword
g:namespace+declaration
2:number
dv:property+declaration
/:operator
dt:variable+defaultLibrary
=:operator
f:function
v:property
/:operator
tau:variable+readonly
+:operator
xi:variable+defaultLibrary
volt:unit+defaultLibrary
unless refractory:keyword
threshold:keyword
v:property
>:operator
1:number
mV:unit+defaultLibrary
reset:keyword
s:variable+declaration
=:operator
2:number
*:operator
v:property
v:property+modification
=:operator
s:variable
event:keyword
up:event+declaration
v:property
>:operator
0:number
method:keyword
euler:enumMember+defaultLibrary
synapses:keyword
ss:namespace+declaration
g:namespace
->:operator
g:namespace
connect:keyword
i:variable+defaultLibrary
!=:operator
j:variable+defaultLibrary
on_pre:keyword
a:label+declaration
v_post:property+modification
+=:operator
1:number
mV:unit+defaultLibrary
delay:keyword
a:label
1:number
ms:unit+defaultLibrary
monitor:keyword
up:event
of:keyword
g:namespace
at:keyword
end:enumMember+defaultLibrary
run:keyword
1:number
s:unit+defaultLibrary
g:namespace
v:property+modification
=:operator
2:number
mV:unit+defaultLibrary";
    let shown = shown(text);
    for (at, (shown, expected)) in shown.lines().zip(expected.lines()).enumerate() {
        assert_eq!(shown, expected, "token {at}");
    }
    assert_eq!(shown, expected);
}

#[test]
fn a_broken_statement_has_tokens_too() {
    let shown = shown("neurons g[1] {\n    dv/dt = (exp(v - 2 mV : 1\n}\n");
    assert!(shown.contains("exp:function+defaultLibrary"), "{shown}");
    assert!(shown.contains("mV:unit+defaultLibrary"), "{shown}");
}
