// SPDX-License-Identifier: GPL-3.0-or-later
//
// catamaran-guest-init: PID 1 of a light VM.
//
// Carries out the boot script of its initramfs (/ct/boot: ROOT, NET, RUN), then serves requests on the
// control port and writes what happens to the journal port. The entrypoint's end is the VM's end: EXIT, sync,
// power off.
#define _GNU_SOURCE
#include "init.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/reboot.h>
#include <sys/signalfd.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { EXEC_SLOTS = 16, CHUNK = 16 * 1024, LISTEN_PORTS = 32 };

/* A program started by EXEC. Its pipes are the buffer; `chunk` is what was sent last and not yet confirmed.
 */
struct execSlot {
    uint64_t id; /* 0: free */
    struct process process;
    int code; /* -1 while it runs */
    int64_t lastUsedNs;
    uint64_t offset; /* bytes confirmed by the host */
    size_t chunkSize;
    int chunkStream;
    unsigned char chunk[CHUNK];
};

static struct {
    int control;
    int journal;
    int signals;
    struct process entry; /* pid 0: not started yet */
    int64_t entryStartedNs;
    int64_t killAtNs; /* 0: no stop under way */
    struct execSlot execs[EXEC_SLOTS];
    struct {
        struct execSlot *slot; /* NULL: no FETCH waits */
        uint64_t sequence;
        int64_t untilNs;
    } fetch;
    uint16_t ports[LISTEN_PORTS];
    int portCount;
    int64_t nextListenNs; /* 0: watching is over */
    int unfit;            /* a request that sets up the guest has failed */
    unsigned char input[CT_HEADER_SIZE + CT_CONTROL_LIMIT];
    size_t inputUsed;
    uint64_t stamps[4];
    uint64_t
        lastInput; /* sequence of the newest INPUT and what was taken of it: a repeat is answered, not done */
    size_t lastTaken;
} S;

static unsigned char out[CT_HEADER_SIZE + CT_CONTROL_LIMIT];

static void writeJournal(struct ct_writer *writer)
{
    size_t size = ct_end(writer);
    const unsigned char *at = writer->data;
    while (size > 0 && S.journal >= 0) {
        const ssize_t n = write(S.journal, at, size);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return;
        at += n;
        size -= (size_t)n;
    }
}

static void writeControl(struct ct_writer *writer)
{
    size_t size = ct_end(writer);
    const unsigned char *at = writer->data;
    int away = 0;
    while (size > 0) {
        const ssize_t n = write(S.control, at, size);
        if (n > 0) {
            at += n;
            size -= (size_t)n;
            continue;
        }
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno == EAGAIN) {
            struct pollfd wait = {S.control, POLLOUT, 0};
            /* A host that asked and went away must not stop the VM. One that has just come may be seen as
             * gone for a moment: its request overtakes the word that it is there, which a thread of the
             * kernel handles, so that one gets a chance to run. */
            if (poll(&wait, 1, 1000) == 1) {
                if ((wait.revents & POLLHUP) == 0)
                    continue;
                if (++away <= 250) {
                    const struct timespec pause = {0, 1000000};
                    nanosleep(&pause, NULL);
                    continue;
                }
            }
        }
        return;
    }
}

static void powerOff(void)
{
    sync();
    reboot(RB_POWER_OFF);
    reboot(RB_AUTOBOOT);
    for (;;)
        pause();
}

static void beginJournal(struct ct_writer *writer, int type)
{
    ct_begin(writer, out, sizeof out, type);
    ct_put_number(writer, CT_TAG_TIME, (uint64_t)nowNs());
}

static void journalExit(int code)
{
    struct ct_writer writer;
    beginJournal(&writer, CT_EXIT);
    ct_put_number(&writer, CT_TAG_CODE, (uint64_t)code);
    writeJournal(&writer);
}

static void failBoot(const char *what, int code)
{
    struct ct_writer writer;
    const int error = errno;
    char text[300];
    snprintf(text, sizeof text, "%s: %s", what, strerror(error));
    say("catamaran: %s", text);
    beginJournal(&writer, CT_FAILED);
    ct_put_text(&writer, CT_TAG_TEXT, text);
    ct_put_number(&writer, CT_TAG_ERRNO, (uint64_t)error);
    ct_put_number(&writer, CT_TAG_CODE, (uint64_t)code);
    writeJournal(&writer);
    journalExit(code);
    powerOff();
}

