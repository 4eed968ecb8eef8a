// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/fuzz_targets.h"

#include "engine/build/dockerfile_parser.h"
#include "engine/build/dockerignore.h"
#include "engine/helpers/dns.h"
#include "engine/image/reference.h"
#include "engine/image/reference_grammar.h"
#include "engine/launch/protocol.h"
#include "engine/launch/protocol_encode.h"
#include "engine/launch/status.h"
#include "engine/net/dns_table.h"
#include "engine/spec/image/oci.h"
#include "engine/spec/image/validate.h"
#include "engine/spec/image_config.h"
#include "engine/spec/parse.h"
#include "engine/spec/spec_json.h"
#include "engine/spec/user.h"
#include "src/cli/output.h"

#include <array>
#include <cstdlib>
#include <cstring>
#include <memory>

namespace catamaran::fuzz {

namespace {

using namespace engine;

void imageConfig(std::string_view bytes)
{
    (void)spec::ImageConfig::fromJson(bytes).has_value();
    if (const auto manifest = spec::Manifest::fromJson(bytes))
        (void)spec::Manifest::fromJson(manifest->toJson()).has_value();
    if (const auto index = spec::Index::fromJson(bytes))
        (void)spec::Index::fromJson(index->toJson()).has_value();
    for (const auto kind :
         {spec::DocumentKind::Config, spec::DocumentKind::Manifest, spec::DocumentKind::Index,
          spec::DocumentKind::Layout, spec::DocumentKind::Descriptor})
        (void)spec::checkDocument(kind, bytes).has_value();
    (void)image::parseReferenceParts(bytes).has_value();
    if (const auto reference = image::Reference::parse(bytes))
        (void)reference->matches(std::string(bytes)).has_value();
}

void environmentFile(std::string_view bytes)
{
    (void)spec::parseEnvironmentFile(bytes).has_value();
    (void)spec::parseLabelFile(bytes).has_value();
}

void ports(std::string_view bytes)
{
    if (const auto parsed = spec::parsePort(bytes)) {
        for (const spec::PortMapping &port : *parsed)
            (void)spec::formatPort(port);
    }
    (void)spec::parseExpose(bytes).has_value();
}

void mounts(std::string_view bytes)
{
    (void)spec::parseVolume(bytes, "/here").has_value();
    (void)spec::parseMount(bytes).has_value();
    (void)spec::parseTmpfs(bytes).has_value();
    (void)spec::parseDevice(bytes).has_value();
}

void flags(std::string_view bytes)
{
    (void)spec::parseNetwork(bytes).has_value();
    (void)spec::parseUlimit(bytes).has_value();
    (void)spec::parseThrottleBytes(bytes).has_value();
    (void)spec::parseWeightDevice(bytes).has_value();
    (void)spec::parseRestartPolicy(bytes).has_value();
    (void)spec::parseSignal(bytes).has_value();
    (void)spec::parseDuration(bytes).has_value();
    (void)spec::parseDetachKeys(bytes).has_value();
    (void)spec::parseExtraHost(bytes).has_value();
    (void)spec::parseLink(bytes).has_value();
}

// On the heap in exactly that size, so that AddressSanitizer sees a read beyond the end.
struct Copy {
    explicit Copy(std::string_view bytes) : words(std::make_unique<std::uint64_t[]>((bytes.size() + 7) / 8))
    {
        if (!bytes.empty())
            std::memcpy(words.get(), bytes.data(), bytes.size());
    }
    std::unique_ptr<std::uint64_t[]> words;
};

void monitorProtocol(std::string_view bytes)
{
    namespace protocol = launch::protocol;
    const Copy copy(bytes);
    std::vector<std::uint64_t> memory(protocol::arenaSizeFor(bytes.size()) / 8 + 1);
    protocol::LaunchView launchView;
    protocol::Arena first(memory.data(), memory.size() * 8);
    if (protocol::decodeLaunchPlan(copy.words.get(), bytes.size(), first, launchView)) {
        std::size_t touched = 0;
        for (const auto &argument : launchView.process.arguments)
            touched += std::strlen(argument.data);
        for (const auto &mount : launchView.mounts)
            touched += std::strlen(mount.source.data) + std::strlen(mount.target.data);
        if (touched > 2 * bytes.size() * bytes.size())
            std::abort();
    }
    protocol::ExecView execView;
    protocol::Arena second(memory.data(), memory.size() * 8);
    (void)protocol::decodeExecPlan(copy.words.get(), bytes.size(), second, execView);
    (void)protocol::isMessage(copy.words.get(), bytes.size());
    (void)launch::parseStatus(bytes).has_value();
}

// The first two bytes say how much of the rest is the names file.
void dnsPacket(std::string_view bytes)
{
    if (bytes.size() < 2)
        return;
    const std::size_t split = std::min<std::size_t>(
        bytes.size() - 2, static_cast<unsigned char>(bytes[0]) * 256U + static_cast<unsigned char>(bytes[1]));
    const Copy table(bytes.substr(2, split));
    const Copy query(bytes.substr(2 + split));
    const std::size_t size = bytes.size() - 2 - split;
    const auto *data = reinterpret_cast<const std::uint8_t *>(query.words.get());
    const helpers::DnsTableView view{reinterpret_cast<const std::uint8_t *>(table.words.get()), split,
                                     "0123456789ab"};
    for (const auto transport : {helpers::DnsTransport::Udp, helpers::DnsTransport::Tcp}) {
        std::vector<std::uint8_t> reply(transport == helpers::DnsTransport::Udp ? 512 : 65535);
        const auto answer = helpers::dnsAnswer(data, size, view, 1, transport, reply.data(), reply.size());
        if (answer.size > reply.size())
            std::abort();
        (void)helpers::dnsErrorReply(data, size, 2, reply.data(), reply.size());
    }
}

void dockerfile(std::string_view bytes)
{
    (void)build::parseDockerfile(bytes, "Dockerfile").has_value();
    (void)build::parseExecForm(bytes).has_value();
    (void)build::DockerIgnore::parse(bytes, ".dockerignore").has_value();
}

void goTemplate(std::string_view bytes)
{
    (void)cli::renderTemplate(bytes, R"({"Names":"a","Ports":[1,2],"State":{"Status":"up","Code":3}})")
        .has_value();
}

void passwd(std::string_view bytes)
{
    for (const char *user : {"web", "1000", "web:staff", ":staff"})
        (void)spec::resolveUser(user, bytes, bytes, {"staff", "7"}).has_value();
}

std::vector<std::string> planSeeds()
{
    launch::LaunchPlan plan;
    plan.containerId = "abc";
    plan.hostname = "box";
    plan.rootfs.lowerDirectories = {"/l1", "/l2"};
    plan.mounts.resize(2);
    plan.mounts[0].target = "/dev/shm";
    plan.mounts[0].options = "size=64m";
    plan.devices = {{"/dev/null", 0x21b6, 1, 3}};
    plan.maskedPaths = {"/proc/kcore"};
    plan.sysctls = {{"net.ipv4.ip_forward", "1"}};
    plan.network.interfaces.resize(1);
    plan.network.interfaces[0].ipv4 = "10.88.0.2/16";
    plan.process.arguments = {"/bin/sh", "-c", ""};
    plan.process.groups = {5, 7};
    plan.process.seccompProgram = std::string("\0\1\2\3", 4);
    launch::ExecPlan exec;
    exec.process = plan.process;
    return {launch::protocol::encode(plan, launch::protocol::Attachment::None).value_or(std::string()),
            launch::protocol::encode(exec).value_or(std::string()),
            "phase=running\npid=12\nstart_time=5\nexit_code=0\nerror=none\n"};
}

std::vector<std::string> dnsSeeds()
{
    net::DnsTableHeader header{};
    std::memcpy(header.magic, net::kDnsTableMagic, sizeof header.magic);
    header.recordCount = 2;
    header.stringBytes = 15;
    net::DnsTableRecord self{0, 12, 1, net::kDnsHasIpv4 | net::kDnsShortId, {10, 0, 0, 2}, {}};
    net::DnsTableRecord web{12, 3, 1, net::kDnsHasIpv4 | net::kDnsHasIpv6 | net::kDnsCanonical, {10, 0, 0, 3},
                            {}};
    std::string table(reinterpret_cast<const char *>(&header), sizeof header);
    table.append(reinterpret_cast<const char *>(&self), sizeof self);
    table.append(reinterpret_cast<const char *>(&web), sizeof web);
    table += "0123456789abweb";
    const std::string size = {static_cast<char>(table.size() / 256), static_cast<char>(table.size() % 256)};
    const auto query = [](const std::string &name, char type) {
        return std::string("\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x01", 12) + name +
               std::string("\x00\x00", 2) + type + std::string("\x00\x01", 2) +
               std::string("\x00\x00\x29\x10\x00\x00\x00\x00\x00\x00\x00", 11);
    };
    std::string reverse;
    for (const std::string &label : std::vector<std::string>{"3", "0", "0", "10", "in-addr", "arpa"})
        reverse += static_cast<char>(label.size()) + label;
    return {size + table + query("\x03web", 1), size + table + query("\x03web", 28),
            size + table + query(reverse, 12)};
}

} // namespace

std::span<const Target> targets()
{
    static const std::array<Target, 10> kTargets = {{
        {"image-json",
         imageConfig,
         {R"({"architecture":"amd64","os":"linux","config":{"User":"1","Env":["A=b"],"Cmd":["sh","-c","x"],"ExposedPorts":{"80/tcp":{}},"Volumes":{"/v":{}},"Healthcheck":{"Test":["CMD","x"],"Interval":1000000000},"Labels":{"a":"b"},"StopSignal":"SIGINT"},"rootfs":{"type":"layers","diff_ids":["sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"]},"history":[{"created_by":"x","empty_layer":true}]})",
          R"({"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","size":7},"layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","digest":"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","size":1}]})"}},
        {"env-file",
         environmentFile,
         {"# c\nA=1\nB\n C=x y\nexport D=1\n\xef\xbb\xbf"
          "E=2\r\n",
          "a.b=1\nc\n"}},
        {"ports", ports, {"127.0.0.1:80-82:8080-8082/udp", "[::1]:80:80", "80", "0:80/sctp"}},
        {"mounts",
         mounts,
         {"/a:/b:ro,rshared,z", "type=bind,src=/a,dst=/b,readonly,bind-propagation=rslave",
          "/t:size=64m,mode=1777", "type=volume,\"volume-opt=o=addr=1\",dst=/x", "/dev/null:/dev/x:rwm"}},
        {"flags",
         flags,
         {"name=web,alias=a,ip=10.0.0.2", "nofile=1:2", "/dev/sda:1mb", "on-failure:3", "1m30s",
          "ctrl-p,ctrl-q", "host:10.0.0.1"}},
        {"monitor-protocol", monitorProtocol, planSeeds()},
        {"dns", dnsPacket, dnsSeeds()},
        {"dockerfile",
         dockerfile,
         {"# syntax=x\nARG A=1\nFROM a AS b\nRUN --mount=type=cache,target=/x <<EOF\necho $A\nEOF\nCOPY "
          "--from=b a [\"b\"]\nHEALTHCHECK --interval=1s CMD x\n",
          "[\"a\",\"b\\u0041\"]", "**/x\n!y[a-z]\n"}},
        {"go-template",
         goTemplate,
         {"{{.Names}} {{json .}} {{range .Ports}}{{.}}{{end}}", "table {{.Names}}\\t{{.State.Status}}",
          "{{if eq .State.Code 3}}x{{else}}y{{end}}{{upper .Names | printf \"%s\"}}"}},
        {"passwd", passwd, {"root:x:0:0::/root:/bin/sh\nweb:x:1000:1000:a:/home:/x\n", "staff:x:50:web,a\n"}},
    }};
    return kTargets;
}

} // namespace catamaran::fuzz
