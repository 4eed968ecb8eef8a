// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QTimer>
#include <functional>

namespace catamaran::ui {

/// Does pieces of work one after the other, a few milliseconds in each turn of the event loop, so that a long
/// list of widgets does not stall the window. Thread: GUI. Pieces that wait die with this object.
class Slices : public QObject {
    Q_OBJECT

public:
    static constexpr int kMilliseconds = 6; ///< of one turn; the paint that follows needs some, too

    explicit Slices(QObject *parent = nullptr);

    void add(std::function<void()> piece);
    /// A piece that ends its turn, however short it was: what it posts is done before the next one.
    void addTurn(std::function<void()> piece);
    /// Forgets what waits.
    void clear();
    [[nodiscard]] bool isDone() const { return m_pieces.isEmpty(); }

signals:
    void done();

private:
    void work();
    struct Piece {
        std::function<void()> call;
        bool endsTurn = false;
    };
    QList<Piece> m_pieces;
    QTimer m_timer;
};

} // namespace catamaran::ui
