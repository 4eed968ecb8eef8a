#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Looks at packages that packaging/package.sh made, with the tools that are here, and says of each that is not:
#
#   packaging/check.sh [PACKAGES]     default: build/packages
#
# The debs are unpacked, not installed (tests/bare/package.sh installs them); the rpms are installed, upgraded and erased in a
# root of their own without their dependencies and without Fedora's scripts (rpm --root --nodeps).
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
packages=$(cd "${1:-$root/build/packages}" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/catamaran-check-XXXXXX")
trap 'rm -rf "$work"' EXIT
status=0
passed() { printf 'ok    %s\n' "$*"; }
failed() { printf 'WRONG %s\n' "$*"; status=1; }
skipped() { printf 'skip  %s\n' "$*"; }
# try NAME COMMAND...: passes where the command does and says nothing.
try() {
    local name=$1
    shift
    if "$@" >"$work/said" 2>&1; then passed "$name"; else failed "$name"; head -20 "$work/said" | sed 's/^/      /'; fi
}
have() { command -v "$1" >/dev/null || { skipped "$2: no $1 here"; return 1; }; }

have lintian "lintian" && try "lintian, errors and warnings" lintian --fail-on error,warning "$packages"/*.deb
if compgen -G "$packages/*.rpm" >/dev/null; then
    have rpmlint "rpmlint" && try "rpmlint" rpmlint -c "$root/packaging/rpm/rpmlint.toml" "$packages"/*.rpm
fi

cli=$(ls "$packages"/catamaran_*.deb)
vm=$(ls "$packages"/catamaran-vm_*.deb)
desktop=$(ls "$packages"/catamaran-desktop_*.deb)
dpkg-deb -x "$cli" "$work/cli"
dpkg-deb -x "$vm" "$work/vm"
dpkg-deb -x "$desktop" "$work/desktop"
needs=$(dpkg-deb -f "$cli" Depends)
if grep -Eiq 'qt6|libvirt|libx11|libgl|libwayland' <<<"$needs"; then
    failed "the command line's package needs $needs"
else
    passed "the command line's package needs neither Qt nor libvirt nor X ($(tr ',' '\n' <<<"$needs" | wc -l) packages)"
fi
for file in "$work"/cli/usr/bin/* "$work"/cli/usr/libexec/catamaran/*; do
    ! readelf -d "$file" 2>/dev/null | grep -Eq 'NEEDED.*(Qt6|libvirt)' || failed "${file##*/} loads Qt or libvirt"
done
[ -z "$(find "$work/cli" -name '*qt*' -o -name '*.desktop')" ] || failed "window files in the command line's package"

share=$work/desktop/usr/share
have desktop-file-validate "desktop file" &&
    try "desktop file" sh -c 'said=$(desktop-file-validate "$1"); printf "%s\n" "$said"; [ -z "$said" ]' _ "$share/applications/org.catamaran.Catamaran.desktop"
program=$(sed -n 's/^TryExec=//p' "$share/applications/org.catamaran.Catamaran.desktop")
try "TryExec names a program of the package" test -x "$work/desktop/usr/bin/$program"
have appstreamcli "AppStream" && try "AppStream metadata" appstreamcli validate --no-net "$share/metainfo/org.catamaran.Catamaran.metainfo.xml"
try "icon is XML" sh -c 'head -c 400 "$1" | grep -q "<svg"' _ "$share/icons/hicolor/scalable/apps/org.catamaran.Catamaran.svg"

pages=("$work"/cli/usr/share/man/man1/*.1.gz "$share"/man/man1/*.1.gz)
if have groff "man pages"; then
    for page in "${pages[@]}"; do
        gzip -dc "$page" | groff -man -Tutf8 -ww -z 2>>"$work/groff" || failed "${page##*/}"
    done
    if [ -s "$work/groff" ]; then failed "man pages: $(sort -u "$work/groff" | head -5)"; else passed "${#pages[@]} man pages without a warning of groff"; fi
fi
# The same as a reader sees them: man's own preprocessors and macros.
if have man "man pages, by man"; then
    for page in "${pages[@]}"; do MANROFFSEQ='' MANWIDTH=80 man --warnings -E UTF-8 -Tutf8 -l "$page" 2>>"$work/man" >/dev/null || failed "${page##*/}"; done
    if [ -s "$work/man" ]; then failed "man --warnings: $(sort -u "$work/man" | head -5)"; else passed "${#pages[@]} man pages without a warning of man"; fi
fi
for verb in run build compose-up vm-run compare image-lint volume-export; do
    [ -s "$work/cli/usr/share/man/man1/catamaran-$verb.1.gz" ] || failed "no man page of $verb"
done

# Each is loaded as its shell loads it, and asked for the verb that "vers" begins.
words=$work/cli/usr/share
asked() { env -i PATH="$work/cli/usr/bin:$PATH" HOME="$work" TERM=dumb timeout 30 "$@"; }
# shellcheck disable=SC2016
try "completion for bash" asked bash --norc --noprofile -euc '. "$1"; complete -p catamaran
    COMP_WORDS=(catamaran vers) COMP_CWORD=1; _catamaran 2>/dev/null || true
    [ "${COMPREPLY[0]}" = version ]' _ "$words/bash-completion/completions/catamaran"
