// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/session.h"
#include "src/bridge/stack_values.h"
#include "ui/widgets/log_pane.h"

#include <QHash>
#include <QTimer>
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
    void take(int source, const QList<bridge::LogLine> &lines);
    void flush();
    void refilter();
    void updateChips();
    [[nodiscard]] class QPushButton *makeChoice();
    /// What stands before the lines of a source.
    [[nodiscard]] QString shownName(const Source &source) const;

    bridge::Session &m_session;
    LogView *m_view;
    QLineEdit *m_filter;
    QLabel *m_problem;
    class QHBoxLayout *m_chips;
    QString m_project;
    QStringList m_services;
    QHash<QString, bool> m_off;
    std::vector<Source> m_sources; ///< grows only: lines name their source by number
    LogMerger m_merger;
    QTimer m_flush;
};

} // namespace catamaran::ui
