// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/stack_driver.h"
#include "src/bridge/stack_drop.h"
#include "src/bridge/stack_layout.h"
#include "src/bridge/stack_preview.h"
#include "src/bridge/stack_state.h"
#include "src/bridge/words.h"
#include "src/compose/select.h"
#include "src/stack/vms.h"
#include "tests/support/support.h"
#include "ui/stacks/stack_list.h"
#include "ui/stacks/stacked_chart.h"

#include <QDir>
#include <QFile>
#include <QMimeData>
#include <QUrl>

#include <archive.h>
#include <archive_entry.h>

using namespace catamaran;
using namespace catamaran::bridge;

namespace {

QString writeFile(const test::TemporaryDirectory &directory, const QString &name, const QByteArray &text)
{
    const QString path = QDir(QString::fromStdString(directory.path())).filePath(name);
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write %s", qPrintable(path));
    return path;
}

const QByteArray kShop = "name: shop\n"
                         "services:\n"
                         "  db:\n"
                         "    image: localhost/demo\n"
                         "    healthcheck: {test: [CMD, /bin/busybox, 'true'], interval: 1s}\n"
                         "    volumes: [data:/data]\n"
                         "  web:\n"
                         "    image: localhost/demo\n"
                         "    depends_on: {db: {condition: service_healthy}}\n"
                         "    ports: ['18080:80', '127.0.0.1:18081:81/udp']\n"
                         "    deploy: {replicas: 2, resources: {limits: {cpus: '1.5', memory: 256M}}}\n"
                         "  tools:\n"
                         "    image: localhost/demo\n"
                         "    profiles: [debug]\n"
                         "volumes: {data: {}}\n";

/// A tar with one member of any name.
QString writeTar(const test::TemporaryDirectory &directory, const char *member, const QByteArray &text)
{
    const QString path = QString::fromStdString(directory.file("given.tar.gz"));
    archive *out = archive_write_new();
    archive_write_add_filter_gzip(out);
    archive_write_set_format_pax_restricted(out);
    archive_write_open_filename(out, qPrintable(path));
    archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname(entry, member);
    archive_entry_set_size(entry, text.size());
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_write_header(out, entry);
    archive_write_data(out, text.constData(), static_cast<size_t>(text.size()));
    archive_entry_free(entry);
    archive_write_close(out);
    archive_write_free(out);
    return path;
}

WorkloadRow row(const QString &service, int number, State state, const QString &health = {})
{
    WorkloadRow out;
    out.key = {Hull::Container, service + QString::number(number)};
    out.name = QStringLiteral("shop-%1-%2").arg(service).arg(number);
    out.state = state;
    out.health = health;
    out.labels = {{kProjectLabel, QStringLiteral("shop")},
                  {kServiceLabel, service},
                  {kNumberLabel, QString::number(number)}};
    return out;
}

base::Result<QByteArray> noNetwork(const QString &)
{
    return base::fail(base::Error(base::Errc::Network, "no network in this test"));
}

} // namespace

namespace {

base::Result<stack::ContainerWish> wishOf(const compose::Project &project, const compose::Service &service)
{
    const stack::SpecContext context{project, stack::NameStyle::Hyphens, {}, {}};
    return stack::containerWish(
        context, service, {1, false, stack::containerName(project, service, 1, stack::NameStyle::Hyphens)});
}

} // namespace

