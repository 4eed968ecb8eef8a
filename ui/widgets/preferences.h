// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QPair>
#include <QVariant>

class QSettings;

namespace catamaran::ui {

/// One thing that the user may set.
struct Preference {
    enum class Kind { Switch, Number, Choice };
    QString key;
    QString title;
    QString explanation;
    QString keywords; ///< found by the search, not shown
    Kind kind = Kind::Switch;
    QVariant otherwise; ///< as long as nothing was set
    int least = 0;
    int most = 0;
    QList<QPair<QString, QString>> choices; ///< value and words
};

/// What the user has set, with what there is to set; each change takes effect at once. Thread: GUI.
class Preferences : public QObject {
    Q_OBJECT

public:
    /// The one of this process.
    static Preferences &instance();
    /// Where values are kept; nullptr: nowhere. Not owned; stays until the next call.
    void setStore(QSettings *store);
    /// Where the parts of the window keep what is no setting; nullptr: nowhere.
    [[nodiscard]] QSettings *store() const { return m_store; }

    /// All of them, in the present language.
    [[nodiscard]] static QList<Preference> all();
    [[nodiscard]] QVariant value(const QString &key) const;
    /// False, and nothing changes, for a key that there is not or a value that does not fit.
    bool set(const QString &key, const QVariant &value);
    /// Those whose title, words or keywords hold every word of the query.
    [[nodiscard]] static QList<Preference> search(const QString &query);

    /// JSON with every value.
    [[nodiscard]] QByteArray exported() const;
    /// Takes such JSON: all of it, or nothing and the reason.
    [[nodiscard]] QString import(const QByteArray &json);

    static inline const QString kTheme = QStringLiteral("window/theme");
    static inline const QString kLanguage = QStringLiteral("window/language");
    static inline const QString kTray = QStringLiteral("window/tray");
    static inline const QString kNotices = QStringLiteral("window/notices");
    static inline const QString kUndoSeconds = QStringLiteral("window/undo-seconds");

signals:
    void changed(const QString &key, const QVariant &value);

private:
    QSettings *m_store = nullptr;
    QHash<QString, QVariant> m_values; ///< where there is no store
};

} // namespace catamaran::ui
