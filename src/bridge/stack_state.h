// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/stack_values.h"

namespace catamaran::bridge {

/// Labels by which docker compose, and we, know a stack's parts.
inline const QString kProjectLabel = QStringLiteral("com.docker.compose.project");
inline const QString kServiceLabel = QStringLiteral("com.docker.compose.service");
inline const QString kNumberLabel = QStringLiteral("com.docker.compose.container-number");
inline const QString kOneOffLabel = QStringLiteral("com.docker.compose.oneoff");
inline const QString kDirectoryLabel = QStringLiteral("com.docker.compose.project.working_dir");
inline const QString kHashLabel = QStringLiteral("com.docker.compose.config-hash");
inline const QString kFilesLabel = QStringLiteral("com.docker.compose.project.config_files");

/// The value of a label; empty if there is none.
QString labelOf(const WorkloadRow &row, const QString &label);

/// The stacks among these workloads, by name; those started by docker compose's rules of any tool. Pure.
QList<StackState> stacksOf(const QList<WorkloadRow> &workloads);

/// How one service is, from its replicas; `wanted` are those the file asks for (0: unknown). Pure.
ServiceState serviceStateOf(const QString &service, QList<StackReplica> replicas, int wanted);

} // namespace catamaran::bridge
