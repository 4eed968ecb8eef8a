// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/guest/frame.h"

namespace catamaran::hv::guest {

namespace {

void put(std::string &out, std::uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; ++i)
        out.push_back(static_cast<char>((value >> (8 * i)) & 0xff));
}

const unsigned char *bytesOf(std::string_view text)
{
    return reinterpret_cast<const unsigned char *>(text.data());
}

std::optional<ct_field> find(const std::string &payload, ct_tag tag)
{
    ct_frame frame{0, bytesOf(payload), static_cast<std::uint32_t>(payload.size())};
    ct_cursor cursor = ct_fields(&frame);
    ct_field field{};
    while (ct_field_next(&cursor, &field) == 1)
        if (field.tag == tag)
            return field;
    return std::nullopt;
}

} // namespace

FrameBuilder::FrameBuilder(const Frame &frame)
    : m_type(static_cast<ct_type>(frame.type())), m_fields(frame.payload())
{
}

FrameBuilder &FrameBuilder::text(ct_tag tag, std::string_view value)
{
    put(m_fields, static_cast<std::uint64_t>(tag), 2);
    put(m_fields, 0, 2);
    put(m_fields, value.size(), 4);
    m_fields.append(value);
    return *this;
}

FrameBuilder &FrameBuilder::number(ct_tag tag, std::uint64_t value)
{
    std::string bytes;
    put(bytes, value, 8);
    return text(tag, bytes);
}

std::string FrameBuilder::finish() const
{
    std::string out;
    put(out, CT_MAGIC, 2);
    put(out, CT_VERSION, 1);
    put(out, static_cast<std::uint64_t>(m_type), 1);
    put(out, m_fields.size(), 4);
    return out + m_fields;
}

std::optional<std::uint64_t> Frame::number(ct_tag tag) const
{
    const auto field = find(m_payload, tag);
    if (!field || field->size > 8)
        return std::nullopt;
    return ct_load(field->data, field->size);
}

std::optional<std::string_view> Frame::text(ct_tag tag) const
{
    const auto field = find(m_payload, tag);
    if (!field)
        return std::nullopt;
    return std::string_view(reinterpret_cast<const char *>(field->data), field->size);
}

std::optional<Frame> FrameStream::next()
{
    while (m_at < m_buffer.size()) {
        ct_frame frame{};
        const std::string_view rest = std::string_view(m_buffer).substr(m_at);
        const long size = ct_parse(bytesOf(rest), rest.size(), m_limit, &frame);
        if (size == 0)
            break;
        if (size < 0) {
            ++m_at;
            continue;
        }
        Frame out(frame);
        m_at += static_cast<std::size_t>(size);
        return out;
    }
    m_buffer.erase(0, m_at);
    m_at = 0;
    return std::nullopt;
}

} // namespace catamaran::hv::guest
