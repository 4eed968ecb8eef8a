// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/session.h"
#include "src/bridge/stack_values.h"
#include "ui/widgets/line_ring.h"

#include <QHash>
#include <QRegularExpression>
#include <QWidget>
#include <memory>
#include <vector>

class QLabel;
class QLineEdit;

namespace catamaran::bridge {
class LogStream;
}

namespace catamaran::ui {

class LogView;

/// The logs of all services of a stack in one stream, each line under its service's name and colour, with a
/// filter: words, /regular expression/, or -word to leave out; chips switch services off.
class MergedLog : public QWidget {
    Q_OBJECT

public:
    explicit MergedLog(bridge::Session &session, QWidget *parent = nullptr);
    ~MergedLog() override;

    /// Follows these; streams of replicas that stay go on. `services` gives the colours.
    void setStack(const bridge::StackState *state, const QStringList &services);
    /// Shows only this service; empty: all.
    void setOnly(const QString &service);
    [[nodiscard]] LogView &view() { return *m_view; }
    [[nodiscard]] QLineEdit &filter() { return *m_filter; }

private:
    struct Source {
        bridge::WorkloadKey key;
        QString service;
        QString name;
        qint64 lastNs = 0;
        qint64 skipNs = 0;       ///< a log that is opened again after a restart tells its old lines again
        bool isComplete = false; ///< read after it had ended
        std::unique_ptr<bridge::LogStream> stream;
    };
    struct Line {
        int source;
        bridge::LogLine line;
    };
    void take(int source, const QList<bridge::LogLine> &lines);
    void refilter();
    void updateChips();
    [[nodiscard]] bool passes(const Line &line) const;
    [[nodiscard]] bridge::LogLine shown(const Line &line) const;

    bridge::Session &m_session;
    LogView *m_view;
    QLineEdit *m_filter;
    QLabel *m_problem;
    class QHBoxLayout *m_chips;
    QString m_project;
    QStringList m_services;
    QHash<QString, bool> m_off;
    std::vector<Source> m_sources; ///< grows only: lines name their source by number
    std::deque<Line> m_lines;
    QList<QRegularExpression> m_wanted;
    QList<QRegularExpression> m_unwanted;
};

} // namespace catamaran::ui