/* ---- journal of the entrypoint ---- */

/* 1: data were read, 0: nothing there now, -1: end. */
static int forwardOutput(int *fd, int stream)
{
    static unsigned char data[CHUNK];
    struct ct_writer writer;
    if (*fd < 0)
        return -1;
    const ssize_t n = read(*fd, data, sizeof data);
    /* EIO: nobody has the terminal open any more. */
    if (n < 0 && errno != EIO)
        return errno == EINTR ? 1 : 0;
    if (n <= 0) {
        close(*fd);
        *fd = -1;
        return -1;
    }
    beginJournal(&writer, CT_OUTPUT);
    ct_put_number(&writer, CT_TAG_STREAM, (uint64_t)stream);
    ct_put_bytes(&writer, CT_TAG_DATA, data, (size_t)n);
    writeJournal(&writer);
    return 1;
}

static void entryEnded(int code)
{
    while (forwardOutput(&S.entry.out, 1) == 1)
        ;
    while (forwardOutput(&S.entry.err, 2) == 1)
        ;
    journalExit(code);
    powerOff();
}

static void foundPort(uint16_t port)
{
    struct ct_writer writer;
    for (int i = 0; i < S.portCount; ++i)
        if (S.ports[i] == port)
            return;
    if (S.portCount == LISTEN_PORTS)
        return;
    S.ports[S.portCount++] = port;
    beginJournal(&writer, CT_LISTENING);
    ct_put_number(&writer, CT_TAG_PORT, port);
    writeJournal(&writer);
}

/* Often at first, when a start is being measured, then to a fiftieth of the time that has passed, so that a
 * guest which listens nowhere becomes idle; not at all a minute after the start. */
static void watchListening(int64_t now)
{
    if (S.nextListenNs == 0 || now < S.nextListenNs)
        return;
    listListening(foundPort);
    const int64_t age = now - S.entryStartedNs;
    const int64_t pause = S.portCount > 0 || age > 5000000000 ? 100000000 : age / 50;
    S.nextListenNs = age > 60000000000 ? 0 : nowNs() + (pause < 2000000 ? 2000000 : pause);
}

static int runEntry(const struct ct_frame *frame)
{
    struct ct_writer writer;
    const char *what = "read the command";
    int code = 126;
    errno = EINVAL;
    struct command *command = decodeCommand(frame);
    if (command != NULL && command->readOnly && sealRoot() != 0)
        failBoot("make the root read-only", 125);
    if (command == NULL || startCommand(command, &S.entry, &code, &what) != 0)
        failBoot(what, code);
    S.entryStartedNs = nowNs();
    S.nextListenNs = S.entryStartedNs;
    beginJournal(&writer, CT_STARTED);
    ct_put_number(&writer, CT_TAG_ID, (uint64_t)S.entry.pid);
    writeJournal(&writer);
    return 0;
}

static void journalReady(void)
{
    struct ct_writer writer;
    struct utsname name;
    beginJournal(&writer, CT_READY);
    ct_put_number(&writer, CT_TAG_STAMP_INIT, S.stamps[0]);
    ct_put_number(&writer, CT_TAG_STAMP_MODULES, S.stamps[1]);
    ct_put_number(&writer, CT_TAG_STAMP_ROOT, S.stamps[2]);
    ct_put_number(&writer, CT_TAG_STAMP_NETWORK, S.stamps[3]);
    if (uname(&name) == 0)
        ct_put_text(&writer, CT_TAG_KERNEL, name.release);
    writeJournal(&writer);
}

/* ---- requests ---- */

static void beginAnswer(struct ct_writer *writer, int type, uint64_t sequence)
{
    ct_begin(writer, out, sizeof out, type);
    ct_put_number(writer, CT_TAG_SEQ, sequence);
}

static void answerError(uint64_t sequence, const char *what, int error, int code)
{
    struct ct_writer writer;
    char text[300];
    snprintf(text, sizeof text, "%s: %s", what, strerror(error));
    beginAnswer(&writer, CT_ERROR, sequence);
    ct_put_text(&writer, CT_TAG_TEXT, text);
    ct_put_number(&writer, CT_TAG_ERRNO, (uint64_t)error);
    ct_put_number(&writer, CT_TAG_CODE, (uint64_t)code);
    writeControl(&writer);
}

