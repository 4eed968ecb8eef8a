// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/inspect/advisory_store.h"

#include "engine/base/bytes.h"
#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/base/rollback.h"
#include "engine/image/archive_library.h"
#include "engine/registry/settings.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <sys/file.h>
#include <unistd.h>

namespace catamaran::engine::inspect {

using base::Errc;
using base::Result;
using Json = nlohmann::json;
using namespace libarchive;

namespace {

constexpr std::int64_t kMostBytes = std::int64_t(1) << 30;
constexpr std::int64_t kReportStep = 4 << 20;
constexpr std::chrono::hours kFreshFor{24};

/// What is known of a stored file; the text of NAME.record.
struct Record {
    std::string file;
    std::string url;
    std::string sha256;
    std::string etag;
    std::string lastModified;
    std::int64_t bytes = 0;
    std::int64_t checked = 0; ///< seconds since 1970
};

std::string variable(const char *name, std::string otherwise)
{
    const char *value = std::getenv(name);
    return value && value[0] != '\0' ? value : otherwise;
}

std::int64_t now()
{
    return std::chrono::duration_cast<std::chrono::seconds>(base::WallClock::now().time_since_epoch())
        .count();
}

std::optional<Record> readRecord(const std::string &path)
{
    const auto text = base::readFile(path, 64 << 10);
    if (!text)
        return std::nullopt;
    const Json json = Json::parse(*text, nullptr, false);
    if (!json.is_object())
        return std::nullopt;
    const auto string = [&](const char *key) {
        return json.contains(key) && json.at(key).is_string() ? json.at(key).get<std::string>()
                                                              : std::string();
    };
    const auto number = [&](const char *key) {
        return json.contains(key) && json.at(key).is_number_integer() ? json.at(key).get<std::int64_t>() : 0;
    };
    Record out{string("file"),         string("url"),   string("sha256"), string("etag"),
               string("lastModified"), number("bytes"), number("checked")};
    // The name is of our own making; anything else could lead out of the directory.
    if (out.file.empty() || out.file.find('/') != std::string::npos || out.file.starts_with('.'))
        return std::nullopt;
    return out;
}

Result<void> writeRecord(const std::string &path, const Record &record)
{
    const Json json = {{"file", record.file},
                       {"url", record.url},
                       {"sha256", record.sha256},
                       {"etag", record.etag},
                       {"lastModified", record.lastModified},
                       {"bytes", record.bytes},
                       {"checked", record.checked}};
    return base::writeFileAtomic(path, json.dump(2) + "\n", 0600, base::Durability::Synced);
}

/// SHA-256 of a file; empty if it cannot be read.
std::string sumOf(const std::string &path)
{
    const auto fd = base::openFile(path, O_RDONLY);
    if (!fd)
        return {};
    base::Sha256 digest;
    std::vector<char> buffer(1 << 20);
    ssize_t n = 0;
    while ((n = ::read(fd->get(), buffer.data(), buffer.size())) > 0)
        digest.update(buffer.data(), static_cast<std::size_t>(n));
    return n < 0 ? std::string() : digest.finishHex();
}

/// Reads an archive to its end, with the checksums of its members.
Result<void> checkZip(const std::string &path, const std::string &url, const base::OperationContext &context)
{
    CATAMARAN_CHECK(libarchive::library.load());
    const std::unique_ptr<archive, int (*)(archive *)> zip(archive_read_new(),
                                                           [](archive *a) { return archive_read_free(a); });
    archive_read_support_format_zip(zip.get());
    const auto damaged = [&](const std::string &why) {
        return base::fail(base::Error(Errc::Corrupt, url + " gave a damaged archive: " + why)
                              .withFix("Try again; what was stored before is kept."));
    };
    constexpr std::size_t kBlock = 64U << 10;
    if (archive_read_open_filename(zip.get(), path.c_str(), kBlock) != ARCHIVE_OK)
        return damaged(archive_error_string(zip.get()));
    archive_entry *entry = nullptr;
    bool any = false;
    int result = 0;
    while ((result = archive_read_next_header(zip.get(), &entry)) == ARCHIVE_OK) {
        if (context.stopRequested())
            return base::fail(Errc::Cancelled, "cancelled");
        const char *name = archive_entry_pathname(entry);
        any = any || (name && std::string_view(name).ends_with(".json"));
        const void *block = nullptr;
        std::size_t size = 0;
        la_int64_t offset = 0;
        int read = 0;
        while ((read = archive_read_data_block(zip.get(), &block, &size, &offset)) == ARCHIVE_OK) {
        }
        if (read != ARCHIVE_EOF)
            return damaged(archive_error_string(zip.get()));
    }
    if (result != ARCHIVE_EOF)
        return damaged(archive_error_string(zip.get()));
    return any ? Result<void>() : Result<void>(damaged("it holds no advisories"));
}

Result<void> checkJson(const std::string &path, const std::string &url)
{
    CATAMARAN_TRY(const std::string text, base::readFile(path, static_cast<std::size_t>(kMostBytes)));
    if (const std::size_t first = text.find_first_not_of(" \t\r\n");
        first == std::string::npos || text[first] != '{' || !Json::accept(text)) {
        return base::fail(base::Error(Errc::Corrupt, url + " gave no JSON object")
                              .withFix("Try again; what was stored before is kept."));
    }
    return {};
}

/// "https://host:port/path": host and port as registries.json names them.
std::string hostOf(const std::string &url)
{
    const std::size_t scheme = url.find("://");
    if (scheme == std::string::npos)
        return {};
    std::string host = url.substr(scheme + 3);
    host = host.substr(0, host.find_first_of("/?#"));
    return host.substr(host.rfind('@') + 1);
}

base::Error badStatus(const std::string &url, const registry::HttpResponse &answer)
{
    const std::string what = url + " answers with " + std::to_string(answer.status);
    if (answer.status == 404)
        return base::Error(Errc::NotFound, what)
            .withFix("Check the address; OSV keeps one archive for each ecosystem.");
    if (answer.status == 401 || answer.status == 403)
        return base::Error(Errc::PermissionDenied, what).withFix("Check the address and the proxy.");
    const std::string later = answer.header("retry-after");
    return base::Error(Errc::Network, what)
        .withFix(later.empty() ? "Try again later." : "Try again in " + later + " seconds.");
}

class Refresh {
public:
    Refresh(const AdvisorySource &source, const std::string &directory, const base::OperationContext &context)
        : m_source(source), m_directory(directory), m_context(context)
    {
    }

