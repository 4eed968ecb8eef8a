// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/stack_values.h"
#include "src/stack/labels.h"

namespace catamaran::bridge {

/// The labels of stack/labels.h as the window compares them.
inline const QString kProjectLabel = QString::fromLatin1(stack::label::kProject);
inline const QString kServiceLabel = QString::fromLatin1(stack::label::kService);
inline const QString kNumberLabel = QString::fromLatin1(stack::label::kNumber);
inline const QString kOneOffLabel = QString::fromLatin1(stack::label::kOneOff);
inline const QString kDirectoryLabel = QString::fromLatin1(stack::label::kWorkingDirectory);
inline const QString kHashLabel = QString::fromLatin1(stack::label::kConfigHash);
inline const QString kFilesLabel = QString::fromLatin1(stack::label::kConfigFiles);

/// The value of a label; empty if there is none.
QString labelOf(const WorkloadRow &row, const QString &label);

/// The stacks among these workloads, by name; those started by docker compose's rules of any tool. Pure.
QList<StackState> stacksOf(const QList<WorkloadRow> &workloads);

/// How one service is, from its replicas; `wanted` are those the file asks for (0: unknown). Pure.
ServiceState serviceStateOf(const QString &service, QList<StackReplica> replicas, int wanted);

} // namespace catamaran::bridge
