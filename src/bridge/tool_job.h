// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/file.h"
#include "src/bridge/engine_tools.h"

#include <QFile>

/// Inside of engine_tools: what the functions behind tools have in common.
namespace catamaran::bridge {

inline QString textOf(const std::string &value)
{
    return QString::fromStdString(value);
}

inline QString humanBytes(std::int64_t value)
{
    return textOf(base::Bytes(value).human());
}

/// A command on its deck, with what all tools need of both.
struct ToolJob {
    core::Deck &deck;
    const DeskCommand &command;
    const std::function<void(const DeskStep &)> &onStep;
    const base::OperationContext &context;
    std::string subject;

    [[nodiscard]] std::string value(const char *id) const
    {
        return command.values.value(QString::fromLatin1(id)).trimmed().toStdString();
    }
    [[nodiscard]] bool isOn(const char *id) const { return value(id) == "true"; }
    [[nodiscard]] std::string path(const char *id) const
    {
        return QFile::encodeName(command.values.value(QString::fromLatin1(id)).trimmed()).toStdString();
    }
    [[nodiscard]] engine::Engine &engine() const { return deck.engine(); }
    [[nodiscard]] hv::Hypervisor &vms() const { return deck.hypervisor(); }
};

using ToolAnswer = base::Result<QString>;
struct ToolCall {
    const char *verb;
    ToolAnswer (*call)(const ToolJob &job);
};
/// Those of VMs, up to one without a verb.
[[nodiscard]] const ToolCall *vmToolCalls();

/// Nothing for a field that is empty.
base::Result<std::optional<base::Bytes>> bytesOf(const ToolJob &job, const char *id);
base::Result<std::optional<double>> numberOf(const ToolJob &job, const char *id);
base::Result<std::optional<std::int64_t>> wholeNumberOf(const ToolJob &job, const char *id);

/// Writes what `produce` gives under another name until it is whole.
base::Result<void> writeTo(const std::string &path,
                           const std::function<base::Result<void>(const engine::ByteSink &)> &produce);
QString savedTo(const std::string &path);
QString endedText(const ToolJob &job, int code);

} // namespace catamaran::bridge
