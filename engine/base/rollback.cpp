// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/rollback.h"

#include <utility>

namespace catamaran::base {

Rollback::~Rollback()
{
    run();
}

void Rollback::push(std::string what, Step undo)
{
    m_steps.push_back({std::move(what), std::move(undo)});
}

Error Rollback::fail(Error error)
{
    for (Error &cleanup : run())
        error.addCleanup(std::move(cleanup));
    return error;
}

std::vector<Error> Rollback::run()
{
    std::vector<Error> errors;
    // A step may push no further steps; taking the list first keeps the object empty afterwards.
    std::vector<Entry> steps = std::exchange(m_steps, {});
    for (auto entry = steps.rbegin(); entry != steps.rend(); ++entry) {
        if (auto undone = entry->undo(); !undone)
            errors.push_back(std::move(undone).error().withContext(entry->what));
    }
    return errors;
}

} // namespace catamaran::base
