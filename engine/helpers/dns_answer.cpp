// SPDX-License-Identifier: GPL-3.0-or-later
/// The pure core of the DNS responder; see dns.h.
#include "engine/helpers/dns.h"
#include "engine/net/dns_table.h"

#include <cstring>

namespace catamaran::engine::helpers {

namespace {

using net::DnsTableHeader;
using net::DnsTableRecord;

constexpr std::size_t kHeaderSize = 12;
constexpr std::size_t kMaximumName = 253;
constexpr std::uint16_t kTypeA = 1;
constexpr std::uint16_t kTypePtr = 12;
constexpr std::uint16_t kTypeAaaa = 28;
constexpr std::uint16_t kTypeOpt = 41;
constexpr std::uint16_t kTypeAny = 255;
constexpr std::uint16_t kClassIn = 1;
constexpr std::uint32_t kTtlSeconds = 1; // containers come and go
constexpr int kFormatError = 1;
constexpr int kNotImplemented = 4;

std::uint16_t read16(const std::uint8_t *at)
{
    return static_cast<std::uint16_t>(at[0] << 8 | at[1]);
}

/// The one question of a query.
struct Question {
    char name[kMaximumName + 1] = {}; ///< lower case, labels joined by dots
    std::size_t nameLength = 0;
    std::uint16_t type = 0;
    std::uint16_t klass = 0;
    std::size_t end = 0; ///< offset behind the question
    bool edns = false;
    std::size_t udpSize = 512;
};

/// Queries carry no compression in their question, so a pointer is an error.
bool readQuestion(const std::uint8_t *query, std::size_t size, Question &question)
{
    std::size_t at = kHeaderSize;
    for (;;) {
        if (at >= size)
            return false;
        const std::size_t label = query[at++];
        if (label == 0)
            break;
        if (label > 63 || at + label > size || question.nameLength + label + 1 > kMaximumName)
            return false;
        if (question.nameLength > 0)
            question.name[question.nameLength++] = '.';
        for (std::size_t i = 0; i < label; ++i) {
            const std::uint8_t c = query[at + i];
            question.name[question.nameLength++] =
                static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
        }
        at += label;
    }
    if (at + 4 > size)
        return false;
    question.type = read16(query + at);
    question.klass = read16(query + at + 2);
    question.end = at + 4;
    return true;
}

/// Looks for an OPT record with root name right behind the question, where all resolvers put it (RFC 6891).
void readEdns(const std::uint8_t *query, std::size_t size, Question &question)
{
    const std::size_t at = question.end;
    if (read16(query + 6) != 0 || read16(query + 8) != 0 || read16(query + 10) == 0 || at + 11 > size)
        return;
    if (query[at] != 0 || read16(query + at + 1) != kTypeOpt)
        return;
    question.edns = true;
    const std::size_t offered = read16(query + at + 3);
    question.udpSize = offered < 512 ? 512 : (offered > kDnsMaximumUdpQuery ? kDnsMaximumUdpQuery : offered);
}

/// Checked access to the names file.
class Table {
public:
    explicit Table(const DnsTableView &view)
    {
        DnsTableHeader header{};
        if (view.data == nullptr || view.size < sizeof header)
            return;
        std::memcpy(&header, view.data, sizeof header);
        const std::uint64_t need =
            sizeof header + std::uint64_t{header.recordCount} * sizeof(DnsTableRecord) + header.stringBytes;
        if (std::memcmp(header.magic, net::kDnsTableMagic, sizeof header.magic) != 0 || need > view.size)
            return;
        m_records = view.data + sizeof header;
        m_count = header.recordCount;
        m_strings = reinterpret_cast<const char *>(m_records) + m_count * sizeof(DnsTableRecord);
        m_stringBytes = header.stringBytes;
    }
    [[nodiscard]] std::uint32_t count() const { return m_count; }
    [[nodiscard]] DnsTableRecord record(std::uint32_t index) const
    {
        DnsTableRecord record{};
        std::memcpy(&record, m_records + std::size_t{index} * sizeof record, sizeof record);
        if (std::uint64_t{record.nameOffset} + record.nameLength > m_stringBytes ||
            record.nameLength > kMaximumName)
            record.nameLength = 0;
        return record;
    }
    [[nodiscard]] const char *name(const DnsTableRecord &record) const
    {
        return m_strings + (record.nameLength == 0 ? 0 : record.nameOffset);
    }
    [[nodiscard]] int compare(std::uint32_t index, const char *wanted, std::size_t length) const
    {
        const DnsTableRecord found = record(index);
        const std::size_t common = found.nameLength < length ? found.nameLength : length;
        const int order = std::memcmp(name(found), wanted, common);
        if (order != 0)
            return order;
        return found.nameLength < length ? -1 : (found.nameLength > length ? 1 : 0);
    }
    /// First record of a name, or count().
    [[nodiscard]] std::uint32_t find(const char *wanted, std::size_t length) const
    {
        std::uint32_t low = 0;
        std::uint32_t high = m_count;
        while (low < high) {
            const std::uint32_t middle = low + (high - low) / 2;
            if (compare(middle, wanted, length) < 0)
                low = middle + 1;
            else
                high = middle;
        }
        return low < m_count && compare(low, wanted, length) == 0 ? low : m_count;
    }
    /// Whether the container of this id is on the network.
    [[nodiscard]] bool isMember(const char *id, std::uint32_t network) const
    {
        if (id == nullptr)
            return false;
        const std::size_t length = std::strlen(id);
        for (std::uint32_t i = find(id, length); i < m_count && compare(i, id, length) == 0; ++i) {
            const DnsTableRecord found = record(i);
            if (found.network == network && (found.flags & net::kDnsShortId) != 0)
                return true;
        }
        return false;
    }

private:
    const std::uint8_t *m_records = nullptr;
    const char *m_strings = nullptr;
    std::uint32_t m_count = 0;
    std::uint32_t m_stringBytes = 0;
};

/// Appends to the reply, and remembers when it is full.
class Writer {
public:
    Writer(std::uint8_t *data, std::size_t capacity) : m_data(data), m_capacity(capacity) {}
    void bytes(const void *data, std::size_t size)
    {
        if (m_size + size > m_capacity) {
            m_full = true;
            return;
        }
        std::memcpy(m_data + m_size, data, size);
        m_size += size;
    }
    void u8(unsigned value)
    {
        const auto byte = static_cast<std::uint8_t>(value);
        bytes(&byte, 1);
    }
    void u16(unsigned value)
    {
        u8(value >> 8 & 0xff);
        u8(value & 0xff);
    }
    void answerHead(std::uint16_t type, std::size_t length)
    {
        u16(0xc00c); // the question's name
        u16(type);
        u16(kClassIn);
        u16(0);
        u16(kTtlSeconds);
        u16(static_cast<unsigned>(length));
    }
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] bool full() const { return m_full; }
    void rewind(std::size_t size)
    {
        m_size = size;
        m_full = false;
    }

private:
    std::uint8_t *m_data;
    std::size_t m_capacity;
    std::size_t m_size = 0;
    bool m_full = false;
};

void set16(std::uint8_t *at, unsigned value)
{
    at[0] = static_cast<std::uint8_t>(value >> 8);
    at[1] = static_cast<std::uint8_t>(value);
}

/// "4.3.2.1.in-addr.arpa" to 1.2.3.4.
bool reverseAddress(const Question &question, std::uint8_t *address)
{
    const char *at = question.name;
    for (int i = 3; i >= 0; --i) {
        unsigned value = 0;
        int digits = 0;
        for (; *at >= '0' && *at <= '9' && digits < 3; ++at, ++digits)
            value = value * 10 + static_cast<unsigned>(*at - '0');
        if (digits == 0 || value > 255 || *at++ != '.')
            return false;
        address[i] = static_cast<std::uint8_t>(value);
    }
    return std::strcmp(at, "in-addr.arpa") == 0;
}

/// "1.0...d.f.ip6.arpa", 32 nibbles from the last one on.
bool reverseAddress6(const Question &question, std::uint8_t *address)
{
    const char *at = question.name;
    for (int i = 31; i >= 0; --i) {
        const char c = *at++;
        const unsigned nibble = c >= '0' && c <= '9'   ? static_cast<unsigned>(c - '0')
                                : c >= 'a' && c <= 'f' ? static_cast<unsigned>(c - 'a' + 10)
                                                       : 16U;
        if (nibble > 15 || *at++ != '.')
            return false;
        if (i % 2 == 0)
            address[i / 2] = static_cast<std::uint8_t>(address[i / 2] | nibble << 4);
        else
            address[i / 2] = static_cast<std::uint8_t>(nibble);
    }
    return std::strcmp(at, "ip6.arpa") == 0;
}

/// Writes the name as labels; returns its wire length.
std::size_t writeName(Writer *writer, const char *name, std::size_t length)
{
    std::size_t wire = 1;
    for (std::size_t start = 0; start < length;) {
        std::size_t end = start;
        while (end < length && name[end] != '.')
            ++end;
        wire += 1 + end - start;
        if (writer) {
            writer->u8(static_cast<unsigned>(end - start) & 63U);
            writer->bytes(name + start, end - start);
        }
        start = end + 1;
    }
    if (writer)
        writer->u8(0);
    return wire;
}

struct Answers {
    bool known = false; ///< the name exists, maybe not with this type
    unsigned count = 0;
    bool truncated = false;
};

Answers writePointers(const Table &table, const char *selfId, const std::uint8_t *address, bool six,
                      Writer &writer)
{
    Answers answers;
    for (std::uint32_t i = 0; i < table.count() && !answers.truncated; ++i) {
        const DnsTableRecord record = table.record(i);
        if ((record.flags & net::kDnsCanonical) == 0 || record.nameLength == 0 ||
            (record.flags & (six ? net::kDnsHasIpv6 : net::kDnsHasIpv4)) == 0 ||
            std::memcmp(six ? record.ipv6 : record.ipv4, address, six ? 16 : 4) != 0 ||
            !table.isMember(selfId, record.network))
            continue;
        answers.known = true;
        const std::size_t before = writer.size();
        writer.answerHead(kTypePtr, writeName(nullptr, table.name(record), record.nameLength));
        writeName(&writer, table.name(record), record.nameLength);
        if (writer.full()) {
            writer.rewind(before);
            answers.truncated = true;
        } else {
            ++answers.count;
        }
    }
    return answers;
}

Answers writeAddresses(const Table &table, const char *selfId, const Question &question,
                       std::uint32_t rotation, Writer &writer)
{
    Answers answers;
    const std::uint32_t first = table.find(question.name, question.nameLength);
    std::uint32_t matches = 0;
    while (first + matches < table.count() &&
           table.compare(first + matches, question.name, question.nameLength) == 0)
        ++matches;
    for (std::uint32_t i = 0; i < matches && !answers.truncated; ++i) {
        const DnsTableRecord record = table.record(first + (i + rotation % matches) % matches);
        if (!table.isMember(selfId, record.network))
            continue;
        answers.known = true;
        const std::size_t before = writer.size();
        unsigned added = 0;
        if ((question.type == kTypeA || question.type == kTypeAny) &&
            (record.flags & net::kDnsHasIpv4) != 0) {
            writer.answerHead(kTypeA, sizeof record.ipv4);
            writer.bytes(record.ipv4, sizeof record.ipv4);
            ++added;
        }
        if ((question.type == kTypeAaaa || question.type == kTypeAny) &&
            (record.flags & net::kDnsHasIpv6) != 0) {
            writer.answerHead(kTypeAaaa, sizeof record.ipv6);
            writer.bytes(record.ipv6, sizeof record.ipv6);
            ++added;
        }
        if (writer.full()) {
            writer.rewind(before);
            answers.truncated = true;
        } else {
            answers.count += added;
        }
    }
    return answers;
}

} // namespace

