// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/engine_tools.h"

#include "engine/api/bootstrap.h"
#include "engine/api/engine.h"
#include "engine/api/registries.h"
#include "engine/api/understanding.h"
#include "engine/spec/parse.h"
#include "src/bridge/tool_job.h"
#include "src/bridge/words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cstdio>
#include <set>
#include <unistd.h>

namespace catamaran::bridge {

namespace {

using base::Errc;
using base::Error;
namespace image = engine::image;
namespace inspect = engine::inspect;

QString say(const char *words)
{
    return QCoreApplication::translate("catamaran::bridge::Tool", words);
}

// Containers

ToolAnswer rename(const ToolJob &job)
{
    CATAMARAN_CHECK(job.engine().rename(job.subject, job.value("name")));
    return say("%1 is called %2 now").arg(job.command.name(), textOf(job.value("name")));
}

ToolAnswer update(const ToolJob &job)
{
    engine::UpdateRequest request;
    auto &limits = request.resources;
    CATAMARAN_TRY(limits.memory, bytesOf(job, "memory"));
    CATAMARAN_TRY(limits.memorySwap, bytesOf(job, "swap"));
    CATAMARAN_TRY(limits.cpus, numberOf(job, "cpus"));
    CATAMARAN_TRY(limits.pids, wholeNumberOf(job, "pids"));
    limits.cpusetCpus = job.value("cpuset");
    if (!job.value("restart").empty()) {
        CATAMARAN_TRY(request.restart, engine::spec::parseRestartPolicy(job.value("restart")));
    }
    CATAMARAN_CHECK(job.engine().update(job.subject, request));
    return say("%1 has its new limits").arg(job.command.name());
}

/// The processes of the PID namespace of `first`; proc_pid_stat(5) and proc_pid_status(5).
ToolAnswer processes(pid_t first)
{
    const auto space = [](const QString &pid) {
        return QFile::symLinkTarget(QStringLiteral("/proc/%1/ns/pid").arg(pid));
    };
    const auto read = [](const QString &pid, const char *file) {
        QFile open(QStringLiteral("/proc/%1/%2").arg(pid, QLatin1String(file)));
        return open.open(QIODevice::ReadOnly) ? open.readAll() : QByteArray();
    };
    const QString wanted = space(QString::number(first));
    if (wanted.isEmpty())
        return base::fail(Error(Errc::System, "the processes of the container cannot be read")
                              .withFix("Run this as the user who started the container."));
    QList<QStringList> rows{{QStringLiteral("PID"), QStringLiteral("PPID"), QStringLiteral("UID"),
                             QStringLiteral("TIME"), QStringLiteral("CMD")}};
    QList<qint64> pids;
    for (const QString &entry : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        bool ok = false;
        const qint64 pid = entry.toLongLong(&ok);
        if (ok && space(entry) == wanted)
            pids.append(pid);
    }
    std::sort(pids.begin(), pids.end());
    const auto ticks = static_cast<double>(::sysconf(_SC_CLK_TCK));
    for (const qint64 pid : std::as_const(pids)) {
        const QString name = QString::number(pid);
        const QByteArray stat = read(name, "stat");
        // The name in brackets may hold blanks and brackets.
        const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
        if (fields.size() < 13)
            continue;
        const double seconds = (fields[11].toDouble() + fields[12].toDouble()) / ticks;
        QString owner;
        for (const QByteArray &line : read(name, "status").split('\n')) {
            if (line.startsWith("Uid:"))
                owner = QString::fromLatin1(line.simplified().split(' ').value(1));
        }
        QString words = QString::fromUtf8(read(name, "cmdline").replace('\0', ' ')).trimmed();
        if (words.isEmpty())
            words = QStringLiteral("[%1]").arg(
                QString::fromUtf8(stat.mid(stat.indexOf('(') + 1).split(')').value(0)));
        rows.append({name, QString::fromLatin1(fields[1]), owner,
                     QTime(0, 0).addSecs(static_cast<int>(seconds)).toString(QStringLiteral("HH:mm:ss")),
                     words});
    }
    return inColumns(rows);
}

ToolAnswer top(const ToolJob &job)
{
    CATAMARAN_TRY(const auto details, job.engine().inspect(job.subject));
    if (details.pid <= 0)
        return base::fail(Error(Errc::InvalidState, job.command.name().toStdString() + " is not running"));
    return processes(details.pid);
}

ToolAnswer changes(const ToolJob &job)
{
    CATAMARAN_TRY(const auto changed, job.engine().changes(job.subject));
    QStringList lines;
    for (const engine::FileChange &change : changed)
        lines.append((change.kind == engine::FileChange::Kind::Added     ? QStringLiteral("A ")
                      : change.kind == engine::FileChange::Kind::Deleted ? QStringLiteral("D ")
                                                                         : QStringLiteral("C ")) +
                     textOf(change.path));
    return lines.isEmpty() ? say("Nothing differs from the image") : lines.join(QLatin1Char('\n'));
}

ToolAnswer ports(const ToolJob &job)
{
    CATAMARAN_TRY(const core::Workload workload, job.deck.find(job.subject));
    QStringList lines;
    for (const auto &port : workload.ports)
        lines.append(QStringLiteral("%1/%2 -> %3:%4")
                         .arg(port.containerPort)
                         .arg(port.protocol == engine::spec::Protocol::Udp ? QStringLiteral("udp")
                                                                           : QStringLiteral("tcp"),
                              port.hostIp.empty() ? QStringLiteral("0.0.0.0") : textOf(port.hostIp))
                         .arg(port.hostPort));
    return lines.isEmpty() ? say("No port is published") : lines.join(QLatin1Char('\n'));
}

ToolAnswer signal(const ToolJob &job)
{
    CATAMARAN_CHECK(job.engine().kill(job.subject, job.value("signal")));
    return say("%1 has the signal %2").arg(job.command.name(), textOf(job.value("signal")));
}

ToolAnswer wait(const ToolJob &job)
{
    CATAMARAN_TRY(const int code, job.engine().wait(job.subject, job.context));
    return endedText(job, code);
}

engine::CheckpointPlace checkpointOf(const ToolJob &job)
{
    return {job.value("name"), {}};
}

ToolAnswer createCheckpoint(const ToolJob &job)
{
    CATAMARAN_CHECK(
        job.engine().createCheckpoint(job.subject, checkpointOf(job), job.isOn("running"), job.context));
    return say("The checkpoint %1 of %2 is kept").arg(textOf(job.value("name")), job.command.name());
}

ToolAnswer startFromCheckpoint(const ToolJob &job)
{
    CATAMARAN_CHECK(job.engine().startFrom(job.subject, checkpointOf(job), job.context));
    return say("%1 goes on from the checkpoint %2").arg(job.command.name(), textOf(job.value("name")));
}

ToolAnswer checkpoints(const ToolJob &job)
{
    CATAMARAN_TRY(const auto all, job.engine().checkpoints(job.subject, {}));
    QStringList lines;
    for (const engine::Checkpoint &checkpoint : all)
        lines.append(QStringLiteral("%1  %2").arg(
            QDateTime::fromMSecsSinceEpoch(checkpoint.createdNs / 1'000'000).toString(Qt::ISODate),
            textOf(checkpoint.name)));
    return lines.isEmpty() ? say("No checkpoint was kept") : lines.join(QLatin1Char('\n'));
}

ToolAnswer removeCheckpoint(const ToolJob &job)
{
    CATAMARAN_CHECK(job.engine().removeCheckpoint(job.subject, checkpointOf(job)));
    return say("The checkpoint %1 is gone").arg(textOf(job.value("name")));
}

ToolAnswer commit(const ToolJob &job)
{
    engine::CommitRequest request;
    request.tag = job.value("tag");
    request.author = job.value("author");
    request.message = job.value("message");
    if (!job.value("change").empty())
        request.changes = {job.value("change")};
    CATAMARAN_TRY(const std::string id, job.engine().commit(job.subject, request, job.context));
    return say("The image %1 is made")
        .arg(request.tag.empty() ? textOf(id).section(QLatin1Char(':'), -1).left(12) : textOf(request.tag));
}

ToolAnswer exportFiles(const ToolJob &job)
{
    CATAMARAN_CHECK(writeTo(job.path("file"), [&job](const engine::ByteSink &sink) {
        return job.engine().exportFilesystem(job.subject, sink, job.context);
    }));
    return savedTo(job.path("file"));
}

// Images

ToolAnswer tag(const ToolJob &job)
{
    CATAMARAN_CHECK(job.engine().images().tag(job.subject, job.value("tag")));
    return say("%1 is also called %2").arg(job.command.name(), textOf(job.value("tag")));
}

ToolAnswer create(const ToolJob &job)
{
    engine::spec::ContainerSpec spec;
    spec.image = job.subject;
    spec.name = job.value("name");
    const auto words = splitCommand(textOf(job.value("command")));
    if (!words)
        return base::fail(Error(Errc::InvalidArgument, "the command has a quote that is not closed")
                              .withFix("Close it, or put a backslash before it"));
    for (const QString &word : *words)
        spec.command.push_back(word.toStdString());
    CATAMARAN_TRY(const std::string id, job.engine().create(spec, job.context));
    return say("The container %1 is made").arg(spec.name.empty() ? textOf(id).left(12) : textOf(spec.name));
}

ToolAnswer push(const ToolJob &job)
{
    CATAMARAN_TRY(const auto sent,
                  job.engine().images().push(
                      {job.subject, job.isOn("all")},
                      [&job](const image::TransferEvent &event) { job.onStep(stepOf(event)); }, job.context));
    QStringList names;
    for (const image::PushResult &one : sent)
        names.append(textOf(one.reference));
    return say("Pushed %1").arg(names.join(QStringLiteral(", ")));
}

ToolAnswer save(const ToolJob &job)
{
    CATAMARAN_CHECK(writeTo(job.path("file"), [&job](const engine::ByteSink &sink) {
        return job.engine().images().save({{job.subject}, {}}, sink, job.context);
    }));
    return savedTo(job.path("file"));
}

ToolAnswer history(const ToolJob &job)
{
    CATAMARAN_TRY(const auto steps, job.engine().images().history(job.subject));
    QList<QStringList> rows{
        {QStringLiteral("CREATED"), QStringLiteral("SIZE"), QStringLiteral("CREATED BY")}};
    for (const auto &step : steps)
        rows.append({textOf(step.created).left(19), humanBytes(step.sizeBytes),
                     textOf(step.createdBy.empty() ? step.comment : step.createdBy)});
    return inColumns(rows);
}

ToolAnswer imageDiff(const ToolJob &job)
{
    CATAMARAN_TRY(const auto one, job.engine().images().resolve(job.subject, job.context));
    CATAMARAN_TRY(const auto other, job.engine().images().resolve(job.value("other"), job.context));
    CATAMARAN_TRY(const auto found, inspect::compareImages(one, other, job.context));
    if (found.empty())
        return say("They do not differ");
    QStringList lines;
    for (const auto &setting : found.settings)
        lines.append(QStringLiteral("%1: %2 → %3")
                         .arg(textOf(setting.name), textOf(setting.before), textOf(setting.after)));
    for (const auto &package : found.packages)
        lines.append(QStringLiteral("%1 %2: %3 → %4")
                         .arg(textOf(package.type), textOf(package.name),
                              package.before.empty() ? QStringLiteral("–") : textOf(package.before),
                              package.after.empty() ? QStringLiteral("–") : textOf(package.after)));
    for (const auto &file : found.files)
        lines.append((file.kind == inspect::LayerChange::Kind::Added     ? QStringLiteral("A ")
                      : file.kind == inspect::LayerChange::Kind::Changed ? QStringLiteral("C ")
                                                                         : QStringLiteral("D ")) +
                     textOf(file.path));
    return lines.join(QLatin1Char('\n'));
}

QJsonArray jsonOf(const std::vector<std::string> &list)
{
    QJsonArray array;
    for (const std::string &one : list)
        array.append(textOf(one));
    return array;
}

QString shown(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson()).trimmed();
}

ToolAnswer imageInspect(const ToolJob &job)
{
    CATAMARAN_TRY(const image::ImageDetails details, job.engine().images().describe(job.subject));
    QJsonObject labels;
    for (const auto &[key, value] : details.config.labels)
        labels.insert(textOf(key), textOf(value));
    return shown(
        {{QStringLiteral("Id"), textOf(details.id)},
         {QStringLiteral("RepoTags"), jsonOf(details.tags)},
         {QStringLiteral("RepoDigests"), jsonOf(details.repositoryDigests)},
         {QStringLiteral("Manifest"), textOf(details.manifestDigest)},
         {QStringLiteral("Size"), humanBytes(details.sizeBytes)},
         {QStringLiteral("Env"), jsonOf(details.config.environment)},
         {QStringLiteral("Entrypoint"),
          jsonOf(details.config.entrypoint.value_or(std::vector<std::string>()))},
         {QStringLiteral("Cmd"), jsonOf(details.config.command.value_or(std::vector<std::string>()))},
         {QStringLiteral("WorkingDir"), textOf(details.config.workingDirectory)},
         {QStringLiteral("User"), textOf(details.config.user)},
         {QStringLiteral("Labels"), labels}});
}

ToolAnswer sbom(const ToolJob &job)
{
    CATAMARAN_TRY(const auto resolved, job.engine().images().resolve(job.subject, job.context));
    CATAMARAN_TRY(const auto inventory, inspect::takeInventory(resolved, job.context));
    const inspect::SbomSubject about{resolved.reference, resolved.id, resolved.config.created};
    const std::string format = job.value("format");
    const std::string list = format == "spdx"        ? inspect::sbomSpdx(inventory, about)
                             : format == "cyclonedx" ? inspect::sbomCycloneDx(inventory, about)
                                                     : inspect::sbomText(inventory);
    CATAMARAN_CHECK(writeTo(job.path("file"), [&list](const engine::ByteSink &sink) { return sink(list); }));
    return savedTo(job.path("file"));
}

ToolAnswer manifest(const ToolJob &job)
{
    using engine::registries::Verification;
    CATAMARAN_TRY(const auto found, engine::registries::manifest(job.subject,
                                                                 job.isOn("plain") ? Verification::Skipped
                                                                                   : Verification::Required,
                                                                 job.context));
    return textOf(found.bytes);
}

ToolAnswer load(const ToolJob &job)
{
    CATAMARAN_TRY(const auto loaded, job.engine().images().load({job.path("file"), {}}, job.context));
    QStringList names;
    for (const auto &one : loaded)
        names.append(one.tag.empty() ? textOf(one.id).section(QLatin1Char(':'), -1).left(12)
                                     : textOf(one.tag));
    return say("Loaded %1").arg(names.join(QStringLiteral(", ")));
}

ToolAnswer import(const ToolJob &job)
{
    image::ImportRequest request;
    request.archive = job.path("file");
    request.tag = job.value("tag");
    request.message = job.value("message");
    CATAMARAN_TRY(const std::string id, job.engine().images().importImage(request, job.context));
    return say("The image %1 is made")
        .arg(request.tag.empty() ? textOf(id).section(QLatin1Char(':'), -1).left(12) : textOf(request.tag));
}

ToolAnswer bootstrap(const ToolJob &job)
{
    engine::BootstrapRequest request;
    request.kind = job.value("kind");
    request.tag = job.value("tag");
    CATAMARAN_TRY(const auto made, engine::bootstrapImage(job.engine().images(), request, job.context));
    return say("The image %1 is made").arg(textOf(made.tag));
}

ToolAnswer search(const ToolJob &job)
{
    // As docker: a first part with a dot, a port or "localhost" is a registry.
    const std::string term = job.value("term");
    const std::size_t slash = term.find('/');
    const std::string first = slash == std::string::npos ? std::string() : term.substr(0, slash);
    const bool hasHost = first.find_first_of(".:") != std::string::npos || first == "localhost";
    CATAMARAN_TRY(const auto found,
                  engine::registries::search(hasHost ? first : "docker.io",
                                             hasHost ? term.substr(slash + 1) : term, 50, job.context));
    QList<QStringList> rows{{QStringLiteral("NAME"), QStringLiteral("STARS"), QStringLiteral("OFFICIAL"),
                             QStringLiteral("DESCRIPTION")}};
    for (const auto &one : found)
        rows.append({textOf(one.name), QString::number(one.stars),
                     one.official ? QStringLiteral("[OK]") : QString(), textOf(one.description)});
    return rows.size() == 1 ? say("Nothing is found") : inColumns(rows);
}

ToolAnswer login(const ToolJob &job)
{
    const auto password = job.command.values.value(QStringLiteral("password")).toStdString();
    CATAMARAN_TRY(const std::string where,
                  engine::registries::login(job.value("server"), job.value("user"), password,
                                            engine::registries::KeepPassword::Safely, job.context));
    return say("Logged in to %1; the password is kept in %2").arg(textOf(job.value("server")), textOf(where));
}

ToolAnswer logout(const ToolJob &job)
{
    CATAMARAN_TRY(const bool was, engine::registries::logout(job.value("server")));
    return was ? say("Logged out of %1").arg(textOf(job.value("server")))
               : say("Nobody was logged in to %1").arg(textOf(job.value("server")));
}

ToolAnswer pruneImages(const ToolJob &job)
{
    CATAMARAN_TRY(const auto images, job.engine().images().list());
    CATAMARAN_TRY(const auto containers, job.engine().containers(true));
    std::set<std::string> used;
    for (const auto &container : containers)
        used.insert(container.imageId);
    int removed = 0;
    for (const auto &one : images) {
        if (used.contains(one.id) || (!job.isOn("all") && !one.tags.empty()))
            continue;
        const auto done = job.engine().images().remove(one.id, one.tags.size() > 1);
        if (!done && done.error().code() != Errc::InvalidState) // that is: used by a VM, or taken meanwhile
            return base::fail(Error(done.error()));
        removed += done ? 1 : 0;
    }
    return say("%1 images are gone").arg(removed);
}

// Volumes and networks

ToolAnswer volumeInspect(const ToolJob &job)
{
    CATAMARAN_TRY(const auto info,
                  job.engine().volumes().inspect(job.subject, engine::VolumeService::Sizes::Yes));
    QJsonObject labels;
    for (const auto &[key, value] : info.labels)
        labels.insert(textOf(key), textOf(value));
    QJsonObject options;
    for (const auto &[key, value] : info.options)
        options.insert(textOf(key), textOf(value));
    return shown({{QStringLiteral("Name"), textOf(info.name)},
                  {QStringLiteral("Driver"), textOf(info.driver)},
                  {QStringLiteral("Mountpoint"), textOf(info.mountPoint)},
                  {QStringLiteral("Size"), info.sizeBytes ? humanBytes(*info.sizeBytes) : QString()},
                  {QStringLiteral("Labels"), labels},
                  {QStringLiteral("Options"), options},
                  {QStringLiteral("Users"), jsonOf(info.users)}});
}

ToolAnswer networkInspect(const ToolJob &job)
{
    CATAMARAN_TRY(const auto network, job.engine().networks().network(job.subject));
    QJsonArray pools;
    for (const auto &pool : network.pools)
        pools.append(QJsonObject{{QStringLiteral("Subnet"), textOf(pool.subnet)},
                                 {QStringLiteral("IPRange"), textOf(pool.ipRange)},
                                 {QStringLiteral("Gateway"), textOf(pool.gateway)}});
    QJsonArray members;
    if (const auto list = job.engine().networks().members(network.name)) {
        for (const auto &member : *list)
            members.append(QJsonObject{{QStringLiteral("Name"), textOf(member.name)},
                                       {QStringLiteral("IPv4Address"), textOf(member.endpoint.address)},
                                       {QStringLiteral("IPv6Address"), textOf(member.endpoint.address6)},
                                       {QStringLiteral("MacAddress"), textOf(member.endpoint.mac)}});
    }
    QJsonObject labels;
    for (const auto &[key, value] : network.labels)
        labels.insert(textOf(key), textOf(value));
    QJsonObject options;
    for (const auto &[key, value] : network.options)
        options.insert(textOf(key), textOf(value));
    return shown({{QStringLiteral("Name"), textOf(network.name)},
                  {QStringLiteral("Id"), textOf(network.id)},
                  {QStringLiteral("Driver"), textOf(network.driver)},
                  {QStringLiteral("Bridge"), textOf(network.bridge)},
                  {QStringLiteral("Internal"), network.internal},
                  {QStringLiteral("EnableIPv6"), network.ipv6},
                  {QStringLiteral("IPAM"), pools},
                  {QStringLiteral("Containers"), members},
                  {QStringLiteral("Options"), options},
                  {QStringLiteral("Labels"), labels}});
}

ToolAnswer pruneNetworks(const ToolJob &job)
{
    CATAMARAN_TRY(const auto networks, job.engine().networks().list());
    QStringList gone;
    for (const auto &network : networks) {
        const bool fixed = network.name == "bridge" || network.name == "host" || network.name == "none";
        // One that something is on is refused, and stays.
        if (fixed || !job.engine().networks().removeNetwork(network.name))
            continue;
        job.engine().recordEvent(
            {"network", "destroy", network.id, {{"name", network.name}, {"type", network.driver}}, 0});
        gone.append(textOf(network.name));
    }
    return gone.isEmpty() ? say("Every network is in use")
                          : say("Removed %1").arg(gone.join(QStringLiteral(", ")));
}

ToolAnswer reconcileNetworks(const ToolJob &job)
{
    CATAMARAN_CHECK(job.engine().networks().reconcile());
    return say("Links and firewall rules are as recorded");
}

constexpr ToolCall kCalls[] = {
    {"rename", rename},
    {"update", update},
    {"top", top},
    {"diff", changes},
    {"port", ports},
    {"kill", signal},
    {"wait", wait},
    {"checkpoint create", createCheckpoint},
    {"checkpoint ls", checkpoints},
    {"checkpoint rm", removeCheckpoint},
    {"start", startFromCheckpoint},
    {"commit", commit},
    {"export", exportFiles},
    {"tag", tag},
    {"create", create},
    {"push", push},
    {"save", save},
    {"history", history},
    {"image diff", imageDiff},
    {"image inspect", imageInspect},
    {"sbom", sbom},
    {"manifest inspect", manifest},
    {"volume inspect", volumeInspect},
    {"network inspect", networkInspect},
    {"load", load},
    {"import", import},
    {"image bootstrap", bootstrap},
    {"search", search},
    {"login", login},
    {"logout", logout},
    {"image prune", pruneImages},
    {"network prune", pruneNetworks},
    {"network reconcile", reconcileNetworks},
};

} // namespace

