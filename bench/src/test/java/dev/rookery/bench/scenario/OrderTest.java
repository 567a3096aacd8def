// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.bench.corpus.Box;
import dev.rookery.bench.corpus.MessageFacts;
import dev.rookery.bench.corpus.MessageGenerator;
import dev.rookery.bench.corpus.Shape;
import dev.rookery.bench.measure.WrongAnswerException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OrderTest {
    private static final Box BOX = new Box("order", 600, Shape.LEAN, 3);
    private static final MessageGenerator GENERATOR = new MessageGenerator(BOX);
    private static final List<MessageFacts> FACTS =
            IntStream.range(0, BOX.messages()).mapToObj(GENERATOR::facts).toList();
    private static final Order ORDER = new Order(BOX);

    private static Instant sent(long uid) {
        return FACTS.get((int) uid - 1).sent().toInstant();
    }

    @Test
    void sortsByTheDateThatWasWritten() {
        long[] uids = ORDER.byDate();

        assertThat(LongStream.of(uids).mapToObj(OrderTest::sent).toList()).isSorted();
        assertThat(uids).hasSize(600).doesNotHaveDuplicates();
        assertThat(uids)
                .as("mail that was long under way")
                .isNotEqualTo(LongStream.rangeClosed(1, 600).toArray());
    }

    @Test
    void showsTheNewestFirst() {
        assertThat(LongStream.of(ORDER.newestFirst()).mapToObj(OrderTest::sent).toList())
                .isSortedAccordingTo(Comparator.reverseOrder());
    }

    private static long[] bySubject() {
        return FACTS.stream()
                .sorted(
                        Comparator.comparing(each ->
                                each.subject().replace("Re: ", "").toUpperCase(Locale.ROOT)))
                .mapToLong(MessageFacts::uid)
                .toArray();
    }

    @Test
    void acceptsSubjectsInOrder() {
        assertThatCode(() -> ORDER.requireBySubject(bySubject())).doesNotThrowAnyException();
    }

    @Test
    void refusesSubjectsInOrderOfArrival() {
        long[] arrived = LongStream.rangeClosed(1, 600).toArray();

        assertThatThrownBy(() -> ORDER.requireBySubject(arrived))
                .isInstanceOf(WrongAnswerException.class)
                .hasMessageContaining("another order");
    }

    @Test
    void refusesAMessageTwice() {
        long[] uids = bySubject();
        uids[7] = uids[8];

        assertThatThrownBy(() -> ORDER.requireBySubject(uids)).hasMessageContaining("once");
    }

    @Test
    void refusesTheSameSubjectInTwoPlaces() {
        long[] uids = bySubject();
        long[] turned =
                LongStream.concat(LongStream.of(uids).skip(599), LongStream.of(uids).limit(599))
                        .toArray();

        assertThatThrownBy(() -> ORDER.requireBySubject(turned))
                .isInstanceOf(WrongAnswerException.class);
    }

    private static Map<Integer, List<String>> threads() {
        return FACTS.stream()
                .collect(
                        Collectors.groupingBy(
                                MessageFacts::thread,
                                TreeMap::new,
                                Collectors.mapping(
                                        each -> Integer.toString(each.uid()),
                                        Collectors.toList())));
    }

    private static String answer(Map<Integer, List<String>> threads) {
        return threads.values().stream()
                .map(uids -> "(" + String.join(" (", uids) + ")".repeat(uids.size()))
                .collect(Collectors.joining("", "* THREAD ", "\r\na1 OK 600 done\r\n"));
    }

    @Test
    void acceptsTheThreadsOfTheBox() {
        assertThatCode(() -> ORDER.requireThreads(answer(threads()))).doesNotThrowAnyException();
    }

    @Test
    void refusesThreadsOfOneMessageEach() {
        String alone =
                IntStream.rangeClosed(1, 600)
                        .mapToObj(uid -> "(" + uid + ")")
                        .collect(Collectors.joining("", "* THREAD ", "\r\na1 OK\r\n"));

        assertThatThrownBy(() -> ORDER.requireThreads(alone)).hasMessageContaining("threads");
    }
}
