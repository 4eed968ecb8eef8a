// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/image_panel.h"

#include "src/bridge/words.h"
#include "ui/images/scan_view.h"
#include "ui/theme/format.h"
#include "ui/theme/icons.h"
#include "ui/widgets/controls.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QStyledItemDelegate>

namespace catamaran::ui {

namespace {

constexpr int kRowHeight = 46;
constexpr int kShare = Qt::UserRole;      ///< double: of the largest layer
constexpr int kDetail = Qt::UserRole + 1; ///< second line
constexpr int kTone = Qt::UserRole + 2;

/// Two lines, and below them a bar of the size where there is one.
class TwoLines : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        Q_UNUSED(option)
        Q_UNUSED(index)
        return {100, kRowHeight};
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Tokens &t = Theme::tokens();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        QRect row = option.rect.adjusted(0, 1, 0, -1);
        painter->setPen(Qt::NoPen);
        if ((option.state & QStyle::State_Selected) != 0) {
            painter->setBrush(t.accentSoft);
            painter->drawRoundedRect(row, 8, 8);
        }
        const QString tone = index.data(kTone).toString();
        const QColor color = tone == QLatin1String("error")  ? t.error
                             : tone == QLatin1String("warn") ? t.warn
                                                             : t.accent;
        if (const QVariant share = index.data(kShare); share.isValid()) {
            painter->setBrush(blend(t.accent, t.surface, 0.7));
            painter->drawRoundedRect(
                QRectF(row.left() + 10, row.bottom() - 4, (row.width() - 20) * share.toDouble(), 3), 1, 1);
        }
        row = row.adjusted(10, 4, -10, -6);
        if (!tone.isEmpty()) {
            drawIcon(*painter, QRectF(row.left(), row.top() + 1, 15, 15),
                     tone == QLatin1String("error") ? QStringLiteral("circle-alert")
                                                    : QStringLiteral("triangle-alert"),
                     color);
            row.setLeft(row.left() + 22);
        }
        painter->setFont(Theme::font(TextRole::BodyStrong));
        painter->setPen(t.text);
        painter->drawText(
            row, static_cast<int>(Qt::AlignTop | Qt::AlignLeading),
            painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, row.width()));
        painter->setFont(Theme::font(TextRole::Body));
        painter->setPen(t.text2);
        painter->drawText(
            row, static_cast<int>(Qt::AlignBottom | Qt::AlignLeading),
            painter->fontMetrics().elidedText(index.data(kDetail).toString(), Qt::ElideRight, row.width()));
        painter->restore();
    }
};

QListWidget *makeList(const QString &name, const QString &tip)
{
    auto *list = new QListWidget;
    list->setItemDelegate(new TwoLines(list));
    list->setUniformItemSizes(true);
    list->setAccessibleName(name);
    list->setToolTip(tip);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return list;
}

void addRow(QListWidget *list, const QString &title, const QString &detail, const QString &tone = {},
            const QVariant &share = {})
{
    auto *item = new QListWidgetItem(title, list);
    item->setData(kDetail, detail);
    item->setData(kTone, tone);
    item->setData(kShare, share);
    item->setToolTip(detail);
    item->setData(Qt::AccessibleTextRole, title + QStringLiteral(", ") + detail);
}

} // namespace

