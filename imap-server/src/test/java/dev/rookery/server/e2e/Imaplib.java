// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/// Python's imaplib, which keeps nothing, as `src/test/python/imaplib_client.py` uses it.
final class Imaplib implements RealClient {
    private final Workplace workplace = Workplace.create("imaplib");
    private final List<String> command;

    Imaplib(RookeryProcess rookery, String user) {
        command =
                List.of(
                        "/usr/bin/python3", // Debian's, not one that its user prefers
                        "-I",
                        "src/test/python/imaplib_client.py",
                        String.valueOf(rookery.imapsPort()),
                        rookery.certificate().toString(),
                        RookeryProcess.address(user),
                        RookeryProcess.PASSWORD);
    }

    private String python(String what, String... arguments) {
        List<String> whole = new ArrayList<>(command);
        whole.add(what);
        whole.addAll(List.of(arguments));
        return Program.of(whole.toArray(String[]::new))
                .atHome(workplace.directory())
                .within(Duration.ofMinutes(1))
                .runUtf8();
    }

    @Override
    public void sync() {}

    @Override
    public SortedSet<String> folders() {
        return RealClient.withParents(python("folders").lines());
    }

    @Override
    public List<Seen> messages(String folder) throws IOException {
        LocalMaildir fetched = new LocalMaildir(workplace.at("fetched")).create();
        try {
            python("messages", RealClient.dotted(folder), fetched.directory().toString());
            return fetched.messages();
        } finally {
            fetched.delete();
        }
    }

    @Override
    public void append(String folder, byte[] message) throws IOException {
        Path file = Files.write(workplace.at("message"), message);
        python("append", ModifiedUtf7.encode(RealClient.dotted(folder)), file.toString());
    }

    @Override
    public void flag(String folder, int number, String flags) {
        python("flag", RealClient.dotted(folder), String.valueOf(number), flags);
    }

    @Override
    public void expunge(String folder, int number) {
        python("expunge", RealClient.dotted(folder), String.valueOf(number));
    }

    @Override
    public void create(String folder) {
        python("create", RealClient.dotted(folder));
    }

    @Override
    public void rename(String folder, String to) {
        python("rename", RealClient.dotted(folder), RealClient.dotted(to));
    }

    @Override
    public void delete(String folder) {
        python("delete", RealClient.dotted(folder));
    }

    @Override
    public void close() {
        workplace.close();
    }
}
