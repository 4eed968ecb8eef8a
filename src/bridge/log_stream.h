// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/operation.h"
#include "engine/base/result.h"
#include "src/bridge/guard.h"
#include "src/bridge/values.h"

#include <QObject>
#include <functional>
#include <memory>

namespace catamaran::engine {
struct LogRecord;
}

namespace catamaran::bridge {

class DeckSlot;
class Workers;

/// The log of one workload, so far and as it comes. Destroying it ends the following.
///
/// Lines arrive in batches of at most one signal for 40 ms, so that a chatty program costs no more than a
/// quiet one. Thread: GUI.
class LogStream : public QObject {
    Q_OBJECT

public:
    using OnRecord = std::function<void(const engine::LogRecord &)>;
    /// Hands out records until there are no more or stop is requested. Blocks; runs on a worker.
    using Reader = std::function<base::Result<void>(const OnRecord &, const base::OperationContext &)>;

    LogStream(std::shared_ptr<DeckSlot> slot, Workers &workers, Reader reader, QObject *parent = nullptr);
    LogStream(std::shared_ptr<DeckSlot> slot, Workers &workers, const WorkloadKey &key, qsizetype tail,
              QObject *parent = nullptr);
    ~LogStream() override;

signals:
    void lines(const QList<catamaran::bridge::LogLine> &lines);
    /// The log has ended (the workload stopped), or could not be read.
    void finished(const catamaran::bridge::Problem &problem);

private:
    struct Buffer;
    void deliver();
    std::shared_ptr<Buffer> m_buffer;
    std::shared_ptr<void> m_job;
    GuardOwner m_guard;
};

} // namespace catamaran::bridge
