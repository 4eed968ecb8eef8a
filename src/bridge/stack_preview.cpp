// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/stack_preview.h"

#include "src/bridge/stack_state.h"
#include "src/compose/discover.h"
#include "src/compose/select.h"
#include "src/stack/deck_vms.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcessEnvironment>
#include <QRegularExpression>

#include <algorithm>
#include <set>

namespace catamaran::bridge {

namespace {

QString text(const std::string &value)
{
    return QString::fromStdString(value);
}

QStringList texts(const std::vector<std::string> &values)
{
    QStringList out;
    for (const std::string &value : values)
        out.append(text(value));
    return out;
}

QString translated(const char *words)
{
    return QCoreApplication::translate("catamaran::bridge", words);
}

StackDiagnostic diagnosticOf(Severity severity, const base::Where &where, const std::string &words,
                             const std::string &fix)
{
    return {severity, text(where.file), where.line, where.column, text(words), text(fix)};
}

QString mountText(const compose::Mount &mount, const QString &directory)
{
    QString source = text(mount.source);
    if (mount.type == "bind" && source.startsWith(directory + QLatin1Char('/')))
        source = QStringLiteral("./") + source.mid(directory.size() + 1);
    else if (mount.type == "tmpfs")
        source = QStringLiteral("tmpfs");
    else if (source.isEmpty())
        source = translated("anonymous volume");
    return source + QStringLiteral(" → ") + text(mount.target) +
           (mount.readOnly ? QStringLiteral(" (%1)").arg(translated("read-only")) : QString());
}

StackPort portOf(const QString &service, const compose::Port &port)
{
    StackPort out;
    out.service = service;
    out.hostIp = text(port.hostIp);
    const QStringList ends = text(port.published).split(QLatin1Char('-'));
    out.first = ends.value(0).toInt();
    out.last = ends.size() > 1 ? ends[1].toInt() : out.first;
    out.target = static_cast<int>(port.target);
    out.protocol = port.protocol.empty() ? QStringLiteral("tcp") : text(port.protocol);
    return out;
}

QString portText(const StackPort &port)
{
    QString words = port.hostIp.isEmpty() ? QString() : port.hostIp + QLatin1Char(':');
    words += port.published() + QStringLiteral(" → ") + QString::number(port.target);
    return port.protocol == QLatin1String("tcp") ? words : words + QLatin1Char('/') + port.protocol;
}

QString amount(double bytes)
{
    const double mebibytes = bytes / 1048576.0;
    return mebibytes >= 1024 ? QStringLiteral("%1 GiB").arg(mebibytes / 1024, 0, 'g', 3)
                             : QStringLiteral("%1 MiB").arg(mebibytes, 0, 'f', 0);
}

QString limitsOf(const compose::Service &service)
{
    double cpus = static_cast<double>(service.cpus);
    auto bytes = static_cast<double>(service.memLimit.value);
    if (service.deploy && service.deploy->resources.limits) {
        const compose::Resource &limits = *service.deploy->resources.limits;
        cpus = limits.cpus.value > 0 ? static_cast<double>(limits.cpus.value) : cpus;
        bytes = limits.memory.value > 0 ? static_cast<double>(limits.memory.value) : bytes;
    }
    QStringList parts;
    if (cpus > 0)
        parts.append(translated("%1 CPU").arg(cpus));
    if (bytes > 0)
        parts.append(amount(bytes));
    return parts.join(QStringLiteral(" · "));
}

StackService serviceOf(const compose::Service &from, const QString &directory, bool active)
{
    StackService out;
    out.name = text(from.name);
    out.image = text(from.image);
    out.context = from.build ? text(from.build->context) : QString();
    out.hull = stack::wantsVm(from) ? Hull::Vm : Hull::Container;
    out.replicas = static_cast<int>(from.replicas());
    out.hasHealthCheck =
        from.healthcheck && !from.healthcheck->disable && !from.healthcheck->test.words.empty();
    out.isActive = active;
    out.line = from.where.line;
    out.profiles = texts(from.profiles);
    for (const compose::Port &port : from.ports)
        out.ports.append(portText(portOf(out.name, port)));
    for (const compose::Mount &mount : from.volumes)
        out.volumes.append(mountText(mount, directory));
    for (const auto &[name, network] : from.networks)
        out.networks.append(text(name));
    if (out.networks.isEmpty() && !from.networkMode.empty())
        out.networks.append(text(from.networkMode));
    out.limits = limitsOf(from);
    return out;
}

StackResource networkOf(const std::string &key, const compose::Network &network)
{
    QStringList details;
    if (network.external)
        details.append(translated("external"));
    if (!network.driver.empty())
        details.append(text(network.driver));
    if (network.internal)
        details.append(translated("internal"));
    for (const compose::IpamPool &pool : network.ipam.config)
        details.append(text(pool.subnet));
    return {text(key), text(network.name), details.join(QStringLiteral(" · ")), {}};
}

StackResource volumeOf(const std::string &key, const compose::Volume &volume)
{
    QStringList details;
    if (volume.external)
        details.append(translated("external"));
    if (!volume.driver.empty())
        details.append(text(volume.driver));
    return {text(key), text(volume.name), details.join(QStringLiteral(" · ")), {}};
}

void addProfilesOf(const std::map<std::string, compose::Service> &services, std::set<QString> &names)
{
    for (const auto &[key, service] : services) {
        for (const std::string &profile : service.profiles)
            names.insert(text(profile));
    }
}

void sortDiagnostics(QList<StackDiagnostic> &diagnostics)
{
    std::stable_sort(diagnostics.begin(), diagnostics.end(),
                     [](const StackDiagnostic &a, const StackDiagnostic &b) {
                         return std::tie(a.severity, a.line) < std::tie(b.severity, b.line);
                     });
}

} // namespace

base::Result<compose::LoadOptions> loadOptionsOf(const StackSource &source,
                                                 const std::optional<QString> &edited)
{
    compose::Invocation invocation;
    for (const QString &file : source.files)
        invocation.files.push_back(file.toStdString());
    invocation.currentDirectory = source.directory.toStdString();
    invocation.projectDirectory = source.directory.toStdString();
    invocation.projectName = source.projectName.toStdString();
    for (const QString &profile : source.profiles)
        invocation.profiles.push_back(profile.toStdString());
    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &key : environment.keys())
        invocation.environment[key.toStdString()] = environment.value(key).toStdString();
    if (!source.useDotEnv)
        invocation.environment["COMPOSE_DISABLE_ENV_FILE"] = "true";
    else if (!source.envFile.isEmpty())
        invocation.envFiles.push_back(source.envFile.toStdString());
    CATAMARAN_TRY(auto options, compose::discover(invocation));
    // What the window says is shown in the window: no profile comes in from the environment behind it.
    options.profiles = invocation.profiles;
    if (edited && !options.files.empty())
        options.files.front().text = edited->toStdString();
    return options;
}

