#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The window with its libraries in one directory, and of that a portable archive and an AppImage:
#
#   packaging/appimage/make.sh BUILD [DIRECTORY]      BUILD: a build directory; default of DIRECTORY: BUILD/appimage
#
# The archive needs nothing more. The AppImage needs the type 2 runtime (an ELF of its own project, which Debian has not): give
# its path in APPIMAGE_RUNTIME, and squashfs-tools. Without it only the archive is made, and that is said.
# Runs where glibc is at least that of the system it was made on; libvirt and QEMU come from the system.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
build=$(cd "${1:?usage: make.sh BUILD [DIRECTORY]}" && pwd)
out=$(mkdir -p "${2:-$build/appimage}" && cd "${2:-$build/appimage}" && pwd)
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct)}
export SOURCE_DATE_EPOCH
dir=$out/Catamaran.AppDir
rm -rf "$dir"
DESTDIR=$dir cmake --install "$build" --prefix /usr --strip >"$out/install.log"

plugins=$(qtpaths6 --query QT_INSTALL_PLUGINS 2>/dev/null || echo /usr/lib/x86_64-linux-gnu/qt6/plugins)
for part in platforms/libqxcb.so platforms/libqoffscreen.so platforms/libqwayland-generic.so imageformats/libqsvg.so \
    iconengines/libqsvgicon.so xcbglintegrations platformthemes/libqxdgdesktopportal.so; do
    [ -e "$plugins/$part" ] || continue
    mkdir -p "$dir/usr/plugins/$(dirname "$part")"
    cp -a "$plugins/$part" "$dir/usr/plugins/$(dirname "$part")/"
done
mkdir -p "$dir/usr/lib"
# What every desktop has, or must be that of the system: the C library, GL, fonts, libvirt.
keep='/(ld-linux|libc|libm|libdl|libpthread|librt|libresolv|libGL|libEGL|libGLX|libGLdispatch|libOpenGL|libdrm|libgbm|libX11|libX11-xcb|libxcb|libfontconfig|libfreetype|libvirt|libvirt-qemu|libasound)\.so|ld-linux'
# Libraries that are opened when they are first needed are named in the program, but in no ELF header.
opened=$(for name in $(grep -aoE 'lib[A-Za-z0-9_-]+\.so\.[0-9]+' "$dir/usr/bin/catamaran" "$dir/usr/bin/catamaran-desktop" | cut -d: -f2 | sort -u); do
    [ "$name" = libsystemd.so.0 ] || PATH=$PATH:/sbin ldconfig -p | awk -v name="$name" '$1 == name && !done {print $NF; done = 1}'
done)
{
    printf '%s\n' "$opened"
    {
        find "$dir/usr/bin" "$dir/usr/libexec" "$dir/usr/plugins" -type f \( -perm -u+x -o -name '*.so*' \)
        printf '%s\n' "$opened"
    } | xargs -n1 sh -c 'ldd "$1" 2>/dev/null || true' _ | awk '$2 == "=>" && $3 ~ /^\// {print $3}'
} | sort -u | grep -Ev "$keep" | while read -r library; do cp -L "$library" "$dir/usr/lib/"; done
# It must fit the GL of the system where that has it, but only programs of Qt bring it: AppRun takes ours where there is none.
mkdir -p "$dir/usr/lib/lacking"
gl=$(ldd "$dir/usr/bin/catamaran-desktop" | awk '$1 == "libOpenGL.so.0" && $3 ~ /^\// {print $3}')
[ -z "$gl" ] || cp -L "$gl" "$dir/usr/lib/lacking/"

cat >"$dir/AppRun" <<'RUN'
#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
export LD_LIBRARY_PATH="$here/usr/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
found=
for library in /usr/lib64/libOpenGL.so.0 /usr/lib/libOpenGL.so.0 /usr/lib/*-linux-gnu/libOpenGL.so.0; do
    [ ! -e "$library" ] || found=$library
done
[ -n "$found" ] || export LD_LIBRARY_PATH="$LD_LIBRARY_PATH:$here/usr/lib/lacking"
export QT_PLUGIN_PATH="$here/usr/plugins"
export CATAMARAN_LIBEXEC="${CATAMARAN_LIBEXEC:-$here/usr/libexec/catamaran}"
case ${1:-} in
cli) shift; exec "$here/usr/bin/catamaran" "$@" ;;
*) exec "$here/usr/bin/catamaran-desktop" "$@" ;;
esac
RUN
chmod 755 "$dir/AppRun"
cp "$dir/usr/share/applications/org.catamaran.Catamaran.desktop" "$dir/"
cp "$dir/usr/share/icons/hicolor/scalable/apps/org.catamaran.Catamaran.svg" "$dir/"
ln -sf org.catamaran.Catamaran.svg "$dir/.DirIcon"
find "$dir" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +

tar -C "$out" --sort=name --owner=0 --group=0 --numeric-owner -c Catamaran.AppDir | zstd -q -f -T1 -10 -o "$out/catamaran-portable.tar.zst"
ls -l "$out/catamaran-portable.tar.zst"
if [ -z "${APPIMAGE_RUNTIME:-}" ]; then
    echo "no AppImage: APPIMAGE_RUNTIME names no runtime (the portable archive does the same)" >&2
    exit 0
fi
mksquashfs "$dir" "$out/body.squashfs" -root-owned -noappend -comp zstd -quiet
cat "$APPIMAGE_RUNTIME" "$out/body.squashfs" >"$out/Catamaran-x86_64.AppImage"
printf 'AI\002' | dd of="$out/Catamaran-x86_64.AppImage" bs=1 seek=8 conv=notrunc status=none
chmod 755 "$out/Catamaran-x86_64.AppImage"
rm -f "$out/body.squashfs"
