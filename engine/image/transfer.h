// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace catamaran::engine::image {

/// What happens to one layer (or to the whole, when `layer` is empty) of a pull or push, for a line of
/// progress.
struct TransferEvent {
    enum class Phase {
        Resolving,    ///< text: which registry is asked
        Waiting,      ///< the layer's turn has not come
        Exists,       ///< it is here (pull) or there (push) already
        Mounted,      ///< push: taken from `text`, another repository
        Transferring, ///< done of total bytes
        Retrying,     ///< text says why
        Extracting,
        Complete,
        Notice ///< text for the user
    };
    Phase phase = Phase::Resolving;
    std::string layer; ///< digest
    std::int64_t done = 0;
    std::int64_t total = 0;
    std::string text;
};

struct PullRequest {
    std::string reference;
    std::string platform; ///< empty: this machine's
    bool allTags = false;
};

struct PullResult {
    std::string id;            ///< of the image
    std::string digest;        ///< of the manifest or index that the reference named
    std::string reference;     ///< normalised
    std::string registry;      ///< where it came from: "https://127.0.0.1:5000"
    bool upToDate = false;     ///< it was here as it is there
    std::string rateRemaining; ///< what the registry says is left; empty: nothing
};

struct PushRequest {
    std::string reference;
    bool allTags = false;
};

struct PushResult {
    std::string reference;
    std::string digest;
    std::int64_t size = 0; ///< of the manifest
};

/// Called from several threads, one at a time.
using TransferListener = std::function<void(const TransferEvent &)>;

} // namespace catamaran::engine::image
