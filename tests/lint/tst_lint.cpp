// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "tests/support/support.h"

#include <QRegularExpression>
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>
#include <vector>

using namespace catamaran;

namespace {

struct SourceFile {
    std::string path; // from the repository's root
    std::vector<std::string> lines;
};

// Which rooms a room may include, beside itself. The picture is resources/doc/architecture.md. A key or an
// entry is a folder and everything below it; the longest key that matches a file decides.
const std::map<std::string, std::vector<std::string>> &allowedIncludes()
{
    static const std::vector<std::string> kEngineMiddle = {"engine/base", "engine/sys", "engine/loop",
                                                           "engine/spec"};
    const auto with = [](std::vector<std::string> base, std::initializer_list<const char *> more) {
        base.insert(base.end(), more.begin(), more.end());
        return base;
    };
    static const std::map<std::string, std::vector<std::string>> kRules = {
        {"engine/base", {}},
        {"engine/sys", {"engine/base"}},
        {"engine/spec", {"engine/base"}},
        {"engine/loop", {"engine/base", "engine/sys"}},
        {"engine/store", kEngineMiddle},
        {"engine/registry", with(kEngineMiddle, {"engine/store", "engine/launch/program.h"})},
        {"engine/launch", with(kEngineMiddle, {"engine/store"})},
        {"engine/cgroup", with(kEngineMiddle, {"engine/launch"})},
        {"engine/security", with(kEngineMiddle, {"engine/launch"})},
        {"engine/net", with(kEngineMiddle, {"engine/launch", "engine/store"})},
        {"engine/image", with(kEngineMiddle, {"engine/store", "engine/registry"})},
        {"engine/lint", {"engine/base", "engine/build", "engine/launch/program.h"}},
        {"engine/inspect", {"engine/base", "engine/spec", "engine/registry", "engine/image", "engine/lint"}},
        {"engine/build",
         with(kEngineMiddle, {"engine/store", "engine/registry", "engine/image", "engine/launch/program.h"})},
        {"engine/runtime", with(kEngineMiddle, {"engine/store", "engine/image", "engine/net", "engine/cgroup",
                                                "engine/security", "engine/launch", "engine/oci"})},
        {"engine/oci", with(kEngineMiddle, {"engine/cgroup", "engine/security", "engine/launch"})},
        {"engine/api", {"engine"}},
        {"engine/helpers",
         {"engine/base", "engine/sys", "engine/spec", "engine/launch", "engine/net/dns_table.h"}},
        {"hypervisor", {"engine/base", "hypervisor"}},
        {"src/metrics", {"engine/base"}},
        {"src/terminal", {"engine/base"}},
        {"src/settings", {"engine/base"}},
        {"src/core", {"engine/base", "engine/api", "engine/spec", "hypervisor/api"}},
        {"src/compose", {"engine/base", "engine/api", "engine/spec", "src/core"}},
        {"src/stack",
         {"engine/base", "engine/api", "engine/spec", "engine/build", "src/compose", "src/core"}},
        {"src/vm",
         {"engine/base", "engine/api", "engine/spec", "engine/launch", "engine/registry", "hypervisor/api",
          "src/core", "src/compose"}},
        {"src/compare",
         {"engine/base", "engine/api", "engine/spec", "hypervisor/api", "src/core", "src/metrics"}},
        {"src/runtime", {"engine/base", "engine/oci"}},
        {"src/cli", {"engine/base", "engine/api", "engine/spec", "hypervisor/api", "src"}},
        {"src/bridge", {"engine/base", "engine/api", "engine/spec", "hypervisor/api", "src"}},
        {"src/app", {"engine", "hypervisor", "src", "ui"}},
        {"ui", {"src", "ui"}},
        {"tests", {"engine", "hypervisor", "src", "ui", "tests"}},
    };
    return kRules;
}

bool isBelow(const std::string &path, const std::string &room)
{
    return path == room || (path.starts_with(room) && path.size() > room.size() && path[room.size()] == '/');
}

std::string ruleFor(const std::string &path)
{
    std::string best;
    for (const auto &[room, allowed] : allowedIncludes()) {
        if (isBelow(path, room) && room.size() > best.size())
            best = room;
    }
    return best;
}

const std::vector<SourceFile> &sources()
{
    static const std::vector<SourceFile> kSources = [] {
        std::vector<SourceFile> out;
        const std::filesystem::path root = test::sourceDirectory();
        for (const char *top : {"engine", "hypervisor", "src", "ui", "tests"}) {
            if (!std::filesystem::exists(root / top))
                continue;
            for (const auto &entry : std::filesystem::recursive_directory_iterator(root / top)) {
                const std::string extension = entry.path().extension().string();
                if (extension != ".h" && extension != ".cpp" && extension != ".c")
                    continue;
                SourceFile file;
                file.path = std::filesystem::relative(entry.path(), root).string();
                std::istringstream text(base::readFile(entry.path().string()).value_or(std::string()));
                for (std::string line; std::getline(text, line);)
                    file.lines.push_back(line);
                out.push_back(std::move(file));
            }
        }
        std::sort(out.begin(), out.end(), [](const auto &a, const auto &b) { return a.path < b.path; });
        return out;
    }();
    return kSources;
}

std::string place(const SourceFile &file, std::size_t line)
{
    return file.path + ":" + std::to_string(line + 1) + ": ";
}

void report(const std::vector<std::string> &problems)
{
    for (const std::string &problem : problems)
        qWarning("%s", problem.c_str());
    QVERIFY2(problems.empty(), (std::to_string(problems.size()) + " problems, see above").c_str());
}

} // namespace

class LintTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY2(sources().size() > 20, "the sources were not found; is CATAMARAN_SOURCE_DIR set?");
    }

    void roomsIncludeOnlyWhatThePictureAllows()
    {
        std::vector<std::string> problems;
        static const QRegularExpression kInclude(
            R"re(^\s*#\s*include\s+[\x22<]((engine|hypervisor|src|ui|tests)/[^\x22>]+)[\x22>])re");
        for (const SourceFile &file : sources()) {
            const std::string room = ruleFor(file.path);
            if (room.empty()) {
                problems.push_back(file.path +
                                   ": no rule for this folder; add it to tests/lint and to the picture");
                continue;
            }
            for (std::size_t i = 0; i < file.lines.size(); ++i) {
                const auto match = kInclude.match(QString::fromStdString(file.lines[i]));
                if (!match.hasMatch())
                    continue;
                const std::string include = match.captured(1).toStdString();
                const auto &allowed = allowedIncludes().at(room);
                const bool fine = isBelow(include, room) ||
                                  std::any_of(allowed.begin(), allowed.end(), [&](const std::string &other) {
                                      return isBelow(include, other);
                                  });
                if (!fine)
                    problems.push_back(place(file, i) + room + " must not include " + include);
            }
        }
        report(problems);
    }

    void pagesOfTheWindowDoNotKnowEachOther()
    {
        static const std::set<std::string> kShared = {"theme", "models",   "charts",  "widgets", "dialogs",
                                                      "shell", "terminal", "console", "screen"};
        std::vector<std::string> problems;
        static const QRegularExpression kInclude(R"re(^\s*#\s*include\s+\x22ui/([a-z_]+)/)re");
        for (const SourceFile &file : sources()) {
            if (!file.path.starts_with("ui/") || std::count(file.path.begin(), file.path.end(), '/') < 2)
                continue;
            const std::string page = file.path.substr(3, file.path.find('/', 3) - 3);
            if (page == "shell")
                continue; // the shell makes the pages
            for (std::size_t i = 0; i < file.lines.size(); ++i) {
                const auto match = kInclude.match(QString::fromStdString(file.lines[i]));
                const std::string other = match.captured(1).toStdString();
                if (match.hasMatch() && other != page && (!kShared.contains(other) || other == "shell"))
                    problems.push_back(place(file, i) + "page " + page + " must not include page " + other);
            }
        }
        report(problems);
    }

    void libvirtIsNamedInItsOwnRoomOnly()
    {
        std::vector<std::string> problems;
        for (const SourceFile &file : sources()) {
            for (std::size_t i = 0; i < file.lines.size(); ++i) {
                if (file.lines[i].find("#include <libvirt/") != std::string::npos &&
                    !isBelow(file.path, "hypervisor/libvirt") && !file.path.starts_with("tests/"))
                    problems.push_back(place(file, i) + "only hypervisor/libvirt includes libvirt");
            }
        }
        report(problems);
    }

    void qtStaysOutOfEngineAndHypervisor()
    {
        std::vector<std::string> problems;
        static const QRegularExpression kQt(R"re(^\s*#\s*include\s+<Q[A-Z]|^\s*#\s*include\s+<Qt)re");
        for (const SourceFile &file : sources()) {
            const bool free = isBelow(file.path, "engine") || isBelow(file.path, "hypervisor") ||
                              (isBelow(file.path, "src") && !isBelow(file.path, "src/bridge") &&
                               !isBelow(file.path, "src/app"));
            for (std::size_t i = 0; free && i < file.lines.size(); ++i) {
                if (kQt.match(QString::fromStdString(file.lines[i])).hasMatch())
                    problems.push_back(place(file, i) +
                                       "no Qt here; Qt belongs to src/bridge, src/app and ui");
            }
        }
        report(problems);
    }

    void processesAreMadeInTheirPlacesOnly()
    {
        struct Ban {
            const char *pattern;
            const char *reason;
            std::vector<std::string> except;
        };
        const std::vector<Ban> bans = {
            {R"re((?<![\w:.>])(::)?(fork|vfork|popen|system)\s*\()re",
             "never fork; engine/launch starts processes",
             {"engine/helpers", "hypervisor/guest", "hypervisor/libvirt/keeper", "tests"}},
            {R"re(SYS_clone|(?<![\w.>:*])clone3?\s*\()re",
             "clone belongs to the helpers",
             {"engine/helpers", "engine/sys", "hypervisor/guest", "tests"}},
            {R"re(\bQProcess\b)re", "QProcess is for tests only", {"tests"}},
            {R"re(waitpid\s*\(\s*-1)re",
             "reap by name, never waitpid(-1)",
             {"engine/helpers", "hypervisor/guest", "hypervisor/libvirt/keeper"}},
            {R"re(#\s*define\s+private)re", "no #define private", {}},
            {R"re(virEventRegisterDefaultImpl\s*\()re",
             "Qt shares GLib's default context; use our own event loop",
             {}},
        };
        std::vector<std::string> problems;
        for (const Ban &ban : bans) {
            const QRegularExpression expression(ban.pattern);
            for (const SourceFile &file : sources()) {
                if (file.path == "tests/lint/tst_lint.cpp" ||
                    std::any_of(ban.except.begin(), ban.except.end(),
                                [&](const std::string &room) { return isBelow(file.path, room); }))
                    continue;
                for (std::size_t i = 0; i < file.lines.size(); ++i) {
                    const QString line = QString::fromStdString(file.lines[i]).trimmed();
                    if (!line.startsWith("//") && !line.startsWith("*") && expression.match(line).hasMatch())
                        problems.push_back(place(file, i) + ban.reason);
                }
            }
        }
        report(problems);
    }

    void filesAndFunctionsStayReadable()
    {
        std::vector<std::string> problems;
        for (const SourceFile &file : sources()) {
            if (file.lines.size() > 800)
                problems.push_back(file.path + ": " + std::to_string(file.lines.size()) +
                                   " lines; 800 is the most");
            // clang-format puts the braces of a function, and only those, alone at its start.
            std::size_t begin = 0;
            for (std::size_t i = 0; i < file.lines.size(); ++i) {
                if (file.lines[i] == "{")
                    begin = i;
                else if (file.lines[i] == "}" && begin != 0) {
                    if (i - begin > 81 && !file.path.starts_with("tests/"))
                        problems.push_back(place(file, begin) + "function of " +
                                           std::to_string(i - begin - 1) + " lines; 80 is the most");
                    begin = 0;
                }
            }
        }
        report(problems);
    }

    void everyFileNamesItsLicence()
    {
        std::vector<std::string> problems;
        for (const SourceFile &file : sources()) {
            if (file.lines.empty() ||
                file.lines.front().find("SPDX-License-Identifier: GPL-3.0-or-later") == std::string::npos)
                problems.push_back(file.path + ": the first line must be the SPDX licence line");
        }
        report(problems);
    }

    void publicHeadersExplainThemselves()
    {
        std::vector<std::string> problems;
        static const QRegularExpression kClass(R"re(^(class|struct) [A-Z]\w*[^;]*\{)re");
        for (const SourceFile &file : sources()) {
            if (!file.path.ends_with(".h") || file.path.starts_with("tests/"))
                continue;
            bool classes = false;
            bool comments = false;
            for (const std::string &line : file.lines) {
                classes = classes || kClass.match(QString::fromStdString(line)).hasMatch();
                comments = comments || line.find("///") != std::string::npos;
            }
            if (classes && !comments)
                problems.push_back(file.path + ": a header with classes needs doc comments (///)");
        }
        report(problems);
    }

    void testsDoNotSleep()
    {
        std::vector<std::string> problems;
        static const QRegularExpression kSleep(
            R"re(\b(QTest::qSleep|QThread::m?sleep|sleep_for|usleep|nanosleep)\s*\()re");
        for (const SourceFile &file : sources()) {
            if (!file.path.starts_with("tests/") || file.path.starts_with("tests/bench") ||
                file.path == "tests/lint/tst_lint.cpp")
                continue;
            for (std::size_t i = 0; i < file.lines.size(); ++i) {
                if (kSleep.match(QString::fromStdString(file.lines[i])).hasMatch() &&
                    file.lines[i].find("// fault injection") == std::string::npos)
                    problems.push_back(place(file, i) +
                                       "wait on an event (QTRY_VERIFY, poll with a deadline), do not sleep");
            }
        }
        report(problems);
    }
};

QTEST_GUILESS_MAIN(LintTest)
#include "tst_lint.moc"
