// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/main_window.h"

#include "src/bridge/desk.h"
#include "src/bridge/session.h"
#include "ui/doctor/doctor_report.h"
#include "ui/shell/banner.h"
#include "ui/shell/conveniences.h"
#include "ui/shell/drop_target.h"
#include "ui/shell/toast.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/page.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QSettings>
#include <QShortcut>
#include <QStackedWidget>
#include <QTimer>

namespace catamaran::ui {

namespace {

constexpr QSize kDefaultSize(1360, 860);
constexpr QSize kSmallestSize(960, 600);
constexpr int kBetweenSteps = 60; ///< ms; somebody may be typing
const QString kGeometryKey = QStringLiteral("window/geometry");
const QString kPageKey = QStringLiteral("window/page");
const QString kDoctorKey = QStringLiteral("window/doctor-seen");

/// Two hulls and a sail: the product's mark, in the two hues.
class Mark : public QWidget {
public:
    Mark() { setFixedHeight(34); }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        Q_UNUSED(event)
        const Tokens &t = Theme::tokens();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.translate(8, 7);
        painter.setBrush(t.container);
        painter.drawPolygon(QPolygonF({{8.4, 0.5}, {8.4, 12}, {2, 12}}));
        painter.drawPolygon(QPolygonF({{0, 14.5}, {9, 14.5}, {7.6, 19}, {1.8, 19}}));
        painter.setBrush(t.vm);
        painter.drawPolygon(QPolygonF({{11, 4}, {11, 12}, {16, 12}}));
        painter.drawPolygon(QPolygonF({{11, 14.5}, {20, 14.5}, {18.2, 19}, {12.4, 19}}));
        painter.setPen(t.text);
        painter.setFont(Theme::font(TextRole::CardTitle));
        painter.drawText(QRectF(29, 0, 160, 20),
                         static_cast<int>(Qt::AlignVCenter | Qt::AlignLeft | Qt::AlignAbsolute),
                         QStringLiteral("Catamaran"));
    }
};

} // namespace

MainWindow::MainWindow(bridge::Session &session, const QList<PageEntry> &pages, QSettings *settings,
                       QWidget *parent)
    : QMainWindow(parent), m_session(session), m_entries(pages), m_settings(settings)
{
    setWindowTitle(QStringLiteral("Catamaran"));
    setWindowIcon(QIcon(QStringLiteral(":/icons/catamaran.svg")));
    setMinimumSize(kSmallestSize);
    resize(kDefaultSize);

    setProperty(Theme::kInParts, true);
    m_conveniences = new Conveniences(session, *this);
    auto *central = new QWidget;
    central->setProperty(Theme::kInParts, true);
    auto *columns = new QHBoxLayout(central);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    columns->addWidget(makeNavigation());
    auto *right = new QVBoxLayout;
    right->setContentsMargins(space::kPage, 20, space::kPage, 20);
    right->setSpacing(space::kLarge);
    right->addWidget(makeHeader());
    m_banner = new Banner;
    right->addWidget(m_banner);
    m_stack = new QStackedWidget;
    m_stack->setObjectName(QStringLiteral("pages"));
    m_stack->setProperty(Theme::kInParts, true);
    right->addWidget(m_stack, 1);
    columns->addLayout(right, 1);
    setCentralWidget(central);
    // The first focus ring shows when the user presses Tab, not before.
    central->setFocusPolicy(Qt::ClickFocus);
    central->setFocus();
    m_toast = new Toast(central);
    m_conveniences->attach(central);
    auto *drops = new DropTarget(this);
    connect(drops, &DropTarget::dropped, this, [this](const bridge::StackOffer &offer) {
        showPage(QStringLiteral("stacks"));
        if (Page *stacks = page(QStringLiteral("stacks")))
            stacks->receive(QStringLiteral("open"), QVariant::fromValue(offer));
    });

    connect(drops, &DropTarget::given, m_conveniences, &Conveniences::examine);

    connect(&session, &bridge::Session::failed, m_banner, &Banner::showProblem);
    connect(&session, &bridge::Session::announced, m_toast, &Toast::showText);
    connect(&session, &bridge::Session::phaseChanged, this, &MainWindow::updateEngineLine);
    connect(&session, &bridge::Session::featuresChanged, this, &MainWindow::updateEngineLine);
    connect(&session, &bridge::Session::openFailed, this, [this](const bridge::Problem &problem) {
        m_banner->showProblem(problem);
        m_banner->setAction(tr("Try again"));
    });
    connect(&session, &bridge::Session::opened, m_banner, &QWidget::hide);
    connect(m_banner, &Banner::actionTriggered, &session, &bridge::Session::open);

    int number = 0;
    for (const PageEntry &entry : std::as_const(m_entries)) {
        if (!entry.isListed || ++number > 9)
            continue;
        auto *shortcut = new QShortcut(QKeySequence(QStringLiteral("Ctrl+%1").arg(number)), this);
        connect(shortcut, &QShortcut::activated, this, [this, id = entry.id] { showPage(id); });
    }
    connect(new QShortcut(QKeySequence::Refresh, this), &QShortcut::activated, &session,
            &bridge::Session::refresh);
    updateEngineLine();
    if (m_settings != nullptr)
        restoreGeometry(m_settings->value(kGeometryKey).toByteArray());
    const QString wanted =
        m_settings != nullptr ? m_settings->value(kPageKey).toString() : m_entries.constFirst().id;
    showPage(pageIds().contains(wanted) ? wanted : m_entries.constFirst().id);
    setWindowState(windowState() & ~Qt::WindowMinimized);
    // The first start of all looks at the computer, and says so if there is something to say.
    if (m_settings != nullptr && !m_settings->value(kDoctorKey).toBool()) {
        connect(&session, &bridge::Session::opened, &session.desk(), &bridge::Desk::diagnose);
        connect(&session.desk(), &bridge::Desk::diagnosed, this, [this] {
            if (m_settings->value(kDoctorKey).toBool())
                return;
            m_settings->setValue(kDoctorKey, true);
            if (doctorReport(m_session.desk().doctor(), {}).isWorthALook())
                showPage(QStringLiteral("doctor"));
        });
    }
}

