// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_card.h"

#include "ui/theme/icons.h"
#include "ui/widgets/controls.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPainter>
#include <QResizeEvent>
#include <QSaveFile>
#include <QStackedWidget>
#include <QTableWidget>

namespace catamaran::ui {

namespace {

/// An icon of the present theme.
class IconLabel : public QWidget {
public:
    explicit IconLabel(QString name) : m_name(std::move(name)) { setFixedSize(16, 16); }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        Q_UNUSED(event)
        QPainter painter(this);
        drawIcon(painter, rect(), m_name, Theme::tokens().text2);
    }

private:
    QString m_name;
};

/// A short piece of the curve as it is drawn, so that dashes mean the same in both places.
class CurveMark : public QWidget {
public:
    CurveMark(QString tone, bool dashed) : m_tone(std::move(tone)), m_dashed(dashed) { setFixedSize(14, 10); }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        Q_UNUSED(event)
        const Tokens &t = Theme::tokens();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QColor color = m_tone == QLatin1String("vm") ? t.vm : t.container;
        QPen pen(color, 2.4, Qt::SolidLine, Qt::RoundCap);
        if (m_dashed)
            pen.setDashPattern({1, 1.8});
        painter.setPen(pen);
        painter.drawLine(QPointF(1.5, 5), QPointF(12.5, 5));
    }

private:
    QString m_tone;
    bool m_dashed;
};

/// In a narrow card the figures need the place.
class WideOnly : public QObject {
public:
    static constexpr int kLeastWidth = 420;

    WideOnly(QWidget *card, QWidget *button) : QObject(card), m_button(button)
    {
        card->installEventFilter(this);
    }
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Resize)
            m_button->setVisible(static_cast<QResizeEvent *>(event)->size().width() >= kLeastWidth);
        return QObject::eventFilter(watched, event);
    }

private:
    QWidget *m_button;
};

} // namespace

