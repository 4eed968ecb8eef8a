// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <QTest>
#include <string>

/// Helpers that every test program may use.
namespace catamaran::test {

/// A directory that is removed with everything below it. On tmpfs (/dev/shm) where there is one, because
/// tests make and delete many files.
class TemporaryDirectory {
public:
    TemporaryDirectory();
    ~TemporaryDirectory();
    TemporaryDirectory(const TemporaryDirectory &) = delete;
    TemporaryDirectory &operator=(const TemporaryDirectory &) = delete;
    [[nodiscard]] const std::string &path() const { return m_path; }
    [[nodiscard]] std::string file(const std::string &name) const { return m_path + "/" + name; }

private:
    std::string m_path;
};

/// The checkout, and the test corpus beside it (empty if this checkout has none).
std::string sourceDirectory();
std::string corpusDirectory();

/// Empty when the host can run containers as root, else the reason for a SKIP in initTestCase().
std::string reasonToSkipRootTests();

} // namespace catamaran::test

/// Fails the test with the error's text if a Result holds one.
#define VERIFY_RESULT(...)                                                                                   \
    do {                                                                                                     \
        const auto &catamaranResult = (__VA_ARGS__);                                                         \
        QVERIFY2(catamaranResult.has_value(),                                                                \
                 catamaranResult.has_value() ? "" : catamaranResult.error().fullText().c_str());             \
    } while (false)
