// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/workload_marks.h"

#include <QWidget>

class QButtonGroup;
class QHBoxLayout;
class QPushButton;

namespace catamaran::ui {

/// The chips above the list: kind, state, and the filters that the user saved. The text of the search field
/// belongs to a filter too; the page has the field and tells what is in it.
class FilterChips : public QWidget {
    Q_OBJECT

public:
    /// `marks` is not owned and outlives this.
    explicit FilterChips(WorkloadMarks &marks, QWidget *parent = nullptr);

    void setCounts(int containers, int machines, int running);
    /// What the search field holds now.
    void setText(const QString &text);
    [[nodiscard]] SavedFilter current() const;
    /// Asks for a name (a dialog that does not block) and saves what is chosen.
    void askToSave();

signals:
    /// A kind or state was chosen.
    void changed();
    /// A saved filter was chosen; its text belongs into the search field.
    void chosen(const catamaran::ui::SavedFilter &filter);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void choose(const SavedFilter &filter);
    void fillSaved();
    void markSaved();
    void showMenu(QPushButton *chip, const QPoint &position);

    WorkloadMarks &m_marks;
    QButtonGroup *m_hulls = nullptr;
    QButtonGroup *m_states = nullptr;
    QHBoxLayout *m_savedPlace = nullptr;
    QList<QPushButton *> m_saved;
    QString m_text;
};

} // namespace catamaran::ui
