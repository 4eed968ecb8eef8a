// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/cli_runner.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>

/// What the tests of the OCI runtime share.
namespace catamaran::test {

/// A root file system with a static busybox and links to its commands; empty on success, else why not.
inline QString makeBusyboxRoot(const QString &root)
{
    const QString busybox = QStandardPaths::findExecutable("busybox", {"/bin", "/usr/bin"});
    if (busybox.isEmpty())
        return "busybox is not installed";
    for (const char *directory : {"bin", "tmp", "etc", "proc", "sys", "dev"})
        QDir().mkpath(root + "/" + directory);
    if (!QFile::copy(busybox, root + "/bin/busybox"))
        return "busybox cannot be copied";
    QFile::setPermissions(root + "/bin/busybox", QFile::Permissions(0x7755));
    for (const char *name : {"sh", "cat", "echo", "false", "grep", "head", "hostname", "id", "kill", "ls",
                             "mount", "ps", "pwd", "sleep", "tail", "touch", "true", "tty"})
        QFile::link("busybox", root + "/bin/" + name);
    return {};
}

/// Runs a program and waits; its code is 128 plus the signal when it was killed, -1 when it never ended.
inline CommandResult
runProgram(const QString &program, const QStringList &arguments, const QByteArray &input = {},
           const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment(),
           int timeoutMs = 120'000)
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    CommandResult result;
    if (process.waitForFinished(timeoutMs))
        result.code =
            process.exitStatus() == QProcess::NormalExit ? process.exitCode() : 128 + process.exitCode();
    else
        process.kill();
    result.out = process.readAllStandardOutput();
    result.err = process.readAllStandardError();
    process.waitForFinished(10'000);
    return result;
}

} // namespace catamaran::test

/// Fails with both streams when the exit code is another one. The command runs once.
#define COMPARE_CODE(result, expected)                                                                       \
    do {                                                                                                     \
        const test::CommandResult compared = (result);                                                       \
        QVERIFY2(compared.code == (expected),                                                                \
                 (QByteArray("exit code ") + QByteArray::number(compared.code) + "\n" + compared.out +       \
                  compared.err)                                                                              \
                     .constData());                                                                          \
    } while (false)
