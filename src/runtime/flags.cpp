// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/runtime/flags.h"

#include <fmt/format.h>
#include <optional>

namespace catamaran::runtime {

void Flags::flag(bool &target, const std::string &name, const std::string &letter, const std::string &help)
{
    const auto take = [&target, name](const std::string &value) -> base::Result<void> {
        if (value != "" && value != "true" && value != "false")
            return base::fail(base::Errc::InvalidArgument,
                              fmt::format("invalid boolean value \"{}\" for --{}", value, name));
        target = value != "false";
        return {};
    };
    m_options[name] = {false, take, help, letter};
    m_letters[letter] = name;
}

void Flags::text(std::string &target, const std::string &name, const std::string &letter,
                 const std::string &help)
{
    m_options[name] = {true,
                       [&target](const std::string &value) -> base::Result<void> {
                           target = value;
                           return {};
                       },
                       help, letter};
    m_letters[letter] = name;
}

void Flags::list(std::vector<std::string> &target, const std::string &name, const std::string &letter,
                 const std::string &help)
{
    m_options[name] = {true,
                       [&target](const std::string &value) -> base::Result<void> {
                           target.push_back(value);
                           return {};
                       },
                       help, letter};
    m_letters[letter] = name;
}

void Flags::refuse(const std::string &name, const std::string &why, bool hasValue)
{
    const auto take = [name, why](const std::string &value) -> base::Result<void> {
        if (value == "false")
            return {};
        return base::fail(
            base::Error(base::Errc::Unsupported, fmt::format("--{} is not supported: {}", name, why))
                .withFix(fmt::format("Leave --{} out", name)));
    };
    m_options[name] = {hasValue, take, "not supported: " + why, ""};
}

base::Result<void> Flags::parse(std::vector<std::string> &arguments, bool interspersed)
{
    std::vector<std::string> rest;
    std::size_t at = 0;
    for (; at < arguments.size(); ++at) {
        const std::string &argument = arguments[at];
        if (argument == "--") {
            ++at;
            break;
        }
        if (argument.size() < 2 || argument[0] != '-') {
            if (!interspersed)
                break;
            rest.push_back(argument);
            continue;
        }
        std::string name = argument.substr(argument.starts_with("--") ? 2 : 1);
        std::optional<std::string> value;
        if (const std::size_t equals = name.find('='); equals != std::string::npos) {
            value = name.substr(equals + 1);
            name.resize(equals);
        }
        if (name == "help" || name == "h") {
            m_help = true;
            continue;
        }
        auto found = m_options.find(name);
        if (const auto letter = m_letters.find(name); found == m_options.end() && letter != m_letters.end())
            found = m_options.find(letter->second);
        if (found == m_options.end())
            return base::fail(base::Error(base::Errc::InvalidArgument,
                                          fmt::format("flag provided but not defined: {}", argument))
                                  .withFix("--help lists the options"));
        if (found->second.hasValue && !value) {
            if (++at >= arguments.size())
                return base::fail(base::Errc::InvalidArgument,
                                  fmt::format("flag needs an argument: {}", argument));
            value = arguments[at];
        }
        CATAMARAN_CHECK(found->second.take(value.value_or("")));
    }
    rest.insert(rest.end(), arguments.begin() + static_cast<std::ptrdiff_t>(at), arguments.end());
    arguments = std::move(rest);
    return {};
}

std::string Flags::helpText() const
{
    std::string text;
    for (const auto &[name, option] : m_options) {
        const std::string left =
            fmt::format("--{}{}{}", name, option.letter.empty() ? "" : ", -" + option.letter,
                        option.hasValue ? " value" : "");
        text += fmt::format("   {:<28}{}\n", left, option.help);
    }
    return text;
}

} // namespace catamaran::runtime