MainWindow::~MainWindow() = default;

QWidget *MainWindow::makeNavigation()
{
    auto *navigation = new QWidget;
    navigation->setObjectName(QStringLiteral("navigation"));
    navigation->setFixedWidth(space::kNavigationWidth);
    navigation->setAttribute(Qt::WA_StyledBackground);
    auto *layout = new QVBoxLayout(navigation);
    layout->setContentsMargins(space::kMedium, space::kMedium, space::kMedium, space::kLarge);
    layout->setSpacing(2);
    layout->addWidget(new Mark);
    layout->addSpacing(space::kSmall);
    QString section;
    int number = 0;
    for (const PageEntry &entry : m_entries) {
        if (!entry.isListed)
            continue;
        ++number;
        if (entry.section != section) {
            section = entry.section;
            if (section == QLatin1String("-")) {
                layout->addStretch(1);
                m_engineState = makeLabel({}, TextRole::TableHead);
                m_engineDetail = makeLabel({}, TextRole::Caption, QStringLiteral("3"));
                QFont small = Theme::font(TextRole::Caption);
                small.setWeight(QFont::Normal);
                m_engineDetail->setFont(small);
                m_engineDetail->setWordWrap(true);
                for (QLabel *label : {m_engineState, m_engineDetail}) {
                    label->setContentsMargins(space::kMedium, 0, 0, 0);
                    layout->addWidget(label);
                }
                layout->addSpacing(space::kSmall);
            } else if (!section.isEmpty()) {
                layout->addSpacing(space::kMedium);
                auto *label = makeLabel(section.toUpper(), TextRole::Caption, QStringLiteral("3"));
                label->setContentsMargins(space::kSmall, 0, 0, space::kTiny);
                layout->addWidget(label);
            }
        }
        auto *button = makeButton(entry.title, entry.icon, QStringLiteral("navigation"));
        button->setCheckable(true);
        button->setAutoExclusive(true);
        button->setIconSize({18, 18});
        button->setText(QStringLiteral("  ") + entry.title);
        button->setToolTip(tr("%1 (Ctrl+%2)").arg(entry.title).arg(number));
        connect(button, &QPushButton::clicked, this, [this, id = entry.id] { showPage(id); });
        m_buttons.insert(entry.id, button);
        layout->addWidget(button);
    }
    return navigation;
}

QWidget *MainWindow::makeHeader()
{
    auto *header = new QWidget;
    auto *layout = new QHBoxLayout(header);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kSmall);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(1);
    m_title = makeLabel({}, TextRole::PageTitle);
    m_subtitle = new ElidedLabel;
    m_subtitle->setFont(Theme::font(TextRole::Body));
    m_subtitle->setProperty("tone", "2");
    texts->addWidget(m_title);
    texts->addWidget(m_subtitle);
    layout->addLayout(texts, 1);
    m_tools = new QHBoxLayout;
    m_tools->setSpacing(space::kSmall);
    layout->addLayout(m_tools);
    layout->addWidget(m_conveniences->searchButton(), 0, Qt::AlignVCenter);
    return header;
}

QStringList MainWindow::pageIds() const
{
    QStringList ids;
    for (const PageEntry &entry : m_entries)
        ids.append(entry.id);
    return ids;
}