ImagePanel::ImagePanel(bridge::Desk &desk, QWidget *parent) : QFrame(parent), m_desk(desk)
{
    setObjectName(QStringLiteral("card"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::kLarge, space::kMedium, space::kLarge, space::kMedium);
    layout->setSpacing(space::kSmall);
    m_title = makeLabel({}, TextRole::CardTitle);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_words = makeLabel(tr("Select an image to look into it"), TextRole::Body, QStringLiteral("2"));
    m_words->setWordWrap(true);
    layout->addWidget(m_title);
    layout->addWidget(m_words);
    auto *tabs = new QHBoxLayout;
    tabs->setSpacing(space::kLarge);
    auto *group = new QButtonGroup(this);
    for (const QString &name : {tr("Layers"), tr("Findings"), tr("Packages"), tr("Scan")}) {
        auto *tab = makeButton(name, {}, QStringLiteral("tab"));
        tab->setCheckable(true);
        group->addButton(tab, static_cast<int>(m_tabs.size()));
        m_tabs.append(tab);
        tabs->addWidget(tab);
    }
    m_tabs[0]->setChecked(true);
    tabs->addStretch();
    layout->addLayout(tabs);
    m_stack = new QStackedWidget;
    layout->addWidget(m_stack, 1);
    auto *layersPage = new QWidget;
    auto *layers = new QVBoxLayout(layersPage);
    layers->setContentsMargins(0, 0, 0, 0);
    m_layers = makeList(tr("Layers"), tr("Each layer with its size; select one to see its files"));
    m_files = new QPlainTextEdit;
    m_files->setReadOnly(true);
    m_files->setFont(Theme::font(TextRole::Mono));
    m_files->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_files->setAccessibleName(tr("Files of the layer"));
    m_files->setToolTip(tr("+ added, ~ changed, - removed; the largest first"));
    m_files->setTabChangesFocus(true);
    layers->addWidget(m_layers, 3);
    layers->addWidget(m_files, 2);
    m_stack->addWidget(layersPage);
    m_findings = makeList(tr("Findings"), tr("What the rules about images find"));
    m_stack->addWidget(m_findings);
    auto *packagesPage = new QWidget;
    auto *packages = new QVBoxLayout(packagesPage);
    packages->setContentsMargins(0, 0, 0, 0);
    m_search = new QLineEdit;
    m_search->setPlaceholderText(tr("Filter packages"));
    m_search->setAccessibleName(tr("Filter packages"));
    m_search->setToolTip(tr("Filter by name, version, kind or licence"));
    m_search->setClearButtonEnabled(true);
    m_packages = makeList(tr("Packages"), tr("Packages and modules found in the image"));
    packages->addWidget(m_search);
    packages->addWidget(m_packages, 1);
    m_stack->addWidget(packagesPage);
    m_scan = new ScanTab(desk);
    m_stack->addWidget(m_scan);
    connect(m_scan, &ScanTab::counted, this,
            [this](int number) { m_tabs[3]->setText(number < 0 ? tr("Scan") : tr("Scan  %1").arg(number)); });
    m_line = makeLabel({}, TextRole::Mono, QStringLiteral("2"));
    m_line->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_line->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    layout->addWidget(m_line);
    connect(group, &QButtonGroup::idClicked, this, [this](int id) { showTab(static_cast<Tab>(id)); });
    connect(m_layers, &QListWidget::currentRowChanged, this, &ImagePanel::showLayer);
    connect(m_search, &QLineEdit::textChanged, this, &ImagePanel::filterPackages);
    connect(&desk, &bridge::Desk::lookedInto, this, &ImagePanel::fill);
}

void ImagePanel::addBelowTitle(QWidget *widget)
{
    static_cast<QVBoxLayout *>(layout())->insertWidget(2, widget);
}

void ImagePanel::setImage(const QString &image)
{
    if (image == m_image)
        return;
    m_image = image;
    m_title->setText(image);
    m_words->setText(tr("Looking into its layers…"));
    m_layers->clear();
    m_files->clear();
    m_findings->clear();
    m_packages->clear();
    showTab(static_cast<Tab>(m_stack->currentIndex()));
    m_scan->setImage(image);
    m_desk.lookInto(image);
}

void ImagePanel::showTab(Tab tab)
{
    m_stack->setCurrentIndex(static_cast<int>(tab));
    m_tabs[static_cast<int>(tab)]->setChecked(true);
    const QString verb = tab == Tab::Layers     ? QStringLiteral("image layers")
                         : tab == Tab::Findings ? QStringLiteral("image lint")
                         : tab == Tab::Packages ? QStringLiteral("sbom")
                                                : QStringLiteral("scan");
    m_line->setText(QStringLiteral("$ catamaran %1 %2").arg(verb, bridge::quoteForShell(m_image)));
}

void ImagePanel::fill(const bridge::ImageReport &report, const bridge::Problem &problem)
{
    if (report.image != m_image)
        return;
    m_report = report;
    m_answered = m_image;
    if (!problem.isEmpty()) {
        m_words->setText(problem.text());
        emit filled();
        return;
    }
    m_words->setText(QStringLiteral("%1 · %2 · %3")
                         .arg(count(report.layers.size(), tr("layer"), tr("layers")),
                              tr("%1 of its bytes can be seen").arg(formatPercent(report.efficiency * 100)),
                              report.distribution.isEmpty() ? tr("no distribution") : report.distribution));
    m_tabs[1]->setText(tr("Findings  %1").arg(report.findings.size()));
    m_tabs[2]->setText(tr("Packages  %1").arg(report.packages.size()));
    double largest = 1;
    for (const bridge::LayerRow &layer : report.layers)
        largest = qMax(largest, static_cast<double>(layer.bytes));
    int number = 0;
    m_layers->clear();
    for (const bridge::LayerRow &layer : report.layers) {
        QString detail = QStringLiteral("%1 · +%2 ~%3 −%4")
                             .arg(formatBytes(static_cast<double>(layer.bytes)))
                             .arg(layer.added)
                             .arg(layer.changed)
                             .arg(layer.removed);
        if (layer.wastedBytes > 0)
            detail +=
                tr(" · %1 hidden by later layers").arg(formatBytes(static_cast<double>(layer.wastedBytes)));
        addRow(m_layers,
               QStringLiteral("%1  %2").arg(++number).arg(layer.createdBy.isEmpty() ? tr("(not said)")
                                                                                    : layer.createdBy),
               detail, {}, static_cast<double>(layer.bytes) / largest);
    }
    m_layers->setCurrentRow(0);
    m_findings->clear();
    for (const bridge::FindingRow &finding : report.findings)
        addRow(m_findings, QStringLiteral("%1: %2").arg(finding.rule, finding.message),
               QStringLiteral("%1 · %2").arg(finding.place, finding.fix),
               finding.severity == QLatin1String("error") ? QStringLiteral("error") : QStringLiteral("warn"));
    if (report.findings.isEmpty())
        addRow(m_findings, tr("The rules find nothing"), tr("Configuration and files are as they should be"));
    filterPackages();
    emit filled();
}

void ImagePanel::showLayer(int row)
{
    m_files->setPlainText(row >= 0 && row < m_report.layers.size()
                              ? m_report.layers[row].files.join(QLatin1Char('\n'))
                              : QString());
}

void ImagePanel::filterPackages()
{
    m_packages->clear();
    const QString wanted = m_search->text().trimmed();
    for (const bridge::PackageRow &package : std::as_const(m_report.packages)) {
        const QString title = package.name + QLatin1Char(' ') + package.version;
        const QString detail =
            package.kind + (package.license.isEmpty() ? QString() : QStringLiteral(" · ") + package.license);
        if (wanted.isEmpty() || title.contains(wanted, Qt::CaseInsensitive) ||
            detail.contains(wanted, Qt::CaseInsensitive))
            addRow(m_packages, title, detail);
    }
}

} // namespace catamaran::ui
