// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/external_runtime.h"

#include "engine/base/file.h"
#include "engine/cgroup/group_files.h"
#include "engine/cgroup/limits.h"
#include "engine/launch/bundle_names.h"
#include "engine/launch/launcher.h"
#include "engine/launch/program.h"
#include "engine/oci/bundle.h"
#include "engine/runtime/devices.h"
#include "engine/security/security.h"
#include "engine/spec/image_mount.h"
#include "engine/spec/modes.h"
#include "engine/spec/text.h"
#include "engine/sys/deck.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string_view>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::engine::runtime {

using base::Errc;
using base::fail;
using base::Result;

namespace {

constexpr const char *kPath = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
constexpr std::array<const char *, 4> kNames = {"runc", "crun", "youki", "catamaran-runtime"};
constexpr std::chrono::seconds kVersionPatience(10);
constexpr std::chrono::seconds kDeletePatience(30);

bool runs(const std::string &path)
{
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) && ::access(path.c_str(), X_OK) == 0;
}

// Where dockerd and podman look for runtimes; our own also beside the program that runs.
std::string programOf(const std::string &name)
{
    if (name == "catamaran-runtime") {
        std::array<char, 4096> self{};
        const ssize_t n = ::readlink("/proc/self/exe", self.data(), self.size() - 1);
        const std::string program(self.data(), n > 0 ? static_cast<std::size_t>(n) : 0);
        const std::string directory = program.substr(0, program.rfind('/'));
        // The program that runs is bin/catamaran or libexec/catamaran/catamaran-full (in a build without the
        // folder).
        for (const char *way : {"/", "/../bin/", "/../../bin/"}) {
            if (runs(directory + way + name))
                return std::filesystem::path(directory + way + name).lexically_normal().string();
        }
    }
    for (const char *directory :
         {"/usr/local/sbin/", "/usr/local/bin/", "/usr/sbin/", "/usr/bin/", "/sbin/", "/bin/"}) {
        if (runs(directory + name))
            return directory + name;
    }
    return {};
}

base::Error unknownRuntime(const std::string &wish)
{
    std::string known = "catamaran";
    for (const FoundRuntime &found : foundRuntimes())
        known += ", " + found.name;
    return base::Error(Errc::InvalidArgument, "unknown or invalid runtime name: " + wish)
        .withFix("Known here are " + known + ", and the path of an OCI runtime.");
}

std::string bundleOf(const std::string &runDirectory)
{
    return runDirectory + "/bundle";
}

std::vector<std::string> command(const std::string &program, const std::string &bundle,
                                 std::initializer_list<std::string> words)
{
    return runtimeCommand(program, bundle, launch::bundle::kLog, words);
}

Result<void> makeEmptyFile(const std::string &path)
{
    CATAMARAN_CHECK(base::openFile(path, O_WRONLY | O_CREAT, 0600));
    return {};
}

} // namespace

std::vector<std::string> runtimeCommand(const std::string &program, const std::string &bundle,
                                        const std::string &log, std::initializer_list<std::string> words)
{
    std::vector<std::string> out = {program,        "--root", bundle + "/state", "--log", bundle + "/" + log,
                                    "--log-format", "json"};
    out.insert(out.end(), words);
    return out;
}

std::vector<std::string> runtimeEnvironment()
{
    std::vector<std::string> environment = {kPath};
    if (const char *helpers = std::getenv("CATAMARAN_LIBEXEC")) // for our own catamaran-runtime
        environment.push_back(std::string("CATAMARAN_LIBEXEC=") + helpers);
    return environment;
}

std::vector<FoundRuntime> foundRuntimes()
{
    std::vector<FoundRuntime> found;
    for (const char *name : kNames) {
        if (std::string path = programOf(name); !path.empty())
            found.push_back({name, std::move(path)});
    }
    return found;
}

