// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "hypervisor/guest/channel.h"
#include "hypervisor/guest/frame.h"
#include "hypervisor/guest/journal.h"
#include "tests/support/support.h"

#include <QTest>
#include <random>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>

using namespace catamaran;
using namespace catamaran::hv::guest;

class TestHvProtocol : public QObject {
    Q_OBJECT

private slots:
    void theGuestsEncoderAndOursWriteTheSameBytes();
    void framesSurviveASplitAtEveryByte();
    void aFrameCutAtAnyByteIsNeverRead();
    void garbageBetweenFramesIsSkipped();
    void randomBytesDoNotUpsetTheReader();
    void aWriterWithoutRoomOverflowsInsteadOfWriting();
    void theJournalTellsTheLastBoot();
    void anAnswerToSomebodyElseIsSkipped();
    void aSilentGuestIsATimeout();
};

void TestHvProtocol::theGuestsEncoderAndOursWriteTheSameBytes()
{
    std::array<unsigned char, 256> buffer{};
    ct_writer writer{};
    ct_begin(&writer, buffer.data(), buffer.size(), CT_EXIT);
    ct_put_number(&writer, CT_TAG_TIME, 123456789012345ULL);
    ct_put_text(&writer, CT_TAG_TEXT, "why");
    const std::size_t size = ct_end(&writer);
    const std::string ours =
        FrameBuilder(CT_EXIT).number(CT_TAG_TIME, 123456789012345ULL).text(CT_TAG_TEXT, "why").finish();
    QCOMPARE(std::string(reinterpret_cast<const char *>(buffer.data()), size), ours);
}

void TestHvProtocol::framesSurviveASplitAtEveryByte()
{
    const std::string stream =
        FrameBuilder(CT_OUTPUT).number(CT_TAG_STREAM, 2).text(CT_TAG_DATA, "abc").finish() +
        FrameBuilder(CT_EXIT).number(CT_TAG_CODE, 9).finish();
    for (std::size_t cut = 0; cut <= stream.size(); ++cut) {
        FrameStream reader;
        std::vector<Frame> frames;
        for (const std::string &part : {stream.substr(0, cut), stream.substr(cut)}) {
            reader.feed(part);
            while (auto frame = reader.next())
                frames.push_back(*frame);
        }
        QCOMPARE(frames.size(), std::size_t{2});
        QCOMPARE(frames[0].text(CT_TAG_DATA).value(), std::string_view("abc"));
        QCOMPARE(frames[1].number(CT_TAG_CODE).value(), std::uint64_t{9});
    }
}

void TestHvProtocol::aFrameCutAtAnyByteIsNeverRead()
{
    const std::string whole = FrameBuilder(CT_RUN).text(CT_TAG_ARG, "x").number(CT_TAG_TTY, 1).finish();
    for (std::size_t size = 0; size < whole.size(); ++size) {
        FrameStream reader;
        reader.feed(whole.substr(0, size));
        QVERIFY(!reader.next());
    }
    // A field that claims more than its frame holds ends the fields, and nothing is read past the frame.
    std::string lying = whole;
    lying[CT_HEADER_SIZE + 4] = '\x7f';
    FrameStream reader;
    reader.feed(lying);
    const auto frame = reader.next();
    QVERIFY(frame);
    QVERIFY(!frame->text(CT_TAG_ARG));
    QVERIFY(!frame->number(CT_TAG_TTY));
}

void TestHvProtocol::garbageBetweenFramesIsSkipped()
{
    FrameStream reader;
    reader.feed(std::string(70000, '\0') + "CTC" + FrameBuilder(CT_PING).finish());
    const auto frame = reader.next();
    QVERIFY(frame);
    QCOMPARE(frame->type(), int(CT_PING));
    // A length beyond the limit is no frame either.
    std::string huge = FrameBuilder(CT_PING).finish();
    huge[7] = '\x7f';
    reader.feed(huge + FrameBuilder(CT_STATS).finish());
    QCOMPARE(reader.next().value().type(), int(CT_STATS));
}

void TestHvProtocol::randomBytesDoNotUpsetTheReader()
{
    std::mt19937 random(4711);
    const std::string valid = FrameBuilder(CT_EXEC).text(CT_TAG_ARG, "abc").number(CT_TAG_ID, 7).finish();
    for (int round = 0; round < 2000; ++round) {
        std::string bytes = valid + valid;
        for (int flips = 0; flips < 3; ++flips)
            bytes[random() % bytes.size()] = static_cast<char>(random());
        FrameStream reader;
        reader.feed(bytes);
        int frames = 0;
        while (auto frame = reader.next()) {
            (void)frame->text(CT_TAG_ARG);
            (void)frame->number(CT_TAG_ID);
            ++frames;
        }
        QVERIFY(frames <= 4);
    }
}

void TestHvProtocol::aWriterWithoutRoomOverflowsInsteadOfWriting()
{
    const std::string text(100, 'x');
    for (std::size_t size = 0; size < 124; ++size) {
        std::vector<unsigned char> buffer(size + 1, 0xee);
        ct_writer writer{};
        ct_begin(&writer, buffer.data(), size, CT_OUTPUT);
        ct_put_text(&writer, CT_TAG_DATA, text.c_str());
        QCOMPARE(ct_end(&writer) != 0, size >= CT_HEADER_SIZE + CT_FIELD_SIZE + text.size());
        QCOMPARE(buffer[size], static_cast<unsigned char>(0xee));
    }
}

