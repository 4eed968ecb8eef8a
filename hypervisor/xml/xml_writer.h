// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace catamaran::hv::xml {

/// Writes indented XML with every text and attribute escaped. Characters that XML 1.0 cannot hold become
/// U+FFFD.
///
/// \code
///   XmlWriter w;
///   w.open("domain").attribute("type", "kvm");
///   w.element("name", name);
///   w.close();
/// \endcode
class XmlWriter {
public:
    XmlWriter &open(std::string_view name);
    /// Only directly after open() or another attribute().
    XmlWriter &attribute(std::string_view name, std::string_view value);
    XmlWriter &text(std::string_view value);
    XmlWriter &close();
    /// <name>value</name>
    XmlWriter &element(std::string_view name, std::string_view value);
    /// <name attribute='value'/>
    XmlWriter &empty(std::string_view name, std::string_view attributeName, std::string_view value);
    /// The document; all elements must be closed.
    [[nodiscard]] std::string take() { return std::move(m_out); }

private:
    struct Level {
        std::string name;
        bool hasChildren = false;
    };
    void finishTag();
    void escape(std::string_view value);

    std::string m_out;
    std::vector<Level> m_levels;
    bool m_tagOpen = false;
};

} // namespace catamaran::hv::xml
