// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/desk_values.h"
#include "src/bridge/session.h"
#include "src/bridge/stack_drop.h"

#include <QVariant>

namespace catamaran::bridge {

/// What could be done with something that came from outside: a link, a file that was dropped, a text. It is
/// shown before anything is done, with the line for a shell, and does nothing by itself.
struct Proposal {
    enum class Kind {
        Nothing,
        Stack,
        EnvFile,
        Kubernetes,
        Dockerfile,
        ImageArchive,
        RootFs,
        DiskImage,
        Iso,
        CloudInit,
        LibvirtXml,
        CopyFiles,
        Image,
        Page
    };
    Kind kind = Kind::Nothing;
    QString title;
    QString icon;
    QString source; ///< where it came from, as it was given
    QString explanation;
    QStringList facts;
    QStringList warnings;
    QString refusal; ///< why nothing can be done; empty: something can

    // One of these is what "do it" does.
    std::optional<DeskCommand> command;
    std::optional<RunRequest> run;
    StackOffer stack; ///< of kind None: none
    QString page;     ///< a page, and what it is told
    QString topic;
    QVariant value;

    QString line;   ///< for a shell, where nothing of the above says it
    QString askFor; ///< a question whose answer goes into the command's target; empty: nothing is asked
    QString button; ///< "Pull", "Load"
    [[nodiscard]] bool isPossible() const { return refusal.isEmpty(); }
    /// Whether there is something to do beside reading and copying the line.
    [[nodiscard]] bool hasAction() const
    {
        return isPossible() && (command || run || stack.kind != StackOffer::Kind::None || !page.isEmpty());
    }
    /// The line for a shell; empty where there is none.
    [[nodiscard]] QString commandLine() const;
};

/// `catamaran run` of a request, for each hull.
QString commandLineOf(const RunRequest &request);

/// What a catamaran:// link asks for: open?url=, pull?image=, run?image=&name=&ports=&as=, compare?image=,
/// show?page=. Anything else, and every value that is not what it should be, is a refusal. Pure.
Proposal proposalOfLink(const QString &link);

/// What a drag promises, by names alone: called while the pointer moves. Empty where it is nothing for us.
QString promiseOf(const QStringList &paths, const QString &text);

/// What files or folders that were dropped could become, by their content. `onto` is the workload below the
/// pointer, if any: files are then copied into it. Blocks: reads the beginnings of files.
Proposal proposalOfPaths(const QStringList &paths, const WorkloadRow *onto = nullptr);
/// The same for a text or an address. Pure.
Proposal proposalOfText(const QString &text);

} // namespace catamaran::bridge

Q_DECLARE_METATYPE(catamaran::bridge::Proposal)
