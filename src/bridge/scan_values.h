// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>

/// What a scan of an image found. Plain values.
namespace catamaran::bridge {

struct VulnerabilityRow {
    enum class Severity { Unknown, Negligible, Low, Medium, High, Critical };
    QString id; ///< "CVE-2024-1"
    QStringList aliases;
    Severity severity = Severity::Unknown;
    QString package;
    QString kind; ///< "deb", "npm"
    QString version;
    QString fixedVersion; ///< empty: there is none yet
    QString summary;
    bool operator==(const VulnerabilityRow &) const = default;
};

/// What is asked for.
struct ScanWish {
    QString image;
    QStringList databases; ///< files on the disk; empty: those that are downloaded once a day
    bool operator==(const ScanWish &) const = default;
    /// The same on the command line.
    [[nodiscard]] QString commandLine() const;
};

struct ScanView {
    QString image;
    QList<VulnerabilityRow> rows; ///< worst first
    int packages = 0;
    qint64 advisories = 0;
    QStringList notes;     ///< what could not be used, and old advisories
    qint64 finishedNs = 0; ///< CLOCK_REALTIME; 0: none was made yet
    [[nodiscard]] int count(VulnerabilityRow::Severity severity) const;
    [[nodiscard]] int fixable() const;
};

} // namespace catamaran::bridge

Q_DECLARE_METATYPE(catamaran::bridge::ScanView)
