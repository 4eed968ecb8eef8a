// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lint/packages.h"

#include <algorithm>
#include <cctype>

namespace catamaran::engine::lint {

namespace {

const Words kAptValues = {"-t", "--target-release", "--default-release", "-o", "--option",
                          "-c", "--config-file"};
const Words kApkValues = {"-t",     "--virtual",  "-X",     "--repository",        "-p",
                          "--root", "--keys-dir", "--wait", "--repositories-file", "--cache-dir",
                          "--arch"};
const Words kPipValues = {"--abi",
                          "-b",
                          "--build",
                          "--cache-dir",
                          "--cert",
                          "--client-cert",
                          "-e",
                          "--editable",
                          "--exists-action",
                          "--extra-index-url",
                          "-f",
                          "--find-links",
                          "--global-option",
                          "-i",
                          "--index-url",
                          "--implementation",
                          "--install-option",
                          "--log",
                          "--no-binary",
                          "--only-binary",
                          "--platform",
                          "--prefix",
                          "--progress-bar",
                          "--proxy",
                          "--python",
                          "--python-version",
                          "--report",
                          "--retries",
                          "--root",
                          "--root-user-action",
                          "--src",
                          "-t",
                          "--target",
                          "--timeout",
                          "--trusted-host",
                          "--upgrade-strategy"};
const Words kNpmValues = {"--registry",   "--prefix", "--loglevel",  "--cache", "--tag",
                          "--userconfig", "-w",       "--workspace", "--omit",  "--include"};
const Words kGoValues = {"-ldflags",  "-tags",    "-o",        "-gcflags", "-asmflags",
                         "-mod",      "-modfile", "-p",        "-C",       "-buildmode",
                         "-compiler", "-pkgdir",  "-toolexec", "-overlay"};
const Words kInstall = {"install"};
const Words kDnf = {"dnf", "microdnf"};

bool endsWithAny(std::string_view text, std::initializer_list<std::string_view> ends)
{
    return std::any_of(ends.begin(), ends.end(),
                       [text](std::string_view end) { return text.ends_with(end); });
}

bool startsWithAny(std::string_view text, std::initializer_list<std::string_view> starts)
{
    return std::any_of(starts.begin(), starts.end(),
                       [text](std::string_view start) { return text.starts_with(start); });
}

/// name-1.2: a dash with a digit behind it.
bool hasRpmVersion(std::string_view package)
{
    for (std::size_t i = 1; i + 1 < package.size(); ++i) {
        if (package[i] == '-' && std::isdigit(static_cast<unsigned char>(package[i + 1])) != 0)
            return true;
    }
    return package.ends_with(".rpm");
}

using Pinned = bool (*)(const std::string &);

void reportUnpinned(Context &context, const Step &step, const std::vector<std::string> &packages,
                    Pinned pinned)
{
    for (const std::string &package : packages) {
        if (pinned(package))
            continue;
        context.report(*step.instruction,
                       "The version of \"" + package +
                           "\" is not pinned; the next build may bring another one",
                       package);
        return; // one for each RUN, as others report it
    }
}

void aptPinned(Context &context)
{
    eachCommand(context, [&](const Step &step, const ShellCommand &command) {
        if (const auto packages = packagesOf(command, {"apt-get"}, kInstall, kAptValues))
            reportUnpinned(context, step, *packages, [](const std::string &p) {
                return p.find_first_of("=/") != std::string::npos || p.ends_with(".deb");
            });
    });
}

void aptLists(Context &context)
{
    for (const Step &step : context.model.steps()) {
        const bool kept = context.model.shipped(step.stage) || context.model.isBase(step.stage);
        if (!kept || (isMounted(step, {"/var/lib/apt/lists"}) && isMounted(step, {"/var/cache/apt"})))
            continue;
        bool update = false;
        bool clean = false;
        for (const ShellCommand &command : step.script.commands) {
            for (const char *program : {"apt-get", "apt", "aptitude"})
                update = update || command.runs(program, {"update"});
            clean = clean || removes(command, {"/var/lib/apt/lists", "/var/lib/apt"});
        }
        if (update && !clean)
            context.report(*step.instruction, "The package lists of apt stay in the layer", "apt");
    }
}

void pipPinned(Context &context)
{
    eachCommand(context, [&](const Step &step, const ShellCommand &command) {
        const bool pipx = command.is("pipx");
        if (!isPip(command) && !pipx)
            return;
        for (const char *flag : {"-r", "--requirement", "-c", "--constraint"}) {
            if (command.has(flag))
                return;
        }
        if (command.hasFlag("requirement") || command.hasFlag("constraint"))
            return;
        std::vector<std::string> words = command.plain(kPipValues);
        const auto verb = std::find(words.begin(), words.end(), "install");
        if (verb == words.end())
            return;
        words.erase(words.begin(), verb + 1);
        reportUnpinned(context, step, words, [](const std::string &p) {
            if (startsWithAny(p, {".", "/", "$"}) || endsWithAny(p, {".whl", ".tar.gz", ".zip", ".tgz"}))
                return true;
            if (p.find("://") != std::string::npos) { // a version control address is pinned by @commit
                const std::string_view last = std::string_view(p).substr(p.find_last_of('/') + 1);
                return last.find('@') != std::string_view::npos;
            }
            return p.find_first_of("=<>@") != std::string::npos || p.find("~=") != std::string::npos;
        });
    });
}

void aptYes(Context &context)
{
    eachCommand(context, [&](const Step &step, const ShellCommand &command) {
        if (!packagesOf(command, {"apt-get"}, kInstall, kAptValues) || answersYes(command))
            return;
        std::size_t quiet = 0;
        for (const std::string &word : command.words) {
            if (word == "-q=2")
                return;
            if (word.starts_with('-') && !word.starts_with("--"))
                quiet += static_cast<std::size_t>(std::count(word.begin(), word.end(), 'q'));
            else if (word == "--quiet")
                ++quiet;
        }
        if (quiet < 2)
            context.report(*step.instruction, "apt-get install asks a question that nobody can answer",
                           "install");
    });
}

void aptRecommends(Context &context)
{
    eachCommand(context, [&](const Step &step, const ShellCommand &command) {
        if (!packagesOf(command, {"apt-get"}, kInstall, kAptValues) ||
            command.hasFlag("no-install-recommends"))
            return;
        for (const std::string &word : command.words) {
            if (word.find("Install-Recommends=") != std::string::npos)
                return;
        }
        context.report(*step.instruction, "Recommended packages that nothing needs are installed too",
                       "install");
    });
}

void npmPinned(Context &context)
{
    eachCommand(context, [&](const Step &step, const ShellCommand &command) {
        const auto packages = packagesOf(command, {"npm"}, {"install", "i", "add"}, kNpmValues);
        if (!packages)
            return;
        reportUnpinned(context, step, *packages, [](const std::string &p) {
            if (startsWithAny(p, {"git+", "git:", "github:", "gitlab:", "bitbucket:"}))
                return p.find('#') != std::string::npos;
            if (startsWithAny(p, {"/", "./", "../", "~/", "file:", "$"}) || p == "." ||
                endsWithAny(p, {".tar", ".tar.gz", ".tgz"}))
                return true;
            return p.find('@', 1) != std::string::npos;
        });
    });
}

void apkPinned(Context &context)
{
    eachCommand(context, [&](const Step &step, const ShellCommand &command) {
        if (const auto packages = packagesOf(command, {"apk"}, {"add"}, kApkValues))
            reportUnpinned(context, step, *packages, [](const std::string &p) {
                return p.find_first_of("=~<>") != std::string::npos || p.starts_with('.') ||
                       p.ends_with(".apk");
            });
    });
}

void apkCache(Context &context)
{
    eachCommand(context, [&](const Step &step, const ShellCommand &command) {
        if (packagesOf(command, {"apk"}, {"add"}, kApkValues) && !command.hasFlag("no-cache") &&
            !isMounted(step, {"/var/cache/apk"}))
            context.report(*step.instruction, "apk add keeps its index in the layer", "add");
    });
}

void gemPinned(Context &context)
{
    eachCommand(context, [&](const Step &step, const ShellCommand &command) {
        if (!command.is("gem") || command.hasFlag("v") || command.hasFlag("version"))
            return;
        std::vector<std::string> packages;
        bool install = false;
        for (std::size_t i = 1; i < command.words.size(); ++i) {
            const std::string &word = command.words[i];
            if (word == "--")
                break;
            if (word == "install" || word == "i") {
                install = true;
            } else if (word.starts_with('-')) {
                const bool value = (word.starts_with("--") && !word.starts_with("--no-") &&
                                    word.find('=') == std::string::npos) ||
                                   word == "-n" || word == "-i" || word == "-s" || word == "-P";
                if (value && i + 1 < command.words.size() && !command.words[i + 1].starts_with('-'))
                    ++i;
            } else if (install) {
                packages.push_back(word);
            }
        }
        if (install)
            reportUnpinned(context, step, packages, [](const std::string &p) {
                return p.find(':') != std::string::npos || p.ends_with(".gem");
            });
    });
}

void yumYes(Context &context)
{
    eachCommand(context, [&](const Step &step, const ShellCommand &command) {
        if (packagesOf(command, {"yum"}, {"install", "groupinstall", "localinstall"}) && !answersYes(command))
            context.report(*step.instruction, "yum asks a question that nobody can answer", "yum");
    });
}

void yumCache(Context &context)
{
    for (const Step &step : context.model.steps()) {
        if (!isMounted(step, {"/var/cache/yum"}) &&
            leavesCache(
                step, [](const ShellCommand &c) { return c.runs("yum", {"install"}); },
                [](const ShellCommand &c) {
                    return c.runs("yum", {"clean"}) || removes(c, {"/var/cache/yum"});
                }))
            context.report(*step.instruction, "The cache of yum stays in the layer", "yum");
    }
}

/// The packages of yum and dnf, modules apart.
void rpmPinned(Context &context, const Words &programs, const Words &verbs)
{
    eachCommand(context, [&](const Step &step, const ShellCommand &command) {
        const auto packages = packagesOf(command, programs, verbs);
        const std::vector<std::string> plain = command.plain();
        if (!packages || (!plain.empty() && plain.front() == "group"))
            return;
        const bool module = !plain.empty() && plain.front() == "module";
        reportUnpinned(
            context, step, *packages,
            module ? [](const std::string &p) { return p.find(':') != std::string::npos; }
                   : [](const std::string &p) { return hasRpmVersion(p); });
    });
}

void yumPinned(Context &context)
{
    rpmPinned(context, {"yum"}, kInstall);
}

void dnfPinned(Context &context)
{
    rpmPinned(context, kDnf, {"install", "in"});
}

const Words kZypperInstalls = {"install", "in"};

void zypperYes(Context &context)
{
    eachCommand(context, [&](const Step &step, const ShellCommand &command) {
        const bool asks =
            command.runs("zypper", {"install", "in", "remove", "rm", "source-install", "si", "patch"});
        if (asks && !answersYes(command) && !command.hasFlag("n") && !command.hasFlag("non-interactive") &&
            !command.hasFlag("no-confirm"))
            context.report(*step.instruction, "zypper asks a question that nobody can answer", "zypper");
    });
}

void zypperUpgrade(Context &context)
{
    eachCommand(context, [&](const Step &step, const ShellCommand &command) {
        if (command.runs("zypper", {"dist-upgrade", "dup"}))
            context.report(*step.instruction, "zypper dist-upgrade changes the distribution in a layer",
                           "zypper");
    });
}

void zypperCache(Context &context)
{
    for (const Step &step : context.model.steps()) {
        if (!isMounted(step, {"/var/cache/zypp"}) &&
            leavesCache(
                step, [](const ShellCommand &c) { return c.runs("zypper", kZypperInstalls); },
                [](const ShellCommand &c) {
                    return c.runs("zypper", {"clean", "cc"}) || removes(c, {"/var/cache/zypp"});
                }))
            context.report(*step.instruction, "The cache of zypper stays in the layer", "zypper");
    }
}

void zypperPinned(Context &context)
{
    eachCommand(context, [&](const Step &step, const ShellCommand &command) {
        if (const auto packages = packagesOf(command, {"zypper"}, kZypperInstalls))
            reportUnpinned(context, step, *packages, [](const std::string &p) {
                return p.find_first_of("=<>~") != std::string::npos || p.ends_with(".rpm");
            });
    });
}

void dnfYes(Context &context)
{
    eachCommand(context, [&](const Step &step, const ShellCommand &command) {
        if (packagesOf(command, kDnf, {"install", "in", "groupinstall", "localinstall"}) &&
            !answersYes(command))
            context.report(*step.instruction,
                           std::string(command.name()) + " asks a question that nobody can answer", "dnf");
    });
}

void dnfCache(Context &context)
{
    static const Words kVerbs = {"install",         "in",     "upgrade",   "up",  "update",
                                 "upgrade-minimal", "up-min", "reinstall", "rei", "downgrade"};
    for (const Step &step : context.model.steps()) {
        if (isMounted(step, {"/var/cache/libdnf5"}) || isMounted(step, {"/var/cache/dnf"}) ||
            isMounted(step, {"/var/cache/yum"}))
            continue;
        if (leavesCache(
                step,
                [](const ShellCommand &c) { return c.runs("dnf", kVerbs) || c.runs("microdnf", kVerbs); },
                [](const ShellCommand &c) {
                    return c.runs("dnf", {"clean"}) || c.runs("microdnf", {"clean"}) ||
                           removes(c, {"/var/cache/yum", "/var/cache/dnf", "/var/cache/libdnf5"});
                }))
            context.report(*step.instruction, "The cache of dnf stays in the layer", "dnf");
    }
}

/// 1: kept out, 0: kept, nullopt: not said.
std::optional<bool> noCacheValue(const std::string &name, const std::string &value)
{
    if (name != "PIP_NO_CACHE_DIR")
        return std::nullopt;
    static const Words kTrue = {"1", "on", "yes", "true"};
    return kTrue.contains(lowerCase(unquoted(value)));
}

void pipCache(Context &context)
{
    const Model &model = context.model;
    for (const Step &step : model.steps()) {
        bool off = false;
        std::vector<std::size_t> chain = model.chain(step.stage);
        std::reverse(chain.begin(), chain.end());
        for (const std::size_t stage : chain) {
            for (const Step *other : model.stepsOf(stage)) {
                const auto &words = other->instruction->arguments;
                if (!other->is("env") ||
                    (stage == step.stage && other->instruction->line > step.instruction->line))
                    continue;
                for (std::size_t k = 0; k + 1 < words.size(); k += 3)
                    off = noCacheValue(words[k], words[k + 1]).value_or(off);
            }
        }
        for (const ShellCommand &command : step.script.commands) {
            bool here = off;
            for (const auto &[name, value] : command.assignments)
                here = noCacheValue(name, value).value_or(here);
            if (command.is("export")) {
                for (const std::string &word : command.words)
                    off = noCacheValue(word.substr(0, word.find('=')), word.find('=') == std::string::npos
                                                                           ? ""
                                                                           : word.substr(word.find('=') + 1))
                              .value_or(off);
            }
            if (isPip(command) && command.has("install") && !here && !command.hasFlag("no-cache-dir") &&
                !isMounted(step, {"/root/.cache/pip"}))
                context.report(*step.instruction, "pip keeps what it downloads in the layer", "install");
        }
    }
}

void yarnCache(Context &context)
{
    for (const Step &step : context.model.steps()) {
        const bool kept = context.model.shipped(step.stage) || context.model.isBase(step.stage);
        const bool mounted =
            std::any_of(step.mounts.begin(), step.mounts.end(), [](const std::string &mount) {
                return mount.find(".cache/yarn") != std::string::npos || mount.ends_with("/.cache") ||
                       mount.find(".yarn") != std::string::npos;
            });
        if (kept && !mounted &&
            leavesCache(
                step, [](const ShellCommand &c) { return c.runs("yarn", kInstall); },
                [](const ShellCommand &c) { return c.is("yarn") && c.has("cache") && c.has("clean"); }))
            context.report(*step.instruction, "The cache of yarn stays in the layer", "yarn");
    }
}

void goPinned(Context &context)
{
    eachCommand(context, [&](const Step &step, const ShellCommand &command) {
        if (!command.is("go") || command.words.size() < 2)
            return;
        const std::string &verb = command.words[1];
        if (verb != "install" && verb != "get" && verb != "run")
            return;
        std::vector<std::string> packages = command.plain(kGoValues);
        packages.erase(packages.begin());
        if (verb == "run" && packages.size() > 1)
            packages.resize(1); // the rest is the program's
        reportUnpinned(context, step, packages, [](const std::string &p) {
            if (startsWithAny(p, {".", "/", "$"}) || p.ends_with(".go"))
                return true;
            return p.find('@') != std::string::npos && !p.ends_with("@latest");
        });
    });
}

void noApt(Context &context)
{
    eachCommand(context, [&](const Step &step, const ShellCommand &command) {
        if (command.is("apt"))
            context.report(*step.instruction, "apt has no stable interface for scripts", "apt");
    });
}

constexpr RuleInfo dl(std::string_view id, Severity severity, std::string_view title, std::string_view reason,
                      std::string_view fix)
{
    return {id, RuleSet::Hadolint, severity, title, reason, fix};
}

constexpr std::string_view kPinReason = "Without a version the same Dockerfile gives another image tomorrow.";
constexpr std::string_view kCacheReason = "The cache makes the layer larger and is of no use in the image.";
constexpr std::string_view kYesReason = "A build has no terminal: the question ends it.";

} // namespace

const std::vector<Rule> &hadolintPackageRules()
{
    using enum Severity;
    static const std::vector<Rule> kRules = {
        {dl("DL3008", Warning, "Pin versions in apt-get install", kPinReason, "Write package=version."),
         aptPinned},
        {dl("DL3009", Info, "Delete the apt lists after installing", kCacheReason,
            "End the same RUN with rm -rf /var/lib/apt/lists/*, or mount caches there."),
         aptLists},
        {dl("DL3013", Warning, "Pin versions in pip", kPinReason,
            "Write package==version, or use a requirements file."),
         pipPinned},
        {dl("DL3014", Warning, "Use the -y switch with apt-get install", kYesReason, "Add -y."), aptYes},
        {dl("DL3015", Info, "Avoid additional packages by --no-install-recommends",
            "Recommended packages make the image larger and easier to attack.",
            "Add --no-install-recommends."),
         aptRecommends},
        {dl("DL3016", Warning, "Pin versions in npm", kPinReason, "Write package@version."), npmPinned},
        {dl("DL3018", Warning, "Pin versions in apk add", kPinReason,
            "Write package=version or package~version."),
         apkPinned},
        {dl("DL3019", Info, "Use the --no-cache switch of apk", kCacheReason,
            "Add --no-cache instead of --update, or mount a cache at /var/cache/apk."),
         apkCache},
        {dl("DL3027", Warning, "Do not use apt, it is meant for people", "Its output and options change.",
            "Use apt-get or apt-cache."),
         noApt},
        {dl("DL3028", Warning, "Pin versions in gem install", kPinReason, "Write gem:version."), gemPinned},
        {dl("DL3030", Warning, "Use the -y switch with yum install", kYesReason, "Add -y."), yumYes},
        {dl("DL3032", Warning, "yum clean all after use", kCacheReason,
            "End the same RUN with yum clean all."),
         yumCache},
        {dl("DL3033", Warning, "Pin versions in yum install", kPinReason, "Write package-version."),
         yumPinned},
        {dl("DL3034", Warning, "Use a non-interactive switch with zypper", kYesReason, "Add -y or -n."),
         zypperYes},
        {dl("DL3035", Warning, "Do not use zypper dist-upgrade",
            "A newer base image is the way to a newer distribution.", "Take a newer base image."),
         zypperUpgrade},
        {dl("DL3036", Warning, "zypper clean after use", kCacheReason, "End the same RUN with zypper clean."),
         zypperCache},
        {dl("DL3037", Warning, "Pin versions in zypper install", kPinReason, "Write package=version."),
         zypperPinned},
        {dl("DL3038", Warning, "Use the -y switch with dnf install", kYesReason, "Add -y."), dnfYes},
        {dl("DL3040", Warning, "dnf clean all after use", kCacheReason,
            "End the same RUN with dnf clean all."),
         dnfCache},
        {dl("DL3041", Warning, "Pin versions in dnf install", kPinReason, "Write package-version."),
         dnfPinned},
        {dl("DL3042", Warning, "Avoid the cache directory of pip", kCacheReason,
            "Add --no-cache-dir, or set PIP_NO_CACHE_DIR=1."),
         pipCache},
        {dl("DL3060", Info, "yarn cache clean after use", kCacheReason,
            "End the same RUN with yarn cache clean."),
         yarnCache},
        {dl("DL3062", Warning, "Pin versions in go install, get and run", kPinReason,
            "Write module@version, not @latest."),
         goPinned},
    };
    return kRules;
}

} // namespace catamaran::engine::lint
