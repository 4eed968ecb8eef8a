// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/inspect/versions.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <string>
#include <vector>

namespace catamaran::engine::inspect {

namespace {

bool isDigit(char c)
{
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

bool isLetter(char c)
{
    return std::isalpha(static_cast<unsigned char>(c)) != 0;
}

int sign(long value)
{
    return value < 0 ? -1 : value > 0 ? 1 : 0;
}

std::string_view takeDigits(std::string_view &text)
{
    std::size_t end = 0;
    while (end < text.size() && isDigit(text[end]))
        ++end;
    const std::string_view out = text.substr(0, end);
    text.remove_prefix(end);
    return out;
}

/// Numbers of any length.
int compareNumbers(std::string_view a, std::string_view b)
{
    a.remove_prefix(std::min(a.find_first_not_of('0'), a.size()));
    b.remove_prefix(std::min(b.find_first_not_of('0'), b.size()));
    if (a.size() != b.size())
        return a.size() < b.size() ? -1 : 1;
    return sign(a.compare(b));
}

/// "~" sorts before the end, letters before everything else.
int dpkgOrder(std::string_view text)
{
    if (text.empty() || isDigit(text.front()))
        return 0;
    if (isLetter(text.front()))
        return static_cast<unsigned char>(text.front());
    return text.front() == '~' ? -1 : static_cast<unsigned char>(text.front()) + 256;
}

int dpkgPart(std::string_view a, std::string_view b)
{
    while (!a.empty() || !b.empty()) {
        while ((!a.empty() && !isDigit(a.front())) || (!b.empty() && !isDigit(b.front()))) {
            const int left = dpkgOrder(a);
            const int right = dpkgOrder(b);
            if (left != right)
                return left < right ? -1 : 1;
            a.remove_prefix(a.empty() ? 0 : 1);
            b.remove_prefix(b.empty() ? 0 : 1);
        }
        if (const int order = compareNumbers(takeDigits(a), takeDigits(b)); order != 0)
            return order;
    }
    return 0;
}

std::string_view takeEpoch(std::string_view &text)
{
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos)
        return "0";
    const std::string_view epoch = text.substr(0, colon);
    text.remove_prefix(colon + 1);
    return epoch;
}

int rpmPart(std::string_view a, std::string_view b)
{
    while (!a.empty() || !b.empty()) {
        const auto skip = [](std::string_view &text) {
            while (!text.empty() && !isDigit(text.front()) && !isLetter(text.front()) &&
                   text.front() != '~' && text.front() != '^')
                text.remove_prefix(1);
        };
        skip(a);
        skip(b);
        if (a.starts_with('~') || b.starts_with('~')) {
            if (!a.starts_with('~'))
                return 1;
            if (!b.starts_with('~'))
                return -1;
            a.remove_prefix(1);
            b.remove_prefix(1);
            continue;
        }
        if (a.starts_with('^') || b.starts_with('^')) {
            if (a.empty())
                return -1;
            if (b.empty())
                return 1;
            if (!a.starts_with('^'))
                return 1;
            if (!b.starts_with('^'))
                return -1;
            a.remove_prefix(1);
            b.remove_prefix(1);
            continue;
        }
        if (a.empty() || b.empty())
            break;
        const bool number = isDigit(a.front());
        const auto take = [number](std::string_view &text) {
            std::size_t end = 0;
            while (end < text.size() && (number ? isDigit(text[end]) : isLetter(text[end])))
                ++end;
            const std::string_view out = text.substr(0, end);
            text.remove_prefix(end);
            return out;
        };
        const std::string_view left = take(a);
        const std::string_view right = take(b);
        if (right.empty()) // of another kind: numbers are newer
            return number ? 1 : -1;
        const int order = number ? compareNumbers(left, right) : sign(left.compare(right));
        if (order != 0)
            return order;
    }
    return a.empty() == b.empty() ? 0 : a.empty() ? -1 : 1;
}

int apkSuffix(std::string_view name)
{
    constexpr std::array<std::string_view, 10> kOrder = {"alpha", "beta", "pre", "rc", "",
                                                         "cvs",   "svn",  "git", "hg", "p"};
    const auto *found = std::find(kOrder.begin(), kOrder.end(), name);
    return static_cast<int>(found - kOrder.begin());
}

struct ApkVersion {
    std::vector<std::string_view> numbers;
    char letter = 0;
    std::vector<std::pair<int, std::string_view>> suffixes;
    std::string_view revision = "0";
};

ApkVersion apkVersion(std::string_view text)
{
    ApkVersion out;
    while (true) {
        out.numbers.push_back(takeDigits(text));
        if (!text.starts_with('.'))
            break;
        text.remove_prefix(1);
    }
    if (!text.empty() && isLetter(text.front())) {
        out.letter = text.front();
        text.remove_prefix(1);
    }
    while (text.starts_with('_')) {
        text.remove_prefix(1);
        std::size_t end = 0;
        while (end < text.size() && isLetter(text[end]))
            ++end;
        const int order = apkSuffix(text.substr(0, end));
        text.remove_prefix(end);
        out.suffixes.emplace_back(order, takeDigits(text));
    }
    if (text.starts_with('~')) // a commit, which has no order
        text.remove_prefix(std::min(text.find('-'), text.size()));
    if (text.starts_with("-r")) {
        text.remove_prefix(2);
        out.revision = takeDigits(text);
    }
    return out;
}

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> out;
    while (true) {
        const std::size_t end = text.find(separator);
        out.push_back(text.substr(0, end));
        if (end == std::string_view::npos)
            return out;
        text.remove_prefix(end + 1);
    }
}

bool allDigits(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), isDigit);
}

