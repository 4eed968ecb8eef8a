// SPDX-License-Identifier: GPL-3.0-or-later
// Renders forms, menus and the scan of an image, with scripted data, for looking at: panel_gallery DIR
// [dark|light]
#include "src/bridge/desk.h"
#include "src/bridge/parts.h"
#include "src/bridge/session.h"
#include "tests/support/fake_deck.h"
#include "tests/support/fake_desk.h"
#include "ui/details/details_page.h"
#include "ui/dialogs/text_dialog.h"
#include "ui/dialogs/tool_menu.h"
#include "ui/images/image_panel.h"
#include "ui/images/scan_view.h"
#include "ui/shell/main_window.h"
#include "ui/theme/theme.h"
#include "ui/volumes/volumes_page.h"
#include "ui/widgets/ask_dialog.h"

#include <QApplication>
#include <QDir>
#include <QEventLoop>
#include <QMenu>
#include <QPainter>
#include <QTimer>

using namespace catamaran;

namespace {

void wait(int milliseconds)
{
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

/// The window with what stands over it.
void save(QWidget &window, const QList<QWidget *> &over, const QString &file)
{
    wait(400);
    QPixmap picture = window.grab();
    QPainter painter(&picture);
    for (QWidget *one : over)
        painter.drawPixmap(window.mapFromGlobal(one->mapToGlobal(QPoint())), one->grab());
    painter.end();
    picture.save(file);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 2)
        return 1;
    QApplication application(argc, argv);
    const QDir directory(QString::fromLocal8Bit(argv[1]));
    directory.mkpath(QStringLiteral("."));
    const bool light = argc > 2 && qstrcmp(argv[2], "light") == 0;
    ui::Theme theme(application, light ? ui::Scheme::Light : ui::Scheme::Dark);
    auto deck = std::make_shared<test::FakeDeck>();
    test::fillWithExamples(*deck);
    bridge::Parts parts = test::fakeParts(deck, {});
    parts.desk = std::make_shared<test::FakeDesk>();
    bridge::Session session(parts);
    ui::MainWindow window(session, ui::standardPages(session), nullptr);
    window.resize(1360, 860);
    window.show();
    session.open();
    wait(2500);
    const auto page = [&window](const char *id) { window.showPage(QString::fromLatin1(id)); };
    const auto shot = [&](const char *name, const QList<QWidget *> &over = {}) {
        save(window, over, directory.filePath(QString::fromLatin1(name) + QStringLiteral(".png")));
    };
    page("overview");
    window.page(QStringLiteral("overview"))->receive(QStringLiteral("disk"), {});
    shot("overview");
    page("images");
    auto *panel = window.findChild<ui::ImagePanel *>();
    wait(400);
    panel->showTab(ui::ImagePanel::Tab::Scan);
    shot("scan-idle");
    panel->scan().start();
    shot("scan-found");
    panel->setImage(QStringLiteral("localhost/slow:1"));
    panel->scan().start();
    shot("scan-running");
    session.desk().cancelScan(QStringLiteral("localhost/slow:1"));
    panel->setImage(QStringLiteral("localhost/offline:1"));
    panel->scan().start();
    shot("scan-failed");
    page("volumes");
    wait(400);
    qobject_cast<ui::VolumesPage *>(window.page(QStringLiteral("volumes")))
        ->select(QStringLiteral("shop-db"));
    shot("volumes");
    page("details");
    auto *details = qobject_cast<ui::DetailsPage *>(window.page(QStringLiteral("details")));
    for (const bridge::Hull hull : {bridge::Hull::Container, bridge::Hull::Vm}) {
        const bool vm = hull == bridge::Hull::Vm;
        const bridge::WorkloadRow *row = nullptr;
        for (const bridge::WorkloadRow &one : session.workloads())
            row = row == nullptr && one.key.hull == hull ? &one : row;
        details->open(row->key);
        QMenu menu(&window);
        ui::addTools(menu, session.desk(), ui::toolSubject(*row), &window);
        menu.addSeparator();
        ui::addToolLines(menu, ui::toolSubject(*row));
        menu.popup(window.mapToGlobal(QPoint(1000, 130)));
        shot(vm ? "menu-vm" : "menu-container", {&menu});
        menu.hide();
        ui::startTool(session.desk(),
                      *bridge::toolOf(vm ? QStringLiteral("vm edit") : QStringLiteral("commit")),
                      ui::toolSubject(*row), &window);
        auto *form = window.findChildren<ui::AskDialog *>().constLast();
        wait(200);
        form->move(window.mapToGlobal(QPoint(400, 200)));
        shot(vm ? "form-vm-edit" : "form-commit", {form});
        form->reject();
    }
    ui::TextDialog text(
        QStringLiteral("localhost/demo:latest: History"),
        QStringLiteral("catamaran history localhost/demo:latest"),
        QStringLiteral("CREATED              SIZE      CREATED BY\n2026-11-20T10:12:44  1.9 MiB   COPY "
                       "busybox /bin/\n2026-11-20T10:12:40  40.0 KiB  COPY www /www"),
        &window);
    text.show();
    text.move(window.mapToGlobal(QPoint(250, 160)));
    shot("text", {&text});
    return 0;
}
