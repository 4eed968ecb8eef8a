// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compose/node_json.h"
#include "src/compose/project_codec.h"
#include "src/compose/service_fields.h"
#include "src/compose/units.h"
#include "src/compose/yaml.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace catamaran::compose {

namespace {

// docker compose's two outputs differ in what they leave out: its YAML has no empty structures and no
// "command: null", but shows switches that are on, and extensions.
enum class Format { Json, Yaml };

// Writes members to a mapping, leaving out what is empty.
template <Format kFormat>
class Encoder {
public:
    template <typename T>
    static Node object(const T &value)
    {
        Encoder encoder;
        // The field lists are written for reading too, hence not const; writing does not touch the object.
        fields(encoder, const_cast<T &>(value));
        if constexpr (kFormat == Format::Yaml) {
            for (const auto &[key, extension] : value.extensions)
                encoder.m_out.set(key, extension);
        }
        return std::move(encoder.m_out);
    }

    template <typename M>
    void operator()(const char *name, M &member)
    {
        if (!isEmpty(member))
            add(name, write(member));
    }
    template <typename M>
    void operator()(const char *name, Always<M> member)
    {
        add(name, write(member.value));
    }
    template <typename M>
    void renamed(const char *name, const char *json, Always<M> member)
    {
        add(kFormat == Format::Json ? json : name, write(member.value));
    }

    template <typename T>
    static Node named(const std::map<std::string, T> &values)
    {
        return write(values);
    }

private:
    void add(const char *name, Node value)
    {
        m_out.entries().push_back(NodeEntry{name, Node::Kind::String, 0, 0, std::move(value)});
    }

    static bool isEmpty(const std::string &v) { return v.empty(); }
    static bool isEmpty(bool v) { return !v; }
    static bool isEmpty(std::int64_t v) { return v == 0; }
    static bool isEmpty(float v) { return v == 0; }
    static bool isEmpty(const Bytes &v) { return v.value == 0; }
    static bool isEmpty(const Duration &v) { return v.nanoseconds == 0; }
    static bool isEmpty(const Cpus &v) { return v.value == 0; }
    static bool isEmpty(const DeviceCount &v) { return v.value == 0; }
    static bool isEmpty(const OptOut &v) { return v.value == (kFormat == Format::Json); }
    static bool isEmpty(const Command &v) { return kFormat == Format::Yaml && !v.words; }
    static bool isEmpty(const HealthTest &v) { return v.words.empty(); }
    static bool isEmpty(const HostsList &v) { return v.hosts.empty(); }
    static bool isEmpty(const TextList &v) { return v.values.empty(); }
    static bool isEmpty(const MultiOptions &v) { return v.values.empty(); }
    static bool isEmpty(const SshKeys &v) { return v.keys.empty(); }
    template <typename T>
    static bool isEmpty(const std::optional<T> &v)
    {
        return !v;
    }
    template <typename T>
    static bool isEmpty(const std::vector<T> &v)
    {
        return v.empty();
    }
    template <typename T>
    static bool isEmpty(const std::map<std::string, T> &v)
    {
        return v.empty();
    }
    // A structure.
    template <typename T>
    requires requires(T &t) { t.extensions; }
    static bool isEmpty(const T &v) { return kFormat == Format::Yaml && object(v).entries().empty(); }

