// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef CATAMARAN_HYPERVISOR_GUEST_WIRE_H
#define CATAMARAN_HYPERVISOR_GUEST_WIRE_H

/* The language between host and guest init, version 1. Plain C, shared by both sides (the guest init is C17
 * on musl), so there is one encoder and one decoder to trust.
 *
 * The same frames travel three ways:
 *   boot script   host -> guest   the file /ct/boot of the VM's initramfs: NET, ROOT, RUN, ... in order
 *   control port  both ways       virtio-serial "ct.ctl": one request, one answer that repeats its SEQ field
 *   journal port  guest -> host   virtio-serial "ct.log", which QEMU appends to a file of the host: READY,
 *                                 STARTED, LISTENING, OUTPUT, EXIT, FAILED. It needs nobody at the other end.
 *
 * Frame: magic u16 'CT', version u8, type u8, payload length u32; then fields: tag u16, zero u16, length u32,
 * value. Integers are little-endian. Unknown tags are skipped, unknown types answered by ERROR.
 */

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __cplusplus
/* C has no other casts. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wold-style-cast"
#endif

enum {
    CT_MAGIC = 0x5443,
    CT_VERSION = 1,
    CT_HEADER_SIZE = 8,
    CT_FIELD_SIZE = 8,
    CT_CONTROL_LIMIT = 64 * 1024, /* largest payload on the control and journal ports */
    CT_BOOT_LIMIT = 1024 * 1024   /* largest payload in the boot script (environment!) */
};

enum ct_type {
    /* host -> guest */
    CT_PING = 1,
    CT_CLOCK = 2,  /* TIME: CLOCK_REALTIME of the host, ns */
    CT_SEED = 3,   /* DATA: entropy */
    CT_NET = 4,    /* HOSTNAME, ADDRESS, PREFIX, GATEWAY, DNS, HOSTS */
    CT_ROOT = 5,   /* DEVICE, FSTYPE */
    CT_RUN = 6,    /* ARG..., ENV..., USER, CWD, TTY, STDIN, ROWS, COLUMNS, READ_ONLY (the root) */
    CT_SIGNAL = 7, /* SIGNAL */
    CT_EXEC = 8,   /* ID, ARG..., ENV..., USER, CWD, TTY, STDIN, ROWS, COLUMNS, WAIT; answered as FETCH */
    CT_FETCH = 9,  /* ID, OFFSET (bytes taken so far), WAIT ms */
    CT_STATS = 10,
    CT_POWEROFF = 11, /* TERM to the entrypoint, then power off when it is gone; WAIT ms at most */
    CT_INPUT = 12,    /* ID (0: the entrypoint), DATA for its stdin, CODE 1: then its end, ROWS, COLUMNS;
                         answered by OK with OFFSET = bytes that were taken: the rest is sent again */
    CT_MOUNT = 13,    /* DEVICE, FSTYPE, TARGET, TEXT (options), READ_ONLY; after ROOT */
    /* guest -> host */
    CT_PONG = 64,      /* TIME: CLOCK_MONOTONIC of the guest, ns */
    CT_READY = 65,     /* TIME, STAMP_...: CLOCK_MONOTONIC of the guest */
    CT_STARTED = 66,   /* TIME */
    CT_OUTPUT = 67,    /* TIME, STREAM, DATA */
    CT_EXIT = 68,      /* TIME, CODE */
    CT_LISTENING = 69, /* TIME, PORT */
    CT_STATS_REPLY = 70,
    CT_ERROR = 71, /* TEXT, ERRNO */
    CT_OK = 72,
    CT_FETCHED = 73, /* ID, OFFSET, STREAM, DATA, CODE once it has ended and all data were sent */
    CT_FAILED = 74   /* TEXT, ERRNO, CODE: the entrypoint could not be started */
};

enum ct_tag {
    CT_TAG_SEQ = 1,
    CT_TAG_ARG = 2,
    CT_TAG_ENV = 3,
    CT_TAG_USER = 4,
    CT_TAG_CWD = 5,
    CT_TAG_TTY = 6,
    CT_TAG_TIME = 7,
    CT_TAG_STREAM = 8, /* 1 stdout, 2 stderr */
    CT_TAG_DATA = 9,
    CT_TAG_CODE = 10,
    CT_TAG_SIGNAL = 11,
    CT_TAG_ID = 12,
    CT_TAG_OFFSET = 13,
    CT_TAG_WAIT = 14,
    CT_TAG_PORT = 15,
    CT_TAG_TEXT = 16,
    CT_TAG_ERRNO = 17,
    CT_TAG_DEVICE = 18,
    CT_TAG_FSTYPE = 19,
    CT_TAG_ADDRESS = 20,
    CT_TAG_PREFIX = 21,
    CT_TAG_GATEWAY = 22,
    CT_TAG_DNS = 23,
    CT_TAG_HOSTNAME = 24,
    CT_TAG_HOSTS = 25, /* NET: further lines of /etc/hosts */
    CT_TAG_STDIN = 26, /* keep a standard input open */
    CT_TAG_ROWS = 27,
    CT_TAG_COLUMNS = 28,
    CT_TAG_READ_ONLY = 29,
    CT_TAG_STAMP_INIT = 30,
    CT_TAG_STAMP_MODULES = 31,
    CT_TAG_STAMP_ROOT = 32,
    CT_TAG_STAMP_NETWORK = 33,
    CT_TAG_KERNEL = 34,
    CT_TAG_MEMORY_TOTAL = 40, /* bytes */
    CT_TAG_MEMORY_AVAILABLE = 41,
    CT_TAG_MEMORY_CACHE = 42,
    CT_TAG_NETWORK_RECEIVED = 43,
    CT_TAG_NETWORK_SENT = 44,
    CT_TAG_PROCESSES = 45,
    CT_TAG_LOAD_MILLI = 46,
    CT_TAG_TARGET = 47,
    CT_TAG_DISCARD = 48,  /* EXEC: nobody will fetch its output */
    CT_TAG_REALTIME = 51, /* PONG: CLOCK_REALTIME of the guest, ns */
    CT_TAG_MAC = 50,      /* NET: six bytes, for a guest that was cloned */
    CT_TAG_COPY_UP = 49   /* MOUNT: an empty folder gets what the image has there */
};