    [[nodiscard]] std::string recordPath() const { return m_directory + "/" + m_source.name + ".record"; }

    /// The stored file, if it is whole and from the address that is asked for now.
    std::optional<Record> stored() const
    {
        auto record = readRecord(recordPath());
        if (!record || record->url != m_source.url)
            return std::nullopt;
        if (sumOf(m_directory + "/" + record->file) != record->sha256)
            return std::nullopt;
        return record;
    }

    /// Asks the server; `record` is what it left the last time.
    Result<Record> run(const std::optional<Record> &record, bool &fetched) const
    {
        CATAMARAN_TRY(const registry::RegistrySettings settings, registry::RegistrySettings::load());
        const std::string host = hostOf(m_source.url);
        const registry::RegistrySettings::Host reached = settings.host(host);
        const bool plain = m_source.url.starts_with("http://");
        if (!plain && !m_source.url.starts_with("https://"))
            return base::fail(Errc::InvalidArgument,
                              "the address " + m_source.url + " is neither https:// nor http://");
        if (plain && !reached.insecure)
            return base::fail(base::Error(Errc::PermissionDenied,
                                          "advisories are not taken from " + m_source.url + ": plain HTTP")
                                  .withFix("Use https, or list " + host +
                                           " under \"insecure-registries\" in registries.json."));
        registry::HttpClient client(reached.transport);
        const std::string part = m_directory + "/" + m_source.name + ".part";
        base::Rollback undo;
        undo.push("remove the download", [part]() -> Result<void> {
            ::unlink(part.c_str());
            return {};
        });
        CATAMARAN_TRY(const base::UniqueFd fd, base::openFile(part, O_RDWR | O_CREAT | O_TRUNC, 0600));
        registry::HttpRequest request;
        request.url = m_source.url;
        if (record && !record->etag.empty())
            request.headers.push_back("If-None-Match: " + record->etag);
        if (record && !record->lastModified.empty())
            request.headers.push_back("If-Modified-Since: " + record->lastModified);
        base::Sha256 digest;
        std::int64_t size = 0;
        std::int64_t reported = 0;
        request.onBody = [&](int, std::string_view data) -> Result<void> {
            digest.update(data);
            size += static_cast<std::int64_t>(data.size());
            if (size > kMostBytes)
                return base::fail(Errc::Corrupt, m_source.url + " is larger than 1 GiB");
            while (!data.empty()) {
                const ssize_t n = ::write(fd.get(), data.data(), data.size());
                if (n < 0 && errno == EINTR)
                    continue;
                if (n < 0)
                    return base::failErrno("write " + part);
                data.remove_prefix(static_cast<std::size_t>(n));
            }
            if (size - reported >= kReportStep) {
                reported = size;
                m_context.report("Fetching " + m_source.url, size, 0, "bytes");
            }
            return {};
        };
        m_context.report("Fetching " + m_source.url);
        CATAMARAN_TRY(const registry::HttpResponse answer, client.perform(request, m_context));
        if (answer.status == 304 && record) {
            Record out = *record;
            out.checked = now();
            CATAMARAN_CHECK(writeRecord(recordPath(), out));
            return out;
        }
        if (answer.status != 200)
            return base::fail(badStatus(m_source.url, answer));
        m_context.report("Checking " + m_source.name);
        if (m_source.zip) {
            CATAMARAN_CHECK(checkZip(part, m_source.url, m_context));
        } else {
            CATAMARAN_CHECK(checkJson(part, m_source.url));
        }
        if (::fsync(fd.get()) != 0)
            return base::failErrno("sync " + part);
        Record out{
            {},   m_source.url, digest.finishHex(), answer.header("etag"), answer.header("last-modified"),
            size, now()};
        out.file = m_source.name + "-" + out.sha256.substr(0, 12) + (m_source.zip ? ".zip" : ".json");
        const std::string path = m_directory + "/" + out.file;
        if (::rename(part.c_str(), path.c_str()) != 0)
            return base::failErrno("rename " + part);
        undo.release();
        CATAMARAN_CHECK(writeRecord(recordPath(), out));
        sweep(out.file);
        fetched = true;
        return out;
    }

private:
    /// What an earlier download, or one that was killed, left of this source.
    void sweep(const std::string &current) const
    {
        std::error_code error;
        for (const auto &entry : std::filesystem::directory_iterator(m_directory, error)) {
            const std::string name = entry.path().filename().string();
            const std::size_t sum = m_source.name.size() + 1;
            const bool ours = name.starts_with(m_source.name + "-") && name.size() > sum + 12 &&
                              name[sum + 12] == '.' &&
                              name.find_first_not_of("0123456789abcdef", sum) == sum + 12;
            if (ours && name != current)
                ::unlink(entry.path().c_str());
        }
    }

