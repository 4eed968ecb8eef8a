// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/scan_view.h"

#include "ui/models/plain_table.h"
#include "ui/theme/format.h"
#include "ui/theme/icons.h"
#include "ui/widgets/controls.h"

#include <QComboBox>
#include <QFileDialog>
#include <QHeaderView>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QStandardItemModel>
#include <QTableView>

namespace catamaran::ui {

namespace {

using Severity = bridge::VulnerabilityRow::Severity;
enum Column { Risk, Package, Version, Fixed, ColumnCount };
enum Side { Idle, Running, Failed, Clean, Found };
constexpr int kSortRole = Qt::UserRole + 20;
constexpr int kRowRole = Qt::UserRole + 21; ///< int: place in the report

QString severityName(Severity severity)
{
    switch (severity) {
    case Severity::Critical:
        return ScanTab::tr("Critical");
    case Severity::High:
        return ScanTab::tr("High");
    case Severity::Medium:
        return ScanTab::tr("Medium");
    case Severity::Low:
        return ScanTab::tr("Low");
    case Severity::Negligible:
        return ScanTab::tr("Negligible");
    case Severity::Unknown:
        break;
    }
    return ScanTab::tr("Unknown");
}

QString severityTone(Severity severity)
{
    return severity >= Severity::High     ? QStringLiteral("error")
           : severity == Severity::Medium ? QStringLiteral("warn")
                                          : QStringLiteral("3");
}

/// Rows of at least a severity that hold a text.
class VulnerabilityFilter : public QSortFilterProxyModel {
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void set(int least, bool onlyFixed, const QString &words)
    {
        m_least = least;
        m_onlyFixed = onlyFixed;
        m_words = words;
        invalidateFilter();
    }

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override
    {
        const QAbstractItemModel &from = *sourceModel();
        const QModelIndex first = from.index(row, Risk, parent);
        if (first.data(kSortRole).toInt() < m_least)
            return false;
        if (m_onlyFixed && from.index(row, Fixed, parent).data(kSortRole).toString().isEmpty())
            return false;
        if (m_words.isEmpty() ||
            first.data(Qt::ToolTipRole).toString().contains(m_words, Qt::CaseInsensitive))
            return true;
        for (int column = 0; column < ColumnCount; ++column) {
            if (from.index(row, column, parent).data().toString().contains(m_words, Qt::CaseInsensitive))
                return true;
        }
        return false;
    }

private:
    int m_least = 0;
    bool m_onlyFixed = false;
    QString m_words;
};

} // namespace

ScanTab::ScanTab(bridge::Desk &desk, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_stack(new QStackedWidget),
      m_model(new QStandardItemModel(0, ColumnCount, this)), m_filter(new VulnerabilityFilter(this)),
      m_actions(new QWidget)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kSmall);
    m_idle =
        new EmptyState(QStringLiteral("list-checks"), tr("Not scanned yet"),
                       tr("Holds its packages against published advisories (OSV, the Debian tracker). They "
                          "are fetched once a day; nothing about the image leaves this computer."),
                       tr("Scan"));
    m_failed = new EmptyState(QStringLiteral("triangle-alert"), tr("The scan failed"), {}, tr("Try again"));
    m_clean = new EmptyState(QStringLiteral("circle-check"), tr("Nothing is known against it"), {},
                             tr("Scan again"));
    m_stack->addWidget(m_idle);
    m_stack->addWidget(makeRunning());
    m_stack->addWidget(m_failed);
    m_stack->addWidget(m_clean);
    m_stack->addWidget(makeResult());
    layout->addWidget(m_stack, 1);
    auto *row = new QHBoxLayout(m_actions);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::kSmall);
    m_start = makeButton(tr("Scan again"), QStringLiteral("refresh-cw"));
    auto *files = makeButton(tr("With advisories of a file…"), QStringLiteral("folder-open"));
    files->setToolTip(tr("OSV JSON (a file or a zip) or the Debian tracker's JSON; nothing is fetched then"));
    connect(m_start, &QPushButton::clicked, this, [this] { start(); });
    connect(files, &QPushButton::clicked, this, &ScanTab::chooseFiles);
    row->addWidget(m_start);
    row->addWidget(files);
    row->addStretch(1);
    layout->addWidget(m_actions);
    for (EmptyState *state : {m_idle, m_failed, m_clean})
        connect(state, &EmptyState::activated, this, [this] { start(); });
    connect(&desk, &bridge::Desk::scanProgressed, this, [this](const QString &image, const QString &step) {
        if (image == m_image)
            m_step->setText(step);
    });
    connect(&desk, &bridge::Desk::scanned, this,
            [this](const QString &image, const bridge::Problem &problem) {
                m_problems.insert(image, problem);
                if (image == m_image)
                    update();
            });
}

