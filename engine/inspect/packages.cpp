// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/inspect/packages.h"

#include "engine/base/file.h"

#include <algorithm>
#include <cctype>
#include <functional>

namespace catamaran::engine::inspect {

using base::Result;
using image::LayerView;

namespace {

/// Paragraphs of "Key: value" lines; lines that begin with a blank go on.
using Paragraph = std::map<std::string, std::string, std::less<>>;

void eachParagraph(std::string_view text, const std::function<void(const Paragraph &)> &visit)
{
    Paragraph paragraph;
    std::string key;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty()) {
            if (!paragraph.empty())
                visit(paragraph);
            paragraph.clear();
        } else if (line.front() == ' ' || line.front() == '\t') {
            continue; // long texts are of no interest here
        } else if (const std::size_t colon = line.find(':'); colon != std::string_view::npos) {
            key = line.substr(0, colon);
            line.remove_prefix(colon + 1);
            line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
            paragraph[key] = line;
        }
    }
    if (!paragraph.empty())
        visit(paragraph);
}

std::string valueOf(const Paragraph &paragraph, std::string_view key)
{
    const auto found = paragraph.find(key);
    return found == paragraph.end() ? std::string() : found->second;
}

class Collector {
public:
    Collector(const LayerView &view, Inventory &out, const base::OperationContext &context)
        : m_view(view), m_out(out), m_context(context)
    {
    }

    Result<void> collect()
    {
        release();
        for (const char *path : {"/var/lib/dpkg/status"})
            file(path,
                 [this](const std::string &text, const std::string &at) { add(parseDpkgStatus(text, at)); });
        CATAMARAN_TRY(const auto single, m_view.find("/var/lib/dpkg/status.d", LayerView::LastLink::Follow));
        if (single && single->isDirectory()) {
            CATAMARAN_TRY(const auto names, m_view.names(*single));
            for (const std::string &name : names) {
                if (!name.ends_with(".md5sums"))
                    file("/var/lib/dpkg/status.d/" + name,
                         [this](const std::string &text, const std::string &at) {
                             add(parseDpkgStatus(text, at));
                         });
            }
        }
        for (const char *path : {"/lib/apk/db/installed", "/usr/lib/apk/db/installed"})
            file(path, [this](const std::string &text, const std::string &at) {
                add(parseApkInstalled(text, at));
            });
        CATAMARAN_CHECK(rpm());
        CATAMARAN_TRY(const LayerView::Entry root, m_view.root());
        CATAMARAN_CHECK(walk(root, 0));
        std::sort(m_out.packages.begin(), m_out.packages.end());
        m_out.packages.erase(std::unique(m_out.packages.begin(), m_out.packages.end()), m_out.packages.end());
        return {};
    }

private:
    void add(std::vector<Package> packages)
    {
        std::move(packages.begin(), packages.end(), std::back_inserter(m_out.packages));
    }

    void file(const std::string &path,
              const std::function<void(const std::string &, const std::string &)> &read)
    {
        const auto entry = m_view.find(path, LayerView::LastLink::Follow);
        if (!entry || !*entry || !S_ISREG((*entry)->status.st_mode))
            return;
        if (const auto text = base::readFile((*entry)->host, 256U << 20))
            read(*text, path);
        else
            m_out.notes.push_back(path + ": " + text.error().text());
    }

    void release()
    {
        const auto read = [this](const std::string &text, const std::string &) {
            std::string_view rest = text;
            while (!rest.empty()) {
                const std::string_view line = rest.substr(0, rest.find('\n'));
                rest.remove_prefix(std::min(line.size() + 1, rest.size()));
                const std::size_t equals = line.find('=');
                if (equals == std::string_view::npos)
                    continue;
                std::string value(line.substr(equals + 1));
                if (value.size() > 1 && (value.front() == '"' || value.front() == '\''))
                    value = value.substr(1, value.size() - 2);
                const std::string_view key = line.substr(0, equals);
                if (key == "ID")
                    m_out.distribution = value;
                else if (key == "VERSION_ID")
                    m_out.distributionVersion = value;
                else if (key == "VERSION_CODENAME")
                    m_out.codename = value;
                else if (key == "PRETTY_NAME")
                    m_out.prettyName = value;
            }
        };
        file("/usr/lib/os-release", read);
        file("/etc/os-release", read);
    }

