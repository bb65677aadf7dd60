-- Plays a user of Neovim who mends a model, and writes down what is seen as JSON. `cargo test` starts it (in
-- crates/snnc-cli/tests/neovim.rs) in the folder of the model, as
--     nvim --headless --clean --cmd 'set rtp^=…/editors/nvim' --cmd "let g:snnc_path = '…'" -S session.lua
local report = {}

-- Waits until something is there, and returns it.
local function await(what, found)
    local value
    local function there()
        value = found()
        return value
    end
    if not vim.wait(20000, there, 20) then
        error(what .. ' never came')
    end
    return value
end

local function text()
    return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
end

-- Puts the cursor on the beginning of the nth occurrence of a text.
local function go_to(wanted, nth)
    vim.api.nvim_win_set_cursor(0, { 1, 0 })
    for n = 1, nth or 1 do
        local found = vim.fn.search('\\V' .. vim.fn.escape(wanted, '\\'), n == 1 and 'cW' or 'W')
        assert(found > 0, 'no ' .. wanted)
    end
end

local function open(file)
    vim.cmd('edit! ' .. file)
    return vim.api.nvim_get_current_buf()
end

-- What is shown of the model, as soon as there is as much as that.
local function diagnostics(number)
    local found = await(number .. ' diagnostics', function()
        local found = vim.diagnostic.get(0)
        return #found == number and found
    end)
    return vim.tbl_map(function(diagnostic)
        local lsp = diagnostic.user_data.lsp
        return {
            line = diagnostic.lnum + 1,
            column = diagnostic.col + 1,
            code = diagnostic.code or lsp.code,
            message = diagnostic.message,
            related = vim.tbl_map(function(it)
                return { line = it.location.range.start.line + 1, message = it.message }
            end, lsp.relatedInformation or {}),
        }
    end, found)
end

local steps = {}

function steps.opens()
    open('wrong.eqs')
    report.filetype, report.comments = vim.bo.filetype, vim.bo.commentstring
    report.wrong = diagnostics(1)
end

function steps.colours()
    local function group(wanted, nth)
        go_to(wanted, nth)
        return vim.fn.synIDattr(vim.fn.synID(vim.fn.line('.'), vim.fn.col('.'), 1), 'name')
    end
    report.colours = {
        comment = group('# Ten'),
        item = group('neurons cells'),
        group = group('cells['),
        number = group('104'),
        unit = group('pF'),
        word_in_comment = group('threshold'),
        section = group('threshold:'),
        flag = group('unless refractory'),
        ['function'] = group('exp('),
    }
end

-- The lamp: what it offers, and what becomes of the first.
function steps.mends()
    go_to('w)/C')
    vim.ui.select = function(items, options, choose)
        report.offered = vim.tbl_map(options.format_item, items)
        choose(items[1], 1)
    end
    vim.lsp.buf.code_action()
    report.mended_diagnostics = #await('a clean model', function()
        local found = vim.diagnostic.get(0)
        return #found == 0 and { found }
    end)[1]
    report.mended = text()
end

function steps.hovers()
    go_to('tau_w', 2)
    vim.lsp.buf.hover()
    report.hover = await('a hover', function()
        for _, window in ipairs(vim.api.nvim_list_wins()) do
            if vim.api.nvim_win_get_config(window).relative ~= '' then
                local lines = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false)
                vim.api.nvim_win_close(window, true)
                return table.concat(lines, '\n')
            end
        end
    end)
end

function steps.finds_definitions()
    go_to('tau_w', 2)
    vim.lsp.buf.definition()
    report.definition = await('a definition', function()
        local line = vim.fn.line('.')
        return line < 6 and line
    end)
end

function steps.completes()
    go_to('reset:')
    vim.cmd('normal! f;')
    vim.api.nvim_put({ '; w += ta' }, 'c', false, true)
    local position = vim.lsp.util.make_position_params(0, 'utf-16')
    local answers = assert(vim.lsp.buf_request_sync(0, 'textDocument/completion', position, 20000))
    local _, answer = next(answers)
    local items = answer.result.items or answer.result
    report.completions = vim.tbl_map(function(item)
        return item.label
    end, items)
    vim.cmd('undo')
end

function steps.renames()
    go_to('tau_w')
    vim.lsp.buf.rename('tau_adaptation')
    report.renamed = await('the new name', function()
        local now = text()
        return not now:find('tau_w', 1, true) and now
    end)
end

function steps.formats()
    if vim.lsp.buf.format then
        vim.lsp.buf.format({ timeout_ms = 20000 })
    else
        vim.lsp.buf.formatting_sync(nil, 20000)
    end
    report.formatted = text()
end

function steps.explains()
    vim.cmd('SnncExplain units::mismatch')
    report.page = await('a page', function()
        return vim.bo.filetype == 'markdown' and text()
    end)
    vim.cmd('close')
end

function steps.makes()
    open('wrong.eqs')
    vim.cmd('silent make')
    report.listed = vim.tbl_map(function(entry)
        return { line = entry.lnum, column = entry.col, kind = entry.type, text = entry.text, valid = entry.valid }
    end, vim.fn.getqflist())
end

local order = vim.split(vim.env.SNNC_STEPS or '', ',')
for _, step in ipairs(order) do
    local fine, trouble = pcall(steps[step])
    if not fine then
        report.trouble = step .. ': ' .. tostring(trouble)
        break
    end
end
vim.fn.writefile({ vim.fn.json_encode(report) }, 'report.json')
vim.cmd('qall!')
