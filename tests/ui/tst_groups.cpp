// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/session.h"
#include "tests/support/fake_deck.h"
#include "tests/support/support.h"
#include "tests/support/ui_main.h"
#include "ui/models/workload_groups.h"
#include "ui/models/workload_marks.h"
#include "ui/shell/main_window.h"
#include "ui/theme/theme.h"
#include "ui/widgets/preferences.h"
#include "ui/workloads/workload_table.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QSettings>

using namespace catamaran;
using ui::WorkloadGroups;
using ui::WorkloadModel;

namespace {

core::Workload workload(const char *name, const char *stack, bool running, bool vm = false)
{
    core::Workload out;
    out.id = {vm ? core::Kind::Vm : core::Kind::Container, std::string("id-") + name};
    out.name = name;
    out.image = "localhost/image";
    out.state = running ? core::State::Running : core::State::Exited;
    if (*stack) {
        out.labels["com.docker.compose.project"] = stack;
        out.networks = {std::string(stack) + "_default"};
    }
    return out;
}

struct Desk {
    Desk()
        : deck(std::make_shared<test::FakeDeck>()),
          session((fill(*deck), test::fakeParts(deck, state.path(), 0))),
          window(session, ui::standardPages(session), nullptr)
    {
        window.resize(1280, 900);
        window.show();
        window.showPage(QStringLiteral("workloads"));
        session.open();
    }
    static void fill(test::FakeDeck &deck)
    {
        deck.add(workload("web", "shop", true));
        deck.add(workload("api", "shop", true));
        deck.add(workload("db", "shop", false));
        deck.add(workload("mail", "office", true));
        deck.add(workload("alone", "", true));
        deck.add(workload("guest", "", true, true));
    }
    [[nodiscard]] ui::WorkloadTable *table() const { return window.findChild<ui::WorkloadTable *>(); }
    void group(const QString &by) const
    {
        for (QComboBox *box : window.findChildren<QComboBox *>()) {
            if (box->accessibleName() == QStringLiteral("Group by"))
                box->setCurrentIndex(box->findData(by));
        }
    }
    /// The first column, headers in brackets.
    [[nodiscard]] QStringList rows() const
    {
        QStringList out;
        for (int row = 0; row < table()->model()->rowCount(); ++row) {
            const QString name = table()->model()->index(row, 0).data().toString();
            out.append(table()->isHeader(row) ? QLatin1Char('[') + name + QLatin1Char(']') : name);
        }
        return out;
    }
    [[nodiscard]] QString cell(int row, int column, int role = Qt::DisplayRole) const
    {
        return table()->model()->index(row, column).data(role).toString();
    }
    [[nodiscard]] QStringList selectedNames() const
    {
        QStringList names;
        for (const bridge::WorkloadKey &key : table()->selectedKeys())
            names.append(session.workload(key)->name);
        return names;
    }
    std::shared_ptr<test::FakeDeck> deck;
    test::TemporaryDirectory state;
    bridge::Session session;
    ui::MainWindow window;
};

} // namespace

/// The list of workloads below headers that fold.
class GroupsTest : public QObject {
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

    void rowsStandBelowHeadersOfStacks()
    {
        const Desk desk;
        QTRY_COMPARE(desk.rows().size(), 6);
        desk.group(QStringLiteral("stack"));
        QCOMPARE(desk.rows(), (QStringList{"[office]", "mail", "[shop]", "web", "api", "db", "[In no stack]",
                                           "alone", "guest"}));
        QCOMPARE(desk.cell(2, WorkloadModel::Kind), QStringLiteral("3 workloads"));
        QCOMPARE(desk.cell(2, WorkloadModel::Status), QStringLiteral("2 running"));
        QCOMPARE(desk.cell(2, 0, Qt::AccessibleTextRole),
                 QStringLiteral("Group shop, 3 workloads, 2 running, unfolded"));
        // The order is within groups; the groups stay.
        desk.table()->horizontalHeader()->sectionClicked(WorkloadModel::Name);
        QTRY_COMPARE(desk.rows(), (QStringList{"[office]", "mail", "[shop]", "api", "db", "web",
                                               "[In no stack]", "alone", "guest"}));
        desk.group(QStringLiteral("none"));
        QCOMPARE(desk.rows(), (QStringList{"alone", "api", "db", "guest", "mail", "web"}));
    }

    void otherGroupings()
    {
        const Desk desk;
        QTRY_COMPARE(desk.rows().size(), 6);
        desk.group(QStringLiteral("kind"));
        QCOMPARE(desk.rows(),
                 (QStringList{"[Container]", "web", "api", "db", "mail", "alone", "[VM]", "guest"}));
        desk.group(QStringLiteral("network"));
        QCOMPARE(desk.rows(),
                 (QStringList{"[office_default]", "mail", "[shop_default]", "web", "api", "db",
                              "[User-mode network of QEMU]", "guest", "[On no network]", "alone"}));
        desk.group(QStringLiteral("tag"));
        QCOMPARE(desk.rows().constFirst(), QStringLiteral("[Without a tag]"));
        auto *marks = desk.window.findChild<ui::WorkloadMarks *>();
        marks->setTags({{bridge::Hull::Container, QStringLiteral("id-mail")}}, {"late", "early"});
        QTRY_COMPARE(desk.rows().mid(0, 3), (QStringList{"[#late]", "mail", "[Without a tag]"}));
    }

