// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/registry/keyring.h"

#include <cerrno>
#include <linux/keyctl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace catamaran::engine::registry {

using base::Errc;
using base::Result;

namespace {

constexpr const char *kType = "user";

long keyctl(int operation, unsigned long a = 0, unsigned long b = 0, unsigned long c = 0, unsigned long d = 0)
{
    return ::syscall(SYS_keyctl, operation, a, b, c, d);
}

base::Error unusable(int error)
{
    return base::Error(Errc::Unsupported, base::Error::fromErrno(error, "use the kernel's keyring").message())
        .withFix("Use --plain-text to keep the password in a file that only you can read.");
}

/// The persistent keyring, linked to the process keyring, which makes us its possessor.
Result<long> ring()
{
    const long process =
        keyctl(KEYCTL_GET_KEYRING_ID, static_cast<unsigned long>(KEY_SPEC_PROCESS_KEYRING), 1);
    if (process < 0)
        return base::fail(unusable(errno));
    const long persistent =
        keyctl(KEYCTL_GET_PERSISTENT, static_cast<unsigned long>(-1), static_cast<unsigned long>(process));
    if (persistent >= 0)
        return persistent;
    const long user = keyctl(KEYCTL_GET_KEYRING_ID, static_cast<unsigned long>(KEY_SPEC_USER_KEYRING), 1);
    if (user < 0)
        return base::fail(unusable(errno));
    if (keyctl(KEYCTL_LINK, static_cast<unsigned long>(user), static_cast<unsigned long>(process)) < 0)
        return base::fail(unusable(errno));
    return user;
}

std::string described(const std::string &name)
{
    return "catamaran:" + name;
}

Result<std::optional<long>> find(const std::string &name)
{
    CATAMARAN_TRY(const long keyring, ring());
    const long key =
        keyctl(KEYCTL_SEARCH, static_cast<unsigned long>(keyring), reinterpret_cast<unsigned long>(kType),
               reinterpret_cast<unsigned long>(described(name).c_str()));
    if (key >= 0)
        return std::optional<long>(key);
    if (errno == ENOKEY || errno == EKEYEXPIRED || errno == EKEYREVOKED)
        return std::optional<long>();
    return base::fail(unusable(errno));
}

} // namespace

Result<void> keyringStore(const std::string &name, const std::string &secret)
{
    CATAMARAN_TRY(const long keyring, ring());
    const long key =
        ::syscall(SYS_add_key, kType, described(name).c_str(), secret.data(), secret.size(), keyring);
    if (key < 0)
        return base::fail(unusable(errno));
    // Possessor and owner: everything; the others: nothing. The owner's other sessions must find it.
    constexpr unsigned long kOwnerOnly = 0x3f3f0000;
    (void)keyctl(KEYCTL_SETPERM, static_cast<unsigned long>(key), kOwnerOnly);
    return {};
}

Result<std::optional<std::string>> keyringRead(const std::string &name)
{
    CATAMARAN_TRY(const std::optional<long> key, find(name));
    if (!key)
        return std::optional<std::string>();
    std::string secret(32768, '\0');
    const long size = keyctl(KEYCTL_READ, static_cast<unsigned long>(*key),
                             reinterpret_cast<unsigned long>(secret.data()), secret.size());
    if (size < 0)
        return base::fail(unusable(errno));
    secret.resize(static_cast<std::size_t>(size));
    return std::optional<std::string>(std::move(secret));
}

Result<bool> keyringRemove(const std::string &name)
{
    CATAMARAN_TRY(const std::optional<long> key, find(name));
    if (!key)
        return false;
    if (keyctl(KEYCTL_INVALIDATE, static_cast<unsigned long>(*key)) < 0)
        return base::fail(unusable(errno));
    return true;
}

} // namespace catamaran::engine::registry
