// SPDX-License-Identifier: GPL-3.0-or-later
// Parts of the guest init that more than one file needs. The init is one single-threaded static program and
// PID 1 of the VM; it never allocates after start except for exec buffers.
#ifndef CATAMARAN_GUEST_INIT_H
#define CATAMARAN_GUEST_INIT_H

#include "hypervisor/guest/wire.h"

#include <stdint.h>
#include <sys/types.h>

enum { MAX_ARGUMENTS = 1024, MAX_ENVIRONMENT = 4096 };

/* What to execute, decoded from a RUN or EXEC frame. Strings live in the decoder's pool. */
struct command {
    char *argv[MAX_ARGUMENTS + 1];
    char *envp[MAX_ENVIRONMENT + 3];
    int argc;
    int envc;
    char *user;
    char *cwd;
    int tty;
    int input; /* keep stdin open */
    int rows;
    int columns;
    int readOnly;
    int discard;
};

struct process {
    pid_t pid;
    int out; /* read ends; -1 when closed. A terminal's master is `out`, and `in` a copy of it */
    int err;
    int in; /* write end; -1: stdin is /dev/null, or was closed */
};

/* util.c */
int64_t nowNs(void);
/* One line on the serial console, for people. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));
long readSmall(const char *path, char *buffer, size_t size);
int writeSmall(const char *path, const char *text, int append);

/* setup.c: each returns 0, or -1 with errno set and *what naming the step. */
int mountBasics(const char **what);
int loadModules(const char *listPath);
int openPort(const char *name, int timeoutMs);
int configureNetwork(const struct ct_frame *frame, const char **what);
int switchRoot(const struct ct_frame *frame, const char **what);
/* A folder of the host or a tmpfs below the root. */
int mountShare(const struct ct_frame *frame, const char **what);
int sealRoot(void);
/* copy_tree.c: copies what is in directory `from` into `to`, with owners, modes and times. */
int copyTree(int from, int to);
void setClock(uint64_t realtimeNs);
void addEntropy(const unsigned char *data, size_t size);

/* process.c */
/* Decodes into a static command. NULL if the frame is malformed or too large. */
struct command *decodeCommand(const struct ct_frame *frame);
/* Starts it with fresh pipes or on a new terminal. 0, or -1 with errno and *what set by the child's
 * failed step; *code is then docker's 126 or 127. */
int startCommand(struct command *command, struct process *process, int *code, const char **what);

/* Gives `data` to its stdin as far as there is room, then closes it if `end`. Bytes taken. */
size_t giveInput(struct process *process, const unsigned char *data, size_t size, int end);
void resizeTerminal(const struct process *process, int rows, int columns);

/* stats.c */
void putStatistics(struct ct_writer *writer);
/* Calls found() for every listening TCP port. */
void listListening(void (*found)(uint16_t port));

#endif
