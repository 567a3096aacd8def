// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Durability;
import dev.rookery.maildir.MailStore;
import dev.rookery.server.auth.Authenticator;
import dev.rookery.server.e2e.FetchReader.Answer;
import dev.rookery.server.imap.session.ImapService;
import dev.rookery.server.imap.session.ImapSettings;
import dev.rookery.server.net.ConnectionLimits;
import dev.rookery.server.net.Peer;
import dev.rookery.server.net.Transport;
import dev.rookery.server.users.MailUser;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/// Our IMAP service in this process on one Maildir, without network; anybody may log in.
final class RookerySession implements AutoCloseable {
    private static final Duration END_MAX = Duration.ofSeconds(20);

    private final MailStore store;
    private final Pipe toServer = Pipe.open();
    private final Pipe toClient = Pipe.open();
    private final Thread server;
    private final FetchingPeer peer;

    RookerySession(Path maildir) throws IOException {
        store = MailStore.builder().durability(Durability.NONE).build();
        MailUser anna = new MailUser("anna", new AccountLocation(maildir));
        ImapService service =
                new ImapService(
                        ImapSettings.defaults(),
                        ConnectionLimits.DEFAULT,
                        (_, _, _) -> new Authenticator.Accepted(anna),
                        user -> store.open(user.mail()),
                        _ -> {},
                        InstantSource.system());
        server = Thread.ofPlatform().name("rookery").start(() -> serve(service));
        peer =
                new FetchingPeer(
                        Channels.newInputStream(toClient.source()),
                        Channels.newOutputStream(toServer.sink()));
        peer.succeed("LOGIN anna secret");
        peer.succeed("SELECT INBOX");
    }

    private void serve(ImapService service) {
        try (Transport transport = new PipeTransport()) {
            service.serve(transport);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Answer say(String command) throws IOException {
        return peer.say(command);
    }

    @Override
    public void close() throws IOException {
        toServer.sink().close();
        try {
            if (!server.join(END_MAX)) {
                throw new IOException("the session does not end");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a session ends", interrupted);
        } finally {
            toClient.source().close();
            store.close();
        }
    }

    private final class PipeTransport implements Transport {
        private final Peer peer =
                new Peer(InetAddress.getLoopbackAddress(), 50_000, "127.0.0.1:993", true);

        @Override
        public int read(ByteBuffer into) throws IOException {
            return toServer.source().read(into);
        }

        @Override
        public void write(ByteBuffer from) throws IOException {
            while (from.hasRemaining()) {
                toClient.sink().write(from);
            }
        }

        @Override
        public void readDeadline(Duration fromNow) {
            throw new UnsupportedOperationException("sessions count for themselves");
        }

        @Override
        public void authenticated() {
            // nobody else is here
        }

        @Override
        public Peer peer() {
            return peer;
        }

        @Override
        public void close() throws IOException {
            toServer.source().close();
            toClient.sink().close();
        }
    }
}
