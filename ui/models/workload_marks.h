// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/values.h"
#include "ui/models/workload_filter.h"

#include <QHash>
#include <QObject>
#include <optional>

class QSettings;

namespace catamaran::ui {

/// A filter of the list of workloads that has a name.
struct SavedFilter {
    QString name;
    QString text;
    std::optional<bridge::Hull> hull;
    StateGroup states = StateGroup::Any;
    bool operator==(const SavedFilter &other) const = default;
};

/// What the user wrote beside the workloads: tags of each, and filters by name. Kept in the settings, so it
/// is the window's own and changes nothing of a container or VM. Thread: GUI.
class WorkloadMarks : public QObject {
    Q_OBJECT

public:
    /// `store` is not owned and outlives this; nullptr: nothing is kept beyond this process.
    explicit WorkloadMarks(QSettings *store, QObject *parent = nullptr);

    [[nodiscard]] QStringList tags(const bridge::WorkloadKey &key) const { return m_tags.value(key.text()); }
    /// All that are in use, sorted.
    [[nodiscard]] QStringList allTags() const;
    /// "web, #db  cache" to {"cache", "db", "web"}: words, without the '#', each once, sorted.
    [[nodiscard]] static QStringList parseTags(const QString &text);
    void setTags(const QList<bridge::WorkloadKey> &keys, const QStringList &tags);
    /// Forgets the tags of workloads that are not among these.
    void keepOnly(const QList<bridge::WorkloadRow> &rows);

    [[nodiscard]] const QList<SavedFilter> &filters() const { return m_filters; }
    /// In the place of the one with the same name, or as the last.
    void saveFilter(const SavedFilter &filter);
    void removeFilter(const QString &name);

signals:
    void tagsChanged();
    void filtersChanged();

private:
    void keepTags();
    void keepFilters();

    QSettings *m_store;
    QHash<QString, QStringList> m_tags; ///< by WorkloadKey::text()
    QList<SavedFilter> m_filters;
};

} // namespace catamaran::ui
