// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/clock.h"
#include "engine/base/decimal_size.h"
#include "engine/base/file.h"
#include "engine/spec/parse.h"
#include "tests/support/support.h"

#include <nlohmann/json.hpp>

using namespace catamaran;
using namespace catamaran::engine::spec;
using nlohmann::json;

namespace {

// What a case wants: an error (with a text to be found in it), or a value.
struct Verdict {
    bool wantsError = false;
    std::string errorText;
};

Verdict verdictOf(const json &testCase)
{
    Verdict verdict;
    for (const char *key : {"error", "err", "expErr", "expectedErr", "expectedError"}) {
        if (!testCase.contains(key))
            continue;
        verdict.wantsError = true;
        if (testCase[key].is_string())
            verdict.errorText = testCase[key].get<std::string>();
    }
    if (testCase.contains("valid") && !testCase["valid"].get<bool>())
        verdict.wantsError = true;
    return verdict;
}

std::string text(const json &testCase, std::initializer_list<const char *> keys)
{
    for (const char *key : keys) {
        if (testCase.contains(key) && testCase[key].is_string())
            return testCase[key].get<std::string>();
    }
    return {};
}

} // namespace

/// Reads the value tables of docker's own tests. The score of each file is printed; all cases must agree.
class SpecCorpusTest : public QObject {
    Q_OBJECT

    // Checks the cases of one file: `parse` returns an error text, or "" and the reason of a wrong value in
    // `wrong`. `explained` is how many disagree for a reason that resources/doc/scores.md gives.
    template <typename Check>
    void score(const std::string &file, Check check, int explained = 0)
    {
        const auto content = base::readFile(test::corpusDirectory() + "/cli/" + file);
        VERIFY_RESULT(content);
        const json document = json::parse(*content);
        int good = 0;
        int all = 0;
        std::string failures;
        for (const json &testCase : document["cases"]) {
            ++all;
            const Verdict verdict = verdictOf(testCase);
            std::string wrong;
            const std::string error = check(testCase, wrong);
            const bool verdictAgrees = verdict.wantsError == !error.empty();
            const bool textAgrees =
                verdict.errorText.empty() || error.find(verdict.errorText) != std::string::npos;
            if (verdictAgrees && textAgrees && wrong.empty())
                ++good;
            else
                failures += "\n  " + testCase.dump() + " got '" + error + "' " + wrong;
        }
        qInfo("%s: %d of %d", file.c_str(), good, all);
        m_good += good;
        m_all += all;
        QVERIFY2(good == all - explained, failures.c_str());
    }

    int m_good = 0;
    int m_all = 0;

private slots:
    void initTestCase()
    {
        if (test::corpusDirectory().empty())
            QSKIP("this checkout has no test corpus beside it");
    }
    void cleanupTestCase() { qInfo("score: %d of %d cases", m_good, m_all); }

    void portsOfFlagP()
    {
        score("ports/port-number.json", [](const json &c, std::string &wrong) -> std::string {
            const auto port = parsePortNumber(text(c, {"input"}));
            if (!port)
                return port.error().message();
            if (*port != c.value("expPort", 0))
                wrong = std::to_string(*port);
            return {};
        });
        score("ports/port-range.json", [](const json &c, std::string &wrong) -> std::string {
            const auto range = parsePortRange(text(c, {"input"}));
            if (!range)
                return range.error().message();
            if (range->first != c.value("expBegin", 0) || range->second != c.value("expEnd", 0))
                wrong = std::to_string(range->first);
            return {};
        });
        score("ports/split-proto.json", [](const json &c, std::string &wrong) -> std::string {
            const auto parts = splitProtocol(text(c, {"input"}));
            if (parts.first != text(c, {"expPort"}) || parts.second != text(c, {"expProto"}))
                wrong = parts.first + "/" + parts.second;
            return {};
        });
        score("ports/spec.json", [](const json &c, std::string &wrong) -> std::string {
            const auto ports = parsePort(text(c, {"in"}));
            if (!ports)
                return ports.error().message();
            if (ports->size() != 1 || formatPort(ports->front()) != text(c, {"expected"}))
                wrong = formatPort(ports->front());
            return {};
        });
        score("ports/ipv6.json", [](const json &c, std::string &wrong) -> std::string {
            const auto ports = parsePort(text(c, {"spec"}));
            if (!ports)
                return ports.error().message();
            const PortMapping &port = ports->front();
            const json &wanted = c["expected"][0];
            if (port.hostIp != wanted["Binding"]["HostIP"] ||
                (port.hostPort ? std::to_string(port.hostPort) : "") != wanted["Binding"]["HostPort"] ||
                std::to_string(port.containerPort) + "/tcp" != wanted["Port"])
                wrong = formatPort(port);
            return {};
        });
    }

