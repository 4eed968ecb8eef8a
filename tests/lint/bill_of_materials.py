#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds packaging/sbom.sh against what CMake looks for and against the SPDX 2.3 specification.

    tests/lint/bill_of_materials.py [BILL...]     SPDX files (.json or .json.gz); default: what packaging/sbom.sh writes now

Every package that packaging/cmake/CatamaranDependencies.cmake finds must be in the bill, by the Debian package that it comes
from and with the version of it that is installed. Exit code 77: not a Debian, or a dependency is not installed here.
"""
import gzip, json, os, pathlib, re, subprocess, sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Those that bring no CMake file of their own are known by a header of theirs. None: the C library.
HEADERS = {
    "Threads": None, "SQLite3": "sqlite3.h", "OpenSSL": "openssl/ssl.h", "LibArchive": "archive.h", "CURL": "curl/curl.h",
}
ELEMENT = re.compile(r"SPDXRef-[A-Za-z0-9.-]+")
# Section 11 of the specification; those that are used here.
RELATIONS = {"DESCRIBES", "CONTAINS", "DYNAMIC_LINK", "BUILD_DEPENDENCY_OF", "RUNTIME_DEPENDENCY_OF"}


def run(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, text=True, **options).stdout


def skip(why):
    print("SKIP", why)
    sys.exit(77)


def owner(pattern):
    """The Debian package of the one file whose path ends in the pattern."""
    found = subprocess.run(["dpkg-query", "-S", pattern], capture_output=True, text=True).stdout.split("\n")[0]
    return found.split(":")[0] if found else None


def dependencies():
    """Name in CMake -> Debian package."""
    text = (ROOT / "packaging/cmake/CatamaranDependencies.cmake").read_text()
    text = re.sub(r"#.*", "", text)
    found = {}
    for name, rest in re.findall(r"find_package\((\S+)([^)]*)\)", text):
        if name == "PkgConfig":
            continue
        if "COMPONENTS" in rest:
            for part in rest.split("COMPONENTS")[1].split():
                found[name + part] = owner(f"*/cmake/{name}{part}/{name}{part}Config.cmake")
        elif name in HEADERS:
            if HEADERS[name]:
                found[name] = owner("/usr/include/" + HEADERS[name]) or owner("/usr/include/*-linux-gnu/" + HEADERS[name])
        else:
            for file in (f"{name}Config.cmake", f"{name}-config.cmake", f"{name.lower()}-config.cmake"):
                found[name] = found.get(name) or owner(f"*/cmake/*/{file}")
    for rest in re.findall(r"pkg_check_modules\(\w+ REQUIRED IMPORTED_TARGET ([^)]*)\)", text):
        for module in rest.split():
            found[module] = owner(f"*/pkgconfig/{module}.pc")
    return found


def check_form(bill):
    for key in ("spdxVersion", "dataLicense", "SPDXID", "name", "documentNamespace", "creationInfo", "packages", "relationships"):
        assert key in bill, key
    assert bill["spdxVersion"] == "SPDX-2.3" and bill["dataLicense"] == "CC0-1.0" and bill["SPDXID"] == "SPDXRef-DOCUMENT"
    assert re.fullmatch(r"https?://[^#]+", bill["documentNamespace"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", bill["creationInfo"]["created"])
    for creator in bill["creationInfo"]["creators"]:
        assert re.match(r"(Tool|Organization|Person): \S", creator), creator
    ids = [p["SPDXID"] for p in bill["packages"]]
    assert len(ids) == len(set(ids)), [i for i in ids if ids.count(i) > 1]
    for p in bill["packages"]:
        assert ELEMENT.fullmatch(p["SPDXID"]), p["SPDXID"]
        assert p["name"] and p["versionInfo"] and p["downloadLocation"], p
        assert p["supplier"] == "NOASSERTION" or re.match(r"(Organization|Person): \S", p["supplier"]), p
        assert p["filesAnalyzed"] is False
        for reference in p.get("externalRefs", []):
            assert reference["referenceCategory"] == "PACKAGE-MANAGER" and reference["referenceType"] == "purl"
            assert re.fullmatch(r"pkg:[a-z]+/[A-Za-z0-9.%~_/-]+@[A-Za-z0-9.%~_:-]+", reference["referenceLocator"]), reference
    for r in bill["relationships"]:
        assert r["relationshipType"] in RELATIONS, r
        for end in (r["spdxElementId"], r["relatedSpdxElement"]):
            assert end in ids or end == "SPDXRef-DOCUMENT", end
    related = {r["spdxElementId"] for r in bill["relationships"]} | {r["relatedSpdxElement"] for r in bill["relationships"]}
    assert not set(ids) - related, set(ids) - related


def main():
    try:
        wanted = dependencies()
    except FileNotFoundError:
        skip("no dpkg here")
    missing = [name for name, package in wanted.items() if not package]
    if missing and not sys.argv[1:]:
        skip("not installed here as a package: " + ", ".join(missing))
    assert not missing, missing
    assert len(wanted) > 15, wanted
    bills = sys.argv[1:]
    texts = []
    if bills:
        for path in bills:
            texts.append((gzip.open if path.endswith(".gz") else open)(path, "rt").read())
    else:
        environment = dict(os.environ, SOURCE_DATE_EPOCH="1700000000")
        command = [str(ROOT / "packaging/sbom.sh"), "--opens", "libc6"]
        texts = [run(*command, "/bin/sh", env=environment), run(*command, "/bin/sh", env=environment)]
        assert texts[0] == texts[1], "two runs differ"
    for text in texts:
        bill = json.loads(text)
        check_form(bill)
        versions = {}
        for p in bill["packages"]:
            versions.setdefault(p["name"], p["versionInfo"])
        for name, package in sorted(wanted.items()):
            assert package in versions, f"{name} ({package}) is not in the bill"
            installed = run("dpkg-query", "-W", "-f", "${Version}\n", package).split("\n")[0]
            assert versions[package] == installed, f"{package}: {versions[package]}, installed {installed}"
    print(f"{len(texts)} bills, {len(wanted)} dependencies of CMake in {len(set(wanted.values()))} packages, each with its version; "
          f"{len(json.loads(texts[0])['packages'])} entries in the first")


main()
