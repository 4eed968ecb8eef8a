// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/session.h"
#include "tests/support/fake_deck.h"
#include "tests/support/support.h"
#include "tests/support/ui_main.h"
#include "ui/models/workload_marks.h"
#include "ui/models/workload_model.h"
#include "ui/shell/main_window.h"
#include "ui/theme/theme.h"
#include "ui/widgets/preferences.h"
#include "ui/workloads/filter_chips.h"
#include "ui/workloads/workload_table.h"

#include <QClipboard>
#include <QInputDialog>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QTableView>

using namespace catamaran;
using ui::SavedFilter;
using ui::WorkloadMarks;

namespace {

struct Desk {
    Desk()
        : deck(std::make_shared<test::FakeDeck>()),
          session((test::fillWithExamples(*deck), test::fakeParts(deck, state.path(), 0))),
          window(session, ui::standardPages(session), nullptr)
    {
        window.show();
        session.open();
    }
    [[nodiscard]] QTableView *table() const { return window.findChild<ui::WorkloadTable *>(); }
    /// The entry of the context menu of what is selected.
    [[nodiscard]] QAction *entry(const QString &text) const
    {
        emit table()->customContextMenuRequested({});
        const auto menus = window.findChildren<QMenu *>();
        for (QMenu *menu : menus) {
            const auto actions = menu->isVisible() ? menu->actions() : QList<QAction *>();
            for (QAction *action : actions) {
                if (action->text() == text)
                    return action;
            }
        }
        return nullptr;
    }
    std::shared_ptr<test::FakeDeck> deck;
    test::TemporaryDirectory state;
    bridge::Session session;
    ui::MainWindow window;
};

} // namespace

