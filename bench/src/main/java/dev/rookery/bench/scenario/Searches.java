// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.scenario;

import static dev.rookery.bench.measure.WrongAnswerException.require;

import dev.rookery.bench.client.Answer;
import dev.rookery.bench.client.ImapClient;
import dev.rookery.bench.corpus.BoxFacts;
import dev.rookery.bench.corpus.Needle.Kind;
import dev.rookery.bench.measure.Meter;
import dev.rookery.bench.measure.Trial;
import dev.rookery.bench.measure.WrongAnswerException;
import dev.rookery.bench.result.Unit;
import java.io.IOException;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// SEARCH, SORT and THREAD in a folder whose contents are known.
final class Searches {
    private static final String GROUP = "Searching and sorting";
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d-MMM-yyyy", Locale.ROOT);

    private Searches() {}

    static Scenario unseen(long messages, double target) {
        return search(
                facts("search-unseen", "SEARCH UNSEEN", messages, target),
                _ -> "UNSEEN",
                box -> Hits.of(box.messages() - box.seen(), box.unseenUids()));
    }

    static Scenario recentAndLarge(long messages, double target) {
        return search(
                facts("search-since-larger", "SEARCH SINCE LARGER", messages, target),
                box -> "SINCE " + DAY.format(box.since()) + " LARGER " + box.largeBytes(),
                box -> Hits.of(box.receivedSinceAndLarger(), box.receivedSinceAndLargerUids()));
    }

    static Scenario from(long messages, double target) {
        return needle("from", "FROM", Kind.FROM, messages, target);
    }

    static Scenario subject(long messages, double target) {
        return needle("subject", "SUBJECT", Kind.SUBJECT, messages, target);
    }

    /// A field that few programs want to know.
    static Scenario header(long messages, double target) {
        return needle("header", "HEADER X-Project", Kind.HEADER, messages, target);
    }

    /// A word of few messages.
    static Scenario body(long messages, double target) {
        return needle("body", "BODY", Kind.BODY_WORD, messages, target);
    }

    /// Letters inside a word: the whole answer is wanted, not what an index of words knows.
    static Scenario inner(long messages, double target) {
        return needle("body-inner", "BODY", Kind.BODY_INNER, messages, target);
    }

    static Scenario phrase(long messages, double target) {
        return needle("body-phrase", "BODY", Kind.BODY_PHRASE, messages, target);
    }

    /// A word of every fourth message.
    static Scenario text(long messages, double target) {
        return needle("text", "TEXT", Kind.BODY_COMMON, messages, target);
    }

    private static Scenario needle(
            String name, String key, Kind kind, long messages, double target) {
        String what = kind == Kind.BODY_COMMON ? "common word" : "rare text";
        return search(
                facts("search-" + name, "SEARCH " + key + " … (" + what + ")", messages, target),
                box -> key + " \"" + inOtherCase(box.needle(kind).needle().text()) + "\"",
                box -> Hits.of(box.needle(kind).anywhere(), box.needle(kind).uidSum()));
    }

    /// As it stands nowhere: case makes no difference.
    private static String inOtherCase(String text) {
        return text.substring(0, 2).toUpperCase(Locale.ROOT) + text.substring(2);
    }

    /// @param key for the mail that is there
    /// @param hits that there must be
    private static Scenario search(
            Facts facts, Function<BoxFacts, String> key, Function<BoxFacts, Hits> hits) {
        return Scenario.of(
                facts,
                (site, connections) ->
                        new Search(
                                connections.inbox(0),
                                "UID SEARCH " + key.apply(site.box()),
                                hits.apply(site.box())));
    }

    static Scenario sortByDate(long messages, double target) {
        return Scenario.of(
                facts("sort-date", "SORT (DATE)", messages, target).needing("SORT"),
                (site, connections) ->
                        new Search(
                                connections.inbox(0),
                                "UID SORT (DATE) UTF-8 ALL",
                                Hits.inOrder(new Order(site.box().box()).byDate())));
    }

