// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/build/builder.h"

#include "engine/base/clock.h"
#include "engine/base/file.h"
#include "engine/build/stage_builder.h"
#include "engine/image/reference.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <sys/utsname.h>
#include <unistd.h>

namespace catamaran::engine::build {

using base::Errc;
using base::Result;

namespace {

std::string lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

struct Stage {
    const Instruction *from = nullptr;
    std::vector<const Instruction *> body;
    std::string name; ///< lower case
    std::string base; ///< expanded
    int baseStage = -1;
    bool needed = false;
    std::unique_ptr<StageBuilder> builder;
};

class Build {
public:
    Build(image::ImageService &images, image::LayerStore &store, const BuildRequest &request,
          const RunStep &runStep, const std::function<void(const BuildEvent &)> &onEvent,
          const base::OperationContext &context, const Dockerfile &dockerfile)
        : m_images(images), m_onEvent(onEvent),
          m_dockerfile(dockerfile), m_scope{
                                        store,      request, runStep, context,
                                        dockerfile, {},      {},      image::Platform::host().architecture,
                                        {},         {},      {},      {},
                                        {},         {}}
    {
    }

    Result<BuildResult> run()
    {
        CATAMARAN_CHECK(prepareTime());
        CATAMARAN_CHECK(readIgnore());
        CATAMARAN_CHECK(collectStages());
        CATAMARAN_TRY(const std::size_t target, targetStage());
        need(target);
        for (const Stage &stage : m_stages) {
            if (stage.needed)
                m_steps += static_cast<int>(stage.body.size()) + 1;
        }
        for (std::size_t i = 0; i <= target; ++i) {
            if (m_stages[i].needed)
                CATAMARAN_CHECK(buildStage(i));
        }
        return finish(*m_stages[target].builder);
    }

private:
    Result<void> prepareTime()
    {
        m_scope.time.now =
            std::chrono::duration_cast<std::chrono::seconds>(base::WallClock::now().time_since_epoch())
                .count();
        std::optional<std::string> epoch = m_scope.buildArgument("SOURCE_DATE_EPOCH");
        if (const char *value = std::getenv("SOURCE_DATE_EPOCH"); !epoch && value && *value != '\0')
            epoch = value;
        m_scope.now = base::rfc3339(base::WallClock::now());
        if (!epoch || epoch->empty())
            return {};
        if (epoch->size() > 12 || epoch->find_first_not_of("0123456789") != std::string::npos)
            return base::fail(base::Error(Errc::InvalidArgument,
                                          "SOURCE_DATE_EPOCH=" + *epoch + " is not a number of seconds"));
        m_scope.time.last = std::stoll(*epoch);
        m_scope.time.now = std::min(m_scope.time.now, *m_scope.time.last);
        m_scope.now = base::rfc3339(base::WallClock::time_point(std::chrono::seconds(m_scope.time.now)));
        return {};
    }

    Result<void> readIgnore()
    {
        const BuildRequest &request = m_scope.request;
        const std::string dockerfile =
            request.dockerfile.empty() ? request.contextDirectory + "/Dockerfile" : request.dockerfile;
        for (const std::string &file :
             {dockerfile + ".dockerignore", request.contextDirectory + "/.dockerignore"}) {
            if (::access(file.c_str(), F_OK) != 0)
                continue;
            CATAMARAN_TRY(const std::string text, base::readFile(file));
            CATAMARAN_TRY(m_scope.ignore, DockerIgnore::parse(text, file));
            break;
        }
        return {};
    }

    [[nodiscard]] std::optional<std::string> globalVariable(const std::string &name) const
    {
        if (const auto found = m_scope.globalArguments.find(name); found != m_scope.globalArguments.end())
            return found->second;
        return m_scope.platformArgument(name);
    }

    [[nodiscard]] Result<std::string> expandGlobal(const Instruction &at, const std::string &text) const
    {
        Substitution::Options options;
        options.escape = m_dockerfile.source->escape();
        auto out = Substitution([this](const std::string &name) { return globalVariable(name); }, options)
                       .word(text);
        if (!out)
            return m_dockerfile.errorAt(at, out.error().message());
        return out;
    }

    Result<void> globalArgument(const Instruction &instruction)
    {
        for (const std::string &word : instruction.arguments) {
            const std::size_t equals = word.find('=');
            const std::string name = word.substr(0, equals);
            std::optional<std::string> value = m_scope.buildArgument(name);
            if (!value && equals != std::string::npos) {
                CATAMARAN_TRY(value, expandGlobal(instruction, word.substr(equals + 1)));
            }
            if (value)
                m_scope.globalArguments[name] = *value;
        }
        return {};
    }

