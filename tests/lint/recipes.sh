#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Looks at the recipes of packages that are not made here, as far as the tools that are installed can read them:
#
#   tests/lint/recipes.sh
#
# Windows: makensis compiles the installer around a stand-in. macOS: the property list is filled in and read back. Flatpak:
# flatpak-builder reads the manifest. Scripts: their shell and shellcheck. Nothing of it says that the package works there.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/catamaran-recipes-XXXXXX")
trap 'rm -rf "$work"' EXIT
version=$(sed -n 's/^project(Catamaran VERSION \([0-9.]*\).*/\1/p' "$root/CMakeLists.txt")
status=0
passed() { printf 'ok    %s\n' "$*"; }
# try NAME COMMAND...
try() {
    local name=$1
    shift
    if "$@" >"$work/said" 2>&1; then
        passed "$name"
    else
        printf 'WRONG %s\n' "$name"
        head -20 "$work/said" | sed 's/^/      /'
        status=1
    fi
}
cd "$work" # flatpak-builder leaves its state where it is called
have() { command -v "$1" >/dev/null || { printf 'skip  %s: no %s here\n' "$2" "$1"; return 1; }; }

if have makensis "Windows installer"; then
    printf 'stand-in' >"$work/program.exe"
    try "Windows installer compiles without a warning" makensis -V2 -WX -DPROGRAM="$work/program.exe" -DVERSION="$version" \
        -DOUTPUT="$work/catamaran-$version-setup.exe" "$root/packaging/windows/catamaran.nsi"
    # The stub must have 64 bits (machine type 8664 in the PE header).
    try "Windows installer is a program of 64 bits" python3 - "$work/catamaran-$version-setup.exe" <<'PY'
import struct, sys
data = open(sys.argv[1], "rb").read()
assert data[:2] == b"MZ"
pe = struct.unpack_from("<I", data, 0x3C)[0]
assert data[pe:pe + 4] == b"PE\0\0" and struct.unpack_from("<H", data, pe + 4)[0] == 0x8664
PY
    # What the installer writes, its uninstaller takes back.
    try "Windows uninstaller takes back what was installed" python3 - "$root/packaging/windows/catamaran.nsi" <<'PY'
import re, sys
text = open(sys.argv[1]).read()
install, uninstall = text.split("Section Uninstall")
for name in re.findall(r'"/oname=([^"]+)"|WriteUninstaller "\$INSTDIR\\([^"]+)"', install):
    assert 'Delete "$INSTDIR\\%s"' % (name[0] or name[1]) in uninstall, name
for path in re.findall(r'CreateShortcut "([^"]+)"', install):
    assert 'Delete "%s"' % path in uninstall, path
for key in re.findall(r'WriteRegStr HKCU "([^"]+)"', install):
    assert any(key.startswith(gone) for gone in re.findall(r'DeleteRegKey HKCU "([^"]+)"', uninstall)), key
PY
fi

sed "s/@PROJECT_VERSION@/$version/g" "$root/packaging/macos/Info.plist.in" >"$work/Info.plist"
try "macOS property list" python3 - "$work/Info.plist" "$version" <<'PY'
import plistlib, re, sys
p = plistlib.load(open(sys.argv[1], "rb"))
for key in ("CFBundleIdentifier", "CFBundleName", "CFBundleExecutable", "CFBundleShortVersionString", "CFBundleVersion",
            "CFBundlePackageType", "LSMinimumSystemVersion"):
    assert isinstance(p[key], str) and p[key] and "@" not in p[key], key
assert p["CFBundleShortVersionString"] == sys.argv[2] and p["CFBundlePackageType"] == "APPL"
assert re.fullmatch(r"[A-Za-z0-9.-]+", p["CFBundleIdentifier"])
assert p["CFBundleURLTypes"][0]["CFBundleURLSchemes"] == ["catamaran"]
PY
have plistutil "macOS property list, by plistutil" && try "macOS property list, by plistutil" plistutil -i "$work/Info.plist" -f bin -o "$work/Info.bin"

manifest=$root/packaging/flatpak/org.catamaran.Catamaran.yml
if have flatpak-builder "Flatpak manifest"; then
    try "Flatpak manifest" flatpak-builder --show-manifest "$manifest"
    flatpak-builder --show-manifest "$manifest" >"$work/manifest.json" 2>/dev/null || true
    # flatpak-builder passes over a key that it does not know; what it shows again must be what was written.
    try "Flatpak manifest: no key is passed over" python3 - "$work/manifest.json" "$manifest" "$root" <<'PY'
import json, os, re, sys
shown = json.load(open(sys.argv[1]))
text = open(sys.argv[2]).read()
for key in re.findall(r"^([a-z-]+):", text, re.M):
    assert key in shown, key
for argument in re.findall(r"^  - (--\S+)", text, re.M):
    assert argument in shown["finish-args"], argument
assert os.path.samefile(os.path.join(os.path.dirname(sys.argv[2]), shown["modules"][-1]["sources"][0]["path"]), sys.argv[3])
for option in shown["modules"][-1]["config-opts"]:
    name = re.fullmatch(r"-D([A-Z_]+)=\S+", option).group(1)
    assert name.startswith("CMAKE_") or name in open(sys.argv[3] + "/CMakeLists.txt").read(), name
PY
fi

# One name and one link scheme everywhere.
try "one identifier in every recipe" sh -c '
    grep -q "^id: org.catamaran.Catamaran$" "$1/packaging/flatpak/org.catamaran.Catamaran.yml" &&
    grep -q "<string>org.catamaran.Catamaran</string>" "$1/packaging/macos/Info.plist.in" &&
    test -n "$(find "$1/resources" "$1/src" "$1/ui" -name "org.catamaran.Catamaran.desktop*" | head -1)"' _ "$root"

for script in "$root"/packaging/*.sh "$root"/packaging/appimage/*.sh "$root"/tests/bare/*.sh "$root"/tests/lint/*.sh; do
    bash -n "$script" || status=1
done
for script in "$root"/packaging/debian/post*; do sh -n "$script" || status=1; done
have shellcheck "scripts of the packages" && try "scripts of the packages" shellcheck -S warning "$root"/packaging/*.sh \
    "$root"/packaging/appimage/*.sh "$root"/packaging/debian/post* "$root"/tests/bare/*.sh "$root"/tests/lint/*.sh
exit $status
