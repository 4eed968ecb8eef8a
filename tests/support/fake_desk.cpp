// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_desk.h"

#include <condition_variable>

namespace catamaran::test {

namespace {

using bridge::DeskCommand;
using bridge::DeskStep;

QString words(const char *text)
{
    return QString::fromUtf8(text);
}

DeskStep step(const char *id, const char *title, DeskStep::State state, const char *detail, double fraction,
              double seconds = 0)
{
    DeskStep out;
    out.id = words(id);
    out.title = words(title);
    out.state = state;
    out.detail = words(detail);
    out.fraction = fraction;
    out.seconds = seconds;
    return out;
}

} // namespace

base::Result<QList<bridge::VolumeEntry>> FakeDesk::volumes(core::Deck &deck)
{
    Q_UNUSED(deck)
    return QList<bridge::VolumeEntry>{{words("shop_data"), words("local, used by 1"), 52428800, true},
                                      {words("old-backup"), words("local, not used"), 1048576, false}};
}

base::Result<QList<bridge::NetworkEntry>> FakeDesk::networks(core::Deck &deck)
{
    Q_UNUSED(deck)
    return QList<bridge::NetworkEntry>{
        {words("bridge"), words("aa"), words("bridge, 10.89.0.0/16"), true},
        {words("shop_default"), words("bb"), words("bridge, 10.90.0.0/16"), false}};
}

base::Result<QString> FakeDesk::perform(core::Deck &deck, const DeskCommand &command,
                                        const std::function<void(const DeskStep &)> &onStep,
                                        const base::OperationContext &context)
{
    Q_UNUSED(deck)
    Q_UNUSED(context)
    using State = DeskStep::State;
    {
        const std::lock_guard lock(m_mutex);
        m_done.append(command.commandLine());
    }
    if (command.verb == DeskCommand::Verb::Pull) {
        onStep(step("sha256:a1", "a1b2c3d4e5f6", State::Cached, "already here", 1));
        onStep(step("sha256:b2", "b2c3d4e5f6a7", State::Running, "12.0 of 30.1 MiB", 0.4));
        onStep(step("sha256:c3", "c3d4e5f6a7b8", State::Waiting, "", -1));
        if (command.subject.contains(words("missing")))
            return base::fail(
                base::Error(base::Errc::NotFound, "manifest unknown").withFix("Check the name"));
        onStep(step("sha256:b2", "b2c3d4e5f6a7", State::Done, "", 1));
        onStep(step("sha256:c3", "c3d4e5f6a7b8", State::Done, "", 1));
    }
    if (command.verb == DeskCommand::Verb::Build) {
        onStep(step("/1", "FROM localhost/base", State::Cached, "", -1));
        onStep(step("/2", "COPY www /www", State::Done, "", -1, 0.12));
        DeskStep run = step("/3", "RUN make", State::Running, "", -1);
        run.output = words("cc -o site site.c\n");
        onStep(run);
        onStep(step("/3", "RUN make", State::Done, "", -1, 2.4));
    }
    return words("Done: ") + command.title();
}

base::Result<bridge::ImageReport> FakeDesk::lookInto(core::Deck &deck, const QString &image,
                                                     const base::OperationContext &context)
{
    Q_UNUSED(deck)
    Q_UNUSED(context)
    bridge::ImageReport report;
    report.image = image;
    report.efficiency = 0.93;
    report.distribution = words("Debian GNU/Linux 12 (bookworm)");
    report.layers = {
        {words("FROM scratch"),
         1992294,
         0,
         412,
         0,
         0,
         {words("+    1.9 MiB  /bin/busybox"), words("+      612 B  /etc/passwd")}},
        {words("COPY www /www"), 40960, 0, 4, 0, 0, {words("+   38.1 KiB  /www/index.html")}},
        {words("RUN rm -r /usr/share/doc"), 0, 131072, 0, 1, 31, {words("-  128.0 KiB  /usr/share/doc")}}};
    report.findings = {{words("IM-0002"), words("warning"), words("the image runs as root"), words("image"),
                        words("Add USER to the Dockerfile")},
                       {words("IM-0007"), words("error"), words("a private key lies in a layer"),
                        words("image:/root/.ssh/id_ed25519:2"), words("Use a build secret")}};
    report.packages = {{words("busybox-static"), words("1:1.35.0-4"), words("deb"), words("GPL-2")},
                       {words("libc6"), words("2.36-9"), words("deb"), words("LGPL-2.1")}};
    return report;
}

base::Result<bridge::ScanView> FakeDesk::scan(core::Deck &deck, const bridge::ScanWish &wish,
                                              const std::function<void(const QString &)> &onStep,
                                              const base::OperationContext &context)
{
    Q_UNUSED(deck)
    using Severity = bridge::VulnerabilityRow::Severity;
    {
        const std::lock_guard lock(m_mutex);
        m_done.append(wish.commandLine());
    }
    onStep(words("Asking for advisories"));
    if (wish.image.contains(words("slow"))) {
        std::mutex mutex;
        std::condition_variable_any wake;
        std::unique_lock lock(mutex);
        wake.wait(lock, context.stop, [] { return false; });
        return base::fail(base::Error(base::Errc::Cancelled, "cancelled"));
    }
    if (wish.image.contains(words("offline")) && wish.databases.isEmpty())
        return base::fail(base::Error(base::Errc::Network, "advisories.example does not answer")
                              .withFix("Name advisories on the disk"));
    bridge::ScanView view;
    view.image = wish.image;
    view.packages = 142;
    view.advisories = 51304;
    view.finishedNs = 1'780'000'000'000'000'000;
    if (wish.image.contains(words("clean")))
        return view;
    view.rows = {{words("CVE-2024-3094"),
                  {},
                  Severity::Critical,
                  words("xz-utils"),
                  words("deb"),
                  words("5.6.0-0.2"),
                  words("5.6.1+really5.4.5-1"),
                  words("Malicious code was discovered in the upstream tarballs of xz")},
                 {words("CVE-2023-4911"),
                  {words("DSA-5514-1")},
                  Severity::High,
                  words("glibc"),
                  words("deb"),
                  words("2.36-9"),
                  words("2.36-9+deb12u3"),
                  words("Buffer overflow in the dynamic loader while processing GLIBC_TUNABLES")},
                 {words("CVE-2011-3389"),
                  {},
                  Severity::Medium,
                  words("gnutls28"),
                  words("deb"),
                  words("3.7.9-2"),
                  {},
                  words("The SSL protocol encrypts data by CBC mode with chained IVs")},
                 {words("CVE-2022-3219"),
                  {},
                  Severity::Low,
                  words("gnupg2"),
                  words("deb"),
                  words("2.2.40-1.1"),
                  {},
                  words("GnuPG can be made to spin on a relatively small input")}};
    return view;
}

base::Result<bridge::UsageView> FakeDesk::usage(core::Deck &deck)
{
    Q_UNUSED(deck)
    using Kind = bridge::UsageRow::Kind;
    const qint64 mib = 1 << 20;
    bridge::UsageView view;
    view.rows = {{Kind::Image, words("localhost/builder:latest"), 203 * mib, true},
                 {Kind::BuildCache, words("build cache"), 118 * mib, true},
                 {Kind::Volume, words("shop_data"), 50 * mib, false},
                 {Kind::Image, words("localhost/shop-api:1.4"), 46 * mib, false},
                 {Kind::Other, words("disks of VMs and books"), 31 * mib, false},
                 {Kind::Container, words("api"), 12 * mib, false},
                 {Kind::Container, words("old-job"), 6 * mib, true},
                 {Kind::Image, words("localhost/demo:latest"), 2 * mib, false},
                 {Kind::Volume, words("old-backup"), mib, true}};
    for (const auto &row : view.rows) {
        view.totalBytes += row.bytes;
        view.reclaimableBytes += row.reclaimable ? row.bytes : 0;
    }
    view.freeBytes = 41 * 1024 * mib;
    return view;
}

QStringList FakeDesk::done() const
{
    const std::lock_guard lock(m_mutex);
    return m_done;
}

} // namespace catamaran::test
