// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/session.h"

#include <QVariant>
#include <functional>

namespace catamaran::ui {

/// One thing that the palette finds: an object, something to do with it, a page or a setting.
struct PaletteEntry {
    enum class Kind { Page, Action, Setting, Container, Vm, Image, Stack, Volume, Network };
    Kind kind = Kind::Action;
    QString title;
    QString detail;
    QString keywords;    ///< found as well, not shown
    QString commandLine; ///< the same in a shell; empty: there is none
    QString shortcut;
    QString icon;
    /// Where it leads: Page::receive() of `page` with topic and value. Empty: `invoke` does all.
    QString page;
    QString topic;
    QVariant value;
    std::function<void()> invoke;
};

struct PaletteHit {
    PaletteEntry entry;
    int score = 0;
    QList<int> positions; ///< in the title
};

/// What can be found and how well it fits; no widgets. Thread: GUI.
class PaletteIndex {
public:
    explicit PaletteIndex(bridge::Session &session) : m_session(session) {}

    /// Pages, actions and settings of the window.
    void setFixed(const QList<PaletteEntry> &entries) { m_fixed = entries; }
    /// Takes the session's present objects; search() looks in these. Call when the palette opens.
    void prepare() { m_objects = objects(); }
    /// Best first. Every word of the query must be found in title, detail or keywords. A verb in the query
    /// ("stop web") finds the action of each fitting workload. An empty query lists what is used most.
    [[nodiscard]] QList<PaletteHit> search(const QString &query, int limit) const;

private:
    [[nodiscard]] QList<PaletteEntry> objects() const;
    [[nodiscard]] QList<PaletteEntry> actionsOf(const bridge::WorkloadRow &row) const;
    [[nodiscard]] QList<PaletteEntry> actionsOfImage(const bridge::ImageRow &row) const;

    bridge::Session &m_session;
    QList<PaletteEntry> m_fixed;
    QList<PaletteEntry> m_objects;
};

/// The name of a group in the list: "Container".
QString kindName(PaletteEntry::Kind kind);

} // namespace catamaran::ui
