// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/file.h"
#include "engine/image/reference.h"
#include "engine/image/reference_grammar.h"
#include "engine/spec/image/oci.h"
#include "engine/spec/image/validate.h"
#include "engine/spec/image_config.h"
#include "tests/support/support.h"

#include <functional>
#include <nlohmann/json.hpp>

using namespace catamaran;
using namespace catamaran::engine;
using engine::image::parseReferenceParts;
using engine::image::Reference;
using nlohmann::json;

/// Image references and image documents against the tables of distribution/reference and image-spec: every
/// row.
class ReferenceCorpusTest : public QObject {
    Q_OBJECT

    static std::string text(const json &row, const char *key) { return row.value(key, std::string()); }

    /// `check` returns what is wrong with a row; empty: nothing.
    void score(const std::string &file, const std::function<std::string(const json &)> &check)
    {
        const auto content = base::readFile(test::corpusDirectory() + "/" + file);
        VERIFY_RESULT(content);
        const json document = json::parse(*content);
        std::string failures;
        int good = 0;
        for (const json &row : document["cases"]) {
            const std::string wrong = check(row);
            if (wrong.empty())
                ++good;
            else
                failures += "\n  " + row.dump() + ": " + wrong;
        }
        qInfo("%s: %d of %d", file.c_str(), good, static_cast<int>(document["cases"].size()));
        QVERIFY2(failures.empty(), failures.c_str());
    }
    static std::string compare(const std::string &got, const std::string &wanted)
    {
        return got == wanted ? std::string() : "got '" + got + "'";
    }
    static std::string verdict(bool got, bool wanted)
    {
        return got == wanted ? std::string() : std::string(got ? "accepted" : "refused");
    }

private slots:
    void initTestCase()
    {
        if (test::corpusDirectory().empty())
            QSKIP("this checkout has no test corpus beside it");
    }

    void grammar()
    {
        score("cli/reference/parse.json", [](const json &row) -> std::string {
            const auto parts = parseReferenceParts(text(row, "input"));
            const std::string error = text(row, "err");
            if (!error.empty() || !parts) {
                const std::string message = parts ? std::string("accepted") : parts.error().message();
                const std::string wanted =
                    error == "ErrReferenceInvalidFormat"     ? "invalid reference format"
                    : error == "ErrNameContainsUppercase"    ? "repository name must be lowercase"
                    : error == "digest.ErrDigestUnsupported" ? "unsupported digest algorithm"
                                                             : "?";
                return compare(message, wanted);
            }
            return compare(parts->name() + "|" + parts->domain + "|" + parts->tag + "|" + parts->digest,
                           text(row, "repository") + "|" + text(row, "domain") + "|" + text(row, "tag") +
                               "|" + text(row, "digest"));
        });
        score("cli/reference/full-name.json", [](const json &row) -> std::string {
            const auto parts = parseReferenceParts(text(row, "input"));
            const bool match = parts && parts->tag.empty() && parts->digest.empty();
            if (match != row.value("match", false) || !match)
                return verdict(match, row.value("match", false));
            return compare(parts->domain + "|" + parts->path,
                           row["subs"][0].get<std::string>() + "|" + row["subs"][1].get<std::string>());
        });
        score("cli/reference/reference-regexp.json", [](const json &row) -> std::string {
            const auto parts = parseReferenceParts(text(row, "input"));
            if (!parts || !row.value("match", false))
                return verdict(parts.has_value(), row.value("match", false));
            return compare(parts->name() + "|" + parts->tag + "|" + parts->digest,
                           row["subs"][0].get<std::string>() + "|" + row["subs"][1].get<std::string>() + "|" +
                               row["subs"][2].get<std::string>());
        });
        score("cli/reference/domain.json", [](const json &row) {
            return verdict(image::isReferenceDomain(text(row, "input")), row.value("match", false));
        });
        score("cli/reference/with-name-failure.json", [](const json &row) {
            return verdict(parseReferenceParts(text(row, "input")).has_value(), false);
        });
    }

