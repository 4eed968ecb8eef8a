// SPDX-License-Identifier: GPL-3.0-or-later
// What is behind the palette, the bin, the doctor and drops, without a widget.
#include "src/bridge/desk.h"
#include "src/bridge/proposal.h"
#include "src/bridge/session.h"
#include "src/bridge/undo_bin.h"
#include "tests/support/fake_deck.h"
#include "tests/support/fake_desk.h"
#include "tests/support/support.h"
#include "tests/support/ui_main.h"
#include "ui/dialogs/job_model.h"
#include "ui/overview/treemap.h"
#include "ui/palette/fuzzy.h"
#include "ui/palette/palette_index.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace catamaran;
using bridge::DeskCommand;
using Kind = ui::PaletteEntry::Kind;

namespace {

DeskCommand removal(const QString &volume)
{
    DeskCommand command;
    command.verb = DeskCommand::Verb::RemoveVolume;
    command.subject = volume;
    return command;
}

struct Fixture {
    Fixture()
        : deck(std::make_shared<test::FakeDeck>()),
          session((test::fillWithExamples(*deck), test::fakeParts(deck, state.path())))
    {
        session.open();
    }
    test::TemporaryDirectory state;
    std::shared_ptr<test::FakeDeck> deck;
    bridge::Session session;
};

QStringList titles(const QList<ui::PaletteHit> &hits)
{
    QStringList out;
    for (const ui::PaletteHit &hit : hits)
        out.append(hit.entry.title);
    return out;
}

} // namespace

class DeskLogicTest : public QObject {
    Q_OBJECT

private slots:
    void lettersAreFoundInTheirOrderAndWordsFirst()
    {
        QVERIFY(ui::fuzzyMatch({}, QStringLiteral("web")));
        QVERIFY(!ui::fuzzyMatch(QStringLiteral("bw"), QStringLiteral("web")));
        QVERIFY(!ui::fuzzyMatch(QStringLiteral("webb"), QStringLiteral("web")));
        const auto match = ui::fuzzyMatch(QStringLiteral("sw"), QStringLiteral("Stop web"));
        QVERIFY(match);
        QCOMPARE(match->positions, (QList<int>{0, 5}));
        const auto score = [](const char *pattern, const char *text) {
            const auto found = ui::fuzzyMatch(QString::fromLatin1(pattern), QString::fromLatin1(text));
            return found ? found->score : -1000;
        };
        QVERIFY(score("web", "web-1") > score("web", "my-web-1"));
        QVERIFY(score("web", "my-web-1") > score("web", "cobweb"));
        QVERIFY(score("api", "shop-api") > score("api", "a-pile-of-images"));
        // A word start that leaves later letters behind does not hide a plain match.
        QVERIFY(ui::fuzzyMatch(QStringLiteral("abc"), QStringLiteral("xabxc a")));
    }

    void thePaletteFindsEveryKindOfObject()
    {
        Fixture f;
        QTRY_VERIFY(f.session.isSettled());
        QTRY_VERIFY(!f.session.desk().volumes().isEmpty());
        ui::PaletteIndex index(f.session);
        index.prepare();
        const auto has = [&](const QString &query, Kind kind, const QString &title) {
            const auto hits = index.search(query, 40);
            return std::any_of(hits.begin(), hits.end(), [&](const ui::PaletteHit &hit) {
                return hit.entry.kind == kind && hit.entry.title == title && !hit.entry.commandLine.isEmpty();
            });
        };
        QVERIFY(has(QStringLiteral("shop_data"), Kind::Volume, QStringLiteral("shop_data")));
        QVERIFY(has(QStringLiteral("shop def"), Kind::Network, QStringLiteral("shop_default")));
        QVERIFY(has(QStringLiteral("builder"), Kind::Image, QStringLiteral("localhost/builder:latest")));
        for (const bridge::WorkloadRow &row : f.session.workloads())
            QVERIFY2(has(row.name, row.key.hull == bridge::Hull::Vm ? Kind::Vm : Kind::Container, row.name),
                     qPrintable(row.name));
    }

