// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/cli_runner.h"

#include "engine/base/digest.h"
#include "engine/base/file.h"

#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <arpa/inet.h>
#include <csignal>
#include <netinet/in.h>
#include <poll.h>
#include <sstream>
#include <sys/socket.h>

namespace catamaran::test {

CliRunner::CliRunner()
{
    QDir().mkpath(QString::fromStdString(dataDirectory()));
    QDir().mkpath(QString::fromStdString(runDirectory()));
}

CliRunner::~CliRunner()
{
    const auto removeAll = [this](const QStringList &list, const QStringList &remove) {
        const QByteArray ids = run(list).out;
        for (const QByteArray &id : ids.split('\n')) {
            if (!id.trimmed().isEmpty())
                run(remove + QStringList{QString::fromUtf8(id.trimmed())});
        }
    };
    removeAll({"ps", "-aq"}, {"rm", "-f"});
    if (QDir(QString::fromStdString(dataDirectory() + "/vm")).exists())
        removeAll({"vm", "ls", "-aq"}, {"vm", "rm", "-f"});
    removeKernelObjects();
}

// What a state directory keeps for its next use and what nobody would remove when the directory is deleted by
// hand.
void CliRunner::removeKernelObjects() const
{
    const auto command = [](const QString &tool, const QStringList &arguments) {
        QProcess process;
        process.start(tool, arguments);
        process.waitForFinished(10'000);
    };
    const QString tag = QString::fromStdString(instance());
    command("nft", {"delete", "table", "inet", "catamaran_" + tag});
    for (const QString &link : QDir("/sys/class/net").entryList({"ct" + tag.left(6) + "*"}, QDir::Dirs))
        command("ip", {"link", "delete", link});
    QDirIterator hierarchies("/sys/fs/cgroup", QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks);
    while (hierarchies.hasNext())
        QDir(hierarchies.next()).rmdir("catamaran-" + tag);
    QFile pid(QString::fromStdString(runDirectory()) + "/vm/libvirt/libvirtd.pid");
    if (pid.open(QIODevice::ReadOnly)) {
        if (const pid_t libvirtd = pid.readAll().trimmed().toInt(); libvirtd > 1)
            ::kill(libvirtd, SIGTERM);
    }
}

QString CliRunner::program(const char *name)
{
    return QString::fromUtf8(qgetenv("CATAMARAN_BUILD_DIR")) + "/bin/" + name;
}

QProcessEnvironment CliRunner::environment() const
{
    QProcessEnvironment out = QProcessEnvironment::systemEnvironment();
    out.insert("CATAMARAN_ROOT", QString::fromStdString(dataDirectory()));
    out.insert("CATAMARAN_RUN", QString::fromStdString(runDirectory()));
    out.insert("LC_ALL", "C.UTF-8");
    return out;
}

std::string CliRunner::instance() const
{
    return base::Sha256::hexOf(dataDirectory()).substr(0, 8);
}

CommandResult CliRunner::run(const QStringList &arguments, const QByteArray &input, int timeoutMs) const
{
    QProcess process;
    process.setProcessEnvironment(environment());
    process.start(program("catamaran"), arguments);
    process.write(input);
    process.closeWriteChannel();
    CommandResult result;
    if (!process.waitForFinished(timeoutMs)) {
        result.err =
            "the test waited " + QByteArray::number(timeoutMs) + " ms for: " + arguments.join(' ').toUtf8();
        process.kill();
        process.waitForFinished(5'000);
        return result;
    }
    result.code = process.exitStatus() == QProcess::CrashExit ? 128 + process.exitCode() : process.exitCode();
    result.out = process.readAllStandardOutput();
    result.err = process.readAllStandardError();
    return result;
}

std::unique_ptr<QProcess> CliRunner::start(const QStringList &arguments) const
{
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(environment());
    process->setStandardOutputFile(QProcess::nullDevice());
    process->setStandardErrorFile(QProcess::nullDevice());
    process->start(program("catamaran"), arguments);
    process->waitForStarted(10'000);
    return process;
}

QByteArray CliRunner::ok(const QStringList &arguments) const
{
    const CommandResult result = run(arguments);
    const QByteArray text = "catamaran " + arguments.join(' ').toUtf8() + " exited " +
                            QByteArray::number(result.code) + ": " + result.err;
    if (!QTest::qVerify(result.code == 0, "code == 0", text.constData(), __FILE__, __LINE__))
        return {};
    return result.out.trimmed();
}

QString CliRunner::reasonToSkipVms() const
{
    const CommandResult result = run({"vm", "ls"});
    return result.code == 0 ? QString() : QString::fromUtf8(result.err.trimmed());
}

namespace {

void addMounts(const CliRunner &cli, std::set<std::string> &into)
{
    std::istringstream lines(base::readFile("/proc/self/mountinfo").value_or(std::string()));
    for (std::string line; std::getline(lines, line);) {
        if (line.find(cli.dataDirectory()) != std::string::npos ||
            line.find(cli.runDirectory()) != std::string::npos)
            into.insert("mount " + line);
    }
}

void addControlGroups(const CliRunner &cli, std::set<std::string> &into)
{
    const QString mark = QString::fromStdString("catamaran-" + cli.instance());
    QDirIterator hierarchies("/sys/fs/cgroup", QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks);
    QStringList roots = {"/sys/fs/cgroup"};
    while (hierarchies.hasNext())
        roots << hierarchies.next();
    for (const QString &root : roots) {
        // The group of the instance may stay; what must go are the groups of containers below it.
        QDir group(root + "/" + mark);
        for (const QString &container : group.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            into.insert("cgroup " + (group.path() + "/" + container).toStdString());
    }
}

// A helper names no directory in its arguments: it is known by the files that it holds open there.
std::string fileHeldBelow(const CliRunner &cli, const QString &pid)
{
    std::string held;
    for (const QFileInfo &fd : QDir("/proc/" + pid + "/fd").entryInfoList(QDir::AllEntries | QDir::System)) {
        const std::string target = fd.symLinkTarget().toStdString();
        if (target.starts_with(cli.dataDirectory()) || target.starts_with(cli.runDirectory()))
            held += target + " ";
    }
    return held;
}

// Helpers and what runs in the containers.
void addContainerProcess(const CliRunner &cli, const QString &pid, std::set<std::string> &into)
{
    const std::string place = "/proc/" + pid.toStdString();
    const std::string groups = base::readFile(place + "/cgroup").value_or(std::string());
    if (const auto at = groups.find("/catamaran-" + cli.instance() + "/"); at != std::string::npos)
        into.insert("process " + pid.toStdString() + " in " + groups.substr(at, groups.find('\n', at) - at));
    const std::string name = base::readFile(place + "/comm").value_or(std::string());
    // The keeper of a private libvirtd stays for the next VM of this state directory; that is its purpose.
    if (name.starts_with("catamaran-") && !name.starts_with("catamaran-libvi")) {
        if (const std::string held = fileHeldBelow(cli, pid); !held.empty())
            into.insert("process " + pid.toStdString() + " holds " + held);
    }
}

void addProcesses(const CliRunner &cli, std::set<std::string> &into)
{
    for (const QString &pid : QDir("/proc").entryList(QDir::Dirs)) {
        if (pid.toInt() <= 0)
            continue;
        addContainerProcess(cli, pid, into);
        QFile file("/proc/" + pid + "/cmdline");
        if (!file.open(QIODevice::ReadOnly))
            continue;
        QByteArray command = file.readAll();
        command.replace('\0', ' ');
        // The private libvirtd of a root instance stays two minutes after its last VM, for the next one.
        if (command.contains("libvirtd"))
            continue;
        if (command.contains(cli.dataDirectory().c_str()) || command.contains(cli.runDirectory().c_str()))
            into.insert("process " + pid.toStdString() + " " + command.toStdString());
    }
}

void addNetwork(const CliRunner &cli, std::set<std::string> &into)
{
    const std::string tag = cli.instance().substr(0, 6);
    for (const QString &link : QDir("/sys/class/net").entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        // The bridge of the network stays while the network exists; the ends of containers must go.
        if (link.contains(QString::fromStdString(tag)) &&
            !QDir("/sys/class/net/" + link + "/bridge").exists())
            into.insert("link " + link.toStdString());
    }
    const QDir bridges("/sys/class/net");
    for (const QString &link : bridges.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        if (!link.contains(QString::fromStdString(tag)))
            continue;
        for (const QString &port : QDir("/sys/class/net/" + link + "/brif")
                                       .entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::System))
            into.insert("link " + port.toStdString() + " in " + link.toStdString());
    }
    QProcess nft;
    nft.start("nft", {"list", "table", "inet", QString::fromStdString("catamaran_" + cli.instance())});
    nft.waitForFinished(120'000); // it begins anew whenever somebody on this host changes a rule
    // Elements of the port maps. The table itself, with the sets of its bridges, stays as long as the
    // network.
    bool inMap = false;
    for (const QByteArray &line : nft.readAllStandardOutput().split('\n')) {
        const QByteArray text = line.trimmed();
        if (text.startsWith("map ") || text.startsWith("set ") || text.startsWith("chain "))
            inMap = text.startsWith("map ");
        else if (inMap && text.contains("elements"))
            into.insert("rule " + text.toStdString());
    }
}

void addFiles(const CliRunner &cli, std::set<std::string> &into)
{
    for (const char *room :
         {"containers", "layers/.staging", "volumes/.staging", "store/ingest", "trash", "vm/machines"}) {
        QDir directory(QString::fromStdString(cli.dataDirectory()) + "/" + room);
        for (const QString &entry :
             directory.entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden))
            if (entry != ".lock")
                into.insert(std::string("file ") + room + "/" + entry.toStdString());
    }
    for (const QString &entry :
         QDir(QString::fromStdString(cli.runDirectory()) + "/vm").entryList({"*.ctl"}, QDir::System))
        into.insert("socket " + entry.toStdString());
    QDirIterator files(QString::fromStdString(cli.dataDirectory()), {"*.tmp*", ".tmp*"},
                       QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext())
        into.insert("file " + files.next().toStdString());
}

} // namespace

std::set<std::string> hostTraces(const CliRunner &cli)
{
    std::set<std::string> out;
    addMounts(cli, out);
    addControlGroups(cli, out);
    addProcesses(cli, out);
    addNetwork(cli, out);
    addFiles(cli, out);
    return out;
}

int httpGet(quint16 port, const char *path, QByteArray *body, int timeoutMs)
{
    const base::UniqueFd fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (!fd || ::connect(fd.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        return 0;
    const QByteArray request = QByteArray("GET ") + path + " HTTP/1.0\r\nHost: localhost\r\n\r\n";
    if (::send(fd.get(), request.constData(), static_cast<std::size_t>(request.size()), MSG_NOSIGNAL) < 0)
        return 0;
    QByteArray answer;
    QElapsedTimer timer;
    timer.start();
    pollfd wait{fd.get(), POLLIN, 0};
    while (timer.elapsed() < timeoutMs && ::poll(&wait, 1, timeoutMs) > 0) {
        char buffer[4096];
        const ssize_t n = ::recv(fd.get(), buffer, sizeof buffer, 0);
        if (n <= 0)
            break;
        answer.append(buffer, n);
    }
    const auto headerEnd = answer.indexOf("\r\n\r\n");
    if (body && headerEnd >= 0)
        *body = answer.mid(headerEnd + 4);
    const QList<QByteArray> words = answer.left(64).split(' ');
    return words.size() > 1 && words[0].startsWith("HTTP/") ? words[1].left(3).toInt() : 0;
}

quint16 freePort()
{
    const base::UniqueFd fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(fd.get(), reinterpret_cast<const sockaddr *>(&address), size) != 0 ||
        ::getsockname(fd.get(), reinterpret_cast<sockaddr *>(&address), &size) != 0)
        return 0;
    return ntohs(address.sin_port);
}

} // namespace catamaran::test