    void publishInItsLongForm()
    {
        // The table converts between the two forms; both must mean the same.
        score("flags/publish-long-form.json", [](const json &c, std::string &wrong) -> std::string {
            std::vector<std::string> inputs;
            if (c["input"].is_array()) {
                inputs = c["input"].get<std::vector<std::string>>();
            } else {
                std::istringstream words(c["input"].get<std::string>());
                for (std::string word; words >> word;)
                    inputs.push_back(word);
            }
            for (std::size_t i = 0; i < inputs.size(); ++i) {
                const auto got = parsePort(inputs[i]);
                if (!got)
                    return got.error().message();
                const auto same = parsePort(c["expect"][i].get<std::string>());
                if (!same || *same != *got)
                    wrong = inputs[i];
            }
            return {};
        });
    }

    void exposedPorts()
    {
        const auto check = [](const json &c, std::string &wrong) -> std::string {
            const auto ports = parseExpose(text(c, {"input"}));
            if (!ports)
                return ports.error().message();
            if (c.contains("expect") && *ports != c["expect"].get<std::vector<std::string>>())
                wrong = ports->front();
            return {};
        };
        score("flags/run-expose-valid.json", check);
        score("flags/run-expose-invalid.json", check);
    }

    void volumesOfFlagV()
    {
        score("flags/volume-spec.json", [](const json &c, std::string &) -> std::string {
            const auto mount = parseVolume(text(c, {"input"}));
            return mount ? std::string() : mount.error().message();
        });
        score("flags/volume-spec-split.json", [](const json &c, std::string &wrong) -> std::string {
            const auto mount = parseVolume(text(c, {"bind"}));
            if (!mount)
                return mount.error().message();
            const json &wanted = c["expected"]["Spec"];
            if (mount->source != wanted["Source"] || mount->target != wanted["Target"] ||
                mount->readOnly != wanted["ReadOnly"] ||
                (mount->type == MountType::Bind ? "bind" : "volume") != wanted["Type"])
                wrong = mount->source + ":" + mount->target;
            return {};
        });
    }

    void mountsOfFlagMount()
    {
        score("flags/mount-errors.json", [](const json &c, std::string &) -> std::string {
            const auto mount = parseMount(text(c, {"value"}));
            return mount ? std::string() : mount.error().message();
        });
        const auto option = [this](const std::string &file, const std::string &prefix, auto member) {
            score(file, [&](const json &c, std::string &wrong) -> std::string {
                const std::string value = text(c, {"value"});
                const auto mount = parseMount(prefix + (value.empty() ? "" : "," + value));
                if (!mount)
                    return mount.error().message();
                if ((*mount).*member != c.value("exp", false))
                    wrong = "wrong value";
                return {};
            });
        };
        option("flags/mount-readonly.json", "type=bind,target=/foo,source=/foo", &Mount::readOnly);
        option("flags/mount-volume-nocopy.json", "type=volume,target=/foo,source=foo", &Mount::noCopy);
        option("flags/mount-bind-create-src.json", "type=bind,target=/foo,source=/foo", &Mount::createSource);
        score("flags/mount-volume-options.json", [](const json &c, std::string &wrong) -> std::string {
            const auto mount = parseMount(text(c, {"value"}));
            if (!mount)
                return mount.error().message();
            const json driver = c["exp"]["VolumeOptions"].value("DriverConfig", json::object());
            if (mount->target != c["exp"]["Target"] || mount->type != MountType::Volume ||
                mount->volumeDriver != driver.value("Name", "") ||
                mount->volumeOptions != driver.value("Options", std::map<std::string, std::string>()))
                wrong = "wrong value";
            return {};
        });
    }

    void devices()
    {
        score("flags/run-device-path.json", [](const json &c, std::string &) -> std::string {
            const auto device = parseDevice(text(c, {"input"}));
            return device ? std::string() : device.error().message();
        });
        score("flags/throttle-bps.json", [](const json &c, std::string &wrong) -> std::string {
            const auto rate = parseThrottleBytes(text(c, {"input"}));
            if (!rate)
                return rate.error().message();
            if (rate->first != c["expectedPath"] || rate->second != c["expectedRate"])
                wrong = "wrong value";
            return {};
        });
        score("flags/throttle-iops.json", [](const json &c, std::string &wrong) -> std::string {
            const auto rate = parseThrottleOperations(text(c, {"input"}));
            if (!rate)
                return rate.error().message();
            if (rate->first != c["expectedPath"] || rate->second != c["expectedRate"])
                wrong = "wrong value";
            return {};
        });
        score("flags/weight-device.json", [](const json &c, std::string &wrong) -> std::string {
            const auto weight = parseWeightDevice(text(c, {"input"}));
            if (!weight)
                return weight.error().message();
            if (weight->first != c["expectedPath"] || weight->second != c["expectedWeight"])
                wrong = "wrong value";
            return {};
        });
    }

    void environmentAndLabels()
    {
        score("flags/env.json", [](const json &c, std::string &wrong) -> std::string {
            const auto variable = parseEnvironment(text(c, {"value"}));
            if (!variable)
                return variable.error().message();
            wrong = *variable == text(c, {"expected"}) ? "" : *variable;
            return {};
        });
        score("flags/label.json", [](const json &c, std::string &) -> std::string {
            const auto label = parseLabel(text(c, {"value"}));
            return label ? std::string() : label.error().message();
        });
    }

