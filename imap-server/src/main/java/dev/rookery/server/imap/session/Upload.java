// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.Deliveries;
import dev.rookery.maildir.MailLimits;
import dev.rookery.maildir.MailStoreException;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.NoSuchMailboxException;
import dev.rookery.maildir.UidSet;
import dev.rookery.server.imap.command.AppendPiece;
import dev.rookery.server.limits.ServerLimits;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Messages on their way from the client to the disk, all of them or none. When the disk refuses,
/// the rest of a literal still comes and goes nowhere; the reply waits for its end.
final class Upload implements AutoCloseable {
    private final Deliveries deliveries;
    private final CatenatedUrls urls;
    private final Rules rules;
    private int messages;
    private long messageBytes;

    /// What the client did not send: a line of URLs can name any amount.
    private long copiedBytes;

    private boolean catenated;

    /// Whether the client said that a message may hold any bytes.
    private boolean binary;

    private final LineEnds lineEnds = new LineEnds();
    private @Nullable Exception trouble;

    /// What a message has to keep to.
    ///
    /// @param utf8 whether headers in UTF-8 were agreed upon (RFC 6855)
    record Rules(ImapSettings.Limits limits, boolean utf8, InstantSource clock) {}

    Upload(Deliveries deliveries, CatenatedUrls urls, Rules rules) {
        this.deliveries = deliveries;
        this.urls = urls;
        this.rules = rules;
    }

    /// Takes what is here of the messages; if that ends with a literal, its bytes come next.
    ///
    /// @throws Refusal if a message cannot be stored
    void take(List<AppendPiece> pieces) throws IOException {
        requireNoTrouble();
        for (AppendPiece piece : pieces) {
            switch (piece) {
                case AppendPiece.Begin begin -> begin(begin);
                case AppendPiece.Literal literal -> announce(literal);
                case AppendPiece.Url(String url) -> urls.copy(url, this::copy);
                case AppendPiece.End _ -> end();
            }
        }
    }

    private void requireNoTrouble() throws IOException {
        switch (trouble) {
            case null -> {}
            case NoSuchMailboxException deleted -> throw noMore();
            case RuntimeException refused -> throw refused;
            case IOException refused -> throw refused;
            case Exception other -> throw new IllegalStateException(other);
        }
    }

    private static Refusal noMore() {
        return Refusal.no("TRYCREATE", "There is no such mailbox any more.");
    }

    private void begin(AppendPiece.Begin message) throws IOException {
        rules.limits().messages().require(++messages);
        messageBytes = 0;
        catenated = message.catenated();
        lineEnds.begin();
        deliveries.next(
                message.flags(), message.internalDate().map(this::date).orElseGet(this::now));
    }

    private Instant now() {
        return rules.clock().instant();
    }

    /// A clock ahead of ours is forgiven for two hours; from then on it is now.
    private Instant date(Instant given) {
        Instant now = now();
        return given.isAfter(now.plus(MailLimits.FUTURE_MAX)) ? now : given;
    }

    private void announce(AppendPiece.Literal literal) {
        if (literal.utf8() && !rules.utf8()) {
            throw Refusal.bad("UTF8 comes after ENABLE UTF8=ACCEPT only (RFC 6855 §4).");
        }
        if (literal.sizeBytes() == 0 && !catenated) {
            throw empty();
        }
        binary |= literal.binary();
        count(literal.sizeBytes());
    }

    private static Refusal empty() {
        return Refusal.no("", "A message is not empty.");
    }

    private void count(long bytes) {
        long max = rules.limits().appendBytesMax();
        if (bytes > max - messageBytes) {
            throw Refusal.no("TOOBIG", "A message has at most " + max + " bytes.");
        }
        messageBytes += bytes;
    }

    private void end() {
        if (messageBytes == 0) {
            throw empty();
        }
        if (binary && !lineEnds.areText()) {
            throw Refusal.no("UNKNOWN-CTE", "NUL and lone CR or LF are not kept: use base64.");
        }
        binary = false;
    }

    /// Bytes of the announced literal.
    void write(ByteBuffer chunk) {
        if (trouble != null) {
            return;
        }
        if (binary || catenated) {
            lineEnds.see(chunk.duplicate());
        }
        try {
            if (chunk.hasArray()) {
                int offset = chunk.arrayOffset() + chunk.position();
                deliveries.write(chunk.array(), offset, chunk.remaining());
            } else {
                byte[] bytes = new byte[chunk.remaining()];
                chunk.get(bytes);
                deliveries.write(bytes, 0, bytes.length);
            }
        } catch (IOException | MailStoreException refused) {
            trouble = refused;
        }
    }

    private OutputStream copy(long bytes) {
        count(bytes);
        copiedBytes += bytes;
        long max = ServerLimits.COPIED_MESSAGES_MAX * rules.limits().appendBytesMax();
        if (copiedBytes > max) {
            throw Refusal.no("TOOBIG", "The URLs of one command bring at most " + max + " bytes.");
        }
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] from, int offset, int length) throws IOException {
                lineEnds.see(ByteBuffer.wrap(from, offset, length));
                try {
                    deliveries.write(from, offset, length);
                } catch (NoSuchMailboxException deleted) {
                    throw noMore();
                }
            }
        };
    }

    Deliveries.Delivered commit() throws IOException {
        return finish(deliveries::commit);
    }

    /// The same, and removes `old` messages with it.
    Deliveries.Delivered commitReplacing(UidSet old, Mailbox in) throws IOException {
        return finish(() -> deliveries.commitReplacing(old, in));
    }

    @FunctionalInterface
    private interface Commit {
        Deliveries.Delivered run() throws IOException;
    }

    private Deliveries.Delivered finish(Commit commit) throws IOException {
        try (deliveries) {
            requireNoTrouble();
            return commit.run();
        } catch (NoSuchMailboxException deleted) {
            throw noMore();
        }
    }

    @Override
    public void close() throws IOException {
        deliveries.close();
    }
}
