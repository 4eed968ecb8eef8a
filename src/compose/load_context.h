// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/compose/load.h"
#include "src/compose/node.h"
#include "src/compose/reset.h"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace catamaran::compose {

/// What the parts of the loader share while one set of files is read. An include makes one of its own, with
/// another directory and environment.
struct LoadContext {
    const LoadOptions &options;
    const FileReader &reader;
    std::map<std::string, std::string> environment;
    std::string directory; ///< absolute; names of other files start here
    std::string pathBase; ///< what paths in the model are joined to; relative to the includer's in an include
    std::vector<Warning> &warnings;
    std::set<std::string> &unset; ///< variables that had no value
    std::size_t &filesRead;       ///< bounded, so that includes cannot fan out without end
    /// Files that were parsed to look for a name; taken out when they are loaded.
    std::map<std::string, std::vector<Node>> parsed = {};
    /// Canonical `services` of files that were extended, by file and path base.
    std::map<std::pair<std::string, std::string>, std::pair<Node, ResetPaths>> extended = {};
};

/// How much of the pipeline a file goes through on its own.
enum class FileRole {
    Model,       ///< everything
    ExtendsBase, ///< of a file named by extends only the raw canonical services are wanted
};

/// Reads one file (all its documents) on top of `model`. `included` are the files that led here.
base::Result<void> loadFile(LoadContext &context, const SourceFile &file, FileRole role, Node &model,
                            std::vector<std::string> included, ResetPaths &resets);

/// Reads several files into one document with defaults, checks and paths done.
base::Result<Node> loadFiles(LoadContext &context, const std::vector<SourceFile> &files,
                             const std::vector<std::string> &included);

/// Replaces `include` of a document by what the included files define.
base::Result<void> applyIncludes(LoadContext &context, Node &document, std::vector<std::string> included,
                                 const ResetPaths &resets);

/// Replaces `extends` of every service of a document by what it refers to. `file` is the document's.
base::Result<void> applyExtends(LoadContext &context, Node &document, const std::string &file,
                                const ResetPaths &resets);

} // namespace catamaran::compose