static void freeSlot(struct execSlot *slot)
{
    if (slot->process.out >= 0)
        close(slot->process.out);
    if (slot->process.err >= 0)
        close(slot->process.err);
    if (slot->process.in >= 0)
        close(slot->process.in);
    slot->id = 0;
}

static struct execSlot *findSlot(uint64_t id)
{
    for (int i = 0; i < EXEC_SLOTS; ++i)
        if (S.execs[i].id == id)
            return &S.execs[i];
    return NULL;
}

/* A free slot, or that of an ended program whose host never came back for it. */
static struct execSlot *takeSlot(void)
{
    struct execSlot *oldest = findSlot(0);
    if (oldest != NULL)
        return oldest;
    for (int i = 0; i < EXEC_SLOTS; ++i)
        if (S.execs[i].code >= 0 && (oldest == NULL || S.execs[i].lastUsedNs < oldest->lastUsedNs))
            oldest = &S.execs[i];
    if (oldest != NULL)
        freeSlot(oldest);
    return oldest;
}

static int readChunk(struct execSlot *slot, int *fd, int stream)
{
    if (*fd < 0)
        return 0;
    ssize_t n;
    do {
        n = read(*fd, slot->chunk, sizeof slot->chunk);
    } while (n < 0 && errno == EINTR);
    if (n == 0 || (n < 0 && errno == EIO)) {
        close(*fd);
        *fd = -1;
    }
    if (n <= 0)
        return 0;
    slot->chunkSize = (size_t)n;
    slot->chunkStream = stream;
    return 1;
}

/* Answers the waiting FETCH if there is something to say or its time is up. */
static void serveFetch(int64_t now)
{
    struct execSlot *slot = S.fetch.slot;
    struct ct_writer writer;
    if (slot == NULL)
        return;
    if (slot->chunkSize == 0 && !readChunk(slot, &slot->process.out, 1))
        readChunk(slot, &slot->process.err, 2);
    /* A background child may hold the pipes: the end of the program is its exit, not EOF. */
    const int ended = slot->chunkSize == 0 && slot->code >= 0;
    if (slot->chunkSize == 0 && !ended && now < S.fetch.untilNs)
        return;
    beginAnswer(&writer, CT_FETCHED, S.fetch.sequence);
    ct_put_number(&writer, CT_TAG_ID, slot->id);
    ct_put_number(&writer, CT_TAG_OFFSET, slot->offset);
    if (slot->chunkSize > 0) {
        ct_put_number(&writer, CT_TAG_STREAM, (uint64_t)slot->chunkStream);
        ct_put_bytes(&writer, CT_TAG_DATA, slot->chunk, slot->chunkSize);
    }
    if (ended)
        ct_put_number(&writer, CT_TAG_CODE, (uint64_t)slot->code);
    writeControl(&writer);
    S.fetch.slot = NULL;
}

static void waitForFetch(struct execSlot *slot, const struct ct_frame *frame, uint64_t sequence)
{
    S.fetch.slot = slot;
    S.fetch.sequence = sequence;
    S.fetch.untilNs = nowNs() + (int64_t)ct_number(frame, CT_TAG_WAIT, 0) * 1000000;
    slot->lastUsedNs = nowNs();
}

static void onExec(const struct ct_frame *frame, uint64_t sequence)
{
    const uint64_t id = ct_number(frame, CT_TAG_ID, 0);
    struct execSlot *slot = findSlot(id);
    const char *what = "read the command";
    int code = 126;
    if (id != 0 && slot != NULL) {
        /* The host asks again after a broken connection: the program already runs. */
        waitForFetch(slot, frame, sequence);
        return;
    }
    slot = id == 0 ? NULL : takeSlot();
    if (slot == NULL) {
        answerError(sequence, "too many programs run by exec", EAGAIN, 126);
        return;
    }
    errno = EINVAL;
    struct command *command = decodeCommand(frame);
    if (command == NULL || startCommand(command, &slot->process, &code, &what) != 0) {
        answerError(sequence, what, errno, code);
        return;
    }
    slot->id = id;
    slot->code = -1;
    slot->offset = 0;
    slot->chunkSize = 0;
    waitForFetch(slot, frame, sequence);
}

