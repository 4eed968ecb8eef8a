// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/terminal/terminal_panel.h"

#include "src/bridge/room_values.h"
#include "src/bridge/rooms.h"
#include "src/bridge/terminal_link.h"
#include "src/bridge/words.h"
#include "ui/terminal/terminal_view.h"
#include "ui/theme/icons.h"
#include "ui/widgets/cli_line.h"
#include "ui/widgets/controls.h"

#include <QElapsedTimer>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QShortcut>

namespace catamaran::ui {

namespace {

/// The window stays quick however much a program writes: this much of each turn is the terminal's.
constexpr qint64 kSliceNanoseconds = 8'000'000;
constexpr qsizetype kPiece = 64 * 1024;

} // namespace

TerminalPanel::TerminalPanel(bridge::Session &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_view(new TerminalView)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kSmall);
    layout->addWidget(makeBar());
    layout->addWidget(makeSearch());
    layout->addWidget(m_view, 1);
    m_cli = new CliLine;
    layout->addWidget(m_cli);
    m_slice.setSingleShot(true);
    m_slice.setInterval(0);
    connect(&m_slice, &QTimer::timeout, this, &TerminalPanel::takeSlice);
    connect(m_view, &TerminalView::typed, this, [this](const QByteArray &bytes) {
        if (m_link)
            m_link->write(bytes);
    });
    connect(m_view, &TerminalView::sized, this, [this](int rows, int columns) {
        if (m_link)
            m_link->resize(rows, columns);
    });
    connect(m_view, &TerminalView::searchWanted, this, &TerminalPanel::showSearch);
    connect(m_view, &TerminalView::titleChanged, this,
            [this](const QString &title) { m_state->setToolTip(title); });
}

TerminalPanel::~TerminalPanel() = default;

QWidget *TerminalPanel::makeBar()
{
    auto *bar = new QWidget;
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kSmall);
    m_whose = new ElidedLabel;
    m_whose->setMinimumWidth(60);
    m_whose->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    setTone(m_whose, QStringLiteral("2"));
    m_whose->hide();
    layout->addWidget(m_whose);
    m_command = new QLineEdit;
    m_command->setPlaceholderText(tr("Shell"));
    m_command->setAccessibleName(tr("Command of the terminal"));
    m_command->setToolTip(tr("What runs in the terminal; empty: bash, or sh where there is no bash"));
    m_command->setMaximumWidth(280);
    connect(m_command, &QLineEdit::returnPressed, this, [this] {
        close();
        open();
    });
    layout->addWidget(m_command);
    m_reopen = makeButton(tr("Open again"), QStringLiteral("rotate-cw"));
    m_reopen->setToolTip(tr("End this session and start a new one"));
    connect(m_reopen, &QPushButton::clicked, this, [this] {
        close();
        open();
    });
    layout->addWidget(m_reopen);
    m_state = new ElidedLabel;
    setTone(m_state, QStringLiteral("2"));
    layout->addWidget(m_state, 1);
    const auto tool = [&](const QString &iconName, const QString &name, auto call) {
        auto *button = makeToolButton(iconName, name);
        connect(button, &QToolButton::clicked, this, call);
        layout->addWidget(button);
        return button;
    };
    m_attach = tool(QStringLiteral("plug"),
                    tr("Attach to its main process: what it writes from now on, and your keys where it was "
                       "started with -it"),
                    [this] { attachToMain(); });
    tool(QStringLiteral("copy"), tr("Copy the selection (Ctrl+Shift+C)"), [this] { m_view->copy(); });
    tool(QStringLiteral("clipboard-paste"), tr("Paste (Ctrl+Shift+V)"), [this] {
        m_view->pasteClipboard();
        m_view->setFocus();
    });
    tool(QStringLiteral("search"), tr("Find in the terminal (Ctrl+Shift+F)"), [this] { showSearch(); });
    m_split = tool(QStringLiteral("columns-2"), tr("Another terminal beside it (Ctrl+Shift+D, Ctrl+Shift+E)"),
                   [this] { emit splitWanted(); });
    m_detach = tool(QStringLiteral("external-link"), {}, [this] { emit detachWanted(); });
    m_close =
        tool(QStringLiteral("x"), tr("Close this terminal (Ctrl+Shift+W)"), [this] { emit closeWanted(); });
    offerTools();
    return bar;
}

QWidget *TerminalPanel::makeSearch()
{
    m_search = new QFrame;
    m_search->setObjectName(QStringLiteral("inset"));
    auto *layout = new QHBoxLayout(m_search);
    layout->setContentsMargins(space::kSmall, space::kTiny, space::kSmall, space::kTiny);
    layout->setSpacing(space::kSmall);
    m_searchText = new QLineEdit;
    m_searchText->setPlaceholderText(tr("Find in the terminal"));
    m_searchText->setAccessibleName(tr("Find in the terminal"));
    m_searchText->setToolTip(tr("Enter: the next older place; Shift+Enter: the next newer one; Esc closes"));
    m_searchText->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    connect(m_searchText, &QLineEdit::textChanged, m_view, &TerminalView::search);
    connect(m_searchText, &QLineEdit::returnPressed, this, [this] { m_view->searchNext(true); });
    auto *newer = new QShortcut(QKeySequence(QStringLiteral("Shift+Return")), m_searchText);
    newer->setContext(Qt::WidgetShortcut);
    connect(newer, &QShortcut::activated, this, [this] { m_view->searchNext(false); });
    layout->addWidget(m_searchText, 1);
    m_searchState = makeLabel({}, TextRole::Caption, QStringLiteral("2"));
    layout->addWidget(m_searchState);
    auto *closeSearch = makeToolButton(QStringLiteral("x"), tr("Close the search (Esc)"));
    const auto hide = [this] {
        m_search->hide();
        m_view->search({});
        m_view->setFocus();
    };
    connect(closeSearch, &QToolButton::clicked, this, hide);
    auto *escape = new QShortcut(QKeySequence(Qt::Key_Escape), m_search);
    escape->setContext(Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, hide);
    layout->addWidget(closeSearch);
    connect(m_view, &TerminalView::searchChanged, this, [this] {
        m_searchState->setText(
            m_searchText->text().isEmpty() ? QString()
            : m_view->matchCount() == 0
                ? tr("not found")
                : tr("%1 of %2").arg(m_view->currentMatch() + 1).arg(m_view->matchCount()));
    });
    m_search->hide();
    return m_search;
}