base::Result<std::optional<base::Bytes>> bytesOf(const ToolJob &job, const char *id)
{
    const std::string value = job.value(id);
    if (value.empty())
        return std::optional<base::Bytes>();
    if (value == "-1")
        return std::optional(base::Bytes(-1));
    CATAMARAN_TRY(const base::Bytes parsed, base::Bytes::parse(value));
    return std::optional(parsed);
}

base::Result<std::optional<double>> numberOf(const ToolJob &job, const char *id)
{
    const QString value = textOf(job.value(id));
    if (value.isEmpty())
        return std::optional<double>();
    bool ok = false;
    const double number = value.toDouble(&ok);
    if (!ok)
        return base::fail(Error(Errc::InvalidArgument, "\"" + value.toStdString() + "\" is not a number"));
    return std::optional(number);
}

base::Result<std::optional<std::int64_t>> wholeNumberOf(const ToolJob &job, const char *id)
{
    const QString value = textOf(job.value(id));
    if (value.isEmpty())
        return std::optional<std::int64_t>();
    bool ok = false;
    const qint64 number = value.toLongLong(&ok);
    if (!ok)
        return base::fail(
            Error(Errc::InvalidArgument, "\"" + value.toStdString() + "\" is not a whole number"));
    return std::optional<std::int64_t>(number);
}