    Result<void> rpm()
    {
        for (const char *directory : {"/var/lib/rpm", "/usr/lib/sysimage/rpm"}) {
            const std::string path = std::string(directory) + "/rpmdb.sqlite";
            CATAMARAN_TRY(const auto entry, m_view.find(path, LayerView::LastLink::Follow));
            if (entry && S_ISREG(entry->status.st_mode)) {
                auto packages = readRpmDatabase(entry->host, path);
                if (packages)
                    add(std::move(*packages));
                else
                    m_out.notes.push_back(packages.error().text());
                return {};
            }
            for (const char *old : {"/Packages", "/Packages.db"}) {
                CATAMARAN_TRY(const auto other,
                              m_view.find(directory + std::string(old), LayerView::LastLink::Follow));
                if (other && S_ISREG(other->status.st_mode))
                    m_out.notes.push_back(directory + std::string(old) +
                                          ": rpm databases before SQLite (Berkeley DB, ndb) are not read");
            }
        }
        return {};
    }

    Result<void> walk(const LayerView::Entry &directory, int depth)
    {
        if (m_context.stopRequested())
            return base::fail(base::Errc::Cancelled, "cancelled");
        if (depth > 200)
            return {};
        CATAMARAN_TRY(const auto names, m_view.names(directory));
        for (const std::string &name : names) {
            const auto entry = m_view.child(directory, name);
            if (!entry)
                continue;
            if (entry->isDirectory()) {
                const bool pseudo = depth == 0 && (name == "proc" || name == "sys" || name == "dev");
                if (!pseudo) {
                    CATAMARAN_CHECK(walk(*entry, depth + 1));
                }
            } else if (S_ISREG(entry->status.st_mode)) {
                visit(*entry, name);
            }
        }
        return {};
    }

    void visit(const LayerView::Entry &entry, const std::string &name)
    {
        const std::string &path = entry.path;
        const auto read = [&](auto parse) {
            file(path, [&](const std::string &text, const std::string &at) { add(parse(text, at)); });
        };
        if (name == "package-lock.json" || name == ".package-lock.json")
            read(parsePackageLock);
        else if (name == "package.json" && path.find("/node_modules/") != std::string::npos)
            read(parsePackageJson);
        else if ((name == "METADATA" && path.find(".dist-info/") != std::string::npos) ||
                 (name == "PKG-INFO" && path.find(".egg-info/") != std::string::npos) ||
                 name.ends_with(".egg-info"))
            read(parsePythonMetadata);
        else if ((entry.status.st_mode & 0111U) != 0 && entry.status.st_size > 256 * 1024)
            add(readGoProgram(entry.host, path));
    }

    const LayerView &m_view;
    Inventory &m_out;
    const base::OperationContext &m_context;
};

/// What a package URL percent-encodes.
std::string encoded(std::string_view text)
{
    static constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto u = static_cast<unsigned char>(c);
        if (std::isalnum(u) != 0 || std::string_view("-._~:").find(c) != std::string_view::npos) {
            out += c;
        } else {
            out += '%';
            out += kHex[u >> 4U];
            out += kHex[u & 15U];
        }
    }
    return out;
}

} // namespace

std::string_view packageKindName(PackageKind kind)
{
    switch (kind) {
    case PackageKind::Deb:
        return "deb";
    case PackageKind::Apk:
        return "apk";
    case PackageKind::Rpm:
        return "rpm";
    case PackageKind::Npm:
        return "npm";
    case PackageKind::Python:
        return "pypi";
    case PackageKind::Go:
        break;
    }
    return "golang";
}

