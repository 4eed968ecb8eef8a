// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/stack_drop.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMimeData>
#include <QRegularExpression>
#include <QSaveFile>
#include <QUrl>

#include <algorithm>

namespace catamaran::bridge {

namespace {

using base::Errc;
using base::Error;

const QStringList kComposeNames = {QStringLiteral("compose.yaml"), QStringLiteral("compose.yml"),
                                   QStringLiteral("docker-compose.yml"),
                                   QStringLiteral("docker-compose.yaml")};
const QStringList kArchiveEnds = {
    QStringLiteral(".zip"),    QStringLiteral(".tar"),     QStringLiteral(".tar.gz"), QStringLiteral(".tgz"),
    QStringLiteral(".tar.xz"), QStringLiteral(".tar.zst"), QStringLiteral(".tar.bz2")};
constexpr qsizetype kMostText = 4 << 20;

QString translated(const char *words)
{
    return QCoreApplication::translate("catamaran::bridge", words);
}

bool endsWithOneOf(const QString &name, const QStringList &ends)
{
    return std::any_of(ends.begin(), ends.end(),
                       [&name](const QString &end) { return name.endsWith(end, Qt::CaseInsensitive); });
}

bool isYaml(const QString &name)
{
    return endsWithOneOf(name, {QStringLiteral(".yaml"), QStringLiteral(".yml")});
}

QString composeFileIn(const QString &directory)
{
    for (const QString &name : kComposeNames) {
        if (QFileInfo(QDir(directory).filePath(name)).isFile())
            return QDir(directory).filePath(name);
    }
    return {};
}

/// In the folder itself, or in the only folder inside it, as archives have it.
QString composeFileBelow(const QString &directory)
{
    if (const QString file = composeFileIn(directory); !file.isEmpty())
        return file;
    const QFileInfoList inner = QDir(directory).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot);
    return inner.size() == 1 ? composeFileIn(inner.constFirst().filePath()) : QString();
}

Error noComposeFile(const QString &where)
{
    return Error(Errc::NotFound, "there is no Compose file in " + where.toStdString())
        .withFix("Give a folder or an archive with a compose.yaml or docker-compose.yml at its top.");
}

StackSource sourceOf(const QString &file, const QString &title)
{
    StackSource source;
    source.files = {file};
    source.directory = QFileInfo(file).absolutePath();
    for (const char *name : {"compose.override.yml", "compose.override.yaml", "docker-compose.override.yml",
                             "docker-compose.override.yaml"}) {
        const QString other = QDir(source.directory).filePath(QLatin1String(name));
        if (kComposeNames.contains(QFileInfo(file).fileName()) && QFileInfo(other).isFile()) {
            source.files.append(other);
            break;
        }
    }
    source.title = title;
    return source;
}

QString shortHash(const QByteArray &content)
{
    return QString::fromLatin1(
        QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex().left(10));
}

base::Result<StackSource> writeText(const QByteArray &text, const QString &stem,
                                    const QString &stacksDirectory, const QString &title)
{
    // The folder's name becomes the project's where the file names none.
    const QDir directory(QDir(stacksDirectory).filePath(stem + QLatin1Char('-') + shortHash(text)));
    if (!QDir().mkpath(directory.path()))
        return base::fail(Error(Errc::System, "cannot make the folder " + directory.path().toStdString()));
    const QString path = directory.filePath(QStringLiteral("compose.yaml"));
    if (!QFileInfo::exists(path)) {
        QSaveFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
            return base::fail(Error(Errc::System, "cannot write " + path.toStdString() + ": " +
                                                      file.errorString().toStdString()));
    }
    return sourceOf(path, title);
}

base::Result<StackSource> unpacked(const QString &archive, const QString &stacksDirectory)
{
    const QFileInfo info(archive);
    QString stem = info.fileName();
    for (const QString &end : kArchiveEnds) {
        if (stem.endsWith(end, Qt::CaseInsensitive))
            stem.chop(end.size());
    }
    QFile file(archive);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file))
        return base::fail(Error(Errc::NotFound, "cannot read " + archive.toStdString() + ": " +
                                                    file.errorString().toStdString()));
    const QString name = stem.toLower().replace(QRegularExpression(QStringLiteral("[^a-z0-9_-]")), {});
    const QString target =
        QDir(stacksDirectory)
            .filePath(name + QLatin1Char('-') + QString::fromLatin1(hash.result().toHex().left(10)));
    if (!QFileInfo(target).isDir()) {
        // Unpacked beside and renamed, so that a broken archive leaves no half folder.
        const QString staging = target + QStringLiteral(".part");
        QDir(staging).removeRecursively();
        if (const auto done = unpackArchive(archive, staging); !done) {
            QDir(staging).removeRecursively();
            return base::fail(done.error());
        }
        if (!QDir().rename(staging, target))
            return base::fail(Error(Errc::System, "cannot make the folder " + target.toStdString()));
    }
    const QString compose = composeFileBelow(target);
    if (compose.isEmpty())
        return base::fail(noComposeFile(info.fileName()));
    return sourceOf(compose, archive);
}

} // namespace

QString StackOffer::name() const
{
    switch (kind) {
    case Kind::File:
        return paths.size() > 1 ? translated("%1 and %2 more")
                                      .arg(QFileInfo(paths.constFirst()).fileName())
                                      .arg(paths.size() - 1)
                                : QFileInfo(paths.value(0)).fileName();
    case Kind::Folder:
        return translated("the folder %1").arg(QFileInfo(paths.value(0)).fileName());
    case Kind::Archive:
        return translated("the archive %1").arg(QFileInfo(paths.value(0)).fileName());
    case Kind::Url:
        return url;
    case Kind::Text:
        return translated("the text");
    case Kind::None:
        break;
    }
    return {};
}

