#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The window beside virt-manager and GNOME Boxes (those that are installed), in one run under Xvfb: from start to the
# painted window, memory of the whole tree, and what it uses of the processor while shown, with live charts, and
# minimised. Needs Xvfb, dbus-run-session and a window manager (openbox), without which nothing can be minimised.
#
#   tests/bench/window.sh BIN_DIRECTORY [RUNS [SECONDS]]
#
# BIN_DIRECTORY holds catamaran-desktop, catamaran and bench_window, beside libexec. As root, with busybox-static, two
# containers run for the row "live charts". Prints case, program, median, least, most, unit.
set -euo pipefail
if [ -z "${BENCH_WINDOW_BUS:-}" ]; then
    BENCH_WINDOW_BUS=1 exec dbus-run-session -- "$0" "$@"
fi
bin=$(realpath "$1")
runs=${2:-7} seconds=${3:-20}
work=$(mktemp -d /dev/shm/cwXXXX)
pids=()
finish() {
    "$bin/catamaran" rm -f one two >/dev/null 2>&1 || true
    for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
    rm -rf "$work"
}
trap finish EXIT
export HOME=$work/home XDG_RUNTIME_DIR=$work/run GSETTINGS_BACKEND=memory NO_AT_BRIDGE=1
export CATAMARAN_ROOT=$work/d CATAMARAN_RUN=$work/r CATAMARAN_LIBEXEC=${CATAMARAN_LIBEXEC:-$bin/../libexec}
unset WAYLAND_DISPLAY QT_QPA_PLATFORM
mkdir -p "$HOME/.config/catamaran" "$XDG_RUNTIME_DIR"
chmod 700 "$XDG_RUNTIME_DIR"
# Not the very first start, which looks at the computer.
printf '[window]\ndoctor-seen=true\n' >"$HOME/.config/catamaran/catamaran.ini"
mkfifo "$work/display"
Xvfb -displayfd 3 -screen 0 3000x1900x24 -nolisten tcp 3>"$work/display" 2>/dev/null &
pids+=($!)
read -r number <"$work/display"
export DISPLAY=:$number
if command -v openbox >/dev/null; then
    openbox >/dev/null 2>&1 &
    pids+=($!)
    sleep 1
else
    echo "# no openbox: nothing is minimised"
fi
printf '# %s CPUs, load %s, %s\n' "$(nproc)" "$(cut -d' ' -f1-3 /proc/loadavg)" "$("$bin/catamaran" --version 2>/dev/null | head -1)"
measure() { "$bin/bench_window" "$@" 2>>"$work/errors" || echo "# $1: $(tail -1 "$work/errors")"; }
# A first start unpacks a kernel for VMs; what is measured is a start of every day.
timeout 120 "$bin/catamaran-desktop" --capture "$work/pictures" --page settings >/dev/null 2>&1 || true
measure "catamaran, nothing runs" "$runs" "$seconds" "$bin/catamaran-desktop" --new-window
QT_SCALE_FACTOR=2 measure "catamaran at 200 %" "$runs" 5 "$bin/catamaran-desktop" --new-window
if [ "$(id -u)" = 0 ] && [ -x /bin/busybox ]; then
    mkdir -p "$work/layer/bin"
    cp /bin/busybox "$work/layer/bin/"
    ln -s busybox "$work/layer/bin/sh"
    tar -C "$work/layer" -cf "$work/layer.tar" .
    "$bin/catamaran" import "$work/layer.tar" shell >/dev/null
    for name in one two; do
        "$bin/catamaran" run -d --name "$name" shell sh -c 'while :; do /bin/busybox usleep 200000; done' >/dev/null
    done
    measure "catamaran, 4 live charts" 1 "$seconds" "$bin/catamaran-desktop" --new-window --page overview
    "$bin/catamaran" rm -f one two >/dev/null
fi
if command -v virt-manager >/dev/null; then
    measure "virt-manager" "$runs" "$seconds" virt-manager --no-fork -c test:///default
fi
if command -v gnome-boxes >/dev/null; then
    measure "GNOME Boxes" "$runs" "$seconds" gnome-boxes
fi
