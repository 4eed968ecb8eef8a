// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/support.h"

#include <QByteArray>
#include <QProcess>
#include <QStringList>
#include <memory>
#include <set>
#include <string>

namespace catamaran::test {

/// What a command left: exit code and output. A command that was killed by a signal has code 128 + signal.
struct CommandResult {
    int code = -1;
    QByteArray out;
    QByteArray err;
};

/// Runs the built `catamaran` in a state directory of its own, as a user would in a shell.
class CliRunner {
public:
    /// `data` and `run` directories are made below a fresh temporary directory. The run directory is short,
    /// because unix sockets live in it.
    CliRunner();
    /// Removes every container and VM that is left.
    ~CliRunner();

    CommandResult run(const QStringList &arguments, const QByteArray &input = {},
                      int timeoutMs = 120'000) const;
    /// Starts without waiting. Its output is discarded.
    [[nodiscard]] std::unique_ptr<QProcess> start(const QStringList &arguments) const;
    /// run(), failing the test unless the code is 0; returns the trimmed output.
    QByteArray ok(const QStringList &arguments) const;
    /// Whether `catamaran info --format json` or the driver says that VMs can run here; else the reason.
    [[nodiscard]] QString reasonToSkipVms() const;

    [[nodiscard]] std::string dataDirectory() const { return m_directory.file("data"); }
    [[nodiscard]] std::string runDirectory() const { return m_directory.file("r"); }
    /// The tag that this state directory's kernel objects carry (EngineOptions::instance).
    [[nodiscard]] std::string instance() const;

    static QString program(const char *name);

private:
    [[nodiscard]] QProcessEnvironment environment() const;
    void removeKernelObjects() const;
    TemporaryDirectory m_directory;
};

/// Everything on this host that carries the mark of one state directory: mounts, control groups, links,
/// firewall tables, processes. Sorted lines such as "mount /x", for a readable difference.
std::set<std::string> hostTraces(const CliRunner &cli);

/// GET `path` from 127.0.0.1:`port`; the status code, 0 if there was no answer. `body` may be null.
int httpGet(quint16 port, const char *path = "/", QByteArray *body = nullptr, int timeoutMs = 5'000);

/// A TCP port of 127.0.0.1 that was free a moment ago.
quint16 freePort();

} // namespace catamaran::test
