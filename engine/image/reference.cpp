// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/image/reference.h"

#include "engine/base/digest.h"
#include "engine/image/reference_grammar.h"

#include <algorithm>
#include <cctype>
#include <fnmatch.h>

namespace catamaran::engine::image {

using base::Errc;
using base::Result;

namespace {

constexpr std::string_view kDefaultDomain = "docker.io";
constexpr std::size_t kMaxName = 255;

bool isHex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

tl::unexpected<base::Error> invalid(std::string_view text, std::string message)
{
    return base::fail(base::Error(Errc::InvalidArgument, std::move(message))
                          .withFix("Write an image as [registry/]name[:tag], in lower case; got \"" +
                                   std::string(text) + "\"."));
}

/// First component with a dot, a colon, a capital, or "localhost": a registry.
void splitDomain(std::string_view name, Reference &out)
{
    const std::size_t slash = name.find('/');
    const std::string_view first = name.substr(0, slash);
    const bool registry =
        slash != std::string_view::npos &&
        (first.find_first_of(".:") != std::string_view::npos || first == "localhost" ||
         std::any_of(first.begin(), first.end(), [](char c) { return c >= 'A' && c <= 'Z'; }));
    out.domain = registry ? std::string(first) : std::string(kDefaultDomain);
    out.path = registry ? std::string(name.substr(slash + 1)) : std::string(name);
    if (out.domain == "index.docker.io")
        out.domain = kDefaultDomain;
    if (out.domain == kDefaultDomain && out.path.find('/') == std::string::npos)
        out.path.insert(0, "library/");
}

} // namespace

Result<Reference> Reference::parse(std::string_view text)
{
    if (text.size() == 64 && std::all_of(text.begin(), text.end(), isHex))
        return invalid(text, "invalid repository name (" + std::string(text) +
                                 "), cannot specify 64-byte hexadecimal strings");
    Reference out;
    std::string_view rest = text;
    if (const std::size_t at = rest.find('@'); at != std::string_view::npos) {
        out.digest = rest.substr(at + 1);
        rest = rest.substr(0, at);
        if (!base::isSha256Digest(out.digest))
            return invalid(text, "invalid reference format");
    }
    const std::size_t slash = rest.rfind('/');
    if (const std::size_t colon = rest.rfind(':');
        colon != std::string_view::npos && (slash == std::string_view::npos || colon > slash)) {
        out.tag = rest.substr(colon + 1);
        rest = rest.substr(0, colon);
        if (!isReferenceTag(out.tag))
            return invalid(text, "invalid reference format");
    }
    splitDomain(rest, out);
    if (std::any_of(out.path.begin(), out.path.end(), [](char c) { return c >= 'A' && c <= 'Z'; }))
        return invalid(text,
                       "invalid reference format: repository name (" + out.path + ") must be lowercase");
    if (!isReferenceDomain(out.domain) || !isReferencePath(out.path))
        return invalid(text, "invalid reference format");
    if (out.path.size() > kMaxName)
        return invalid(text, "repository name must not be more than 255 characters");
    return out;
}

std::string Reference::normalized() const
{
    std::string out = name();
    if (!tag.empty())
        out += ":" + tag;
    else if (digest.empty())
        out += ":latest";
    if (!digest.empty())
        out += "@" + digest;
    return out;
}

std::string Reference::familiarName() const
{
    const std::string_view library = "library/";
    if (domain != kDefaultDomain)
        return name();
    if (path.starts_with(library) && path.find('/', library.size()) == std::string::npos)
        return path.substr(library.size());
    return path;
}

std::string Reference::familiar() const
{
    return familiarName() + normalized().substr(name().size());
}

Result<bool> Reference::matches(const std::string &pattern) const
{
    // fnmatch(3) takes an open bracket for itself; Go refuses it.
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == '\\') {
            if (++i >= pattern.size())
                return base::fail(Errc::InvalidArgument, "syntax error in pattern");
        } else if (pattern[i] == '[') {
            i += i + 1 < pattern.size() && pattern[i + 1] == '^' ? 2U : 1U;
            bool any = false;
            for (; i < pattern.size() && (pattern[i] != ']' || !any); ++i) {
                any = true;
                if (pattern[i] == '\\')
                    ++i;
            }
            if (i >= pattern.size())
                return base::fail(Errc::InvalidArgument, "syntax error in pattern");
        }
    }
    std::string whole = familiarName();
    if (!tag.empty())
        whole += ":" + tag;
    if (!digest.empty())
        whole += "@" + digest;
    return ::fnmatch(pattern.c_str(), whole.c_str(), FNM_PATHNAME) == 0 ||
           ::fnmatch(pattern.c_str(), familiarName().c_str(), FNM_PATHNAME) == 0;
}

} // namespace catamaran::engine::image