bool looksLikeCompose(const QString &text)
{
    static const QRegularExpression kTopLevel(
        QStringLiteral("^(services|include|name|version|networks|volumes|x-[A-Za-z0-9_-]+)[ \\t]*:"),
        QRegularExpression::MultilineOption);
    static const QRegularExpression kServices(QStringLiteral("^[\"']?(services|include)[\"']?[ \\t]*:"),
                                              QRegularExpression::MultilineOption);
    static const QRegularExpression kKubernetes(QStringLiteral("^(apiVersion|kind)[ \\t]*:"),
                                                QRegularExpression::MultilineOption);
    if (text.size() > kMostText || kKubernetes.match(text).hasMatch())
        return false;
    return kServices.match(text).hasMatch() ||
           (kTopLevel.match(text).hasMatch() && text.contains(QLatin1String("image:")));
}

StackOffer offerOfPaths(const QStringList &paths)
{
    StackOffer offer;
    if (paths.isEmpty())
        return offer;
    const QFileInfo first(paths.constFirst());
    if (paths.size() > 1) {
        if (std::all_of(paths.begin(), paths.end(), isYaml)) {
            offer.kind = StackOffer::Kind::File;
            offer.paths = paths;
        } else {
            offer.refusal = translated("Several things at once: drop one folder, one archive, or only YAML "
                                       "files");
        }
        return offer;
    }
    offer.paths = {first.absoluteFilePath()};
    if (first.isDir()) {
        offer.kind =
            composeFileIn(first.filePath()).isEmpty() ? StackOffer::Kind::None : StackOffer::Kind::Folder;
        if (offer.kind == StackOffer::Kind::None)
            offer.refusal = translated("There is no compose.yaml in the folder %1").arg(first.fileName());
    } else if (isYaml(first.fileName())) {
        offer.kind = StackOffer::Kind::File;
    } else if (endsWithOneOf(first.fileName(), kArchiveEnds)) {
        offer.kind = StackOffer::Kind::Archive;
    } else {
        offer.refusal = translated("%1 is no Compose file, folder or archive").arg(first.fileName());
    }
    return offer;
}

StackOffer offerOfText(const QString &text)
{
    StackOffer offer;
    const QString trimmed = text.trimmed();
    const bool oneLine = !trimmed.isEmpty() && !trimmed.contains(QLatin1Char('\n'));
    if (oneLine &&
        (trimmed.startsWith(QLatin1String("http://")) || trimmed.startsWith(QLatin1String("https://")))) {
        offer.kind = StackOffer::Kind::Url;
        offer.url = trimmed;
    } else if (oneLine && trimmed.startsWith(QLatin1String("file://"))) {
        return offerOfPaths({QUrl(trimmed).toLocalFile()});
    } else if (oneLine && trimmed.startsWith(QLatin1Char('/')) && QFileInfo::exists(trimmed)) {
        return offerOfPaths({trimmed});
    } else if (looksLikeCompose(text)) {
        offer.kind = StackOffer::Kind::Text;
        offer.text = text;
    } else if (!trimmed.isEmpty()) {
        offer.refusal = translated("The text is no Compose file: it has no services");
    }
    return offer;
}

StackOffer offerOf(const QMimeData &mime)
{
    if (mime.hasUrls()) {
        QStringList paths;
        for (const QUrl &url : mime.urls()) {
            if (url.isLocalFile())
                paths.append(QDir::cleanPath(url.toLocalFile()));
            else
                return offerOfText(url.toString());
        }
        return offerOfPaths(paths);
    }
    return mime.hasText() ? offerOfText(mime.text()) : StackOffer{};
}

base::Result<StackSource> materialise(const StackOffer &offer, const QString &stacksDirectory,
                                      const std::function<base::Result<QByteArray>(const QString &)> &fetch)
{
    switch (offer.kind) {
    case StackOffer::Kind::File: {
        if (!QFileInfo(offer.paths.value(0)).isFile())
            return base::fail(
                Error(Errc::NotFound, "there is no file " + offer.paths.value(0).toStdString()));
        StackSource source = sourceOf(offer.paths.constFirst(), offer.paths.constFirst());
        if (offer.paths.size() > 1)
            source.files = offer.paths;
        return source;
    }
    case StackOffer::Kind::Folder: {
        const QString file = composeFileIn(offer.paths.value(0));
        if (file.isEmpty())
            return base::fail(noComposeFile(offer.paths.value(0)));
        return sourceOf(file, offer.paths.constFirst());
    }
    case StackOffer::Kind::Archive:
        return unpacked(offer.paths.value(0), stacksDirectory);
    case StackOffer::Kind::Url: {
        CATAMARAN_TRY(const QByteArray text, fetch(offer.url));
        if (!looksLikeCompose(QString::fromUtf8(text)))
            return base::fail(
                Error(Errc::Parse, "what " + offer.url.toStdString() + " gives is no Compose file")
                    .withFix("Use the address of the raw file, not of the page that shows it."));
        return writeText(text, QStringLiteral("web"), stacksDirectory, offer.url);
    }
    case StackOffer::Kind::Text:
        return writeText(offer.text.toUtf8(), QStringLiteral("pasted"), stacksDirectory,
                         translated("pasted text"));
    case StackOffer::Kind::None:
        break;
    }
    return base::fail(Error(Errc::InvalidArgument, offer.refusal.isEmpty() ? "there is nothing to open"
                                                                           : offer.refusal.toStdString()));
}

} // namespace catamaran::bridge