    const AdvisorySource &m_source;
    const std::string &m_directory;
    const base::OperationContext &m_context;
};

Result<StoredAdvisories> obtain(const AdvisorySource &source, const std::string &directory,
                                Freshness freshness, std::vector<std::string> &notes,
                                const base::OperationContext &context)
{
    const Refresh refresh(source, directory, context);
    std::optional<Record> record = refresh.stored();
    StoredAdvisories out;
    const auto result = [&](const Record &from) {
        out.path = directory + "/" + from.file;
        out.url = from.url;
        out.bytes = from.bytes;
        out.checked = base::WallClock::time_point(std::chrono::seconds(from.checked));
        return out;
    };
    if (freshness == Freshness::Offline) {
        if (!record)
            return base::fail(base::Error(Errc::NotFound, "no advisories of " + source.name +
                                                              " are stored, and --offline fetches none")
                                  .withFix("Run it once without --offline where there is a network, or give "
                                           "files with --db."));
        return result(*record);
    }
    const auto age = std::chrono::seconds(record ? now() - record->checked : 0);
    if (freshness == Freshness::Daily && record && age.count() >= 0 && age < kFreshFor)
        return result(*record);
    const auto fresh = refresh.run(record, out.fetched);
    if (fresh)
        return result(*fresh);
    if (fresh.error().code() == Errc::Cancelled)
        return base::fail(fresh.error());
    if (!record || freshness == Freshness::Now) {
        base::Error error = base::Error(fresh.error()).withContext("fetch advisories");
        const bool reached = error.code() == Errc::Corrupt || error.code() == Errc::NoSpace ||
                             error.code() == Errc::InvalidArgument || error.code() == Errc::PermissionDenied;
        if (!reached)
            error = std::move(error).withFix(
                std::string(record ? "Leave out --update to use what is stored"
                                   : "Check that this machine is online, name a mirror with --osv-address or "
                                     "--debian-address") +
                ", or give files with --db.");
        return base::fail(std::move(error));
    }
    notes.push_back(fresh.error().text() + "; the advisories of " + base::humanDuration(age) +
                    " ago are used");
    return result(*record);
}

} // namespace

AdvisoryAddresses AdvisoryAddresses::fromEnvironment()
{
    AdvisoryAddresses out;
    out.osv = variable("CATAMARAN_OSV", out.osv);
    out.debian = variable("CATAMARAN_DEBIAN_TRACKER", out.debian);
    return out;
}

std::vector<AdvisorySource> advisorySources(const Inventory &inventory, const AdvisoryAddresses &addresses,
                                            std::vector<std::string> &unknown)
{
    std::vector<AdvisorySource> out;
    const auto osv = [&](std::string_view ecosystem) {
        std::string base = addresses.osv;
        while (base.ends_with('/'))
            base.pop_back();
        std::string name = "osv-";
        std::string path;
        for (const char c : ecosystem) {
            name += c == ' ' ? '-' : c;
            path += c == ' ' ? std::string("%20") : std::string(1, c);
        }
        out.push_back({name, base + "/" + path + "/all.zip", true});
    };
    std::set<PackageKind> kinds;
    for (const Package &package : inventory.packages)
        kinds.insert(package.kind);
    const bool system = kinds.contains(PackageKind::Deb) || kinds.contains(PackageKind::Apk) ||
                        kinds.contains(PackageKind::Rpm);
    const std::string &id = inventory.distribution;
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 11> kWorlds = {
        {{"ubuntu", "Ubuntu"},
         {"alpine", "Alpine"},
         {"wolfi", "Wolfi"},
         {"chainguard", "Chainguard"},
         {"rhel", "Red Hat"},
         {"almalinux", "AlmaLinux"},
         {"rocky", "Rocky Linux"},
         {"sles", "SUSE"},
         {"opensuse", "openSUSE"},
         {"mageia", "Mageia"},
         {"openEuler", "openEuler"}}};
    if (system && id == "debian") {
        out.push_back({"debian-tracker", addresses.debian, false});
    } else if (system) {
        const auto *const world = std::find_if(
            kWorlds.begin(), kWorlds.end(), [&](const auto &entry) { return id.starts_with(entry.first); });
        if (world != kWorlds.end())
            osv(world->second);
        else
            unknown.push_back("no advisories are known for the packages of " +
                              (id.empty() ? "a distribution without a name" : id));
    }
    if (kinds.contains(PackageKind::Npm))
        osv("npm");
    if (kinds.contains(PackageKind::Python))
        osv("PyPI");
    if (kinds.contains(PackageKind::Go))
        osv("Go");
    return out;
}

Result<AdvisorySet> obtainAdvisories(const std::vector<AdvisorySource> &sources, const std::string &directory,
                                     Freshness freshness, const base::OperationContext &context)
{
    AdvisorySet out;
    CATAMARAN_CHECK(base::makeDirectories(directory, 0700));
    CATAMARAN_TRY(out.lock, base::openFile(directory + "/lock", O_RDWR | O_CREAT, 0600));
    if (::flock(out.lock.get(), LOCK_EX) != 0)
        return base::failErrno("lock " + directory);
    for (const AdvisorySource &source : sources) {
        CATAMARAN_TRY(StoredAdvisories one, obtain(source, directory, freshness, out.notes, context));
        out.files.push_back(std::move(one));
    }
    // Others may read beside us, but not replace. (A change of the kind of lock may let somebody in between;
    // what is read is opened by its own name and was checked, so at worst a file is gone, which scan() says.)
    if (::flock(out.lock.get(), LOCK_SH) != 0)
        return base::failErrno("lock " + directory);
    return out;
}

} // namespace catamaran::engine::inspect
