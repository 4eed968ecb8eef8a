// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/desk.h"

#include <QFrame>

class QLabel;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;

namespace catamaran::ui {

/// What is in an image: its layers with what each brought, what the rules find, and the packages.
class ImagePanel : public QFrame {
    Q_OBJECT

public:
    explicit ImagePanel(bridge::Desk &desk, QWidget *parent = nullptr);
    /// Looks into this image; the same one is not looked into again.
    void setImage(const QString &image);
    enum class Tab { Layers, Findings, Packages };
    void showTab(Tab tab);
    [[nodiscard]] const bridge::ImageReport &report() const { return m_report; }

signals:
    void filled();

private:
    void fill(const bridge::ImageReport &report, const bridge::Problem &problem);
    void showLayer(int row);
    void filterPackages();

    bridge::Desk &m_desk;
    QString m_image;
    bridge::ImageReport m_report;
    QLabel *m_title = nullptr;
    QLabel *m_words = nullptr;
    QLabel *m_line = nullptr;
    QList<QPushButton *> m_tabs;
    QStackedWidget *m_stack = nullptr;
    QListWidget *m_layers = nullptr;
    QPlainTextEdit *m_files = nullptr;
    QListWidget *m_findings = nullptr;
    QLineEdit *m_search = nullptr;
    QListWidget *m_packages = nullptr;
};

} // namespace catamaran::ui
