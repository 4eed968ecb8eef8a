// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/build/run_mount.h"

#include <algorithm>
#include <vector>

namespace catamaran::engine::build {

using base::Errc;
using base::Result;

namespace {

base::Error wrong(std::string message)
{
    return {Errc::Parse, std::move(message)};
}

/// The fields of one CSV record: quotes may hold commas.
std::vector<std::string> csvFields(const std::string &text)
{
    std::vector<std::string> out(1);
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"' && quoted && i + 1 < text.size() && text[i + 1] == '"')
            out.back() += text[i++];
        else if (text[i] == '"')
            quoted = !quoted;
        else if (text[i] == ',' && !quoted)
            out.emplace_back();
        else
            out.back() += text[i];
    }
    return out;
}

Result<std::uint32_t> number(const std::string &key, const std::string &value, int base)
{
    const char *digits = base == 8 ? "01234567" : "0123456789";
    if (value.empty() || value.size() > 10 || value.find_first_not_of(digits) != std::string::npos)
        return base::fail(wrong("invalid value " + value + " for " + key));
    return static_cast<std::uint32_t>(std::stoul(value, nullptr, base));
}

Result<bool> truth(const std::string &key, const std::string &value)
{
    if (value == "1" || value == "t" || value == "true" || value == "True" || value == "TRUE")
        return true;
    if (value == "0" || value == "f" || value == "false" || value == "False" || value == "FALSE")
        return false;
    return base::fail(wrong("invalid value for " + key + ": " + value));
}

Result<RunMount::Kind> kindOf(const std::string &value)
{
    if (value == "bind")
        return RunMount::Kind::Bind;
    if (value == "cache")
        return RunMount::Kind::Cache;
    if (value == "tmpfs")
        return RunMount::Kind::Tmpfs;
    if (value == "secret")
        return RunMount::Kind::Secret;
    if (value == "ssh")
        return RunMount::Kind::Ssh;
    return base::fail(wrong("unsupported mount type \"" + value + "\"")
                          .withFix("Write bind, cache, tmpfs, secret or ssh."));
}

/// A field that is a switch by its name alone. False: it is none.
Result<bool> takeSwitch(RunMount &mount, const std::string &key)
{
    if (key == "readonly" || key == "ro")
        mount.readOnly = true;
    else if (key == "readwrite" || key == "rw")
        mount.readOnly = false;
    else if (key == "required" && (mount.kind == RunMount::Kind::Secret || mount.kind == RunMount::Kind::Ssh))
        mount.required = true;
    else
        return false;
    return true;
}

Result<void> takeField(RunMount &mount, const std::string &key, const std::string &value)
{
    using Kind = RunMount::Kind;
    const bool isFile = mount.kind == Kind::Secret || mount.kind == Kind::Ssh;
    if (key == "from") {
        mount.from = value;
    } else if (key == "source" || key == "src") {
        mount.source = value;
    } else if (key == "target" || key == "dst" || key == "destination") {
        mount.target = value;
        mount.hasTarget = true;
    } else if (key == "readonly" || key == "ro") {
        CATAMARAN_TRY(mount.readOnly, truth(key, value));
    } else if (key == "readwrite" || key == "rw") {
        CATAMARAN_TRY(const bool writable, truth(key, value));
        mount.readOnly = !writable;
    } else if (key == "required" && isFile) {
        CATAMARAN_TRY(mount.required, truth(key, value));
    } else if (key == "size" && mount.kind == Kind::Tmpfs) {
        CATAMARAN_TRY(mount.size, base::Bytes::parse(value));
    } else if (key == "id") {
        mount.id = value;
    } else if (key == "sharing" && mount.kind == Kind::Cache) {
        if (value != "shared" && value != "private" && value != "locked")
            return base::fail(wrong("unsupported sharing value \"" + value + "\"")
                                  .withFix("Write shared, private or locked."));
        mount.sharing = value == "shared"    ? RunMount::Sharing::Shared
                        : value == "private" ? RunMount::Sharing::Private
                                             : RunMount::Sharing::Locked;
    } else if (key == "mode") {
        CATAMARAN_TRY(mount.mode, number(key, value, 8));
    } else if (key == "uid") {
        CATAMARAN_TRY(mount.uid, number(key, value, 10));
    } else if (key == "gid") {
        CATAMARAN_TRY(mount.gid, number(key, value, 10));
    } else if (key == "env" && mount.kind == Kind::Secret) {
        mount.environment = value;
    } else {
        return base::fail(wrong("unexpected key '" + key + "' in '" + key + "=" + value + "'"));
    }
    return {};
}

} // namespace

Result<RunMount> RunMount::parse(const std::string &text)
{
    RunMount mount;
    const std::vector<std::string> fields = csvFields(text);
    for (const std::string &field : fields) {
        if (field.starts_with("type=") && field.find('$') == std::string::npos) {
            CATAMARAN_TRY(mount.kind, kindOf(field.substr(5)));
        }
    }
    mount.readOnly = mount.kind == Kind::Bind;
    for (const std::string &field : fields) {
        const std::size_t equals = field.find('=');
        std::string key = field.substr(0, equals);
        std::transform(key.begin(), key.end(), key.begin(), [](unsigned char c) { return std::tolower(c); });
        if (equals == std::string::npos) {
            CATAMARAN_TRY(const bool taken, takeSwitch(mount, key));
            if (!taken)
                return base::fail(wrong("invalid field '" + field + "' must be a key=value pair"));
            continue;
        }
        const std::string value = field.substr(equals + 1);
        const bool open = value.find('$') != std::string::npos;
        const bool isText = key == "from" || key == "source" || key == "src" || key == "target" ||
                            key == "dst" || key == "destination" || key == "id";
        if (key != "type" && (!open || isText))
            CATAMARAN_CHECK(takeField(mount, key, value));
    }
    const bool needsTarget =
        mount.kind == Kind::Bind || mount.kind == Kind::Cache || mount.kind == Kind::Tmpfs;
    if (needsTarget && mount.target.empty())
        return base::fail(wrong("target is required for " +
                                std::string(mount.kind == Kind::Bind    ? "bind"
                                            : mount.kind == Kind::Cache ? "cache"
                                                                        : "tmpfs") +
                                " mount"));
    if (mount.kind != Kind::Bind && mount.kind != Kind::Cache && !mount.from.empty())
        return base::fail(wrong("from is only possible for bind and cache mounts"));
    return mount;
}

} // namespace catamaran::engine::build
