// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/stack_drop.h"

#include <QDir>
#include <QFile>

#include <archive.h>
#include <archive_entry.h>
#include <memory>

namespace catamaran::bridge {

namespace {

using base::Errc;
using base::Error;

constexpr qint64 kMostBytes = 1LL << 30;
constexpr int kMostMembers = 20'000;
constexpr std::size_t kBlock = 64 * 1024;

struct CloseArchive {
    void operator()(archive *handle) const { archive_read_free(handle); }
};

Error broken(archive *handle, const QString &path)
{
    const char *words = archive_error_string(handle);
    return {Errc::Corrupt,
            "cannot unpack " + path.toStdString() + ": " + (words != nullptr ? words : "unknown format")};
}

/// "" for a name that would leave the folder.
QString safeName(const QString &name)
{
    const QString clean = QDir::cleanPath(name);
    const bool leaves = clean.startsWith(QLatin1Char('/')) || clean == QLatin1String("..") ||
                        clean.startsWith(QLatin1String("../"));
    return leaves ? QString() : clean;
}

base::Result<qint64> writeMember(archive *handle, const QString &target, const QString &archivePath,
                                 qint64 budget)
{
    QFile file(target);
    // The folder is new and every member is written once, so nothing is followed or replaced here.
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        return base::fail(Error(Errc::System, "cannot write " + target.toStdString() + ": " +
                                                  file.errorString().toStdString()));
    char block[kBlock];
    qint64 total = 0;
    for (;;) {
        const la_ssize_t length = archive_read_data(handle, block, sizeof block);
        if (length < 0)
            return base::fail(broken(handle, archivePath));
        if (length == 0)
            return total;
        total += length;
        if (total > budget)
            return base::fail(Error(Errc::NoSpace, archivePath.toStdString() + " holds more than 1 GiB")
                                  .withFix("Unpack it by hand and drop the folder."));
        if (file.write(block, length) != length)
            return base::fail(Error(Errc::NoSpace, "cannot write " + target.toStdString() + ": " +
                                                       file.errorString().toStdString()));
    }
}

} // namespace

base::Result<void> unpackArchive(const QString &path, const QString &directory)
{
    const std::unique_ptr<archive, CloseArchive> handle(archive_read_new());
    archive_read_support_format_zip(handle.get());
    archive_read_support_format_tar(handle.get());
    archive_read_support_filter_all(handle.get());
    if (archive_read_open_filename(handle.get(), QFile::encodeName(path).constData(), kBlock) != ARCHIVE_OK)
        return base::fail(broken(handle.get(), path));
    const QDir root(directory);
    qint64 left = kMostBytes;
    for (int members = 0;; ++members) {
        archive_entry *entry = nullptr;
        const int status = archive_read_next_header(handle.get(), &entry);
        if (status == ARCHIVE_EOF)
            return {};
        if (status < ARCHIVE_WARN)
            return base::fail(broken(handle.get(), path));
        const char *raw = archive_entry_pathname_utf8(entry);
        const QString name =
            safeName(QString::fromUtf8(raw != nullptr ? raw : archive_entry_pathname(entry)));
        if (name.isEmpty())
            return base::fail(Error(Errc::InvalidArgument, "a member of " + path.toStdString() +
                                                               " wants to be outside of its folder"));
        if (members >= kMostMembers)
            return base::fail(Error(Errc::NoSpace, path.toStdString() + " has more than 20,000 members")
                                  .withFix("Unpack it by hand and drop the folder."));
        const QString target = root.filePath(name);
        const auto type = archive_entry_filetype(entry);
        if (type == AE_IFDIR || name == QLatin1String(".")) {
            QDir().mkpath(target);
            continue;
        }
        QDir().mkpath(QFileInfo(target).path());
        if (archive_entry_hardlink(entry) != nullptr || type != AE_IFREG)
            return base::fail(Error(Errc::Unsupported,
                                    path.toStdString() + " holds a link or device, " + name.toStdString())
                                  .withFix("Unpack it by hand and drop the folder."));
        CATAMARAN_TRY(const qint64 written, writeMember(handle.get(), target, path, left));
        left -= written;
        if ((archive_entry_perm(entry) & 0111) != 0)
            QFile::setPermissions(target, QFile::permissions(target) | QFile::ExeOwner | QFile::ExeGroup |
                                              QFile::ExeOther);
    }
}

} // namespace catamaran::bridge
