// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/operation.h"
#include "engine/base/result.h"
#include "engine/image/image_service.h"
#include "engine/image/layer_view.h"

#include <map>
#include <string>
#include <vector>

namespace catamaran::engine::inspect {

enum class PackageKind { Deb, Apk, Rpm, Npm, Python, Go };
/// "deb", "apk", "rpm", "npm", "pypi", "golang": the types of package URLs.
std::string_view packageKindName(PackageKind kind);

/// One installed package, or one module that a program was linked from.
struct Package {
    PackageKind kind = PackageKind::Deb;
    std::string name;
    std::string version; ///< whole: with epoch and release
    std::string architecture;
    std::string sourceName;    ///< deb, apk (origin), rpm; as advisories name it
    std::string sourceVersion; ///< deb
    std::string license;       ///< as the package says it
    std::string location;      ///< the file that tells of it
    auto operator<=>(const Package &) const = default;
};

/// What an image holds.
struct Inventory {
    std::string distribution;        ///< ID of os-release: "debian"; empty: none
    std::string distributionVersion; ///< VERSION_ID: "12"
    std::string codename;            ///< VERSION_CODENAME: "bookworm"
    std::string prettyName;
    std::vector<Package> packages;  ///< sorted, each once
    std::vector<std::string> notes; ///< what could not be read, and why
};

/// Reads the package databases of an image: dpkg (status, status.d), apk, rpm (SQLite), npm
/// (package-lock.json, node_modules), Python (dist-info, egg-info) and Go's build information in programs.
base::Result<Inventory> takeInventory(const image::ResolvedImage &image,
                                      const base::OperationContext &context);
/// The same for a tree of directories, lowest first.
base::Result<Inventory> takeInventory(const std::vector<std::string> &layerDirectories,
                                      const base::OperationContext &context);

/// The package URL (purl-spec): pkg:deb/debian/bash@5.2.15-2?arch=amd64&distro=debian-12
std::string packageUrl(const Package &package, const Inventory &inventory);

// The parsers, each pure.
std::vector<Package> parseDpkgStatus(std::string_view text, const std::string &location);
std::vector<Package> parseApkInstalled(std::string_view text, const std::string &location);
/// One header of an rpm database (rpm's header format, no lead). Corrupt if it is none.
base::Result<Package> parseRpmHeader(std::string_view blob, const std::string &location);
base::Result<std::vector<Package>> readRpmDatabase(const std::string &hostPath, const std::string &location);
std::vector<Package> parsePackageLock(std::string_view text, const std::string &location);
std::vector<Package> parsePackageJson(std::string_view text, const std::string &location);
std::vector<Package> parsePythonMetadata(std::string_view text, const std::string &location);
/// The build information of a Go program (runtime/debug); empty if it is none.
std::vector<Package> readGoProgram(const std::string &hostPath, const std::string &location);
std::vector<Package> parseGoModules(std::string_view text, const std::string &location);

} // namespace catamaran::engine::inspect
