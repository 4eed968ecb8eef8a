// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/image/decompress.h"

#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/image/inflate_libraries.h"

#include <condition_variable>
#include <deque>
#include <fcntl.h>
#include <mutex>
#include <optional>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace catamaran::engine::image {

using base::Errc;
using base::Result;

namespace {

constexpr std::size_t kChunk = 1U << 18;

class RawReader {
public:
    RawReader(DecompressingReader::ReadBytes source, std::string name)
        : m_source(std::move(source)), m_name(std::move(name)), m_buffer(kChunk, '\0')
    {
    }
    /// The first bytes, without taking them: enough to tell the format.
    Result<std::string_view> peek()
    {
        while (m_pending < kMagicSize) {
            CATAMARAN_TRY(const std::size_t n,
                          m_source(m_buffer.data() + m_pending, m_buffer.size() - m_pending));
            if (n == 0)
                break;
            m_pending += n;
        }
        return std::string_view(m_buffer.data(), m_pending);
    }
    Result<std::string_view> read()
    {
        if (m_pending > 0)
            return std::string_view(m_buffer.data(), std::exchange(m_pending, 0));
        CATAMARAN_TRY(const std::size_t n, m_source(m_buffer.data(), m_buffer.size()));
        return std::string_view(m_buffer.data(), n);
    }
    [[nodiscard]] tl::unexpected<base::Error> damaged(const char *what) const
    {
        return base::fail(Errc::Corrupt, m_name + ": the " + what + " stream is damaged");
    }

private:
    static constexpr std::size_t kMagicSize = 4;
    DecompressingReader::ReadBytes m_source;
    std::string m_name;
    std::string m_buffer;
    std::size_t m_pending = 0;
};

class PlainReader final : public DecompressingReader {
public:
    explicit PlainReader(RawReader raw) : m_raw(std::move(raw)) {}
    Result<std::string_view> read() override { return m_raw.read(); }

private:
    RawReader m_raw;
};

class GzipReader final : public DecompressingReader {
public:
    explicit GzipReader(RawReader raw) : m_raw(std::move(raw)), m_out(kChunk, '\0')
    {
        libisal::isal_inflate_init(&m_state);
        m_state.crc_flag = ISAL_GZIP;
    }

    Result<std::string_view> read() override
    {
        for (;;) {
            if (m_state.avail_in == 0) {
                CATAMARAN_TRY(const std::string_view input, m_raw.read());
                // isa-l wants non-const input but does not write to it.
                m_state.next_in = reinterpret_cast<std::uint8_t *>(const_cast<char *>(input.data()));
                m_state.avail_in = static_cast<std::uint32_t>(input.size());
                m_ended = input.empty();
            }
            if (m_ended && m_fresh)
                return std::string_view();
            if (m_ended && m_state.avail_in == 0 && m_state.block_state != ISAL_BLOCK_FINISH && m_stalled)
                return m_raw.damaged("gzip");
            m_fresh = false;
            m_state.next_out = reinterpret_cast<std::uint8_t *>(m_out.data());
            m_state.avail_out = static_cast<std::uint32_t>(m_out.size());
            if (libisal::isal_inflate(&m_state) != ISAL_DECOMP_OK)
                return m_raw.damaged("gzip");
            const std::size_t made = m_out.size() - m_state.avail_out;
            if (m_state.block_state == ISAL_BLOCK_FINISH) {
                libisal::isal_inflate_reset(&m_state); // another member may follow
                m_state.crc_flag = ISAL_GZIP;
                m_fresh = true;
            }
            m_stalled = made == 0;
            if (made > 0)
                return std::string_view(m_out.data(), made);
        }
    }

private:
    RawReader m_raw;
    std::string m_out;
    inflate_state m_state{};
    bool m_ended = false;
    bool m_fresh = true; ///< between two members
    bool m_stalled = false;
};

class ZstdReader final : public DecompressingReader {
public:
    explicit ZstdReader(RawReader raw)
        : m_raw(std::move(raw)), m_out(kChunk, '\0'),
          m_stream(libzstd::ZSTD_createDStream(), libzstd::ZSTD_freeDStream)
    {
    }

