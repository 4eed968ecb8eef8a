// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/build/copy_plan.h"
#include "engine/build/stage_builder.h"
#include "engine/image/unpack.h"

namespace catamaran::engine::build {

using base::Errc;
using base::Result;
using image::LayerView;

namespace {

std::string joined(const std::string &directory, const std::string &name)
{
    return name.empty() || directory.ends_with('/') ? directory + name : directory + "/" + name;
}

Result<void> describeSources(const CopyPlan &plan, StepInputs &inputs, BuildScope &scope)
{
    base::Sha256 content;
    for (const CopyPlan::Source &source : plan.sources) {
        const std::string name =
            source.entry.isDirectory() ? "/" : source.entry.path.substr(source.entry.path.rfind('/'));
        content.update(name + (source.unpack ? "|unpack|" : "|") + source.below + "|");
        if (source.identity.empty())
            CATAMARAN_CHECK(hashTree(*source.view, source.entry, source.rules, content,
                                     {&inputs.files, &scope.digests}, scope.context));
        else
            content.update(source.identity);
    }
    for (const CopyPlan::Text &text : plan.texts) {
        content.update(std::to_string(text.name.size()) + ":" + text.name + ":" +
                       std::to_string(text.content.size()) + ":");
        content.update(text.content);
    }
    inputs.add("the content", content.finishHex());
    return {};
}

} // namespace

/// ADD of a tar: unpacked beside, guarded, then copied as a tree with the archive's owners.
Result<void> StageBuilder::extract(Copier &copier, const std::string &archive, const CopyPlan &plan)
{
    CATAMARAN_TRY(const image::StagedLayer unpacked, m_scope.store->stage());
    CATAMARAN_CHECK(image::unpackTar(archive, unpacked.fs(), image::Whiteouts::Literal, m_scope.context));
    const LayerView tree({unpacked.fs()});
    CATAMARAN_TRY(const LayerView::Entry root, tree.root());
    CATAMARAN_CHECK(copier.makeDirectory(plan.target, plan.rules.owner));
    CopyRules rules = plan.rules;
    rules.ignore = nullptr;
    rules.keepOwner = !plan.ownerSaid;
    return copier.copy(tree, root, plan.target, Copier::Target::Exact, rules, m_scope.context);
}

Result<void> StageBuilder::runCopy(CopyPlan &plan, image::StagedLayer &staged)
{
    Copier copier(directories(), staged.fs(), m_scope.time);
    for (const CopyPlan::Source &source : plan.sources) {
        if (source.unpack) {
            CATAMARAN_CHECK(extract(copier, source.entry.host, plan));
            continue;
        }
        std::string target = plan.target;
        if (plan.parents) {
            const std::size_t first = image::splitPath(source.below).size() - source.parents.size();
            const std::vector<std::string> parts = image::splitPath(source.below);
            for (std::size_t i = 0; i < source.parents.size(); ++i) {
                target = joined(target, parts[first + i]);
                CATAMARAN_CHECK(copier.copyDirectoryOnly(source.parents[i], target, source.rules));
            }
        }
        const bool into = plan.intoDirectory && !source.entry.isDirectory();
        CATAMARAN_CHECK(copier.copy(*source.view, source.entry, target,
                                    into ? Copier::Target::IntoDirectory : Copier::Target::Exact,
                                    source.rules, m_scope.context));
    }
    for (const CopyPlan::Text &text : plan.texts)
        CATAMARAN_CHECK(copier.writeFile(plan.intoDirectory ? joined(plan.target, text.name) : plan.target,
                                         text.content, plan.rules));
    if (plan.sources.empty() && plan.texts.empty() && plan.target.ends_with('/'))
        m_scope.warn(plan.line + " copies nothing");
    return copier.finish();
}

Result<void> StageBuilder::applyCopy(const Instruction &instruction, Outcome &outcome)
{
    if (m_scope.planOnly()) {
        emptyStep(instruction.original);
        return {};
    }
    CATAMARAN_TRY(CopyPlan plan, planCopy(instruction));
    StepInputs inputs;
    inputs.add("the instruction", plan.isAdd ? "add" : "copy");
    inputs.add("the target", plan.target + (plan.intoDirectory ? " directory" : ""));
    inputs.add("--chown", plan.rules.keepOwner ? "kept"
                                               : std::to_string(plan.rules.owner.uid) + ":" +
                                                     std::to_string(plan.rules.owner.gid) +
                                                     (plan.ownerSaid ? "" : " default"));
    inputs.add("--chmod", plan.chmod);
    CATAMARAN_CHECK(describeSources(plan, inputs, m_scope));
    return layerStep(
        std::move(inputs), plan.line, [&](image::StagedLayer &staged) { return runCopy(plan, staged); },
        outcome);
}

} // namespace catamaran::engine::build
