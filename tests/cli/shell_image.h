// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/cli_runner.h"

#include <QDir>
#include <QFile>

/// What the transcript tests share.
namespace catamaran::test {

inline void writeText(const QString &path, const QByteArray &text)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY2(file.open(QIODevice::WriteOnly | QIODevice::Truncate), qPrintable(path));
    QCOMPARE(file.write(text), text.size());
}

/// The image "shell": the demo image with busybox' commands in /bin, so that tests can write `sh -c`.
inline void makeShellImage(const CliRunner &cli, const QString &scratch)
{
    cli.ok({"demo", "prepare"});
    writeText(scratch + "/shell/Dockerfile", "FROM localhost/demo\n"
                                             "RUN [\"/bin/busybox\", \"--install\", \"-s\", \"/bin\"]\n"
                                             "RUN mkdir -p /tmp && chmod 1777 /tmp\n"
                                             "CMD [\"sh\"]\n");
    cli.ok({"build", "-q", "-t", "shell", scratch + "/shell"});
}

/// `run --rm shell sh -c script` with options in front of the image.
inline CommandResult runScript(const CliRunner &cli, const QStringList &options, const QString &script,
                               const QByteArray &input = {})
{
    return cli.run(QStringList{"run", "--rm"} + options + QStringList{"shell", "sh", "-c", script}, input);
}

} // namespace catamaran::test

/// Fails the test with both streams when a command's exit code is another one.
#define COMPARE_CODE(result, expected)                                                                       \
    QVERIFY2((result).code == (expected), (QByteArray("exit code ") + QByteArray::number((result).code) +    \
                                           "\n" + (result).out + (result).err)                               \
                                              .constData())