Result<std::string> externalRuntime(const std::string &wish)
{
    if (wish.empty() || wish == "catamaran")
        return std::string();
    if (wish.starts_with('/')) {
        if (!runs(wish))
            return fail(unknownRuntime(wish));
        return wish;
    }
    if (std::find(kNames.begin(), kNames.end(), wish) == kNames.end())
        return fail(unknownRuntime(wish));
    std::string path = programOf(wish);
    if (path.empty())
        return fail(unknownRuntime(wish));
    return path;
}

Result<void> checkExternalRuntime(const spec::ContainerSpec &spec)
{
    CATAMARAN_TRY(const std::string program, externalRuntime(spec.runtime));
    if (program.empty())
        return {};
    const auto refuse = [&spec](const std::string &why) {
        return fail(base::Error(Errc::Unsupported, "--runtime " + spec.runtime + " is not supported " + why)
                        .withFix("Leave --runtime out: this engine starts such a container itself."));
    };
    if (sys::deck() || ::geteuid() != 0)
        return refuse("without root: its program would need the rights that only this engine's own have in "
                      "the user's namespaces");
    if (!spec::otherContainerOf(spec.ipcMode).empty())
        return refuse("with --ipc container:..., whose /dev/shm lies in the other one's mounts");
    for (const spec::Mount &mount : spec.mounts) {
        if (spec::isImageMount(mount))
            return refuse("with a mount of an image, whose layers only this engine can name");
        if (!mount.volumeSubpath.empty())
            return refuse("with volume-subpath: an OCI configuration cannot say that links stay inside");
        if (mount.propagation == "shared" || mount.propagation == "rshared")
            return refuse("with bind-propagation " + mount.propagation +
                          ": the runtime has mounts of its own, and what the container mounts ends there");
    }
    // `runc --version` and its kin name the version of the specification.
    const auto said = launch::runProgram({program, "--version"}, {}, kVersionPatience);
    if (!said || said->exitCode != 0 || said->output.find("spec") == std::string::npos)
        return fail(base::Error(Errc::InvalidArgument, "unknown or invalid runtime name: " + spec.runtime +
                                                           ": it is no OCI runtime (its --version does not "
                                                           "name the specification)")
                        .withFix("Give runc, crun, youki, catamaran-runtime, or the path of one like them."));
    return {};
}

namespace {

std::uint64_t boundingSet()
{
    std::uint64_t mask = 0;
    for (unsigned bit = 0; bit < 64; ++bit) {
        if (::prctl(PR_CAPBSET_READ, bit, 0, 0, 0) == 1)
            mask |= std::uint64_t{1} << bit;
    }
    return mask;
}

Result<std::string> resourcesOf(const Record &record)
{
    CATAMARAN_TRY(const std::vector<std::string> rules, deviceRules(record));
    return oci::resourcesText(record.spec.resources, rules, cgroup::blockDeviceNumbers);
}

} // namespace

void boundCapabilities(launch::ProcessPlan &process)
{
    // --privileged means all that this process may give: inside another container that is less than all.
    const std::uint64_t own = boundingSet();
    for (std::uint64_t *mask :
         {&process.capabilitiesBounding, &process.capabilitiesEffective, &process.capabilitiesPermitted,
          &process.capabilitiesInheritable, &process.capabilitiesAmbient})
        *mask &= own;
}

