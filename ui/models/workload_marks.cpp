// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/workload_marks.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QSettings>

namespace catamaran::ui {

namespace {

const QString kTagsKey = QStringLiteral("workloads/tags");
const QString kFiltersKey = QStringLiteral("workloads/filters");

/// What is not JSON of ours is taken for nothing: these are conveniences, no window fails for them.
QJsonDocument read(const QSettings *store, const QString &key)
{
    return store == nullptr ? QJsonDocument()
                            : QJsonDocument::fromJson(store->value(key).toString().toUtf8());
}

void write(QSettings *store, const QString &key, const QJsonDocument &document)
{
    if (store != nullptr)
        store->setValue(key, QString::fromUtf8(document.toJson(QJsonDocument::Compact)));
}

} // namespace

WorkloadMarks::WorkloadMarks(QSettings *store, QObject *parent) : QObject(parent), m_store(store)
{
    const QJsonObject tags = read(store, kTagsKey).object();
    for (auto it = tags.begin(); it != tags.end(); ++it)
        m_tags.insert(it.key(), parseTags(it.value().toString()));
    const QJsonArray filters = read(store, kFiltersKey).array();
    for (const QJsonValue &value : filters) {
        const QJsonObject one = value.toObject();
        SavedFilter filter;
        filter.name = one[QLatin1String("name")].toString();
        filter.text = one[QLatin1String("text")].toString();
        const QString hull = one[QLatin1String("hull")].toString();
        if (!hull.isEmpty())
            filter.hull = hull == QLatin1String("vm") ? bridge::Hull::Vm : bridge::Hull::Container;
        const int states = one[QLatin1String("states")].toInt();
        if (states >= 0 && states <= static_cast<int>(StateGroup::Failed))
            filter.states = static_cast<StateGroup>(states);
        if (!filter.name.isEmpty())
            m_filters.append(filter);
    }
}

QStringList WorkloadMarks::allTags() const
{
    QSet<QString> all;
    for (const QStringList &tags : m_tags)
        all.unite(QSet<QString>(tags.begin(), tags.end()));
    QStringList out(all.begin(), all.end());
    out.sort();
    return out;
}

QStringList WorkloadMarks::parseTags(const QString &text)
{
    QString plain = text;
    plain.replace(QLatin1Char(','), QLatin1Char(' ')).remove(QLatin1Char('#'));
    QStringList words = plain.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    words.sort();
    words.removeDuplicates();
    return words;
}

void WorkloadMarks::setTags(const QList<bridge::WorkloadKey> &keys, const QStringList &tags)
{
    for (const bridge::WorkloadKey &key : keys) {
        if (tags.isEmpty())
            m_tags.remove(key.text());
        else
            m_tags.insert(key.text(), tags);
    }
    keepTags();
    emit tagsChanged();
}

void WorkloadMarks::keepOnly(const QList<bridge::WorkloadRow> &rows)
{
    if (m_tags.isEmpty())
        return;
    QSet<QString> there;
    for (const bridge::WorkloadRow &row : rows)
        there.insert(row.key.text());
    if (m_tags.removeIf([&there](const auto &entry) { return !there.contains(entry.key()); }) > 0)
        keepTags();
}

void WorkloadMarks::saveFilter(const SavedFilter &filter)
{
    for (SavedFilter &known : m_filters) {
        if (known.name == filter.name) {
            known = filter;
            keepFilters();
            return;
        }
    }
    m_filters.append(filter);
    keepFilters();
}

void WorkloadMarks::removeFilter(const QString &name)
{
    if (m_filters.removeIf([&name](const SavedFilter &filter) { return filter.name == name; }) > 0)
        keepFilters();
}

void WorkloadMarks::keepTags()
{
    QJsonObject tags;
    for (auto it = m_tags.cbegin(); it != m_tags.cend(); ++it)
        tags.insert(it.key(), it.value().join(QLatin1Char(' ')));
    write(m_store, kTagsKey, QJsonDocument(tags));
}

void WorkloadMarks::keepFilters()
{
    QJsonArray filters;
    for (const SavedFilter &filter : m_filters) {
        QJsonObject one{{QStringLiteral("name"), filter.name},
                        {QStringLiteral("text"), filter.text},
                        {QStringLiteral("states"), static_cast<int>(filter.states)}};
        if (filter.hull)
            one.insert(QStringLiteral("hull"),
                       *filter.hull == bridge::Hull::Vm ? QStringLiteral("vm") : QStringLiteral("container"));
        filters.append(one);
    }
    write(m_store, kFiltersKey, QJsonDocument(filters));
    emit filtersChanged();
}

} // namespace catamaran::ui