    void aVerbAndANameFindTheActionWithItsLine()
    {
        Fixture f;
        QTRY_VERIFY(f.session.isSettled());
        const bridge::WorkloadRow row = f.session.workloads()[0];
        QVERIFY(row.isRunning());
        ui::PaletteIndex index(f.session);
        index.prepare();
        const auto hits = index.search(QStringLiteral("stop ") + row.name, 10);
        QVERIFY2(!hits.isEmpty() && hits[0].entry.title == QStringLiteral("Stop ") + row.name,
                 qPrintable(titles(hits).join(QLatin1Char('|'))));
        QCOMPARE(hits[0].entry.commandLine, QStringLiteral("catamaran stop ") + row.name);
        hits[0].entry.invoke();
        QTRY_VERIFY(!f.deck->actions().empty());
        QCOMPARE(index.search(QStringLiteral("qqqqzzzz"), 10).size(), 0);
    }

    void tenThousandObjectsAreSearchedWithinAFrame()
    {
        auto deck = std::make_shared<test::FakeDeck>();
        for (int i = 0; i < 10'000; ++i) {
            core::Workload workload;
            workload.id = {core::Kind::Container, "id" + std::to_string(i)};
            workload.name = "service-" + std::to_string(i);
            workload.image = "localhost/demo:latest";
            deck->add(workload);
        }
        bridge::Session session(test::fakeParts(deck, {}));
        session.open();
        QTRY_VERIFY_WITH_TIMEOUT(session.workloads().size() == 10'000, 20'000);
        ui::PaletteIndex index(session);
        index.prepare();
        QElapsedTimer clock;
        clock.start();
        const auto hits = index.search(QStringLiteral("service-9999"), 60);
        qInfo("10,000 objects searched in %lld ms", static_cast<long long>(clock.elapsed()));
        QCOMPARE(hits[0].entry.title, QStringLiteral("service-9999"));
        QVERIFY(clock.elapsed() < 1000); // a loaded machine; the figure above is the one to look at
    }

    void theBinWaitsTakesBackAndCarriesOut()
    {
        qint64 now = 0;
        QStringList gone;
        bridge::UndoBin bin([&](const DeskCommand &command) { gone.append(command.subject); },
                            [&] { return now; });
        bin.put({removal(QStringLiteral("at-once"))});
        QCOMPARE(gone, QStringList{QStringLiteral("at-once")});
        bin.setGrace(std::chrono::seconds(100));
        QSignalSpy waiting(&bin, &bridge::UndoBin::waiting);
        bin.put({removal(QStringLiteral("a"))});
        now = 50'000;
        bin.put({removal(QStringLiteral("b")), removal(QStringLiteral("c")), removal(QStringLiteral("a"))});
        QCOMPARE(waiting.size(), 2);
        QCOMPARE(bin.pending(), 3); // "a" waits already
        QVERIFY(bin.isPending(DeskCommand::Verb::RemoveVolume, QStringLiteral("a")));
        QVERIFY(!bin.isPending(DeskCommand::Verb::RemoveImage, QStringLiteral("a")));
        now = 100'000;
        bin.tick();
        QCOMPARE(gone.last(), QStringLiteral("a"));
        QVERIFY(bin.canUndo());
        QVERIFY(bin.undo());
        QVERIFY(!bin.undo());
        now = 1'000'000;
        bin.tick();
        QCOMPARE(gone.size(), 2);
        bin.put({removal(QStringLiteral("d"))});
        bin.flush();
        QCOMPARE(gone.last(), QStringLiteral("d"));
        QCOMPARE(bin.pending(), 0);
    }

