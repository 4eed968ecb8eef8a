// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/bytes.h"
#include "engine/base/result.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace catamaran::cli {

/// Whether options may stand behind the first argument: not for `run IMAGE CMD -x`, where -x is the
/// container's.
enum class Interspersed { No, Yes };

/// The options of one verb, with docker's grammar (-it, -p80:80, --name=x, --rm=false, "--") and docker's
/// texts for what is wrong. CLI11 does the scanning; it stays behind this class, because it is slow to
/// compile and its errors are worded differently.
class FlagSet {
public:
    FlagSet();
    ~FlagSet();
    FlagSet(const FlagSet &) = delete;
    FlagSet &operator=(const FlagSet &) = delete;

    /// Every option is declared by its long name, its letter (0: none) and one line of help. Targets must
    /// outlive parse(); they are left alone when the option is not given.
    void flag(bool &target, std::string name, char letter, std::string help);
    void text(std::string &target, std::string name, char letter, std::string help,
              std::string placeholder = "string");
    void text(std::optional<std::string> &target, std::string name, char letter, std::string help,
              std::string placeholder = "string");
    void list(std::vector<std::string> &target, std::string name, char letter, std::string help,
              std::string placeholder = "list");
    void integer(std::optional<std::int64_t> &target, std::string name, char letter, std::string help);
    void decimal(std::optional<double> &target, std::string name, char letter, std::string help);
    /// A size in docker's notation; `minusOne` allows -1.
    enum class MinusOne { Refused, Allowed };
    void bytes(std::optional<base::Bytes> &target, std::string name, char letter, std::string help,
               MinusOne minusOne = MinusOne::Refused);
    /// Any other value: `take` is called for each occurrence, in order. Its error is reported in docker's
    /// words: invalid argument "x" for "--name" flag: <error>.
    using Take = std::function<base::Result<void>(const std::string &value)>;
    void value(Take take, std::string name, char letter, std::string help,
               std::string placeholder = "string");

    struct Parsed {
        std::vector<std::string> arguments; ///< what is not an option
        bool helpAsked = false;
    };
    /// Errc::InvalidArgument with docker's text.
    base::Result<Parsed> parse(const std::vector<std::string> &arguments, Interspersed interspersed);
    /// Whether the option was given in the last parse().
    [[nodiscard]] bool given(const std::string &name) const;
    /// Names of all options: "--name", and "-n" for those with a letter.
    [[nodiscard]] std::vector<std::string> names() const;
    /// The "Options:" block of --help, wrapped at 80 columns.
    [[nodiscard]] std::string helpText() const;

private:
    struct Option;
    struct Private;
    void add(Option option);
    std::unique_ptr<Private> m_d;
};

} // namespace catamaran::cli