base::Result<void> writeTo(const std::string &path,
                           const std::function<base::Result<void>(const engine::ByteSink &)> &produce)
{
    const std::string partial = path + ".part-" + std::to_string(::getpid());
    std::FILE *file = std::fopen(partial.c_str(), "wxe");
    if (file == nullptr)
        return base::failErrno("write " + path);
    auto done = produce([file, &path](std::string_view part) -> base::Result<void> {
        if (std::fwrite(part.data(), 1, part.size(), file) != part.size())
            return base::failErrno("write " + path);
        return {};
    });
    if (std::fclose(file) != 0 && done)
        done = base::failErrno("write " + path);
    if (done && std::rename(partial.c_str(), path.c_str()) != 0)
        done = base::failErrno("write " + path);
    if (!done)
        ::unlink(partial.c_str());
    return done;
}

QString savedTo(const std::string &path)
{
    return say("Saved to %1").arg(QFile::decodeName(QByteArray::fromStdString(path)));
}

QString endedText(const ToolJob &job, int code)
{
    return say("%1 has ended with exit code %2").arg(job.command.name()).arg(code);
}

QString inColumns(const QList<QStringList> &rows)
{
    QList<qsizetype> widths;
    for (const QStringList &row : rows) {
        for (qsizetype i = 0; i < row.size(); ++i) {
            if (i == widths.size())
                widths.append(0);
            widths[i] = qMax(widths[i], row[i].size());
        }
    }
    QStringList lines;
    for (const QStringList &row : rows) {
        QString line;
        for (qsizetype i = 0; i < row.size(); ++i)
            line += i + 1 < row.size() ? row[i].leftJustified(widths[i] + 2) : row[i];
        lines.append(line);
    }
    return lines.join(QLatin1Char('\n'));
}

base::Result<QString> performTool(core::Deck &deck, const DeskCommand &command,
                                  const std::function<void(const DeskStep &)> &onStep,
                                  const base::OperationContext &given)
{
    // Steps without a number of their own are lines of the dialog, too.
    base::OperationContext context = given;
    context.onProgress = [&onStep](const base::Progress &progress) {
        DeskStep step;
        step.id = textOf(progress.step);
        step.title = step.id;
        step.state = DeskStep::State::Running;
        step.fraction = progress.total > 0
                            ? static_cast<double>(progress.done) / static_cast<double>(progress.total)
                            : -1;
        onStep(step);
    };
    const ToolJob job{deck, command, onStep, context, command.subject.toStdString()};
    for (const ToolCall &one : kCalls) {
        if (command.toolVerb == QLatin1String(one.verb))
            return one.call(job);
    }
    for (const ToolCall *one = vmToolCalls(); one->verb != nullptr; ++one) {
        if (command.toolVerb == QLatin1String(one->verb))
            return one->call(job);
    }
    return base::fail(Errc::Unsupported, "this is not known here");
}

} // namespace catamaran::bridge
