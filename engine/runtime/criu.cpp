// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/criu.h"

#include "engine/base/file.h"
#include "engine/launch/bundle_names.h"
#include "engine/runtime/external_runtime.h"
#include "engine/spec/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::engine::runtime {

using base::Errc;
using base::fail;
using base::Result;
using Json = nlohmann::json;

namespace {

constexpr const char *kNetworkKey = "catamaran-network";
constexpr const char *kNotes = "/catamaran.json";
constexpr int kNotesVersion = 1;

std::string linkOf(const std::string &path)
{
    std::array<char, 4096> target{};
    const ssize_t n = ::readlink(path.c_str(), target.data(), target.size());
    return {target.data(), n > 0 ? static_cast<std::size_t>(n) : 0};
}

// The pipes that this process holds an end of, by its descriptors' order.
std::vector<std::string> pipesOf(pid_t pid)
{
    const std::string directory = "/proc/" + std::to_string(pid) + "/fd";
    std::vector<std::pair<int, std::string>> found;
    if (DIR *const stream = ::opendir(directory.c_str())) {
        while (const dirent *entry = ::readdir(stream)) {
            std::string link = linkOf(directory + "/" + entry->d_name);
            if (link.starts_with("pipe:["))
                found.emplace_back(std::atoi(entry->d_name), std::move(link));
        }
        ::closedir(stream);
    }
    std::sort(found.begin(), found.end());
    std::vector<std::string> out;
    for (auto &[number, link] : found)
        out.push_back(std::move(link));
    return out;
}

// The three streams by the names that criu(8) has for what they lead to; empty: not one of ours any more.
struct Streams {
    std::array<std::string, 3> keys;
};

Streams streamsOf(const Observed &observed)
{
    const std::vector<std::string> pipes = pipesOf(observed.status.monitorPid);
    const std::set<std::string> ours(pipes.begin(), pipes.end());
    Streams streams;
    for (std::size_t i = 0; i < streams.keys.size(); ++i) {
        std::string link = linkOf(fmt::format("/proc/{}/fd/{}", observed.status.pid, i));
        if (ours.contains(link))
            streams.keys[i] = std::move(link);
    }
    return streams;
}

std::uint64_t namespaceOf(const std::string &process, const char *name)
{
    struct stat status {};
    return ::stat(("/proc/" + process + "/ns/" + name).c_str(), &status) == 0 ? status.st_ino : 0;
}

std::string unescaped(std::string_view field)
{
    std::string out;
    for (std::size_t i = 0; i < field.size(); ++i) {
        if (field[i] == '\\' && i + 3 < field.size()) {
            int code = 0;
            const char *const digits = field.data() + i + 1;
            if (std::from_chars(digits, digits + 3, code, 8).ptr == digits + 3) {
                out += static_cast<char>(code);
                i += 3;
                continue;
            }
        }
        out += field[i];
    }
    return out;
}

bool isBelow(const std::string &path, const std::string &directory)
{
    return path == directory || (path.starts_with(directory) && path[directory.size()] == '/');
}

} // namespace

std::string installedCriu()
{
    for (const char *path :
         {"/usr/local/sbin/criu", "/usr/sbin/criu", "/usr/local/bin/criu", "/usr/bin/criu"}) {
        if (::access(path, X_OK) == 0)
            return path;
    }
    return {};
}

std::string criuProblem(const std::string &output)
{
    std::istringstream lines(output);
    for (std::string line; std::getline(lines, line);) {
        // "Error (criu/vdso.c:381): vdso: Unexpected ...", with a time stamp in front in a log.
        const std::size_t error = line.find("Error (");
        const std::size_t place = error == std::string::npos ? error : line.find("): ", error);
        // What a program that it tried has said stands in the lines that follow.
        if (place != std::string::npos && line.find("): exited, status=", error) != place)
            return line.substr(place + 3);
    }
    return {};
}