void fillPreview(StackPreview &preview, const compose::Project &project)
{
    const QString directory = text(project.workingDirectory);
    preview.isValid = true;
    preview.project = text(project.name);
    for (const auto &[name, service] : project.services) {
        preview.services.append(serviceOf(service, directory, true));
        for (const auto &[other, dependency] : service.dependsOn)
            preview.edges.append({text(name), text(other), text(dependency.condition), dependency.required});
        for (const compose::Port &port : service.ports)
            preview.ports.append(portOf(text(name), port));
    }
    for (const auto &[name, service] : project.disabledServices)
        preview.services.append(serviceOf(service, directory, false));
    const auto usedBy = [&project](const auto &uses) {
        QStringList names;
        for (const auto &[name, service] : project.services) {
            if (uses(service))
                names.append(text(name));
        }
        return names;
    };
    for (const auto &[key, network] : project.networks) {
        StackResource row = networkOf(key, network);
        row.usedBy = usedBy([&key](const auto &service) { return service.networks.contains(key); });
        preview.networks.append(row);
    }
    for (const auto &[key, volume] : project.volumes) {
        StackResource row = volumeOf(key, volume);
        row.usedBy = usedBy([&key](const compose::Service &service) {
            return std::any_of(service.volumes.begin(), service.volumes.end(), [&key](const auto &mount) {
                return mount.type == "volume" && mount.source == key;
            });
        });
        preview.volumes.append(row);
    }
    for (const auto &[key, secret] : project.secrets)
        preview.secrets.append(text(key));
    for (const auto &[key, config] : project.configs)
        preview.configs.append(text(key));
    std::set<QString> profiles;
    addProfilesOf(project.services, profiles);
    addProfilesOf(project.disabledServices, profiles);
    preview.profiles = QStringList(profiles.begin(), profiles.end());
    for (const auto &[name, service] : project.services) {
        if (!stack::wantsVm(service))
            continue;
        for (const std::string &limit : stack::vmLimits(service, stack::vmNetworkHere()))
            preview.diagnostics.append(diagnosticOf(Severity::Warning, service.where, limit, {}));
    }
    for (const compose::Warning &warning : project.warnings)
        preview.diagnostics.append(diagnosticOf(Severity::Warning, warning.where, warning.text, {}));
}

