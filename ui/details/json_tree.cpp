// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/details/json_tree.h"

#include "ui/models/plain_table.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardItemModel>

namespace catamaran::ui {

namespace {

QString valueText(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Object: {
        const auto size = value.toObject().size();
        return size == 0 ? QStringLiteral("{}") : QStringLiteral("{%1}").arg(size);
    }
    case QJsonValue::Array: {
        const auto size = value.toArray().size();
        return size == 0 ? QStringLiteral("[]") : QStringLiteral("[%1]").arg(size);
    }
    case QJsonValue::String:
        return value.toString();
    case QJsonValue::Bool:
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    case QJsonValue::Double:
        return value.toVariant().toString();
    default:
        return QStringLiteral("null");
    }
}

QString valueTone(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Object:
    case QJsonValue::Array:
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        return QStringLiteral("3");
    case QJsonValue::Bool:
        return value.toBool() ? QStringLiteral("ok") : QStringLiteral("2");
    case QJsonValue::Double:
        return QStringLiteral("vm");
    case QJsonValue::String:
        break;
    }
    return QStringLiteral("text");
}

void add(QStandardItem *parent, const QString &name, const QJsonValue &value, const QString &path)
{
    auto *key = new QStandardItem(name);
    key->setData(path, PlainKeyRole);
    key->setData(QStringLiteral("accent"), PlainToneRole);
    key->setData(true, PlainMonoRole);
    auto *text = new QStandardItem(valueText(value));
    text->setData(path, PlainKeyRole);
    text->setData(valueTone(value), PlainToneRole);
    text->setData(true, PlainMonoRole);
    text->setToolTip(text->text());
    parent->appendRow({key, text});
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            add(key, it.key(), it.value(), path + QLatin1Char('.') + it.key());
    } else if (value.isArray()) {
        const QJsonArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i) {
            const QString index = QStringLiteral("[%1]").arg(i);
            add(key, index, array[i], path + index);
        }
    }
}

} // namespace

bool fillJsonTree(QStandardItemModel &model, const QString &json)
{
    model.removeRows(0, model.rowCount());
    const QJsonDocument document = QJsonDocument::fromJson(json.toUtf8());
    QJsonObject top = document.object();
    if (document.isArray() && document.array().size() == 1)
        top = document.array().first().toObject();
    if (document.isNull() || (top.isEmpty() && !document.isArray()))
        return false;
    for (auto it = top.begin(); it != top.end(); ++it)
        add(model.invisibleRootItem(), it.key(), it.value(), it.key());
    return true;
}

} // namespace catamaran::ui
