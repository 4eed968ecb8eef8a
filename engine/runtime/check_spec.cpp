// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/check_spec.h"

#include "engine/runtime/external_runtime.h"
#include "engine/spec/modes.h"

#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::engine::runtime {

using base::Errc;
using base::fail;
using base::Result;

namespace {

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
    CATAMARAN_CHECK(checkExternalRuntime(spec));
    CATAMARAN_CHECK(checkStorage(spec));
    return checkUsers(spec);
}

} // namespace catamaran::engine::runtime
