// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/proposal.h"
#include "src/bridge/words.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QUrl>
#include <QUrlQuery>

namespace catamaran::bridge {

namespace {

constexpr qsizetype kLongestLink = 2048;

QString translated(const char *words)
{
    return QCoreApplication::translate("catamaran::bridge", words);
}

bool isReference(const QString &text)
{
    // The grammar of references, without what a shell or a person could take for something else.
    static const QRegularExpression kReference(QStringLiteral(
        "^[a-z0-9][a-z0-9._-]*(:[0-9]+)?(/[a-z0-9][a-z0-9._-]*)*(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?"
        "(@sha256:[0-9a-f]{64})?$"));
    return kReference.match(text).hasMatch();
}

bool isName(const QString &text)
{
    static const QRegularExpression kName(QStringLiteral("^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,62}$"));
    return kName.match(text).hasMatch();
}

bool arePorts(const QString &text)
{
    static const QRegularExpression kPorts(
        QStringLiteral("^[0-9]{1,5}:[0-9]{1,5}([ ,][0-9]{1,5}:[0-9]{1,5})*$"));
    return kPorts.match(text).hasMatch();
}

Proposal refusal(const QString &link, const QString &why)
{
    Proposal out;
    out.title = translated("This link cannot be followed");
    out.icon = QStringLiteral("triangle-alert");
    out.source = link.left(kLongestLink);
    out.refusal = why;
    return out;
}

Proposal runProposal(const QUrlQuery &query, const QString &link)
{
    Proposal out;
    RunRequest request;
    request.image = query.queryItemValue(QStringLiteral("image"), QUrl::FullyDecoded);
    request.name = query.queryItemValue(QStringLiteral("name"), QUrl::FullyDecoded);
    request.ports = query.queryItemValue(QStringLiteral("ports"), QUrl::FullyDecoded)
                        .replace(QLatin1Char(','), QLatin1Char(' '));
    const QString as = query.queryItemValue(QStringLiteral("as"));
    if (!request.name.isEmpty() && !isName(request.name))
        return refusal(link, translated("“%1” is no name of a workload").arg(request.name));
    if (!request.ports.isEmpty() && !arePorts(request.ports))
        return refusal(link, translated("“%1” are no ports; they look like 8080:80").arg(request.ports));
    if (as == QLatin1String("vm"))
        request.hulls = {Hull::Vm};
    else if (as == QLatin1String("both"))
        request.hulls = {Hull::Container, Hull::Vm};
    else if (!as.isEmpty() && as != QLatin1String("container"))
        return refusal(link, translated("“%1” is no hull: container, vm or both").arg(as));
    out.kind = Proposal::Kind::Image;
    out.title = translated("Run %1").arg(request.image);
    out.icon = QStringLiteral("play");
    out.explanation =
        translated("A link asks to run this image. Its program gets what every workload of yours gets.");
    if (!request.ports.isEmpty())
        out.facts.append(translated("Opens ports of this computer: %1").arg(request.ports));
    out.warnings.append(translated("Run only what you trust: the link may come from anywhere"));
    out.run = request;
    out.button = translated("Run");
    return out;
}

} // namespace

QString commandLineOf(const RunRequest &request)
{
    QStringList lines;
    for (const Hull hull : request.hulls) {
        QString line = hull == Hull::Vm ? QStringLiteral("catamaran vm run --detach")
                                        : QStringLiteral("catamaran run --detach");
        if (!request.name.isEmpty())
            line += QStringLiteral(" --name ") +
                    quoteForShell(request.name + (request.hulls.size() < 2 ? QString()
                                                  : hull == Hull::Vm       ? QStringLiteral("-vm")
                                                                           : QStringLiteral("-container")));
        for (const QString &port : request.ports.split(QLatin1Char(' '), Qt::SkipEmptyParts))
            line += QStringLiteral(" --publish ") + port;
        line += QLatin1Char(' ') + quoteForShell(request.image);
        if (!request.command.isEmpty())
            line += QLatin1Char(' ') + request.command;
        lines.append(line);
    }
    return lines.join(QStringLiteral(" && "));
}

QString Proposal::commandLine() const
{
    if (!line.isEmpty())
        return line;
    if (command)
        return command->commandLine();
    if (run)
        return commandLineOf(*run);
    if (stack.kind != StackOffer::Kind::None) {
        const QString file = stack.kind == StackOffer::Kind::Folder
                                 ? stack.paths.value(0) + QStringLiteral("/compose.yaml")
                             : stack.kind == StackOffer::Kind::File ? stack.paths.value(0)
                                                                    : QString();
        return file.isEmpty() ? QString()
                              : QStringLiteral("catamaran compose --file %1 up").arg(quoteForShell(file));
    }
    if (page == QLatin1String("compare") && topic == QLatin1String("image"))
        return QStringLiteral("catamaran compare ") + quoteForShell(value.toString());
    return {};
}

Proposal proposalOfLink(const QString &link)
{
    if (link.size() > kLongestLink)
        return refusal(link, translated("It is too long"));
    const QUrl url(link, QUrl::StrictMode);
    if (!url.isValid() || url.scheme() != QLatin1String("catamaran"))
        return refusal(link, translated("It is no catamaran:// link"));
    if (!url.userInfo().isEmpty() || url.port() != -1 || url.hasFragment() ||
        (!url.path().isEmpty() && url.path() != QLatin1String("/")))
        return refusal(link, translated("It has parts that no link of ours has"));
    const QString verb = url.host();
    const QUrlQuery query(url);
    static const QHash<QString, QStringList> kKeys{
        {QStringLiteral("open"), {QStringLiteral("url")}},
        {QStringLiteral("pull"), {QStringLiteral("image")}},
        {QStringLiteral("run"),
         {QStringLiteral("image"), QStringLiteral("name"), QStringLiteral("ports"), QStringLiteral("as")}},
        {QStringLiteral("compare"), {QStringLiteral("image")}},
        {QStringLiteral("show"), {QStringLiteral("page")}}};
    if (!kKeys.contains(verb))
        return refusal(link, translated("“%1” is nothing that a link can ask for").arg(verb));
    const auto items = query.queryItems();
    QStringList seen;
    for (const auto &[key, value] : items) {
        if (!kKeys[verb].contains(key) || seen.contains(key))
            return refusal(link, translated("“%1” is not known in a link to %2").arg(key, verb));
        seen.append(key);
    }
    const QString image = query.queryItemValue(QStringLiteral("image"), QUrl::FullyDecoded);
    if (kKeys[verb].contains(QStringLiteral("image")) && !isReference(image))
        return refusal(link, image.isEmpty() ? translated("It names no image")
                                             : translated("“%1” is no name of an image").arg(image));
    Proposal out;
    if (verb == QLatin1String("pull")) {
        DeskCommand pull;
        pull.subject = image;
        out.kind = Proposal::Kind::Image;
        out.title = translated("Pull %1").arg(image);
        out.icon = QStringLiteral("download");
        out.explanation = translated("A link asks to fetch this image from its registry. It is not started.");
        out.command = pull;
        out.button = translated("Pull");
    } else if (verb == QLatin1String("run")) {
        out = runProposal(query, link);
    } else if (verb == QLatin1String("compare")) {
        out.kind = Proposal::Kind::Page;
        out.title = translated("Compare %1 as container and VM").arg(image);
        out.icon = QStringLiteral("columns-2");
        out.explanation =
            translated("A link leads to the comparison with this image chosen. It is not started.");
        out.page = QStringLiteral("compare");
        out.topic = QStringLiteral("image");
        out.value = image;
        out.button = translated("Show");
    } else if (verb == QLatin1String("open")) {
        const QString address = query.queryItemValue(QStringLiteral("url"), QUrl::FullyDecoded);
        const QUrl target(address, QUrl::StrictMode);
        if (!target.isValid() || target.scheme() != QLatin1String("https") || target.host().isEmpty())
            return refusal(link, translated("Only https addresses can be opened by a link"));
        out.kind = Proposal::Kind::Stack;
        out.title = translated("Open a stack from %1").arg(target.host());
        out.icon = QStringLiteral("workflow");
        out.explanation = translated(
            "A link asks to fetch a Compose file. You will see its services before anything starts.");
        out.facts = {address};
        out.stack.kind = StackOffer::Kind::Url;
        out.stack.url = address;
        out.button = translated("Fetch and show");
    } else {
        out.kind = Proposal::Kind::Page;
        out.page = query.queryItemValue(QStringLiteral("page"));
        if (!isName(out.page))
            return refusal(link, translated("It names no page"));
        out.title = translated("Show the page %1").arg(out.page);
        out.icon = QStringLiteral("external-link");
        out.explanation = translated("A link leads to a page of this window.");
        out.button = translated("Show");
    }
    if (out.source.isEmpty())
        out.source = link;
    return out;
}

} // namespace catamaran::bridge