std::string checkpointObstacle(const Record &record)
{
    const spec::ContainerSpec &spec = record.spec;
    if (spec.tty)
        return "with a terminal (-t) has one that is the host's";
    if (spec.init)
        return "with --init runs a program of the host as its first process";
    if (!spec.runtime.empty())
        return "of another OCI runtime (--runtime " + spec.runtime + ") is that one's to checkpoint";
    if (!spec.usernsMode.empty() && spec.usernsMode != "host")
        return "with --userns " + spec.usernsMode + " has a network that only its own start can make";
    if (!spec.gpus.empty())
        return "with --gpus has memory on a device, which CRIU cannot read";
    for (const std::string *mode : {&spec.network, &spec.ipcMode, &spec.pidMode}) {
        if (mode->starts_with("container:"))
            return "that shares a namespace (" + *mode + ") is only half of what would have to be kept";
    }
    if (spec.pidMode == "host")
        return "with --pid host has process numbers that may be taken at a restore";
    for (const std::string &option : spec.securityOptions) {
        if (option.starts_with("no-new-privileges") && !option.ends_with("false"))
            return "with no-new-privileges would be without it after a restore: CRIU does not keep it";
    }
    const auto isNetwork = [](const auto &sysctl) { return sysctl.first.starts_with("net."); };
    if (std::any_of(spec.sysctls.begin(), spec.sysctls.end(), isNetwork))
        return "with --sysctl net.* has a network that only its own start can make";
    return {};
}

Result<std::string> checkpointDirectory(const Paths &paths, const std::string &id,
                                        const CheckpointPlace &place)
{
    const auto isAlphanumeric = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    };
    const std::string &name = place.name;
    const bool good =
        name.size() >= 2 && isAlphanumeric(name[0]) && std::all_of(name.begin(), name.end(), [&](char c) {
            return isAlphanumeric(c) || c == '_' || c == '.' || c == '-';
        });
    if (!good)
        return fail(Errc::InvalidArgument, "invalid checkpoint ID (" + name +
                                               "), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed, at least two");
    return (place.directory.empty() ? paths.container(id) + "/checkpoints" : place.directory) + "/" + name;
}

std::vector<MountLine> parseMountInfo(std::string_view text)
{
    std::vector<MountLine> out;
    for (const std::string_view line : spec::text::split(text, '\n')) {
        const std::vector<std::string_view> fields = spec::text::split(line, ' ');
        const auto dash = std::find(fields.begin(), fields.end(), "-");
        if (fields.size() < 7 || dash == fields.end() || dash + 1 == fields.end())
            continue;
        MountLine mount;
        std::from_chars(fields[0].data(), fields[0].data() + fields[0].size(), mount.id);
        mount.root = unescaped(fields[3]);
        mount.target = unescaped(fields[4]);
        mount.type = std::string(*(dash + 1));
        out.push_back(std::move(mount));
    }
    return out;
}

std::vector<OuterMount> outerMounts(const std::vector<MountLine> &lines,
                                    const std::vector<launch::MountPlan> &planned)
{
    std::vector<OuterMount> out;
    for (const MountLine &line : lines) {
        // The host's /dev/null covers the files that are masked.
        if (line.type == "devtmpfs" && line.root == "/null") {
            out.push_back({line.target, "/dev/null"});
            continue;
        }
        const launch::MountPlan *best = nullptr;
        for (const launch::MountPlan &plan : planned) {
            if (isBelow(line.target, plan.target) && (!best || plan.target.size() > best->target.size()))
                best = &plan;
        }
        if (best && best->kind == launch::MountPlan::Kind::Bind)
            out.push_back({line.target, best->source + line.target.substr(best->target.size())});
    }
    return out;
}

