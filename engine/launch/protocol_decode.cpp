// SPDX-License-Identifier: GPL-3.0-or-later
// Compiled twice: into the launch library, and into the helpers without exceptions and libstdc++.
#include "engine/launch/oci_protocol.h"
#include "engine/launch/protocol.h"
#include "engine/launch/protocol_fields.h"

namespace catamaran::engine::launch::protocol {

namespace {

class Decoder {
public:
    Decoder(const void *data, size_t size, Arena &arena)
        : m_at(static_cast<const char *>(data)), m_end(m_at + size), m_arena(arena)
    {
    }

    bool readHeader(uint32_t kind, size_t size)
    {
        PlanHeader header{};
        if (left() < sizeof header)
            return false;
        memcpy(&header, m_at, sizeof header);
        m_at += sizeof header;
        return header.magic == kPlanMagic && header.version == kVersion && header.kind == kind &&
               header.size == size;
    }
    [[nodiscard]] bool atEnd() const { return m_at == m_end; }

    template <typename T>
    bool number(T &into)
    {
        ValueHeader header{};
        if (!take(ValueType::Number, header) || header.length != 8 || left() < 8)
            return false;
        uint64_t value = 0;
        memcpy(&value, m_at, 8);
        m_at += 8;
        into = static_cast<T>(value);
        return static_cast<uint64_t>(into) == value; // a value that the member cannot hold is no value
    }
    bool text(Text &into)
    {
        ValueHeader header{};
        if (!take(ValueType::Text, header))
            return false;
        const size_t padded = (size_t{header.length} + 1 + 7) & ~size_t{7};
        if (padded > left() || m_at[header.length] != 0 || memchr(m_at, 0, header.length))
            return false;
        into.data = m_at;
        into.size = header.length;
        m_at += padded;
        return true;
    }
    bool blob(Blob &into)
    {
        ValueHeader header{};
        if (!take(ValueType::Blob, header))
            return false;
        const size_t padded = (size_t{header.length} + 7) & ~size_t{7};
        if (padded > left())
            return false;
        into.data = reinterpret_cast<const unsigned char *>(m_at);
        into.size = header.length;
        m_at += padded;
        return true;
    }
    bool optional(OptionalInt &into) { return number(into.present) && number(into.value); }
    template <typename T, typename F>
    bool list(List<T> &into, F item)
    {
        ValueHeader header{};
        if (!take(ValueType::List, header))
            return false;
        if (header.length > left() / sizeof(ValueHeader)) // each item takes at least that
            return false;
        into.count = 0;
        into.items = static_cast<T *>(m_arena.take(sizeof(T) * header.length));
        if (!into.items && header.length)
            return false;
        for (uint32_t i = 0; i < header.length; ++i) {
            into.items[i] = T{};
            if (!item(into.items[i]))
                return false;
        }
        into.count = header.length;
        return true;
    }

private:
    [[nodiscard]] size_t left() const { return static_cast<size_t>(m_end - m_at); }
    bool take(ValueType type, ValueHeader &header)
    {
        if (left() < sizeof header)
            return false;
        memcpy(&header, m_at, sizeof header);
        m_at += sizeof header;
        return header.type == static_cast<uint32_t>(type);
    }

