// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/preferences_card.h"

#include "ui/theme/icons.h"
#include "ui/widgets/controls.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSaveFile>
#include <QSpinBox>

namespace catamaran::ui {

namespace {
constexpr int kControlWidth = 190;
constexpr qint64 kMostBytes = 64 * 1024;
} // namespace

PreferencesCard::PreferencesCard(QWidget *parent) : QFrame(parent)
{
    setObjectName(QStringLiteral("card"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::kLarge, space::kMedium, space::kLarge, space::kLarge);
    layout->setSpacing(space::kMedium);
    auto *head = new QHBoxLayout;
    head->addWidget(makeLabel(tr("Preferences"), TextRole::CardTitle), 1);
    auto *out = makeToolButton(QStringLiteral("upload"), tr("Save the settings to a file"));
    auto *in = makeToolButton(QStringLiteral("download"), tr("Take settings from a file"));
    head->addWidget(in);
    head->addWidget(out);
    layout->addLayout(head);
    m_search = new QLineEdit;
    m_search->setPlaceholderText(tr("Search settings"));
    m_search->setAccessibleName(tr("Search settings"));
    m_search->setToolTip(tr("Words of a setting, or of what it is about (Ctrl+F)"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    layout->addWidget(m_search);
    m_rows = new QVBoxLayout;
    m_rows->setSpacing(space::kMedium);
    layout->addLayout(m_rows);
    m_none = makeLabel(tr("No setting has these words"), TextRole::Body, QStringLiteral("2"));
    layout->addWidget(m_none);
    connect(m_search, &QLineEdit::textChanged, this, &PreferencesCard::fill);
    connect(out, &QToolButton::clicked, this, &PreferencesCard::exportFile);
    connect(in, &QToolButton::clicked, this, &PreferencesCard::importFile);
    fill();
}

void PreferencesCard::fill()
{
    qDeleteAll(m_widgets);
    m_widgets.clear();
    const auto found = Preferences::search(m_search->text());
    for (const Preference &preference : found) {
        QWidget *row = makeRow(preference);
        m_rows->addWidget(row);
        m_widgets.append(row);
    }
    m_none->setVisible(found.isEmpty());
}

QWidget *PreferencesCard::makeRow(const Preference &preference)
{
    Preferences &preferences = Preferences::instance();
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(space::kLarge);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(1);
    texts->addWidget(makeLabel(preference.title, TextRole::BodyStrong));
    auto *explanation = makeLabel(preference.explanation, TextRole::Body, QStringLiteral("2"));
    explanation->setWordWrap(true);
    texts->addWidget(explanation);
    line->addLayout(texts, 1);
    const auto dress = [&](QWidget *control) {
        control->setObjectName(preference.key);
        control->setAccessibleName(preference.title);
        control->setToolTip(preference.explanation);
        line->addWidget(control, 0, Qt::AlignVCenter);
    };
    const QString key = preference.key;
    switch (preference.kind) {
    case Preference::Kind::Switch: {
        auto *box = new QCheckBox;
        box->setChecked(preferences.value(key).toBool());
        connect(box, &QCheckBox::toggled, this, [key](bool on) { Preferences::instance().set(key, on); });
        connect(&preferences, &Preferences::changed, box,
                [box, key](const QString &which, const QVariant &value) {
                    if (which == key)
                        box->setChecked(value.toBool());
                });
        dress(box);
        break;
    }
    case Preference::Kind::Number: {
        auto *box = new QSpinBox;
        box->setRange(preference.least, preference.most);
        box->setSuffix(tr(" s"));
        box->setFixedWidth(kControlWidth / 2);
        box->setValue(preferences.value(key).toInt());
        connect(box, &QSpinBox::valueChanged, this,
                [key](int number) { Preferences::instance().set(key, number); });
        connect(&preferences, &Preferences::changed, box,
                [box, key](const QString &which, const QVariant &value) {
                    if (which == key)
                        box->setValue(value.toInt());
                });
        dress(box);
        break;
    }
    case Preference::Kind::Choice: {
        auto *box = new QComboBox;
        box->setFixedWidth(kControlWidth);
        for (const auto &[value, words] : preference.choices)
            box->addItem(words, value);
        box->setCurrentIndex(box->findData(preferences.value(key)));
        connect(box, &QComboBox::activated, this,
                [key, box](int index) { Preferences::instance().set(key, box->itemData(index)); });
        connect(&preferences, &Preferences::changed, box,
                [box, key](const QString &which, const QVariant &value) {
                    if (which == key)
                        box->setCurrentIndex(box->findData(value));
                });
        dress(box);
        break;
    }
    }
    return row;
}

void PreferencesCard::exportFile()
{
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Save the settings"), QStringLiteral("catamaran-settings.json"), tr("Settings (*.json)"));
    if (path.isEmpty())
        return;
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(Preferences::instance().exported()) > 0 &&
        file.commit())
        emit told(tr("Settings saved"));
    else
        emit refused(tr("Cannot write %1: %2").arg(path, file.errorString()));
}

void PreferencesCard::importFile()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Take settings from a file"), {},
                                                      tr("Settings (*.json);;All files (*)"));
    QFile file(path);
    if (path.isEmpty())
        return;
    if (!file.open(QIODevice::ReadOnly)) {
        emit refused(tr("Cannot read %1: %2").arg(path, file.errorString()));
        return;
    }
    const QString problem = Preferences::instance().import(file.read(kMostBytes));
    if (problem.isEmpty())
        emit told(tr("Settings taken"));
    else
        emit refused(problem);
}

} // namespace catamaran::ui
