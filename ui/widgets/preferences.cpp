// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/preferences.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSettings>

#include <algorithm>

namespace catamaran::ui {

namespace {

constexpr int kLongestUndoSeconds = 60;
constexpr int kUndoSecondsOtherwise = 8;
const QString kFormat = QStringLiteral("catamaran-settings");

/// The value as its kind has it; invalid where it does not fit.
QVariant fitting(const Preference &preference, const QVariant &value)
{
    switch (preference.kind) {
    case Preference::Kind::Switch: {
        const QString text = value.toString();
        if (text == QLatin1String("true") || text == QLatin1String("false"))
            return text == QLatin1String("true");
        return {};
    }
    case Preference::Kind::Number: {
        bool fine = false;
        const int number = value.toInt(&fine);
        return fine && number >= preference.least && number <= preference.most ? QVariant(number)
                                                                               : QVariant();
    }
    case Preference::Kind::Choice:
        for (const auto &[name, words] : preference.choices) {
            if (name == value.toString())
                return name;
        }
        return {};
    }
    return {};
}

std::optional<Preference> find(const QString &key)
{
    const auto all = Preferences::all();
    for (const Preference &one : all) {
        if (one.key == key)
            return one;
    }
    return std::nullopt;
}

} // namespace

Preferences &Preferences::instance()
{
    static Preferences preferences;
    return preferences;
}

void Preferences::setStore(QSettings *store)
{
    m_store = store;
    m_values.clear();
}

QList<Preference> Preferences::all()
{
    using Kind = Preference::Kind;
    // Languages stand in their own words, so that one finds the way back.
    return {
        {kTheme,
         tr("Theme"),
         tr("How the window looks"),
         tr("appearance dark light colour"),
         Kind::Choice,
         QStringLiteral("dark"),
         0,
         0,
         {{QStringLiteral("dark"), tr("Dark")}, {QStringLiteral("light"), tr("Light")}}},
        {kLanguage,
         tr("Language"),
         tr("Language of the window"),
         tr("translation locale Deutsch English"),
         Kind::Choice,
         QStringLiteral("system"),
         0,
         0,
         {{QStringLiteral("system"), tr("As the system")},
          {QStringLiteral("en"), QStringLiteral("English")},
          {QStringLiteral("de"), QStringLiteral("Deutsch")},
          {QStringLiteral("zh_CN"), QStringLiteral("简体中文")},
          {QStringLiteral("ar"), QStringLiteral("العربية")}}},
        {kUndoSeconds,
         tr("Time to undo a removal"),
         tr("Seconds that a removal waits and can be taken back; 0 removes at once, after a question"),
         tr("delete grace bin trash"),
         Kind::Number,
         kUndoSecondsOtherwise,
         0,
         kLongestUndoSeconds,
         {}},
        {kNotices,
         tr("Notices of the desktop"),
         tr("Tell when something fails or ends while the window is not in front"),
         tr("notifications alert message"),
         Kind::Switch,
         true,
         0,
         0,
         {}},
        {kTray,
         tr("Icon beside the clock"),
         tr("Keep running there when the window is closed, with what runs in its menu"),
         tr("tray background autostart"),
         Kind::Switch,
         false,
         0,
         0,
         {}},
    };
}

QVariant Preferences::value(const QString &key) const
{
    const auto preference = find(key);
    if (!preference)
        return {};
    const QVariant kept = m_store != nullptr ? m_store->value(key) : m_values.value(key);
    const QVariant fine = kept.isValid() ? fitting(*preference, kept) : QVariant();
    return fine.isValid() ? fine : preference->otherwise;
}

bool Preferences::set(const QString &key, const QVariant &wanted)
{
    const auto preference = find(key);
    const QVariant fine = preference ? fitting(*preference, wanted) : QVariant();
    if (!fine.isValid())
        return false;
    if (fine == value(key))
        return true;
    if (m_store != nullptr)
        m_store->setValue(key, fine);
    else
        m_values.insert(key, fine);
    emit changed(key, fine);
    return true;
}

QList<Preference> Preferences::search(const QString &query)
{
    const QStringList words = query.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    QList<Preference> found;
    const auto everything = all();
    for (const Preference &one : everything) {
        QString text = one.title + QLatin1Char(' ') + one.explanation + QLatin1Char(' ') + one.keywords;
        for (const auto &choice : one.choices)
            text += QLatin1Char(' ') + choice.second;
        if (std::all_of(words.begin(), words.end(),
                        [&text](const QString &word) { return text.contains(word, Qt::CaseInsensitive); }))
            found.append(one);
    }
    return found;
}

QByteArray Preferences::exported() const
{
    QJsonObject values;
    const auto everything = all();
    for (const Preference &one : everything)
        values.insert(one.key, QJsonValue::fromVariant(value(one.key)));
    return QJsonDocument(QJsonObject{{QStringLiteral("format"), kFormat},
                                     {QStringLiteral("version"), 1},
                                     {QStringLiteral("values"), values}})
        .toJson();
}

QString Preferences::import(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    if (object.value(QLatin1String("format")).toString() != kFormat)
        return tr("This is no file of Catamaran's settings");
    if (object.value(QLatin1String("version")).toInt() != 1)
        return tr("The file is of a newer version");
    const QJsonObject values = object.value(QLatin1String("values")).toObject();
    for (auto it = values.begin(); it != values.end(); ++it) {
        const auto preference = find(it.key());
        if (!preference)
            return tr("There is no setting “%1”").arg(it.key());
        if (!fitting(*preference, it.value().toVariant()).isValid())
            return tr("“%1” is no value of %2").arg(it.value().toVariant().toString(), preference->title);
    }
    for (auto it = values.begin(); it != values.end(); ++it)
        set(it.key(), it.value().toVariant());
    return {};
}

} // namespace catamaran::ui