ChartCard::ChartCard(const QString &title, const QString &iconName, QWidget *parent)
    : QFrame(parent), m_titleText(title)
{
    setObjectName(QStringLiteral("card"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::kLarge, space::kSmall, space::kSmall, space::kSmall);
    layout->setSpacing(space::kTiny);
    m_head = new QHBoxLayout;
    m_head->setSpacing(space::kSmall);
    m_head->addWidget(new IconLabel(iconName));
    m_title = makeLabel(title, TextRole::CardTitle);
    m_head->addWidget(m_title);
    m_note = new ElidedLabel;
    m_note->setFont(Theme::font(TextRole::Caption));
    m_note->setProperty("tone", "3");
    m_note->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_head->addWidget(m_note, 1);
    auto *save = makeToolButton(QStringLiteral("download"), tr("Save %1 as CSV…").arg(title));
    connect(save, &QToolButton::clicked, this, &ChartCard::chooseFile);
    m_toggle = makeToolButton(QStringLiteral("table-2"), tr("%1 as a table").arg(title));
    m_toggle->setCheckable(true);
    connect(m_toggle, &QToolButton::toggled, this, &ChartCard::setTableShown);
    m_head->addWidget(save);
    new WideOnly(this, save);
    m_head->addWidget(m_toggle);
    layout->addLayout(m_head);

    m_stack = new QStackedWidget;
    layout->addWidget(m_stack, 1);
    m_footer = makeLabel({}, TextRole::Caption, QStringLiteral("2"));
    m_footer->setTextFormat(Qt::RichText);
    m_footer->setWordWrap(true);
    QFont small = m_footer->font();
    small.setWeight(QFont::Normal);
    m_footer->setFont(small);
    m_footer->hide();
    layout->addWidget(m_footer);
}

void ChartCard::setChart(QWidget *chart)
{
    m_chart = chart;
    chart->setAccessibleName(tr("Chart: %1").arg(m_titleText));
    m_stack->addWidget(chart);
}

int ChartCard::addLegend(const QString &tone, bool dashed)
{
    auto *label = makeLabel(QStringLiteral("–"), TextRole::TableHead);
    // Wide enough for any figure: the row must not be laid out anew on each tick.
    label->setMinimumWidth(QFontMetrics(label->font()).horizontalAdvance(QStringLiteral("88.8 KiB/s")));
    auto *entry = new QHBoxLayout;
    entry->setSpacing(space::kTiny);
    entry->addWidget(new CurveMark(tone, dashed));
    entry->addWidget(label);
    m_head->insertLayout(m_head->count() - 2, entry);
    m_legend.append(label);
    return static_cast<int>(m_legend.size()) - 1;
}

void ChartCard::setLegendText(int index, const QString &text, const QString &explanation)
{
    QLabel *label = m_legend.value(index);
    if (label == nullptr || label->text() == text)
        return;
    label->setText(text);
    label->setToolTip(explanation);
    label->setAccessibleName(explanation + QLatin1Char(' ') + text);
}

void ChartCard::setUnit(const QString &unit)
{
    m_title->setText(unit.isEmpty() ? m_titleText : QStringLiteral("%1, %2").arg(m_titleText, unit));
}

void ChartCard::setNote(const QString &note)
{
    m_note->setText(note);
    m_note->setToolTip(note);
}

void ChartCard::setFooter(const QString &html)
{
    m_footer->setText(html);
    m_footer->setVisible(!html.isEmpty());
}

bool ChartCard::isTableShown() const
{
    return m_toggle->isChecked();
}

void ChartCard::setTableShown(bool shown)
{
    m_toggle->setChecked(shown);
    if (shown) {
        if (m_table == nullptr) {
            m_table = new QTableWidget;
            m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
            m_table->verticalHeader()->hide();
            m_table->verticalHeader()->setDefaultSectionSize(26);
            m_table->setShowGrid(false);
            m_table->setAccessibleName(tr("%1 as a table").arg(m_titleText));
            m_stack->addWidget(m_table);
        }
        emit tableWanted();
        m_stack->setCurrentWidget(m_table);
    } else if (m_chart != nullptr) {
        m_stack->setCurrentWidget(m_chart);
    }
}

void ChartCard::setTable(const QStringList &header, const QList<QStringList> &rows)
{
    m_header = header;
    m_rows = rows;
    if (m_table != nullptr)
        showTable();
}

void ChartCard::showTable()
{
    const QStringList &header = m_header;
    const QList<QStringList> &rows = m_rows;
    m_table->setColumnCount(static_cast<int>(header.size()));
    m_table->setHorizontalHeaderLabels(header);
    m_table->setRowCount(static_cast<int>(rows.size()));
    for (int row = 0; row < rows.size(); ++row) {
        for (int column = 0; column < rows[row].size(); ++column) {
            auto *item = new QTableWidgetItem(rows[row][column]);
            item->setTextAlignment(Qt::AlignVCenter | (column == 0 ? Qt::AlignLeft : Qt::AlignRight));
            m_table->setItem(row, column, item);
        }
    }
    for (int column = 0; column < header.size(); ++column)
        m_table->horizontalHeaderItem(column)->setTextAlignment(
            Qt::AlignVCenter | (column == 0 ? Qt::AlignLeft : Qt::AlignRight));
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
}

QString ChartCard::csvLine(const QStringList &cells)
{
    QStringList quoted;
    for (const QString &cell : cells) {
        const bool plain = !cell.contains(QLatin1Char(',')) && !cell.contains(QLatin1Char('"')) &&
                           !cell.contains(QLatin1Char('\n')) && !cell.contains(QLatin1Char('\r'));
        QString text = cell;
        text.replace(QLatin1Char('"'), QStringLiteral("\"\""));
        quoted.append(plain ? cell : QLatin1Char('"') + text + QLatin1Char('"'));
    }
    return quoted.join(QLatin1Char(',')) + QStringLiteral("\r\n");
}

QString ChartCard::csv()
{
    emit tableWanted();
    QString text = csvLine(m_header);
    for (const QStringList &row : std::as_const(m_rows))
        text += csvLine(row);
    return text;
}

QString ChartCard::saveCsv(const QString &path)
{
    QSaveFile file(path);
    const QByteArray text = csv().toUtf8();
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        return file.errorString();
    return {};
}

void ChartCard::chooseFile()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Save %1 as CSV…").arg(m_titleText),
                                                      m_titleText + QStringLiteral(".csv"),
                                                      tr("Tables (*.csv);;All files (*)"));
    if (path.isEmpty())
        return;
    const QString problem = saveCsv(path);
    setNote(problem.isEmpty() ? tr("Saved to %1").arg(path) : tr("Not saved: %1").arg(problem));
}

} // namespace catamaran::ui
