// SPDX-License-Identifier: GPL-3.0-or-later
// Megabytes a second that the terminal takes in, and what a million lines cost in the log:
//   QT_QPA_PLATFORM=offscreen bench_terminal
#include "ui/terminal/terminal_view.h"
#include "ui/theme/theme.h"
#include "ui/widgets/log_view.h"

#include <QApplication>
#include <QElapsedTimer>
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <string>

using namespace catamaran;

namespace {

double threadSeconds()
{
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

void measureParse(const char *name, const std::string &piece)
{
    constexpr std::size_t kBytes = 64U << 20;
    constexpr std::size_t kSlice = 64U << 10;
    ui::VtScreen screen(40, 120);
    std::string block;
    while (block.size() < kSlice)
        block += piece;
    const double begin = threadSeconds();
    std::size_t done = 0;
    for (; done < kBytes; done += block.size())
        screen.write(block);
    const double seconds = threadSeconds() - begin;
    std::printf("terminal, %-28s %7.1f MB/s\n", name, static_cast<double>(done) / 1e6 / seconds);
}

void measureLog()
{
    constexpr int kLines = 1'000'000;
    ui::LogView view(nullptr, kLines);
    view.resize(1100, 700);
    view.show();
    QList<bridge::LogLine> batch;
    double begin = threadSeconds();
    for (int i = 0; i < kLines; ++i) {
        batch.append(
            {1'700'000'000'000'000'000LL + i * 1'000'000LL, i % 50 == 0,
             QStringLiteral("%1 request %2 took %3 ms from 10.88.0.%4, user agent curl/8.0, status 200")
                 .arg(i % 40 == 0 ? QStringLiteral("ERROR") : QStringLiteral("INFO"))
                 .arg(i)
                 .arg(i % 977)
                 .arg(i % 250)});
        if (batch.size() == 1000) {
            view.append(batch);
            batch.clear();
        }
    }
    std::printf("log, append of 1e6 lines            %7.0f ms\n", (threadSeconds() - begin) * 1e3);
    QList<double> frames;
    for (int i = 0; i < 60; ++i) {
        QApplication::processEvents();
        view.viewport()->repaint();
        frames.append(static_cast<double>(view.lastPaintNs()) / 1e6);
    }
    std::sort(frames.begin(), frames.end());
    std::printf("log, frame with 1e6 lines           %7.2f ms median, %.2f ms p95\n", frames[30], frames[57]);
    ui::LogFilter filter;
    filter.include = QStringLiteral("took 9\\d\\d ms");
    filter.context = 1;
    begin = threadSeconds();
    QElapsedTimer turn;
    qint64 longest = 0;
    view.setFilter(filter);
    while (view.index().size() == 0 || threadSeconds() - begin < 0.05) {
        turn.start();
        QApplication::processEvents();
        longest = std::max(longest, turn.nsecsElapsed());
        if (threadSeconds() - begin > 60)
            break;
    }
    qint64 before = -1;
    while (before != view.index().matches()) {
        before = view.index().matches();
        for (int i = 0; i < 20; ++i) {
            turn.start();
            QApplication::processEvents();
            longest = std::max(longest, turn.nsecsElapsed());
        }
    }
    std::printf("log, regex over 1e6 lines           %7.0f ms, longest turn %.1f ms, %lld lines found\n",
                (threadSeconds() - begin) * 1e3, static_cast<double>(longest) / 1e6,
                static_cast<long long>(view.index().matches()));
}

void measureTerminalPaint()
{
    ui::TerminalView view;
    view.resize(1100, 720);
    view.show();
    QApplication::processEvents();
    for (int i = 0; i < 200; ++i)
        view.feed("\x1b[32mINFO\x1b[0m  request from \x1b[36m10.88.0.2\x1b[0m took 12 ms and gave 200 for "
                  "/index.html "
                  "to the one who asked\r\n");
    QList<double> frames;
    for (int i = 0; i < 60; ++i) {
        view.viewport()->repaint();
        frames.append(static_cast<double>(view.lastPaintNs()) / 1e6);
    }
    std::sort(frames.begin(), frames.end());
    std::printf("terminal, paint of %dx%d            %7.2f ms median, %.2f ms p95\n", view.screen().columns(),
                view.screen().rows(), frames[30], frames[57]);
}

/// What Ctrl+Shift+V costs the GUI thread; the program behind it takes the text at its own pace.
void measurePaste()
{
    ui::TerminalView view;
    view.resize(1100, 720);
    QByteArray sent;
    QObject::connect(&view, &ui::TerminalView::typed, &view,
                     [&sent](const QByteArray &bytes) { sent += bytes; });
    const QString text = QStringLiteral("a line of a long text that somebody pastes\n").repeated(24'000);
    const double begin = threadSeconds();
    view.paste(text);
    std::printf("terminal, paste of %.1f MB          %7.1f ms, %.1f MB sent\n",
                static_cast<double>(text.size()) / 1e6, (threadSeconds() - begin) * 1e3,
                static_cast<double>(sent.size()) / 1e6);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    ui::Theme theme(application, ui::Scheme::Dark);
    measureParse("yes (3 B lines)", "y\r\n");
    measureParse("log lines (87 B)",
                 "2026-01-02T03:04:05.678Z INFO  http: request from 10.88.0.2 took 12 ms, status "
                 "200, all well\r\n");
    measureParse("256 colours",
                 "\x1b[38;5;34mmodule\x1b[0m \x1b[48;5;236;38;5;214mwarning\x1b[0m: something in line "
                 "\x1b[1m42\x1b[0m of the file\r\n");
    measureParse("true colour",
                 "\x1b[38;2;10;200;30mgreen\x1b[0m and \x1b[38;2;200;10;30mred\x1b[0m words\r\n");
    measureParse("UTF-8 (umlauts)", "Gr\xc3\xb6\xc3\x9f"
                                    "e des Verzeichnisses: \xe2\x82\xac 12, \xc3\xbc"
                                    "ber alles\r\n");
    measureTerminalPaint();
    measurePaste();
    measureLog();
    return 0;
}
