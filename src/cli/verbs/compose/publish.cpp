// SPDX-License-Identifier: GPL-3.0-or-later
// compose publish: a Compose project as an OCI artifact in a registry.
#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "src/cli/filters.h"
#include "src/cli/verbs/compose/compose.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace catamaran::cli {

namespace {

using base::Errc;
using base::Result;
using Json = nlohmann::ordered_json;

constexpr const char *kProjectType = "application/vnd.docker.compose.project";
constexpr const char *kFileType = "application/vnd.docker.compose.file+yaml";
constexpr const char *kEnvFileType = "application/vnd.docker.compose.envfile";
constexpr const char *kEmptyType = "application/vnd.oci.empty.v1+json";
constexpr const char *kManifestType = "application/vnd.oci.image.manifest.v1+json";

struct PublishFlags {
    std::string ociVersion;
    bool resolveDigests = false;
    bool withEnvironment = false;
    bool yes = false;

    void declare(FlagSet &flags)
    {
        flags.text(ociVersion, "oci-version", 0,
                   "OCI image/artifact specification version (automatically determined by default)");
        flags.flag(resolveDigests, "resolve-image-digests", 0, "Pin image tags to digests");
        flags.flag(withEnvironment, "with-env", 0,
                   "Include environment variables in the published OCI artifact");
        flags.flag(yes, "yes", 'y', "Assume \"yes\" as answer to all prompts");
    }
};

/// Whether a variable's name says that its value is nobody else's business.
bool soundsSecret(std::string name)
{
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    static const std::array kWords = {"PASS", "SECRET", "TOKEN", "KEY", "CREDENTIAL", "PRIVATE"};
    return std::any_of(kWords.begin(), kWords.end(),
                       [&](const char *word) { return name.find(word) != std::string::npos; });
}

/// What of the environment would become public. The project is not interpolated: a "$" is no value yet.
std::string environmentFindings(const compose::Project &project)
{
    std::string out;
    for (const auto &[name, service] : project.services) {
        if (!service.envFiles.empty())
            out += fmt::format("service \"{}\": env_file declared\n", name);
        for (const auto &[variable, value] : service.environment) {
            if (value && !value->empty() && value->find('$') == std::string::npos && soundsSecret(variable))
                out += fmt::format("service \"{}\": literal value for \"{}\"\n", name, variable);
        }
    }
    return out;
}

std::string bindFindings(const compose::Project &project)
{
    std::string out;
    for (const auto &[name, service] : project.services) {
        std::string mounts;
        for (const compose::Mount &mount : service.volumes) {
            if (mount.type == "bind")
                mounts += mount.source + ":" + mount.target + "\n";
        }
        if (!mounts.empty())
            out += name + "\n" + mounts;
    }
    return out;
}

/// Whether the user agrees with everything that is about to be published.
bool isAgreed(const compose::Project &project, const PublishFlags &flags)
{
    if (flags.yes)
        return true;
    if (const std::string binds = bindFindings(project); !binds.empty()) {
        print("you are about to publish bind mounts declaration within your OCI artifact.\n"
              "please double check that you are not exposing potential user-specific paths\n" +
              binds);
        if (!confirm("Are you ok to publish these bind mount declarations?"))
            return false;
    }
    const std::string environment = flags.withEnvironment ? std::string() : environmentFindings(project);
    if (environment.empty())
        return true;
    print("you are about to publish environment-related declarations within your OCI artifact.\n" +
          environment + "Use --with-env to silence this prompt\n");
    return confirm("Are you ok to publish these environment declarations?");
}

Result<void> checkPublishable(const compose::Project &project)
{
    std::string names;
    for (const auto &[name, service] : project.services) {
        if (service.image.empty() && service.build)
            names += "\n- \"" + name + "\"";
    }
    if (!names.empty())
        return base::fail(base::Error(Errc::InvalidArgument,
                                      "your Compose stack cannot be published as it only contains a build "
                                      "section for service(s):" +
                                          names)
                              .withFix("Give them an image: and push it."));
    return {};
}

/// One env_file that goes along: its name there, and its text.
using EnvFiles = std::map<std::string, std::string>;

/// As docker compose: what env_file names is published under the hash of its path, and the services name it
/// so. One that is not required and not there is left out.
Result<EnvFiles> takeEnvFiles(compose::Project &project, const std::string &directory)
{
    EnvFiles out;
    for (auto &[name, service] : project.services) {
        for (auto file = service.envFiles.begin(); file != service.envFiles.end();) {
            const std::string path = file->path.starts_with('/') ? file->path : directory + "/" + file->path;
            auto text = base::readFile(path);
            if (!text && text.error().code() == Errc::NotFound && !file->required.value) {
                file = service.envFiles.erase(file);
                continue;
            }
            if (!text)
                return base::fail(std::move(text).error());
            const std::string published = base::Sha256::hexOf(file->path) + ".env";
            out.emplace(published, std::move(*text));
            file->path = published;
            ++file;
        }
    }
    return out;
}

/// An OCI image layout (image-layout.md) with one manifest, in a directory of its own.
class Layout {
public:
    explicit Layout(std::string directory) : m_directory(std::move(directory)) {}
    ~Layout() { (void)base::removeTree(m_directory); }
    Layout(const Layout &) = delete;
    Layout &operator=(const Layout &) = delete;

