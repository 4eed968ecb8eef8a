// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/build/copy_plan.h"

#include "engine/base/file.h"
#include "engine/build/remote_source.h"
#include "engine/build/stage_builder.h"
#include "engine/image/unpack.h"

#include <algorithm>
#include <cctype>

namespace catamaran::engine::build {

using base::Errc;
using base::Result;
using image::LayerView;

namespace {

bool isNumber(std::string_view text)
{
    return !text.empty() && text.size() < 10 &&
           std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

std::vector<std::string_view> splitColons(std::string_view line)
{
    std::vector<std::string_view> out;
    for (;;) {
        const std::size_t colon = line.find(':');
        out.push_back(line.substr(0, colon));
        if (colon == std::string_view::npos)
            return out;
        line.remove_prefix(colon + 1);
    }
}

/// The entry of passwd or group with that name.
Result<std::optional<std::vector<std::string>>> accountOf(const LayerView &view, const char *file,
                                                          std::string_view name)
{
    std::optional<std::vector<std::string>> out;
    CATAMARAN_TRY(const auto entry, view.find(file, LayerView::LastLink::Follow));
    if (!entry || !S_ISREG(entry->status.st_mode))
        return out;
    CATAMARAN_TRY(const std::string text, base::readFile(entry->host));
    for (std::string_view rest = text; !rest.empty();) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const auto fields = splitColons(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (fields.size() >= 3 && fields.front() == name && isNumber(fields[2])) {
            out.emplace(fields.begin(), fields.end());
            return out;
        }
    }
    return out;
}

base::Error notFound(const std::string &word, const std::string &where)
{
    return base::Error(Errc::NotFound, "failed to calculate checksum of ref " + where + ": \"" + word +
                                           "\": not found: no such file or directory")
        .withFix("Check the name, and that .dockerignore does not leave it out.");
}

/// The last parts of a path, without a slash at either end.
std::string joinParts(const std::vector<std::string> &parts, std::size_t first, std::size_t last)
{
    std::string out;
    for (std::size_t i = first; i < last; ++i)
        out += (out.empty() ? "" : "/") + parts[i];
    return out;
}

/// cleanPath() that keeps what a slash at the end says.
std::string cleanTarget(const std::string &path)
{
    std::string out = cleanPath(path);
    if (out != "/" && (path.ends_with('/') || path.ends_with("/.")))
        out += '/';
    return out;
}

/// A directory of the context of which .dockerignore leaves nothing is not there.
Result<bool> isLeftOut(const LayerView &view, const LayerView::Entry &entry, const CopyRules &rules)
{
    if (entry.path == "/" || !isExcluded(entry.path, rules))
        return false;
    if (!entry.isDirectory() || !hasExceptions(rules))
        return true;
    CATAMARAN_TRY(const bool any, hasIncluded(view, entry, rules));
    return !any;
}

} // namespace

Result<Owner> StageBuilder::ownerOf(const std::string &text) const
{
    const LayerView view(directories());
    const std::size_t colon = text.find(':');
    const std::string user = text.substr(0, colon);
    Owner owner;
    if (isNumber(user)) {
        owner.uid = static_cast<std::uint32_t>(std::stoul(user));
        owner.gid = owner.uid;
    } else if (!user.empty()) {
        CATAMARAN_TRY(const auto account, accountOf(view, "/etc/passwd", user));
        if (!account)
            return base::fail(base::Error(Errc::NotFound, "unable to find user " + user +
                                                              ": no matching entries in passwd file")
                                  .withFix("Add the user first, or give its number."));
        owner.uid = static_cast<std::uint32_t>(std::stoul((*account)[2]));
        if (account->size() > 3 && isNumber((*account)[3]))
            owner.gid = static_cast<std::uint32_t>(std::stoul((*account)[3]));
    }
    if (colon == std::string::npos)
        return owner;
    const std::string group = text.substr(colon + 1);
    if (isNumber(group)) {
        owner.gid = static_cast<std::uint32_t>(std::stoul(group));
        return owner;
    }
    CATAMARAN_TRY(const auto account, accountOf(view, "/etc/group", group));
    if (!account)
        return base::fail(base::Error(Errc::NotFound,
                                      "unable to find group " + group + ": no matching entries in group file")
                              .withFix("Add the group first, or give its number."));
    owner.gid = static_cast<std::uint32_t>(std::stoul((*account)[2]));
    return owner;
}

Result<void> StageBuilder::planRules(const Instruction &instruction, CopyPlan &plan)
{
    CopyRules &rules = plan.rules;
    if (const auto chown = instruction.flag("chown")) {
        CATAMARAN_TRY(const std::string text, expand(*chown));
        CATAMARAN_TRY(rules.owner, ownerOf(text));
        plan.ownerSaid = true;
    } else {
        rules.keepOwner = instruction.flag("from").has_value();
    }
    if (const auto chmod = instruction.flag("chmod")) {
        CATAMARAN_TRY(plan.chmod, expand(*chmod));
        CATAMARAN_TRY(rules.mode, ModeChange::parse(plan.chmod));
    }
    if (const auto checksum = instruction.flag("checksum")) {
        CATAMARAN_TRY(plan.checksum, expand(*checksum));
    }
    const auto isOn = [&](const char *name) -> std::optional<bool> {
        for (const std::string &flag : instruction.flags) {
            if (flag == std::string("--") + name)
                return true;
        }
        const auto value = instruction.flag(name);
        return value ? std::optional(*value != "false" && *value != "0") : std::nullopt;
    };
    plan.parents = isOn("parents").value_or(false);
    plan.keepGitDirectory = isOn("keep-git-dir").value_or(false);
    plan.unpack = isOn("unpack");
    std::vector<std::string> excludes;
    for (const std::string &flag : instruction.flags) {
        if (!flag.starts_with("--exclude="))
            continue;
        CATAMARAN_TRY(std::string pattern, expand(flag.substr(10)));
        excludes.push_back(std::move(pattern));
    }
    CATAMARAN_TRY(rules.excludes, DockerIgnore::fromPatterns(excludes));
    return {};
}

Result<void> StageBuilder::addLocalSource(const std::string &word, const SourceTree &tree, CopyPlan &plan)
{
    const auto view = std::make_shared<const LayerView>(tree.directories);
    // "a/./b": with --parents the target gets what follows the point.
    const std::size_t pivot = plan.parents ? word.find("/./") : std::string::npos;
    const std::size_t dropped =
        pivot == std::string::npos ? 0 : image::splitPath(cleanPath("/" + word.substr(0, pivot))).size();
    CATAMARAN_TRY(std::vector<LayerView::Entry> found,
                  globView(*view, word, plan.parents ? DoubleStar::AnyDepth : DoubleStar::OneLevel));
    bool any = false;
    for (LayerView::Entry &entry : found) {
        CopyPlan::Source source;
        source.view = view;
        source.rules = plan.rules;
        source.rules.ignore = tree.ignore;
        CATAMARAN_TRY(const bool leftOut, isLeftOut(*view, entry, [&] {
                          CopyRules onlyIgnore;
                          onlyIgnore.ignore = tree.ignore;
                          return onlyIgnore;
                      }()));
        if (leftOut)
            continue;
        any = true;
        if (plan.parents) {
            const std::vector<std::string> parts = image::splitPath(entry.path);
            const bool isContent = entry.isDirectory();
            const std::size_t end = isContent ? parts.size() : parts.size() - 1;
            source.below = joinParts(parts, std::min(dropped, end), end);
            for (std::size_t i = dropped; i < end; ++i) {
                CATAMARAN_TRY(auto parent,
                              view->find(joinParts(parts, 0, i + 1), LayerView::LastLink::Follow));
                if (parent)
                    source.parents.push_back(std::move(*parent));
            }
        } else if (entry.isDirectory()) {
            source.rules.excludeBase = entry.path;
        } else if (plan.rules.excludes.excludes(entry.path) ||
                   plan.rules.excludes.excludes(entry.path.substr(entry.path.rfind('/') + 1))) {
            continue;
        }
        source.unpack = plan.isAdd && plan.unpack.value_or(true) && S_ISREG(entry.status.st_mode) &&
                        image::looksLikeTar(entry.host);
        source.entry = std::move(entry);
        plan.sources.push_back(std::move(source));
    }
    if (any)
        return {};
    // What docker's patterns with ** say is easily read as any depth: they may match nothing.
    if (word.find("**") != std::string::npos || (hasWildcard(word) && !plan.sources.empty())) {
        m_scope.warn("line matches nothing: " + word);
        return {};
    }
    return base::fail(notFound(word, tree.name));
}

Result<CopyPlan> StageBuilder::planCopy(const Instruction &instruction)
{
    CopyPlan plan;
    plan.isAdd = instruction.name == "add";
    CATAMARAN_CHECK(planRules(instruction, plan));
    const auto from = instruction.flag("from");
    SourceTree tree{{m_scope.contextDirectory}, {}, &m_scope.ignore, "the build context"};
    if (from) {
        CATAMARAN_TRY(tree, m_surroundings.findSource(*from));
    }
    std::vector<std::string> words;
    std::vector<std::optional<HereDocument>> documents;
    for (const std::string &argument : instruction.arguments) {
        const auto document = parseHereDocument(argument);
        const bool isDocument = document && *document && !instruction.documents.empty();
        CATAMARAN_TRY(std::string word, isDocument ? Result<std::string>(argument) : expand(argument));
        words.push_back(std::move(word));
        documents.push_back(isDocument ? *document : std::nullopt);
    }
    plan.target = cleanTarget(absolute(words.back()));
    words.pop_back();
    plan.line = plan.isAdd ? "ADD" : "COPY";
    for (const std::string &flag : instruction.flags)
        plan.line += " " + flag;
    std::size_t next = 0;
    // Optional sources come behind those that must be there: "COPY go.mod go.sum* ./" in any order.
    std::vector<std::string> patterns;
    for (std::size_t i = 0; i < words.size(); ++i) {
        plan.line += " " + words[i];
        if (documents[i] && next < instruction.documents.size()) {
            const HereDocument &text = instruction.documents[next++];
            CATAMARAN_TRY(std::string content,
                          text.expand ? expand(text.content) : Result<std::string>(text.content));
            plan.texts.push_back({text.name, std::move(content)});
        } else if (plan.isAdd && isRemoteSource(words[i])) {
            CATAMARAN_CHECK(addRemoteSource(words[i], plan));
        } else if (hasWildcard(words[i])) {
            patterns.push_back(words[i]);
        } else {
            if (!plan.checksum.empty())
                return base::fail(Errc::Parse, "checksum can't be specified for non-HTTP(S) sources");
            CATAMARAN_CHECK(addLocalSource(words[i], tree, plan));
        }
    }
    for (const std::string &pattern : patterns)
        CATAMARAN_CHECK(addLocalSource(pattern, tree, plan));
    plan.line += " " + instruction.arguments.back();
    CATAMARAN_TRY(const auto existing,
                  LayerView(directories()).find(plan.target, LayerView::LastLink::Follow));
    const bool sayDirectory = plan.target.ends_with('/') || plan.parents;
    plan.intoDirectory = sayDirectory || (existing && existing->isDirectory());
    if (words.size() > 1 && plan.sources.size() + plan.texts.size() > 1 && !plan.intoDirectory)
        return base::fail(Errc::InvalidArgument,
                          "When using " + std::string(plan.isAdd ? "ADD" : "COPY") +
                              " with more than one source file, the destination must be a directory and end "
                              "with a /");
    return plan;
}

} // namespace catamaran::engine::build
