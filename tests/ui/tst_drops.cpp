// SPDX-License-Identifier: GPL-3.0-or-later
// What can be made of files and texts: by their content, with files that others wrote.
#include "src/bridge/proposal.h"
#include "tests/support/support.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTest>
#include <archive.h>
#include <archive_entry.h>
#include <fstream>

using namespace catamaran;
using bridge::Proposal;
using Kind = Proposal::Kind;

namespace {

QString write(const test::TemporaryDirectory &directory, const char *name, const std::string &content)
{
    const std::string path = directory.file(name);
    std::ofstream(path, std::ios::binary) << content;
    return QString::fromStdString(path);
}

/// A tar of empty files.
QString tar(const test::TemporaryDirectory &directory, const char *name, const QStringList &members,
            bool gzip = false)
{
    const QString path = QString::fromStdString(directory.file(name));
    archive *out = archive_write_new();
    archive_write_set_format_ustar(out);
    if (gzip)
        archive_write_add_filter_gzip(out);
    archive_write_open_filename(out, qPrintable(path));
    for (const QString &member : members) {
        archive_entry *entry = archive_entry_new();
        archive_entry_set_pathname(entry, qPrintable(member));
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        archive_entry_set_size(entry, 1);
        archive_write_header(out, entry);
        archive_write_data(out, "x", 1);
        archive_entry_free(entry);
    }
    archive_write_free(out);
    return path;
}

Proposal look(const QString &path)
{
    return bridge::proposalOfPaths({path});
}

QString corpus(const char *below)
{
    const std::string directory = test::corpusDirectory();
    return directory.empty() ? QString()
                             : QDir(QString::fromStdString(directory)).filePath(QString::fromLatin1(below));
}

/// Files below a folder that do not come out as `kind`, beside those that are expected to.
QStringList others(const QString &folder, const QStringList &patterns, Kind kind, int &seen)
{
    QStringList wrong;
    QDirIterator walk(folder, patterns, QDir::Files, QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        const QString path = walk.next();
        ++seen;
        const Proposal proposal = look(path);
        if (proposal.kind != kind)
            wrong.append(QDir(folder).relativeFilePath(path) + QStringLiteral(": ") + proposal.title +
                         QStringLiteral(" / ") + proposal.refusal);
    }
    return wrong;
}

} // namespace

