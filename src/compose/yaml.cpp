// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compose/yaml.h"

#include "src/compose/node_index.h"

#include <libfyaml.h>
#include <memory>
#include <optional>
#include <set>
#include <unordered_map>

namespace catamaran::compose {

namespace {

using base::Errc;
using base::Error;
using base::Result;

constexpr int kMaxDepth = 400;

struct ParserDeleter {
    void operator()(fy_parser *parser) const { fy_parser_destroy(parser); }
};

struct DiagDeleter {
    void operator()(fy_diag *diag) const { fy_diag_unref(diag); }
};

struct EventDeleter {
    fy_parser *parser = nullptr;
    void operator()(fy_event *event) const { fy_parser_event_free(parser, event); }
};
using Event = std::unique_ptr<fy_event, EventDeleter>;

std::string tokenText(fy_token *token)
{
    std::size_t length = 0;
    const char *text = token ? fy_token_get_text(token, &length) : nullptr;
    return text ? std::string(text, length) : std::string();
}

// What was said about an anchor: its value, how many nodes that is, and whether it is still being read.
struct Anchor {
    Node value;
    std::size_t nodes = 0;
    bool complete = false;
    std::string path;
};

class Builder {
public:
    Builder(std::string_view text, const std::string &file)
        : m_text(text), m_file(std::make_shared<const std::string>(file))
    {
    }

    Result<std::vector<Node>> run()
    {
        CATAMARAN_CHECK(open());
        std::vector<Node> documents;
        for (;;) {
            CATAMARAN_TRY(Event event, next());
            if (!event || event->type == FYET_STREAM_END)
                return documents;
            if (event->type != FYET_DOCUMENT_START)
                continue;
            m_anchors.clear();
            CATAMARAN_TRY(event, next());
            if (!event)
                return documents;
            CATAMARAN_TRY(Node document, node(*event, 0));
            documents.push_back(std::move(document));
        }
    }

private:
    Result<void> open()
    {
        fy_diag_cfg diagnostics{};
        fy_diag_cfg_default(&diagnostics);
        diagnostics.fp = nullptr;
        diagnostics.output_fn = [](fy_diag *, void *, const char *, std::size_t) {};
        m_diag.reset(fy_diag_create(&diagnostics));
        if (!m_diag)
            return base::fail(Errc::Internal, "cannot start the YAML parser");
        fy_diag_set_collect_errors(m_diag.get(), true);
        fy_parse_cfg config{};
        config.flags =
            static_cast<fy_parse_cfg_flags>(FYPCF_QUIET | FYPCF_JSON_NONE | FYPCF_COLLECT_DIAG);
        config.diag = m_diag.get();
        m_parser.reset(fy_parser_create(&config));
        if (!m_parser || fy_parser_set_string(m_parser.get(), m_text.data(), m_text.size()) != 0)
            return base::fail(Errc::Internal, "cannot start the YAML parser");
        return {};
    }

    Result<Event> next()
    {
        fy_event *event = fy_parser_parse(m_parser.get());
        if (!event && fy_parser_get_stream_error(m_parser.get()))
            return base::fail(syntaxError());
        return Event(event, EventDeleter{m_parser.get()});
    }

    Error syntaxError()
    {
        void *cursor = nullptr;
        const fy_diag_error *first = fy_diag_errors_iterate(m_diag.get(), &cursor);
        std::string message = first && first->msg ? first->msg : "the text is not YAML";
        Mark mark{m_file, first ? std::max(first->line, 0) : 0, first ? std::max(first->column, 0) : 0};
        Error error(Errc::Parse, "yaml: " + message);
        const bool tab = message.find("tab") != std::string::npos;
        return std::move(error)
            .withWhere(mark.where())
            .withFix(tab ? "Indent with blanks; YAML does not take tabs there."
                         : "Check the indentation and the quotes of this line and the one above.");
    }

    Mark markOf(fy_token *token)
    {
        const fy_mark *start = token ? fy_token_start_mark(token) : nullptr;
        if (!start)
            return m_last;
        m_last = Mark{m_file, start->line + 1, start->column + 1};
        return m_last;
    }

    static Error at(const Mark &mark, std::string message)
    {
        return Error(Errc::Parse, std::move(message)).withWhere(mark.where());
    }

