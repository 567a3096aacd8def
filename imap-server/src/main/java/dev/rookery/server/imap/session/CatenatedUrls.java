// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.InvalidMailboxNameException;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.Message;
import dev.rookery.maildir.MessageExpungedException;
import dev.rookery.maildir.NoSuchMailboxException;
import dev.rookery.maildir.Uid;
import dev.rookery.server.imap.command.FetchItem.Partial;
import dev.rookery.server.imap.command.MessageUrl;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/// What the URLs of CATENATE stand for: bytes of the same user's messages. RFC 4469 §3.
final class CatenatedUrls {
    private static final int SAID_CHARS_MAX = 1_024;

    private final SignedIn user;
    private final Optional<Mailbox> selected;

    CatenatedUrls(SignedIn user, Optional<Mailbox> selected) {
        this.user = user;
        this.selected = selected;
    }

    /// Takes so many bytes.
    @FunctionalInterface
    interface Sink {
        OutputStream expecting(long bytes);
    }

    /// @throws Refusal if the URL stands for nothing
    void copy(String url, Sink sink) throws IOException {
        MessageUrl parsed = MessageUrl.parse(url).orElseThrow(() -> bad(url));
        try (Message message = message(parsed, url)) {
            Message.Content content = message.section(parsed.section()).orElseThrow(() -> bad(url));
            Optional<Partial> partial = parsed.partial();
            long from = Math.min(partial.map(Partial::offsetBytes).orElse(0L), content.sizeBytes());
            long length =
                    Math.min(
                            partial.map(Partial::lengthBytes).orElse(Long.MAX_VALUE),
                            content.sizeBytes() - from);
            content.writeTo(sink.expecting(length), from, length);
        }
    }

    private Message message(MessageUrl url, String text) throws IOException {
        try {
            return mailbox(url, text).message(new Uid(url.uid()));
        } catch (NoSuchMailboxException
                | InvalidMailboxNameException
                | MessageExpungedException nothing) {
            throw bad(text);
        }
    }

    private Mailbox mailbox(MessageUrl url, String text) throws IOException {
        Mailbox mailbox =
                url.mailbox().isPresent()
                        ? user.mailbox(url.mailbox().get())
                        : selected.orElseThrow(() -> bad(text));
        long validity = mailbox.snapshot().uidValidity().value();
        if (url.uidValidity().isPresent() && url.uidValidity().get() != validity) {
            throw bad(text);
        }
        return mailbox;
    }

    private static Refusal bad(String url) {
        boolean canBeSaid = !url.isEmpty() && url.length() <= SAID_CHARS_MAX;
        return Refusal.no(canBeSaid ? "BADURL " + url : "", "There is nothing behind this URL.");
    }
}
