// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/proposal.h"
#include "ui/palette/palette_index.h"
#include "ui/shell/notifier.h"

#include <QObject>

class QPushButton;

namespace catamaran::ui {

class MainWindow;
class PaletteDialog;
class Tray;
class UndoBar;

/// What the window offers from every page: the palette (Ctrl+K), the way back for removals (Ctrl+Z), review
/// of links and of what is dropped, notices and the icon beside the clock.
///
/// Owned by the window; made once, after its pages are known.
class Conveniences : public QObject {
    Q_OBJECT

public:
    Conveniences(bridge::Session &session, MainWindow &window);
    /// The bar of removals is a child of `surface`.
    void attach(QWidget *surface);

    /// For the header: opens the palette.
    [[nodiscard]] QPushButton *searchButton() { return m_search; }
    /// The palette, made at its first use.
    PaletteDialog &palette();
    void openPalette(const QString &query = {});
    /// Does what an entry stands for.
    void take(const PaletteEntry &entry);

    /// Links and paths from the command line, another start, or a drop: shown for review.
    void openOutside(const QStringList &things);
    void review(const bridge::Proposal &proposal);
    /// What was dropped: looked at by a worker, then shown for review; a stack is opened at once.
    void examine(const QStringList &paths, const QString &text, const bridge::WorkloadKey &onto);
    void comeToFront();
    [[nodiscard]] bool hasTray() const;
    /// Reads tray, grace period and notices from the preferences again.
    void applySettings();
    /// The window is being closed. False: it only hides, the icon beside the clock stays.
    [[nodiscard]] bool mayClose();

private:
    [[nodiscard]] QList<PaletteEntry> fixedEntries();
    [[nodiscard]] static QList<PaletteEntry> settingEntries();
    void carryOut(const bridge::Proposal &proposal);
    void watchWorkloads();
    void tell(const Notice &notice);
    void showLogs(const bridge::WorkloadKey &key);

    bridge::Session &m_session;
    MainWindow &m_window;
    QPushButton *m_search = nullptr;
    PaletteDialog *m_palette = nullptr;
    UndoBar *m_undoBar = nullptr;
    Tray *m_tray = nullptr;
    Notifier *m_notifier = nullptr;
    QList<bridge::WorkloadRow> m_known;
    bool m_quitting = false;
};

} // namespace catamaran::ui
