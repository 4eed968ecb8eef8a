// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/core/deck.h"
#include "src/core/missing_hypervisor.h"

namespace catamaran::core {

base::Result<std::shared_ptr<Deck>> Deck::open(const engine::EngineOptions &options)
{
    CATAMARAN_TRY(auto engine, engine::Engine::open(options));
    hv::HypervisorOptions vmOptions;
    vmOptions.dataDirectory = options.dataDirectory + "/vm";
    vmOptions.runDirectory = options.runDirectory + "/vm";
    vmOptions.instance = options.instance;
    auto hypervisor = hv::Hypervisor::open(vmOptions);
    return make(std::move(engine),
                hypervisor ? std::move(*hypervisor) : makeMissingHypervisor(hypervisor.error()));
}

} // namespace catamaran::core