class StackLogicTest : public QObject {
    Q_OBJECT

private slots:
    void aPreviewSaysWhatAFileHolds()
    {
        test::TemporaryDirectory directory;
        const QString file = writeFile(directory, QStringLiteral("shop/compose.yaml"), kShop);
        const auto source = materialise(offerOfPaths({QFileInfo(file).path()}), {}, noNetwork);
        VERIFY_RESULT(source);
        const StackPreview preview = previewStack(*source);
        QVERIFY2(preview.isValid,
                 qPrintable(preview.diagnostics.isEmpty() ? QString() : preview.diagnostics[0].text));
        QCOMPARE(preview.project, QStringLiteral("shop"));
        QCOMPARE(preview.services.size(), 3);
        QCOMPARE(preview.service(QStringLiteral("web"))->replicas, 2);
        QCOMPARE(preview.service(QStringLiteral("web"))->limits, QStringLiteral("1.5 CPU · 256 MiB"));
        QVERIFY(preview.service(QStringLiteral("db"))->hasHealthCheck);
        QVERIFY(!preview.service(QStringLiteral("tools"))->isActive);
        QCOMPARE(preview.profiles, QStringList{QStringLiteral("debug")});
        QCOMPARE(preview.edges.size(), 1);
        QCOMPARE(preview.edges[0].condition, QStringLiteral("service_healthy"));
        QCOMPARE(preview.ports.size(), 2);
        QCOMPARE(preview.volumes.size(), 1);
        QCOMPARE(preview.volumes[0].usedBy, QStringList{QStringLiteral("db")});
        QCOMPARE(preview.networks.size(), 1);

        StackSource withProfile = *source;
        withProfile.profiles = {QStringLiteral("debug")};
        QVERIFY(previewStack(withProfile).service(QStringLiteral("tools"))->isActive);
    }

    void anErrorStandsAtItsLineAndColumn()
    {
        test::TemporaryDirectory directory;
        const QString file = writeFile(directory, QStringLiteral("compose.yaml"), kShop);
        StackSource source;
        source.files = {file};
        source.directory = QFileInfo(file).path();
        QString edited = QString::fromUtf8(kShop);
        edited.replace(QStringLiteral("    image: localhost/demo\n    healthcheck"),
                       QStringLiteral("    imgae: localhost/demo\n    healthcheck"));
        const StackPreview preview = previewStack(source, edited);
        QVERIFY(!preview.isValid);
        QCOMPARE(preview.diagnostics.size(), 1);
        QCOMPARE(preview.diagnostics[0].severity, Severity::Error);
        QCOMPARE(preview.diagnostics[0].line, 4);
        QVERIFY(preview.diagnostics[0].column > 0);
        QVERIFY(preview.diagnostics[0].place().startsWith(QStringLiteral("compose.yaml:4:")));
        QVERIFY2(preview.diagnostics[0].fix.contains(QStringLiteral("image")),
                 qPrintable(preview.diagnostics[0].fix));
    }

    void dotEnvCanBeSwitchedOff()
    {
        test::TemporaryDirectory directory;
        const QString file = writeFile(directory, QStringLiteral("compose.yaml"),
                                       "services: {web: {image: 'demo:${TAG:-none}'}}\n");
        writeFile(directory, QStringLiteral(".env"), "TAG=fromfile\n");
        StackSource source;
        source.files = {file};
        source.directory = QFileInfo(file).path();
        StackPreview preview = previewStack(source);
        QVERIFY(preview.hasDotEnv);
        QCOMPARE(preview.services[0].image, QStringLiteral("demo:fromfile"));
        source.useDotEnv = false;
        preview = previewStack(source);
        QCOMPARE(preview.services[0].image, QStringLiteral("demo:none"));
        QVERIFY(source.commandLine(QStringLiteral("up -d"))
                    .startsWith(QStringLiteral("COMPOSE_DISABLE_ENV_FILE=1 catamaran compose")));
    }

