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

class ScanTab;

/// What is in an image: its layers with what each brought, what the rules find, and the packages.
class ImagePanel : public QFrame {
    Q_OBJECT

public:
    explicit ImagePanel(bridge::Desk &desk, QWidget *parent = nullptr);
    /// Looks into this image; the same one is not looked into again.
    void setImage(const QString &image);
    /// The answer to setImage() is not there yet.
    [[nodiscard]] bool isReading() const { return m_answered != m_image; }
    enum class Tab { Layers, Findings, Packages, Scan };
    void showTab(Tab tab);
    /// Puts a widget below the title.
    void addBelowTitle(QWidget *widget);
    [[nodiscard]] ScanTab &scan() { return *m_scan; }
    [[nodiscard]] const bridge::ImageReport &report() const { return m_report; }

signals:
    void filled();

private:
    void fill(const bridge::ImageReport &report, const bridge::Problem &problem);
    void showLayer(int row);
    void filterPackages();

    bridge::Desk &m_desk;
    QString m_image;
    QString m_answered; ///< the image of m_report
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
    ScanTab *m_scan = nullptr;
    QListWidget *m_packages = nullptr;
};

} // namespace catamaran::ui
