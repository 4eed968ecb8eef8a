// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/operation.h"
#include "engine/image/layer_store.h"

#include <functional>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

namespace catamaran::engine::build {

/// A step's key with the layer it made.
struct CachedStep {
    std::string key;
    std::string parent; ///< chain id
    image::Layer layer;
    bool ofTarget = false; ///< part of the image itself, not of a stage that it copied from
};

/// The value of `type=local,dest=x,mode=max` (--cache-to, --cache-from).
struct CacheLocation {
    enum class Kind {
        Local,    ///< a directory
        Registry, ///< a manifest of its own in a registry; also an image with an inline cache
        Inline,   ///< in the configuration of the image itself (--cache-to)
    };
    Kind kind = Kind::Local;
    std::string directory;
    std::string reference;    ///< of Registry
    bool ignoreError = false; ///< --cache-to: a failure is a warning
    bool everyStage = false;  ///< mode=max
    /// Unsupported for the types that are not there, with the reason.
    static base::Result<CacheLocation> parse(const std::string &text, const char *directoryKey);
};

/// Steps that another store has exported: an OCI layout whose one manifest has the layers, and whose
/// configuration says which key made which layer. Nothing in it is trusted: the blob must have its digest,
/// must unpack to the diff id, and the chain id is computed here.
class LocalCache {
public:
    /// A directory that is not there holds nothing, as with docker.
    base::Result<void> open(const CacheLocation &location);
    /// Brings a layer's blob into the store, and checks its digest.
    using Bring = std::function<base::Result<void>(image::LayerStore &store, const image::Layer &layer,
                                                   const base::OperationContext &context)>;
    void add(const std::string &key, image::Layer layer, Bring bring);
    /// Brings a step's layer into the store.
    base::Result<std::optional<image::Layer>> take(image::LayerStore &store, const std::string &key,
                                                   const std::string &parent,
                                                   const base::OperationContext &context) const;
    static base::Result<void> write(image::LayerStore &store, const CacheLocation &location,
                                    const std::vector<CachedStep> &steps);

private:
    void readSteps(const nlohmann::json &config, const std::string &directory);
    struct Entry {
        image::Layer layer;
        Bring bring;
    };
    std::map<std::string, Entry> m_steps;
};

} // namespace catamaran::engine::build
