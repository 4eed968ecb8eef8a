// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include "init.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char pool[CT_BOOT_LIMIT + MAX_ARGUMENTS + MAX_ENVIRONMENT];
static struct command decoded;

static char *keep(char **at, const struct ct_field *field)
{
    if ((size_t)(pool + sizeof pool - *at) < (size_t)field->size + 1)
        return NULL;
    char *text = *at;
    memcpy(text, field->data, field->size);
    text[field->size] = 0;
    *at += field->size + 1;
    return text;
}

struct command *decodeCommand(const struct ct_frame *frame)
{
    char *at = pool;
    struct ct_cursor cursor = ct_fields(frame);
    struct ct_field field;
    int more;
    memset(&decoded, 0, sizeof decoded);
    while ((more = ct_field_next(&cursor, &field)) == 1) {
        char *text = NULL;
        if (field.tag == CT_TAG_ARG || field.tag == CT_TAG_ENV || field.tag == CT_TAG_USER ||
            field.tag == CT_TAG_CWD) {
            text = keep(&at, &field);
            if (text == NULL)
                return NULL;
        }
        if (field.tag == CT_TAG_ARG && decoded.argc < MAX_ARGUMENTS)
            decoded.argv[decoded.argc++] = text;
        else if (field.tag == CT_TAG_ENV && decoded.envc < MAX_ENVIRONMENT)
            decoded.envp[decoded.envc++] = text;
        else if (field.tag == CT_TAG_USER)
            decoded.user = text;
        else if (field.tag == CT_TAG_CWD)
            decoded.cwd = text;
        else if (field.tag == CT_TAG_TTY)
            decoded.tty = 1;
        else if (field.tag == CT_TAG_STDIN)
            decoded.input = 1;
        else if (field.tag == CT_TAG_DISCARD)
            decoded.discard = 1;
        else if (field.tag == CT_TAG_READ_ONLY)
            decoded.readOnly = 1;
        else if (field.tag == CT_TAG_ROWS)
            decoded.rows = (int)ct_load(field.data, field.size);
        else if (field.tag == CT_TAG_COLUMNS)
            decoded.columns = (int)ct_load(field.data, field.size);
    }
    return more < 0 || decoded.argc == 0 ? NULL : &decoded;
}

struct account {
    uid_t uid;
    gid_t gid;
    char home[256];
    char name[64];
};

/* Field `index` of a passwd or group line, cut out in place. */
static char *colonField(char *line, int index)
{
    while (index-- > 0) {
        line = strchr(line, ':');
        if (line == NULL)
            return NULL;
        ++line;
    }
    return line;
}

static int isNumber(const char *text, unsigned long *value)
{
    char *end;
    if (*text < '0' || *text > '9')
        return 0;
    *value = strtoul(text, &end, 10);
    return *end == 0;
}

static int samePrefix(const char *field, const char *name)
{
    const size_t n = strlen(name);
    return strncmp(field, name, n) == 0 && (field[n] == ':' || field[n] == '\n' || field[n] == 0);
}

/* Looks `user` (name or number) up in the image's own /etc/passwd. -1 if a name is not there. */
static int findUser(const char *user, struct account *account)
{
    unsigned long number = 0;
    const int numeric = isNumber(user, &number);
    FILE *file = fopen("/etc/passwd", "re");
    char line[1024];
    int found = -1;
    while (file != NULL && found != 0 && fgets(line, sizeof line, file) != NULL) {
        line[strcspn(line, "\n")] = 0;
        char *uid = colonField(line, 2);
        char *gid = colonField(line, 3);
        char *home = colonField(line, 5);
        if (uid == NULL || gid == NULL || home == NULL)
            continue;
        if (numeric ? strtoul(uid, NULL, 10) != number : !samePrefix(line, user))
            continue;
        account->uid = (uid_t)strtoul(uid, NULL, 10);
        account->gid = (gid_t)strtoul(gid, NULL, 10);
        snprintf(account->home, sizeof account->home, "%.*s", (int)strcspn(home, ":"), home);
        snprintf(account->name, sizeof account->name, "%.*s", (int)strcspn(line, ":"), line);
        found = 0;
    }
    if (file != NULL)
        fclose(file);
    if (found != 0 && numeric) {
        account->uid = (uid_t)number;
        found = 0;
    }
    return found;
}

static int findGroup(const char *group, gid_t *gid)
{
    unsigned long number = 0;
    if (isNumber(group, &number)) {
        *gid = (gid_t)number;
        return 0;
    }
    FILE *file = fopen("/etc/group", "re");
    char line[1024];
    int found = -1;
    while (file != NULL && found != 0 && fgets(line, sizeof line, file) != NULL) {
        char *id = colonField(line, 2);
        if (id == NULL || !samePrefix(line, group))
            continue;
        *gid = (gid_t)strtoul(id, NULL, 10);
        found = 0;
    }
    if (file != NULL)
        fclose(file);
    return found;
}

