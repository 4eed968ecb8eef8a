// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lint/from_variables.h"

#include "engine/build/substitution.h"

#include <algorithm>
#include <cctype>

namespace catamaran::engine::lint {

Expanded expand(std::string_view text, const Variables &variables, char escape)
{
    Expanded out;
    build::Substitution::Options options;
    options.escape = escape;
    const build::Substitution substitution(
        [&](const std::string &name) -> std::optional<std::string> {
            const auto found = variables.find(name);
            if (found == variables.end()) {
                out.unmatched.insert(name);
                return std::nullopt;
            }
            out.matched.insert(name);
            return found->second;
        },
        options);
    const auto result = substitution.word(text);
    out.failed = !result;
    out.text = result.value_or(std::string());
    return out;
}

GlobalArguments globalArguments(const Model &model, const Variables &buildArguments)
{
    GlobalArguments out;
    for (const char *side : {"BUILD", "TARGET"}) {
        const std::string prefix = side;
        out.values[prefix + "PLATFORM"] = "linux/amd64";
        out.values[prefix + "OS"] = "linux";
        out.values[prefix + "ARCH"] = "amd64";
        out.values[prefix + "VARIANT"] = "";
        out.values[prefix + "OSVERSION"] = "";
    }
    out.values["TARGETSTAGE"] = "default";
    for (const auto &[name, value] : out.values)
        out.declared.insert(name);
    const char escape = model.dockerfile().source->escape();
    for (const build::Instruction *instruction : model.globalArguments()) {
        for (const std::string &word : instruction->arguments) {
            const std::size_t equals = word.find('=');
            const std::string name = expand(word.substr(0, equals), out.values, escape).text;
            out.declared.insert(name);
            if (const auto given = buildArguments.find(name); given != buildArguments.end())
                out.values[name] = given->second;
            else if (equals != std::string::npos)
                out.values[name] = expand(std::string_view(word).substr(equals + 1), out.values, escape).text;
        }
    }
    return out;
}

bool isImageName(std::string_view text)
{
    std::string_view digest;
    if (const std::size_t at = text.find('@'); at != std::string_view::npos) {
        digest = text.substr(at + 1);
        if (digest.find(':') == std::string_view::npos)
            return false;
    }
    const ImageName image = splitImage(text);
    if (image.name.empty())
        return false;
    const std::size_t slash = text.rfind('/');
    if (text.find(':', slash == std::string_view::npos ? 0 : slash) != std::string_view::npos &&
        image.tag.empty() && digest.empty())
        return false;
    const auto fits = [](char c) {
        const auto u = static_cast<unsigned char>(c);
        return std::islower(u) != 0 || std::isdigit(u) != 0 || c == '.' || c == '_' || c == '-' || c == '/';
    };
    const std::size_t firstSlash = image.name.find('/');
    std::string_view path = image.name;
    if (firstSlash != std::string::npos) {
        const std::string_view host = path.substr(0, firstSlash);
        if (host.empty() || host.front() == ':' || host.front() == '.')
            return false;
        if (host.find_first_of(".:") != std::string_view::npos || host == "localhost")
            path.remove_prefix(firstSlash + 1);
    }
    const auto isAlnum = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
    if (path.empty() || !isAlnum(path.front()) || !isAlnum(path.back()) ||
        path.find("//") != std::string_view::npos || !std::all_of(path.begin(), path.end(), fits))
        return false;
    return image.tag.empty() || isAlnum(image.tag.front()) || image.tag.front() == '_';
}

bool hasBlankBase(const Model &model, const LintOptions &options)
{
    const GlobalArguments global = globalArguments(model, options.buildArguments);
    const char escape = model.dockerfile().source->escape();
    return std::any_of(model.stages().begin(), model.stages().end(), [&](const Stage &stage) {
        const Expanded name = expand(stage.base, global.values, escape);
        return stage.from && !name.failed && name.text.empty();
    });
}

std::optional<base::Error> platformProblem(const Model &model, const LintOptions &options)
{
    const GlobalArguments global = globalArguments(model, options.buildArguments);
    for (const Stage &stage : model.stages()) {
        const auto flag = stage.from ? stage.from->flag("platform") : std::nullopt;
        if (!flag)
            continue;
        const Expanded value = expand(*flag, global.values, model.dockerfile().source->escape());
        std::string_view rest = value.text;
        for (bool more = true; more;) {
            const std::size_t slash = rest.find('/');
            const std::string_view part = rest.substr(0, slash);
            const bool good = !part.empty() && std::all_of(part.begin(), part.end(), [](char c) {
                return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.' || c == '-';
            });
            if (!good) {
                std::string text = "failed to parse platform " + *flag + ": \"" + std::string(part) +
                                   "\" is an invalid component of \"" + value.text +
                                   "\": platform specifier component must match \"^[A-Za-z0-9_.-]+$\": "
                                   "invalid argument";
                for (const std::string &name : value.unmatched) {
                    const std::string meant = suggest(name, {global.declared.begin(), global.declared.end()});
                    if (!meant.empty())
                        text += " (did you mean " + meant + "?)";
                }
                return model.dockerfile().errorAt(*stage.from, text, base::Errc::InvalidArgument);
            }
            more = slash != std::string_view::npos;
            rest.remove_prefix(more ? slash + 1 : rest.size());
        }
    }
    return std::nullopt;
}

} // namespace catamaran::engine::lint
