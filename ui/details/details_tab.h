// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/bridge/values.h"

#include <QWidget>

namespace catamaran::ui {

/// One tab of the details page. It is told of its workload whenever something about that changed, and reads
/// further things only while it is visible.
class DetailsTab : public QWidget {
public:
    using QWidget::QWidget;
    /// `isNew`: another workload than before.
    virtual void setWorkload(const bridge::WorkloadRow &row, bool isNew) = 0;
};

} // namespace catamaran::ui
