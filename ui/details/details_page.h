// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/session.h"
#include "ui/widgets/page.h"

class QButtonGroup;
class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace catamaran::ui {

class DetailsTab;
class FileBrowser;
class LogPane;
class Pill;
class TerminalDeck;
class TerminalPanel;

/// All about one container or VM, opened by double click or Enter wherever it is listed. With several
/// workloads (receive("logs", ...)) it shows their merged log.
///
/// Keyboard: Alt+1 to Alt+9 and Alt+0 to a tab, Alt+Left back to the page it was opened from.
class DetailsPage : public Page {
    Q_OBJECT

public:
    enum class Tab { Summary, Logs, Terminal, Files, Stats, Inspect, Health, Network, Snapshots, Screen };

    explicit DetailsPage(bridge::Session &session, QWidget *parent = nullptr);
    ~DetailsPage() override;

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QList<QWidget *> headerWidgets() override;
    [[nodiscard]] bool isSettled() const override;
    [[nodiscard]] bool isLive() const override;
    /// "open": a WorkloadKey; "logs": a QVariantList of them; "tab": a tab's number; "from": the id of the
    /// page to go back to.
    void receive(const QString &topic, const QVariant &value) override;
    /// Further pictures of this page for captures, and how to bring each about.
    [[nodiscard]] static QStringList views();
    void showView(const QString &name);

    void open(const bridge::WorkloadKey &key);
    void openLogs(const QList<bridge::WorkloadKey> &keys);
    void showTab(Tab tab);
    [[nodiscard]] Tab tab() const { return m_tab; }
    [[nodiscard]] const bridge::WorkloadKey &workload() const { return m_key; }
    [[nodiscard]] LogPane &logs() { return *m_logs; }
    [[nodiscard]] TerminalPanel &terminal();
    [[nodiscard]] TerminalDeck &terminals() { return *m_terminals; }
    [[nodiscard]] FileBrowser &files() { return *m_files; }
    [[nodiscard]] DetailsTab *part(Tab tab) const { return m_parts.value(static_cast<int>(tab)); }

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeHead();
    void makeTabs();
    void makeHeaderTools();
    void showMore();
    void refresh(bool isNew);
    void setOrigin(const QString &pageId);
    void goBack();
    void fillChoice();
    void offerTabs();

    bridge::Session &m_session;
    bridge::WorkloadKey m_key;
    QList<bridge::WorkloadKey> m_merged; ///< more than one: only their log is shown
    Tab m_tab = Tab::Summary;
    QStackedWidget *m_stack = nullptr;
    QButtonGroup *m_group = nullptr;
    QList<QPushButton *> m_tabs;
    QHash<int, DetailsTab *> m_parts;
    LogPane *m_logs = nullptr;
    TerminalDeck *m_terminals = nullptr;
    FileBrowser *m_files = nullptr;
    Pill *m_pill = nullptr;
    QPushButton *m_back = nullptr;
    QString m_from = QStringLiteral("workloads");
    QComboBox *m_choice = nullptr;
    QList<std::pair<bridge::WorkloadKey, QString>> m_offered; ///< in m_choice
    QPushButton *m_start = nullptr;
    QPushButton *m_stop = nullptr;
    QPushButton *m_more = nullptr;
};

} // namespace catamaran::ui
