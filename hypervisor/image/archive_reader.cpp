// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/image/archive_reader.h"

#include <archive.h>
#include <archive_entry.h>
#include <memory>
#include <vector>

namespace catamaran::hv::image {

namespace {

using base::Errc;
using base::Result;

struct ArchiveCloser {
    void operator()(struct archive *a) const { archive_read_free(a); }
};
using Archive = std::unique_ptr<struct archive, ArchiveCloser>;

constexpr std::size_t kFileLimit = 256U << 20;

std::string reason(struct archive *a)
{
    const char *text = archive_error_string(a);
    return text != nullptr ? text : "unknown error";
}

Result<std::string> readAll(struct archive *a, std::size_t limit)
{
    std::string out;
    std::vector<char> buffer(256U << 10);
    for (;;) {
        const la_ssize_t n = archive_read_data(a, buffer.data(), buffer.size());
        if (n == 0)
            return out;
        // The kernel's payload ends with its size in four bytes, which the filter takes for a broken second
        // stream; what came before is whole.
        if (n < 0)
            return out.empty() ? Result<std::string>(base::fail(Errc::Corrupt, reason(a))) : out;
        out.append(buffer.data(), static_cast<std::size_t>(n));
        if (out.size() > limit)
            return base::fail(Errc::Corrupt, "unpacks to more than " + std::to_string(limit) + " bytes");
    }
}

// One package member (the inner tar) read through libarchive's callback interface, so that nothing is copied
// to disk.
struct InnerStream {
    struct archive *outer;
    std::vector<char> buffer = std::vector<char>(256U << 10);
};

la_ssize_t readInner(struct archive *, void *client, const void **data)
{
    auto *stream = static_cast<InnerStream *>(client);
    *data = stream->buffer.data();
    return archive_read_data(stream->outer, stream->buffer.data(), stream->buffer.size());
}

using Wants = std::function<bool(const std::string &)>;
using Take = std::function<Result<void>(const std::string &, std::string)>;

std::string cleanPath(const char *path)
{
    std::string_view text = path != nullptr ? path : "";
    while (text.starts_with("./") || text.starts_with('/'))
        text.remove_prefix(text.starts_with('/') ? 1 : 2);
    return std::string(text);
}

Result<void> walk(struct archive *a, const Wants &wants, const Take &take)
{
    for (;;) {
        struct archive_entry *entry = nullptr;
        const int status = archive_read_next_header(a, &entry);
        if (status == ARCHIVE_EOF)
            return {};
        if (status < ARCHIVE_WARN)
            return base::fail(Errc::Corrupt, reason(a));
        const std::string path = cleanPath(archive_entry_pathname(entry));
        if (archive_entry_filetype(entry) != AE_IFREG || !wants(path))
            continue;
        CATAMARAN_TRY(std::string content, readAll(a, kFileLimit));
        if (archive_entry_size_is_set(entry) != 0 &&
            content.size() != static_cast<std::size_t>(archive_entry_size(entry)))
            return base::fail(Errc::Corrupt, path + " is cut short");
        CATAMARAN_CHECK(take(path, std::move(content)));
    }
}

Result<void> walkInner(struct archive *outer, const Wants &wants, const Take &take)
{
    Archive inner(archive_read_new());
    archive_read_support_filter_all(inner.get());
    archive_read_support_format_tar(inner.get());
    archive_read_support_format_cpio(inner.get());
    InnerStream stream{outer};
    if (archive_read_open(inner.get(), &stream, nullptr, readInner, nullptr) != ARCHIVE_OK)
        return base::fail(Errc::Corrupt, reason(inner.get()));
    return walk(inner.get(), wants, take);
}

} // namespace

Result<std::string> decompress(std::string_view data, std::size_t limit)
{
    Archive a(archive_read_new());
    archive_read_support_filter_all(a.get());
    archive_read_support_format_raw(a.get());
    struct archive_entry *entry = nullptr;
    if (archive_read_open_memory(a.get(), data.data(), data.size()) != ARCHIVE_OK ||
        archive_read_next_header(a.get(), &entry) != ARCHIVE_OK)
        return base::fail(Errc::Corrupt, "cannot decompress: " + reason(a.get()));
    return readAll(a.get(), limit);
}

Result<void> readPackage(const std::string &packagePath, const Wants &wants, const Take &take)
{
    Archive outer(archive_read_new());
    archive_read_support_filter_all(outer.get());
    archive_read_support_format_ar(outer.get());
    archive_read_support_format_cpio(outer.get());
    const auto failed = [&](base::Error error) {
        return base::fail(std::move(error).withContext("read package " + packagePath));
    };
    if (archive_read_open_filename(outer.get(), packagePath.c_str(), 256U << 10) != ARCHIVE_OK)
        return failed(base::Error(Errc::Corrupt, reason(outer.get())));
    struct archive_entry *entry = nullptr;
    if (archive_read_next_header(outer.get(), &entry) != ARCHIVE_OK)
        return failed(base::Error(Errc::Corrupt, reason(outer.get())));
    if ((archive_format(outer.get()) & ARCHIVE_FORMAT_BASE_MASK) == ARCHIVE_FORMAT_CPIO) {
        // An RPM: the filter has stripped its headers, the payload is the cpio itself. Reopen to see entry
        // one.
        outer.reset(archive_read_new());
        archive_read_support_filter_all(outer.get());
        archive_read_support_format_cpio(outer.get());
        if (archive_read_open_filename(outer.get(), packagePath.c_str(), 256U << 10) != ARCHIVE_OK)
            return failed(base::Error(Errc::Corrupt, reason(outer.get())));
        if (auto walked = walk(outer.get(), wants, take); !walked)
            return failed(std::move(walked).error());
        return {};
    }
    do {
        if (!cleanPath(archive_entry_pathname(entry)).starts_with("data.tar"))
            continue;
        if (auto walked = walkInner(outer.get(), wants, take); !walked)
            return failed(std::move(walked).error());
        return {};
    } while (archive_read_next_header(outer.get(), &entry) == ARCHIVE_OK);
    return failed(base::Error(Errc::Corrupt, "it holds no data.tar"));
}

} // namespace catamaran::hv::image
