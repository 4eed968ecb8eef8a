// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/base/sync.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace catamaran::engine::store {

/// A value bound to or read from a statement.
using SqlValue = std::variant<std::nullptr_t, std::int64_t, double, std::string>;

/// One row of a result. Columns count from 0 in the order of the SELECT.
class SqlRow {
public:
    explicit SqlRow(sqlite3_stmt *statement) : m_statement(statement) {}
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] bool isNull(int column) const;

private:
    sqlite3_stmt *m_statement;
};

/// The state database: SQLite in WAL mode, shared by every process that uses the same state directory.
///
/// Each subsystem owns its tables and brings them by migrate(). Writes happen in transaction(), which takes
/// the write lock at once (BEGIN IMMEDIATE) and waits up to 10 s for another process; commits are safe
/// against a crash of the process at any moment (synchronous=NORMAL: a power cut may lose the newest commits,
/// never consistency). Thread: safe; statements of one process are serialised.
class Database {
public:
    /// Opens or creates the file. Corrupt if it is not a database.
    static base::Result<std::unique_ptr<Database>> open(const std::string &path);
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    /// Brings the tables of `subsystem` to version steps.size(): step n is SQL run once, in a transaction,
    /// when the recorded version is n. Unsupported when the recorded version is newer than this program
    /// knows.
    base::Result<void> migrate(std::string_view subsystem, const std::vector<std::string_view> &steps);

    /// Runs one statement; `onRow` gets each row. AlreadyExists for a broken UNIQUE, NoSpace for a full disk.
    base::Result<void> run(std::string_view sql, const std::vector<SqlValue> &parameters = {},
                           const std::function<void(const SqlRow &)> &onRow = {});

    /// Runs `body` in one transaction: commit if it succeeds, rollback if it fails. Not nestable; run() may
    /// be called inside, from the same thread.
    base::Result<void> transaction(const std::function<base::Result<void>()> &body);

    /// Changes whenever any process has committed (PRAGMA data_version), for cheap "anything new?" polls.
    base::Result<std::int64_t> dataVersion();

private:
    struct Private;
    explicit Database(std::unique_ptr<Private> d);
    std::unique_ptr<Private> m_d;
};

} // namespace catamaran::engine::store
