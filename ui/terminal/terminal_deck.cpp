// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/terminal/terminal_deck.h"

#include "src/bridge/session.h"
#include "ui/terminal/terminal_panel.h"
#include "ui/terminal/terminal_view.h"
#include "ui/terminal/terminal_window.h"
#include "ui/theme/icons.h"
#include "ui/widgets/controls.h"

#include <QApplication>
#include <QCursor>
#include <QMenu>
#include <QShortcut>
#include <QSplitter>
#include <QStackedLayout>

namespace catamaran::ui {

namespace {

QSplitter *makeSplitter(Qt::Orientation orientation)
{
    auto *splitter = new QSplitter(orientation);
    splitter->setChildrenCollapsible(false);
    return splitter;
}

void shareEqually(QSplitter *splitter)
{
    QList<int> sizes;
    for (int i = 0; i < splitter->count(); ++i)
        sizes.append(1000);
    splitter->setSizes(sizes);
}

} // namespace

TerminalDeck::TerminalDeck(bridge::Session &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_layout(new QStackedLayout(this)),
      m_root(makeSplitter(Qt::Horizontal)),
      m_away(new EmptyState(QStringLiteral("external-link"), tr("In a window of its own"),
                            tr("Its session goes on there. Closing that window ends it."),
                            tr("Bring it back")))
{
    m_layout->addWidget(m_root);
    m_layout->addWidget(m_away);
    place(makePanel({}, {}), nullptr, Qt::Horizontal);
    connect(m_away, &EmptyState::activated, this, [this] {
        for (TerminalWindow *shown : window()->findChildren<TerminalWindow *>()) {
            if (shown->panel() != nullptr && shown->panel()->workload() == m_key)
                return takeBack(shown->release());
        }
        static_cast<void>(current()); // its window is gone: a new session
    });
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        for (TerminalPanel *panel : std::as_const(m_panels)) {
            if (now != nullptr && panel->isAncestorOf(now))
                m_current = panel;
        }
    });
    const auto keys = [this](const char *sequence, auto call) {
        auto *shortcut = new QShortcut(QKeySequence(QLatin1String(sequence)), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, call);
    };
    keys("Ctrl+Shift+D", [this] { split(Qt::Horizontal); });
    keys("Ctrl+Shift+E", [this] { split(Qt::Vertical); });
    keys("Ctrl+Shift+N", [this] { detachCurrent(); });
    keys("Ctrl+Shift+W", [this] { closeCurrent(); });
    keys("Ctrl+Shift+Right", [this] { step(1); });
    keys("Ctrl+Shift+Left", [this] { step(-1); });
}

TerminalPanel *TerminalDeck::makePanel(const bridge::WorkloadKey &key, const QString &name)
{
    auto *panel = new TerminalPanel(m_session);
    panel->setWorkload(key, name);
    return panel;
}

void TerminalDeck::adopt(TerminalPanel *panel)
{
    panel->setDetached(false);
    connect(panel, &TerminalPanel::splitWanted, this, [this, panel] { showMenu(panel); });
    connect(panel, &TerminalPanel::detachWanted, this, [this, panel] {
        m_current = panel;
        detachCurrent();
    });
    connect(panel, &TerminalPanel::closeWanted, this, [this, panel] {
        m_current = panel;
        closeCurrent();
    });
}

void TerminalDeck::setWorkload(const bridge::WorkloadKey &key, const QString &name)
{
    if (key == m_key)
        return;
    m_key = key;
    m_name = name;
    while (m_panels.size() > 1) {
        TerminalPanel *spare = m_panels.constLast();
        takeOut(spare);
        spare->deleteLater();
    }
    if (!m_panels.isEmpty())
        m_panels.constFirst()->setWorkload(key, name);
    else
        place(makePanel(key, name), nullptr, Qt::Horizontal);
    tell();
}

TerminalPanel &TerminalDeck::current()
{
    if (m_panels.isEmpty())
        place(makePanel(m_key, m_name), nullptr, Qt::Horizontal);
    if (m_current.isNull() || !m_panels.contains(m_current.data()))
        m_current = m_panels.constFirst();
    return *m_current;
}

void TerminalDeck::place(TerminalPanel *panel, TerminalPanel *beside, Qt::Orientation orientation)
{
    adopt(panel);
    if (beside == nullptr) {
        m_panels.append(panel);
        m_root->addWidget(panel);
    } else {
        m_panels.insert(m_panels.indexOf(beside) + 1, panel);
        auto *splitter = qobject_cast<QSplitter *>(beside->parentWidget());
        if (splitter->count() == 1)
            splitter->setOrientation(orientation);
        const int at = splitter->indexOf(beside);
        if (splitter->orientation() == orientation) {
            splitter->insertWidget(at + 1, panel);
            shareEqually(splitter);
        } else {
            const QList<int> sizes = splitter->sizes();
            auto *inner = makeSplitter(orientation);
            splitter->insertWidget(at, inner);
            inner->addWidget(beside);
            inner->addWidget(panel);
            splitter->setSizes(sizes);
            shareEqually(inner);
        }
    }
    panel->show();
    m_current = panel;
    tell();
}