    void dockersReading()
    {
        score("cli/reference/parse-named.json", [](const json &row) -> std::string {
            // ParseNamed: only what is written out already.
            const auto parsed = Reference::parse(text(row, "input"));
            const bool canonical = parsed && parsed->name() == text(row, "input");
            if (row.contains("err"))
                return verdict(canonical, false);
            return !canonical ? "refused"
                              : compare(parsed->domain + "|" + parsed->path,
                                        text(row, "domain") + "|" + text(row, "path"));
        });
        for (const char *file : {"cli/reference/repo-names.json", "cli/reference/remote-names.json"})
            score(file, [](const json &row) {
                return verdict(Reference::parse(text(row, "input")).has_value(), row.value("valid", false));
            });
        score("cli/reference/split-domain.json", [](const json &row) -> std::string {
            const auto parsed = Reference::parse(text(row, "input"));
            return !parsed ? "refused"
                           : compare(parsed->domain + "|" + parsed->path,
                                     text(row, "domain") + "|" + text(row, "path"));
        });
        score("cli/reference/familiar.json", [](const json &row) -> std::string {
            for (const char *key : {"FamiliarName", "FullName", "AmbiguousName"}) {
                if (text(row, key).empty())
                    continue;
                const auto parsed = Reference::parse(text(row, key));
                if (!parsed)
                    return parsed.error().message();
                const std::string wrong = compare(
                    parsed->domain + "|" + parsed->path + "|" + parsed->familiarName() + "|" + parsed->name(),
                    text(row, "Domain") + "|" + text(row, "RemoteName") + "|" + text(row, "FamiliarName") +
                        "|" + text(row, "FullName"));
                if (!wrong.empty())
                    return wrong;
            }
            return {};
        });
        score("cli/reference/any-reference.json", [](const json &row) -> std::string {
            const auto parsed = Reference::parse(text(row, "Reference"));
            if (!parsed)
                return parsed.error().message();
            return compare(parsed->name() + (parsed->tag.empty() ? "" : ":" + parsed->tag) +
                               (parsed->digest.empty() ? "" : "@" + parsed->digest),
                           text(row, "Equivalent"));
        });
        score("cli/reference/docker-ref.json", [](const json &row) -> std::string {
            auto parsed = Reference::parse(text(row, "input"));
            if (!parsed)
                return parsed.error().message();
            if (!parsed->digest.empty()) // as pull and find() do: the digest says it all
                parsed->tag.clear();
            return compare(parsed->normalized(), text(row, "expected"));
        });
        score("cli/reference/match-pattern.json", [](const json &row) -> std::string {
            const auto parsed = Reference::parse(text(row, "reference"));
            if (!parsed)
                return parsed.error().message();
            const auto fits = parsed->matches(text(row, "pattern"));
            return !fits ? fits.error().message() : verdict(*fits, row.value("expected", false));
        });
        const auto open = Reference::parse("demo")->matches("de[m");
        QVERIFY(!open.has_value());
        QCOMPARE(open.error().message(), std::string("syntax error in pattern"));
    }

    void imageDocuments()
    {
        using spec::DocumentKind;
        score("oci/image-spec/image-spec.json", [](const json &row) -> std::string {
            const std::string kind = text(row, "kind");
            const std::string document = text(row, "document");
            const auto done = spec::checkDocument(kind == "config"     ? DocumentKind::Config
                                                  : kind == "manifest" ? DocumentKind::Manifest
                                                  : kind == "index"    ? DocumentKind::Index
                                                  : kind == "layout"   ? DocumentKind::Layout
                                                                       : DocumentKind::Descriptor,
                                                  document);
            // What the readers refuse is never valid: they are more lenient, not stricter.
            const bool valid = row.value("valid", false);
            if (valid && kind == "config" && !spec::ImageConfig::fromJson(document))
                return "the reader of configurations refuses it";
            if (valid && kind == "manifest" && !spec::Manifest::fromJson(document))
                return "the reader of manifests refuses it";
            if (valid && kind == "index" && !spec::Index::fromJson(document))
                return "the reader of indexes refuses it";
            return verdict(done.has_value(), valid);
        });
    }

    void whatWeWriteIsValid()
    {
        const std::string digest = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        spec::ImageConfig config;
        config.architecture = "amd64";
        config.environment = {"A=b"};
        config.labels = {{"a", "b"}};
        config.diffIds = {digest};
        VERIFY_RESULT(spec::checkDocument(spec::DocumentKind::Config, config.toJson()));
        spec::Manifest manifest;
        manifest.config = {std::string(spec::kMediaTypeConfig), digest, 7, {}, {}, {}, {}};
        manifest.layers = {{std::string(spec::kMediaTypeLayerTar), digest, 7, {}, {}, {}, {}}};
        VERIFY_RESULT(spec::checkDocument(spec::DocumentKind::Manifest, manifest.toJson()));
        spec::Index index;
        index.manifests = {
            {std::string(spec::kMediaTypeManifest), digest, 7, {{"a", "b"}}, "arm", "linux", "v7"}};
        VERIFY_RESULT(spec::checkDocument(spec::DocumentKind::Index, index.toJson()));
    }
};

QTEST_GUILESS_MAIN(ReferenceCorpusTest)
#include "tst_reference_corpus.moc"