    Result<std::string_view> read() override
    {
        for (;;) {
            if (m_in.pos == m_in.size) {
                CATAMARAN_TRY(const std::string_view input, m_raw.read());
                if (input.empty())
                    return m_hint == 0 ? Result<std::string_view>(std::string_view()) : m_raw.damaged("zstd");
                m_in = {input.data(), input.size(), 0};
            }
            ZSTD_outBuffer out{m_out.data(), m_out.size(), 0};
            m_hint = libzstd::ZSTD_decompressStream(m_stream.get(), &out, &m_in);
            if (libzstd::ZSTD_isError(m_hint) != 0)
                return m_raw.damaged("zstd");
            if (out.pos > 0)
                return std::string_view(m_out.data(), out.pos);
        }
    }

private:
    RawReader m_raw;
    std::string m_out;
    std::unique_ptr<ZSTD_DStream, std::size_t (*)(ZSTD_DStream *)> m_stream;
    ZSTD_inBuffer m_in{nullptr, 0, 0};
    std::size_t m_hint = 0;
};

} // namespace

Result<std::unique_ptr<DecompressingReader>> DecompressingReader::open(ReadBytes read, std::string name)
{
    RawReader raw(std::move(read), std::move(name));
    CATAMARAN_TRY(const std::string_view start, raw.peek());
    const std::string head(start.substr(0, 4));
    if (head.starts_with("\x1f\x8b")) {
        CATAMARAN_CHECK(libisal::library.load());
        return std::unique_ptr<DecompressingReader>(std::make_unique<GzipReader>(std::move(raw)));
    }
    if (head == "\x28\xb5\x2f\xfd") {
        CATAMARAN_CHECK(libzstd::library.load());
        return std::unique_ptr<DecompressingReader>(std::make_unique<ZstdReader>(std::move(raw)));
    }
    return std::unique_ptr<DecompressingReader>(std::make_unique<PlainReader>(std::move(raw)));
}

Result<std::unique_ptr<DecompressingReader>> DecompressingReader::open(const std::string &path)
{
    CATAMARAN_TRY(base::UniqueFd fd, base::openFile(path, O_RDONLY));
    auto shared = std::make_shared<base::UniqueFd>(std::move(fd));
    return open(
        [shared, path](char *buffer, std::size_t size) -> Result<std::size_t> {
            for (;;) {
                const ssize_t n = ::read(shared->get(), buffer, size);
                if (n >= 0)
                    return static_cast<std::size_t>(n);
                if (errno != EINTR)
                    return base::failErrno("read " + path);
            }
        },
        path);
}

struct ReadAhead::Private {
    static constexpr std::size_t kBuffers = 4;
    std::unique_ptr<DecompressingReader> reader;
    base::Sha256 hash;
    std::mutex mutex;
    std::condition_variable changed;
    std::deque<std::string> full;
    std::vector<std::string> empty{kBuffers};
    std::string current;
    std::optional<base::Error> error;
    bool ended = false;
    bool stopping = false;
    std::thread thread;

    void run()
    {
        for (;;) {
            auto data = reader->read();
            if (data && !data->empty())
                hash.update(*data);
            std::unique_lock lock(mutex);
            changed.wait(lock, [this] { return stopping || !empty.empty(); });
            if (stopping)
                return;
            if (!data || data->empty()) {
                if (!data)
                    error = std::move(data).error();
                ended = true;
                changed.notify_all();
                return;
            }
            std::string buffer = std::move(empty.back());
            empty.pop_back();
            lock.unlock();
            buffer.assign(*data);
            lock.lock();
            full.push_back(std::move(buffer));
            changed.notify_all();
        }
    }
};

ReadAhead::ReadAhead(std::unique_ptr<DecompressingReader> reader) : m_d(std::make_unique<Private>())
{
    m_d->reader = std::move(reader);
    m_d->thread = std::thread([d = m_d.get()] { d->run(); });
}

ReadAhead::~ReadAhead()
{
    {
        const std::scoped_lock lock(m_d->mutex);
        m_d->stopping = true;
    }
    m_d->changed.notify_all();
    m_d->thread.join();
}

Result<std::string_view> ReadAhead::read()
{
    std::unique_lock lock(m_d->mutex);
    if (!m_d->current.empty()) {
        m_d->empty.push_back(std::move(m_d->current));
        m_d->current.clear();
        m_d->changed.notify_all();
    }
    m_d->changed.wait(lock, [this] { return m_d->ended || !m_d->full.empty(); });
    if (m_d->full.empty()) {
        if (m_d->error)
            return base::fail(base::Error(*m_d->error));
        return std::string_view();
    }
    m_d->current = std::move(m_d->full.front());
    m_d->full.pop_front();
    return std::string_view(m_d->current);
}

std::string ReadAhead::finishHex()
{
    return m_d->hash.finishHex();
}

} // namespace catamaran::engine::image
