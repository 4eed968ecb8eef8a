// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/core/demo_image.h"

#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/base/rollback.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <elf.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::core {

namespace {

namespace fs = std::filesystem;

/// Tells from which files an image was made.
constexpr const char *kDigestLabel = "org.catamaran.demo.sources";

struct SourceFile {
    std::string name; ///< relative to the context
    std::string path;
};

base::Result<std::vector<SourceFile>> listFiles(const std::string &directory)
{
    std::vector<SourceFile> files;
    std::error_code error;
    for (fs::recursive_directory_iterator it(directory, error), end; !error && it != end;
         it.increment(error)) {
        if (it->is_regular_file(error))
            files.push_back({fs::relative(it->path(), directory, error).string(), it->path().string()});
    }
    if (error)
        return base::fail(base::Error::fromErrno(error.value(), "read " + directory));
    std::sort(files.begin(), files.end(),
              [](const SourceFile &a, const SourceFile &b) { return a.name < b.name; });
    return files;
}

base::Result<std::string> digestOf(const std::vector<SourceFile> &files)
{
    base::Sha256 digest;
    for (const SourceFile &file : files) {
        CATAMARAN_TRY(const std::string content, base::readFile(file.path));
        digest.update(file.name + '\0' + std::to_string(content.size()) + '\0');
        digest.update(content);
    }
    return digest.finishHex();
}

base::Result<void> copyInto(const std::string &context, const std::vector<SourceFile> &files)
{
    for (const SourceFile &file : files) {
        const std::string target = context + "/" + file.name;
        CATAMARAN_CHECK(base::makeDirectories(fs::path(target).parent_path().string()));
        CATAMARAN_TRY(const std::string content, base::readFile(file.path));
        struct stat status {};
        if (::stat(file.path.c_str(), &status) != 0)
            return base::failErrno("stat " + file.path);
        CATAMARAN_CHECK(base::writeFileAtomic(target, content, status.st_mode & 0777));
    }
    return {};
}

} // namespace

bool isStaticElf(std::string_view bytes)
{
    Elf64_Ehdr header{};
    if (bytes.size() < sizeof header)
        return false;
    std::memcpy(&header, bytes.data(), sizeof header);
    if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 || header.e_ident[EI_CLASS] != ELFCLASS64 ||
        header.e_phentsize != sizeof(Elf64_Phdr))
        return false;
    for (std::size_t i = 0; i < header.e_phnum; ++i) {
        Elf64_Phdr program{};
        const std::size_t offset = header.e_phoff + i * sizeof program;
        if (offset > bytes.size() || bytes.size() - offset < sizeof program)
            return false;
        std::memcpy(&program, bytes.data() + offset, sizeof program);
        if (program.p_type == PT_INTERP)
            return false;
    }
    return header.e_phnum > 0;
}

base::Result<std::string> findStaticBusybox(const std::vector<std::string> &candidates)
{
    std::string found;
    for (const std::string &path : candidates) {
        const auto bytes = base::readFile(path);
        if (bytes && isStaticElf(*bytes))
            return path;
        if (bytes)
            found = path;
    }
    return base::fail(base::Error(base::Errc::NotFound, found.empty() ? "there is no busybox on this machine"
                                                                      : found + " is not a static program")
                          .withFix("Install it: apt-get install busybox-static"));
}

base::Result<std::string> findDemoSources()
{
    std::vector<std::string> places;
    if (const char *chosen = std::getenv("CATAMARAN_RESOURCES"))
        places.push_back(std::string(chosen) + "/demos/web");
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    if (!error) {
        const fs::path prefix = program.parent_path().parent_path();
        places.push_back((prefix / "share/catamaran/demos/web").string());
        // As libexec/catamaran/catamaran-full.
        places.push_back((prefix.parent_path() / "share/catamaran/demos/web").string());
    }
#ifdef CATAMARAN_SOURCE_RESOURCES // no package has it
    places.emplace_back(CATAMARAN_SOURCE_RESOURCES "/demos/web");
#endif
    for (const std::string &place : places) {
        if (::access((place + "/Dockerfile").c_str(), R_OK) == 0)
            return place;
    }
    return base::fail(
        base::Error(base::Errc::NotFound, "the files of the demo are not installed")
            .withFix("Install Catamaran again, or set CATAMARAN_RESOURCES to its resources folder."));
}

base::Result<std::string> prepareDemoImage(engine::Engine &engine, const std::string &sources,
                                           const std::string &busybox, const base::OperationContext &context)
{
    CATAMARAN_TRY(auto files, listFiles(sources));
    files.push_back({"busybox", busybox});
    CATAMARAN_TRY(const std::string digest, digestOf(files));
    if (const auto present = engine.images().resolve(kDemoImage, context)) {
        const auto label = present->config.labels.find(kDigestLabel);
        if (label != present->config.labels.end() && label->second == digest)
            return present->id;
    } else if (present.error().code() != base::Errc::NotFound) {
        return base::fail(present.error());
    }
    std::string directory = engine.options().runDirectory + "/demo-XXXXXX";
    CATAMARAN_CHECK(base::makeDirectories(engine.options().runDirectory, 0711));
    if (!::mkdtemp(directory.data()))
        return base::failErrno("make " + directory);
    // Runs on success too: the context is of no use after the build.
    base::Rollback removeContext;
    removeContext.push("remove " + directory, [directory] { return base::removeTree(directory); });
    context.report("Preparing the demo's files");
    CATAMARAN_CHECK(copyInto(directory, files));
    engine::build::BuildRequest request;
    request.contextDirectory = directory;
    request.tags = {kDemoImage};
    request.labels = {{kDigestLabel, digest}};
    const auto onEvent = [&context](const engine::build::BuildEvent &event) {
        context.report(event.instruction, event.step, event.steps, "steps");
    };
    CATAMARAN_TRY(const engine::build::BuildResult built, engine.build(request, onEvent, context));
    return built.imageId;
}

} // namespace catamaran::core