void TerminalPanel::setDetached(bool detached)
{
    m_detached = detached;
    offerTools();
}

void TerminalPanel::setNeighbours(int count)
{
    m_neighbours = count;
    offerTools();
}

void TerminalPanel::offerTools()
{
    m_attach->setVisible(m_key.hull != bridge::Hull::Vm);
    m_split->setVisible(!m_detached && m_key.hull != bridge::Hull::Vm);
    m_close->setVisible(m_detached || m_neighbours > 0);
    m_whose->setVisible(m_neighbours > 0);
    m_whose->setText(m_name);
    const QString text =
        m_detached ? tr("Back into the page (Ctrl+Shift+N)") : tr("Into a window of its own (Ctrl+Shift+N)");
    m_detach->setIcon(icon(m_detached ? QStringLiteral("undo-2") : QStringLiteral("external-link")));
    m_detach->setToolTip(text);
    m_detach->setAccessibleName(text);
}

void TerminalPanel::showSearch()
{
    m_search->show();
    m_searchText->setFocus();
    m_searchText->selectAll();
    m_view->search(m_searchText->text());
}

void TerminalPanel::setWorkload(const bridge::WorkloadKey &key, const QString &name)
{
    if (key == m_key)
        return;
    close();
    m_key = key;
    m_name = name;
    const bool vm = key.hull == bridge::Hull::Vm;
    m_command->setVisible(!vm);
    offerTools();
    m_view->setAccessibleName(vm ? tr("Serial console of %1").arg(name) : tr("Terminal in %1").arg(name));
    m_cli->setCommand(bridge::terminalCommand(key, name, QStringLiteral("sh")));
    if (isVisible())
        open();
}

void TerminalPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!m_link && !m_key.id.isEmpty())
        QTimer::singleShot(0, this, &TerminalPanel::open); // its size is known then
}

void TerminalPanel::open()
{
    if (m_link || m_key.id.isEmpty())
        return;
    bridge::TerminalRequest request{m_key, {}, m_view->screen().rows(), m_view->screen().columns()};
    const auto words = bridge::splitCommand(m_command->text());
    if (!words) {
        setState(tr("The command has a quote that is not closed"), QStringLiteral("error"));
        return;
    }
    request.command = *words;
    request.attaches = m_attaches;
    m_cli->setCommand(m_attaches ? bridge::attachCommand(m_name)
                                 : bridge::terminalCommand(m_key, m_name,
                                                           m_command->text().isEmpty() ? QStringLiteral("sh")
                                                                                       : m_command->text()));
    m_link = m_session.rooms().openTerminal(request);
    setState(m_attaches ? tr("Attached to its main process") : tr("Connected"), QStringLiteral("ok"));
    connect(m_link.get(), &bridge::TerminalLink::received, this, &TerminalPanel::takeSlice);
    connect(m_link.get(), &bridge::TerminalLink::ended, this,
            [this](int exitCode, const bridge::Problem &problem) {
                while (m_link) {
                    const QByteArray rest = m_link->take(kPiece);
                    if (rest.isEmpty())
                        break;
                    m_view->feed({rest.constData(), static_cast<std::size_t>(rest.size())});
                }
                if (!problem.isEmpty()) {
                    // In full where the session would be: the line above has no room for it.
                    const QByteArray said =
                        problem.text().replace(QLatin1Char('\n'), QStringLiteral("\r\n")).toUtf8() + "\r\n";
                    m_view->feed({said.constData(), static_cast<std::size_t>(said.size())});
                    setState(problem.text(), QStringLiteral("error"));
                } else
                    setState(exitCode < 0 ? tr("Closed") : tr("Ended with exit code %1").arg(exitCode),
                             QStringLiteral("2"));
                if (m_link)
                    m_link.release()->deleteLater();
            });
    m_view->setFocus();
}

void TerminalPanel::attachToMain()
{
    close();
    m_attaches = true;
    open();
}

void TerminalPanel::close()
{
    m_attaches = false;
    m_link.reset();
    m_slice.stop();
    setState({}, QStringLiteral("2"));
    // A new session begins on a clean screen.
    m_view->feed("\x1b"
                 "c");
    m_view->screen().clearScrollback();
    m_view->clearSelection();
}

void TerminalPanel::takeSlice()
{
    if (!m_link)
        return;
    QElapsedTimer clock;
    clock.start();
    while (clock.nsecsElapsed() < kSliceNanoseconds) {
        const QByteArray piece = m_link->take(kPiece);
        if (piece.isEmpty())
            return;
        m_view->feed({piece.constData(), static_cast<std::size_t>(piece.size())});
    }
    m_slice.start();
}

void TerminalPanel::setState(const QString &text, const QString &tone)
{
    m_state->setText(text);
    m_state->setToolTip(text);
    setTone(m_state, tone);
}

} // namespace catamaran::ui