struct ct_frame {
    uint8_t type;
    const unsigned char *payload;
    uint32_t size;
};

struct ct_field {
    uint16_t tag;
    const unsigned char *data;
    uint32_t size;
};

/* Where ct_field_next() reads on. */
struct ct_cursor {
    const unsigned char *at;
    const unsigned char *end;
};

/* Builds one frame in a caller's buffer. `overflow` is set instead of writing past its end. */
struct ct_writer {
    unsigned char *data;
    size_t size;
    size_t used;
    int overflow;
};

static inline void ct_store(unsigned char *to, uint64_t value, int bytes)
{
    int i;
    for (i = 0; i < bytes; ++i)
        to[i] = (unsigned char)((value >> (8 * i)) & 0xffU);
}

static inline uint64_t ct_load(const unsigned char *from, uint32_t bytes)
{
    uint64_t value = 0;
    uint32_t i;
    for (i = 0; i < bytes && i < 8; ++i)
        value |= ((uint64_t)from[i]) << (8 * i);
    return value;
}

static inline void ct_begin(struct ct_writer *w, unsigned char *data, size_t size, int type)
{
    w->data = data;
    w->size = size;
    w->used = CT_HEADER_SIZE;
    w->overflow = size < CT_HEADER_SIZE;
    if (w->overflow)
        return;
    ct_store(data, CT_MAGIC, 2);
    data[2] = CT_VERSION;
    data[3] = (unsigned char)type;
    ct_store(data + 4, 0, 4);
}

static inline void ct_put_bytes(struct ct_writer *w, int tag, const void *value, size_t length)
{
    if (w->overflow || length > 0xffffffffU || w->size - w->used < CT_FIELD_SIZE ||
        w->size - w->used - CT_FIELD_SIZE < length) {
        w->overflow = 1;
        return;
    }
    ct_store(w->data + w->used, (uint64_t)(unsigned)tag, 2);
    ct_store(w->data + w->used + 2, 0, 2);
    ct_store(w->data + w->used + 4, length, 4);
    if (length > 0)
        memcpy(w->data + w->used + CT_FIELD_SIZE, value, length);
    w->used += CT_FIELD_SIZE + length;
}

static inline void ct_put_number(struct ct_writer *w, int tag, uint64_t value)
{
    unsigned char bytes[8];
    ct_store(bytes, value, 8);
    ct_put_bytes(w, tag, bytes, sizeof bytes);
}

static inline void ct_put_text(struct ct_writer *w, int tag, const char *text)
{
    ct_put_bytes(w, tag, text, strlen(text));
}

/* Completes the frame; its size, or 0 if it did not fit. */
static inline size_t ct_end(struct ct_writer *w)
{
    if (w->overflow)
        return 0;
    ct_store(w->data + 4, w->used - CT_HEADER_SIZE, 4);
    return w->used;
}

/* Looks for a frame at the start of `data`: its whole size; 0 if more bytes are needed; -1 if no frame of
 * our version with a payload within `limit` starts here. */
static inline long ct_parse(const unsigned char *data, size_t size, uint32_t limit, struct ct_frame *frame)
{
    uint32_t length;
    if (size >= 1 && data[0] != (CT_MAGIC & 0xff))
        return -1;
    if (size >= 2 && data[1] != (CT_MAGIC >> 8))
        return -1;
    if (size >= 3 && data[2] != CT_VERSION)
        return -1;
    if (size < CT_HEADER_SIZE)
        return 0;
    length = (uint32_t)ct_load(data + 4, 4);
    if (length > limit)
        return -1;
    if (size - CT_HEADER_SIZE < length)
        return 0;
    frame->type = data[3];
    frame->payload = data + CT_HEADER_SIZE;
    frame->size = length;
    return (long)CT_HEADER_SIZE + (long)length;
}

static inline struct ct_cursor ct_fields(const struct ct_frame *frame)
{
    struct ct_cursor cursor;
    cursor.at = frame->payload;
    cursor.end = frame->payload + frame->size;
    return cursor;
}

/* Next field: 1; 0 at the end; -1 if the rest is malformed. */
static inline int ct_field_next(struct ct_cursor *cursor, struct ct_field *field)
{
    const size_t rest = (size_t)(cursor->end - cursor->at);
    if (rest == 0)
        return 0;
    if (rest < CT_FIELD_SIZE)
        return -1;
    field->tag = (uint16_t)ct_load(cursor->at, 2);
    field->size = (uint32_t)ct_load(cursor->at + 4, 4);
    if (rest - CT_FIELD_SIZE < field->size)
        return -1;
    field->data = cursor->at + CT_FIELD_SIZE;
    cursor->at = field->data + field->size;
    return 1;
}

/* Value of the first field with this tag, or `fallback`. */
static inline uint64_t ct_number(const struct ct_frame *frame, int tag, uint64_t fallback)
{
    struct ct_cursor cursor = ct_fields(frame);
    struct ct_field field;
    while (ct_field_next(&cursor, &field) == 1)
        if (field.tag == tag && field.size <= 8)
            return ct_load(field.data, field.size);
    return fallback;
}

#ifdef __cplusplus
#pragma GCC diagnostic pop
#endif

#endif
