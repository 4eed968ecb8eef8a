#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# From a fresh machine to a running Catamaran, or to passed tests:
#
#   packaging/bootstrap.sh run     install what is missing, build, start the main job
#   packaging/bootstrap.sh test    install what is missing, build, pass all tests
#   packaging/bootstrap.sh deps    only install what is missing (for run and test)
#
# Debian 12 and 13, Ubuntu 24.04; Fedora is mapped by package name and untested. Uses the distribution's packages and
# nothing else from outside. As root, or as a user with sudo. Safe to repeat: what is done is not done again.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
builds=${CATAMARAN_BUILD_DIR:-$root/build}
jobs=${CATAMARAN_JOBS:-$(nproc)}
started=$(date +%s)

say() { printf '\033[1m[%3ds]\033[0m %s\n' "$(($(date +%s) - started))" "$*"; }
fail() { # what, fix
    printf 'bootstrap: %s\nFix: %s\n' "$1" "$2" >&2
    exit 1
}
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

usage() { sed -n '3,12s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; }

# --- packages ---------------------------------------------------------------------------------------------------

distribution() {
    # shellcheck disable=SC1091
    . /etc/os-release
    case " ${ID:-} ${ID_LIKE:-} " in
    *" debian "* | *" ubuntu "*) echo debian ;;
    *" fedora "* | *" rhel "*) echo fedora ;;
    *) echo "${ID:-unknown}" ;;
    esac
}

packages_for() { # column uses...
    local column=$1
    shift
    local uses=" $* "
    awk -F'|' -v column="$column" -v uses="$uses" '
        /^#/ || NF < 3 { next }
        { use = $1; gsub(/ /, "", use) }
        index(uses, " " use " ") { print $column }' packaging/packages.txt | tr -s ' \n' '\n' | sed '/^$/d' | sort -u
}

missing_debian() {
    local package
    for package in "$@"; do
        # A virtual package (libqt6svg6-dev, say) counts as installed when something installed provides it.
        printf '%s\n' "$package"
    done | sort -u | comm -23 - <({
        dpkg-query -W -f '${db:Status-Status}|${Package}|${Provides}\n' 2>/dev/null | awk -F'|' '
            $1 == "installed" {
                print $2
                n = split($3, provided, ", ")
                for (i = 1; i <= n; i++) { sub(/ .*/, "", provided[i]); if (provided[i] != "") print provided[i] }
            }'
    } | sort -u)
}

install_packages() { # uses...
    local wanted missing stamp
    stamp=$builds/.packages-$(IFS=-; echo "$*")
    if [ "$stamp" -nt /var/lib/dpkg/status ] && [ "$stamp" -nt packaging/packages.txt ]; then
        return # nothing was installed, removed or asked for since the last look
    fi
    case $(distribution) in
    debian)
        # A fresh machine has no package lists yet, and then no name is known.
        if ! apt-cache show qt6-base-dev >/dev/null 2>&1; then
            say "packages: fetching the package lists"
            as_root apt-get update -qq
        fi
        mapfile -t wanted < <(packages_for 2 "$@" | while read -r name; do
            case $name in
            *\?) if apt-cache show "${name%\?}" >/dev/null 2>&1; then echo "${name%\?}"; fi ;;
            *) echo "$name" ;;
            esac
        done)
        mapfile -t missing < <(missing_debian "${wanted[@]}")
        if [ "${#missing[@]}" = 0 ]; then
            say "packages: all ${#wanted[@]} are installed"
            touch "$stamp"
            return
        fi
        say "packages: installing ${#missing[@]} of ${#wanted[@]}: ${missing[*]}"
        command -v sudo >/dev/null || [ "$(id -u)" = 0 ] || fail "packages are missing and there is no sudo" "Run this script as root once."
        as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >"$log" 2>&1 ||
            { tail -5 "$log" >&2; fail "apt-get could not install ${missing[*]}" "See $log; check the package sources of this machine."; }
        touch "$stamp"
        ;;
    fedora)
        mapfile -t wanted < <(packages_for 3 "$@")
        say "packages: Fedora is mapped by name and untested; installing ${#wanted[@]} packages"
        as_root dnf install -y "${wanted[@]}" >"$log" 2>&1 ||
            { tail -5 "$log" >&2; fail "dnf could not install the packages" "See $log; packaging/packages.txt has the names."; }
        ;;
    *)
        say "packages: no package list for this distribution; building with what is here (see packaging/packages.txt)"
        ;;
    esac
}

