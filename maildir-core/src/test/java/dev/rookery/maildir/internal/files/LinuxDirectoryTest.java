// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.files;

import static dev.rookery.maildir.internal.files.FileStat.Kind.DIRECTORY;
import static dev.rookery.maildir.internal.files.FileStat.Kind.REGULAR;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.maildir.Durability;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxDirectoryTest {
    @TempDir private Path home;
    private Directory root;

    @BeforeEach
    void open() throws IOException {
        root = new LinuxDisk(Durability.PROCESS).open(home);
    }

    @AfterEach
    void close() throws IOException {
        root.close();
    }

    /// Java cannot name what is not UTF-8.
    private void shell(String script) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder("sh", "-c", script)
                        .directory(home.toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    @Test
    void listsWhatItCannotNameAsNothingToUse() throws Exception {
        shell(": > good; : > \"$(printf 'b\\377d')\"; mkdir \"$(printf 'dir\\377')\"");
        assertThat(root.list())
                .containsExactlyInAnyOrder(
                        new Directory.Entry("good", Optional.of(FileStat.Kind.REGULAR)),
                        new Directory.Entry("b\uFFFDd", Optional.of(FileStat.Kind.OTHER)),
                        new Directory.Entry("dir\uFFFD", Optional.of(FileStat.Kind.OTHER)));
    }

    @Test
    void showsEveryEntryOnceWithItsInode() throws Exception {
        List<String> names =
                new ArrayList<>(List.of("...", "a", "ab.", ".b", "é", "d".repeat(255)));
        for (int length = 1; length < 40; length++) {
            names.add("n".repeat(length));
        }
        // More than the kernel tells in one call.
        for (int i = 0; i < 500; i++) {
            names.add("long".repeat(50) + i);
        }
        for (String name : names) {
            root.create(name, Optional.empty()).close();
        }
        root.createDirectory("directory", Optional.empty()).close();
        Map<String, Long> seen = new HashMap<>();
        root.list((name, length, kind, inode) -> {
            String text = EntryName.text(name, length).orElseThrow();
            boolean isDirectory = text.equals("directory");
            assertThat(kind).contains(isDirectory ? DIRECTORY : REGULAR);
            assertThat(seen.put(text, inode)).isNull();
        });
        names.add("directory");
        assertThat(seen.keySet()).containsExactlyInAnyOrderElementsOf(names);
        for (String name : names) {
            assertThat(root.stat(name).orElseThrow().id().inode()).isEqualTo(seen.get(name));
        }
    }

    @Test
    void listsWhileItLists() throws Exception {
        for (int i = 0; i < 500; i++) {
            root.create("long".repeat(50) + i, Optional.empty()).close();
        }
        int[] calls = new int[2];
        root.list((_, _, _, _) -> {
            if (++calls[0] == 400) {
                root.list((_, _, _, _) -> calls[1]++);
            }
        });
        assertThat(calls).containsExactly(500, 500);
    }

    @Test
    void endsAListingWithTheFailureOfItsVisitor() throws Exception {
        shell(": > a; : > b");
        IOException failure = new IOException("enough");
        assertThatThrownBy(() ->
                        root.list((_, _, _, _) -> {
                            throw failure;
                        }))
                .isSameAs(failure);
        assertThat(root.list()).hasSize(2);
    }

    @Test
    void showsTheBytesOfWhatItCannotName() throws Exception {
        shell(": > \"$(printf 'b\\377d')\"; : > \"$(printf 'b\\357\\277\\275d')\"");
        List<Optional<String>> texts = new ArrayList<>();
        root.list((name, length, _, _) -> texts.add(EntryName.text(name, length)));
        assertThat(texts).containsExactlyInAnyOrder(Optional.empty(), Optional.of("b\uFFFDd"));
    }

    @Test
    void refusesNamesThatAreTooLong() throws Exception {
        for (int length : new int[] {256, 1_364, 1_366, 4_095, 4_096, 100_000}) {
            for (String letter : List.of("x", "é", "€")) {
                String name = letter.repeat(length);
                assertThatThrownBy(() -> root.stat(name)).isInstanceOf(DiskException.class);
                assertThatThrownBy(() -> root.rename("x", root, name))
                        .isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void removesATreeWhateverIsInIt() throws Exception {
        shell(
                "mkdir -p tree/cur/deep outside; : > outside/kept; mkfifo tree/pipe;"
                        + " ln -s ../outside tree/link; ln -s nowhere tree/cur/dangling;"
                        + " : > \"tree/cur/$(printf 'b\\377d')\";"
                        + " for i in $(seq 3000); do : > tree/cur/$i; done");
        root.deleteTree("tree");
        assertThat(home.resolve("tree")).doesNotExist();
        assertThat(home.resolve("outside/kept")).exists();
        root.deleteTree("tree");
    }

    @Test
    void doesNotFollowALinkInPlaceOfATree() throws Exception {
        shell("mkdir outside; : > outside/kept; ln -s outside link");
        assertThatThrownBy(() -> root.deleteTree("link")).isInstanceOf(DiskException.class);
        assertThat(home.resolve("outside/kept")).exists();
    }

    @Test
    void opensRegularFilesOnly() throws Exception {
        shell("mkfifo pipe; mkdir directory; : > file; ln -s file link");
        for (String name : List.of("pipe", "directory", "link")) {
            assertThatThrownBy(() -> root.open(name)).isInstanceOf(DiskException.class);
        }
        assertThatThrownBy(() -> root.open("none")).isInstanceOf(NoSuchFileException.class);
        root.open("file").close();
    }

    /// A number that was closed belongs to somebody else at once: a stat of the wrong file shows.
    @Test
    void neverUsesADescriptorThatWasClosed() throws Exception {
        Files.createDirectory(home.resolve("mine"));
        Files.createDirectory(home.resolve("other"));
        AtomicReference<Directory> current = new AtomicReference<>(root.openDirectory("mine"));
        FileId mine = current.get().stat().id();
        List<FileId> wrong = new ArrayList<>();
        Thread reader =
                Thread.ofPlatform()
                        .start(() -> {
                            while (!Thread.currentThread().isInterrupted()) {
                                try {
                                    FileId seen = current.get().stat().id();
                                    if (!seen.equals(mine)) {
                                        wrong.add(seen);
                                    }
                                } catch (IOException closed) {
                                    Thread.onSpinWait();
                                }
                            }
                        });
        for (int i = 0; i < 5_000; i++) {
            current.get().close();
            try (Directory _ = root.openDirectory("other")) {
                current.set(root.openDirectory("mine"));
            }
        }
        reader.interrupt();
        reader.join();
        current.get().close();
        assertThat(wrong).isEmpty();
    }

    @Test
    void readsIntoNativeMemoryOnly() throws IOException {
        Files.writeString(home.resolve("file"), "0123456789");
        try (InputFile file = root.open("file");
                Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(4);
            assertThat(file.read(3, memory)).isEqualTo(4);
            assertThat(memory.toArray(ValueLayout.JAVA_BYTE)).isEqualTo("3456".getBytes(UTF_8));
            assertThat(file.read(9, memory)).isEqualTo(1);
            assertThat(file.read(10, memory)).isEqualTo(-1);
            assertThat(file.read(0, arena.allocate(0))).isZero();
            MemorySegment heap = MemorySegment.ofArray(new byte[4]);
            assertThatThrownBy(() -> file.read(0, heap))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void refusesCallsAfterClosing() throws IOException {
        Directory closed = new LinuxDisk(Durability.PROCESS).open(home);
        closed.close();
        closed.close();
        assertThatThrownBy(closed::stat)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("closed");
    }

    /// As where the file system cannot do it in one.
    @Test
    void renamesInStepsOnlyWhereTheNameIsFree() throws IOException {
        LinuxDirectory here = (LinuxDirectory) root;
        Files.writeString(home.resolve("file"), "content");
        Files.writeString(home.resolve("taken"), "other");
        Files.createDirectories(home.resolve("directory/below"));
        assertThat(here.renameInSteps("file", here, "taken")).isEqualTo(-Linux.EEXIST);
        assertThat(here.renameInSteps("directory", here, "taken")).isEqualTo(-Linux.EEXIST);
        assertThat(here.renameInSteps("nothing", here, "free")).isEqualTo(-Linux.ENOENT);
        assertThat(here.renameInSteps("file", here, "moved")).isZero();
        assertThat(here.renameInSteps("directory", here, "tree")).isZero();
        assertThat(home.resolve("file")).doesNotExist();
        assertThat(home.resolve("moved")).hasContent("content");
        assertThat(home.resolve("taken")).hasContent("other");
        assertThat(home.resolve("directory")).doesNotExist();
        assertThat(home.resolve("tree/below")).isDirectory();
    }
}