    void aRemovalThatIsTakenBackNeverReachesTheDeck()
    {
        Fixture f;
        QTRY_VERIFY(f.session.isSettled());
        const bridge::WorkloadKey key = f.session.workloads()[2].key;
        f.session.desk().bin().setGrace(std::chrono::minutes(1));
        f.session.act(bridge::Action::Remove, {key});
        QVERIFY(f.session.isLeaving(key));
        QVERIFY(f.session.desk().bin().undo());
        QVERIFY(!f.session.isLeaving(key));
        f.session.act(bridge::Action::Remove, {key});
        f.session.desk().bin().flush();
        QTRY_VERIFY(f.session.workload(key) == nullptr);
    }

    void whatAClosingWindowLetsGoOfIsCarriedOut()
    {
        auto deck = std::make_shared<test::FakeDeck>();
        test::fillWithExamples(*deck);
        auto desk = std::make_shared<test::FakeDesk>();
        std::size_t before = 0;
        {
            bridge::Parts parts = test::fakeParts(deck, {});
            parts.desk = desk;
            bridge::Session session(parts);
            session.open();
            QTRY_VERIFY(session.isSettled());
            before = deck->workloads()->size();
            session.desk().bin().setGrace(std::chrono::minutes(1));
            session.act(bridge::Action::Remove, {session.workloads()[0].key});
            session.desk().bin().put({removal(QStringLiteral("shop_data"))});
            session.desk().bin().flush();
        }
        QCOMPARE(deck->workloads()->size(), before - 1);
        QCOMPARE(desk->done(), QStringList{QStringLiteral("catamaran volume rm shop_data")});
    }

    void everyCommandHasATitleAndALine_data()
    {
        QTest::addColumn<int>("verb");
        QTest::addColumn<QString>("line");
        using V = DeskCommand::Verb;
        const auto row = [](V verb, const char *line) {
            QTest::newRow(line) << static_cast<int>(verb) << QString::fromLatin1(line);
        };
        row(V::RemoveContainer, "catamaran rm --force web");
        row(V::RemoveVm, "catamaran vm rm --force web");
        row(V::RemoveImage, "catamaran rmi web");
        row(V::RemoveNetwork, "catamaran network rm web");
        row(V::Pull, "catamaran pull web");
        row(V::Build, "catamaran build --tag t:1 '/a b'");
        row(V::Load, "catamaran load --input '/a b'");
        row(V::Import, "catamaran import '/a b' t:1");
        row(V::CopyIn, "catamaran cp '/a b' web:t:1");
        row(V::CreateVm, "catamaran vm create --name t:1 --disk '/a b'");
        row(V::PruneContainers, "catamaran container prune --force");
        row(V::PruneBuildCache, "catamaran builder prune --force");
    }
    void everyCommandHasATitleAndALine()
    {
        QFETCH(int, verb);
        QFETCH(QString, line);
        DeskCommand command;
        command.verb = static_cast<DeskCommand::Verb>(verb);
        command.subject = QStringLiteral("web");
        command.paths = {QStringLiteral("/a b")};
        command.target = QStringLiteral("t:1");
        QCOMPARE(command.commandLine(), line);
        QVERIFY(!command.title().isEmpty());
    }

