// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "src/bridge/stack_values.h"

#include <functional>
#include <stop_token>

class QMimeData;

namespace catamaran::bridge {

/// Something given to the window that may be a stack.
struct StackOffer {
    enum class Kind { None, File, Folder, Archive, Url, Text };
    Kind kind = Kind::None;
    QStringList paths; ///< File: Compose files, in order; Folder, Archive: one
    QString url;
    QString text;
    QString refusal; ///< why it is none, for the drop target; empty for data that may belong to others
    /// "compose.yaml", "the folder shop", "the archive shop.zip", "the text"
    [[nodiscard]] QString name() const;
};

/// What `mime` offers, judged by names and the first lines only: called while the pointer moves. Looks at
/// the disk, but reads no file.
StackOffer offerOf(const QMimeData &mime);
StackOffer offerOfPaths(const QStringList &paths);
/// An address, a path or YAML itself, as it comes from the clipboard or a text that was dropped.
StackOffer offerOfText(const QString &text);
/// Whether a text has the look of a Compose file.
bool looksLikeCompose(const QString &text);

/// Makes files of an offer: an archive is unpacked, an address fetched, text written, each into a folder of
/// its own below `stacksDirectory`, named by its content, so that the same drop uses the same folder again.
/// Blocks: use a worker. Errors: not found, no Compose file inside, an archive that wants out of its folder.
base::Result<StackSource> materialise(const StackOffer &offer, const QString &stacksDirectory,
                                      const std::function<base::Result<QByteArray>(const QString &)> &fetch);

/// Unpacks .zip, .tar and compressed tar into `directory` (made if needed). Refuses members with absolute
/// names or "..", links that lead out, devices, and more than 1 GiB or 20,000 members.
base::Result<void> unpackArchive(const QString &archive, const QString &directory);

} // namespace catamaran::bridge

Q_DECLARE_METATYPE(catamaran::bridge::StackOffer)
