// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace catamaran::compose {

/// The way from the root of a document to a node, kept on the stack of whoever walks the tree.
struct PathLink {
    const PathLink *parent = nullptr;
    std::string_view key;

    /// "services.web.ports.[]"
    [[nodiscard]] std::string text() const
    {
        if (!parent)
            return std::string(key);
        const std::string before = parent->text();
        return before.empty() ? std::string(key) : before + "." + std::string(key);
    }
};

/// Looks std::string_view up without making a string of it.
struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};
template <typename T>
using TextMap = std::unordered_map<std::string, T, TextHash, std::equal_to<>>;

/// Rules for places in a document, named by patterns such as "services.*.ports.[]"; * stands for any one key
/// or element, elements of a list are named "[]". Built once, then only read.
template <typename T>
class PathTable {
    struct Step {
        TextMap<std::unique_ptr<Step>> children;
        std::unique_ptr<Step> any; // the child "*"
        std::optional<T> value;
    };

public:
    PathTable(std::initializer_list<std::pair<std::string_view, T>> rules)
    {
        for (const auto &[pattern, value] : rules)
            add(pattern, value);
    }

    void add(std::string_view pattern, T value)
    {
        Step *step = &m_root;
        while (!pattern.empty()) {
            const std::string_view part = pattern.substr(0, pattern.find('.'));
            pattern.remove_prefix(std::min(part.size() + 1, pattern.size()));
            auto &child = part == "*" ? step->any : step->children[std::string(part)];
            if (!child)
                child = std::make_unique<Step>();
            step = child.get();
        }
        step->value = std::move(value);
    }

    /// A place in the table that follows a walk through a document.
    class Cursor {
    public:
        /// No rule applies here or below.
        [[nodiscard]] bool ended() const { return m_count == 0; }
        /// The rule for this place, nullptr if there is none.
        [[nodiscard]] const T *value() const
        {
            for (std::size_t i = 0; i < m_count; ++i) {
                if (m_steps[i]->value)
                    return &*m_steps[i]->value;
            }
            return nullptr;
        }
        [[nodiscard]] Cursor next(std::string_view key) const
        {
            Cursor out;
            for (std::size_t i = 0; i < m_count; ++i) {
                const Step &step = *m_steps[i];
                if (!step.children.empty()) {
                    const auto exact = step.children.find(key);
                    if (exact != step.children.end())
                        out.push(exact->second.get());
                }
                if (step.any)
                    out.push(step.any.get());
            }
            return out;
        }

    private:
        friend class PathTable;
        void push(const Step *step)
        {
            if (m_count < m_steps.size())
                m_steps[m_count++] = step;
        }
        std::array<const Step *, 4> m_steps{};
        std::size_t m_count = 0;
    };

    [[nodiscard]] Cursor root() const
    {
        Cursor out;
        out.push(&m_root);
        return out;
    }

private:
    Step m_root;
};

} // namespace catamaran::compose
