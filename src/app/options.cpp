// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/app/options.h"

#include <QRegularExpression>

namespace catamaran::app {

namespace {

QString readValue(Options &options, const QString &name, const QString &value)
{
    if (name == QLatin1String("--capture")) {
        options.captureDirectory = value;
    } else if (name == QLatin1String("--page")) {
        options.page = value;
    } else if (name == QLatin1String("--theme")) {
        if (value != QLatin1String("dark") && value != QLatin1String("light"))
            return QStringLiteral("--theme takes dark or light, not \"%1\"").arg(value);
        options.theme = value;
    } else if (name == QLatin1String("--language")) {
        options.language = value;
    } else if (name == QLatin1String("--runs")) {
        options.runs = value.toInt();
        if (options.runs < 1 || options.runs > 50)
            return QStringLiteral("--runs takes a number from 1 to 50, not \"%1\"").arg(value);
    } else {
        static const QRegularExpression kSize(QStringLiteral("^([0-9]{3,5})x([0-9]{3,5})$"));
        const auto match = kSize.match(value);
        if (!match.hasMatch())
            return QStringLiteral("--size takes WIDTHxHEIGHT, for example 1360x860, not \"%1\"").arg(value);
        options.size = QSize(match.captured(1).toInt(), match.captured(2).toInt());
    }
    return {};
}

} // namespace

Options parseOptions(const QStringList &arguments)
{
    static const QStringList kWithValue = {QStringLiteral("--capture"), QStringLiteral("--theme"),
                                           QStringLiteral("--size"),    QStringLiteral("--page"),
                                           QStringLiteral("--runs"),    QStringLiteral("--language")};
    Options options;
    for (qsizetype i = 0; i < arguments.size() && options.error.isEmpty(); ++i) {
        const QString name = arguments[i].section(QLatin1Char('='), 0, 0);
        if (kWithValue.contains(name)) {
            const bool inside = arguments[i].contains(QLatin1Char('='));
            if (!inside && i + 1 >= arguments.size()) {
                options.error = QStringLiteral("%1 needs a value").arg(name);
                break;
            }
            const QString value = inside ? arguments[i].section(QLatin1Char('='), 1) : arguments[++i];
            options.error = readValue(options, name, value);
        } else if (name == QLatin1String("--demo")) {
            options.demo = true;
        } else if (name == QLatin1String("--help") || name == QLatin1String("-h")) {
            options.help = true;
        } else if (name == QLatin1String("--version")) {
            options.version = true;
        } else if (name == QLatin1String("--tray")) {
            options.tray = true;
        } else if (name == QLatin1String("--new-window")) {
            options.newInstance = true;
        } else if (!arguments[i].startsWith(QLatin1Char('-'))) {
            options.things.append(arguments[i]);
        } else {
            options.error = QStringLiteral("unknown option %1").arg(arguments[i]);
        }
    }
    return options;
}

QString usage()
{
    return QStringLiteral(
        "usage: catamaran-desktop [options] [FILE or catamaran:// link]...\n"
        "  --page NAME      open overview, workloads, stacks, compare, images, volumes, networks, doctor or "
        "settings\n"
        "  --theme SCHEME   dark or light\n"
        "  --language NAME  en, de, zh_CN or ar\n"
        "  --size WxH       size of the window\n"
        "  --demo           go to Compare and run the demo at once\n"
        "  --runs N         runs of the demo\n"
        "  --tray           start without a window, where the icon beside the clock is switched on\n"
        "  --new-window     do not hand over to the window that is open\n"
        "  --capture DIR    write every page as a PNG file to DIR and exit (with --demo: after the "
        "race)\n"
        "  --version, --help\n");
}

} // namespace catamaran::app
