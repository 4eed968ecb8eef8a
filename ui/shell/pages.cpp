// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/pages.h"

#include "ui/compare/compare_page.h"
#include "ui/details/details_page.h"
#include "ui/doctor/doctor_page.h"
#include "ui/images/images_page.h"
#include "ui/networks/networks_page.h"
#include "ui/overview/overview_page.h"
#include "ui/settings/settings_page.h"
#include "ui/stacks/stacks_page.h"
#include "ui/volumes/volumes_page.h"
#include "ui/workloads/workloads_page.h"

#include <QCoreApplication>

namespace catamaran::ui {

QList<PageEntry> standardPages(bridge::Session &session)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("catamaran::ui", text); };
    bridge::Session *s = &session;
    return {
        {QStringLiteral("overview"),
         tr("Overview"),
         QStringLiteral("layout-dashboard"),
         {},
         [s] { return new OverviewPage(*s); }},
        {QStringLiteral("workloads"),
         tr("Workloads"),
         QStringLiteral("box"),
         {},
         [s] { return new WorkloadsPage(*s); }},
        {QStringLiteral("stacks"),
         tr("Stacks"),
         QStringLiteral("workflow"),
         {},
         [s] { return new StacksPage(*s); }},
        {QStringLiteral("compare"),
         tr("Compare"),
         QStringLiteral("columns-2"),
         {},
         [s] { return new ComparePage(*s); }},
        {QStringLiteral("images"), tr("Images"), QStringLiteral("layers"), tr("Resources"),
         [s] { return new ImagesPage(*s); }},
        {QStringLiteral("volumes"), tr("Volumes"), QStringLiteral("database"), tr("Resources"),
         [s] { return new VolumesPage(*s); }},
        {QStringLiteral("networks"), tr("Networks"), QStringLiteral("network"), tr("Resources"),
         [s] { return new NetworksPage(*s); }},
        {QStringLiteral("details"), tr("Details"), QStringLiteral("box"), tr("Resources"),
         [s] { return new DetailsPage(*s); }, false},
        {QStringLiteral("doctor"), tr("Doctor"), QStringLiteral("stethoscope"), QStringLiteral("-"),
         [s] { return new DoctorPage(*s); }},
        {QStringLiteral("settings"), tr("Settings"), QStringLiteral("settings"), QStringLiteral("-"),
         [s] { return new SettingsPage(*s); }},
    };
}

} // namespace catamaran::ui