    Result<Node> node(fy_event &event, int depth)
    {
        if (depth > kMaxDepth)
            return base::fail(at(m_last, "yaml: nesting is deeper than " + std::to_string(kMaxDepth)));
        ++m_decoded;
        ++m_nodes;
        switch (event.type) {
        case FYET_SCALAR: {
            const std::size_t before = m_nodes - 1;
            const std::string anchor = tokenText(event.scalar.anchor);
            Node value = scalar(event);
            remember(anchor, value, before);
            return value;
        }
        case FYET_SEQUENCE_START:
            return sequence(event, depth);
        case FYET_MAPPING_START:
            return mapping(event, depth);
        case FYET_ALIAS:
            return alias(event);
        default:
            return base::fail(at(m_last, "yaml: unexpected end of a collection"));
        }
    }

    Node scalar(fy_event &event)
    {
        fy_token *token = event.scalar.value;
        const Mark mark = markOf(token);
        std::string text = tokenText(token);
        const std::string tag = tokenText(event.scalar.tag);
        const bool plain = !token || fy_token_scalar_style(token) == FYSS_PLAIN;
        Node value;
        if (tag.empty() || tag == "!reset" || tag == "!override") {
            value = plain ? Node::resolvePlain(std::move(text), mark) : Node::string(std::move(text), mark);
        } else if (tag == "tag:yaml.org,2002:null") {
            value = Node::null(mark);
        } else if (tag == "tag:yaml.org,2002:int" || tag == "tag:yaml.org,2002:bool") {
            value = Node::resolvePlain(std::move(text), mark);
        } else if (tag == "tag:yaml.org,2002:float") {
            value = Node::resolvePlain(std::move(text), mark);
            if (value.isInteger())
                value = Node::real(value.asDouble(), mark);
        } else {
            value = Node::string(std::move(text), mark);
        }
        applyDirective(value, tag);
        return value;
    }

    static void applyDirective(Node &value, const std::string &tag)
    {
        if (tag == "!reset")
            value.setDirective(Node::Directive::Reset);
        else if (tag == "!override")
            value.setDirective(Node::Directive::Override);
    }

    void open(const std::string &anchor)
    {
        if (anchor.empty())
            return;
        Anchor entry;
        entry.path = path();
        m_anchors[anchor] = std::move(entry);
    }

    void remember(const std::string &anchor, const Node &value, std::size_t nodesBefore)
    {
        if (anchor.empty())
            return;
        Anchor &entry = m_anchors[anchor];
        entry.value = value;
        entry.nodes = m_nodes - nodesBefore;
        entry.complete = true;
    }

    [[nodiscard]] std::string path() const
    {
        std::string out;
        for (const std::string &part : m_path)
            out += (out.empty() ? "" : ".") + part;
        return out;
    }

    Result<Node> sequence(fy_event &event, int depth)
    {
        const std::size_t before = m_nodes - 1;
        const std::string anchor = tokenText(event.sequence_start.anchor);
        Node out = Node::sequence(markOf(event.sequence_start.sequence_start));
        applyDirective(out, tokenText(event.sequence_start.tag));
        open(anchor);
        for (;;) {
            CATAMARAN_TRY(Event child, next());
            if (!child || child->type == FYET_SEQUENCE_END)
                break;
            m_path.push_back(std::to_string(out.items().size()));
            CATAMARAN_TRY(Node item, node(*child, depth + 1));
            m_path.pop_back();
            out.items().push_back(std::move(item));
        }
        remember(anchor, out, before);
        return out;
    }

    // Merge keys are applied after the mapping is complete: what stands in the mapping itself wins.
    Result<Node> mapping(fy_event &event, int depth)
    {
        const std::size_t before = m_nodes - 1;
        const std::string anchor = tokenText(event.mapping_start.anchor);
        Node out = Node::mapping(markOf(event.mapping_start.mapping_start));
        applyDirective(out, tokenText(event.mapping_start.tag));
        open(anchor);
        KeyIndex index;
        std::optional<Node> merged;
        for (;;) {
            CATAMARAN_TRY(Event child, next());
            if (!child || child->type == FYET_MAPPING_END)
                break;
            const bool mergeKey = isMergeKey(*child);
            CATAMARAN_TRY(Node key, node(*child, depth + 1));
            CATAMARAN_TRY(child, next());
            if (!child)
                break;
            m_path.push_back(key.text());
            CATAMARAN_TRY(Node value, node(*child, depth + 1));
            m_path.pop_back();
            if (mergeKey && merged)
                return base::fail(duplicate(key, merged->mark().line));
            if (mergeKey) {
                merged = std::move(value);
                merged->setMark(key.mark());
                continue;
            }
            CATAMARAN_CHECK(append(out, index, std::move(key), std::move(value)));
        }
        if (merged)
            CATAMARAN_CHECK(applyMerge(out, index, *merged));
        remember(anchor, out, before);
        return out;
    }

