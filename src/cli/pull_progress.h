// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/engine.h"

#include <memory>

namespace catamaran::cli {

enum class Quiet { No, Yes };

/// Shows what a pull or push does: a line for each layer that is redrawn on a terminal (with speed and time
/// left), docker's plain lines otherwise. Thread: calls come one at a time.
class TransferView {
public:
    /// `fd`: where to, 1 or 2.
    explicit TransferView(int fd);
    ~TransferView();
    TransferView(const TransferView &) = delete;
    TransferView &operator=(const TransferView &) = delete;
    void show(const engine::image::TransferEvent &event);

private:
    struct Private;
    std::unique_ptr<Private> m_d;
};

/// `catamaran pull` without its own output of the result.
base::Result<engine::image::PullResult> pullWithProgress(engine::image::ImageService &images,
                                                         const engine::image::PullRequest &request,
                                                         Quiet quiet, int fd,
                                                         const base::OperationContext &context);

} // namespace catamaran::cli
