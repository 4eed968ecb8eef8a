// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/image/decompress.h"

#include "engine/base/file.h"

#include <fcntl.h>
#include <isa-l/igzip_lib.h>
#include <unistd.h>
#include <utility>
#include <zstd.h>

namespace catamaran::engine::image {

using base::Errc;
using base::Result;

namespace {

constexpr std::size_t kChunk = 1U << 18;

class RawReader {
public:
    /// `head`: bytes that were read from a pipe already.
    RawReader(base::UniqueFd fd, std::string path, std::string head = {})
        : m_fd(std::move(fd)), m_path(std::move(path)), m_head(std::move(head)), m_buffer(kChunk, '\0')
    {
    }
    Result<std::string_view> read()
    {
        if (!m_head.empty()) {
            m_buffer.replace(0, m_head.size(), m_head);
            return std::string_view(m_buffer.data(), std::exchange(m_head, {}).size());
        }
        for (;;) {
            const ssize_t n = ::read(m_fd.get(), m_buffer.data(), m_buffer.size());
            if (n >= 0)
                return std::string_view(m_buffer.data(), static_cast<std::size_t>(n));
            if (errno != EINTR)
                return base::failErrno("read " + m_path);
        }
    }
    [[nodiscard]] tl::unexpected<base::Error> damaged(const char *what) const
    {
        return base::fail(Errc::Corrupt, m_path + ": the " + what + " stream is damaged");
    }

private:
    base::UniqueFd m_fd;
    std::string m_path;
    std::string m_head;
    std::string m_buffer;
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
        isal_inflate_init(&m_state);
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
            if (isal_inflate(&m_state) != ISAL_DECOMP_OK)
                return m_raw.damaged("gzip");
            const std::size_t made = m_out.size() - m_state.avail_out;
            if (m_state.block_state == ISAL_BLOCK_FINISH) {
                isal_inflate_reset(&m_state); // another member may follow
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
        : m_raw(std::move(raw)), m_out(kChunk, '\0'), m_stream(ZSTD_createDStream(), ZSTD_freeDStream)
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
            m_hint = ZSTD_decompressStream(m_stream.get(), &out, &m_in);
            if (ZSTD_isError(m_hint) != 0)
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

Result<std::unique_ptr<DecompressingReader>> DecompressingReader::open(const std::string &path)
{
    CATAMARAN_TRY(base::UniqueFd fd, base::openFile(path, O_RDONLY));
    char magic[4] = {};
    ssize_t n = ::pread(fd.get(), magic, sizeof magic, 0);
    const bool isPipe = n < 0 && errno == ESPIPE;
    if (isPipe) {
        // What is taken from a pipe cannot be put back: it is handed on.
        n = 0;
        while (n < 4) {
            const ssize_t more = ::read(fd.get(), magic + n, static_cast<std::size_t>(4 - n));
            if (more < 0 && errno == EINTR)
                continue;
            if (more <= 0)
                break;
            n += more;
        }
    }
    const std::string_view head(magic, n > 0 ? static_cast<std::size_t>(n) : 0);
    RawReader raw(std::move(fd), path, isPipe ? std::string(head) : std::string());
    if (head.starts_with("\x1f\x8b"))
        return std::unique_ptr<DecompressingReader>(std::make_unique<GzipReader>(std::move(raw)));
    if (head == "\x28\xb5\x2f\xfd")
        return std::unique_ptr<DecompressingReader>(std::make_unique<ZstdReader>(std::move(raw)));
    return std::unique_ptr<DecompressingReader>(std::make_unique<PlainReader>(std::move(raw)));
}

} // namespace catamaran::engine::image
