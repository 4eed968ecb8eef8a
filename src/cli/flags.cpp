// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/cli/flags.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace catamaran::cli {

namespace {

/// CLI11 cannot tell "--name=" from "--name", nor knows "-e=x". Such words get a mark in front of their value
/// before it sees them, which is taken away from whatever it hands back.
constexpr char kMark = '\x01';

bool startsShort(const std::string &word)
{
    return word.size() > 2 && word[0] == '-' && word[1] != '-' && word[2] == '=';
}

std::string marked(const std::string &word)
{
    if (startsShort(word))
        return word.substr(0, 2) + kMark + word.substr(2);
    if (word.size() > 3 && word.starts_with("--") && word.find('=') == word.size() - 1)
        return word + kMark;
    return word;
}

/// As a value: the mark and pflag's "=" after a letter go.
std::string unmarkedValue(std::string word)
{
    if (word.starts_with(std::string{kMark, '='}))
        return word.substr(2);
    std::erase(word, kMark);
    return word;
}

std::string unmarkedWord(std::string word)
{
    std::erase(word, kMark);
    return word;
}

std::optional<bool> parseBool(std::string_view text)
{
    for (const char *yes : {"1", "t", "T", "TRUE", "true", "True"}) {
        if (text == yes)
            return true;
    }
    for (const char *no : {"0", "f", "F", "FALSE", "false", "False"}) {
        if (text == no)
            return false;
    }
    return std::nullopt;
}

base::Result<void> unknownOption(const std::string &word)
{
    if (word.starts_with("--"))
        return base::fail(base::Errc::InvalidArgument, "unknown flag: " + word.substr(0, word.find('=')));
    return base::fail(base::Errc::InvalidArgument,
                      fmt::format("unknown shorthand flag: '{}' in {}", word.substr(1, 1), word));
}

bool looksLikeOption(const std::string &word)
{
    return word.size() > 1 && word[0] == '-';
}

} // namespace

struct FlagSet::Option {
    std::string name;
    char letter = 0;
    std::string help;
    std::string placeholder; ///< empty: a switch
    Take take;
    CLI::Option *parsed = nullptr;

    [[nodiscard]] std::string label() const
    {
        return letter ? fmt::format("-{}, --{}", letter, name) : "--" + name;
    }
};

struct FlagSet::Private {
    CLI::App app;
    std::vector<Option> options;
    bool helpAsked = false;

    base::Result<void> missingValue(const std::vector<std::string> &arguments) const;
    base::Result<std::vector<std::string>> positional(Interspersed interspersed) const;
};

FlagSet::FlagSet() : m_d(std::make_unique<Private>())
{
    m_d->app.set_help_flag();
    m_d->app.allow_extras();
    flag(m_d->helpAsked, "help", 0, "Print usage");
}

FlagSet::~FlagSet() = default;

void FlagSet::add(Option option)
{
    const std::string names =
        option.letter ? fmt::format("-{},--{}", option.letter, option.name) : "--" + option.name;
    if (option.placeholder.empty()) {
        option.parsed = m_d->app.add_flag(names);
    } else {
        option.parsed = m_d->app.add_option(names);
        option.parsed->allow_extra_args(false);
    }
    option.parsed->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    m_d->options.push_back(std::move(option));
}

void FlagSet::flag(bool &target, std::string name, char letter, std::string help)
{
    const auto take = [&target](const std::string &value) -> base::Result<void> {
        const auto parsed = parseBool(value);
        if (!parsed)
            return base::fail(base::Errc::InvalidArgument,
                              fmt::format("strconv.ParseBool: parsing \"{}\": invalid syntax", value));
        target = *parsed;
        return {};
    };
    add({std::move(name), letter, std::move(help), "", take});
}

void FlagSet::value(Take take, std::string name, char letter, std::string help, std::string placeholder)
{
    add({std::move(name), letter, std::move(help), std::move(placeholder), std::move(take)});
}

void FlagSet::text(std::string &target, std::string name, char letter, std::string help,
                   std::string placeholder)
{
    value(
        [&target](const std::string &text) -> base::Result<void> {
            target = text;
            return {};
        },
        std::move(name), letter, std::move(help), std::move(placeholder));
}

void FlagSet::text(std::optional<std::string> &target, std::string name, char letter, std::string help,
                   std::string placeholder)
{
    value(
        [&target](const std::string &text) -> base::Result<void> {
            target = text;
            return {};
        },
        std::move(name), letter, std::move(help), std::move(placeholder));
}

void FlagSet::list(std::vector<std::string> &target, std::string name, char letter, std::string help,
                   std::string placeholder)
{
    value(
        [&target](const std::string &text) -> base::Result<void> {
            target.push_back(text);
            return {};
        },
        std::move(name), letter, std::move(help), std::move(placeholder));
}

void FlagSet::integer(std::optional<std::int64_t> &target, std::string name, char letter, std::string help)
{
    const auto take = [&target](const std::string &text) -> base::Result<void> {
        std::int64_t number = 0;
        const char *begin = text.data() + (text.starts_with('+') ? 1 : 0);
        const char *end = text.data() + text.size();
        const auto [last, error] = std::from_chars(begin, end, number);
        if (error != std::errc{} || last != end || text.starts_with("+-"))
            return base::fail(base::Errc::InvalidArgument,
                              fmt::format("strconv.ParseInt: parsing \"{}\": {}", text,
                                          error == std::errc::result_out_of_range ? "value out of range"
                                                                                  : "invalid syntax"));
        target = number;
        return {};
    };
    value(take, std::move(name), letter, std::move(help), "int");
}

