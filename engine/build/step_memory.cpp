// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/build/step_memory.h"

#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/base/json_member.h"

#include <nlohmann/json.hpp>

namespace catamaran::engine::build {

using nlohmann::json;

namespace {

/// More than this many files of one step are not told apart.
constexpr std::size_t kMaximumFiles = 20'000;

std::string fileReason(const json &before, const std::map<std::string, std::string> &now)
{
    if (!before.is_object() || before.empty() || now.empty())
        return {};
    for (const auto &[path, digest] : now) {
        const auto found = before.find(path);
        if (found == before.end())
            return "file " + path + " is new";
        if (!found->is_string() || *found != digest)
            return "file " + path + " changed";
    }
    for (const auto &[path, digest] : before.items()) {
        if (!now.contains(path))
            return "file " + path + " is gone";
    }
    return {};
}

} // namespace

std::string StepInputs::key() const
{
    base::Sha256 hash;
    const auto add = [&hash](const std::string &text) {
        hash.update(std::to_string(text.size()) + ":");
        hash.update(text);
    };
    add(parent);
    for (const auto &[name, value] : fields) {
        add(name);
        add(value);
    }
    return hash.finishHex();
}

std::string StepMemory::fileOf(const std::string &place) const
{
    return m_directory + "/" + base::Sha256::hexOf(place) + ".json";
}

std::string StepMemory::reasonOfMiss(const std::string &place, const StepInputs &inputs) const
{
    const auto text = base::readFile(fileOf(place));
    const json before = text ? json::parse(*text, nullptr, false) : json();
    if (!before.is_object() || !before.contains("fields") || !before.at("fields").is_object())
        return "this step has not been built before";
    if (std::string reason = fileReason(before.value("files", json::object()), inputs.files); !reason.empty())
        return reason;
    const json &fields = before.at("fields");
    for (const auto &[name, value] : inputs.fields) {
        const auto found = fields.find(name);
        if (found == fields.end())
            return name + " is new";
        if (!found->is_string() || *found != value)
            return name + " changed";
    }
    for (const auto &[name, value] : fields.items()) {
        const bool known = std::any_of(inputs.fields.begin(), inputs.fields.end(),
                                       [&name = name](const auto &field) { return field.first == name; });
        if (!known)
            return name + " is gone";
    }
    if (base::textMember(before, "parent") != inputs.parent)
        return "what it builds upon changed";
    return "its layer is not in the store any more";
}

void StepMemory::remember(const std::string &place, const StepInputs &inputs) const
{
    json out{{"parent", inputs.parent}, {"fields", json::object()}, {"files", json::object()}};
    for (const auto &[name, value] : inputs.fields)
        out["fields"][name] = value;
    if (inputs.files.size() <= kMaximumFiles)
        out["files"] = inputs.files;
    // Only the reason of a later miss hangs on it: a failure is no failure of the build.
    if (base::makeDirectories(m_directory))
        (void)base::writeFileAtomic(fileOf(place), out.dump(-1, ' ', false, json::error_handler_t::replace));
}

} // namespace catamaran::engine::build
