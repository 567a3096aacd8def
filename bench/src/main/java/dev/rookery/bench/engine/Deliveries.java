// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.engine;

import dev.rookery.bench.client.LmtpClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Deliveries of 4 kB messages by several clients at once, to folders in turn.
final class Deliveries {
    private Deliveries() {}

    static Contestant rookery(List<RookeryFolder> folders, int threads) {
        return new Contestant() {
            @Override
            public List<Step> steps() {
                List<Step> steps = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    steps.add(folders.get(i % folders.size())::deliver);
                }
                return steps;
            }

            @Override
            public void drain() throws IOException {
                for (RookeryFolder each : folders) {
                    each.awaitFiles();
                }
            }
        };
    }

    /// Connections that stay open from one delivery to the next.
    static final class OverLmtp implements Contestant, AutoCloseable {
        private final List<LmtpClient> connections = new ArrayList<>();
        private final List<Step> steps = new ArrayList<>();

        OverLmtp(Dovecot dovecot, List<DovecotFolder> folders, int connections) throws IOException {
            for (int i = 0; i < connections; i++) {
                LmtpClient connection = dovecot.lmtp();
                DovecotFolder folder = folders.get(i % folders.size());
                this.connections.add(connection);
                steps.add(() -> folder.deliver(connection));
            }
        }

        @Override
        public List<Step> steps() {
            return List.copyOf(steps);
        }

        @Override
        public void close() throws IOException {
            for (LmtpClient each : connections) {
                each.close();
            }
        }
    }
}
