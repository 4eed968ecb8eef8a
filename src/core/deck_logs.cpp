// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/core/deck.h"

#include <algorithm>

namespace catamaran::core {

namespace {

struct Piece {
    bool isStderr = false;
    std::string text;
};

/// Where the last `lines` lines of the pieces begin: {piece, offset}.
std::pair<std::size_t, std::size_t> startOfTail(const std::vector<Piece> &pieces, std::size_t lines)
{
    if (lines == 0)
        return {pieces.size(), 0};
    std::size_t seen = 0;
    bool last = true; // the newline that ends the text does not start a line
    for (std::size_t p = pieces.size(); p-- > 0;) {
        for (std::size_t i = pieces[p].text.size(); i-- > 0;) {
            if (pieces[p].text[i] == '\n' && !last && ++seen == lines)
                return {p, i + 1};
            last = false;
        }
    }
    return {0, 0};
}

} // namespace

base::Result<void> BothHulls::logs(const WorkloadId &id, bool follow, std::optional<std::size_t> tail,
                                   const std::function<void(const engine::LogRecord &)> &onRecord,
                                   const base::OperationContext &context)
{
    if (id.kind == Kind::Container) {
        engine::LogQuery query;
        query.follow = follow;
        query.tail = tail;
        return m_engine->logs(id.id, query, onRecord, context);
    }
    const auto emit = [&onRecord](bool isStderr, std::string_view text) {
        if (!text.empty())
            onRecord({0, isStderr, text});
    };
    if (!tail)
        return m_hypervisor->logs(id.id, follow, emit, context);

    // The VM's log has no index of lines: read what is there, show its end, and go on behind it.
    std::vector<Piece> pieces;
    std::size_t known = 0;
    CATAMARAN_CHECK(m_hypervisor->logs(
        id.id, false,
        [&](bool isStderr, std::string_view text) {
            known += text.size();
            pieces.push_back({isStderr, std::string(text)});
        },
        context));
    const auto [piece, offset] = startOfTail(pieces, *tail);
    for (std::size_t p = piece; p < pieces.size(); ++p)
        emit(pieces[p].isStderr, std::string_view(pieces[p].text).substr(p == piece ? offset : 0));
    if (!follow)
        return {};
    return m_hypervisor->logs(
        id.id, true,
        [&](bool isStderr, std::string_view text) {
            const std::size_t skip = std::min(known, text.size());
            known -= skip;
            emit(isStderr, text.substr(skip));
        },
        context);
}

} // namespace catamaran::core
