//! From what pest read to the tree.

mod block;
mod chain;
mod connect;
mod equation;
mod expression;
mod foreign;
mod head;
mod item;
mod layout;
mod lost;
mod monitor;
mod operators;
mod protocol;
mod section;
mod statements;

pub(super) use item::KEYWORDS;
