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
void addImages(Registry &registry);         ///< images rmi tag history
void addImageArchive(Registry &registry);   ///< save load import
void addImageBootstrap(Registry &registry); ///< image bootstrap
void addPull(Registry &registry);           ///< pull push login logout search, manifest inspect
void addBuild(Registry &registry);
void addLint(Registry &registry);
void addImageAnalysis(Registry &registry); ///< image layers|diff|lint, sbom, scan
void addVmRun(Registry &registry);
void addVm(Registry &registry);
void addCompare(Registry &registry); ///< compare, demo prepare
void addRuntime(Registry &registry); ///< runtime create start state kill delete run exec ...
void addInfo(Registry &registry);    ///< info version
void addAttach(Registry &registry);
void addCommit(Registry &registry);
void addCopy(Registry &registry); ///< cp diff export
void addEvents(Registry &registry);
void addPrune(Registry &registry);  ///< container prune, system prune
void addSystem(Registry &registry); ///< system df, system info
void addUpdate(Registry &registry);
void addVolume(Registry &registry); ///< volume create|ls|inspect|rm|prune|export|import|clone
void addCompletion(Registry &registry);
void addCompose(Registry &registry);
void addNetwork(Registry &registry);    ///< network create|ls|inspect|rm|connect|disconnect|prune
void addCompare(Registry &registry);    ///< compare, demo prepare
void addCompareLab(Registry &registry); ///< compare isolation, density, work, table, history
void addInfo(Registry &registry);       ///< info version
void addDoctor(Registry &registry);     ///< doctor, builder prune
void addSystemBoot(Registry &registry); ///< system boot enable disable status run shutdown

} // namespace catamaran::cli