void TestHvProtocol::theJournalTellsTheLastBoot()
{
    const test::TemporaryDirectory directory;
    const std::string first = FrameBuilder(CT_READY).number(CT_TAG_TIME, 5).finish() +
                              FrameBuilder(CT_EXIT).number(CT_TAG_TIME, 6).number(CT_TAG_CODE, 1).finish();
    const std::string second =
        FrameBuilder(CT_READY)
            .number(CT_TAG_TIME, 50)
            .number(CT_TAG_STAMP_INIT, 40)
            .text(CT_TAG_KERNEL, "6.1")
            .finish() +
        FrameBuilder(CT_STARTED).number(CT_TAG_TIME, 60).finish() +
        FrameBuilder(CT_OUTPUT).text(CT_TAG_DATA, "CTCTCT").finish() +
        FrameBuilder(CT_LISTENING).number(CT_TAG_TIME, 70).number(CT_TAG_PORT, 80).finish();
    const std::string path = directory.file("journal");
    VERIFY_RESULT(base::writeFileAtomic(path, first + second));
    for (const std::int64_t offset : {std::int64_t{0}, static_cast<std::int64_t>(first.size())}) {
        const BootRecord boot = readBoot(path, offset);
        QCOMPARE(boot.readyNs.value_or(0), std::int64_t{50});
        QCOMPARE(boot.initNs.value_or(0), std::int64_t{40});
        QCOMPARE(boot.startedNs.value_or(0), std::int64_t{60});
        QCOMPARE(boot.listening.size(), std::size_t{1});
        QCOMPARE(boot.listening[0].port, std::uint16_t{80});
        QVERIFY(!boot.exitCode);
    }
    QVERIFY(!readBoot(directory.file("missing"), 0).readyNs);
}

namespace {

/// Plays QEMU's side of the control socket for one client.
class FakeGuest {
public:
    explicit FakeGuest(std::string path, std::function<void(int)> talk) : m_path(std::move(path))
    {
        m_socket.reset(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::memcpy(address.sun_path, m_path.c_str(), m_path.size() + 1);
        m_ready = ::bind(m_socket.get(), reinterpret_cast<sockaddr *>(&address), sizeof address) == 0 &&
                  ::listen(m_socket.get(), 1) == 0;
        m_thread = std::jthread([this, talk = std::move(talk)] {
            const base::UniqueFd client(::accept4(m_socket.get(), nullptr, nullptr, SOCK_CLOEXEC));
            if (client)
                talk(client.get());
        });
    }
    [[nodiscard]] bool ready() const { return m_ready; }

private:
    std::string m_path;
    base::UniqueFd m_socket;
    bool m_ready = false;
    std::jthread m_thread;
};

} // namespace

void TestHvProtocol::anAnswerToSomebodyElseIsSkipped()
{
    const test::TemporaryDirectory directory;
    const FakeGuest guest(directory.file("s"), [](int fd) {
        std::array<char, 512> buffer;
        const ssize_t n = ::read(fd, buffer.data(), buffer.size());
        FrameStream stream;
        stream.feed({buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(n, 0))});
        const auto request = stream.next();
        const std::uint64_t sequence = request ? request->number(CT_TAG_SEQ).value_or(0) : 0;
        const std::string answers =
            FrameBuilder(CT_PONG).number(CT_TAG_SEQ, sequence + 1).number(CT_TAG_TIME, 1).finish() +
            FrameBuilder(CT_PONG).number(CT_TAG_SEQ, sequence).number(CT_TAG_TIME, 2).finish();
        [[maybe_unused]] const ssize_t w = ::write(fd, answers.data(), answers.size());
    });
    QVERIFY(guest.ready());
    auto session = ControlSession::open(directory.file("s"), std::chrono::seconds(5));
    VERIFY_RESULT(session);
    const auto pong = session->request(FrameBuilder(CT_PING), std::chrono::seconds(5));
    VERIFY_RESULT(pong);
    QCOMPARE(pong->number(CT_TAG_TIME).value_or(0), std::uint64_t{2});
}

void TestHvProtocol::aSilentGuestIsATimeout()
{
    const test::TemporaryDirectory directory;
    const FakeGuest guest(directory.file("s"), [](int fd) {
        std::array<char, 512> buffer;
        while (::read(fd, buffer.data(), buffer.size()) > 0) {
        }
    });
    QVERIFY(guest.ready());
    {
        auto session = ControlSession::open(directory.file("s"), std::chrono::seconds(5));
        VERIFY_RESULT(session);
        const auto pong = session->request(FrameBuilder(CT_PING), std::chrono::milliseconds(50));
        QVERIFY(!pong);
        QCOMPARE(pong.error().code(), base::Errc::Timeout);
        // While one program holds the channel, another gives up at its deadline.
        const auto second = ControlSession::open(directory.file("s"), std::chrono::milliseconds(30));
        QVERIFY(!second);
        QCOMPARE(second.error().code(), base::Errc::Timeout);
    }
    const auto gone = ControlSession::open(directory.file("none"), std::chrono::milliseconds(30));
    QCOMPARE(gone.error().code(), base::Errc::NotFound);
}

QTEST_GUILESS_MAIN(TestHvProtocol)
#include "tst_hv_protocol.moc"
