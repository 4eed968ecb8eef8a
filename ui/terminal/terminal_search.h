// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <optional>

namespace catamaran::ui {

class VtScreen;

/// A stretch of cells of one row.
struct VtSpan {
    qint64 row = 0;
    int column = 0;
    int length = 0;
    bool operator==(const VtSpan &other) const = default;
};

/// Every place where `text` stands, oldest first; capitals count only if `text` has one. Pure.
QList<VtSpan> findAll(const VtScreen &screen, const QString &text);

/// An address (http, https, ftp, file) that a cell belongs to.
struct VtLink {
    VtSpan span;
    QString address;
};
std::optional<VtLink> linkAt(const VtScreen &screen, qint64 row, int column);

/// The word around a cell, as a double click takes it: letters, digits and what stands in paths.
VtSpan wordAt(const VtScreen &screen, qint64 row, int column);

} // namespace catamaran::ui
