// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/image/reference_grammar.h"

#include "engine/base/digest.h"

#include <algorithm>
#include <cctype>

namespace catamaran::engine::image {

using base::Errc;
using base::Result;

namespace {

constexpr std::size_t kMaxName = 255;

bool isLower(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}
bool isAlnum(char c)
{
    return isLower(c) || (c >= 'A' && c <= 'Z');
}

/// [a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*
bool isPathComponent(std::string_view text)
{
    if (text.empty() || !isLower(text.front()) || !isLower(text.back()))
        return false;
    for (std::size_t i = 0; i < text.size();) {
        if (isLower(text[i])) {
            ++i;
            continue;
        }
        const char separator = text[i];
        std::size_t count = 0;
        for (; i < text.size() && text[i] == separator; ++i)
            ++count;
        const bool fits =
            separator == '-' || (separator == '.' && count == 1) || (separator == '_' && count <= 2);
        if (!fits || !isLower(text[i]))
            return false;
    }
    return true;
}

/// algorithm:hex of at least 32 digits, whatever the algorithm.
bool isAnyDigest(std::string_view text)
{
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || colon == 0)
        return false;
    bool start = true; // of a word of the algorithm's name
    for (const char c : text.substr(0, colon)) {
        const bool letter = std::isalpha(static_cast<unsigned char>(c)) != 0;
        if (start ? !letter : !isAlnum(c) && std::string_view("-_+.").find(c) == std::string_view::npos)
            return false;
        start = !isAlnum(c);
    }
    const std::string_view hex = text.substr(colon + 1);
    return !start && hex.size() >= 32 && std::all_of(hex.begin(), hex.end(), [](char c) {
        return std::isxdigit(static_cast<unsigned char>(c)) != 0;
    });
}

tl::unexpected<base::Error> wrong(const char *message)
{
    return base::fail(base::Error(Errc::InvalidArgument, message)
                          .withFix("Write an image as [registry/]name[:tag], in lower case."));
}

} // namespace

bool isReferencePath(std::string_view text)
{
    for (;;) {
        const std::size_t slash = text.find('/');
        if (!isPathComponent(text.substr(0, slash)))
            return false;
        if (slash == std::string_view::npos)
            return true;
        text.remove_prefix(slash + 1);
    }
}

bool isReferenceDomain(std::string_view text)
{
    if (text.starts_with('[')) {
        const std::size_t end = text.find(']');
        if (end == std::string_view::npos || end == 1 ||
            !std::all_of(text.begin() + 1, text.begin() + static_cast<std::ptrdiff_t>(end), [](char c) {
                return std::isxdigit(static_cast<unsigned char>(c)) != 0 || c == ':';
            }))
            return false;
        text.remove_prefix(end + 1);
        if (text.empty())
            return true;
        if (text.front() != ':')
            return false;
    } else {
        const std::size_t colon = text.find(':');
        std::string_view host = text.substr(0, colon);
        for (;;) {
            const std::size_t dot = host.find('.');
            const std::string_view part = host.substr(0, dot);
            if (part.empty() || !isAlnum(part.front()) || !isAlnum(part.back()) ||
                !std::all_of(part.begin(), part.end(), [](char c) { return isAlnum(c) || c == '-'; }))
                return false;
            if (dot == std::string_view::npos)
                break;
            host.remove_prefix(dot + 1);
        }
        if (colon == std::string_view::npos)
            return true;
        text.remove_prefix(colon);
    }
    text.remove_prefix(1);
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool isReferenceTag(std::string_view text)
{
    return !text.empty() && text.size() <= 128 && (isAlnum(text.front()) || text.front() == '_') &&
           std::all_of(text.begin(), text.end(),
                       [](char c) { return isAlnum(c) || c == '_' || c == '.' || c == '-'; });
}

Result<ReferenceParts> parseReferenceParts(std::string_view text)
{
    ReferenceParts out;
    std::string_view rest = text;
    if (const std::size_t at = rest.find('@'); at != std::string_view::npos) {
        out.digest = rest.substr(at + 1);
        rest = rest.substr(0, at);
        if (!isAnyDigest(out.digest))
            return wrong("invalid reference format");
    }
    const std::size_t last = rest.rfind('/');
    if (const std::size_t colon = rest.rfind(':');
        colon != std::string_view::npos && (last == std::string_view::npos || colon > last)) {
        out.tag = rest.substr(colon + 1);
        rest = rest.substr(0, colon);
        if (!isReferenceTag(out.tag))
            return wrong("invalid reference format");
    }
    const std::size_t slash = rest.find('/');
    if (slash != std::string_view::npos && isReferenceDomain(rest.substr(0, slash))) {
        out.domain = rest.substr(0, slash);
        rest = rest.substr(slash + 1);
    }
    out.path = rest;
    if (!isReferencePath(out.path)) {
        std::string lower = out.path;
        std::transform(lower.begin(), lower.end(), lower.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        return wrong(isReferencePath(lower) ? "repository name must be lowercase"
                                            : "invalid reference format");
    }
    if (out.path.size() > kMaxName)
        return wrong("repository name must not be more than 255 characters");
    if (!out.digest.empty() && !base::isSha256Digest(out.digest))
        return wrong("unsupported digest algorithm");
    return out;
}

} // namespace catamaran::engine::image
