// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/database.h"

#include <map>
#include <mutex>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::engine::store {

using base::Errc;
using base::Result;

struct Database::Private {
    sqlite3 *handle = nullptr;
    std::string path;
    std::recursive_mutex mutex;
    std::map<std::string, sqlite3_stmt *, std::less<>> statements;

    ~Private()
    {
        for (auto &[sql, statement] : statements)
            sqlite3_finalize(statement);
        sqlite3_close(handle);
    }

    [[nodiscard]] tl::unexpected<base::Error> failure(std::string_view what) const
    {
        const int code = sqlite3_errcode(handle);
        Errc errc = Errc::System;
        std::string fix;
        if (code == SQLITE_CONSTRAINT) {
            errc = Errc::AlreadyExists;
        } else if (code == SQLITE_FULL) {
            errc = Errc::NoSpace;
            fix = "Free some disk space and try again.";
        } else if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB) {
            errc = Errc::Corrupt;
            fix = "Restore " + path + " from its .backup copy, or move it away to start afresh.";
        } else if (code == SQLITE_BUSY || code == SQLITE_LOCKED) {
            errc = Errc::Timeout;
            fix = "Another catamaran process holds the database; try again when it is done.";
        }
        return base::fail(base::Error(errc, path + ": " + std::string(what) + ": " + sqlite3_errmsg(handle))
                              .withFix(std::move(fix)));
    }

    Result<sqlite3_stmt *> prepare(std::string_view sql)
    {
        if (const auto found = statements.find(sql); found != statements.end())
            return found->second;
        sqlite3_stmt *statement = nullptr;
        if (sqlite3_prepare_v3(handle, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                               &statement, nullptr) != SQLITE_OK)
            return failure(sql);
        statements.emplace(sql, statement);
        return statement;
    }

    Result<void> execute(const char *sql)
    {
        if (sqlite3_exec(handle, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
            return failure(sql);
        return {};
    }
};

std::int64_t SqlRow::integer(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

std::string SqlRow::text(int column) const
{
    const auto *data = reinterpret_cast<const char *>(sqlite3_column_text(m_statement, column));
    return data ? std::string(data, static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column)))
                : std::string();
}

bool SqlRow::isNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

Database::Database(std::unique_ptr<Private> d) : m_d(std::move(d)) {}
Database::~Database() = default;

Result<std::unique_ptr<Database>> Database::open(const std::string &path)
{
    auto d = std::make_unique<Private>();
    d->path = path;
    // Records hold the environment of containers. SQLite gives its other files the mode of this one.
    // By path, never through a descriptor: closing one drops every lock that this process has on the file
    // (fcntl(2), POSIX locks), and another process would then delete the write-ahead log that we still use.
    ::mknod(path.c_str(), S_IFREG | 0600, 0);
    struct stat status {};
    if (::lstat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) && status.st_mode & 077 &&
        status.st_uid == ::geteuid())
        ::chmod(path.c_str(), 0600);
    if (sqlite3_open_v2(path.c_str(), &d->handle,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                        nullptr) != SQLITE_OK)
        return d->failure("open");
    sqlite3_busy_timeout(d->handle, 10'000);
    for (const char *pragma :
         {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=NORMAL", "PRAGMA foreign_keys=ON",
          "CREATE TABLE IF NOT EXISTS schema_version(subsystem TEXT PRIMARY KEY, version INTEGER NOT "
          "NULL) WITHOUT ROWID"})
        CATAMARAN_CHECK(d->execute(pragma));
    return std::unique_ptr<Database>(new Database(std::move(d)));
}

Result<void> Database::run(std::string_view sql, const std::vector<SqlValue> &parameters,
                           const std::function<void(const SqlRow &)> &onRow)
{
    const std::lock_guard lock(m_d->mutex);
    CATAMARAN_TRY(sqlite3_stmt * statement, m_d->prepare(sql));
    int index = 0;
    for (const SqlValue &value : parameters) {
        ++index;
        if (const auto *integer = std::get_if<std::int64_t>(&value))
            sqlite3_bind_int64(statement, index, *integer);
        else if (const auto *real = std::get_if<double>(&value))
            sqlite3_bind_double(statement, index, *real);
        else if (const auto *text = std::get_if<std::string>(&value))
            sqlite3_bind_text(statement, index, text->data(), static_cast<int>(text->size()),
                              SQLITE_TRANSIENT);
        else
            sqlite3_bind_null(statement, index);
    }
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        if (onRow)
            onRow(SqlRow(statement));
    }
    Result<void> result;
    if (code != SQLITE_DONE)
        result = m_d->failure(sql);
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    return result;
}

Result<void> Database::transaction(const std::function<Result<void>()> &body)
{
    const std::lock_guard lock(m_d->mutex);
    CATAMARAN_CHECK(m_d->execute("BEGIN IMMEDIATE"));
    if (auto done = body(); !done) {
        base::Error error = std::move(done).error();
        if (auto undone = m_d->execute("ROLLBACK"); !undone)
            error.addCleanup(std::move(undone).error());
        return error;
    }
    if (auto committed = m_d->execute("COMMIT"); !committed) {
        base::Error error = std::move(committed).error();
        if (auto undone = m_d->execute("ROLLBACK"); !undone)
            error.addCleanup(std::move(undone).error());
        return error;
    }
    return {};
}

Result<void> Database::migrate(std::string_view subsystem, const std::vector<std::string_view> &steps)
{
    const auto current = [&]() -> Result<std::int64_t> {
        std::int64_t version = 0;
        CATAMARAN_CHECK(run("SELECT version FROM schema_version WHERE subsystem=?", {std::string(subsystem)},
                            [&](const SqlRow &row) { version = row.integer(0); }));
        return version;
    };
    const auto known = static_cast<std::int64_t>(steps.size());
    CATAMARAN_TRY(const std::int64_t before, current());
    if (before == known)
        return {};
    return transaction([&]() -> Result<void> {
        CATAMARAN_TRY(std::int64_t version, current()); // another process may have been faster
        if (version > known)
            return base::fail(
                base::Error(Errc::Unsupported, m_d->path + ": the tables of " + std::string(subsystem) +
                                                   " are of version " + std::to_string(version) +
                                                   ", this program knows " + std::to_string(known))
                    .withFix("Use the newer catamaran that wrote them."));
        for (; version < known; ++version)
            CATAMARAN_CHECK(m_d->execute(std::string(steps[static_cast<std::size_t>(version)]).c_str()));
        return run("INSERT INTO schema_version VALUES(?,?) ON CONFLICT(subsystem) DO UPDATE SET "
                   "version=excluded.version",
                   {std::string(subsystem), known});
    });
}

Result<std::int64_t> Database::dataVersion()
{
    std::int64_t version = 0;
    CATAMARAN_CHECK(run("PRAGMA data_version", {}, [&](const SqlRow &row) { version = row.integer(0); }));
    return version;
}

} // namespace catamaran::engine::store
