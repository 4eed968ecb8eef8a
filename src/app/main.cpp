// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/rootless.h"
#include "src/app/options.h"
#include "src/app/single_instance.h"
#include "src/bridge/engine_desk.h"
#include "src/bridge/engine_rooms.h"
#include "src/bridge/engine_stacks.h"
#include "src/bridge/parts.h"
#include "src/bridge/session.h"
#include "ui/shell/capture.h"
#include "ui/shell/conveniences.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "ui/theme/theme.h"
#include "ui/widgets/page.h"
#include "ui/widgets/preferences.h"
#include "ui/widgets/stall_watch.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QSettings>
#include <QStandardPaths>
#include <QTimer>
#include <cstdio>
#include <ctime>
#include <memory>
#include <unistd.h>

using namespace catamaran;

namespace {

constexpr int kExitUsage = 2;
constexpr int kUntilReadying = 2000; ///< ms; what is on the screen comes first

/// Time since this process was started, from the kernel's own record, so that loading counts too.
double millisecondsSinceStart()
{
    std::FILE *file = std::fopen("/proc/self/stat", "re");
    if (file == nullptr)
        return 0;
    char text[1024] = {};
    const std::size_t length = std::fread(text, 1, sizeof text - 1, file);
    std::fclose(file);
    // Field 22 (proc(5)); the second one may hold spaces, so count from its closing bracket.
    const QByteArray line(text, static_cast<qsizetype>(length));
    const QList<QByteArray> fields = line.mid(line.lastIndexOf(')') + 2).split(' ');
    constexpr qsizetype kStartTime = 22 - 3;
    timespec now{};
    ::clock_gettime(CLOCK_BOOTTIME, &now);
    const double started = fields.value(kStartTime).toDouble() * 10.0;
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6 - started;
}

bridge::Parts realParts(const engine::EngineOptions &options)
{
    bridge::Parts parts;
    parts.openDeck = [options] { return core::Deck::open(options); };
    parts.runExperiment = compare::runExperiment;
    parts.listImages = [](core::Deck &deck) { return deck.engine().images().list(); };
    parts.rooms = std::make_shared<bridge::EngineRooms>();
    parts.stacks = std::make_shared<bridge::EngineStacks>();
    parts.desk = std::make_shared<bridge::EngineDesk>();
    parts.stateDirectory = options.dataDirectory;
    return parts;
}

void choosePlatform(const app::Options &options)
{
    const bool display = qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY");
    if (!options.captureDirectory.isEmpty() && !display && !qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
}

/// Answers what needs no window; nullopt: go on.
std::optional<int> answerAtOnce(const app::Options &options)
{
    if (!options.error.isEmpty()) {
        std::fprintf(stderr, "catamaran-desktop: %s\n%s", qPrintable(options.error),
                     qPrintable(app::usage()));
        return kExitUsage;
    }
    if (options.help) {
        std::printf("%s", qPrintable(app::usage()));
        return 0;
    }
    if (options.version) {
        std::printf("Catamaran %s\n", CATAMARAN_VERSION);
        return 0;
    }
    if (!options.captureDirectory.isEmpty())
        return std::nullopt;
    if (!qEnvironmentVariableIsSet("DISPLAY") && !qEnvironmentVariableIsSet("WAYLAND_DISPLAY") &&
        !qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) {
        std::fprintf(stderr, "catamaran-desktop: no display found (DISPLAY and WAYLAND_DISPLAY are empty)\n"
                             "Fix: start it on a desktop, or render to files with --capture DIR, or use "
                             "\"catamaran compare demo\" in this terminal\n");
        return 1;
    }
    return std::nullopt;
}

void startCapture(bridge::Session &session, ui::MainWindow &window, const app::Options &options)
{
    auto *capture = new ui::Capture(session, window, options.captureDirectory, &window);
    if (!options.page.isEmpty())
        capture->setPages({options.page});
    if (options.demo)
        capture->setRunRaceFirst(options.runs > 0 ? options.runs : 3);
    QObject::connect(capture, &ui::Capture::finished, &window,
                     [](const QStringList &files, const QString &problem) {
                         for (const QString &file : files)
                             std::printf("%s\n", qPrintable(file));
                         if (!problem.isEmpty())
                             std::fprintf(stderr, "catamaran-desktop: %s\n", qPrintable(problem));
                         QCoreApplication::exit(problem.isEmpty() ? 0 : 1);
                     });
    capture->start();
}

/// What a start asks of a window that is open already, or was just made.
void follow(ui::MainWindow &window, const app::Options &options)
{
    if (!options.page.isEmpty())
        window.showPage(options.page);
    window.conveniences().openOutside(options.things);
}

void startDemo(ui::MainWindow &window, int runs)
{
    window.showPage(QStringLiteral("compare"));
    ui::Page *page = window.page(QStringLiteral("compare"));
    if (runs > 0)
        page->receive(QStringLiteral("runs"), runs);
    page->receive(QStringLiteral("start"), true);
}

void traceStartup(ui::MainWindow &window)
{
    if (!qEnvironmentVariableIsSet("CATAMARAN_TRACE_STARTUP"))
        return;
    QObject::connect(&window, &ui::MainWindow::firstFrameShown, &window,
                     [] { std::fprintf(stderr, "first frame after %.0f ms\n", millisecondsSinceStart()); });
}

/// CATAMARAN_TRACE_STALLS=16: says whenever the window answered to nothing for 16 ms.
void traceStalls()
{
    const double limit = qEnvironmentVariable("CATAMARAN_TRACE_STALLS").toDouble();
    if (limit <= 0)
        return;
    ui::StallWatch::instance().setLoud(true);
    ui::StallWatch::instance().start(limit);
}

/// Paths mean the folder that they were typed in, also in the window of another start.
QStringList absolute(const QStringList &arguments)
{
    QStringList out;
    for (const QString &argument : arguments) {
        const bool path = !argument.startsWith(QLatin1Char('-')) && !argument.contains(QLatin1String("://"));
        out.append(path && QFileInfo::exists(argument) ? QFileInfo(argument).absoluteFilePath() : argument);
    }
    return out;
}

std::unique_ptr<ui::MainWindow> windowOf(bridge::Session &session, QSettings *settings)
{
    auto window = std::make_unique<ui::MainWindow>(session, ui::standardPages(session), settings);
    QObject::connect(window.get(), &ui::MainWindow::firstFrameShown, window.get(), [one = window.get()] {
        QTimer::singleShot(kUntilReadying, one, &ui::MainWindow::getReady);
    });
    return window;
}

void nameApplication()
{
    QApplication::setApplicationName(QStringLiteral("catamaran"));
    QApplication::setOrganizationName(QStringLiteral("catamaran"));
    QApplication::setDesktopFileName(QStringLiteral("org.catamaran.Catamaran"));
}

} // namespace

static int run(int argc, char **argv)
{
    engine::enterDeck(argv);
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    const app::Options options = app::parseOptions(arguments);
    if (const auto code = answerAtOnce(options))
        return *code;
    choosePlatform(options);

    ui::WatchedApplication application(argc, argv);
    nameApplication();
    traceStalls();
    QSettings settings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("catamaran"),
                       QStringLiteral("catamaran"));
    const bool capturing = !options.captureDirectory.isEmpty();
    ui::Preferences &preferences = ui::Preferences::instance();
    if (!capturing)
        preferences.setStore(&settings);
    const QString theme =
        options.theme.isEmpty() ? preferences.value(ui::Preferences::kTheme).toString() : options.theme;
    ui::useLanguage(ui::languageOf(options.language.isEmpty()
                                       ? preferences.value(ui::Preferences::kLanguage).toString()
                                       : options.language));
    ui::Theme look(application, theme == QLatin1String("light") ? ui::Scheme::Light : ui::Scheme::Dark);

