// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/cli/terminal.h"
#include "src/cli/verb.h"

#include <memory>
#include <stop_token>
#include <string>
#include <thread>

/// Our terminal (or pipe) in a VM's hands.
namespace catamaran::cli::vm {

/// Brings what is typed to MachineStreams::input, with docker's detach keys cut out, and tells the guest when
/// the window changes its size. Raw mode lasts as long as this object. The keys "" are docker's.
class HeldStreams {
public:
    /// `keyboard`: our stdin is the program's. `tty`: it has a terminal.
    HeldStreams(Session &session, bool keyboard, bool tty, const std::string &detachKeys);
    ~HeldStreams();
    HeldStreams(const HeldStreams &) = delete;
    HeldStreams &operator=(const HeldStreams &) = delete;

    [[nodiscard]] const hv::MachineStreams &streams() const { return m_streams; }
    [[nodiscard]] hv::MachineStreams &streams() { return m_streams; }
    /// Stopped when the detach keys are typed.
    [[nodiscard]] base::OperationContext context() const;
    [[nodiscard]] bool detached() const { return m_source.stop_requested(); }
    /// SIGWINCH; from the signal thread.
    void resized() const;
    void detach() { m_source.request_stop(); }
    /// For a signal that ends the program at once.
    void restoreTerminal() const { m_raw->restore(); }

private:
    void type(const std::stop_token &stop);

    hv::MachineStreams m_streams;
    std::string m_keys;
    std::stop_source m_source;
    base::UniqueFd m_read;
    base::UniqueFd m_write;
    base::UniqueFd m_wake;
    std::unique_ptr<RawTerminal> m_raw;
    std::jthread m_reader;
};

} // namespace catamaran::cli::vm
