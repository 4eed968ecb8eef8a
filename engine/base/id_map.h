// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace catamaran::base {

/// How the ids of an image stand in the file system of an ordinary user: id 0 of the image is the user's own,
/// the others are the user's subordinate ids, in order (subuid(5), subgid(5)). For root the map is empty:
/// every id is itself, and nothing is looked up.
///
/// The map is a fact of the process, as its user id is: the user namespace that it was started in ("the
/// deck", see engine/launch/deck_entry.h) has exactly these ids. Thread: immutable after construction.
class IdMap {
public:
    struct Range {
        std::uint32_t container = 0;
        std::uint32_t host = 0;
        std::uint32_t size = 0;
    };

    IdMap() = default;
    /// Of a user with the texts of its /proc/<pid>/uid_map and gid_map (user_namespaces(7)) in the deck.
    static IdMap ofUser(std::uint32_t user, std::uint32_t group, std::string_view uidMap,
                        std::string_view gidMap);
    /// The map of this process; read once.
    static const IdMap &ofProcess();

    /// Whether anything is mapped at all: false for root.
    [[nodiscard]] bool shifts() const { return !m_users.empty(); }
    /// Whether there is only the user's own id, because it has no subordinate ones: everything is then the
    /// user's.
    [[nodiscard]] bool isSingle() const { return m_users.size() == 1 && m_users.front().size == 1; }

    /// The id on the host of an id in an image; nullopt if the user has too few subordinate ids.
    [[nodiscard]] std::optional<std::uint32_t> hostUser(std::uint32_t id) const;
    [[nodiscard]] std::optional<std::uint32_t> hostGroup(std::uint32_t id) const;
    /// The other way; 65534 (nobody) for ids that are not the user's.
    [[nodiscard]] std::uint32_t containerUser(std::uint32_t hostId) const;
    [[nodiscard]] std::uint32_t containerGroup(std::uint32_t hostId) const;

    [[nodiscard]] const std::vector<Range> &users() const { return m_users; }
    [[nodiscard]] const std::vector<Range> &groups() const { return m_groups; }

    /// The map of a container that sees the user's own id as `user` and `group` (podman's keep-id): the
    /// image's 0 and the others fill the places around it from the subordinate ids.
    [[nodiscard]] IdMap keeping(std::uint32_t user, std::uint32_t group) const;

private:
    std::vector<Range> m_users;
    std::vector<Range> m_groups;
};

} // namespace catamaran::base
