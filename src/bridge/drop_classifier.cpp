// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/bytes.h"
#include "src/bridge/proposal.h"
#include "src/bridge/words.h"
#include "src/vm/cloud_config.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QUrl>
#include <QXmlStreamReader>

#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <memory>

namespace catamaran::bridge {

namespace {

using Kind = Proposal::Kind;
using Verb = DeskCommand::Verb;

constexpr qint64 kHeadBytes = 256 * 1024;
constexpr qint64 kIsoMark = 0x8001; ///< "CD001" of ISO 9660's first volume descriptor
constexpr qsizetype kMostMembers = 5000;
constexpr std::size_t kBlock = 64 * 1024;

QString translated(const char *words)
{
    return QCoreApplication::translate("catamaran::bridge", words);
}

Proposal make(Kind kind, const QString &source, const QString &title, const QString &icon,
              const QString &explanation)
{
    Proposal out;
    out.kind = kind;
    out.source = source;
    out.title = title;
    out.icon = icon;
    out.explanation = explanation;
    return out;
}

Proposal refuse(const QString &source, const QString &why)
{
    Proposal out;
    out.title = translated("Nothing can be made of this");
    out.icon = QStringLiteral("triangle-alert");
    out.source = source;
    out.refusal = why;
    return out;
}

/// A file's name as the name of an image or VM: small letters, digits, dashes.
QString nameFrom(const QString &path)
{
    QString name = QFileInfo(path).fileName().toLower();
    static const QRegularExpression kEnds(
        QStringLiteral("\\.(tar|gz|tgz|zst|xz|bz2|qcow2|img|raw|vmdk|vdi|vhdx|vhd|ova|iso|yaml|yml)$"));
    while (kEnds.match(name).hasMatch())
        name.remove(kEnds);
    name.replace(QRegularExpression(QStringLiteral("[^a-z0-9._-]+")), QStringLiteral("-"));
    name.remove(QRegularExpression(QStringLiteral("^[^a-z0-9]+|[^a-z0-9]+$")));
    return name.isEmpty() ? QStringLiteral("dropped") : name.left(40);
}

QByteArray headOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(kHeadBytes) : QByteArray();
}

bool isText(const QByteArray &head)
{
    return !head.isEmpty() && !head.contains('\0');
}

Proposal stackProposal(const StackOffer &offer, const QString &source)
{
    Proposal out = make(Kind::Stack, source, translated("Open %1 as a stack").arg(offer.name()),
                        QStringLiteral("workflow"),
                        translated("You will see its services, ports and volumes. Nothing is started yet."));
    out.stack = offer;
    out.button = translated("Open");
    return out;
}

Proposal buildProposal(const QString &context, const QString &dockerfile, const QString &source)
{
    DeskCommand build;
    build.verb = Verb::Build;
    build.paths = {context};
    build.file = dockerfile;
    build.target =
        QStringLiteral("localhost/") + nameFrom(QFileInfo(context).fileName().isEmpty() ? source : context);
    Proposal out =
        make(Kind::Dockerfile, source, translated("Build an image of %1").arg(QFileInfo(source).fileName()),
             QStringLiteral("hammer"),
             translated("The instructions of the Dockerfile are carried out step by step; RUN steps run "
                        "in containers."));
    const QByteArray text =
        headOf(dockerfile.isEmpty() ? QDir(context).filePath(QStringLiteral("Dockerfile")) : dockerfile);
    int steps = 0;
    for (const QByteArray &raw : text.split('\n')) {
        const QByteArray line = raw.trimmed();
        if (line.toUpper().startsWith("FROM "))
            out.facts.append(translated("Made from %1")
                                 .arg(QString::fromUtf8(line.mid(5)).section(QLatin1Char(' '), 0, 0)));
        static const QRegularExpression kInstruction(QStringLiteral("^[A-Za-z]+\\s"));
        steps += !line.startsWith('#') && kInstruction.match(QString::fromUtf8(line)).hasMatch() ? 1 : 0;
    }
    if (steps > 0)
        out.facts.append(translated("About %1 instructions").arg(steps));
    out.command = build;
    out.askFor = translated("Name of the image");
    out.button = translated("Build");
    return out;
}

Proposal loadProposal(const QString &path, const QString &what)
{
    DeskCommand load;
    load.verb = Verb::Load;
    load.paths = {path};
    Proposal out = make(Kind::ImageArchive, path, load.title(), QStringLiteral("package"), what);
    out.command = load;
    out.button = translated("Load");
    return out;
}

Proposal vmProposal(Kind kind, const QString &path, const QString &format)
{
    DeskCommand create;
    create.verb = Verb::CreateVm;
    create.paths = {path};
    create.target = nameFrom(path);
    create.hull = Hull::Vm;
    Proposal out =
        make(kind, path, translated("Make a VM from %1").arg(QFileInfo(path).fileName()),
             kind == Kind::Iso ? QStringLiteral("disc") : QStringLiteral("monitor"),
             kind == Kind::Iso
                 ? translated("A full VM with an empty disk of 16 GiB starts from this installer.")
                 : translated("A full VM gets a disk of its own on top of this one, which is not changed."));
    out.facts = {format, translated("%1 on the disk")
                             .arg(QString::fromStdString(base::Bytes(QFileInfo(path).size()).human()))};
    out.command = create;
    out.askFor = translated("Name of the VM");
    out.button = translated("Make the VM");
    return out;
}

/// Names of a tar's or zip's members, at most kMostMembers; empty if it is none.
QStringList membersOf(const QString &path)
{
    struct Close {
        void operator()(archive *handle) const { archive_read_free(handle); }
    };
    const std::unique_ptr<archive, Close> handle(archive_read_new());
    archive_read_support_format_zip(handle.get());
    archive_read_support_format_tar(handle.get());
    archive_read_support_filter_all(handle.get());
    QStringList names;
    if (archive_read_open_filename(handle.get(), QFile::encodeName(path).constData(), kBlock) != ARCHIVE_OK)
        return names;
    archive_entry *entry = nullptr;
    while (names.size() < kMostMembers && archive_read_next_header(handle.get(), &entry) == ARCHIVE_OK) {
        const char *raw = archive_entry_pathname(entry);
        QString name = QString::fromUtf8(raw != nullptr ? raw : "");
        while (name.startsWith(QLatin1String("./")))
            name.remove(0, 2);
        while (name.startsWith(QLatin1Char('/')))
            name.remove(0, 1);
        names.append(name);
        // These decide at once; a layer behind them may be gigabytes.
        if (name == QLatin1String("oci-layout") || name == QLatin1String("manifest.json"))
            break;
    }
    return names;
}

Proposal archiveProposal(const QString &path)
{
    const QStringList members = membersOf(path);
    const auto has = [&members](const QString &name) { return members.contains(name); };
    const auto below = [&members](const QString &start) {
        return std::any_of(members.begin(), members.end(),
                           [&start](const QString &name) { return name.startsWith(start); });
    };
    if (has(QStringLiteral("oci-layout")) || has(QStringLiteral("manifest.json")) ||
        below(QStringLiteral("blobs/sha256")))
        return loadProposal(
            path, translated("An archive of images, as “save” writes it. Its images come into the store; "
                             "nothing is started."));
    if (!members.isEmpty() && members.constFirst().endsWith(QLatin1String(".ovf"), Qt::CaseInsensitive))
        return vmProposal(Kind::DiskImage, path, translated("An appliance (OVA)"));
    static const QRegularExpression kCompose(QStringLiteral("^([^/]+/)?(docker-)?compose\\.ya?ml$"));
    static const QRegularExpression kDockerfile(QStringLiteral("^(Dockerfile|Containerfile)$"));
    if (std::any_of(members.begin(), members.end(),
                    [](const QString &name) { return kCompose.match(name).hasMatch(); })) {
        StackOffer offer = offerOfPaths({path});
        if (offer.kind == StackOffer::Kind::Archive)
            return stackProposal(offer, path);
    }
    if (std::any_of(members.begin(), members.end(),
                    [](const QString &name) { return kDockerfile.match(name).hasMatch(); }))
        return buildProposal(path, {}, path);
    int roots = 0;
    for (const char *part : {"bin", "etc", "usr", "lib", "var", "sbin"}) {
        const QString name = QString::fromLatin1(part);
        roots += has(name) || below(name + QLatin1Char('/')) ? 1 : 0;
    }
    if (roots >= 2) {
        DeskCommand import;
        import.verb = Verb::Import;
        import.paths = {path};
        import.target = QStringLiteral("localhost/") + nameFrom(path);
        Proposal out =
            make(Kind::RootFs, path, translated("Import %1 as an image").arg(QFileInfo(path).fileName()),
                 QStringLiteral("file-archive"),
                 translated("The archive holds a root file system. It becomes an image of one layer."));
        out.command = import;
        out.askFor = translated("Name of the image");
        out.button = translated("Import");
        return out;
    }
    if (members.isEmpty())
        return refuse(path, translated("%1 cannot be read as an archive").arg(QFileInfo(path).fileName()));
    return refuse(path,
                  translated("The archive holds neither images nor a root file system, a Compose file or a "
                             "Dockerfile. It begins with: %1")
                      .arg(members.mid(0, 5).join(QStringLiteral(", "))));
}

Proposal envProposal(const QString &path, const QByteArray &head)
{
    Proposal out =
        make(Kind::EnvFile, path, translated("Variables of %1").arg(QFileInfo(path).fileName()),
             QStringLiteral("list-checks"),
             translated("A file of variables is used by a stack beside it, or given to a container. The "
                        "values are not shown."));
    int number = 0;
    QStringList names;
    static const QRegularExpression kLine(
        QStringLiteral("^(export[ \\t]+)?([A-Za-z_][A-Za-z0-9_.-]*)[ \\t]*[=:]"));
    static const QRegularExpression kBare(QStringLiteral("^[A-Za-z_][A-Za-z0-9_.-]*$"));
    bool quoted = false;
    for (const QString &raw : QString::fromUtf8(head).split(QLatin1Char('\n'))) {
        ++number;
        const QString line = raw.trimmed();
        if (quoted) { // a value in quotes goes over lines
            quoted = line.count(QLatin1Char('"')) % 2 == 0;
            continue;
        }
        if (line.isEmpty() || line.startsWith(QLatin1Char('#')) || kBare.match(line).hasMatch())
            continue;
        const auto match = kLine.match(line);
        if (!match.hasMatch()) {
            out.warnings.append(translated("Line %1 is no variable").arg(number));
            continue;
        }
        quoted = line.count(QLatin1Char('"')) % 2 == 1;
        names.append(match.captured(2));
    }
    out.facts.append(translated("%1 variables: %2")
                         .arg(names.size())
                         .arg(names.mid(0, 8).join(QStringLiteral(", ")) +
                              (names.size() > 8 ? QStringLiteral(", …") : QString())));
    const StackOffer beside = offerOfPaths({QFileInfo(path).absolutePath()});
    if (beside.kind == StackOffer::Kind::Folder) {
        out.facts.append(
            translated("There is a Compose file beside it, which reads a file named “.env” by itself"));
        out.stack = beside;
        out.button = translated("Open the stack");
    } else {
        out.line = QStringLiteral("catamaran run --env-file %1 IMAGE").arg(quoteForShell(path));
    }
    return out;
}

Proposal kubernetesProposal(const QString &text, const QString &source)
{
    Proposal out = make(Kind::Kubernetes, source, translated("Kubernetes manifests"),
                        QStringLiteral("file-code"), translated("These objects were found:"));
    static const QRegularExpression kKind(QStringLiteral("^kind[ \\t]*:[ \\t]*[\"']?([A-Za-z]+)"),
                                          QRegularExpression::MultilineOption);
    static const QRegularExpression kName(
        QStringLiteral(
            "^metadata[ \\t]*:[^\\n]*\\n(?:[ \\t]+[^\\n]*\\n)*?[ \\t]+name[ \\t]*:[ \\t]*[\"']?([^\\s\"']+)"),
        QRegularExpression::MultilineOption);
    static const QRegularExpression kDocuments(QStringLiteral("^---[^\\n]*$"),
                                               QRegularExpression::MultilineOption);
    // What a Compose stack could be made of; the rest needs a cluster.
    static const QStringList kKnown = {QStringLiteral("Pod"),
                                       QStringLiteral("Deployment"),
                                       QStringLiteral("StatefulSet"),
                                       QStringLiteral("DaemonSet"),
                                       QStringLiteral("Job"),
                                       QStringLiteral("CronJob"),
                                       QStringLiteral("ReplicaSet"),
                                       QStringLiteral("Service"),
                                       QStringLiteral("ConfigMap"),
                                       QStringLiteral("Secret"),
                                       QStringLiteral("PersistentVolumeClaim"),
                                       QStringLiteral("List")};
    for (const QString &document : (text + QLatin1Char('\n')).split(kDocuments)) {
        const auto kind = kKind.match(document);
        if (!kind.hasMatch())
            continue;
        if (kind.captured(1) == QLatin1String("List")) {
            static const QRegularExpression kInner(
                QStringLiteral("^[ \\t-]+kind[ \\t]*:[ \\t]*[\"']?([A-Za-z]+)"),
                QRegularExpression::MultilineOption);
            auto inner = kInner.globalMatch(document);
            while (inner.hasNext())
                out.facts.append(inner.next().captured(1));
            continue;
        }
        const auto name = kName.match(document);
        out.facts.append(kind.captured(1) +
                         (name.hasMatch() ? QLatin1Char(' ') + name.captured(1) : QString()));
        if (!kKnown.contains(kind.captured(1)))
            out.warnings.append(translated("%1 has a meaning in a cluster only").arg(kind.captured(1)));
    }
    out.warnings.removeDuplicates();
    out.refusal = translated("This version does not run Kubernetes manifests; write them as a Compose file");
    return out;
}

/// JSON manifests as the YAML lines that kubernetesProposal() reads; empty for other JSON.
QString manifestsOfJson(const QByteArray &text)
{
    const QJsonObject object = QJsonDocument::fromJson(text).object();
    if (!object.contains(QLatin1String("kind")) || !object.contains(QLatin1String("apiVersion")))
        return {};
    QJsonArray items{object};
    if (object.value(QLatin1String("kind")) == QLatin1String("List"))
        items = object.value(QLatin1String("items")).toArray();
    QString out;
    for (const QJsonValue &item : std::as_const(items))
        out += QStringLiteral("---\napiVersion: %1\nkind: %2\nmetadata:\n  name: %3\n")
                   .arg(item[QLatin1String("apiVersion")].toString(), item[QLatin1String("kind")].toString(),
                        item[QLatin1String("metadata")][QLatin1String("name")].toString());
    return out;
}

Proposal cloudInitProposal(const QByteArray &head, const QString &path)
{
    Proposal out =
        make(Kind::CloudInit, path, translated("User-data for a VM"), QStringLiteral("file-code"),
             translated("cloud-init reads it at a VM's first boot. It needs a disk image with cloud-init."));
    if (!path.isEmpty())
        out.line = QStringLiteral("catamaran vm create --cloud-init %1 --disk DISK").arg(quoteForShell(path));
    const auto checked =
        vm::checkUserData(std::string_view(head.constData(), static_cast<std::size_t>(head.size())),
                          QFileInfo(path).fileName().toStdString());
    if (checked)
        out.facts.append(translated("It is valid"));
    else
        out.warnings.append(QString::fromStdString(checked.error().text()));
    return out;
}

bool isLibvirtXml(const QByteArray &head)
{
    QXmlStreamReader xml(head);
    return xml.readNextStartElement() && xml.name() == QLatin1String("domain");
}

Proposal libvirtProposal(const QByteArray &head, const QString &path)
{
    Proposal out =
        make(Kind::LibvirtXml, path, translated("A VM's definition for libvirt"), QStringLiteral("file-code"),
             translated("A domain that libvirt runs appears here among the VMs by itself."));
    QXmlStreamReader xml(head);
    int depth = 0;
    QString disk;
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isEndElement())
            --depth;
        if (!xml.isStartElement())
            continue;
        ++depth;
        if (depth == 1)
            out.facts.append(translated("Runs with %1").arg(xml.attributes().value(QLatin1String("type"))));
        if (depth == 2 && xml.name() == QLatin1String("name")) {
            out.facts.append(translated("Name: %1").arg(xml.readElementText()));
            --depth;
        } else if (depth == 2 &&
                   (xml.name() == QLatin1String("memory") || xml.name() == QLatin1String("vcpu"))) {
            const QString unit = xml.attributes().value(QLatin1String("unit")).toString();
            const QString name = xml.name().toString();
            out.facts.append(name + QStringLiteral(": ") + xml.readElementText().trimmed() +
                             QLatin1Char(' ') + unit);
            --depth;
        } else if (disk.isEmpty() && xml.name() == QLatin1String("source") &&
                   xml.attributes().hasAttribute(QLatin1String("file"))) {
            disk = xml.attributes().value(QLatin1String("file")).toString();
        }
    }
    if (!disk.isEmpty()) {
        out.facts.append(translated("Disk: %1").arg(disk));
        if (!QFileInfo::exists(disk))
            out.warnings.append(translated("The disk %1 is not on this computer").arg(disk));
    }
    if (!path.isEmpty())
        out.line = QStringLiteral("virsh define ") + quoteForShell(path);
    return out;
}

