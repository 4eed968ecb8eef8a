// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/vm/download.h"

#include "engine/base/digest.h"
#include "engine/base/file.h"
#include "engine/launch/program.h"
#include "engine/registry/http.h"

#include <cctype>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace catamaran::vm {

namespace {

using base::Errc;
using base::Result;
using engine::registry::HttpClient;
using engine::registry::HttpRequest;

constexpr std::chrono::seconds kSignature{30};

bool isUrl(const std::string &text)
{
    return text.starts_with("http://") || text.starts_with("https://");
}

/// The last component of a URL, without its query.
std::string fileName(const std::string &url)
{
    const std::string path = url.substr(0, url.find_first_of("?#"));
    return path.substr(path.rfind('/') + 1);
}

std::string beside(const std::string &url, const std::string &name)
{
    const std::string path = url.substr(0, url.find_first_of("?#"));
    return path.substr(0, path.rfind('/') + 1) + name;
}

base::Error badStatus(const std::string &url, int status)
{
    base::Error error(status == 404 ? Errc::NotFound : Errc::Network,
                      "GET " + url + ": the server answers " + std::to_string(status));
    return std::move(error).withFix("Look whether the address is right.");
}

Result<std::string> fetchText(HttpClient &client, const std::string &url,
                              const base::OperationContext &context)
{
    HttpRequest request;
    request.url = url;
    CATAMARAN_TRY(const auto answer, client.perform(request, context));
    if (answer.status != 200)
        return base::fail(badStatus(url, answer.status));
    return answer.body;
}

Result<void> checkSignature(const std::string &list, const std::string &signature,
                            const DownloadRequest &request)
{
    const std::string text = request.directory + "/.list-" + std::to_string(::getpid());
    const std::string signed_ = text + ".sig";
    CATAMARAN_CHECK(base::writeFileAtomic(text, list, 0600));
    CATAMARAN_CHECK(base::writeFileAtomic(signed_, signature, 0600));
    auto ran =
        engine::launch::runProgram({"gpgv", "--keyring", request.keyring, signed_, text}, {}, kSignature);
    ::unlink(text.c_str());
    ::unlink(signed_.c_str());
    if (!ran && ran.error().code() == Errc::NotFound)
        return base::fail(
            base::Error(Errc::Unsupported, "signatures are checked by gpgv, which is not installed")
                .withFix("Install the package gpgv."));
    if (!ran)
        return base::fail(std::move(ran).error());
    if (ran->exitCode != 0)
        return base::fail(base::Error(Errc::Corrupt, "the signature of the list of checksums is not good: " +
                                                         ran->output.substr(0, 500))
                              .withFix("Take the keyring of whoever makes the image, or another mirror."));
    return {};
}

Result<std::string> findSum(HttpClient &client, const DownloadRequest &request,
                            const base::OperationContext &context)
{
    if (request.checksum.empty())
        return base::fail(
            base::Error(Errc::InvalidArgument, "an image from the network needs a checksum")
                .withFix("Add --checksum sha256:<hex>, or the name of the list beside the image: "
                         "--checksum SHA256SUMS."));
    if (request.checksum.starts_with("sha256:")) {
        if (!request.signature.empty())
            return base::fail(Errc::InvalidArgument, "--signature is that of a list of checksums");
        if (!base::isSha256Digest(request.checksum))
            return base::fail(Errc::InvalidArgument, "a checksum is written sha256:<64 hexadecimal digits>");
        return request.checksum;
    }
    const std::string listUrl =
        isUrl(request.checksum) ? request.checksum : beside(request.url, request.checksum);
    context.report("Fetching " + listUrl);
    CATAMARAN_TRY(const std::string list, fetchText(client, listUrl, context));
    if (!request.signature.empty()) {
        if (request.keyring.empty())
            return base::fail(Errc::InvalidArgument, "--signature needs --keyring FILE");
        CATAMARAN_TRY(
            const std::string signature,
            fetchText(client,
                      isUrl(request.signature) ? request.signature : beside(listUrl, request.signature),
                      context));
        CATAMARAN_CHECK(checkSignature(list, signature, request));
    }
    const std::string sum = sumFor(list, fileName(request.url));
    if (sum.empty())
        return base::fail(Errc::NotFound, listUrl + " has no sum of " + fileName(request.url));
    return "sha256:" + sum;
}

/// Appends to `part` what is missing of it. Its server's mark of the version lies beside it.
Result<void> transfer(HttpClient &client, const std::string &url, const std::string &part,
                      const base::OperationContext &context)
{
    CATAMARAN_TRY(const base::UniqueFd fd, base::openFile(part, O_RDWR | O_CREAT, 0600));
    struct stat status {};
    if (::fstat(fd.get(), &status) != 0)
        return base::failErrno("look at " + part);
    const auto mark = base::readFile(part + ".mark", 4096);
    std::int64_t at = mark && !mark->empty() ? status.st_size : 0;
    HttpRequest request;
    request.url = url;
    if (at > 0)
        request.headers = {"Range: bytes=" + std::to_string(at) + "-", "If-Range: " + *mark};
    bool first = true;
    std::int64_t reported = at;
    request.onBody = [&](int code, std::string_view data) -> Result<void> {
        if (first) {
            first = false;
            // 200: the server has another file now, or does not do ranges: all of it comes.
            if (code != 206)
                at = 0;
            if (::ftruncate(fd.get(), at) != 0)
                return base::failErrno("cut " + part);
        }
        while (!data.empty()) {
            const ssize_t n = ::pwrite(fd.get(), data.data(), data.size(), at);
            if (n < 0 && errno == EINTR)
                continue;
            if (n < 0)
                return base::failErrno("write " + part);
            at += n;
            data.remove_prefix(static_cast<std::size_t>(n));
        }
        if (at - reported >= (16 << 20)) {
            reported = at;
            context.report("Fetching " + url + ": " + std::to_string(at >> 20) + " MiB");
        }
        return {};
    };
    // The mark must be known before the first byte is kept, or a kill would leave bytes of unknown origin.
    HttpRequest head;
    head.method = "HEAD";
    head.url = url;
    if (at == 0) {
        CATAMARAN_TRY(const auto answer, client.perform(head, context));
        const std::string tag = answer.header("etag");
        const bool strong = !tag.empty() && !tag.starts_with("W/");
        CATAMARAN_CHECK(
            base::writeFileAtomic(part + ".mark", strong ? tag : answer.header("last-modified"), 0600));
    }
    CATAMARAN_TRY(const auto answer, client.perform(request, context));
    // 416: nothing is missing.
    if (answer.status != 200 && answer.status != 206 && answer.status != 416)
        return base::fail(badStatus(url, answer.status));
    return {};
}

Result<std::string> sumOf(const std::string &path, const base::OperationContext &context)
{
    CATAMARAN_TRY(const base::UniqueFd fd, base::openFile(path, O_RDONLY));
    base::Sha256 digest;
    std::string buffer(1 << 20, '\0');
    ssize_t n = 0;
    while ((n = ::read(fd.get(), buffer.data(), buffer.size())) > 0) {
        if (context.stopRequested())
            return base::fail(Errc::Cancelled, "checking the image was cancelled");
        digest.update(buffer.data(), static_cast<std::size_t>(n));
    }
    return "sha256:" + digest.finishHex();
}

} // namespace

