// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/output.h"
#include "src/cli/process_row.h"
#include "src/cli/verb.h"
#include "src/cli/verbs/verbs.h"

#include <algorithm>
#include <map>

namespace catamaran::cli {

namespace {

/// The columns that `ps -ef` and its kin print; what /proc does not tell us is refused.
base::Result<std::vector<std::string>> columnsOf(const std::vector<std::string> &options)
{
    static const std::vector<std::string> kFull = {"UID", "PID", "PPID", "C", "STIME", "TTY", "TIME", "CMD"};
    static const std::map<std::string, std::string> kNames = {
        {"uid", "UID"},   {"user", "UID"}, {"euser", "UID"},   {"pid", "PID"},
        {"ppid", "PPID"}, {"c", "C"},      {"stime", "STIME"}, {"start", "STIME"},
        {"tty", "TTY"},   {"tt", "TTY"},   {"time", "TIME"},   {"cputime", "TIME"},
        {"cmd", "CMD"},   {"args", "CMD"}, {"command", "CMD"}, {"comm", "CMD"}};
    const auto refused = [](const std::string &what) {
        return base::fail(
            base::Error(base::Errc::Unsupported, "top: the ps option \"" + what + "\" is not supported")
                .withFix("Use -ef, aux or -o with pid, ppid, user, c, stime, tty, time and args."));
    };
    std::vector<std::string> columns;
    for (std::size_t i = 0; i < options.size(); ++i) {
        const std::string &word = options[i];
        std::string list;
        if (word == "-o" || word == "-eo" || word == "o" || word == "--format") {
            if (++i >= options.size())
                return refused(word);
            list = options[i];
        } else if (word.starts_with("-o") || word.starts_with("-eo")) {
            list = word.substr(word.starts_with("-eo") ? 3 : 2);
        } else if (word == "-ef" || word == "-e" || word == "-f" || word == "-A" || word == "aux" ||
                   word == "-aux" || word == "ax" || word == "-a" || word == "x") {
            continue;
        } else {
            return refused(word);
        }
        for (std::size_t at = 0; at <= list.size();) {
            const std::size_t end = std::min(list.find_first_of(", ", at), list.size());
            const std::string name = list.substr(at, end - at);
            at = end + 1;
            const auto found = kNames.find(name.substr(0, name.find('=')));
            if (found == kNames.end())
                return refused("-o " + name);
            columns.push_back(found->second);
        }
    }
    if (columns.empty())
        return kFull;
    // As docker: without the pids nobody could tell whose processes these are.
    if (std::find(columns.begin(), columns.end(), "PID") == columns.end())
        return base::fail(base::Errc::InvalidArgument, "Couldn't find PID field in ps output");
    return columns;
}

int top(Invocation &call)
{
    FlagSet options;
    std::vector<std::string> words;
    if (const auto code = parseOptions(call, options, Interspersed::No, {1, {}}, words))
        return *code;
    const auto columns = columnsOf({words.begin() + 1, words.end()});
    if (!columns)
        return failWith(columns.error());
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    const auto details = (*engine)->inspect(words[0]);
    if (!details)
        return failWith(details.error());
    if (details->pid <= 0)
        return failWith(
            base::Error(base::Errc::InvalidState, "container " + details->summary.id + " is not running")
                .withFix("catamaran start " + words[0]));
    const auto &summary = details->summary;
    (*engine)->recordEvent(
        {"container", "top", summary.id, {{"image", summary.image}, {"name", summary.name}}, 0});
    const auto processes = processesBeside(details->pid);
    if (!processes)
        return failWith(processes.error());
    static const std::vector<std::string> kRow = {"UID", "PID", "PPID", "C", "STIME", "TTY", "TIME", "CMD"};
    std::vector<std::vector<std::string>> rows = {*columns};
    for (const std::vector<std::string> &process : *processes) {
        std::vector<std::string> row;
        for (const std::string &column : *columns)
            row.push_back(process[static_cast<std::size_t>(std::find(kRow.begin(), kRow.end(), column) -
                                                           kRow.begin())]);
        rows.push_back(std::move(row));
    }
    print(tabular(rows));
    return 0;
}

} // namespace

void addTop(Registry &registry)
{
    registry.add(
        {"top", "Commands", "CONTAINER [ps OPTIONS]", "Display the running processes of a container", top});
}

} // namespace catamaran::cli
