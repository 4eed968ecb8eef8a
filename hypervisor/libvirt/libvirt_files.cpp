// SPDX-License-Identifier: GPL-3.0-or-later
// cp between host and guest: an archive through the image's own tar.
#include "hypervisor/guest/interactive.h"
#include "hypervisor/image/tree_tar.h"
#include "hypervisor/libvirt/libvirt_hypervisor.h"

#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <thread>
#include <unistd.h>

namespace catamaran::hv {

namespace fs = std::filesystem;
using base::Errc;
using base::Result;

namespace {

struct Pipe {
    base::UniqueFd read;
    base::UniqueFd write;
};

Result<Pipe> makePipe()
{
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        return base::failErrno("make a pipe");
    return Pipe{base::UniqueFd(ends[0]), base::UniqueFd(ends[1])};
}

/// A pipe whose reader has gone is an error of write(2), not the end of this program.
class NoSigPipe {
public:
    NoSigPipe()
    {
        sigset_t set;
        sigemptyset(&set);
        sigaddset(&set, SIGPIPE);
        ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
    }
};

base::Error tarFailed(const FoundMachine &machine, int code, const std::string &text)
{
    base::Error error(Errc::InvalidState, "tar in VM " + machine.displayName() + " failed (" +
                                              std::to_string(code) + ")" +
                                              (text.empty() ? std::string() : ": " + text));
    return error;
}

base::Error explain(base::Error error)
{
    if (error.code() == Errc::CommandNotFound)
        return std::move(error).withFix("`vm cp` needs tar in the image; share a folder with -v instead.");
    return error;
}

/// The last component, and what it lies in. "/a/b/" is "/a", "b"; "/" is "/", "".
std::pair<std::string, std::string> splitPath(const std::string &path)
{
    fs::path clean = fs::path("/" + path).lexically_normal();
    if (clean.filename().empty())
        clean = clean.parent_path();
    return {clean.parent_path().string(), clean.filename().string()};
}

bool meansContents(const std::string &path)
{
    return path.ends_with("/.") || path == ".";
}

} // namespace

Result<void> LibvirtHypervisor::copyIn(const std::string &which, const std::string &hostPath,
                                       const std::string &guestPath, bool keepOwner,
                                       const base::OperationContext &context)
{
    CATAMARAN_TRY(const FoundMachine machine, findOurs(which));
    if (!machine.active() || machine.view.metadata->full)
        return base::fail(Errc::InvalidState, "VM " + machine.displayName() + " is not a running light VM");
    const std::string socket = controlSocket(machine.view.uuid);
    const auto isDirectory = [&](const std::string &path) -> Result<bool> {
        auto answer = guest::execInGuest(socket, {"test", "-d", path}, {}, {}, {}, context);
        if (!answer)
            return base::fail(explain(answer.error()));
        return answer->exitCode == 0;
    };
    auto [directory, name] = splitPath(guestPath);
    CATAMARAN_TRY(const bool there, isDirectory(guestPath));
    if (hostPath != "-") {
        std::error_code error;
        if (!fs::exists(fs::symlink_status(hostPath, error)))
            return base::fail(Errc::NotFound, "lstat " + hostPath + ": no such file or directory");
        if (there) {
            directory = guestPath;
            name = meansContents(hostPath) ? std::string() : splitPath(fs::absolute(hostPath)).second;
        } else {
            CATAMARAN_TRY(const bool parent, isDirectory(directory));
            if (!parent || (guestPath.ends_with("/") && !fs::is_directory(hostPath, error)))
                return base::fail(Errc::NotFound, "Could not find the directory " +
                                                      (parent ? guestPath : directory) + " in VM " +
                                                      machine.displayName());
        }
    } else if (!there) {
        return base::fail(Errc::NotFound,
                          "Could not find the directory " + guestPath + " in VM " + machine.displayName());
    } else {
        directory = guestPath;
    }
    MachineExecRequest request;
    request.arguments = {"tar", "-x", "-f", "-", "-C", directory};
    MachineStreams streams;
    std::string said;
    streams.onOutput = [&](bool, std::string_view text) { said.append(text.substr(0, 1000)); };
    if (hostPath == "-") {
        streams.input = STDIN_FILENO;
        const auto code = guest::execWithStreams(socket, request, streams, context);
        if (!code)
            return base::fail(explain(code.error()));
        return *code == 0 ? Result<void>() : base::fail(tarFailed(machine, *code, said));
    }
    CATAMARAN_TRY(Pipe pipe, makePipe());
    streams.input = pipe.read.get();
    Result<void> packed;
    std::jthread packer([&, out = std::move(pipe.write)]() mutable {
        const NoSigPipe quiet;
        packed = image::packTree(hostPath, name, keepOwner, out.get());
        out.reset();
    });
    const auto code = guest::execWithStreams(socket, request, streams, context);
    pipe.read.reset();
    packer.join();
    if (!code)
        return base::fail(explain(code.error()));
    if (*code != 0)
        return base::fail(tarFailed(machine, *code, said));
    return packed;
}

Result<void> LibvirtHypervisor::copyOut(const std::string &which, const std::string &guestPath,
                                        const std::string &hostPath, bool followLink,
                                        const base::OperationContext &context)
{
    CATAMARAN_TRY(const FoundMachine machine, findOurs(which));
    if (!machine.active() || machine.view.metadata->full)
        return base::fail(Errc::InvalidState, "VM " + machine.displayName() + " is not a running light VM");
    const std::string socket = controlSocket(machine.view.uuid);
    const bool contents = meansContents(guestPath);
    const auto [directory, name] = splitPath(guestPath);
    MachineExecRequest request;
    request.arguments = {"tar", followLink ? "-chf" : "-cf", "-", "-C"};
    if (contents)
        request.arguments.insert(request.arguments.end(), {guestPath, "."});
    else
        request.arguments.insert(request.arguments.end(), {directory, name.empty() ? "." : "./" + name});
    std::string target;
    std::string into = hostPath;
    if (hostPath != "-" && !contents) {
        std::error_code error;
        if (fs::is_directory(hostPath, error)) {
            target = name;
        } else {
            const fs::path absolute = fs::absolute(hostPath).lexically_normal();
            target = splitPath(absolute).second;
            into = splitPath(absolute).first;
            if (!fs::is_directory(into, error))
                return base::fail(Errc::NotFound,
                                  "invalid output path: directory " + into + " does not exist");
        }
    } else if (hostPath != "-") {
        std::error_code error;
        fs::create_directories(hostPath, error);
    }
    std::string said;
    CATAMARAN_TRY(Pipe pipe, makePipe());
    Result<void> unpacked;
    std::jthread unpacker;
    if (hostPath != "-")
        unpacker = std::jthread([&, in = std::move(pipe.read)] {
            unpacked = image::unpackTree(in.get(), into, name, target);
            // What is left over is read, or tar would wait for ever.
            char rest[4096];
            while (::read(in.get(), rest, sizeof rest) > 0) {
            }
        });
    MachineStreams streams;
    const int out = hostPath == "-" ? STDOUT_FILENO : pipe.write.get();
    streams.onOutput = [&](bool isStderr, std::string_view text) {
        if (isStderr) {
            said.append(text.substr(0, 1000));
            return;
        }
        while (!text.empty()) {
            const ssize_t n = ::write(out, text.data(), text.size());
            if (n < 0 && errno != EINTR)
                return;
            text.remove_prefix(n > 0 ? static_cast<std::size_t>(n) : 0);
        }
    };
    const auto code = guest::execWithStreams(socket, request, streams, context);
    pipe.write.reset();
    if (unpacker.joinable())
        unpacker.join();
    if (!code)
        return base::fail(explain(code.error()));
    if (*code != 0)
        return base::fail(tarFailed(machine, *code, said));
    return unpacked;
}

} // namespace catamaran::hv
