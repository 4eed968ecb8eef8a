// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/launch/protocol_encode.h"

#include "engine/launch/oci_plan.h"
#include "engine/launch/oci_protocol.h"
#include "engine/launch/protocol.h"
#include "engine/launch/protocol_fields.h"

namespace catamaran::engine::launch::protocol {

namespace {

// The helpers see the enumerations of protocol.h; both must count alike.
template <typename A, typename B>
constexpr bool same(A a, B b)
{
    return static_cast<std::uint32_t>(a) == static_cast<std::uint32_t>(b);
}
static_assert(same(MountPlan::Kind::Bind, MountKind::Bind) && same(MountPlan::Kind::Proc, MountKind::Proc));
static_assert(same(MountPlan::Kind::Other, MountKind::Other));
static_assert(same(OciPlan::Action::Hooks, OciAction::Hooks));
static_assert(same(NetworkPlan::Mode::Join, NetworkMode::Join));
static_assert(same(InterfacePlan::Kind::Ipvlan, InterfaceKind::Ipvlan));
static_assert(same(CgroupPlan::Version::V2, CgroupVersion::V2));
static_assert(same(LogPlan::Kind::Journal, LogKind::Journal));
static_assert(same(RestartPlan::Kind::UnlessStopped, RestartKind::UnlessStopped));

class Encoder {
public:
    explicit Encoder(std::uint32_t kind)
    {
        const PlanHeader header{kPlanMagic, kVersion, kind, 0};
        append(&header, sizeof header);
    }

    template <typename T>
    bool number(const T &value)
    {
        const auto wide = static_cast<std::uint64_t>(value);
        head(ValueType::Number, 8);
        append(&wide, sizeof wide);
        return true;
    }
    bool text(const std::string &value)
    {
        if (value.find('\0') != std::string::npos)
            return false;
        head(ValueType::Text, value.size());
        append(value.c_str(), value.size() + 1);
        pad();
        return true;
    }
    bool blob(const std::string &value)
    {
        head(ValueType::Blob, value.size());
        append(value.data(), value.size());
        pad();
        return true;
    }
    bool optional(const std::optional<int> &value)
    {
        return number(value.has_value()) && number(value.value_or(0));
    }
    template <typename T, typename F>
    bool list(const std::vector<T> &items, F item)
    {
        head(ValueType::List, items.size());
        for (const T &one : items) {
            if (!item(one))
                return false;
        }
        return true;
    }
    std::string finish()
    {
        const auto size = static_cast<std::uint32_t>(m_bytes.size());
        m_bytes.replace(offsetof(PlanHeader, size), sizeof size, reinterpret_cast<const char *>(&size),
                        sizeof size);
        return std::move(m_bytes);
    }

private:
    void append(const void *data, std::size_t size) { m_bytes.append(static_cast<const char *>(data), size); }
    void head(ValueType type, std::size_t length)
    {
        const ValueHeader header{static_cast<std::uint32_t>(type), static_cast<std::uint32_t>(length)};
        append(&header, sizeof header);
    }
    void pad() { m_bytes.resize((m_bytes.size() + 7) & ~std::size_t{7}, '\0'); }

    std::string m_bytes;
};

auto zeroByte()
{
    return base::fail(base::Errc::InvalidArgument,
                      "an argument, variable or path of the container holds a zero byte");
}

} // namespace

base::Result<std::string> encode(const LaunchPlan &plan, Attachment attachment)
{
    Encoder encoder(kKindLaunch);
    if (!visitLaunch(encoder, plan) || !encoder.number(attachment == Attachment::Awaited))
        return zeroByte();
    return encoder.finish();
}

base::Result<std::string> encode(const ExecPlan &plan)
{
    Encoder encoder(kKindExec);
    if (!visitExec(encoder, plan))
        return zeroByte();
    return encoder.finish();
}

base::Result<std::string> encode(const OciPlan &plan)
{
    Encoder encoder(kKindOci);
    if (!visitOci(encoder, plan))
        return zeroByte();
    return encoder.finish();
}

} // namespace catamaran::engine::launch::protocol
