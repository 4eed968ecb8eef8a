// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/lazy_library.h"

#include <archive.h>
#include <archive_entry.h>

/// The functions of libarchive that we call, under their own names and found at the first call: libarchive
/// brings libxml2 and ICU, and only who packs or unpacks pays for them. `using namespace libarchive` inside
/// `catamaran::engine` hides the ones that would be linked.
namespace catamaran::engine::libarchive {

inline constinit base::LazyLibrary library{"libarchive.so.13", "libarchive13 (libarchive)"};

#define CATAMARAN_ARCHIVE(name)                                                                              \
    inline constexpr auto name = &base::LazyFunction<library, #name, decltype(::name)>::call

CATAMARAN_ARCHIVE(archive_entry_copy_stat);
CATAMARAN_ARCHIVE(archive_entry_filetype);
CATAMARAN_ARCHIVE(archive_entry_free);
CATAMARAN_ARCHIVE(archive_entry_gid);
CATAMARAN_ARCHIVE(archive_entry_hardlink);
CATAMARAN_ARCHIVE(archive_entry_mtime);
CATAMARAN_ARCHIVE(archive_entry_mtime_nsec);
CATAMARAN_ARCHIVE(archive_entry_new);
CATAMARAN_ARCHIVE(archive_entry_pathname);
CATAMARAN_ARCHIVE(archive_entry_perm);
CATAMARAN_ARCHIVE(archive_entry_rdev);
CATAMARAN_ARCHIVE(archive_entry_set_gid);
CATAMARAN_ARCHIVE(archive_entry_set_hardlink);
CATAMARAN_ARCHIVE(archive_entry_set_pathname);
CATAMARAN_ARCHIVE(archive_entry_set_size);
CATAMARAN_ARCHIVE(archive_entry_set_symlink);
CATAMARAN_ARCHIVE(archive_entry_set_uid);
CATAMARAN_ARCHIVE(archive_entry_size);
CATAMARAN_ARCHIVE(archive_entry_sparse_add_entry);
CATAMARAN_ARCHIVE(archive_entry_symlink);
CATAMARAN_ARCHIVE(archive_entry_uid);
CATAMARAN_ARCHIVE(archive_entry_unset_size);
CATAMARAN_ARCHIVE(archive_entry_xattr_add_entry);
CATAMARAN_ARCHIVE(archive_entry_xattr_next);
CATAMARAN_ARCHIVE(archive_entry_xattr_reset);
CATAMARAN_ARCHIVE(archive_error_string);
CATAMARAN_ARCHIVE(archive_read_data_block);
CATAMARAN_ARCHIVE(archive_read_free);
CATAMARAN_ARCHIVE(archive_read_new);
CATAMARAN_ARCHIVE(archive_read_next_header);
CATAMARAN_ARCHIVE(archive_read_open);
CATAMARAN_ARCHIVE(archive_read_open_filename);
CATAMARAN_ARCHIVE(archive_read_support_filter_bzip2);
CATAMARAN_ARCHIVE(archive_read_support_filter_gzip);
CATAMARAN_ARCHIVE(archive_read_support_filter_none);
CATAMARAN_ARCHIVE(archive_read_support_filter_xz);
CATAMARAN_ARCHIVE(archive_read_support_filter_zstd);
CATAMARAN_ARCHIVE(archive_read_support_format_empty);
CATAMARAN_ARCHIVE(archive_read_support_format_tar);
CATAMARAN_ARCHIVE(archive_read_support_format_zip);
CATAMARAN_ARCHIVE(archive_write_add_filter_zstd);
CATAMARAN_ARCHIVE(archive_write_close);
CATAMARAN_ARCHIVE(archive_write_data);
CATAMARAN_ARCHIVE(archive_write_fail);
CATAMARAN_ARCHIVE(archive_write_finish_entry);
CATAMARAN_ARCHIVE(archive_write_free);
CATAMARAN_ARCHIVE(archive_write_header);
CATAMARAN_ARCHIVE(archive_write_new);
CATAMARAN_ARCHIVE(archive_write_open);
CATAMARAN_ARCHIVE(archive_write_set_bytes_in_last_block);
CATAMARAN_ARCHIVE(archive_write_set_bytes_per_block);
CATAMARAN_ARCHIVE(archive_write_set_format_option);
CATAMARAN_ARCHIVE(archive_write_set_format_pax_restricted);

#undef CATAMARAN_ARCHIVE

} // namespace catamaran::engine::libarchive
