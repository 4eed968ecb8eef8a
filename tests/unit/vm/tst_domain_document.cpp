// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "hypervisor/xml/domain_document.h"
#include "hypervisor/xml/domain_xml.h"
#include "tests/support/support.h"

#include <QTest>
#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>
#include <sstream>

using namespace catamaran;
using hv::xml::DomainDocument;

class TestDomainDocument : public QObject {
    Q_OBJECT

private slots:
    void corpus();
    void editsChangeNothingElse();
    void disksAreListedAddedAndRemoved();
};

namespace {

/// Defines the text on the connection and takes it away again: empty, or libvirt's complaint.
std::string defineOn(virConnectPtr connection, const std::string &text)
{
    virDomainPtr domain = virDomainDefineXML(connection, text.c_str());
    if (domain == nullptr)
        return virGetLastErrorMessage();
    virDomainUndefine(domain);
    virDomainFree(domain);
    return {};
}

const char *const kDomain = R"(<domain type='kvm' xmlns:their='urn:them'>
  <name>box</name>
  <metadata><their:thing level='3'><!-- kept --></their:thing></metadata>
  <memory unit='MiB'>512</memory>
  <vcpu placement='static' current='1'>4</vcpu>
  <cpu><topology sockets='1' cores='4' threads='1'/></cpu>
  <devices>
    <disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='/d/a.qcow2'/><target dev='vda' bus='virtio'/></disk>
    <disk type='file' device='cdrom'><target dev='sda' bus='sata'/><readonly/></disk>
    <interface type='user'><mac address='52:54:00:00:00:01'/></interface>
  </devices>
</domain>)";

} // namespace

/// Every document is read, given the test driver's type as the recorded answers were, written back, and shown
/// to libvirt's test driver beside the original text: both must get the answer on record.
void TestDomainDocument::corpus()
{
    const std::string root = test::corpusDirectory() + "/gpl/domain-xml";
    const auto table = base::readFile(root + "/expected.tsv");
    if (!table)
        QSKIP("the corpus is not here");
    virSetErrorFunc(nullptr, [](void *, virErrorPtr) {});
    virConnectPtr connection = virConnectOpen("test:///default");
    if (connection == nullptr)
        QSKIP("libvirt's test driver is not here");
    int all = 0;
    int asOriginal = 0;
    int asRecorded = 0;
    int accepted = 0;
    int read = 0;
    std::istringstream lines(*table);
    std::string line;
    std::getline(lines, line);
    while (std::getline(lines, line)) {
        const auto tab = line.find('\t');
        const std::string id = line.substr(0, tab);
        const bool shouldPass = line.substr(tab + 1).starts_with("accepted");
        const auto text = base::readFile(root + "/files/" + id);
        VERIFY_RESULT(text);
        ++all;
        const auto view = hv::xml::readDomain(*text);
        auto document = DomainDocument::parse(*text);
        VERIFY_RESULT(document);
        if (view && !view->name.empty() && view->name == document->name())
            ++read;
        document->setType("test");
        // The original, changed by hand where the type stands and nowhere else.
        std::string original = *text;
        const auto at = original.find("type=\"");
        original.replace(at, original.find('"', at + 6) - at + 1, "type=\"test\"");
        const std::string complaint = defineOn(connection, document->text());
        const std::string theirs = defineOn(connection, original);
        asOriginal += complaint == theirs ? 1 : 0;
        asRecorded += complaint.empty() == shouldPass ? 1 : 0;
        accepted += complaint.empty() ? 1 : 0;
        if (complaint != theirs || complaint.empty() != shouldPass)
            qWarning("%s: ours '%s', the original '%s', on record %s", id.c_str(), complaint.c_str(),
                     theirs.c_str(), shouldPass ? "accepted" : "refused");
    }
    virConnectClose(connection);
    qInfo("domain documents: %d of %d read, %d written back with the original's answer, %d with that on "
          "record, %d accepted",
          read, all, asOriginal, asRecorded, accepted);
    QCOMPARE(read, all);
    QCOMPARE(asOriginal, all);
    QCOMPARE(asRecorded, all);
}

void TestDomainDocument::editsChangeNothingElse()
{
    auto document = DomainDocument::parse(kDomain);
    VERIFY_RESULT(document);
    document->setName("a <new> & name");
    document->setMemory(base::Bytes::mib(1024));
    document->setCpus(2);
    document->dropMacAddresses();
    document->replaceEverywhere("/d/a.qcow2", "/e/b.qcow2");
    const std::string text = document->text();
    QVERIFY(text.find("<their:thing level=\"3\"><!-- kept --></their:thing>") != std::string::npos);
    QVERIFY(text.find("topology") == std::string::npos);
    QVERIFY(text.find("52:54") == std::string::npos);
    QVERIFY(text.find("/e/b.qcow2") != std::string::npos);
    const auto view = hv::xml::readDomain(text);
    VERIFY_RESULT(view);
    QCOMPARE(view->name, std::string("a <new> & name"));
    QCOMPARE(view->cpus, 2U);
    QCOMPARE(view->memory.count, base::Bytes::mib(1024).count);
    QVERIFY(!DomainDocument::parse("<network/>"));
    QVERIFY(!DomainDocument::parse("nothing"));
}

void TestDomainDocument::disksAreListedAddedAndRemoved()
{
    auto document = DomainDocument::parse(kDomain);
    VERIFY_RESULT(document);
    QCOMPARE(document->disks().size(), std::size_t{2});
    QCOMPARE(document->disks()[0].path, std::string("/d/a.qcow2"));
    QCOMPARE(document->disks()[1].device, std::string("cdrom"));
    QCOMPARE(document->freeTarget("vd"), std::string("vdb"));
    VERIFY_RESULT(document->addDevice("<disk type='file'><source file='/x'/><target dev='vdb'/></disk>"));
    QCOMPARE(document->freeTarget("vd"), std::string("vdc"));
    QVERIFY(document->diskXml("vdb").starts_with("<disk"));
    QVERIFY(document->removeDisk("vdb"));
    QVERIFY(!document->removeDisk("vdb"));
    VERIFY_RESULT(document->addDevice(
        "<filesystem type='mount'><driver type='path'/><source dir='/s'/><target dir='t'/></filesystem>"));
    QCOMPARE(document->shares().front().tag, std::string("t"));
    QVERIFY(document->removeShare("t"));
}

QTEST_GUILESS_MAIN(TestDomainDocument)
#include "tst_domain_document.moc"