# A guest kernel for the light VMs: the distribution's own cloud kernel, downloaded as a package and never installed, so that
# boot loader and initramfs of the host stay as they are.
fetch_guest_kernel() {
    local cache=/var/cache/catamaran
    if compgen -G "$cache/linux-image-*.deb" >/dev/null || [ -n "$(find /var/lib/catamaran/vm/kernels -name vmlinux 2>/dev/null | head -1)" ]; then
        say "guest kernel: here"
        return
    fi
    if [ "$(distribution)" != debian ]; then
        say "guest kernel: the host's own (/boot/vmlinuz-$(uname -r)) will be used where it is readable"
        return
    fi
    local meta package architecture
    architecture=$(dpkg --print-architecture)
    for meta in "linux-image-cloud-$architecture" linux-image-kvm linux-image-virtual "linux-image-$architecture"; do
        package=$(apt-cache depends "$meta" 2>/dev/null | awk '/Depends: linux-image-[0-9]/ { print $2; exit }')
        [ -n "$package" ] && break
    done
    if [ -z "${package:-}" ]; then
        as_root apt-get update -qq
        package=$(apt-cache depends "linux-image-cloud-$architecture" 2>/dev/null | awk '/Depends: linux-image-[0-9]/ { print $2; exit }')
    fi
    if [ -z "${package:-}" ]; then
        say "guest kernel: the package sources have none; VMs need one ('catamaran info' tells how)"
        return
    fi
    say "guest kernel: downloading $package (not installed on the host)"
    as_root mkdir -p "$cache"
    local scratch
    scratch=$(mktemp -d)
    (cd "$scratch" && apt-get download -qq "$package" >/dev/null 2>&1) ||
        { rm -rf "$scratch"; say "guest kernel: the download failed; VMs will say so until it works"; return; }
    # Ubuntu keeps the modules in a package of their own.
    (cd "$scratch" && apt-get download -qq "${package/linux-image/linux-modules}" >/dev/null 2>&1) || true
    as_root cp "$scratch"/*.deb "$cache/"
    rm -rf "$scratch"
}

# --- building ---------------------------------------------------------------------------------------------------

build() { # preset targets...
    local preset=$1
    shift
    local directory=$builds/$preset
    if [ ! -e "$directory/build.ninja" ]; then
        say "configure: $preset"
        cmake --preset "$preset" -B "$directory" >"$log" 2>&1 ||
            { tail -20 "$log" >&2; fail "cmake could not configure" "See $log."; }
    fi
    say "build: $preset ($jobs jobs)"
    ninja -C "$directory" -j "$jobs" "$@" >"$log" 2>&1 ||
        { grep -E -A12 'error|FAILED' "$log" | head -60 >&2; fail "the build failed" "See $log."; }
}

# The sanitizer builds use what the tests leave of the processors: SCHED_IDLE, so that no test waits for a compiler. What
# fails here, fails again in build(), which tells it.
ahead=
build_ahead() { # preset:target...
    local pair scheduler=()
    if chrt --idle 0 true 2>/dev/null; then scheduler=(chrt --idle 0); else scheduler=(nice -n 19); fi
    (
        for pair in "$@"; do
            [ -e "$builds/${pair%:*}/build.ninja" ] || "${scheduler[@]}" cmake --preset "${pair%:*}" -B "$builds/${pair%:*}"
            "${scheduler[@]}" ninja -C "$builds/${pair%:*}" -j "$jobs" "${pair#*:}"
        done
    ) >"$builds/ahead.log" 2>&1 &
    ahead=$!
    trap 'if [ -n "$ahead" ]; then pkill -P "$ahead" || true; fi' EXIT
}
await_builds() {
    [ -n "$ahead" ] || return 0
    wait "$ahead" || true
    ahead=
}

# --- the two jobs -----------------------------------------------------------------------------------------------

job_run() {
    install_packages build run
    fetch_guest_kernel
    build release catamaran catamaran-desktop helpers
    local bin=$builds/release/bin
    # An ordinary user's containers need no root (README, "Without root"), but a machine that this script has just set up
    # may lack the user's subordinate ids, and root gets the full comparison: limits, memory by control group.
    local elevate=()
    if [ "$(id -u)" != 0 ]; then
        say "run: starting with sudo, because the comparison measures by control groups"
        elevate=(sudo "--preserve-env=DISPLAY,WAYLAND_DISPLAY,XAUTHORITY,XDG_RUNTIME_DIR,DBUS_SESSION_BUS_ADDRESS")
    fi
    if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
        say "run: opening the window"
        exec "${elevate[@]}" "$bin/catamaran-desktop" --demo
    fi
    local report=${CATAMARAN_REPORT:-$root/report}
    say "run: no display; the same comparison in the terminal"
    "${elevate[@]}" "$bin/catamaran" demo prepare
    "${elevate[@]}" "$bin/catamaran" compare demo --runs "${CATAMARAN_RUNS:-5}" --report "$report"
    say "run: drawing the window offscreen"
    "${elevate[@]}" "$bin/catamaran-desktop" --capture "$report"
    say "run: done. Report: $report/report.html, pictures: $report/*.png"
}

# Runs CTest and adds its counts to passed, failed, skipped.
passed=0 failed=0 skipped=0
skips=()
run_ctest() { # title directory ctest-arguments...
    local title=$1 directory=$2
    shift 2
    say "test: $title"
    local output=$builds/ctest-$title.log status=0
    (cd "$directory" && ctest --output-on-failure --no-tests=error "$@") >"$output" 2>&1 || status=$?
    grep -E '^ *[0-9]+/[0-9]+ Test' "$output" || true
    local run_failed run_skipped run_total
    run_total=$(grep -cE '^ *[0-9]+/[0-9]+ Test' "$output" || true)
    run_failed=$(grep -cE '^ *[0-9]+/[0-9]+ Test.*(\*\*\*Failed|\*\*\*Timeout|\*\*\*Exception|\*\*\*Not Run)' "$output" || true)
    run_skipped=$(grep -cE '^ *[0-9]+/[0-9]+ Test.*\*\*\*Skipped' "$output" || true)
    passed=$((passed + run_total - run_failed - run_skipped))
    failed=$((failed + run_failed))
    skipped=$((skipped + run_skipped))
    while read -r name; do [ -n "$name" ] && skips+=("$name"); done < <(
        grep -E '\*\*\*Skipped' "$output" | sed -E 's/^.*: ([A-Za-z0-9_.-]+) .*/\1/')
    if [ "$status" != 0 ]; then
        sed -n '/^ *Start/!p' "$output" | grep -vE '^ *[0-9]+/[0-9]+ Test.*Passed' | tail -150 >&2
        [ "$run_failed" -gt 0 ] || failed=$((failed + 1))
    fi
}

