// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compose/reset.h"

#include <algorithm>

namespace catamaran::compose {

ResetPaths ResetPaths::extract(Node &document)
{
    ResetPaths out;
    std::vector<std::string> path;
    out.collect(document, path);
    return out;
}

void ResetPaths::collect(Node &node, std::vector<std::string> &path)
{
    if (node.isMapping()) {
        std::erase_if(node.entries(), [&](NodeEntry &entry) {
            path.push_back(entry.key);
            const auto directive = entry.value.directive();
            if (directive == Node::Directive::None)
                collect(entry.value, path);
            else
                m_paths.push_back(path);
            path.pop_back();
            return directive == Node::Directive::Reset;
        });
    } else if (node.isSequence()) {
        std::erase_if(node.items(), [&](Node &item) {
            // An element is dropped where it stands; it has no counterpart in another file.
            if (item.directive() == Node::Directive::None)
                collect(item, path);
            return item.directive() == Node::Directive::Reset;
        });
    }
}

void ResetPaths::apply(Node &base, const std::vector<std::string> &prefix) const
{
    for (const auto &path : m_paths) {
        if (path.size() <= prefix.size() || !std::equal(prefix.begin(), prefix.end(), path.begin()))
            continue;
        Node *at = &base;
        for (std::size_t i = prefix.size(); at && i + 1 < path.size(); ++i)
            at = at->find(path[i]);
        if (at)
            at->erase(path.back());
    }
}

} // namespace catamaran::compose
