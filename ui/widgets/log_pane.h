// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/session.h"
#include "ui/widgets/log_index.h"

#include <QTimer>
#include <QWidget>
#include <limits>
#include <memory>
#include <vector>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace catamaran::bridge {
class LogStream;
}

namespace catamaran::ui {

class CliLine;
class LogView;

/// Lines of several logs, put in order of time before they are shown. A log tells its past at once and its
/// present as it comes, so lines wait a moment for those of the others. Pure apart from its own list.
class LogMerger {
public:
    void add(const QList<bridge::LogLine> &lines);
    /// Up to `most` of those that wait, oldest first; lines of one moment keep the order they came in. Costs
    /// what is taken, not what waits.
    QList<bridge::LogLine> take(qsizetype most = std::numeric_limits<qsizetype>::max());
    [[nodiscard]] bool isEmpty() const { return m_runs.empty(); }
    void clear() { m_runs.clear(); }

private:
    /// What came together, in order of time.
    struct Run {
        QList<bridge::LogLine> lines;
        qsizetype next = 0;
        qint64 number = 0;
    };
    static bool isLater(const Run &a, const Run &b);

    std::vector<Run> m_runs; ///< a heap, the oldest line first
    qint64 m_added = 0;
};

/// One stream over any selection of containers and VMs (their programs' output, and the serial consoles):
/// regular expressions to look for and to leave out, levels, context lines, times, follow, save.
///
/// Follows while it is visible. Keyboard: Ctrl+F to the filter, the rest in LogView.
class LogPane : public QWidget {
    Q_OBJECT

public:
    static constexpr std::size_t kMostLines = 1'000'000;

    explicit LogPane(bridge::Session &session, QWidget *parent = nullptr);
    ~LogPane() override;

    void setWorkloads(const QList<bridge::WorkloadKey> &keys);
    [[nodiscard]] const QList<bridge::WorkloadKey> &workloads() const { return m_keys; }
    [[nodiscard]] LogView &view() { return *m_view; }
    [[nodiscard]] QLineEdit &include() { return *m_include; }
    [[nodiscard]] QLineEdit &exclude() { return *m_exclude; }
    [[nodiscard]] QComboBox &level() { return *m_level; }
    [[nodiscard]] QComboBox &context() { return *m_context; }
    /// Writes what is shown, on another thread; saved() follows.
    void saveTo(const QString &path);

signals:
    void saved(const QString &path, const catamaran::bridge::Problem &problem);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    struct Source {
        QString name;
        bool isConsole = false;
        std::unique_ptr<bridge::LogStream> stream;
    };
    QWidget *makeFilterBar();
    QWidget *makeStateBar();
    void open();
    void flush();
    void addSource(const bridge::WorkloadKey &key, const QString &name, bool console);
    void take(std::size_t source, const QList<bridge::LogLine> &lines);
    void refilter();
    void updateState();
    void updateChips();
    void chooseFile();

    bridge::Session &m_session;
    QList<bridge::WorkloadKey> m_keys;
    std::vector<Source> m_sources;
    LogMerger m_merger;
    QTimer m_flush;
    QTimer m_refilter;
    QStringList m_hidden;
    LogView *m_view;
    QLineEdit *m_include = nullptr;
    QLineEdit *m_exclude = nullptr;
    QComboBox *m_level = nullptr;
    QComboBox *m_context = nullptr;
    QPushButton *m_consoles = nullptr;
    QPushButton *m_whole = nullptr;
    QHBoxLayout *m_chips = nullptr;
    QLabel *m_problem = nullptr;
    QLabel *m_state = nullptr;
    CliLine *m_cli = nullptr;
    int m_ended = 0;
};

} // namespace catamaran::ui
