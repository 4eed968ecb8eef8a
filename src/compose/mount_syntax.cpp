// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/compose/mount_syntax.h"

#include "src/compose/relative_paths.h"

#include <array>

namespace catamaran::compose {

namespace {

using base::Errc;
using base::Result;

bool isDrive(std::string_view section)
{
    return section.size() == 1 && std::isalpha(static_cast<unsigned char>(section[0]));
}

bool isFilePath(std::string_view source)
{
    if (source.empty())
        return false;
    if (source[0] == '.' || source[0] == '/' || source[0] == '~' || source.starts_with("\\\\"))
        return true;
    return source.size() > 1 && source[1] == ':' && isDrive(source.substr(0, 1));
}

void applyOptions(std::string_view options, MountSpec &mount)
{
    static constexpr std::array<std::string_view, 6> kPropagations = {"rprivate", "private", "rshared",
                                                                      "shared",   "rslave",  "slave"};
    while (!options.empty()) {
        const std::string_view option = options.substr(0, options.find(','));
        options.remove_prefix(std::min(option.size() + 1, options.size()));
        if (option == "ro") {
            mount.readOnly = true;
        } else if (option == "rw") {
            mount.readOnly = false;
        } else if (option == "nocopy") {
            mount.noCopy = mount.hasVolume = true;
        } else if (option == "z" || option == "Z") {
            mount.selinux = option;
            mount.hasBind = true;
        } else if (std::find(kPropagations.begin(), kPropagations.end(), option) != kPropagations.end()) {
            mount.propagation = option;
            mount.hasBind = true;
        }
    }
}

// One part between colons; `last` when the text ends here. Returns what is wrong with it.
std::string_view addSection(std::string_view section, bool last, MountSpec &mount)
{
    if (section.empty())
        return "empty section between colons";
    if (mount.source.empty() && last)
        mount.target = section; // an anonymous volume
    else if (mount.source.empty())
        mount.source = section;
    else if (mount.target.empty())
        mount.target = section;
    else if (!last)
        return "too many colons";
    else
        applyOptions(section, mount);
    return {};
}

} // namespace

Result<MountSpec> parseMount(std::string_view spec)
{
    MountSpec mount;
    if (spec.empty())
        return base::fail(Errc::Parse, "invalid empty volume spec");
    if (spec.size() <= 2) {
        mount.target = spec;
        mount.type = "volume";
        return mount;
    }
    int variables = 0;
    std::size_t start = 0;
    for (std::size_t i = 0; i <= spec.size(); ++i) {
        const bool last = i == spec.size();
        if (!last && spec[i] == '$' && i + 1 < spec.size() && spec[i + 1] == '{')
            ++variables;
        else if (!last && spec[i] == '}' && variables > 0)
            --variables;
        if ((!last && spec[i] != ':') || variables > 0)
            continue;
        const std::string_view section = spec.substr(start, i - start);
        if (!last && isDrive(section))
            continue;
        if (const std::string_view problem = addSection(section, last, mount); !problem.empty()) {
            return base::fail(
                base::Error(Errc::Parse, "invalid spec: " + std::string(spec) + ": " + std::string(problem))
                    .withFix("Write [SOURCE:]TARGET[:OPTIONS]."));
        }
        start = i + 1;
    }
    if (isFilePath(mount.source)) {
        mount.type = "bind";
        mount.hasBind = true;
    } else {
        mount.type = "volume";
        mount.hasVolume = true;
    }
    return mount;
}

Node MountSpec::toNode(const Mark &mark) const
{
    Node out = Node::mapping(mark);
    out.set("type", Node::string(type, mark));
    if (!source.empty())
        out.set("source", Node::string(source, mark));
    if (!target.empty())
        out.set("target", Node::string(cleanPath(target), mark));
    if (readOnly)
        out.set("read_only", Node::boolean(true, mark));
    if (hasBind) {
        Node &bind = out.set("bind", Node::mapping(mark));
        if (!selinux.empty())
            bind.set("selinux", Node::string(selinux, mark));
        if (!propagation.empty())
            bind.set("propagation", Node::string(propagation, mark));
        // The option form of a bind on a named volume does not make host paths.
        if (type == "bind")
            bind.set("create_host_path", Node::boolean(true, mark));
    }
    if (hasVolume) {
        Node &volume = out.set("volume", Node::mapping(mark));
        if (noCopy)
            volume.set("nocopy", Node::boolean(true, mark));
    }
    return out;
}

} // namespace catamaran::compose
