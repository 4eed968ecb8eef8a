// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/doctor/doctor_page.h"

#include "src/bridge/desk.h"
#include "ui/theme/icons.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/pill.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QShortcut>

namespace catamaran::ui {

namespace {

constexpr int kPillWidth = 104;
const QString kLine = QStringLiteral("catamaran doctor");

QColor toneColor(const QString &tone)
{
    const Tokens &t = Theme::tokens();
    return tone == QLatin1String("error") ? t.error : tone == QLatin1String("warn") ? t.warn : t.ok;
}

/// The large sign of the summary; its tone is the property "tone".
class Mark : public QWidget {
public:
    Mark() { setFixedSize(52, 52); }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        Q_UNUSED(event)
        const QString tone = property("tone").toString();
        const QColor color = toneColor(tone);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(Theme::tokens().tint(color));
        painter.drawRoundedRect(rect(), 14, 14);
        drawIcon(painter, QRectF(13, 13, 26, 26),
                 tone == QLatin1String("ok")     ? QStringLiteral("circle-check")
                 : tone == QLatin1String("warn") ? QStringLiteral("triangle-alert")
                                                 : QStringLiteral("circle-alert"),
                 color);
    }
};

} // namespace

DoctorPage::DoctorPage(bridge::Session &session, QWidget *parent) : Page(parent), m_session(session)
{
    m_copyLine = makeButton(tr("Copy command"), QStringLiteral("copy"), {}, this);
    m_copyLine->setToolTip(tr("Copy “%1”: the same checks in a terminal").arg(kLine));
    m_again = makeButton(tr("Check again"), QStringLiteral("refresh-cw"), QStringLiteral("primary"), this);
    m_again->setToolTip(tr("Look at this computer again (Ctrl+R)"));
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::kLarge);
    auto *summary = makeCard();
    auto *line = new QHBoxLayout;
    line->setSpacing(space::kLarge);
    m_mark = new Mark;
    line->addWidget(m_mark);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    m_headline = makeLabel(tr("Looking…"), TextRole::PageTitle);
    m_advice =
        makeLabel(tr("What containers and VMs need of this computer"), TextRole::Body, QStringLiteral("2"));
    m_advice->setWordWrap(true);
    texts->addWidget(m_headline);
    texts->addWidget(m_advice);
    line->addLayout(texts, 1);
    cardLayout(summary)->addLayout(line);
    column->addWidget(summary);
    m_groups = new QVBoxLayout;
    m_groups->setSpacing(space::kLarge);
    column->addLayout(m_groups);
    column->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(makeScroll(content));
    setSubtitle(tr("What containers and VMs need, and what to do where it is missing"));

    bridge::Desk &desk = session.desk();
    const auto again = [this] {
        m_again->setEnabled(false);
        m_session.desk().diagnose();
    };
    connect(m_again, &QPushButton::clicked, this, again);
    auto *shortcut = new QShortcut(QKeySequence(QStringLiteral("Ctrl+R")), this);
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    connect(shortcut, &QShortcut::activated, this, again);
    connect(m_copyLine, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(kLine);
        emit m_session.announced(tr("Copied: %1").arg(kLine));
    });
    connect(&desk, &bridge::Desk::diagnosed, this, [this] {
        m_checked = true;
        fill();
        emit settled();
    });
    connect(&desk, &bridge::Desk::fixed, this, [this](const QString &id, const bridge::Problem &problem) {
        Q_UNUSED(id)
        if (problem.isEmpty())
            emit m_session.announced(tr("Put right, until the next start of the computer"));
        else
            emit m_session.failed(problem);
    });
    connect(&session, &bridge::Session::phaseChanged, this, [this] {
        if (m_session.phase() == bridge::Session::Phase::Open)
            m_session.desk().diagnose();
        fill();
    });
    m_checked = !desk.doctor().isEmpty();
    fill();
}

QString DoctorPage::title() const
{
    return tr("Doctor");
}

QList<QWidget *> DoctorPage::headerWidgets()
{
    return {m_copyLine, m_again};
}

