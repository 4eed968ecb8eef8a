// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/journal_reader.h"

#include <cstring>
#include <deque>
#include <dlfcn.h>
#include <memory>

// Only ever a pointer here; sd-journal(3).
struct sd_journal;

namespace catamaran::engine::runtime {

using base::Errc;
using base::fail;
using base::Result;

namespace {

/// The functions of libsystemd that we call.
struct Library {
    int (*open)(sd_journal **, int) = nullptr;
    void (*close)(sd_journal *) = nullptr;
    int (*addMatch)(sd_journal *, const void *, std::size_t) = nullptr;
    int (*seekHead)(sd_journal *) = nullptr;
    int (*seekTail)(sd_journal *) = nullptr;
    int (*seekTime)(sd_journal *, std::uint64_t) = nullptr;
    int (*next)(sd_journal *) = nullptr;
    int (*previousSkip)(sd_journal *, std::uint64_t) = nullptr;
    int (*getData)(sd_journal *, const char *, const void **, std::size_t *) = nullptr;
    int (*getTime)(sd_journal *, std::uint64_t *) = nullptr;
    int (*wait)(sd_journal *, std::uint64_t) = nullptr;

    static const Library *load()
    {
        static const std::unique_ptr<Library> library = [] {
            auto made = std::make_unique<Library>();
            void *handle = ::dlopen("libsystemd.so.0", RTLD_NOW | RTLD_LOCAL);
            if (!handle || !made->resolve(handle))
                made.reset();
            return made;
        }();
        return library.get();
    }

private:
    bool resolve(void *handle)
    {
        const auto take = [handle](auto &function, const char *name) {
            void *symbol = ::dlsym(handle, name);
            std::memcpy(&function, &symbol, sizeof function);
            return symbol != nullptr;
        };
        return take(open, "sd_journal_open") && take(close, "sd_journal_close") &&
               take(addMatch, "sd_journal_add_match") && take(seekHead, "sd_journal_seek_head") &&
               take(seekTail, "sd_journal_seek_tail") && take(seekTime, "sd_journal_seek_realtime_usec") &&
               take(next, "sd_journal_next") && take(previousSkip, "sd_journal_previous_skip") &&
               take(getData, "sd_journal_get_data") && take(getTime, "sd_journal_get_realtime_usec") &&
               take(wait, "sd_journal_wait");
    }
};

tl::unexpected<base::Error> journalError(int code, const char *what)
{
    return fail(base::Error::fromErrno(-code, what));
}

class Reader {
public:
    Reader(const Library &library, sd_journal *journal) : m_library(library), m_journal(journal) {}
    ~Reader() { m_library.close(m_journal); }
    Reader(const Reader &) = delete;
    Reader &operator=(const Reader &) = delete;

    Result<bool> next()
    {
        const int moved = m_library.next(m_journal);
        if (moved < 0)
            return journalError(moved, "read the journal");
        return moved > 0;
    }
    // The text of the current entry is valid until the next call.
    bool record(LogRecord &record)
    {
        std::uint64_t microseconds = 0;
        if (m_library.getTime(m_journal, &microseconds) < 0)
            return false;
        record.timeNs = static_cast<std::int64_t>(microseconds) * 1000;
        record.isStderr = field("PRIORITY") == "3";
        const bool partial = field("CONTAINER_PARTIAL_MESSAGE") == "true";
        m_text = field("MESSAGE");
        if (!partial)
            m_text.push_back('\n');
        record.text = m_text;
        return true;
    }

private:
    std::string_view field(const char *name)
    {
        const void *data = nullptr;
        std::size_t size = 0;
        const std::size_t prefix = std::strlen(name) + 1; // "NAME="
        if (m_library.getData(m_journal, name, &data, &size) < 0 || size < prefix)
            return {};
        return {static_cast<const char *>(data) + prefix, size - prefix};
    }

    const Library &m_library;
    sd_journal *m_journal;
    std::string m_text;
};

} // namespace

Result<void> readJournal(const std::string &containerId, const LogQuery &query,
                         const std::function<void(const LogRecord &)> &sink,
                         const std::function<bool()> &isActive, const std::stop_token &stop)
{
    const std::string match = "CONTAINER_ID_FULL=" + containerId;
    const Library *library = Library::load();
    if (!library)
        return fail(base::Error(Errc::Unsupported, "the journal cannot be read: libsystemd is not installed")
                        .withFix("Install libsystemd0, or run: journalctl " + match));
    sd_journal *journal = nullptr;
    constexpr int kLocalOnly = 1;
    if (const int opened = library->open(&journal, kLocalOnly); opened < 0)
        return journalError(opened, "open the journal");
    Reader reader(*library, journal);
    library->addMatch(journal, match.data(), match.size());
    int sought = 0;
    if (query.tail) {
        sought = library->seekTail(journal);
        // One more than wanted: the entry that the first next() steps off.
        if (sought >= 0) {
            const int skipped = library->previousSkip(journal, *query.tail + 1);
            if (skipped >= 0 && static_cast<std::size_t>(skipped) <= *query.tail)
                sought = library->seekHead(journal);
        }
    } else if (query.sinceNs) {
        sought = library->seekTime(journal, static_cast<std::uint64_t>(*query.sinceNs / 1000));
    } else {
        sought = library->seekHead(journal);
    }
    if (sought < 0)
        return journalError(sought, "search the journal");
    for (;;) {
        // Asked before reading, so that what was written before the end is still read.
        const bool active = query.follow && isActive();
        for (;;) {
            CATAMARAN_TRY(const bool found, reader.next());
            LogRecord record;
            if (!found)
                break;
            if (!reader.record(record) || (query.sinceNs && record.timeNs < *query.sinceNs) ||
                (query.untilNs && record.timeNs > *query.untilNs))
                continue;
            sink(record);
        }
        if (query.onPause)
            query.onPause();
        if (!active || stop.stop_requested())
            return {};
        library->wait(journal, 200'000); // microseconds; journald needs a moment for the last line anyway
    }
}

} // namespace catamaran::engine::runtime
