// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/slices.h"

#include <QElapsedTimer>

namespace catamaran::ui {

Slices::Slices(QObject *parent) : QObject(parent)
{
    m_timer.setInterval(0);
    connect(&m_timer, &QTimer::timeout, this, &Slices::work);
}

void Slices::add(std::function<void()> piece)
{
    m_pieces.append({std::move(piece), false});
    m_timer.start();
}

void Slices::addTurn(std::function<void()> piece)
{
    m_pieces.append({std::move(piece), true});
    m_timer.start();
}

void Slices::clear()
{
    m_pieces.clear();
    m_timer.stop();
}

void Slices::work()
{
    QElapsedTimer clock;
    clock.start();
    while (!m_pieces.isEmpty() && clock.elapsed() < kMilliseconds) {
        const Piece piece = m_pieces.takeFirst();
        piece.call();
        if (piece.endsTurn)
            break;
    }
    if (!m_pieces.isEmpty())
        return;
    m_timer.stop();
    emit done();
}

} // namespace catamaran::ui
