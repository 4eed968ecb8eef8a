// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/desk_values.h"
#include "src/bridge/tool.h"
#include "src/bridge/words.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace catamaran::bridge {

namespace {

QString translated(const char *words)
{
    return QCoreApplication::translate("catamaran::bridge", words);
}

} // namespace

QString DeskCommand::commandLine() const
{
    const QString it = quoteForShell(subject);
    const QString path = quoteForShell(paths.value(0));
    switch (verb) {
    case Verb::RemoveContainer:
        return QStringLiteral("catamaran rm --force ") + quoteForShell(name());
    case Verb::RemoveVm:
        return QStringLiteral("catamaran vm rm --force ") + quoteForShell(name());
    case Verb::RemoveImage:
        return QStringLiteral("catamaran rmi ") + it;
    case Verb::RemoveVolume:
        return QStringLiteral("catamaran volume rm ") + it;
    case Verb::RemoveNetwork:
        return QStringLiteral("catamaran network rm ") + it;
    case Verb::Pull:
        return QStringLiteral("catamaran pull ") + it;
    case Verb::Build: {
        QString line = QStringLiteral("catamaran build");
        if (!target.isEmpty())
            line += QStringLiteral(" --tag ") + quoteForShell(target);
        if (!file.isEmpty())
            line += QStringLiteral(" --file ") + quoteForShell(file);
        return line + QLatin1Char(' ') + path;
    }
    case Verb::Load:
        return QStringLiteral("catamaran load --input ") + path;
    case Verb::Import:
        return QStringLiteral("catamaran import ") + path +
               (target.isEmpty() ? QString() : QLatin1Char(' ') + quoteForShell(target));
    case Verb::CopyIn: {
        QStringList lines;
        const QString tool =
            hull == Hull::Vm ? QStringLiteral("catamaran vm cp ") : QStringLiteral("catamaran cp ");
        for (const QString &one : paths)
            lines.append(tool + quoteForShell(one) + QLatin1Char(' ') +
                         quoteForShell(name() + QLatin1Char(':') + target));
        return lines.join(QStringLiteral(" && "));
    }
    case Verb::CreateVm: {
        QString line = QStringLiteral("catamaran vm create --name ") + quoteForShell(target);
        const bool iso = paths.value(0).endsWith(QLatin1String(".iso"), Qt::CaseInsensitive);
        line += (iso ? QStringLiteral(" --iso ") : QStringLiteral(" --disk ")) + path;
        if (iso)
            line += QStringLiteral(" --disk-size 16g");
        if (!file.isEmpty())
            line += QStringLiteral(" --cloud-init ") + quoteForShell(file);
        return line;
    }
    case Verb::PruneContainers:
        return QStringLiteral("catamaran container prune --force");
    case Verb::PruneImages:
        return QStringLiteral("catamaran image prune --force");
    case Verb::PruneBuildCache:
        return QStringLiteral("catamaran builder prune --force");
    case Verb::PruneVolumes:
        return QStringLiteral("catamaran volume prune --force");
    case Verb::Tool:
        return toolLine(*this);
    }
    return {};
}

QString DeskCommand::title() const
{
    const QString fileName = QFileInfo(paths.value(0)).fileName();
    switch (verb) {
    case Verb::RemoveContainer:
        return translated("Remove the container %1").arg(name());
    case Verb::RemoveVm:
        return translated("Remove the VM %1").arg(name());
    case Verb::RemoveImage:
        return translated("Remove the image %1").arg(name());
    case Verb::RemoveVolume:
        return translated("Remove the volume %1").arg(name());
    case Verb::RemoveNetwork:
        return translated("Remove the network %1").arg(name());
    case Verb::Pull:
        return translated("Pull %1").arg(subject);
    case Verb::Build:
        return translated("Build %1").arg(target.isEmpty() ? fileName : target);
    case Verb::Load:
        return translated("Load images of %1").arg(fileName);
    case Verb::Import:
        return translated("Import %1").arg(fileName);
    case Verb::CopyIn:
        return translated("Copy into %1").arg(name());
    case Verb::CreateVm:
        return translated("Make the VM %1").arg(target);
    case Verb::PruneContainers:
        return translated("Remove stopped containers");
    case Verb::PruneImages:
        return translated("Remove images without a name");
    case Verb::PruneBuildCache:
        return translated("Remove the build cache");
    case Verb::PruneVolumes:
        return translated("Remove volumes that nothing uses");
    case Verb::Tool: {
        const std::optional<bridge::Tool> one = toolOf(toolVerb);
        QString words = one ? one->title : toolVerb;
        words.remove(QChar(0x2026));
        return name().isEmpty() ? words : QStringLiteral("%1: %2").arg(name(), words);
    }
    }
    return {};
}

} // namespace catamaran::bridge