    static bool isMergeKey(const fy_event &event)
    {
        if (event.type != FYET_SCALAR || event.scalar.tag || !event.scalar.value)
            return false;
        return fy_token_scalar_style(event.scalar.value) == FYSS_PLAIN &&
               tokenText(event.scalar.value) == "<<";
    }

    static Error duplicate(const Node &key, int line)
    {
        return at(key.mark(), "yaml: mapping key \"" + key.text() + "\" already defined at line " +
                                  std::to_string(line))
            .withFix("Keep one of the two; in YAML a key stands once in a mapping.");
    }

    static Result<void> append(Node &out, KeyIndex &index, Node key, Node value)
    {
        NodeEntry entry;
        entry.mark = key.mark();
        entry.keyKind = key.kind();
        entry.key = key.isScalar() ? key.text() : std::string();
        entry.value = std::move(value);
        if (key.isScalar()) {
            if (const auto known = index.find(out, entry.key))
                return base::fail(duplicate(key, out.entries()[*known].mark.line));
        }
        out.entries().push_back(std::move(entry));
        return {};
    }

    static Result<void> applyMerge(Node &out, KeyIndex &index, const Node &merged)
    {
        static const std::string kWrong = "yaml: map merge requires map or sequence of maps as the value";
        const auto mergeOne = [&](const Node &source) {
            for (const NodeEntry &entry : source.entries()) {
                if (!index.find(out, entry.key))
                    out.entries().push_back(entry);
            }
        };
        if (merged.isMapping()) {
            mergeOne(merged);
            return {};
        }
        if (!merged.isSequence())
            return base::fail(at(merged.mark(), kWrong).withFix("Write <<: *anchor or <<: [*a, *b]."));
        for (const Node &source : merged.items()) {
            if (!source.isMapping())
                return base::fail(at(source.mark(), kWrong).withFix("Write <<: *anchor or <<: [*a, *b]."));
            mergeOne(source);
        }
        return {};
    }

    Result<Node> alias(fy_event &event)
    {
        const Mark mark = markOf(event.alias.anchor);
        const std::string name = tokenText(event.alias.anchor);
        const auto found = m_anchors.find(name);
        if (found == m_anchors.end())
            return base::fail(at(mark, "yaml: unknown anchor '" + name + "' referenced")
                                  .withFix("Define it above with &" + name + "."));
        const Anchor &anchor = found->second;
        if (!anchor.complete)
            return base::fail(at(mark, "cycle detected: node at path " + path() +
                                           " references node at path " + anchor.path));
        m_decoded += anchor.nodes;
        m_nodes += anchor.nodes;
        m_aliased += anchor.nodes;
        if (tooMuchAliasing())
            return base::fail(at(mark, "yaml: document contains excessive aliasing")
                                  .withFix("Aliases of aliases multiply; write the value out, or use fewer."));
        Node value = anchor.value;
        value.setMark(mark);
        return value;
    }

    // go-yaml's rule: small documents may consist of aliases almost entirely, big ones may not.
    [[nodiscard]] bool tooMuchAliasing() const
    {
        constexpr double kLow = 400'000;
        constexpr double kHigh = 4'000'000;
        if (m_aliased <= 100 || m_decoded <= 1000)
            return false;
        const auto decoded = static_cast<double>(m_decoded);
        double allowed = 0.99;
        if (decoded >= kHigh)
            allowed = 0.10;
        else if (decoded > kLow)
            allowed = 0.99 - 0.89 * (decoded - kLow) / (kHigh - kLow);
        return static_cast<double>(m_aliased) / decoded > allowed;
    }

    std::string_view m_text;
    std::shared_ptr<const std::string> m_file;
    std::unique_ptr<fy_diag, DiagDeleter> m_diag;
    std::unique_ptr<fy_parser, ParserDeleter> m_parser;
    std::unordered_map<std::string, Anchor> m_anchors;
    std::vector<std::string> m_path;
    Mark m_last;
    std::size_t m_nodes = 0;   // nodes of the tree, for the size of an anchor
    std::size_t m_decoded = 0; // the same, for the bound
    std::size_t m_aliased = 0;
};

} // namespace

Result<std::vector<Node>> parseYaml(std::string_view text, const std::string &file)
{
    return Builder(text, file).run();
}

} // namespace catamaran::compose