bool looksLikeDockerfile(const QString &text)
{
    static const QRegularExpression kFirst(
        QStringLiteral("^(?:[ \\t]*(?:#[^\\n]*)?\\r?\\n|[ \\t]*ARG[ \\t][^\\n]*\\n)*[ \\t]*FROM[ \\t]+\\S"),
        QRegularExpression::CaseInsensitiveOption);
    return kFirst.match(text).hasMatch();
}

bool looksLikeKubernetes(const QString &text)
{
    static const QRegularExpression kVersion(QStringLiteral("^apiVersion[ \\t]*:"),
                                             QRegularExpression::MultilineOption);
    static const QRegularExpression kKind(QStringLiteral("^kind[ \\t]*:"),
                                          QRegularExpression::MultilineOption);
    return kVersion.match(text).hasMatch() && kKind.match(text).hasMatch();
}

bool looksLikeUserData(const QByteArray &head)
{
    return head.startsWith("#cloud-") || head.startsWith("## template: jinja\n#cloud-config");
}

bool isEnvName(const QString &name)
{
    return name == QLatin1String(".env") || name.startsWith(QLatin1String(".env.")) ||
           name.endsWith(QLatin1String(".env"), Qt::CaseInsensitive);
}

bool isDockerfileName(const QString &name)
{
    return name.startsWith(QLatin1String("Dockerfile")) || name.startsWith(QLatin1String("Containerfile")) ||
           name.endsWith(QLatin1String(".dockerfile"), Qt::CaseInsensitive);
}