Result<void> useExternalRuntime(const Record &record, launch::LaunchPlan &plan)
{
    CATAMARAN_TRY(const std::string program, externalRuntime(record.spec.runtime));
    if (program.empty())
        return {};
    const std::string bundle = bundleOf(plan.runDirectory);
    CATAMARAN_CHECK(base::removeTree(bundle));
    CATAMARAN_CHECK(base::makeDirectories(bundle + "/" + launch::bundle::kRootfs, 0711));
    plan.rootfs.mountPoint = bundle + "/" + launch::bundle::kRootfs;
    plan.external.bundle = bundle;
    plan.external.environment = runtimeEnvironment();
    if (plan.network.mode != launch::NetworkPlan::Mode::Host)
        CATAMARAN_CHECK(makeEmptyFile(bundle + "/" + launch::bundle::kNetwork));
    for (std::size_t i = 0; i < plan.joinNamespaces.size(); ++i)
        CATAMARAN_CHECK(makeEmptyFile(bundle + "/" + launch::bundle::kJoinPrefix + std::to_string(i)));
    boundCapabilities(plan.process);
    oci::BundleExtras extras;
    extras.annotations = record.spec.annotations;
    CATAMARAN_TRY(const std::string mountinfo, base::readFile("/proc/self/mountinfo"));
    extras.cgroupsPath = oci::groupsPathOf(plan.cgroup, mountinfo);
    CATAMARAN_TRY(extras.resources, resourcesOf(record));
    CATAMARAN_TRY(extras.seccomp, security::seccompSection(record.spec, plan.process.capabilitiesBounding));
    if (plan.process.init) {
        CATAMARAN_TRY(extras.initPath, launch::helperPath("catamaran-init"));
    }
    CATAMARAN_TRY(const std::string config, oci::bundleConfig(plan, extras));
    CATAMARAN_CHECK(base::writeFileAtomic(bundle + "/config.json", config));
    plan.external.create = command(
        program, bundle, {"create", "--bundle", bundle, "--pid-file", bundle + "/" + launch::bundle::kPid});
    // A relative name: a socket's address has room for 107 characters, and these run in the bundle.
    if (plan.process.tty)
        plan.external.create.insert(plan.external.create.end(),
                                    {"--console-socket", launch::bundle::kConsole});
    plan.external.create.push_back(record.id);
    plan.external.start = command(program, bundle, {"start", record.id});
    plan.external.remove = command(program, bundle, {"delete", "--force", record.id});
    return {};
}

Result<void> updateExternalBundle(const Paths &paths, const Record &record)
{
    const std::string path = bundleOf(paths.runContainer(record.id)) + "/config.json";
    if (record.spec.runtime.empty() || ::access(path.c_str(), F_OK) != 0)
        return {};
    CATAMARAN_TRY(const std::string text, base::readFile(path));
    CATAMARAN_TRY(const std::string resources, resourcesOf(record));
    nlohmann::json config = nlohmann::json::parse(text, nullptr, false);
    if (config.is_discarded() || !config.contains("linux"))
        return fail(Errc::Parse, path + " is not what was written");
    config["linux"]["resources"] = nlohmann::json::parse(resources);
    return base::writeFileAtomic(path, config.dump());
}

void forgetAtExternalRuntime(const Paths &paths, const Record &record)
{
    const std::string bundle = bundleOf(paths.runContainer(record.id));
    const auto program = externalRuntime(record.spec.runtime);
    const auto config = base::readFile(bundle + "/config.json");
    if (!program || program->empty() || !config)
        return;
    if (::access((bundle + "/state").c_str(), F_OK) == 0) {
        [[maybe_unused]] const auto done = launch::runProgram(
            command(*program, bundle, {"delete", "--force", record.id}), {}, kDeletePatience);
    }
    // A create that was killed has told its state to nobody, but has made groups in every hierarchy, also in
    // those that the engine does not use.
    const nlohmann::json parsed = nlohmann::json::parse(*config, nullptr, false);
    const auto mountinfo = base::readFile("/proc/self/mountinfo");
    if (parsed.is_discarded() || !mountinfo)
        return;
    const auto linuxPart = parsed.find("linux");
    const std::string group =
        linuxPart == parsed.end() ? std::string() : linuxPart->value("cgroupsPath", std::string());
    if (group.find(record.id) == std::string::npos)
        return;
    for (const std::string_view line : spec::text::split(*mountinfo, '\n')) {
        const std::vector<std::string_view> fields = spec::text::split(line, ' ');
        const std::string root(fields.size() > 4 ? fields[4] : std::string_view());
        if (line.find(" - cgroup") != std::string_view::npos && ::access((root + group).c_str(), F_OK) == 0)
            [[maybe_unused]]
            const auto removed = cgroup::removeGroup(root + group);
    }
}

} // namespace catamaran::engine::runtime
