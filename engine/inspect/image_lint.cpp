// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/inspect/image_lint.h"

#include "engine/base/bytes.h"
#include "engine/base/file.h"
#include "engine/image/layer_view.h"
#include "engine/inspect/layers.h"

#include <algorithm>
#include <cctype>
#include <set>

namespace catamaran::engine::inspect {

using base::Result;
using lint::Finding;
using lint::RuleInfo;
using lint::Severity;

namespace {

constexpr RuleInfo im(std::string_view id, Severity severity, std::string_view title, std::string_view reason,
                      std::string_view fix)
{
    return {id, lint::RuleSet::Image, severity, title, reason, fix};
}

/// What is kept of a token: `alphabet` characters behind `prefix`, at least `least` of them.
struct TokenPattern {
    std::string_view name;
    std::string_view prefix;
    std::size_t least;
};
constexpr TokenPattern kTokens[] = {{"AWS access key", "AKIA", 16},
                                    {"AWS session key", "ASIA", 16},
                                    {"GitHub token", "ghp_", 36},
                                    {"GitHub token", "gho_", 36},
                                    {"GitHub token", "ghs_", 36},
                                    {"GitHub token", "github_pat_", 60},
                                    {"GitLab token", "glpat-", 20},
                                    {"Slack token", "xoxb-", 20},
                                    {"Slack token", "xoxp-", 20},
                                    {"npm token", "npm_", 36},
                                    {"Google API key", "AIza", 35},
                                    {"Stripe key", "sk_live_", 24},
                                    {"PyPI token", "pypi-AgEIcHlwaS5vcmc", 50},
                                    {"Docker Hub token", "dckr_pat_", 24}};

bool isTokenCharacter(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
}

bool isSecretFile(std::string_view path)
{
    static const std::set<std::string_view> kNames = {".netrc", ".pgpass", ".git-credentials", ".htpasswd",
                                                      "id_rsa", "id_dsa",  "id_ecdsa",         "id_ed25519"};
    return kNames.contains(path.substr(path.rfind('/') + 1)) || path.ends_with("/.aws/credentials") ||
           path.ends_with("/.docker/config.json") || path.ends_with("/.kube/config");
}

/// Caches of package managers, which are of no use in an image.
std::string_view cacheOf(std::string_view path)
{
    struct Cache {
        std::string_view below;
        std::string_view end;
        std::string_view manager;
    };
    static constexpr Cache kCaches[] = {{"/var/cache/apt/archives/", ".deb", "apt"},
                                        {"/var/lib/apt/lists/", "", "apt"},
                                        {"/var/cache/apk/", "", "apk"},
                                        {"/var/cache/yum/", "", "yum"},
                                        {"/var/cache/dnf/", "", "dnf"},
                                        {"/var/cache/libdnf5/", "", "dnf"},
                                        {"/var/cache/zypp/", "", "zypper"},
                                        {"/root/.cache/pip/", "", "pip"},
                                        {"/root/.npm/_cacache/", "", "npm"},
                                        {"/usr/local/share/.cache/yarn/", "", "yarn"}};
    for (const Cache &cache : kCaches) {
        if (path.starts_with(cache.below) && path.ends_with(cache.end) && !path.ends_with("/lock"))
            return cache.manager;
    }
    return {};
}

class ImageLint {
public:
    ImageLint(const image::ResolvedImage &image, std::vector<Finding> &out) : m_image(image), m_out(out) {}

