// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.internal.files.Directory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CourierKeywordsTest {
    @TempDir Path home;
    private Folder folder;
    private List<String> remarks = List.of();

    @BeforeEach
    void open() {
        folder = new Folder(home);
    }

    @Test
    void readsTheList() throws IOException {
        keywords(":list", "$Label1\nWork\n\n17.M1.host:0 1\n18.M2.host,S=5:1\n19:\n");

        assertThat(read()).containsExactly("17.M1.host [$Label1, Work]", "18.M2.host,S=5 [Work]");
        assertThat(remarks).isEmpty();
    }

    @Test
    void believesUpdatesMoreThanTheListAndLaterOnesMore() throws IOException {
        keywords(":list", "old\n\na:0\nb:0\nc:0\nd:0\n");
        keywords("a", "new\nmore\n");
        keywords(".7.a", "older\n");
        keywords(".10.b", "ten\n");
        keywords(".9.b", "nine\n");
        keywords("c", "");
        keywords(".tmp.17.x", "half\n");
        keywords(".0x.d", "no\n");
        Files.createDirectory(home.resolve("courierimapkeywords/e"));

        assertThat(read()).containsExactly("a [more, new]", "b [ten]", "d [old]");
    }

    @Test
    void readsUpdatesWithoutAList() throws IOException {
        keywords("a:2,S", "x\n");

        assertThat(read()).containsExactly("a [x]");
    }

    @Test
    void findsNothingWhereNothingIs() throws IOException {
        assertThat(read()).isEmpty();
    }

    @Test
    void leavesOutWhatItCannotUse() throws IOException {
        keywords(
                ":list",
                "ok\ntwo words\n\na:0 1 2 99999999999999999999 x\nno colon\n:0\n\u00FC:0\n");

        assertThat(read()).containsExactly("a [ok]");
        assertThat(remarks).isNotEmpty();
    }

    @Test
    void readsAnyBytes() throws IOException {
        Random random = new Random(3);
        for (int i = 0; i < 300; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            keywords(":list", new String(noise, StandardCharsets.ISO_8859_1));
            assertThat(read()).doesNotContainNull();
        }
    }

    private void keywords(String file, String latin1) throws IOException {
        folder.with("courierimapkeywords/" + file, latin1);
    }

    private List<String> read() throws IOException {
        List<String> read = new ArrayList<>();
        try (Directory directory = folder.open()) {
            remarks =
                    CourierKeywords.read(directory, (base, words) -> read.add(base + " " + words));
        }
        Collections.sort(read);
        return read;
    }
}