void FlagSet::decimal(std::optional<double> &target, std::string name, char letter, std::string help)
{
    const auto take = [&target](const std::string &text) -> base::Result<void> {
        double number = 0;
        const auto [last, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error != std::errc{} || last != text.data() + text.size())
            return base::fail(base::Errc::InvalidArgument,
                              fmt::format("failed to parse {} as a rational number", text));
        target = number;
        return {};
    };
    value(take, std::move(name), letter, std::move(help), "decimal");
}

void FlagSet::bytes(std::optional<base::Bytes> &target, std::string name, char letter, std::string help,
                    MinusOne minusOne)
{
    const auto take = [&target, minusOne](const std::string &text) -> base::Result<void> {
        if (text == "-1" && minusOne == MinusOne::Allowed) {
            target = base::Bytes(-1);
            return {};
        }
        CATAMARAN_TRY(const base::Bytes parsed, base::Bytes::parse(text));
        target = parsed;
        return {};
    };
    value(take, std::move(name), letter, std::move(help), "bytes");
}

base::Result<void> FlagSet::Private::missingValue(const std::vector<std::string> &arguments) const
{
    const std::string last = arguments.empty() ? std::string() : arguments.back();
    if (last.starts_with("--"))
        return base::fail(base::Errc::InvalidArgument, "flag needs an argument: " + last);
    const std::string letter = last.empty() ? std::string() : last.substr(last.size() - 1);
    return base::fail(base::Errc::InvalidArgument,
                      fmt::format("flag needs an argument: '{0}' in -{0}", letter));
}

base::Result<std::vector<std::string>> FlagSet::Private::positional(Interspersed interspersed) const
{
    std::vector<std::string> words;
    bool onlyArguments = false;
    for (const std::string &raw : app.remaining()) {
        std::string word = unmarkedWord(raw);
        if (!onlyArguments && word == "--") {
            onlyArguments = true;
            continue;
        }
        if (!onlyArguments && looksLikeOption(word))
            CATAMARAN_CHECK(unknownOption(word));
        words.push_back(std::move(word));
        onlyArguments = onlyArguments || interspersed == Interspersed::No;
    }
    return words;
}

base::Result<FlagSet::Parsed> FlagSet::parse(const std::vector<std::string> &arguments,
                                             Interspersed interspersed)
{
    m_d->helpAsked = false;
    m_d->app.prefix_command(interspersed == Interspersed::No);
    // CLI11 takes its words from the back.
    std::vector<std::string> words;
    words.reserve(arguments.size());
    for (auto word = arguments.rbegin(); word != arguments.rend(); ++word)
        words.push_back(marked(*word));
    try {
        m_d->app.parse(words);
    } catch (const CLI::ConversionError &) {
        // A switch with a value that CLI11 cannot read; reported below from the raw word.
    } catch (const CLI::ParseError &) {
        CATAMARAN_CHECK(m_d->missingValue(arguments));
    } catch (const CLI::Error &e) {
        return base::fail(base::Errc::Internal, std::string("option parser: ") + e.what());
    }
    Parsed parsed;
    CATAMARAN_TRY(parsed.arguments, m_d->positional(interspersed));
    for (const Option &option : m_d->options) {
        for (const std::string &raw : option.parsed->results()) {
            const std::string text = unmarkedValue(raw);
            if (auto taken = option.take(text); !taken)
                return base::fail(base::Errc::InvalidArgument,
                                  fmt::format("invalid argument \"{}\" for \"{}\" flag: {}", text,
                                              option.label(), taken.error().message()));
        }
    }
    parsed.helpAsked = m_d->helpAsked;
    return parsed;
}

bool FlagSet::given(const std::string &name) const
{
    return std::any_of(m_d->options.begin(), m_d->options.end(), [&name](const Option &option) {
        return option.name == name && option.parsed->count() > 0;
    });
}

std::vector<std::string> FlagSet::names() const
{
    std::vector<std::string> names;
    for (const Option &option : m_d->options) {
        names.push_back("--" + option.name);
        if (option.letter)
            names.push_back(std::string("-") + option.letter);
    }
    return names;
}

std::string FlagSet::helpText() const
{
    std::vector<const Option *> sorted;
    std::size_t width = 0;
    const auto column = [](const Option &option) {
        const std::string names =
            option.letter ? fmt::format("-{}, --{}", option.letter, option.name) : "    --" + option.name;
        return option.placeholder.empty() ? names : names + " " + option.placeholder;
    };
    for (const Option &option : m_d->options) {
        sorted.push_back(&option);
        width = std::max(width, column(option).size());
    }
    std::sort(sorted.begin(), sorted.end(),
              [](const Option *a, const Option *b) { return a->name < b->name; });
    constexpr std::size_t kTerminal = 80;
    const std::size_t indent = 2 + width + 3;
    std::string text = "Options:\n";
    for (const Option *option : sorted) {
        std::string line = fmt::format("  {:<{}}   ", column(*option), width);
        std::size_t used = indent;
        std::size_t begin = 0;
        while (begin < option->help.size()) {
            std::size_t end = option->help.find(' ', begin);
            end = end == std::string::npos ? option->help.size() : end;
            const std::string word = option->help.substr(begin, end - begin);
            if (used > indent && used + 1 + word.size() > kTerminal) {
                line += "\n" + std::string(indent, ' ');
                used = indent;
            }
            line += (used > indent ? " " : "") + word;
            used += word.size() + (used > indent ? 1 : 0);
            begin = end + 1;
        }
        text += line + "\n";
    }
    return text;
}

} // namespace catamaran::cli
