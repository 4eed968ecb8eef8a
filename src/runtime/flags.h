// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace catamaran::runtime {

/// Options in the grammar of runc's command line: one or two dashes, "=" or the next argument for the value,
/// and the first argument that is none ends them. Unknown ones are InvalidArgument.
class Flags {
public:
    void flag(bool &target, const std::string &name, const std::string &letter, const std::string &help);
    void text(std::string &target, const std::string &name, const std::string &letter,
              const std::string &help);
    void list(std::vector<std::string> &target, const std::string &name, const std::string &letter,
              const std::string &help);
    /// What cannot work here: giving it is Unsupported with this reason.
    void refuse(const std::string &name, const std::string &why, bool hasValue);

    /// Takes the options from the front of `arguments`. Behind the first argument that is no option only
    /// when `interspersed`: `kill --all ID`, `delete ID --force`.
    base::Result<void> parse(std::vector<std::string> &arguments, bool interspersed = false);
    [[nodiscard]] bool helpAsked() const { return m_help; }
    [[nodiscard]] std::string helpText() const;

private:
    struct Option {
        bool hasValue = false;
        std::function<base::Result<void>(const std::string &)> take;
        std::string help;
        std::string letter;
    };
    std::map<std::string, Option> m_options;
    std::map<std::string, std::string> m_letters;
    bool m_help = false;
};

} // namespace catamaran::runtime
