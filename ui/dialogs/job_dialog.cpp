// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/job_dialog.h"

#include "ui/theme/format.h"
#include "ui/theme/icons.h"
#include "ui/widgets/controls.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPlainTextEdit>
#include <QScrollArea>

namespace catamaran::ui {

namespace {

using State = bridge::DeskStep::State;

constexpr int kRowHeight = 34;
constexpr int kRepaintMilliseconds = 100;
constexpr int kTitleShare = 46; ///< percent of the width
constexpr int kBarShare = 30;

} // namespace

/// The lines; each reads its own text to a screen reader through the accessible description of the whole.
class StepTimeline : public QWidget {
public:
    explicit StepTimeline(const JobModel &model) : m_model(model)
    {
        setAccessibleName(JobDialog::tr("Steps"));
        setFocusPolicy(Qt::TabFocus);
        setToolTip(JobDialog::tr("Each step with the time it took"));
    }
    void refresh()
    {
        setMinimumHeight(static_cast<int>(m_model.rows().size()) * kRowHeight);
        QStringList lines;
        for (const JobModel::Row &row : m_model.rows())
            lines.append(row.step.title + QLatin1Char(' ') + row.step.detail);
        setAccessibleDescription(lines.join(QStringLiteral("; ")));
        update();
    }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        Q_UNUSED(event)
        const Tokens &t = Theme::tokens();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const double whole = qMax(1.0, m_model.endMs());
        const int titleWidth = width() * kTitleShare / 100 - 34;
        const int barLeft = width() * kTitleShare / 100 + 8;
        const int barWidth = width() * kBarShare / 100;
        int top = 0;
        for (const JobModel::Row &row : m_model.rows()) {
            const State state = row.step.state;
            const QColor color = state == State::Failed   ? t.error
                                 : state == State::Cached ? t.text3
                                 : state == State::Done   ? t.ok
                                                          : t.accent;
            const QString sign = state == State::Failed    ? QStringLiteral("circle-alert")
                                 : state == State::Waiting ? QStringLiteral("hourglass")
                                 : state == State::Running ? QStringLiteral("play")
                                                           : QStringLiteral("check");
            drawIcon(painter, QRectF(8, top + 9, 16, 16), sign, state == State::Waiting ? t.text3 : color);
            painter.setFont(Theme::font(TextRole::Mono));
            painter.setPen(state == State::Waiting || state == State::Cached ? t.text2 : t.text);
            painter.drawText(QRect(34, top, titleWidth, kRowHeight), Qt::AlignVCenter,
                             painter.fontMetrics().elidedText(row.step.title, Qt::ElideRight, titleWidth));
            const double from = row.fromMs / whole * barWidth;
            const double to = (row.toMs < 0 ? whole : row.toMs) / whole * barWidth;
            painter.setPen(Qt::NoPen);
            if (state != State::Waiting && state != State::Cached) {
                painter.setBrush(t.tint(color));
                painter.drawRoundedRect(QRectF(barLeft + from, top + 12, qMax(3.0, to - from), 10), 5, 5);
                const double part = state == State::Running && row.step.fraction >= 0 ? row.step.fraction : 1;
                painter.setBrush(color);
                painter.drawRoundedRect(QRectF(barLeft + from, top + 12, qMax(3.0, (to - from) * part), 10),
                                        5, 5);
            }
            painter.setFont(Theme::font(TextRole::Body));
            painter.setPen(state == State::Failed ? t.error : t.text2);
            const QString end = state == State::Done && row.toMs >= 0
                                    ? formatMilliseconds(row.step.seconds > 0 ? row.step.seconds * 1000
                                                                              : row.toMs - row.fromMs)
                                : state == State::Cached && row.step.detail.isEmpty()
                                    ? JobDialog::tr("from the cache")
                                    : row.step.detail;
            const int endLeft = barLeft + barWidth + 12;
            painter.drawText(QRect(endLeft, top, width() - endLeft - 8, kRowHeight), Qt::AlignVCenter,
                             painter.fontMetrics().elidedText(end, Qt::ElideRight, width() - endLeft - 8));
            top += kRowHeight;
        }
    }

private:
    const JobModel &m_model;
};

