// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/digest.h"
#include "engine/base/operation.h"
#include "engine/build/digest_cache.h"
#include "engine/build/dockerignore.h"
#include "engine/image/layer_view.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace catamaran::engine::build {

struct Owner {
    std::uint32_t uid = 0;
    std::uint32_t gid = 0;
    auto operator<=>(const Owner &) const = default;
};

/// --chmod: an octal mode, or chmod(1)'s symbolic form ("u=rwX,go-w"). Pure.
class ModeChange {
public:
    /// InvalidArgument with the form that is meant.
    static base::Result<ModeChange> parse(const std::string &text);
    [[nodiscard]] std::uint32_t apply(std::uint32_t mode, bool isDirectory) const;

private:
    struct Clause {
        std::uint32_t who = 0; ///< permission bits that it may touch
        char action = '=';
        std::string permissions; ///< "rwxXst", or one of "ugo"
    };
    std::optional<std::uint32_t> m_absolute;
    std::vector<Clause> m_clauses;
};

/// What a COPY does to the files it copies.
struct CopyRules {
    Owner owner;
    bool keepOwner = false; ///< COPY --from without --chown
    std::optional<ModeChange> mode;
    const DockerIgnore *ignore = nullptr; ///< paths relative to the source view's root
    DockerIgnore excludes;                ///< --exclude, relative to excludeBase
    std::string excludeBase;              ///< the directory whose content is copied; "" or "/": the root
};

/// Clock of a build: when new directories were made, and the newest time a file may carry.
struct BuildTime {
    std::int64_t now = 0;             ///< seconds
    std::optional<std::int64_t> last; ///< SOURCE_DATE_EPOCH
    [[nodiscard]] std::int64_t clamp(std::int64_t t) const { return last && t > *last ? *last : t; }
};

/// Copies trees into an overlay upper directory on top of lower layers, as a process in the mounted overlay
/// would, without mounting: links of the destination are followed inside the image, and directories of lower
/// layers are brought up with their metadata. Not thread-safe.
class Copier {
public:
    Copier(std::vector<std::string> lowerDirectories, std::string upperDirectory, BuildTime time);

    /// mkdir -p; new directories get `owner`.
    base::Result<image::LayerView::Entry> makeDirectory(const std::string &path, Owner owner);
    /// Copies one file, or the content of one directory, to `target`. `intoDirectory`: under its own name.
    enum class Target { Exact, IntoDirectory };
    base::Result<void> copy(const image::LayerView &view, const image::LayerView::Entry &source,
                            const std::string &target, Target kind, const CopyRules &rules,
                            const base::OperationContext &context);
    /// Writes a new file (here-documents).
    base::Result<void> writeFile(const std::string &target, std::string_view content, const CopyRules &rules);
    /// Makes `target` with the metadata of one directory, without its content, unless it is there.
    base::Result<void> copyDirectoryOnly(const image::LayerView::Entry &source, const std::string &target,
                                         const CopyRules &rules);
    /// Sets the times of directories. Call last.
    base::Result<void> finish();

    [[nodiscard]] const image::LayerView &view() const { return m_view; }

private:
    base::Result<std::string> bringUp(const image::LayerView::Entry &directory);
    base::Result<std::string> makePlace(const std::string &target, bool forDirectory);
    base::Result<void> copyNode(const image::LayerView &view, const image::LayerView::Entry &source,
                                const std::string &target, const CopyRules &rules,
                                const base::OperationContext &context);
    base::Result<void> copyTo(const image::LayerView &view, const image::LayerView::Entry &source,
                              const std::string &place, const CopyRules &rules,
                              const base::OperationContext &context);
    base::Result<void> copyChildren(const image::LayerView &view, const image::LayerView::Entry &source,
                                    const std::string &target, const CopyRules &rules,
                                    const base::OperationContext &context);
    base::Result<void> copyData(const image::LayerView::Entry &source, const std::string &host);
    base::Result<void> applyMetadata(const image::LayerView::Entry &source, const std::string &host,
                                     const CopyRules &rules);

    std::string m_upper;
    BuildTime m_time;
    image::LayerView m_view;
    std::map<std::string, std::int64_t> m_directoryTimes; ///< host path to seconds
    std::map<std::pair<dev_t, ino_t>, std::string> m_links;
};

/// Whether `rules` leave a path out; and a digest of what copying `source` would bring, for the step cache:
/// names, kinds, modes, link targets, contents; owners only if kept; no times.
bool isExcluded(const std::string &path, const CopyRules &rules);
/// Whether something below what is left out may be let in again.
bool hasExceptions(const CopyRules &rules);
/// Whether an excluded directory holds something that is let in again.
base::Result<bool> hasIncluded(const image::LayerView &view, const image::LayerView::Entry &directory,
                               const CopyRules &rules);
struct HashOptions {
    std::map<std::string, std::string> *files = nullptr; ///< gets the digest of each file, by its path
    DigestCache *known = nullptr;                        ///< files that need not be read
};
base::Result<void> hashTree(const image::LayerView &view, const image::LayerView::Entry &source,
                            const CopyRules &rules, base::Sha256 &hash, const HashOptions &options,
                            const base::OperationContext &context);

/// Files of the view that match a COPY source pattern, sorted. A name without wildcards is looked up.
/// "**" is any number of directories with --parents, and otherwise means "*", as docker has it.
enum class DoubleStar { AnyDepth, OneLevel };
base::Result<std::vector<image::LayerView::Entry>> globView(const image::LayerView &view,
                                                            const std::string &pattern,
                                                            DoubleStar doubleStar = DoubleStar::OneLevel);
bool hasWildcard(std::string_view pattern);

} // namespace catamaran::engine::build
