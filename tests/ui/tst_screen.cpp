// SPDX-License-Identifier: GPL-3.0-or-later
// The screen of a VM, against QEMU's own VNC server: a machine without a disk, whose BIOS writes to the
// screen.
#include "tests/support/support.h"
#include "tests/support/ui_main.h"
#include "ui/screen/screen_keys.h"
#include "ui/screen/screen_link.h"
#include "ui/screen/screen_view.h"

#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QtTest>
#include <sys/socket.h>
#include <sys/un.h>

using namespace catamaran;

namespace {

base::UniqueFd connectTo(const QString &path)
{
    base::UniqueFd fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    qstrncpy(address.sun_path, path.toLocal8Bit().constData(), sizeof address.sun_path);
    if (::connect(fd.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        return {};
    return fd;
}

/// How many pixels of the picture are not black.
int litPixels(const ui::ScreenLink &link)
{
    int lit = 0;
    link.withPicture([&](const QImage &picture) {
        for (int y = 0; y < picture.height(); ++y) {
            for (int x = 0; x < picture.width(); ++x)
                lit += qGray(picture.pixel(x, y)) > 40 ? 1 : 0;
        }
    });
    return lit;
}

} // namespace

class ScreenTest : public QObject {
    Q_OBJECT

private slots:
    void keysAreKeysyms()
    {
        const auto of = [](int key, const QString &text, Qt::KeyboardModifiers held = {}) {
            return ui::keysymOf(QKeyEvent(QEvent::KeyPress, key, held, text));
        };
        QCOMPARE(of(Qt::Key_A, QStringLiteral("a")), 0x61U);
        QCOMPARE(of(Qt::Key_A, QStringLiteral("\x01"), Qt::ControlModifier), 0x61U);
        QCOMPARE(of(Qt::Key_Return, QStringLiteral("\r")), 0xff0dU);
        QCOMPARE(of(Qt::Key_F5, {}), 0xffc2U);
        QCOMPARE(of(Qt::Key_Udiaeresis, QStringLiteral("ü")), 0xfcU);
        QCOMPARE(of(Qt::Key_unknown, QStringLiteral("я")), 0x0100044fU);
        QCOMPARE(ui::keysymOf(U'\n'), 0xff0dU);
    }

    void aServerThatIsNoneIsToldAndNothingWaits()
    {
        int pair[2];
        QCOMPARE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), 0);
        const base::UniqueFd peer(pair[1]);
        {
            ui::ScreenLink silent{base::UniqueFd(::dup(pair[0]))}; // destroyed while it waits for a greeting
        }
        ui::ScreenLink link{base::UniqueFd(pair[0])};
        QSignalSpy ended(&link, &ui::ScreenLink::ended);
        QCOMPARE(::shutdown(peer.get(), SHUT_RDWR), 0);
        QVERIFY(ended.wait(10'000));
        QVERIFY(!ended.constFirst().constFirst().toString().isEmpty());
    }

    void theScreenOfAMachineIsShownAndTakesKeys()
    {
        const QString qemu = QStandardPaths::findExecutable(QStringLiteral("qemu-system-x86_64"));
        if (qemu.isEmpty())
            QSKIP("qemu-system-x86_64 is not installed");
        const test::TemporaryDirectory directory;
        const QString socket = QString::fromStdString(directory.file("vnc"));
        QProcess machine;
        machine.start(qemu, {"-machine", "pc,accel=tcg", "-m", "32", "-nodefaults", "-vga", "std", "-vnc",
                             "unix:" + socket, "-boot", "menu=on,splash-time=60000"});
        QVERIFY(machine.waitForStarted());
        std::unique_ptr<ui::ScreenLink> link;
        ui::ScreenView view;
        view.resize(400, 300);
        view.show();
        // A BIOS that sets its mode between the greeting and the list of encodings ends the connection, since
        // it cannot tell its size then; the window connects again.
        bool isOpen = false;
        const auto open = [&] {
            base::UniqueFd connection;
            QTRY_VERIFY_WITH_TIMEOUT((connection = connectTo(socket)), 20'000);
            link = std::make_unique<ui::ScreenLink>(std::move(connection));
            isOpen = true;
            connect(link.get(), &ui::ScreenLink::ended, this, [&] { isOpen = false; });
            view.setLink(link.get());
        };
        const auto hasText = [&] {
            if (!isOpen)
                open();
            // SeaBIOS in text mode; before, QEMU shows a sentence of its own in 640 x 480.
            return link->size() == QSize(720, 400) && litPixels(*link) > 1'000;
        };
        QTRY_VERIFY_WITH_TIMEOUT(hasText(), 60'000);
        const auto shown = [&] {
            const QImage picture = view.grab().toImage();
            int lit = 0;
            for (int y = 0; y < picture.height(); ++y) {
                for (int x = 0; x < picture.width(); ++x)
                    lit += qGray(picture.pixel(x, y)) > 60 ? 1 : 0;
            }
            return lit;
        };
        QTRY_VERIFY(shown() > 100);
        // Esc opens the BIOS's menu of boot devices, which is more text.
        const int before = litPixels(*link);
        const auto opensTheMenu = [&] {
            QTest::keyClick(&view, Qt::Key_Escape); // again: the BIOS may not have listened yet
            return litPixels(*link) != before;
        };
        QTRY_VERIFY_WITH_TIMEOUT(opensTheMenu(), 60'000);
        link->type(QStringLiteral("1:A"));
        QTRY_VERIFY(!link->isTyping());
        QSignalSpy ended(link.get(), &ui::ScreenLink::ended);
        machine.kill();
        QVERIFY(machine.waitForFinished());
        QVERIFY(ended.count() > 0 || ended.wait(10'000));
    }
};

CATAMARAN_UI_TEST_MAIN(ScreenTest)
#include "tst_screen.moc"