std::vector<Package> parseDpkgStatus(std::string_view text, const std::string &location)
{
    std::vector<Package> out;
    eachParagraph(text, [&](const Paragraph &paragraph) {
        Package package;
        package.kind = PackageKind::Deb;
        package.name = valueOf(paragraph, "Package");
        package.version = valueOf(paragraph, "Version");
        const std::string status = valueOf(paragraph, "Status");
        if (package.name.empty() || package.version.empty() ||
            (!status.empty() && !status.ends_with(" installed")))
            return;
        package.architecture = valueOf(paragraph, "Architecture");
        package.location = location;
        package.sourceName = package.name;
        package.sourceVersion = package.version;
        if (const std::string source = valueOf(paragraph, "Source"); !source.empty()) { // "glibc (2.36-9)"
            package.sourceName = source.substr(0, source.find(' '));
            const std::size_t open = source.find('(');
            if (open != std::string::npos)
                package.sourceVersion = source.substr(open + 1, source.find(')') - open - 1);
        }
        out.push_back(std::move(package));
    });
    return out;
}

std::vector<Package> parseApkInstalled(std::string_view text, const std::string &location)
{
    std::vector<Package> out;
    // Files of a package repeat keys (F:, R:, Z:) that are of no interest; the single ones stand once.
    eachParagraph(text, [&](const Paragraph &paragraph) {
        Package package;
        package.kind = PackageKind::Apk;
        package.name = valueOf(paragraph, "P");
        package.version = valueOf(paragraph, "V");
        package.architecture = valueOf(paragraph, "A");
        package.license = valueOf(paragraph, "L");
        package.sourceName = valueOf(paragraph, "o");
        if (package.sourceName.empty())
            package.sourceName = package.name;
        package.location = location;
        if (!package.name.empty() && !package.version.empty())
            out.push_back(std::move(package));
    });
    return out;
}

Result<Inventory> takeInventory(const std::vector<std::string> &layerDirectories,
                                const base::OperationContext &context)
{
    Inventory out;
    const LayerView view(layerDirectories);
    CATAMARAN_CHECK(Collector(view, out, context).collect());
    return out;
}

Result<Inventory> takeInventory(const image::ResolvedImage &image, const base::OperationContext &context)
{
    return takeInventory(image.layerDirectories, context);
}

std::string packageUrl(const Package &package, const Inventory &inventory)
{
    std::string out = "pkg:" + std::string(packageKindName(package.kind)) + "/";
    std::string name = package.name;
    const bool ofSystem = package.kind == PackageKind::Deb || package.kind == PackageKind::Apk ||
                          package.kind == PackageKind::Rpm;
    if (ofSystem) {
        const std::string fallback = package.kind == PackageKind::Deb   ? "debian"
                                     : package.kind == PackageKind::Apk ? "alpine"
                                                                        : "rpm";
        out += encoded(inventory.distribution.empty() ? fallback : inventory.distribution) + "/";
    } else if (package.kind == PackageKind::Python) {
        std::transform(name.begin(), name.end(), name.begin(),
                       [](unsigned char c) { return c == '_' ? '-' : static_cast<char>(std::tolower(c)); });
    } else {
        while (name.find('/') != std::string::npos) { // "@scope/name", "github.com/a/b"
            out += encoded(name.substr(0, name.find('/'))) + "/";
            name.erase(0, name.find('/') + 1);
        }
    }
    std::string version = package.version;
    std::string epoch;
    if (package.kind == PackageKind::Rpm && version.find(':') != std::string::npos) {
        epoch = version.substr(0, version.find(':'));
        version.erase(0, epoch.size() + 1);
    }
    out += encoded(name);
    if (!version.empty())
        out += "@" + encoded(version);
    if (!ofSystem)
        return out;
    std::string qualifiers;
    const auto add = [&qualifiers](const std::string &key, const std::string &value) {
        if (!value.empty())
            qualifiers += (qualifiers.empty() ? "?" : "&") + key + "=" + encoded(value);
    };
    add("arch", package.architecture);
    if (!inventory.distribution.empty())
        add("distro", inventory.distribution +
                          (inventory.distributionVersion.empty() ? "" : "-" + inventory.distributionVersion));
    add("epoch", epoch);
    return out + qualifiers;
}

} // namespace catamaran::engine::inspect
