// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <nlohmann/json.hpp>
#include <regex>
#include <string>
#include <vector>

namespace catamaran::vm {

/// A JSON schema (draft 4) and the check of documents against it: type, properties, patternProperties,
/// additionalProperties, items (one or a tuple), additionalItems, required, enum, pattern, minimum, maximum,
/// min/maxItems, minProperties, uniqueItems, oneOf, anyOf, allOf, not, local $ref. Other words are ignored.
///
/// Where a boolean is asked for and nothing else fits, the words that YAML 1.1 reads as booleans (yes, no,
/// on, off) are taken for one: cloud-init reads its documents so, our YAML parser is one of YAML 1.2.
/// Immutable after parse(); thread-safe.
class JsonSchema {
public:
    /// Parse for text that is no JSON.
    static base::Result<JsonSchema> parse(std::string_view text);

    /// Errc::Parse: the deepest violation, as "users[0].name must be a string".
    [[nodiscard]] base::Result<void> validate(const nlohmann::ordered_json &document) const;

private:
    using Json = nlohmann::ordered_json;
    enum class Words { Strict, Yaml11 };
    struct Violation {
        std::string text;
        int depth = -1;
    };
    struct Place {
        const Place *parent = nullptr;
        std::string step;
        int depth = 0;
        [[nodiscard]] std::string text() const;
    };

    [[nodiscard]] bool check(const Json &value, const Json &schema, const Place &place, Words words,
                             Violation *report) const;
    [[nodiscard]] bool checkType(const Json &value, const Json &schema, const Place &place, Words words,
                                 Violation *report) const;
    [[nodiscard]] bool checkScalar(const Json &value, const Json &schema, const Place &place, Words words,
                                   Violation *report) const;
    [[nodiscard]] bool checkObject(const Json &value, const Json &schema, const Place &place, Words words,
                                   Violation *report) const;
    [[nodiscard]] bool checkArray(const Json &value, const Json &schema, const Place &place, Words words,
                                  Violation *report) const;
    [[nodiscard]] bool checkAlternatives(const Json &value, const Json &schema, const Place &place,
                                         Words words, Violation *report) const;
    [[nodiscard]] const Json &resolve(const Json &schema) const;

    Json m_schema;
};

} // namespace catamaran::vm