Result<std::vector<std::string>> dumpCommand(const Observed &observed,
                                             const std::vector<launch::MountPlan> &planned,
                                             const std::string &directory, bool leaveRunning)
{
    for (const launch::MountPlan &mount : planned) {
        if (mount.kind == launch::MountPlan::Kind::Other || !mount.mountNamespace.empty() ||
            !mount.subpath.empty())
            return fail(Errc::Unsupported, "what is mounted at " + mount.target +
                                               " cannot be found again by a path of the host");
    }
    const std::string process = std::to_string(observed.status.pid);
    CATAMARAN_TRY(const std::string mountinfo, base::readFile("/proc/" + process + "/mountinfo"));
    const std::vector<MountLine> lines = parseMountInfo(mountinfo);
    std::vector<std::string> command = {installedCriu(),  "dump",         "--tree",
                                        process,          "--images-dir", directory,
                                        "--work-dir",     directory,      "--log-file",
                                        "dump.log",       "-v2",          "--manage-cgroups=ignore",
                                        "--network-lock", "nftables",     "--tcp-established",
                                        "--file-locks",   "--ext-unix-sk"};
    if (leaveRunning)
        command.emplace_back("--leave-running");
    const auto external = [&command](std::string what) {
        command.emplace_back("--external");
        command.push_back(std::move(what));
    };
    Json notes = {{"version", kNotesVersion}, {"mounts", Json::array()}};
    for (const OuterMount &mount : outerMounts(lines, planned)) {
        external(fmt::format("mnt[{}]:{}", mount.target, mount.target));
        notes["mounts"].push_back(mount.target);
    }
    const Streams streams = streamsOf(observed);
    notes["streams"] = streams.keys;
    const std::uint64_t network = namespaceOf(process, "net");
    const bool isOwn = network != namespaceOf("self", "net");
    if (isOwn)
        external(fmt::format("net[{}]:{}", network, kNetworkKey));
    notes["network"] = isOwn;
    CATAMARAN_CHECK(base::writeFileAtomic(directory + kNotes, notes.dump(2) + "\n"));
    return command;
}

Result<void> planFromCheckpoint(const std::string &directory, launch::LaunchPlan &plan)
{
    CATAMARAN_TRY(const std::string text, base::readFile(directory + kNotes));
    const Json notes = Json::parse(text, nullptr, false);
    if (!notes.is_object() || notes.value("version", 0) != kNotesVersion)
        return fail(Errc::Parse, directory + kNotes + " is not what this version writes");
    const std::string bundle = plan.runDirectory + "/bundle";
    CATAMARAN_CHECK(base::removeTree(bundle));
    CATAMARAN_CHECK(base::makeDirectories(bundle + "/" + launch::bundle::kRootfs, 0711));
    if (plan.network.mode != launch::NetworkPlan::Mode::Host)
        CATAMARAN_CHECK(base::openFile(bundle + "/" + launch::bundle::kNetwork, O_WRONLY | O_CREAT, 0600));
    plan.rootfs.mountPoint = bundle + "/" + launch::bundle::kRootfs;
    launch::ExternalPlan &external = plan.external;
    external.isRestore = true;
    external.bundle = bundle;
    external.environment = runtimeEnvironment();
    // As a sibling of criu(8), so as our monitor's child: a parent's death kills it.
    external.create = {installedCriu(),
                       "restore",
                       "--images-dir",
                       directory,
                       "--work-dir",
                       bundle,
                       "--log-file",
                       launch::bundle::kRestoreLog,
                       "-v2",
                       "--pidfile",
                       bundle + "/" + launch::bundle::kPid,
                       "--restore-detached",
                       "--restore-sibling",
                       "--root",
                       plan.rootfs.mountPoint,
                       "--manage-cgroups=ignore",
                       "--tcp-close",
                       "--file-locks",
                       "--ext-unix-sk"};
    std::vector<MountLine> lines;
    for (const Json &target : notes["mounts"])
        lines.push_back({0, "", target.get<std::string>(), ""});
    const std::vector<OuterMount> outer = outerMounts(lines, plan.mounts);
    for (const MountLine &line : lines) {
        const auto found = std::find_if(outer.begin(), outer.end(), [&line](const OuterMount &mount) {
            return mount.target == line.target;
        });
        external.create.emplace_back("--external");
        external.create.push_back(
            fmt::format("mnt[{}]:{}", line.target, found == outer.end() ? "/dev/null" : found->source));
    }
    const auto inherit = [&external](int number, const std::string &key) {
        external.create.emplace_back("--inherit-fd");
        external.create.push_back(fmt::format("fd[{}]:{}", number, key));
    };
    if (notes.value("network", false))
        inherit(launch::bundle::kRestoredNetwork, kNetworkKey);
    int number = launch::bundle::kRestoredStreams;
    for (const Json &key : notes["streams"]) {
        if (!key.get<std::string>().empty())
            inherit(number, key.get<std::string>());
        ++number;
    }
    return {};
}

} // namespace catamaran::engine::runtime
