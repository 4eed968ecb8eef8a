// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/xml/domain_document.h"

#include "hypervisor/xml/domain_xml.h"

#include <algorithm>
#include <functional>
#include <libxml/parser.h>
#include <libxml/tree.h>

namespace catamaran::hv::xml {

using base::Errc;
using base::Result;

namespace {

const xmlChar *chars(const std::string &text)
{
    return reinterpret_cast<const xmlChar *>(text.c_str());
}

std::string taken(xmlChar *text)
{
    if (text == nullptr)
        return {};
    std::string out(reinterpret_cast<const char *>(text));
    xmlFree(text);
    return out;
}

bool isNamed(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE &&
           xmlStrcmp(node->name, reinterpret_cast<const xmlChar *>(name)) == 0;
}

xmlNode *childOf(const xmlNode *parent, const char *name)
{
    for (xmlNode *node = parent != nullptr ? parent->children : nullptr; node != nullptr; node = node->next)
        if (isNamed(node, name))
            return node;
    return nullptr;
}

std::string attributeOf(xmlNode *node, const char *name)
{
    return node != nullptr ? taken(xmlGetProp(node, reinterpret_cast<const xmlChar *>(name))) : std::string();
}

std::string contentOf(xmlNode *node)
{
    return node != nullptr ? taken(xmlNodeGetContent(node)) : std::string();
}

void setContent(xmlNode *node, const std::string &text)
{
    xmlNodeSetContent(node, nullptr);
    xmlNodeAddContent(node, chars(text)); // escapes what must be
}

xmlNode *childMade(xmlNode *parent, const char *name)
{
    xmlNode *node = childOf(parent, name);
    return node != nullptr ? node
                           : xmlNewChild(parent, nullptr, reinterpret_cast<const xmlChar *>(name), nullptr);
}

void removeNode(xmlNode *node)
{
    xmlUnlinkNode(node);
    xmlFreeNode(node);
}

void visit(xmlNode *node, const std::function<void(xmlNode *)> &action)
{
    for (xmlNode *at = node; at != nullptr; at = at->next) {
        if (at->type == XML_ELEMENT_NODE) {
            action(at);
            visit(at->children, action);
        }
    }
}

std::string replaced(std::string text, const std::string &from, const std::string &to)
{
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
        text.replace(at, from.size(), to);
    return text;
}

} // namespace

struct DomainDocument::Tree {
    xmlDoc *document = nullptr;
    Tree() = default;
    Tree(const Tree &) = delete;
    Tree &operator=(const Tree &) = delete;
    ~Tree() { xmlFreeDoc(document); }