Proposal directoryProposal(const QString &path)
{
    const QDir directory(path);
    const StackOffer offer = offerOfPaths({path});
    if (offer.kind == StackOffer::Kind::Folder)
        return stackProposal(offer, path);
    for (const char *name : {"Dockerfile", "Containerfile"}) {
        const QString file = directory.filePath(QString::fromLatin1(name));
        if (QFileInfo(file).isFile())
            return buildProposal(path, QLatin1String(name) == QLatin1String("Dockerfile") ? QString() : file,
                                 path);
    }
    if (QFileInfo(directory.filePath(QStringLiteral("oci-layout"))).isFile())
        return loadProposal(path,
                            translated("The folder is an OCI image layout. Its images come into the store."));
    QString all;
    const auto files =
        directory.entryInfoList({QStringLiteral("*.yaml"), QStringLiteral("*.yml")}, QDir::Files, QDir::Name);
    for (const QFileInfo &file : files)
        all += QStringLiteral("\n---\n") + QString::fromUtf8(headOf(file.filePath()));
    if (looksLikeKubernetes(all))
        return kubernetesProposal(all, path);
    return refuse(path, translated("The folder holds no Compose file, Dockerfile or image layout"));
}

Proposal fileProposal(const QString &path)
{
    const QString name = QFileInfo(path).fileName();
    const QByteArray head = headOf(path);
    if (head.isEmpty())
        return refuse(path, QFileInfo(path).isReadable() ? translated("%1 is empty").arg(name)
                                                         : translated("%1 cannot be read").arg(name));
    const auto at = [&head](qsizetype offset, const char *magic) {
        return head.mid(offset, static_cast<qsizetype>(qstrlen(magic))) == magic;
    };
    if (at(0, "QFI\xfb"))
        return vmProposal(Kind::DiskImage, path, translated("A qcow2 disk image"));
    if (at(0, "KDMV") || at(0, "# Disk DescriptorFile"))
        return vmProposal(Kind::DiskImage, path, translated("A VMDK disk image"));
    if (at(0, "vhdxfile") || at(0, "conectix"))
        return vmProposal(Kind::DiskImage, path, translated("A VHD disk image"));
    if (at(64, "\x7f\x10\xda\xbe"))
        return vmProposal(Kind::DiskImage, path, translated("A VDI disk image"));
    if (at(kIsoMark, "CD001"))
        return vmProposal(Kind::Iso, path, translated("A disc image (ISO 9660)"));
    if (at(257, "ustar") || at(0, "\x1f\x8b") || at(0, "\x28\xb5\x2f\xfd") ||
        at(0, "\xfd"
              "7zXZ") ||
        at(0, "BZh") || at(0, "PK\x03\x04"))
        return archiveProposal(path);
    static const QStringList kRaw = {QStringLiteral("img"), QStringLiteral("raw"), QStringLiteral("iso")};
    if (head.size() >= 512 && at(510, "\x55\xaa") && kRaw.contains(QFileInfo(path).suffix().toLower()))
        return vmProposal(Kind::DiskImage, path, translated("A raw disk image"));
    if (!isText(head))
        return refuse(path,
                      translated("%1 is neither an archive nor a disk image that is known here").arg(name));
    const QString text = QString::fromUtf8(head);
    if (looksLikeUserData(head))
        return cloudInitProposal(head, path);
    if (isEnvName(name))
        return envProposal(path, head);
    if (text.trimmed().startsWith(QLatin1Char('<')))
        return isLibvirtXml(head) ? libvirtProposal(head, path)
                                  : refuse(path, translated("%1 is XML, but no domain of libvirt").arg(name));
    const bool yaml = name.endsWith(QLatin1String(".yaml"), Qt::CaseInsensitive) ||
                      name.endsWith(QLatin1String(".yml"), Qt::CaseInsensitive);
    if (looksLikeKubernetes(text))
        return kubernetesProposal(text, path);
    if (const QString manifests = manifestsOfJson(head); !manifests.isEmpty())
        return kubernetesProposal(manifests, path);
    if (isDockerfileName(name) || (!yaml && looksLikeDockerfile(text)))
        return buildProposal(QFileInfo(path).absolutePath(),
                             name == QLatin1String("Dockerfile") ? QString() : path, path);
    if (looksLikeCompose(text)) {
        StackOffer offer;
        offer.kind = StackOffer::Kind::File;
        offer.paths = {QFileInfo(path).absoluteFilePath()};
        return stackProposal(offer, path);
    }
    return refuse(
        path, translated("%1 is text, but no Compose file, Dockerfile, manifest, user-data or libvirt XML")
                  .arg(name));
}