class DropsTest : public QObject {
    Q_OBJECT

private slots:
    void contentDecidesNotTheName()
    {
        test::TemporaryDirectory d;
        struct Row {
            QString path;
            Kind kind;
            const char *line; ///< a part of it
        };
        std::string iso(0x8800, 'x');
        iso.replace(0x8001, 5, "CD001");
        iso[0] = '\0';
        std::string raw(4096, '\0');
        raw[510] = '\x55';
        raw[511] = '\xaa';
        const QList<Row> rows{
            {write(d, "disk.bin", std::string("QFI\xfb\0\0\0\3", 8)), Kind::DiskImage,
             "vm create --name disk.bin --disk"},
            {write(d, "a.vmdk", "KDMV\1"), Kind::DiskImage, "vm create --name a --disk"},
            {write(d, "b.vhdx", "vhdxfile"), Kind::DiskImage, "--disk"},
            {write(d, "install.iso", iso), Kind::Iso, "vm create --name install --iso"},
            {write(d, "raw.img", raw), Kind::DiskImage, "--disk"},
            {tar(d, "saved.tar", {"blobs/sha256/aa", "index.json", "oci-layout"}), Kind::ImageArchive,
             "load --input"},
            {tar(d, "docker.tgz", {"1234/layer.tar", "manifest.json"}, true), Kind::ImageArchive,
             "load --input"},
            {tar(d, "root.tar.gz", {"./bin/sh", "./etc/passwd", "./usr/x"}, true), Kind::RootFs,
             "root.tar.gz localhost/root"},
            {tar(d, "appliance.ova", {"box.ovf", "box-disk1.vmdk"}), Kind::DiskImage, "--disk"},
            {tar(d, "shop.tar", {"shop/compose.yaml", "shop/web/x"}), Kind::Stack, ""},
            {tar(d, "ctx.tar", {"Dockerfile", "src/a.c"}), Kind::Dockerfile, "build --tag localhost/ctx"},
            {tar(d, "photos.tar", {"a.jpg", "b.jpg"}), Kind::Nothing, ""},
            {write(d, "Dockerfile", "# syntax=docker/dockerfile:1\nARG V=1\nFROM debian:$V\nRUN true\n"),
             Kind::Dockerfile, "catamaran build --tag localhost/"},
            {write(d, "build.txt", "FROM scratch\nCOPY x /\n"), Kind::Dockerfile, "--file"},
            {write(d, "user-data", "#cloud-config\npackages: [vim]\n"), Kind::CloudInit,
             "vm create --cloud-init"},
            {write(d, "prod.env", "A=1\n# no\nexport B=\x22two\nlines\x22\nC\n"), Kind::EnvFile,
             "run --env-file"},
            {write(d, "kube.yaml", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n"), Kind::Kubernetes,
             ""},
            {write(d, "stack.yaml", "services:\n  web:\n    image: x\n"), Kind::Stack, "compose --file"},
            {write(d, "box.xml",
                   "<domain type='kvm'><name>box</name><memory unit='MiB'>512</memory></domain>"),
             Kind::LibvirtXml, "virsh define"},
            {write(d, "page.xml", "<html/>"), Kind::Nothing, ""},
            {write(d, "words.txt", "just words\n"), Kind::Nothing, ""},
            {write(d, "empty", ""), Kind::Nothing, ""},
            {write(d, "noise", std::string("\1\2\0\3", 4)), Kind::Nothing, ""}};
        for (const Row &row : rows) {
            const Proposal proposal = look(row.path);
            QVERIFY2(proposal.kind == row.kind,
                     qPrintable(row.path + QStringLiteral(": ") + proposal.title + proposal.refusal));
            QVERIFY2(proposal.commandLine().contains(QLatin1String(row.line)),
                     qPrintable(proposal.commandLine()));
            QVERIFY(!proposal.title.isEmpty() && !proposal.icon.isEmpty());
            QVERIFY(proposal.kind != Kind::Nothing || !proposal.refusal.isEmpty());
        }
        QVERIFY(!look(QStringLiteral("/no/such/file")).isPossible());
    }

    void secretsOfAnEnvFileStayHidden()
    {
        test::TemporaryDirectory d;
        const Proposal proposal = look(write(d, ".env", "PASSWORD=hunter2\nTOKEN: abc\n!!\n"));
        QCOMPARE(proposal.kind, Kind::EnvFile);
        QVERIFY(
            proposal.facts.join(QLatin1Char(' ')).contains(QStringLiteral("2 variables: PASSWORD, TOKEN")));
        QVERIFY(
            !(proposal.facts + proposal.warnings).join(QLatin1Char(' ')).contains(QStringLiteral("hunter2")));
        QVERIFY(proposal.warnings.contains(QStringLiteral("Line 3 is no variable")));
    }

    void filesOntoAWorkloadAreForIt()
    {
        test::TemporaryDirectory d;
        const QString file = write(d, "a.txt", "x");
        bridge::WorkloadRow row;
        row.key = {bridge::Hull::Container, QStringLiteral("c1")};
        row.name = QStringLiteral("web");
        row.state = bridge::State::Running;
        Proposal proposal = bridge::proposalOfPaths({file}, &row);
        QCOMPARE(proposal.kind, Kind::CopyFiles);
        QCOMPARE(proposal.commandLine(), QStringLiteral("catamaran cp %1 web:/tmp").arg(file));
        QVERIFY(proposal.hasAction());
        row.key.hull = bridge::Hull::Vm;
        proposal = bridge::proposalOfPaths({file}, &row);
        QVERIFY(proposal.commandLine().startsWith(QStringLiteral("catamaran vm cp ")));
        QVERIFY(!proposal.hasAction());
    }

    void textsAndAddresses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("line"); ///< "!" for a refusal, "stack" for one
        const auto row = [](const char *text, const char *line) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(line);
        };
        row("nginx:1.25", "catamaran pull nginx:1.25");
        row("ghcr.io/a/b@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
            "catamaran pull "
            "ghcr.io/a/b@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
        row("docker run -p 80:80 nginx", "catamaran run -p 80:80 nginx");
        row("sudo podman ps", "catamaran ps");
        row("https://hub.docker.com/_/redis", "catamaran pull redis");
        row("https://hub.docker.com/r/grafana/loki", "catamaran pull grafana/loki");
        row("https://github.com/a/b", "catamaran build --tag localhost/b https://github.com/a/b");
        row("https://example.org/x.qcow2", "curl -LO https://example.org/x.qcow2");
        row("https://example.org/compose.yaml", "stack");
        row("services:\n  a:\n    image: b\n", "stack");
        row("catamaran://pull?image=demo", "catamaran pull demo");
        row("Hello there!", "!");
        row("apiVersion: v1\nkind: Pod\n", "!");
    }
    void textsAndAddresses()
    {
        QFETCH(QString, text);
        QFETCH(QString, line);
        const Proposal proposal = bridge::proposalOfText(text);
        if (line == QLatin1String("!")) {
            QVERIFY(!proposal.isPossible());
        } else if (line == QLatin1String("stack")) {
            QVERIFY(proposal.stack.kind != bridge::StackOffer::Kind::None);
        } else {
            QVERIFY2(proposal.isPossible(), qPrintable(proposal.refusal));
            QCOMPARE(proposal.commandLine(), line);
        }
    }

