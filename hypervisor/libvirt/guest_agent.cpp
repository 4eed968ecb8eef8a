// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/clock.h"
#include "hypervisor/libvirt/libvirt_hypervisor.h"

#include <libvirt/libvirt-qemu.h>
#include <nlohmann/json.hpp>
#include <poll.h>

namespace catamaran::hv {

using base::Errc;
using base::Result;

namespace {

std::string fromBase64(const std::string &text)
{
    static const std::string kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    unsigned bits = 0;
    int count = 0;
    for (const char c : text) {
        const auto value = kAlphabet.find(c);
        if (value == std::string::npos)
            continue; // '=' at the end
        bits = (bits << 6) | static_cast<unsigned>(value);
        count += 6;
        if (count >= 8) {
            count -= 8;
            out += static_cast<char>((bits >> count) & 0xff);
        }
    }
    return out;
}

Result<nlohmann::json> ask(virDomainPtr domain, const nlohmann::json &command)
{
    const std::string text = takeText(virDomainQemuAgentCommand(domain, command.dump().c_str(), 10, 0));
    if (text.empty()) {
        base::Error error = libvirtError("talk to the guest agent");
        return base::fail(
            std::move(error).withFix("Install qemu-guest-agent in the guest, or use `catamaran vm ssh`."));
    }
    auto answer = nlohmann::json::parse(text, nullptr, false);
    if (!answer.is_object() || !answer.contains("return"))
        return base::fail(Errc::Protocol, "the guest agent answered nonsense");
    return answer.at("return");
}

} // namespace

Result<MachineExecResult> LibvirtHypervisor::agentExec(const FoundMachine &machine,
                                                       const std::vector<std::string> &arguments,
                                                       const std::vector<std::string> &environment,
                                                       const base::OperationContext &context)
{
    const std::string &uuid = machine.view.uuid;
    const nlohmann::json start = {{"execute", "guest-exec"},
                                  {"arguments",
                                   {{"path", arguments.front()},
                                    {"arg", std::vector<std::string>(arguments.begin() + 1, arguments.end())},
                                    {"env", environment},
                                    {"capture-output", true}}}};
    CATAMARAN_TRY(const nlohmann::json started,
                  onDomain(uuid, [start](virDomainPtr domain) { return ask(domain, start); }));
    const nlohmann::json status = {{"execute", "guest-exec-status"},
                                   {"arguments", {{"pid", started.value("pid", 0)}}}};
    for (;;) {
        CATAMARAN_TRY(const nlohmann::json answer,
                      onDomain(uuid, [status](virDomainPtr domain) { return ask(domain, status); }));
        if (answer.value("exited", false)) {
            MachineExecResult out;
            out.exitCode =
                answer.contains("signal") ? 128 + answer.value("signal", 0) : answer.value("exitcode", 0);
            out.out = fromBase64(answer.value("out-data", ""));
            out.err = fromBase64(answer.value("err-data", ""));
            return out;
        }
        if (context.stopRequested())
            return base::fail(Errc::Cancelled, "the command was left running");
        ::poll(nullptr, 0, 50);
    }
}

} // namespace catamaran::hv
