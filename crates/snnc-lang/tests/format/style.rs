//! What a formatted model looks like.

use crate::corpus::models_in;
use crate::formatted;

/// Formatting `written` gives `expected`.
#[track_caller]
fn becomes(written: &str, expected: &str) {
    let found = formatted(written);
    assert!(found == expected, "expected\n{expected}\nfound\n{found}");
    let again = formatted(&found);
    assert!(again == found, "formatted again\n{again}");
}

#[test]
fn the_models_of_the_project_are_formatted() {
    for model in models_in("models") {
        assert!(formatted(&model.text) == model.text, "{}: `snnc fmt models` was not run", model.name);
    }
}

#[test]
fn blanks_round_operators() {
    becomes("a=(gL * (EL-V)+w)/C\n", "a = (gL*(EL - V) + w)/C\n");
    becomes("a = -2 ** -1+ - 3*- b\n", "a = -2**-1 + -3*-b\n");
    becomes("a = 4*N//5 %2\n", "a = 4*N // 5 % 2\n");
    becomes("a = 7//2*3+1\n", "a = 7 // 2 * 3 + 1\n");
    becomes("a = 1if x<2and not(y>=3)else f (4 , 5)\n", "a = 1 if x < 2 and not (y >= 3) else f(4, 5)\n");
    becomes("a = 10ms\nb = [1,2]mV\n", "a = 10 ms\nb = [1, 2] mV\n");
    becomes("f( x,y )=x [ 0 ]\n", "f(x, y) = x[0]\n");
    becomes("cells [ : 10 ] . v+=1\n", "cells[:10].v += 1\n");
}

#[test]
fn blanks_that_group_factors_stay() {
    becomes("a = 8 pA * sqrt(second)\n", "a = 8 pA * sqrt(second)\n");
    becomes("a = 10 nS / (N * p)\n", "a = 10 nS / (N*p)\n");
    becomes("a = 1 uF/cm2 * area\n", "a = 1 uF/cm2 * area\n");
    becomes("a = b * c / d\n", "a = b*c/d\n");
    becomes("a = 2 mV * b + c\n", "a = 2 mV*b + c\n");
    // Which would seem to divide by a product.
    becomes("a = 2 mV / b*c\n", "a = 2 mV/b*c\n");
}

#[test]
fn equations_and_sections_are_aligned() {
    let written = "neurons g[2]{
  dv/dt=(a-v)/tau:volt (unless refractory)
  dge/dt=-ge/tau_e:1(shared)
  w:1
  threshold:v>1
  refractory:2 ms
  every 1 ms:w+=1
  reset:v=0;w+=1
  init:{
  w=0
  }
}
";
    let expected = "neurons g[2] {
    dv/dt  = (a - v)/tau : volt (unless refractory)
    dge/dt = -ge/tau_e   : 1    (shared)
    w : 1
    threshold:  v > 1
    refractory: 2 ms
    every 1 ms: w += 1
    reset:      v = 0; w += 1
    init: {
        w = 0
    }
}
";
    becomes(written, expected);
}

#[test]
fn sections_of_one_length_stand_below_each_other_by_chance() {
    let written = "neurons g[2] {\n    on_event  late  :  v = 1\n    every  0.5  ms  :  v = 2\n}\n";
    becomes(written, "neurons g[2] {\n    on_event late: v = 1\n    every 0.5 ms: v = 2\n}\n");
}

#[test]
fn long_equations_stand_apart() {
    let long = format!("    dv/dt = ({})/tau : 1\n", ["a_long_name"; 8].join(" + "));
    let rest = "    dw/dt = -w/tau : 1\n    dx/dt = -x/(2*tau) : 1\n";
    let expected = "    dw/dt = -w/tau     : 1\n    dx/dt = -x/(2*tau) : 1\n";
    becomes(&format!("neurons g[2] {{\n{long}{rest}}}\n"), &format!("neurons g[2] {{\n{long}{expected}}}\n"));
}

#[test]
fn groups_that_the_author_aligned_stay() {
    let authored = "noise  = 8 pA\np_conn = 0.05\nwe = 10 nS\nwi = 4*we\n";
    becomes(authored, authored);
    // Of which one has become longer.
    becomes(
        "tau_membrane = 1 ms\nC   = 3 pF\ngL  = 4 nS\n",
        "tau_membrane = 1 ms\nC            = 3 pF\ngL           = 4 nS\n",
    );
    let table = "C  = 104 pF;  gL = 4.3 nS;  EL = -65 mV\nVs = 40 mV;   Vr = -53 mV\na  = -0.8 nS; b  = 65 pA;   tau_w = 88 ms\n";
    becomes(table, table);
    becomes("ab=1;c=2\nd=33;ef=4\n", "ab = 1;   c  = 2\nd  = 33;  ef = 4\n");
    becomes("a=1;c=2;e=3\nb=1;d=2\n", "a = 1;  c = 2;  e = 3\nb = 1;  d = 2\n");
    let sections = "neurons g[1] {
    threshold: v > 1
    every 1 ms at after_end:    v = 1
    every 1 ms at after_groups: v = 2
}
";
    becomes(&sections.replace("threshold:", "threshold: "), sections);
}

#[test]
fn comments_stay_where_they_belong() {
    let written = "a = 1 # one
      # more of it
bcd = 22   # two
   # of its own
neurons g[2] { # of the block
# inside
  v : 1
      # at its end
}
";
    let expected = "a = 1     # one
          # more of it
bcd = 22  # two
# of its own
neurons g[2] {  # of the block
    # inside
    v : 1
    # at its end
}
";
    becomes(written, expected);
    becomes("\n\n# alone\n\n\n# in a file\n", "# alone\n\n# in a file\n");
    let far =
        "a = 1                    # in its author's column\n\nb = 22                   # as the other\n";
    becomes(far, far);
}

#[test]
fn lines_stay_broken_where_they_were() {
    let written = "a = f(1,
2)

b = (
1 + 2
)

dcf = 1 +
2
  + 3
model M(
a = 1,
b = 2
) {
reset: v = 0
     w = 1
}
";
    let expected = "a = f(1,
      2)

b = (
    1 + 2
)

dcf = 1 +
      2
      + 3
model M(
    a = 1,
    b = 2
) {
    reset: v = 0
           w = 1
}
";
    becomes(written, expected);
}

#[test]
fn arrays_in_lines_are_tables() {
    becomes("a = [[1, 2, 3],\n[10,20,30]]\n", "a = [[1,  2,  3],\n     [10, 20, 30]]\n");
    let right = "a = [[ 1,  2],\n     [10, 20]]\n";
    becomes(right, right);
    let headed = "#    one    two\na = [1,     2]\n";
    becomes(headed, headed);
    becomes("a = [1,     2]\n", "a = [1, 2]\n");
}

#[test]
fn what_cannot_be_read_stays_as_it_is() {
    becomes("a=0,5\nb=1\n", "a=0,5\nb = 1\n");
    let written = "a=1\nb  =  = 2   # no\nneurons g[2] {\nv:1\n  w   = ( 3\n  x:1\n}\n";
    let expected = "a = 1\nb  =  = 2   # no\nneurons g[2] {\n    v : 1\n  w   = ( 3\n    x : 1\n}\n";
    becomes(written, expected);
}
