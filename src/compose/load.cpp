// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compose/load.h"

#include "src/compose/canonical.h"
#include "src/compose/consistency.h"
#include "src/compose/environment.h"
#include "src/compose/interpolate_tree.h"
#include "src/compose/load_context.h"
#include "src/compose/merge.h"
#include "src/compose/model_checks.h"
#include "src/compose/normalize.h"
#include "src/compose/project_codec.h"
#include "src/compose/relative_paths.h"
#include "src/compose/schema.h"
#include "src/compose/select.h"
#include "src/compose/unicity.h"
#include "src/compose/yaml.h"

#include <algorithm>

namespace catamaran::compose {

namespace {

using base::Errc;
using base::Error;
using base::Result;

constexpr std::size_t kMostFiles = 1000;

Lookup lookupIn(const std::map<std::string, std::string> &environment)
{
    return [&environment](const std::string &key) -> std::optional<std::string> {
        const auto found = environment.find(key);
        return found == environment.end() ? std::nullopt : std::optional(found->second);
    };
}

// What a document has that most have not, found in one pass so that the others are spared.
struct Survey {
    bool otherKeys = false;
    bool directives = false;

    void look(const Node &node)
    {
        directives = directives || node.directive() != Node::Directive::None;
        for (const NodeEntry &entry : node.entries()) {
            otherKeys = otherKeys || entry.keyKind != Node::Kind::String;
            look(entry.value);
        }
        for (const Node &item : node.items())
            look(item);
    }
};

// Compose keys are strings; 1: and true: are slips.
Result<void> requireStringKeys(const Node &node, const std::string &place)
{
    for (const NodeEntry &entry : node.entries()) {
        if (entry.keyKind != Node::Kind::String)
            return base::fail(
                Error(Errc::Parse,
                      "non-string key " + (place.empty() ? "at top level" : "in " + place) + ": " + entry.key)
                    .withWhere(entry.mark().where())
                    .withFix("Put the key in quotes."));
        if (!entry.value.isScalar())
            CATAMARAN_CHECK(
                requireStringKeys(entry.value, place.empty() ? entry.key : place + "." + entry.key));
    }
    for (std::size_t i = 0; i < node.items().size(); ++i) {
        if (!node.items()[i].isScalar())
            CATAMARAN_CHECK(requireStringKeys(node.items()[i], place + "[" + std::to_string(i) + "]"));
    }
    return {};
}

Result<std::string> textOf(LoadContext &context, const SourceFile &file)
{
    if (++context.filesRead > kMostFiles)
        return base::fail(Errc::InvalidArgument, "more than 1000 files are included or extended");
    if (file.text)
        return *file.text;
    return context.reader.read(file.path);
}

Result<void> mergeDocument(LoadContext &context, const SourceFile &file, FileRole role, Node document,
                           Node &model, const std::vector<std::string> &included, const ResetPaths &resets)
{
    if (role == FileRole::Model)
        CATAMARAN_CHECK(applyIncludes(context, document, included, resets));
    resets.apply(model);
    if (role == FileRole::Model)
        CATAMARAN_CHECK(applyExtends(context, document, file.path, resets));
    if (model.entries().empty())
        model = std::move(document);
    else
        CATAMARAN_CHECK(merge(model, std::move(document)));
    CATAMARAN_CHECK(enforceUnicity(model));
    if (role == FileRole::Model) {
        CATAMARAN_CHECK(validateSchema(model, file.path));
        if (const Node *version = model.find("version")) {
            context.warnings.push_back({"the attribute `version` is obsolete, it will be ignored, please "
                                        "remove it to avoid potential "
                                        "confusion",
                                        version->mark().where()});
            model.erase("version");
        }
    }
    CATAMARAN_CHECK(
        canonicalize(model, context.options.interpolate ? Unreadable::IsError : Unreadable::IsKept));
    // A port range or a changed target shows only now that two elements are the same.
    return enforceUnicity(model);
}

// The name that the files give, in the words of the last one; empty if none does.
std::string nameInFiles(LoadContext &context, const LoadOptions &options)
{
    std::string name;
    for (const SourceFile &file : options.files) {
        const auto text = textOf(context, file);
        auto documents = text ? parseYaml(*text, file.path) : base::Result<std::vector<Node>>();
        if (!text || !documents)
            continue; // the real pass reports it
        for (const Node &document : *documents) {
            const Node *found = document.find("name");
            if (found && found->isString() && !found->text().empty())
                name = found->text();
        }
        context.parsed.insert_or_assign(file.path, std::move(*documents));
    }
    return name;
}

// The documents of a file, each time anew but for those that nameInFiles has parsed already.
Result<std::vector<Node>> documentsOf(LoadContext &context, const SourceFile &file)
{
    if (auto known = context.parsed.extract(file.path); !known.empty())
        return std::move(known.mapped());
    CATAMARAN_TRY(const std::string text, textOf(context, file));
    return parseYaml(text, file.path);
}

Result<std::string> decideName(LoadContext &context, const LoadOptions &options)
{
    const auto fromEnvironment = options.environment.find("COMPOSE_PROJECT_NAME");
    std::string given = options.projectName;
    if (given.empty() && fromEnvironment != options.environment.end())
        given = fromEnvironment->second;
    if (!given.empty()) {
        if (normalizeProjectName(given) != given)
            return base::fail(
                Error(Errc::InvalidArgument,
                      "invalid project name \"" + given +
                          "\": must consist only of lowercase alphanumeric characters, hyphens, and "
                          "underscores as well as start with a letter or number")
                    .withFix("Use \"" + normalizeProjectName(given) + "\"."));
        return given;
    }
    std::string name = nameInFiles(context, options);
    if (options.interpolate && name.find('$') != std::string::npos) {
        CATAMARAN_TRY(name, substitute(name, lookupIn(context.environment), &context.unset));
    }
    name = normalizeProjectName(name);
    if (name.empty())
        name = normalizeProjectName(
            options.workingDirectory.substr(options.workingDirectory.find_last_of('/') + 1));
    if (name.empty())
        return base::fail(Error(Errc::InvalidArgument, "project name must not be empty")
                              .withFix("Add name: to the file or pass -p NAME."));
    return name;
}

void warnAboutUnset(const std::set<std::string> &unset, std::vector<Warning> &warnings)
{
    for (const std::string &name : unset)
        warnings.push_back({"The \"" + name + "\" variable is not set. Defaulting to a blank string.", {}});
}

const std::shared_ptr<const FileReader> &disk()
{
    static const std::shared_ptr<const FileReader> kDisk = std::make_shared<DiskReader>();
    return kDisk;
}

} // namespace

Result<void> loadFile(LoadContext &context, const SourceFile &file, FileRole role, Node &model,
                      std::vector<std::string> included, ResetPaths &resets)
{
    CATAMARAN_TRY(std::vector<Node> documents, documentsOf(context, file));
    included.push_back(file.path);
    for (Node &document : documents) {
        Survey survey;
        survey.look(document);
        resets = survey.directives ? ResetPaths::extract(document) : ResetPaths();
        if (survey.otherKeys)
            CATAMARAN_CHECK(requireStringKeys(document, {}));
        if (!document.isMapping())
            return base::fail(Error(Errc::Parse, "top-level object must be a mapping")
                                  .withWhere(document.mark().where())
                                  .withFix("A Compose file starts with services:."));
        if (context.options.interpolate)
            CATAMARAN_CHECK(interpolateTree(document, lookupIn(context.environment), context.unset));
        CATAMARAN_CHECK(mergeDocument(context, file, role, std::move(document), model, included, resets));
    }
    return {};
}

Result<Node> loadFiles(LoadContext &context, const std::vector<SourceFile> &files,
                       const std::vector<std::string> &included)
{
    Node model = Node::mapping();
    for (const SourceFile &file : files) {
        ResetPaths resets;
        CATAMARAN_CHECK(loadFile(context, file, FileRole::Model, model, included, resets));
    }
    setDefaults(model);
    CATAMARAN_CHECK(checkModel(model));
    if (context.options.resolvePaths) {
        const auto home = context.environment.find("HOME");
        CATAMARAN_CHECK(resolveRelativePaths(model, context.pathBase,
                                             home == context.environment.end() ? std::string() : home->second,
                                             context.reader));
    }
    resolveEnvironment(model, context.environment);
    return model;
}

Result<Node> loadModel(const LoadOptions &options, std::string &projectName, std::vector<Warning> &warnings)
{
    if (options.files.empty())
        return base::fail(Error(Errc::NotFound, "no configuration file provided: not found")
                              .withFix("Pass -f FILE or go to a folder with a compose.yaml."));
    std::set<std::string> unset;
    std::size_t filesRead = 0;
    const auto reader = options.reader ? options.reader : disk();
    LoadContext context{
        options, *reader,  options.environment, options.workingDirectory, options.workingDirectory, warnings,
        unset,   filesRead};
    CATAMARAN_TRY(projectName, decideName(context, options));
    context.environment["COMPOSE_PROJECT_NAME"] = projectName;
    CATAMARAN_TRY(Node model, loadFiles(context, options.files, {}));
    if (model.entries().empty())
        return base::fail(Error(Errc::Parse, "empty compose file")
                              .withWhere({options.files.front().path, 0, 0})
                              .withFix("A Compose file starts with services:."));
    if (options.normalizeModel)
        normalize(model, projectName, context.environment);
    warnAboutUnset(unset, warnings);
    return model;
}

Result<Project> load(const LoadOptions &options)
{
    std::string name;
    std::vector<Warning> warnings;
    CATAMARAN_TRY(const Node model, loadModel(options, name, warnings));
    CATAMARAN_TRY(Project project, decodeProject(model));
    project.name = name;
    project.workingDirectory = options.workingDirectory;
    project.environment = options.environment;
    project.environment["COMPOSE_PROJECT_NAME"] = name;
    for (const SourceFile &file : options.files)
        project.files.push_back(file.path);
    // What the files said comes before what their values mean.
    warnings.insert(warnings.end(), project.warnings.begin(), project.warnings.end());
    project.warnings = std::move(warnings);
    selectProfiles(project, options.profiles);
    for (Warning &warning : unsupportedAttributes(project))
        project.warnings.push_back(std::move(warning));
    if (options.checkConsistency)
        CATAMARAN_CHECK(checkConsistency(project));
    if (options.resolveEnvFiles)
        CATAMARAN_CHECK(resolveEnvFiles(project, options.reader ? *options.reader : *disk()));
    return project;
}

} // namespace catamaran::compose
