// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compose/interpolate_tree.h"

#include "src/compose/path_table.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace catamaran::compose {

namespace {

using base::Errc;
using base::Error;
using base::Result;

enum class Cast { Integer, Float, Boolean };

const PathTable<Cast> &casts()
{
    static const PathTable<Cast> kCasts = {
        {"services.*.cpu_count", Cast::Integer},
        {"services.*.cpu_percent", Cast::Float},
        {"services.*.cpu_period", Cast::Integer},
        {"services.*.cpu_quota", Cast::Integer},
        {"services.*.cpu_rt_period", Cast::Integer},
        {"services.*.cpu_rt_runtime", Cast::Integer},
        {"services.*.cpus", Cast::Float},
        {"services.*.cpu_shares", Cast::Integer},
        {"services.*.init", Cast::Boolean},
        {"services.*.depends_on.*.required", Cast::Boolean},
        {"services.*.depends_on.*.restart", Cast::Boolean},
        {"services.*.deploy.replicas", Cast::Integer},
        {"services.*.deploy.update_config.parallelism", Cast::Integer},
        {"services.*.deploy.update_config.max_failure_ratio", Cast::Float},
        {"services.*.deploy.rollback_config.parallelism", Cast::Integer},
        {"services.*.deploy.rollback_config.max_failure_ratio", Cast::Float},
        {"services.*.deploy.restart_policy.max_attempts", Cast::Integer},
        {"services.*.deploy.placement.max_replicas_per_node", Cast::Integer},
        {"services.*.healthcheck.retries", Cast::Integer},
        {"services.*.healthcheck.disable", Cast::Boolean},
        {"services.*.oom_kill_disable", Cast::Boolean},
        {"services.*.oom_score_adj", Cast::Integer},
        {"services.*.pids_limit", Cast::Integer},
        {"services.*.ports.[].target", Cast::Integer},
        {"services.*.privileged", Cast::Boolean},
        {"services.*.read_only", Cast::Boolean},
        {"services.*.scale", Cast::Integer},
        {"services.*.stdin_open", Cast::Boolean},
        {"services.*.tty", Cast::Boolean},
        {"services.*.ulimits.*", Cast::Integer},
        {"services.*.ulimits.*.hard", Cast::Integer},
        {"services.*.ulimits.*.soft", Cast::Integer},
        {"services.*.volumes.[].read_only", Cast::Boolean},
        {"services.*.volumes.[].volume.nocopy", Cast::Boolean},
        {"networks.*.external", Cast::Boolean},
        {"networks.*.internal", Cast::Boolean},
        {"networks.*.attachable", Cast::Boolean},
        {"networks.*.enable_ipv4", Cast::Boolean},
        {"networks.*.enable_ipv6", Cast::Boolean},
        {"volumes.*.external", Cast::Boolean},
        {"secrets.*.external", Cast::Boolean},
        {"configs.*.external", Cast::Boolean},
    };
    return kCasts;
}

Result<Node> castText(const std::string &text, Cast cast, const Mark &mark)
{
    const auto wrong = [&](const char *what) {
        return base::fail(Errc::Parse, "failed to cast to expected type: invalid " + std::string(what) +
                                           ": " + (text.empty() ? "\"\"" : text));
    };
    if (cast == Cast::Boolean) {
        const auto value = parseBoolean(text);
        if (!value)
            return wrong("boolean");
        return Node::boolean(*value, mark);
    }
    std::string_view digits = text;
    if (digits.starts_with('+'))
        digits.remove_prefix(1);
    const char *end = digits.data() + digits.size();
    if (cast == Cast::Integer) {
        std::int64_t value = 0;
        const auto parsed = std::from_chars(digits.data(), end, value);
        if (parsed.ec != std::errc() || parsed.ptr != end)
            return wrong("integer");
        return Node::integer(value, mark);
    }
    double value = 0;
    const auto parsed = std::from_chars(digits.data(), end, value);
    if (parsed.ec != std::errc() || parsed.ptr != end || !std::isfinite(value))
        return wrong("number");
    return Node::real(value, mark);
}

Error atPlace(Error error, const PathLink &path, const Node &node)
{
    const std::string place = path.text();
    if (error.message().starts_with("Invalid template")) {
        return Error(Errc::Parse, "invalid interpolation format for " + place +
                                      ".\nYou may need to escape any $ with another $.\n" + node.text())
            .withWhere(node.mark().where())
            .withFix(error.fix());
    }
    const std::string fix = error.fix();
    return Error(error.code(), "error while interpolating " + place + ": " + error.message())
        .withWhere(node.mark().where())
        .withFix(fix);
}

class Walker {
public:
    Walker(const Lookup &lookup, std::set<std::string> &unset) : m_lookup(lookup), m_unset(unset) {}

    Result<void> walk(Node &node, const PathTable<Cast>::Cursor &rules, const PathLink &path)
    {
        if (node.isMapping()) {
            for (NodeEntry &entry : node.entries())
                CATAMARAN_CHECK(walk(entry.value, rules.next(entry.key), PathLink{&path, entry.key}));
            return {};
        }
        if (node.isSequence()) {
            const auto inner = rules.next("[]");
            for (Node &item : node.items())
                CATAMARAN_CHECK(walk(item, inner, PathLink{&path, "[]"}));
            return {};
        }
        if (!node.isString())
            return {};
        const Cast *cast = rules.value();
        const bool hasVariable = node.text().find('$') != std::string::npos;
        if (!cast && !hasVariable)
            return {};
        std::string text = node.text();
        if (hasVariable) {
            auto replaced = substitute(text, m_lookup, &m_unset);
            if (!replaced)
                return base::fail(atPlace(std::move(replaced).error(), path, node));
            text = std::move(*replaced);
        }
        const auto directive = node.directive();
        if (!cast) {
            node = Node::string(std::move(text), node.mark());
        } else {
            auto value = castText(text, *cast, node.mark());
            if (!value)
                return base::fail(atPlace(std::move(value).error(), path, node));
            node = std::move(*value);
        }
        node.setDirective(directive);
        return {};
    }

private:
    const Lookup &m_lookup;
    std::set<std::string> &m_unset;
};

} // namespace

std::optional<bool> parseBoolean(std::string_view text)
{
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    for (const char *word : {"true", "y", "yes", "on"}) {
        if (lower == word)
            return true;
    }
    for (const char *word : {"false", "n", "no", "off"}) {
        if (lower == word)
            return false;
    }
    return std::nullopt;
}

Result<void> interpolateTree(Node &document, const Lookup &lookup, std::set<std::string> &unset)
{
    const PathLink root{};
    return Walker(lookup, unset).walk(document, casts().root(), root);
}

} // namespace catamaran::compose