    void takenPortsNameTheirOwner()
    {
        StackPreview preview;
        preview.project = QStringLiteral("shop");
        const auto port = [](const QString &service, int host, const QString &protocol) {
            return StackPort{service, {}, host, host, 80, protocol, {}};
        };
        const QString tcp = QStringLiteral("tcp");
        preview.ports = {port(QStringLiteral("a"), 8080, tcp),
                         port(QStringLiteral("b"), 8080, tcp),
                         port(QStringLiteral("c"), 9000, tcp),
                         port(QStringLiteral("d"), 9001, tcp),
                         port(QStringLiteral("e"), 9001, QStringLiteral("udp")),
                         port(QStringLiteral("f"), 9002, tcp),
                         port(QStringLiteral("g"), 0, tcp)};
        WorkloadRow other = row(QStringLiteral("x"), 1, State::Running);
        other.labels.clear();
        other.name = QStringLiteral("proxy");
        other.ports = {QStringLiteral("9000 → 80")};
        WorkloadRow own = row(QStringLiteral("f"), 1, State::Running);
        own.ports = {QStringLiteral("9002 → 80")};
        findPortOwners(preview, {{other, own},
                                 {{QStringLiteral("0.0.0.0"), 9001, false, 77},
                                  {QStringLiteral("0.0.0.0"), 9002, false, 78}},
                                 [](quint64) { return QStringLiteral("nginx (pid 812)"); }});
        QCOMPARE(preview.ports[0].owner, QStringLiteral("service b of this stack"));
        QCOMPARE(preview.ports[2].owner, QStringLiteral("container proxy"));
        QCOMPARE(preview.ports[3].owner, QStringLiteral("nginx (pid 812)"));
        QVERIFY(preview.ports[4].owner.isEmpty());
        QVERIFY2(preview.ports[5].owner.isEmpty(), "its own container holds it");
        QVERIFY(preview.ports[6].owner.isEmpty());
        QCOMPARE(preview.conflicts().size(), 4);
    }

    void theSocketTableOfTheKernelIsRead()
    {
        const QByteArray table = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when "
                                 "retrnsmt   uid  timeout inode\n"
                                 "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 "
                                 "00000000     0        0 4711 1\n"
                                 "   1: 00000000:0050 00000000:0000 01 00000000:00000000 00:00000000 "
                                 "00000000     0        0 4712 1\n"
                                 "nonsense\n";
        const auto ports = parseSocketTable(table, false, false);
        QCOMPARE(ports.size(), 1);
        QCOMPARE(ports[0], (HostPort{QStringLiteral("127.0.0.1"), 8080, false, 4711}));
        QVERIFY(addressesMeet(QString(), QStringLiteral("127.0.0.1")));
        QVERIFY(!addressesMeet(QStringLiteral("10.0.0.1"), QStringLiteral("127.0.0.1")));
    }

    void dropsAreToldApart()
    {
        test::TemporaryDirectory directory;
        const QString file = writeFile(directory, QStringLiteral("shop/compose.yaml"), kShop);
        const QString picture = writeFile(directory, QStringLiteral("cat.png"), "x");
        using Kind = StackOffer::Kind;
        QCOMPARE(offerOfPaths({file}).kind, Kind::File);
        QCOMPARE(offerOfPaths({QFileInfo(file).path()}).kind, Kind::Folder);
        QCOMPARE(offerOfPaths({QStringLiteral("/tmp/shop.tar.zst")}).kind, Kind::Archive);
        const StackOffer refused = offerOfPaths({picture});
        QCOMPARE(refused.kind, Kind::None);
        QVERIFY(refused.refusal.contains(QStringLiteral("cat.png")));
        QVERIFY(!offerOfPaths({QString::fromStdString(directory.path())}).refusal.isEmpty());
        QCOMPARE(offerOfText(QStringLiteral("https://example.org/compose.yaml")).kind, Kind::Url);
        QCOMPARE(offerOfText(QString::fromUtf8(kShop)).kind, Kind::Text);
        QCOMPARE(offerOfText(QStringLiteral("apiVersion: v1\nkind: Pod\nservices: x\n")).kind, Kind::None);
        QCOMPARE(offerOfText(QStringLiteral("hello there")).kind, Kind::None);
        QMimeData mime;
        mime.setUrls({QUrl::fromLocalFile(file)});
        QCOMPARE(offerOf(mime).kind, Kind::File);
    }