    Result<void> run(const base::OperationContext &context)
    {
        configuration();
        CATAMARAN_TRY(const LayerReport report, explainLayers(m_image, context));
        waste(report);
        std::map<std::string_view, std::int64_t> caches;
        std::set<std::string> setuid;
        for (std::size_t i = 0; i < report.layers.size(); ++i) {
            for (const LayerChange &change : report.layers[i].changes) {
                if (context.stopRequested())
                    return base::fail(base::Errc::Cancelled, "cancelled");
                if (change.kind == LayerChange::Kind::Removed || !S_ISREG(change.mode))
                    continue;
                secrets(i, change);
            }
        }
        const image::LayerView view(m_image.layerDirectories);
        std::set<std::string> visible;
        for (const LayerSummary &layer : report.layers) {
            for (const LayerChange &change : layer.changes) {
                if (change.kind == LayerChange::Kind::Removed)
                    visible.erase(change.path);
                else if (S_ISREG(change.mode))
                    visible.insert(change.path);
            }
        }
        for (const std::string &path : visible) {
            const auto entry = view.find(path, image::LayerView::LastLink::Keep);
            if (!entry || !*entry)
                continue;
            if (((*entry)->status.st_mode & (S_ISUID | S_ISGID)) != 0)
                setuid.insert(path);
            if (const std::string_view manager = cacheOf(path); !manager.empty())
                caches[manager] += (*entry)->status.st_size;
        }
        for (const std::string &path : setuid)
            add("IM-0007", "The program runs with the rights of its owner or group", path);
        for (const auto &[manager, bytes] : caches)
            add("IM-0006",
                "The cache of " + std::string(manager) + " holds " + base::Bytes(bytes).humanDecimal());
        services(visible);
        return {};
    }

private:
    void add(std::string_view id, std::string message, const std::string &path = {})
    {
        const auto rule = std::find_if(imageRules().begin(), imageRules().end(),
                                       [id](const RuleInfo &info) { return info.id == id; });
        Finding finding;
        finding.rule = id;
        finding.set = lint::RuleSet::Image;
        finding.severity = rule->severity;
        finding.title = rule->title;
        finding.fix = rule->fix;
        finding.message = std::move(message);
        finding.file = m_image.reference + (path.empty() ? "" : ":" + path);
        m_out.push_back(std::move(finding));
    }

    void configuration()
    {
        const spec::ImageConfig &config = m_image.config;
        const std::string user = config.user.substr(0, config.user.find(':'));
        if (user.empty() || user == "root" || user == "0")
            add("IM-0001", user.empty() ? "No user is set" : "The user is " + config.user);
        if (m_image.reference.ends_with(":latest"))
            add("IM-0003", "The reference is " + m_image.reference);
        if (!config.health)
            add("IM-0004", "The configuration has no health check");
        for (const std::string &entry : config.environment) {
            const std::size_t equals = entry.find('=');
            const std::string name = entry.substr(0, equals);
            const std::string value = equals == std::string::npos ? "" : entry.substr(equals + 1);
            std::string upper = name;
            std::transform(upper.begin(), upper.end(), upper.begin(),
                           [](unsigned char c) { return std::toupper(c); });
            bool named = false;
            for (const char *word :
                 {"PASSWORD", "PASSWD", "SECRET", "TOKEN", "APIKEY", "API_KEY", "PRIVATE_KEY"})
                named = named || upper.ends_with(word);
            if (const std::string_view kind = secretIn(value); !kind.empty())
                add("IM-0002", "Environment variable " + name + " holds a " + std::string(kind));
            else if (named && !value.empty())
                add("IM-0002", "Environment variable " + name + " looks like a secret");
        }
        for (const std::string &port : config.exposedPorts) {
            if (port == "22/tcp" || port == "22")
                add("IM-0008", "Port 22 (SSH) is exposed");
        }
        if (config.exposedPorts.size() > 4)
            add("IM-0008", std::to_string(config.exposedPorts.size()) + " ports are exposed");
    }

    void waste(const LayerReport &report)
    {
        constexpr std::int64_t kNoticeable = 1'000'000;
        if (report.wastedBytes > kNoticeable && report.efficiency() < 0.95)
            add("IM-0005", base::Bytes(report.wastedBytes).humanDecimal() +
                               " of the layers cannot be seen; the largest is " + report.wasted.front().path);
        constexpr std::int64_t kLarge = 1'000'000'000;
        if (report.totalBytes > kLarge)
            add("IM-0009", "The layers hold " + base::Bytes(report.totalBytes).humanDecimal());
    }

    void secrets(std::size_t layer, const LayerChange &change)
    {
        constexpr std::int64_t kMost = 1 << 20; // keys and configurations are small
        const std::string where = " (layer " + std::to_string(layer + 1) + ")";
        if (change.bytes == 0 || change.bytes > kMost)
            return;
        if (change.path.starts_with("/usr/share/doc/") || change.path.starts_with("/var/lib/dpkg/info/"))
            return;
        const auto text = base::readFile(m_image.layerDirectories[layer] + change.path);
        if (!text)
            return;
        // Programs hold the words of a key file for their own use; a key file is a text.
        if (text->find('\0') != std::string::npos)
            return;
        if (const std::string_view kind = secretIn(*text); !kind.empty())
            add("IM-0002", "The file holds a " + std::string(kind) + where, change.path);
        else if (isSecretFile(change.path))
            add("IM-0002", "Files of this name hold credentials" + where, change.path);
    }

