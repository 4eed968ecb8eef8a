// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <functional>

namespace catamaran::bridge {
class Session;
}

namespace catamaran::ui {

class Page;

/// One entry of the navigation. The page is made on its first visit.
struct PageEntry {
    QString id; ///< "workloads"; also the name on the command line
    QString title;
    QString icon;
    QString section; ///< a heading is drawn where it changes; empty: none
    std::function<Page *()> make;
    bool isListed = true; ///< false: opened from other pages, without a place in the navigation
};

/// All pages that there are, in the order of the navigation.
QList<PageEntry> standardPages(bridge::Session &session);

} // namespace catamaran::ui
