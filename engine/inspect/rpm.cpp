// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/inspect/packages.h"

#include <memory>
#include <sqlite3.h>

namespace catamaran::engine::inspect {

using base::Errc;
using base::Result;

namespace {

constexpr std::uint32_t kTagName = 1000;
constexpr std::uint32_t kTagVersion = 1001;
constexpr std::uint32_t kTagRelease = 1002;
constexpr std::uint32_t kTagEpoch = 1003;
constexpr std::uint32_t kTagLicense = 1014;
constexpr std::uint32_t kTagArchitecture = 1022;
constexpr std::uint32_t kTagSourceRpm = 1044;
constexpr std::size_t kEntrySize = 16; ///< tag, type, offset, count

std::uint32_t bigEndian(std::string_view bytes, std::size_t at)
{
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

} // namespace

Result<Package> parseRpmHeader(std::string_view blob, const std::string &location)
{
    const auto corrupt = [&] { return base::fail(Errc::Corrupt, location + ": malformed rpm header"); };
    if (blob.size() < 8)
        return corrupt();
    const std::size_t entries = bigEndian(blob, 0);
    const std::size_t dataSize = bigEndian(blob, 4);
    if (entries > 0xffff || dataSize > blob.size() || 8 + entries * kEntrySize + dataSize > blob.size())
        return corrupt();
    const std::string_view data = blob.substr(8 + entries * kEntrySize, dataSize);
    Package out;
    out.kind = PackageKind::Rpm;
    out.location = location;
    std::string release;
    std::string epoch;
    for (std::size_t i = 0; i < entries; ++i) {
        const std::size_t at = 8 + i * kEntrySize;
        const std::uint32_t tag = bigEndian(blob, at);
        const std::size_t offset = bigEndian(blob, at + 8);
        if (offset >= data.size())
            continue;
        const auto text = [&] { return std::string(data.substr(offset, data.find('\0', offset) - offset)); };
        if (tag == kTagName)
            out.name = text();
        else if (tag == kTagVersion)
            out.version = text();
        else if (tag == kTagRelease)
            release = text();
        else if (tag == kTagLicense)
            out.license = text();
        else if (tag == kTagArchitecture)
            out.architecture = text();
        else if (tag == kTagEpoch && offset + 4 <= data.size())
            epoch = std::to_string(bigEndian(data, offset));
        else if (tag == kTagSourceRpm) { // "bash-5.2.15-1.fc38.src.rpm"
            std::string source = text();
            for (int cut = 0; cut < 2 && source.find('-') != std::string::npos; ++cut)
                source.erase(source.rfind('-'));
            out.sourceName = source;
        }
    }
    if (out.name.empty() || out.version.empty())
        return corrupt();
    if (!release.empty())
        out.version += "-" + release;
    if (!epoch.empty() && epoch != "0")
        out.version = epoch + ":" + out.version;
    return out;
}

Result<std::vector<Package>> readRpmDatabase(const std::string &hostPath, const std::string &location)
{
    const auto problem = [&](sqlite3 *database) {
        return base::fail(Errc::Corrupt, location + ": " + ::sqlite3_errmsg(database));
    };
    // immutable: a layer is never written to, not even for a journal.
    std::string uri = "file:";
    for (const char c : hostPath)
        uri += c == '?' ? "%3f" : c == '#' ? "%23" : c == '%' ? "%25" : std::string(1, c);
    uri += "?immutable=1";
    sqlite3 *raw = nullptr;
    const int opened = ::sqlite3_open_v2(uri.c_str(), &raw, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, nullptr);
    const std::unique_ptr<sqlite3, int (*)(sqlite3 *)> database(raw, &::sqlite3_close);
    if (opened != SQLITE_OK)
        return problem(database.get());
    sqlite3_stmt *rawStatement = nullptr;
    if (::sqlite3_prepare_v2(database.get(), "SELECT blob FROM Packages", -1, &rawStatement, nullptr) !=
        SQLITE_OK)
        return problem(database.get());
    const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt *)> statement(rawStatement, &::sqlite3_finalize);
    std::vector<Package> out;
    int step = 0;
    while ((step = ::sqlite3_step(statement.get())) == SQLITE_ROW) {
        const auto *bytes = static_cast<const char *>(::sqlite3_column_blob(statement.get(), 0));
        const int size = ::sqlite3_column_bytes(statement.get(), 0);
        if (!bytes)
            continue;
        CATAMARAN_TRY(Package package, parseRpmHeader({bytes, static_cast<std::size_t>(size)}, location));
        if (package.name != "gpg-pubkey") // a key that is kept as if it were a package
            out.push_back(std::move(package));
    }
    if (step != SQLITE_DONE)
        return problem(database.get());
    return out;
}

} // namespace catamaran::engine::inspect
