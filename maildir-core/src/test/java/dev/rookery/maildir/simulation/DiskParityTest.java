// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Durability;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.DiskException;
import dev.rookery.maildir.internal.files.FileStat;
import dev.rookery.maildir.internal.files.InputFile;
import dev.rookery.maildir.internal.files.LinuxDisk;
import dev.rookery.maildir.internal.files.OutputFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Asks the simulated disk and the real one for the same things at random: they answer alike.
class DiskParityTest {
    private static final int CALLS = 3_000;
    private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f");

    @TempDir private Path home;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void answersLikeTheRealDisk(long seed) throws IOException {
        try (Directory real = new LinuxDisk(Durability.NONE).open(home);
                Directory simulated =
                        new SimulatedDisk(InstantSource.system(), seed).open(Path.of("/"))) {
            for (int i = 1; i <= CALLS; i++) {
                long call = seed * CALLS + i;
                String answer = answer(new Random(call), simulated);
                assertThat(answer).as("call %d", call).isEqualTo(answer(new Random(call), real));
            }
        }
    }

    private static String answer(Random random, Directory root) {
        List<Directory> open = new ArrayList<>();
        try {
            Directory at = descend(random, root, open);
            Directory other = descend(random, root, open);
            return call(random, at, name(random), other, name(random));
        } catch (DiskException refused) {
            return "refused " + refused.isLasting() + " " + refused.refusesLink();
        } catch (IOException refused) {
            return refused.getClass().getSimpleName();
        } finally {
            open.forEach(DiskParityTest::close);
        }
    }

    private static void close(Directory directory) {
        try {
            directory.close();
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /// The root, or a directory in it.
    private static Directory descend(Random random, Directory root, List<Directory> open)
            throws IOException {
        if (random.nextInt(3) == 0) {
            return root;
        }
        Directory below = root.openDirectory(name(random));
        open.add(below);
        return below;
    }

    private static String name(Random random) {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    private static String call(
            Random random, Directory at, String name, Directory other, String otherName)
            throws IOException {
        switch (random.nextInt(12)) {
            case 0 -> at.link(name, other, otherName);
            case 1 -> at.rename(name, other, otherName);
            case 2 -> at.replace(name, otherName);
            case 3 -> {
                return "deleted " + at.delete(name);
            }
            case 4 -> at.deleteDirectory(name);
            case 5 -> at.deleteTree(name);
            case 6 -> at.createDirectory(name, Optional.empty()).close();
            case 7, 8 -> write(at.create(name, Optional.empty()), random);
            case 9 -> write(at.openForWriting(name), random);
            case 10 -> {
                return read(at, name);
            }
            default -> {
                return at.stat(name).map(DiskParityTest::text).orElse("nothing") + list(at);
            }
        }
        return "done";
    }

    private static void write(OutputFile opened, Random random) throws IOException {
        try (OutputFile file = opened) {
            byte[] bytes = new byte[random.nextInt(600)];
            random.nextBytes(bytes);
            file.write(random.nextInt(600), bytes, 0, bytes.length);
            file.modified(random.nextInt());
        }
    }

    private static String read(Directory at, String name) throws IOException {
        try (InputFile file = at.open(name)) {
            byte[] bytes = new byte[2_000];
            int got = file.read(100, bytes, 3, 1_000);
            return got + " " + Arrays.hashCode(bytes) + text(file.stat());
        }
    }

    private static String text(FileStat stat) {
        return stat.isRegular()
                ? stat.sizeBytes() + " " + stat.links() + " " + stat.modifiedNanos()
                : stat.kind().name();
    }

    private static String list(Directory at) throws IOException {
        return at.list().stream().map(Directory.Entry::toString).sorted().toList().toString();
    }
}
