// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/spec/image_mount.h"
#include "engine/spec/parse.h"
#include "engine/spec/text.h"

#include <algorithm>
#include <array>

namespace catamaran::engine::spec {

using base::Errc;
using base::fail;
using base::Result;

namespace {

tl::unexpected<base::Error> invalid(std::string what)
{
    return fail(Errc::InvalidArgument, std::move(what));
}

constexpr std::array<std::string_view, 6> kPropagations = {"private", "rprivate", "shared",
                                                           "rshared", "slave",    "rslave"};

bool isPropagation(std::string_view word)
{
    return std::find(kPropagations.begin(), kPropagations.end(), word) != kPropagations.end();
}

// The option word list of -v, sorted by what it decides; each kind may be said once.
struct VolumeMode {
    int access = 0;
    int label = 0;
    int propagation = 0;
    int copy = 0;
    int consistency = 0;
    bool readOnly = false;
    bool noCopy = false;
    std::string propagationWord;
    bool valid = true;
};

VolumeMode parseVolumeMode(std::string_view mode)
{
    VolumeMode result;
    if (mode.empty())
        return result;
    for (const std::string_view word : text::split(mode, ',')) {
        if (word == "rw" || word == "ro") {
            ++result.access;
            result.readOnly = word == "ro";
        } else if (word == "z" || word == "Z") {
            ++result.label;
        } else if (isPropagation(word)) {
            ++result.propagation;
            result.propagationWord = word;
        } else if (word == "nocopy") {
            ++result.copy;
            result.noCopy = true;
        } else if (word == "consistent" || word == "cached" || word == "delegated" || word == "default") {
            ++result.consistency;
        } else {
            result.valid = false;
        }
    }
    for (const int count : {result.access, result.label, result.propagation, result.copy, result.consistency})
        result.valid = result.valid && count <= 1;
    return result;
}

// "/a/./b/../c//" to "/a/c" (lexically, as Go's filepath.Clean for absolute paths).
std::string cleanPath(std::string_view path)
{
    std::vector<std::string_view> parts;
    for (const std::string_view part : text::split(path, '/')) {
        if (part.empty() || part == ".")
            continue;
        if (part == "..") {
            if (!parts.empty())
                parts.pop_back();
        } else {
            parts.push_back(part);
        }
    }
    std::string out;
    for (const std::string_view part : parts)
        out.append("/").append(part);
    return out.empty() ? "/" : out;
}

// A relative path that does not climb above its start (Go's filepath.IsLocal); the empty one stands for none.
bool isInside(std::string_view path)
{
    int depth = 0;
    for (const std::string_view part : text::split(path, '/')) {
        depth += part == ".." ? -1 : part.empty() || part == "." ? 0 : 1;
        if (depth < 0)
            return false;
    }
    return !path.starts_with('/');
}

bool isVolumeName(std::string_view name)
{
    const auto isWord = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
    return name.size() >= 2 && isWord(name.front()) && std::all_of(name.begin(), name.end(), [&](char c) {
               return isWord(c) || c == '_' || c == '.' || c == '-';
           });
}

Result<void> checkVolumeName(std::string_view name)
{
    if (isVolumeName(name))
        return {};
    return fail(
        base::Error(Errc::InvalidArgument, "create " + std::string(name) + ": \"" + std::string(name) +
                                               "\" includes invalid characters for a local volume name, only "
                                               "\"[a-zA-Z0-9][a-zA-Z0-9_.-]\" are allowed")
            .withFix("If you intended to pass a host directory, use an absolute path."));
}

Result<bool> parseBoolean(const std::string &key, bool hasValue, std::string_view value)
{
    if (!hasValue)
        return true;
    if (value.empty())
        return invalid("invalid value for '" + key + "': value is empty");
    if (value == "true" || value == "1")
        return true;
    if (value == "false" || value == "0")
        return false;
    return invalid("invalid value for '" + key + "': invalid boolean value (\"" + std::string(value) +
                   "\"): must be one of \"true\", \"1\", \"false\", or \"0\" (default \"true\")");
}

// Which families of type-specific options a --mount used.
struct UsedOptions {
    bool bind = false;
    bool volume = false;
    bool tmpfs = false;
    bool image = false;
};

// The options of a volume that have a value; false for an unknown one.
bool applyVolumeField(const std::string &key, const std::string &value, Mount &mount)
{
    const std::size_t at = value.find('=');
    const std::string name = value.substr(0, at);
    const std::string rest = at == std::string::npos ? std::string() : value.substr(at + 1);
    if (key == "volume-subpath") {
        mount.volumeSubpath = value;
    } else if (key == "volume-label") {
        mount.volumeLabels[name] = rest;
    } else if (key == "volume-driver") {
        mount.volumeDriver = value;
    } else if (key == "volume-opt") {
        if (at != 0 && !value.empty())
            mount.volumeOptions[name] = rest;
    } else {
        return false;
    }
    return true;
}

Result<void> applyMountField(const std::string &field, Mount &mount, UsedOptions &used, std::string &type)
{
    const std::size_t equals = field.find('=');
    const bool hasValue = equals != std::string::npos;
    const std::string rawKey = field.substr(0, equals);
    const std::string value = hasValue ? field.substr(equals + 1) : std::string();
    if (text::trim(rawKey) != rawKey)
        return invalid("invalid option '" + std::string(text::trim(rawKey)) + "' in '" + field +
                       "': option should not have whitespace");
    if (text::trim(value) != value)
        return invalid("invalid value for '" + rawKey + "' in '" + field +
                       "': value should not have whitespace");
    const std::string key = text::lower(rawKey);
    if (key == "readonly" || key == "ro") {
        CATAMARAN_TRY(mount.readOnly, parseBoolean(key, hasValue, value));
        return {};
    }
    if (key == "volume-nocopy") {
        used.volume = true;
        CATAMARAN_TRY(mount.noCopy, parseBoolean(key, hasValue, value));
        return {};
    }
    if (key == "bind-nonrecursive") {
        used.bind = true;
        CATAMARAN_TRY(mount.nonRecursive, parseBoolean(key, hasValue, value));
        return {};
    }
    if (key == "bind-create-src") {
        used.bind = true;
        CATAMARAN_TRY(mount.createSource, parseBoolean(key, hasValue, value));
        return {};
    }
    if (!hasValue)
        return invalid("invalid field '" + field + "' must be a key=value pair");
    if (key == "type") {
        type = text::lower(value);
    } else if (key == "source" || key == "src") {
        mount.source = value;
    } else if (key == "target" || key == "dst" || key == "destination") {
        mount.target = value;
    } else if (key == "consistency") {
        // Docker Desktop's hint; means nothing on Linux.
    } else if (key == "bind-propagation") {
        used.bind = true;
        if (!isPropagation(text::lower(value)))
            return invalid("invalid propagation mode: " + value);
        mount.propagation = text::lower(value);
    } else if (key == "bind-recursive") {
        used.bind = true;
        if (value != "enabled" && value != "disabled" && value != "writable" && value != "readonly")
            return invalid("invalid value for " + key + ": " + value +
                           " (must be \"enabled\", \"disabled\", \"writable\", or \"readonly\")");
        mount.nonRecursive = value == "disabled";
        mount.bindRecursive = value;
    } else if (key.starts_with("volume-") && applyVolumeField(key, value, mount)) {
        used.volume = true;
    } else if (key == "image-subpath") {
        used.image = true;
        mount.volumeSubpath = value;
    } else if (key == "tmpfs-size") {
        used.tmpfs = true;
        const auto size = base::Bytes::parse(value);
        if (!size)
            return invalid("invalid value for " + key + ": " + value);
        mount.tmpfsSize = *size;
    } else if (key == "tmpfs-mode") {
        used.tmpfs = true;
        const auto mode = text::number<unsigned>(value, 8);
        if (!mode)
            return invalid("invalid value for " + key + ": " + value);
        mount.tmpfsMode = *mode;
    } else {
        return invalid("unknown option '" + key + "' in '" + field + "'");
    }
    return {};
}

} // namespace

Result<std::vector<std::string>> splitCsv(std::string_view text)
{
    std::vector<std::string> fields(1);
    bool quoted = false;
    bool afterQuote = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted) {
            if (c != '"') {
                fields.back() += c;
            } else if (i + 1 < text.size() && text[i + 1] == '"') {
                fields.back() += c;
                ++i;
            } else {
                quoted = false;
                afterQuote = true;
            }
        } else if (c == ',') {
            fields.emplace_back();
            afterQuote = false;
        } else if (afterQuote || (c == '"' && !fields.back().empty())) {
            return invalid("parse error on line 1, column " + std::to_string(i + 1) +
                           ": bare \" in non-quoted-field");
        } else if (c == '"') {
            quoted = true;
        } else {
            fields.back() += c;
        }
    }
    if (quoted)
        return invalid("parse error on line 1: extraneous or missing \" in quoted-field");
    return fields;
}