# A skip is fine only where tests/expected-skips.txt says so, with the reason.
check_skips() {
    local name unexpected=0
    for name in "${skips[@]}"; do
        if ! grep -qE "^$name( |\$)" tests/expected-skips.txt; then
            printf 'unexpected skip: %s\n' "$name" >&2
            unexpected=1
        fi
    done
    [ "$unexpected" = 0 ] || failed=$((failed + 1))
}

job_test() {
    install_packages build run test
    fetch_guest_kernel
    build dev
    run_ctest unit "$builds/dev" -L '^(unit|lint)$' -j "$jobs"
    build_ahead asan-ubsan:unit_tests tsan:concurrent_tests
    run_ctest integration "$builds/dev" -L '^(integration|rootless|cli)$'
    run_ctest ui "$builds/dev" -L '^ui$' -j "$jobs"
    run_ctest vm "$builds/dev" -L '^(vm|e2e)$'
    await_builds
    build asan-ubsan unit_tests
    run_ctest asan-ubsan "$builds/asan-ubsan" -L '^unit$' -j "$jobs"
    build tsan concurrent_tests
    run_ctest tsan "$builds/tsan" -L '^unit$' -R 'tst_(sampler|operation|event|loop|call_queue|worker)'
    check_skips
    say "test: done"
    printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
    [ "$failed" = 0 ]
}

mkdir -p "$builds"
log=$builds/bootstrap.log
case ${1:-} in
run) job_run ;;
test) job_test ;;
deps)
    install_packages build run test
    fetch_guest_kernel
    ;;
-h | --help | help) usage ;;
*)
    usage >&2
    exit 2
    ;;
esac
