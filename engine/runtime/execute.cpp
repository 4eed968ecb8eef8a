// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/digest.h"
#include "engine/base/id_map.h"
#include "engine/runtime/external_runtime.h"
#include "engine/runtime/layers.h"
#include "engine/runtime/plan_builder.h"
#include "engine/runtime/runtime.h"
#include "engine/runtime/user_namespace.h"
#include "engine/security/security.h"
#include "engine/spec/merge.h"
#include "engine/spec/user.h"

namespace catamaran::engine::runtime {

using base::Errc;
using base::fail;
using base::Result;

Result<Execution> Runtime::execute(const std::string &which, const ExecRequest &request,
                                   const base::OperationContext &context)
{
    if (request.arguments.empty())
        return fail(Errc::InvalidArgument, "No exec command specified");
    CATAMARAN_TRY(const Running running, findRunning(which));
    const Record &record = running.record;
    if (running.observed.state == ContainerState::Paused)
        return fail(Errc::InvalidState,
                    "Container " + record.id + " is paused, unpause the container before exec");
    const pid_t pid = running.observed.status.pid;
    launch::ExecPlan plan;
    plan.targetPid = pid;
    plan.joinUserNamespace = usesUserNamespace(record.spec);
    plan.targetStartTime = running.observed.status.startTime;
    CATAMARAN_TRY(plan.cgroup, m_services.cgroups.plan(record.id));
    // The same rules as for the container's own process; --privileged lifts them for this one.
    spec::ContainerSpec security = record.spec;
    security.privileged = security.privileged || request.privileged;
    launch::LaunchPlan rules;
    CATAMARAN_CHECK(security::apply(security, rules));
    plan.process = std::move(rules.process);
    launch::ProcessPlan &process = plan.process;
    const std::string user = request.user.empty() ? record.process.user : request.user;
    CATAMARAN_TRY(const spec::Identity identity,
                  spec::resolveUser(user, readFileOfProcess(pid, "etc/passwd"),
                                    readFileOfProcess(pid, "etc/group"), record.spec.groupAdd));
    process.uid = identity.uid;
    process.gid = identity.gid;
    process.groups = base::IdMap::ofProcess().isSingle() ? std::vector<std::uint32_t>() : identity.groups;
    process.arguments = request.arguments;
    std::vector<std::string> environment = record.process.environment;
    for (const std::string &variable : request.environment)
        spec::setVariable(environment, variable);
    process.environment = processEnvironment(record, environment, identity.home, request.tty);
    process.workingDirectory =
        !request.workingDirectory.empty() ? request.workingDirectory : record.process.workingDirectory;
    if (process.workingDirectory.empty())
        process.workingDirectory = "/";
    CATAMARAN_TRY(process.rlimits, planRlimits(record.spec.ulimits));
    process.tty = request.tty;
    process.rows = request.rows;
    process.columns = request.columns;
    launch::Launcher::StandardStreams streams;
    streams.in = request.standardIn;
    streams.out = request.standardOut;
    streams.err = request.standardError;
    CATAMARAN_TRY(const std::string foreign, externalRuntime(record.spec.runtime));
    std::string command;
    for (const std::string &argument : request.arguments)
        command += " " + argument;
    const std::string execId = base::randomHexId();
    recordEvent(record, "exec_create:" + command, {{"execID", execId}});
    recordEvent(record, "exec_start:" + command, {{"execID", execId}});
    auto executed = foreign.empty()
                        ? m_services.launcher.execute(plan, streams, context)
                        : executeAtExternalRuntime(m_services.paths, record, plan.process, streams, context);
    if (!executed) {
        const Errc code = executed.error().code();
        if (code != Errc::CommandNotFound && code != Errc::CommandNotExecutable)
            return fail(std::move(executed).error().withContext("exec in container " + record.name));
        return fail(std::move(executed).error().withContext(
            "OCI runtime exec failed: exec failed: unable to start container process"));
    }
    Execution execution;
    execution.pid = executed->pid;
    execution.terminal = std::move(executed->terminal);
    execution.wait = [wait = std::move(executed->wait), log = m_events,
                      event = containerEvent(record, "exec_die", {{"execID", execId}})]() mutable {
        auto code = wait();
        if (code) {
            event.attributes["exitCode"] = std::to_string(*code);
            log.append(event);
        }
        return code;
    };
    execution.leave = std::move(executed->leave);
    return execution;
}

} // namespace catamaran::engine::runtime
