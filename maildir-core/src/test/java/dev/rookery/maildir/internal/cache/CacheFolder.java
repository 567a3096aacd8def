// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Durability;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.LinuxDisk;
import dev.rookery.maildir.internal.mime.Column;
import dev.rookery.maildir.internal.mime.MessageBytes;
import dev.rookery.maildir.internal.mime.MessageFacts;
import dev.rookery.maildir.internal.mime.Outline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A folder on disk with a cache, and messages that tell their UID in every lane.
final class CacheFolder {
    static final UidValidity VALIDITY = new UidValidity(1_700_000_000);
    static final int FOLDER_ID = 7;
    static final Set<Lane> ALL_LANES = EnumSet.allOf(Lane.class);

    private static final Map<Long, MessageFacts> FACTS = new ConcurrentHashMap<>();

    private final Path path;

    CacheFolder(Path path) {
        this.path = path;
    }

    Path file() {
        return path.resolve(FolderCache.NAME);
    }

    Directory directory() throws IOException {
        return new LinuxDisk(Durability.NONE).open(path);
    }

    FolderCache open() throws IOException {
        return FolderCache.open(directory(), FOLDER_ID, VALIDITY, Optional.empty());
    }

    static MessageFacts facts(long uid) throws IOException {
        MessageFacts known = FACTS.get(uid);
        if (known == null) {
            known = facts(uid, 0);
            FACTS.put(uid, known);
        }
        return known;
    }

    /// @param padding of the subject, to make messages of different sizes
    static MessageFacts facts(long uid, int padding) throws IOException {
        String head = "From: <%1$d@example.org>\nSubject: %1$d %2$s\n";
        String text = head + "Date: 1 Jan 2024 10:00 +0100\n\nText %1$d\n";
        text = text.formatted(uid, "x".repeat(padding));
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return MessageFacts.of(MessageBytes.of(bytes, 0, bytes.length));
    }

    static void check(long uid, CachedFields fields) throws IOException {
        check(uid, fields, facts(uid));
    }

    static void check(long uid, CachedFields fields, MessageFacts facts) {
        assertThat(fields.bytes(Field.ENVELOPE)).as("UID %d", uid).contains(facts.envelope());
        assertThat(fields.bytes(Field.BODY_STRUCTURE)).contains(facts.bodyStructure());
        assertThat(fields.bytes(Field.BODY)).contains(facts.body());
        assertThat(fields.storedBytes()).contains(facts.storedBytes());
        assertThat(fields.crlfBytes()).contains(facts.crlfBytes());
        assertThat(fields.outline().map(Outline::bytes).map(List::of).map(List::getFirst))
                .contains(facts.outline().orElseThrow().bytes());
        assertThat(fields.sent()).isEqualTo(facts.sent());
        assertThat(fields.preview()).contains(facts.preview());
        for (Column column : Column.values()) {
            assertThat(fields.column(column)).isEqualTo(facts.columns().value(column));
        }
        assertThat(fields.bytes(Field.HEADER)).contains(facts.header().orElseThrow());
    }

    /// What the cache says must be true, and may be nothing.
    static boolean isKnownAndRight(long uid, CachedFields fields) throws IOException {
        MessageFacts facts = facts(uid);
        if (fields.knows(Lane.STRUCTURE)) {
            assertThat(fields.bytes(Field.ENVELOPE)).contains(facts.envelope());
            assertThat(fields.bytes(Field.BODY)).contains(facts.body());
        }
        if (fields.knows(Lane.COLUMNS)) {
            assertThat(fields.preview()).contains(facts.preview());
            assertThat(fields.column(Column.FROM)).isEqualTo(facts.columns().value(Column.FROM));
        }
        if (fields.knows(Lane.HEADER)) {
            assertThat(fields.bytes(Field.HEADER)).contains(facts.header().orElseThrow());
        }
        return ALL_LANES.stream().allMatch(fields::knows);
    }

    static List<Long> scanned(FolderCache cache, UidSet uids, Set<Lane> lanes) throws IOException {
        List<Long> seen = new ArrayList<>();
        cache.scan(
                uids,
                lanes,
                (uid, fields) -> {
                    if (lanes.equals(ALL_LANES)) {
                        check(uid.value(), fields);
                    }
                    seen.add(uid.value());
                });
        return seen;
    }

    static UidSet range(long first, long last) {
        return UidSet.range(new Uid(first), new Uid(last));
    }
}
