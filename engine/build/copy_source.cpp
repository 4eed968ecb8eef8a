// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "engine/build/copier.h"
#include "engine/build/path_match.h"
#include "engine/image/layer_diff.h"

#include <fcntl.h>
#include <unistd.h>

namespace catamaran::engine::build {

using base::Errc;
using base::Result;
using image::LayerView;

namespace {

Result<void> hashFile(const std::string &host, base::Sha256 &hash, const base::OperationContext &context)
{
    CATAMARAN_TRY(const base::UniqueFd fd, base::openFile(host, O_RDONLY | O_NOFOLLOW));
    std::string buffer(1U << 18U, '\0');
    for (;;) {
        const ssize_t n = ::read(fd.get(), buffer.data(), buffer.size());
        if (n == 0)
            return {};
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return base::failErrno("read " + host);
        if (context.stopRequested())
            return base::fail(Errc::Cancelled, "cancelled");
        hash.update(buffer.data(), static_cast<std::size_t>(n));
    }
}

/// Lengths in front, so that no two trees can give the same bytes.
void field(base::Sha256 &hash, std::string_view text)
{
    hash.update(std::to_string(text.size()) + ":");
    hash.update(text);
}

/// All directories below, itself first.
Result<void> addTree(const LayerView &view, const LayerView::Entry &directory,
                     std::vector<LayerView::Entry> &out)
{
    out.push_back(directory);
    CATAMARAN_TRY(const std::vector<std::string> names, view.names(directory));
    for (const std::string &name : names) {
        if (const auto child = view.child(directory, name); child && child->isDirectory())
            CATAMARAN_CHECK(addTree(view, *child, out));
    }
    return {};
}

} // namespace

bool hasWildcard(std::string_view pattern)
{
    return pattern.find_first_of("*?[\\") != std::string_view::npos;
}

bool hasExceptions(const CopyRules &rules)
{
    return (rules.ignore && rules.ignore->hasExceptions()) || rules.excludes.hasExceptions();
}

bool isExcluded(const std::string &path, const CopyRules &rules)
{
    if (rules.ignore && rules.ignore->excludes(path))
        return true;
    if (rules.excludes.empty())
        return false;
    const std::string &base = rules.excludeBase;
    const bool below = base.size() > 1 && path.starts_with(base + "/");
    return rules.excludes.excludes(below ? std::string_view(path).substr(base.size()) : path);
}

Result<bool> hasIncluded(const LayerView &view, const LayerView::Entry &directory, const CopyRules &rules)
{
    CATAMARAN_TRY(const std::vector<std::string> names, view.names(directory));
    for (const std::string &name : names) {
        const auto child = view.child(directory, name);
        if (!child)
            continue;
        if (!isExcluded(child->path, rules))
            return true;
        if (child->isDirectory()) {
            CATAMARAN_TRY(const bool below, hasIncluded(view, *child, rules));
            if (below)
                return true;
        }
    }
    return false;
}

Result<void> hashTree(const LayerView &view, const LayerView::Entry &source, const CopyRules &rules,
                      base::Sha256 &hash, const HashOptions &options, const base::OperationContext &context)
{
    const mode_t type = source.status.st_mode & S_IFMT;
    field(hash, std::to_string(type == S_IFLNK ? S_IFLNK : source.status.st_mode));
    if (rules.keepOwner)
        field(hash, std::to_string(source.status.st_uid) + ":" + std::to_string(source.status.st_gid));
    CATAMARAN_TRY(const auto xattrs, image::layerXattrs(source.host));
    for (const auto &[name, value] : xattrs) {
        field(hash, name);
        field(hash, value);
    }
    if (type == S_IFREG) {
        std::optional<std::string> digest = options.known ? options.known->find(source.status) : std::nullopt;
        if (!digest) {
            base::Sha256 content;
            CATAMARAN_CHECK(hashFile(source.host, content, context));
            digest = content.finishHex();
            if (options.known)
                options.known->add(source.status, *digest);
        }
        field(hash, *digest);
        if (options.files)
            options.files->insert_or_assign(source.path.substr(1), std::move(*digest));
        return {};
    }
    if (type == S_IFLNK) {
        CATAMARAN_TRY(const std::string link, image::readLink(source.host));
        field(hash, link);
        return {};
    }
    if (type != S_IFDIR) {
        field(hash, std::to_string(source.status.st_rdev));
        return {};
    }
    CATAMARAN_TRY(const std::vector<std::string> names, view.names(source));
    for (const std::string &name : names) {
        const auto child = view.child(source, name);
        if (!child)
            continue;
        if (isExcluded(child->path, rules)) {
            if (!child->isDirectory() || !hasExceptions(rules))
                continue;
            CATAMARAN_TRY(const bool any, hasIncluded(view, *child, rules));
            if (!any)
                continue;
        }
        field(hash, name);
        CATAMARAN_CHECK(hashTree(view, *child, rules, hash, options, context));
    }
    field(hash, "/");
    return {};
}

Result<std::vector<LayerView::Entry>> globView(const LayerView &view, const std::string &pattern,
                                               DoubleStar doubleStar)
{
    if (!hasWildcard(pattern)) {
        CATAMARAN_TRY(auto found, view.find(pattern, LayerView::LastLink::Follow));
        std::vector<LayerView::Entry> out;
        if (found) {
            // The copy is named as it was asked for, not as the link's target.
            const auto parts = image::splitPath(pattern);
            if (!found->isDirectory() && !parts.empty() && parts.back() != "..")
                found->path = found->path.substr(0, found->path.rfind('/') + 1) + parts.back();
            out.push_back(std::move(*found));
        }
        return out;
    }
    CATAMARAN_TRY(LayerView::Entry root, view.root());
    std::vector<LayerView::Entry> level{std::move(root)};
    for (const std::string &part : image::splitPath(cleanPath("/" + pattern))) {
        std::vector<LayerView::Entry> next;
        for (const LayerView::Entry &entry : level) {
            if (part == "**" && doubleStar == DoubleStar::AnyDepth) {
                if (entry.isDirectory())
                    CATAMARAN_CHECK(addTree(view, entry, next));
                continue;
            }
            LayerView::Entry directory = entry;
            if (S_ISLNK(entry.status.st_mode)) {
                CATAMARAN_TRY(auto target, view.find(entry.path, LayerView::LastLink::Follow));
                if (!target)
                    continue;
                directory = std::move(*target);
            }
            if (!directory.isDirectory())
                continue;
            CATAMARAN_TRY(const std::vector<std::string> names, view.names(directory));
            for (const std::string &name : names) {
                CATAMARAN_TRY(const bool matched, matchPath(part, name));
                auto child = matched ? view.child(directory, name) : std::nullopt;
                if (child)
                    next.push_back(std::move(*child));
            }
        }
        level = std::move(next);
    }
    return level;
}

} // namespace catamaran::engine::build