JobDialog::JobDialog(bridge::Desk &desk, int number, const bridge::DeskCommand &command, QWidget *parent)
    : QDialog(parent), m_desk(desk), m_number(number)
{
    setWindowTitle(command.title());
    setAccessibleName(command.title());
    setMinimumSize(720, 420);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::kPage, space::kPage, space::kPage, space::kLarge);
    layout->setSpacing(space::kMedium);
    layout->addWidget(makeLabel(command.title(), TextRole::CardTitle));
    auto *line = makeLabel(QStringLiteral("$ ") + command.commandLine(), TextRole::Mono, QStringLiteral("2"));
    line->setTextInteractionFlags(Qt::TextSelectableByMouse);
    line->setWordWrap(true);
    layout->addWidget(line);
    m_summary = makeLabel(tr("Begins…"), TextRole::Body, QStringLiteral("2"));
    m_summary->setWordWrap(true);
    layout->addWidget(m_summary);
    m_steps = new StepTimeline(m_model);
    layout->addWidget(makeScroll(m_steps), 3);
    m_output = new QPlainTextEdit;
    m_output->setReadOnly(true);
    m_output->setFont(Theme::font(TextRole::Mono));
    m_output->setAccessibleName(tr("Output"));
    m_output->setToolTip(tr("What the steps print"));
    m_output->setTabChangesFocus(true);
    m_output->hide();
    layout->addWidget(m_output, 2);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    m_cancel = makeButton(tr("Cancel"), {}, QStringLiteral("danger"));
    m_cancel->setToolTip(tr("End the work; nothing half-made stays"));
    m_close = makeButton(tr("Hide"), {}, QStringLiteral("primary"));
    m_close->setToolTip(tr("Close this; the work goes on (Escape)"));
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_close);
    layout->addLayout(buttons);
    m_clock.start();
    m_repaint.setInterval(kRepaintMilliseconds);
    connect(&m_repaint, &QTimer::timeout, this, &JobDialog::update);
    m_repaint.start();
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_cancel->setEnabled(false);
        m_desk.cancel(m_number);
    });
    connect(m_close, &QPushButton::clicked, this, &QDialog::close);
    connect(&desk, &bridge::Desk::progressed, this, [this](int which, const bridge::DeskStep &step) {
        if (which == m_number)
            m_model.add(step, static_cast<double>(m_clock.elapsed()));
    });
    connect(&desk, &bridge::Desk::finished, this,
            [this](int which, const bridge::DeskCommand &, const QString &sentence,
                   const bridge::Problem &problem) {
                if (which == m_number)
                    finish(sentence, problem);
            });
}

void JobDialog::update()
{
    m_steps->refresh();
    if (!m_over)
        m_summary->setText(m_model.summary());
    if (m_model.output().size() != m_shownOutput) {
        m_shownOutput = m_model.output().size();
        m_output->setPlainText(m_model.output().right(64 * 1024));
        m_output->moveCursor(QTextCursor::End);
        m_output->show();
    }
}

void JobDialog::finish(const QString &sentence, const bridge::Problem &problem)
{
    m_over = true;
    m_repaint.stop();
    m_model.finish(static_cast<double>(m_clock.elapsed()), !problem.isEmpty());
    update();
    setTone(m_summary, problem.isEmpty() ? QStringLiteral("ok") : QStringLiteral("error"));
    m_summary->setText(problem.isEmpty()
                           ? QStringLiteral("%1 · %2").arg(
                                 sentence, formatMilliseconds(static_cast<double>(m_clock.elapsed())))
                           : problem.text());
    m_cancel->hide();
    m_close->setText(tr("Close"));
    m_close->setToolTip(tr("Close (Escape)"));
}

} // namespace catamaran::ui