/* "user", "uid", "user:group", "uid:gid" as in OCI image-spec config.md, User. */
static int resolveUser(const char *text, struct account *account)
{
    char user[128];
    memset(account, 0, sizeof *account);
    strcpy(account->home, "/");
    if (strlen(text) >= sizeof user)
        return -1;
    strcpy(user, text);
    char *group = strchr(user, ':');
    if (group != NULL)
        *group++ = 0;
    if (findUser(user[0] != 0 ? user : "0", account) != 0)
        return -1;
    if (account->uid == 0 && strcmp(account->home, "/") == 0)
        strcpy(account->home, "/root");
    return group != NULL && *group != 0 ? findGroup(group, &account->gid) : 0;
}

static int hasVariable(const struct command *command, const char *name)
{
    const size_t n = strlen(name);
    for (int i = 0; i < command->envc; ++i)
        if (strncmp(command->envp[i], name, n) == 0 && command->envp[i][n] == '=')
            return 1;
    return 0;
}

static const char *variable(const struct command *command, const char *name)
{
    const size_t n = strlen(name);
    for (int i = 0; i < command->envc; ++i)
        if (strncmp(command->envp[i], name, n) == 0 && command->envp[i][n] == '=')
            return command->envp[i] + n + 1;
    return "";
}

/* Searches the command's own PATH, as docker does. Returns only on failure, errno set. */
static void execute(struct command *command)
{
    const char *name = command->argv[0];
    if (strchr(name, '/') != NULL) {
        execve(name, command->argv, command->envp);
        return;
    }
    const char *at = variable(command, "PATH");
    int result = ENOENT;
    while (*at != 0) {
        char path[4096];
        const size_t n = strcspn(at, ":");
        snprintf(path, sizeof path, "%.*s/%s", (int)n, at, name);
        execve(path, command->argv, command->envp);
        if (errno != ENOENT && errno != ENOTDIR)
            result = errno;
        at += n + (at[n] == ':');
    }
    errno = result;
}

struct failure {
    int error;
    int code;
    char what[120];
};

static void report(int fd, int code, const char *what)
{
    struct failure failure = {errno, code, {0}};
    snprintf(failure.what, sizeof failure.what, "%s", what);
    (void)!write(fd, &failure, sizeof failure);
    _exit(code);
}

static void child(struct command *command, int in, int out, int err, int status)
{
    static char home[300];
    static char path[] = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    struct account account;
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    setsid();
    if (command->tty && ioctl(in, TIOCSCTTY, 0) != 0)
        report(status, 126, "take the terminal");
    if (dup2(in, 0) < 0 || dup2(out, 1) < 0 || dup2(err, 2) < 0)
        report(status, 126, "set up standard streams");
    if (resolveUser(command->user != NULL ? command->user : "", &account) != 0) {
        errno = ENOENT;
        report(status, 126, "find the user in /etc/passwd");
    }
    if (!hasVariable(command, "PATH"))
        command->envp[command->envc++] = path;
    if (!hasVariable(command, "HOME")) {
        snprintf(home, sizeof home, "HOME=%s", account.home);
        command->envp[command->envc++] = home;
    }
    const char *cwd = command->cwd != NULL && command->cwd[0] != 0 ? command->cwd : "/";
    if (chdir(cwd) != 0) {
        /* docker makes a missing working directory */
        if (errno != ENOENT || mkdir(cwd, 0755) != 0 || chdir(cwd) != 0)
            report(status, 126, "enter the working directory");
    }
    if (command->tty)
        (void)!fchown(0, account.uid, (gid_t)-1);
    if (setgroups(0, NULL) != 0 || setgid(account.gid) != 0 || setuid(account.uid) != 0)
        report(status, 126, "change the user");
    execute(command);
    report(status, errno == ENOENT ? 127 : 126, command->argv[0]);
}

static void closeBoth(const int ends[2])
{
    if (ends[0] >= 0)
        close(ends[0]);
    if (ends[1] >= 0)
        close(ends[1]);
}

/* The ends of a program's streams: [0] is read from, [1] written to. -1: not there. */
struct streams {
    int in[2];
    int out[2];
    int err[2];
    int status[2];
};

static void closeStreams(const struct streams *s)
{
    closeBoth(s->in);
    closeBoth(s->out);
    closeBoth(s->err);
    closeBoth(s->status);
}

