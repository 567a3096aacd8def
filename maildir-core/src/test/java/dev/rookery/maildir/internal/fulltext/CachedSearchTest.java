// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.fulltext;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Durability;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.internal.cache.FolderCache;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.LinuxDisk;
import dev.rookery.maildir.internal.mime.Column;
import dev.rookery.maildir.internal.mime.ManyMessages;
import dev.rookery.maildir.internal.mime.MessageBytes;
import dev.rookery.maildir.internal.mime.MessageFacts;
import dev.rookery.maildir.search.SearchProgress;
import dev.rookery.maildir.search.SearchQuery;
import dev.rookery.maildir.search.SearchQuery.And;
import dev.rookery.maildir.search.SearchQuery.Header;
import dev.rookery.maildir.search.SearchQuery.Not;
import dev.rookery.maildir.search.SearchQuery.Or;
import dev.rookery.maildir.search.SearchQuery.Sent;
import dev.rookery.maildir.search.SearchQuery.Text;
import dev.rookery.maildir.search.SearchQuery.When;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A search finds the same messages whatever is known of them.
class CachedSearchTest {
    private static final ScanSearch.KnownFields NOTHING = (_, _, _) -> {};
    private static final List<String> NAMES =
            List.of(
                    "From",
                    "to",
                    "CC",
                    "bcc",
                    "subject",
                    "Subject ",
                    "message-id",
                    "References",
                    "In-Reply-To",
                    "date",
                    "x-folded",
                    "Content-Type",
                    "\u017fubject",
                    "message-\u0131d",
                    "",
                    "x",
                    "received",
                    "from:");
    private static final List<String> TEXTS =
            List.of("", "\0", "a\0", "a", "@", "\u00fc", "U\u0308", "=?", "\r", "\n", " ", "xyzzy");

    @TempDir private Path path;
    private final FakeMailbox mailbox = new FakeMailbox();
    private final List<String> words = new ArrayList<>(TEXTS);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void findsTheSameWithAndWithoutIt(long seed) throws IOException, URISyntaxException {
        Random random = new Random(seed);
        try (Directory folder = new LinuxDisk(Durability.NONE).open(path);
                FolderCache cache = open(folder)) {
            List<byte[]> messages = new ArrayList<>(ManyMessages.of(seed, 300));
            messages.add("To: ab\nto: ba\nSubject: a\nSUBJECT: b\n\n".getBytes(UTF_8));
            for (byte[] bytes : messages) {
                String[] flags = random.nextBoolean() ? new String[] {"\\Seen"} : new String[0];
                add(bytes, Instant.ofEpochSecond(random.nextInt()), flags);
                if (random.nextInt(8) > 0) {
                    cache.append(mailbox.uids().last(), facts(bytes));
                }
            }
            cache.flush();
            for (int i = 0; i < 300; i++) {
                SearchQuery query = query(random, 3);
                UidSet candidates = random.nextBoolean() ? mailbox.uids() : some(random);
                assertThat(search(query, candidates, cache::scan))
                        .as("seed %d, %s", seed, query)
                        .isEqualTo(search(query, candidates, NOTHING));
            }
        }
    }

    @Test
    void opensNoMessageForWhatIsKnown() throws IOException {
        byte[] bytes =
                """
                From: Zo\u00eb <zoe@example.org>
                Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=
                 from afar
                Date: Wed, 31 Jul 2024 23:30:00 -1100
                X-Spam: no

                body
                """
                        .getBytes(UTF_8);
        try (Directory folder = new LinuxDisk(Durability.NONE).open(path);
                FolderCache cache = open(folder)) {
            add(bytes, Instant.EPOCH);
            cache.append(Uid.FIRST, facts(bytes));
            cache.flush();
            List<SearchQuery> matching =
                    List.of(
                            new Header("subject", "GR\u00dc\u00dfe FROM"),
                            new Header("From", "zoe\u0308 <"),
                            new Header("x-spam", ""),
                            new Sent(When.ON, LocalDate.of(2024, 7, 31)),
                            new Text("x-spam: no"),
                            new Or(new Header("to", ""), new Not(new Header("cc", ""))));
            for (SearchQuery query : matching) {
                assertThat(search(query, mailbox.uids(), cache::scan)).hasToString("1");
                assertThat(search(new Not(query), mailbox.uids(), cache::scan)).hasToString("");
            }
            assertThat(mailbox.opened).isEmpty();
            assertThat(search(new Text("body"), mailbox.uids(), cache::scan)).hasToString("1");
            assertThat(mailbox.opened).containsExactly(1L);
        }
    }

    private static FolderCache open(Directory folder) throws IOException {
        return FolderCache.open(folder, 1, new UidValidity(1), Optional.empty());
    }

    private static MessageFacts facts(byte[] bytes) throws IOException {
        return MessageFacts.of(MessageBytes.of(bytes, 0, bytes.length));
    }

    /// Adds a message, and its own words to those that are looked for.
    private void add(byte[] bytes, Instant received, String... flags) throws IOException {
        mailbox.add(bytes, received, flags);
        for (Column column : Column.values()) {
            facts(bytes).columns().value(column).ifPresent(words::add);
        }
        String text = new String(bytes, UTF_8);
        words.add(text.substring(0, Math.min(text.length(), 300)));
    }

    private UidSet search(SearchQuery query, UidSet candidates, ScanSearch.KnownFields known)
            throws IOException {
        return new ScanSearch(ZoneOffset.UTC, SearchProgress.NONE)
                .search(query, mailbox, candidates, known, mailbox::open);
    }

    private UidSet some(Random random) {
        UidSet.Builder some = UidSet.builder();
        mailbox.uids()
                .forEachUid(uid -> {
                    if (random.nextInt(3) == 0) {
                        some.accept(uid);
                    }
                });
        return some.build();
    }

    private SearchQuery query(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 9 : 14)) {
            case 0, 1, 2, 3 -> new Header(one(random, NAMES), text(random));
            case 4 -> new Sent(one(random, List.of(When.values())), day(random));
            case 5 -> new Text(text(random));
            case 6 -> new SearchQuery.Body(text(random));
            case 7 -> new SearchQuery.Larger(random.nextInt(2_000));
            case 8 -> leaf(random);
            case 9, 10 -> new Not(query(random, depth - 1));
            case 11 -> new Or(query(random, depth - 1), query(random, depth - 1));
            default -> new And(List.of(query(random, depth - 1), query(random, depth - 1)));
        };
    }

    private SearchQuery leaf(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> new SearchQuery.All();
            case 1 -> new SearchQuery.Uids(some(random));
            case 2 -> new SearchQuery.Flag(SystemFlag.SEEN);
            case 3 -> new SearchQuery.Keyword("$Junk");
            case 4 -> new SearchQuery.Smaller(random.nextInt(2_000));
            case 5 -> new SearchQuery.ReceivedSince(Instant.ofEpochSecond(random.nextInt()));
            case 6 -> new SearchQuery.Saved(one(random, List.of(When.values())), day(random));
            default -> new SearchQuery.Received(When.SINCE, day(random));
        };
    }

    private static LocalDate day(Random random) {
        return LocalDate.of(
                1990 + random.nextInt(40), 1 + random.nextInt(12), 1 + random.nextInt(28));
    }

    /// A piece of what stands in a message, in any case.
    private String text(Random random) {
        String text = one(random, words);
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(8));
        String piece = text.substring(from, to);
        return random.nextInt(3) == 0 ? piece.toUpperCase(Locale.ROOT) : piece;
    }

    private static <T> T one(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
