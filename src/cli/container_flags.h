// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/spec/container_spec.h"
#include "src/cli/flags.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace catamaran::cli {

/// Which of a container's streams the caller wants to see (-a).
struct AttachChoice {
    bool in = false;
    bool out = false;
    bool err = false;
};

/// The options that `run`, `create` and `vm run` share: docker's names, as one ContainerSpec.
///
/// Use: declare(), FlagSet::parse(), then specification(). Files named by options (--env-file, --label-file)
/// are read by specification(). Values that are wrong give InvalidArgument in docker's words; options of
/// docker that this engine does not have give Unsupported, naming the option.
class ContainerFlags {
public:
    ContainerFlags();
    ~ContainerFlags();
    ContainerFlags(const ContainerFlags &) = delete;
    ContainerFlags &operator=(const ContainerFlags &) = delete;

    void declare(FlagSet &flags);

    /// `arguments`: the image and its command. `workingDirectory`: where "./x" in -v points.
    base::Result<engine::spec::ContainerSpec> specification(const std::vector<std::string> &arguments,
                                                            const std::string &workingDirectory) const;
    /// -a as given; empty: the verb's default.
    [[nodiscard]] const std::optional<AttachChoice> &attach() const;
    [[nodiscard]] const std::string &cidFile() const;

private:
    struct Values;
    std::unique_ptr<Values> m_d;
};

} // namespace catamaran::cli
