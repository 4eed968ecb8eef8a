// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/container_store.h"
#include "engine/spec/spec_json.h"
#include "engine/spec/text.h"

#include <algorithm>

namespace catamaran::engine::runtime {

using base::Errc;
using base::fail;
using base::Result;
using store::SqlRow;

namespace {

constexpr std::string_view kSchema = R"(
CREATE TABLE containers(
  id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, image TEXT NOT NULL, image_id TEXT NOT NULL,
  created INTEGER NOT NULL, auto_remove INTEGER NOT NULL, spec TEXT NOT NULL, process TEXT NOT NULL,
  layers TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE volumes(
  name TEXT PRIMARY KEY, owner TEXT NOT NULL, created INTEGER NOT NULL) WITHOUT ROWID;
)";

// Paths of layers hold no newline: they are made of digests below the data directory.
std::string joinLines(const std::vector<std::string> &lines)
{
    std::string out;
    for (const std::string &line : lines)
        out.append(line).append("\n");
    return out;
}

std::vector<std::string> splitLines(const std::string &text)
{
    std::vector<std::string> lines;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        lines.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

Result<Record> readRecord(const SqlRow &row)
{
    Record record;
    record.id = row.text(0);
    record.name = row.text(1);
    record.image = row.text(2);
    record.imageId = row.text(3);
    record.createdNs = row.integer(4);
    record.autoRemove = row.integer(5) != 0;
    CATAMARAN_TRY(record.spec, spec::specFromJson(row.text(6)));
    CATAMARAN_TRY(record.process, spec::processFromJson(row.text(7)));
    record.layers = splitLines(row.text(8));
    record.endIsNoted = row.integer(9) != 0;
    return record;
}

constexpr std::string_view kSchema2 = R"(
ALTER TABLE containers ADD COLUMN brief TEXT NOT NULL DEFAULT '';
ALTER TABLE volumes ADD COLUMN labels TEXT NOT NULL DEFAULT '';
ALTER TABLE volumes ADD COLUMN options TEXT NOT NULL DEFAULT '';
)";

constexpr std::string_view kSchema3 = "ALTER TABLE containers ADD COLUMN ended TEXT NOT NULL DEFAULT '';";

/// Texts of any bytes one after another, each with its length in front: "5:hello0:".
class Packed {
public:
    void put(std::string_view text)
    {
        m_text += std::to_string(text.size());
        m_text += ':';
        m_text += text;
    }
    void put(const std::vector<std::string> &list)
    {
        put(std::to_string(list.size()));
        for (const std::string &text : list)
            put(text);
    }
    void put(const std::map<std::string, std::string> &map)
    {
        put(std::to_string(map.size()));
        for (const auto &[key, value] : map) {
            put(key);
            put(value);
        }
    }
    [[nodiscard]] std::string text() && { return std::move(m_text); }

private:
    std::string m_text;
};

class Unpacked {
public:
    explicit Unpacked(std::string_view text) : m_rest(text) {}
    std::string_view next()
    {
        const std::size_t colon = m_rest.find(':');
        const auto size = spec::text::number<std::size_t>(m_rest.substr(0, colon));
        if (colon == std::string_view::npos || !size || *size > m_rest.size() - colon - 1) {
            m_rest = {};
            return {};
        }
        const std::string_view text = m_rest.substr(colon + 1, *size);
        m_rest.remove_prefix(colon + 1 + *size);
        return text;
    }
    std::size_t count() { return spec::text::number<std::size_t>(next()).value_or(0); }
    std::vector<std::string> list()
    {
        std::vector<std::string> out;
        for (std::size_t left = count(); left > 0 && !m_rest.empty(); --left)
            out.emplace_back(next());
        return out;
    }
    std::map<std::string, std::string> map()
    {
        std::map<std::string, std::string> out;
        for (std::size_t left = count(); left > 0 && !m_rest.empty(); --left) {
            std::string key(next());
            out[std::move(key)] = next();
        }
        return out;
    }

private:
    std::string_view m_rest;
};

std::string packMap(const std::map<std::string, std::string> &map)
{
    Packed packed;
    packed.put(map);
    return map.empty() ? std::string() : std::move(packed).text();
}

std::string packBrief(const Record &record)
{
    Packed packed;
    std::string command;
    for (const std::string &argument : record.process.arguments())
        command += (command.empty() ? "" : " ") + argument;
    packed.put(command);
    packed.put(record.spec.ports.empty() && !record.spec.publishAll ? "0" : "1");
    std::vector<std::string> networks = {record.spec.network};
    for (const spec::NetworkAttachment &further : record.spec.furtherNetworks)
        networks.push_back(further.network);
    packed.put(networks);
    packed.put(record.process.exposedPorts);
    packed.put(std::to_string(record.spec.mounts.size()));
    for (const spec::Mount &mount : record.spec.mounts) {
        packed.put(mount.type == spec::MountType::Volume ? "1" : "0");
        packed.put(mount.source);
        packed.put(mount.target);
    }
    packed.put(record.process.labels);
    return std::move(packed).text();
}

void unpackBrief(const std::string &text, ContainerStore::Brief &into)
{
    Unpacked packed(text);
    into.command = packed.next();
    into.hasPorts = packed.next() == "1";
    into.networks = packed.list();
    into.exposedPorts = packed.list();
    for (std::size_t left = packed.count(); left > 0; --left) {
        BriefMount mount;
        mount.isVolume = packed.next() == "1";
        mount.source = packed.next();
        mount.target = packed.next();
        into.mounts.push_back(std::move(mount));
    }
    into.labels = packed.map();
}

constexpr std::string_view kColumns =
    "SELECT id,name,image,image_id,created,auto_remove,spec,process,layers,ended<>'' FROM containers";

base::Error noSuchContainer(const std::string &which)
{
    return base::Error(Errc::NotFound, "No such container: " + which)
        .withFix("List the containers with: catamaran ps -a");
}

bool isHex(const std::string &text)
{
    return !text.empty() && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

} // namespace

Result<std::unique_ptr<ContainerStore>> ContainerStore::open(std::shared_ptr<store::Database> database)
{
    CATAMARAN_CHECK(database->migrate("containers", {kSchema, kSchema2, kSchema3}));
    return std::unique_ptr<ContainerStore>(new ContainerStore(std::move(database)));
}

Result<void> ContainerStore::insert(const Record &record)
{
    auto done =
        m_database->run("INSERT INTO containers VALUES(?,?,?,?,?,?,?,?,?,?,'')",
                        {record.id, record.name, record.image, record.imageId, record.createdNs,
                         std::int64_t{record.autoRemove}, spec::specToJson(record.spec),
                         spec::processToJson(record.process), joinLines(record.layers), packBrief(record)});
    if (done || done.error().code() != Errc::AlreadyExists)
        return done;
    std::string owner;
    CATAMARAN_CHECK(m_database->run("SELECT id FROM containers WHERE name=?", {record.name},
                                    [&](const SqlRow &row) { owner = row.text(0); }));
    return fail(Errc::AlreadyExists, "Conflict. The container name \"/" + record.name +
                                         "\" is already in use by container \"" + owner +
                                         "\". You have to remove (or rename) that container to be able to "
                                         "reuse that name.");
}

Result<void> ContainerStore::erase(const std::string &id)
{
    return m_database->run("DELETE FROM containers WHERE id=?", {id});
}

Result<void> ContainerStore::rename(const std::string &id, const std::string &newName)
{
    auto done = m_database->run("UPDATE containers SET name=? WHERE id=?", {newName, id});
    if (done || done.error().code() != Errc::AlreadyExists)
        return done;
    std::string owner;
    CATAMARAN_CHECK(m_database->run("SELECT id FROM containers WHERE name=?", {newName},
                                    [&](const SqlRow &row) { owner = row.text(0); }));
    return fail(Errc::AlreadyExists, "Error when allocating new name: Conflict. The container name \"/" +
                                         newName + "\" is already in use by container \"" + owner +
                                         "\". You have to remove (or rename) that container to be able to "
                                         "reuse that name.");
}

Result<std::string> ContainerStore::resolve(const std::string &which)
{
    const std::string name = which.starts_with('/') ? which.substr(1) : which;
    if (name.empty())
        return fail(noSuchContainer(which));
    std::string byId;
    std::string byName;
    CATAMARAN_CHECK(
        m_database->run("SELECT id,name FROM containers WHERE id=?1 OR name=?1", {name},
                        [&](const SqlRow &row) { (row.text(0) == name ? byId : byName) = row.text(0); }));
    if (!byId.empty() || !byName.empty())
        return byId.empty() ? byName : byId;
    if (!isHex(name))
        return fail(noSuchContainer(which));
    std::vector<std::string> matches;
    CATAMARAN_CHECK(m_database->run("SELECT id FROM containers WHERE id>=? AND id<? LIMIT 2",
                                    {name, name + "g"},
                                    [&](const SqlRow &row) { matches.push_back(row.text(0)); }));
    if (matches.empty())
        return fail(noSuchContainer(which));
    if (matches.size() > 1)
        return fail(base::Error(Errc::InvalidArgument, "multiple IDs found with provided prefix: " + which)
                        .withFix("Give more digits of the id, or the name."));
    return matches.front();
}

Result<Record> ContainerStore::load(const std::string &id)
{
    Result<Record> record = fail(noSuchContainer(id));
    CATAMARAN_CHECK(m_database->run(std::string(kColumns) + " WHERE id=?", {id},
                                    [&](const SqlRow &row) { record = readRecord(row); }));
    return record;
}

Result<std::vector<Record>> ContainerStore::list()
{
    std::vector<Record> records;
    std::optional<base::Error> problem;
    CATAMARAN_CHECK(
        m_database->run(std::string(kColumns) + " ORDER BY created DESC", {}, [&](const SqlRow &row) {
            if (auto record = readRecord(row))
                records.push_back(std::move(*record));
            else
                problem = std::move(record).error();
        }));
    if (problem)
        return fail(std::move(*problem));
    return records;
}

Result<std::vector<ContainerStore::Key>> ContainerStore::keys()
{
    std::vector<Key> keys;
    CATAMARAN_CHECK(m_database->run("SELECT id,auto_remove FROM containers", {}, [&](const SqlRow &row) {
        keys.push_back({row.text(0), row.integer(1) != 0});
    }));
    return keys;
}

Result<bool> ContainerStore::nameExists(const std::string &name)
{
    bool exists = false;
    CATAMARAN_CHECK(m_database->run("SELECT 1 FROM containers WHERE name=?", {name},
                                    [&](const SqlRow &) { exists = true; }));
    return exists;
}

Result<void> ContainerStore::insertVolume(const Volume &volume)
{
    return m_database->run("INSERT OR IGNORE INTO volumes VALUES(?,?,?,?,?)",
                           {volume.name, volume.anonymousOwner, volume.createdNs, packMap(volume.labels),
                            packMap(volume.options)});
}

Result<std::vector<Volume>> ContainerStore::volumes()
{
    std::vector<Volume> volumes;
    CATAMARAN_CHECK(m_database->run(
        "SELECT name,owner,created,labels,options FROM volumes ORDER BY name", {}, [&](const SqlRow &row) {
            volumes.push_back({row.text(0), row.text(1), row.integer(2), Unpacked(row.text(3)).map(),
                               Unpacked(row.text(4)).map()});
        }));
    return volumes;
}

Result<void> ContainerStore::eraseVolume(const std::string &name)
{
    return m_database->run("DELETE FROM volumes WHERE name=?", {name});
}

Result<void> ContainerStore::disownVolumes(const std::string &containerId)
{
    return m_database->run("UPDATE volumes SET owner='' WHERE owner=?", {containerId});
}

ContainerStore::Brief ContainerStore::briefOf(const Record &record)
{
    Brief brief;
    brief.id = record.id;
    brief.name = record.name;
    brief.image = record.image;
    brief.imageId = record.imageId;
    brief.createdNs = record.createdNs;
    brief.autoRemove = record.autoRemove;
    unpackBrief(packBrief(record), brief);
    return brief;
}

Result<std::vector<ContainerStore::Brief>> ContainerStore::briefs()
{
    std::vector<Brief> briefs;
    std::vector<std::string> old; // written by a version without briefs
    CATAMARAN_CHECK(m_database->run(
        "SELECT id,name,image,image_id,created,auto_remove,brief,ended FROM containers ORDER BY created DESC",
        {}, [&](const SqlRow &row) {
            Brief brief;
            brief.id = row.text(0);
            brief.name = row.text(1);
            brief.image = row.text(2);
            brief.imageId = row.text(3);
            brief.createdNs = row.integer(4);
            brief.autoRemove = row.integer(5) != 0;
            const std::string packed = row.text(6);
            brief.ended = row.text(7);
            if (packed.empty())
                old.push_back(brief.id);
            else
                unpackBrief(packed, brief);
            briefs.push_back(std::move(brief));
        }));
    for (const std::string &id : old) {
        auto record = load(id);
        if (!record) {
            if (record.error().code() == Errc::NotFound)
                continue; // removed meanwhile
            return fail(std::move(record).error());
        }
        const auto brief =
            std::find_if(briefs.begin(), briefs.end(), [&](const Brief &other) { return other.id == id; });
        unpackBrief(packBrief(*record), *brief);
    }
    return briefs;
}

Result<void> ContainerStore::noteEnds(const std::vector<std::pair<std::string, std::string>> &ends)
{
    return m_database->transaction([&]() -> Result<void> {
        for (const auto &[id, text] : ends)
            CATAMARAN_CHECK(m_database->run("UPDATE containers SET ended=? WHERE id=?", {text, id}));
        return {};
    });
}

Result<void> ContainerStore::forgetEnd(const std::string &id)
{
    return m_database->run("UPDATE containers SET ended='' WHERE id=?", {id});
}

Result<void> ContainerStore::forgetAllEnds()
{
    bool any = false;
    CATAMARAN_CHECK(m_database->run("SELECT 1 FROM containers WHERE ended<>'' LIMIT 1", {},
                                    [&](const SqlRow &) { any = true; }));
    if (!any)
        return {};
    return m_database->run("UPDATE containers SET ended='' WHERE ended<>''");
}

Result<void> ContainerStore::updateSpec(const Record &record)
{
    return m_database->run("UPDATE containers SET spec=?,brief=? WHERE id=?",
                           {spec::specToJson(record.spec), packBrief(record), record.id});
}

} // namespace catamaran::engine::runtime
