// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/screen/screen_panel.h"

#include "src/bridge/rooms.h"
#include "ui/screen/screen_keys.h"
#include "ui/screen/screen_link.h"
#include "ui/screen/screen_view.h"
#include "ui/theme/icons.h"
#include "ui/widgets/cli_line.h"
#include "ui/widgets/controls.h"

#include <QCheckBox>
#include <QClipboard>
#include <QCloseEvent>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QMenu>

namespace catamaran::ui {

namespace {

constexpr qint64 kEndedAtOnceMs = 3'000;
constexpr int kMostAgain = 3;

/// A paused one still shows its last picture.
bool hasScreen(const bridge::WorkloadRow &row)
{
    return row.isRunning() || row.state == bridge::State::Paused;
}

/// Gives the view back when it is closed.
class ScreenWindow : public QWidget {
public:
    explicit ScreenWindow(ScreenPanel &panel) : QWidget(panel.window(), Qt::Window), m_panel(panel) {}

protected:
    void closeEvent(QCloseEvent *event) override
    {
        m_panel.setDetached(false);
        event->accept();
    }

private:
    ScreenPanel &m_panel;
};

} // namespace

ScreenPanel::ScreenPanel(bridge::Session &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_view(new ScreenView), m_cli(new CliLine)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kSmall);
    layout->addWidget(makeBar());
    m_place = new QVBoxLayout;
    m_place->addWidget(m_view);
    layout->addLayout(m_place, 1);
    layout->addWidget(m_cli);
    connect(m_view, &ScreenView::released, this, [this] { m_reopen->setFocus(Qt::ShortcutFocusReason); });
    connect(QGuiApplication::clipboard(), &QClipboard::dataChanged, this, [this] {
        if (m_link != nullptr && m_clipboard->isChecked() && !QGuiApplication::clipboard()->ownsClipboard())
            m_link->sendClipboard(QGuiApplication::clipboard()->text());
    });
}

ScreenPanel::~ScreenPanel()
{
    close();
    delete m_window;
}

QWidget *ScreenPanel::makeBar()
{
    auto *bar = new QWidget;
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kSmall);
    m_state = makeLabel({}, TextRole::Body, QStringLiteral("2"));
    layout->addWidget(m_state);
    layout->addStretch(1);
    auto *scaled = new QCheckBox(tr("Fit"));
    scaled->setChecked(true);
    scaled->setAccessibleName(tr("Fit the screen into the window"));
    scaled->setToolTip(tr("Fit the screen into the window; without it, one pixel is one pixel"));
    connect(scaled, &QCheckBox::toggled, m_view, &ScreenView::setScaled);
    layout->addWidget(scaled);
    m_clipboard = new QCheckBox(tr("Share the clipboard"));
    m_clipboard->setAccessibleName(m_clipboard->text());
    m_clipboard->setToolTip(tr("Off, the VM neither sees nor changes what you copy"));
    layout->addWidget(m_clipboard);
    auto *paste = makeButton(tr("Paste as keys"), QStringLiteral("copy"));
    paste->setToolTip(tr("Types the text of the clipboard into the VM, key by key"));
    connect(paste, &QPushButton::clicked, this, &ScreenPanel::pasteAsKeys);
    layout->addWidget(paste);
    auto *keys = makeButton(tr("Send keys"), QStringLiteral("keyboard"));
    keys->setToolTip(tr("Key chords that the desktop would take for itself"));
    auto *menu = new QMenu(keys);
    const auto chord = [this, menu](const QString &name, const QList<std::uint32_t> &symbols) {
        menu->addAction(name, this, [this, symbols] { m_view->sendChord(symbols); });
    };
    chord(QStringLiteral("Ctrl+Alt+Del"), {keysym::kControl, keysym::kAlt, keysym::kDelete});
    chord(QStringLiteral("Ctrl+Alt+Backspace"), {keysym::kControl, keysym::kAlt, keysym::kBackSpace});
    for (std::uint32_t number = 0; number < 7; ++number)
        chord(QStringLiteral("Ctrl+Alt+F%1").arg(number + 1),
              {keysym::kControl, keysym::kAlt, keysym::kF1 + number});
    keys->setMenu(menu);
    layout->addWidget(keys);
    m_detach = makeButton(tr("Own window"), QStringLiteral("external-link"));
    m_detach->setToolTip(tr("Shows the screen in a window of its own; closing it brings it back"));
    connect(m_detach, &QPushButton::clicked, this, [this] { setDetached(!isDetached()); });
    layout->addWidget(m_detach);
    m_reopen = makeButton(tr("Connect again"), QStringLiteral("refresh-cw"));
    m_reopen->setToolTip(tr("Closes the connection to the screen and opens another"));
    connect(m_reopen, &QPushButton::clicked, this, [this] {
        close();
        open();
    });
    layout->addWidget(m_reopen);
    return bar;
}

