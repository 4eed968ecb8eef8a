// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/stacks.h"
#include "ui/stacks/stack_list.h"

#include <QTimer>
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace catamaran::bridge {
class Session;
}

namespace catamaran::ui {

class ChartLink;
class ElidedLabel;
class GraphView;
class MergedLog;
class Pill;
class PlanSheet;
class SidePanel;
class StackedChart;
class StartupChartCard;
class TrafficFeed;
class YamlEditor;

/// One stack: what its file says, how it is, and what can be done with it.
class StackPanel : public QWidget {
    Q_OBJECT

public:
    enum class Tab { Graph, File, Logs, Startup, Resources };

    explicit StackPanel(bridge::Session &session, QWidget *parent = nullptr);
    ~StackPanel() override;

    void showPreview(const bridge::StackPreview &preview);
    /// A stack that runs; its file is read if it can be.
    void showEntry(const StackEntry &entry);
    void showTab(Tab tab);
    [[nodiscard]] const QString &project() const { return m_project; }
    [[nodiscard]] const bridge::StackSource &source() const { return m_source; }
    [[nodiscard]] const bridge::StackPreview &preview() const { return m_preview; }
    [[nodiscard]] bool hasStack() const { return !m_project.isEmpty() || !m_source.isEmpty(); }
    [[nodiscard]] bool isEdited() const;
    /// True while a loader's answer is awaited.
    [[nodiscard]] bool isLoading() const { return m_loading; }
    [[nodiscard]] GraphView &graph() { return *m_graph; }
    [[nodiscard]] SidePanel &side() { return *m_side; }
    [[nodiscard]] YamlEditor &editor() { return *m_editor; }
    [[nodiscard]] PlanSheet &plan() { return *m_plan; }
    [[nodiscard]] MergedLog &log() { return *m_log; }
    [[nodiscard]] QPushButton &button(bridge::StackCommand::Verb verb);
    /// Shows the plan for this; Apply does it.
    void propose(bridge::StackCommand::Verb verb);

signals:
    void settled();
    /// Show the details of this container or VM.
    void detailsWanted(const catamaran::bridge::WorkloadKey &key);
    void stackChanged();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeHead();
    QWidget *makeTabs();
    QWidget *makeFileTab();
    void onPreview(const bridge::StackPreview &preview);
    void onProgress(const QString &project, const bridge::StackEvent &event);
    void onFinished(const QString &project, const bridge::StackCommand &command,
                    const bridge::Problem &problem);
    void onScale(const QString &service, int replicas);
    void updateStates();
    void updateFigures();
    void updateHead();
    void updateToggles();
    void updateStartup();
    void updateCommandLine();
    void reload();
    void openService(const QString &service);
    void saveFile();
    void apply(const bridge::StackCommand &command);
    [[nodiscard]] bridge::StackCommand command(bridge::StackCommand::Verb verb) const;
    [[nodiscard]] QStringList serviceNames() const;

    bridge::Session &m_session;
    QString m_project;
    bridge::StackSource m_source;
    bridge::StackPreview m_preview;
    QHash<QString, int> m_scale;
    QString m_savedText;
    bool m_loading = false;
    bridge::StackCommand::Verb m_shownVerb = bridge::StackCommand::Verb::Up;

    QLabel *m_name;
    Pill *m_state;
    ElidedLabel *m_path;
    QHash<int, QPushButton *> m_actions;
    QPushButton *m_cancel;
    ElidedLabel *m_line;
    QHBoxLayout *m_toggles;
    QWidget *m_toggleRow;
    PlanSheet *m_plan;
    QList<QPushButton *> m_tabs;
    QStackedWidget *m_stack;
    GraphView *m_graph;
    TrafficFeed *m_traffic = nullptr;
    SidePanel *m_side;
    YamlEditor *m_editor;
    QPushButton *m_save;
    QPushButton *m_revert;
    QLabel *m_fileState;
    MergedLog *m_log;
    StartupChartCard *m_startup;
    StackedChart *m_cpu;
    StackedChart *m_memory;
    ChartLink *m_range = nullptr; ///< of both charts
    std::shared_ptr<void> m_watch;
    QList<bridge::WorkloadKey> m_watched;
    QTimer m_scaleTimer;
};

} // namespace catamaran::ui
