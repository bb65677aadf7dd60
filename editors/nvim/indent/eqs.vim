" Indents what is in { }, and what goes on in ( ) and [ ].
if exists('b:did_indent')
    finish
endif
let b:did_indent = 1

setlocal nosmartindent autoindent
setlocal indentexpr=EqsIndent(v:lnum)
setlocal indentkeys=0{,0},0],0),!^F,o,O
let b:undo_indent = 'setlocal smartindent< autoindent< indentexpr< indentkeys<'

if exists('*EqsIndent')
    finish
endif

" How many brackets a line opens and does not close.
function! s:opened(line) abort
    let l:code = substitute(a:line, '"[^"]*"\|#.*', '', 'g')
    return strlen(substitute(l:code, '[^{[(]', '', 'g')) - strlen(substitute(l:code, '[^]})]', '', 'g'))
endfunction

function! EqsIndent(number) abort
    let l:above = prevnonblank(a:number - 1)
    if l:above == 0
        return 0
    endif
    let l:deeper = s:opened(getline(l:above))
    " A bracket that begins the line above has been counted there.
    if getline(l:above) =~# '^\s*[]})]'
        let l:deeper += 1
    endif
    let l:closes = getline(a:number) =~# '^\s*[]})]' ? 1 : 0
    return indent(l:above) + shiftwidth()*(max([-1, min([1, l:deeper])]) - l:closes)
endfunction
