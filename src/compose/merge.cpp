// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compose/merge.h"

#include "src/compose/node_index.h"
#include "src/compose/path_table.h"

#include <algorithm>

namespace catamaran::compose {

namespace {

using base::Errc;
using base::Result;

enum class Rule { IpamConfig, ToSequence, Build, ExtraHosts, Replace, DependsOn, Logging, ToMapping };

const PathTable<Rule> &rules()
{
    static const PathTable<Rule> kRules = {
        {"networks.*.ipam.config", Rule::IpamConfig},
        {"networks.*.labels", Rule::ToSequence},
        {"volumes.*.labels", Rule::ToSequence},
        {"services.*.annotations", Rule::ToSequence},
        {"services.*.build", Rule::Build},
        {"services.*.build.args", Rule::ToSequence},
        {"services.*.build.additional_contexts", Rule::ToSequence},
        {"services.*.build.extra_hosts", Rule::ExtraHosts},
        {"services.*.build.labels", Rule::ToSequence},
        {"services.*.command", Rule::Replace},
        {"services.*.depends_on", Rule::DependsOn},
        {"services.*.deploy.labels", Rule::ToSequence},
        {"services.*.dns", Rule::ToSequence},
        {"services.*.dns_opt", Rule::ToSequence},
        {"services.*.dns_search", Rule::ToSequence},
        {"services.*.entrypoint", Rule::Replace},
        {"services.*.env_file", Rule::ToSequence},
        {"services.*.label_file", Rule::ToSequence},
        {"services.*.environment", Rule::ToSequence},
        {"services.*.extra_hosts", Rule::ExtraHosts},
        {"services.*.healthcheck.test", Rule::Replace},
        {"services.*.labels", Rule::ToSequence},
        {"services.*.volumes.*.volume.labels", Rule::ToSequence},
        {"services.*.logging", Rule::Logging},
        {"services.*.models", Rule::ToMapping},
        {"services.*.networks", Rule::ToMapping},
        {"services.*.sysctls", Rule::ToSequence},
        {"services.*.tmpfs", Rule::ToSequence},
        {"services.*.ulimits.*", Rule::Replace},
    };
    return kRules;
}
using Cursor = PathTable<Rule>::Cursor;

// {A: 1, B: [x, y], C:} becomes [A=1, B=x, B=y, C], sorted.
std::vector<Node> intoItems(Node value)
{
    if (value.isSequence())
        return std::move(value.items());
    std::vector<Node> out;
    if (value.isNull())
        return out;
    if (value.isScalar()) {
        out.push_back(std::move(value));
        return out;
    }
    for (NodeEntry &entry : value.entries()) {
        const Mark mark = entry.value.mark();
        if (entry.value.isNull()) {
            out.push_back(Node::string(entry.key, mark));
        } else if (entry.value.isSequence()) {
            for (const Node &item : entry.value.items())
                out.push_back(Node::string(entry.key + "=" + item.display(), mark));
        } else {
            out.push_back(Node::string(entry.key + "=" + entry.value.display(), mark));
        }
    }
    std::stable_sort(out.begin(), out.end(),
                     [](const Node &a, const Node &b) { return a.text() < b.text(); });
    return out;
}

Node intoSequence(Node value)
{
    Node out = Node::sequence(value.mark());
    out.items() = intoItems(std::move(value));
    return out;
}

Node startedDependency(const Mark &mark)
{
    Node out = Node::mapping(mark);
    out.set("condition", Node::string("service_started", mark));
    out.set("required", Node::boolean(true, mark));
    return out;
}

// [a, b] becomes {a: , b: }; with the value that depends_on gives them, or none.
Node intoMapping(Node value, Rule rule)
{
    if (value.isMapping())
        return value;
    Node out = Node::mapping(value.mark());
    for (const Node &item : value.items()) {
        if (item.isScalar())
            out.set(item.display(),
                    rule == Rule::DependsOn ? startedDependency(item.mark()) : Node::null(item.mark()));
    }
    return out;
}

Node intoBuild(Node value)
{
    if (!value.isString())
        return value;
    Node out = Node::mapping(value.mark());
    out.set("context", std::move(value));
    return out;
}

std::string subnetOf(const Node &pool)
{
    const Node *subnet = pool.find("subnet");
    return subnet ? subnet->display() : std::string();
}

class Merger {
public:
    Result<void> merge(Node &base, Node over, const Cursor &cursor, const PathLink &path)
    {
        if (const Rule *rule = cursor.value())
            return special(*rule, base, std::move(over), cursor, path);
        if (over.isNull())
            return {};
        if (base.isMapping()) {
            if (!over.isMapping())
                return refuse(base, over, path);
            return mappings(base, std::move(over), cursor, path);
        }
        if (base.isSequence()) {
            if (!over.isSequence())
                return refuse(base, over, path);
            append(base.items(), std::move(over.items()));
            return {};
        }
        base = std::move(over);
        return {};
    }

private:
    static Result<void> refuse(const Node &base, const Node &over, const PathLink &path)
    {
        return base::fail(base::Error(Errc::InvalidArgument, "cannot override " + path.text())
                              .withWhere(over.mark().where())
                              .withFix("Another file or service has a " + std::string(base.kindName()) +
                                       " there, this one a " + std::string(over.kindName()) +
                                       "; make both the same, or tag this one !override."));
    }

