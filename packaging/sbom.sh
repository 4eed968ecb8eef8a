#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The bill of materials of Catamaran itself, SPDX 2.3 as JSON, on standard output:
#
#   packaging/sbom.sh [--name PACKAGE] [--to FILE] [--opens "LIBRARIES"] [PROGRAM...] >catamaran.spdx.json
#
# What it is built with comes from packaging/packages.txt, what the given programs load from their ELF headers, what they open when
# it is first needed (no ELF header names it) from --opens, all with the versions that are installed here (dpkg); what lies in the
# tree from its notices. SOURCE_DATE_EPOCH makes two runs alike.
set -euo pipefail
subject=catamaran
opens=
while [ $# -gt 0 ]; do
    case $1 in
    --name) subject=$2; shift 2 ;;
    --to) exec >"$2"; shift 2 ;;
    --opens) opens=$2; shift 2 ;;
    *) break ;;
    esac
done
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
version=$(sed -n 's/^project(Catamaran VERSION \([0-9.]*\).*/\1/p' "$root/CMakeLists.txt")
epoch=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct 2>/dev/null || stat -c %Y "$root/CHANGELOG.md")}
created=$(date -u -d "@$epoch" +%Y-%m-%dT%H:%M:%SZ)

first=1
relations=
package() { # id name version supplier purl relation
    [ $first = 1 ] || printf ',\n'
    first=0
    printf '    {"SPDXID": "SPDXRef-%s", "name": "%s", "versionInfo": "%s", "supplier": "%s", "downloadLocation": "NOASSERTION", "filesAnalyzed": false, "licenseConcluded": "NOASSERTION", "licenseDeclared": "%s", "copyrightText": "NOASSERTION"' \
        "$1" "$2" "$3" "$4" "${7:-NOASSERTION}"
    [ -z "$5" ] || printf ', "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": "%s"}]' "$5"
    printf '}'
    case $6 in
    build) relations+="    {\"spdxElementId\": \"SPDXRef-$1\", \"relationshipType\": \"BUILD_DEPENDENCY_OF\", \"relatedSpdxElement\": \"SPDXRef-catamaran\"},"$'\n' ;;
    run) relations+="    {\"spdxElementId\": \"SPDXRef-catamaran\", \"relationshipType\": \"DYNAMIC_LINK\", \"relatedSpdxElement\": \"SPDXRef-$1\"},"$'\n' ;;
    opened) relations+="    {\"spdxElementId\": \"SPDXRef-$1\", \"relationshipType\": \"RUNTIME_DEPENDENCY_OF\", \"relatedSpdxElement\": \"SPDXRef-catamaran\"},"$'\n' ;;
    in) relations+="    {\"spdxElementId\": \"SPDXRef-catamaran\", \"relationshipType\": \"CONTAINS\", \"relatedSpdxElement\": \"SPDXRef-$1\"},"$'\n' ;;
    esac
}
installed() { dpkg-query -W -f '${Version}' "$1" 2>/dev/null || true; }
# A plus is written as %2B in a package URL, as the specification of them asks.
purl() { printf 'pkg:deb/debian/%s@%s' "${1//+/%2B}" "${2//+/%2B}"; }
id() { printf '%s' "$1" | tr -c 'A-Za-z0-9.-' '-'; }

printf '{\n  "spdxVersion": "SPDX-2.3",\n  "dataLicense": "CC0-1.0",\n  "SPDXID": "SPDXRef-DOCUMENT",\n'
printf '  "name": "%s-%s",\n  "documentNamespace": "https://catamaran.invalid/spdx/%s-%s-%s",\n' "$subject" "$version" "$subject" "$version" "$epoch"
printf '  "creationInfo": {"created": "%s", "creators": ["Tool: packaging/sbom.sh"]},\n  "packages": [\n' "$created"
package catamaran "$subject" "$version" "Organization: The Catamaran developers" "" "" GPL-3.0-or-later
# Files of others in the tree.
package lucide lucide-static 1.62.0 NOASSERTION "pkg:npm/lucide-static@1.62.0" in ISC
package compose-spec compose-spec NOASSERTION NOASSERTION "" in Apache-2.0
package cloud-init-schema cloud-init-schema NOASSERTION NOASSERTION "" in "GPL-3.0-only OR Apache-2.0"
while IFS='|' read -r use names _; do
    case $use in '#'* | '') continue ;; esac
    [ "${use// /}" = build ] || continue
    for name in $names; do
        name=${name%\?}
        found=$(installed "$name")
        [ -n "$found" ] || continue
        package "build-$(id "$name")" "$name" "$found" "Organization: Debian" "$(purl "$name" "$found")" build
    done
done <"$root/packaging/packages.txt"
linked=
if [ $# -gt 0 ]; then
    for library in $(ldd "$@" 2>/dev/null | awk '$2 == "=>" && $3 ~ /^\// {print $3}' | sort -u); do
        # dpkg knows what was packed for /lib by that name only, though /lib is /usr/lib now.
        file=$(readlink -f "$library")
        owner=$({ dpkg-query -S "$file" || dpkg-query -S "${file#/usr}"; } 2>/dev/null | head -n1 | cut -d: -f1 || true)
        if [ -n "$owner" ]; then printf '%s\n' "$owner"; else printf 'sbom.sh: no package owns %s\n' "$file" >&2; fi
    done | sort -u >"${TMPDIR:-/tmp}/catamaran-sbom.$$"
    while read -r name; do
        found=$(installed "$name" | head -n1)
        package "run-$(id "$name")" "$name" "$found" "Organization: Debian" "$(purl "$name" "$found")" run
        linked+=" $name "
    done <"${TMPDIR:-/tmp}/catamaran-sbom.$$"
    rm -f "${TMPDIR:-/tmp}/catamaran-sbom.$$"
fi
for name in ${opens//,/ }; do
    [[ $linked != *" $name "* ]] || continue
    found=$(installed "$name" | head -n1)
    [ -n "$found" ] || { printf 'sbom.sh: %s is opened at run time and not installed here\n' "$name" >&2; exit 1; }
    package "run-$(id "$name")" "$name" "$found" "Organization: Debian" "$(purl "$name" "$found")" opened
done
printf '\n  ],\n  "relationships": [\n%s' "$relations"
printf '    {"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-catamaran"}\n  ]\n}\n'
