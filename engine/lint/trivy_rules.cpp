// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lint/packages.h"

#include <algorithm>

namespace catamaran::engine::lint {

namespace {

using build::Instruction;

template <typename Visit>
void each(const Context &context, std::string_view name, Visit visit)
{
    for (const Step &step : context.model.steps()) {
        if (step.is(name))
            visit(step, *step.instruction);
    }
}

void latest(Context &context)
{
    for (const Stage &stage : context.model.stages()) {
        const ImageName image = splitImage(stage.base);
        if (stage.from && !stage.parent && stage.base != "scratch" &&
            stage.base.find('$') == std::string::npos && image.digest.empty() &&
            (image.tag.empty() || image.tag == "latest"))
            context.report(*stage.from,
                           "Specify a tag in the FROM statement for image \"" + image.name + "\"",
                           stage.base);
    }
}

void rootUser(Context &context)
{
    if (context.model.stages().empty() || !context.model.stages().back().from)
        return;
    const std::size_t last = context.model.stages().size() - 1;
    const Step *user = context.model.inherited(last, "user");
    if (!user) {
        context.report(*context.model.stages()[last].from, "No USER: the container runs as root");
        return;
    }
    const std::string text =
        user->instruction->arguments.empty() ? "" : unquoted(user->instruction->arguments[0]);
    const std::string name = text.substr(0, text.find(':'));
    if (name == "root" || name == "0")
        context.report(*user->instruction, "The last USER is root");
}

void ports(Context &context, bool (*bad)(long), const std::string &what)
{
    each(context, "expose", [&](const Step &, const Instruction &instruction) {
        for (const std::string &word : instruction.arguments) {
            const auto port = portNumber(word);
            if (port && bad(*port))
                context.report(instruction, what + " (" + word + ")", word);
        }
    });
}

void sshPort(Context &context)
{
    ports(
        context, [](long port) { return port == 22; },
        "Port 22 is exposed: run no SSH server in a container");
}

void portRange(Context &context)
{
    ports(
        context, [](long port) { return port > 65535; }, "EXPOSE names a port that is out of range");
}

void addForCopy(Context &context)
{
    each(context, "add", [&](const Step &, const Instruction &instruction) {
        const auto &words = instruction.arguments;
        for (std::size_t i = 0; i + 1 < words.size(); ++i) {
            const std::string source = unquoted(words[i]);
            const bool remote = source.find("://") != std::string::npos || source.starts_with("git@");
            const bool archive = source.find(".tar") != std::string::npos || source.ends_with(".tgz") ||
                                 source.ends_with(".gz") || source.ends_with(".xz") ||
                                 source.ends_with(".bz2");
            if (!remote && !archive && !source.starts_with("<<")) {
                context.report(instruction, "Consider using COPY instead of ADD for \"" + source + "\"",
                               source);
                return;
            }
        }
    });
}

void copyFromSelf(Context &context)
{
    each(context, "copy", [&](const Step &step, const Instruction &instruction) {
        const auto from = instruction.flag("from");
        if (from && !from->empty() && lowerCase(*from) == context.model.stages()[step.stage].name)
            context.report(instruction, "COPY --from names its own stage \"" + *from + "\"", *from);
    });
}

void several(Context &context, std::string_view name)
{
    for (std::size_t i = 0; i < context.model.stages().size(); ++i) {
        int count = 0;
        for (const Step *step : context.model.stepsOf(i)) {
            if (step->is(name) && !step->onBuild && ++count > 1)
                context.report(*step->instruction,
                               "There is more than one " + upperCase(name) + " in the stage");
        }
    }
}

void severalEntrypoints(Context &context)
{
    several(context, "entrypoint");
}

void severalCommands(Context &context)
{
    several(context, "cmd");
}

void severalHealthChecks(Context &context)
{
    several(context, "healthcheck");
}

void relativeWorkdir(Context &context)
{
    each(context, "workdir", [&](const Step &, const Instruction &instruction) {
        const std::string path = instruction.arguments.empty() ? "/" : unquoted(instruction.arguments[0]);
        const bool drive = path.size() > 1 && path[1] == ':';
        if (!path.starts_with('/') && !path.starts_with('$') && !drive)
            context.report(instruction, "WORKDIR \"" + path + "\" should be an absolute path", path);
    });
}

void sudo(Context &context)
{
    eachCommand(context, [&](const Step &step, const ShellCommand &command) {
        if (command.is("sudo"))
            context.report(*step.instruction, "Using sudo in a RUN is not needed", "sudo");
    });
}

void copySlash(Context &context)
{
    each(context, "copy", [&](const Step &, const Instruction &instruction) {
        if (instruction.arguments.size() > 2 && !unquoted(instruction.arguments.back()).ends_with('/'))
            context.report(instruction, "The destination of several sources should end in /",
                           instruction.arguments.back());
    });
}

void sameAlias(Context &context)
{
    std::set<std::string> seen;
    for (const Stage &stage : context.model.stages()) {
        if (!stage.name.empty() && !seen.insert(stage.name).second)
            context.report(*stage.from, "Alias \"" + stage.name + "\" is used in two FROMs",
                           stage.writtenName);
    }
}

void changeDirectory(Context &context)
{
    eachCommand(context, [&](const Step &step, const ShellCommand &command) {
        const bool absolute = command.words.size() > 1 && command.words[1].starts_with('/');
        if (command.is("cd") && absolute)
            context.report(*step.instruction,
                           "RUN should not be used to change the directory to " + command.words[1], "cd ");
    });
}

void wgetAndCurl(Context &context)
{
    for (std::size_t i = 0; i < context.model.stages().size(); ++i) {
        std::set<std::string_view> seen;
        for (const Step *step : context.model.stepsOf(i)) {
            for (const ShellCommand &command : step->script.commands) {
                if ((command.is("wget") || command.is("curl")) && seen.insert(command.name()).second &&
                    seen.size() == 2)
                    context.report(*step->instruction, "Should use either wget or curl, not both",
                                   command.name());
            }
        }
    }
}

/// A RUN that installs and does not clean up after itself.
void uncleaned(Context &context, const std::vector<std::string_view> &programs, const Words &installs,
               const Words &cleans, std::initializer_list<std::string_view> caches)
{
    for (const Step &step : context.model.steps()) {
        const auto runs = [&](const ShellCommand &command, const Words &verbs) {
            return std::any_of(programs.begin(), programs.end(),
                               [&](std::string_view program) { return command.runs(program, verbs); });
        };
        const bool mounted = std::any_of(caches.begin(), caches.end(),
                                         [&](std::string_view cache) { return isMounted(step, {cache}); });
        if (!mounted && leavesCache(
                            step, [&](const ShellCommand &c) { return runs(c, installs); },
                            [&](const ShellCommand &c) { return runs(c, cleans) || removes(c, caches); }))
            context.report(*step.instruction, "'" + std::string(programs.front()) + " clean' is missed",
                           programs[0]);
    }
}

void yumClean(Context &context)
{
    uncleaned(context, {"yum"},
              {"install", "in", "reinstall", "groupinstall", "localinstall", "update", "upgrade"}, {"clean"},
              {"/var/cache/yum"});
}

void dnfClean(Context &context)
{
    uncleaned(context, {"dnf", "microdnf"},
              {"install", "in", "reinstall", "group", "groupinstall", "upgrade"}, {"clean"},
              {"/var/cache/dnf", "/var/cache/libdnf5", "/var/cache/yum"});
}

void zypperClean(Context &context)
{
    uncleaned(context, {"zypper"}, {"install", "in", "remove", "rm", "source-install", "si", "patch"},
              {"clean", "cc"}, {"/var/cache/zypp"});
}

void updateAlone(Context &context)
{
    static const Words kManagers = {"apt-get", "apt", "yum", "apk", "dnf", "zypper", "pip"};
    static const Words kInstalls = {"install",      "add",          "upgrade",      "source-install",
                                    "reinstall",    "groupinstall", "localinstall", "dist-upgrade",
                                    "full-upgrade", "in",           "si",           "build-dep"};
    for (const Step &step : context.model.steps()) {
        const ShellCommand *update = nullptr;
        bool install = false;
        for (const ShellCommand &command : step.script.commands) {
            if (!kManagers.contains(command.name()))
                continue;
            const std::vector<std::string> plain = command.plain();
            const bool updates = !plain.empty() && (plain[0] == "update" || plain[0] == "check-update");
            if (updates && plain.size() == 1)
                update = &command;
            install = install || std::any_of(plain.begin(), plain.end(), [](const std::string &word) {
                          return kInstalls.contains(word);
                      });
        }
        if (update && !install)
            context.report(*step.instruction,
                           "The instruction 'RUN " + std::string(update->name()) +
                               " update' should be followed by an install in the same RUN",
                           update->name());
    }
}

void aptYes(Context &context)
{
    eachCommand(context, [&](const Step &step, const ShellCommand &command) {
        if (command.runs("apt-get", {"install"}) && !answersYes(command) && !command.hasFlag("qq") &&
            !command.has("-qq") && !command.has("-q=2"))
            context.report(*step.instruction, "'-y' flag is missed in apt-get install", "apt-get");
    });
}

void aptRecommends(Context &context)
{
    eachCommand(context, [&](const Step &step, const ShellCommand &command) {
        if (command.runs("apt-get", {"install"}) && !command.hasFlag("no-install-recommends"))
            context.report(*step.instruction, "'--no-install-recommends' flag is missed in apt-get install",
                           "apt-get");
    });
}

void maintainer(Context &context)
{
    each(context, "maintainer", [&](const Step &, const Instruction &instruction) {
        context.report(instruction, "MAINTAINER should not be used: it is deprecated");
    });
}

void distUpgrade(Context &context)
{
    eachCommand(context, [&](const Step &step, const ShellCommand &command) {
        if (command.runs("apt-get", {"dist-upgrade"}) ||
            command.runs("apt", {"full-upgrade", "dist-upgrade"}))
            context.report(*step.instruction, "'apt-get dist-upgrade' should not be used", "dist-upgrade");
    });
}

void apkCache(Context &context)
{
    eachCommand(context, [&](const Step &step, const ShellCommand &command) {
        if (command.runs("apk", {"add"}) && !command.hasFlag("no-cache") &&
            !isMounted(step, {"/var/cache/apk"}))
            context.report(*step.instruction, "'--no-cache' is missed in apk add", "apk");
    });
}

void noHealthCheck(Context &context)
{
    const std::size_t count = context.model.stages().size();
    if (count > 0 && context.model.stages().back().from && !context.model.inherited(count - 1, "healthcheck"))
        context.report(*context.model.stages().back().from, "Add a HEALTHCHECK instruction");
}

void secrets(Context &context)
{
    const auto check = [&](const Instruction &instruction) {
        const std::size_t stride = instruction.name == "env" ? 3 : 1;
        for (std::size_t k = 0; k < instruction.arguments.size(); k += stride) {
            const std::string name = instruction.arguments[k].substr(0, instruction.arguments[k].find('='));
            if (isSecretName(name) && lowerCase(name) != "key")
                context.report(instruction, "Possible exposure of a secret: \"" + name + "\"", name);
        }
    };
    for (const Instruction *argument : context.model.globalArguments())
        check(*argument);
    static const Words kFiles = {"id_rsa",  "id_dsa", "id_ecdsa",         "id_ed25519", ".netrc",
                                 ".pgpass", ".npmrc", ".git-credentials", ".env"};
    for (const Step &step : context.model.steps()) {
        if (step.is("env") || step.is("arg"))
            check(*step.instruction);
        if (!step.is("copy") && !step.is("add"))
            continue;
        for (const std::string &word : step.instruction->arguments) {
            const std::string plain = unquoted(word);
            if (kFiles.contains(baseName(plain)) || plain.ends_with(".aws/credentials"))
                context.report(*step.instruction, "A file with secrets is copied into the image: " + plain,
                               word);
        }
    }
}

constexpr RuleInfo ds(std::string_view id, Severity severity, std::string_view title, std::string_view reason,
                      std::string_view fix)
{
    return {id, RuleSet::Trivy, severity, title, reason, fix};
}

std::vector<Rule> imageRules()
{
    using enum Severity;
    return {
        {ds("DS-0001", Warning, "':latest' tag used", "The base changes without notice.",
            "Add a tag to the image."),
         latest},
        {ds("DS-0002", Error, "Image user should not be 'root'",
            "Who breaks out of the program is root in the container.", "Add USER with an ordinary user."),
         rootUser},
        {ds("DS-0004", Warning, "Port 22 exposed",
            "exec is the way into a container; SSH is one more way to attack.",
            "Remove the port from EXPOSE."),
         sshPort},
        {ds("DS-0005", Info, "ADD instead of COPY", "ADD may unpack or download where copying was meant.",
            "Use COPY."),
         addForCopy},
        {ds("DS-0006", Error, "COPY '--from' referring to the current image",
            "A stage cannot copy from itself.", "Change the name in --from."),
         copyFromSelf},
        {ds("DS-0007", Error, "Multiple ENTRYPOINT instructions listed", "Only the last one counts.",
            "Remove the others."),
         severalEntrypoints},
        {ds("DS-0008", Error, "Exposed port out of range", "Ports end at 65535.", "Correct the number."),
         portRange},
        {ds("DS-0009", Error, "WORKDIR path not absolute", "It depends on the base image.",
            "Begin it with /."),
         relativeWorkdir},
        {ds("DS-0010", Error, "RUN using 'sudo'", "It behaves in surprising ways without a terminal.",
            "Remove sudo, and use USER."),
         sudo},
        {ds("DS-0011", Error, "COPY with more than two arguments not ending with slash",
            "Several files go into a directory.", "End the destination with /."),
         copySlash},
        {ds("DS-0012", Error, "Duplicate aliases defined in different FROMs",
            "Only one of them can be found.", "Rename one."),
         sameAlias},
    };
}

std::vector<Rule> commandRules()
{
    using enum Severity;
    return {
        {ds("DS-0013", Warning, "'RUN cd ...' to change directory", "cd is forgotten at the end of the RUN.",
            "Use WORKDIR."),
         changeDirectory},
        {ds("DS-0014", Info, "RUN using 'wget' and 'curl'",
            "Two programs for one purpose make the image larger.", "Decide for one."),
         wgetAndCurl},
        {ds("DS-0015", Error, "'yum clean all' missing", "The cache makes the layer larger.",
            "Add yum clean all to the RUN."),
         yumClean},
        {ds("DS-0016", Error, "Multiple CMD instructions listed", "Only the last one counts.",
            "Remove the others."),
         severalCommands},
        {ds("DS-0017", Error, "'RUN <package-manager> update' instruction alone",
            "The layer with the list is cached, and later installs use an old list.",
            "Update and install in one RUN."),
         updateAlone},
        {ds("DS-0019", Error, "'dnf clean all' missing", "The cache makes the layer larger.",
            "Add dnf clean all to the RUN."),
         dnfClean},
        {ds("DS-0020", Error, "'zypper clean' missing", "The cache makes the layer larger.",
            "Add zypper clean to the RUN."),
         zypperClean},
        {ds("DS-0021", Error, "'apt-get' missing '-y' to avoid manual input", "A build has no terminal.",
            "Add -y."),
         aptYes},
        {ds("DS-0022", Error, "Deprecated MAINTAINER used", "Labels replaced it.",
            "Use LABEL org.opencontainers.image.authors."),
         maintainer},
        {ds("DS-0023", Warning, "Multiple HEALTHCHECK defined", "Only the last one counts.",
            "Remove the others."),
         severalHealthChecks},
        {ds("DS-0024", Error, "'apt-get dist-upgrade' used", "It changes the release in a layer.",
            "Take a newer base image."),
         distUpgrade},
        {ds("DS-0025", Error, "'apk add' is missing '--no-cache'", "The index makes the layer larger.",
            "Add --no-cache."),
         apkCache},
        {ds("DS-0026", Info, "No HEALTHCHECK defined", "A hanging program looks like a running one.",
            "Add HEALTHCHECK."),
         noHealthCheck},
        {ds("DS-0029", Error, "'apt-get' missing '--no-install-recommends'", "More packages, more to attack.",
            "Add --no-install-recommends."),
         aptRecommends},
        {ds("DS-0031", Error, "Secrets passed via `build-args` or envs or copied secret files",
            "They can be read from the image.", "Use RUN --mount=type=secret."),
         secrets},
    };
}

} // namespace

const std::vector<Rule> &trivyRules()
{
    static const std::vector<Rule> kRules = [] {
        std::vector<Rule> all = imageRules();
        std::vector<Rule> more = commandRules();
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }();
    return kRules;
}

} // namespace catamaran::engine::lint
