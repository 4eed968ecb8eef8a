// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/build/copier.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace catamaran::engine::build {

/// What one COPY or ADD is going to do, before anything is copied.
struct CopyPlan {
    struct Source {
        std::shared_ptr<const image::LayerView> view;
        image::LayerView::Entry entry;
        CopyRules rules;
        std::string below;    ///< --parents: where it goes below the target, without the last name
        bool unpack = false;  ///< a local archive, or a fetched one with --unpack
        std::string identity; ///< stands for the content in the cache key; empty: the content is read
        std::vector<image::LayerView::Entry> parents; ///< --parents: the directories of `below`
    };
    struct Text {
        std::string name;
        std::string content;
    };
    std::vector<Source> sources;
    std::vector<Text> texts;
    std::string target;
    bool intoDirectory = false;
    bool isAdd = false;
    bool ownerSaid = false;
    bool parents = false;
    bool keepGitDirectory = false;
    std::optional<bool> unpack; ///< --unpack
    std::string checksum;
    CopyRules rules;
    std::string chmod; ///< as written
    std::string line;
};

} // namespace catamaran::engine::build