    void sumsAreThoseOfTheGroup()
    {
        const Desk desk;
        QTRY_COMPARE(desk.rows().size(), 6);
        desk.group(QStringLiteral("stack"));
        QTRY_VERIFY_WITH_TIMEOUT(desk.cell(2, WorkloadModel::Memory) != QStringLiteral("–"), 10'000);
        QTRY_VERIFY(desk.cell(2, 4, Qt::ToolTipRole) ==
                    QStringLiteral("Sum of the 2 of 2 that are measured"));
        QTRY_VERIFY_WITH_TIMEOUT(desk.cell(0, 3).contains(QLatin1Char('%')), 10'000);
    }

    void groupsFoldWithKeysAndStayFolded()
    {
        {
            Desk desk;
            QTRY_COMPARE(desk.rows().size(), 6);
            desk.group(QStringLiteral("stack"));
            ui::WorkloadTable *table = desk.table();
            table->setFocus();
            table->setCurrentIndex(table->model()->index(4, 0));
            QTest::keyClick(table, Qt::Key_Left); // to the header
            QCOMPARE(table->currentIndex().row(), 2);
            QTest::keyClick(table, Qt::Key_Left);
            const QStringList folded{"[office]", "mail", "[shop]", "[In no stack]", "alone", "guest"};
            QCOMPARE(desk.rows(), folded);
            QCOMPARE(desk.cell(2, 0, Qt::AccessibleTextRole),
                     QStringLiteral("Group shop, 3 workloads, 2 running, folded"));
            QTest::keyClick(table, Qt::Key_Right);
            QCOMPARE(desk.rows().size(), 9);
            QTest::keyClick(table, Qt::Key_Space);
            QCOMPARE(desk.rows(), folded);
            // A state that changes leaves it so, and is counted.
            desk.deck->setState({core::Kind::Container, "id-api"}, core::State::Exited);
            QTRY_COMPARE(desk.cell(2, WorkloadModel::Status), QStringLiteral("1 running"));
            QCOMPARE(desk.rows(), folded);
        }
        Desk desk; // the next start of the window
        QTRY_COMPARE(desk.rows(),
                     (QStringList{"[office]", "mail", "[shop]", "[In no stack]", "alone", "guest"}));
        // What is asked for by name is shown.
        desk.table()->choose({bridge::Hull::Container, QStringLiteral("id-db")});
        QCOMPARE(desk.selectedNames(), QStringList{"db"});
        QCOMPARE(desk.rows().size(), 9);
        QTest::mouseDClick(desk.table()->viewport(), Qt::LeftButton, {},
                           desk.table()->visualRect(desk.table()->model()->index(0, 1)).center());
        QCOMPARE(desk.rows().mid(0, 2), (QStringList{"[office]", "[shop]"}));
        QTest::mouseClick(desk.table()->viewport(), Qt::LeftButton, {},
                          desk.table()->visualRect(desk.table()->model()->index(0, 0)).topLeft() +
                              QPoint(15, 18));
        QCOMPARE(desk.rows().mid(0, 2), (QStringList{"[office]", "mail"}));
    }

    void aHeaderStandsForItsGroup()
    {
        Desk desk;
        QTRY_COMPARE(desk.rows().size(), 6);
        desk.group(QStringLiteral("stack"));
        ui::WorkloadTable *table = desk.table();
        table->setFolded(2, true);
        table->selectRow(2);
        QCOMPARE(desk.selectedNames(), (QStringList{"web", "api", "db"}));
        QVERIFY(!table->onlySelected().has_value());
        emit table->customContextMenuRequested({});
        QAction *stop = nullptr;
        for (QMenu *menu : desk.window.findChildren<QMenu *>()) {
            for (QAction *action : menu->isVisible() ? menu->actions() : QList<QAction *>()) {
                if (action->text() == QStringLiteral("Stop"))
                    stop = action;
            }
        }
        QVERIFY(stop != nullptr);
        QCOMPARE(stop->toolTip(), QStringLiteral("catamaran stop web api"));
        stop->trigger();
        QTRY_COMPARE(desk.cell(2, WorkloadModel::Status), QStringLiteral("0 running"));
        // Selection stays with what is selected while rows come before it.
        desk.deck->add(workload("early", "basic", true));
        QTRY_COMPARE(desk.rows().constFirst(), QStringLiteral("[basic]"));
        QCOMPARE(desk.selectedNames(), (QStringList{"web", "api", "db"}));
        table->choose({bridge::Hull::Container, QStringLiteral("id-mail")});
        desk.deck->add(workload("more", "another", true));
        QTRY_COMPARE(desk.rows().constFirst(), QStringLiteral("[another]"));
        QCOMPARE(desk.selectedNames(), QStringList{"mail"});
        desk.group(QStringLiteral("none"));
        QCOMPARE(desk.selectedNames(), QStringList{"mail"});
        desk.group(QStringLiteral("kind"));
        QCOMPARE(desk.selectedNames(), QStringList{"mail"});
    }

    void aFilterLeavesOutEmptyGroups()
    {
        const Desk desk;
        QTRY_COMPARE(desk.rows().size(), 6);
        desk.group(QStringLiteral("stack"));
        for (QLineEdit *field : desk.window.findChildren<QLineEdit *>()) {
            if (field->accessibleName() == QStringLiteral("Filter workloads"))
                field->setText(QStringLiteral("alone"));
        }
        QTRY_COMPARE(desk.rows(), (QStringList{"[In no stack]", "alone"}));
    }

private:
    std::unique_ptr<ui::Theme> m_theme;
    test::TemporaryDirectory m_directory;
    std::unique_ptr<QSettings> m_settings;
};

CATAMARAN_UI_TEST_MAIN(GroupsTest)
#include "tst_groups.moc"
