// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "src/vm/cloud_config.h"
#include "src/vm/seed_texts.h"
#include "tests/support/support.h"

#include <QTest>
#include <sstream>

using namespace catamaran;

class TestCloudConfig : public QObject {
    Q_OBJECT

private slots:
    void corpus();
    void wrongDocumentsAreRefusedByName_data();
    void wrongDocumentsAreRefusedByName();
    void otherKindsPassAndNonsenseDoesNot();
    void flagsAreMergedIntoAPersonsDocument();
    void aScriptKeepsItsFormAndOursGoesBesideIt();
};

void TestCloudConfig::corpus()
{
    const std::string root = test::corpusDirectory() + "/vm/cloud-config";
    const auto table = base::readFile(root + "/expected.tsv");
    if (!table)
        QSKIP("the corpus is not here");
    std::istringstream lines(*table);
    std::string line;
    std::getline(lines, line);
    int right = 0;
    int all = 0;
    while (std::getline(lines, line)) {
        const auto tab = line.find('\t');
        const std::string id = line.substr(0, tab);
        const std::string expected = line.substr(tab + 1, line.find('\t', tab + 1) - tab - 1);
        const auto text = base::readFile(root + "/files/" + id);
        VERIFY_RESULT(text);
        const auto checked = vm::checkUserData(*text, id);
        ++all;
        if (checked.has_value() == (expected == "valid"))
            ++right;
        else
            qWarning("%s: expected %s, %s", id.c_str(), expected.c_str(),
                     checked ? "accepted" : checked.error().text().c_str());
    }
    qInfo("cloud-config documents judged as expected: %d of %d", right, all);
    QCOMPARE(right, all);
}

void TestCloudConfig::wrongDocumentsAreRefusedByName_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("words");
    QTest::newRow("unknown key") << "pakages: [a]"
                                 << "pakages is no key";
    QTest::newRow("type") << "packages: nano"
                          << "packages must be of type array";
    QTest::newRow("nested") << "users:\n  - name: 3\n    sudo: 12"
                            << "users[0]";
    QTest::newRow("enum") << "power_state: {mode: explode}"
                          << "power_state.mode";
    QTest::newRow("missing") << "write_files:\n  - content: x"
                             << "lacks the key \"path\"";
    QTest::newRow("empty list") << "bootcmd: []"
                                << "at least 1";
    QTest::newRow("not a mapping") << "- a"
                                   << "must be of type";
    QTest::newRow("bad yaml") << "a: ["
                              << "";
}

void TestCloudConfig::wrongDocumentsAreRefusedByName()
{
    QFETCH(QString, text);
    QFETCH(QString, words);
    const auto checked = vm::checkUserData("#cloud-config\n" + text.toStdString() + "\n", "my.yaml");
    QVERIFY(!checked);
    QCOMPARE(checked.error().code(), base::Errc::Parse);
    QVERIFY2(checked.error().text().find(words.toStdString()) != std::string::npos,
             checked.error().text().c_str());
}

void TestCloudConfig::otherKindsPassAndNonsenseDoesNot()
{
    QVERIFY(vm::checkUserData("#!/bin/sh\necho hi\n", "f"));
    QVERIFY(vm::checkUserData("#include https://example.org/x\n", "f"));
    QVERIFY(vm::checkUserData("#cloud-config\n# nothing\n", "f"));
    QVERIFY(vm::checkUserData("#cloud-config\npackage_update: yes\nssh_pwauth: off\n", "f"));
    const auto nonsense = vm::checkUserData("packages: [a]\n", "f");
    QVERIFY(!nonsense);
    QCOMPARE(nonsense.error().code(), base::Errc::InvalidArgument);
}

void TestCloudConfig::flagsAreMergedIntoAPersonsDocument()
{
    vm::SeedRequest request;
    request.instanceId = "i-1";
    request.hostname = "box";
    request.user = "cat";
    request.keys = {"ssh-ed25519 AAAA us"};
    request.packages = {"jq"};
    request.userDataFile = "my.yaml";
    request.userData = "#cloud-config\nhostname: theirs\npackages: [nano]\nruncmd:\n  - echo hi\n";
    const auto texts = vm::makeSeedTexts(request);
    VERIFY_RESULT(texts);
    const std::string &text = texts->userData;
    QVERIFY(text.starts_with("#cloud-config\n"));
    for (const char *part : {"hostname: theirs", "nano", "jq", "ssh-ed25519 AAAA us", "name: cat", "echo hi"})
        QVERIFY2(text.find(part) != std::string::npos, (std::string(part) + " in\n" + text).c_str());
    QVERIFY(texts->vendorData.empty());
    QCOMPARE(texts->metaData, std::string("instance-id: i-1\nlocal-hostname: box\n"));
}

void TestCloudConfig::aScriptKeepsItsFormAndOursGoesBesideIt()
{
    vm::SeedRequest request;
    request.instanceId = "i-2";
    request.hostname = "box";
    request.keys = {"ssh-rsa B"};
    request.userData = "#!/bin/sh\ntouch /x\n";
    const auto texts = vm::makeSeedTexts(request);
    VERIFY_RESULT(texts);
    QCOMPARE(texts->userData, request.userData);
    QVERIFY(texts->vendorData.find("ssh-rsa B") != std::string::npos);
    request.userData = "#cloud-config\nhostnme: x\n";
    QVERIFY(!vm::makeSeedTexts(request));
}

QTEST_GUILESS_MAIN(TestCloudConfig)
#include "tst_cloud_config.moc"
