// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/digest.h"

#include "engine/base/crypto_library.h"
#include "engine/base/short_digest.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <sys/random.h>

namespace catamaran::base {

using namespace libcrypto;

namespace {

/// Up to here our own code is faster than starting OpenSSL.
constexpr std::size_t kShortText = 16384;

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
    EVP_MD_CTX *handle = nullptr;
    std::optional<ShortSha256> own; ///< where there is no OpenSSL: slower, and as right
    Context()
    {
        if (library.load())
            handle = EVP_MD_CTX_new();
        if (!handle || EVP_DigestInit_ex(handle, EVP_sha256(), nullptr) != 1)
            own.emplace();
    }
    Context(const Context &) = delete;
    Context &operator=(const Context &) = delete;
    ~Context()
    {
        if (handle)
            EVP_MD_CTX_free(handle);
    }
};

Sha256::Sha256() : m_context(std::make_unique<Context>()) {}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256 &&) noexcept = default;
Sha256 &Sha256::operator=(Sha256 &&) noexcept = default;

void Sha256::update(const void *data, std::size_t size)
{
    if (m_context->own)
        m_context->own->update({static_cast<const char *>(data), size});
    else
        EVP_DigestUpdate(m_context->handle, data, size);
}

std::string Sha256::finishHex()
{
    if (m_context->own) {
        const auto own = m_context->own->finish();
        return toHex(own.data(), own.size());
    }
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    EVP_DigestFinal_ex(m_context->handle, digest.data(), &size);
    return toHex(digest.data(), size);
}

std::string Sha256::hexOf(std::string_view text)
{
    if (text.size() <= kShortText) {
        ShortSha256 own;
        own.update(text);
        const auto digest = own.finish();
        return toHex(digest.data(), digest.size());
    }
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
