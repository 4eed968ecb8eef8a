// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compose/yaml.h"

#include "src/compose/node_index.h"
#include "src/compose/yaml_library.h"

#include <memory>
#include <optional>
#include <set>
#include <unordered_map>

namespace catamaran::compose {

using namespace libfyaml;

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

// A key, or the number of an element. The key's text belongs to whoever reads the mapping.
struct PathPart {
    std::string_view key;
    std::size_t index = 0;
};

class Builder {
public:
    Builder(std::string_view text, const std::string &file)
        : m_text(text), m_file(std::make_shared<const std::string>(file))
    {
    }

    // libfyaml 0.7 keeps collected messages, and the input they point to, unless they are taken back.
    ~Builder()
    {
        if (m_diag)
            fy_diag_reset_error(m_diag.get());
    }
    Builder(const Builder &) = delete;
    Builder &operator=(const Builder &) = delete;

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
            CATAMARAN_CHECK(node(*event, 0, documents.emplace_back()));
        }
    }

private:
    Result<void> open()
    {
        CATAMARAN_CHECK(library.load());
        fy_diag_cfg diagnostics{};
        fy_diag_cfg_default(&diagnostics);
        diagnostics.fp = nullptr;
        diagnostics.output_fn = [](fy_diag *, void *, const char *, std::size_t) {};
        m_diag.reset(fy_diag_create(&diagnostics));
        if (!m_diag)
            return base::fail(Errc::Internal, "cannot start the YAML parser");
        fy_diag_set_collect_errors(m_diag.get(), true);
        fy_parse_cfg config{};
        config.flags = static_cast<fy_parse_cfg_flags>(FYPCF_QUIET | FYPCF_JSON_NONE | FYPCF_COLLECT_DIAG);
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

    // Values are read into their final place: moving them up level by level costs more than parsing them.
    Result<void> node(fy_event &event, int depth, Node &out)
    {
        if (depth > kMaxDepth)
            return base::fail(at(m_last, "yaml: nesting is deeper than " + std::to_string(kMaxDepth)));
        ++m_decoded;
        ++m_nodes;
        switch (event.type) {
        case FYET_SCALAR: {
            const std::size_t before = m_nodes - 1;
            out = scalar(event);
            if (event.scalar.anchor)
                remember(tokenText(event.scalar.anchor), out, before);
            return {};
        }
        case FYET_SEQUENCE_START:
            return sequence(event, depth, out);
        case FYET_MAPPING_START:
            return mapping(event, depth, out);
        case FYET_ALIAS:
            return alias(event, out);
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
        for (const PathPart &part : m_path) {
            out += out.empty() ? "" : ".";
            out += part.key.empty() ? std::to_string(part.index) : std::string(part.key);
        }
        return out;
    }

    Result<void> sequence(fy_event &event, int depth, Node &out)
    {
        const std::size_t before = m_nodes - 1;
        const std::string anchor = tokenText(event.sequence_start.anchor);
        out = Node::sequence(markOf(event.sequence_start.sequence_start));
        applyDirective(out, tokenText(event.sequence_start.tag));
        open(anchor);
        for (;;) {
            CATAMARAN_TRY(Event child, next());
            if (!child || child->type == FYET_SEQUENCE_END)
                break;
            auto &items = out.items();
            m_path.push_back(PathPart{{}, items.size()});
            CATAMARAN_CHECK(node(*child, depth + 1, items.emplace_back()));
            m_path.pop_back();
        }
        remember(anchor, out, before);
        return {};
    }

    // Merge keys are applied after the mapping is complete: what stands in the mapping itself wins.
    Result<void> mapping(fy_event &event, int depth, Node &out)
    {
        const std::size_t before = m_nodes - 1;
        const std::string anchor = tokenText(event.mapping_start.anchor);
        out = Node::mapping(markOf(event.mapping_start.mapping_start));
        applyDirective(out, tokenText(event.mapping_start.tag));
        open(anchor);
        out.entries().reserve(4);
        KeyIndex index;
        std::optional<Node> merged;
        for (;;) {
            CATAMARAN_TRY(Event child, next());
            if (!child || child->type == FYET_MAPPING_END)
                break;
            const bool mergeKey = isMergeKey(*child);
            Node key;
            CATAMARAN_CHECK(node(*child, depth + 1, key));
            CATAMARAN_TRY(child, next());
            if (!child)
                break;
            m_path.push_back(PathPart{key.text(), 0});
            if (mergeKey) {
                if (merged)
                    return base::fail(duplicate(key, merged->mark().line));
                CATAMARAN_CHECK(node(*child, depth + 1, merged.emplace()));
                merged->setMark(key.mark());
            } else {
                CATAMARAN_TRY(Node * value, append(out, index, key));
                CATAMARAN_CHECK(node(*child, depth + 1, *value));
            }
            m_path.pop_back();
        }
        if (merged)
            CATAMARAN_CHECK(applyMerge(out, index, *merged));
        remember(anchor, out, before);
        return {};
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
        return at(key.mark(),
                  "yaml: mapping key \"" + key.text() + "\" already defined at line " + std::to_string(line))
            .withFix("Keep one of the two; in YAML a key stands once in a mapping.");
    }

    // Adds a key; its value is read into the place that is returned.
    static Result<Node *> append(Node &out, KeyIndex &index, const Node &key)
    {
        auto &entries = out.entries();
        if (key.isScalar()) {
            if (const auto known = index.find(out, key.text()))
                return base::fail(duplicate(key, entries[*known].line));
        }
        NodeEntry &entry = entries.emplace_back();
        entry.line = key.mark().line;
        entry.column = key.mark().column;
        entry.keyKind = key.kind();
        entry.key = key.text();
        return &entry.value;
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

    Result<void> alias(fy_event &event, Node &out)
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
            return base::fail(
                at(mark, "yaml: document contains excessive aliasing")
                    .withFix("Aliases of aliases multiply; write the value out, or use fewer."));
        out = anchor.value;
        out.setMark(mark);
        return {};
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
    std::vector<PathPart> m_path;
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