StackPreview previewStack(const StackSource &source, const std::optional<QString> &edited)
{
    StackPreview preview;
    preview.source = source;
    QFile file(source.files.value(0));
    if (edited)
        preview.text = *edited;
    else if (file.open(QIODevice::ReadOnly))
        preview.text = QString::fromUtf8(file.readAll());
    preview.hasDotEnv = QFileInfo(QDir(source.directory).filePath(QStringLiteral(".env"))).isFile();
    const auto loaded = [&]() -> base::Result<compose::Project> {
        CATAMARAN_TRY(const auto options, loadOptionsOf(source, edited));
        return compose::load(options);
    }();
    if (loaded) {
        fillPreview(preview, *loaded);
    } else {
        const base::Error &error = loaded.error();
        // The place stands beside the message; its file need not be in it again.
        std::string words;
        for (const std::string &context : error.context())
            words += context + ": ";
        preview.diagnostics.append(diagnosticOf(Severity::Error, error.where().value_or(base::Where{}),
                                                words + error.message(), error.fix()));
        static const QRegularExpression kFile(QStringLiteral("^validating [^:]*: "));
        if (error.where())
            preview.diagnostics.last().text.remove(kFile);
    }
    sortDiagnostics(preview.diagnostics);
    return preview;
}

void findPortOwners(StackPreview &preview, const PortHolders &holders)
{
    for (qsizetype i = 0; i < preview.ports.size(); ++i) {
        StackPort &port = preview.ports[i];
        port.owner.clear();
        // A range lets the engine choose: only a single port can be taken.
        if (port.first == 0 || port.last > port.first)
            continue;
        const bool udp = port.protocol == QLatin1String("udp");
        for (qsizetype other = 0; other < preview.ports.size() && port.owner.isEmpty(); ++other) {
            const StackPort &rival = preview.ports[other];
            if (other != i && rival.first == port.first && rival.last == rival.first &&
                rival.protocol == port.protocol && addressesMeet(rival.hostIp, port.hostIp))
                port.owner = translated("service %1 of this stack").arg(rival.service);
        }
        const QString word = QString::number(port.first) + QStringLiteral(" → ");
        bool ownHolds = false;
        for (const WorkloadRow &row : holders.workloads) {
            if (!row.isRunning())
                continue;
            const bool holds = std::any_of(row.ports.begin(), row.ports.end(), [&](const QString &text) {
                const qsizetype at = text.indexOf(word);
                return at >= 0 && (at == 0 || text[at - 1] == QLatin1Char(':')) &&
                       text.endsWith(QLatin1String("/udp")) == udp &&
                       addressesMeet(text.left(std::max<qsizetype>(0, at - 1)), port.hostIp);
            });
            if (!holds)
                continue;
            if (labelOf(row, kProjectLabel) == preview.project)
                ownHolds = true;
            else if (port.owner.isEmpty())
                port.owner = (row.key.hull == Hull::Vm ? translated("VM %1") : translated("container %1"))
                                 .arg(row.name);
        }
        for (const HostPort &host : holders.hostPorts) {
            if (ownHolds || !port.owner.isEmpty())
                break;
            if (host.port != port.first || host.udp != udp || !addressesMeet(host.address, port.hostIp))
                continue;
            port.owner = holders.nameOfSocket ? holders.nameOfSocket(host.inode) : QString();
            if (port.owner.isEmpty())
                port.owner = translated("another program of this computer");
        }
    }
}

} // namespace catamaran::bridge