    Result<void> collectStages()
    {
        for (const Instruction &instruction : m_dockerfile.instructions) {
            if (instruction.name != "from") {
                if (m_stages.empty())
                    CATAMARAN_CHECK(globalArgument(instruction));
                else
                    m_stages.back().body.push_back(&instruction);
                continue;
            }
            Stage stage;
            stage.from = &instruction;
            CATAMARAN_TRY(stage.base, expandGlobal(instruction, instruction.arguments.front()));
            if (stage.base.empty())
                return m_dockerfile.errorAt(instruction, "base name (" + instruction.arguments.front() +
                                                             ") should not be blank");
            if (instruction.arguments.size() == 3)
                stage.name = lower(instruction.arguments[2]);
            stage.baseStage = stageByName(stage.base);
            if (const auto platform = instruction.flag("platform")) {
                CATAMARAN_TRY(const std::string expanded, expandGlobal(instruction, *platform));
                if (const auto usable = image::checkHostPlatform(expanded, "FROM --platform"); !usable)
                    return m_dockerfile.errorAt(instruction, usable.error().message(), usable.error().code())
                        .withFix(usable.error().fix());
            }
            m_stages.push_back(std::move(stage));
        }
        return {};
    }

    /// The newest earlier stage of that name; -1: none.
    [[nodiscard]] int stageByName(const std::string &name) const
    {
        for (std::size_t i = m_stages.size(); i > 0; --i) {
            if (!m_stages[i - 1].name.empty() && m_stages[i - 1].name == lower(name))
                return static_cast<int>(i) - 1;
        }
        return -1;
    }

    /// As stageByName(), or by number.
    [[nodiscard]] int stageBy(const std::string &name) const
    {
        if (const int index = stageByName(name); index >= 0)
            return index;
        if (!name.empty() && name.size() < 5 && name.find_first_not_of("0123456789") == std::string::npos &&
            std::stoul(name) < m_stages.size())
            return std::stoi(name);
        return -1;
    }

    Result<std::size_t> targetStage() const
    {
        const std::string &target = m_scope.request.target;
        if (target.empty())
            return m_stages.size() - 1;
        const int index = stageBy(target);
        if (index >= 0)
            return static_cast<std::size_t>(index);
        std::string names;
        for (const Stage &stage : m_stages)
            names += stage.name.empty() ? "" : " " + stage.name;
        return base::fail(
            base::Error(Errc::NotFound, "target stage \"" + target + "\" could not be found")
                .withFix(names.empty() ? "The Dockerfile names no stages." : "There are:" + names));
    }

    void need(std::size_t index)
    {
        Stage &stage = m_stages[index];
        if (stage.needed)
            return;
        stage.needed = true;
        if (stage.baseStage >= 0)
            need(static_cast<std::size_t>(stage.baseStage));
        for (const Instruction *instruction : stage.body) {
            const auto from = instruction->flag("from");
            const int other = from ? stageBy(*from) : -1;
            if (other >= 0 && static_cast<std::size_t>(other) < index)
                need(static_cast<std::size_t>(other));
        }
    }

    Result<std::vector<std::string>> source(const std::string &name, std::size_t forStage)
    {
        const int index = stageBy(name);
        if (index >= 0 && static_cast<std::size_t>(index) < forStage) {
            Stage &stage = m_stages[static_cast<std::size_t>(index)];
            if (!stage.builder) // named by a variable: not foreseen
                CATAMARAN_CHECK(buildStage(static_cast<std::size_t>(index)));
            return stage.builder->directories();
        }
        CATAMARAN_TRY(const image::ResolvedImage image, m_images.resolve(name, m_scope.context));
        return image.layerDirectories;
    }

    Result<void> startStage(Stage &stage)
    {
        if (stage.baseStage >= 0) {
            const StageBuilder &below = *m_stages[static_cast<std::size_t>(stage.baseStage)].builder;
            stage.builder->start(below.config(), below.layers());
            return {};
        }
        if (stage.base == "scratch") {
            spec::ImageConfig config;
            config.architecture = m_scope.architecture;
            config.variant = m_scope.variant;
            stage.builder->start(std::move(config), {});
            return {};
        }
        auto image = m_images.resolve(stage.base, m_scope.context);
        if (!image)
            return m_dockerfile.errorAt(*stage.from, image.error().message(), image.error().code())
                .withFix(image.error().fix());
        CATAMARAN_TRY(std::vector<image::Layer> layers, m_scope.store.layersOf(image->id));
        stage.builder->start(std::move(image->config), std::move(layers));
        return {};
    }

    Result<void> buildStage(std::size_t index)
    {
        Stage &stage = m_stages[index];
        if (stage.builder)
            return {};
        stage.builder = std::make_unique<StageBuilder>(
            m_scope, [this, index](const std::string &name) { return source(name, index); });
        CATAMARAN_CHECK(step(*stage.from, [&](bool &) { return startStage(stage); }));
        const std::vector<std::string> triggers = std::exchange(stage.builder->config().onBuild, {});
        for (const std::string &text : triggers) {
            CATAMARAN_TRY(Instruction trigger, parseInstruction(text, m_dockerfile.source->escape()));
            trigger.line = stage.from->line;
            CATAMARAN_CHECK(validateInstruction(m_dockerfile, trigger));
            bool cached = false;
            CATAMARAN_CHECK(stage.builder->apply(trigger, cached));
        }
        for (const Instruction *instruction : stage.body)
            CATAMARAN_CHECK(
                step(*instruction, [&](bool &cached) { return stage.builder->apply(*instruction, cached); }));
        return {};
    }

