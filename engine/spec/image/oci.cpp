// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/spec/image/oci.h"

#include "engine/base/digest.h"

#include <nlohmann/json.hpp>

namespace catamaran::engine::spec {

using base::Errc;
using base::Result;
using Json = nlohmann::ordered_json;

namespace {

Json descriptorJson(const Descriptor &descriptor)
{
    Json out;
    out["mediaType"] = descriptor.mediaType;
    out["digest"] = descriptor.digest;
    out["size"] = descriptor.size;
    if (!descriptor.annotations.empty())
        out["annotations"] = descriptor.annotations;
    if (!descriptor.os.empty() || !descriptor.architecture.empty()) {
        out["platform"]["architecture"] = descriptor.architecture;
        out["platform"]["os"] = descriptor.os;
        if (!descriptor.variant.empty())
            out["platform"]["variant"] = descriptor.variant;
    }
    return out;
}

Result<Descriptor> descriptorFrom(const Json &json, const std::string &key)
{
    try {
        Descriptor out;
        out.mediaType = json.value("mediaType", std::string());
        out.digest = json.at("digest").get<std::string>();
        out.size = json.at("size").get<std::int64_t>();
        if (const auto found = json.find("annotations"); found != json.end() && !found->is_null())
            out.annotations = found->get<std::map<std::string, std::string>>();
        if (const auto found = json.find("platform"); found != json.end() && found->is_object()) {
            out.architecture = found->value("architecture", std::string());
            out.os = found->value("os", std::string());
            out.variant = found->value("variant", std::string());
        }
        if (!base::isSha256Digest(out.digest))
            return base::fail(Errc::Corrupt, key + ".digest: \"" + out.digest + "\" is not a sha256 digest");
        if (out.size < 0)
            return base::fail(Errc::Corrupt, key + ".size is negative");
        return out;
    } catch (const nlohmann::json::exception &error) {
        return base::fail(Errc::Corrupt, key + ": " + error.what());
    }
}

Result<Json> parseObject(std::string_view text, const char *what)
{
    Json json = Json::parse(text, nullptr, false);
    if (json.is_discarded() || !json.is_object())
        return base::fail(Errc::Corrupt, std::string(what) + " is not a JSON object");
    return json;
}

Result<std::vector<Descriptor>> descriptorList(const Json &json, const char *key)
{
    std::vector<Descriptor> out;
    const auto found = json.find(key);
    if (found == json.end() || found->is_null())
        return out;
    if (!found->is_array())
        return base::fail(Errc::Corrupt, std::string(key) + " is not an array");
    for (std::size_t i = 0; i < found->size(); ++i) {
        CATAMARAN_TRY(Descriptor descriptor,
                      descriptorFrom((*found)[i], std::string(key) + "[" + std::to_string(i) + "]"));
        out.push_back(std::move(descriptor));
    }
    return out;
}

std::map<std::string, std::string> annotationsFrom(const Json &json)
{
    std::map<std::string, std::string> out;
    if (const auto found = json.find("annotations"); found != json.end() && found->is_object()) {
        for (const auto &[key, value] : found->items()) {
            if (value.is_string())
                out.emplace(key, value.get<std::string>());
        }
    }
    return out;
}

} // namespace

Result<Manifest> Manifest::fromJson(std::string_view json)
{
    CATAMARAN_TRY(const Json root, parseObject(json, "manifest"));
    const auto config = root.find("config");
    if (config == root.end())
        return base::fail(Errc::Corrupt, "manifest: config is missing");
    Manifest out;
    if (const auto type = root.find("mediaType"); type != root.end() && type->is_string())
        out.mediaType = type->get<std::string>();
    CATAMARAN_TRY(out.config, descriptorFrom(*config, "config"));
    CATAMARAN_TRY(out.layers, descriptorList(root, "layers"));
    out.annotations = annotationsFrom(root);
    return out;
}

std::string Manifest::toJson() const
{
    Json out;
    out["schemaVersion"] = 2;
    out["mediaType"] = mediaType;
    out["config"] = descriptorJson(config);
    out["layers"] = Json::array();
    for (const Descriptor &layer : layers)
        out["layers"].push_back(descriptorJson(layer));
    if (!annotations.empty())
        out["annotations"] = annotations;
    return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<Index> Index::fromJson(std::string_view json)
{
    CATAMARAN_TRY(const Json root, parseObject(json, "index"));
    Index out;
    CATAMARAN_TRY(out.manifests, descriptorList(root, "manifests"));
    out.annotations = annotationsFrom(root);
    return out;
}

std::string Index::toJson() const
{
    Json out;
    out["schemaVersion"] = 2;
    out["mediaType"] = kMediaTypeIndex;
    out["manifests"] = Json::array();
    for (const Descriptor &manifest : manifests)
        out["manifests"].push_back(descriptorJson(manifest));
    if (!annotations.empty())
        out["annotations"] = annotations;
    return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string chainId(std::string_view parent, std::string_view diffId)
{
    if (parent.empty())
        return std::string(diffId);
    return "sha256:" + base::Sha256::hexOf(std::string(parent) + " " + std::string(diffId));
}

} // namespace catamaran::engine::spec