    void manifestsOfOthersAreKnownWithTheirKinds()
    {
        const QString folder = corpus("k8s/manifests");
        QFile table(folder + QStringLiteral("/expected.tsv"));
        if (folder.isEmpty() || !table.open(QIODevice::ReadOnly))
            QSKIP("the corpus is not beside this checkout");
        int seen = 0;
        QStringList wrong;
        const auto lines = QString::fromUtf8(table.readAll()).split(QLatin1Char('\n'));
        for (const QString &line : lines.mid(1)) {
            const QStringList fields = line.split(QLatin1Char('\t'));
            if (fields.size() < 5 || fields[2] != QLatin1String("valid") || fields[4].isEmpty())
                continue;
            ++seen;
            const Proposal proposal = look(folder + QStringLiteral("/files/") + fields[0]);
            QSet<QString> kinds;
            for (const QString &fact : proposal.facts)
                kinds.insert(fact.section(QLatin1Char(' '), 0, 0));
            const QStringList wanted = fields[4].split(QLatin1Char(','));
            if (proposal.kind != Kind::Kubernetes || kinds != QSet<QString>(wanted.begin(), wanted.end()))
                wrong.append(fields[0] + QStringLiteral(": ") +
                             QStringList(kinds.values()).join(QLatin1Char(',')) + QStringLiteral(" for ") +
                             fields[4]);
        }
        qInfo("%d manifests, %d disagree", seen, static_cast<int>(wrong.size()));
        QVERIFY(seen > 100);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
    }

    void userDataComposeAndDomainsOfOthersAreKnown()
    {
        if (corpus("vm").isEmpty() || !QDir(corpus("vm")).exists())
            QSKIP("the corpus is not beside this checkout");
        struct Row {
            const char *folder;
            QStringList patterns;
            Kind kind;
            int least;
            int mostOthers;
        };
        const QList<Row> rows{{"vm/cloud-config/files", {"*.yaml"}, Kind::CloudInit, 50, 0},
                              {"gpl/domain-xml/files", {"*.xml"}, Kind::LibvirtXml, 50, 0},
                              {"compose/stacks/cases",
                               {"compose.yaml", "compose.yml", "docker-compose.y*ml"},
                               Kind::Stack,
                               15,
                               0}};
        for (const Row &row : rows) {
            int seen = 0;
            const QStringList wrong = others(corpus(row.folder), row.patterns, row.kind, seen);
            qInfo("%s: %d files, %d come out otherwise", row.folder, seen, static_cast<int>(wrong.size()));
            QVERIFY(seen >= row.least);
            QVERIFY2(wrong.size() <= row.mostOthers, qPrintable(wrong.join(QLatin1Char('\n'))));
        }
    }
};

QTEST_GUILESS_MAIN(DropsTest)
#include "tst_drops.moc"
