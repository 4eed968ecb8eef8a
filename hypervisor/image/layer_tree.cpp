// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/image/layer_tree.h"

#include "engine/base/id_map.h"
#include "engine/base/unique_fd.h"

#include <algorithm>
#include <array>
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>

namespace catamaran::hv::image {

namespace {

using base::Result;
using NodePtr = std::shared_ptr<FileNode>;
using LinkMap = std::map<std::pair<dev_t, ino_t>, NodePtr>;

struct DirectoryCloser {
    void operator()(DIR *d) const { ::closedir(d); }
};

struct ReadAttributes {
    std::vector<Attribute> kept;
    bool opaque = false;
    bool whiteout = false;
};

ReadAttributes attributesOf(const std::string &path)
{
    ReadAttributes out;
    std::array<char, 4096> names;
    const ssize_t size = ::llistxattr(path.c_str(), names.data(), names.size());
    for (ssize_t at = 0; at < size;) {
        const std::string name(names.data() + at);
        at += static_cast<ssize_t>(name.size()) + 1;
        std::string value(65536, '\0');
        const ssize_t length = ::lgetxattr(path.c_str(), name.c_str(), value.data(), value.size());
        if (length < 0)
            continue;
        value.resize(static_cast<std::size_t>(length));
        if (name == "trusted.overlay.opaque" || name == "user.overlay.opaque")
            out.opaque = value == "y";
        else if (name == "trusted.overlay.whiteout" || name == "user.overlay.whiteout")
            out.whiteout = true;
        else if (!name.starts_with("trusted.overlay.") && !name.starts_with("user.overlay.") &&
                 !name.starts_with("security.selinux") && !name.starts_with("system."))
            out.kept.push_back({name, std::move(value)});
    }
    return out;
}

void setStatus(FileNode &node, const struct stat &status)
{
    node.mode = status.st_mode;
    // A VM has its own ids: those of the image.
    node.uid = base::IdMap::ofProcess().containerUser(status.st_uid);
    node.gid = base::IdMap::ofProcess().containerGroup(status.st_gid);
    node.mtimeSeconds = status.st_mtim.tv_sec;
    node.mtimeNanoseconds = static_cast<std::uint32_t>(status.st_mtim.tv_nsec);
    node.size = S_ISREG(status.st_mode) ? static_cast<std::uint64_t>(status.st_size) : 0;
    node.device = S_ISCHR(status.st_mode) || S_ISBLK(status.st_mode) ? status.st_rdev : 0;
}

Result<void> mergeDirectory(FileNode &into, const std::string &path, LinkMap &links);

Result<void> mergeEntry(FileNode &into, const std::string &name, const std::string &path, LinkMap &links)
{
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0)
        return base::failErrno("stat " + path);
    if (S_ISCHR(status.st_mode) && status.st_rdev == makedev(0, 0)) {
        into.children.erase(name);
        return {};
    }
    ReadAttributes attributes = attributesOf(path);
    if (attributes.whiteout) {
        into.children.erase(name);
        return {};
    }
    if (S_ISDIR(status.st_mode)) {
        NodePtr &child = into.children[name];
        if (!child || !S_ISDIR(child->mode) || attributes.opaque)
            child = std::make_shared<FileNode>();
        setStatus(*child, status);
        child->attributes = std::move(attributes.kept);
        return mergeDirectory(*child, path, links);
    }
    NodePtr child;
    const std::pair key(status.st_dev, status.st_ino);
    if (status.st_nlink > 1) {
        if (const auto known = links.find(key); known != links.end())
            child = known->second;
    }
    if (!child) {
        child = std::make_shared<FileNode>();
        setStatus(*child, status);
        child->attributes = std::move(attributes.kept);
        child->source = path;
        if (status.st_nlink > 1)
            links.emplace(key, child);
        if (S_ISLNK(status.st_mode)) {
            child->linkTarget.resize(static_cast<std::size_t>(status.st_size) + 1);
            const ssize_t n = ::readlink(path.c_str(), child->linkTarget.data(), child->linkTarget.size());
            if (n < 0)
                return base::failErrno("read link " + path);
            child->linkTarget.resize(static_cast<std::size_t>(n));
        }
    }
    into.children[name] = std::move(child);
    return {};
}

Result<void> mergeDirectory(FileNode &into, const std::string &path, LinkMap &links)
{
    const std::unique_ptr<DIR, DirectoryCloser> directory(::opendir(path.c_str()));
    if (!directory)
        return base::failErrno("open layer directory " + path);
    while (const dirent *entry = ::readdir(directory.get())) {
        const std::string name = entry->d_name;
        if (name == "." || name == "..")
            continue;
        CATAMARAN_CHECK(mergeEntry(into, name, path + "/" + name, links));
    }
    return {};
}

/// Hard links may have lost some of their names to upper layers, so links are counted in the result.
void countLinks(FileNode &node)
{
    node.links = 2;
    for (const auto &[name, child] : node.children)
        if (!S_ISDIR(child->mode))
            child->links = 0;
        else
            ++node.links;
    for (const auto &[name, child] : node.children)
        if (S_ISDIR(child->mode))
            countLinks(*child);
}

void addLinks(FileNode &node)
{
    for (const auto &[name, child] : node.children)
        if (S_ISDIR(child->mode))
            addLinks(*child);
        else
            ++child->links;
}

} // namespace

Result<std::shared_ptr<FileNode>> mergeLayers(const std::vector<std::string> &layerDirectories)
{
    auto root = std::make_shared<FileNode>();
    root->mode = S_IFDIR | 0755;
    for (const std::string &layer : layerDirectories) {
        struct stat status {};
        if (::stat(layer.c_str(), &status) != 0)
            return base::failErrno("stat layer directory " + layer);
        if (!S_ISDIR(status.st_mode))
            return base::fail(base::Errc::InvalidArgument, layer + " is not a directory");
        const ReadAttributes attributes = attributesOf(layer);
        if (attributes.opaque)
            root->children.clear();
        // The layer's own directory carries the mode of "/" in the image store only by chance; keep 0755.
        root->mtimeSeconds = std::max(root->mtimeSeconds, static_cast<std::int64_t>(status.st_mtim.tv_sec));
        LinkMap links;
        CATAMARAN_CHECK(mergeDirectory(*root, layer, links));
    }
    countLinks(*root);
    addLinks(*root);
    return root;
}

} // namespace catamaran::hv::image
