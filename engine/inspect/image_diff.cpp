// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/inspect/image_diff.h"

#include "engine/base/file.h"
#include "engine/base/unique_fd.h"

#include <algorithm>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <unistd.h>

namespace catamaran::engine::inspect {

using base::Result;
using image::LayerView;

namespace {

Result<bool> sameContent(const std::string &a, const std::string &b)
{
    CATAMARAN_TRY(const base::UniqueFd left, base::openFile(a, O_RDONLY | O_NOFOLLOW));
    CATAMARAN_TRY(const base::UniqueFd right, base::openFile(b, O_RDONLY | O_NOFOLLOW));
    constexpr std::size_t kPiece = 128U << 10;
    std::vector<char> x(kPiece);
    std::vector<char> y(kPiece);
    for (off_t at = 0;;) {
        const ssize_t n = ::pread(left.get(), x.data(), x.size(), at);
        const ssize_t m = ::pread(right.get(), y.data(), y.size(), at);
        if (n < 0 || m < 0)
            return base::failErrno("read " + a);
        if (n != m || !std::equal(x.begin(), x.begin() + n, y.begin()))
            return false;
        if (n == 0)
            return true;
        at += n;
    }
}

class Comparison {
public:
    Comparison(const LayerView &a, const LayerView &b, ImageDifference &out,
               const base::OperationContext &context)
        : m_a(a), m_b(b), m_out(out), m_context(context)
    {
    }

    Result<void> directories(const LayerView::Entry &a, const LayerView::Entry &b)
    {
        if (m_context.stopRequested())
            return base::fail(base::Errc::Cancelled, "cancelled");
        CATAMARAN_TRY(const auto left, m_a.names(a));
        CATAMARAN_TRY(const auto right, m_b.names(b));
        std::set<std::string> names(left.begin(), left.end());
        names.insert(right.begin(), right.end());
        for (const std::string &name : names) {
            const auto x = m_a.child(a, name);
            const auto y = m_b.child(b, name);
            if (x && y) {
                CATAMARAN_CHECK(both(*x, *y));
            } else if (x) {
                CATAMARAN_CHECK(one(m_a, *x, LayerChange::Kind::Removed));
            } else if (y) {
                CATAMARAN_CHECK(one(m_b, *y, LayerChange::Kind::Added));
            }
        }
        return {};
    }

private:
    Result<void> one(const LayerView &view, const LayerView::Entry &entry, LayerChange::Kind kind)
    {
        note(entry, kind);
        if (!entry.isDirectory())
            return {};
        CATAMARAN_TRY(const auto names, view.names(entry));
        for (const std::string &name : names) {
            if (const auto child = view.child(entry, name)) {
                CATAMARAN_CHECK(one(view, *child, kind));
            }
        }
        return {};
    }

    Result<void> both(const LayerView::Entry &x, const LayerView::Entry &y)
    {
        const bool sameKind = (x.status.st_mode & S_IFMT) == (y.status.st_mode & S_IFMT);
        if (!sameKind) {
            CATAMARAN_CHECK(one(m_a, x, LayerChange::Kind::Removed));
            return one(m_b, y, LayerChange::Kind::Added);
        }
        bool same = x.status.st_mode == y.status.st_mode && x.status.st_uid == y.status.st_uid &&
                    x.status.st_gid == y.status.st_gid && x.status.st_rdev == y.status.st_rdev;
        if (x.isDirectory()) {
            if (!same)
                note(y, LayerChange::Kind::Changed);
            return x.merged == y.merged ? Result<void>() : directories(x, y);
        }
        if (x.host != y.host && same && S_ISREG(x.status.st_mode)) {
            same = x.status.st_size == y.status.st_size;
            if (same) {
                CATAMARAN_TRY(same, sameContent(x.host, y.host));
            }
        } else if (x.host != y.host && same && S_ISLNK(x.status.st_mode)) {
            CATAMARAN_TRY(const std::string left, image::readLink(x.host));
            CATAMARAN_TRY(const std::string right, image::readLink(y.host));
            same = left == right;
        }
        if (!same)
            note(y, LayerChange::Kind::Changed);
        return {};
    }

    void note(const LayerView::Entry &entry, LayerChange::Kind kind)
    {
        m_out.files.push_back({kind, entry.path, S_ISREG(entry.status.st_mode) ? entry.status.st_size : 0,
                               entry.status.st_mode});
    }

