# SPDX-License-Identifier: GPL-3.0-or-later
# What zsh makes of "catamaran vers" at the first press of Tab, in a terminal of its own:
#
#   zsh -f packaging/first_tab.zsh DIRECTORY      DIRECTORY: where _catamaran is; PATH has the program
zmodload zsh/zpty
zpty shell "zsh -f -i"
zpty -w shell "fpath=(${(q)1} \$fpath); autoload -Uz compinit; compinit -u -D; echo rea''dy"
wait_for() {
    seen=
    repeat 200 {
        zpty -r -t shell some && seen+=$some
        [[ $seen == *$1* ]] && return
        sleep 0.1
    }
    print -r -- "no '$1' in: ${(V)seen}"
    zpty -d shell
    exit 1
}
wait_for ready
zpty -w -n shell $'catamaran vers\t'
wait_for 'catamaran version'
zpty -d shell
