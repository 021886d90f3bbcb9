# SPDX-License-Identifier: GPL-2.0-or-later
# bash completion for porchlightctl. What there is to complete, the program says itself.

_porchlightctl() {
  local current=${COMP_WORDS[COMP_CWORD]} typed="" words arguments word
  local -A offers=()

  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    typed+="$word "
  done
  while IFS=$'\t' read -r words arguments; do
    if [[ "$words " == "$typed"* && "$words " != "$typed" ]]; then
      # The next word of a command that is not whole yet.
      word=${words:${#typed}}
      offers[${word%% *}]=1
    elif [[ "$typed" == "$words "* ]]; then
      for word in $arguments --help; do
        word=${word#[}
        word=${word%%]*}
        [[ $word == --* ]] && offers[$word]=1
      done
    fi
  done < <("${COMP_WORDS[0]}" --commands 2>/dev/null)
  mapfile -t COMPREPLY < <(compgen -W "${!offers[*]}" -- "$current")
}
complete -o bashdefault -o default -F _porchlightctl porchlightctl
