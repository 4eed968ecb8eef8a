// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/spec/image_config.h"

#include "engine/base/digest.h"

#include <nlohmann/json.hpp>

namespace catamaran::engine::spec {

using base::Errc;
using base::Result;
using Json = nlohmann::ordered_json;

namespace {

/// Reads members of one object; keeps the first complaint. Null counts as absent, as Go's decoder has it.
class Reader {
public:
    Reader(const Json &object, std::string prefix) : m_object(object), m_prefix(std::move(prefix)) {}

    void text(const char *key, std::string &out)
    {
        if (const Json *value = member(key, Json::value_t::string, "a string"))
            out = value->get<std::string>();
    }

    void list(const char *key, std::vector<std::string> &out)
    {
        const Json *value = member(key, Json::value_t::array, "an array of strings");
        if (!value)
            return;
        out.clear();
        for (const Json &item : *value) {
            if (!item.is_string())
                return complain(key, "an array of strings");
            out.push_back(item.get<std::string>());
        }
    }

    void list(const char *key, std::optional<std::vector<std::string>> &out)
    {
        if (member(key, Json::value_t::array, "an array of strings"))
            list(key, out.emplace());
    }

    /// Go's set: {"80/tcp": {}}.
    void set(const char *key, std::vector<std::string> &out)
    {
        if (const Json *value = member(key, Json::value_t::object, "an object")) {
            for (const auto &[name, unused] : value->items())
                out.push_back(name);
        }
    }

    void map(const char *key, std::map<std::string, std::string> &out)
    {
        const Json *value = member(key, Json::value_t::object, "an object of strings");
        if (!value)
            return;
        for (const auto &[name, item] : value->items()) {
            if (!item.is_string())
                return complain(key, "an object of strings");
            out[name] = item.get<std::string>();
        }
    }

    void flag(const char *key, bool &out)
    {
        if (const Json *value = member(key, Json::value_t::boolean, "true or false"))
            out = value->get<bool>();
    }

    std::int64_t integer(const char *key)
    {
        const auto found = m_object.find(key);
        if (found == m_object.end() || found->is_null())
            return 0;
        if (!found->is_number_integer()) {
            complain(key, "an integer");
            return 0;
        }
        return found->get<std::int64_t>();
    }

    const Json *object(const char *key) { return member(key, Json::value_t::object, "an object"); }
    const Json *array(const char *key) { return member(key, Json::value_t::array, "an array"); }

    void complain(const char *key, const char *wanted)
    {
        if (m_complaint.empty())
            m_complaint = "image configuration: " + m_prefix + key + " is not " + wanted;
    }
    [[nodiscard]] const std::string &complaint() const { return m_complaint; }

private:
    const Json *member(const char *key, Json::value_t type, const char *wanted)
    {
        const auto found = m_object.find(key);
        if (found == m_object.end() || found->is_null())
            return nullptr;
        if (found->type() != type) {
            complain(key, wanted);
            return nullptr;
        }
        return &*found;
    }

