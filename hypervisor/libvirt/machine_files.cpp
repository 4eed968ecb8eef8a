// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/libvirt/machine_files.h"

#include "engine/base/file.h"

#include <nlohmann/json.hpp>
#include <unistd.h>

namespace catamaran::hv {

bool MachineFiles::hasBootNote() const
{
    return ::access(bootNote().c_str(), R_OK) == 0;
}

BootNote MachineFiles::readBootNote() const
{
    BootNote note;
    const auto text = base::readFile(bootNote(), 1U << 20);
    if (!text)
        return note;
    const auto json = nlohmann::json::parse(*text, nullptr, false);
    if (!json.is_object())
        return note;
    const auto number = [&](const char *key) {
        const auto it = json.find(key);
        return it != json.end() && it->is_number_integer() ? it->get<std::int64_t>() : 0;
    };
    note.startedNs = number("startedNs");
    note.beganNs = number("beganNs");
    note.definedNs = number("definedNs");
    note.qemuNs = number("qemuNs");
    note.journalOffset = number("journalOffset");
    note.clockOffsetNs = number("clockOffsetNs");
    note.consoleOffset = number("consoleOffset");
    if (const auto by = json.find("startedBy"); by != json.end() && by->is_string())
        note.startedBy = by->get<std::string>();
    note.restarts = static_cast<int>(number("restarts"));
    note.stopRequested = number("stopRequested") != 0;
    return note;
}

base::Result<void> MachineFiles::writeBootNote(const BootNote &note) const
{
    const nlohmann::json json = {
        {"startedNs", note.startedNs},         {"beganNs", note.beganNs},
        {"definedNs", note.definedNs},         {"qemuNs", note.qemuNs},
        {"journalOffset", note.journalOffset}, {"clockOffsetNs", note.clockOffsetNs},
        {"consoleOffset", note.consoleOffset}, {"startedBy", note.startedBy},
        {"restarts", note.restarts},           {"stopRequested", note.stopRequested ? 1 : 0}};
    return base::writeFileAtomic(bootNote(), json.dump() + "\n", 0600);
}

} // namespace catamaran::hv
