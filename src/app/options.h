// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>
#include <QString>
#include <QStringList>
#include <optional>

namespace catamaran::app {

/// The command line of catamaran-desktop.
struct Options {
    QString captureDirectory; ///< empty: show the window
    QString theme;            ///< "", "dark" or "light"
    QString language;         ///< empty: as it is set; else "en", "de", "zh_CN", "ar"
    QString page;             ///< empty: as last time
    std::optional<QSize> size;
    bool demo = false;        ///< go to Compare and start the race
    int runs = 0;             ///< of the demo; 0: the page's default
    bool tray = false;        ///< start without a window, where the tray is on
    bool newInstance = false; ///< do not hand over to a window that is open
    QStringList things;       ///< catamaran:// links and paths, for review
    bool help = false;
    bool version = false;
    QString error; ///< not empty: bad usage
};

/// Pure: reads the arguments after the program's name.
Options parseOptions(const QStringList &arguments);
QString usage();

} // namespace catamaran::app
