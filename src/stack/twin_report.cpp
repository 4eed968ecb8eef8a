// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/bytes.h"
#include "src/stack/twin.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace catamaran::stack {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kBarWidth = 48;

std::string bytes(std::int64_t count)
{
    return base::Bytes(count).human();
}

std::string time(double ms)
{
    return ms >= 1000 ? fmt::format("{:.2f} s", ms / 1000) : fmt::format("{:.1f} ms", ms);
}

/// When it answered for itself: healthy where it has a check, else started.
double readyMs(const TwinInstance &instance)
{
    return instance.healthyMs.value_or(instance.startedMs);
}

std::string hullOf(const TwinReport &report, const TwinInstance &instance)
{
    if (instance.kind == core::Kind::Container)
        return "container";
    return report.host.accelerationLabel.empty() ? "VM" : "VM (" + report.host.accelerationLabel + ")";
}

Json runJson(const TwinRun &run)
{
    Json instances = Json::array();
    for (const TwinInstance &instance : run.instances) {
        Json one = {{"service", instance.service},
                    {"name", instance.name},
                    {"kind", core::kindName(instance.kind)},
                    {"began_ms", instance.beganMs},
                    {"started_ms", instance.startedMs},
                    {"memory_bytes", instance.memoryBytes},
                    {"disk_unique_bytes", instance.diskUniqueBytes}};
        if (instance.healthyMs)
            one["healthy_ms"] = *instance.healthyMs;
        if (instance.cpuSeconds)
            one["cpu_seconds"] = *instance.cpuSeconds;
        if (!instance.note.empty())
            one["note"] = instance.note;
        instances.push_back(std::move(one));
    }
    return {{"up_ms", run.upMs},
            {"down_ms", run.downMs},
            {"memory_bytes", run.memoryBytes()},
            {"disk_unique_bytes", run.diskUniqueBytes()},
            {"cpu_seconds", run.cpuSeconds()},
            {"instances", std::move(instances)}};
}

std::string escaped(const std::string &text)
{
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '&':
            out += "&amp;";
            break;
        case '"':
            out += "&quot;";
            break;
        default:
            out += c;
        }
    }
    return out;
}

double axisEnd(const TwinReport &report)
{
    double end = 1;
    for (const TwinRun *run : {&report.containers, &report.vms})
        for (const TwinInstance &instance : run->instances)
            end = std::max(end, readyMs(instance));
    return end;
}

std::string bar(const TwinInstance &instance, double end)
{
    const auto column = [end](double ms) {
        return std::clamp(static_cast<int>(ms / end * kBarWidth), 0, kBarWidth);
    };
    const int from = column(instance.beganMs);
    const int started = std::max(column(instance.startedMs), from);
    const int ready = std::max(column(readyMs(instance)), started);
    return std::string(static_cast<std::size_t>(from), ' ') +
           std::string(static_cast<std::size_t>(std::max(started - from, 1)), '=') +
           std::string(static_cast<std::size_t>(ready - started), '-');
}

} // namespace