    void names()
    {
        score("flags/extra-hosts.json", [](const json &c, std::string &wrong) -> std::string {
            const auto host = parseExtraHost(text(c, {"input"}));
            if (!host)
                return host.error().message();
            wrong = *host == text(c, {"expectedOut", "input"}) ? "" : *host;
            return {};
        });
        score("flags/ip-address.json", [](const json &c, std::string &wrong) -> std::string {
            const auto address = parseIpAddress(text(c, {"input"}));
            if (!address)
                return address.error().message();
            wrong = *address == text(c, {"expectedOut"}) ? "" : *address;
            return {};
        });
        score("flags/dns-search.json", [](const json &c, std::string &) -> std::string {
            const auto domain = parseDnsSearch(text(c, {"input"}));
            return domain ? std::string() : domain.error().message();
        });
        score("flags/link.json", [](const json &c, std::string &) -> std::string {
            const auto link = parseLink(text(c, {"input"}));
            return link ? std::string() : link.error().message();
        });
    }

    void networksInTheirLongForm()
    {
        score("flags/network-advanced-invalid.json", [](const json &c, std::string &) -> std::string {
            const auto network = parseNetwork(text(c, {"value"}));
            return network ? std::string() : network.error().message();
        });
        score("flags/network-advanced.json", [](const json &c, std::string &wrong) -> std::string {
            const auto network = parseNetwork(text(c, {"value"}));
            if (!network)
                return network.error().message();
            const json &wanted = c["expected"][0];
            std::map<std::string, std::string> options(network->driverOptions.begin(),
                                                       network->driverOptions.end());
            if (network->name != wanted["Target"] ||
                network->aliases != wanted["Aliases"].get<std::vector<std::string>>() ||
                options != wanted.value("DriverOpts", std::map<std::string, std::string>()) ||
                network->linkLocalAddresses != wanted.value("LinkLocalIPs", std::vector<std::string>()))
                wrong = "wrong value";
            return {};
        });
    }

    void capabilities()
    {
        score("flags/cap-normalise.json", [](const json &c, std::string &wrong) -> std::string {
            const std::string name = normalizeCapability(text(c, {"in"}));
            wrong = name == text(c, {"out"}) ? "" : name;
            return {};
        });
        score("flags/cap-effective.json", [](const json &c, std::string &wrong) -> std::string {
            using List = std::vector<std::string>;
            const auto [add, drop] =
                effectiveCapabilities(c["in"].value("add", List()), c["in"].value("drop", List()));
            // The tables are in the order given; ours are sorted.
            List wantedAdd = c["out"].value("add", List());
            List wantedDrop = c["out"].value("drop", List());
            std::sort(wantedAdd.begin(), wantedAdd.end());
            std::sort(wantedDrop.begin(), wantedDrop.end());
            wrong = add == wantedAdd && drop == wantedDrop ? "" : "wrong value";
            return {};
        });
    }

    void restartPolicies()
    {
        score("flags/run-restart-policy.json", [](const json &c, std::string &wrong) -> std::string {
            const auto policy = splitRestartPolicy(text(c, {"input"}));
            if (!policy)
                return policy.error().message();
            const json wanted = c.value("expected", json::object());
            if (policy->first != wanted.value("Name", "") ||
                policy->second != wanted.value("MaximumRetryCount", 0))
                wrong = policy->first;
            return {};
        });
    }

    void ulimits()
    {
        score("units/ulimit.json", [](const json &c, std::string &wrong) -> std::string {
            const auto limit = parseUlimit(text(c, {"in"}));
            if (!limit)
                return limit.error().message();
            const json &wanted = c["expected"];
            if (limit->name != wanted["Name"] || limit->soft != wanted["Soft"] ||
                limit->hard != wanted["Hard"])
                wrong = "wrong value";
            return {};
        });
    }

    void sizes()
    {
        const auto check = [](const json &c, std::string &wrong) -> std::string {
            const std::string function = c["function"];
            if (function == "HumanSize" || function == "BytesSize") {
                const base::Bytes size(static_cast<std::int64_t>(c["input"].get<double>()));
                const std::string printed = function == "HumanSize" ? size.humanDecimal() : size.human();
                wrong = printed == c["expect"].get<std::string>() ? "" : printed;
                return {};
            }
            const std::string input = c["input"];
            const auto size =
                function == "RAMInBytes" ? base::Bytes::parse(input) : base::parseDecimalSize(input);
            if (!size)
                return size.error().message();
            if (c.contains("expect") && size->count != c["expect"].get<std::int64_t>())
                wrong = std::to_string(size->count);
            return {};
        };
        score("units/size.json", check, 1);
    }

    void agesOfContainers()
    {
        score("units/human-duration.json", [](const json &c, std::string &wrong) -> std::string {
            const std::string age =
                base::humanDuration(std::chrono::seconds(c["input_ns"].get<std::int64_t>() / 1'000'000'000));
            wrong = age == text(c, {"expect"}) ? "" : age;
            return {};
        });
    }
};

QTEST_GUILESS_MAIN(SpecCorpusTest)
#include "tst_spec_corpus.moc"