/// Dotted identifiers: numbers before words, fewer before more (semver 11.4).
int compareIdentifiers(std::string_view a, std::string_view b)
{
    const auto left = split(a, '.');
    const auto right = split(b, '.');
    for (std::size_t i = 0; i < std::min(left.size(), right.size()); ++i) {
        const bool leftNumber = allDigits(left[i]);
        const bool rightNumber = allDigits(right[i]);
        if (leftNumber != rightNumber)
            return leftNumber ? -1 : 1;
        const int order = leftNumber ? compareNumbers(left[i], right[i]) : sign(left[i].compare(right[i]));
        if (order != 0)
            return order;
    }
    return sign(static_cast<long>(left.size()) - static_cast<long>(right.size()));
}

/// Dotted numbers; missing ones are zero.
int compareReleases(std::string_view a, std::string_view b)
{
    const auto left = split(a, '.');
    const auto right = split(b, '.');
    for (std::size_t i = 0; i < std::max(left.size(), right.size()); ++i) {
        const int order = compareNumbers(i < left.size() ? left[i] : "0", i < right.size() ? right[i] : "0");
        if (order != 0)
            return order;
    }
    return 0;
}

/// A version of PEP 440 in normal form, as a key that compares.
struct PythonVersion {
    std::string epoch = "0";
    std::string release;
    int phase = 0; ///< dev of the release itself -1, a 0, b 1, rc 2, final 3
    std::string phaseNumber = "0";
    bool post = false;
    std::string postNumber = "0";
    bool dev = false;
    std::string devNumber = "0";
    std::string local;
};

PythonVersion pythonVersion(std::string_view text)
{
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return std::tolower(c); });
    std::string_view rest = lower;
    while (!rest.empty() &&
           (std::isspace(static_cast<unsigned char>(rest.front())) != 0 || rest.front() == 'v'))
        rest.remove_prefix(1);
    while (!rest.empty() && std::isspace(static_cast<unsigned char>(rest.back())) != 0)
        rest.remove_suffix(1);
    PythonVersion out;
    if (const std::size_t plus = rest.find('+'); plus != std::string_view::npos) {
        out.local = rest.substr(plus + 1);
        std::replace_if(
            out.local.begin(), out.local.end(), [](char c) { return c == '-' || c == '_'; }, '.');
        rest = rest.substr(0, plus);
    }
    if (const std::size_t mark = rest.find('!'); mark != std::string_view::npos) {
        out.epoch = rest.substr(0, mark);
        rest.remove_prefix(mark + 1);
    }
    std::size_t end = 0;
    while (end < rest.size() &&
           (isDigit(rest[end]) || (rest[end] == '.' && end + 1 < rest.size() && isDigit(rest[end + 1]))))
        ++end;
    out.release = rest.substr(0, end);
    rest.remove_prefix(end);
    out.phase = 3;
    while (!rest.empty()) {
        if (rest.front() == '-' && rest.size() > 1 && isDigit(rest[1])) { // 1.0-1 is a post release
            rest.remove_prefix(1);
            out.post = true;
            out.postNumber = takeDigits(rest);
            continue;
        }
        if (rest.front() == '.' || rest.front() == '-' || rest.front() == '_') {
            rest.remove_prefix(1);
            continue;
        }
        std::size_t letters = 0;
        while (letters < rest.size() && isLetter(rest[letters]))
            ++letters;
        if (letters == 0) {
            rest.remove_prefix(1);
            continue;
        }
        const std::string_view word = rest.substr(0, letters);
        rest.remove_prefix(letters);
        if (!rest.empty() && (rest.front() == '.' || rest.front() == '-' || rest.front() == '_') &&
            rest.size() > 1 && isDigit(rest[1]))
            rest.remove_prefix(1);
        const std::string number(takeDigits(rest));
        if (word == "post" || word == "rev" || word == "r") {
            out.post = true;
            out.postNumber = number;
        } else if (word == "dev") {
            out.dev = true;
            out.devNumber = number;
        } else {
            out.phase = word == "a" || word == "alpha" ? 0 : word == "b" || word == "beta" ? 1 : 2;
            out.phaseNumber = number;
        }
    }
    if (out.phase == 3 && out.dev && !out.post)
        out.phase = -1; // 1.0.dev1 is before 1.0a1
    return out;
}

} // namespace

