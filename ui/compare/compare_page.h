// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/session.h"
#include "ui/widgets/page.h"

#include <QSet>

#include <memory>

class QButtonGroup;
class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QScrollArea;
class QSpinBox;
class QStackedWidget;

namespace catamaran::ui {

class ElidedLabel;
class EmptyState;
class HullCard;
class LiveChart;
class PartsChart;
class RaceLanes;
class StartupChart;

/// The main job: the same image as container and as VM, side by side. One press on Run fills two lanes live;
/// then figures, charts and the verdict.
class ComparePage : public Page {
    Q_OBJECT

public:
    explicit ComparePage(bridge::Session &session, QWidget *parent = nullptr);
    ~ComparePage() override;

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QList<QWidget *> headerWidgets() override;
    [[nodiscard]] bool isSettled() const override;
    [[nodiscard]] bool isLive() const override { return m_watch != nullptr; }
    /// "image": choose it; "start": run at once; "tab": show "race", "isolation", "density", "work", "table"
    /// or "history".
    void receive(const QString &topic, const QVariant &value) override;
    void showTab(const QString &name);
    [[nodiscard]] static QStringList tabNames();
    [[nodiscard]] const RaceLanes &lanes() const { return *m_lanes; }
    /// The whole page, also what is scrolled out of sight, on the theme's ground.
    [[nodiscard]] QPixmap grabContent() const;
    /// The same as one long page of vectors; false if the file cannot be written.
    [[nodiscard]] bool writePdf(const QString &path) const;

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *makeTabs();
    QWidget *makeControls();
    /// The tab's content, unless it is there.
    void makePanel(int index);
    QWidget *makeVerdict();
    void makeCharts();
    void connectRace();
    void fillImages();
    void start();
    void showResult();
    void updateState();
    void updateWatch();
    void updateLive();
    void exportReport();
    /// The workload of the last race that was kept, in this hull.
    void openDetails(bridge::Hull hull);

    bridge::Session &m_session;
    QPushButton *m_run = nullptr;
    QPushButton *m_cancel = nullptr;
    QComboBox *m_image = nullptr;
    QSpinBox *m_runs = nullptr;
    QProgressBar *m_progress = nullptr;
    ElidedLabel *m_step = nullptr;
    RaceLanes *m_lanes = nullptr;
    EmptyState *m_intro = nullptr;
    QWidget *m_results = nullptr;
    QLabel *m_verdict = nullptr;
    QLabel *m_facts = nullptr;
    HullCard *m_container = nullptr;
    HullCard *m_vm = nullptr;
    StartupChart *m_startup = nullptr;
    PartsChart *m_memory = nullptr;
    PartsChart *m_disk = nullptr;
    QList<LiveChart *> m_live;
    QLabel *m_liveTitle = nullptr;
    QPushButton *m_removePair = nullptr;
    QScrollArea *m_scroll = nullptr;
    QStackedWidget *m_stack = nullptr;
    QSet<int> m_made; ///< tabs that were looked at
    QButtonGroup *m_tabs = nullptr;
    QString m_wantedImage;
    int m_finishedRuns = 0;
    int m_expectedRuns = 0;
    bool m_startWhenOpen = false;
    bool m_cancelling = false;
    std::shared_ptr<void> m_watch;
};

} // namespace catamaran::ui
