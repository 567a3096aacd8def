// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import dev.rookery.maildir.AccountLocation;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Scanner;

/// An account that a running server lends us until this is closed; nothing if none runs.
final class Loan implements AutoCloseable {
    private final SocketChannel channel;

    private Loan(SocketChannel channel) {
        this.channel = channel;
    }

    /// @param stateDirectory of the server
    /// @throws RefusedException if there is a server that does not lend it
    static Loan of(AccountLocation account, Path stateDirectory) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            if (connects(channel, AdminService.socket(stateDirectory))) {
                borrow(account, channel);
            }
            return new Loan(channel);
        } catch (IOException | RuntimeException refused) {
            channel.close();
            throw refused;
        }
    }

    private static boolean connects(SocketChannel channel, Path socket) {
        try {
            return channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException nobody) {
            // The account's lock tells whether somebody has it all the same.
            return false;
        }
    }

    private static void borrow(AccountLocation account, SocketChannel channel) throws IOException {
        String question = AdminService.question(account) + "\n";
        channel.write(ByteBuffer.wrap(question.getBytes(StandardCharsets.UTF_8)));
        Scanner answers = new Scanner(Channels.newInputStream(channel), StandardCharsets.UTF_8);
        String answer = answers.hasNextLine() ? answers.nextLine() : "it says nothing";
        if (!answer.equals("OK")) {
            throw new RefusedException("the running server does not lend the account: " + answer);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