int compareDpkg(std::string_view a, std::string_view b)
{
    if (const int order = compareNumbers(takeEpoch(a), takeEpoch(b)); order != 0)
        return order;
    const std::size_t left = a.rfind('-');
    const std::size_t right = b.rfind('-');
    if (const int order = dpkgPart(a.substr(0, left), b.substr(0, right)); order != 0)
        return order;
    return dpkgPart(left == std::string_view::npos ? "" : a.substr(left + 1),
                    right == std::string_view::npos ? "" : b.substr(right + 1));
}

int compareRpm(std::string_view a, std::string_view b)
{
    if (const int order = compareNumbers(takeEpoch(a), takeEpoch(b)); order != 0)
        return order;
    const std::size_t left = a.rfind('-');
    const std::size_t right = b.rfind('-');
    if (const int order = rpmPart(a.substr(0, left), b.substr(0, right)); order != 0)
        return order;
    if (left == std::string_view::npos || right == std::string_view::npos)
        return 0; // without a release any release fits
    return rpmPart(a.substr(left + 1), b.substr(right + 1));
}

int compareApk(std::string_view a, std::string_view b)
{
    const ApkVersion left = apkVersion(a);
    const ApkVersion right = apkVersion(b);
    for (std::size_t i = 0; i < std::min(left.numbers.size(), right.numbers.size()); ++i) {
        const std::string_view x = left.numbers[i];
        const std::string_view y = right.numbers[i];
        // Behind the first dot a leading zero makes a fraction: 1.05 is before 1.5.
        const bool fraction = i > 0 && (x.starts_with('0') || y.starts_with('0'));
        const int order = fraction ? sign(x.compare(y)) : compareNumbers(x, y);
        if (order != 0)
            return order;
    }
    if (left.numbers.size() != right.numbers.size())
        return left.numbers.size() < right.numbers.size() ? -1 : 1;
    if (left.letter != right.letter)
        return left.letter < right.letter ? -1 : 1;
    for (std::size_t i = 0; i < std::max(left.suffixes.size(), right.suffixes.size()); ++i) {
        const std::pair<int, std::string_view> none{apkSuffix(""), "0"};
        const auto &x = i < left.suffixes.size() ? left.suffixes[i] : none;
        const auto &y = i < right.suffixes.size() ? right.suffixes[i] : none;
        if (x.first != y.first)
            return x.first < y.first ? -1 : 1;
        if (const int order = compareNumbers(x.second, y.second); order != 0)
            return order;
    }
    return compareNumbers(left.revision, right.revision);
}

int compareSemver(std::string_view a, std::string_view b)
{
    const auto clean = [](std::string_view &text) {
        if (text.starts_with('v') || text.starts_with('V'))
            text.remove_prefix(1);
        text = text.substr(0, text.find('+'));
    };
    clean(a);
    clean(b);
    const std::size_t left = a.find('-');
    const std::size_t right = b.find('-');
    if (const int order = compareReleases(a.substr(0, left), b.substr(0, right)); order != 0)
        return order;
    if (left == std::string_view::npos || right == std::string_view::npos)
        return left == right ? 0 : left == std::string_view::npos ? 1 : -1;
    return compareIdentifiers(a.substr(left + 1), b.substr(right + 1));
}

int comparePep440(std::string_view a, std::string_view b)
{
    const PythonVersion left = pythonVersion(a);
    const PythonVersion right = pythonVersion(b);
    if (const int order = compareNumbers(left.epoch, right.epoch); order != 0)
        return order;
    if (const int order = compareReleases(left.release, right.release); order != 0)
        return order;
    if (left.phase != right.phase)
        return left.phase < right.phase ? -1 : 1;
    if (const int order = compareNumbers(left.phaseNumber, right.phaseNumber); order != 0)
        return order;
    if (left.post != right.post)
        return right.post ? -1 : 1;
    if (const int order = compareNumbers(left.postNumber, right.postNumber); order != 0)
        return order;
    if (left.dev != right.dev)
        return left.dev ? -1 : 1;
    if (const int order = compareNumbers(left.devNumber, right.devNumber); order != 0)
        return order;
    if (left.local.empty() || right.local.empty())
        return sign(static_cast<long>(right.local.empty()) - static_cast<long>(left.local.empty()));
    // In local versions numbers are newer than words, the other way round than in semver.
    const auto x = split(left.local, '.');
    const auto y = split(right.local, '.');
    for (std::size_t i = 0; i < std::min(x.size(), y.size()); ++i) {
        if (allDigits(x[i]) != allDigits(y[i]))
            return allDigits(x[i]) ? 1 : -1;
        const int order = allDigits(x[i]) ? compareNumbers(x[i], y[i]) : sign(x[i].compare(y[i]));
        if (order != 0)
            return order;
    }
    return sign(static_cast<long>(x.size()) - static_cast<long>(y.size()));
}

} // namespace catamaran::engine::inspect
