// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/digest.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <openssl/evp.h>
#include <sys/random.h>

namespace catamaran::base {

namespace {

std::string toHex(const unsigned char *data, std::size_t size)
{
    static constexpr std::string_view kDigits = "0123456789abcdef";
    std::string out;
    out.reserve(size * 2);
    for (std::size_t i = 0; i < size; ++i) {
        out += kDigits[data[i] >> 4];
        out += kDigits[data[i] & 15];
    }
    return out;
}

} // namespace

struct Sha256::Context {
    EVP_MD_CTX *handle = EVP_MD_CTX_new();
    Context() { EVP_DigestInit_ex(handle, EVP_sha256(), nullptr); }
    Context(const Context &) = delete;
    Context &operator=(const Context &) = delete;
    ~Context() { EVP_MD_CTX_free(handle); }
};

Sha256::Sha256() : m_context(std::make_unique<Context>()) {}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256 &&) noexcept = default;
Sha256 &Sha256::operator=(Sha256 &&) noexcept = default;

void Sha256::update(const void *data, std::size_t size)
{
    EVP_DigestUpdate(m_context->handle, data, size);
}

std::string Sha256::finishHex()
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    EVP_DigestFinal_ex(m_context->handle, digest.data(), &size);
    return toHex(digest.data(), size);
}

std::string Sha256::hexOf(std::string_view text)
{
    Sha256 hash;
    hash.update(text);
    return hash.finishHex();
}

bool isSha256Digest(std::string_view text) noexcept
{
    static constexpr std::string_view kPrefix = "sha256:";
    return text.size() == kPrefix.size() + 64 && text.starts_with(kPrefix) &&
           std::all_of(text.begin() + kPrefix.size(), text.end(),
                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

std::string randomHexId()
{
    std::array<unsigned char, 32> bytes{};
    std::size_t have = 0;
    while (have < bytes.size()) {
        const ssize_t n = getrandom(bytes.data() + have, bytes.size() - have, 0);
        if (n > 0)
            have += static_cast<std::size_t>(n);
    }
    return toHex(bytes.data(), bytes.size());
}

} // namespace catamaran::base
