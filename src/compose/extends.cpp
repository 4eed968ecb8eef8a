// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compose/load_context.h"
#include "src/compose/merge.h"
#include "src/compose/relative_paths.h"
#include "src/compose/suggest.h"

#include <algorithm>
#include <unordered_map>

namespace catamaran::compose {

namespace {

using base::Errc;
using base::Error;
using base::Result;

constexpr std::size_t kMaxChain = 100;

// One service on the way from the first `extends` to here.
struct Step {
    std::string file;
    std::string service;
    bool operator==(const Step &) const = default;
};

// Services of one file, found by name. The mapping does not grow while this is in use.
class Services {
public:
    explicit Services(Node &mapping) : m_mapping(mapping)
    {
        for (std::size_t i = 0; i < mapping.entries().size(); ++i)
            m_places.emplace(mapping.entries()[i].key, i);
    }

    Node *find(const std::string &name)
    {
        const auto found = m_places.find(name);
        return found == m_places.end() ? nullptr : &m_mapping.entries()[found->second].value;
    }

    [[nodiscard]] std::string hint(const std::string &name) const
    {
        std::vector<std::string> names;
        for (const auto &[known, place] : m_places)
            names.push_back(known);
        std::sort(names.begin(), names.end());
        const std::string near = nearest(name, names);
        return near.empty() ? "Check the name of the service." : "Did you mean \"" + near + "\"?";
    }

private:
    Node &m_mapping;
    std::unordered_map<std::string, std::size_t> m_places;
};

Error circular(const std::vector<Step> &chain, const Step &again, const Mark &mark)
{
    std::string message = "Circular reference:\n  " + chain.front().service + " in " + chain.front().file;
    for (std::size_t i = 1; i < chain.size(); ++i)
        message += "\n  extends " + chain[i].service + " in " + chain[i].file;
    message += "\n  extends " + again.service + " in " + again.file;
    return Error(Errc::Parse, message)
        .withWhere(mark.where())
        .withFix("Move what they share into a third service that extends nothing.");
}

class Extender {
public:
    Extender(LoadContext &context, std::string file) : m_context(context), m_file(std::move(file)) {}

    // Makes `name` of `services` complete, in place.
    Result<void> complete(const std::string &name, Services &services, std::vector<Step> chain,
                          const ResetPaths &resets)
    {
        Node *service = services.find(name);
        if (!service || service->isNull())
            return {};
        if (!service->isMapping())
            return base::fail(Error(Errc::Parse, "services." + name + " must be a mapping")
                                  .withWhere(service->mark().where()));
        const Node *extends = service->find("extends");
        if (!extends)
            return {};
        const Mark mark = extends->mark();
        CATAMARAN_TRY(const Reference target, reference(name, *extends));
        Step step{target.file.empty() ? m_file : target.file, name};
        Node base;
        if (target.file.empty()) {
            if (!services.find(target.service))
                return base::fail(notFound(name, target.service, m_file, {}, services, mark));
            CATAMARAN_CHECK(extendChain(chain, step, mark));
            CATAMARAN_CHECK(complete(target.service, services, chain, resets));
            base = *services.find(target.service);
        } else {
            CATAMARAN_TRY(auto other, fileServices(name, target.file, mark));
            Services others(other.first);
            if (!others.find(target.service))
                return base::fail(notFound(name, target.service, m_file, target.file, others, mark));
            CATAMARAN_CHECK(extendChain(chain, step, mark));
            CATAMARAN_CHECK(complete(target.service, others, chain, other.second));
            base = *others.find(target.service);
        }
        service = services.find(name);
        if (!base.isNull()) {
            resets.apply(base, {"services", name});
            const Mark own = service->mark();
            CATAMARAN_CHECK(merge(base, std::move(*service), "services.x"));
            base.setMark(own);
            *service = std::move(base);
        }
        service->erase("extends");
        return {};
    }

private:
    struct Reference {
        std::string service;
        std::string file;
    };

    static Result<Reference> reference(const std::string &name, const Node &extends)
    {
        Reference out;
        if (extends.isString()) {
            out.service = extends.text();
            return out;
        }
        const Node *service = extends.find("service");
        if (!service || !service->isString())
            return base::fail(Error(Errc::Parse, "extends." + name + ".service is required")
                                  .withWhere(extends.mark().where()));
        out.service = service->text();
        if (const Node *file = extends.find("file"); file && !file->isNull()) {
            if (!file->isString())
                return base::fail(Error(Errc::Parse, "services." + name + ".extends.file must be a string")
                                      .withWhere(file->mark().where()));
            out.file = file->text();
        }
        return out;
    }

    static Error notFound(const std::string &name, const std::string &wanted, const std::string &file,
                          const std::string &other, const Services &services, const Mark &mark)
    {
        return Error(Errc::NotFound, "cannot extend service \"" + name + "\" in " + file + ": service \"" +
                                         wanted + "\" not found" + (other.empty() ? "" : " in " + other))
            .withWhere(mark.where())
            .withFix(services.hint(wanted));
    }

    static Result<void> extendChain(std::vector<Step> &chain, const Step &step, const Mark &mark)
    {
        if (std::find(chain.begin(), chain.end(), step) != chain.end() || chain.size() > kMaxChain)
            return base::fail(circular(chain, step, mark));
        chain.push_back(step);
        return {};
    }

    Result<std::pair<Node, ResetPaths>> fileServices(const std::string &name, const std::string &reference,
                                                     const Mark &mark)
    {
        const std::string path = absolutePath(m_context.directory, reference);
        const std::string base = relativeTo(m_context.directory, parentOf(path));
        const auto key = std::make_pair(path, base);
        if (const auto known = m_context.extended.find(key); known != m_context.extended.end())
            return known->second;
        Node model = Node::mapping();
        ResetPaths resets;
        auto loaded =
            loadFile(m_context, SourceFile{path, std::nullopt}, FileRole::ExtendsBase, model, {}, resets);
        if (!loaded) {
            Error error = std::move(loaded).error();
            return base::fail(error.where() ? std::move(error) : std::move(error).withWhere(mark.where()));
        }
        const Node *services = model.find("services");
        if (!services || !services->isMapping())
            return base::fail(
                Error(Errc::Parse, "cannot extend service \"" + name + "\" in " + path +
                                       (services ? ": services must be a mapping" : ": no services section"))
                    .withWhere(mark.where()));
        const auto home = m_context.environment.find("HOME");
        CATAMARAN_CHECK(resolveRelativePaths(
            model, base, home == m_context.environment.end() ? std::string() : home->second,
            m_context.reader));
        auto result = std::make_pair(*model.find("services"), resets);
        m_context.extended.emplace(key, result);
        return result;
    }

    LoadContext &m_context;
    std::string m_file;
};

} // namespace

Result<void> applyExtends(LoadContext &context, Node &document, const std::string &file,
                          const ResetPaths &resets)
{
    Node *mapping = document.find("services");
    if (!mapping)
        return {};
    if (!mapping->isMapping())
        return mapping->isNull()
                   ? Result<void>()
                   : base::fail(
                         Error(Errc::Parse, "services must be a mapping").withWhere(mapping->mark().where()));
    Services services(*mapping);
    Extender extender(context, file);
    for (std::size_t i = 0; i < mapping->entries().size(); ++i)
        CATAMARAN_CHECK(extender.complete(mapping->entries()[i].key, services, {}, resets));
    return {};
}

} // namespace catamaran::compose