    const LayerView &m_a;
    const LayerView &m_b;
    ImageDifference &m_out;
    const base::OperationContext &m_context;
};

std::string joined(const std::vector<std::string> &words)
{
    return nlohmann::json(words).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// The configuration as names and texts.
std::map<std::string, std::string> settingsOf(const spec::ImageConfig &config)
{
    std::map<std::string, std::string> out;
    out["Platform"] =
        config.os + "/" + config.architecture + (config.variant.empty() ? "" : "/" + config.variant);
    out["User"] = config.user;
    out["WorkingDir"] = config.workingDirectory;
    out["Entrypoint"] = config.entrypoint ? joined(*config.entrypoint) : "";
    out["Cmd"] = config.command ? joined(*config.command) : "";
    out["StopSignal"] = config.stopSignal;
    out["Healthcheck"] = config.health ? "set" : "";
    for (const std::string &port : config.exposedPorts)
        out["Port " + port] = "exposed";
    for (const std::string &volume : config.volumes)
        out["Volume " + volume] = "declared";
    for (const std::string &entry : config.environment)
        out["Env " + entry.substr(0, entry.find('='))] =
            entry.find('=') == std::string::npos ? "" : entry.substr(entry.find('=') + 1);
    for (const auto &[name, value] : config.labels)
        out["Label " + name] = value;
    return out;
}

void comparePackages(const Inventory &a, const Inventory &b, ImageDifference &out)
{
    using Key = std::pair<std::string, std::string>;
    std::map<Key, std::pair<std::set<std::string>, std::set<std::string>>> all;
    for (const Package &package : a.packages)
        all[{std::string(packageKindName(package.kind)), package.name}].first.insert(package.version);
    for (const Package &package : b.packages)
        all[{std::string(packageKindName(package.kind)), package.name}].second.insert(package.version);
    const auto text = [](const std::set<std::string> &versions) {
        std::string list;
        for (const std::string &version : versions)
            list += (list.empty() ? "" : ", ") + version;
        return list;
    };
    for (const auto &[key, versions] : all) {
        if (versions.first != versions.second)
            out.packages.push_back({key.first, key.second, text(versions.first), text(versions.second)});
    }
}

} // namespace

Result<ImageDifference> compareImages(const image::ResolvedImage &a, const image::ResolvedImage &b,
                                      const base::OperationContext &context)
{
    ImageDifference out;
    const LayerView left(a.layerDirectories);
    const LayerView right(b.layerDirectories);
    CATAMARAN_TRY(const LayerView::Entry x, left.root());
    CATAMARAN_TRY(const LayerView::Entry y, right.root());
    CATAMARAN_CHECK(Comparison(left, right, out, context).directories(x, y));
    CATAMARAN_TRY(const Inventory before, takeInventory(a, context));
    CATAMARAN_TRY(const Inventory after, takeInventory(b, context));
    comparePackages(before, after, out);
    const auto old = settingsOf(a.config);
    const auto now = settingsOf(b.config);
    std::set<std::string> names;
    for (const auto *settings : {&old, &now}) {
        for (const auto &[name, value] : *settings)
            names.insert(name);
    }
    for (const std::string &name : names) {
        const auto l = old.find(name);
        const auto r = now.find(name);
        const std::string was = l == old.end() ? "" : l->second;
        const std::string is = r == now.end() ? "" : r->second;
        if (was != is)
            out.settings.push_back({name, was, is});
    }
    return out;
}

std::string differenceJson(const ImageDifference &difference)
{
    using Json = nlohmann::ordered_json;
    Json files = Json::array();
    for (const LayerChange &change : difference.files)
        files.push_back({{"kind", change.kind == LayerChange::Kind::Added     ? "added"
                                  : change.kind == LayerChange::Kind::Changed ? "changed"
                                                                              : "removed"},
                         {"path", change.path},
                         {"bytes", change.bytes}});
    Json packages = Json::array();
    for (const auto &package : difference.packages)
        packages.push_back({{"type", package.type},
                            {"name", package.name},
                            {"before", package.before},
                            {"after", package.after}});
    Json settings = Json::array();
    for (const auto &setting : difference.settings)
        settings.push_back({{"name", setting.name}, {"before", setting.before}, {"after", setting.after}});
    const Json all = {{"files", files}, {"packages", packages}, {"config", settings}};
    return all.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace catamaran::engine::inspect
