// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/registries.h"

#include "engine/image/reference.h"
#include "engine/registry/client.h"

namespace catamaran::engine::registries {

using base::OperationContext;
using base::Result;
using registry::Credentials;
using registry::CredentialStore;
using registry::RegistryClient;
using registry::RegistrySettings;

Result<std::string> login(const std::string &host, const std::string &user, const std::string &password,
                          KeepPassword keep, const OperationContext &context)
{
    CATAMARAN_TRY(const RegistrySettings settings, RegistrySettings::load());
    const CredentialStore store;
    RegistryClient client({host, {}}, settings.host(host), store);
    const Credentials credentials{user, password, {}};
    CATAMARAN_CHECK(client.checkLogin(credentials, context));
    return store.save(host, credentials,
                      keep == KeepPassword::InPlainText ? CredentialStore::Where::PlainText
                                                        : CredentialStore::Where::Safe);
}

Result<bool> logout(const std::string &host)
{
    return CredentialStore().remove(host);
}

Result<std::vector<SearchResult>> search(const std::string &host, const std::string &term, std::size_t limit,
                                         const OperationContext &context)
{
    CATAMARAN_TRY(const RegistrySettings settings, RegistrySettings::load());
    RegistryClient client({host, {}}, settings.host(host), {});
    CATAMARAN_TRY(const auto found, client.search(term, limit, context));
    std::vector<SearchResult> out;
    for (const RegistryClient::Found &entry : found)
        out.push_back({entry.name, entry.description, entry.stars, entry.official});
    return out;
}

Result<RegistryManifest> manifest(const std::string &text, Verification tls, const OperationContext &context)
{
    CATAMARAN_TRY(const image::Reference reference, image::Reference::parse(text));
    CATAMARAN_TRY(const RegistrySettings settings, RegistrySettings::load());
    RegistrySettings::Host host = settings.host(reference.domain);
    if (tls == Verification::Skipped) {
        host.insecure = true;
        host.transport.verifyTls = false;
    }
    RegistryClient client({reference.domain, {}}, host, {});
    const std::string tag = !reference.digest.empty() ? reference.digest
                            : reference.tag.empty()   ? "latest"
                                                      : reference.tag;
    CATAMARAN_TRY(registry::RawManifest raw, client.manifest(reference.path, tag, context));
    return RegistryManifest{reference.normalized(), std::move(raw.bytes), std::move(raw.mediaType),
                            std::move(raw.digest)};
}

} // namespace catamaran::engine::registries
