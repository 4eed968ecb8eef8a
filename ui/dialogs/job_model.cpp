// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/job_model.h"

#include <QCoreApplication>

#include <algorithm>

namespace catamaran::ui {

namespace {

using State = bridge::DeskStep::State;

bool isOver(State state)
{
    return state == State::Cached || state == State::Done || state == State::Failed;
}

} // namespace

void JobModel::add(const bridge::DeskStep &step, double atMs)
{
    m_endMs = std::max(m_endMs, atMs);
    if (!step.output.isEmpty()) {
        m_output += step.output;
        if (m_output.size() > kMostOutput)
            m_output.remove(0, m_output.indexOf(QLatin1Char('\n'), m_output.size() - kMostOutput) + 1);
    }
    if (!m_places.contains(step.id)) {
        m_places.insert(step.id, m_rows.size());
        m_rows.append({step, atMs, -1});
    }
    Row &row = m_rows[m_places.value(step.id)];
    const QString title = row.step.title;
    const double fraction = row.step.fraction;
    // A layer waits before its turn: its time begins with its work.
    if (row.step.state == State::Waiting && step.state != State::Waiting)
        row.fromMs = atMs;
    row.step = step;
    if (step.title.isEmpty())
        row.step.title = title;
    if (step.fraction < 0 && !isOver(step.state))
        row.step.fraction = fraction;
    if (isOver(step.state)) {
        row.toMs = atMs;
        if (step.seconds > 0)
            row.fromMs = std::max(0.0, atMs - step.seconds * 1000);
    }
}

void JobModel::finish(double atMs, bool failed)
{
    m_endMs = std::max(m_endMs, atMs);
    for (Row &row : m_rows) {
        if (row.toMs >= 0)
            continue;
        row.toMs = atMs;
        if (row.step.state != State::Waiting || !failed)
            row.step.state = failed ? State::Failed : State::Done;
    }
}

QString JobModel::summary() const
{
    const auto tr = [](const char *text) {
        return QCoreApplication::translate("catamaran::ui::JobModel", text);
    };
    const auto number = [this](auto test) { return std::count_if(m_rows.begin(), m_rows.end(), test); };
    const auto over = number([](const Row &row) { return isOver(row.step.state); });
    const auto cached = number([](const Row &row) { return row.step.state == State::Cached; });
    QString text = tr("%1 of %2 steps").arg(over).arg(m_rows.size());
    if (cached > 0)
        text += QStringLiteral(", ") + tr("%1 were here already").arg(cached);
    return text;
}

} // namespace catamaran::ui
