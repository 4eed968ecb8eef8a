// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/clock.h"
#include "engine/base/unique_fd.h"
#include "engine/inspect/packages.h"

#include <chrono>
#include <string>
#include <vector>

namespace catamaran::engine::inspect {

/// Where advisories come from. Whoever mirrors them inside of a network says so here.
struct AdvisoryAddresses {
    /// Of OSV's archives: below it lies <ecosystem>/all.zip.
    std::string osv = "https://osv-vulnerabilities.storage.googleapis.com";
    /// The Debian security tracker's JSON.
    std::string debian = "https://security-tracker.debian.org/tracker/data/json";
    /// The defaults, and what CATAMARAN_OSV and CATAMARAN_DEBIAN_TRACKER say over them.
    static AdvisoryAddresses fromEnvironment();
};

/// One file of advisories that an image needs.
struct AdvisorySource {
    std::string name; ///< "debian-tracker", "osv-npm": a file name
    std::string url;
    bool zip = true; ///< else the Debian tracker's JSON
};

/// What the packages of an inventory need: the tracker for Debian, OSV's archive for each other distribution
/// and each language. A distribution that OSV does not know goes to `unknown`.
std::vector<AdvisorySource> advisorySources(const Inventory &inventory, const AdvisoryAddresses &addresses,
                                            std::vector<std::string> &unknown);

/// How the network is used.
enum class Freshness {
    Offline, ///< never: what was stored before is all there is
    Daily,   ///< when the stored file is missing, or was looked at more than a day ago
    Now,     ///< always; what cannot be refreshed is an error
};

/// One stored file.
struct StoredAdvisories {
    std::string path;
    std::string url;
    std::int64_t bytes = 0;
    base::WallClock::time_point checked; ///< when its server last said that it is current
    bool fetched = false;                ///< now
};

/// Stored files, and the lock that keeps them from being replaced while they are read.
struct AdvisorySet {
    std::vector<StoredAdvisories> files;
    std::vector<std::string> notes; ///< why an old file is used
    base::UniqueFd lock;
};

/// Advisories from the network, kept in a directory.
///
/// A download has a name of its own until it is whole: an archive must be readable to its end with the
/// checksums of all its members, JSON must parse. Then it is synced, and a small record beside it (renamed
/// into place) makes it the current one; the one before is removed. The record holds the file's SHA-256,
/// which is checked before each use, and the server's ETag and Last-Modified, so that an unchanged file is
/// not sent again. CA, proxy and plain HTTP of a host are as registries.json says; else plain HTTP is for
/// loopback only, because nothing signs these files.
///
/// Failure: NotFound when offline and nothing is stored; Network, Timeout, NoSpace, Corrupt. With
/// Freshness::Daily a file that cannot be refreshed is used as it is, with a note. Thread: any; other
/// processes wait for each other by flock(2).
base::Result<AdvisorySet> obtainAdvisories(const std::vector<AdvisorySource> &sources,
                                           const std::string &directory, Freshness freshness,
                                           const base::OperationContext &context);

} // namespace catamaran::engine::inspect
