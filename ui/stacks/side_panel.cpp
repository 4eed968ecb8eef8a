// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stacks/side_panel.h"

#include "ui/theme/format.h"
#include "ui/theme/icons.h"
#include "ui/widgets/controls.h"

#include <QKeyEvent>
#include <QPainter>
#include <QSpinBox>
#include <QVBoxLayout>

namespace catamaran::ui {

namespace {

constexpr int kMostReplicas = 100;
constexpr int kWidth = 316;

/// A small icon of a severity or kind.
class Sign : public QWidget {
public:
    Sign(QString name, QString tone) : m_name(std::move(name)), m_tone(std::move(tone))
    {
        setFixedSize(16, 18);
    }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        Q_UNUSED(event)
        const Tokens &t = Theme::tokens();
        QPainter painter(this);
        drawIcon(painter, QRectF(0, 2, 14, 14), m_name,
                 m_tone == QLatin1String("error")       ? t.error
                 : m_tone == QLatin1String("warn")      ? t.warn
                 : m_tone == QLatin1String("container") ? t.container
                 : m_tone == QLatin1String("vm")        ? t.vm
                                                        : t.text2);
    }

private:
    QString m_name;
    QString m_tone;
};

QLabel *wrapped(const QString &text, TextRole role, const QString &tone = {})
{
    QLabel *label = makeLabel(text, role, tone);
    label->setWordWrap(true);
    return label;
}

QString toneOf(bridge::Severity severity)
{
    return severity == bridge::Severity::Error     ? QStringLiteral("error")
           : severity == bridge::Severity::Warning ? QStringLiteral("warn")
                                                   : QStringLiteral("2");
}

/// Name at the left, value at the right of one line.
QWidget *pair(const QString &left, const QString &right, const QString &tone)
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kSmall);
    auto *name = new ElidedLabel(left);
    name->setFont(Theme::font(TextRole::Body));
    name->setToolTip(left);
    layout->addWidget(name, 1);
    auto *value = new ElidedLabel(right);
    value->setFont(Theme::font(TextRole::Body));
    value->setProperty("tone", tone);
    value->setAlignment(Qt::AlignRight);
    value->setToolTip(right);
    layout->addWidget(value, 1);
    return row;
}

} // namespace

LinkRow::LinkRow(const QString &name, QWidget *parent) : QFrame(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAccessibleName(name);
    setAttribute(Qt::WA_Hover);
}

void LinkRow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space)
        emit clicked();
    else
        QFrame::keyPressEvent(event);
}

void LinkRow::mouseReleaseEvent(QMouseEvent *event)
{
    Q_UNUSED(event)
    emit clicked();
}

void LinkRow::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    const Tokens &t = Theme::tokens();
    if (!hasFocus() && !underMouse())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(hasFocus() ? QPen(t.accent) : QPen(Qt::NoPen));
    painter.setBrush(underMouse() ? QBrush(t.raised) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

Stepper::Stepper(const QString &name, QWidget *parent) : QWidget(parent), m_box(new QSpinBox)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    const auto button = [&](const QString &sign, const QString &words) {
        auto *made = new QToolButton;
        made->setText(sign);
        made->setAccessibleName(words);
        made->setToolTip(words);
        made->setFixedSize(26, 26);
        made->setFocusPolicy(Qt::StrongFocus);
        return made;
    };
    auto *less = button(QStringLiteral("−"), tr("One replica of %1 less").arg(name));
    auto *more = button(QStringLiteral("+"), tr("One replica of %1 more").arg(name));
    m_box->setRange(0, kMostReplicas);
    m_box->setFixedWidth(44);
    m_box->setAlignment(Qt::AlignHCenter);
    m_box->setAccessibleName(tr("Replicas of %1").arg(name));
    m_box->setToolTip(tr("Replicas of %1").arg(name));
    m_box->setKeyboardTracking(false);
    m_box->setStyleSheet(QStringLiteral("QSpinBox { min-height: 24px; padding: 0 4px; }"));
    layout->addWidget(less);
    layout->addWidget(m_box);
    layout->addWidget(more);
    connect(less, &QToolButton::clicked, m_box, &QSpinBox::stepDown);
    connect(more, &QToolButton::clicked, m_box, &QSpinBox::stepUp);
    connect(m_box, &QSpinBox::valueChanged, this, &Stepper::changed);
}

void Stepper::setValue(int value)
{
    const QSignalBlocker quiet(m_box);
    m_box->setValue(value);
}

int Stepper::value() const
{
    return m_box->value();
}

SidePanel::SidePanel(QWidget *parent) : QScrollArea(parent)
{
    auto *content = new QWidget;
    content->setObjectName(QStringLiteral("scrolled"));
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(0, 0, 2, 0);
    m_column->setSpacing(space::kMedium);
    setWidget(content);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    setFixedWidth(kWidth);
}

QVBoxLayout *SidePanel::addCard(const QString &title)
{
    QFrame *card = makeCard();
    QVBoxLayout *layout = cardLayout(card);
    layout->setSpacing(6);
    layout->addWidget(makeLabel(title, TextRole::CardTitle));
    m_column->addWidget(card);
    return layout;
}

