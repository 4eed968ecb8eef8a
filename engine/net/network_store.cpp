// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/network_store.h"

#include "engine/net/network_definition.h"

#include <sstream>

namespace catamaran::engine::net {

using base::Result;
using store::SqlRow;
using store::SqlValue;

namespace {

constexpr std::string_view kSchema1 = R"sql(
CREATE TABLE networks(
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE,
  bridge TEXT NOT NULL UNIQUE,
  subnet TEXT NOT NULL UNIQUE,
  gateway TEXT NOT NULL,
  ipv6_subnet TEXT NOT NULL DEFAULT '',
  internal INTEGER NOT NULL,
  idle_since INTEGER NOT NULL);
CREATE TABLE attachments(
  owner TEXT PRIMARY KEY,
  owner_name TEXT NOT NULL,
  mode INTEGER NOT NULL,
  forwards_itself INTEGER NOT NULL,
  serve_dns INTEGER NOT NULL,
  upstreams TEXT NOT NULL,
  resolv_conf TEXT NOT NULL,
  hosts TEXT NOT NULL,
  holder_pid INTEGER NOT NULL,
  holder_start_time INTEGER NOT NULL,
  attached_at INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE endpoints(
  owner TEXT NOT NULL REFERENCES attachments(owner) ON DELETE CASCADE,
  network INTEGER NOT NULL REFERENCES networks(number),
  address INTEGER NOT NULL,
  ipv6_address TEXT NOT NULL DEFAULT '',
  mac TEXT NOT NULL,
  aliases TEXT NOT NULL,
  PRIMARY KEY(owner, network),
  UNIQUE(network, address)) WITHOUT ROWID;
CREATE TABLE ports(
  protocol INTEGER NOT NULL,
  host_ip TEXT NOT NULL,
  host_port INTEGER NOT NULL,
  owner TEXT NOT NULL REFERENCES attachments(owner) ON DELETE CASCADE,
  container_port INTEGER NOT NULL,
  address TEXT NOT NULL,
  PRIMARY KEY(protocol, host_ip, host_port)) WITHOUT ROWID;
CREATE INDEX ports_owner ON ports(owner);
)sql";

/// `definition` holds what the columns of version 1 do not. Endpoints may have no IPv4 address now.
constexpr std::string_view kSchema2 = R"sql(
ALTER TABLE networks ADD COLUMN definition TEXT NOT NULL DEFAULT '';
ALTER TABLE ports ADD COLUMN address6 TEXT NOT NULL DEFAULT '';
CREATE TABLE endpoints2(
  owner TEXT NOT NULL REFERENCES attachments(owner) ON DELETE CASCADE,
  network INTEGER NOT NULL REFERENCES networks(number),
  address INTEGER,
  address6 TEXT,
  mac TEXT NOT NULL,
  aliases TEXT NOT NULL,
  interface TEXT NOT NULL,
  wish TEXT NOT NULL,
  PRIMARY KEY(owner, network),
  UNIQUE(network, address),
  UNIQUE(network, address6)) WITHOUT ROWID;
INSERT INTO endpoints2 SELECT owner,network,address,NULL,mac,aliases,'eth0','' FROM endpoints;
DROP TABLE endpoints;
ALTER TABLE endpoints2 RENAME TO endpoints;
)sql";

constexpr std::string_view kSchema3 =
    "ALTER TABLE attachments ADD COLUMN standing INTEGER NOT NULL DEFAULT 0;";

std::string joined(const std::vector<std::string> &words)
{
    std::string text;
    for (const std::string &word : words)
        text += (text.empty() ? "" : " ") + word;
    return text;
}

std::vector<std::string> split(const std::string &text)
{
    std::istringstream stream(text);
    std::vector<std::string> words;
    for (std::string word; stream >> word;)
        words.push_back(word);
    return words;
}

NetworkRow networkOf(const SqlRow &row)
{
    NetworkRow found;
    found.number = row.integer(0);
    found.network.id = row.text(1);
    found.network.name = row.text(2);
    found.network.bridge = row.text(3);
    found.network.subnet = row.text(4);
    found.network.gateway = row.text(5);
    found.network.internal = row.integer(6) != 0;
    found.idleSince = row.integer(7);
    readDefinition(row.text(8), found.network);
    found.subnet = Ipv4Prefix::parse(found.network.subnet).value_or(Ipv4Prefix{});
    found.gateway = Ipv4::parse(found.network.gateway).value_or(Ipv4{});
    found.subnet6 = Ipv6Prefix::parse(found.network.subnet6).value_or(Ipv6Prefix{});
    found.gateway6 = Ipv6::parse(found.network.gateway6).value_or(Ipv6{});
    return found;
}

constexpr const char *kNetworkColumns =
    "SELECT number,id,name,bridge,subnet,gateway,internal,idle_since,definition FROM networks ";

} // namespace

