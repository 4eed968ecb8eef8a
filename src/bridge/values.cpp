// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/values.h"

namespace catamaran::bridge {

QString Problem::text() const
{
    QString result = what;
    if (!why.isEmpty())
        result += (result.isEmpty() ? QString() : QStringLiteral("\nWhy: ")) + why;
    if (!action.isEmpty())
        result += QStringLiteral("\nWhat to do: ") + action;
    return result;
}

QString WorkloadKey::text() const
{
    return (hull == Hull::Vm ? QStringLiteral("vm:") : QStringLiteral("container:")) + id;
}

size_t qHash(const WorkloadKey &key, size_t seed)
{
    return ::qHash(key.id, seed) ^ (key.hull == Hull::Vm ? 0x5bd1e995U : 0U);
}

const HullView *ExperimentView::hull(Hull which) const
{
    for (const HullView &view : hulls) {
        if (view.hull == which)
            return &view;
    }
    return nullptr;
}

} // namespace catamaran::bridge
