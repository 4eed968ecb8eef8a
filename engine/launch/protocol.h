// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/// What the engine and its helper programs say to each other.
///
/// Two parts: the flat encoding of a plan (written once into a sealed memfd by protocol_encode, read in place
/// by decodeLaunchPlan), and a closed set of messages over SOCK_SEQPACKET sockets. This header is shared with
/// the helpers: plain C headers only, no allocation, no exceptions.
namespace catamaran::engine::launch::protocol {

/// Descriptors that a helper finds open.
constexpr int kControlFd = 3; ///< SEQPACKET pair to the launcher
constexpr int kPlanFd = 4;    ///< sealed memfd
constexpr int kProgramFd = 5; ///< the helper's own program; closed first thing
constexpr int kInitFd = 6;    ///< catamaran-init, when the plan asks for it
constexpr int kStreamFd = 7;  ///< enter: stdin, stdout, stderr at 7, 8, 9
constexpr int kDeckFd = 10;   ///< monitor of an ordinary user: the FIFO that keeps the deck (helpers/deck.h)

constexpr uint32_t kPlanMagic = 0x50544143; ///< "CATP"
constexpr uint32_t kMessageMagic = 0x4d544143;
constexpr uint32_t kVersion = 1;
constexpr uint32_t kKindLaunch = 1;
constexpr uint32_t kKindExec = 2;
constexpr uint32_t kKindOci = 3; ///< oci_protocol.h

/// A plan starts with this; values follow, each {type, length, payload padded to 8 bytes}.
struct PlanHeader {
    uint32_t magic;
    uint32_t version;
    uint32_t kind;
    uint32_t size; ///< of the whole plan
};
enum class ValueType : uint32_t { Number = 1, Text = 2, Blob = 3, List = 4 };
struct ValueHeader {
    uint32_t type;
    uint32_t length; ///< Number: 8; Text: without its final zero; List: count of items
};

/// A zero-terminated text inside the mapped plan.
struct Text {
    const char *data = "";
    uint32_t size = 0;
    [[nodiscard]] bool empty() const { return size == 0; }
};
struct Blob {
    const unsigned char *data = nullptr;
    uint32_t size = 0;
};
template <typename T>
struct List {
    T *items = nullptr;
    uint32_t count = 0;
    [[nodiscard]] T *begin() const { return items; }
    [[nodiscard]] T *end() const { return items + count; }
    [[nodiscard]] bool empty() const { return count == 0; }
};
struct OptionalInt {
    bool present = false;
    int value = 0;
};
struct TextPair {
    Text first;
    Text second;
};

/// The plan as a helper sees it: the members of launch_plan.h under the same names.
enum class MountKind : uint32_t { Proc, Sysfs, Tmpfs, Devpts, Mqueue, Cgroup, Bind, Other };
struct MountView {
    MountKind kind = MountKind::Bind;
    Text source, target, options;
    uint64_t attributes = 0;
    bool recursive = true;
    bool sourceIsFile = false;
    uint32_t propagation = 0;
    Text subpath, mountNamespace, fileSystem;
    uint64_t cleared = 0;
    bool attributesOfTopOnly = false;
};
struct DeviceView {
    Text path;
    uint32_t mode = 0, major = 0, minor = 0, uid = 0, gid = 0;
};
struct IdMappingView {
    uint32_t containerId = 0, hostId = 0, size = 0;
};
struct RlimitView {
    int resource = 0;
    uint64_t soft = 0, hard = 0;
};
enum class InterfaceKind : uint32_t { Veth, Macvlan, Ipvlan };
struct InterfaceView {
    Text name, hostName, bridge, ipv4, ipv4Gateway, ipv6, ipv6Gateway, mac;
    uint32_t mtu = 0;
    InterfaceKind kind = InterfaceKind::Veth;
    Text parent;
    uint32_t linkMode = 0;
    Text furtherAddresses;
    bool isolated = false;
};
enum class NetworkMode : uint32_t { None, Host, Interfaces, Join };
struct NetworkView {
    NetworkMode mode = NetworkMode::None;
    List<InterfaceView> interfaces;
    Text joinNamespacePath;
    bool serveDns = false;
    Text dnsTablePath;
    List<Text> dnsUpstreams;
};
enum class CgroupVersion : uint32_t { None, V1, V2 };
struct CgroupView {
    CgroupVersion version = CgroupVersion::None;
    List<Text> directories;
};
struct ProcessView {
    List<Text> arguments, environment;
    Text workingDirectory;
    uint32_t uid = 0, gid = 0;
    List<uint32_t> groups;
    uint64_t capabilitiesBounding = 0, capabilitiesEffective = 0, capabilitiesPermitted = 0,
             capabilitiesInheritable = 0, capabilitiesAmbient = 0;
    bool noNewPrivileges = false;
    Blob seccompProgram;
    Text apparmorProfile;
    List<RlimitView> rlimits;
    OptionalInt oomScoreAdj;
    bool tty = false, openStdin = false;
    uint16_t rows = 24, columns = 80;
    int stopSignal = 15;
    bool init = false;
};
struct NamespaceView {
    uint64_t type = 0;
    Text path;
};
struct RootfsView {
    List<Text> lowerDirectories;
    Text upperDirectory, workDirectory, mountPoint;
    bool readOnly = false, isVolatile = false, userxattr = false;
    Text directory;
    uint32_t propagation = 0;
};
enum class RestartKind : uint32_t { No, OnFailure, Always, UnlessStopped };
struct RestartView {
    RestartKind kind = RestartKind::No;
    uint32_t maximumRetries = 0;
};
struct HealthView {
    List<Text> arguments;
    uint64_t intervalNs = 0, timeoutNs = 0, startPeriodNs = 0;
    uint32_t retries = 3;
    uint64_t startIntervalNs = 0;
};
enum class LogKind : uint32_t { None, File, Journal };
struct LogView {
    Text path;
    uint64_t maximumSize = 0;
    uint32_t maximumFiles = 1;
    LogKind kind = LogKind::File;
    Text fields;
    uint64_t bufferSize = 0;
};
struct ExternalView {
    List<Text> create, start, remove, environment;
    Text bundle;
    bool isRestore = false;
};
struct LaunchView {
    Text containerId, runDirectory, dataDirectory, hostname, domainname;
    RootfsView rootfs;
    List<MountView> mounts;
    List<DeviceView> devices;
    List<Text> maskedPaths, readOnlyPaths;
    List<TextPair> sysctls;
    uint64_t namespaces = 0;
    List<NamespaceView> joinNamespaces;
    List<IdMappingView> uidMappings, gidMappings;
    NetworkView network;
    CgroupView cgroup;
    ProcessView process;
    RestartView restart;
    HealthView health;
    LogView log;
    ExternalView external;
    bool autoRemove = false;
    bool waitForAttach = false; ///< Launcher::Start::WhenAttached
};
struct ExecView {
    int32_t targetPid = 0;
    uint64_t targetStartTime = 0;
    CgroupView cgroup;
    ProcessView process;
    bool joinUserNamespace = false;
};

/// Hands out pieces of a caller's buffer; null when it is used up.
class Arena {
public:
    Arena(void *buffer, size_t size) : m_next(static_cast<char *>(buffer)), m_left(size) {}
    void *take(size_t size)
    {
        size = (size + 7U) & ~size_t{7};
        if (size > m_left)
            return nullptr;
        void *result = m_next;
        memset(result, 0, size);
        m_next += size;
        m_left -= size;
        return result;
    }

private:
    char *m_next;
    size_t m_left;
};

/// Bytes of arena that suffice for every well-formed plan of `planSize` bytes and its argument vectors.
constexpr size_t arenaSizeFor(size_t planSize)
{
    return planSize * 2 + 4096;
}

/// Reads a plan in place: texts point into `data` (8-byte aligned), lists into the arena. False if the bytes
/// are not exactly one well-formed plan. Never reads outside [data, data + size).
bool decodeLaunchPlan(const void *data, size_t size, Arena &arena, LaunchView &into);
bool decodeExecPlan(const void *data, size_t size, Arena &arena, ExecView &into);

/// Every message of every conversation. A peer that gets one it does not expect ends the conversation.
enum class MessageType : uint32_t {
    // monitor or enter -> launcher
    Started = 1, ///< the program was executed
    Ready = 2,   ///< all is made; the program waits for an attached client
    Failed = 3,
    // launcher -> monitor
    Commit = 4, ///< from here on the container lives without the launcher
    // launcher -> enter
    KeepTerminal = 5, ///< with the pty master as SCM_RIGHTS: read and drop what comes until the program ends
    // container's first process -> monitor
    ChildExecuting = 16,
    ChildFailed = 17,
    ChildTerminal = 18, ///< with the pty master as SCM_RIGHTS
    ChildReady = 21,    ///< everything is made; the program waits for ChildGo
    // monitor -> container's first process
    ChildMapped = 19, ///< id maps are written
    ChildGo = 20,
    // client -> monitor
    Attach = 32,
    Stdin = 33, ///< bytes follow the header
    CloseStdin = 34,
    Resize = 35,
    MarkStopped = 36, ///< `value` is kStoppedByUser or kStoppedForShutdown
    WaitExit = 37,
    SetRestart = 44, ///< a new restart policy: `value` is kind << 28 | maximum retries
    // monitor -> client
    Done = 48,   ///< the request was carried out
    Output = 49, ///< bytes follow the header; `value` is 1 for stdout and tty, 2 for stderr
    Ended = 50,  ///< `value` is the exit code
    StartFailed = 51,
    Refused = 52, ///< `value` is an errno
};
const char *messageName(MessageType type);

/// Why a restart policy must rest: what a user has stopped stays so after a reboot (unless-stopped), what
/// ended with the host comes back.
constexpr uint32_t kStoppedByUser = 0;
constexpr uint32_t kStoppedForShutdown = 1;

struct MessageHeader {
    uint32_t magic = kMessageMagic;
    MessageType type{};
    uint32_t value = 0;
    uint32_t extra = 0; ///< Resize: rows << 16 | columns in `value`
};

/// Started and Ready.
struct StartedMessage {
    MessageHeader header;
    int64_t pid = 0;
    uint64_t startTime = 0;
    int64_t clonedNs = 0;
    int64_t executedNs = 0;
};

/// The step of a start that failed.
enum class Step : uint32_t {
    ReadPlan = 1,
    MakeControlSocket,
    MakeNetworkNamespace,
    OpenLog,
    JoinCgroup,
    Clone,
    MapIds,
    MakeInterface,
    ConfigureInterface,
    ServeDns,
    OpenMountSource,
    MakePrivate,
    MountRootfs,
    Mount,
    MakeDevice,
    MakeTerminal,
    MaskPath,
    ReadOnlyPath,
    SetSysctl,
    PivotRoot,
    SetHostname,
    SetLimit,
    SetOomScore,
    SetLsm,
    ChangeDirectory,
    SetUser,
    SetCapabilities,
    LoadSeccomp,
    Execute,
    EnterNamespaces,
    TargetGone,
    LostLauncher,
    ChildDied,
    NeverAttached,
    RunHook,
    SendTerminal,
    SetScheduling,
    AwaitStart,
    RunRuntime,        ///< an external OCI runtime; `path` is what it said
    RestoreCheckpoint, ///< criu(8); `path` is what it said
    LastStep = RestoreCheckpoint
};
/// "mount the root file system": what was being done, for people.
const char *stepName(Step step);

/// Failed, ChildFailed and StartFailed.
struct FailedMessage {
    MessageHeader header;
    Step step{};
    int32_t error = 0;
    char path[232] = {}; ///< what it was about; zero-terminated, may be cut
};

constexpr size_t kMaximumData = 65536; ///< bytes after the header of Stdin and Output

/// Whether `size` received bytes are a well-formed message; every type has a fixed size but Stdin and Output.
bool isMessage(const void *data, size_t size);

} // namespace catamaran::engine::launch::protocol