std::string sumFor(std::string_view list, std::string_view name)
{
    const auto isSum = [](std::string_view text) {
        return text.size() == 64 &&
               text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
    };
    std::string found;
    while (!list.empty()) {
        const auto end = list.find('\n');
        std::string_view line = list.substr(0, end);
        list.remove_prefix(end == std::string_view::npos ? list.size() : end + 1);
        while (!line.empty() && (line.back() == '\r' || line.back() == ' '))
            line.remove_suffix(1);
        std::string_view sum;
        std::string_view file;
        if (line.starts_with("SHA256 (") && line.find(") = ") != std::string_view::npos) {
            const auto close = line.rfind(") = ");
            file = line.substr(8, close - 8);
            sum = line.substr(close + 4);
        } else if (line.size() > 66 && line[64] == ' ') {
            sum = line.substr(0, 64);
            file = line.substr(66);
        }
        if (file.starts_with("./"))
            file.remove_prefix(2);
        if (file == name && isSum(sum))
            found = std::string(sum);
    }
    for (char &c : found)
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return found;
}

Result<std::string> obtainImage(const DownloadRequest &request, const base::OperationContext &context)
{
    const std::string name = fileName(request.url);
    if (name.empty() || name.starts_with("."))
        return base::fail(Errc::InvalidArgument, "the address " + request.url + " names no file");
    CATAMARAN_CHECK(base::makeDirectories(request.directory, 0700));
    HttpClient client{engine::registry::Transport{}};
    CATAMARAN_TRY(const std::string sum, findSum(client, request, context));
    // The sum is the name: another image under the same address is another file.
    const std::string path = request.directory + "/" + sum.substr(7, 16) + "-" + name;
    CATAMARAN_TRY(const base::UniqueFd lock, base::openFile(path + ".lock", O_RDWR | O_CREAT, 0600));
    if (::flock(lock.get(), LOCK_EX) != 0)
        return base::failErrno("lock " + path);
    if (::access(path.c_str(), R_OK) == 0)
        return path; // it was checked before it got this name
    const std::string part = path + ".part";
    context.report("Fetching " + request.url);
    CATAMARAN_CHECK(transfer(client, request.url, part, context));
    context.report("Checking " + name);
    CATAMARAN_TRY(const std::string real, sumOf(part, context));
    if (real != sum) {
        ::unlink(part.c_str());
        ::unlink((part + ".mark").c_str());
        return base::fail(
            base::Error(Errc::Corrupt, request.url + " has the checksum " + real + ", not " + sum)
                .withFix("Fetch it again, or ask for the right sum."));
    }
    if (::rename(part.c_str(), path.c_str()) != 0)
        return base::failErrno("rename " + part);
    ::unlink((part + ".mark").c_str());
    return path;
}

} // namespace catamaran::vm
