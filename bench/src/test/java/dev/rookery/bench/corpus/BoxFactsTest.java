// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.corpus;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Counts again what the generator counted, from the files alone.
class BoxFactsTest {
    private static final Box BOX = new Box("facts", 1_200, Shape.LEAN, 7);
    private static final Pattern NAME =
            Pattern.compile("(\\d+)\\.M\\d{6}P1Q\\d+\\.corpus,S=(\\d+),W=(\\d+):2,([A-Za-c]*)");

    @TempDir static Path directory;

    private static final List<Found> FOUND = new ArrayList<>();
    private static BoxFacts facts;

    private record Found(
            ReadMessage message, String flags, long bytes, long diskBytes, long receivedSeconds) {
        boolean says(String text) {
            return message.texts().contains(text);
        }
    }

    @BeforeAll
    static void generateAndRead() throws IOException {
        Corpus corpus = new Corpus(directory);
        Path maildir = corpus.maildir(BOX, _ -> {});
        facts = corpus.facts(BOX);
        try (Stream<Path> files = Files.list(maildir.resolve("cur"))) {
            for (Path file : files.sorted().toList()) {
                FOUND.add(read(file));
            }
        }
    }

    private static Found read(Path file) throws IOException {
        Matcher name = NAME.matcher(file.getFileName().toString());
        assertThat(name.matches()).as("%s", file).isTrue();
        String onDisk = Files.readString(file, ISO_8859_1);
        byte[] bytes = onDisk.replace("\n", "\r\n").getBytes(ISO_8859_1);
        assertThat(name.group(2)).isEqualTo("" + onDisk.length());
        assertThat(name.group(3)).isEqualTo("" + bytes.length);
        long modified = Files.getLastModifiedTime(file).toMillis();
        assertThat(modified).isEqualTo(Long.parseLong(name.group(1)) * 1_000);
        return new Found(
                ReadMessage.of(bytes),
                name.group(4),
                bytes.length,
                onDisk.length(),
                modified / 1_000);
    }

    @Test
    void countsMessagesAndBytes() {
        assertThat(facts.box()).isEqualTo(BOX);
        assertThat(facts.messages()).isEqualTo(FOUND.size()).isEqualTo(1_200);
        assertThat(facts.bytes()).isEqualTo(FOUND.stream().mapToLong(Found::bytes).sum());
        assertThat(facts.diskBytes()).isEqualTo(FOUND.stream().mapToLong(Found::diskBytes).sum());
    }

    @Test
    void countsFlags() {
        assertThat(facts.seen()).isEqualTo(count(it -> it.flags().contains("S")));
        assertThat(facts.flagged()).isEqualTo(count(it -> it.flags().contains("F")));
        assertThat(facts.answered()).isEqualTo(count(it -> it.flags().contains("R")));
        assertThat((double) facts.seen() / 1_200).isCloseTo(0.70, within(0.05));
        assertThat((double) facts.flagged() / 1_200).isCloseTo(0.05, within(0.02));
        assertThat((double) facts.answered() / 1_200).isCloseTo(0.15, within(0.04));
    }

    @Test
    void countsKeywordsByTheirLetters() throws IOException {
        Map<String, Integer> counted = new HashMap<>();
        try (Stream<Path> homes = Files.list(directory)) {
            Path table = homes.findFirst().orElseThrow().resolve("Maildir/dovecot-keywords");
            for (String line : Files.readAllLines(table)) {
                String letter = "" + (char) ('a' + line.charAt(0) - '0');
                counted.put(line.substring(2), count(it -> it.flags().contains(letter)));
            }
        }

        assertThat(facts.keywords()).isEqualTo(counted).hasSize(3);
        assertThat(count(it -> it.flags().matches(".*[a-c].*"))).isBetween(90, 150);
    }

    @Test
    void countsNeedlesWhereTheyStand() {
        for (NeedleCount counted : facts.needles()) {
            String text = counted.needle().text();
            assertThat(counted)
                    .isEqualTo(
                            new NeedleCount(
                                    counted.needle(),
                                    count(it -> it.message().subject().contains(text)),
                                    count(it -> it.message().from().contains(text)),
                                    count(it -> it.says(text)),
                                    count(it -> isAnywhere(it, text)),
                                    uids(it -> isAnywhere(it, text))));
            assertThat(counted.anywhere()).isPositive();
        }
    }

    private static boolean isAnywhere(Found found, String text) {
        ReadMessage message = found.message();
        return message.subject().contains(text)
                || message.header().contains(text)
                || found.says(text);
    }

    @Test
    void needlesAreAsRareAsTheySay() {
        for (NeedleCount counted : facts.needles()) {
            int oneIn = counted.needle().kind().oneIn();
            assertThat(counted.anywhere()).isEqualTo((1_200 + oneIn - 1) / oneIn);
        }
    }

    @Test
    void theWordsOfThePhraseAlsoStandApart() {
        assertThat(count(it -> it.says("xebec") && it.says("quiet")))
                .isGreaterThan(facts.needle(Needle.Kind.BODY_PHRASE).body());
    }

    @Test
    void innerLettersStandInsideAWord() {
        String text = facts.needle(Needle.Kind.BODY_INNER).needle().text();

        assertThat(count(it -> it.message().texts().matches("(?s).*\\b" + text + ".*"))).isZero();
    }

    @Test
    void countsThreads() {
        Map<String, String> threads = new HashMap<>();
        for (Found found : FOUND) {
            List<String> ids = found.message().ids();
            String above = ids.size() > 1 ? threads.get(ids.get(1)) : ids.getFirst();
            assertThat(above).as("the thread comes before its answers").isNotNull();
            threads.put(ids.getFirst(), above);
        }

        assertThat(Set.copyOf(threads.values())).hasSize(facts.threads());
    }

    /// Otherwise a server that follows RFC 5256 would join them.
    @Test
    void threadsHaveSubjectsOfTheirOwn() {
        String needle = facts.needle(Needle.Kind.SUBJECT).needle().text();
        Set<String> subjects = new HashSet<>();
        FOUND.forEach(it -> {
            String subject = it.message().subject().replace(needle, "");
            subjects.add(subject.replace("Re: ", "").strip());
        });

        assertThat(subjects).hasSize(facts.threads());
    }

    @Test
    void countsByDateAndSize() {
        long since = facts.since().atStartOfDay().toEpochSecond(ZoneOffset.UTC);

        assertThat(facts.receivedSince())
                .isEqualTo(count(it -> it.receivedSeconds() >= since))
                .isPositive();
        assertThat(facts.larger())
                .isEqualTo(count(it -> it.bytes() > facts.largeBytes()))
                .isPositive();
        assertThat(facts.receivedSinceAndLarger())
                .isEqualTo(
                        count(it ->
                                it.receivedSeconds() >= since && it.bytes() > facts.largeBytes()))
                .isPositive();
        assertThat(facts.receivedSinceAndLargerUids())
                .isEqualTo(
                        uids(it ->
                                it.receivedSeconds() >= since && it.bytes() > facts.largeBytes()));
    }

    @Test
    void sumsUpWhoIsUnseen() {
        assertThat(facts.unseenUids()).isEqualTo(uids(it -> !it.flags().contains("S")));
    }

    /// In order of file names, which is that of UIDs.
    private static long uids(Predicate<Found> wanted) {
        long sum = 0;
        for (int i = 0; i < FOUND.size(); i++) {
            sum += wanted.test(FOUND.get(i)) ? i + 1 : 0;
        }
        return sum;
    }

    private static int count(Predicate<Found> wanted) {
        return (int) FOUND.stream().filter(wanted).count();
    }
}
