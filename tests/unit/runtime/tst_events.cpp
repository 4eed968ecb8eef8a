// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "engine/runtime/container_root.h"
#include "engine/runtime/events.h"

#include "tests/support/support.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace catamaran;
using namespace catamaran::engine;
using namespace catamaran::engine::runtime;

/// The event log and the filters that prunes and lists share.
class EventsTest : public QObject {
    Q_OBJECT

private slots:
    void linesAreReadAsWritten()
    {
        const SystemEvent event{"container", "start", "abc", {{"name", "web"}, {"odd", "a\nb\"c"}}, 42};
        const auto events = parseEvents(formatEvent(event) + "torn {\n" + formatEvent(event) + "{\"half");
        QCOMPARE(events.size(), std::size_t(2));
        QCOMPARE(events[1].type, event.type);
        QCOMPARE(events[1].action, event.action);
        QCOMPARE(events[1].id, event.id);
        QCOMPARE(events[1].timeNs, event.timeNs);
        QVERIFY(events[1].attributes == event.attributes);
    }

    void aReaderGoesOnAfterTheRotation()
    {
        const test::TemporaryDirectory directory;
        const EventLog log(directory.path());
        EventLog::Position position;
        log.append({"container", "first", "x", {}, 1});
        VERIFY_RESULT(log.read(position));
        // More than one file holds: what is read is each line once.
        const std::string filler(1000, 'f');
        constexpr int kMany = 3000;
        std::size_t seen = 0;
        for (int i = 0; i < kMany; ++i) {
            log.append({"container", "fill", "x", {{"f", filler}}, i + 2});
            if (i % 100 == 0)
                seen += log.read(position).value().size();
        }
        seen += log.read(position).value().size();
        QCOMPARE(seen, std::size_t(kMany));
        struct stat status {};
        QCOMPARE(::stat((log.path() + ".1").c_str(), &status), 0);
        QVERIFY(status.st_size < EventLog::kLargest + 4096);
        EventLog::Position fresh;
        const auto all = log.read(fresh);
        VERIFY_RESULT(all);
        QCOMPARE(all->back().timeNs, std::int64_t(kMany + 1));
    }

    void repetitionsAreToldOnce()
    {
        EventFilter filter;
        const SystemEvent event{"container", "die", "x", {}, 7};
        QVERIFY(filter.accept(event));
        QVERIFY(!filter.accept(event));
        QVERIFY(filter.accept({"container", "die", "x", {}, 8}));
        QVERIFY(filter.accept({"container", "die", "y", {}, 7}));
    }

    void labelsOfPrunesMustAllHold()
    {
        const std::map<std::string, std::string> labels = {{"a", "1"}, {"b", ""}};
        QVERIFY(labelsPass({}, labels));
        QVERIFY(labelsPass({{}, {"a", "b"}, {}}, labels));
        QVERIFY(labelsPass({{}, {"a=1"}, {"c"}}, labels));
        QVERIFY(!labelsPass({{}, {"a=2"}, {}}, labels));
        QVERIFY(!labelsPass({{}, {"a", "c"}, {}}, labels));
        QVERIFY(!labelsPass({{}, {}, {"b"}}, labels));
    }

    void pathsAreCleanedWithoutLooking()
    {
        QCOMPARE(cleanPath("/a//b/./c/"), std::string("/a/b/c"));
        QCOMPARE(cleanPath("/../../a/.."), std::string("/"));
        QCOMPARE(cleanPath("a/../../b"), std::string("/b"));
        QCOMPARE(cleanPath(""), std::string("/"));
    }

    void nothingIsOpenedOutsideTheRoot()
    {
        const test::TemporaryDirectory directory;
        VERIFY_RESULT(base::makeDirectories(directory.file("root/sub")));
        VERIFY_RESULT(base::writeFileAtomic(directory.file("outside"), "secret"));
        QCOMPARE(::symlink(directory.file("outside").c_str(), directory.file("root/absolute").c_str()), 0);
        QCOMPARE(::symlink("../outside", directory.file("root/relative").c_str()), 0);
        QCOMPARE(::symlink("/sub", directory.file("root/inside").c_str()), 0);
        const base::UniqueFd root(::open(directory.file("root").c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
        QVERIFY(root);
        QVERIFY(!openInside(root.get(), "absolute", O_RDONLY));
        QVERIFY(!openInside(root.get(), "relative", O_RDONLY));
        QVERIFY(!openInside(root.get(), "../outside", O_RDONLY));
        QVERIFY(!openInside(root.get(), "/../../outside", O_RDONLY));
        QVERIFY(openInside(root.get(), "inside", O_RDONLY | O_DIRECTORY));
    }
};

QTEST_APPLESS_MAIN(EventsTest)
#include "tst_events.moc"
