// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workloads/filter_chips.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/controls.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QKeyEvent>
#include <QMenu>
#include <QPushButton>

namespace catamaran::ui {

FilterChips::FilterChips(WorkloadMarks &marks, QWidget *parent) : QWidget(parent), m_marks(marks)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    const auto group = [&](const QStringList &names) {
        auto *buttons = new QButtonGroup(this);
        for (int i = 0; i < names.size(); ++i) {
            auto *chip = makeButton(names[i], {}, QStringLiteral("chip"));
            chip->setCheckable(true);
            chip->setChecked(i == 0);
            buttons->addButton(chip, i);
            layout->addWidget(chip);
        }
        connect(buttons, &QButtonGroup::idClicked, this, [this] {
            markSaved();
            emit changed();
        });
        return buttons;
    };
    m_hulls = group({tr("All kinds"), tr("Containers"), tr("VMs")});
    layout->addSpacing(space::kMedium);
    m_states = group({tr("All states"), tr("Running"), tr("Stopped"), tr("Failed")});
    layout->addSpacing(space::kMedium);
    m_savedPlace = new QHBoxLayout;
    m_savedPlace->setSpacing(6);
    layout->addLayout(m_savedPlace);
    auto *save = makeButton(tr("Save filter"), QStringLiteral("bookmark"), QStringLiteral("chip"));
    save->setObjectName(QStringLiteral("saveFilter"));
    save->setToolTip(tr("Keep kind, state and text of this filter under a name (Ctrl+Shift+S)"));
    connect(save, &QPushButton::clicked, this, &FilterChips::askToSave);
    layout->addWidget(save);
    layout->addStretch();
    connect(&marks, &WorkloadMarks::filtersChanged, this, &FilterChips::fillSaved);
    fillSaved();
}

void FilterChips::setCounts(int containers, int machines, int running)
{
    m_hulls->button(1)->setText(tr("Containers  %1").arg(containers));
    m_hulls->button(2)->setText(tr("VMs  %1").arg(machines));
    m_states->button(1)->setText(tr("Running  %1").arg(running));
}

void FilterChips::setText(const QString &text)
{
    m_text = text;
    markSaved();
}

SavedFilter FilterChips::current() const
{
    SavedFilter out;
    out.text = m_text;
    if (m_hulls->checkedId() > 0)
        out.hull = m_hulls->checkedId() == 1 ? bridge::Hull::Container : bridge::Hull::Vm;
    out.states = static_cast<StateGroup>(m_states->checkedId());
    return out;
}

void FilterChips::askToSave()
{
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Save filter"));
    dialog->setLabelText(tr("Name of this filter:"));
    dialog->setTextValue(m_text);
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString &name) {
        SavedFilter filter = current();
        filter.name = name.simplified();
        if (!filter.name.isEmpty())
            m_marks.saveFilter(filter);
    });
    dialog->open();
}

void FilterChips::choose(const SavedFilter &filter)
{
    m_hulls->button(!filter.hull ? 0 : *filter.hull == bridge::Hull::Container ? 1 : 2)->setChecked(true);
    m_states->button(static_cast<int>(filter.states))->setChecked(true);
    m_text = filter.text;
    markSaved();
    emit chosen(filter);
    emit changed();
}

void FilterChips::fillSaved()
{
    qDeleteAll(m_saved);
    m_saved.clear();
    for (const SavedFilter &filter : m_marks.filters()) {
        auto *chip = makeButton(filter.name, {}, QStringLiteral("chip"));
        chip->setCheckable(true);
        chip->setToolTip(
            tr("Your filter \"%1\"; Delete forgets it, the menu key shows more").arg(filter.name));
        chip->setProperty("filter", filter.name);
        chip->setContextMenuPolicy(Qt::CustomContextMenu);
        chip->installEventFilter(this);
        connect(chip, &QPushButton::clicked, this, [this, filter] { choose(filter); });
        connect(chip, &QWidget::customContextMenuRequested, this,
                [this, chip](const QPoint &position) { showMenu(chip, position); });
        m_savedPlace->addWidget(chip);
        m_saved.append(chip);
    }
    markSaved();
}

void FilterChips::markSaved()
{
    SavedFilter now = current();
    for (qsizetype i = 0; i < m_saved.size(); ++i) {
        now.name = m_marks.filters()[i].name;
        m_saved[i]->setChecked(now == m_marks.filters()[i]);
    }
}

void FilterChips::showMenu(QPushButton *chip, const QPoint &position)
{
    const QString name = chip->property("filter").toString();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(icon(QStringLiteral("save")), tr("Save what is chosen now as \"%1\"").arg(name)),
            &QAction::triggered, this, [this, name] {
                SavedFilter filter = current();
                filter.name = name;
                m_marks.saveFilter(filter);
            });
    connect(menu->addAction(icon(QStringLiteral("trash-2")), tr("Forget \"%1\"\tDelete").arg(name)),
            &QAction::triggered, this, [this, name] { m_marks.removeFilter(name); });
    menu->popup(chip->mapToGlobal(position));
}

bool FilterChips::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Delete) {
        // The chip goes with its filter: not while it handles its own event.
        const QString name = watched->property("filter").toString();
        QMetaObject::invokeMethod(
            this, [this, name] { m_marks.removeFilter(name); }, Qt::QueuedConnection);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace catamaran::ui
