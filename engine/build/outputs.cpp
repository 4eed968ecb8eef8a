// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/build/outputs.h"

#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/base/id_map.h"
#include "engine/build/copier.h"
#include "engine/image/layer_diff.h"
#include "engine/image/reference.h"
#include "engine/image/tar_writer.h"
#include "engine/spec/image/oci.h"

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/sysmacros.h>
#include <unistd.h>

namespace catamaran::engine::build {

using base::Errc;
using base::Result;
using image::LayerView;
using image::TarEntry;
using image::TarWriter;
using nlohmann::json;

namespace {

using Sink = TarWriter::Sink;

Result<void> writeAll(int fd, std::string_view data, const std::string &name)
{
    while (!data.empty()) {
        const ssize_t n = ::write(fd, data.data(), data.size());
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return base::failErrno("write " + name);
        data.remove_prefix(static_cast<std::size_t>(n));
    }
    return {};
}

/// To standard output, or to a file that appears when it is whole.
Result<void> toDestination(const std::string &destination,
                           const std::function<Result<void>(const Sink &)> &produce)
{
    if (destination == "-")
        return produce(
            [](std::string_view data) { return writeAll(STDOUT_FILENO, data, "standard output"); });
    const std::string partial = destination + ".part-" + base::randomHexId().substr(0, 12);
    const auto write = [&]() -> Result<void> {
        CATAMARAN_TRY(const base::UniqueFd out, base::openFile(partial, O_WRONLY | O_CREAT | O_EXCL));
        CATAMARAN_CHECK(
            produce([&](std::string_view data) { return writeAll(out.get(), data, destination); }));
        if (::rename(partial.c_str(), destination.c_str()) != 0)
            return base::failErrno("rename " + partial + " to " + destination);
        return {};
    };
    auto done = write();
    if (!done)
        (void)::unlink(partial.c_str());
    return done;
}

Result<void> fileData(TarWriter &tar, const std::string &host)
{
    CATAMARAN_TRY(const base::UniqueFd in, base::openFile(host, O_RDONLY | O_NOFOLLOW));
    std::string buffer(1U << 18U, '\0');
    for (;;) {
        const ssize_t n = ::read(in.get(), buffer.data(), buffer.size());
        if (n < 0 && errno != EINTR)
            return base::failErrno("read " + host);
        if (n == 0)
            return tar.endEntry();
        if (n > 0)
            CATAMARAN_CHECK(tar.data(std::string_view(buffer.data(), static_cast<std::size_t>(n))));
    }
}

/// The merged root file system as a tar.
class TreeArchiver {
public:
    TreeArchiver(const LayerView &view, const Sink &sink, const base::OperationContext &context)
        : m_view(view), m_tar(sink), m_context(context)
    {
    }
    Result<void> run()
    {
        CATAMARAN_TRY(const LayerView::Entry root, m_view.root());
        CATAMARAN_CHECK(children(root));
        return m_tar.finish();
    }

private:
    Result<void> children(const LayerView::Entry &directory)
    {
        CATAMARAN_TRY(const std::vector<std::string> names, m_view.names(directory));
        for (const std::string &name : names) {
            if (m_context.stopRequested())
                return base::fail(Errc::Cancelled, "cancelled");
            if (const auto child = m_view.child(directory, name))
                CATAMARAN_CHECK(node(*child));
        }
        return {};
    }
    Result<void> node(const LayerView::Entry &file)
    {
        const struct stat &status = file.status;
        TarEntry entry;
        entry.name = file.path.substr(1) + (file.isDirectory() ? "/" : "");
        entry.mode = status.st_mode & 07777U;
        entry.uid = base::IdMap::ofProcess().containerUser(status.st_uid);
        entry.gid = base::IdMap::ofProcess().containerGroup(status.st_gid);
        entry.mtime = status.st_mtim.tv_sec;
        CATAMARAN_TRY(entry.xattrs, image::layerXattrs(file.host));
        for (auto &[name, value] : entry.xattrs)
            value = image::imageXattr(name, std::move(value));
        if (!file.isDirectory() && status.st_nlink > 1) {
            const auto [first, isNew] = m_links.try_emplace({status.st_dev, status.st_ino}, entry.name);
            if (!isNew) {
                entry.type = '1';
                entry.link = first->second;
                return m_tar.entry(entry);
            }
        }
        switch (status.st_mode & S_IFMT) {
        case S_IFDIR:
            entry.type = '5';
            CATAMARAN_CHECK(m_tar.entry(entry));
            return children(file);
        case S_IFLNK: {
            entry.type = '2';
            CATAMARAN_TRY(entry.link, image::readLink(file.host));
            return m_tar.entry(entry);
        }
        case S_IFREG:
            entry.size = status.st_size;
            CATAMARAN_CHECK(m_tar.entry(entry));
            return fileData(m_tar, file.host);
        case S_IFIFO:
            entry.type = '6';
            return m_tar.entry(entry);
        case S_IFCHR:
        case S_IFBLK:
            entry.type = S_ISCHR(status.st_mode) ? '3' : '4';
            entry.deviceMajor = major(status.st_rdev);
            entry.deviceMinor = minor(status.st_rdev);
            return m_tar.entry(entry);
        default:
            return {}; // a socket: tar cannot hold it
        }
    }

