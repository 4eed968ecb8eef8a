// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/check_spec.h"
#include "engine/spec/modes.h"

#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::engine::runtime {

using base::Errc;
using base::fail;
using base::Result;

namespace {

/// A path, or the name of a program where dockerd and podman look for runtimes.
bool isProgram(const std::string &runtime)
{
    const auto runs = [](const std::string &path) {
        struct stat status {};
        return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
               ::access(path.c_str(), X_OK) == 0;
    };
    if (runtime.starts_with('/'))
        return runs(runtime);
    if (runtime.find('/') != std::string::npos)
        return false;
    for (const char *directory :
         {"/usr/local/sbin/", "/usr/local/bin/", "/usr/sbin/", "/usr/bin/", "/sbin/", "/bin/"}) {
        if (runs(directory + runtime))
            return true;
    }
    return false;
}

Result<void> checkRuntime(const spec::ContainerSpec &spec)
{
    if (spec.runtime.empty() || spec.runtime == "catamaran")
        return {};
    if (isProgram(spec.runtime))
        return fail(base::Error(Errc::Unsupported,
                                "--runtime " + spec.runtime +
                                    " is not supported: this engine starts containers itself, without an "
                                    "external OCI runtime")
                        .withFix("Leave --runtime out; a bundle that needs " + spec.runtime +
                                 " is run by it directly, or by dockerd or podman."));
    return fail(base::Error(Errc::InvalidArgument, "unknown or invalid runtime name: " + spec.runtime)
                    .withFix("Leave --runtime out: this engine is its own runtime."));
}

Result<void> checkStorage(const spec::ContainerSpec &spec)
{
    if (spec.storageOptions.empty())
        return {};
    return fail(
        base::Error(Errc::Unsupported,
                    "--storage-opt is supported only for overlay over xfs with 'pquota' mount option, "
                    "which this engine does not set up")
            .withFix("Leave --storage-opt out; a tmpfs or a volume can be limited in size."));
}

Result<void> checkUsers(const spec::ContainerSpec &spec)
{
    if (spec.usernsMode.empty() || spec.usernsMode == "host" || ::geteuid() != 0)
        return {};
    return fail(base::Error(Errc::Unsupported, "--userns " + spec.usernsMode +
                                                   " is for ordinary users: root's containers share the "
                                                   "host's user ids")
                    .withFix("Leave --userns out, or run as an ordinary user."));
}

} // namespace

Result<void> checkSupported(const spec::ContainerSpec &spec)
{
    const long processors = ::sysconf(_SC_NPROCESSORS_ONLN);
    CATAMARAN_CHECK(spec::checkSpec(spec, processors > 0 ? static_cast<unsigned>(processors) : 1));
    CATAMARAN_CHECK(checkRuntime(spec));
    CATAMARAN_CHECK(checkStorage(spec));
    return checkUsers(spec);
}

} // namespace catamaran::engine::runtime
