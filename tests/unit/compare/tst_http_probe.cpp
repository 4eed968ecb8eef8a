// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compare/http_probe.h"

#include "engine/base/clock.h"
#include "engine/base/unique_fd.h"
#include "tests/support/support.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <thread>

using namespace catamaran;
using namespace catamaran::compare;
using namespace std::chrono_literals;

namespace {

/// A server on loopback that gives one scripted answer to each connection in turn (the last one for ever).
class ScriptedServer {
public:
    explicit ScriptedServer(std::vector<std::string> answers) : m_answers(std::move(answers))
    {
        m_fd.reset(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto *generic = reinterpret_cast<sockaddr *>(&address);
        if (::bind(m_fd.get(), generic, size) != 0 || ::listen(m_fd.get(), 16) != 0 ||
            ::getsockname(m_fd.get(), generic, &size) != 0)
            qFatal("cannot make a server");
        m_port = ntohs(address.sin_port);
        m_thread = std::thread([this] { serve(); });
    }
    ~ScriptedServer()
    {
        ::shutdown(m_fd.get(), SHUT_RDWR);
        m_thread.join();
    }
    [[nodiscard]] HttpTarget target() const { return {"127.0.0.1", m_port, "/"}; }
    std::string request;

private:
    void serve()
    {
        for (std::size_t turn = 0;; ++turn) {
            const base::UniqueFd peer(::accept4(m_fd.get(), nullptr, nullptr, SOCK_CLOEXEC));
            if (!peer)
                return;
            std::array<char, 4096> buffer{};
            const ssize_t got = ::recv(peer.get(), buffer.data(), buffer.size(), 0);
            if (got > 0)
                request.assign(buffer.data(), static_cast<std::size_t>(got));
            const std::string &answer = m_answers[std::min(turn, m_answers.size() - 1)];
            (void)::send(peer.get(), answer.data(), answer.size(), MSG_NOSIGNAL);
        }
    }
    std::vector<std::string> m_answers;
    base::UniqueFd m_fd;
    std::uint16_t m_port = 0;
    std::thread m_thread;
};

/// A loopback port that nobody listens on: bound, but never put into the listening state.
struct DeafPort {
    base::UniqueFd fd{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    std::uint16_t port = 0;
    DeafPort()
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto *generic = reinterpret_cast<sockaddr *>(&address);
        if (::bind(fd.get(), generic, size) != 0 || ::getsockname(fd.get(), generic, &size) != 0)
            qFatal("cannot bind");
        port = ntohs(address.sin_port);
    }
};

std::chrono::steady_clock::time_point in(std::chrono::milliseconds time)
{
    return std::chrono::steady_clock::now() + time;
}

} // namespace

class TestHttpProbe : public QObject {
    Q_OBJECT
private slots:
    void aStatusLineIsReadHoweverItIsCut()
    {
        const std::string whole = "HTTP/1.1 200 OK\r\nServer: x\r\n";
        for (std::size_t cut = 0; cut <= whole.size(); ++cut) {
            const auto parsed = parseStatusLine(whole.substr(0, cut));
            VERIFY_RESULT(parsed);
            QCOMPARE(parsed->has_value(), cut >= 17);
            if (*parsed)
                QCOMPARE(**parsed, 200);
        }
    }

    void whatIsNotHttpIsRefused_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("ssh") << "SSH-2.0-x\r\n";
        QTest::newRow("http 2 preface") << "PRI * HTTP/2.0\r\n";
        QTest::newRow("no code") << "HTTP/1.1 \r\n";
        QTest::newRow("letters") << "HTTP/1.1 2x0 OK\r\n";
        QTest::newRow("four digits") << "HTTP/1.1 2000 OK\r\n";
    }
    void whatIsNotHttpIsRefused()
    {
        QFETCH(QString, text);
        const auto parsed = parseStatusLine(text.toStdString());
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().code(), base::Errc::Protocol);
    }

    void aGetReturnsTheStatusAndAsksForThePath()
    {
        ScriptedServer server({"HTTP/1.0 404 Not Found\r\n\r\n"});
        HttpTarget target = server.target();
        target.path = "/hello";
        const auto status = httpGet(target, 5s, {});
        VERIFY_RESULT(status);
        QCOMPARE(*status, 404);
        QVERIFY(server.request.starts_with("GET /hello HTTP/1.1\r\nHost: 127.0.0.1:"));
    }

    void aPortThatNobodyListensOnIsANetworkError()
    {
        const DeafPort deaf;
        const auto status = httpGet({"127.0.0.1", deaf.port, "/"}, 5s, {});
        QVERIFY(!status);
        QCOMPARE(status.error().code(), base::Errc::Network);
    }

    void waitingGoesOnUntilTheAnswerIs200()
    {
        ScriptedServer server({"", "HTTP/1.1 503 Busy\r\n\r\n", "junk\r\n", "HTTP/1.1 200 OK\r\n\r\nhello"});
        const std::int64_t before = base::steadyNanoseconds();
        int tries = 0;
        const auto at = waitForHttp200(server.target(), in(20s),
                                       [&tries]() -> base::Result<void> {
                                           ++tries;
                                           return {};
                                       },
                                       {});
        VERIFY_RESULT(at);
        QVERIFY(*at > before && *at <= base::steadyNanoseconds());
        QCOMPARE(tries, 3);
    }

    void theDeadlineEndsTheWaitAndNamesTheReason()
    {
        const DeafPort deaf;
        const auto at = waitForHttp200({"127.0.0.1", deaf.port, "/"}, in(30ms), {}, {});
        QVERIFY(!at);
        QCOMPARE(at.error().code(), base::Errc::Timeout);
        QVERIFY2(at.error().text().find("refused") != std::string::npos, at.error().text().c_str());
        QVERIFY(!at.error().fix().empty());
    }

    void anErrorOfTheWorkloadEndsTheWait()
    {
        const DeafPort deaf;
        const auto at = waitForHttp200(
            {"127.0.0.1", deaf.port, "/"}, in(20s),
            []() -> base::Result<void> { return base::fail(base::Errc::InvalidState, "it has exited"); }, {});
        QVERIFY(!at);
        QCOMPARE(at.error().message(), std::string("it has exited"));
    }

    void aStopRequestEndsTheWaitAtOnce()
    {
        const DeafPort deaf;
        std::stop_source stop;
        stop.request_stop();
        const auto at = waitForHttp200({"127.0.0.1", deaf.port, "/"}, in(20s), {}, stop.get_token());
        QVERIFY(!at);
        QCOMPARE(at.error().code(), base::Errc::Cancelled);
    }
};

QTEST_APPLESS_MAIN(TestHttpProbe)
#include "tst_http_probe.moc"
