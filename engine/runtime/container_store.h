// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/spec/container_spec.h"
#include "engine/spec/merge.h"
#include "engine/store/database.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace catamaran::engine::runtime {

/// What is known of a container that does not change by running it.
struct Record {
    std::string id;
    std::string name;
    std::string image; ///< as the user wrote it
    std::string imageId;
    std::int64_t createdNs = 0; ///< CLOCK_REALTIME
    bool autoRemove = false;
    /// What was asked; anonymous volumes have got their names, image volumes were added.
    spec::ContainerSpec spec;
    spec::ProcessConfig process;
    std::vector<std::string> layers; ///< lowest first
    bool endIsNoted = false;         ///< noteEnds() has told how it ended; a start takes that back
    std::string upperDirectory; ///< not stored; empty: the container's own, else where a build step writes
};

/// A named directory that outlives containers.
struct Volume {
    std::string name;
    std::string anonymousOwner; ///< container it was made up for; empty: named by the user, or kept
    std::int64_t createdNs = 0;
    std::map<std::string, std::string> labels;
    std::map<std::string, std::string> options; ///< of the local driver: type, device, o

    /// Whether the name was made up.
    [[nodiscard]] bool isAnonymous() const
    {
        return !anonymousOwner.empty() || labels.contains("com.docker.volume.anonymous");
    }
};

/// A mount as lists and filters need it.
struct BriefMount {
    bool isVolume = false;
    std::string source;
    std::string target;
};

/// The table of containers and that of volumes. Thread: safe; other processes may change them at any time.
class ContainerStore {
public:
    static base::Result<std::unique_ptr<ContainerStore>> open(std::shared_ptr<store::Database> database);

    /// AlreadyExists with docker's words when the name is taken.
    base::Result<void> insert(const Record &record);
    /// Removes the record.
    base::Result<void> erase(const std::string &id);
    base::Result<void> rename(const std::string &id, const std::string &newName);

    /// Name, id or unambiguous id prefix to id, in docker's order. NotFound "No such container: x",
    /// InvalidArgument "multiple IDs found with provided prefix: x".
    base::Result<std::string> resolve(const std::string &which);
    base::Result<Record> load(const std::string &id);
    base::Result<std::vector<Record>> list();

    struct Key {
        std::string id;
        bool autoRemove = false;
    };
    base::Result<std::vector<Key>> keys();
    base::Result<bool> nameExists(const std::string &name);

    base::Result<void> insertVolume(const Volume &volume);
    base::Result<std::vector<Volume>> volumes();
    base::Result<void> eraseVolume(const std::string &name);
    /// The anonymous volumes of a container become ordinary ones.
    base::Result<void> disownVolumes(const std::string &containerId);

    /// What a list of containers shows, without the JSON of each: reading it costs a few microseconds a
    /// container.
    struct Brief {
        std::string id;
        std::string name;
        std::string image;
        std::string imageId;
        std::int64_t createdNs = 0;
        bool autoRemove = false;
        std::string command;
        bool hasPorts = false;
        std::vector<std::string> networks;
        std::vector<std::string> exposedPorts;
        std::vector<BriefMount> mounts;
        std::map<std::string, std::string> labels;
        std::string ended; ///< see noteEnds(); empty: its files tell
    };
    static Brief briefOf(const Record &record);
    /// Newest first.
    base::Result<std::vector<Brief>> briefs();
    /// How a container stands that does not run, so that a list of many need not look at the files of each:
    /// id and launch::Status as text, or kNeverRan. To be noted while nothing can start (ActivityLock), and
    /// forgotten before anything does.
    static constexpr std::string_view kNeverRan = "-";
    base::Result<void> noteEnds(const std::vector<std::pair<std::string, std::string>> &ends);
    base::Result<void> forgetEnd(const std::string &id);
    base::Result<void> forgetAllEnds();
    /// Replaces the specification of a container, and what briefs() tells of it.
    base::Result<void> updateSpec(const Record &record);

private:
    explicit ContainerStore(std::shared_ptr<store::Database> database) : m_database(std::move(database)) {}
    std::shared_ptr<store::Database> m_database;
};

} // namespace catamaran::engine::runtime