void SidePanel::setPreview(const bridge::StackPreview &preview)
{
    m_steppers.clear();
    while (QLayoutItem *item = m_column->takeAt(0)) {
        if (item->widget() != nullptr) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    addProblems(preview);
    addServices(preview);
    addPorts(preview);
    addResources(tr("Volumes"), preview.volumes);
    addResources(tr("Networks"), preview.networks);
    addNames(tr("Secrets"), preview.secrets);
    addNames(tr("Configs"), preview.configs);
    m_column->addStretch();
    setReplicas(m_replicas);
}

void SidePanel::addProblems(const bridge::StackPreview &preview)
{
    if (preview.diagnostics.isEmpty())
        return;
    const int errors = preview.count(bridge::Severity::Error);
    QVBoxLayout *layout =
        addCard(errors > 0 ? count(errors, tr("error"), tr("errors"))
                           : count(preview.diagnostics.size(), tr("warning"), tr("warnings")));
    layout->setSpacing(2);
    for (const bridge::StackDiagnostic &one : preview.diagnostics) {
        auto *row = new LinkRow(QStringLiteral("%1: %2").arg(one.place(), one.text));
        row->setToolTip(tr("Show the place in the file"));
        auto *line = new QHBoxLayout(row);
        line->setContentsMargins(4, 4, 4, 4);
        line->setSpacing(6);
        line->addWidget(new Sign(one.severity == bridge::Severity::Error ? QStringLiteral("circle-alert")
                                                                         : QStringLiteral("triangle-alert"),
                                 toneOf(one.severity)),
                        0, Qt::AlignTop);
        auto *texts = new QVBoxLayout;
        texts->setSpacing(1);
        texts->addWidget(wrapped(one.text, TextRole::Body));
        if (!one.fix.isEmpty())
            texts->addWidget(wrapped(one.fix, TextRole::Body, QStringLiteral("2")));
        if (!one.place().isEmpty())
            texts->addWidget(wrapped(one.place(), TextRole::Caption, QStringLiteral("3")));
        line->addLayout(texts, 1);
        connect(row, &LinkRow::clicked, this, [this, one] { emit placeWanted(one); });
        layout->addWidget(row);
    }
}

void SidePanel::addServices(const bridge::StackPreview &preview)
{
    if (preview.services.isEmpty())
        return;
    QVBoxLayout *layout = addCard(tr("Replicas"));
    layout->setSpacing(2);
    for (const bridge::StackService &service : preview.services) {
        if (!service.isActive)
            continue;
        auto *row = new QWidget;
        auto *line = new QHBoxLayout(row);
        line->setContentsMargins(0, 1, 0, 1);
        line->setSpacing(6);
        line->addWidget(new Sign(hullIcon(service.hull), service.hull == bridge::Hull::Vm
                                                             ? QStringLiteral("vm")
                                                             : QStringLiteral("container")));
        auto *name = new ElidedLabel(service.name);
        name->setFont(Theme::font(TextRole::Body));
        name->setToolTip(service.name);
        line->addWidget(name, 1);
        auto *stepper = new Stepper(service.name);
        stepper->setValue(service.replicas);
        connect(stepper, &Stepper::changed, this,
                [this, service](int value) { emit scaleWanted(service.name, value); });
        line->addWidget(stepper);
        m_steppers.insert(service.name, stepper);
        layout->addWidget(row);
    }
}

void SidePanel::addPorts(const bridge::StackPreview &preview)
{
    if (preview.ports.isEmpty())
        return;
    const auto taken = preview.conflicts().size();
    QVBoxLayout *layout =
        addCard(taken == 0 ? tr("Ports") : tr("Ports · %1 taken").arg(static_cast<int>(taken)));
    for (const bridge::StackPort &port : preview.ports) {
        const QString words =
            QStringLiteral("%1%2 → %3%4")
                .arg(port.hostIp.isEmpty() ? QString() : port.hostIp + QLatin1Char(':'), port.published())
                .arg(port.target)
                .arg(port.protocol == QLatin1String("tcp") ? QString() : QLatin1Char('/') + port.protocol);
        layout->addWidget(pair(words, port.service, QStringLiteral("2")));
        if (port.owner.isEmpty())
            continue;
        auto *row = new QWidget;
        auto *line = new QHBoxLayout(row);
        line->setContentsMargins(0, 0, 0, 4);
        line->setSpacing(6);
        line->addWidget(new Sign(QStringLiteral("triangle-alert"), QStringLiteral("error")), 0, Qt::AlignTop);
        line->addWidget(wrapped(tr("Taken by %1").arg(port.owner), TextRole::Body, QStringLiteral("error")),
                        1);
        layout->addWidget(row);
    }
}

void SidePanel::addResources(const QString &title, const QList<bridge::StackResource> &resources)
{
    if (resources.isEmpty())
        return;
    QVBoxLayout *layout = addCard(title);
    for (const bridge::StackResource &one : resources) {
        QStringList words = one.usedBy;
        if (!one.detail.isEmpty())
            words.prepend(one.detail);
        layout->addWidget(pair(one.name, words.join(QStringLiteral(", ")), QStringLiteral("2")));
    }
}

void SidePanel::addNames(const QString &title, const QStringList &names)
{
    if (names.isEmpty())
        return;
    addCard(title)->addWidget(wrapped(names.join(QStringLiteral(", ")), TextRole::Body));
}

void SidePanel::setReplicas(const QHash<QString, int> &replicas)
{
    m_replicas = replicas;
    for (auto it = m_steppers.begin(); it != m_steppers.end(); ++it) {
        if (replicas.contains(it.key()) && !it.value()->box().hasFocus())
            it.value()->setValue(replicas.value(it.key()));
    }
}

} // namespace catamaran::ui