void ScreenPanel::setWorkload(const bridge::WorkloadRow &row, bool isNew)
{
    const bool startedNow = hasScreen(row) && !hasScreen(m_row);
    m_row = row;
    m_cli->setCommand(QStringLiteral("catamaran vm screenshot %1 %1.png").arg(row.name));
    if (isNew || !hasScreen(row))
        close();
    if (!hasScreen(row)) {
        setState(tr("Not running"), QStringLiteral("3"));
        m_view->setMessage(tr("Start the VM to see its screen."));
    } else if ((isNew || startedNow) && m_view->isVisible())
        open();
}

void ScreenPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_link == nullptr && hasScreen(m_row))
        open();
}

void ScreenPanel::setState(const QString &text, const QString &tone)
{
    m_state->setText(text);
    setTone(m_state, tone);
}

void ScreenPanel::close()
{
    ++m_asked;
    m_view->setLink(nullptr);
    m_link.reset();
}

void ScreenPanel::open()
{
    if (m_row.key.hull != bridge::Hull::Vm)
        return;
    setState(tr("Connecting…"), QStringLiteral("2"));
    m_view->setMessage(tr("Connecting…"));
    const quint64 asked = ++m_asked;
    m_session.rooms().openScreen(
        this, m_row.key, [this, asked](const bridge::Answer<std::shared_ptr<base::UniqueFd>> &answer) {
            if (asked != m_asked)
                return;
            if (!answer.isOk()) {
                setState(tr("No screen"), QStringLiteral("warn"));
                m_view->setMessage(answer.problem.text());
                return;
            }
            m_link = std::make_unique<ScreenLink>(std::move(*answer.value));
            connect(m_link.get(), &ScreenLink::resized, this, [this] {
                const QSize size = m_link->size();
                setState(tr("Connected, %1 × %2").arg(size.width()).arg(size.height()), QStringLiteral("ok"));
                m_view->setMessage({});
            });
            const QElapsedTimer lasting = [] {
                QElapsedTimer timer;
                timer.start();
                return timer;
            }();
            connect(m_link.get(), &ScreenLink::ended, this, [this, lasting](const QString &why) {
                // A guest that sets its mode between greeting and encodings cannot tell its size: once more.
                if (lasting.elapsed() < kEndedAtOnceMs && m_again < kMostAgain && hasScreen(m_row)) {
                    ++m_again;
                    close();
                    open();
                    return;
                }
                m_again = 0;
                setState(tr("Disconnected"), QStringLiteral("warn"));
                m_view->setMessage(why.isEmpty() ? tr("The VM has closed its screen.") : why);
            });
            connect(m_link.get(), &ScreenLink::clipboardReceived, this, [this](const QString &text) {
                if (m_clipboard->isChecked())
                    QGuiApplication::clipboard()->setText(text);
            });
            m_view->setLink(m_link.get());
        });
}

void ScreenPanel::pasteAsKeys()
{
    if (m_link != nullptr)
        m_link->type(QGuiApplication::clipboard()->text());
    m_view->setFocus();
}

void ScreenPanel::setDetached(bool detached)
{
    if (detached == isDetached())
        return;
    if (detached) {
        m_window = new ScreenWindow(*this);
        m_window->setWindowTitle(tr("%1 - screen").arg(m_row.name));
        auto *layout = new QVBoxLayout(m_window);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(m_view);
        m_window->resize(m_view->sizeHint());
        m_window->show();
        m_view->setFocus();
    } else {
        m_place->addWidget(m_view);
        m_window->deleteLater();
        m_window = nullptr;
    }
    m_detach->setText(detached ? tr("Bring back") : tr("Own window"));
}

} // namespace catamaran::ui
