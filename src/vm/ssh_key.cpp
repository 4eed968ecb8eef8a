// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/vm/ssh_key.h"

#include "engine/base/crypto_library.h"
#include "engine/base/file.h"

#include <array>
#include <fcntl.h>
#include <memory>
#include <sys/file.h>
#include <unistd.h>

namespace catamaran::vm {

using namespace base::libcrypto;
using base::Errc;
using base::Result;

namespace {

std::string base64(const std::string &data)
{
    std::string out(4 * ((data.size() + 2) / 3) + 1, '\0');
    const int n =
        EVP_EncodeBlock(reinterpret_cast<unsigned char *>(out.data()),
                        reinterpret_cast<const unsigned char *>(data.data()), static_cast<int>(data.size()));
    out.resize(static_cast<std::size_t>(n));
    return out;
}

/// A "string" of RFC 4251: length, then bytes.
std::string lengthAnd(const std::string &data)
{
    std::string out;
    for (int shift = 24; shift >= 0; shift -= 8)
        out += static_cast<char>((data.size() >> shift) & 0xff);
    return out + data;
}

/// OpenSSH's PROTOCOL.key, without a passphrase.
std::string privateText(const std::string &seed, const std::string &key, const std::string &blob)
{
    std::string check(4, '\0');
    RAND_bytes(reinterpret_cast<unsigned char *>(check.data()), 4);
    std::string secret = check + check + lengthAnd("ssh-ed25519") + lengthAnd(key) + lengthAnd(seed + key) +
                         lengthAnd("catamaran");
    for (char pad = 1; secret.size() % 8 != 0; ++pad)
        secret += pad;
    const std::string body = std::string("openssh-key-v1\0", 15) + lengthAnd("none") + lengthAnd("none") +
                             lengthAnd("") + std::string("\0\0\0\1", 4) + lengthAnd(blob) + lengthAnd(secret);
    const std::string text = base64(body);
    std::string out = "-----BEGIN OPENSSH PRIVATE KEY-----\n";
    for (std::size_t at = 0; at < text.size(); at += 70)
        out += text.substr(at, 70) + "\n";
    return out + "-----END OPENSSH PRIVATE KEY-----\n";
}

} // namespace

Result<SshKey> ownSshKey(const std::string &directory)
{
    CATAMARAN_CHECK(base::makeDirectories(directory, 0700));
    CATAMARAN_TRY(const base::UniqueFd lock, base::openFile(directory + "/.lock", O_RDWR | O_CREAT, 0600));
    if (::flock(lock.get(), LOCK_EX) != 0)
        return base::failErrno("lock " + directory);
    SshKey out;
    out.privatePath = directory + "/id_ed25519";
    if (const auto known = base::readFile(out.privatePath + ".pub");
        known && ::access(out.privatePath.c_str(), R_OK) == 0) {
        out.publicLine = known->substr(0, known->find('\n'));
        return out;
    }
    CATAMARAN_CHECK(library.load());
    // An Ed25519 key is any 32 random bytes (RFC 8032 5.1.5).
    std::string seed(32, '\0');
    std::string open(32, '\0');
    std::size_t openSize = open.size();
    if (RAND_bytes(reinterpret_cast<unsigned char *>(seed.data()), static_cast<int>(seed.size())) != 1)
        return base::fail(Errc::Internal, "OpenSSL could not make an Ed25519 key");
    const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY *)> key(
        EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr,
                                     reinterpret_cast<const unsigned char *>(seed.data()), seed.size()),
        EVP_PKEY_free);
    if (!key || EVP_PKEY_get_raw_public_key(key.get(), reinterpret_cast<unsigned char *>(open.data()),
                                            &openSize) != 1)
        return base::fail(Errc::Internal, "OpenSSL could not make an Ed25519 key");
    const std::string blob = lengthAnd("ssh-ed25519") + lengthAnd(open);
    out.publicLine = "ssh-ed25519 " + base64(blob) + " catamaran";
    CATAMARAN_CHECK(base::writeFileAtomic(out.privatePath, privateText(seed, open, blob), 0600));
    CATAMARAN_CHECK(base::writeFileAtomic(out.privatePath + ".pub", out.publicLine + "\n", 0644));
    return out;
}

} // namespace catamaran::vm
