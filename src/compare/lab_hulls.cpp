// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compare/lab_hulls.h"

#include "engine/base/clock.h"
#include "engine/base/digest.h"
#include "src/core/demo_image.h"

#include <fcntl.h>
#include <poll.h>
#include <thread>
#include <unistd.h>

namespace catamaran::compare {

namespace {

constexpr std::chrono::seconds kBootPatience{180};
constexpr std::size_t kOutputLimit = std::size_t{1} << 20;

base::Result<Answer> runInContainer(engine::Engine &engine, const std::string &id,
                                    const std::vector<std::string> &arguments,
                                    const base::OperationContext &context)
{
    int ends[2] = {-1, -1};
    if (::pipe2(ends, O_CLOEXEC) != 0)
        return base::fail(base::Error::fromErrno(errno, "make a pipe"));
    base::UniqueFd readEnd(ends[0]);
    base::UniqueFd writeEnd(ends[1]);
    engine::Engine::ExecRequest request;
    request.arguments = arguments;
    request.standardOut = writeEnd.get();
    CATAMARAN_TRY(engine::Engine::Execution execution, engine.exec(id, request, context));
    writeEnd.reset();
    Answer answer;
    char buffer[16384];
    for (;;) {
        const ssize_t n = ::read(readEnd.get(), buffer, sizeof buffer);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break;
        if (answer.out.size() < kOutputLimit)
            answer.out.append(buffer, static_cast<std::size_t>(n));
    }
    CATAMARAN_TRY(answer.exitCode, execution.wait());
    return answer;
}

} // namespace

std::vector<std::string> shellOf(const std::string &image)
{
    if (image == core::kDemoImage)
        return {"/bin/busybox", "sh"};
    return {"/bin/sh"};
}

std::vector<std::string> shellLine(const std::string &image, std::string script)
{
    std::vector<std::string> line = shellOf(image);
    line.emplace_back("-c");
    line.push_back(std::move(script));
    return line;
}

std::vector<std::string> waitingProgram(const std::string &image)
{
    return shellLine(image, "trap 'exit 0' TERM INT; while :; do sleep 1; done");
}

LabFacts factsOf(core::Deck &deck, const std::string &image)
{
    const core::HostFacts host = deck.hostFacts();
    return {image,
            base::rfc3339(base::WallClock::now()),
            host.operatingSystem,
            host.kernel,
            host.cpus,
            host.memoryBytes,
            host.accelerationLabel};
}

base::Result<core::WorkloadId> startHull(core::Deck &deck, core::Kind kind, const std::string &image,
                                         const std::vector<std::string> &program,
                                         const base::OperationContext &context,
                                         const std::function<void(const core::WorkloadId &)> &onStarted)
{
    engine::spec::ContainerSpec spec;
    spec.name = "lab-" + base::randomHexId().substr(0, 10);
    spec.image = image;
    spec.labels = {{"org.catamaran.compare", "true"}};
    if (!program.empty()) {
        spec.entrypoint = std::vector<std::string>{program.front()};
        spec.command = {program.begin() + 1, program.end()};
    }
    if (kind == core::Kind::Container) {
        CATAMARAN_TRY(const std::string id, deck.engine().create(spec, context));
        const core::WorkloadId workload{kind, id};
        onStarted(workload);
        CATAMARAN_CHECK(deck.engine().start(id, false, context));
        return workload;
    }
    CATAMARAN_TRY(const core::WorkloadId workload, deck.runVm(spec, context));
    onStarted(workload);
    base::OperationContext quiet;
    quiet.stop = context.stop;
    CATAMARAN_CHECK(deck.hypervisor().waitReady(workload.id, kBootPatience, quiet));
    return workload;
}

base::Result<Answer> runInside(core::Deck &deck, const core::WorkloadId &id,
                               const std::vector<std::string> &arguments,
                               const base::OperationContext &context)
{
    if (id.kind == core::Kind::Container)
        return runInContainer(deck.engine(), id.id, arguments, context);
    CATAMARAN_TRY(hv::MachineExecResult result, deck.hypervisor().exec(id.id, arguments, {}, context));
    return Answer{result.exitCode, std::move(result.out)};
}

} // namespace catamaran::compare