    const LayerView &m_view;
    TarWriter m_tar;
    const base::OperationContext &m_context;
    std::map<std::pair<dev_t, ino_t>, std::string> m_links;
};

LayerView viewOf(image::LayerStore &store, const BuiltImage &image)
{
    std::vector<std::string> directories;
    for (const image::Layer &layer : image.layers)
        directories.push_back(store.directory(layer.chainId));
    return LayerView(std::move(directories));
}

Result<void> toDirectory(image::LayerStore &store, const BuiltImage &image, const std::string &destination,
                         const base::OperationContext &context)
{
    CATAMARAN_CHECK(base::makeDirectories(destination));
    const LayerView view = viewOf(store, image);
    CATAMARAN_TRY(const LayerView::Entry root, view.root());
    CopyRules rules;
    rules.keepOwner = true;
    Copier copier({}, destination, BuildTime{image.time, {}});
    CATAMARAN_CHECK(copier.copy(view, root, "/", Copier::Target::Exact, rules, context));
    return copier.finish();
}

Result<void> textMember(TarWriter &tar, const std::string &name, const std::string &text, std::int64_t time)
{
    TarEntry entry;
    entry.name = name;
    entry.mode = 0644;
    entry.size = static_cast<std::int64_t>(text.size());
    entry.mtime = time;
    CATAMARAN_CHECK(tar.entry(entry));
    CATAMARAN_CHECK(tar.data(text));
    return tar.endEntry();
}

std::string memberOf(const std::string &digest)
{
    return "blobs/sha256/" + digest.substr(digest.find(':') + 1);
}

std::string indexOf(const BuiltImage &image)
{
    spec::Index index;
    spec::Descriptor descriptor;
    descriptor.mediaType = spec::kMediaTypeManifest;
    descriptor.digest = "sha256:" + base::Sha256::hexOf(image.manifest);
    descriptor.size = static_cast<std::int64_t>(image.manifest.size());
    if (image.tags.empty())
        index.manifests.push_back(descriptor);
    for (const std::string &tag : image.tags) {
        descriptor.annotations = {{"io.containerd.image.name", tag},
                                  {std::string(spec::kAnnotationRefName), tag.substr(tag.rfind(':') + 1)}};
        index.manifests.push_back(descriptor);
    }
    return index.toJson();
}

Result<void> toLayout(image::LayerStore &store, const BuiltImage &image, const Sink &sink, bool forDocker)
{
    TarWriter tar(sink);
    for (const char *directory : {"blobs/", "blobs/sha256/"}) {
        TarEntry entry;
        entry.type = '5';
        entry.name = directory;
        entry.mode = 0755;
        entry.mtime = image.time;
        CATAMARAN_CHECK(tar.entry(entry));
    }
    std::map<std::string, std::string> members; // name to host path; texts have none
    const std::string config = "sha256:" + base::Sha256::hexOf(image.config);
    const std::string manifest = "sha256:" + base::Sha256::hexOf(image.manifest);
    for (const image::Layer &layer : image.layers)
        members[memberOf(layer.blob)] = store.blobs().path(layer.blob);
    for (const auto &[name, host] : members) {
        struct stat status {};
        if (::stat(host.c_str(), &status) != 0)
            return base::failErrno("stat " + host);
        TarEntry entry;
        entry.name = name;
        entry.mode = 0644;
        entry.size = status.st_size;
        entry.mtime = image.time;
        CATAMARAN_CHECK(tar.entry(entry));
        CATAMARAN_CHECK(fileData(tar, host));
    }
    CATAMARAN_CHECK(textMember(tar, memberOf(config), image.config, image.time));
    CATAMARAN_CHECK(textMember(tar, memberOf(manifest), image.manifest, image.time));
    CATAMARAN_CHECK(textMember(tar, "index.json", indexOf(image), image.time));
    if (forDocker) {
        json entry{{"Config", memberOf(config)}, {"RepoTags", json::array()}, {"Layers", json::array()}};
        for (const std::string &tag : image.tags)
            entry["RepoTags"].push_back(image::ImageService::familiarReference(tag));
        for (const image::Layer &layer : image.layers)
            entry["Layers"].push_back(memberOf(layer.blob));
        CATAMARAN_CHECK(textMember(tar, "manifest.json", json::array({entry}).dump(), image.time));
    }
    CATAMARAN_CHECK(textMember(tar, "oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}", image.time));
    return tar.finish();
}

} // namespace

Result<BuildOutput> BuildOutput::parse(const std::string &text)
{
    BuildOutput out;
    if (text.find('=') == std::string::npos) {
        if (text.empty())
            return base::fail(Errc::InvalidArgument, "--output needs a value");
        out.kind = text == "-" ? Kind::Tar : Kind::Local;
        out.destination = text;
        return out;
    }
    static const std::map<std::string, Kind> kKinds{{"image", Kind::Image}, {"registry", Kind::Image},
                                                    {"local", Kind::Local}, {"tar", Kind::Tar},
                                                    {"oci", Kind::Oci},     {"docker", Kind::Docker}};
    bool typed = false;
    for (std::string_view rest = text; !rest.empty();) {
        const std::size_t end = std::min(rest.find(','), rest.size());
        const std::string field(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        const std::size_t equals = field.find('=');
        const std::string value = equals == std::string::npos ? std::string() : field.substr(equals + 1);
        const std::string name = field.substr(0, equals);
        if (name == "type") {
            const auto kind = kKinds.find(value);
            if (kind == kKinds.end())
                return base::fail(
                    base::Error(Errc::Unsupported, "output type \"" + value + "\" is not supported")
                        .withFix("There are image, registry, local, tar, oci and docker."));
            out.kind = kind->second;
            out.push = out.push || value == "registry";
            typed = true;
        } else if (name == "dest" || name == "destination") {
            out.destination = value;
        } else if (name == "name") {
            out.names.push_back(value);
        } else if (name == "push" && (value == "true" || value == "false" || value.empty())) {
            out.push = value != "false";
        } else if (name == "rewrite-timestamp") {
            // SOURCE_DATE_EPOCH holds for all files of a layer here.
        } else {
            return base::fail(Errc::InvalidArgument, "unknown output option " + field);
        }
    }
    if (!typed)
        return base::fail(Errc::InvalidArgument, "type is required for output");
    if (out.kind == Kind::Docker && out.destination.empty())
        out.kind = Kind::Image; // "docker" without a file: where images are
    if (out.kind != Kind::Image && (out.push || !out.names.empty()))
        return base::fail(Errc::InvalidArgument,
                          "name and push belong to the output types image and registry");
    if (out.kind != Kind::Image && out.destination.empty())
        return base::fail(base::Error(Errc::InvalidArgument, "dest is required for this output")
                              .withFix("Write dest=PATH; dest=- is standard output."));
    if (out.kind == Kind::Local && out.destination == "-")
        return base::fail(Errc::InvalidArgument, "output type local needs a directory");
    return out;
}

Result<void> writeOutput(image::LayerStore &store, const BuiltImage &image, const BuildOutput &output,
                         const base::OperationContext &context)
{
    if (output.kind == BuildOutput::Kind::Local)
        return toDirectory(store, image, output.destination, context);
    return toDestination(output.destination, [&](const Sink &sink) -> Result<void> {
        if (output.kind == BuildOutput::Kind::Tar) {
            const LayerView view = viewOf(store, image);
            return TreeArchiver(view, sink, context).run();
        }
        return toLayout(store, image, sink, output.kind == BuildOutput::Kind::Docker);
    });
}

} // namespace catamaran::engine::build