Proposal copyProposal(const QStringList &paths, const WorkloadRow &onto)
{
    DeskCommand copy;
    copy.verb = Verb::CopyIn;
    copy.subject = onto.key.id;
    copy.label = onto.name;
    copy.paths = paths;
    copy.hull = onto.key.hull;
    copy.target = QStringLiteral("/tmp");
    Proposal out = make(Kind::CopyFiles,
                        paths.size() == 1 ? paths.constFirst() : translated("%1 files").arg(paths.size()),
                        translated("Copy into %1").arg(onto.name), QStringLiteral("upload"),
                        translated("Files of the same name are replaced."));
    for (const QString &path : paths)
        out.facts.append(QFileInfo(path).fileName());
    if (onto.key.hull == Hull::Vm && !onto.isRunning())
        out.refusal = translated("The VM %1 does not run").arg(onto.name);
    if (onto.key.hull == Hull::Vm) {
        // SSH asks for keys and answers; a terminal can.
        out.line = copy.commandLine();
        out.explanation = translated("Files reach a VM over SSH, from a terminal. Copy the line.");
    } else {
        out.command = copy;
        out.askFor = translated("Folder inside");
        out.button = translated("Copy");
    }
    return out;
}

} // namespace

QString promiseOf(const QStringList &paths, const QString &text)
{
    if (paths.isEmpty())
        return text.trimmed().isEmpty() ? QString() : translated("Look at the text");
    static const QStringList kOthers = {QStringLiteral("png"), QStringLiteral("jpg"), QStringLiteral("jpeg"),
                                        QStringLiteral("gif"), QStringLiteral("svg"), QStringLiteral("webp"),
                                        QStringLiteral("mp3"), QStringLiteral("mp4"), QStringLiteral("mkv"),
                                        QStringLiteral("pdf"), QStringLiteral("odt"), QStringLiteral("docx"),
                                        QStringLiteral("deb"), QStringLiteral("rpm"), QStringLiteral("exe")};
    if (paths.size() > 1)
        return {};
    const QFileInfo file(paths.constFirst());
    if (kOthers.contains(file.suffix().toLower()))
        return {};
    const QString name = file.fileName();
    const QString suffix = file.suffix().toLower();
    if (file.isDir()) {
        const QDir directory(file.filePath());
        if (QFileInfo(directory.filePath(QStringLiteral("Dockerfile"))).isFile() ||
            QFileInfo(directory.filePath(QStringLiteral("Containerfile"))).isFile())
            return translated("Build an image of %1").arg(name);
        return QFileInfo(directory.filePath(QStringLiteral("oci-layout"))).isFile()
                   ? translated("Load images of %1").arg(name)
                   : QString();
    }
    if (isDockerfileName(name))
        return translated("Build an image of %1").arg(name);
    for (const char *disk : {"qcow2", "vmdk", "vdi", "vhd", "vhdx", "ova", "iso", "img", "raw"}) {
        if (suffix == QLatin1String(disk))
            return translated("Make a VM from %1").arg(name);
    }
    return translated("Look at %1").arg(name);
}

