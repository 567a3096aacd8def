// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.maildir.NoSpaceException;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.DiskException;
import dev.rookery.maildir.internal.files.InputFile;
import dev.rookery.maildir.internal.files.OutputFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is visible, what is durable, and what lies between.
class SimulatedDiskTest {
    private static final Path ROOT = Path.of("/");

    private final SimulatedClock clock = new SimulatedClock(Duration.ofMillis(1));
    private final SimulatedDisk disk = new SimulatedDisk(clock, 1);
    private final DiskLog log = disk.record();
    private Directory root;
    private Directory fresh;

    @BeforeEach
    void makeDirectory() throws IOException {
        root = disk.open(ROOT);
        fresh = root.createDirectory("new", Optional.empty());
        root.force();
    }

    private static void write(OutputFile file, long at, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        file.write(at, bytes, 0, bytes.length);
    }

    private OutputFile create(Directory directory, String name, String text) throws IOException {
        OutputFile file = directory.create(name, Optional.empty());
        write(file, 0, text);
        return file;
    }

    private static String read(Directory directory, String name) throws IOException {
        try (InputFile file = directory.open(name)) {
            byte[] bytes = new byte[(int) file.stat().sizeBytes()];
            int got = file.read(0, bytes, 0, bytes.length);
            return new String(bytes, 0, Math.max(got, 0), UTF_8);
        }
    }

    private static Set<String> names(Directory directory) throws IOException {
        Set<String> names = new TreeSet<>();
        directory.list().forEach(entry -> names.add(entry.name()));
        return names;
    }

    /// All that a power cut can leave now: names in the root and in `new/`, and what lies in `x`.
    private Set<String> outcomes() throws IOException {
        DiskHistory history = new DiskHistory(log.events());
        while (history.hasNext()) {
            history.next();
        }
        Set<String> outcomes = new TreeSet<>();
        int pending = history.pending().size();
        for (long lost = 0; lost < 1L << pending; lost++) {
            BitSet set = BitSet.valueOf(new long[] {lost});
            DiskImage image = history.image(PowerCut.losing(history.passed(), set));
            outcomes.add(describe(new SimulatedDisk(image, clock, 2)));
        }
        return outcomes;
    }

    private static String describe(SimulatedDisk disk) throws IOException {
        try (Directory root = disk.open(ROOT);
                Directory fresh = root.openDirectory("new")) {
            String content = root.stat("x").isPresent() ? "=" + read(root, "x") : "";
            return names(root) + content + names(fresh);
        }
    }

    @Test
    void losesWhatWasNotForced() throws IOException {
        create(root, "x", "text");

        assertThat(outcomes())
                .containsExactlyInAnyOrder(
                        "[new][]", "[new, x]=[]", "[new, x]=\0\0\0\0[]", "[new, x]=text[]");
    }

    @Test
    void keepsBytesAndNamesApart() throws IOException {
        create(root, "x", "text").force();
        assertThat(outcomes()).containsExactlyInAnyOrder("[new][]", "[new, x]=text[]");

        root.force();
        assertThat(outcomes()).containsExactly("[new, x]=text[]");
    }

    @Test
    void keepsNamesWithoutBytes() throws IOException {
        create(root, "x", "text");
        root.force();

        assertThat(outcomes())
                .containsExactlyInAnyOrder("[new, x]=[]", "[new, x]=\0\0\0\0[]", "[new, x]=text[]");
    }

    @Test
    void renamesAsAWhole() throws IOException {
        create(root, "x", "text").force();
        root.force();
        root.rename("x", fresh, "y");
        assertThat(outcomes()).containsExactlyInAnyOrder("[new, x]=text[]", "[new][y]");

        root.force();
        assertThat(outcomes()).containsExactlyInAnyOrder("[new, x]=text[]", "[new][y]");

        fresh.force();
        assertThat(outcomes()).containsExactly("[new][y]");
    }

    @Test
    void linksAndUnlinksOneByOne() throws IOException {
        create(root, "x", "text").force();
        root.force();
        root.link("x", fresh, "y");
        root.delete("x");

        assertThat(outcomes())
                .containsExactlyInAnyOrder(
                        "[new, x]=text[]", "[new, x]=text[y]", "[new][]", "[new][y]");
    }