void TerminalDeck::takeOut(TerminalPanel *panel)
{
    disconnect(panel, nullptr, this, nullptr);
    m_panels.removeOne(panel);
    auto *splitter = qobject_cast<QSplitter *>(panel->parentWidget());
    panel->setParent(nullptr);
    // A splitter with one thing in it is that thing.
    while (splitter != nullptr && splitter != m_root && splitter->count() < 2) {
        auto *outer = qobject_cast<QSplitter *>(splitter->parentWidget());
        const QList<int> sizes = outer->sizes();
        const int at = outer->indexOf(splitter);
        if (splitter->count() == 1)
            outer->insertWidget(at, splitter->widget(0));
        splitter->setParent(nullptr);
        splitter->deleteLater();
        if (outer->count() == sizes.size())
            outer->setSizes(sizes);
        splitter = outer;
    }
    tell();
}

void TerminalDeck::split(Qt::Orientation orientation, const bridge::WorkloadKey &key, const QString &name)
{
    TerminalPanel &beside = current();
    const bridge::WorkloadKey wanted = key.id.isEmpty() ? beside.workload() : key;
    if (m_panels.size() >= kMost || wanted.id.isEmpty() || wanted.hull == bridge::Hull::Vm)
        return;
    place(makePanel(wanted, key.id.isEmpty() ? beside.name() : name), &beside, orientation);
    m_current->view().setFocus();
}

void TerminalDeck::closeCurrent()
{
    TerminalPanel &panel = current();
    if (m_panels.size() == 1) {
        panel.close();
        panel.open();
        return;
    }
    const qsizetype at = m_panels.indexOf(&panel);
    takeOut(&panel);
    panel.deleteLater();
    m_current = m_panels[std::max<qsizetype>(at - 1, 0)];
    m_current->view().setFocus();
}

void TerminalDeck::detachCurrent()
{
    TerminalPanel &panel = current();
    if (panel.workload().id.isEmpty())
        return;
    takeOut(&panel);
    auto *own = new TerminalWindow(&panel, window());
    connect(own, &TerminalWindow::backWanted, this, [this, own] { takeBack(own->release()); });
    connect(own, &QObject::destroyed, this, [this] { tell(); });
    own->show();
    own->activateWindow();
    panel.view().setFocus();
    m_current = m_panels.isEmpty() ? nullptr : m_panels.constFirst();
}

void TerminalDeck::takeBack(TerminalPanel *panel)
{
    if (panel == nullptr)
        return;
    if (panel->workload() != m_key)
        emit workloadWanted(panel->workload());
    // What has not begun yet makes room for what goes on.
    if (m_panels.size() == 1 && !m_panels.constFirst()->isOpen()) {
        TerminalPanel *idle = m_panels.constFirst();
        takeOut(idle);
        idle->deleteLater();
    }
    place(panel, m_panels.isEmpty() ? nullptr : &current(), Qt::Horizontal);
    window()->activateWindow();
    panel->view().setFocus();
}

void TerminalDeck::showMenu(TerminalPanel *panel)
{
    m_current = panel;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](QMenu *to, const QString &iconName, const QString &text, auto call) {
        QAction *action = to->addAction(icon(iconName), text);
        action->setEnabled(m_panels.size() < kMost);
        connect(action, &QAction::triggered, this, call);
    };
    add(menu, QStringLiteral("columns-2"), tr("Split to the right\tCtrl+Shift+D"),
        [this] { split(Qt::Horizontal); });
    add(menu, QStringLiteral("rows-2"), tr("Split below\tCtrl+Shift+E"), [this] { split(Qt::Vertical); });
    QMenu *others = menu->addMenu(icon(QStringLiteral("box")), tr("Beside it, another container"));
    for (const bridge::WorkloadRow &row : m_session.workloads()) {
        if (row.key.hull == bridge::Hull::Container && row.isRunning() && row.key != panel->workload())
            add(others, QStringLiteral("box"), row.name,
                [this, key = row.key, name = row.name] { split(Qt::Horizontal, key, name); });
    }
    others->setEnabled(!others->isEmpty());
    menu->popup(QCursor::pos());
}

void TerminalDeck::step(int by)
{
    const qsizetype count = m_panels.size();
    if (count < 2)
        return;
    const qsizetype at = m_panels.indexOf(&current());
    m_current = m_panels[(at + by + count) % count];
    m_current->view().setFocus();
}

void TerminalDeck::tell()
{
    if (m_panels.isEmpty())
        m_layout->setCurrentWidget(m_away);
    else
        m_layout->setCurrentWidget(m_root);
    for (TerminalPanel *panel : std::as_const(m_panels))
        panel->setNeighbours(static_cast<int>(m_panels.size()) - 1);
}

} // namespace catamaran::ui
