// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/values.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

namespace catamaran::ui {

/// Two lanes on one time axis: each run of the container and of the VM as a bar, cut into its phases, that
/// grows while the run is under way. The newest run is large, earlier ones are thin lines under it.
class RaceLanes : public QWidget {
    Q_OBJECT

public:
    struct LaneRun {
        int number = 0; ///< negative: a warm-up
        QList<bridge::PhaseView> phases;
        double startupMs = 0;
        bool finished = false;
    };
    struct Lane {
        bridge::Hull hull = bridge::Hull::Container;
        QString note; ///< acceleration label
        QList<LaneRun> runs;
    };

    explicit RaceLanes(QWidget *parent = nullptr);

    /// Empties the lanes for `runs` runs each.
    void begin(int runs, const QString &vmNote);
    void handle(const bridge::RaceEvent &event);
    /// The race is over, well or not: nothing grows any more.
    void end();
    /// How the VM is accelerated, said beside its lane before the first run too.
    void setVmNote(const QString &note);
    void setResult(const bridge::ExperimentView &view);

    [[nodiscard]] const Lane &lane(bridge::Hull hull) const;
    [[nodiscard]] bool isEmpty() const;
    [[nodiscard]] QSize sizeHint() const override;
    /// The middle of a lane, for who points at it.
    [[nodiscard]] QPoint laneCenter(bridge::Hull hull) const;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    /// Double click on a lane; or Up or Down to it and Enter.
    void activated(catamaran::bridge::Hull hull);

protected:
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    [[nodiscard]] Lane &laneOf(bridge::Hull hull);
    [[nodiscard]] double highest() const;
    [[nodiscard]] QRectF barArea() const;
    [[nodiscard]] QRectF laneRect(int index) const;
    void paintAxis(QPainter &painter, double maximum) const;
    void paintLane(QPainter &painter, const Lane &lane, const QRectF &rect, double maximum) const;
    void paintCaption(QPainter &painter, const Lane &lane, const QRectF &rect) const;
    void paintBar(QPainter &painter, const Lane &lane, const LaneRun &run, const QRectF &bar,
                  double maximum) const;
    void paintPhases(QPainter &painter, const Lane &lane, const LaneRun &run, const QRectF &rect) const;
    void updateAccessibleText();

    QList<Lane> m_lanes;
    int m_runs = 0;
    bool m_racing = false;
    QTimer m_frame;
    QElapsedTimer m_clock; ///< since the current run was asked for
    bridge::Hull m_running = bridge::Hull::Container;
    bool m_runOpen = false;
    int m_chosen = 0; ///< the lane that Enter opens
};

/// What a phase's name means, for a tooltip: "kernel" -> "the guest's kernel has booted".
QString phaseExplanation(const QString &name);

} // namespace catamaran::ui