Proposal proposalOfPaths(const QStringList &paths, const WorkloadRow *onto)
{
    if (paths.isEmpty())
        return refuse({}, translated("There is nothing in it"));
    for (const QString &path : paths) {
        if (!QFileInfo::exists(path))
            return refuse(path, translated("%1 is not there").arg(path));
    }
    if (onto != nullptr)
        return copyProposal(paths, *onto);
    if (paths.size() > 1) {
        const StackOffer offer = offerOfPaths(paths);
        return offer.kind == StackOffer::Kind::None ? refuse(paths.constFirst(), offer.refusal)
                                                    : stackProposal(offer, paths.constFirst());
    }
    const QString path = QFileInfo(paths.constFirst()).absoluteFilePath();
    return QFileInfo(path).isDir() ? directoryProposal(path) : fileProposal(path);
}

Proposal proposalOfText(const QString &text)
{
    const QString trimmed = text.trimmed();
    const QString shown = trimmed.section(QLatin1Char('\n'), 0, 0).left(120);
    if (trimmed.startsWith(QLatin1String("catamaran:")))
        return proposalOfLink(trimmed);
    if (looksLikeUserData(trimmed.toUtf8()))
        return cloudInitProposal(trimmed.toUtf8(), {});
    if (looksLikeKubernetes(text))
        return kubernetesProposal(text, shown);
    if (trimmed.startsWith(QLatin1Char('<')) && isLibvirtXml(trimmed.toUtf8()))
        return libvirtProposal(trimmed.toUtf8(), {});
    if (trimmed.contains(QLatin1Char('\n'))) {
        const StackOffer offer = offerOfText(text);
        return offer.kind == StackOffer::Kind::None ? refuse(shown, offer.refusal)
                                                    : stackProposal(offer, shown);
    }
    static const QRegularExpression kRun(QStringLiteral("^(?:sudo +)?(?:docker|podman|nerdctl) +(.+)$"));
    if (const auto run = kRun.match(trimmed); run.hasMatch()) {
        Proposal out =
            make(Kind::Image, trimmed, translated("The same for Catamaran"), QStringLiteral("copy"),
                 translated("Catamaran takes the same words. Copy the line into a terminal."));
        out.line = QStringLiteral("catamaran ") + run.captured(1);
        return out;
    }
    if (trimmed.startsWith(QLatin1String("http://")) || trimmed.startsWith(QLatin1String("https://"))) {
        const QUrl url(trimmed, QUrl::StrictMode);
        if (!url.isValid() || url.host().isEmpty())
            return refuse(trimmed, translated("This is no valid address"));
        // A registry's web page stands for its image.
        static const QRegularExpression kHub(QStringLiteral("^/(?:_|r)/([a-z0-9._/-]+?)/?$"));
        const auto hub = kHub.match(url.path());
        DeskCommand pull;
        if (url.host() == QLatin1String("hub.docker.com") && hub.hasMatch()) {
            pull.subject = hub.captured(1);
            Proposal out = make(Kind::Image, trimmed, pull.title(), QStringLiteral("download"),
                                translated("The page is that of an image. It is fetched, not started."));
            out.command = pull;
            out.button = translated("Pull");
            return out;
        }
        if (url.path().endsWith(QLatin1String(".git")) ||
            (url.host() == QLatin1String("github.com") && url.path().count(QLatin1Char('/')) == 2)) {
            Proposal out = buildProposal(trimmed, {}, trimmed);
            out.facts.clear();
            out.explanation = translated("The repository is fetched with git, and its Dockerfile is built.");
            return out;
        }
        static const QStringList kDisks = {QStringLiteral(".qcow2"), QStringLiteral(".img"),
                                           QStringLiteral(".iso"), QStringLiteral(".ova")};
        for (const QString &end : kDisks) {
            if (url.path().endsWith(end, Qt::CaseInsensitive)) {
                Proposal out = make(Kind::DiskImage, trimmed, translated("A disk image in the web"),
                                    QStringLiteral("monitor"),
                                    translated("Fetch it first; then drop the file here to make a VM."));
                out.line = QStringLiteral("curl -LO ") + quoteForShell(trimmed);
                return out;
            }
        }
        return stackProposal(offerOfText(trimmed), trimmed);
    }
    if (trimmed.startsWith(QLatin1String("file://")))
        return proposalOfPaths({QUrl(trimmed).toLocalFile()});
    if (trimmed.startsWith(QLatin1Char('/')) && QFileInfo::exists(trimmed))
        return proposalOfPaths({trimmed});
    static const QRegularExpression kReference(QStringLiteral(
        "^[a-z0-9][a-z0-9._-]*(:[0-9]+)?(/[a-z0-9][a-z0-9._-]*)*(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?"
        "(@sha256:[0-9a-f]{64})?$"));
    if (kReference.match(trimmed).hasMatch()) {
        DeskCommand pull;
        pull.subject = trimmed;
        Proposal out = make(Kind::Image, trimmed, pull.title(), QStringLiteral("download"),
                            translated("The text is the name of an image. It is fetched, not started."));
        out.command = pull;
        out.button = translated("Pull");
        return out;
    }
    return refuse(shown, translated("The text is no Compose file, address or name of an image"));
}

} // namespace catamaran::bridge