have zsh "completion for zsh" && try "completion for zsh, at the first Tab" asked zsh -f "$root/packaging/first_tab.zsh" "$words/zsh/vendor-completions"
# shellcheck disable=SC2016
have fish "completion for fish" && try "completion for fish" asked fish --no-config -c \
    'source $argv[1]; and complete -C "catamaran vers" | string match -q version' "$words/fish/vendor_completions.d/catamaran.fish"

# The rule "userns" and its ABI came with AppArmor 4; an older parser reads the rest.
profile=$words/catamaran/apparmor/catamaran
if have apparmor_parser "AppArmor profile"; then
    if apparmor_parser -V | grep -Eq 'version [4-9]'; then
        try "AppArmor profile" apparmor_parser -QKT "$profile"
    else
        sed -e 's|abi/4.0|abi/3.0|' -e '/^ *userns,$/d' "$profile" >"$work/profile"
        try "AppArmor profile, but for its rules of AppArmor 4" apparmor_parser -QKT "$work/profile"
    fi
fi
# As `catamaran system boot enable` writes it for root; a mount of its own stands before the host's units.
if have systemd-analyze "systemd unit"; then
    # shellcheck disable=SC2016
    if [ "$(id -u)" = 0 ]; then
        try "systemd unit" unshare -m --propagation private sh -euc 'mkdir -p /etc/systemd/system
            mount -t tmpfs tmpfs /etc/systemd/system
            "$1" system boot enable >&2
            said=$(SYSTEMD_LOG_LEVEL=warning systemd-analyze verify --man=no /etc/systemd/system/catamaran.service 2>&1)
            printf "%s\n" "$said"
            [ -z "$said" ]' _ "$work/cli/usr/bin/catamaran"
    else
        skipped "systemd unit: not root"
    fi
fi

for name in catamaran catamaran-vm catamaran-desktop; do
    bill=$(find "$work/cli" "$work/vm" "$work/desktop" -name "$name.spdx.json.gz" | head -1)
    if [ -z "$bill" ]; then failed "no bill of materials of $name"; continue; fi
    try "bill of materials of $name: SPDX, and all that CMake looks for" "$root/tests/lint/bill_of_materials.py" "$bill"
done
try "recipes of what is not made here" "$root/tests/lint/recipes.sh"
if [ -n "${CATAMARAN_SOURCES:-}" ]; then
    try "no path of the build" sh -c '! grep -rlaF "$@"' _ "$CATAMARAN_SOURCES" "$work/cli" "$work/vm" "$work/desktop"
fi

if compgen -G "$packages/*.rpm" >/dev/null && have rpm "rpm root"; then
    tree=$work/rpm
    rpms=(--root "$tree" --nodeps --nosignature)
    mkdir -p "$tree"
    try "rpm: installed" rpm "${rpms[@]}" --noscripts -i "$packages"/*.rpm
    try "rpm: files as they were packed" sh -c 'said=$(rpm --root "$1" --nodeps -Va | grep -v "^Unsatisfied\|missing  *[dc]" || true); printf "%s\n" "$said"; [ -z "$said" ]' _ "$tree"
    # What the deb has, less Debian's own papers.
    list() { (cd "$1" && find . ! -type d | grep -Ev '/usr/share/(lintian|doc)/' | sed 's/\.\(gz\|bz2\|zst\)$//' | sort); }
    mkdir -p "$work/both"
    cp -a "$work/cli/." "$work/vm/." "$work/desktop/." "$work/both/"
    list "$work/both" >"$work/debs"
    (cd "$tree" && find . ! -type d ! -path './var/*' ! -path './usr/lib/sysimage/*' ! -path './usr/lib/.build-id/*' ! -path '*/.rpmdb/*' | grep -Ev '/usr/share/(lintian|doc)/' | sed 's/\.\(gz\|bz2\|zst\)$//' | sort) >"$work/rpms"
    try "rpm: the same files as the debs ($(wc -l <"$work/rpms"))" diff "$work/debs" "$work/rpms"
    mkdir -p "$tree/var/lib/catamaran" && echo kept >"$tree/var/lib/catamaran/kept"
    try "rpm: upgraded (the same again)" rpm "${rpms[@]}" --noscripts -U --force "$packages"/*.rpm
    try "rpm: erased" rpm "${rpms[@]}" --noscripts -e catamaran-desktop catamaran-vm catamaran
    left=$(find "$tree/usr" ! -type d -iname '*catamaran*')
    if [ -z "$left" ] && [ "$(cat "$tree/var/lib/catamaran/kept")" = kept ]; then passed "rpm: nothing left, data kept"; else failed "rpm: left $left"; fi
    scripts=$(rpm -qp --nosignature --scripts "$packages"/*.rpm 2>/dev/null)
    if [ -z "$scripts" ]; then passed "rpm: no scriptlets"; else failed "rpm: unexpected scriptlets: $scripts"; fi
    needs=$(rpm -qp --nosignature --requires "$packages"/catamaran-[0-9]*.rpm)
    if grep -Eiq 'qt6|libvirt' <<<"$needs"; then failed "rpm: the command line needs $needs"; else passed "rpm: the command line needs neither Qt nor libvirt"; fi
fi
exit $status
