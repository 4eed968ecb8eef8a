// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/build/dockerignore.h"
#include "engine/lint/from_variables.h"

#include <algorithm>

namespace catamaran::engine::lint {

namespace {

using build::Instruction;

bool isLower(const std::string &text)
{
    return text == lowerCase(text);
}

bool isUpper(const std::string &text)
{
    return text == upperCase(text);
}

/// The stages that a build of the target needs.
std::set<std::size_t> reachable(const Context &context)
{
    const Model &model = context.model;
    std::set<std::size_t> out;
    if (model.stages().empty())
        return out;
    std::size_t target = model.stages().size() - 1;
    if (const auto number = portNumber(context.options.target);
        number && static_cast<std::size_t>(*number) < model.stages().size())
        target = static_cast<std::size_t>(*number);
    else if (const auto named = model.find(context.options.target, model.stages().size()))
        target = *named;
    std::vector<std::size_t> todo = {target};
    const auto add = [&](std::string_view name, std::size_t before) {
        if (const auto number = portNumber(name); number && static_cast<std::size_t>(*number) < before)
            todo.push_back(static_cast<std::size_t>(*number));
        else if (const auto stage = model.find(name, before))
            todo.push_back(*stage);
    };
    while (!todo.empty()) {
        const std::size_t at = todo.back();
        todo.pop_back();
        if (!out.insert(at).second)
            continue;
        if (model.stages()[at].parent)
            todo.push_back(*model.stages()[at].parent);
        for (const Step *step : model.stepsOf(at)) {
            if (const auto from = step->instruction->flag("from"))
                add(*from, at);
            for (const std::string &flag : step->instruction->flags) {
                const std::size_t from = flag.find("from=");
                if (flag.starts_with("--mount=") && from != std::string::npos)
                    add(std::string_view(flag).substr(from + 5, flag.find(',', from) - from - 5), at);
            }
        }
    }
    return out;
}

template <typename Visit>
void eachReachable(const Context &context, Visit visit)
{
    for (const std::size_t stage : reachable(context)) {
        for (const Step *step : context.model.stepsOf(stage)) {
            if (!step->onBuild)
                visit(*step);
        }
    }
}

void stageNameCasing(Context &context)
{
    for (const Stage &stage : context.model.stages()) {
        if (!isLower(stage.writtenName))
            context.report(*stage.from, "Stage name '" + stage.writtenName + "' should be lowercase",
                           stage.writtenName);
    }
}

void fromAsCasing(Context &context)
{
    for (const Stage &stage : context.model.stages()) {
        if (!stage.from || stage.from->arguments.size() < 3)
            continue;
        const std::string &as = stage.from->arguments[1];
        const std::string &from = stage.from->keyword;
        if ((isLower(from) && !isLower(as)) || (isUpper(from) && !isUpper(as)))
            context.report(*stage.from, "'" + as + "' and '" + from + "' keywords' casing do not match",
                           " " + as + " ");
    }
}

void emptyContinuation(Context &context)
{
    const auto &empty = context.model.dockerfile().source->emptyContinuations();
    for (const Instruction &instruction : context.model.dockerfile().instructions) {
        const auto inside = [&](int line) { return line > instruction.line && line <= instruction.endLine; };
        if (std::any_of(empty.begin(), empty.end(), inside)) {
            Instruction end = instruction;
            end.line = end.endLine;
            context.report(end, "Empty continuation line");
        }
    }
}

void instructionCasing(Context &context)
{
    std::vector<const Instruction *> all;
    for (const Stage &stage : context.model.stages()) {
        if (stage.from)
            all.push_back(stage.from);
    }
    for (const Instruction &instruction : context.model.dockerfile().instructions) {
        const auto &global = context.model.globalArguments();
        if (instruction.name != "from" &&
            std::find(global.begin(), global.end(), &instruction) == global.end())
            all.push_back(&instruction);
    }
    std::size_t lower = 0;
    std::size_t upper = 0;
    for (const Instruction *instruction : all) {
        lower += isLower(instruction->keyword) ? 1U : 0U;
        upper += isUpper(instruction->keyword) ? 1U : 0U;
    }
    const bool toLower = lower > upper;
    for (const Instruction *instruction : all) {
        if (toLower ? !isLower(instruction->keyword) : !isUpper(instruction->keyword))
            context.report(*instruction, "Command '" + instruction->keyword +
                                             "' should match the case of the command majority (" +
                                             (toLower ? "lowercase" : "uppercase") + ")");
    }
}

void duplicateStageName(Context &context)
{
    std::set<std::string> seen;
    for (const Stage &stage : context.model.stages()) {
        if (!stage.name.empty() && !seen.insert(stage.name).second)
            context.report(*stage.from,
                           "Duplicate stage name \"" + stage.name + "\", stage names should be unique",
                           stage.writtenName);
    }
}

void reservedStageName(Context &context)
{
    for (const Stage &stage : context.model.stages()) {
        if (stage.name == "scratch" || stage.name == "context")
            context.report(*stage.from,
                           "Stage name should not use the same name as reserved stage \"" + stage.name + "\"",
                           stage.writtenName);
    }
}

void jsonArguments(Context &context)
{
    eachReachable(context, [&](const Step &step) {
        if ((!step.is("cmd") && !step.is("entrypoint")) || step.instruction->json)
            return;
        const auto &chain = context.model.chain(step.stage);
        for (const std::size_t stage : chain) {
            for (const Step *other : context.model.stepsOf(stage)) {
                if (other->is("shell") && !other->onBuild &&
                    (stage != step.stage || other->instruction->line < step.instruction->line))
                    return;
            }
        }
        context.report(*step.instruction, "JSON arguments recommended for " +
                                              upperCase(step.instruction->name) +
                                              " to prevent unintended behavior related to OS signals");
    });
}

void maintainer(Context &context)
{
    for (const Step &step : context.model.steps()) {
        if (step.is("maintainer"))
            context.report(*step.instruction, "Maintainer instruction is deprecated in favor of using label");
    }
}

void undefinedArgInFrom(Context &context)
{
    const GlobalArguments global = globalArguments(context.model, context.options.buildArguments);
    const char escape = context.model.dockerfile().source->escape();
    for (const Stage &stage : context.model.stages()) {
        if (!stage.from)
            continue;
        std::set<std::string> names = expand(stage.base, global.values, escape).unmatched;
        if (const auto platform = stage.from->flag("platform"))
            names.merge(expand(*platform, global.values, escape).unmatched);
        for (const std::string &name : names) {
            if (global.declared.contains(name))
                continue;
            const std::string meant = suggest(name, {global.declared.begin(), global.declared.end()});
            context.report(*stage.from,
                           "FROM argument '" + name + "' is not declared" +
                               (meant.empty() ? "" : " (did you mean " + meant + "?)"),
                           name);
        }
    }
}

void invalidDefaultArg(Context &context)
{
    const GlobalArguments global = globalArguments(context.model, {});
    for (const Stage &stage : context.model.stages()) {
        if (!stage.from) // the name of a stage is held against the grammar as well
            continue;
        const Expanded name = expand(stage.base, global.values, context.model.dockerfile().source->escape());
        if (name.failed || isImageName(name.text))
            continue;
        context.report(*stage.from,
                       "Default value for ARG " + stage.base + " results in empty or invalid base image name",
                       stage.base);
    }
}

void constantPlatform(Context &context)
{
    for (const Stage &stage : context.model.stages()) {
        const auto platform = stage.from ? stage.from->flag("platform") : std::nullopt;
        if (!platform || platform->empty() || platform->find('$') != std::string::npos)
            continue;
        bool named = false;
        for (std::string_view rest = *platform; !rest.empty();) {
            const std::string_view part = rest.substr(0, rest.find('/'));
            rest.remove_prefix(std::min(part.size() + 1, rest.size()));
            named = named || (!part.empty() && stage.name.find(lowerCase(part)) != std::string::npos);
        }
        if (!named)
            context.report(*stage.from,
                           "FROM --platform flag should not use constant value \"" + *platform + "\"",
                           "--platform");
    }
}

void redundantPlatform(Context &context)
{
    for (const Stage &stage : context.model.stages()) {
        const auto platform = stage.from ? stage.from->flag("platform") : std::nullopt;
        if (platform == "$TARGETPLATFORM" || platform == "${TARGETPLATFORM}")
            context.report(*stage.from,
                           "Setting platform to predefined " + *platform +
                               " in FROM is redundant as this is the default behavior",
                           "--platform");
    }
}

void undefinedVariable(Context &context)
{
    static const std::set<std::string_view> kExpanding = {"add",   "arg",  "copy",       "env",    "expose",
                                                          "label", "user", "stopsignal", "volume", "workdir"};
    const Model &model = context.model;
    const char escape = model.dockerfile().source->escape();
    const GlobalArguments global = globalArguments(model, context.options.buildArguments);
    std::vector<Variables> known(model.stages().size());
    const std::set<std::size_t> wanted = reachable(context);
    for (std::size_t i = 0; i < model.stages().size(); ++i) {
        const Stage &stage = model.stages()[i];
        bool certain = true;
        if (stage.parent) {
            known[i] = known[*stage.parent];
        } else if (stage.base != "scratch") {
            known[i]["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
            const auto environment =
                context.options.baseEnvironment
                    ? context.options.baseEnvironment(expand(stage.base, global.values, escape).text)
                    : std::nullopt;
            for (const std::string &entry : environment.value_or(std::vector<std::string>()))
                known[i][entry.substr(0, entry.find('='))] = entry.substr(entry.find('=') + 1);
        }
        for (const Step *step : model.stepsOf(i)) {
            const Instruction &instruction = *step->instruction;
            if (step->onBuild || !kExpanding.contains(instruction.name))
                continue;
            std::vector<std::string> texts = instruction.arguments;
            for (const std::string &flag : instruction.flags) {
                if (flag.starts_with("--chown=") || flag.starts_with("--chmod=") ||
                    flag.starts_with("--from="))
                    texts.push_back(flag.substr(flag.find('=') + 1));
            }
            std::set<std::string> missing;
            for (const std::string &text : texts)
                missing.merge(expand(text, known[i], escape).unmatched);
            if (certain && wanted.contains(i)) {
                for (const std::string &name : missing) {
                    std::vector<std::string> names;
                    for (const auto &[key, value] : known[i])
                        names.push_back(key);
                    const std::string meant = suggest(name, names);
                    context.report(instruction,
                                   "Usage of undefined variable '$" + name + "'" +
                                       (meant.empty() ? "" : " (did you mean $" + meant + "?)"),
                                   name);
                }
            }
            if (instruction.name == "env") {
                for (std::size_t k = 0; k + 1 < instruction.arguments.size(); k += 3)
                    known[i][expand(instruction.arguments[k], known[i], escape).text] =
                        instruction.arguments[k + 1];
            } else if (instruction.name == "arg") {
                for (const std::string &word : instruction.arguments)
                    known[i][word.substr(0, word.find('='))] = "";
            }
        }
    }
}

void multipleInstructions(Context &context)
{
    for (const std::size_t stage : reachable(context)) {
        for (const char *name : {"cmd", "entrypoint", "healthcheck"}) {
            const Instruction *last = nullptr;
            for (const Step *step : context.model.stepsOf(stage)) {
                if (!step->is(name) || step->onBuild)
                    continue;
                if (last)
                    context.report(*last,
                                   "Multiple " + upperCase(name) +
                                       " instructions should not be used in the same stage because only "
                                       "the last one will be used");
                last = step->instruction;
            }
        }
    }
}

void relativeWorkdir(Context &context)
{
    const std::set<std::size_t> wanted = reachable(context);
    std::vector<bool> set(context.model.stages().size());
    for (std::size_t i = 0; i < set.size(); ++i) {
        if (context.model.stages()[i].parent)
            set[i] = set[*context.model.stages()[i].parent];
        for (const Step *step : context.model.stepsOf(i)) {
            if (!step->is("workdir") || step->onBuild || step->instruction->arguments.empty())
                continue;
            const std::string &path = step->instruction->arguments.front();
            const std::string plain = unquoted(path);
            // A variable may well hold an absolute path: what it holds is looked up.
            Variables values;
            for (const Step *other : context.model.stepsOf(i)) {
                if (other->is("env") && other->instruction->line < step->instruction->line) {
                    for (std::size_t k = 0; k + 1 < other->instruction->arguments.size(); k += 3)
                        values[other->instruction->arguments[k]] =
                            unquoted(other->instruction->arguments[k + 1]);
                } else if (other->is("arg") && other->instruction->line < step->instruction->line) {
                    for (const std::string &word : other->instruction->arguments) {
                        if (const std::size_t equals = word.find('='); equals != std::string::npos)
                            values[word.substr(0, equals)] = unquoted(word.substr(equals + 1));
                    }
                }
            }
            const Expanded expanded = expand(path, values, context.model.dockerfile().source->escape());
            if (!set[i] && wanted.contains(i) && !expanded.text.starts_with('/') &&
                (plain.find('$') == std::string::npos || expanded.unmatched.empty()))
                context.report(*step->instruction,
                               "Relative workdir \"" + path +
                                   "\" can have unexpected results if the base image changes",
                               path);
            set[i] = true;
        }
    }
}

void secretsInArguments(Context &context)
{
    const auto check = [&](const Instruction &instruction) {
        const std::size_t stride = instruction.name == "env" ? 3 : 1;
        for (std::size_t k = 0; k < instruction.arguments.size(); k += stride) {
            const std::string name = instruction.arguments[k].substr(0, instruction.arguments[k].find('='));
            if (isSecretName(name))
                context.report(instruction,
                               "Do not use ARG or ENV instructions for sensitive data (" +
                                   upperCase(instruction.name) + " \"" + name + "\")",
                               name);
        }
    };
    for (const Instruction *instruction : context.model.globalArguments())
        check(*instruction);
    eachReachable(context, [&](const Step &step) {
        if (step.is("arg") || step.is("env"))
            check(*step.instruction);
    });
}

void legacyKeyValue(Context &context)
{
    eachReachable(context, [&](const Step &step) {
        const auto &words = step.instruction->arguments;
        if ((step.is("env") || step.is("label")) && words.size() == 3 && words[2].empty()) {
            const std::string name = upperCase(step.instruction->name);
            context.report(*step.instruction, "\"" + name +
                                                  " key=value\" should be used instead of legacy \"" + name +
                                                  " key value\" format");
        }
    });
}

void ignoredFile(Context &context)
{
    if (!context.options.dockerIgnore)
        return;
    const auto ignore = build::DockerIgnore::parse(*context.options.dockerIgnore, ".dockerignore");
    if (!ignore)
        return;
    eachReachable(context, [&](const Step &step) {
        const Instruction &instruction = *step.instruction;
        if ((!step.is("copy") && !step.is("add")) || instruction.flag("from"))
            return;
        for (std::size_t i = 0; i + 1 < instruction.arguments.size(); ++i) {
            const std::string source = unquoted(instruction.arguments[i]);
            if (source.starts_with("<<") || source.find("://") != std::string::npos ||
                source.starts_with("git@") || source.find_first_of("*?[$") != std::string::npos)
                continue;
            std::string path = build::cleanPath(source);
            while (path.starts_with('/'))
                path.erase(0, 1);
            if (!path.empty() && path != "." && ignore->excludes(path))
                context.report(instruction,
                               std::string("Attempting to ") + (step.is("copy") ? "Copy" : "Add") +
                                   " file \"" + source + "\" that is excluded by .dockerignore",
                               source);
        }
    });
}

void definitionDescription(Context &context)
{
    for (const Instruction &instruction : context.model.dockerfile().instructions) {
        std::vector<std::string> keys;
        if (instruction.name == "arg") {
            for (const std::string &word : instruction.arguments)
                keys.push_back(word.substr(0, word.find('=')));
        } else if (instruction.name == "from" && instruction.arguments.size() >= 3) {
            keys.push_back(instruction.arguments[2]);
        }
        std::string_view above = context.model.dockerfile().source->rawLine(instruction.line - 1);
        if (keys.empty() || !above.starts_with('#'))
            continue;
        above.remove_prefix(1);
        above.remove_prefix(std::min(above.find_first_not_of(" \t"), above.size()));
        const std::string first(above.substr(0, above.find(' ')));
        const bool directive = instruction.line == 2 && first.find('=') != std::string::npos;
        if (first.empty() || directive || std::find(keys.begin(), keys.end(), first) != keys.end())
            continue;
        context.report(
            instruction,
            "Comment for " + std::string(instruction.name == "arg" ? "build argument" : "build stage") +
                " should follow the format: `# " + (keys.size() > 1 ? "<arg_key>" : keys.front()) +
                " <description>`. If this is not intended to be a description comment, add an empty "
                "line or comment between the instruction and the comment.");
    }
}

void exposeFormat(Context &context)
{
    eachReachable(context, [&](const Step &step) {
        if (!step.is("expose"))
            return;
        for (const std::string &port : step.instruction->arguments) {
            if (port.find(':') != std::string::npos && port.find("${") == std::string::npos)
                context.report(
                    *step.instruction,
                    "EXPOSE instruction should not define an IP address or host-port mapping, found '" +
                        port + "'",
                    port);
        }
    });
}

void exposeProtocol(Context &context)
{
    eachReachable(context, [&](const Step &step) {
        if (!step.is("expose"))
            return;
        for (const std::string &port : step.instruction->arguments) {
            const std::size_t slash = port.find('/');
            if (slash == std::string::npos || port.find('$') != std::string::npos)
                continue;
            const std::string protocol = port.substr(slash + 1);
            if (!isLower(protocol))
                context.report(*step.instruction,
                               "Defined protocol '" + port + "' in EXPOSE instruction should be lowercase",
                               port);
        }
    });
}

constexpr RuleInfo bk(std::string_view id, std::string_view title, std::string_view reason,
                      std::string_view fix, Severity severity = Severity::Warning)
{
    return {id, RuleSet::BuildKit, severity, title, reason, fix};
}

std::vector<Rule> fromRules()
{
    return {
        {bk("StageNameCasing", "Stage names should be lowercase",
            "Names are compared without case, so two spellings of one name mislead the reader.",
            "Write the stage's name in lower case."),
         stageNameCasing},
        {bk("FromAsCasing", "The 'as' keyword should match the case of the 'from' keyword",
            "Mixed case in one line reads badly.", "Write AS as you write FROM."),
         fromAsCasing},
        {bk("NoEmptyContinuation", "Empty continuation lines will become errors in a future release",
            "An empty line inside of an instruction is a leftover, and later versions refuse it.",
            "Remove the empty line or the backslash before it."),
         emptyContinuation},
        {bk("ConsistentInstructionCasing",
            "All commands within the Dockerfile should use the same casing (either upper or lower)",
            "One spelling lets instructions stand out from their arguments.",
            "Write all instructions in the case that most of them have."),
         instructionCasing},
        {bk("DuplicateStageName", "Stage names should be unique",
            "COPY --from and --target find only the last of them.", "Give each stage a name of its own."),
         duplicateStageName},
        {bk("ReservedStageName", "Reserved words should not be used as stage names",
            "scratch and context have a meaning of their own in FROM and COPY --from.",
            "Choose another name."),
         reservedStageName},
        {bk("JSONArgsRecommended",
            "JSON arguments recommended for ENTRYPOINT/CMD to prevent unintended behavior related to OS "
            "signals",
            "The shell form runs under /bin/sh -c, which does not pass signals on: stop has to kill.",
            "Write the command as a JSON array, such as CMD [\"program\", \"argument\"]."),
         jsonArguments},
        {bk("MaintainerDeprecated",
            "The MAINTAINER instruction is deprecated, use a label instead to define an image author",
            "Labels can be read by every tool.", "Use LABEL org.opencontainers.image.authors=\"...\"."),
         maintainer},
        {bk("UndefinedArgInFrom", "FROM command must use declared ARGs",
            "An undeclared variable is empty, and the build fails or takes another image.",
            "Declare it with ARG before the first FROM."),
         undefinedArgInFrom},
        {bk("InvalidDefaultArgInFrom",
            "Default value for global ARG results in an empty or invalid base image name",
            "Without --build-arg the build cannot start.", "Give the ARG a default that makes a valid name."),
         invalidDefaultArg},
        {bk("FromPlatformFlagConstDisallowed", "FROM --platform flag should not use a constant value",
            "The image would be the same for every platform that is asked for.",
            "Use $BUILDPLATFORM or $TARGETPLATFORM, or pass --platform to the build."),
         constantPlatform},
        {bk("RedundantTargetPlatform",
            "Setting platform to predefined $TARGETPLATFORM in FROM is redundant as this is the default "
            "behavior",
            "It says what holds anyway.", "Remove --platform."),
         redundantPlatform},
    };
}

std::vector<Rule> stageRules()
{
    return {
        {bk("UndefinedVar", "Variables should be defined before their use",
            "An undefined variable is replaced by nothing, mostly because of a typing mistake.",
            "Define it with ARG or ENV above, or correct the name."),
         undefinedVariable},
        {bk("MultipleInstructionsDisallowed",
            "Multiple instructions of the same type should not be used in the same stage",
            "Only the last CMD, ENTRYPOINT and HEALTHCHECK of a stage count.", "Remove the earlier ones."),
         multipleInstructions},
        {bk("WorkdirRelativePath",
            "Relative workdir without an absolute workdir declared within the build can have unexpected "
            "results "
            "if the base image changes",
            "It depends on the working directory of the base image.", "Write an absolute path."),
         relativeWorkdir},
        {bk("SecretsUsedInArgOrEnv", "Sensitive data should not be used in the ARG or ENV commands",
            "The values can be read from the image's configuration and history.",
            "Use RUN --mount=type=secret."),
         secretsInArguments},
        {bk("LegacyKeyValueFormat", "Legacy key/value format with whitespace separator should not be used",
            "The old form takes one pair only and is ambiguous.", "Write KEY=value."),
         legacyKeyValue},
        {bk("CopyIgnoredFile", "Attempting to Copy file that is excluded by .dockerignore",
            "The file is not in the context, so the build fails.",
            "Take it out of .dockerignore, or do not copy it.", Severity::Off),
         ignoredFile},
        {bk("InvalidDefinitionDescription",
            "Comment for build stage or argument should follow the format: `# <arg/stage name> "
            "<description>`",
            "`build --call outline` shows such comments as descriptions.",
            "Begin the comment with the name, or put an empty line below it.", Severity::Off),
         definitionDescription},
        {bk("ExposeInvalidFormat",
            "IP address and host-port mapping should not be used in EXPOSE instruction. This will become an "
            "error in a future release",
            "EXPOSE names ports of the container; addresses are given when it is run.",
            "Write the container's port only, such as 80 or 53/udp."),
         exposeFormat},
        {bk("ExposeProtoCasing", "Protocol in EXPOSE instruction should be lowercase",
            "Tools compare the protocol as text.", "Write tcp, udp or sctp in lower case."),
         exposeProtocol},
    };
}

} // namespace

const std::vector<Rule> &buildkitRules()
{
    static const std::vector<Rule> kRules = [] {
        std::vector<Rule> all = fromRules();
        std::vector<Rule> more = stageRules();
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }();
    return kRules;
}

} // namespace catamaran::engine::lint