    void anArchiveIsUnpackedOnceAndStaysInItsFolder()
    {
        test::TemporaryDirectory directory;
        const QString stacks = QString::fromStdString(directory.file("stacks"));
        const QString good = writeTar(directory, "shop/compose.yaml", kShop);
        const auto source = materialise(offerOfPaths({good}), stacks, noNetwork);
        VERIFY_RESULT(source);
        QVERIFY(source->files[0].endsWith(QStringLiteral("/shop/compose.yaml")));
        QCOMPARE(materialise(offerOfPaths({good}), stacks, noNetwork)->files, source->files);
        const QString bad = writeTar(directory, "../../outside.yaml", kShop);
        const auto refused = materialise(offerOfPaths({bad}), stacks, noNetwork);
        QVERIFY(!refused);
        QVERIFY(!QFileInfo::exists(QString::fromStdString(directory.file("outside.yaml"))));
        const auto text = materialise(offerOfText(QString::fromUtf8(kShop)), stacks, noNetwork);
        VERIFY_RESULT(text);
        QCOMPARE(previewStack(*text).project, QStringLiteral("shop"));
        const auto url =
            materialise(offerOfText(QStringLiteral("https://example.org/x.yaml")), stacks, noNetwork);
        QVERIFY(!url && url.error().code() == base::Errc::Network);
    }

    void layersFollowTheLongestChain()
    {
        const QStringList nodes{QStringLiteral("db"), QStringLiteral("web"), QStringLiteral("proxy"),
                                QStringLiteral("cache")};
        const auto edge = [](const char *from, const char *to) {
            return StackEdge{QLatin1String(from), QLatin1String(to), QStringLiteral("service_started"), true};
        };
        const QList<StackEdge> edges{edge("web", "db"), edge("web", "cache"), edge("proxy", "web"),
                                     edge("proxy", "db")};
        const StackLayout layout = layoutOf(nodes, edges);
        QCOMPARE(layout.layers.value(QStringLiteral("db")), 0);
        QCOMPARE(layout.layers.value(QStringLiteral("web")), 1);
        QCOMPARE(layout.layers.value(QStringLiteral("proxy")), 2);
        QCOMPARE(layout.edges.size(), 4);
        QVERIFY(layout.edges[3].points.size() == 4); // led past web's column
        // No two cards lie over each other.
        for (const QString &a : nodes) {
            for (const QString &b : nodes) {
                const QRectF ra(layout.places.value(a), LayoutMetrics{}.node);
                QVERIFY(a == b || !ra.intersects(QRectF(layout.places.value(b), LayoutMetrics{}.node)));
            }
        }
        QCOMPARE(layout.neighbour(QStringLiteral("db"), 1, 0), QStringLiteral("web"));
        QCOMPARE(layout.neighbour(QStringLiteral("web"), 1, 0), QStringLiteral("proxy"));
        QCOMPARE(layout.neighbour(QStringLiteral("proxy"), 1, 0), QStringLiteral("proxy"));
        QVERIFY(layout.neighbour(QStringLiteral("db"), 0, 1) !=
                layout.neighbour(QStringLiteral("db"), 0, -1));
        LayoutMetrics upright;
        upright.vertical = true;
        const StackLayout turned = layoutOf(nodes, edges, upright);
        QVERIFY(turned.places.value(QStringLiteral("proxy")).y() >
                turned.places.value(QStringLiteral("web")).y());
        QCOMPARE(turned.neighbour(QStringLiteral("db"), 0, 1), QStringLiteral("web"));
        // A circle that is being typed does not hang the drawing.
        QCOMPARE(layoutOf(nodes, {edge("db", "web"), edge("web", "db")}).places.size(), 4);
    }

    void aHundredServicesAreLaidOutAtOnce()
    {
        QStringList nodes;
        QList<StackEdge> edges;
        for (int i = 0; i < 100; ++i) {
            nodes.append(QStringLiteral("s%1").arg(i));
            for (int need = i % 7; i > 0 && need < i; need += 13)
                edges.append({nodes[i], nodes[need], QStringLiteral("service_started"), true});
        }
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(layoutOf(nodes, edges).places.size(), 100);
        QVERIFY2(timer.elapsed() < 500, qPrintable(QString::number(timer.elapsed())));
    }

