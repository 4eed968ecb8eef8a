// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/helpers/status_file.h"

#include "engine/helpers/text.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

namespace catamaran::helpers {

bool writeStatus(int directory, const char *name, const MonitorStatus &status, Durable durable)
{
    TextBuffer<1024> text;
    text.append("phase=").append(status.phase);
    text.append("\nmonitor_pid=").appendSigned(status.monitorPid);
    text.append("\nmonitor_start_time=").appendNumber(status.monitorStartTime);
    text.append("\npid=").appendSigned(status.pid);
    text.append("\nstart_time=").appendNumber(status.startTime);
    text.append("\nstarted_at_ns=").appendSigned(status.startedAtNs);
    text.append("\nfinished_at_ns=").appendSigned(status.finishedAtNs);
    text.append("\nexit_code=").appendSigned(status.exitCode);
    text.append("\noom_killed=").appendSigned(status.oomKilled);
    if (status.stoppedByUser)
        text.append("\nstopped_by_user=1");
    text.append("\nrestart_count=").appendSigned(status.restartCount);
    text.append("\nhealth=").append(status.health);
    text.append("\nfailing_streak=").appendSigned(status.failingStreak);
    text.append("\nerror=").append(status.error);
    for (size_t i = text.size() - strlen(status.error); i < text.size(); ++i) {
        if (text.data()[i] == '\n')
            text.data()[i] = ' ';
    }
    text.append("\n");

    TextBuffer<64> temporary;
    temporary.append(name).append(".new");
    const int fd = openat(directory, temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0)
        return false;
    bool good = write(fd, text.c_str(), text.size()) == static_cast<ssize_t>(text.size());
    if (durable == Durable::Yes)
        good = fsync(fd) == 0 && good;
    close(fd);
    good = good && renameat(directory, temporary.c_str(), directory, name) == 0;
    if (!good)
        unlinkat(directory, temporary.c_str(), 0);
    else if (durable == Durable::Yes)
        fsync(directory);
    return good;
}

} // namespace catamaran::helpers
