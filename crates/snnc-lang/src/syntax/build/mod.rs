//! From what pest read to the tree.

mod block;
mod chain;
mod connect;
mod expression;
mod head;
mod item;
mod monitor;
mod operators;
mod protocol;
mod section;
