// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace catamaran::ui {

struct HealthProbeView {
    qint64 startMs = 0; ///< since 1970
    qint64 endMs = 0;
    int exitCode = 0;
    QString output;
    bool operator==(const HealthProbeView &other) const = default;
};

/// The probes of a health check as far as they were seen: inspect has the last five, so each look adds to
/// what was there before. Pure apart from its own list.
class HealthHistory {
public:
    void clear();
    /// Takes docker inspect's JSON.
    void take(const QString &inspectJson);
    [[nodiscard]] bool hasCheck() const { return !m_test.isEmpty(); }
    [[nodiscard]] const QString &test() const { return m_test; }     ///< what is run
    [[nodiscard]] const QString &rhythm() const { return m_rhythm; } ///< "every 30 s, 3 tries"
    [[nodiscard]] const QString &status() const { return m_status; }
    [[nodiscard]] int failingStreak() const { return m_failing; }
    [[nodiscard]] const QList<HealthProbeView> &probes() const { return m_probes; } ///< oldest first

private:
    QString m_test;
    QString m_rhythm;
    QString m_status;
    int m_failing = 0;
    QList<HealthProbeView> m_probes;
};

} // namespace catamaran::ui
