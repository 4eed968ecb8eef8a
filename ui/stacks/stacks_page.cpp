// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stacks/stacks_page.h"

#include "ui/stacks/stack_list.h"
#include "ui/stacks/stack_panel.h"
#include "ui/theme/format.h"
#include "ui/widgets/controls.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMimeData>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace catamaran::ui {

namespace {
constexpr int kListWidth = 220;
} // namespace

StacksPage::StacksPage(bridge::Session &session, QWidget *parent)
    : Page(parent), m_session(session), m_stack(new QStackedWidget), m_list(new StackList)
{
    m_paste = makeButton(tr("Paste"), QStringLiteral("clipboard-paste"), {}, this);
    m_paste->setToolTip(tr("Open the Compose file, address or path in the clipboard (Ctrl+Shift+V)"));
    m_open = makeButton(tr("Open…"), QStringLiteral("folder-open"), QStringLiteral("primary"), this);
    m_open->setToolTip(tr("Open a Compose file or an archive (Ctrl+O)"));

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    m_empty =
        new EmptyState(QStringLiteral("workflow"), tr("No stack yet"),
                       tr("Drop a Compose file, its folder, an archive, an address or YAML text anywhere "
                          "on this window. You see what it holds before anything is started."),
                       tr("Open a file…"));
    m_stack->addWidget(m_empty);
    auto *content = new QWidget;
    auto *columns = new QHBoxLayout(content);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(space::kLarge);
    QFrame *card = makeCard();
    card->layout()->setContentsMargins(6, 6, 6, 6);
    cardLayout(card)->addWidget(m_list);
    card->setFixedWidth(kListWidth);
    columns->addWidget(card);
    m_panel = new StackPanel(session);
    columns->addWidget(m_panel, 1);
    m_stack->addWidget(content);

    connect(m_open, &QPushButton::clicked, this, &StacksPage::chooseFile);
    connect(m_paste, &QPushButton::clicked, this, &StacksPage::paste);
    connect(m_empty, &EmptyState::activated, this, &StacksPage::chooseFile);
    const auto add = [this](const QKeySequence &keys, auto call) {
        auto *shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, call);
    };
    add(QKeySequence::Open, [this] { chooseFile(); });
    add(QKeySequence(QStringLiteral("Ctrl+Shift+V")), [this] { paste(); });

    bridge::Stacks &stacks = session.stacks();
    connect(&stacks, &bridge::Stacks::statesChanged, this, &StacksPage::updateList);
    connect(&stacks, &bridge::Stacks::recentChanged, this, &StacksPage::updateList);
    connect(&stacks, &bridge::Stacks::opened, this, [this](const bridge::StackPreview &preview) {
        m_opening = false;
        m_panel->showPreview(preview);
        updateList();
        m_list->markCurrent(preview.project, preview.source);
        emit settled();
    });
    connect(&stacks, &bridge::Stacks::refused, this, [this](const bridge::Problem &problem) {
        m_opening = false;
        emit m_session.failed(problem);
        emit settled();
    });
    connect(m_list, &StackList::chosen, this, [this](const StackEntry &entry) {
        m_panel->showEntry(entry);
        m_list->markCurrent(entry.project, entry.source);
    });
    connect(m_list, &StackList::forgetWanted, this,
            [this](const StackEntry &entry) { m_session.stacks().forget(entry.source); });
    connect(m_panel, &StackPanel::settled, this, &Page::settled);
    connect(m_panel, &StackPanel::detailsWanted, this, [this](const bridge::WorkloadKey &key) {
        emit navigate(QStringLiteral("details"), QStringLiteral("open"), QVariant::fromValue(key));
    });
    connect(&session, &bridge::Session::settled, this, &Page::settled);
    updateList();
}

StacksPage::~StacksPage() = default;

QString StacksPage::title() const
{
    return tr("Stacks");
}

QList<QWidget *> StacksPage::headerWidgets()
{
    return {m_paste, m_open};
}

bool StacksPage::isSettled() const
{
    return m_session.isSettled() && !m_opening && !m_panel->isLoading();
}

bool StacksPage::isLive() const
{
    const bridge::StackState *state = m_session.stacks().state(m_panel->project());
    return state != nullptr && state->running() > 0;
}

void StacksPage::receive(const QString &topic, const QVariant &value)
{
    if (topic == QLatin1String("open"))
        open(value.value<bridge::StackOffer>());
    if (topic == QLatin1String("select")) {
        const auto entries = m_list->entries();
        for (const StackEntry &entry : entries) {
            if (entry.project != value.toString())
                continue;
            m_panel->showEntry(entry);
            m_list->markCurrent(entry.project, entry.source);
            break;
        }
    }
}

void StacksPage::open(const bridge::StackOffer &offer)
{
    m_opening = true;
    m_session.stacks().open(offer);
}

void StacksPage::chooseFile()
{
    const QString file = QFileDialog::getOpenFileName(
        this, tr("Open a stack"), {},
        tr("Compose files and archives (*.yaml *.yml *.zip *.tar *.tar.gz *.tgz *.tar.xz *.tar.zst);;All "
           "files (*)"));
    if (!file.isEmpty())
        open(bridge::offerOfPaths({file}));
}

void StacksPage::paste()
{
    const bridge::StackOffer offer = bridge::offerOf(*QGuiApplication::clipboard()->mimeData());
    if (offer.kind != bridge::StackOffer::Kind::None)
        open(offer);
    else
        emit m_session.failed({tr("There is no stack in the clipboard"), offer.refusal,
                               tr("Copy a Compose file, its path or its address")});
}

void StacksPage::updateList()
{
    const auto entries = stackEntries(m_session.stacks().states(), m_session.stacks().recent());
    m_list->setEntries(entries);
    m_list->markCurrent(m_panel->project(), m_panel->source());
    const auto up = std::count_if(entries.begin(), entries.end(), [](const auto &one) { return one.isUp; });
    QStringList words;
    if (up > 0)
        words.append(tr("%1 up").arg(up));
    if (entries.size() > up)
        words.append(count(entries.size() - up, tr("recent file"), tr("recent files")));
    setSubtitle(entries.isEmpty() ? tr("Compose files: look first, then bring them up")
                                  : words.join(QStringLiteral(" · ")));
    const bool empty = entries.isEmpty() && !m_panel->hasStack();
    m_stack->setCurrentIndex(empty ? 0 : 1);
    if (!empty)
        showFirst();
}

void StacksPage::showFirst()
{
    if (m_panel->hasStack() || m_opening || m_list->entries().isEmpty())
        return;
    const StackEntry entry = m_list->entries().constFirst();
    m_panel->showEntry(entry);
    m_list->markCurrent(entry.project, entry.source);
}

} // namespace catamaran::ui
