// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/palette/palette_index.h"

#include <QObject>

class QToolButton;
class QPushButton;

namespace catamaran::ui {

class MainWindow;
class PaletteDialog;

/// What the window offers from every page: the palette (Ctrl+K) and what belongs to it.
///
/// Owned by the window; made once, after its pages are known.
class Conveniences : public QObject {
    Q_OBJECT

public:
    Conveniences(bridge::Session &session, MainWindow &window);

    /// For the header: opens the palette.
    [[nodiscard]] QPushButton *searchButton() { return m_search; }
    /// The palette, made at its first use.
    PaletteDialog &palette();
    void openPalette(const QString &query = {});
    /// Does what an entry stands for.
    void take(const PaletteEntry &entry);

private:
    [[nodiscard]] QList<PaletteEntry> fixedEntries();

    bridge::Session &m_session;
    MainWindow &m_window;
    QPushButton *m_search = nullptr;
    PaletteDialog *m_palette = nullptr;
};

} // namespace catamaran::ui
