// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compose/relative_paths.h"

#include "src/compose/path_table.h"

#include <vector>

namespace catamaran::compose {

namespace {

using base::Errc;
using base::Result;

enum class PathRule { Context, Unix, Plain, Watch, Mount, VolumeOptions };

const PathTable<PathRule> &rules()
{
    static const PathTable<PathRule> kRules = {
        {"services.*.build.context", PathRule::Context},
        {"services.*.build.additional_contexts.*", PathRule::Context},
        {"services.*.build.ssh.*", PathRule::Unix},
        {"services.*.env_file.*.path", PathRule::Plain},
        {"services.*.label_file.*", PathRule::Plain},
        {"services.*.extends.file", PathRule::Plain},
        {"services.*.develop.watch.*.path", PathRule::Watch},
        {"services.*.volumes.*", PathRule::Mount},
        {"configs.*.file", PathRule::Unix},
        {"secrets.*.file", PathRule::Unix},
        {"volumes.*", PathRule::VolumeOptions},
    };
    return kRules;
}

bool isWindowsAbsolute(std::string_view path)
{
    if (path.starts_with("\\\\") || path.starts_with("//"))
        return true;
    return path.size() > 2 && std::isalpha(static_cast<unsigned char>(path[0])) && path[1] == ':' &&
           (path[2] == '\\' || path[2] == '/');
}

bool isRemote(std::string_view context)
{
    if (context.find("://") != std::string_view::npos || context.starts_with("service:"))
        return true;
    return context.starts_with("github.com/") || context.starts_with("git@");
}

class Resolver {
public:
    Resolver(const std::string &base, const std::string &home, const FileReader &reader)
        : m_base(base), m_home(home), m_reader(reader)
    {
    }

    Result<void> walk(Node &node, const PathTable<PathRule>::Cursor &cursor)
    {
        if (cursor.ended())
            return {};
        if (const PathRule *rule = cursor.value())
            return apply(*rule, node);
        for (NodeEntry &entry : node.entries())
            CATAMARAN_CHECK(walk(entry.value, cursor.next(entry.key)));
        const auto inner = cursor.next("[]");
        for (Node &item : node.items())
            CATAMARAN_CHECK(walk(item, inner));
        return {};
    }

private:
    Result<void> apply(PathRule rule, Node &node) const
    {
        switch (rule) {
        case PathRule::Context:
            if (node.isString() && !isRemote(node.text()))
                plain(node);
            return {};
        case PathRule::Unix:
            unixPath(node);
            return {};
        case PathRule::Plain:
            plain(node);
            return {};
        case PathRule::Watch:
            plain(node);
            if (node.isString() && node.text().starts_with('/'))
                setText(node, m_reader.followLink(node.text()));
            return {};
        case PathRule::Mount:
            return mount(node);
        case PathRule::VolumeOptions:
            volumeOptions(node);
            return {};
        }
        return {};
    }

    static void setText(Node &node, std::string text) { node = Node::string(std::move(text), node.mark()); }

    [[nodiscard]] std::string expandHome(const std::string &path) const
    {
        if (!path.starts_with('~') || m_home.empty())
            return path;
        return joinPath(m_home, path.substr(1));
    }

    void plain(Node &node) const
    {
        if (!node.isString() || node.text().empty())
            return;
        setText(node, absolutePath(m_base, expandHome(node.text())));
    }

    void unixPath(Node &node) const
    {
        if (!node.isString())
            return;
        const std::string path = expandHome(node.text());
        if (path.starts_with('/') || isWindowsAbsolute(path))
            setText(node, path);
        else
            setText(node, joinPath(m_base, path));
    }

    Result<void> mount(Node &node) const
    {
        const Node *type = node.find("type");
        if (!type || type->text() != "bind")
            return {};
        Node *source = node.find("source");
        if (!source || !source->isString())
            return base::fail(base::Error(Errc::Parse, "invalid mount config for type \"bind\": field Source "
                                                       "must not be empty")
                                  .withWhere(node.mark().where())
                                  .withFix("Add source: with the folder or file to mount."));
        unixPath(*source);
        return {};
    }

    // A local volume with o=bind is a bind mount in disguise.
    void volumeOptions(Node &node) const
    {
        const Node *driver = node.find("driver");
        Node *options = node.find("driver_opts");
        if (!driver || driver->text() != "local" || !options)
            return;
        const Node *kind = options->find("o");
        Node *device = options->find("device");
        if (kind && kind->text() == "bind" && device)
            unixPath(*device);
    }

    const std::string &m_base;
    const std::string &m_home;
    const FileReader &m_reader;
};

std::vector<std::string_view> partsOf(std::string_view path)
{
    std::vector<std::string_view> parts;
    while (!path.empty()) {
        const std::string_view part = path.substr(0, path.find('/'));
        path.remove_prefix(std::min(part.size() + 1, path.size()));
        if (!part.empty())
            parts.push_back(part);
    }
    return parts;
}

} // namespace

std::string cleanPath(std::string_view path)
{
    const bool rooted = path.starts_with('/');
    std::vector<std::string_view> parts;
    for (const std::string_view part : partsOf(path)) {
        if (part == ".")
            continue;
        if (part != "..")
            parts.push_back(part);
        else if (!parts.empty() && parts.back() != "..")
            parts.pop_back();
        else if (!rooted)
            parts.push_back(part);
    }
    std::string out = rooted ? "/" : "";
    for (std::size_t i = 0; i < parts.size(); ++i) {
        out += i > 0 ? "/" : "";
        out += parts[i];
    }
    return out.empty() ? "." : out;
}

std::string joinPath(std::string_view directory, std::string_view path)
{
    if (directory.empty())
        return cleanPath(path);
    return cleanPath(std::string(directory) + "/" + std::string(path));
}

std::string absolutePath(std::string_view directory, std::string_view path)
{
    return path.starts_with('/') ? std::string(path) : joinPath(directory, path);
}

std::string relativeTo(std::string_view directory, std::string_view path)
{
    const std::string from = cleanPath(directory);
    const std::string to = cleanPath(path);
    const auto a = partsOf(from);
    const auto b = partsOf(to);
    std::size_t common = 0;
    while (common < a.size() && common < b.size() && a[common] == b[common])
        ++common;
    std::string out;
    for (std::size_t i = common; i < a.size(); ++i)
        out += "../";
    for (std::size_t i = common; i < b.size(); ++i)
        out += std::string(b[i]) + "/";
    return cleanPath(out);
}

std::string parentOf(std::string_view path)
{
    const std::size_t slash = path.rfind('/');
    if (slash == std::string_view::npos)
        return ".";
    return cleanPath(path.substr(0, slash + 1));
}

Result<void> resolveRelativePaths(Node &document, const std::string &base, const std::string &home,
                                  const FileReader &reader)
{
    return Resolver(base, home, reader).walk(document, rules().root());
}

} // namespace catamaran::compose