Result<Mount> parseVolume(std::string_view text, std::string_view currentDirectory)
{
    const auto invalidSpec = [&](const std::string &why = {}) {
        return invalid("invalid volume specification: '" + std::string(text) + "'" +
                       (why.empty() ? "" : ": " + why));
    };
    const std::vector<std::string_view> parts = text::split(text, ':');
    if (parts.front().empty() || parts.size() > 3)
        return invalidSpec();
    Mount mount;
    VolumeMode mode;
    if (parts.size() == 1) {
        mount.target = parts[0];
    } else {
        mount.source = parts[0];
        mount.target = parts[1];
        if (parts.size() == 2 && (mount.target.empty() || parseVolumeMode(parts[1]).valid))
            return invalidSpec(); // "/path:ro"
        if (parts.size() == 3) {
            mode = parseVolumeMode(parts[2]);
            if (!mode.valid)
                return invalid("invalid mode: " + std::string(parts[2]));
        }
    }
    if (!mount.target.starts_with('/'))
        return invalidSpec("invalid mount path: '" + mount.target + "' mount path must be absolute");
    mount.target = cleanPath(mount.target);
    if (mount.target == "/")
        return invalidSpec("invalid specification: destination can't be '/'");
    if (!currentDirectory.empty() && (mount.source == "." || mount.source == ".." ||
                                      mount.source.starts_with("./") || mount.source.starts_with("../")))
        mount.source = std::string(currentDirectory) + "/" + mount.source;
    const bool isBind = mount.source.starts_with('/');
    mount.type = isBind ? MountType::Bind : MountType::Volume;
    mount.readOnly = mode.readOnly;
    mount.noCopy = mode.noCopy;
    mount.propagation = mode.propagationWord;
    if (isBind) {
        if (mode.copy > 0)
            return invalidSpec("nocopy is for volumes only");
        mount.source = cleanPath(mount.source);
        mount.createSource = true;
    } else {
        if (mode.propagation > 0)
            return invalidSpec("propagation is for bind mounts only");
        if (!mount.source.empty())
            CATAMARAN_CHECK(checkVolumeName(mount.source));
    }
    return mount;
}

