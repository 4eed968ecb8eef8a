// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "engine/base/rollback.h"
#include "engine/launch/foreign_exec.h"
#include "engine/oci/bundle.h"
#include "engine/runtime/external_runtime.h"

#include <array>
#include <sys/random.h>
#include <unistd.h>

namespace catamaran::engine::runtime {

using base::Result;

namespace {

// Of a name that no other exec of this container has at the moment.
Result<std::string> freshName()
{
    std::array<unsigned char, 8> bytes{};
    if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
        return base::failErrno("take random bytes");
    std::string name = "exec-";
    for (const unsigned char byte : bytes) {
        constexpr const char *kDigits = "0123456789abcdef";
        name += kDigits[byte >> 4U];
        name += kDigits[byte & 15U];
    }
    return name;
}

} // namespace

Result<launch::Launcher::Executed> executeAtExternalRuntime(const Paths &paths, const Record &record,
                                                            launch::ProcessPlan process,
                                                            launch::Launcher::StandardStreams streams,
                                                            const base::OperationContext &context)
{
    CATAMARAN_TRY(const std::string program, externalRuntime(record.spec.runtime));
    const std::string bundle = paths.runContainer(record.id) + "/bundle";
    CATAMARAN_TRY(const std::string name, freshName());
    boundCapabilities(process);
    const std::string file = bundle + "/" + name + ".json";
    CATAMARAN_CHECK(base::writeFileAtomic(file, oci::processText(process)));
    base::Rollback atEnd; // the runtime has read it by then
    atEnd.push("remove " + file, [file] {
        return ::unlink(file.c_str()) == 0 ? Result<void>() : base::failErrno("remove " + file);
    });
    launch::ForeignExec plan;
    plan.pidFile = name + ".pid";
    plan.logFile = name + ".log";
    plan.arguments =
        runtimeCommand(program, bundle, plan.logFile,
                       {"exec", "--process", file, "--pid-file", bundle + "/" + plan.pidFile, record.id});
    plan.environment = runtimeEnvironment();
    plan.directory = bundle;
    plan.tty = process.tty;
    plan.rows = process.rows;
    plan.columns = process.columns;
    return launch::executeForeign(plan, streams, context);
}

} // namespace catamaran::engine::runtime
