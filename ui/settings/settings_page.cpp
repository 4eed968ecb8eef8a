// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settings_page.h"

#include "ui/settings/preferences_card.h"
#include "ui/theme/format.h"
#include "ui/theme/icons.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/pill.h"

#include <QFormLayout>
#include <QLineEdit>
#include <QShortcut>

namespace catamaran::ui {

SettingsPage::SettingsPage(bridge::Session &session, QWidget *parent) : Page(parent), m_session(session)
{
    auto *content = new QWidget;
    auto *columns = new QHBoxLayout(content);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(space::kLarge);
    auto *left = new QVBoxLayout;
    left->setSpacing(space::kLarge);
    auto *preferences = new PreferencesCard;
    left->addWidget(preferences);
    connect(preferences, &PreferencesCard::told, &session, &bridge::Session::announced);
    connect(preferences, &PreferencesCard::refused, this, [this](const QString &why) {
        emit m_session.failed({tr("The settings were not taken over"), why, {}});
    });
    auto *find = new QShortcut(QKeySequence::Find, this);
    find->setContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, preferences->search(),
            [preferences] { preferences->search()->setFocus(); });
    auto *host = makeCard();
    cardLayout(host)->addWidget(makeLabel(tr("This computer"), TextRole::CardTitle));
    m_host = new QFormLayout;
    m_host->setHorizontalSpacing(space::kLarge);
    m_host->setVerticalSpacing(space::kSmall);
    m_host->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    cardLayout(host)->addLayout(m_host);
    left->addWidget(host);
    left->addWidget(makeAbout());
    left->addStretch();
    columns->addLayout(left, 2);

    auto *features = makeCard();
    m_features = cardLayout(features);
    m_features->addWidget(makeLabel(tr("What this computer can do"), TextRole::CardTitle));
    m_features->setSpacing(space::kMedium);
    auto *right = new QVBoxLayout;
    right->addWidget(features);
    right->addStretch();
    columns->addLayout(right, 3);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(makeScroll(content));
    connect(&session, &bridge::Session::featuresChanged, this, &SettingsPage::fill);
    connect(&session, &bridge::Session::settled, this, &Page::settled);
    connect(&m_slices, &Slices::done, this, &Page::settled);
    setSubtitle(tr("Look, this computer, and about Catamaran"));
    fill();
}

QString SettingsPage::title() const
{
    return tr("Settings");
}

QWidget *SettingsPage::makeAbout()
{
    auto *card = makeCard();
    cardLayout(card)->addWidget(makeLabel(tr("About Catamaran"), TextRole::CardTitle));
    auto *text =
        makeLabel(tr("Containers and light VMs side by side. Free software under the GNU General "
                     "Public License, version 3 or later. Icons by Lucide (ISC), typefaces Inter and "
                     "JetBrains Mono (OFL)."),
                  TextRole::Body, QStringLiteral("2"));
    text->setWordWrap(true);
    cardLayout(card)->addWidget(text);
    auto *links =
        makeLabel(tr("No daemon, no telemetry: nothing leaves this computer that you did not ask for. The "
                     "texts of the licences lie in /usr/share/doc/catamaran."),
                  TextRole::Body, QStringLiteral("2"));
    links->setWordWrap(true);
    cardLayout(card)->addWidget(links);
    return card;
}

void SettingsPage::fill()
{
    while (m_host->rowCount() > 0)
        m_host->removeRow(0);
    const bridge::HostView &host = m_session.host();
    const auto fact = [this](const QString &name, const QString &value) {
        if (value.isEmpty())
            return;
        auto *label = makeLabel(value, TextRole::Body);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        auto *caption = makeLabel(name, TextRole::Body, QStringLiteral("2"));
        caption->setAlignment(Qt::AlignLeft | Qt::AlignTop);
        m_host->addRow(caption, label);
    };
    fact(tr("Catamaran"), host.catamaranVersion);
    fact(tr("Computer"), host.hostname);
    fact(tr("System"), host.operatingSystem);
    fact(tr("Kernel"), host.kernel);
    fact(tr("Processor"),
         host.cpus > 0 ? QStringLiteral("%1, %2").arg(host.cpuModel, count(host.cpus, tr("CPU"), tr("CPUs")))
                       : QString());
    fact(tr("Memory"), host.memoryBytes > 0 ? formatBytes(static_cast<double>(host.memoryBytes)) : QString());
    fact(tr("VMs run by"), host.accelerationLabel);
    fact(tr("Because"), host.acceleratorExplanation);
    fact(tr("QEMU"), host.qemuVersion);
    fact(tr("libvirt"), host.libvirtVersion);

    m_slices.clear();
    qDeleteAll(m_featureRows);
    m_featureRows.clear();
    for (const bridge::FeatureRow &feature : m_session.features())
        m_slices.add([this, feature] { addFeature(feature); });
}

void SettingsPage::addFeature(const bridge::FeatureRow &feature)
{
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(space::kMedium);
    auto *pill = new Pill;
    pill->setText(feature.available ? tr("Ready") : tr("Missing"),
                  feature.available ? QStringLiteral("check") : QStringLiteral("triangle-alert"),
                  feature.available ? QStringLiteral("ok") : QStringLiteral("warn"));
    auto *slot = new QWidget;
    slot->setFixedWidth(92);
    auto *slotLayout = new QHBoxLayout(slot);
    slotLayout->setContentsMargins(0, 0, 0, 0);
    slotLayout->addWidget(pill, 0, Qt::AlignLeft | Qt::AlignTop);
    line->addWidget(slot, 0, Qt::AlignTop);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(
        makeLabel(QStringLiteral("%1 · %2").arg(feature.name, feature.area), TextRole::BodyStrong));
    for (const auto &[text, tone] :
         {std::pair{feature.explanation, QStringLiteral("2")},
          std::pair{feature.available ? QString() : feature.fix, QStringLiteral("warn")}}) {
        if (text.isEmpty())
            continue;
        auto *label = makeLabel(text, TextRole::Body, tone);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        texts->addWidget(label);
    }
    line->addLayout(texts, 1);
    m_features->addWidget(row);
    m_featureRows.append(row);
}

} // namespace catamaran::ui