/// What the user writes beside the workloads, and what is done to several of them.
class MarksTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<ui::Theme>(*qApp, ui::Scheme::Dark); }
    void init()
    {
        m_settings = std::make_unique<QSettings>(QString::fromStdString(m_directory.path()) + "/window.ini",
                                                 QSettings::IniFormat);
        m_settings->clear();
        ui::Preferences::instance().setStore(m_settings.get());
    }
    void cleanup() { ui::Preferences::instance().setStore(nullptr); }
    void cleanupTestCase() { m_theme.reset(); }

    void tagsAreWords()
    {
        QCOMPARE(WorkloadMarks::parseTags(QStringLiteral(" web, #db  cache db")),
                 (QStringList{"cache", "db", "web"}));
        QCOMPARE(WorkloadMarks::parseTags(QStringLiteral(" , # ")), QStringList());
    }

    void marksSurviveARestartAndDamage()
    {
        const bridge::WorkloadKey key{bridge::Hull::Vm, QStringLiteral("one")};
        const SavedFilter filter{QStringLiteral("mine"), QStringLiteral("#db"), bridge::Hull::Vm,
                                 ui::StateGroup::Running};
        {
            WorkloadMarks marks(m_settings.get());
            marks.setTags({key}, {QStringLiteral("db")});
            marks.saveFilter({QStringLiteral("mine"), {}, {}, {}});
            marks.saveFilter(filter); // the same name: in its place
        }
        {
            const WorkloadMarks marks(m_settings.get());
            QCOMPARE(marks.tags(key), QStringList{"db"});
            QCOMPARE(marks.filters(), QList{filter});
        }
        m_settings->setValue(QStringLiteral("workloads/tags"), QStringLiteral("{broken"));
        m_settings->setValue(QStringLiteral("workloads/filters"), QStringLiteral("[{\"name\":1},7]"));
        const WorkloadMarks marks(m_settings.get());
        QCOMPARE(marks.allTags(), QStringList());
        QCOMPARE(marks.filters().size(), 0);
    }

    void whatIsTaggedIsFoundByItsTag()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.isSettled());
        desk.window.showPage(QStringLiteral("workloads"));
        QTableView *table = desk.table();
        const int all = table->model()->rowCount();
        QVERIFY(all > 2);
        table->selectRow(1);
        const QString name = table->model()->index(1, 0).data().toString();
        QAction *tags = desk.entry(QStringLiteral("Tags…\tCtrl+T"));
        QVERIFY(tags != nullptr);
        tags->trigger();
        auto *dialog = desk.window.findChild<QInputDialog *>();
        QVERIFY(dialog != nullptr);
        dialog->setTextValue(QStringLiteral("#night, slow"));
        dialog->accept();
        auto *search =
            desk.window.findChild<ui::FilterChips *>()->window()->findChildren<QLineEdit *>().value(0);
        for (QLineEdit *field : desk.window.findChildren<QLineEdit *>()) {
            if (field->accessibleName() == QStringLiteral("Filter workloads"))
                search = field;
        }
        search->setText(QStringLiteral("#night"));
        QTRY_COMPARE(table->model()->rowCount(), 1);
        QCOMPARE(table->model()->index(0, 0).data().toString(), name);
        QCOMPARE(table->model()->index(0, 0).data(ui::WorkloadModel::NoteRole).toString(),
                 QStringLiteral("#night #slow"));
        search->clear();
        QTRY_COMPARE(table->model()->rowCount(), all);
    }

    void aFilterIsSavedChosenAndForgotten()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.isSettled());
        desk.window.showPage(QStringLiteral("workloads"));
        auto *chips = desk.window.findChild<ui::FilterChips *>();
        const auto chip = [chips](const QString &text) {
            const auto buttons = chips->findChildren<QPushButton *>();
            const auto found = std::find_if(buttons.begin(), buttons.end(), [&](const QPushButton *button) {
                return button->text().startsWith(text);
            });
            return found == buttons.end() ? nullptr : *found;
        };
        chip(QStringLiteral("VMs"))->click();
        const int machines = desk.table()->model()->rowCount();
        chips->askToSave();
        auto *dialog = desk.window.findChild<QInputDialog *>();
        QVERIFY(dialog != nullptr);
        dialog->setTextValue(QStringLiteral("Only machines"));
        dialog->accept();
        QVERIFY(chip(QStringLiteral("Only machines")) != nullptr);
        QVERIFY(chip(QStringLiteral("Only machines"))->isChecked());
        chip(QStringLiteral("All kinds"))->click();
        QVERIFY(!chip(QStringLiteral("Only machines"))->isChecked());
        QVERIFY(desk.table()->model()->rowCount() > machines);
        chip(QStringLiteral("Only machines"))->click();
        QCOMPARE(desk.table()->model()->rowCount(), machines);
        QTest::keyClick(chip(QStringLiteral("Only machines")), Qt::Key_Delete);
        QTRY_VERIFY(chip(QStringLiteral("Only machines")) == nullptr);
    }

    void severalArePausedAtOnceAndTheShellsWordsCopied()
    {
        Desk desk;
        QTRY_VERIFY(desk.session.isSettled());
        desk.window.showPage(QStringLiteral("workloads"));
        desk.table()->selectAll();
        QList<bridge::WorkloadRow> running;
        for (const bridge::WorkloadRow &row : desk.session.workloads()) {
            if (row.state == bridge::State::Running)
                running.append(row);
        }
        QVERIFY(running.size() > 1);
        QAction *pause = desk.entry(QStringLiteral("Pause"));
        QVERIFY(pause != nullptr);
        QVERIFY(pause->toolTip().contains(QStringLiteral("catamaran pause ")));
        QVERIFY(pause->toolTip().contains(QStringLiteral("catamaran vm pause ")));
        pause->trigger();
        const auto paused = [&desk] {
            const auto actions = desk.deck->actions();
            return std::count_if(actions.begin(), actions.end(),
                                 [](const std::string &action) { return action.starts_with("pause "); });
        };
        QTRY_COMPARE(paused(), static_cast<std::ptrdiff_t>(running.size()));
        QTRY_VERIFY(desk.entry(QStringLiteral("Resume")) != nullptr);
    }

private:
    test::TemporaryDirectory m_directory;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<ui::Theme> m_theme;
};

CATAMARAN_UI_TEST_MAIN(MarksTest)
#include "tst_marks.moc"
