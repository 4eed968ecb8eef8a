// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hypervisor/guest/wire.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace catamaran::hv::guest {

class Frame;

/// Builds one frame of the guest protocol (wire.h) of any size.
class FrameBuilder {
public:
    explicit FrameBuilder(ct_type type) : m_type(type) {}
    /// One that has all fields of `frame`.
    explicit FrameBuilder(const Frame &frame);
    FrameBuilder &text(ct_tag tag, std::string_view value);
    FrameBuilder &number(ct_tag tag, std::uint64_t value);
    [[nodiscard]] std::string finish() const;

private:
    ct_type m_type;
    std::string m_fields;
};

/// A decoded frame that owns its payload.
class Frame {
public:
    Frame() = default;
    explicit Frame(const ct_frame &frame)
        : m_type(frame.type), m_payload(reinterpret_cast<const char *>(frame.payload), frame.size)
    {
    }
    [[nodiscard]] int type() const { return m_type; }
    [[nodiscard]] const std::string &payload() const { return m_payload; }
    [[nodiscard]] std::optional<std::uint64_t> number(ct_tag tag) const;
    [[nodiscard]] std::optional<std::string_view> text(ct_tag tag) const;

private:
    int m_type = 0;
    std::string m_payload;
};

/// Cuts a byte stream into frames. Bytes that are no frame are skipped up to the next magic.
class FrameStream {
public:
    explicit FrameStream(std::uint32_t limit = CT_CONTROL_LIMIT) : m_limit(limit) {}
    void feed(std::string_view bytes) { m_buffer.append(bytes); }
    std::optional<Frame> next();

private:
    std::uint32_t m_limit;
    std::string m_buffer;
    std::size_t m_at = 0;
};

} // namespace catamaran::hv::guest
