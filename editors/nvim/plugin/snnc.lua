-- Starts the server for models, and defines :SnncExplain and :SnncRun.
if vim.g.loaded_snnc then
    return
end
vim.g.loaded_snnc = true

local snnc = require('snnc')

if vim.lsp.enable then
    vim.lsp.enable('snnc')
else
    vim.api.nvim_create_autocmd('FileType', {
        pattern = 'eqs',
        callback = function(event)
            snnc.start(event.buf)
        end,
    })
end

-- What the server offers beside quick fixes: the page of a code.
vim.lsp.commands['snnc.explain'] = function(command)
    snnc.explain(command.arguments[1])
end

vim.api.nvim_create_user_command('SnncExplain', function(given)
    snnc.explain(given.args ~= '' and given.args or nil)
end, { nargs = '?', desc = 'Explain a code, or what is found in this line' })

vim.api.nvim_create_user_command('SnncRun', function(given)
    snnc.run(given.fargs)
end, { nargs = '*', complete = 'file', desc = 'Run this model in a terminal' })

-- What the server calls names that no editor knows by itself.
if vim.lsp.semantic_tokens then
    vim.api.nvim_set_hl(0, '@lsp.type.unit.eqs', { link = 'Type', default = true })
    vim.api.nvim_set_hl(0, '@lsp.type.label.eqs', { link = 'Identifier', default = true })
end
