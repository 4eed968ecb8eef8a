// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compose/environment.h"
#include "src/compose/interpolate_tree.h"
#include "src/compose/project_codec.h"
#include "src/compose/service_fields.h"
#include "src/compose/units.h"

#include <algorithm>
#include <charconv>

namespace catamaran::compose {

namespace {

using base::Errc;
using base::Error;

// Reads members from nodes. The first thing that does not fit is kept; what follows is then of no interest.
class Decoder {
public:
    std::optional<Error> error;
    std::vector<Warning> warnings;

    template <typename T>
    void object(const Node &node, T &out)
    {
        if (!node.isMapping())
            return node.isNull() ? void() : wrong(node, "expected a mapping");
        Fields<T> visitor{*this, node, 0};
        for (const NodeEntry &entry : node.entries())
            visitor.present |= bitOf(entry.key);
        fields(visitor, out);
        for (const NodeEntry &entry : node.entries()) {
            if (entry.key.starts_with("x-"))
                out.extensions.emplace(entry.key, entry.value);
        }
    }

    template <typename T>
    void named(const Node *node, std::map<std::string, T> &out)
    {
        if (!node)
            return;
        for (const NodeEntry &entry : node->entries()) {
            m_place = m_section + "[" + entry.key + "]";
            object(entry.value, out[entry.key]);
        }
    }

    void section(std::string name) { m_section = std::move(name); }

private:
    static std::uint64_t bitOf(std::string_view key)
    {
        if (key.empty())
            return 1;
        const auto first = static_cast<unsigned char>(key.front());
        const auto last = static_cast<unsigned char>(key.back());
        return std::uint64_t{1} << ((first * 7U + last * 3U + key.size()) & 63U);
    }

    template <typename T>
    struct Fields {
        Decoder &decoder;
        const Node &node;
        std::uint64_t
            present; // a bit for each key, so that most of the many absent fields are not searched for

        template <typename M>
        void operator()(const char *name, M &member)
        {
            if ((present & bitOf(name)) != 0)
                decoder.member(node, name, member);
        }
        template <typename M>
        void operator()(const char *name, Always<M> member)
        {
            decoder.member(node, name, member.value);
        }
        template <typename M>
        void renamed(const char *name, const char *, Always<M> member)
        {
            decoder.member(node, name, member.value);
        }
    };

    template <typename M>
    void member(const Node &node, const char *name, M &out)
    {
        const Node *value = error ? nullptr : node.find(name);
        if (!value || value->isNull())
            return;
        m_attribute = name;
        read(*value, out);
    }

    void wrong(const Node &node, const std::string &why)
    {
        if (error)
            return;
        error =
            Error(Errc::Parse, "'" + m_place + "." + m_attribute + "' " + why).withWhere(node.mark().where());
    }

    template <typename T>
    void take(base::Result<T> value, const Node &node, T &out)
    {
        if (value) {
            out = std::move(*value);
            return;
        }
        const std::string fix = value.error().fix();
        wrong(node, value.error().message());
        if (error && error->fix().empty())
            error = std::move(*error).withFix(fix);
    }

    void read(const Node &node, std::string &out)
    {
        if (node.isString() || node.isInteger())
            out = node.display();
        else
            wrong(node, "expected a string, got a " + std::string(node.kindName()));
    }

    void read(const Node &node, bool &out)
    {
        const auto word = node.isString() ? parseBoolean(node.text()) : std::nullopt;
        if (node.isBool())
            out = node.asBool();
        else if (word)
            out = *word;
        else
            wrong(node, "invalid boolean: " + node.display());
    }

    void read(const Node &node, std::int64_t &out)
    {
        if (node.isNumber()) {
            out = node.asInteger();
            return;
        }
        const std::string &text = node.text();
        const auto parsed = std::from_chars(text.data(), text.data() + text.size(), out);
        if (!node.isString() || parsed.ec != std::errc() || parsed.ptr != text.data() + text.size())
            wrong(node, "invalid integer: " + node.display());
    }

    void read(const Node &node, float &out)
    {
        if (node.isNumber()) {
            out = static_cast<float>(node.asDouble());
            return;
        }
        const std::string &text = node.text();
        const auto parsed = std::from_chars(text.data(), text.data() + text.size(), out);
        if (!node.isString() || parsed.ec != std::errc() || parsed.ptr != text.data() + text.size())
            wrong(node, "invalid number: " + node.display());
    }