QWidget *ScanTab::makeRunning()
{
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setSpacing(space::kMedium);
    layout->addStretch(1);
    auto *title = makeLabel(tr("Scanning…"), TextRole::CardTitle);
    title->setAlignment(Qt::AlignCenter);
    m_step = makeLabel({}, TextRole::Body, QStringLiteral("2"));
    m_step->setAlignment(Qt::AlignCenter);
    m_step->setWordWrap(true);
    auto *bar = new QProgressBar;
    bar->setRange(0, 0);
    bar->setTextVisible(false);
    bar->setFixedSize(220, 6);
    bar->setAccessibleName(tr("Scanning"));
    auto *cancel = makeButton(tr("Cancel"));
    cancel->setToolTip(tr("End the scan; what was fetched is kept"));
    connect(cancel, &QPushButton::clicked, this, [this] {
        m_step->setText(tr("Ending…"));
        m_desk.cancelScan(m_image);
    });
    layout->addWidget(title);
    layout->addWidget(m_step);
    layout->addWidget(bar, 0, Qt::AlignHCenter);
    layout->addWidget(cancel, 0, Qt::AlignHCenter);
    layout->addStretch(1);
    return page;
}

QWidget *ScanTab::makeResult()
{
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::kSmall);
    m_summary = makeLabel({}, TextRole::Body, QStringLiteral("2"));
    m_summary->setWordWrap(true);
    layout->addWidget(m_summary);
    auto *bar = new QHBoxLayout;
    bar->setSpacing(space::kSmall);
    m_search = new QLineEdit;
    m_search->setPlaceholderText(tr("Filter"));
    m_search->setAccessibleName(tr("Filter vulnerabilities"));
    m_search->setToolTip(tr("Filter by package, version, advisory or words of it"));
    m_search->setClearButtonEnabled(true);
    m_least = new QComboBox;
    m_least->setAccessibleName(tr("Which of them"));
    m_least->setToolTip(tr("Show those of this severity and above"));
    m_least->addItem(tr("All"), 0);
    for (const Severity severity : {Severity::Critical, Severity::High, Severity::Medium, Severity::Low})
        m_least->addItem(severity == Severity::Critical ? severityName(severity)
                                                        : tr("%1 and above").arg(severityName(severity)),
                         static_cast<int>(severity));
    m_least->addItem(tr("With a fix"), -1);
    bar->addWidget(m_search, 1);
    bar->addWidget(m_least);
    layout->addLayout(bar);
    m_table = new QTableView;
    m_table->setAccessibleName(tr("Vulnerabilities"));
    m_table->setToolTip({});
    setPlainHeaders(*m_model, {tr("Severity"), tr("Package"), tr("Version"), tr("Fixed in")}, {});
    stylePlainTable(*m_table, *m_model, Package);
    m_filter->setSourceModel(m_model);
    m_filter->setSortRole(kSortRole);
    m_table->setModel(m_filter);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    m_table->horizontalHeader()->setSectionResizeMode(Package, QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionsClickable(true);
    m_table->horizontalHeader()->setSortIndicatorShown(true);
    m_table->setColumnWidth(Risk, 104);
    m_table->setColumnWidth(Version, 96);
    m_table->setColumnWidth(Fixed, 96);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(Risk, Qt::DescendingOrder);
    layout->addWidget(m_table, 1);
    m_chosen = makeLabel({}, TextRole::Body, QStringLiteral("2"));
    m_chosen->setWordWrap(true);
    m_chosen->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addWidget(m_chosen);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ScanTab::showChosen);
    connect(m_search, &QLineEdit::textChanged, this, &ScanTab::filter);
    connect(m_least, &QComboBox::currentIndexChanged, this, &ScanTab::filter);
    return page;
}

void ScanTab::setImage(const QString &image)
{
    m_image = image;
    update();
}

void ScanTab::start(const QStringList &databases)
{
    if (m_image.isEmpty() || m_desk.isScanning(m_image))
        return;
    m_problems.remove(m_image);
    m_step->clear();
    m_desk.scan({m_image, databases});
    update();
}

void ScanTab::chooseFiles()
{
    const QStringList files = QFileDialog::getOpenFileNames(this, tr("Advisories"), {},
                                                            tr("Advisories (*.json *.zip);;All files (*)"));
    if (!files.isEmpty())
        start(files);
}

void ScanTab::update()
{
    const bridge::Problem problem = m_problems.value(m_image);
    const bridge::ScanView *view = m_desk.scanOf(m_image);
    m_start->setVisible(view != nullptr && !view->rows.isEmpty());
    m_actions->setVisible(!m_image.isEmpty() && !m_desk.isScanning(m_image));
    if (m_desk.isScanning(m_image)) {
        m_state = QStringLiteral("running");
        m_stack->setCurrentIndex(Running);
        emit counted(-1);
    } else if (!problem.isEmpty()) {
        m_state = QStringLiteral("failed");
        m_failed->setTexts(problem.what, problem.action.isEmpty()
                                             ? problem.why
                                             : problem.why + QLatin1Char('\n') + problem.action);
        m_stack->setCurrentIndex(Failed);
        emit counted(-1);
    } else if (view == nullptr) {
        m_state = QStringLiteral("idle");
        m_stack->setCurrentIndex(Idle);
        emit counted(-1);
    } else {
        fill(*view);
        emit counted(static_cast<int>(view->rows.size()));
    }
}

