// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/bytes.h"
#include "engine/base/result.h"
#include "hypervisor/api/hypervisor.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace catamaran::hv::xml {

/// A disk of a domain, ours or not.
struct DiskView {
    std::string target; ///< "vda"
    std::string bus;    ///< "virtio"
    std::string device; ///< "disk", "cdrom", "floppy"
    std::string format; ///< "qcow2", "raw"
    std::string path;   ///< empty: an empty drive, or no file
    bool readOnly = false;
};

/// A shared folder.
struct ShareView {
    std::string source;
    std::string tag;
    std::string driver; ///< "virtiofs" or "path" (9p)
    bool readOnly = false;
};

/// Any libvirt domain XML, for changes that leave everything else as it is: elements that this program does
/// not know, their order, comments and namespaces survive. A value; not thread-safe.
class DomainDocument {
public:
    /// Parse unless the text is XML with a <domain> at its root (no network, no external entities).
    static base::Result<DomainDocument> parse(const std::string &text);
    DomainDocument(DomainDocument &&) noexcept;
    DomainDocument &operator=(DomainDocument &&) noexcept;
    ~DomainDocument();

    [[nodiscard]] std::string text() const;

    /// The domain's type attribute ("kvm", "qemu", "test").
    void setType(const std::string &type);
    [[nodiscard]] std::string name() const;
    void setName(const std::string &name);
    [[nodiscard]] std::string uuid() const;
    void setUuid(const std::string &uuid);
    void setTitle(const std::string &title);
    /// <memory> and, unless it is less than before, <currentMemory>.
    void setMemory(base::Bytes memory);
    void setCpus(unsigned cpus);
    /// "host-passthrough", "maximum"; a model that was named is dropped.
    void setCpuMode(const std::string &mode);
    /// The program that runs the VM.
    void setEmulator(const std::string &path);

    /// An attribute of our <ct:vm>; nothing happens without one.
    void setMetadata(const std::string &attribute, const std::string &value);
    /// Our <ct:port> elements and, where there is one, the -netdev argument that makes the forwards.
    void setPorts(const std::vector<PortForward> &ports);
    /// Replaces `from` by `to` wherever it stands in attributes and texts: paths of a clone.
    void replaceEverywhere(const std::string &from, const std::string &to);
    /// Takes MAC addresses out, so that libvirt makes new ones.
    void dropMacAddresses();

    [[nodiscard]] std::vector<DiskView> disks() const;
    /// The first free target of a bus: "vdc".
    [[nodiscard]] std::string freeTarget(const std::string &prefix) const;
    /// XML of the device with this target, for hot-unplug; empty if there is none.
    [[nodiscard]] std::string diskXml(const std::string &target) const;
    bool removeDisk(const std::string &target);
    [[nodiscard]] std::vector<ShareView> shares() const;
    bool removeShare(const std::string &tag);
    /// Adds a device given as XML to <devices>.
    base::Result<void> addDevice(const std::string &deviceXml);
    /// Guest memory that a virtiofs daemon can share; needed once per domain.
    void useSharedMemory();
    /// Path of the <graphics>/<video>: whether there is a screen to take a picture of.
    [[nodiscard]] bool hasScreen() const;

private:
    struct Tree;
    explicit DomainDocument(std::unique_ptr<Tree> tree);
    std::unique_ptr<Tree> m_tree;
};

} // namespace catamaran::hv::xml