    Result<Json> blob(const std::string &type, const std::string &text) const
    {
        const std::string hex = base::Sha256::hexOf(text);
        CATAMARAN_CHECK(base::writeFileAtomic(m_directory + "/blobs/sha256/" + hex, text));
        return Json{{"mediaType", type}, {"digest", "sha256:" + hex}, {"size", text.size()}};
    }
    Result<void> write(const std::string &yaml, const EnvFiles &envFiles, const std::string &reference,
                       bool old) const
    {
        std::error_code error;
        std::filesystem::create_directories(m_directory + "/blobs/sha256", error);
        CATAMARAN_TRY(Json layer, blob(kFileType, yaml));
        layer["annotations"] = {{"com.docker.compose.version", CATAMARAN_VERSION},
                                {"com.docker.compose.file", "compose.yaml"}};
        // Registries that know image-spec 1.0 only tell artifacts by the type of the configuration.
        CATAMARAN_TRY(const Json config, blob(old ? kProjectType : kEmptyType, "{}"));
        Json manifest{{"schemaVersion", 2}, {"mediaType", kManifestType}};
        if (!old)
            manifest["artifactType"] = kProjectType;
        manifest["config"] = config;
        manifest["layers"] = Json::array({layer});
        for (const auto &[name, text] : envFiles) {
            CATAMARAN_TRY(Json file, blob(kEnvFileType, text));
            file["annotations"] = {{"com.docker.compose.version", CATAMARAN_VERSION},
                                   {"com.docker.compose.envfile", name}};
            manifest["layers"].push_back(std::move(file));
        }
        CATAMARAN_TRY(Json entry, blob(kManifestType, manifest.dump()));
        entry["annotations"] = {{"io.containerd.image.name", reference}};
        const Json index{{"schemaVersion", 2}, {"manifests", Json::array({entry})}};
        CATAMARAN_CHECK(base::writeFileAtomic(m_directory + "/index.json", index.dump()));
        return base::writeFileAtomic(m_directory + "/oci-layout", R"({"imageLayoutVersion":"1.0.0"})");
    }
    [[nodiscard]] const std::string &directory() const { return m_directory; }

private:
    std::string m_directory;
};

/// Through the store, which speaks with registries; nothing of it stays there.
Result<std::string> upload(engine::Engine &engine, const std::string &yaml, const EnvFiles &envFiles,
                           const std::string &reference, const std::string &version,
                           const base::OperationContext &context)
{
    std::string pattern = std::filesystem::temp_directory_path() / "catamaran-publish-XXXXXX";
    if (!::mkdtemp(pattern.data()))
        return base::failErrno("make a directory in " + pattern);
    const Layout layout(pattern);
    CATAMARAN_CHECK(layout.write(yaml, envFiles, reference, version == "1.0"));
    CATAMARAN_TRY(const auto loaded, engine.images().load({layout.directory(), {}}, context));
    (void)loaded;
    const auto pushed = engine.images().push({reference, false}, {}, context);
    (void)engine.images().remove(reference, true);
    if (!pushed)
        return base::fail(pushed.error());
    return pushed->empty() ? std::string() : pushed->front().digest;
}

int publish(Invocation &call)
{
    ComposeCall compose(call);
    PublishFlags flags;
    flags.declare(compose.options);
    std::vector<std::string> arguments;
    if (const auto code = compose.parse(Interspersed::Yes, {1, 1}, arguments))
        return *code;
    if (!flags.ociVersion.empty() && flags.ociVersion != "1.0" && flags.ociVersion != "1.1")
        return failUsage(call, base::Error(Errc::InvalidArgument,
                                           "invalid --oci-version \"" + flags.ociVersion + "\": 1.0 or 1.1"));
    const auto reference = engine::image::ImageService::normalizeReference(arguments[0]);
    if (!reference)
        return failWith(reference.error());
    auto loading = compose.loadOptions();
    if (!loading)
        return failWith(loading.error());
    loading->interpolate = false; // who runs it has an environment of his own
    loading->normalizeModel = false;
    loading->resolvePaths = false; // paths of this machine are no good elsewhere
    loading->resolveEnvFiles = false;
    auto project = compose.load(*loading);
    if (!project)
        return failWith(project.error());
    if (const auto checked = checkPublishable(*project); !checked)
        return failWith(checked.error());
    if (!isAgreed(*project, flags))
        return 130;
    const auto engine = call.session.engine();
    if (!engine)
        return failWith(engine.error());
    printStderr(" " + arguments[0] + " publishing \n");
    for (auto &[name, service] : project->services) {
        if (!flags.resolveDigests || service.image.find_first_of("@$") != std::string::npos)
            continue;
        const auto image = (*engine)->images().resolve(service.image, {});
        if (!image)
            return failWith(image.error());
        service.image += "@" + image->manifestDigest;
    }
    EnvFiles envFiles;
    if (flags.withEnvironment) {
        auto taken = takeEnvFiles(*project, loading->workingDirectory);
        if (!taken)
            return failWith(taken.error());
        envFiles = std::move(*taken);
    }
    if (!compose.dryRun()) {
        const auto interruptible = call.session.interruptible();
        const auto digest = upload(**engine, compose::toYamlText(*project, compose::Dollars::AsTheyAre),
                                   envFiles, *reference, flags.ociVersion, interruptible.context());
        if (!digest)
            return failWith(digest.error());
        printStderr(" " + *digest + "\n");
    }
    printStderr(" " + arguments[0] + " published \n");
    return 0;
}

} // namespace

void addComposePublish(Registry &registry)
{
    registry.add(
        {"compose publish", "", "[OPTIONS] REPOSITORY[:TAG]", "Publish compose application", publish});
}

} // namespace catamaran::cli
