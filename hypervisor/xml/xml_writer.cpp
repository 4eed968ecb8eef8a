// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/xml/xml_writer.h"

namespace catamaran::hv::xml {

void XmlWriter::finishTag()
{
    if (m_tagOpen)
        m_out += '>';
    m_tagOpen = false;
}

void XmlWriter::escape(std::string_view value)
{
    for (const char c : value) {
        switch (c) {
        case '&':
            m_out += "&amp;";
            break;
        case '<':
            m_out += "&lt;";
            break;
        case '>':
            m_out += "&gt;";
            break;
        case '\'':
            m_out += "&apos;";
            break;
        case '"':
            m_out += "&quot;";
            break;
        case '\n':
            m_out += "&#10;"; // an attribute would turn it into a space
            break;
        case '\t':
            m_out += "&#9;";
            break;
        case '\r':
            m_out += "&#13;";
            break;
        default:
            if (static_cast<unsigned char>(c) < 0x20)
                m_out += "\xEF\xBF\xBD";
            else
                m_out += c;
        }
    }
}

XmlWriter &XmlWriter::open(std::string_view name)
{
    finishTag();
    if (!m_levels.empty())
        m_levels.back().hasChildren = true;
    if (!m_out.empty())
        m_out += '\n';
    m_out.append(m_levels.size() * 2, ' ');
    m_out += '<';
    m_out += name;
    m_levels.push_back({std::string(name)});
    m_tagOpen = true;
    return *this;
}

XmlWriter &XmlWriter::attribute(std::string_view name, std::string_view value)
{
    m_out += ' ';
    m_out += name;
    m_out += "='";
    escape(value);
    m_out += '\'';
    return *this;
}

XmlWriter &XmlWriter::text(std::string_view value)
{
    finishTag();
    escape(value);
    return *this;
}

XmlWriter &XmlWriter::close()
{
    const Level level = std::move(m_levels.back());
    m_levels.pop_back();
    if (m_tagOpen) {
        m_out += "/>";
        m_tagOpen = false;
    } else {
        if (level.hasChildren) {
            m_out += '\n';
            m_out.append(m_levels.size() * 2, ' ');
        }
        m_out += "</" + level.name + ">";
    }
    if (m_levels.empty())
        m_out += '\n';
    return *this;
}

XmlWriter &XmlWriter::element(std::string_view name, std::string_view value)
{
    return open(name).text(value).close();
}

XmlWriter &XmlWriter::empty(std::string_view name, std::string_view attributeName, std::string_view value)
{
    return open(name).attribute(attributeName, value).close();
}

} // namespace catamaran::hv::xml
