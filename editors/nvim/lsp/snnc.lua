-- The server, for `vim.lsp.enable('snnc')` of Neovim 0.11 and later.
return {
    cmd = { vim.g.snnc_path or 'snnc', 'lsp' },
    filetypes = { 'eqs' },
    root_markers = { '.git' },
    -- The pages of `snnc.explain` are shown by the plugin.
    init_options = { showsPages = true },
}