    void statesComeFromLabelsAndHealth()
    {
        const auto states = stacksOf(
            {row(QStringLiteral("web"), 2, State::Exited), row(QStringLiteral("web"), 1, State::Running),
             row(QStringLiteral("db"), 1, State::Running, QStringLiteral("healthy"))});
        QCOMPARE(states.size(), 1);
        QCOMPARE(states[0].summary(), QStringLiteral("2 of 3 running"));
        QCOMPARE(states[0].service(QStringLiteral("db"))->mood, ServiceState::Mood::Healthy);
        const ServiceState *web = states[0].service(QStringLiteral("web"));
        QCOMPARE(web->replicas[0].number, 1);
        QCOMPARE(web->word, QStringLiteral("1 of 2 running"));
        StackReplica failed;
        failed.state = State::Exited;
        failed.exitCode = 3;
        QCOMPARE(serviceStateOf(QStringLiteral("x"), {failed}, 1).mood, ServiceState::Mood::Failed);
        failed.exitCode = 0;
        QCOMPARE(serviceStateOf(QStringLiteral("x"), {failed}, 1).mood, ServiceState::Mood::Done);
    }

    void runningStacksComeBeforeRecentOnes()
    {
        StackState up;
        up.project = QStringLiteral("shop");
        up.files = {QStringLiteral("/a/compose.yaml")};
        StackSource same;
        same.files = up.files;
        same.profiles = {QStringLiteral("debug")};
        StackSource other;
        other.files = {QStringLiteral("/b/compose.yaml")};
        other.directory = QStringLiteral("/b");
        const auto entries = ui::stackEntries({up}, {other, same});
        QCOMPARE(entries.size(), 2);
        QCOMPARE(entries[0].project, QStringLiteral("shop"));
        QCOMPARE(entries[0].source.profiles, same.profiles);
        QCOMPARE(entries[1].title, QStringLiteral("b"));
    }

    void theStartupChartHasABarForEachStep()
    {
        using Phase = StackEvent::Phase;
        using Kind = StartupBar::Kind;
        StartupTrace trace;
        const QString web = QStringLiteral("web");
        trace.add({Phase::Wait, Kind::Wait, web, web, QStringLiteral("waits"), 0});
        trace.add({Phase::End, Kind::Wait, web, web, {}, 40});
        trace.add(
            {Phase::Begin, Kind::Create, web, QStringLiteral("shop-web-1"), QStringLiteral("creating"), 40});
        trace.add(
            {Phase::Fail, Kind::Create, web, QStringLiteral("shop-web-1"), QStringLiteral("no image"), 55});
        trace.add({Phase::Begin, Kind::Start, QStringLiteral("db"), QStringLiteral("db"), {}, 60});
        QCOMPARE(trace.bars().size(), 3);
        QCOMPARE(trace.bars()[0].toMs, 40.0);
        QVERIFY(trace.bars()[1].failed);
        QVERIFY(trace.bars()[2].toMs < trace.bars()[2].fromMs); // still open
        QCOMPARE(trace.endMs(), 60.0);
    }

    void layersOfTheStackedChartAddUp()
    {
        const ui::StackLayer a{QStringLiteral("a"), 0, {{2, 1.0}, {1, 2.0}, {0, 3.0}}};
        const ui::StackLayer b{QStringLiteral("b"), 1, {{1, 10.0}, {0, 20.0}}};
        const auto edges = ui::StackedChart::edges({a, b}, 60);
        QCOMPARE(edges[0][60], 3.0);
        QCOMPARE(edges[1][60], 23.0);
        QCOMPARE(edges[1][59], 12.0);
        QCOMPARE(edges[1][10], 0.0);
    }

    void commandLinesAreThoseOfTheShell()
    {
        QCOMPARE(quoteForShell(QStringLiteral("/a/b.yaml")), QStringLiteral("/a/b.yaml"));
        QCOMPARE(quoteForShell(QStringLiteral("a b'c")), QStringLiteral("'a b'\\''c'"));
        StackCommand command;
        command.project = QStringLiteral("shop");
        command.source.files = {QStringLiteral("/my files/compose.yaml")};
        command.scale.insert(QStringLiteral("web"), 3);
        QCOMPARE(command.commandLine(),
                 QStringLiteral("catamaran compose -f '/my files/compose.yaml' up -d --scale web=3"));
        command.verb = StackCommand::Verb::Down;
        command.scale.clear();
        command.removeVolumes = true;
        command.source = {};
        QCOMPARE(command.commandLine(), QStringLiteral("catamaran compose -p shop down -v"));
    }

