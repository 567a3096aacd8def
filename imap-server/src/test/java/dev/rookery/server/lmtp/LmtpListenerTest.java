// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.lmtp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.server.net.ConnectionLimits;
import dev.rookery.server.net.ListenAddress;
import dev.rookery.server.net.Listener;
import dev.rookery.server.net.Network;
import dev.rookery.server.net.Service;
import dev.rookery.server.net.SystemTimer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// LMTP on a real unix socket.
class LmtpListenerTest {
    @TempDir private Path directory;

    @Test
    void deliversThroughAUnixSocketAndSaysWhenItShutsDown() throws IOException {
        Path path = directory.resolve("lmtp");
        LmtpWorld world = new LmtpWorld();
        try (SystemTimer timer = new SystemTimer()) {
            Network network = new Network(ConnectionLimits.DEFAULT, timer, _ -> {});
            Listener listener =
                    network.listen(
                            new ListenAddress.Unix(
                                    path,
                                    PosixFilePermissions.fromString("rw-------"),
                                    Optional.empty(),
                                    Optional.empty()),
                            new Service("lmtp", world.service, Optional.empty(), true));
            try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
                BufferedReader heard = new BufferedReader(Channels.newReader(client, US_ASCII));
                assertThat(heard.readLine()).startsWith("220 ");
                say(client, "LHLO mta\r\nMAIL FROM:<>\r\nRCPT TO:<anna>\r\nDATA\r\n");
                assertThat(heard.readLine()).startsWith("250-mx.example.org");
                say(client, "hello\r\n.\r\n");
                assertThat(heard.lines().filter(line -> line.endsWith("Saved")).findFirst())
                        .contains("250 2.0.0 <anna> Saved");
                listener.close(Duration.ofSeconds(30));
                assertThat(heard.lines()).containsExactly("421 4.3.2 Shutting down");
            }
        }
        assertThat(world.onlyMessage("anna")).endsWith("hello\r\n");
        assertThat(path).doesNotExist();
    }

    private static void say(SocketChannel client, String words) throws IOException {
        client.write(ByteBuffer.wrap(words.getBytes(US_ASCII)));
    }
}