Page *MainWindow::page(const QString &id)
{
    if (m_pages.contains(id))
        return m_pages.value(id);
    for (const PageEntry &entry : m_entries) {
        if (entry.id != id)
            continue;
        Page *made = entry.make();
        m_pages.insert(id, made);
        m_stack->addWidget(made);
        // The header's widgets live in one place; only those of the current page show.
        const auto tools = made->headerWidgets();
        for (QWidget *tool : tools) {
            m_tools->addWidget(tool, 0, Qt::AlignVCenter);
            tool->hide();
        }
        connect(made, &Page::subtitleChanged, this, [this, id](const QString &text) {
            if (id == m_current)
                m_subtitle->setText(text);
        });
        connect(made, &Page::navigate, this,
                [this](const QString &target, const QString &topic, const QVariant &value) {
                    showPage(target);
                    if (Page *other = page(target); other != nullptr && !topic.isEmpty()) {
                        other->receive(topic, value);
                        showHeaderOf(other); // its title may have changed
                    }
                });
        return made;
    }
    return nullptr;
}

void MainWindow::getReady()
{
    m_toMake = pageIds();
    readyStep();
}

void MainWindow::readyStep()
{
    if (m_toDress != nullptr)
        m_toDress->ensurePolished();
    m_toDress = nullptr;
    while (!m_toMake.isEmpty() && m_pages.contains(m_toMake.constFirst()))
        m_toMake.removeFirst();
    if (m_toMake.isEmpty()) {
        emit isReady();
        return;
    }
    // Making in one turn, dressing in the next: each takes most of a frame.
    QTimer::singleShot(kBetweenSteps, this, [this] {
        if (!m_toMake.isEmpty())
            m_toDress = page(m_toMake.takeFirst());
        QTimer::singleShot(kBetweenSteps, this, &MainWindow::readyStep);
    });
}

void MainWindow::showPage(const QString &id)
{
    Page *next = page(id);
    if (next == nullptr)
        return;
    const QString details = QStringLiteral("details");
    if (id == details && m_current != details) {
        // Whatever opens them, Alt+Left leads back there.
        next->receive(QStringLiteral("from"), m_current);
        m_returnFocus = focusWidget();
    }
    const bool isReturn = m_current == details && id != details;
    m_current = id;
    // A page that is not listed belongs to the list of what runs.
    if (QPushButton *button = m_buttons.value(id, m_buttons.value(QStringLiteral("workloads"))))
        button->setChecked(true);
    m_stack->setCurrentWidget(next);
    showHeaderOf(next);
    if (isReturn && m_returnFocus != nullptr && next->isAncestorOf(m_returnFocus))
        m_returnFocus->setFocus();
    // What had the focus may be gone with the page: Tab must find its way on.
    if (focusWidget() == nullptr || !focusWidget()->isVisibleTo(this))
        centralWidget()->setFocus();
}

void MainWindow::showHeaderOf(Page *current)
{
    m_title->setText(current->title());
    m_subtitle->setText(current->subtitle());
    for (Page *page : std::as_const(m_pages)) {
        const auto tools = page->headerWidgets();
        for (QWidget *tool : tools)
            tool->setVisible(page == current);
    }
}

void MainWindow::updateEngineLine()
{
    if (m_engineState == nullptr)
        return;
    const bridge::HostView &host = m_session.host();
    switch (m_session.phase()) {
    case bridge::Session::Phase::Open:
        m_engineState->setText(tr("Engine ready"));
        setTone(m_engineState, QStringLiteral("ok"));
        m_engineDetail->setText(host.accelerationLabel.isEmpty() ? QString()
                                                                 : tr("VMs: %1").arg(host.accelerationLabel));
        m_engineDetail->setToolTip(host.acceleratorExplanation);
        break;
    case bridge::Session::Phase::Failed:
        m_engineState->setText(tr("Engine not available"));
        setTone(m_engineState, QStringLiteral("error"));
        m_engineDetail->setText({});
        break;
    case bridge::Session::Phase::Closed:
    case bridge::Session::Phase::Opening:
        m_engineState->setText(tr("Opening the engine…"));
        setTone(m_engineState, QStringLiteral("2"));
        break;
    }
    m_engineDetail->setVisible(!m_engineDetail->text().isEmpty());
}

void MainWindow::paintEvent(QPaintEvent *event)
{
    QMainWindow::paintEvent(event);
    if (!m_painted) {
        m_painted = true;
        QTimer::singleShot(0, this, &MainWindow::firstFrameShown);
    }
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_settings != nullptr) {
        m_settings->setValue(kGeometryKey, saveGeometry());
        m_settings->setValue(kPageKey, m_current);
        m_settings->sync();
    }
    if (!m_conveniences->mayClose()) {
        event->ignore();
        return;
    }
    QMainWindow::closeEvent(event);
}

} // namespace catamaran::ui
