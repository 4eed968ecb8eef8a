// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/inspect/layers.h"

#include "engine/image/layer_view.h"

#include <algorithm>
#include <dirent.h>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>

namespace catamaran::engine::inspect {

using base::Result;

namespace {

/// What can be seen so far at a path.
struct Seen {
    std::size_t layer = 0;
    std::int64_t bytes = 0;
    std::uint32_t mode = 0;
};

class Walk {
public:
    Walk(LayerReport &report, const base::OperationContext &context) : m_report(report), m_context(context) {}

    Result<void> layer(const std::string &directory)
    {
        m_at = m_report.layers.size() - 1;
        m_inodes.clear();
        CATAMARAN_CHECK(walk(directory, ""));
        auto &changes = m_report.layers[m_at].changes;
        std::sort(changes.begin(), changes.end(),
                  [](const LayerChange &a, const LayerChange &b) { return a.path < b.path; });
        return {};
    }

    void finish()
    {
        for (auto &[path, wasted] : m_wasted)
            m_report.wasted.push_back(std::move(wasted));
        std::stable_sort(m_report.wasted.begin(), m_report.wasted.end(),
                         [](const WastedFile &a, const WastedFile &b) { return a.bytes > b.bytes; });
    }

private:
    Result<void> walk(const std::string &host, const std::string &path)
    {
        if (m_context.stopRequested())
            return base::fail(base::Errc::Cancelled, "cancelled");
        const std::unique_ptr<DIR, int (*)(DIR *)> directory(::opendir(host.c_str()), &::closedir);
        if (!directory)
            return base::failErrno("open " + host);
        std::vector<std::string> names;
        while (const dirent *entry = ::readdir(directory.get())) {
            const std::string name = entry->d_name;
            if (name != "." && name != "..")
                names.push_back(name);
        }
        std::sort(names.begin(), names.end());
        if (image::isOpaque(host)) {
            const std::set<std::string> kept(names.begin(), names.end());
            hide(path, &kept);
        }
        for (const std::string &name : names)
            CATAMARAN_CHECK(entry(host + "/" + name, path + "/" + name));
        return {};
    }

    Result<void> entry(const std::string &host, const std::string &path)
    {
        struct stat status {};
        if (::lstat(host.c_str(), &status) != 0)
            return base::failErrno("stat " + host);
        LayerSummary &layer = m_report.layers[m_at];
        if (image::isWhiteout(status)) {
            if (const auto found = m_tree.find(path); found != m_tree.end())
                remove(found);
            return {};
        }
        const std::int64_t bytes = S_ISREG(status.st_mode) ? status.st_size : 0;
        const bool counted = bytes > 0 && (status.st_nlink < 2 || m_inodes.insert(status.st_ino).second);
        if (counted) {
            layer.bytes += bytes;
            m_report.totalBytes += bytes;
        }
        const auto found = m_tree.find(path);
        const bool isNew = found == m_tree.end();
        const bool isDirectory = S_ISDIR(status.st_mode);
        if (!isNew && S_ISDIR(found->second.mode) && !isDirectory)
            hide(path, nullptr);
        if (!isNew && !S_ISDIR(found->second.mode))
            waste(path, found->second);
        if (isNew || !isDirectory || !S_ISDIR(found->second.mode)) {
            layer.changes.push_back(
                {isNew ? LayerChange::Kind::Added : LayerChange::Kind::Changed, path, bytes, status.st_mode});
            ++(isNew ? layer.added : layer.changed);
        }
        m_tree[path] = {m_at, counted ? bytes : 0, status.st_mode};
        return isDirectory ? walk(host, path) : Result<void>();
    }

    using Position = std::map<std::string, Seen>::iterator;

    void remove(Position found)
    {
        const std::string path = found->first;
        hide(path, nullptr);
        forget(m_tree.find(path));
    }

    /// Everything below a directory goes, apart from the names in `kept`, which come again.
    void hide(const std::string &path, const std::set<std::string> *kept)
    {
        const std::string below = path + "/";
        for (auto at = m_tree.lower_bound(below); at != m_tree.end() && at->first.starts_with(below);) {
            const std::string name =
                at->first.substr(below.size(), at->first.find('/', below.size()) - below.size());
            const auto next = std::next(at);
            if (!kept || !kept->contains(name))
                forget(at);
            at = next;
        }
    }

    void forget(Position found)
    {
        if (found == m_tree.end())
            return;
        LayerSummary &layer = m_report.layers[m_at];
        layer.changes.push_back({LayerChange::Kind::Removed, found->first, found->second.bytes, 0});
        ++layer.removed;
        waste(found->first, found->second);
        m_tree.erase(found);
    }

    void waste(const std::string &path, const Seen &seen)
    {
        if (seen.bytes == 0)
            return;
        m_report.wastedBytes += seen.bytes;
        m_report.layers[seen.layer].wastedBytes += seen.bytes;
        WastedFile &file = m_wasted[path];
        file.path = path;
        ++file.copies;
        file.bytes += seen.bytes;
    }

    LayerReport &m_report;
    const base::OperationContext &m_context;
    std::size_t m_at = 0;
    std::set<ino_t> m_inodes;
    std::map<std::string, Seen> m_tree;
    std::map<std::string, WastedFile> m_wasted;
};

std::string_view kindName(LayerChange::Kind kind)
{
    return kind == LayerChange::Kind::Added     ? "added"
           : kind == LayerChange::Kind::Changed ? "changed"
                                                : "removed";
}

} // namespace

Result<LayerReport> explainLayers(const image::ResolvedImage &image, const base::OperationContext &context)
{
    LayerReport report;
    std::vector<std::string> steps;
    for (const spec::History &step : image.config.history) {
        if (!step.emptyLayer)
            steps.push_back(step.createdBy);
    }
    Walk walk(report, context);
    for (std::size_t i = 0; i < image.layerDirectories.size(); ++i) {
        report.layers.emplace_back();
        if (steps.size() == image.layerDirectories.size())
            report.layers.back().createdBy = steps[i];
        CATAMARAN_CHECK(walk.layer(image.layerDirectories[i]));
    }
    walk.finish();
    return report;
}

std::string layersJson(const LayerReport &report)
{
    using Json = nlohmann::ordered_json;
    Json layers = Json::array();
    for (std::size_t i = 0; i < report.layers.size(); ++i) {
        const LayerSummary &layer = report.layers[i];
        Json changes = Json::array();
        for (const LayerChange &change : layer.changes)
            changes.push_back({{"kind", kindName(change.kind)},
                               {"path", change.path},
                               {"bytes", change.bytes},
                               {"mode", change.mode}});
        layers.push_back({{"layer", i + 1},
                          {"createdBy", layer.createdBy},
                          {"bytes", layer.bytes},
                          {"wastedBytes", layer.wastedBytes},
                          {"added", layer.added},
                          {"changed", layer.changed},
                          {"removed", layer.removed},
                          {"files", changes}});
    }
    Json wasted = Json::array();
    for (const WastedFile &file : report.wasted)
        wasted.push_back({{"path", file.path}, {"copies", file.copies}, {"bytes", file.bytes}});
    const Json all = {{"totalBytes", report.totalBytes},
                      {"wastedBytes", report.wastedBytes},
                      {"efficiency", report.efficiency()},
                      {"layers", layers},
                      {"wasted", wasted}};
    return all.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace catamaran::engine::inspect
