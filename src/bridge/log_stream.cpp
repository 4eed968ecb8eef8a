// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/log_stream.h"

#include "src/bridge/convert.h"
#include "src/bridge/deck_slot.h"

#include <QTimer>

namespace catamaran::bridge {

namespace {
constexpr int kBatchMilliseconds = 40;
}

/// Filled by the reader's thread, emptied by the GUI thread.
struct LogStream::Buffer {
    std::mutex mutex;
    QList<LogLine> lines;
    bool announced = false;
};

LogStream::LogStream(std::shared_ptr<DeckSlot> slot, Workers &workers, const WorkloadKey &key, qsizetype tail,
                     QObject *parent)
    : LogStream(
          slot, workers,
          [slot, key, tail](const OnRecord &onRecord, const base::OperationContext &context) {
              return slot->deck()->logs(idOf(key), true, static_cast<std::size_t>(tail), onRecord, context);
          },
          parent)
{
}

LogStream::LogStream(std::shared_ptr<DeckSlot> slot, Workers &workers, Reader reader, QObject *parent)
    : QObject(parent), m_buffer(std::make_shared<Buffer>()), m_guard(this)
{
    const Guard guard = m_guard.get();
    const auto buffer = m_buffer;
    m_job =
        workers.start([this, slot, reader = std::move(reader), guard, buffer](const std::stop_token &stop) {
            const auto deck = slot->deck();
            if (!deck)
                return;
            base::OperationContext context;
            context.stop = stop;
            const auto announce = [this, guard, buffer] {
                guard.post([this] { QTimer::singleShot(kBatchMilliseconds, this, &LogStream::deliver); });
            };
            const auto onRecord = [&](const engine::LogRecord &record) {
                QString text =
                    QString::fromUtf8(record.text.data(), static_cast<qsizetype>(record.text.size()));
                while (text.endsWith(QLatin1Char('\n')) || text.endsWith(QLatin1Char('\r')))
                    text.chop(1);
                bool first = false;
                {
                    const std::lock_guard lock(buffer->mutex);
                    buffer->lines.append({record.timeNs, record.isStderr, text});
                    first = !std::exchange(buffer->announced, true);
                }
                if (first)
                    announce();
            };
            const auto result = reader(onRecord, context);
            if (stop.stop_requested())
                return;
            const Problem problem =
                result ? Problem{} : problemOf(QStringLiteral("Cannot read the log"), result.error());
            guard.post([this, problem] {
                deliver();
                emit finished(problem);
            });
        });
}

LogStream::~LogStream() = default;

void LogStream::deliver()
{
    QList<LogLine> batch;
    {
        const std::lock_guard lock(m_buffer->mutex);
        batch.swap(m_buffer->lines);
        m_buffer->announced = false;
    }
    if (!batch.isEmpty())
        emit lines(batch);
}

} // namespace catamaran::bridge
