-- What the plugin does, as functions.
local M = {}

local function path()
    return vim.g.snnc_path or 'snnc'
end

-- The folder of the repository that a file is in, else its own.
local function root(file)
    local folder = vim.fn.fnamemodify(file, ':p:h')
    local git = vim.fn.finddir('.git', vim.fn.fnameescape(folder) .. ';')
    return git ~= '' and vim.fn.fnamemodify(git, ':p:h:h') or folder
end

-- The servers that Neovim 0.7 started, by the folder.
local started = {}

--- Starts a server for a buffer, or takes the one that its folder has. Before Neovim 0.11.
function M.start(buffer)
    if vim.fn.executable(path()) == 0 then
        vim.notify_once(('snnc: there is no program `%s`; set vim.g.snnc_path'):format(path()), vim.log.levels.WARN)
        return nil
    end
    local folder = root(vim.api.nvim_buf_get_name(buffer))
    local config = {
        name = 'snnc',
        cmd = { path(), 'lsp' },
        root_dir = folder,
        init_options = { showsPages = true },
    }
    if vim.lsp.start then
        return vim.lsp.start(config, { bufnr = buffer })
    end
    local known = started[folder]
    if not known or vim.lsp.client_is_stopped(known) then
        started[folder] = vim.lsp.start_client(config)
    end
    vim.lsp.buf_attach_client(buffer, started[folder])
    return started[folder]
end

-- The code of the first thing that is found in the line of the cursor.
local function code_here()
    local found = vim.diagnostic.get(0, { lnum = vim.api.nvim_win_get_cursor(0)[1] - 1 })
    for _, diagnostic in ipairs(found) do
        local lsp = (diagnostic.user_data or {}).lsp or {}
        local code = diagnostic.code or lsp.code
        if diagnostic.source == 'snnc' and code then
            return code
        end
    end
end

--- Shows the page of a code in a window of its own.
function M.explain(code)
    code = code or code_here()
    if not code then
        vim.notify('snnc: nothing is found in this line; :SnncExplain units::mismatch explains a code')
        return
    end
    local params = { command = 'snnc.explain', arguments = { code } }
    vim.lsp.buf_request(0, 'workspace/executeCommand', params, function(failure, page)
        if failure or type(page) ~= 'string' then
            vim.notify(failure and failure.message or ('snnc: there is no code ' .. code), vim.log.levels.WARN)
            return
        end
        vim.cmd('botright new')
        vim.api.nvim_buf_set_lines(0, 0, -1, false, vim.split(page, '\n'))
        vim.bo.buftype, vim.bo.bufhidden, vim.bo.swapfile, vim.bo.modifiable = 'nofile', 'wipe', false, false
        vim.bo.filetype = 'markdown'
        vim.api.nvim_buf_set_name(0, 'snnc explain ' .. code)
    end)
end

--- Runs the model of the buffer in a terminal.
function M.run(arguments)
    local file = vim.api.nvim_buf_get_name(0)
    vim.cmd('silent update')
    vim.cmd('botright new')
    local command = vim.list_extend({ path(), 'run' }, arguments or {})
    vim.fn.termopen(vim.list_extend(command, { file }))
end

return M
