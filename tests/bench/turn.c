// SPDX-License-Identifier: GPL-3.0-or-later
// turn: runs what it is told and says how long it took. It is started once in the control group of a peer and
// stays there, since a process that is moved into a group for each run waits for an RCU grace period (5 to 15
// ms) that has nothing to do with the peer. Request, a line: the words of a command, separated by the byte
// 0x1f. Answer, a line: exit status and microseconds of wall time. The command gets /dev/null for all three
// descriptors.
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static long long microseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000LL + now.tv_nsec / 1000;
}

int main(void)
{
    static char line[65536];
    static char *words[1024];
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDWR, 0);
    posix_spawn_file_actions_adddup2(&actions, 0, 1);
    posix_spawn_file_actions_adddup2(&actions, 0, 2);
    fcntl(0, F_SETFD, FD_CLOEXEC);
    while (fgets(line, sizeof line, stdin)) {
        size_t count = 0;
        line[strcspn(line, "\n")] = 0;
        for (char *word = line; word && count < 1023; ++count) {
            words[count] = word;
            word = strchr(word, 0x1f);
            if (word)
                *word++ = 0;
        }
        words[count] = NULL;
        const long long begin = microseconds();
        pid_t pid;
        int status = 127 << 8;
        if (posix_spawnp(&pid, words[0], &actions, NULL, words, environ) == 0)
            waitpid(pid, &status, 0);
        printf("%d %lld\n", WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
               microseconds() - begin);
        fflush(stdout);
    }
    return 0;
}