static void onFetch(const struct ct_frame *frame, uint64_t sequence)
{
    struct execSlot *slot = findSlot(ct_number(frame, CT_TAG_ID, 0));
    const uint64_t offset = ct_number(frame, CT_TAG_OFFSET, 0);
    if (slot == NULL || slot->id == 0) {
        answerError(sequence, "find the program", ESRCH, 126);
        return;
    }
    if (offset == slot->offset + slot->chunkSize) {
        slot->offset = offset;
        slot->chunkSize = 0;
    }
    waitForFetch(slot, frame, sequence);
}

static void onInput(const struct ct_frame *frame, uint64_t sequence)
{
    const uint64_t id = ct_number(frame, CT_TAG_ID, 0);
    struct execSlot *slot = id == 0 ? NULL : findSlot(id);
    struct process *process = id == 0 ? &S.entry : slot != NULL ? &slot->process : NULL;
    struct ct_cursor cursor = ct_fields(frame);
    struct ct_field field;
    struct ct_writer writer;
    if (process == NULL || process->pid <= 0) {
        answerError(sequence, "find the program", ESRCH, 126);
        return;
    }
    if (S.lastInput != sequence) {
        const unsigned char *data = NULL;
        size_t size = 0;
        while (ct_field_next(&cursor, &field) == 1) {
            if (field.tag == CT_TAG_DATA) {
                data = field.data;
                size = field.size;
            }
        }
        resizeTerminal(process, (int)ct_number(frame, CT_TAG_ROWS, 0),
                       (int)ct_number(frame, CT_TAG_COLUMNS, 0));
        S.lastTaken = giveInput(process, data, size, ct_number(frame, CT_TAG_CODE, 0) == 1);
        S.lastInput = sequence;
    }
    beginAnswer(&writer, CT_OK, sequence);
    ct_put_number(&writer, CT_TAG_OFFSET, S.lastTaken);
    writeControl(&writer);
}

static void answerSimple(int type, uint64_t sequence)
{
    struct ct_writer writer;
    beginAnswer(&writer, type, sequence);
    ct_put_number(&writer, CT_TAG_TIME, (uint64_t)nowNs());
    struct timespec clock;
    clock_gettime(CLOCK_REALTIME, &clock);
    ct_put_number(&writer, CT_TAG_REALTIME, (uint64_t)clock.tv_sec * 1000000000U + (uint64_t)clock.tv_nsec);
    writeControl(&writer);
}

static void onPowerOff(const struct ct_frame *frame)
{
    if (S.entry.pid <= 0) {
        journalExit(0);
        powerOff();
    }
    kill(S.entry.pid, (int)ct_number(frame, CT_TAG_SIGNAL, SIGTERM));
    S.killAtNs = nowNs() + (int64_t)ct_number(frame, CT_TAG_WAIT, 10000) * 1000000;
}

static void onSeed(const struct ct_frame *frame)
{
    struct ct_cursor cursor = ct_fields(frame);
    struct ct_field field;
    while (ct_field_next(&cursor, &field) == 1)
        if (field.tag == CT_TAG_DATA)
            addEntropy(field.data, field.size);
}

/* A guest that could not be set up runs nothing. */
static void answerUnfit(uint64_t sequence, const char *what)
{
    S.unfit = 1;
    answerError(sequence, what, errno, 1);
}

