#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes every package that this system can make, and has packaging/check.sh look at them:
#
#   packaging/package.sh [DIRECTORY]     packages and SHA256SUMS go to DIRECTORY (default: build/packages)
#
# The time of everything inside is that of the last commit, so two runs of one commit give the same bytes.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
out=$(mkdir -p "${1:-build/packages}" && cd "${1:-build/packages}" && pwd)
build=${CATAMARAN_BUILD_DIR:-$root/build}/package
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || stat -c %Y CHANGELOG.md)}
export SOURCE_DATE_EPOCH TZ=UTC LC_ALL=C.UTF-8
umask 022

cmake --preset package -B "$build" >"$out/configure.log" || { tail -20 "$out/configure.log" >&2; exit 1; }
ninja -C "$build" -j "${CATAMARAN_JOBS:-$(nproc)}" >"$out/build.log" || { grep -A12 'error\|FAILED' "$out/build.log" | head -40 >&2; exit 1; }
rm -f "$out"/*.deb "$out"/*.rpm "$out"/*.tar.xz
(cd "$build" && cpack -B "$out" >"$out/cpack.log") || { tail -20 "$out/cpack.log" >&2; exit 1; }
rm -rf "$out/_CPack_Packages"
(cd "$out" && sha256sum -- *.deb *.rpm *.tar.xz 2>/dev/null | tee SHA256SUMS)

[ -n "${CATAMARAN_NO_CHECK:-}" ] || CATAMARAN_SOURCES=$root packaging/check.sh "$out"