Result<NetworkStore> NetworkStore::open(std::shared_ptr<store::Database> database)
{
    CATAMARAN_CHECK(database->migrate("net", {kSchema1, kSchema2, kSchema3}));
    return NetworkStore(std::move(database));
}

Result<std::vector<NetworkRow>> NetworkStore::networks()
{
    std::vector<NetworkRow> rows;
    CATAMARAN_CHECK(m_database->run(std::string(kNetworkColumns) + "ORDER BY number", {},
                                    [&](const SqlRow &row) { rows.push_back(networkOf(row)); }));
    return rows;
}

Result<std::optional<NetworkRow>> NetworkStore::network(const std::string &name)
{
    std::optional<NetworkRow> found;
    CATAMARAN_CHECK(m_database->run(std::string(kNetworkColumns) + "WHERE name=?1 OR id=?1", {name},
                                    [&](const SqlRow &row) { found = networkOf(row); }));
    return found;
}

Result<void> NetworkStore::insertNetwork(const NetworkRow &row)
{
    // The column is unique: without an IPv4 subnet of ours (or none at all) the id stands in.
    const bool ours = row.isBridge() && !row.network.subnet.empty();
    const std::string subnet = ours ? row.network.subnet : row.network.id;
    return m_database->run(
        "INSERT INTO networks(id,name,bridge,subnet,gateway,internal,idle_since,definition) "
        "VALUES(?,?,?,?,?,?,?,?)",
        {row.network.id, row.network.name, row.network.bridge, subnet, row.network.gateway,
         std::int64_t{row.network.internal}, row.idleSince, definitionOf(row.network)});
}

Result<void> NetworkStore::deleteNetwork(std::int64_t number)
{
    return m_database->run("DELETE FROM networks WHERE number=?", {number});
}

Result<void> NetworkStore::setIdleSince(std::int64_t number, std::int64_t seconds)
{
    return m_database->run("UPDATE networks SET idle_since=? WHERE number=?", {seconds, number});
}

Result<std::vector<AttachmentRow>> NetworkStore::readAttachments(const std::string &where,
                                                                 const std::vector<SqlValue> &values)
{
    std::vector<AttachmentRow> rows;
    CATAMARAN_CHECK(m_database->run(
        "SELECT owner,owner_name,mode,forwards_itself,serve_dns,upstreams,resolv_conf,hosts,holder_pid,"
        "holder_start_time,attached_at,standing FROM attachments " +
            where,
        values, [&](const SqlRow &row) {
            AttachmentRow found;
            found.owner = row.text(0);
            found.ownerName = row.text(1);
            found.mode = static_cast<launch::NetworkPlan::Mode>(row.integer(2));
            found.forwardsItself = row.integer(3) != 0;
            found.serveDns = row.integer(4) != 0;
            found.upstreams = split(row.text(5));
            found.resolvConf = row.text(6);
            found.hosts = row.text(7);
            found.holderPid = static_cast<pid_t>(row.integer(8));
            found.holderStartTime = static_cast<std::uint64_t>(row.integer(9));
            found.attachedAt = row.integer(10);
            found.standing = static_cast<Standing>(row.integer(11));
            rows.push_back(std::move(found));
        }));
    return rows;
}

Result<std::vector<AttachmentRow>> NetworkStore::attachments()
{
    return readAttachments("", {});
}

Result<std::optional<AttachmentRow>> NetworkStore::attachment(const std::string &owner)
{
    CATAMARAN_TRY(std::vector<AttachmentRow> rows, readAttachments("WHERE owner=?", {owner}));
    return rows.empty() ? std::optional<AttachmentRow>() : std::move(rows.front());
}

Result<std::vector<EndpointRow>> NetworkStore::readEndpoints(const std::string &where,
                                                             const std::vector<SqlValue> &values)
{
    std::vector<EndpointRow> rows;
    CATAMARAN_CHECK(m_database->run(
        "SELECT "
        "e.owner,a.owner_name,e.network,e.address,e.mac,e.aliases,e.address6,e.interface,e.wish,a.standing "
        "FROM endpoints e JOIN attachments a ON a.owner=e.owner " +
            where + " ORDER BY e.owner,length(e.interface),e.interface",
        values, [&](const SqlRow &row) {
            EndpointRow found;
            found.owner = row.text(0);
            found.ownerName = row.text(1);
            found.network = row.integer(2);
            found.address = Ipv4{static_cast<std::uint32_t>(row.integer(3))};
            found.mac = row.text(4);
            found.aliases = split(row.text(5));
            found.address6 = Ipv6::parse(row.text(6)).value_or(Ipv6{});
            found.interface = row.text(7);
            found.wish = wishOf(row.text(8));
            found.standing = static_cast<Standing>(row.integer(9));
            rows.push_back(std::move(found));
        }));
    return rows;
}

Result<std::vector<EndpointRow>> NetworkStore::endpoints()
{
    return readEndpoints("", {});
}

Result<std::vector<EndpointRow>> NetworkStore::endpointsOf(const std::string &owner)
{
    return readEndpoints("WHERE e.owner=?", {owner});
}