    static void append(std::vector<Node> &base, std::vector<Node> over)
    {
        base.insert(base.end(), std::make_move_iterator(over.begin()), std::make_move_iterator(over.end()));
    }

    Result<void> mappings(Node &base, Node over, const Cursor &cursor, const PathLink &path)
    {
        if (!base.isMapping() || !over.isMapping())
            return over.isNull() ? Result<void>() : refuse(base, over, path);
        KeyIndex index;
        for (NodeEntry &entry : over.entries()) {
            if (const auto known = index.find(base, entry.key)) {
                const PathLink link{&path, entry.key};
                CATAMARAN_CHECK(merge(base.entries()[*known].value, std::move(entry.value),
                                      cursor.next(entry.key), link));
            } else {
                base.entries().push_back(std::move(entry));
            }
        }
        return {};
    }

    Result<void> special(Rule rule, Node &base, Node over, const Cursor &cursor, const PathLink &path)
    {
        switch (rule) {
        case Rule::Replace:
            base = std::move(over);
            return {};
        case Rule::ToSequence:
            base = intoSequence(std::move(base));
            append(base.items(), intoItems(std::move(over)));
            return {};
        case Rule::ExtraHosts:
            return extraHosts(base, std::move(over));
        case Rule::Build:
            base = intoBuild(std::move(base));
            return base.isNull() ? replace(base, std::move(over))
                                 : mappings(base, intoBuild(std::move(over)), cursor, path);
        case Rule::DependsOn:
        case Rule::ToMapping:
            base = intoMapping(std::move(base), rule);
            return mappings(base, intoMapping(std::move(over), rule), cursor, path);
        case Rule::Logging:
            return logging(base, std::move(over), cursor, path);
        case Rule::IpamConfig:
            return ipamConfig(base, std::move(over), cursor, path);
        }
        return {};
    }

    static Result<void> replace(Node &base, Node over)
    {
        base = std::move(over);
        return {};
    }

    static Result<void> extraHosts(Node &base, Node over)
    {
        base = intoSequence(std::move(base));
        const std::vector<Node> known = base.items();
        for (Node &item : intoItems(std::move(over))) {
            if (std::none_of(known.begin(), known.end(), [&](const Node &k) { return k.sameData(item); }))
                base.items().push_back(std::move(item));
        }
        return {};
    }

    // The options of two different drivers have nothing in common.
    Result<void> logging(Node &base, Node over, const Cursor &cursor, const PathLink &path)
    {
        if (over.isNull())
            return {};
        const Node *newDriver = over.find("driver");
        const Node *oldDriver = base.find("driver");
        if (base.isNull() || (newDriver && oldDriver && !newDriver->sameData(*oldDriver)))
            return replace(base, std::move(over));
        return mappings(base, std::move(over), cursor, path);
    }

    // Pools are the same when their subnet is.
    Result<void> ipamConfig(Node &base, Node over, const Cursor &cursor, const PathLink &path)
    {
        if (over.isNull())
            return {};
        if (!base.isSequence() || !over.isSequence())
            return refuse(base, over, path);
        std::vector<Node> pools;
        const auto known = [&pools](const std::string &subnet) {
            return std::find_if(pools.begin(), pools.end(),
                                [&](const Node &pool) { return subnetOf(pool) == subnet; });
        };
        for (const Node &original : base.items()) {
            for (const Node &change : over.items()) {
                if (subnetOf(change) != subnetOf(original) && known(subnetOf(change)) == pools.end()) {
                    pools.push_back(change);
                    continue;
                }
                Node merged = original;
                CATAMARAN_CHECK(mappings(merged, change, cursor, path));
                if (const auto place = known(subnetOf(merged)); place != pools.end())
                    *place = std::move(merged);
                else
                    pools.push_back(std::move(merged));
            }
        }
        base.items() = std::move(pools);
        return {};
    }
};

} // namespace

Result<void> merge(Node &base, Node over, std::string_view place)
{
    Cursor cursor = rules().root();
    const PathLink path{nullptr, place};
    for (std::string_view rest = place; !rest.empty();) {
        const std::string_view part = rest.substr(0, rest.find('.'));
        rest.remove_prefix(std::min(part.size() + 1, rest.size()));
        cursor = cursor.next(part);
    }
    return Merger().merge(base, std::move(over), cursor, path);
}

} // namespace catamaran::compose