Result<Mount> parseMount(std::string_view text)
{
    if (text.empty())
        return invalid("value is empty");
    CATAMARAN_TRY(const std::vector<std::string> fields, splitCsv(text));
    Mount mount;
    UsedOptions used;
    std::string type = "volume";
    for (const std::string &field : fields)
        CATAMARAN_CHECK(applyMountField(field, mount, used, type));
    if (type == "bind")
        mount.type = MountType::Bind;
    else if (type == "volume")
        mount.type = MountType::Volume;
    else if (type == "tmpfs")
        mount.type = MountType::Tmpfs;
    else if (type.empty())
        return invalid("type is required");
    else if (type == "image")
        makeImageMount(mount);
    else if (type == "cluster" || type == "npipe")
        return fail(base::Error(Errc::Unsupported, "mount type \"" + type + "\" is not supported here: " +
                                                       (type == "cluster" ? "there is no cluster"
                                                                          : "named pipes are of Windows"))
                        .withFix("Use type=bind, type=volume, type=tmpfs or type=image."));
    else
        return fail(Errc::Unsupported, "mount type unknown: \"" + type + "\"");
    if (mount.target.empty())
        return invalid("target is required");
    if (used.bind && type != "bind")
        return invalid("cannot mix 'bind-*' options with mount type '" + type + "'");
    if (used.volume && type != "volume")
        return invalid("cannot mix 'volume-*' options with mount type '" + type + "'");
    if (used.tmpfs && type != "tmpfs")
        return invalid("cannot mix 'tmpfs-*' options with mount type '" + type + "'");
    if (used.image && type != "image")
        return invalid("cannot mix 'image-*' options with mount type '" + type + "'");
    for (const char *mode : {"writable", "readonly"}) {
        if (mount.bindRecursive == mode && !mount.readOnly)
            return invalid(std::string("option 'bind-recursive=") + mode +
                           "' requires 'readonly' to be specified in conjunction");
    }
    if (mount.bindRecursive == "readonly" && mount.propagation != "rprivate")
        return invalid(
            "option 'bind-recursive=readonly' requires 'bind-propagation=rprivate' to be specified "
            "in conjunction");
    const std::string prefix = "invalid mount config for type \"" + type + "\": ";
    if (!isInside(mount.volumeSubpath))
        return invalid(prefix + "subpath must be a relative path within the volume");
    if (!mount.target.starts_with('/'))
        return invalid(prefix + "invalid mount path: '" + mount.target + "' mount path must be absolute");
    mount.target = cleanPath(mount.target);
    if (mount.target == "/")
        return invalid(prefix + "invalid specification: destination can't be '/'");
    if (isImageMount(mount)) {
        if (mount.source.empty())
            return invalid(prefix + "field Source must not be empty");
    } else if (mount.type == MountType::Bind) {
        if (mount.source.empty())
            return invalid(prefix + "field Source must not be empty");
        if (!mount.source.starts_with('/'))
            return invalid(prefix + "invalid mount path: '" + mount.source + "' mount path must be absolute");
        mount.source = cleanPath(mount.source);
    } else if (mount.type == MountType::Tmpfs && !mount.source.empty()) {
        return invalid(prefix + "field Source must not be specified");
    } else if (mount.type == MountType::Volume && !mount.source.empty()) {
        CATAMARAN_CHECK(checkVolumeName(mount.source));
    }
    return mount;
}

