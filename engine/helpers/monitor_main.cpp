// SPDX-License-Identifier: GPL-3.0-or-later
// catamaran-monitor: one for each container. See monitor.h.
#include "engine/helpers/monitor.h"
#include "engine/helpers/plan_file.h"

int main()
{
    using namespace catamaran::helpers;
    close(protocol::kProgramFd);
    umask(022); // whatever the caller's is: the container's files are not his
    for (const int fd : {protocol::kControlFd, protocol::kInitFd})
        fcntl(fd, F_SETFD, FD_CLOEXEC);
    const PlanFile file(protocol::kPlanFd);
    protocol::LaunchView plan;
    protocol::Arena arena = file.arena();
    if (!file.valid() || !protocol::decodeLaunchPlan(file.data(), file.size(), arena, plan)) {
        Report(protocol::kControlFd, protocol::MessageType::Failed)
            .send(protocol::Step::ReadPlan, EBADMSG, "");
        return 1;
    }
    Monitor monitor(plan, arena);
    return monitor.run();
}
