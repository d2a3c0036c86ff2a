#compdef streamshield
# The program itself knows its commands and options.
local -a words_found
words_found=("${(@f)$(streamshield "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
(( $#words_found )) && compadd -- $words_found || _files