    void linksAreReadStrictly_data()
    {
        QTest::addColumn<QString>("link");
        QTest::addColumn<QString>("line"); ///< "!" and a part of the refusal
        const auto row = [](const char *link, const char *line) {
            QTest::newRow(link) << QString::fromUtf8(link) << QString::fromUtf8(line);
        };
        row("catamaran://pull?image=alpine", "catamaran pull alpine");
        row("catamaran://pull?image=ghcr.io/a/b:1.2", "catamaran pull ghcr.io/a/b:1.2");
        row("catamaran://run?image=demo&ports=8080:80&as=both&name=web",
            "catamaran run --detach --name web-container --publish 8080:80 demo && "
            "catamaran vm run --detach --name web-vm --publish 8080:80 demo");
        row("catamaran://compare?image=demo", "catamaran compare demo");
        row("catamaran://pull?image=$(reboot)", "!no name of an image");
        row("catamaran://pull?image=--all-tags", "!no name of an image");
        row("catamaran://pull", "!names no image");
        row("catamaran://pull?image=a&image=b", "!not known");
        row("catamaran://run?image=demo&privileged=1", "!not known");
        row("catamaran://run?image=demo&ports=80", "!no ports");
        row("catamaran://run?image=demo&name=-x", "!no name");
        row("catamaran://remove?container=web", "!nothing that a link");
        row("catamaran://open?url=file:///etc/passwd", "!https");
        row("catamaran://open?url=http://example.org/c.yaml", "!https");
        row("catamaran://user@pull?image=a", "!parts");
        row("https://example.org", "!no catamaran");
    }
    void linksAreReadStrictly()
    {
        QFETCH(QString, link);
        QFETCH(QString, line);
        const bridge::Proposal proposal = bridge::proposalOfLink(link);
        if (line.startsWith(QLatin1Char('!'))) {
            QVERIFY2(proposal.refusal.contains(line.mid(1)), qPrintable(proposal.refusal));
            QVERIFY(!proposal.command && !proposal.run && proposal.page.isEmpty());
        } else {
            QVERIFY2(proposal.isPossible(), qPrintable(proposal.refusal));
            QCOMPARE(proposal.commandLine(), line);
        }
    }

    void aTreemapFillsItsAreaInProportion()
    {
        const QRectF area(10, 20, 600, 200);
        const QList<double> values{500, 300, 120, 60, 15, 5};
        const QList<QRectF> places = ui::treemapLayout(values, area);
        QCOMPARE(places.size(), values.size());
        for (qsizetype i = 0; i < places.size(); ++i) {
            const double share = places[i].width() * places[i].height() / (area.width() * area.height());
            QVERIFY(qAbs(share - values[i] / 1000) < 1e-6);
            QVERIFY(area.adjusted(-1e-6, -1e-6, 1e-6, 1e-6).contains(places[i]));
            for (qsizetype j = 0; j < i; ++j) {
                const QRectF both = places[i].intersected(places[j]);
                QVERIFY(both.width() * both.height() < 1e-6);
            }
        }
        QVERIFY(ui::treemapLayout({}, area).isEmpty());
        QVERIFY(ui::treemapLayout({1, 2}, QRectF()).isEmpty());
    }

    void aJobKeepsOneLineForEachStepWithItsTimes()
    {
        using State = bridge::DeskStep::State;
        ui::JobModel job;
        const auto step = [](const char *id, State state, const char *title = "") {
            bridge::DeskStep out;
            out.id = QString::fromLatin1(id);
            out.title = QString::fromLatin1(title);
            out.state = state;
            return out;
        };
        job.add(step("a", State::Waiting, "layer a"), 0);
        job.add(step("b", State::Cached, "layer b"), 5);
        job.add(step("a", State::Running), 100);
        job.add(step("a", State::Done), 350);
        job.add(step("c", State::Running, "layer c"), 360);
        QCOMPARE(job.rows().size(), 3);
        QCOMPARE(job.rows()[0].step.title, QStringLiteral("layer a"));
        QCOMPARE(job.rows()[0].fromMs, 100.0);
        QCOMPARE(job.rows()[0].toMs, 350.0);
        QVERIFY(job.rows()[2].toMs < 0);
        QVERIFY(job.summary().contains(QStringLiteral("2 of 3")));
        job.finish(400, true);
        QCOMPARE(job.rows()[2].step.state, State::Failed);
        bridge::DeskStep loud = step("d", State::Running);
        loud.output = QStringLiteral("line\n").repeated(100'000);
        job.add(loud, 500);
        QVERIFY(job.output().size() <= ui::JobModel::kMostOutput);
        QVERIFY(job.output().startsWith(QStringLiteral("line")));
    }
};

CATAMARAN_UI_TEST_MAIN(DeskLogicTest)
#include "tst_desk_logic.moc"