    @Test
    void doesNotBringBackWhatALaterForcedRenameTookAway() throws IOException {
        create(root, "x", "text").force();
        root.rename("x", fresh, "y");
        fresh.force();

        assertThat(outcomes()).containsExactly("[new][y]");
    }

    @Test
    void reordersAndTearsWritesOverWhatIsThere() throws IOException {
        OutputFile file = create(root, "x", "0".repeat(1024));
        file.force();
        root.force();
        write(file, 0, "1".repeat(1024));
        DiskHistory history = new DiskHistory(log.events());
        while (history.hasNext()) {
            history.next();
        }

        PowerCut cut = PowerCut.losing(history.passed(), new BitSet()).torn(Tear.ALL_BUT_FIRST);
        SimulatedDisk after = new SimulatedDisk(history.image(cut), clock, 2);

        assertThat(read(after.open(ROOT), "x")).isEqualTo("0".repeat(512) + "1".repeat(512));
    }

    @Test
    void savesNothingWhenAForceFailsNorTheNextTime() throws IOException {
        OutputFile file = create(root, "x", "text");
        root.force();
        disk.failingForces((_, path) -> path.endsWith("x"));
        assertThatThrownBy(file::force).isInstanceOf(DiskException.class);
        disk.failingForces((_, _) -> false);
        file.force();

        assertThat(outcomes()).contains("[new, x]=[]");
    }

    @Test
    void givesLocksBackWhenTheProcessDies() throws IOException {
        Closeable lock = root.tryLock("lock", Optional.empty()).orElseThrow();
        assertThat(root.tryLock("lock", Optional.empty())).isEmpty();
        lock.close();
        assertThat(root.tryLock("lock", Optional.empty())).isPresent();

        disk.processDies();

        assertThat(disk.open()).isEmpty();
        assertThat(disk.open(ROOT).tryLock("lock", Optional.empty())).isPresent();
    }

    @Test
    void tellsWhatIsOpen() throws IOException {
        assertThat(disk.open()).containsExactly("", "/new");
        fresh.close();
        root.close();
        assertThat(disk.open()).isEmpty();
        assertThatThrownBy(root::stat).hasMessageContaining("closed");
    }

    @Test
    void mislistsWhatIsRenamedMeanwhile() throws IOException {
        for (int i = 0; i < 40; i++) {
            create(fresh, "m" + i, "").close();
        }
        disk.duringListings(() -> {
            disk.duringListings(() -> {});
            try {
                for (int i = 0; i < 40; i++) {
                    fresh.rename("m" + i, fresh, "n" + i);
                }
            } catch (IOException impossible) {
                throw new AssertionError(impossible);
            }
        });

        List<String> numbers =
                fresh.list().stream().map(entry -> entry.name().substring(1)).sorted().toList();

        assertThat(Set.copyOf(numbers)).as("some are missing").hasSizeLessThan(40);
        assertThat(numbers).as("some come twice").hasSizeGreaterThan(Set.copyOf(numbers).size());
        assertThat(names(fresh)).hasSize(40).allMatch(name -> name.startsWith("n"));
    }

    @Test
    void showsEveryChangeInItsTimesUnlessTheyAreCoarse() throws IOException {
        long before = fresh.stat().modifiedNanos();
        create(fresh, "x", "").close();
        assertThat(fresh.stat().modifiedNanos()).isNotEqualTo(before);

        disk.withCoarseTimes();
        create(fresh, "y", "").close();
        long coarse = fresh.stat().modifiedNanos();
        create(fresh, "z", "").close();
        assertThat(fresh.stat().modifiedNanos()).isEqualTo(coarse);
    }

    @Test
    void refusesWhatItHasNoRoomFor() throws IOException {
        OutputFile file = create(root, "x", "12345678");
        disk.capacity(10);

        assertThatThrownBy(() -> write(file, 8, "90AB")).isInstanceOf(NoSpaceException.class);
        assertThat(read(root, "x")).isEqualTo("1234567890");
        assertThatThrownBy(() -> root.create("y", Optional.empty()))
                .isInstanceOf(NoSpaceException.class);
        write(file, 0, "over");
        assertThat(root.delete("x")).isTrue();
        root.create("y", Optional.empty()).close();
    }
}
