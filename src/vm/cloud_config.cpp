// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/vm/cloud_config.h"

#include "src/compose/node_json.h"
#include "src/compose/yaml.h"
#include "src/vm/json_schema.h"
#include "src/vm/schema_text.h"

#include <algorithm>
#include <vector>

namespace catamaran::vm {

using base::Errc;
using base::Result;

UserDataKind userDataKind(std::string_view text)
{
    const std::string_view line = text.substr(0, text.find('\n'));
    // cloud-init looks at the beginning only: "#cloud-config-archive" is another kind.
    if (line.starts_with("#cloud-config-archive") || line.starts_with("#cloud-config-jsonp"))
        return UserDataKind::Other;
    if (line.starts_with("#cloud-config"))
        return UserDataKind::CloudConfig;
    if (line.starts_with("#!"))
        return UserDataKind::Script;
    for (const std::string_view prefix : {"#include", "#cloud-boothook", "#part-handler", "#upstart-job",
                                          "## template: jinja", "Content-Type:", "MIME-Version:", "From "})
        if (line.starts_with(prefix))
            return UserDataKind::Other;
    return UserDataKind::Unknown;
}

namespace {

/// Blanks every top-level block whose key comes again further down; lines keep their numbers.
std::string withoutRepeatedKeys(std::string_view text)
{
    struct Block {
        std::string key;
        std::size_t begin;
        std::size_t end;
    };
    std::vector<Block> blocks;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string_view line = text.substr(at, end - at);
        const std::size_t colon = line.find(':');
        if (!line.empty() && line.find_first_of(" \t#-") != 0 && colon != std::string_view::npos) {
            if (!blocks.empty())
                blocks.back().end = at;
            blocks.push_back({std::string(line.substr(0, colon)), at, text.size()});
        }
        at = end + 1;
    }
    std::string out(text);
    for (std::size_t i = 0; i < blocks.size(); ++i)
        for (std::size_t j = i + 1; j < blocks.size(); ++j)
            if (blocks[i].key == blocks[j].key)
                for (std::size_t at = blocks[i].begin; at < blocks[i].end; ++at)
                    if (out[at] != '\n')
                        out[at] = ' ';
    return out;
}

} // namespace

Result<compose::Node> readCloudConfig(std::string_view text, const std::string &file)
{
    CATAMARAN_TRY(auto documents, compose::parseYaml(withoutRepeatedKeys(text), file));
    if (documents.size() > 1)
        return base::fail(Errc::Parse, file + " holds more than one YAML document");
    return documents.empty() ? compose::Node::null() : std::move(documents.front());
}

Result<void> checkUserData(std::string_view text, const std::string &file)
{
    switch (userDataKind(text)) {
    case UserDataKind::Script:
    case UserDataKind::Other:
        return {};
    case UserDataKind::Unknown:
        return base::fail(
            base::Error(Errc::InvalidArgument, file + " is no user-data that cloud-init understands")
                .withFix("Begin it with a line \"#cloud-config\", or with \"#!\" and an interpreter."));
    case UserDataKind::CloudConfig:
        break;
    }
    CATAMARAN_TRY(const compose::Node document, readCloudConfig(text, file));
    if (document.isNull())
        return {}; // comments change nothing
    static const auto kSchema = JsonSchema::parse(cloudConfigSchemaText());
    if (!kSchema)
        return base::fail(kSchema.error());
    auto fits = kSchema->validate(compose::toJson(document));
    if (fits)
        return {};
    return base::fail(base::Error(Errc::Parse, file + ": " + fits.error().message())
                          .withFix("See the module's documentation at https://docs.cloud-init.io."));
}

} // namespace catamaran::vm
