// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.engine;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.Uid;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// The memory of a process that has opened a folder and read flags, size and date of every message.
///
/// @param messages it read
/// @param heapKilobytes in use after a collection
/// @param pssKilobytes of the process, the JVM and the whole of its heap included
record Footprint(long messages, long heapKilobytes, long pssKilobytes) {
    /// What grows with the folder: PSS holds a heap of fixed size.
    long kilobytes() {
        return heapKilobytes + pssKilobytes;
    }

    /// Starts such a process and waits for it.
    static Footprint ofProcessReading(Path maildir) throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-Xms64m",
                                "-Xmx64m",
                                "-XX:+AlwaysPreTouch",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Footprint.class.getName(),
                                maildir.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String said =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        long[] numbers =
                Arrays.stream(said.strip().split(" ")).mapToLong(Long::parseLong).toArray();
        return new Footprint(numbers[0], numbers[1], numbers[2]);
    }

    public static void main(String[] arguments) throws IOException {
        Path maildir = Path.of(arguments[0]);
        try (MailStore store = MailStore.builder().build();
                Account account = store.open(new AccountLocation(maildir))) {
            Snapshot snapshot = account.mailbox(MailboxName.INBOX).snapshot();
            long read = 0;
            long sum = 0;
            for (Uid uid : snapshot.uids()) {
                sum += snapshot.sizeBytes(uid) + snapshot.internalDate(uid).getEpochSecond();
                sum += snapshot.flags(uid).system().size();
                read++;
            }
            if (sum <= 0 && read > 0) {
                throw new IllegalStateException("messages without size and date");
            }
            System.gc();
            long heapBytes = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            System.out.println(read + " " + heapBytes / 1024 + " " + measuredPssKilobytes());
        }
    }

    private static long measuredPssKilobytes() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("/proc/self/smaps_rollup"));
        try (Stream<String> found = lines.stream().filter(line -> line.startsWith("Pss:"))) {
            return Long.parseLong(found.findFirst().orElseThrow().replaceAll("\\D", ""));
        }
    }
}