    const engine::EngineOptions engineOptions = engine::EngineOptions::forCurrentUser();
    app::SingleInstance instance(QString::fromStdString(engineOptions.dataDirectory));
    const bool alone = capturing || options.newInstance || options.demo;
    if (!alone && instance.handOver(absolute(arguments)))
        return 0;
    bridge::Session session(realParts(engineOptions));
    // A capture shows the default window, not somebody's last one.
    const auto makeWindow = [&] { return windowOf(session, capturing ? nullptr : &settings); };
    std::unique_ptr<ui::MainWindow> window = makeWindow();
    if (options.size)
        window->resize(*options.size);
    if (!options.page.isEmpty() && !window->pageIds().contains(options.page)) {
        std::fprintf(stderr, "catamaran-desktop: there is no page \"%s\"; pages: %s\n",
                     qPrintable(options.page), qPrintable(window->pageIds().join(QStringLiteral(", "))));
        return kExitUsage;
    }
    if (!options.page.isEmpty())
        window->showPage(options.page);
    QObject::connect(&preferences, &ui::Preferences::changed, &application,
                     [&](const QString &key, const QVariant &value) {
                         if (key != ui::Preferences::kLanguage)
                             return;
                         // Texts are read when a window is made: a new one takes the place of the old one.
                         QTimer::singleShot(0, &application, [&, value] {
                             ui::useLanguage(ui::languageOf(value.toString()));
                             std::unique_ptr<ui::MainWindow> next = makeWindow();
                             next->restoreGeometry(window->saveGeometry());
                             next->showPage(window->currentPageId());
                             next->show();
                             window = std::move(next);
                         });
                     });
    traceStartup(*window);
    if (!alone) {
        instance.listen();
        QObject::connect(&instance, &app::SingleInstance::handedOver, &application,
                         [&window](const QStringList &handed) {
                             window->conveniences().comeToFront();
                             follow(*window, app::parseOptions(handed));
                         });
    }
    // Without a tray there would be no way back to a window that is not shown.
    if (!options.tray || !window->conveniences().hasTray())
        window->show();
    session.open();
    window->conveniences().openOutside(absolute(options.things));
    if (capturing)
        startCapture(session, *window, options);
    else if (options.demo)
        startDemo(*window, options.runs);
    return QApplication::exec();
}

int main(int argc, char **argv)
{
    const int code = run(argc, argv);
    std::fflush(nullptr);
    // Without exit handlers: a thread that hangs in a call to libvirt was left behind, and they would free
    // what it uses.
    ::_exit(code);
}
