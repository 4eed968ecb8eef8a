// SPDX-License-Identifier: GPL-3.0-or-later
// catamaran-oci: makes a container, or a further process in one, for an OCI runtime, and ends. What it has
// made becomes a child of whoever reaps for the runtime's caller (containerd's shim, catamaran-runtime run).
#include "engine/helpers/oci_child.h"
#include "engine/helpers/oci_hooks.h"
#include "engine/helpers/plan_file.h"

using namespace catamaran;
using namespace catamaran::helpers;
using protocol::MessageType;
using protocol::Step;

int main()
{
    close(protocol::kProgramFd);
    for (int fd = protocol::kControlFd; fd < protocol::kPreservedFd; ++fd)
        fcntl(fd, F_SETFD, FD_CLOEXEC);
    const Report report(protocol::kControlFd, MessageType::Failed);
    const PlanFile file(protocol::kPlanFd);
    protocol::OciView plan;
    protocol::Arena arena = file.arena();
    if (!file.valid() || !protocol::decodeOciPlan(file.data(), file.size(), arena, plan)) {
        errno = EBADMSG;
        report.fail(Step::ReadPlan);
    }
    if (plan.action == protocol::OciAction::Hooks) {
        HookState state;
        state.plan = &plan;
        state.status = plan.hookStatus.data;
        state.pid = plan.targetPid;
        // One that fails does not keep the others from running (lifecycle of the specification).
        int code = 0;
        for (uint32_t i = 0; i < plan.runtimeHooks.count; ++i) {
            const protocol::List<protocol::HookView> one{plan.runtimeHooks.items + i, 1};
            protocol::FailedMessage failure;
            if (runHooks(one, strcmp(plan.hookStatus.data, "stopped") == 0 ? "poststop" : "poststart", state,
                         failure))
                continue;
            failure.header.type = MessageType::Failed;
            ::send(protocol::kControlFd, &failure, sizeof failure, MSG_NOSIGNAL);
            code = 1;
        }
        return code;
    }
    OciContext context;
    context.plan = &plan;
    context.arguments = pointerVector(plan.launch.process.arguments, arena);
    context.environment = pointerVector(plan.launch.process.environment, arena);
    context.start = plan.action == protocol::OciAction::Create ? protocol::kStartFd : -1;
    if (!context.arguments || !context.environment) {
        errno = ENOMEM;
        report.fail(Step::ReadPlan);
    }
    return plan.action == protocol::OciAction::Create ? createContainer(context, report)
                                                      : executeInContainer(context, report);
}