    const Json &m_object;
    std::string m_prefix;
    std::string m_complaint;
};

Result<void> checked(const Reader &reader)
{
    if (reader.complaint().empty())
        return {};
    return base::fail(Errc::Corrupt, reader.complaint());
}

Result<void> readRuntimePart(const Json &object, ImageConfig &out)
{
    Reader reader(object, "config.");
    reader.text("User", out.user);
    reader.set("ExposedPorts", out.exposedPorts);
    reader.list("Env", out.environment);
    reader.list("Entrypoint", out.entrypoint);
    reader.list("Cmd", out.command);
    reader.set("Volumes", out.volumes);
    reader.text("WorkingDir", out.workingDirectory);
    reader.map("Labels", out.labels);
    reader.text("StopSignal", out.stopSignal);
    reader.list("OnBuild", out.onBuild);
    reader.list("Shell", out.shell);
    reader.flag("ArgsEscaped", out.argsEscaped);
    if (const Json *health = reader.object("Healthcheck")) {
        Reader inner(*health, "config.Healthcheck.");
        HealthCheck check;
        inner.list("Test", check.test);
        // Zero means "not said" in docker's configuration: the default stays.
        if (const std::int64_t value = inner.integer("Interval"); value != 0)
            check.interval = std::chrono::nanoseconds(value);
        if (const std::int64_t value = inner.integer("Timeout"); value != 0)
            check.timeout = std::chrono::nanoseconds(value);
        if (const std::int64_t value = inner.integer("StartPeriod"); value != 0)
            check.startPeriod = std::chrono::nanoseconds(value);
        if (const std::int64_t value = inner.integer("StartInterval"); value != 0)
            check.startInterval = std::chrono::nanoseconds(value);
        if (const std::int64_t value = inner.integer("Retries"); value != 0)
            check.retries = static_cast<int>(value);
        for (const char *key : {"Interval", "Timeout", "Retries"}) {
            if (inner.integer(key) != 0)
                out.statedHealth.insert(key);
        }
        CATAMARAN_CHECK(checked(inner));
        out.health = std::move(check);
    }
    return checked(reader);
}

Json setJson(const std::vector<std::string> &names)
{
    const std::map<std::string, int> sorted = [&] {
        std::map<std::string, int> all;
        for (const std::string &name : names)
            all[name] = 0;
        return all;
    }();
    Json out = Json::object();
    for (const auto &[name, unused] : sorted)
        out[name] = Json::object();
    return out;
}

Json healthJson(const HealthCheck &health, const std::set<std::string> &stated)
{
    const HealthCheck defaults;
    Json out;
    out["Test"] = health.test;
    if (health.interval != defaults.interval || stated.contains("Interval"))
        out["Interval"] = health.interval.count();
    if (health.timeout != defaults.timeout || stated.contains("Timeout"))
        out["Timeout"] = health.timeout.count();
    if (health.startPeriod != defaults.startPeriod)
        out["StartPeriod"] = health.startPeriod.count();
    if (health.startInterval != defaults.startInterval)
        out["StartInterval"] = health.startInterval.count();
    if (health.retries != defaults.retries || stated.contains("Retries"))
        out["Retries"] = health.retries;
    return out;
}

Json runtimePart(const ImageConfig &config)
{
    Json out = Json::object();
    if (!config.user.empty())
        out["User"] = config.user;
    if (!config.exposedPorts.empty())
        out["ExposedPorts"] = setJson(config.exposedPorts);
    if (!config.environment.empty())
        out["Env"] = config.environment;
    if (config.entrypoint)
        out["Entrypoint"] = *config.entrypoint;
    if (config.command)
        out["Cmd"] = *config.command;
    if (config.health)
        out["Healthcheck"] = healthJson(*config.health, config.statedHealth);
    if (!config.volumes.empty())
        out["Volumes"] = setJson(config.volumes);
    if (!config.workingDirectory.empty())
        out["WorkingDir"] = config.workingDirectory;
    if (!config.labels.empty())
        out["Labels"] = config.labels;
    if (!config.stopSignal.empty())
        out["StopSignal"] = config.stopSignal;
    if (!config.onBuild.empty())
        out["OnBuild"] = config.onBuild;
    if (!config.shell.empty())
        out["Shell"] = config.shell;
    if (config.argsEscaped)
        out["ArgsEscaped"] = true;
    return out;
}

} // namespace

Result<ImageConfig> ImageConfig::fromJson(std::string_view json)
{
    const Json root = Json::parse(json, nullptr, false);
    if (root.is_discarded() || !root.is_object())
        return base::fail(Errc::Corrupt, "image configuration is not a JSON object");
    ImageConfig out;
    Reader reader(root, "");
    reader.text("architecture", out.architecture);
    reader.text("os", out.os);
    reader.text("variant", out.variant);
    reader.text("created", out.created);
    reader.text("author", out.author);
    if (const Json *config = reader.object("config"))
        CATAMARAN_CHECK(readRuntimePart(*config, out));
    if (const Json *rootfs = reader.object("rootfs")) {
        Reader inner(*rootfs, "rootfs.");
        inner.list("diff_ids", out.diffIds);
        CATAMARAN_CHECK(checked(inner));
        for (const std::string &diffId : out.diffIds) {
            if (!base::isSha256Digest(diffId))
                return base::fail(Errc::Corrupt, "image configuration: rootfs.diff_ids: \"" + diffId +
                                                     "\" is not a sha256 digest");
        }
    }
    if (const Json *history = reader.array("history")) {
        for (const Json &item : *history) {
            if (!item.is_object())
                return base::fail(Errc::Corrupt, "image configuration: history holds a non-object");
            Reader inner(item, "history.");
            History entry;
            inner.text("created", entry.created);
            inner.text("created_by", entry.createdBy);
            inner.text("comment", entry.comment);
            const auto empty = item.find("empty_layer");
            entry.emptyLayer = empty != item.end() && empty->is_boolean() && empty->get<bool>();
            CATAMARAN_CHECK(checked(inner));
            out.history.push_back(std::move(entry));
        }
    }
    CATAMARAN_CHECK(checked(reader));
    return out;
}

std::string ImageConfig::toJson() const
{
    Json out;
    if (!created.empty())
        out["created"] = created;
    if (!author.empty())
        out["author"] = author;
    out["architecture"] = architecture;
    if (!variant.empty())
        out["variant"] = variant;
    out["os"] = os;
    out["config"] = runtimePart(*this);
    out["rootfs"]["type"] = "layers";
    out["rootfs"]["diff_ids"] = diffIds;
    out["history"] = Json::array();
    for (const History &entry : history) {
        Json item = Json::object();
        if (!entry.created.empty())
            item["created"] = entry.created;
        if (!entry.createdBy.empty())
            item["created_by"] = entry.createdBy;
        if (!entry.comment.empty())
            item["comment"] = entry.comment;
        if (entry.emptyLayer)
            item["empty_layer"] = true;
        out["history"].push_back(std::move(item));
    }
    return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace catamaran::engine::spec
