// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/image/seed_iso.h"

#include "engine/base/file.h"

#include <archive.h>
#include <archive_entry.h>
#include <memory>

namespace catamaran::hv::image {

namespace {

struct ArchiveCloser {
    void operator()(archive *writer) const { archive_write_free(writer); }
};
struct EntryCloser {
    void operator()(archive_entry *entry) const { archive_entry_free(entry); }
};

la_ssize_t append(archive *, void *target, const void *data, std::size_t size)
{
    static_cast<std::string *>(target)->append(static_cast<const char *>(data), size);
    return static_cast<la_ssize_t>(size);
}

base::Error archiveError(archive *writer)
{
    const char *text = archive_error_string(writer);
    return {base::Errc::System,
            std::string("write the seed image: ") + (text != nullptr ? text : "unknown error")};
}

} // namespace

base::Result<void> writeSeedIso(const std::string &path, const std::map<std::string, std::string> &files,
                                const std::string &label)
{
    std::string image;
    {
        const std::unique_ptr<archive, ArchiveCloser> writer(archive_write_new());
        const std::string options = "volume-id=" + label + ",joliet=1,rockridge=useful";
        if (archive_write_set_format_iso9660(writer.get()) != ARCHIVE_OK ||
            archive_write_set_options(writer.get(), options.c_str()) != ARCHIVE_OK ||
            archive_write_set_bytes_in_last_block(writer.get(), 1) != ARCHIVE_OK ||
            archive_write_open(writer.get(), &image, nullptr, append, nullptr) != ARCHIVE_OK)
            return base::fail(archiveError(writer.get()));
        for (const auto &[name, text] : files) {
            const std::unique_ptr<archive_entry, EntryCloser> entry(archive_entry_new());
            archive_entry_set_pathname(entry.get(), name.c_str());
            archive_entry_set_size(entry.get(), static_cast<la_int64_t>(text.size()));
            archive_entry_set_filetype(entry.get(), AE_IFREG);
            archive_entry_set_perm(entry.get(), 0444);
            if (archive_write_header(writer.get(), entry.get()) != ARCHIVE_OK ||
                archive_write_data(writer.get(), text.data(), text.size()) !=
                    static_cast<la_ssize_t>(text.size()))
                return base::fail(archiveError(writer.get()));
        }
        if (archive_write_close(writer.get()) != ARCHIVE_OK)
            return base::fail(archiveError(writer.get()));
    }
    return base::writeFileAtomic(path, image, 0600);
}

} // namespace catamaran::hv::image