static void onRequest(const struct ct_frame *frame)
{
    const uint64_t sequence = ct_number(frame, CT_TAG_SEQ, 0);
    const char *what = "";
    struct ct_writer writer;
    S.fetch.slot = NULL; /* whoever waited has gone */
    switch (frame->type) {
    case CT_PING:
        answerSimple(CT_PONG, sequence);
        return;
    case CT_CLOCK:
        setClock(ct_number(frame, CT_TAG_TIME, 0));
        /* Told before the root: this guest was cloned, and its life begins now. */
        if (S.entry.pid <= 0)
            S.stamps[0] = S.stamps[1] = (uint64_t)nowNs();
        break;
    case CT_SEED:
        onSeed(frame);
        break;
    case CT_NET:
        if (configureNetwork(frame, &what) != 0) {
            answerUnfit(sequence, what);
            return;
        }
        break;
    case CT_ROOT:
        if (switchRoot(frame, &what) != 0) {
            answerUnfit(sequence, what);
            return;
        }
        break;
    case CT_MOUNT:
        if (mountShare(frame, &what) != 0) {
            answerUnfit(sequence, what);
            return;
        }
        break;
    case CT_INPUT:
        onInput(frame, sequence);
        return;
    case CT_RUN:
        if (S.entry.pid > 0) {
            answerError(sequence, "start the entrypoint twice", EBUSY, 1);
            return;
        }
        /* The host does not wait for one answer before it sends the next request. */
        if (S.unfit) {
            answerError(sequence, "start the entrypoint in what could not be set up", EIO, 1);
            return;
        }
        S.stamps[2] = S.stamps[3] = (uint64_t)nowNs();
        journalReady();
        runEntry(frame);
        break;
    case CT_SIGNAL:
        if (S.entry.pid <= 0 || kill(S.entry.pid, (int)ct_number(frame, CT_TAG_SIGNAL, SIGTERM)) != 0) {
            answerError(sequence, "signal the entrypoint", errno, 1);
            return;
        }
        break;
    case CT_EXEC:
        onExec(frame, sequence);
        return;
    case CT_FETCH:
        onFetch(frame, sequence);
        return;
    case CT_STATS:
        beginAnswer(&writer, CT_STATS_REPLY, sequence);
        putStatistics(&writer);
        writeControl(&writer);
        return;
    case CT_POWEROFF:
        answerSimple(CT_OK, sequence);
        onPowerOff(frame);
        return;
    default:
        answerError(sequence, "understand the request", ENOSYS, 1);
        return;
    }
    answerSimple(CT_OK, sequence);
}

/* Takes frames out of the input; after bad bytes it looks for the next magic, so that a client that died in
 * the middle of a frame does no lasting harm. */
static void parseInput(void)
{
    size_t at = 0;
    while (at < S.inputUsed) {
        struct ct_frame frame;
        const long size = ct_parse(S.input + at, S.inputUsed - at, CT_CONTROL_LIMIT, &frame);
        if (size == 0)
            break;
        if (size < 0) {
            ++at;
            continue;
        }
        onRequest(&frame);
        at += (size_t)size;
    }
    memmove(S.input, S.input + at, S.inputUsed - at);
    S.inputUsed -= at;
}

static void readControl(void)
{
    for (;;) {
        const ssize_t n = read(S.control, S.input + S.inputUsed, sizeof S.input - S.inputUsed);
        if (n <= 0) {
            if (n < 0 && errno == EINTR)
                continue;
            return;
        }
        S.inputUsed += (size_t)n;
        parseInput();
    }
}

static void reap(void)
{
    struct signalfd_siginfo info;
    while (read(S.signals, &info, sizeof info) == (ssize_t)sizeof info)
        ;
    int status;
    pid_t pid;
    while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
        const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        if (pid == S.entry.pid)
            entryEnded(code);
        for (int i = 0; i < EXEC_SLOTS; ++i)
            if (S.execs[i].id != 0 && S.execs[i].process.pid == pid && S.execs[i].code < 0)
                S.execs[i].code = code;
    }
}

/* ---- boot and loop ---- */

static void applyScript(void)
{
    static unsigned char script[CT_BOOT_LIMIT + 4096];
    const int fd = open("/ct/boot", O_RDONLY | O_CLOEXEC);
    size_t used = 0;
    ssize_t n;
    const char *what = "";
    while (fd >= 0 && used < sizeof script && (n = read(fd, script + used, sizeof script - used)) > 0)
        used += (size_t)n;
    if (fd >= 0)
        close(fd);
    unlink("/ct/boot"); /* it may hold secrets */
    int ready = 0;
    for (size_t at = 0; at < used;) {
        struct ct_frame frame;
        const long size = ct_parse(script + at, used - at, CT_BOOT_LIMIT, &frame);
        if (size <= 0) {
            errno = EBADMSG;
            failBoot("read the boot script", 125);
        }
        at += (size_t)size;
        if (frame.type == CT_ROOT) {
            if (switchRoot(&frame, &what) != 0)
                failBoot(what, 125);
            S.stamps[2] = (uint64_t)nowNs();
        } else if (frame.type == CT_NET) {
            if (configureNetwork(&frame, &what) != 0)
                say("catamaran: %s: %s", what, strerror(errno));
            S.stamps[3] = (uint64_t)nowNs();
        } else if (frame.type == CT_MOUNT) {
            if (mountShare(&frame, &what) != 0)
                failBoot(what, 125);
        } else if (frame.type == CT_SEED) {
            onSeed(&frame);
        } else if (frame.type == CT_RUN) {
            journalReady();
            ready = 1;
            runEntry(&frame);
        }
    }
    if (!ready)
        journalReady();
}