    void read(const Node &node, OptOut &out) { read(node, out.value); }
    void read(const Node &node, Cpus &out) { read(node, out.value); }

    void read(const Node &node, Bytes &out)
    {
        if (node.isInteger())
            out.value = node.asInteger();
        else if (node.isString())
            take(parseBytes(node.text()), node, out);
    }

    void read(const Node &node, Duration &out) { take(parseDuration(node.display()), node, out); }

    void read(const Node &node, FileMode &out)
    {
        if (node.isInteger()) {
            out.value = node.asInteger();
            return;
        }
        const std::string &text = node.text();
        const auto parsed = std::from_chars(text.data(), text.data() + text.size(), out.value, 8);
        if (!node.isString() || parsed.ec != std::errc() || parsed.ptr != text.data() + text.size())
            wrong(node, "invalid mode: " + node.display());
    }

    void read(const Node &node, DeviceCount &out)
    {
        std::string lower = node.text();
        std::transform(lower.begin(), lower.end(), lower.begin(),
                       [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
        if (node.isString() && lower == "all")
            out.value = -1;
        else
            read(node, out.value);
    }

    void read(const Node &node, Command &out)
    {
        if (node.isSequence()) {
            out.words.emplace();
            return read(node, *out.words);
        }
        bool cut = false;
        std::vector<std::string> words;
        take(splitCommand(node.display(), cut), node, words);
        out.words = std::move(words);
        if (cut)
            warnings.push_back(
                {m_place + "." + m_attribute +
                     ": what stands behind an unquoted ; & | < or > is ignored; use a list with a "
                     "shell: [\"sh\", \"-c\", \"...\"]",
                 node.mark().where()});
    }

    void read(const Node &node, HealthTest &out)
    {
        if (node.isSequence())
            read(node, out.words);
        else
            out.words = {"CMD-SHELL", node.display()};
    }

    // NAME=value lists and mappings mean the same.
    void read(const Node &node, Mapping &out)
    {
        for (const NodeEntry &entry : node.entries())
            out[entry.key] = entry.value.display();
        for (const Node &item : node.items()) {
            const std::string text = item.display();
            const std::size_t equals = text.find('=');
            out[text.substr(0, equals)] = equals == std::string::npos ? "" : text.substr(equals + 1);
        }
        if (node.isScalar())
            wrong(node, "expected a mapping or a list");
    }

    void read(const Node &node, Variables &out)
    {
        for (const NodeEntry &entry : node.entries())
            out[entry.key] = entry.value.isNull() ? std::nullopt : std::optional(entry.value.display());
        for (const Node &item : node.items()) {
            const std::string text = item.display();
            const std::size_t equals = text.find('=');
            const std::string key = text.substr(0, equals);
            if (!key.empty() && std::isspace(static_cast<unsigned char>(key.back())))
                return wrong(item, "environment variable " + key + " is declared with a trailing space");
            out[key] = equals == std::string::npos ? std::nullopt : std::optional(text.substr(equals + 1));
        }
        if (node.isScalar())
            wrong(node, "expected a mapping or a list");
    }

    void read(const Node &node, TextList &out)
    {
        if (node.isScalar())
            out.values.push_back(node.display());
        for (const Node &item : node.items())
            out.values.push_back(item.display());
    }

    void read(const Node &node, MultiOptions &out)
    {
        for (const NodeEntry &entry : node.entries()) {
            auto &values = out.values[entry.key];
            if (!entry.value.isSequence())
                values.push_back(entry.value.display());
            for (const Node &item : entry.value.items())
                values.push_back(item.display());
        }
    }

    void read(const Node &node, SshKeys &out)
    {
        for (const NodeEntry &entry : node.entries())
            out.keys.push_back({entry.key, entry.value.display()});
    }

    void read(const Node &node, HostsList &out)
    {
        for (const NodeEntry &entry : node.entries()) {
            auto &addresses = out.hosts[entry.key];
            if (!entry.value.isSequence())
                addresses.push_back(entry.value.display());
            for (const Node &item : entry.value.items())
                addresses.push_back(item.display());
        }
        for (const Node &item : node.items())
            readHost(item, out);
        for (auto &[host, addresses] : out.hosts) {
            if (host.empty() || host.find_first_of(":=") != std::string::npos)
                return wrong(node, "bad host name '" + host + "'");
            for (std::string &address : addresses) {
                if (address.size() > 2 && address.front() == '[' && address.back() == ']')
                    address = address.substr(1, address.size() - 2);
            }
        }
    }

    void readHost(const Node &item, HostsList &out)
    {
        const std::string text = item.display();
        std::size_t separator = text.find('=');
        if (separator == std::string::npos)
            separator = text.find(':');
        if (separator == std::string::npos)
            return wrong(item, "invalid additional host, missing IP: " + text);
        auto &addresses = out.hosts[text.substr(0, separator)];
        for (std::size_t at = separator + 1;;) {
            const std::size_t comma = text.find(',', at);
            addresses.push_back(text.substr(at, comma - at));
            if (comma == std::string::npos)
                return;
            at = comma + 1;
        }
    }

    void read(const Node &node, Ulimit &out)
    {
        if (!node.isMapping())
            return read(node, out.single);
        member(node, "soft", out.soft);
        member(node, "hard", out.hard);
    }

    void read(const Node &node, std::vector<std::string> &out)
    {
        if (node.isString()) {
            out.push_back(node.text());
            return;
        }
        if (!node.isSequence())
            return wrong(node, "expected a list");
        for (const Node &item : node.items()) {
            std::string text;
            read(item, text);
            out.push_back(std::move(text));
        }
    }

    template <typename T>
    void read(const Node &node, std::optional<T> &out)
    {
        out.emplace();
        read(node, *out);
    }

    template <typename T>
    void read(const Node &node, std::vector<T> &out)
    {
        if (!node.isSequence())
            return wrong(node, "expected a list");
        for (const Node &item : node.items())
            read(item, out.emplace_back());
    }

    template <typename T>
    void read(const Node &node, std::map<std::string, T> &out)
    {
        for (const NodeEntry &entry : node.entries())
            read(entry.value, out[entry.key]);
    }

    template <typename T>
    void read(const Node &node, std::map<std::string, std::optional<T>> &out)
    {
        for (const NodeEntry &entry : node.entries()) {
            auto &value = out[entry.key];
            if (!entry.value.isNull())
                read(entry.value, value);
        }
    }

    // A structure.
    template <typename T>
    requires requires(T &t) { t.extensions; }
    void read(const Node &node, T &out)
    {
        const std::string attribute = m_attribute;
        object(node, out);
        m_attribute = attribute;
    }

    std::string m_section;
    std::string m_place;
    std::string m_attribute;
};

} // namespace

std::int64_t Service::replicas() const
{
    if (scale)
        return *scale;
    return deploy && deploy->replicas ? *deploy->replicas : 1;
}

base::Result<Project> decodeProject(const Node &model)
{
    Project project;
    Decoder decoder;
    decoder.section("services");
    decoder.named(model.find("services"), project.services);
    if (const Node *services = model.find("services")) {
        for (const NodeEntry &entry : services->entries()) {
            Service &service = project.services[entry.key];
            service.name = entry.key;
            service.where = entry.mark().where();
        }
    }
    decoder.section("networks");
    decoder.named(model.find("networks"), project.networks);
    decoder.section("volumes");
    decoder.named(model.find("volumes"), project.volumes);
    decoder.section("secrets");
    decoder.named(model.find("secrets"), project.secrets);
    decoder.section("configs");
    decoder.named(model.find("configs"), project.configs);
    decoder.section("models");
    decoder.named(model.find("models"), project.models);
    if (decoder.error)
        return base::fail(std::move(*decoder.error));
    if (const Node *secrets = model.find("secrets")) {
        for (const NodeEntry &entry : secrets->entries()) {
            FileObject &secret = project.secrets[entry.key];
            if (const Node *value = entry.value.find(kSecretValueKey))
                secret.content = value->text();
            secret.extensions.erase(kSecretValueKey);
        }
    }
    for (const NodeEntry &entry : model.entries()) {
        if (entry.key.starts_with("x-"))
            project.extensions.emplace(entry.key, entry.value);
    }
    project.warnings = std::move(decoder.warnings);
    return project;
}

} // namespace catamaran::compose