    const char *m_at;
    const char *m_end;
    Arena &m_arena;
};

constexpr const char *kStepNames[] = {
    "",
    "read the launch plan",
    "make the control socket",
    "make the network namespace",
    "open the log",
    "join the control group",
    "clone the container's first process",
    "write the id maps",
    "make the network interface",
    "configure the network interface",
    "open the DNS sockets",
    "open the source of a mount",
    "make the mounts private",
    "mount the root file system",
    "mount",
    "make the device",
    "make the terminal",
    "mask the path",
    "make the path read-only",
    "set the sysctl",
    "change the root directory",
    "set the host name",
    "set the resource limit",
    "set the OOM score",
    "set the security label",
    "change to the working directory",
    "set the user",
    "set the capabilities",
    "load the seccomp filter",
    "execute",
    "enter the container's namespaces",
    "find the container's first process",
    "hear from the program that launched the container",
    "start the container's first process",
    "wait for a client to attach",
    "run the hook",
    "send the terminal to the console socket",
    "set the scheduling",
    "wait for the start",
    "run the OCI runtime",
    "restore the checkpoint",
};
static_assert(sizeof kStepNames / sizeof *kStepNames == static_cast<size_t>(Step::LastStep) + 1);

} // namespace

bool decodeLaunchPlan(const void *data, size_t size, Arena &arena, LaunchView &into)
{
    Decoder decoder(data, size, arena);
    return decoder.readHeader(kKindLaunch, size) && visitLaunch(decoder, into) &&
           decoder.number(into.waitForAttach) && decoder.atEnd();
}

bool decodeExecPlan(const void *data, size_t size, Arena &arena, ExecView &into)
{
    Decoder decoder(data, size, arena);
    return decoder.readHeader(kKindExec, size) && visitExec(decoder, into) && decoder.atEnd();
}

bool decodeOciPlan(const void *data, size_t size, Arena &arena, OciView &into)
{
    Decoder decoder(data, size, arena);
    return decoder.readHeader(kKindOci, size) && visitOci(decoder, into) && decoder.atEnd();
}

const char *stepName(Step step)
{
    const auto index = static_cast<uint32_t>(step);
    return index >= 1 && index <= static_cast<uint32_t>(Step::LastStep) ? kStepNames[index]
                                                                        : "do an unknown step";
}

const char *messageName(MessageType type)
{
    switch (type) {
    case MessageType::Started:
        return "started";
    case MessageType::Ready:
        return "ready";
    case MessageType::Failed:
        return "failed";
    case MessageType::Commit:
        return "commit";
    case MessageType::KeepTerminal:
        return "keep-terminal";
    case MessageType::ChildExecuting:
        return "child-executing";
    case MessageType::ChildFailed:
        return "child-failed";
    case MessageType::ChildTerminal:
        return "child-terminal";
    case MessageType::ChildReady:
        return "child-ready";
    case MessageType::ChildMapped:
        return "child-mapped";
    case MessageType::ChildGo:
        return "child-go";
    case MessageType::Attach:
        return "attach";
    case MessageType::Stdin:
        return "stdin";
    case MessageType::CloseStdin:
        return "close-stdin";
    case MessageType::Resize:
        return "resize";
    case MessageType::MarkStopped:
        return "mark-stopped";
    case MessageType::WaitExit:
        return "wait-exit";
    case MessageType::SetRestart:
        return "set-restart";
    case MessageType::Done:
        return "done";
    case MessageType::Output:
        return "output";
    case MessageType::Ended:
        return "ended";
    case MessageType::StartFailed:
        return "start-failed";
    case MessageType::Refused:
        return "refused";
    }
    return "unknown";
}

bool isMessage(const void *data, size_t size)
{
    MessageHeader header;
    if (size < sizeof header)
        return false;
    memcpy(&header, data, sizeof header);
    if (header.magic != kMessageMagic)
        return false;
    switch (header.type) {
    case MessageType::Stdin:
    case MessageType::Output:
        return size <= sizeof header + kMaximumData;
    case MessageType::Started:
    case MessageType::Ready:
        return size == sizeof(StartedMessage);
    case MessageType::Failed:
    case MessageType::ChildFailed:
    case MessageType::StartFailed:
        return size == sizeof(FailedMessage);
    case MessageType::Commit:
    case MessageType::KeepTerminal:
    case MessageType::ChildExecuting:
    case MessageType::ChildTerminal:
    case MessageType::ChildReady:
    case MessageType::ChildMapped:
    case MessageType::ChildGo:
    case MessageType::Attach:
    case MessageType::CloseStdin:
    case MessageType::Resize:
    case MessageType::MarkStopped:
    case MessageType::WaitExit:
    case MessageType::SetRestart:
    case MessageType::Done:
    case MessageType::Ended:
    case MessageType::Refused:
        return size == sizeof header;
    }
    return false;
}

} // namespace catamaran::engine::launch::protocol