static int pollTimeout(int64_t now)
{
    int64_t next = INT64_MAX;
    if (S.nextListenNs != 0)
        next = S.nextListenNs;
    if (S.fetch.slot != NULL && S.fetch.untilNs < next)
        next = S.fetch.untilNs;
    if (S.killAtNs != 0 && S.killAtNs < next)
        next = S.killAtNs;
    if (next == INT64_MAX)
        return -1;
    return next <= now ? 0 : (int)((next - now + 999999) / 1000000);
}

/* A port without a host at the other end reports POLLHUP all the time, so it is left out of the poll then;
 * the driver sends SIGIO when a host connects (O_ASYNC), and once a second we look anyway. */
static void loop(void)
{
    int hostGone = 0;
    for (;;) {
        struct pollfd watch[6];
        int64_t now = nowNs();
        int timeout = pollTimeout(now);
        watch[0] = (struct pollfd){S.signals, POLLIN, 0};
        watch[1] = (struct pollfd){hostGone ? -1 : S.control, POLLIN, 0};
        watch[2] = (struct pollfd){S.entry.out, POLLIN, 0};
        watch[3] = (struct pollfd){S.entry.err, POLLIN, 0};
        watch[4] = (struct pollfd){S.fetch.slot != NULL ? S.fetch.slot->process.out : -1, POLLIN, 0};
        watch[5] = (struct pollfd){S.fetch.slot != NULL ? S.fetch.slot->process.err : -1, POLLIN, 0};
        if (hostGone && (timeout < 0 || timeout > 1000))
            timeout = 1000;
        poll(watch, 6, timeout);
        struct pollfd control = {S.control, POLLIN, 0};
        poll(&control, 1, 0);
        hostGone = (control.revents & POLLHUP) != 0;
        if ((control.revents & POLLIN) != 0)
            readControl();
        if (watch[2].revents != 0)
            forwardOutput(&S.entry.out, 1);
        if (watch[3].revents != 0)
            forwardOutput(&S.entry.err, 2);
        if (watch[0].revents != 0)
            reap();
        now = nowNs();
        serveFetch(now);
        watchListening(now);
        if (S.killAtNs != 0 && now >= S.killAtNs) {
            kill(S.entry.pid, SIGKILL);
            S.killAtNs = 0;
        }
    }
}

int main(void)
{
    const char *what = "";
    sigset_t childSignal;
    S.stamps[0] = (uint64_t)nowNs();
    S.control = S.journal = S.signals = S.entry.out = S.entry.err = S.entry.in = -1;
    if (getpid() != 1) {
        fputs("catamaran-guest-init runs as PID 1 of a VM only\n", stderr);
        return 2;
    }
    if (mountBasics(&what) != 0)
        failBoot(what, 125);
    loadModules("/ct/modules/list");
    loadModules("/ct/modules/shares"); /* only of VMs that have some */
    S.stamps[1] = (uint64_t)nowNs();
    S.journal = openPort("ct.log", 5000);
    S.control = openPort("ct.ctl", 5000);
    if (S.journal < 0 || S.control < 0)
        failBoot("open the control port", 125);
    sigemptyset(&childSignal);
    sigaddset(&childSignal, SIGCHLD);
    sigaddset(&childSignal, SIGIO);
    sigprocmask(SIG_BLOCK, &childSignal, NULL);
    S.signals = signalfd(-1, &childSignal, SFD_CLOEXEC | SFD_NONBLOCK);
    fcntl(S.control, F_SETOWN, getpid());
    fcntl(S.control, F_SETFL, O_NONBLOCK | O_ASYNC);
    applyScript();
    loop();
}
