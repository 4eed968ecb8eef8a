// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/log_options.h"

#include "engine/base/decimal_size.h"
#include "engine/spec/text.h"

#include <algorithm>
#include <cctype>
#include <regex>
#include <set>

namespace catamaran::engine::runtime {

using base::Errc;
using base::fail;
using base::Result;
using spec::ContainerSpec;
namespace text = spec::text;

namespace {

constexpr std::int64_t kDefaultBuffer = 1 << 20;  // docker's max-buffer-size
constexpr std::int64_t kSmallestBuffer = 2 << 16; // twice the largest chunk that the monitor takes at once

// The options that give each line a context; docker has them for both.
const std::set<std::string> kContext = {"labels", "labels-regex", "env", "env-regex", "tag"};
const std::set<std::string> kFile = {"max-size", "max-file", "compress"};
const std::set<std::string> kCommon = {"mode", "max-buffer-size"}; // how output is handed over
// docker's second copy for drivers that cannot be read.
const std::set<std::string> kCache = {"cache-disabled", "cache-max-size", "cache-max-file", "cache-compress"};

const std::string *find(const ContainerSpec &spec, const std::string &name)
{
    const auto found = spec.logOptions.find(name);
    return found == spec.logOptions.end() ? nullptr : &found->second;
}

Result<bool> boolean(const std::string &name, const std::string &value)
{
    const std::string word = text::lower(value); // Go's ParseBool
    if (word == "1" || word == "t" || word == "true")
        return true;
    if (word == "0" || word == "f" || word == "false")
        return false;
    return fail(Errc::InvalidArgument, "invalid value for " + name + ": \"" + value + "\" is not a boolean");
}

Result<std::int64_t> size(const ContainerSpec &spec, const std::string &name, std::int64_t otherwise)
{
    const std::string *value = find(spec, name);
    if (!value)
        return otherwise;
    CATAMARAN_TRY(const base::Bytes bytes, base::parseDecimalSize(*value));
    if (bytes.count <= 0)
        return fail(Errc::InvalidArgument, name + " must be a positive number");
    return bytes.count;
}

Result<std::uint32_t> fileCount(const ContainerSpec &spec, std::uint32_t otherwise)
{
    const std::string *value = find(spec, "max-file");
    if (!value)
        return otherwise;
    const auto count = text::number<std::uint32_t>(*value);
    if (!count || *count == 0)
        return fail(Errc::InvalidArgument, "max-file cannot be less than 1");
    return *count;
}

Result<std::int64_t> buffer(const ContainerSpec &spec)
{
    const std::string *mode = find(spec, "mode");
    if (mode && *mode != "blocking" && *mode != "non-blocking" && !mode->empty())
        return fail(Errc::InvalidArgument, "logger: logging mode not supported: " + *mode);
    const bool drops = mode && *mode == "non-blocking";
    if (!drops && find(spec, "max-buffer-size"))
        return fail(Errc::InvalidArgument,
                    "logger: max-buffer-size option is only supported with 'mode=non-blocking'");
    if (!drops)
        return 0;
    CATAMARAN_TRY(const std::int64_t bytes, size(spec, "max-buffer-size", kDefaultBuffer));
    return std::max(bytes, kSmallestBuffer);
}

// docker's templates of --log-opt tag: {{.ID}}, {{.FullID}}, {{.Name}}, {{.ImageID}}, {{.ImageFullID}},
// {{.ImageName}}, {{.DaemonName}}.
Result<std::string> renderTag(const std::string &form, const Record *record)
{
    std::string out;
    std::size_t at = 0;
    for (;;) {
        const std::size_t open = form.find("{{", at);
        out += form.substr(at, open == std::string::npos ? open : open - at);
        if (open == std::string::npos)
            return out;
        const std::size_t close = form.find("}}", open);
        const auto unknown = [&](const std::string &what) {
            return fail(base::Error(Errc::InvalidArgument, "failed to parse the log tag: " + what)
                            .withFix("Known are {{.ID}}, {{.FullID}}, {{.Name}}, {{.ImageID}}, "
                                     "{{.ImageFullID}}, {{.ImageName}} and {{.DaemonName}}."));
        };
        if (close == std::string::npos)
            return unknown("unclosed action");
        const std::string field(text::trim(std::string_view(form).substr(open + 2, close - open - 2)));
        const Record none;
        const Record &r = record ? *record : none;
        const std::size_t algorithm = r.imageId.find(':');
        const std::string image =
            algorithm == std::string::npos ? r.imageId : r.imageId.substr(algorithm + 1);
        if (field == ".ID")
            out += r.id.substr(0, 12);
        else if (field == ".FullID")
            out += r.id;
        else if (field == ".Name")
            out += r.name;
        else if (field == ".ImageID")
            out += image.substr(0, 12);
        else if (field == ".ImageFullID")
            out += r.imageId;
        else if (field == ".ImageName")
            out += r.image;
        else if (field == ".DaemonName")
            out += "catamaran";
        else
            return unknown("\"{{" + field + "}}\" is not known");
        at = close + 2;
    }
}

std::set<std::string> names(const std::string *list)
{
    std::set<std::string> out;
    if (list) {
        for (const std::string_view one : text::split(*list, ','))
            out.insert(std::string(one));
    }
    return out;
}

Result<std::optional<std::regex>> pattern(const ContainerSpec &spec, const std::string &name)
{
    const std::string *value = find(spec, name);
    if (!value || value->empty())
        return std::optional<std::regex>();
    try {
        return std::optional(std::regex(*value, std::regex::extended | std::regex::optimize));
    } catch (const std::regex_error &) {
        return fail(Errc::InvalidArgument, "invalid " + name + ": " + *value);
    }
}

// The labels and variables that the options pick, sorted.
Result<std::map<std::string, std::string>> extras(const Record &record)
{
    const ContainerSpec &spec = record.spec;
    CATAMARAN_TRY(const auto labelPattern, pattern(spec, "labels-regex"));
    CATAMARAN_TRY(const auto variablePattern, pattern(spec, "env-regex"));
    const std::set<std::string> labels = names(find(spec, "labels"));
    const std::set<std::string> variables = names(find(spec, "env"));
    std::map<std::string, std::string> out;
    for (const auto &[name, value] : record.process.labels) {
        if (labels.contains(name) || (labelPattern && std::regex_search(name, *labelPattern)))
            out[name] = value;
    }
    for (const std::string &entry : record.process.environment) {
        const std::size_t equals = entry.find('=');
        const std::string name = entry.substr(0, equals);
        if (equals != std::string::npos &&
            (variables.contains(name) || (variablePattern && std::regex_search(name, *variablePattern))))
            out[name] = entry.substr(equals + 1);
    }
    return out;
}

// Field names of the journal are capital letters, digits and underscores, and begin with a letter.
std::string journalName(const std::string &name)
{
    std::string out;
    for (const char c : name) {
        const auto u = static_cast<unsigned char>(c);
        out.push_back(std::isalnum(u) != 0 ? static_cast<char>(std::toupper(u)) : '_');
    }
    const std::size_t letter = out.find_first_not_of("_0123456789");
    return letter == std::string::npos ? std::string() : out.substr(letter);
}

Result<std::string> journalFields(const Record &record)
{
    const std::string *form = find(record.spec, "tag");
    CATAMARAN_TRY(const std::string tag, renderTag(form && !form->empty() ? *form : "{{.ID}}", &record));
    std::map<std::string, std::string> fields = {{"CONTAINER_ID", record.id.substr(0, 12)},
                                                 {"CONTAINER_ID_FULL", record.id},
                                                 {"CONTAINER_NAME", record.name},
                                                 {"CONTAINER_TAG", tag},
                                                 {"IMAGE_NAME", record.image},
                                                 {"SYSLOG_IDENTIFIER", tag}};
    CATAMARAN_TRY(const auto more, extras(record));
    for (const auto &[name, value] : more) {
        if (const std::string field = journalName(name); !field.empty())
            fields.emplace(field, value);
    }
    std::string out;
    for (const auto &[name, value] : fields) {
        if (value.find('\n') == std::string::npos) {
            out += name + "=" + value + "\n";
            continue;
        }
        return fail(Errc::Unsupported,
                    "the value of " + name + " has several lines, which we do not send to the journal");
    }
    return out;
}

} // namespace

bool logsToFile(const ContainerSpec &spec)
{
    return spec.logDriver != "none" && spec.logDriver != "journald";
}

Result<void> checkLogOptions(const ContainerSpec &spec)
{
    const std::string &driver = spec.logDriver;
    static const std::set<std::string> kDockers = {"syslog", "gelf",    "fluentd", "awslogs",
                                                   "splunk", "etwlogs", "gcplogs", "logentries"};
    if (kDockers.contains(driver))
        return fail(base::Error(Errc::Unsupported, "logging driver \"" + driver +
                                                       "\" sends the log to another service, which "
                                                       "Catamaran does not do")
                        .withFix("Use --log-driver journald and forward from the journal, or json-file."));
    const bool file = driver == "json-file" || driver == "local";
    if (!file && driver != "none" && driver != "journald")
        return fail(
            base::Error(Errc::InvalidArgument, "logger: no log driver named '" + driver + "' is registered")
                .withFix("Use --log-driver json-file, local, journald or none."));
    for (const auto &[name, value] : spec.logOptions) {
        if (kCache.contains(name))
            return fail(base::Error(Errc::Unsupported,
                                    "--log-opt " + name +
                                        " is not supported: it is about a second copy for drivers that "
                                        "cannot be read back, and every driver here is read directly")
                            .withFix("Leave it out; use max-size and max-file to bound the log."));
        const bool known = (file && kFile.contains(name)) || (driver != "none" && kContext.contains(name)) ||
                           kCommon.contains(name);
        if (!known)
            return fail(Errc::InvalidArgument,
                        "unknown log opt '" + name + "' for " + driver + " log driver");
        if (name == "compress") {
            CATAMARAN_TRY(const bool on, boolean(name, value));
            if (on)
                return fail(
                    base::Error(Errc::Unsupported,
                                "--log-opt compress=true is not supported: rotated files are renamed by "
                                "the container's monitor, which has no memory to compress them in")
                        .withFix("Leave it out; the frames are half as large as docker's JSON. A file "
                                 "system that compresses (btrfs, zfs) does the same."));
        }
    }
    CATAMARAN_CHECK(size(spec, "max-size", 1));
    CATAMARAN_TRY(const std::uint32_t files, fileCount(spec, 1));
    if (driver == "json-file" && files > 1 && !find(spec, "max-size"))
        return fail(Errc::InvalidArgument, "max-file option requires max-size option to be set");
    CATAMARAN_CHECK(buffer(spec));
    CATAMARAN_CHECK(pattern(spec, "labels-regex"));
    CATAMARAN_CHECK(pattern(spec, "env-regex"));
    if (const std::string *tag = find(spec, "tag"))
        CATAMARAN_CHECK(renderTag(*tag, nullptr));
    return {};
}

Result<launch::LogPlan> planLog(const Paths &paths, const Record &record)
{
    const ContainerSpec &spec = record.spec;
    launch::LogPlan plan;
    plan.kind = launch::LogPlan::Kind::None;
    if (spec.logDriver == "none")
        return plan;
    CATAMARAN_TRY(const std::int64_t bytes, buffer(spec));
    plan.bufferSize = static_cast<std::uint64_t>(bytes);
    if (spec.logDriver == "journald") {
        plan.kind = launch::LogPlan::Kind::Journal;
        CATAMARAN_TRY(plan.fields, journalFields(record));
        return plan;
    }
    plan.kind = launch::LogPlan::Kind::File;
    plan.path = paths.log(record.id);
    const bool local = spec.logDriver == "local";
    CATAMARAN_TRY(const std::int64_t largest, size(spec, "max-size", local ? 20 << 20 : 0));
    plan.maximumSize = static_cast<std::uint64_t>(largest);
    CATAMARAN_TRY(plan.maximumFiles, fileCount(spec, local ? 5 : 1));
    return plan;
}

std::string logDetails(const Record &record)
{
    const auto more = extras(record);
    std::map<std::string, std::string> all = more ? *more : std::map<std::string, std::string>();
    if (const std::string *form = find(record.spec, "tag"); form && !form->empty()) {
        if (const auto tag = renderTag(*form, &record))
            all["tag"] = *tag;
    }
    std::string out;
    for (const auto &[name, value] : all)
        out += (out.empty() ? "" : ",") + name + "=" + value;
    return out;
}

} // namespace catamaran::engine::runtime
