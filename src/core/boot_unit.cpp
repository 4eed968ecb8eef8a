// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/core/boot_unit.h"

#include "engine/base/file.h"

#include <cstdlib>
#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::core {

using base::Result;

namespace {

std::string variable(const char *name)
{
    const char *value = std::getenv(name);
    return value ? value : "";
}

// systemd splits at blanks and expands % and $: quoted and doubled.
std::string quoted(const std::string &text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out.push_back('\\');
        if (c == '%' || c == '$')
            out.push_back(c);
        out.push_back(c);
    }
    return out + "\"";
}

// In Environment= a dollar sign is itself.
std::string assignment(const std::string &name, const std::string &value)
{
    std::string out = "Environment=\"" + name + "=";
    for (const char c : value) {
        if (c == '"' || c == '\\')
            out.push_back('\\');
        if (c == '%')
            out.push_back(c);
        out.push_back(c);
    }
    return out + "\"\n";
}

bool exists(const std::string &path)
{
    struct stat info {};
    return ::lstat(path.c_str(), &info) == 0;
}

} // namespace

BootUnit bootUnit(const engine::EngineOptions &options)
{
    BootUnit unit;
    unit.name = options.instance.empty() ? "catamaran.service" : "catamaran-" + options.instance + ".service";
    unit.forUser = ::geteuid() != 0;
    unit.target = unit.forUser ? "default.target" : "multi-user.target";
    unit.directory = "/etc/systemd/system";
    if (unit.forUser) {
        const std::string config = variable("XDG_CONFIG_HOME");
        unit.directory = (config.empty() ? variable("HOME") + "/.config" : config) + "/systemd/user";
    }
    return unit;
}

std::string bootUnitText(const BootUnit &unit, const engine::EngineOptions &options,
                         const std::string &program)
{
    std::string text = "# Made by: catamaran system boot enable\n"
                       "[Unit]\n"
                       "Description=Containers of Catamaran that have a restart policy\n"
                       "Documentation=man:catamaran(1)\n";
    if (!unit.forUser)
        text += "Wants=network-online.target\n"
                "After=network-online.target local-fs.target remote-fs.target nftables.service "
                "firewalld.service\n";
    text += "\n[Service]\n"
            "Type=oneshot\n"
            "RemainAfterExit=yes\n";
    if (!options.instance.empty())
        text += assignment("CATAMARAN_ROOT", options.dataDirectory) +
                assignment("CATAMARAN_RUN", options.runDirectory);
    text += "ExecStart=" + quoted(program) + " system boot run\n";
    text += "ExecStop=" + quoted(program) + " system boot shutdown\n";
    // Each container has its own time to stop; systemd's 90 s for all of them would cut that short. What is
    // still there when the programs above have ended are the containers' monitors: they end with their
    // containers.
    text += "TimeoutStartSec=infinity\n"
            "TimeoutStopSec=10min\n"
            "KillMode=process\n"
            "Delegate=yes\n"
            "TasksMax=infinity\n"
            "\n[Install]\n"
            "WantedBy=" +
            unit.target + "\n";
    return text;
}

bool systemdRuns()
{
    struct stat info {};
    return ::lstat("/run/systemd/system", &info) == 0 && S_ISDIR(info.st_mode);
}

bool bootUnitEnabled(const BootUnit &unit)
{
    return exists(unit.path()) && exists(unit.link());
}

Result<void> enableBootUnit(const BootUnit &unit, const std::string &text)
{
    CATAMARAN_CHECK(base::makeDirectories(unit.directory + "/" + unit.target + ".wants", 0755));
    CATAMARAN_CHECK(base::writeFileAtomic(unit.path(), text));
    if (::symlink(unit.path().c_str(), unit.link().c_str()) != 0 && errno != EEXIST) {
        base::Error error = base::Error::fromErrno(errno, "link " + unit.link());
        ::unlink(unit.path().c_str());
        return base::fail(std::move(error));
    }
    return {};
}

Result<bool> disableBootUnit(const BootUnit &unit)
{
    bool found = false;
    // The link first: a link without a unit is an error at boot, a unit without a link is nothing.
    for (const std::string &path : {unit.link(), unit.path()}) {
        if (::unlink(path.c_str()) == 0)
            found = true;
        else if (errno != ENOENT)
            return base::failErrno("remove " + path);
    }
    return found;
}

} // namespace catamaran::core
