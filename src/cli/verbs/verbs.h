// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// What each verb file adds to the registry.
namespace catamaran::cli {

class Registry;

void addRun(Registry &registry);
void addCreate(Registry &registry);
void addLifecycle(Registry &registry); ///< start stop restart kill rm wait pause unpause rename port
void addPs(Registry &registry);
void addLogs(Registry &registry);
void addExec(Registry &registry);
void addInspect(Registry &registry);
void addStats(Registry &registry);
void addTop(Registry &registry);
void addImages(Registry &registry); ///< images rmi tag history import
void addPull(Registry &registry);   ///< pull push login logout search, manifest inspect
void addBuild(Registry &registry);
void addVmRun(Registry &registry);
void addVm(Registry &registry);
void addCompare(Registry &registry); ///< compare, demo prepare
void addInfo(Registry &registry);    ///< info version

} // namespace catamaran::cli