Result<std::vector<Ipv4>> NetworkStore::addressesOf(std::int64_t network)
{
    std::vector<Ipv4> addresses;
    CATAMARAN_CHECK(m_database->run(
        "SELECT address FROM endpoints WHERE network=? AND address IS NOT NULL ORDER BY address", {network},
        [&](const SqlRow &row) { addresses.push_back(Ipv4{static_cast<std::uint32_t>(row.integer(0))}); }));
    return addresses;
}

Result<std::vector<PortRow>> NetworkStore::readPorts(const std::string &where,
                                                     const std::vector<SqlValue> &values)
{
    std::vector<PortRow> rows;
    CATAMARAN_CHECK(m_database->run(
        "SELECT p.owner,a.owner_name,p.protocol,p.host_ip,p.host_port,p.container_port,p.address,"
        "a.forwards_itself,p.address6 FROM ports p JOIN attachments a ON a.owner=p.owner " +
            where + " ORDER BY p.container_port,p.protocol,p.host_ip,p.host_port",
        values, [&](const SqlRow &row) {
            PortRow found;
            found.owner = row.text(0);
            found.ownerName = row.text(1);
            found.mapping.protocol = static_cast<spec::Protocol>(row.integer(2));
            found.mapping.hostIp = row.text(3);
            found.mapping.hostPort = static_cast<std::uint16_t>(row.integer(4));
            found.mapping.containerPort = static_cast<std::uint16_t>(row.integer(5));
            found.address = row.text(6);
            found.forwardsItself = row.integer(7) != 0;
            found.address6 = row.text(8);
            rows.push_back(std::move(found));
        }));
    return rows;
}

Result<std::vector<PortRow>> NetworkStore::ports()
{
    return readPorts("", {});
}

Result<std::vector<PortRow>> NetworkStore::portsOf(const std::string &owner)
{
    return readPorts("WHERE p.owner=?", {owner});
}

Result<void> NetworkStore::insertAttachment(const AttachmentRow &row)
{
    return m_database->run("INSERT INTO attachments VALUES(?,?,?,?,?,?,?,?,?,?,?,?)",
                           {row.owner, row.ownerName, static_cast<std::int64_t>(row.mode),
                            std::int64_t{row.forwardsItself}, std::int64_t{row.serveDns},
                            joined(row.upstreams), row.resolvConf, row.hosts, std::int64_t{row.holderPid},
                            static_cast<std::int64_t>(row.holderStartTime), row.attachedAt,
                            static_cast<std::int64_t>(row.standing)});
}

Result<void> NetworkStore::insertEndpoint(const EndpointRow &row)
{
    const SqlValue address =
        row.address.value == 0 ? SqlValue(nullptr) : SqlValue(std::int64_t{row.address.value});
    const SqlValue address6 = row.address6.isNone() ? SqlValue(nullptr) : SqlValue(row.address6.text());
    return m_database->run("INSERT INTO endpoints VALUES(?,?,?,?,?,?,?,?)",
                           {row.owner, row.network, address, address6, row.mac, joined(row.aliases),
                            row.interface, wishText(row.wish)});
}

Result<void> NetworkStore::insertPort(const PortRow &row)
{
    return m_database->run(
        "INSERT INTO ports(protocol,host_ip,host_port,owner,container_port,address,address6) "
        "VALUES(?,?,?,?,?,?,?)",
        {static_cast<std::int64_t>(row.mapping.protocol), row.mapping.hostIp,
         std::int64_t{row.mapping.hostPort}, row.owner, std::int64_t{row.mapping.containerPort}, row.address,
         row.address6});
}

Result<std::int64_t> NetworkStore::memberCount(std::int64_t network)
{
    std::int64_t count = 0;
    CATAMARAN_CHECK(m_database->run("SELECT count(*) FROM endpoints WHERE network=?", {network},
                                    [&](const SqlRow &row) { count = row.integer(0); }));
    return count;
}

Result<void> NetworkStore::deleteEndpoint(const std::string &owner, std::int64_t network)
{
    return m_database->run("DELETE FROM endpoints WHERE owner=? AND network=?", {owner, network});
}

Result<void> NetworkStore::deletePortsOf(const std::string &owner)
{
    return m_database->run("DELETE FROM ports WHERE owner=?", {owner});
}

Result<void> NetworkStore::setStanding(const std::string &owner, Standing standing)
{
    return m_database->run("UPDATE attachments SET standing=? WHERE owner=?",
                           {static_cast<std::int64_t>(standing), owner});
}

Result<void> NetworkStore::setHosts(const std::string &owner, const std::string &hosts)
{
    return m_database->run("UPDATE attachments SET hosts=? WHERE owner=?", {hosts, owner});
}

Result<void> NetworkStore::deleteOwner(const std::string &owner)
{
    return m_database->run("DELETE FROM attachments WHERE owner=?", {owner});
}

} // namespace catamaran::engine::net
