// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/stack_values.h"

#include <QFrame>
#include <QHash>
#include <QScrollArea>

class QSpinBox;
class QVBoxLayout;

namespace catamaran::ui {

/// A row that can be pressed, by mouse or keyboard.
class LinkRow : public QFrame {
    Q_OBJECT

public:
    explicit LinkRow(const QString &name, QWidget *parent = nullptr);

signals:
    void clicked();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
};

/// "−  2  +": a number of replicas.
class Stepper : public QWidget {
    Q_OBJECT

public:
    explicit Stepper(const QString &name, QWidget *parent = nullptr);
    void setValue(int value);
    [[nodiscard]] int value() const;
    [[nodiscard]] QSpinBox &box() { return *m_box; }

signals:
    /// Only changes by the user.
    void changed(int value);

private:
    QSpinBox *m_box;
};

/// What stands beside the graph: what the loader has to say, the services with their replicas, ports with
/// the owners of those that are taken, volumes and networks.
class SidePanel : public QScrollArea {
    Q_OBJECT

public:
    explicit SidePanel(QWidget *parent = nullptr);
    void setPreview(const bridge::StackPreview &preview);
    /// Sets the steppers without telling.
    void setReplicas(const QHash<QString, int> &replicas);
    [[nodiscard]] Stepper *stepper(const QString &service) const { return m_steppers.value(service); }

signals:
    void scaleWanted(const QString &service, int replicas);
    void placeWanted(const catamaran::bridge::StackDiagnostic &diagnostic);
    void serviceWanted(const QString &service);

private:
    void addProblems(const bridge::StackPreview &preview);
    void addServices(const bridge::StackPreview &preview);
    void addPorts(const bridge::StackPreview &preview);
    void addResources(const QString &title, const QList<bridge::StackResource> &resources);
    void addNames(const QString &title, const QStringList &names);
    QVBoxLayout *addCard(const QString &title);

    QVBoxLayout *m_column;
    QHash<QString, Stepper *> m_steppers;
    QHash<QString, int> m_replicas;
};

} // namespace catamaran::ui
