// SPDX-License-Identifier: GPL-3.0-or-later
// Renders what opens over the pages, with scripted data, for looking at: desk_gallery DIR [dark|light]
#include "src/bridge/desk.h"
#include "src/bridge/proposal.h"
#include "src/bridge/session.h"
#include "src/bridge/undo_bin.h"
#include "tests/support/fake_deck.h"
#include "ui/dialogs/job_dialog.h"
#include "ui/palette/palette_dialog.h"
#include "ui/shell/conveniences.h"
#include "ui/shell/main_window.h"
#include "ui/shell/review_sheet.h"
#include "ui/theme/theme.h"
#include "ui/widgets/page.h"

#include <QApplication>
#include <QDir>
#include <QPainter>
#include <QTimer>
#include <cstdio>

using namespace catamaran;

namespace {

/// The window with a dialog where it stands over it.
void save(QWidget &window, QWidget *over, const QString &file)
{
    QCoreApplication::processEvents();
    QPixmap picture = window.grab();
    if (over != nullptr) {
        const QPixmap top = over->grab();
        QPainter painter(&picture);
        painter.fillRect(window.rect(), QColor(0, 0, 0, 70));
        painter.drawPixmap(over->pos() - window.mapToGlobal(QPoint(0, 0)), top);
    }
    picture.save(file);
    std::printf("%s\n", qPrintable(file));
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 2)
        return 2;
    QApplication application(argc, argv);
    const QDir directory(QString::fromLocal8Bit(argv[1]));
    QDir().mkpath(directory.path());
    const bool light = argc > 2 && qstrcmp(argv[2], "light") == 0;
    ui::Theme theme(application, light ? ui::Scheme::Light : ui::Scheme::Dark);
    auto deck = std::make_shared<test::FakeDeck>();
    test::fillWithExamples(*deck);
    bridge::Session session(test::fakeParts(deck, {}));
    ui::MainWindow window(session, ui::standardPages(session), nullptr);
    window.show();
    session.open();
    const auto shoot = [&] {
        window.conveniences().openPalette(QStringLiteral("we"));
        save(window, &window.conveniences().palette(), directory.filePath(QStringLiteral("palette.png")));
        window.conveniences().palette().reject();
        window.showPage(QStringLiteral("doctor"));
        QTimer::singleShot(500, &window, [&] {
            save(window, nullptr, directory.filePath(QStringLiteral("doctor.png")));
            const auto sheet = [&](const bridge::Proposal &proposal, const char *name) {
                window.conveniences().review(proposal);
                auto *dialog = window.findChild<ui::ReviewSheet *>();
                dialog->move((window.width() - dialog->width()) / 2, 160);
                save(window, dialog, directory.filePath(QString::fromLatin1(name)));
                delete dialog;
            };
            window.showPage(QStringLiteral("workloads"));
            sheet(bridge::proposalOfLink(
                      QStringLiteral("catamaran://run?image=localhost/demo&ports=8080:80&as=both&name=web")),
                  "review-link.png");
            sheet(bridge::proposalOfText(
                      QStringLiteral("apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: "
                                     "web\n---\napiVersion: v1\nkind: Ingress\nmetadata:\n  "
                                     "name: front\n")),
                  "review-kubernetes.png");
            sheet(bridge::proposalOfText(QStringLiteral("https://github.com/example/shop")),
                  "review-build.png");
            session.act(bridge::Action::Remove, {session.workloads()[1].key, session.workloads()[3].key});
            QTimer::singleShot(300, &window, [&] {
                save(window, nullptr, directory.filePath(QStringLiteral("undo.png")));
                session.desk().bin().undo();
                window.showPage(QStringLiteral("images"));
                QTimer::singleShot(500, &window, [&] {
                    save(window, nullptr, directory.filePath(QStringLiteral("images.png")));
                    bridge::DeskCommand build;
                    build.verb = bridge::DeskCommand::Verb::Build;
                    build.paths = {QStringLiteral("/home/me/shop")};
                    build.target = QStringLiteral("localhost/shop");
                    session.desk().run(build);
                    QTimer::singleShot(800, &window, [&] {
                        auto *job = window.findChild<ui::JobDialog *>();
                        job->move((window.width() - job->width()) / 2, 140);
                        save(window, job, directory.filePath(QStringLiteral("build.png")));
                        window.showPage(QStringLiteral("overview"));
                        window.page(QStringLiteral("overview"))->receive(QStringLiteral("disk"), {});
                        QTimer::singleShot(500, &window, [&] {
                            save(window, nullptr, directory.filePath(QStringLiteral("disk.png")));
                            QApplication::exit(0);
                        });
                    });
                });
            });
        });
    };
    QObject::connect(&session, &bridge::Session::settled, &window,
                     [&] { QTimer::singleShot(1500, &window, shoot); });
    return QApplication::exec();
}
