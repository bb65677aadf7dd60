autocmd BufRead,BufNewFile *.eqs setfiletype eqs
