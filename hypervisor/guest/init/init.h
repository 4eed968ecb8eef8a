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
};

struct process {
    pid_t pid;
    int out; /* read ends; -1 when closed */
    int err;
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
void setClock(uint64_t realtimeNs);
void addEntropy(const unsigned char *data, size_t size);

/* process.c */
/* Decodes into a static command. NULL if the frame is malformed or too large. */
struct command *decodeCommand(const struct ct_frame *frame);
/* Starts it with stdin from /dev/null and fresh pipes. 0, or -1 with errno and *what set by the child's
 * failed step; *code is then docker's 126 or 127. */
int startCommand(struct command *command, struct process *process, int *code, const char **what);

/* stats.c */
void putStatistics(struct ct_writer *writer);
/* Calls found() for every listening TCP port. */
void listListening(void (*found)(uint16_t port));

#endif
