// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/bridge/fetch.h"

#include <QEventLoop>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QUrl>
#include <memory>

namespace catamaran::bridge {

namespace {
constexpr int kTimeoutMilliseconds = 20'000;
constexpr qint64 kMostBytes = 4 << 20;
} // namespace

base::Result<QByteArray> fetchText(const QString &address)
{
    using base::Errc;
    using base::Error;
    const QUrl url(address, QUrl::StrictMode);
    if (!url.isValid() || (url.scheme() != QLatin1String("http") && url.scheme() != QLatin1String("https")))
        return base::fail(
            Error(Errc::InvalidArgument, address.toStdString() + " is no http or https address"));
    // A loop of this worker's own: the window's goes on meanwhile.
    QNetworkAccessManager manager;
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::NoLessSafeRedirectPolicy);
    request.setTransferTimeout(kTimeoutMilliseconds);
    const std::unique_ptr<QNetworkReply> reply(manager.get(request));
    QEventLoop loop;
    bool tooLong = false;
    QObject::connect(reply.get(), &QNetworkReply::downloadProgress, &loop, [&](qint64 got, qint64) {
        if (got > kMostBytes) {
            tooLong = true;
            reply->abort();
        }
    });
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    if (!reply->isFinished())
        loop.exec();
    if (tooLong)
        return base::fail(Error(Errc::Network, address.toStdString() + " gives more than 4 MiB"));
    if (reply->error() != QNetworkReply::NoError)
        return base::fail(Error(Errc::Network, "cannot get " + address.toStdString() + ": " +
                                                   reply->errorString().toStdString())
                              .withFix("Check the address and the network, or save the file and drop it."));
    return reply->readAll();
}

} // namespace catamaran::bridge
