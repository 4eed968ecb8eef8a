// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/host_ports.h"
#include "src/bridge/stack_values.h"
#include "src/compose/load.h"

#include <optional>

namespace catamaran::bridge {

/// How the loader is to be asked for this source. `edited` stands for the text of the first file.
/// Errors as compose::discover.
base::Result<compose::LoadOptions> loadOptionsOf(const StackSource &source,
                                                 const std::optional<QString> &edited);

/// Reads a stack with the loader: services, ports, volumes, networks, and everything it has to say. An error
/// becomes a diagnostic, the preview then is not valid. Blocks on the files: use a worker.
StackPreview previewStack(const StackSource &source, const std::optional<QString> &edited = std::nullopt);

/// What the loaded project looks like. Pure.
void fillPreview(StackPreview &preview, const compose::Project &project);

/// Who has a published port already.
struct PortHolders {
    QList<WorkloadRow> workloads; ///< those of other projects that run
    QList<HostPort> hostPorts;
    std::function<QString(quint64)> nameOfSocket; ///< may be empty
};

/// Fills StackPort::owner: another service of the file, a workload, or a process of this host. Ports that
/// the project's own containers hold are no conflict.
void findPortOwners(StackPreview &preview, const PortHolders &holders);

} // namespace catamaran::bridge