/* A terminal: its slave is all three streams of the program, its master both our ends. */
static int openTerminal(struct streams *s)
{
    int unlocked = 0;
    unsigned number = 0;
    char path[32];
    const int master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (master < 0)
        return -1;
    s->out[0] = master;
    if (ioctl(master, TIOCSPTLCK, &unlocked) != 0 || ioctl(master, TIOCGPTN, &number) != 0)
        return -1;
    snprintf(path, sizeof path, "/dev/pts/%u", number);
    s->in[0] = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC);
    s->in[1] = fcntl(master, F_DUPFD_CLOEXEC, 0);
    s->out[1] = s->in[0] < 0 ? -1 : fcntl(s->in[0], F_DUPFD_CLOEXEC, 0);
    return s->in[0] < 0 || s->in[1] < 0 || s->out[1] < 0 ? -1 : 0;
}

static int openStreams(const struct command *command, struct streams *s)
{
    if (pipe2(s->status, O_CLOEXEC) != 0)
        return -1;
    if (command->tty)
        return openTerminal(s);
    if (command->discard) {
        s->out[1] = open("/dev/null", O_WRONLY | O_CLOEXEC);
        s->in[0] = open("/dev/null", O_RDONLY | O_CLOEXEC);
        return s->out[1] < 0 || s->in[0] < 0 ? -1 : 0;
    }
    if (pipe2(s->out, O_CLOEXEC) != 0 || pipe2(s->err, O_CLOEXEC) != 0)
        return -1;
    if (command->input)
        return pipe2(s->in, O_CLOEXEC);
    s->in[0] = open("/dev/null", O_RDONLY | O_CLOEXEC);
    return s->in[0] < 0 ? -1 : 0;
}

void resizeTerminal(const struct process *process, int rows, int columns)
{
    struct winsize size = {(unsigned short)rows, (unsigned short)columns, 0, 0};
    if (rows > 0 && columns > 0 && process->out >= 0)
        ioctl(process->out, TIOCSWINSZ, &size);
}

size_t giveInput(struct process *process, const unsigned char *data, size_t size, int end)
{
    size_t taken = 0;
    if (process->in < 0)
        return size; /* nobody reads it any more */
    while (taken < size) {
        const ssize_t n = write(process->in, data + taken, size - taken);
        if (n > 0)
            taken += (size_t)n;
        else if (n < 0 && errno == EAGAIN)
            return taken;
        else if (n >= 0 || errno != EINTR)
            break; /* its reader has gone */
    }
    if (taken < size) {
        close(process->in);
        process->in = -1;
        return size;
    }
    if (end) {
        static const char endOfFile = 4; /* VEOF of a terminal; a pipe is simply closed */
        if (process->err < 0 && isatty(process->in))
            (void)!write(process->in, &endOfFile, 1);
        close(process->in);
        process->in = -1;
    }
    return taken;
}

int startCommand(struct command *command, struct process *process, int *code, const char **what)
{
    static struct failure failure;
    struct streams s = {{-1, -1}, {-1, -1}, {-1, -1}, {-1, -1}};
    *code = 126;
    *what = "make pipes";
    if (openStreams(command, &s) != 0) {
        const int saved = errno;
        closeStreams(&s);
        errno = saved;
        return -1;
    }
    if (command->tty) {
        const struct process terminal = {0, s.out[0], -1, -1};
        resizeTerminal(&terminal, command->rows, command->columns);
    }
    const pid_t pid = fork();
    if (pid == 0)
        child(command, s.in[0], s.out[1], s.err[1] >= 0 ? s.err[1] : s.out[1], s.status[1]);
    const int forkError = errno;
    close(s.in[0]);
    close(s.out[1]);
    close(s.status[1]);
    if (s.err[1] >= 0)
        close(s.err[1]);
    s.in[0] = s.out[1] = s.err[1] = s.status[1] = -1;
    ssize_t n = -1;
    if (pid > 0) {
        /* EOF: the exec closed the pipe, the program runs. */
        do {
            n = read(s.status[0], &failure, sizeof failure);
        } while (n < 0 && errno == EINTR);
    }
    close(s.status[0]);
    s.status[0] = -1;
    if (pid > 0 && n == 0) {
        if (s.out[0] >= 0)
            fcntl(s.out[0], F_SETFL, O_NONBLOCK);
        if (s.err[0] >= 0)
            fcntl(s.err[0], F_SETFL, O_NONBLOCK);
        if (s.in[1] >= 0)
            fcntl(s.in[1], F_SETFL, O_NONBLOCK);
        process->pid = pid;
        process->out = s.out[0];
        process->err = s.err[0];
        process->in = s.in[1];
        return 0;
    }
    closeStreams(&s);
    if (pid < 0) {
        *what = "fork";
        errno = forkError;
        return -1;
    }
    waitpid(pid, NULL, 0);
    failure.what[sizeof failure.what - 1] = 0;
    *what = failure.what;
    *code = failure.code;
    errno = failure.error;
    return -1;
}
