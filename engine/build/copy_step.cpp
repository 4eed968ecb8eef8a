// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "engine/build/stage_builder.h"
#include "engine/image/unpack.h"

#include <algorithm>
#include <cctype>
#include <unistd.h>

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

bool isRemote(const std::string &source)
{
    return source.starts_with("http://") || source.starts_with("https://") || source.starts_with("git@") ||
           source.starts_with("git://") || source.starts_with("ssh://");
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

} // namespace

struct StageBuilder::CopyPlan {
    struct Source {
        LayerView::Entry entry;
        std::string written;
    };
    struct Text {
        std::string name;
        std::string content;
    };
    LayerView view{{}};
    std::vector<Source> sources;
    std::vector<Text> texts;
    std::string target;
    bool intoDirectory = false;
    bool isAdd = false;
    bool ownerSaid = false;
    CopyRules rules;
    std::string key;
    std::string line;
};

Result<Owner> StageBuilder::ownerOf(const std::string &text) const
{
    const LayerView view(directories());
    const std::size_t colon = text.find(':');
    const std::string user = text.substr(0, colon);
    Owner owner;
    bool groupFromUser = true;
    if (isNumber(user)) {
        owner.uid = static_cast<std::uint32_t>(std::stoul(user));
        owner.gid = owner.uid;
        groupFromUser = false;
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
    if (colon == std::string::npos) {
        if (!groupFromUser) {
            owner.gid = owner.uid;
        }
        return owner;
    }
    const std::string group = text.substr(colon + 1);
    if (isNumber(group)) {
        owner.gid = static_cast<std::uint32_t>(std::stoul(group));
    } else {
        CATAMARAN_TRY(const auto account, accountOf(view, "/etc/group", group));
        if (!account)
            return base::fail(base::Error(Errc::NotFound, "unable to find group " + group +
                                                              ": no matching entries in group file")
                                  .withFix("Add the group first, or give its number."));
        owner.gid = static_cast<std::uint32_t>(std::stoul((*account)[2]));
    }
    return owner;
}

Result<CopyRules> StageBuilder::copyRules(const Instruction &instruction, bool fromStage)
{
    for (const char *flag : {"parents", "keep-git-dir", "checksum", "unpack"}) {
        if (instruction.flag(flag))
            return base::fail(Errc::Unsupported, "--" + std::string(flag) + " is not supported yet");
    }
    CopyRules rules;
    if (const auto chown = instruction.flag("chown")) {
        CATAMARAN_TRY(const std::string text, expand(*chown));
        CATAMARAN_TRY(rules.owner, ownerOf(text));
    } else {
        rules.keepOwner = fromStage;
    }
    if (const auto chmod = instruction.flag("chmod")) {
        CATAMARAN_TRY(const std::string text, expand(*chmod));
        if (text.empty() || text.size() > 5 || text.find_first_not_of("01234567") != std::string::npos)
            return base::fail(base::Error(Errc::Unsupported, "--chmod=" + text + " is not an octal mode")
                                  .withFix("Write it as --chmod=0755."));
        rules.mode = static_cast<std::uint32_t>(std::stoul(text, nullptr, 8));
    }
    std::vector<std::string> excludes;
    for (const std::string &flag : instruction.flags) {
        if (flag.starts_with("--exclude="))
            excludes.push_back(flag.substr(10));
    }
    CATAMARAN_TRY(rules.excludes, DockerIgnore::fromPatterns(excludes));
    if (!fromStage)
        rules.ignore = &m_scope.ignore;
    return rules;
}

Result<StageBuilder::CopyPlan> StageBuilder::planCopy(const Instruction &instruction)
{
    CopyPlan plan;
    plan.isAdd = instruction.name == "add";
    plan.ownerSaid = instruction.flag("chown").has_value();
    const auto from = instruction.flag("from");
    std::vector<std::string> lower{m_scope.request.contextDirectory};
    if (from) {
        CATAMARAN_TRY(const std::string name, expand(*from));
        CATAMARAN_TRY(lower, m_findSource(name));
    }
    plan.view = LayerView(std::move(lower));
    CATAMARAN_TRY(plan.rules, copyRules(instruction, from.has_value()));
    std::vector<std::string> words;
    for (const std::string &argument : instruction.arguments) {
        const bool document =
            std::any_of(instruction.documents.begin(), instruction.documents.end(), [&](auto &) {
                const auto parsed = parseHereDocument(argument);
                return parsed && *parsed;
            });
        if (document) {
            words.push_back(argument);
            continue;
        }
        CATAMARAN_TRY(std::string word, expand(argument));
        words.push_back(std::move(word));
    }
    plan.target = absolute(words.back());
    words.pop_back();
    plan.line = plan.isAdd ? "ADD" : "COPY";
    for (const std::string &flag : instruction.flags)
        plan.line += " " + flag;
    std::size_t document = 0;
    for (const std::string &word : words) {
        plan.line += " " + word;
        if (const auto parsed = parseHereDocument(word);
            parsed && *parsed && document < instruction.documents.size()) {
            const HereDocument &text = instruction.documents[document++];
            std::string content = text.content;
            if (text.expand) {
                CATAMARAN_TRY(content, expand(content));
            }
            plan.texts.push_back({text.name, std::move(content)});
            continue;
        }
        if (plan.isAdd && isRemote(word))
            return base::fail(base::Error(Errc::Unsupported, "ADD from " + word + " is not supported yet")
                                  .withFix("Fetch it beforehand and COPY the file."));
        CATAMARAN_TRY(std::vector<LayerView::Entry> found, globView(plan.view, word));
        std::erase_if(found, [&](const LayerView::Entry &entry) {
            return entry.path != "/" && isExcluded(entry.path, plan.rules) && !entry.isDirectory();
        });
        if (found.empty())
            return base::fail(
                base::Error(Errc::NotFound, "\"" + word + "\": not found in " +
                                                (from ? "--from=" + *from : std::string("the build context")))
                    .withFix("Check the name, and that .dockerignore does not leave it out."));
        for (LayerView::Entry &entry : found)
            plan.sources.push_back({std::move(entry), word});
    }
    plan.line += " " + instruction.arguments.back();
    CATAMARAN_TRY(const auto existing,
                  LayerView(directories()).find(plan.target, LayerView::LastLink::Follow));
    plan.intoDirectory =
        plan.target.ends_with('/') || plan.target.ends_with("/.") || (existing && existing->isDirectory());
    if (plan.sources.size() + plan.texts.size() > 1 && !plan.intoDirectory)
        return base::fail(Errc::InvalidArgument,
                          "When using " + std::string(plan.isAdd ? "ADD" : "COPY") +
                              " with more than one source file, the destination must be a directory and end "
                              "with a /");
    return plan;
}

/// ADD of a local tar: unpacked beside, guarded, then copied as a tree with the archive's owners.
Result<void> StageBuilder::extract(Copier &copier, const LayerView::Entry &archive, const CopyPlan &plan)
{
    CATAMARAN_TRY(const image::StagedLayer unpacked, m_scope.store.stage());
    CATAMARAN_CHECK(
        image::unpackTar(archive.host, unpacked.fs(), image::Whiteouts::Literal, m_scope.context));
    const LayerView tree({unpacked.fs()});
    CATAMARAN_TRY(const LayerView::Entry root, tree.root());
    CATAMARAN_CHECK(copier.makeDirectory(plan.target, plan.rules.owner));
    CopyRules rules = plan.rules;
    rules.ignore = nullptr;
    rules.keepOwner = !plan.ownerSaid;
    return copier.copy(tree, root, plan.target, Copier::Target::Exact, rules, m_scope.context);
}

Result<void> StageBuilder::runCopy(const CopyPlan &plan, image::StagedLayer &staged)
{
    Copier copier(directories(), staged.fs(), m_scope.time);
    const auto kind = plan.intoDirectory ? Copier::Target::IntoDirectory : Copier::Target::Exact;
    for (const CopyPlan::Source &source : plan.sources) {
        if (plan.isAdd && S_ISREG(source.entry.status.st_mode) && image::looksLikeTar(source.entry.host))
            CATAMARAN_CHECK(extract(copier, source.entry, plan));
        else
            CATAMARAN_CHECK(
                copier.copy(plan.view, source.entry, plan.target, kind, plan.rules, m_scope.context));
    }
    for (const CopyPlan::Text &text : plan.texts)
        CATAMARAN_CHECK(copier.writeFile(plan.intoDirectory ? plan.target + "/" + text.name : plan.target,
                                         text.content, plan.rules));
    return copier.finish();
}

Result<void> StageBuilder::applyCopy(const Instruction &instruction, bool &cached)
{
    CATAMARAN_TRY(const CopyPlan plan, planCopy(instruction));
    base::Sha256 content;
    for (const CopyPlan::Source &source : plan.sources) {
        content.update(source.entry.isDirectory() ? "/"
                                                  : source.entry.path.substr(source.entry.path.rfind('/')));
        CATAMARAN_CHECK(hashTree(plan.view, source.entry, plan.rules, content, m_scope.context));
    }
    std::vector<std::string> fields{"copy",
                                    chain(),
                                    plan.isAdd ? "add" : "copy",
                                    plan.target,
                                    plan.intoDirectory ? "into" : "exact",
                                    std::to_string(plan.rules.owner.uid),
                                    std::to_string(plan.rules.owner.gid),
                                    plan.rules.mode ? std::to_string(*plan.rules.mode) : "-",
                                    m_scope.time.last ? std::to_string(*m_scope.time.last) : "-",
                                    content.finishHex()};
    for (const CopyPlan::Text &text : plan.texts) {
        fields.push_back(text.name);
        fields.push_back(text.content);
    }
    return layerStep(
        cacheKey(fields), plan.line, [&](image::StagedLayer &staged) { return runCopy(plan, staged); },
        cached);
}

} // namespace catamaran::engine::build
