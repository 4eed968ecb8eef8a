// SPDX-License-Identifier: GPL-3.0-or-later
// A launching program that the kill tests end at some moment: launches `sleep` from the directory in argv[1],
// with a second argument one that waits for a client.
// Prints "launched" once the call has returned, then waits to be killed.
#include "tests/integration/launch/container_fixture.h"

#include <cstdio>
#include <unistd.h>

int main(int argc, char **argv)
{
    using namespace catamaran;
    if (argc < 2)
        return 2;
    test::ContainerFixture box(argv[1]);
    engine::launch::Launcher launcher;
    std::puts("starting");
    std::fflush(stdout);
    using Start = engine::launch::Launcher::Start;
    const auto launched =
        launcher.launch(box.plan({"/bin/sleep", "1000"}), argc > 2 ? Start::WhenAttached : Start::AtOnce, {});
    if (!launched) {
        std::fputs(launched.error().fullText().c_str(), stderr);
        return 1;
    }
    std::puts("launched");
    std::fflush(stdout);
    pause();
    return 0;
}
