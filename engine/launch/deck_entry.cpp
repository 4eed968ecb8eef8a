// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/launch/deck_entry.h"

#include "engine/base/file.h"
#include "engine/launch/launcher.h"
#include "engine/sys/deck.h"

#include <climits>
#include <cstdlib>
#include <pwd.h>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::engine::launch {

using base::Result;

std::string subordinateRanges(std::string_view text, const std::string &userName, unsigned long userId)
{
    std::string ranges;
    std::istringstream lines{std::string(text)};
    for (std::string line; std::getline(lines, line);) {
        std::istringstream fields(line);
        std::string owner;
        std::string start;
        std::string size;
        if (!std::getline(fields, owner, ':') || !std::getline(fields, start, ':') ||
            !std::getline(fields, size))
            continue;
        if (owner != userName && owner != std::to_string(userId))
            continue;
        char *end = nullptr;
        const unsigned long first = std::strtoul(start.c_str(), &end, 10);
        const unsigned long count = *end ? 0 : std::strtoul(size.c_str(), &end, 10);
        if (*end || count == 0 || first == 0 || first + count > 0xfffffffeUL ||
            (userId >= first && userId < first + count))
            continue;
        ranges += (ranges.empty() ? "" : ",") + std::to_string(first) + ":" + std::to_string(count);
    }
    return ranges;
}

Result<void> enterDeck(const std::string &runDirectory, char **arguments)
{
    if (::geteuid() == 0 || std::getenv("CATAMARAN_DECK") || std::getenv("CATAMARAN_DECK_PROBLEM"))
        return {};
    const auto problem = [](const std::string &text) { ::setenv("CATAMARAN_DECK_PROBLEM", text.c_str(), 1); };
    auto helper = helperPath("catamaran-deck");
    if (!helper) {
        problem(helper.error().text());
        return base::fail(std::move(helper).error());
    }
    const std::string directory = runDirectory + "/deck";
    if (auto made = base::makeDirectories(directory, 0700); !made) {
        problem(made.error().text());
        return made;
    }
    // The holder's files are believed: in somebody else's directory, as below /tmp, they might be a trap.
    for (const std::string &path : {runDirectory, directory}) {
        struct stat status {};
        if (::lstat(path.c_str(), &status) != 0 || !S_ISDIR(status.st_mode) || status.st_uid != ::geteuid() ||
            ((status.st_mode & 0077) != 0 && ::chmod(path.c_str(), 0700) != 0)) {
            const std::string text = path + " is not a directory of this user";
            problem(text + "; remove it, or set CATAMARAN_RUN to one");
            return base::fail(base::Errc::PermissionDenied, text);
        }
    }
    const passwd *account = ::getpwuid(::getuid());
    const std::string name = account ? account->pw_name : "";
    const std::string users =
        subordinateRanges(base::readFile("/etc/subuid").value_or(std::string()), name, ::getuid());
    // The file of group ids names users, too.
    const std::string groups =
        subordinateRanges(base::readFile("/etc/subgid").value_or(std::string()), name, ::getuid());
    char self[PATH_MAX];
    const ssize_t size = ::readlink("/proc/self/exe", self, sizeof self - 1);
    if (size < 0)
        return base::failErrno("find this program");
    self[size] = 0;
    std::vector<const char *> call{"catamaran-deck", directory.c_str(), users.c_str(), groups.c_str(), self};
    for (char **argument = arguments; *argument; ++argument)
        call.push_back(*argument);
    call.push_back(nullptr);
    ::execv(helper->c_str(), const_cast<char *const *>(call.data()));
    problem("cannot execute " + *helper);
    return base::failErrno("execute " + *helper);
}

} // namespace catamaran::engine::launch
