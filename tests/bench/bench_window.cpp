// SPDX-License-Identifier: GPL-3.0-or-later
// bench_window NAME RUNS SECONDS COMMAND...: starts a program with a window on $DISPLAY so often, and prints
// TSV rows (case, program, median, least, most, unit): from its start until its first window is there and
// until it is painted, and of the last run the memory of the whole tree of processes, and its use of the
// processor while the window shows and while it is minimised. The first run is not counted. Nothing of the
// program needs to know of this.
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <algorithm>
#include <cctype>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <dirent.h>
#include <map>
#include <poll.h>
#include <set>
#include <spawn.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

extern char **environ;

namespace {

constexpr int kLeastWidth = 300;
constexpr int kLeastHeight = 200;
constexpr double kPatienceMs = 30'000;
constexpr double kSettleMs = 6'000;
constexpr std::size_t kPaintedColors = 8; ///< in three rows of pixels

double now()
{
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

std::string readFile(const std::string &path)
{
    std::string text;
    if (std::FILE *file = std::fopen(path.c_str(), "re"); file != nullptr) {
        char buffer[8192];
        for (std::size_t n = 0; (n = std::fread(buffer, 1, sizeof buffer, file)) > 0;)
            text.append(buffer, n);
        std::fclose(file);
    }
    return text;
}

std::vector<int> numbersIn(const std::string &directory)
{
    std::vector<int> numbers;
    DIR *listing = opendir(directory.c_str());
    if (listing == nullptr)
        return numbers;
    while (const dirent *entry = readdir(listing)) {
        if (std::isdigit(static_cast<unsigned char>(entry->d_name[0])) != 0)
            numbers.push_back(std::atoi(entry->d_name));
    }
    closedir(listing);
    return numbers;
}

/// The process and all below it.
std::vector<int> treeOf(int root)
{
    std::map<int, int> parents;
    for (const int pid : numbersIn("/proc")) {
        const std::string stat = readFile("/proc/" + std::to_string(pid) + "/stat");
        const auto end = stat.rfind(')');
        int parent = 0;
        char state = 0;
        if (end != std::string::npos && std::sscanf(stat.c_str() + end + 1, " %c %d", &state, &parent) == 2)
            parents[pid] = parent;
    }
    std::vector<int> tree;
    for (const auto &[pid, parent] : parents) {
        for (int at = pid; at > 1; at = parents.contains(at) ? parents[at] : 0) {
            if (at != root)
                continue;
            tree.push_back(pid);
            break;
        }
    }
    return tree;
}

double pssMiB(const std::vector<int> &tree)
{
    double kib = 0;
    for (const int pid : tree) {
        const std::string text = readFile("/proc/" + std::to_string(pid) + "/smaps_rollup");
        const auto at = text.find("\nPss:");
        if (at != std::string::npos)
            kib += std::atof(text.c_str() + at + 5);
    }
    return kib / 1024;
}

/// Processor time of the tree in milliseconds, to the nanosecond of its threads (schedstat).
double cpuMs(const std::vector<int> &tree)
{
    double ns = 0;
    for (const int pid : tree) {
        const std::string tasks = "/proc/" + std::to_string(pid) + "/task";
        for (const int task : numbersIn(tasks))
            ns += std::atof(readFile(tasks + "/" + std::to_string(task) + "/schedstat").c_str());
    }
    return ns / 1e6;
}

void pause(double milliseconds)
{
    poll(nullptr, 0, static_cast<int>(milliseconds));
}

/// The windows of programs: children of the root, or what a window manager put into a frame.
void collect(Display *display, Window window, int depth, std::set<Window> &out)
{
    Window root = 0;
    Window parent = 0;
    Window *children = nullptr;
    unsigned count = 0;
    if (XQueryTree(display, window, &root, &parent, &children, &count) == 0)
        return;
    for (unsigned i = 0; i < count; ++i) {
        XWindowAttributes attributes{};
        if (XGetWindowAttributes(display, children[i], &attributes) != 0 &&
            attributes.map_state == IsViewable && attributes.c_class == InputOutput &&
            attributes.width >= kLeastWidth && attributes.height >= kLeastHeight) {
            out.insert(children[i]);
            if (depth > 0)
                collect(display, children[i], depth - 1, out);
        }
    }
    if (children != nullptr)
        XFree(children);
}

bool isPainted(Display *display, Window window)
{
    XWindowAttributes attributes{};
    if (XGetWindowAttributes(display, window, &attributes) == 0 || attributes.map_state != IsViewable)
        return false;
    std::set<unsigned long> colors;
    for (const int quarter : {1, 2, 3}) {
        XImage *row = XGetImage(display, window, 0, attributes.height * quarter / 4,
                                static_cast<unsigned>(attributes.width), 1, AllPlanes, ZPixmap);
        if (row == nullptr)
            return false;
        for (int x = 0; x < row->width && colors.size() < kPaintedColors; ++x)
            colors.insert(XGetPixel(row, x, 0));
        XDestroyImage(row);
    }
    return colors.size() >= kPaintedColors;
}

struct Started {
    double mappedMs = -1;
    double paintedMs = -1;
    Window window = 0;
};

Started waitForWindow(Display *display, const std::set<Window> &before, double begin)
{
    Started result;
    while (now() - begin < kPatienceMs) {
        std::set<Window> windows;
        collect(display, DefaultRootWindow(display), 2, windows);
        for (const Window window : windows) {
            if (before.contains(window))
                continue;
            if (result.mappedMs < 0)
                result.mappedMs = now() - begin;
            if (isPainted(display, window)) {
                result.paintedMs = now() - begin;
                result.window = window;
                return result;
            }
        }
        pause(2);
    }
    return result;
}

/// The window with a WM_STATE is the program's own: a frame has none.
Window clientIn(Display *display, Window window)
{
    const Atom state = XInternAtom(display, "WM_STATE", False);
    Atom type = 0;
    int format = 0;
    unsigned long items = 0;
    unsigned long rest = 0;
    unsigned char *data = nullptr;
    const bool has = XGetWindowProperty(display, window, state, 0, 0, False, AnyPropertyType, &type, &format,
                                        &items, &rest, &data) == Success &&
                     type != None;
    if (data != nullptr)
        XFree(data);
    if (has)
        return window;
    Window root = 0;
    Window parent = 0;
    Window *children = nullptr;
    unsigned count = 0;
    Window found = 0;
    if (XQueryTree(display, window, &root, &parent, &children, &count) != 0) {
        for (unsigned i = 0; i < count && found == 0; ++i)
            found = clientIn(display, children[i]);
        if (children != nullptr)
            XFree(children);
    }
    return found;
}

void endTree(int pid)
{
    kill(-pid, SIGTERM);
    for (int i = 0; i < 300; ++i) {
        if (waitpid(pid, nullptr, WNOHANG) != 0)
            break;
        pause(10);
    }
    kill(-pid, SIGKILL);
    waitpid(pid, nullptr, 0);
}

void row(const char *what, const std::string &name, std::vector<double> values, const char *unit)
{
    std::sort(values.begin(), values.end());
    std::printf("%s\t%s\t%.1f\t%.1f\t%.1f\t%s\n", what, name.c_str(), values[values.size() / 2],
                values.front(), values.back(), unit);
}

double shareOver(int pid, double seconds)
{
    const std::vector<int> tree = treeOf(pid);
    const double begin = cpuMs(tree);
    const double wall = now();
    pause(seconds * 1000);
    return (cpuMs(tree) - begin) / (now() - wall) * 100;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 5) {
        std::fprintf(stderr, "usage: bench_window NAME RUNS SECONDS COMMAND...\n");
        return 2;
    }
    const std::string name = argv[1];
    const int runs = std::atoi(argv[2]);
    const double seconds = std::atof(argv[3]);
    Display *display = XOpenDisplay(nullptr);
    if (display == nullptr) {
        std::fprintf(stderr, "bench_window: no display\n");
        return 1;
    }
    // A window may go between two questions about it.
    XSetErrorHandler([](Display *, XErrorEvent *) { return 0; });
    std::vector<double> mapped;
    std::vector<double> painted;
    for (int run = 0; run <= runs; ++run) {
        std::set<Window> before;
        collect(display, DefaultRootWindow(display), 2, before);
        posix_spawnattr_t attributes;
        posix_spawnattr_init(&attributes);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
        pid_t pid = 0;
        const double begin = now();
        if (const int error = posix_spawnp(&pid, argv[4], nullptr, &attributes, argv + 4, environ);
            error != 0) {
            std::fprintf(stderr, "bench_window: %s: %s\n", argv[4], std::strerror(error));
            return 1;
        }
        const Started started = waitForWindow(display, before, begin);
        if (started.paintedMs < 0) {
            std::fprintf(stderr, "bench_window: %s showed nothing within %.0f s\n", name.c_str(),
                         kPatienceMs / 1e3);
            endTree(pid);
            return 1;
        }
        if (run > 0) {
            mapped.push_back(started.mappedMs);
            painted.push_back(started.paintedMs);
        }
        if (run == runs) {
            row("window there", name, mapped, "ms");
            row("window painted", name, painted, "ms");
            pause(kSettleMs);
            const std::vector<int> tree = treeOf(pid);
            row("memory (PSS) of the tree", name, {pssMiB(tree)}, "MiB");
            row("processes", name, {static_cast<double>(tree.size())}, "");
            row("processor while shown", name, {shareOver(pid, seconds)}, "% of a core");
            const Window client = clientIn(display, started.window);
            if (client != 0) {
                XIconifyWindow(display, client, DefaultScreen(display));
                XSync(display, False);
                pause(3000);
                row("processor while minimised", name, {shareOver(pid, seconds)}, "% of a core");
                row("memory (PSS) minimised", name, {pssMiB(tree)}, "MiB");
            }
        }
        endTree(pid);
        pause(200);
    }
    XCloseDisplay(display);
    return 0;
}