std::size_t dnsErrorReply(const std::uint8_t *query, std::size_t querySize, int rcode, std::uint8_t *reply,
                          std::size_t capacity)
{
    if (querySize < kHeaderSize || capacity < kHeaderSize || (query[2] & 0x80) != 0)
        return 0;
    Question question;
    const bool whole =
        read16(query + 4) == 1 && readQuestion(query, querySize, question) && question.end <= capacity;
    const std::size_t size = whole ? question.end : kHeaderSize;
    std::memmove(reply, query, size);
    reply[2] = static_cast<std::uint8_t>(0x80 | (query[2] & 0x79)); // QR; opcode and RD as asked
    reply[3] = static_cast<std::uint8_t>(0x80 | (rcode & 15));      // RA
    set16(reply + 4, whole ? 1 : 0);
    std::memset(reply + 6, 0, 6);
    return size;
}

DnsReply dnsAnswer(const std::uint8_t *query, std::size_t querySize, const DnsTableView &view,
                   std::uint32_t rotation, DnsTransport transport, std::uint8_t *reply, std::size_t capacity)
{
    if (querySize < kHeaderSize || (query[2] & 0x80) != 0)
        return {};
    const auto error = [&](int rcode) -> DnsReply {
        const std::size_t size = dnsErrorReply(query, querySize, rcode, reply, capacity);
        return {size == 0 ? DnsVerdict::Drop : DnsVerdict::Answered, size};
    };
    if ((query[2] & 0x78) != 0)
        return error(kNotImplemented);
    Question question;
    if (read16(query + 4) != 1 || !readQuestion(query, querySize, question))
        return error(kFormatError);
    readEdns(query, querySize, question);
    const Table table(view);
    if (question.klass != kClassIn || table.count() == 0)
        return {DnsVerdict::Forward, 0};

    constexpr std::size_t kOptSize = 11;
    std::size_t limit =
        transport == DnsTransport::Udp && question.udpSize < capacity ? question.udpSize : capacity;
    if (limit < question.end + kOptSize)
        return {};
    if (question.edns)
        limit -= kOptSize;
    Writer writer(reply, limit);
    writer.bytes(query, question.end);
    std::uint8_t address[16] = {};
    const bool pointer = question.type == kTypePtr;
    const bool four = pointer && reverseAddress(question, address);
    const bool six = pointer && !four && reverseAddress6(question, address);
    const Answers answers = four || six ? writePointers(table, view.selfId, address, six, writer)
                                        : writeAddresses(table, view.selfId, question, rotation, writer);
    if (!answers.known)
        return {DnsVerdict::Forward, 0};
    std::size_t size = writer.size();
    if (question.edns) {
        Writer opt(reply + size, kOptSize);
        opt.u8(0);
        opt.u16(kTypeOpt);
        opt.u16(static_cast<unsigned>(kDnsMaximumUdpQuery));
        opt.u16(0);
        opt.u16(0);
        opt.u16(0);
        size += kOptSize;
    }
    // QR, AA, RD as asked, TC when cut; RA.
    reply[2] = static_cast<std::uint8_t>(0x84 | (query[2] & 1) | (answers.truncated ? 2 : 0));
    reply[3] = 0x80;
    set16(reply + 6, answers.count);
    set16(reply + 8, 0);
    set16(reply + 10, question.edns ? 1 : 0);
    return {DnsVerdict::Answered, size};
}

} // namespace catamaran::engine::helpers