    void services(const std::set<std::string> &visible)
    {
        std::string list;
        int count = 0;
        for (const char *path :
             {"/usr/sbin/sshd", "/usr/sbin/cron", "/usr/sbin/crond", "/usr/sbin/nginx", "/usr/sbin/apache2",
              "/usr/sbin/mysqld", "/usr/sbin/mariadbd", "/usr/bin/supervisord", "/usr/bin/redis-server",
              "/usr/sbin/rsyslogd", "/usr/lib/systemd/systemd"}) {
            if (!visible.contains(path))
                continue;
            ++count;
            list += (list.empty() ? "" : ", ") + std::string(path);
        }
        if (count > 1)
            add("IM-0008", "Programs of several services are there: " + list);
    }

    const image::ResolvedImage &m_image;
    std::vector<Finding> &m_out;
};

} // namespace

const std::vector<RuleInfo> &imageRules()
{
    using enum Severity;
    static const std::vector<RuleInfo> kRules = {
        im("IM-0001", Warning, "The image does not run as root",
           "Who breaks out of the program is root in the container.", "Set USER to an ordinary user."),
        im("IM-0002", Error, "No secrets in layers and configuration",
           "Everybody who has the image can read them, also where a later layer hides the file.",
           "Use build secrets (RUN --mount=type=secret), make the secret invalid, and build anew."),
        im("IM-0003", Info, "The reference is not :latest", "Nobody can tell which version runs.",
           "Tag the image with its version."),
        im("IM-0004", Info, "The image has a health check", "A hanging program looks like a running one.",
           "Add HEALTHCHECK to the Dockerfile."),
        im("IM-0005", Warning, "Layers hold nothing that cannot be seen",
           "Files that a later layer replaces or removes are still stored and sent.",
           "Remove files in the RUN that makes them, or use several stages."),
        im("IM-0006", Warning, "No caches of package managers",
           "They make the image larger and are never used.",
           "Clean up in the RUN that installs, or mount a cache there."),
        im("IM-0007", Info, "No setuid and setgid files",
           "They are the first thing to try for somebody who broke in.",
           "Remove the bit (chmod a-s), or run with --security-opt no-new-privileges."),
        im("IM-0008", Info, "One service for each image",
           "Services in one container stop, scale and log together.", "Make an image for each service."),
        im("IM-0009", Info, "The image is small", "A large image is slow to send and has more to attack.",
           "Take a smaller base, and copy only what is needed into a last stage."),
    };
    return kRules;
}

std::string_view secretIn(std::string_view text)
{
    const std::size_t key = text.find("-----BEGIN ");
    if (key != std::string_view::npos) {
        const std::string_view line = text.substr(key, text.find('\n', key) - key);
        if (line.find("PRIVATE KEY-----") != std::string_view::npos &&
            text.find("-----END ", key) != std::string_view::npos)
            return "private key";
    }
    for (const TokenPattern &pattern : kTokens) {
        for (std::size_t at = text.find(pattern.prefix); at != std::string_view::npos;
             at = text.find(pattern.prefix, at + 1)) {
            if (at > 0 && isTokenCharacter(text[at - 1]))
                continue;
            std::size_t end = at + pattern.prefix.size();
            while (end < text.size() && isTokenCharacter(text[end]))
                ++end;
            const std::size_t size = end - at - pattern.prefix.size();
            const bool exact = pattern.prefix == "AKIA" || pattern.prefix == "ASIA";
            if (exact ? size == pattern.least : size >= pattern.least)
                return pattern.name;
        }
    }
    return {};
}

Result<std::vector<Finding>> lintImage(const image::ResolvedImage &image,
                                       const base::OperationContext &context)
{
    std::vector<Finding> out;
    CATAMARAN_CHECK(ImageLint(image, out).run(context));
    std::stable_sort(out.begin(), out.end(), [](const Finding &a, const Finding &b) {
        return a.rule != b.rule ? a.rule < b.rule : a.file < b.file;
    });
    return out;
}

} // namespace catamaran::engine::inspect
