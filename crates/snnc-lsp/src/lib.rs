//! snnc-lsp
