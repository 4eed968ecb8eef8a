// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/spec/image/validate.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

namespace catamaran::engine::spec {

using base::Errc;
using base::Result;
using Json = nlohmann::json;

namespace {

tl::unexpected<base::Error> wrong(const std::string &where, const std::string &what)
{
    return base::fail(Errc::Corrupt, where + ": " + what);
}

bool isWord(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

/// RFC 6838: type/subtype of at most 127 characters each.
bool isMediaType(const std::string &text)
{
    const auto isName = [](const std::string &name) {
        return !name.empty() && name.size() <= 127 && isWord(name.front()) &&
               std::all_of(name.begin(), name.end(), [](char c) {
                   return isWord(c) || std::string_view("!#$&-^_.+").find(c) != std::string_view::npos;
               });
    };
    const std::size_t slash = text.find('/');
    return slash != std::string::npos && isName(text.substr(0, slash)) && isName(text.substr(slash + 1));
}

/// algorithm ":" encoded of descriptor.md.
bool isDigest(const std::string &text)
{
    const std::size_t colon = text.find(':');
    if (colon == std::string::npos || colon + 1 == text.size())
        return false;
    bool start = true;
    for (const char c : text.substr(0, colon)) {
        const bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (!word && (start || std::string_view("+._-").find(c) == std::string_view::npos))
            return false;
        start = !word;
    }
    return !start && std::all_of(text.begin() + static_cast<std::ptrdiff_t>(colon) + 1, text.end(),
                                 [](char c) { return isWord(c) || c == '=' || c == '_' || c == '-'; });
}

bool isBase64(const std::string &text)
{
    const std::size_t end = text.find_last_not_of('=');
    const std::size_t used = end == std::string::npos ? 0 : end + 1;
    return text.size() % 4 == 0 && text.size() - used <= 2 &&
           std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(used),
                       [](char c) { return isWord(c) || c == '+' || c == '/'; });
}

/// A string member that passes `test`. Absent is fine unless `required`.
template <typename Test>
Result<void> text(const Json &object, const char *key, const std::string &where, bool required, Test test)
{
    const auto found = object.find(key);
    if (found == object.end())
        return required ? wrong(where, std::string(key) + " is missing") : Result<void>();
    if (!found->is_string() || !test(found->template get<std::string>()))
        return wrong(where, std::string(key) + " is not what it must be");
    return {};
}

bool any(const std::string &)
{
    return true;
}

template <typename Test>
Result<void> textList(const Json &object, const char *key, const std::string &where, Test test)
{
    const auto found = object.find(key);
    if (found == object.end())
        return {};
    if (!found->is_array() || !std::all_of(found->begin(), found->end(), [&](const Json &one) {
            return one.is_string() && test(one.template get<std::string>());
        }))
        return wrong(where, std::string(key) + " is not a list of what it must be");
    return {};
}

Result<void> annotations(const Json &object, const std::string &where)
{
    const auto found = object.find("annotations");
    if (found == object.end())
        return {};
    if (!found->is_object() ||
        !std::all_of(found->begin(), found->end(), [](const Json &one) { return one.is_string(); }))
        return wrong(where, "annotations is not an object of strings");
    return {};
}

Result<void> descriptor(const Json &object, const std::string &where)
{
    if (!object.is_object())
        return wrong(where, "is not an object");
    CATAMARAN_CHECK(text(object, "mediaType", where, true, isMediaType));
    CATAMARAN_CHECK(text(object, "artifactType", where, false, isMediaType));
    CATAMARAN_CHECK(text(object, "digest", where, true, isDigest));
    CATAMARAN_CHECK(text(object, "data", where, false, isBase64));
    CATAMARAN_CHECK(textList(object, "urls", where, any));
    CATAMARAN_CHECK(annotations(object, where));
    const auto size = object.find("size");
    if (size == object.end() || !size->is_number_integer() ||
        (size->is_number_unsigned() ? size->get<std::uint64_t>() > INT64_MAX : size->get<std::int64_t>() < 0))
        return wrong(where, "size is not a number of bytes");
    if (const auto platform = object.find("platform"); platform != object.end()) {
        if (!platform->is_object())
            return wrong(where, "platform is not an object");
        CATAMARAN_CHECK(text(*platform, "architecture", where + ".platform", true, any));
        CATAMARAN_CHECK(text(*platform, "os", where + ".platform", true, any));
        CATAMARAN_CHECK(text(*platform, "variant", where + ".platform", false, any));
    }
    return {};
}

Result<void> versioned(const Json &object)
{
    const auto version = object.find("schemaVersion");
    if (version == object.end() || !version->is_number_integer() || version->get<int>() != 2)
        return wrong("schemaVersion", "is not 2");
    CATAMARAN_CHECK(text(object, "mediaType", "document", false, isMediaType));
    CATAMARAN_CHECK(text(object, "artifactType", "document", false, isMediaType));
    CATAMARAN_CHECK(annotations(object, "document"));
    const auto subject = object.find("subject");
    return subject == object.end() ? Result<void>() : descriptor(*subject, "subject");
}

Result<void> descriptors(const Json &object, const char *key, std::size_t least)
{
    const auto found = object.find(key);
    if (found == object.end() || !found->is_array() || found->size() < least)
        return wrong(key, "is not a list" + std::string(least > 0 ? " with something in it" : ""));
    for (std::size_t i = 0; i < found->size(); ++i)
        CATAMARAN_CHECK(descriptor((*found)[i], std::string(key) + "[" + std::to_string(i) + "]"));
    return {};
}

Result<void> config(const Json &object)
{
    for (const char *key : {"architecture", "os"})
        CATAMARAN_CHECK(text(object, key, "config", true, any));
    for (const char *key : {"created", "author", "variant"})
        CATAMARAN_CHECK(text(object, key, "config", false, any));
    const auto root = object.find("rootfs");
    if (root == object.end() || !root->is_object() || !root->contains("diff_ids"))
        return wrong("rootfs", "has no diff_ids");
    CATAMARAN_CHECK(
        text(*root, "type", "rootfs", true, [](const std::string &type) { return type == "layers"; }));
    CATAMARAN_CHECK(textList(*root, "diff_ids", "rootfs", isDigest));
    if (const auto history = object.find("history"); history != object.end()) {
        if (!history->is_array() ||
            !std::all_of(history->begin(), history->end(), [](const Json &one) { return one.is_object(); }))
            return wrong("history", "is not a list of objects");
    }
    const auto run = object.find("config");
    if (run == object.end() || run->is_null())
        return {};
    if (!run->is_object())
        return wrong("config.config", "is not an object");
    for (const char *key : {"User", "WorkingDir", "StopSignal"})
        CATAMARAN_CHECK(text(*run, key, "config.config", false, any));
    CATAMARAN_CHECK(textList(*run, "Env", "config.config", [](const std::string &one) {
        const std::size_t equal = one.find('=');
        return equal != std::string::npos && equal > 0;
    }));
    return {};
}

} // namespace

Result<void> checkDocument(DocumentKind kind, std::string_view json)
{
    const Json root = Json::parse(json, nullptr, false);
    if (!root.is_object())
        return wrong("document", "is not a JSON object");
    switch (kind) {
    case DocumentKind::Descriptor:
        return descriptor(root, "descriptor");
    case DocumentKind::Layout:
        return text(root, "imageLayoutVersion", "oci-layout", true,
                    [](const std::string &version) { return version == "1.0.0"; });
    case DocumentKind::Config:
        return config(root);
    case DocumentKind::Index:
        CATAMARAN_CHECK(versioned(root));
        return descriptors(root, "manifests", 0);
    case DocumentKind::Manifest:
        break;
    }
    CATAMARAN_CHECK(versioned(root));
    const auto configuration = root.find("config");
    if (configuration == root.end())
        return wrong("config", "is missing");
    CATAMARAN_CHECK(descriptor(*configuration, "config"));
    return descriptors(root, "layers", 1);
}

} // namespace catamaran::engine::spec