void ScanTab::fill(const bridge::ScanView &view)
{
    const QString held = tr("%1 held against %2 advisories, %3")
                             .arg(count(view.packages, tr("package"), tr("packages")))
                             .arg(QLocale().toString(view.advisories))
                             .arg(formatDate(view.finishedNs));
    QStringList notes = view.notes;
    if (view.rows.isEmpty()) {
        m_state = QStringLiteral("clean");
        notes.prepend(view.packages == 0 ? tr("It has no packages that could be held against advisories.")
                                         : held);
        m_clean->setTexts(tr("Nothing is known against it"), notes.mid(0, 4).join(QLatin1Char('\n')));
        m_stack->setCurrentIndex(Clean);
        return;
    }
    m_state = QStringLiteral("found");
    QStringList parts;
    for (const Severity severity : {Severity::Critical, Severity::High, Severity::Medium, Severity::Low,
                                    Severity::Negligible, Severity::Unknown}) {
        if (const int number = view.count(severity); number > 0)
            parts.append(QStringLiteral("%1 %2").arg(number).arg(severityName(severity).toLower()));
    }
    m_summary->setText(
        QStringLiteral("%1\n%2 · %3%4")
            .arg(parts.join(QStringLiteral(" · ")), tr("%1 with a fix").arg(view.fixable()), held,
                 notes.isEmpty() ? QString() : QLatin1Char('\n') + notes.mid(0, 2).join(QLatin1Char('\n'))));
    m_summary->setToolTip(notes.join(QLatin1Char('\n')));
    m_filter->setDynamicSortFilter(false);
    m_model->removeRows(0, m_model->rowCount());
    for (int i = 0; i < view.rows.size(); ++i) {
        const bridge::VulnerabilityRow &row = view.rows[i];
        QList<QStandardItem *> items;
        const auto add = [&](const QString &text, const QVariant &sort) {
            auto *item = new QStandardItem(text);
            item->setData(sort, kSortRole);
            item->setData(i, kRowRole);
            item->setToolTip(
                QStringLiteral("%1 %2\n%3").arg(row.id, row.aliases.join(QLatin1Char(' ')), row.summary));
            items.append(item);
            return item;
        };
        auto *risk = add(severityName(row.severity), static_cast<int>(row.severity));
        risk->setData(row.severity >= Severity::High     ? QStringLiteral("circle-alert")
                      : row.severity == Severity::Medium ? QStringLiteral("triangle-alert")
                                                         : QStringLiteral("info"),
                      PlainIconRole);
        risk->setData(severityTone(row.severity), PlainColorRole);
        risk->setData(severityTone(row.severity), PlainToneRole);
        add(row.package, row.package)->setData(true, PlainStrongRole);
        add(row.version, row.version)->setData(true, PlainMonoRole);
        auto *fixed = add(row.fixedVersion.isEmpty() ? tr("none yet") : row.fixedVersion, row.fixedVersion);
        fixed->setData(!row.fixedVersion.isEmpty(), PlainMonoRole);
        fixed->setData(row.fixedVersion.isEmpty() ? QStringLiteral("3") : QStringLiteral("ok"),
                       PlainToneRole);
        m_model->appendRow(items);
    }
    m_filter->setDynamicSortFilter(true);
    filter();
    m_stack->setCurrentIndex(Found);
}

void ScanTab::filter()
{
    const int chosen = m_least->currentData().toInt();
    static_cast<VulnerabilityFilter *>(m_filter)->set(chosen, chosen < 0, m_search->text().trimmed());
    if (m_filter->rowCount() > 0)
        chooseRow(*m_table, 0);
    showChosen();
}

void ScanTab::showChosen()
{
    const bridge::ScanView *view = m_desk.scanOf(m_image);
    const QModelIndex index = m_table->currentIndex();
    const int place = index.isValid() ? index.data(kRowRole).toInt() : -1;
    if (view == nullptr || place < 0 || place >= view->rows.size()) {
        m_chosen->setText(m_filter->rowCount() == 0 ? tr("None of them fits the filter") : QString());
        return;
    }
    const bridge::VulnerabilityRow &row = view->rows[place];
    const QString ids = (QStringList{row.id} + row.aliases).join(QStringLiteral(", "));
    const QString versions =
        row.fixedVersion.isEmpty() ? row.version : row.version + QStringLiteral(" → ") + row.fixedVersion;
    m_chosen->setText(QStringLiteral("%1 · %2 %3\n%4")
                          .arg(ids, row.package, versions,
                               row.summary.isEmpty() ? tr("The advisory says no more") : row.summary));
}

} // namespace catamaran::ui
