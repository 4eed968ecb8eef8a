// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compose/dotenv.h"
#include "src/compose/load_context.h"
#include "src/compose/merge.h"
#include "src/compose/node_index.h"
#include "src/compose/relative_paths.h"

#include <algorithm>

namespace catamaran::compose {

namespace {

using base::Errc;
using base::Error;
using base::Result;

constexpr std::size_t kMaxDepth = 64;

// One element of `include` in its long form.
struct Include {
    std::vector<std::string> paths;
    std::vector<std::string> envFiles;
    std::string projectDirectory;
    bool hasEnvFiles = false;
    Mark mark;
};

Result<std::vector<std::string>> texts(const Node &node, const char *what)
{
    std::vector<std::string> out;
    if (node.isString())
        out.push_back(node.text());
    for (const Node &item : node.items()) {
        if (!item.isString())
            return base::fail(
                Error(Errc::Parse, std::string("include.") + what + " must be a string or a list")
                    .withWhere(item.mark().where()));
        out.push_back(item.text());
    }
    return out;
}

Result<Include> parseInclude(const Node &node)
{
    Include out;
    out.mark = node.mark();
    if (node.isString()) {
        out.paths.push_back(node.text());
        return out;
    }
    if (const Node *path = node.find("path")) {
        CATAMARAN_TRY(out.paths, texts(*path, "path"));
    }
    if (const Node *env = node.find("env_file")) {
        CATAMARAN_TRY(out.envFiles, texts(*env, "env_file"));
        out.hasEnvFiles = !out.envFiles.empty();
    }
    if (const Node *directory = node.find("project_directory"))
        out.projectDirectory = directory->display();
    if (out.paths.empty())
        return base::fail(Error(Errc::Parse, "include needs a path")
                              .withWhere(node.mark().where())
                              .withFix("Add path: FILE."));
    return out;
}

Error cycle(std::vector<std::string> included, const std::string &path, const Mark &mark)
{
    included.push_back(path);
    std::string message = "include cycle detected:\n" + included.front();
    for (std::size_t i = 1; i < included.size(); ++i)
        message += "\n include " + included[i];
    return Error(Errc::Parse, message).withWhere(mark.where()).withFix("Remove one of these includes.");
}

class Includer {
public:
    Includer(LoadContext &context, const ResetPaths &resets) : m_context(context), m_resets(resets) {}

    Result<void> include(Include include, Node &document, const std::vector<std::string> &included)
    {
        for (std::string &path : include.paths)
            path = absolutePath(m_context.directory, path);
        const std::string &main = include.paths.front();
        if (std::find(included.begin(), included.end(), main) != included.end() ||
            included.size() > kMaxDepth)
            return base::fail(cycle(included, main, include.mark));
        const std::string directory = include.projectDirectory.empty()
                                          ? parentOf(main)
                                          : absolutePath(m_context.directory, include.projectDirectory);
        CATAMARAN_TRY(auto environment, environmentFor(include, directory));
        LoadContext inner{m_context.options,
                          m_context.reader,
                          std::move(environment),
                          directory,
                          relativeTo(m_context.directory, directory),
                          m_context.warnings,
                          m_context.unset,
                          m_context.filesRead};
        if (include.projectDirectory.starts_with('/'))
            inner.pathBase = directory;
        std::vector<SourceFile> files;
        for (const std::string &path : include.paths)
            files.push_back(SourceFile{path, std::nullopt});
        auto model = loadFiles(inner, files, included);
        if (!model) {
            Error error = std::move(model).error();
            return base::fail(error.where() ? std::move(error)
                                            : std::move(error).withWhere(include.mark.where()));
        }
        for (const char *kind : {"services", "volumes", "networks", "secrets", "configs", "models"})
            CATAMARAN_CHECK(import(*model, document, kind));
        return {};
    }

private:
    // What the includer has set wins over the files of the include.
    Result<std::map<std::string, std::string>> environmentFor(const Include &include,
                                                              const std::string &directory)
    {
        std::vector<std::string> files;
        if (!include.hasEnvFiles) {
            const std::string usual = joinPath(directory, ".env");
            if (m_context.reader.isFile(usual))
                files.push_back(usual);
        }
        for (const std::string &name : include.envFiles) {
            if (name == "/dev/null")
                continue;
            const std::string path = absolutePath(m_context.directory, name);
            if (m_context.reader.isDirectory(path))
                return base::fail(
                    Error(Errc::InvalidArgument, path + " is not a file").withWhere(include.mark.where()));
            files.push_back(path);
        }
        std::map<std::string, std::string> fromFiles;
        const Lookup lookup = [this](const std::string &key) -> std::optional<std::string> {
            const auto found = m_context.environment.find(key);
            return found == m_context.environment.end() ? std::nullopt : std::optional(found->second);
        };
        for (const std::string &path : files) {
            auto text = m_context.reader.read(path);
            if (!text)
                return base::fail(
                    Error(Errc::NotFound, "couldn't find env file: " + path).withWhere(include.mark.where()));
            CATAMARAN_CHECK_CONTEXT("failed to read " + path, parseDotenv(*text, path, lookup, fromFiles));
        }
        auto out = m_context.environment;
        out.merge(fromFiles);
        return out;
    }

    // What the including file says about a resource is an override of the included one.
    Result<void> import(Node &from, Node &document, const std::string &kind)
    {
        Node *source = from.find(kind);
        if (!source || !source->isMapping())
            return {};
        Node *target = document.find(kind);
        if (!target || !target->isMapping())
            target = &document.set(kind, Node::mapping(source->mark()));
        KeyIndex index;
        for (NodeEntry &entry : source->entries()) {
            const auto known = index.find(*target, entry.key);
            if (!known) {
                target->entries().push_back(std::move(entry));
                continue;
            }
            m_resets.apply(entry.value, {kind, entry.key});
            Node &own = target->entries()[*known].value;
            CATAMARAN_CHECK(merge(entry.value, std::move(own), kind + ".x"));
            own = std::move(entry.value);
        }
        return {};
    }

    LoadContext &m_context;
    const ResetPaths &m_resets;
};

} // namespace

Result<void> applyIncludes(LoadContext &context, Node &document, std::vector<std::string> included,
                           const ResetPaths &resets)
{
    const Node *node = document.find("include");
    if (!node)
        return {};
    if (!node->isSequence() && !node->isNull())
        return base::fail(Error(Errc::Parse, "`include` must be a list, got " + std::string(node->kindName()))
                              .withWhere(node->mark().where()));
    const Node list = *node;
    Includer includer(context, resets);
    for (const Node &item : list.items()) {
        if (!item.isString() && !item.isMapping())
            return base::fail(Error(Errc::Parse, "include entries must be a string or a mapping")
                                  .withWhere(item.mark().where()));
        CATAMARAN_TRY(Include include, parseInclude(item));
        CATAMARAN_CHECK(includer.include(std::move(include), document, included));
    }
    document.erase("include");
    return {};
}

} // namespace catamaran::compose
