// SPDX-License-Identifier: GPL-3.0-or-later
// system df and ps -s: what takes how much.
#include "engine/base/file.h"
#include "engine/image/layer_store.h"
#include "engine/runtime/runtime.h"

#include <dirent.h>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <sys/stat.h>

namespace catamaran::engine::runtime {

using base::Result;

namespace {

std::vector<std::string> entriesOf(const std::string &path)
{
    std::vector<std::string> names;
    const std::unique_ptr<DIR, int (*)(DIR *)> directory(::opendir(path.c_str()), ::closedir);
    while (const dirent *entry = directory ? ::readdir(directory.get()) : nullptr) {
        const std::string name = entry->d_name;
        if (name != "." && name != "..")
            names.push_back(name);
    }
    return names;
}

/// Blocks of the entry itself, without what is below.
std::int64_t ownBlocks(const std::string &path)
{
    struct stat status {};
    return ::lstat(path.c_str(), &status) == 0 ? std::int64_t{status.st_blocks} * 512 : 0;
}

/// docker's size of a writable layer: lengths of what is no directory, hard links once.
std::int64_t lengthsBelow(const std::string &path)
{
    std::int64_t total = 0;
    std::set<std::pair<dev_t, ino_t>> seen;
    std::error_code error;
    using Iterator = std::filesystem::recursive_directory_iterator;
    for (Iterator it(path, std::filesystem::directory_options::skip_permission_denied, error), end;
         !error && it != end; it.increment(error)) {
        struct stat status {};
        if (::lstat(it->path().c_str(), &status) != 0 || S_ISDIR(status.st_mode))
            continue;
        if (status.st_nlink > 1 && !seen.insert({status.st_dev, status.st_ino}).second)
            continue;
        total += status.st_size;
    }
    return total;
}

/// Which layers are whose, and what they take.
struct Layers {
    std::map<std::string, std::int64_t> bytes; ///< by chain id
    std::map<std::string, int> images;         ///< how many have it
};

using LayersOfImages = std::map<std::string, std::vector<image::Layer>>;

void addImages(SystemUsage &usage, const std::vector<image::ImageSummary> &images,
               const std::vector<ContainerSummary> &containers, LayersOfImages &ofImage, Layers &layers)
{
    std::map<std::string, bool> counted;
    for (const image::ImageSummary &image : images) {
        SystemUsage::Image entry;
        entry.id = image.id;
        entry.tags = image.tags;
        entry.createdNs = image.createdNs;
        for (const ContainerSummary &container : containers)
            entry.containers += container.imageId == image.id ? 1 : 0;
        for (const image::Layer &layer : ofImage[image.id]) {
            const std::int64_t bytes = layers.bytes[layer.chainId];
            entry.sizeBytes += bytes;
            (layers.images[layer.chainId] > 1 ? entry.sharedBytes : entry.uniqueBytes) += bytes;
            bool &used = counted[layer.chainId];
            used = used || entry.containers > 0;
        }
        usage.images.push_back(std::move(entry));
    }
    // What the store keeps of the layers goes with them, in proportion.
    double all = 0;
    double unused = 0;
    for (const auto &[chain, used] : counted) {
        const auto bytes = static_cast<double>(layers.bytes[chain]);
        all += bytes;
        unused += used ? 0 : bytes;
    }
    if (all > 0)
        usage.reclaimableImageBytes =
            static_cast<std::int64_t>(static_cast<double>(usage.imageBytes) * (unused / all));
}

} // namespace

Result<ContainerSize> Runtime::containerSize(const std::string &which)
{
    CATAMARAN_TRY(const std::string id, m_store->resolve(which));
    CATAMARAN_TRY(const Record record, m_store->load(id));
    ContainerSize size;
    size.ownBytes = lengthsBelow(m_services.paths.upper(id));
    size.totalBytes = size.ownBytes;
    CATAMARAN_TRY(const auto images, m_services.images.list());
    for (const image::ImageSummary &image : images) {
        if (image.id == record.imageId)
            size.totalBytes += image.sizeBytes;
    }
    return size;
}

Result<SystemUsage> Runtime::systemUsage()
{
    SystemUsage usage;
    const Paths &paths = m_services.paths;
    CATAMARAN_TRY(const auto containers, this->containers(Which::All));
    CATAMARAN_TRY(const auto images, m_services.images.list());
    Layers layers;
    LayersOfImages ofImage;
    image::LayerStore *store = m_services.images.layerStore();
    for (const image::ImageSummary &image : images) {
        if (store) {
            CATAMARAN_TRY(ofImage[image.id], store->layersOf(image.id));
        }
        for (const image::Layer &layer : ofImage[image.id]) {
            ++layers.images[layer.chainId];
        }
    }
    // Write-ahead log and shared memory are there only while the database is open, as it is now: their
    // content goes into the database, and they are left out.
    (void)m_services.database->run("PRAGMA wal_checkpoint(TRUNCATE)");
    for (const std::string &name : entriesOf(paths.data)) {
        if (name == "state.db-wal" || name == "state.db-shm")
            continue;
        const std::string path = paths.data + "/" + name;
        if (name == "containers") {
            usage.containerBytes += ownBlocks(path);
            for (const std::string &id : entriesOf(path)) {
                CATAMARAN_TRY(const std::int64_t bytes, base::diskUsage(path + "/" + id));
                usage.containerBytes += bytes;
                for (const ContainerSummary &container : containers) {
                    if (container.id == id)
                        usage.containers.push_back({id, bytes,
                                                    container.state != ContainerState::Exited &&
                                                        container.state != ContainerState::Created &&
                                                        container.state != ContainerState::Dead});
                }
            }
        } else if (name == "volumes") {
            CATAMARAN_TRY(usage.volumes, m_volumes.list(VolumeService::Sizes::Yes));
            CATAMARAN_TRY(const std::int64_t bytes, base::diskUsage(path));
            usage.volumeBytes += bytes;
        } else if (name == "layers") {
            usage.imageBytes += ownBlocks(path);
            for (const std::string &chain : entriesOf(path)) {
                CATAMARAN_TRY(const std::int64_t bytes, base::diskUsage(path + "/" + chain));
                const std::string digest = "sha256:" + chain;
                layers.bytes[digest] = bytes;
                if (chain.starts_with('.') || layers.images.contains(digest)) {
                    usage.imageBytes += bytes;
                } else {
                    usage.buildCacheBytes += bytes;
                    ++usage.buildCacheEntries;
                }
            }
        } else if (name == "build") { // cache mounts, and why steps ran again
            CATAMARAN_TRY(const std::int64_t bytes, base::diskUsage(path));
            usage.buildCacheBytes += bytes;
            usage.buildCacheEntries += static_cast<int>(entriesOf(path + "/cache").size());
        } else if (name == "store") {
            CATAMARAN_TRY(const std::int64_t bytes, base::diskUsage(path));
            usage.imageBytes += bytes;
        } else {
            CATAMARAN_TRY(const std::int64_t bytes, base::diskUsage(path));
            usage.otherBytes += bytes;
        }
    }
    usage.otherBytes += ownBlocks(paths.data);
    usage.totalBytes = usage.imageBytes + usage.containerBytes + usage.volumeBytes + usage.buildCacheBytes +
                       usage.otherBytes;
    addImages(usage, images, containers, ofImage, layers);
    return usage;
}

} // namespace catamaran::engine::runtime
