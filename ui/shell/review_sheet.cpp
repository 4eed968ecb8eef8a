// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/review_sheet.h"

#include "ui/theme/icons.h"
#include "ui/widgets/controls.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPainter>

namespace catamaran::ui {

namespace {

constexpr int kWidth = 600;
constexpr qsizetype kMostFacts = 12;

/// Icon on its tile.
class Tile : public QWidget {
public:
    Tile(QString name, bool good) : m_name(std::move(name)), m_good(good) { setFixedSize(44, 44); }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        Q_UNUSED(event)
        const Tokens &t = Theme::tokens();
        const QColor color = m_good ? t.accent : t.error;
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.tint(color));
        painter.drawRoundedRect(rect(), 12, 12);
        drawIcon(painter, QRectF(11, 11, 22, 22), m_name, color);
    }

private:
    QString m_name;
    bool m_good;
};

QLabel *wrapped(const QString &text, TextRole role, const QString &tone)
{
    auto *label = makeLabel(text, role, tone);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

ReviewSheet::ReviewSheet(const bridge::Proposal &proposal, QWidget *parent)
    : QDialog(parent), m_proposal(proposal)
{
    setWindowTitle(proposal.title);
    setAccessibleName(proposal.title);
    setObjectName(QStringLiteral("review"));
    setFixedWidth(kWidth);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::kPage, space::kPage, space::kPage, space::kLarge);
    layout->setSpacing(space::kMedium);
    auto *head = new QHBoxLayout;
    head->setSpacing(space::kLarge);
    head->addWidget(new Tile(proposal.icon, proposal.isPossible()), 0, Qt::AlignTop);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(wrapped(proposal.title, TextRole::CardTitle, {}));
    if (!proposal.source.isEmpty())
        texts->addWidget(wrapped(proposal.source, TextRole::Mono, QStringLiteral("2")));
    head->addLayout(texts, 1);
    layout->addLayout(head);
    if (!proposal.explanation.isEmpty())
        layout->addWidget(wrapped(proposal.explanation, TextRole::Body, {}));
    for (qsizetype i = 0; i < qMin(proposal.facts.size(), kMostFacts); ++i)
        layout->addWidget(
            wrapped(QStringLiteral("•  ") + proposal.facts[i], TextRole::Body, QStringLiteral("2")));
    if (proposal.facts.size() > kMostFacts)
        layout->addWidget(makeLabel(tr("and %1 more").arg(proposal.facts.size() - kMostFacts), TextRole::Body,
                                    QStringLiteral("2")));
    for (const QString &warning : proposal.warnings)
        layout->addWidget(wrapped(QStringLiteral("⚠  ") + warning, TextRole::Body, QStringLiteral("warn")));
    if (!proposal.refusal.isEmpty())
        layout->addWidget(wrapped(proposal.refusal, TextRole::BodyStrong, QStringLiteral("error")));
    if (!proposal.askFor.isEmpty()) {
        auto *row = new QHBoxLayout;
        auto *label = makeLabel(proposal.askFor, TextRole::Body, QStringLiteral("2"));
        m_answer = new QLineEdit(proposal.command ? proposal.command->target : QString());
        m_answer->setAccessibleName(proposal.askFor);
        m_answer->setToolTip(proposal.askFor);
        label->setBuddy(m_answer);
        row->addWidget(label);
        row->addWidget(m_answer, 1);
        layout->addLayout(row);
        connect(m_answer, &QLineEdit::textChanged, this, &ReviewSheet::showLine);
    }
    auto *line = new QHBoxLayout;
    m_line = wrapped({}, TextRole::Mono, QStringLiteral("2"));
    m_line->setAccessibleName(tr("Command line"));
    auto *copy = makeToolButton(QStringLiteral("copy"), tr("Copy the command line"));
    line->addWidget(m_line, 1);
    line->addWidget(copy, 0, Qt::AlignTop);
    const bool hasLine = !proposal.commandLine().isEmpty();
    m_line->setVisible(hasLine);
    copy->setVisible(hasLine);
    layout->addLayout(line);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    auto *cancel = makeButton(proposal.hasAction() ? tr("Cancel") : tr("Close"));
    cancel->setToolTip(tr("Close without doing anything (Escape)"));
    buttons->addWidget(cancel);
    m_do = makeButton(proposal.button.isEmpty() ? tr("Do it") : proposal.button, QStringLiteral("check"),
                      QStringLiteral("primary"));
    m_do->setObjectName(QStringLiteral("agree"));
    m_do->setVisible(proposal.hasAction());
    buttons->addWidget(m_do);
    layout->addLayout(buttons);
    connect(copy, &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(this->proposal().commandLine()); });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_do, &QPushButton::clicked, this, [this] {
        accept();
        emit agreed(this->proposal());
    });
    // What came from outside is not taken by a blind Enter.
    m_do->setAutoDefault(false);
    cancel->setDefault(true);
    cancel->setFocus();
    showLine();
    // Wrapped labels ask for less once the width is known.
    resize(kWidth, layout->heightForWidth(kWidth));
}

bridge::Proposal ReviewSheet::proposal() const
{
    bridge::Proposal out = m_proposal;
    if (m_answer != nullptr && out.command)
        out.command->target = m_answer->text().trimmed();
    return out;
}

void ReviewSheet::showLine()
{
    const QString line = proposal().commandLine();
    m_line->setText(QStringLiteral("$ ") + line);
}

} // namespace catamaran::ui
