// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_rooms.h"

#include "src/bridge/terminal_channel.h"
#include "src/core/workload.h"

#include <QFile>
#include <algorithm>
#include <array>
#include <chrono>
#include <condition_variable>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace catamaran::test {

namespace {

using namespace bridge;

qint64 ago(int minutes)
{
    const auto now = std::chrono::system_clock::now() - std::chrono::minutes(minutes);
    return std::chrono::duration_cast<std::chrono::nanoseconds>(now.time_since_epoch()).count();
}

VolumeRow volume(const char *name, qint64 bytes, const QStringList &users, const QStringList &running,
                 int minutes)
{
    VolumeRow row;
    row.name = QString::fromLatin1(name);
    row.driver = QStringLiteral("local");
    row.mountPoint = QStringLiteral("/var/lib/catamaran/data/volumes/") + row.name;
    row.sizeBytes = bytes;
    row.users = users;
    row.runningUsers = running;
    row.createdNs = ago(minutes);
    return row;
}

NetworkRow network(const char *name, const char *subnet, const char *gateway)
{
    NetworkRow row;
    row.id = row.name = QString::fromLatin1(name);
    row.driver = QStringLiteral("bridge");
    row.subnet = QString::fromLatin1(subnet);
    row.gateway = QString::fromLatin1(gateway);
    return row;
}

FileRow file(const char *name, FileKind kind, qint64 bytes, FileMark mark = FileMark::None)
{
    FileRow row;
    row.name = QString::fromLatin1(name);
    row.kind = kind;
    row.sizeBytes = bytes;
    row.mode = kind == FileKind::Directory ? 0755 : 0644;
    row.owner = QStringLiteral("0:0");
    row.modifiedNs = ago(180);
    row.mark = mark;
    return row;
}

base::Error noSuch(const QString &what)
{
    return {base::Errc::NotFound, "no such " + what.toStdString()};
}

} // namespace

