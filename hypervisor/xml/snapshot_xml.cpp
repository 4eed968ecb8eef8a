// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/xml/snapshot_xml.h"

#include "hypervisor/xml/xml_writer.h"

#include <charconv>
#include <libxml/parser.h>
#include <memory>

namespace catamaran::hv::xml {

namespace {

struct DocumentCloser {
    void operator()(xmlDoc *document) const { xmlFreeDoc(document); }
};

xmlNode *childOf(const xmlNode *parent, const char *name)
{
    for (xmlNode *node = parent != nullptr ? parent->children : nullptr; node != nullptr; node = node->next)
        if (node->type == XML_ELEMENT_NODE &&
            xmlStrcmp(node->name, reinterpret_cast<const xmlChar *>(name)) == 0)
            return node;
    return nullptr;
}

std::string taken(xmlChar *text)
{
    if (text == nullptr)
        return {};
    std::string out(reinterpret_cast<const char *>(text));
    xmlFree(text);
    return out;
}

std::string contentOf(xmlNode *node)
{
    return node != nullptr ? taken(xmlNodeGetContent(node)) : std::string();
}

} // namespace

base::Result<SnapshotInfo> readSnapshot(const std::string &text)
{
    const std::unique_ptr<xmlDoc, DocumentCloser> document(
        xmlReadMemory(text.data(), static_cast<int>(text.size()), "snapshot.xml", nullptr,
                      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING));
    const xmlNode *root = document ? xmlDocGetRootElement(document.get()) : nullptr;
    if (root == nullptr)
        return base::fail(base::Errc::Parse, "libvirt's snapshot description is not XML");
    SnapshotInfo out;
    out.name = contentOf(childOf(root, "name"));
    out.description = contentOf(childOf(root, "description"));
    out.state = contentOf(childOf(root, "state"));
    out.parent = contentOf(childOf(childOf(root, "parent"), "name"));
    const std::string created = contentOf(childOf(root, "creationTime"));
    std::from_chars(created.data(), created.data() + created.size(), out.createdNs);
    out.createdNs *= 1000000000;
    if (xmlNode *memory = childOf(root, "memory"); memory != nullptr)
        out.withMemory = taken(xmlGetProp(memory, reinterpret_cast<const xmlChar *>("snapshot"))) != "no";
    return out;
}

std::string writeSnapshot(const std::string &name, const std::string &description)
{
    XmlWriter w;
    w.open("domainsnapshot").element("name", name);
    if (!description.empty())
        w.element("description", description);
    w.close();
    return w.take();
}

} // namespace catamaran::hv::xml
