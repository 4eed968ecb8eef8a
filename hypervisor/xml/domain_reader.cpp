// SPDX-License-Identifier: GPL-3.0-or-later
#include "hypervisor/xml/domain_xml.h"

#include <algorithm>
#include <charconv>
#include <libxml/parser.h>
#include <memory>

namespace catamaran::hv::xml {

namespace {

using base::Errc;
using base::Result;

struct DocumentCloser {
    void operator()(xmlDoc *document) const { xmlFreeDoc(document); }
};
struct TextCloser {
    void operator()(xmlChar *text) const { xmlFree(text); }
};

std::string toString(xmlChar *text)
{
    const std::unique_ptr<xmlChar, TextCloser> owned(text);
    return text != nullptr ? std::string(reinterpret_cast<const char *>(text)) : std::string();
}

const xmlChar *xmlText(const char *text)
{
    return reinterpret_cast<const xmlChar *>(text);
}

bool named(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && xmlStrcmp(node->name, xmlText(name)) == 0;
}

xmlNode *child(xmlNode *parent, const char *name)
{
    for (xmlNode *node = parent != nullptr ? parent->children : nullptr; node != nullptr; node = node->next)
        if (named(node, name))
            return node;
    return nullptr;
}

std::string content(xmlNode *node)
{
    return node != nullptr ? toString(xmlNodeGetContent(node)) : std::string();
}

std::string attribute(xmlNode *node, const char *name)
{
    return node != nullptr ? toString(xmlGetProp(node, xmlText(name))) : std::string();
}

template <typename Number>
Number number(const std::string &text, Number fallback = 0)
{
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() ? value : fallback;
}

Accelerator acceleratorOf(const std::string &word)
{
    if (word == "kvm")
        return Accelerator::Kvm;
    if (word == "hvf")
        return Accelerator::Hvf;
    return Accelerator::Tcg;
}

std::optional<VmMetadata> readMetadata(xmlNode *domain)
{
    xmlNode *metadata = child(domain, "metadata");
    xmlNode *vm = child(metadata, "vm");
    if (vm == nullptr || vm->ns == nullptr || xmlStrcmp(vm->ns->href, xmlText(kMetadataUri)) != 0)
        return std::nullopt;
    VmMetadata out;
    out.name = attribute(vm, "name");
    out.image = attribute(vm, "image");
    out.imageId = attribute(vm, "imageId");
    out.instance = attribute(vm, "instance");
    out.profile = attribute(vm, "profile") == "micro" ? Profile::Micro : Profile::Lean;
    out.accelerator = acceleratorOf(attribute(vm, "accel"));
    out.kernel = attribute(vm, "kernel");
    out.directory = attribute(vm, "directory");
    out.disk = attribute(vm, "disk");
    out.createdNs = number<std::int64_t>(attribute(vm, "created"));
    out.autoRemove = attribute(vm, "autoRemove") == "yes";
    out.full = attribute(vm, "kind") == "full";
    out.sshUser = attribute(vm, "sshUser");
    out.sshPort = number<std::uint16_t>(attribute(vm, "sshPort"));
    out.bridge = attribute(vm, "bridge");
    out.tap = attribute(vm, "tap");
    out.address = attribute(vm, "address");
    out.firstName = attribute(vm, "firstName");
    out.tty = attribute(vm, "tty") == "yes";
    out.openStdin = attribute(vm, "stdin") == "yes";
    out.restart.name = attribute(vm, "restart");
    if (!out.restart.name.empty())
        out.restart.kind = attribute(vm, "restartKind") == "always" ? MachineRestart::Kind::Always
                                                                    : MachineRestart::Kind::OnFailure;
    out.restart.maximum = number<int>(attribute(vm, "restartMaximum"));
    for (xmlNode *node = vm->children; node != nullptr; node = node->next) {
        if (named(node, "arg"))
            out.arguments.push_back(attribute(node, "value"));
        else if (named(node, "label"))
            out.labels[attribute(node, "key")] = attribute(node, "value");
        else if (named(node, "port"))
            out.ports.push_back({attribute(node, "hostIp"), number<std::uint16_t>(attribute(node, "host")),
                                 number<std::uint16_t>(attribute(node, "guest")),
                                 attribute(node, "protocol") == "udp"});
    }
    return out;
}

std::int64_t memoryBytes(xmlNode *node)
{
    const std::string unit = attribute(node, "unit");
    const auto value = number<std::int64_t>(content(node));
    // libvirt always writes KiB back; the others only come from hand-made text.
    if (unit == "b" || unit == "bytes")
        return value;
    if (unit == "MiB" || unit == "M")
        return value << 20;
    if (unit == "GiB" || unit == "G")
        return value << 30;
    return value << 10;
}

} // namespace

Result<DomainView> readDomain(const std::string &text)
{
    const std::unique_ptr<xmlDoc, DocumentCloser> document(
        xmlReadMemory(text.data(), static_cast<int>(text.size()), "domain.xml", nullptr,
                      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING));
    xmlNode *root = document ? xmlDocGetRootElement(document.get()) : nullptr;
    if (root == nullptr || !named(root, "domain"))
        return base::fail(Errc::Parse, "libvirt's domain description is not XML with a <domain> element");
    DomainView view;
    view.name = content(child(root, "name"));
    view.uuid = content(child(root, "uuid"));
    std::erase(view.uuid, '-');
    view.title = content(child(root, "title"));
    view.memory = base::Bytes(memoryBytes(child(root, "memory")));
    view.cpus = number<unsigned>(content(child(root, "vcpu")), 1);
    view.accelerator = acceleratorOf(attribute(root, "type"));
    view.metadata = readMetadata(root);
    xmlNode *serial = child(child(root, "devices"), "serial");
    view.consoleTty = attribute(child(serial, "source"), "path");
    return view;
}

} // namespace catamaran::hv::xml
