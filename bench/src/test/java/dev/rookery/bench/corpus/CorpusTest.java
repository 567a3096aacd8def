// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {
    private static final Box BOX = new Box("test", 40, Shape.SMALL, 1);
    private static final Progress UNHEARD = _ -> {};

    @TempDir Path directory;

    @Test
    void aFinishedBoxIsUsedAgain() throws IOException {
        Path maildir = new Corpus(directory).maildir(BOX, UNHEARD);
        List<Object> before = inodes(maildir);

        assertThat(new Corpus(directory).maildir(BOX, UNHEARD)).isEqualTo(maildir);
        assertThat(inodes(maildir)).isEqualTo(before).hasSize(40);
    }

    @Test
    void anUnfinishedBoxIsMadeAnew() throws IOException {
        Path maildir = new Corpus(directory).maildir(BOX, UNHEARD);
        Files.delete(maildir.resolveSibling("box.json"));
        Files.createFile(maildir.resolve("cur/left"));
        Files.delete(files(maildir).getFirst());

        new Corpus(directory).maildir(BOX, UNHEARD);

        assertThat(files(maildir)).hasSize(40).doesNotContain(maildir.resolve("cur/left"));
        assertThat(maildir.resolveSibling("box.json")).exists();
    }

    @Test
    void namesAndBytesAreTheSameInEveryPlace() throws IOException {
        Path one = new Corpus(directory.resolve("one")).maildir(BOX, UNHEARD);
        Path other = new Corpus(directory.resolve("other")).maildir(BOX, UNHEARD);
        List<Path> files = files(one);
        List<Path> others = files(other);

        assertThat(others.stream().map(Path::getFileName))
                .containsExactlyElementsOf(files.stream().map(Path::getFileName).toList());
        for (int i = 0; i < files.size(); i++) {
            assertThat(others.get(i)).hasSameBinaryContentAs(files.get(i));
        }
    }

    @Test
    void boxesThatDifferLieApart() throws IOException {
        Corpus corpus = new Corpus(directory);

        assertThat(corpus.maildir(BOX, UNHEARD))
                .isNotEqualTo(corpus.maildir(new Box("test", 40, Shape.SMALL, 2), UNHEARD))
                .isNotEqualTo(corpus.maildir(new Box("test", 40, Shape.LEAN, 1), UNHEARD))
                .isNotEqualTo(corpus.maildir(new Box("test", 41, Shape.SMALL, 1), UNHEARD));
    }

    @Test
    void onlyTheOwnerReadsIt() throws IOException {
        Path maildir = new Corpus(directory).maildir(BOX, UNHEARD);

        for (String each : List.of("cur", "new", "tmp")) {
            assertThat(mode(maildir.resolve(each))).isEqualTo("rwx------");
        }
        assertThat(files(maildir))
                .allSatisfy(file -> assertThat(mode(file)).isEqualTo("rw-------"));
    }

    @Test
    void tellsHowFarItIs() throws IOException {
        List<Integer> heard = new ArrayList<>();

        new Corpus(directory).maildir(BOX, heard::add);

        assertThat(heard).isSorted().endsWith(40);
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static List<Object> inodes(Path maildir) throws IOException {
        List<Object> inodes = new ArrayList<>();
        for (Path file : files(maildir)) {
            inodes.add(Files.getAttribute(file, "unix:ino"));
        }
        return inodes;
    }

    private static List<Path> files(Path maildir) throws IOException {
        try (Stream<Path> files = Files.list(maildir.resolve("cur"))) {
            return files.sorted().toList();
        }
    }
}
