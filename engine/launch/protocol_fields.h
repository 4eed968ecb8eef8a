// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// The members of a plan in the order of the wire. Encoder and decoder both walk this one list, the encoder
/// over launch_plan.h and the decoder over the views of protocol.h, so that they cannot drift apart.
/// An archive has number(), text(), blob(), optional() and list(); all return false to stop.
namespace catamaran::engine::launch::protocol {

template <typename A, typename T>
bool visitTexts(A &a, T &texts)
{
    return a.list(texts, [&a](auto &item) { return a.text(item); });
}

template <typename A, typename T>
bool visitMount(A &a, T &m)
{
    return a.number(m.kind) && a.text(m.source) && a.text(m.target) && a.text(m.options) &&
           a.number(m.attributes) && a.number(m.recursive) && a.number(m.sourceIsFile) &&
           a.number(m.propagation) && a.text(m.subpath) && a.text(m.mountNamespace) && a.text(m.fileSystem) &&
           a.number(m.cleared) && a.number(m.attributesOfTopOnly);
}

template <typename A, typename T>
bool visitDevice(A &a, T &d)
{
    return a.text(d.path) && a.number(d.mode) && a.number(d.major) && a.number(d.minor) && a.number(d.uid) &&
           a.number(d.gid);
}

template <typename A, typename T>
bool visitMappings(A &a, T &mappings)
{
    return a.list(mappings, [&a](auto &m) {
        return a.number(m.containerId) && a.number(m.hostId) && a.number(m.size);
    });
}

template <typename A, typename T>
bool visitInterface(A &a, T &i)
{
    return a.text(i.name) && a.text(i.hostName) && a.text(i.bridge) && a.text(i.ipv4) &&
           a.text(i.ipv4Gateway) && a.text(i.ipv6) && a.text(i.ipv6Gateway) && a.text(i.mac) &&
           a.number(i.mtu) && a.number(i.kind) && a.text(i.parent) && a.number(i.linkMode) &&
           a.text(i.furtherAddresses) && a.number(i.isolated);
}

template <typename A, typename T>
bool visitNetwork(A &a, T &n)
{
    return a.number(n.mode) && a.list(n.interfaces, [&a](auto &i) { return visitInterface(a, i); }) &&
           a.text(n.joinNamespacePath) && a.number(n.serveDns) && a.text(n.dnsTablePath) &&
           visitTexts(a, n.dnsUpstreams);
}

template <typename A, typename T>
bool visitCgroup(A &a, T &c)
{
    return a.number(c.version) && visitTexts(a, c.directories);
}

template <typename A, typename T>
bool visitProcess(A &a, T &p)
{
    return visitTexts(a, p.arguments) && visitTexts(a, p.environment) && a.text(p.workingDirectory) &&
           a.number(p.uid) && a.number(p.gid) &&
           a.list(p.groups, [&a](auto &group) { return a.number(group); }) &&
           a.number(p.capabilitiesBounding) && a.number(p.capabilitiesEffective) &&
           a.number(p.capabilitiesPermitted) && a.number(p.capabilitiesInheritable) &&
           a.number(p.capabilitiesAmbient) && a.number(p.noNewPrivileges) && a.blob(p.seccompProgram) &&
           a.text(p.apparmorProfile) &&
           a.list(p.rlimits,
                  [&a](auto &r) { return a.number(r.resource) && a.number(r.soft) && a.number(r.hard); }) &&
           a.optional(p.oomScoreAdj) && a.number(p.tty) && a.number(p.openStdin) && a.number(p.rows) &&
           a.number(p.columns) && a.number(p.stopSignal) && a.number(p.init);
}

template <typename A, typename T>
bool visitRootfs(A &a, T &r)
{
    return visitTexts(a, r.lowerDirectories) && a.text(r.upperDirectory) && a.text(r.workDirectory) &&
           a.text(r.mountPoint) && a.number(r.readOnly) && a.number(r.isVolatile) && a.number(r.userxattr) &&
           a.text(r.directory) && a.number(r.propagation);
}

template <typename A, typename T>
bool visitExternal(A &a, T &e)
{
    return visitTexts(a, e.create) && visitTexts(a, e.start) && visitTexts(a, e.remove) &&
           visitTexts(a, e.environment) && a.text(e.bundle) && a.number(e.isRestore);
}

template <typename A, typename T>
bool visitLaunch(A &a, T &p)
{
    return a.text(p.containerId) && a.text(p.runDirectory) && a.text(p.dataDirectory) && a.text(p.hostname) &&
           a.text(p.domainname) && visitRootfs(a, p.rootfs) &&
           a.list(p.mounts, [&a](auto &m) { return visitMount(a, m); }) &&
           a.list(p.devices, [&a](auto &d) { return visitDevice(a, d); }) && visitTexts(a, p.maskedPaths) &&
           visitTexts(a, p.readOnlyPaths) &&
           a.list(p.sysctls, [&a](auto &s) { return a.text(s.first) && a.text(s.second); }) &&
           a.number(p.namespaces) &&
           a.list(p.joinNamespaces, [&a](auto &n) { return a.number(n.type) && a.text(n.path); }) &&
           visitMappings(a, p.uidMappings) && visitMappings(a, p.gidMappings) && visitNetwork(a, p.network) &&
           visitCgroup(a, p.cgroup) && visitProcess(a, p.process) && a.number(p.restart.kind) &&
           a.number(p.restart.maximumRetries) && visitTexts(a, p.health.arguments) &&
           a.number(p.health.intervalNs) && a.number(p.health.timeoutNs) &&
           a.number(p.health.startPeriodNs) && a.number(p.health.retries) &&
           a.number(p.health.startIntervalNs) && a.text(p.log.path) && a.number(p.log.maximumSize) &&
           a.number(p.log.maximumFiles) && a.number(p.log.kind) && a.text(p.log.fields) &&
           a.number(p.log.bufferSize) && visitExternal(a, p.external) && a.number(p.autoRemove);
}

template <typename A, typename T>
bool visitExec(A &a, T &p)
{
    return a.number(p.targetPid) && a.number(p.targetStartTime) && visitCgroup(a, p.cgroup) &&
           visitProcess(a, p.process) && a.number(p.joinUserNamespace);
}

} // namespace catamaran::engine::launch::protocol
