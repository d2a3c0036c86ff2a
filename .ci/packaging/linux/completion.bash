# The program itself knows its commands and options.
_streamshield() {
  local IFS=$'\n'
  COMPREPLY=($(compgen -W "$(streamshield "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _streamshield streamshield