    Result<void> step(const Instruction &instruction, const std::function<Result<void>(bool &)> &work)
    {
        if (m_scope.context.stopRequested())
            return base::fail(Errc::Cancelled, "build cancelled");
        BuildEvent event;
        event.step = ++m_step;
        event.steps = m_steps;
        event.instruction = instruction.original;
        tell(event);
        m_scope.context.report(instruction.original, m_step - 1, m_steps, "steps");
        m_scope.onOutput = [&](std::string_view text) {
            BuildEvent output = event;
            output.output = text;
            tell(output);
        };
        const auto start = base::SteadyClock::now();
        auto done = work(event.cached);
        m_scope.onOutput = nullptr;
        if (!done)
            return done;
        event.seconds = std::chrono::duration<double>(base::SteadyClock::now() - start).count();
        event.done = true;
        tell(event);
        return {};
    }

    void tell(const BuildEvent &event) const
    {
        if (m_onEvent)
            m_onEvent(event);
    }

    Result<BuildResult> finish(StageBuilder &stage)
    {
        spec::ImageConfig config = stage.config();
        for (const auto &[key, value] : m_scope.request.labels)
            config.labels[key] = value;
        config.created = stage.created().empty() ? m_scope.now : stage.created();
        std::vector<std::string> tags;
        for (const std::string &tag : m_scope.request.tags) {
            CATAMARAN_TRY(const image::Reference reference, image::Reference::parse(tag));
            if (!reference.digest.empty())
                return base::fail(Errc::InvalidArgument, "a tag cannot hold a digest: " + tag);
            tags.push_back(reference.normalized());
        }
        CATAMARAN_TRY(const image::LayerStore::PutImage put,
                      m_scope.store.putImage(config, stage.layers(), tags));
        BuildResult result{put.id, put.manifestDigest, m_scope.warnings};
        for (const ParseWarning &warning : m_dockerfile.warnings)
            result.warnings.push_back("line " + std::to_string(warning.line) + ": " + warning.text);
        std::string unused;
        for (const auto &[name, value] : m_scope.request.buildArguments) {
            if (!m_scope.consumedArguments.contains(name))
                unused += (unused.empty() ? "" : " ") + name;
        }
        if (!unused.empty())
            result.warnings.push_back("One or more build-args [" + unused + "] were not consumed");
        return result;
    }

    image::ImageService &m_images;
    const std::function<void(const BuildEvent &)> &m_onEvent;
    const Dockerfile &m_dockerfile;
    BuildScope m_scope;
    std::vector<Stage> m_stages;
    int m_step = 0;
    int m_steps = 0;
};

Result<Dockerfile> readDockerfile(const BuildRequest &request)
{
    const std::string file =
        request.dockerfile.empty() ? request.contextDirectory + "/Dockerfile" : request.dockerfile;
    auto text = base::readFile(file);
    if (!text)
        return base::fail(
            std::move(text)
                .error()
                .withContext("read Dockerfile")
                .withFix("Give the directory that holds the Dockerfile, or name the file with -f."));
    CATAMARAN_TRY(Dockerfile dockerfile, parseDockerfile(*text, file));
    CATAMARAN_CHECK(validateDockerfile(dockerfile));
    return dockerfile;
}

} // namespace

Result<BuildResult> build(image::ImageService &images, const BuildRequest &request, const RunStep &runStep,
                          const std::function<void(const BuildEvent &)> &onEvent,
                          const base::OperationContext &context)
{
    image::LayerStore *store = images.layerStore();
    if (!store)
        return base::fail(Errc::Unsupported, "this image service cannot store what is built");
    if (request.pull)
        return base::fail(base::Error(Errc::Unsupported,
                                      "--pull is not supported: a build takes its bases from what is "
                                      "here, not from a registry")
                              .withFix("Run \"catamaran pull\" first, and leave --pull out."));
    CATAMARAN_CHECK(image::checkHostPlatform(request.platform, "--platform"));
    for (const std::string &tag : request.tags)
        CATAMARAN_CHECK(image::Reference::parse(tag));
    CATAMARAN_TRY(const Dockerfile dockerfile, readDockerfile(request));
    // Until the image is in the database nothing refers to its blobs: keep the collector away.
    CATAMARAN_TRY(const store::FileLock content, store->useContent());
    return Build(images, *store, request, runStep, onEvent, context, dockerfile).run();
}

} // namespace catamaran::engine::build