    [[nodiscard]] xmlNode *root() const { return xmlDocGetRootElement(document); }
    [[nodiscard]] xmlNode *devices() const { return childOf(root(), "devices"); }
    [[nodiscard]] xmlNode *ours() const
    {
        xmlNode *vm = childOf(childOf(root(), "metadata"), "vm");
        return vm != nullptr && vm->ns != nullptr &&
                       xmlStrcmp(vm->ns->href, reinterpret_cast<const xmlChar *>(kMetadataUri)) == 0
                   ? vm
                   : nullptr;
    }
    [[nodiscard]] xmlNode *disk(const std::string &target) const
    {
        for (xmlNode *node = devices() != nullptr ? devices()->children : nullptr; node != nullptr;
             node = node->next)
            if (isNamed(node, "disk") && attributeOf(childOf(node, "target"), "dev") == target)
                return node;
        return nullptr;
    }
};

DomainDocument::DomainDocument(std::unique_ptr<Tree> tree) : m_tree(std::move(tree)) {}
DomainDocument::DomainDocument(DomainDocument &&) noexcept = default;
DomainDocument &DomainDocument::operator=(DomainDocument &&) noexcept = default;
DomainDocument::~DomainDocument() = default;

Result<DomainDocument> DomainDocument::parse(const std::string &text)
{
    auto tree = std::make_unique<Tree>();
    tree->document = xmlReadMemory(text.data(), static_cast<int>(text.size()), "domain.xml", nullptr,
                                   XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    if (tree->document == nullptr || tree->root() == nullptr || !isNamed(tree->root(), "domain"))
        return base::fail(Errc::Parse, "the domain description is not XML with a <domain> element");
    return DomainDocument(std::move(tree));
}

std::string DomainDocument::text() const
{
    xmlChar *out = nullptr;
    int size = 0;
    xmlDocDumpMemoryEnc(m_tree->document, &out, &size, "UTF-8");
    return taken(out);
}

void DomainDocument::setType(const std::string &type)
{
    xmlSetProp(m_tree->root(), chars("type"), chars(type));
}

std::string DomainDocument::name() const
{
    return contentOf(childOf(m_tree->root(), "name"));
}

void DomainDocument::setName(const std::string &name)
{
    setContent(childMade(m_tree->root(), "name"), name);
}

std::string DomainDocument::uuid() const
{
    return contentOf(childOf(m_tree->root(), "uuid"));
}

void DomainDocument::setUuid(const std::string &uuid)
{
    setContent(childMade(m_tree->root(), "uuid"), uuid);
}

void DomainDocument::setTitle(const std::string &title)
{
    setContent(childMade(m_tree->root(), "title"), title);
}

void DomainDocument::setMemory(base::Bytes memory)
{
    const std::string kib = std::to_string(memory.count / 1024);
    for (const char *name : {"memory", "currentMemory"}) {
        xmlNode *node = childMade(m_tree->root(), name);
        setContent(node, kib);
        xmlSetProp(node, chars("unit"), chars("KiB"));
    }
}

void DomainDocument::setCpus(unsigned cpus)
{
    xmlNode *node = childMade(m_tree->root(), "vcpu");
    setContent(node, std::to_string(cpus));
    xmlUnsetProp(node, chars("current"));
    // A written-out topology or list of CPUs would contradict the new number.
    if (xmlNode *topology = childOf(childOf(m_tree->root(), "cpu"), "topology"); topology != nullptr)
        removeNode(topology);
    if (xmlNode *list = childOf(m_tree->root(), "vcpus"); list != nullptr)
        removeNode(list);
}

void DomainDocument::setCpuMode(const std::string &mode)
{
    xmlNode *cpu = childMade(m_tree->root(), "cpu");
    while (cpu->children != nullptr) {
        xmlNode *node = cpu->children;
        xmlUnlinkNode(node);
        xmlFreeNode(node);
    }
    while (cpu->properties != nullptr)
        xmlRemoveProp(cpu->properties);
    xmlSetProp(cpu, chars("mode"), chars(mode));
}

void DomainDocument::setEmulator(const std::string &path)
{
    setContent(childMade(childMade(m_tree->root(), "devices"), "emulator"), path);
}

void DomainDocument::setMetadata(const std::string &attribute, const std::string &value)
{
    if (xmlNode *vm = m_tree->ours(); vm != nullptr)
        xmlSetProp(vm, chars(attribute), chars(value));
}

void DomainDocument::setPorts(const std::vector<PortForward> &ports)
{
    xmlNode *vm = m_tree->ours();
    if (vm == nullptr)
        return;
    for (xmlNode *node = vm->children; node != nullptr;) {
        xmlNode *next = node->next;
        if (isNamed(node, "port"))
            removeNode(node);
        node = next;
    }
    for (const PortForward &port : ports) {
        xmlNode *node = xmlNewChild(vm, vm->ns, chars("port"), nullptr);
        xmlSetProp(node, chars("hostIp"), chars(port.hostIp));
        xmlSetProp(node, chars("host"), chars(std::to_string(port.hostPort)));
        xmlSetProp(node, chars("guest"), chars(std::to_string(port.guestPort)));
        xmlSetProp(node, chars("protocol"), chars(port.udp ? "udp" : "tcp"));
    }
    xmlNode *arguments = childOf(m_tree->root(), "commandline");
    for (xmlNode *node = arguments != nullptr ? arguments->children : nullptr; node != nullptr;
         node = node->next)
        if (isNamed(node, "arg") && attributeOf(node, "value").starts_with("user,id=ctnet"))
            xmlSetProp(node, chars("value"), chars(userNetworkArgument(ports)));
}

void DomainDocument::replaceEverywhere(const std::string &from, const std::string &to)
{
    visit(m_tree->root(), [&](xmlNode *node) {
        for (xmlAttr *property = node->properties; property != nullptr; property = property->next) {
            const std::string value = taken(xmlNodeListGetString(m_tree->document, property->children, 1));
            if (value.find(from) != std::string::npos)
                xmlSetProp(node, property->name, chars(replaced(value, from, to)));
        }
        if (node->children != nullptr && node->children->next == nullptr &&
            node->children->type == XML_TEXT_NODE) {
            const std::string value = contentOf(node);
            if (value.find(from) != std::string::npos)
                setContent(node, replaced(value, from, to));
        }
    });
}

void DomainDocument::dropMacAddresses()
{
    std::vector<xmlNode *> found;
    visit(m_tree->root(), [&](xmlNode *node) {
        if (isNamed(node, "mac") && node->parent != nullptr && isNamed(node->parent, "interface"))
            found.push_back(node);
    });
    for (xmlNode *node : found)
        removeNode(node);
}

std::vector<DiskView> DomainDocument::disks() const
{
    std::vector<DiskView> out;
    const xmlNode *devices = m_tree->devices();
    for (xmlNode *node = devices != nullptr ? devices->children : nullptr; node != nullptr;
         node = node->next) {
        if (!isNamed(node, "disk"))
            continue;
        DiskView disk;
        disk.device = attributeOf(node, "device");
        if (disk.device.empty())
            disk.device = "disk";
        disk.target = attributeOf(childOf(node, "target"), "dev");
        disk.bus = attributeOf(childOf(node, "target"), "bus");
        disk.format = attributeOf(childOf(node, "driver"), "type");
        disk.path = attributeOf(childOf(node, "source"), "file");
        if (disk.path.empty())
            disk.path = attributeOf(childOf(node, "source"), "dev");
        disk.readOnly = childOf(node, "readonly") != nullptr;
        out.push_back(std::move(disk));
    }
    return out;
}

std::string DomainDocument::freeTarget(const std::string &prefix) const
{
    for (char letter = 'a'; letter <= 'z'; ++letter)
        if (m_tree->disk(prefix + letter) == nullptr)
            return prefix + letter;
    return {};
}

std::string DomainDocument::diskXml(const std::string &target) const
{
    xmlNode *node = m_tree->disk(target);
    if (node == nullptr)
        return {};
    xmlBuffer *buffer = xmlBufferCreate();
    xmlNodeDump(buffer, m_tree->document, node, 0, 0);
    std::string out(reinterpret_cast<const char *>(xmlBufferContent(buffer)));
    xmlBufferFree(buffer);
    return out;
}

bool DomainDocument::removeDisk(const std::string &target)
{
    xmlNode *node = m_tree->disk(target);
    if (node != nullptr)
        removeNode(node);
    return node != nullptr;
}

std::vector<ShareView> DomainDocument::shares() const
{
    std::vector<ShareView> out;
    const xmlNode *devices = m_tree->devices();
    for (xmlNode *node = devices != nullptr ? devices->children : nullptr; node != nullptr;
         node = node->next) {
        if (!isNamed(node, "filesystem"))
            continue;
        ShareView share;
        share.source = attributeOf(childOf(node, "source"), "dir");
        share.tag = attributeOf(childOf(node, "target"), "dir");
        share.driver = attributeOf(childOf(node, "driver"), "type");
        share.readOnly = childOf(node, "readonly") != nullptr;
        out.push_back(std::move(share));
    }
    return out;
}

bool DomainDocument::removeShare(const std::string &tag)
{
    const xmlNode *devices = m_tree->devices();
    for (xmlNode *node = devices != nullptr ? devices->children : nullptr; node != nullptr;
         node = node->next) {
        if (isNamed(node, "filesystem") && attributeOf(childOf(node, "target"), "dir") == tag) {
            removeNode(node);
            return true;
        }
    }
    return false;
}

Result<void> DomainDocument::addDevice(const std::string &deviceXml)
{
    xmlDoc *document = xmlReadMemory(deviceXml.data(), static_cast<int>(deviceXml.size()), "device.xml",
                                     nullptr, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    xmlNode *root = document != nullptr ? xmlDocGetRootElement(document) : nullptr;
    if (root == nullptr) {
        xmlFreeDoc(document);
        return base::fail(Errc::Parse, "the device is not XML");
    }
    xmlAddChild(childMade(m_tree->root(), "devices"), xmlDocCopyNode(root, m_tree->document, 1));
    xmlFreeDoc(document);
    return {};
}

void DomainDocument::useSharedMemory()
{
    xmlNode *backing = childMade(m_tree->root(), "memoryBacking");
    xmlSetProp(childMade(backing, "source"), chars("type"), chars("memfd"));
    xmlSetProp(childMade(backing, "access"), chars("mode"), chars("shared"));
}

bool DomainDocument::hasScreen() const
{
    const xmlNode *video = childOf(m_tree->devices(), "video");
    return video != nullptr && attributeOf(childOf(video, "model"), "type") != "none";
}

} // namespace catamaran::hv::xml
