// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cgroup/device_filter.h"

#include "engine/base/file.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace catamaran::engine::cgroup {

namespace {

// bpf(2)
long bpf(bpf_cmd command, bpf_attr &attributes)
{
    return syscall(SYS_bpf, command, &attributes, sizeof attributes);
}

template <typename T>
__u64 address(T *pointer)
{
    return reinterpret_cast<__u64>(pointer);
}

base::UniqueFd loadOnce(const std::vector<bpf_insn> &program, char *log, std::size_t logSize)
{
    static constexpr char kLicense[] = "GPL";
    bpf_attr attributes{};
    attributes.prog_type = BPF_PROG_TYPE_CGROUP_DEVICE;
    attributes.insns = address(program.data());
    attributes.insn_cnt = static_cast<__u32>(program.size());
    attributes.license = address(kLicense);
    if (log) {
        attributes.log_buf = address(log);
        attributes.log_size = static_cast<__u32>(logSize);
        attributes.log_level = 1;
    }
    return base::UniqueFd(static_cast<int>(bpf(BPF_PROG_LOAD, attributes)));
}

bool notPermitted(int error)
{
    return error == EPERM || error == EACCES;
}

base::Result<base::UniqueFd> loadProgram(const std::vector<bpf_insn> &program)
{
    base::UniqueFd fd = loadOnce(program, nullptr, 0);
    if (!fd && errno == EPERM) {
        // Before Linux 5.11 programs count against RLIMIT_MEMLOCK, and are refused with the same error.
        const rlimit unlimited{RLIM_INFINITY, RLIM_INFINITY};
        if (setrlimit(RLIMIT_MEMLOCK, &unlimited) == 0)
            fd = loadOnce(program, nullptr, 0);
        else
            errno = EPERM;
    }
    if (fd)
        return fd;
    const int error = errno;
    std::string said;
    if (!notPermitted(error)) {
        std::array<char, 4096> log{};
        const base::UniqueFd again = loadOnce(program, log.data(), log.size());
        said = log.data();
    }
    return base::fail(
        base::Error::fromErrno(error, "load the device filter" + (said.empty() ? said : " (" + said + ")")));
}

base::Error noFilter(const base::Error &why)
{
    return base::Error(base::Errc::Unsupported,
                       "this kernel cannot filter the devices of a container: " + why.text())
        .withFix("It needs CONFIG_CGROUP_BPF=y (and kernel.unprivileged_bpf_disabled does not matter for "
                 "root)");
}

std::vector<__u32> attachedPrograms(int group)
{
    std::array<__u32, 64> ids{};
    bpf_attr attributes{};
    attributes.query.target_fd = static_cast<__u32>(group);
    attributes.query.attach_type = BPF_CGROUP_DEVICE;
    attributes.query.prog_cnt = ids.size();
    attributes.query.prog_ids = address(ids.data());
    if (bpf(BPF_PROG_QUERY, attributes) != 0)
        return {};
    return {ids.begin(), ids.begin() + attributes.query.prog_cnt};
}

base::UniqueFd programById(__u32 id)
{
    bpf_attr attributes{};
    attributes.prog_id = id;
    return base::UniqueFd(static_cast<int>(bpf(BPF_PROG_GET_FD_BY_ID, attributes)));
}

bool attach(int group, int program, int replaced)
{
    bpf_attr attributes{};
    attributes.target_fd = static_cast<__u32>(group);
    attributes.attach_bpf_fd = static_cast<__u32>(program);
    attributes.attach_type = BPF_CGROUP_DEVICE;
    attributes.attach_flags = BPF_F_ALLOW_MULTI;
    if (replaced >= 0) {
        attributes.attach_flags |= BPF_F_REPLACE;
        attributes.replace_bpf_fd = static_cast<__u32>(replaced);
    }
    return bpf(BPF_PROG_ATTACH, attributes) == 0;
}

bool detach(int group, int program)
{
    bpf_attr attributes{};
    attributes.target_fd = static_cast<__u32>(group);
    attributes.attach_bpf_fd = static_cast<__u32>(program);
    attributes.attach_type = BPF_CGROUP_DEVICE;
    return bpf(BPF_PROG_DETACH, attributes) == 0;
}

} // namespace

base::Result<DeviceFilter> attachDeviceFilter(const std::string &directory,
                                              const std::vector<DeviceRule> &rules)
{
    const std::string what = "attach the device filter to " + directory;
    CATAMARAN_TRY(const base::UniqueFd group, base::openFile(directory, O_RDONLY | O_DIRECTORY));
    auto program = loadProgram(deviceProgram(rules));
    if (!program) {
        if (notPermitted(program.error().systemErrno()))
            return DeviceFilter::NotPermitted;
        return base::fail(noFilter(program.error()));
    }
    const std::vector<__u32> old = attachedPrograms(group.get());
    // With one program there, the kernel swaps them at once (Linux 5.6); else the new one joins the old ones
    // before they go, so at no moment is there none.
    if (old.size() == 1) {
        const base::UniqueFd replaced = programById(old.front());
        if (replaced && attach(group.get(), program->get(), replaced.get()))
            return DeviceFilter::Attached;
    }
    if (!attach(group.get(), program->get(), -1)) {
        const int error = errno;
        if (notPermitted(error))
            return DeviceFilter::NotPermitted;
        return base::fail(noFilter(base::Error::fromErrno(error, what)));
    }
    for (const __u32 id : old) {
        const base::UniqueFd gone = programById(id);
        if (!gone || !detach(group.get(), gone.get()))
            return base::failErrno("detach the old device filter from " + directory);
    }
    return DeviceFilter::Attached;
}

base::Result<DeviceFilter> probeDeviceFilter()
{
    auto program = loadProgram(deviceProgram({}));
    if (program)
        return DeviceFilter::Attached;
    if (notPermitted(program.error().systemErrno()))
        return DeviceFilter::NotPermitted;
    return base::fail(noFilter(program.error()));
}

} // namespace catamaran::engine::cgroup
