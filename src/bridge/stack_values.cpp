// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/stack_values.h"

#include "src/bridge/words.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>

namespace catamaran::bridge {

QString StackDiagnostic::place() const
{
    if (file.isEmpty())
        return {};
    QString words = QFileInfo(file).fileName();
    if (line > 0)
        words += QStringLiteral(":%1").arg(line);
    if (line > 0 && column > 0)
        words += QStringLiteral(":%1").arg(column);
    return words;
}

QString StackPort::published() const
{
    if (first == 0)
        return QCoreApplication::translate("catamaran::bridge", "any");
    return last > first ? QStringLiteral("%1-%2").arg(first).arg(last) : QString::number(first);
}

QString StackSource::commandLine(const QString &verb) const
{
    QStringList words{QStringLiteral("catamaran"), QStringLiteral("compose")};
    for (const QString &file : files)
        words << QStringLiteral("-f") << quoteForShell(file);
    if (!projectName.isEmpty())
        words << QStringLiteral("-p") << quoteForShell(projectName);
    for (const QString &profile : profiles)
        words << QStringLiteral("--profile") << quoteForShell(profile);
    if (!useDotEnv)
        words.prepend(QStringLiteral("COMPOSE_DISABLE_ENV_FILE=1"));
    else if (!envFile.isEmpty())
        words << QStringLiteral("--env-file") << quoteForShell(envFile);
    words << verb;
    return words.join(QLatin1Char(' '));
}

const StackService *StackPreview::service(const QString &name) const
{
    const auto found = std::find_if(services.begin(), services.end(),
                                    [&name](const StackService &one) { return one.name == name; });
    return found == services.end() ? nullptr : &*found;
}

int StackPreview::count(Severity severity) const
{
    return static_cast<int>(
        std::count_if(diagnostics.begin(), diagnostics.end(),
                      [severity](const StackDiagnostic &one) { return one.severity == severity; }));
}

QList<StackPort> StackPreview::conflicts() const
{
    QList<StackPort> taken;
    for (const StackPort &port : ports) {
        if (!port.owner.isEmpty())
            taken.append(port);
    }
    return taken;
}

int ServiceState::running() const
{
    return static_cast<int>(std::count_if(replicas.begin(), replicas.end(), [](const StackReplica &one) {
        return one.state == State::Running || one.state == State::Starting;
    }));
}

const ServiceState *StackState::service(const QString &name) const
{
    const auto found = std::find_if(services.begin(), services.end(),
                                    [&name](const ServiceState &one) { return one.service == name; });
    return found == services.end() ? nullptr : &*found;
}

int StackState::replicas() const
{
    int sum = 0;
    for (const ServiceState &one : services)
        sum += static_cast<int>(one.replicas.size());
    return sum;
}

int StackState::running() const
{
    int sum = 0;
    for (const ServiceState &one : services)
        sum += one.running();
    return sum;
}

int StackState::completed() const
{
    int sum = 0;
    for (const ServiceState &service : services) {
        for (const StackReplica &one : service.replicas)
            sum += one.state == State::Exited && one.exitCode == 0 ? 1 : 0;
    }
    return sum;
}

QString StackState::summary() const
{
    const int all = replicas();
    const int up = running();
    if (all == 0)
        return QCoreApplication::translate("catamaran::bridge", "not up");
    if (up == 0)
        return QCoreApplication::translate("catamaran::bridge", "stopped");
    if (isWell() && completed() > 0)
        return QCoreApplication::translate("catamaran::bridge", "%1 running, %2 completed")
            .arg(up)
            .arg(completed());
    if (isWell())
        return QCoreApplication::translate("catamaran::bridge", "%1 running").arg(up);
    return QCoreApplication::translate("catamaran::bridge", "%1 of %2 running").arg(up).arg(all);
}

} // namespace catamaran::bridge