Result<Mount> parseTmpfs(std::string_view text)
{
    const std::size_t colon = text.find(':');
    Mount mount;
    mount.type = MountType::Tmpfs;
    mount.target = text.substr(0, colon);
    if (!mount.target.starts_with('/'))
        return invalid("invalid mount path: '" + mount.target + "' mount path must be absolute");
    mount.target = cleanPath(mount.target);
    if (mount.target == "/")
        return invalid("invalid tmpfs mount: destination can't be '/'");
    if (colon == std::string_view::npos || colon + 1 == text.size())
        return mount;
    static constexpr std::array<std::string_view, 13> kFlags = {
        "exec",  "noexec", "suid",    "nosuid",   "dev",        "nodev",      "sync",
        "async", "atime",  "noatime", "diratime", "nodiratime", "strictatime"};
    static constexpr std::array<std::string_view, 6> kKeys = {"nr_inodes", "nr_blocks", "uid",
                                                              "gid",       "mpol",      "huge"};
    for (const std::string_view option : text::split(text.substr(colon + 1), ',')) {
        const std::size_t equals = option.find('=');
        const std::string_view key = option.substr(0, equals);
        const std::string_view value =
            equals == std::string_view::npos ? std::string_view() : option.substr(equals + 1);
        if (option == "ro" || option == "rw") {
            mount.readOnly = option == "ro";
        } else if (key == "size" && !value.empty()) {
            CATAMARAN_TRY(mount.tmpfsSize, base::Bytes::parse(value));
        } else if (key == "mode" && text::number<unsigned>(value, 8)) {
            mount.tmpfsMode = text::number<unsigned>(value, 8);
        } else if (std::find(kFlags.begin(), kFlags.end(), option) != kFlags.end() ||
                   (!value.empty() && std::find(kKeys.begin(), kKeys.end(), key) != kKeys.end())) {
            mount.tmpfsOptions.emplace_back(option);
        } else {
            return invalid("invalid tmpfs option \"" + std::string(option) + "\"");
        }
    }
    return mount;
}

Result<Device> parseDevice(std::string_view text)
{
    const auto isMode = [](std::string_view mode) {
        if (mode.empty())
            return false;
        std::string seen;
        return std::all_of(mode.begin(), mode.end(), [&](char c) {
            const bool good = (c == 'r' || c == 'w' || c == 'm') && seen.find(c) == std::string::npos;
            seen += c;
            return good;
        });
    };
    const auto badFormat = [&] { return invalid("bad format for path: " + std::string(text)); };
    const std::vector<std::string_view> parts = text::split(text, ':');
    if (text.empty() || parts.front().empty() || parts.size() > 3)
        return badFormat();
    Device device;
    device.hostPath = parts[0];
    device.containerPath = parts[0];
    if (parts.size() == 3) {
        device.containerPath = parts[1];
        device.permissions = parts[2];
        if (!isMode(parts[2]))
            return invalid("bad mode specified: " + std::string(parts[2]));
    } else if (parts.size() == 2) {
        if (isMode(parts[1]))
            device.permissions = parts[1];
        else
            device.containerPath = parts[1];
    }
    if (!device.containerPath.starts_with('/'))
        return invalid(device.containerPath + " is not an absolute path");
    return device;
}

} // namespace catamaran::engine::spec
