// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cgroup/group_names.h"

#include "engine/cgroup/group_files.h"

#include <algorithm>
#include <cstdio>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace catamaran::engine::cgroup {

namespace {

// NAME_MAX of every file system, so of a group's name too.
constexpr std::size_t kLongestName = 255;
// trusted.* needs CAP_SYS_ADMIN; user.* exists on v2 for everybody.
constexpr const char *kMadeMarks[] = {"trusted.catamaran", "user.catamaran"};

std::vector<std::string> components(std::string_view path)
{
    std::vector<std::string> result;
    while (!path.empty()) {
        const std::size_t end = path.find('/');
        if (end != 0)
            result.emplace_back(path.substr(0, end));
        path.remove_prefix(end == std::string_view::npos ? path.size() : end + 1);
    }
    return result;
}

// "a-b.slice" lies in "a.slice"; "-.slice" is the root.
std::string expandedSlice(const std::string &name)
{
    const std::string_view stem = std::string_view(name).substr(0, name.size() - 6);
    if (stem == "-")
        return {};
    std::string result;
    for (std::size_t dash = stem.find('-'); dash != std::string_view::npos; dash = stem.find('-', dash + 1))
        result.append(stem.substr(0, dash)).append(".slice/");
    return result + name;
}

} // namespace

base::Result<std::string> parentPath(std::string_view cgroupParent)
{
    const auto invalid = [&](const char *why) {
        return base::fail(base::Error(base::Errc::InvalidArgument,
                                      "invalid cgroup parent \"" + std::string(cgroupParent) + "\": " + why)
                              .withFix("Name a group below the root, for example --cgroup-parent /limited or "
                                       "--cgroup-parent batch.slice"));
    };
    if (cgroupParent.find('\n') != std::string_view::npos)
        return invalid("a name of a group has one line");
    std::vector<std::string> parts = components(cgroupParent);
    if (parts.size() == 1 && parts[0].ends_with(".slice")) {
        const std::string &slice = parts[0];
        const std::string stem = slice.substr(0, slice.size() - 6);
        const bool good = !stem.empty() && (stem == "-" || (stem.front() != '-' && stem.back() != '-' &&
                                                            stem.find("--") == std::string::npos));
        if (!good)
            return invalid("no valid slice name (systemd.slice(5))");
        parts = components(expandedSlice(slice));
    }
    std::string result;
    for (const std::string &part : parts) {
        if (part == ".." || part == ".")
            return invalid("it may not have \".\" or \"..\" in it");
        if (part.size() > kLongestName)
            return invalid("a name of a group has at most 255 characters");
        result += (result.empty() ? "" : "/") + part;
    }
    if (result.empty())
        return invalid("it names the root");
    return result;
}

std::string escapedName(std::string_view path)
{
    std::string result;
    for (const char c : path) {
        if (c == '/')
            result += "%2F";
        else if (c == '%')
            result += "%25";
        else
            result += c;
    }
    return result;
}

std::string unescapedName(std::string_view name)
{
    std::string result;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const std::string_view code = name.substr(i, 3);
        if (code == "%2F" || code == "%25") {
            result += code == "%2F" ? '/' : '%';
            i += 2;
        } else {
            result += name[i];
        }
    }
    return result;
}

GroupNames::GroupNames(std::string root, std::string folder)
    : m_root(std::move(root)), m_folder(std::move(folder))
{
}

std::string GroupNames::noteOf(const std::string &containerId) const
{
    const std::string prefix = containerId + "@";
    for (std::string &name : subgroups(m_root + "/" + m_folder)) {
        if (name.starts_with(prefix))
            return std::move(name);
    }
    return {};
}

std::string GroupNames::relative(const std::string &containerId) const
{
    std::string ordinary = m_folder + "/" + containerId;
    if (access((m_root + "/" + ordinary).c_str(), F_OK) == 0)
        return ordinary;
    const std::string note = noteOf(containerId);
    if (note.empty())
        return ordinary;
    return unescapedName(note.substr(containerId.size() + 1)) + "/" + containerId;
}

base::Result<void> GroupNames::note(const std::string &containerId, const std::string &parent) const
{
    const std::string name = containerId + "@" + escapedName(parent);
    if (name.size() > kLongestName)
        return base::fail(base::Error(base::Errc::InvalidArgument,
                                      "the cgroup parent " + parent + " is longer than can be written down")
                              .withFix("Use a shorter path (about 180 characters)"));
    const std::string old = noteOf(containerId);
    if (!old.empty() && old != name)
        CATAMARAN_CHECK(removeGroup(m_root + "/" + m_folder + "/" + old));
    auto made = makeGroup(m_root + "/" + m_folder + "/" + name);
    if (!made)
        return base::fail(std::move(made).error());
    return {};
}

base::Result<void> GroupNames::forget(const std::string &containerId) const
{
    const std::string name = noteOf(containerId);
    if (name.empty())
        return {};
    return removeGroup(m_root + "/" + m_folder + "/" + name);
}

std::vector<std::string> GroupNames::ids() const
{
    std::vector<std::string> result;
    for (const std::string &name : subgroups(m_root + "/" + m_folder))
        result.push_back(name.substr(0, name.find('@')));
    std::sort(result.begin(), result.end());
    result.erase(std::unique(result.begin(), result.end()), result.end());
    return result;
}

base::Result<void> makeParents(const std::string &root, const std::string &relative)
{
    std::string path = root;
    for (const std::string &part : components(relative)) {
        path += "/" + part;
        CATAMARAN_TRY(const MadeGroup made, makeGroup(path));
        if (made == MadeGroup::Existed)
            continue;
        for (const char *mark : kMadeMarks) {
            if (setxattr(path.c_str(), mark, "1", 1, 0) == 0)
                break; // without a mark it stays, as docker's and runc's parents do
        }
    }
    return {};
}

void removeMadeParents(const std::string &root, const std::string &relative)
{
    std::vector<std::string> parts = components(relative);
    for (; !parts.empty(); parts.pop_back()) {
        std::string path = root;
        for (const std::string &part : parts)
            path += "/" + part;
        char value = 0;
        const bool ours = std::any_of(std::begin(kMadeMarks), std::end(kMadeMarks), [&](const char *mark) {
            return getxattr(path.c_str(), mark, &value, 1) == 1;
        });
        if (!ours || rmdir(path.c_str()) != 0)
            return; // somebody else's, or still used
    }
}

} // namespace catamaran::engine::cgroup
