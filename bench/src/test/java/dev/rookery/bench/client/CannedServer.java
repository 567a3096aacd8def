// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.SplittableRandom;

/// Says prepared things, in pieces of random size, whenever a line has come in.
final class CannedServer implements AutoCloseable {
    private static final long SEED = 7;

    private final ServerSocket listener;
    private final List<String> answers;
    private final Thread thread;

    /// @param answers the greeting, then one for each line; behind the last it hangs up
    CannedServer(List<String> answers) throws IOException {
        this.answers = answers;
        this.listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        this.thread = Thread.ofVirtual().start(this::serve);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    private void serve() {
        SplittableRandom random = new SplittableRandom(SEED);
        try (Socket client = listener.accept()) {
            client.setTcpNoDelay(true);
            InputStream in = client.getInputStream();
            OutputStream out = client.getOutputStream();
            for (int nth = 0; nth < answers.size() && (nth == 0 || awaitLine(in)); nth++) {
                byte[] bytes = answers.get(nth).getBytes(US_ASCII);
                for (int at = 0; at < bytes.length; ) {
                    int part = Math.min(bytes.length - at, 1 + random.nextInt(9));
                    out.write(bytes, at, part);
                    out.flush();
                    at += part;
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static boolean awaitLine(InputStream in) throws IOException {
        int octet;
        do {
            octet = in.read();
        } while (octet >= 0 && octet != '\n');
        return octet >= 0;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
