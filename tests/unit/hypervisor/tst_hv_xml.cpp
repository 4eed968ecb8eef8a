// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "hypervisor/xml/domain_xml.h"
#include "hypervisor/xml/xml_writer.h"
#include "tests/support/support.h"

#include <QTest>
#include <cstdlib>

using namespace catamaran;
using namespace catamaran::hv;

class TestHvXml : public QObject {
    Q_OBJECT

private slots:
    void theDomainIsTheGoldenFile_data();
    void theDomainIsTheGoldenFile();
    void whatIsWrittenIsReadBack();
    void hostileTextsAreEscapedAndSurvive();
    void aForeignDomainHasNoMetadata();
    void textThatIsNoDomainIsAParseError();
};

namespace {

xml::DomainDescription description(Profile profile, Accelerator accelerator)
{
    xml::DomainDescription d;
    d.uuid = "12345678-9abc-4def-8123-456789abcdef";
    d.domainName = "ct-123456789abc";
    d.metadata.name = "web";
    d.metadata.image = "localhost/demo:latest";
    d.metadata.imageId = "sha256:abc";
    d.metadata.instance = "i1";
    d.metadata.profile = profile;
    d.metadata.accelerator = accelerator;
    d.metadata.kernel = "6.1.0-1-cloud-amd64";
    d.metadata.directory = "/data/vm/machines/m";
    d.metadata.disk = "/data/vm/disks/k.erofs";
    d.metadata.createdNs = 1700000000123456789;
    d.metadata.autoRemove = true;
    d.metadata.arguments = {"/bin/httpd", "-p", "80"};
    d.metadata.ports = {{"", 8080, 80, false}, {"127.0.0.1", 5353, 53, true}};
    d.metadata.labels = {{"a", "b"}};
    d.memory = base::Bytes::mib(128);
    d.cpus = 2;
    d.vmlinux = "/data/vm/kernels/6.1/vmlinux";
    d.initrd = "/data/vm/machines/m/initrd";
    d.commandLine = "quiet console=ttyS0";
    d.controlSocket = "/run/c/1.ctl";
    d.journalFile = "/data/vm/machines/m/journal";
    d.consoleFile = "/data/vm/machines/m/console";
    d.macAddress = "52:54:00:12:34:56";
    return d;
}

} // namespace

void TestHvXml::theDomainIsTheGoldenFile_data()
{
    QTest::addColumn<int>("profile");
    QTest::addColumn<int>("accelerator");
    QTest::newRow("lean-tcg") << int(Profile::Lean) << int(Accelerator::Tcg);
    QTest::newRow("lean-kvm") << int(Profile::Lean) << int(Accelerator::Kvm);
    QTest::newRow("micro-tcg") << int(Profile::Micro) << int(Accelerator::Tcg);
    QTest::newRow("micro-kvm") << int(Profile::Micro) << int(Accelerator::Kvm);
}

void TestHvXml::theDomainIsTheGoldenFile()
{
    QFETCH(int, profile);
    QFETCH(int, accelerator);
    const std::string path = test::sourceDirectory() + "/tests/data/xml/" + QTest::currentDataTag() + ".xml";
    const std::string text =
        xml::writeDomain(description(static_cast<Profile>(profile), static_cast<Accelerator>(accelerator)));
    // CATAMARAN_UPDATE_GOLDEN=1 rewrites the files; look at the difference before committing it.
    if (std::getenv("CATAMARAN_UPDATE_GOLDEN") != nullptr)
        VERIFY_RESULT(base::writeFileAtomic(path, text));
    const auto golden = base::readFile(path);
    VERIFY_RESULT(golden);
    QCOMPARE(QString::fromStdString(text), QString::fromStdString(*golden));
}

void TestHvXml::whatIsWrittenIsReadBack()
{
    const xml::DomainDescription d = description(Profile::Micro, Accelerator::Kvm);
    const auto view = xml::readDomain(xml::writeDomain(d));
    VERIFY_RESULT(view);
    QCOMPARE(view->name, d.domainName);
    QCOMPARE(view->uuid, std::string("123456789abc4def8123456789abcdef"));
    QCOMPARE(view->title, std::string("web"));
    QVERIFY(view->memory == d.memory);
    QCOMPARE(view->cpus, 2U);
    QVERIFY(view->accelerator == Accelerator::Kvm);
    QVERIFY(view->metadata.has_value());
    QCOMPARE(view->metadata->image, d.metadata.image);
    QVERIFY(view->metadata->profile == Profile::Micro);
    QVERIFY(view->metadata->ports == d.metadata.ports);
    QVERIFY(view->metadata->arguments == d.metadata.arguments);
    QVERIFY(view->metadata->labels == d.metadata.labels);
    QCOMPARE(view->metadata->createdNs, d.metadata.createdNs);
    QVERIFY(view->metadata->autoRemove);
}

void TestHvXml::hostileTextsAreEscapedAndSurvive()
{
    xml::DomainDescription d = description(Profile::Lean, Accelerator::Tcg);
    const std::string hostile = "</ct:vm><evil a='\"&amp;\n\t]]>\xC3\xA4";
    d.metadata.labels = {{hostile, hostile}};
    d.metadata.arguments = {hostile};
    d.journalFile = "/tmp/a,append=off/journal";
    const std::string text = xml::writeDomain(d);
    QVERIFY(text.find("<evil") == std::string::npos);
    QVERIFY2(text.find("path=/tmp/a,,append=off/journal") != std::string::npos, "QEMU's comma is doubled");
    const auto view = xml::readDomain(text);
    VERIFY_RESULT(view);
    QCOMPARE(view->metadata->arguments.front(), hostile);
    QCOMPARE(view->metadata->labels.at(hostile), hostile);
    // What XML cannot hold at all must not make the document unreadable.
    d.metadata.name = std::string("a\x01z", 3);
    VERIFY_RESULT(xml::readDomain(xml::writeDomain(d)));
}

void TestHvXml::aForeignDomainHasNoMetadata()
{
    const auto view = xml::readDomain(
        "<domain type='kvm'><name>fedora</name><uuid>12345678-9abc-4def-8123-456789abcdef</uuid>"
        "<metadata><x:vm xmlns:x='urn:other' name='no'/></metadata><memory unit='KiB'>1048576</memory>"
        "<vcpu placement='static'>4</vcpu><devices><serial type='pty'><source "
        "path='/dev/pts/3'/></serial></devices>"
        "</domain>");
    VERIFY_RESULT(view);
    QVERIFY(!view->metadata);
    QCOMPARE(view->memory.count, std::int64_t{1} << 30);
    QCOMPARE(view->cpus, 4U);
    QCOMPARE(view->consoleTty, std::string("/dev/pts/3"));
}

void TestHvXml::textThatIsNoDomainIsAParseError()
{
    for (const char *text : {"", "<", "<network/>", "<domain>", "not xml"}) {
        const auto view = xml::readDomain(text);
        QVERIFY2(!view, text);
        QCOMPARE(view.error().code(), base::Errc::Parse);
    }
}

QTEST_GUILESS_MAIN(TestHvXml)
#include "tst_hv_xml.moc"