bool DoctorPage::isSettled() const
{
    return m_checked || m_session.phase() == bridge::Session::Phase::Failed;
}

void DoctorPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    m_session.desk().diagnose();
}

void DoctorPage::fill()
{
    const bool failed = m_session.phase() == bridge::Session::Phase::Failed;
    m_again->setEnabled(!failed);
    qDeleteAll(m_cards);
    m_cards.clear();
    if (!m_checked && !failed)
        return;
    m_report = doctorReport(m_session.desk().doctor(), failed ? m_session.openProblem() : bridge::Problem());
    m_mark->setProperty("tone", m_report.tone);
    m_mark->update();
    m_headline->setText(m_report.headline);
    m_advice->setText(m_report.advice);
    for (const DoctorReport::Group &group : std::as_const(m_report.groups)) {
        auto *card = makeCard();
        cardLayout(card)->setSpacing(space::kMedium);
        cardLayout(card)->addWidget(makeLabel(group.title, TextRole::CardTitle));
        for (const bridge::DoctorRow &row : group.rows)
            cardLayout(card)->addWidget(makeRow(row));
        m_groups->addWidget(card);
        m_cards.append(card);
    }
}

QWidget *DoctorPage::makeRow(const bridge::DoctorRow &row)
{
    using State = bridge::DoctorRow::State;
    auto *widget = new QWidget;
    widget->setObjectName(QStringLiteral("check-") + row.id);
    auto *line = new QHBoxLayout(widget);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(space::kMedium);
    auto *slot = new QWidget;
    slot->setFixedWidth(kPillWidth);
    auto *slotLayout = new QHBoxLayout(slot);
    slotLayout->setContentsMargins(0, 0, 0, 0);
    auto *pill = new Pill;
    pill->setText(row.state == State::Good      ? tr("Ready")
                  : row.state == State::Warning ? tr("Notice")
                                                : tr("Missing"),
                  row.state == State::Good ? QStringLiteral("check") : QStringLiteral("triangle-alert"),
                  row.state == State::Good      ? QStringLiteral("ok")
                  : row.state == State::Warning ? QStringLiteral("warn")
                                                : QStringLiteral("error"));
    slotLayout->addWidget(pill, 0, Qt::AlignLeading | Qt::AlignTop);
    line->addWidget(slot, 0, Qt::AlignTop);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(makeLabel(row.title, TextRole::BodyStrong));
    const auto sentence = [&texts](const QString &text, const QString &tone) {
        if (text.isEmpty())
            return;
        auto *label = makeLabel(text, TextRole::Body, tone);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        texts->addWidget(label);
    };
    sentence(row.explanation, QStringLiteral("2"));
    sentence(row.fix.isEmpty() ? QString() : tr("What to do: %1").arg(row.fix), {});
    line->addLayout(texts, 1);
    const auto button = [&](const QString &text, const QString &icon, const QString &tip, auto call) {
        auto *made = makeButton(text, icon);
        made->setAccessibleName(tr("%1: %2").arg(row.title, text));
        made->setToolTip(tip);
        line->addWidget(made, 0, Qt::AlignTop);
        connect(made, &QPushButton::clicked, this, call);
        return made;
    };
    if (row.state != State::Good) {
        if (row.canApply)
            button(tr("Put right"), QStringLiteral("check"), tr("Does the same as: %1").arg(row.command),
                   [this, id = row.id] { m_session.desk().applyFix(id); })
                ->setObjectName(QStringLiteral("fix-") + row.id);
        if (row.frees)
            button(tr("Reclaim space"), QStringLiteral("hard-drive"),
                   tr("Show what lies on the disk and can go"),
                   [this] { emit navigate(QStringLiteral("overview"), QStringLiteral("disk"), {}); });
        if (!row.command.isEmpty())
            button(tr("Copy"), QStringLiteral("copy"), tr("Copy: %1").arg(row.command),
                   [this, text = row.command] {
                       QGuiApplication::clipboard()->setText(text);
                       emit m_session.announced(tr("Copied: %1").arg(text));
                   });
    }
    return widget;
}

} // namespace catamaran::ui
