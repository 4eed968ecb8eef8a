// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <string.h>

namespace catamaran::helpers {

/// Text put together in a fixed buffer, always zero-terminated; what does not fit is cut and remembered.
template <size_t N>
class TextBuffer {
public:
    TextBuffer() { m_data[0] = 0; }
    TextBuffer &append(const char *text) { return append(text, strlen(text)); }
    TextBuffer &append(const char *text, size_t size)
    {
        if (size > N - 1 - m_size) {
            m_overflow = true;
            size = N - 1 - m_size;
        }
        memcpy(m_data + m_size, text, size);
        m_size += size;
        m_data[m_size] = 0;
        return *this;
    }
    TextBuffer &appendNumber(uint64_t value)
    {
        char digits[20];
        size_t at = sizeof digits;
        do
            digits[--at] = static_cast<char>('0' + value % 10);
        while (value /= 10);
        return append(digits + at, sizeof digits - at);
    }
    TextBuffer &appendSigned(int64_t value)
    {
        if (value < 0)
            append("-");
        return appendNumber(value < 0 ? 0 - static_cast<uint64_t>(value) : static_cast<uint64_t>(value));
    }
    void truncate(size_t size)
    {
        m_size = size;
        m_data[size] = 0;
    }
    [[nodiscard]] const char *c_str() const { return m_data; }
    [[nodiscard]] char *data() { return m_data; }
    [[nodiscard]] size_t size() const { return m_size; }
    [[nodiscard]] bool overflown() const { return m_overflow; }

private:
    size_t m_size = 0;
    bool m_overflow = false;
    char m_data[N];
};

using PathBuffer = TextBuffer<4096>;

/// The decimal number at the start of `text`, 0 if there is none.
inline uint64_t parseNumber(const char *text)
{
    uint64_t value = 0;
    while (*text >= '0' && *text <= '9')
        value = value * 10 + static_cast<uint64_t>(*text++ - '0');
    return value;
}

} // namespace catamaran::helpers
