// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/launch/protocol.h"
#include "engine/launch/protocol_fields.h"

/// The plan of catamaran-oci as the helper sees it: the members of oci_plan.h under the same names.
namespace catamaran::engine::launch::protocol {

/// Descriptors beside those of protocol.h. Standard streams are the container's.
constexpr int kConsoleFd = 6;   ///< connected unix socket that gets the terminal
constexpr int kStartFd = 7;     ///< Create: the FIFO that `start` writes to, opened for both
constexpr int kPreservedFd = 8; ///< first of the preserved descriptors

struct HookView {
    Text path;
    List<Text> arguments, environment;
    uint64_t timeoutMs = 0;
};
enum class OciAction : uint32_t { Create, Exec, Hooks };
struct OciView {
    OciAction action = OciAction::Create;
    LaunchView launch;
    int32_t targetPid = 0;
    uint64_t targetStartTime = 0;
    Text stateHead, stateMiddle, stateTail, hookStatus;
    List<HookView> runtimeHooks, createContainerHooks, startContainerHooks;
    Text keyring, timeOffsets;
    bool hasScheduler = false;
    uint32_t schedulerPolicy = 0;
    int32_t schedulerNice = 0;
    uint32_t schedulerPriority = 0;
    uint64_t schedulerFlags = 0, schedulerRuntime = 0, schedulerDeadline = 0, schedulerPeriod = 0;
    OptionalInt ioPriority, personality, umask;
    uint32_t preservedDescriptors = 0;
};

bool decodeOciPlan(const void *data, size_t size, Arena &arena, OciView &into);

template <typename A, typename T>
bool visitHooks(A &a, T &hooks)
{
    return a.list(hooks, [&a](auto &h) {
        return a.text(h.path) && visitTexts(a, h.arguments) && visitTexts(a, h.environment) &&
               a.number(h.timeoutMs);
    });
}

template <typename A, typename T>
bool visitOci(A &a, T &p)
{
    return a.number(p.action) && visitLaunch(a, p.launch) && a.number(p.targetPid) &&
           a.number(p.targetStartTime) && a.text(p.stateHead) && a.text(p.stateMiddle) &&
           a.text(p.stateTail) && a.text(p.hookStatus) && visitHooks(a, p.runtimeHooks) &&
           visitHooks(a, p.createContainerHooks) && visitHooks(a, p.startContainerHooks) &&
           a.text(p.keyring) && a.text(p.timeOffsets) && a.number(p.hasScheduler) &&
           a.number(p.schedulerPolicy) && a.number(p.schedulerNice) && a.number(p.schedulerPriority) &&
           a.number(p.schedulerFlags) && a.number(p.schedulerRuntime) && a.number(p.schedulerDeadline) &&
           a.number(p.schedulerPeriod) && a.optional(p.ioPriority) && a.optional(p.personality) &&
           a.optional(p.umask) && a.number(p.preservedDescriptors);
}

} // namespace catamaran::engine::launch::protocol
