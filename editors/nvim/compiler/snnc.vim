" `:make` checks the model; the findings are in the quickfix list.
if exists('current_compiler')
    finish
endif
let current_compiler = 'snnc'

let s:path = get(g:, 'snnc_path', 'snnc')
execute 'CompilerSet makeprg=' . escape(s:path . ' check --format short %:S', ' \|"')
CompilerSet errorformat=%f:%l:%c:\ %trror[%[%^]]%#]:\ %m,%f:%l:%c:\ %tarning[%[%^]]%#]:\ %m,%f:%l:%c:\ %tnfo[%[%^]]%#]:\ %m,%-G%.%#
