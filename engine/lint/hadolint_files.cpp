// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lint/packages.h"

#include <algorithm>
#include <cctype>

namespace catamaran::engine::lint {

namespace {

using build::Instruction;

void inlineIgnore(Context &context)
{
    const auto &source = *context.model.dockerfile().source;
    const int last = context.model.dockerfile().instructions.back().endLine;
    for (int line = 1; line <= last; ++line) {
        const std::string_view text = source.rawLine(line);
        const std::size_t start = text.find_first_not_of(" \t");
        if (start == std::string_view::npos || text[start] != '#')
            continue;
        if (text.find("hadolint ") != std::string_view::npos && text.find("ignore") != std::string_view::npos)
            context.reportLine(line, "A comment switches rules off here");
    }
}

bool isAbsolute(std::string_view path)
{
    const bool drive =
        path.size() > 1 && std::isalpha(static_cast<unsigned char>(path[0])) != 0 && path[1] == ':';
    return path.starts_with('/') || path.starts_with('$') || drive;
}

void absoluteWorkdir(Context &context)
{
    for (const Step &step : context.model.steps()) {
        if (step.is("workdir") && !step.instruction->arguments.empty() &&
            !isAbsolute(unquoted(step.instruction->arguments.front())))
            context.report(*step.instruction, "WORKDIR is relative to what the base image has",
                           step.instruction->arguments.front());
    }
}

void uselessCommands(Context &context)
{
    static const Words kUseless = {"ssh",  "vim", "shutdown", "service", "ps",
                                   "free", "top", "kill",     "mount",   "ifconfig"};
    eachCommand(context, [&](const Step &step, const ShellCommand &command) {
        if (kUseless.contains(command.name()))
            context.report(*step.instruction,
                           "\"" + std::string(command.name()) + "\" makes no sense in a container's build",
                           command.name());
    });
}

void changeDirectory(Context &context)
{
    eachCommand(context, [&](const Step &step, const ShellCommand &command) {
        if (command.is("cd"))
            context.report(*step.instruction, "cd holds for this RUN only", "cd ");
    });
}

void noSudo(Context &context)
{
    eachCommand(context, [&](const Step &step, const ShellCommand &command) {
        if (command.is("sudo"))
            context.report(*step.instruction,
                           "sudo has a terminal and signals of its own and is not needed here", "sudo");
    });
}

bool isArchive(std::string_view name)
{
    static const std::vector<std::string_view> kEnds = {".tar",  ".gz", ".tgz", ".bz2", ".tb2", ".tbz",
                                                        ".tbz2", ".xz", ".txz", ".lz",  ".tlz", ".lzma",
                                                        ".Z",    ".tZ", ".zst", ".tzst"};
    return std::any_of(kEnds.begin(), kEnds.end(),
                       [name](std::string_view end) { return name.ends_with(end); });
}

/// COPY of an archive that a later RUN unpacks.
void extractedCopy(Context &context)
{
    static const Words kUnpackers = {"tar",  "unzip",      "gunzip", "bunzip2", "unlzma",
                                     "unxz", "gzip",       "bzip2",  "xz",      "unzst",
                                     "zgz",  "uncompress", "zcat",   "gzcat",   "bzcat"};
    for (const Step &copy : context.model.steps()) {
        const auto &words = copy.instruction->arguments;
        if (!copy.is("copy") || copy.instruction->flag("from") || words.size() < 2)
            continue;
        std::set<std::string, std::less<>> names;
        for (std::size_t i = 0; i < words.size(); ++i) {
            const std::string plain = unquoted(words[i]);
            if (isArchive(plain))
                names.emplace(baseName(plain));
        }
        bool unpacked = false;
        for (const Step *step : context.model.stepsOf(copy.stage)) {
            if (step->instruction->line <= copy.instruction->line)
                continue;
            for (const ShellCommand &command : step->script.commands) {
                if (!kUnpackers.contains(command.name()))
                    continue;
                if (command.is("tar")) {
                    const bool extracts = command.hasFlag("x") || command.hasFlag("extract") ||
                                          command.hasFlag("get") ||
                                          (command.words.size() > 1 && !command.words[1].starts_with('-') &&
                                           command.words[1].find('x') != std::string::npos);
                    if (!extracts)
                        continue;
                }
                for (const std::string &word : command.words)
                    unpacked = unpacked || names.contains(baseName(word.substr(word.find('=') + 1)));
            }
        }
        if (unpacked)
            context.report(*copy.instruction, "The archive stays in a layer beside what is unpacked from it");
    }
}

void portRange(Context &context)
{
    for (const Step &step : context.model.steps()) {
        if (!step.is("expose"))
            continue;
        for (const std::string &word : step.instruction->arguments) {
            const std::string range = word.substr(0, word.find('/'));
            const std::size_t dash = range.find('-');
            const auto first = portNumber(range.substr(0, dash));
            const auto second = dash == std::string::npos ? first : portNumber(range.substr(dash + 1));
            if (first.value_or(0) > 65535 || second.value_or(0) > 65535)
                context.report(*step.instruction, "Port " + word + " is out of range (0 to 65535)", word);
        }
    }
}

void addInsteadOfCopy(Context &context)
{
    for (const Step &step : context.model.steps()) {
        const auto &words = step.instruction->arguments;
        if (!step.is("add"))
            continue;
        for (std::size_t i = 0; i + 1 < words.size(); ++i) {
            const std::string source = unquoted(words[i]);
            const bool address = source.find("://") != std::string::npos || source.starts_with("git@");
            if (!address && !isArchive(source) && !source.starts_with("<<")) {
                context.report(*step.instruction, "ADD does more than copying \"" + source + "\" needs",
                               source);
                break;
            }
        }
    }
}

void copyDestination(Context &context)
{
    for (const Step &step : context.model.steps()) {
        const auto &words = step.instruction->arguments;
        if (step.is("copy") && words.size() > 2 && !unquoted(words.back()).ends_with('/') &&
            !unquoted(words.back()).ends_with('\\'))
            context.report(*step.instruction, "More than one source needs a destination that ends in /",
                           words.back());
    }
}

void copyFrom(Context &context)
{
    for (const Step &step : context.model.steps()) {
        const auto from = step.is("copy") ? step.instruction->flag("from") : std::nullopt;
        if (!from || from->find_first_of(":$/@") != std::string::npos)
            continue;
        const auto number = portNumber(*from);
        const bool known = number ? static_cast<std::size_t>(*number) < step.stage
                                  : context.model.find(*from, step.stage + 1).has_value();
        if (!known)
            context.report(*step.instruction, "No stage above is called \"" + *from + "\"", *from);
    }
}

void copyFromSelf(Context &context)
{
    for (const Step &step : context.model.steps()) {
        const auto from = step.is("copy") ? step.instruction->flag("from") : std::nullopt;
        if (from && !from->empty() && lowerCase(*from) == context.model.stages()[step.stage].name)
            context.report(*step.instruction, "The stage copies from itself", *from);
    }
}

void execForm(Context &context)
{
    for (const Step &step : context.model.steps()) {
        if ((step.is("cmd") || step.is("entrypoint")) && !step.instruction->json)
            context.report(*step.instruction, "Under /bin/sh -c the program gets no signals");
    }
}

void onBuildTriggers(Context &context)
{
    for (const Step &step : context.model.steps()) {
        if (step.onBuild && (step.is("from") || step.is("onbuild") || step.is("maintainer")))
            context.report(*step.instruction,
                           upperCase(step.instruction->name) + " is not allowed in ONBUILD");
    }
}

void envSelfReference(Context &context)
{
    std::set<std::string> known;
    const auto addAll = [&](const Instruction &instruction) {
        const std::size_t stride = instruction.name == "env" ? 3 : 1;
        for (std::size_t k = 0; k < instruction.arguments.size(); k += stride)
            known.insert(instruction.arguments[k].substr(0, instruction.arguments[k].find('=')));
    };
    for (const Instruction *argument : context.model.globalArguments())
        addAll(*argument);
    for (const Step &step : context.model.steps()) {
        if (step.is("env")) {
            const auto &words = step.instruction->arguments;
            for (std::size_t i = 0; i + 1 < words.size(); i += 3) {
                for (const std::string &name : variablesOf(words[i + 1])) {
                    bool beside = false;
                    for (std::size_t k = 0; k < words.size(); k += 3)
                        beside = beside || (k != i && words[k] == name);
                    if (beside && !known.contains(name))
                        context.report(*step.instruction,
                                       "$" + name + " is set in this very ENV, and has no value yet",
                                       "$" + name);
                }
            }
        }
        if (step.is("env") || step.is("arg"))
            addAll(*step.instruction);
    }
}

void copyWithoutWorkdir(Context &context)
{
    std::vector<bool> set(context.model.stages().size());
    for (std::size_t i = 0; i < set.size(); ++i) {
        if (context.model.stages()[i].parent)
            set[i] = set[*context.model.stages()[i].parent];
        for (const Step *step : context.model.stepsOf(i)) {
            const auto &words = step->instruction->arguments;
            if (step->is("workdir"))
                set[i] = true;
            else if (step->is("copy") && !set[i] && words.size() > 1 && !isAbsolute(unquoted(words.back())))
                context.report(*step->instruction, "The destination is relative, and no WORKDIR is set above",
                               words.back());
        }
    }
}

void longUserId(Context &context)
{
    eachCommand(context, [&](const Step &step, const ShellCommand &command) {
        if (!command.is("useradd") || command.hasFlag("l") || command.hasFlag("no-log-init"))
            return;
        for (std::size_t i = 1; i < command.words.size(); ++i) {
            std::string value;
            const std::string &word = command.words[i];
            if (word.starts_with("--uid="))
                value = word.substr(6);
            else if ((word == "--uid" ||
                      (word.starts_with('-') && !word.starts_with("--") && word.ends_with('u'))) &&
                     i + 1 < command.words.size())
                value = command.words[i + 1];
            else if (word.starts_with("-u"))
                value = word.substr(2);
            if (value.size() > 5)
                context.report(*step.instruction, "useradd makes a huge sparse file for a high user id",
                               value);
        }
    });
}

void wgetProgress(Context &context)
{
    eachCommand(context, [&](const Step &step, const ShellCommand &command) {
        if (!command.is("wget"))
            return;
        for (const char *flag :
             {"progress", "q", "quiet", "nv", "no-verbose", "o", "output-file", "a", "append-output"}) {
            const std::string dashed = std::string("-") + flag;
            if (command.hasFlag(flag) || command.has(dashed))
                return;
        }
        context.report(*step.instruction, "wget fills the build's output with its progress bar", "wget");
    });
}

void labelKeys(Context &context)
{
    for (const Step &step : context.model.steps()) {
        if (!step.is("label"))
            continue;
        const auto &words = step.instruction->arguments;
        for (std::size_t k = 0; k + 1 < words.size(); k += 3) {
            const std::string key = unquoted(words[k]);
            const auto allowed = [](char c) {
                const auto u = static_cast<unsigned char>(c);
                return std::islower(u) != 0 || std::isdigit(u) != 0 || c == '.' || c == '-' || c == '_' ||
                       c == '/';
            };
            const auto isEnd = [](char c) {
                return std::islower(static_cast<unsigned char>(c)) != 0 ||
                       std::isdigit(static_cast<unsigned char>(c)) != 0;
            };
            const bool reserved = key.starts_with("com.docker.") || key.starts_with("io.docker.") ||
                                  key.starts_with("org.dockerproject.");
            const bool bad = key.empty() || reserved || !std::all_of(key.begin(), key.end(), allowed) ||
                             std::islower(static_cast<unsigned char>(key.front())) == 0 ||
                             !isEnd(key.back()) || key.find("..") != std::string::npos ||
                             key.find("--") != std::string::npos;
            if (bad)
                context.report(*step.instruction,
                               "\"" + key + "\" is " +
                                   (reserved ? "in a reserved name space" : "no good label key"),
                               key);
        }
    }
}

void beforeFrom(Context &context)
{
    if (context.model.stages().empty() || context.model.stages().front().from)
        return;
    for (const Step *step : context.model.stepsOf(0))
        context.report(*step->instruction,
                       upperCase(step->instruction->name) + " stands before the first FROM");
}

void secrets(Context &context)
{
    const auto check = [&](const Instruction &instruction) {
        const std::size_t stride = instruction.name == "env" ? 3 : 1;
        for (std::size_t k = 0; k < instruction.arguments.size(); k += stride) {
            const std::string name = instruction.arguments[k].substr(0, instruction.arguments[k].find('='));
            if (isSecretName(name))
                context.report(instruction,
                               "\"" + name + "\" looks like a secret, and stays readable in the image", name);
        }
    };
    for (const Instruction *argument : context.model.globalArguments())
        check(*argument);
    for (const Step &step : context.model.steps()) {
        if (step.is("env") || step.is("arg"))
            check(*step.instruction);
    }
}

void maintainer(Context &context)
{
    for (const Step &step : context.model.steps()) {
        if (step.is("maintainer") && !step.onBuild)
            context.report(*step.instruction, "MAINTAINER is deprecated");
    }
}

void shellLink(Context &context)
{
    eachCommand(context, [&](const Step &step, const ShellCommand &command) {
        if (command.is("ln") && command.has("/bin/sh"))
            context.report(*step.instruction, "/bin/sh is replaced for everybody in the image", "ln");
    });
}

constexpr RuleInfo dl(std::string_view id, Severity severity, std::string_view title, std::string_view reason,
                      std::string_view fix)
{
    return {id, RuleSet::Hadolint, severity, title, reason, fix};
}

} // namespace

const std::vector<Rule> &hadolintFileRules()
{
    using enum Severity;
    static const std::vector<Rule> kRules = {
        {dl("DL1001", Off, "Do not switch rules off in the file",
            "Exceptions belong into the project's configuration.",
            "Move the exception to .hadolint.yaml or .catamaran-lint.yaml."),
         inlineIgnore},
        {dl("DL3000", Error, "Use an absolute WORKDIR", "A relative one depends on the base image.",
            "Begin the path with /."),
         absoluteWorkdir},
        {dl("DL3001", Info, "Leave out commands that make no sense in a container",
            "They need a whole system or a person.", "Remove the command."),
         uselessCommands},
        {dl("DL3003", Warning, "Use WORKDIR to change to a directory",
            "cd is forgotten at the end of the RUN.", "Write WORKDIR in front of the RUN."),
         changeDirectory},
        {dl("DL3004", Error, "Do not use sudo", "It behaves in surprising ways without a terminal.",
            "Use USER to change the user."),
         noSudo},
        {dl("DL3010", Info, "Use ADD to unpack archives into an image",
            "ADD unpacks without keeping the archive in a layer.", "Write ADD archive directory/."),
         extractedCopy},
        {dl("DL3011", Error, "Ports are from 0 to 65535", "No such port exists.", "Correct the number."),
         portRange},
        {dl("DL3020", Error, "Use COPY instead of ADD for files and directories",
            "ADD may unpack or download where copying was meant.", "Write COPY."),
         addInsteadOfCopy},
        {dl("DL3021", Error, "COPY with more than two arguments needs a destination that ends in /",
            "Several files go into a directory.", "End the destination with /."),
         copyDestination},
        {dl("DL3022", Warning, "COPY --from should name a stage above",
            "Else an image of that name is fetched.",
            "Correct the name, or write a whole reference with a tag."),
         copyFrom},
        {dl("DL3023", Error, "COPY --from cannot name its own stage",
            "A stage is not finished while it is built.", "Name another stage."),
         copyFromSelf},
        {dl("DL3025", Warning, "Write CMD and ENTRYPOINT as JSON arrays",
            "Under a shell the program is not process 1 and gets no signals.",
            "Write [\"program\", \"argument\"]."),
         execForm},
        {dl("DL3043", Error, "ONBUILD, FROM and MAINTAINER are not allowed in ONBUILD",
            "The build would fail.", "Move the instruction to the Dockerfile that uses the image."),
         onBuildTriggers},
        {dl("DL3044", Error, "Do not refer to a variable in the ENV that sets it",
            "All values of one ENV are replaced before any of them is set.", "Split the ENV in two."),
         envSelfReference},
        {dl("DL3045", Warning, "COPY to a relative destination without WORKDIR",
            "Where the file goes depends on the base image.",
            "Set WORKDIR above, or write an absolute path."),
         copyWithoutWorkdir},
        {dl("DL3046", Warning, "useradd without -l and a high user id makes an excessively large image",
            "faillog and lastlog have an entry for each id.", "Add -l."),
         longUserId},
        {dl("DL3047", Info, "wget without --progress makes a long log", "Every step of the bar is a line.",
            "Add --progress=dot:giga or -q."),
         wgetProgress},
        {dl("DL3048", Style, "Use valid label keys",
            "Keys are lower case words with dots and dashes; some name spaces are reserved.",
            "Use your domain in reverse as a prefix."),
         labelKeys},
        {dl("DL3061", Error, "Begin with FROM, ARG or a comment",
            "Nothing else can stand before the first FROM.", "Move the instruction below FROM."),
         beforeFrom},
        {dl("DL3064", Warning, "No secrets in ARG and ENV", "They can be read from the image's history.",
            "Use RUN --mount=type=secret."),
         secrets},
        {dl("DL4000", Error, "MAINTAINER is deprecated", "Labels replaced it.",
            "Use LABEL org.opencontainers.image.authors=\"...\"."),
         maintainer},
        {dl("DL4005", Warning, "Use SHELL to change the default shell", "A link changes it for all programs.",
            "Write SHELL [\"/bin/bash\", \"-c\"]."),
         shellLink},
    };
    return kRules;
}

} // namespace catamaran::engine::lint