    void whatTheEngineIsAskedForComesFromTheService()
    {
        test::TemporaryDirectory directory;
        const QString file = writeFile(directory, QStringLiteral("compose.yaml"),
                                       kShop + QByteArray("networks: {default: {name: backbone}}\n"));
        StackSource source;
        source.files = {file};
        source.directory = QFileInfo(file).path();
        auto options = loadOptionsOf(source, std::nullopt);
        VERIFY_RESULT(options);
        auto project = compose::load(*options);
        VERIFY_RESULT(project);
        const auto &db = project->services.at("db");
        const auto wish = wishOf(*project, db);
        VERIFY_RESULT(wish);
        const auto &spec = wish->spec;
        QCOMPARE(spec.name, std::string("shop-db-1"));
        QCOMPARE(spec.network, std::string("backbone"));
        QCOMPARE(spec.networkAliases, (std::vector<std::string>{"shop-db-1", "db"}));
        QCOMPARE(spec.mounts.at(0).source, std::string("shop_data"));
        QCOMPARE(spec.health->interval, std::chrono::nanoseconds(std::chrono::seconds(1)));
        QCOMPARE(spec.labels.at("com.docker.compose.service"), std::string("db"));
        // What is not honoured is named, not left out.
        compose::Project odd = *project;
        odd.services.at("db").isolation = "hyperv";
        const auto warnings = compose::unsupportedAttributes(odd);
        QCOMPARE(warnings.size(), std::size_t{1});
        QVERIFY(warnings.front().text.find("isolation") != std::string::npos);
        // Only its own text changes a service's hash.
        compose::Service scaled = db;
        scaled.scale = 4;
        QCOMPARE(stack::configHash(scaled), stack::configHash(db));
        scaled.image = "other";
        QVERIFY(stack::configHash(scaled) != stack::configHash(db));
    }

    void aVmServiceSaysWhatItCannotDo()
    {
        test::TemporaryDirectory directory;
        const QString file =
            writeFile(directory, QStringLiteral("compose.yaml"),
                      "name: mixed\nservices:\n  db:\n    image: demo\n    ports: ['5432:5432', '8080:80']\n"
                      "    x-catamaran: {runtime: vm, memory: 256M, cpus: 2}\n"
                      "  web: {image: demo}\n");
        StackSource source;
        source.files = {file};
        source.directory = QFileInfo(file).path();
        const StackPreview preview = previewStack(source);
        QVERIFY(preview.isValid);
        QCOMPARE(preview.service(QStringLiteral("db"))->hull, Hull::Vm);
        QVERIFY(preview.count(Severity::Warning) >= 1);
        const auto project = compose::load(*loadOptionsOf(source, std::nullopt));
        VERIFY_RESULT(project);
        const stack::SpecContext context{*project, stack::NameStyle::Hyphens, {}, {}};
        const auto machine = stack::vmWish(context, project->services.at("db"), {1, false, "mixed-db-1"},
                                           stack::VmNetwork::User);
        VERIFY_RESULT(machine);
        QCOMPARE(machine->resources.memory->count, 256LL << 20);
        QCOMPARE(*machine->resources.cpus, 2.0);
        QCOMPARE(machine->network, std::string("bridge"));
        // Beside the containers, where that can be.
        const auto beside = stack::vmWish(context, project->services.at("db"), {1, false, "mixed-db-1"},
                                          stack::VmNetwork::Bridge);
        VERIFY_RESULT(beside);
        QCOMPARE(beside->network, std::string("mixed_default"));
        QCOMPARE(beside->networkAliases, (std::vector<std::string>{"mixed-db-1", "db"}));
        // What does not reach a VM is refused.
        compose::Service odd = project->services.at("db");
        odd.privileged = true;
        QVERIFY(!stack::vmWish(context, odd, {1, false, "mixed-db-1"}, stack::VmNetwork::User));
    }
};

QTEST_GUILESS_MAIN(StackLogicTest)
#include "tst_stack_logic.moc"