    static Node write(const std::string &v) { return Node::string(v); }
    static Node write(bool v) { return Node::boolean(v); }
    static Node write(std::int64_t v) { return Node::integer(v); }
    // The shortest text of the float, not of the double it would become.
    static Node write(float v)
    {
        std::array<char, 32> text{};
        const auto end = std::to_chars(text.data(), text.data() + text.size(), v).ptr;
        double value = 0;
        std::from_chars(text.data(), end, value);
        return Node::real(value);
    }
    static Node write(const Bytes &v) { return Node::string(std::to_string(v.value)); }
    static Node write(const Duration &v) { return Node::string(formatDuration(v)); }
    static Node write(const Cpus &v) { return write(v.value); }
    static Node write(const DeviceCount &v) { return Node::integer(v.value); }
    static Node write(const OptOut &v) { return Node::boolean(v.value); }
    static Node write(const FileMode &v)
    {
        std::array<char, 32> text{};
        const auto end = std::to_chars(text.data(), text.data() + text.size(), v.value, 8).ptr;
        return Node::string("0" + std::string(text.data(), end));
    }
    static Node write(const Command &v) { return v.words ? write(*v.words) : Node::null(); }
    static Node write(const HealthTest &v) { return write(v.words); }
    static Node write(const TextList &v) { return write(v.values); }
    static Node write(const MultiOptions &v) { return write(v.values); }
    static Node write(const HostsList &v)
    {
        std::vector<std::string> lines;
        for (const auto &[host, addresses] : v.hosts) {
            for (const std::string &address : addresses)
                lines.push_back(host + "=" + address);
        }
        std::sort(lines.begin(), lines.end());
        return write(lines);
    }
    static Node write(const SshKeys &v)
    {
        const std::string separator = kFormat == Format::Yaml ? ": " : "=";
        std::vector<std::string> lines;
        for (const SshKey &key : v.keys)
            lines.push_back(key.path.empty() ? key.id : key.id + separator + key.path);
        std::sort(lines.begin(), lines.end());
        return write(lines);
    }
    static Node write(const Ulimit &v)
    {
        if (v.single != 0)
            return Node::integer(v.single);
        Node out = Node::mapping();
        if (v.soft != 0 || kFormat == Format::Yaml)
            out.set("soft", Node::integer(v.soft));
        if (v.hard != 0 || kFormat == Format::Yaml)
            out.set("hard", Node::integer(v.hard));
        return out;
    }
    template <typename T>
    static Node write(const std::optional<T> &v)
    {
        return v ? write(*v) : Node::null();
    }
    template <typename T>
    static Node write(const std::vector<T> &v)
    {
        Node out = Node::sequence();
        for (const T &item : v)
            out.items().push_back(write(item));
        return out;
    }
    template <typename T>
    static Node write(const std::map<std::string, T> &v)
    {
        Node out = Node::mapping();
        for (const auto &[key, value] : v)
            out.entries().push_back(NodeEntry{key, Node::Kind::String, 0, 0, write(value)});
        return out;
    }
    template <typename T>
    requires requires(T &t) { t.extensions; }
    static Node write(const T &v) { return object(v); }

    Node m_out = Node::mapping();
};

enum class FileObjectKind { Secret, Config };

// A secret's value is never printed, a config's only when it stands in the file.
std::map<std::string, FileObject> printable(std::map<std::string, FileObject> objects, FileObjectKind kind)
{
    for (auto &[name, object] : objects) {
        if (kind == FileObjectKind::Secret || !object.environment.empty())
            object.content.clear();
    }
    return objects;
}

void doubleDollars(Node &node)
{
    if (node.isString() && node.text().find('$') != std::string::npos) {
        std::string text;
        for (const char c : node.text())
            text.append(c == '$' ? 2 : 1, c);
        node = Node::string(std::move(text), node.mark());
    }
    for (Node &item : node.items())
        doubleDollars(item);
    for (NodeEntry &entry : node.entries())
        doubleDollars(entry.value);
}

template <Format kFormat>
Node document(const Project &project)
{
    using Out = Encoder<kFormat>;
    Node out = Node::mapping();
    out.set("name", Node::string(project.name));
    out.set("services", Out::named(project.services));
    if (!project.networks.empty())
        out.set("networks", Out::named(project.networks));
    if (!project.volumes.empty())
        out.set("volumes", Out::named(project.volumes));
    if (!project.secrets.empty())
        out.set("secrets", Out::named(printable(project.secrets, FileObjectKind::Secret)));
    if (!project.configs.empty())
        out.set("configs", Out::named(printable(project.configs, FileObjectKind::Config)));
    // docker compose's JSON has no models.
    if (!project.models.empty() && kFormat == Format::Yaml)
        out.set("models", Out::named(project.models));
    for (const auto &[key, value] : project.extensions)
        out.set(key, value);
    return out;
}

} // namespace

Node encodeService(const Service &service)
{
    return Encoder<Format::Json>::object(service);
}

Node encodeProject(const Project &project)
{
    Node out = document<Format::Json>(project);
    std::sort(out.entries().begin(), out.entries().end(),
              [](const NodeEntry &a, const NodeEntry &b) { return a.key < b.key; });
    return out;
}

std::string toJsonText(const Project &project, Dollars dollars)
{
    Node out = encodeProject(project);
    if (dollars == Dollars::Doubled)
        doubleDollars(out);
    return toJson(out).dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string toYamlText(const Project &project, Dollars dollars)
{
    Node out = document<Format::Yaml>(project);
    if (dollars == Dollars::Doubled)
        doubleDollars(out);
    return toYaml(out);
}

std::string serviceJson(const Service &service)
{
    return toJson(encodeService(service))
        .dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

} // namespace catamaran::compose