std::string toJson(const TwinReport &report)
{
    const Json json = {{"kind", "stack"},
                       {"project", report.project},
                       {"started_at", report.startedAt},
                       {"host",
                        {{"operating_system", report.host.operatingSystem},
                         {"kernel", report.host.kernel},
                         {"cpus", report.host.cpus},
                         {"acceleration_label", report.host.accelerationLabel}}},
                       {"containers", runJson(report.containers)},
                       {"vms", runJson(report.vms)}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

std::string toTable(const TwinReport &report)
{
    std::string text = fmt::format(
        "{:<22} {:>14} {:>14}\n{:<22} {:>14} {:>14}\n{:<22} {:>14} {:>14}\n{:<22} {:>14} {:>14}\n"
        "{:<22} {:>14} {:>14}\n{:<22} {:>13.2f}s {:>13.2f}s\n",
        "", "CONTAINERS", "VMS", "up", time(report.containers.upMs), time(report.vms.upMs), "down",
        time(report.containers.downMs), time(report.vms.downMs), "memory when settled",
        bytes(report.containers.memoryBytes()), bytes(report.vms.memoryBytes()), "disk of its own",
        bytes(report.containers.diskUniqueBytes()), bytes(report.vms.diskUniqueBytes()), "CPU until then",
        report.containers.cpuSeconds(), report.vms.cpuSeconds());
    const double end = axisEnd(report);
    text += fmt::format("\nStart of each, 0 to {} ('=' until its program ran, '-' until it was healthy)\n",
                        time(end));
    for (const TwinRun *run : {&report.containers, &report.vms})
        for (const TwinInstance &instance : run->instances)
            text += fmt::format("{:<16} {:<24} {:>10} {:>10}  |{:<{}}|\n", instance.name,
                                hullOf(report, instance), time(readyMs(instance)),
                                bytes(instance.memoryBytes), bar(instance, end), kBarWidth + 1);
    for (const TwinInstance &instance : report.vms.instances)
        if (!instance.note.empty())
            text += fmt::format("{} stayed a container: {}\n", instance.service, instance.note);
    return text;
}

std::string toHtml(const TwinReport &report)
{
    std::string rows;
    const double end = axisEnd(report);
    constexpr double kWidth = 640;
    for (const TwinRun *run : {&report.containers, &report.vms})
        for (const TwinInstance &instance : run->instances) {
            const char *tone = instance.kind == core::Kind::Vm ? "vm" : "container";
            const double from = instance.beganMs / end * kWidth;
            const double started = std::max(instance.startedMs / end * kWidth, from + 1);
            const double ready = std::max(readyMs(instance) / end * kWidth, started);
            rows += fmt::format(
                "<tr><td>{}</td><td>{}</td><td class='n'>{}</td><td class='n'>{}</td><td>"
                "<svg width='{:.0f}' height='16' role='img' aria-label='began {}, ready {}'>"
                "<rect class='{}' x='{:.1f}' y='3' width='{:.1f}' height='10'/>"
                "<rect class='{} soft' x='{:.1f}' y='3' width='{:.1f}' height='10'/></svg></td></tr>\n",
                escaped(instance.name), escaped(hullOf(report, instance)), time(readyMs(instance)),
                bytes(instance.memoryBytes), kWidth, time(instance.beganMs), time(readyMs(instance)), tone,
                from, started - from, tone, started, ready - started);
        }
    std::string notes;
    for (const TwinInstance &instance : report.vms.instances)
        if (!instance.note.empty())
            notes += fmt::format("<p>{} stayed a container: {}</p>\n", escaped(instance.service),
                                 escaped(instance.note));
    const auto figure = [](const char *name, const std::string &a, const std::string &b) {
        return fmt::format("<tr><th>{}</th><td class='n'>{}</td><td class='n'>{}</td></tr>\n", name, a, b);
    };
    return fmt::format(
        "<!doctype html><html lang='en'><meta charset='utf-8'><title>{0} as containers and as VMs</title>\n"
        "<style>body{{font:15px/1.5 sans-serif;margin:2em auto;max-width:70em;color:#1b2430}}"
        "td,th{{padding:.2em .8em;text-align:left}}.n{{text-align:right;font-variant-numeric:tabular-nums}}"
        ".container{{fill:#0b6fa8}}.vm{{fill:#a04c00}}.soft{{opacity:.45}}</style>\n"
        "<h1>{0} as containers and as VMs</h1><p>{1}, kernel {2}, {3} CPUs{4}; {5}</p>\n"
        "<table><tr><th></th><th class='n'>Containers</th><th class='n'>VMs</th></tr>\n{6}</table>\n"
        "<h2>Start of each service</h2><p>0 to {7}; the pale part is the way to healthy.</p>"
        "<table>{8}</table>{9}</html>\n",
        escaped(report.project), escaped(report.host.operatingSystem), escaped(report.host.kernel),
        report.host.cpus,
        report.host.accelerationLabel.empty() ? "" : "; VMs: " + escaped(report.host.accelerationLabel),
        escaped(report.startedAt),
        figure("up", time(report.containers.upMs), time(report.vms.upMs)) +
            figure("down", time(report.containers.downMs), time(report.vms.downMs)) +
            figure("memory when settled", bytes(report.containers.memoryBytes()),
                   bytes(report.vms.memoryBytes())) +
            figure("disk of its own", bytes(report.containers.diskUniqueBytes()),
                   bytes(report.vms.diskUniqueBytes())) +
            figure("CPU until then", fmt::format("{:.2f} s", report.containers.cpuSeconds()),
                   fmt::format("{:.2f} s", report.vms.cpuSeconds())),
        time(end), rows, notes);
}

} // namespace catamaran::stack