FakeRooms::FakeRooms()
{
    m_volumes = {
        volume("shop-db", 412'000'000, {QStringLiteral("api"), QStringLiteral("migrate")},
               {QStringLiteral("api")}, 9000),
        volume("uploads", 1'730'000'000, {QStringLiteral("demo-web")}, {QStringLiteral("demo-web")}, 20000),
        volume("cache", 64'000'000, {QStringLiteral("cache")}, {}, 300),
        volume("old-backup", 890'000'000, {}, {}, 60000),
        volume("grafana", 21'000'000, {QStringLiteral("metrics")}, {QStringLiteral("metrics")}, 700),
        volume("3f9c0d6a5b1e4c2f8a7d9e0b1c2d3e4f", 4'100'000, {}, {}, 90)};
    m_volumes.last().anonymous = true;
    m_networks = {network("bridge", "10.88.0.0/16", "10.88.0.1"),
                  network("shop_default", "10.89.1.0/24", "10.89.1.1"),
                  network("backend", "10.89.2.0/24", "10.89.2.1")};
    m_networks[0].isDefault = true;
    m_networks[0].bridge = QStringLiteral("catamaran0");
    m_networks[2].internal = true;
    m_snapshots = {{QStringLiteral("installed"),
                    {},
                    QStringLiteral("after the first boot"),
                    QStringLiteral("shutoff"),
                    ago(4000),
                    false,
                    false},
                   {QStringLiteral("before-upgrade"),
                    QStringLiteral("installed"),
                    {},
                    QStringLiteral("running"),
                    ago(60),
                    true,
                    true}};
}

QStringList FakeRooms::commands() const
{
    const std::lock_guard lock(m_mutex);
    return m_commands;
}

base::Result<QList<VolumeRow>> FakeRooms::volumes(core::Deck &)
{
    const std::lock_guard lock(m_mutex);
    return m_volumes;
}

base::Result<QList<NetworkRow>> FakeRooms::networks(core::Deck &deck)
{
    const auto workloads = deck.workloads();
    const std::lock_guard lock(m_mutex);
    QList<NetworkRow> rows = m_networks;
    // Every second workload is on a network of the shop, the others on the default one.
    int number = 0;
    for (const core::Workload &workload : *workloads) {
        ++number;
        if (workload.state != core::State::Running)
            continue;
        const WorkloadKey key{workload.id.kind == core::Kind::Vm ? Hull::Vm : Hull::Container,
                              QString::fromStdString(workload.id.id)};
        const QString name = QString::fromStdString(workload.name);
        rows[number % 2].members.append(
            {key, name, QStringLiteral("10.8%1.0.%2").arg(8 + number % 2).arg(number + 1)});
        if (number == 3 || number == 4)
            rows[2].members.append({key, name, QStringLiteral("10.89.2.%1").arg(number)});
    }
    return rows;
}

base::Result<QList<SnapshotRow>> FakeRooms::snapshots(core::Deck &, const WorkloadKey &)
{
    const std::lock_guard lock(m_mutex);
    return m_snapshots;
}

base::Result<base::UniqueFd> FakeRooms::screen(core::Deck &, const WorkloadKey &)
{
    base::UniqueFd fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const QByteArray path = QFile::encodeName(screenSocket);
    std::copy_n(path.constData(), std::min<qsizetype>(path.size(), sizeof address.sun_path - 1),
                address.sun_path);
    if (path.isEmpty() ||
        ::connect(fd.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        return base::fail(base::Error(base::Errc::Unsupported, "VM box has no screen")
                              .withFix("See its console: catamaran vm console box"));
    return fd;
}

base::Result<QList<FileRow>> FakeRooms::files(core::Deck &, const FilePlace &place, const QString &path)
{
    const std::lock_guard lock(m_mutex);
    if (path == QLatin1String("/none"))
        return base::fail(noSuch(QStringLiteral("file or directory: /none")));
    if (path != QLatin1String("/"))
        return QList<FileRow>{file("notes.txt", FileKind::File, 212),
                              file("data.bin", FileKind::File, 88'000)};
    if (place.kind == FilePlace::Kind::Volume)
        return QList<FileRow>{
            file("images", FileKind::Directory, 0),         file("index", FileKind::Directory, 0),
            file("config.yaml", FileKind::File, 1480),      file("data.db", FileKind::File, 41'000'000),
            file("data.db-wal", FileKind::File, 1'200'000), file("README.txt", FileKind::File, 640)};
    QList<FileRow> rows{file("bin", FileKind::Directory, 0),
                        file("data", FileKind::Directory, 0, FileMark::Added),
                        file("etc", FileKind::Directory, 0, FileMark::Changed),
                        file("proc", FileKind::Directory, 0),
                        file("tmp", FileKind::Directory, 0, FileMark::Changed),
                        file("usr", FileKind::Directory, 0),
                        file("var", FileKind::Directory, 0),
                        file("lib", FileKind::Link, 0),
                        file("app.conf", FileKind::File, 734, FileMark::Changed),
                        file("start.sh", FileKind::File, 1210),
                        file("trace.log", FileKind::File, 88'123, FileMark::Added),
                        file("setup.sh", FileKind::Other, 0, FileMark::Deleted)};
    rows[7].linkTarget = QStringLiteral("usr/lib");
    return rows;
}

base::Result<QByteArray> FakeRooms::readFile(core::Deck &, const FilePlace &place, const QString &path)
{
    const std::lock_guard lock(m_mutex);
    if (path.endsWith(QLatin1String(".bin")) || path.contains(QLatin1String(".db")))
        return QByteArray("\0\1\2", 3);
    return m_files.value(place.id + QLatin1Char(':') + path, "listen: 8080\nworkers: 4\nlog: info\n");
}

base::Result<void> FakeRooms::writeFile(core::Deck &, const FilePlace &place, const QString &path,
                                        const QByteArray &text)
{
    const std::lock_guard lock(m_mutex);
    m_files[place.id + QLatin1Char(':') + path] = text;
    return {};
}

base::Result<RoomOutcome> FakeRooms::perform(core::Deck &, const RoomCommand &command,
                                             const base::OperationContext &)
{
    const std::lock_guard lock(m_mutex);
    m_commands.append(command.commandLine());
    using Verb = RoomCommand::Verb;
    const auto find = [this](const QString &name) {
        return std::find_if(m_volumes.begin(), m_volumes.end(),
                            [&](const VolumeRow &row) { return row.name == name; });
    };
    if (command.verb == Verb::VolumeClone) {
        const auto from = find(command.object);
        if (from == m_volumes.end())
            return base::fail(noSuch(QStringLiteral("volume")));
        VolumeRow copy = *from;
        copy.name = command.target;
        copy.users.clear();
        copy.runningUsers.clear();
        m_volumes.append(copy);
    } else if (command.verb == Verb::VolumeRemove) {
        const auto gone = find(command.object);
        if (gone != m_volumes.end())
            m_volumes.erase(gone);
    } else if (command.verb == Verb::NetworkCreate) {
        m_networks.append(network(qPrintable(command.object), "10.89.9.0/24", "10.89.9.1"));
    } else if (command.verb == Verb::SnapshotCreate) {
        m_snapshots.append({command.target, {}, command.note, QStringLiteral("running"), ago(0), true, true});
    }
    return RoomOutcome{};
}

base::Result<std::optional<int>> FakeRooms::terminal(core::Deck &, const TerminalRequest &request,
                                                     TerminalChannel &channel,
                                                     const base::OperationContext &context)
{
    const std::string prompt = "\x1b[1;32m" +
                               std::string(request.key.hull == Hull::Vm ? "guest" : "root@web") +
                               "\x1b[0m:\x1b[1;34m/srv\x1b[0m# ";
    channel.put("\x1b[?2004h" + prompt, context.stop);
    std::string typed;
    while (!context.stopRequested()) {
        pollfd watch{channel.input(), POLLIN, 0};
        if (::poll(&watch, 1, 20) <= 0)
            continue;
        std::array<char, 4096> buffer{};
        const ssize_t length = ::read(channel.input(), buffer.data(), buffer.size());
        for (ssize_t i = 0; i < length; ++i) {
            if (buffer[static_cast<std::size_t>(i)] != '\r') {
                typed += buffer[static_cast<std::size_t>(i)];
                channel.put({&buffer[static_cast<std::size_t>(i)], 1}, context.stop);
                continue;
            }
            // What bracketed paste puts around is no part of the command.
            for (const std::string_view mark : {"\x1b[200~", "\x1b[201~"}) {
                while (typed.find(mark) != typed.npos)
                    typed.erase(typed.find(mark), mark.size());
            }
            channel.put("\r\n", context.stop);
            if (typed.starts_with("echo "))
                channel.put(typed.substr(5) + "\r\n", context.stop);
            if (typed == "exit")
                return std::optional<int>(0);
            typed.clear();
            channel.put(prompt, context.stop);
        }
    }
    return std::optional<int>();
}

base::Result<void> FakeRooms::console(core::Deck &, const WorkloadKey &,
                                      const std::function<void(std::string_view)> &onText,
                                      const base::OperationContext &context)
{
    onText("[    0.000000] Linux version 6.1.0 (gcc 12.2.0)\n[    0.412771] virtio_blk virtio1: [vda] 8192 "
           "blocks\n"
           "[    1.204112] Run /init as init process\nlogin: ");
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    wake.wait(lock, context.stop, [] { return false; });
    return {};
}

} // namespace catamaran::test