    static Scenario sortBySubject(long messages, double target) {
        String command = "UID SORT (SUBJECT) UTF-8 ALL";
        return Scenario.of(
                facts("sort-subject", "SORT (SUBJECT)", messages, target).needing("SORT"),
                (site, connections) -> {
                    ImapClient client = connections.inbox(0);
                    long[] found = Texts.numbers(client.text(command));
                    new Order(site.box().box()).requireBySubject(found);
                    return new Search(client, command, Hits.inOrder(found));
                });
    }

    static Scenario thread(long messages, double target) {
        String command = "UID THREAD REFERENCES UTF-8 ALL";
        return Scenario.of(
                facts("thread", "THREAD REFERENCES", messages, target).needing("THREAD=REFERENCES"),
                (site, connections) -> {
                    ImapClient client = connections.inbox(0);
                    String found = client.text(command);
                    new Order(site.box().box()).requireThreads(found);
                    return new Search(client, command, Hits.inOrder(Texts.numbers(found)));
                });
    }

    /// What webmail does for any page of the list: newest first, 50 of them.
    static Scenario page(long messages) {
        return Scenario.of(
                facts("page", "SORT (REVERSE DATE) and FETCH of 50 of them", messages, 0)
                        .needing("SORT"),
                (site, connections) ->
                        new Page(connections.inbox(0), new Order(site.box().box()).newestFirst()));
    }

    /// What a server must find.
    ///
    /// @param order of UIDs as [Answer] tells it; empty: any will do
    private record Hits(long count, long sum, OptionalLong order) {
        static Hits of(long count, long sum) {
            return new Hits(count, sum, OptionalLong.empty());
        }

        static Hits inOrder(long... uids) {
            return new Hits(
                    uids.length, LongStream.of(uids).sum(), OptionalLong.of(Answer.order(uids)));
        }

        void requireIn(Answer answer) {
            require(count, answer.hits(), "hits");
            require(sum, answer.hitSum(), "as the sum of their UIDs");
            if (order.isPresent() && order.getAsLong() != answer.hitOrder()) {
                throw new WrongAnswerException("hits in another order");
            }
        }
    }

    private record Search(ImapClient client, String command, Hits hits) implements Trial {
        @Override
        public void work(Meter meter) throws IOException {
            while (meter.goesOn()) {
                meter.time(() -> hits.requireIn(client.run(command)));
            }
        }
    }

    private static final class Page implements Trial {
        private static final int ROWS = 50;
        private static final long SEED = 1;

        private final ImapClient client;
        private final long[] uids;
        private final Hits hits;
        private final SplittableRandom random = new SplittableRandom(SEED);

        /// @param uids the newest first
        Page(ImapClient client, long[] uids) {
            this.client = client;
            this.uids = uids;
            this.hits = Hits.inOrder(uids);
        }

        /// Numbers of messages are UIDs here.
        @Override
        public void work(Meter meter) throws IOException {
            while (meter.goesOn()) {
                int first = random.nextInt(uids.length - ROWS);
                long[] page = Arrays.copyOfRange(uids, first, first + ROWS);
                String set =
                        LongStream.of(page)
                                .mapToObj(Long::toString)
                                .collect(Collectors.joining(","));
                meter.time(() -> {
                    hits.requireIn(client.run("UID SORT (REVERSE DATE) UTF-8 ALL"));
                    Answer rows = client.run("UID FETCH " + set + " (FLAGS ENVELOPE)");
                    require(ROWS, rows.fetched(), "fetched messages");
                    require(LongStream.of(page).sum(), rows.fetchedSum(), "as their sum");
                });
            }
        }
    }

    private static Facts facts(String name, String title, long messages, double target) {
        return Facts.of(
                        GROUP,
                        name + "-" + Labels.label(messages),
                        title + ", " + Labels.count(messages),
                        Unit.MILLISECONDS)
                .target(target);
    }
}
