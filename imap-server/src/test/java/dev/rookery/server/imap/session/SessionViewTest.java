// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rookery.maildir.Flags;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.server.imap.command.MessageSet;
import dev.rookery.server.imap.command.NumberSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionViewTest {
    /// Messages 10, 20, 30 and 40, the newest with mod-sequence 4.
    private static final FixedSnapshot FOUR =
            FixedSnapshot.empty(1).with(10, 1).with(20, 2).with(30, 3).with(40, 4);

    private final SessionView view = new SessionView(FOUR, UidSet.of(new Uid(40)));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1       | 10",
                "2:3     | 20,30",
                "3:2     | 20,30",
                "*       | 40",
                "3:*     | 30,40",
                "*:1     | 10,20,30,40",
                "1,4     | 10,40",
                "1,1:2,2 | 10,20",
            })
    void resolvesSequenceNumbers(String set, String uids) {
        assertThat(view.messages(new MessageSet.BySequence(numbers(set)))).hasToString(uids);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10           | 10",
                "1:25         | 10,20",
                "*            | 40",
                "50:*         | 40",
                "*:35         | 40",
                "11:19        | ''",
                "1:4294967295 | 10,20,30,40",
                "99           | ''",
            })
    void resolvesUids(String set, String uids) {
        assertThat(view.messages(new MessageSet.ByUid(numbers(set)))).hasToString(uids);
    }

    @ParameterizedTest
    @CsvSource({"5", "4:5", "5:*", "1:4294967295"})
    void refusesSequenceNumbersNotInUse(String set) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> view.messages(new MessageSet.BySequence(numbers(set))));
    }

    @Test
    void passesOverSequenceNumbersNotInUseWhenAskedWhatExists() throws IOException {
        assertThat(view.existing(new MessageSet.BySequence(numbers("3:9")))).hasToString("30,40");
        assertThat(view.existing(new MessageSet.BySequence(numbers("9")))).isEqualTo(UidSet.EMPTY);
    }

    @Test
    void refusesEverySequenceNumberOfAnEmptyMailbox() throws IOException {
        SessionView empty = new SessionView(FixedSnapshot.empty(1), UidSet.EMPTY);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> empty.messages(new MessageSet.BySequence(numbers("*"))));
        assertThat(empty.messages(new MessageSet.ByUid(numbers("1:*")))).isEqualTo(UidSet.EMPTY);
    }

    @Test
    void isNotBehindAtFirst() throws IOException {
        assertThat(view.isBehind(FOUR)).isFalse();
    }

    @Test
    void tellsArrivals() throws IOException {
        FixedSnapshot now = FOUR.with(50, 5);
        assertThat(view.isBehind(now)).isTrue();
        News news = view.catchUp(now, UidSet.of(new Uid(50)), true, true);
        assertThat(news.grown()).isTrue();
        assertThat(news.flagged()).isEqualTo(UidSet.EMPTY);
        assertThat(view.sequenceOf(new Uid(50))).isEqualTo(5);
        assertThat(view.recent()).hasToString("40,50");
        assertThat(view.isBehind(now)).isFalse();
    }

    @Test
    void tellsExpungesFromTheGreatestDown() throws IOException {
        FixedSnapshot now = FOUR.without(10, 5).without(20, 6).without(40, 7);
        News news = view.catchUp(now, UidSet.EMPTY, true, true);
        assertThat(expunged(news)).containsExactly(4L, 2L, 1L);
        assertThat(view.known()).hasToString("30");
        assertThat(view.sequenceOf(new Uid(30))).isEqualTo(1);
        assertThat(view.recent()).isEqualTo(UidSet.EMPTY);
    }

    @Test
    void holdsExpungesBackUntilTheyMayBeTold() throws IOException {
        FixedSnapshot now = FOUR.without(10, 5).with(50, 6);
        News held = view.catchUp(now, UidSet.EMPTY, false, true);
        assertThat(expunged(held)).isEmpty();
        assertThat(held.grown()).isTrue();
        assertThat(view.sequenceOf(new Uid(50))).isEqualTo(5);
        assertThat(view.isBehind(now)).isTrue();

        News told = view.catchUp(now, UidSet.EMPTY, true, true);
        assertThat(expunged(told)).containsExactly(1L);
        assertThat(told.grown()).isFalse();
        assertThat(view.sequenceOf(new Uid(50))).isEqualTo(4);
        assertThat(view.isBehind(now)).isFalse();
    }

    @Test
    void neverTellsOfAMessageThatCameAndWentUnnoticed() throws IOException {
        News news = view.catchUp(FOUR.with(50, 5).without(50, 6), UidSet.EMPTY, true, true);
        assertThat(news.grown()).isFalse();
        assertThat(expunged(news)).isEmpty();
    }

    @Test
    void tellsFlagsOthersChanged() throws IOException {
        News news =
                view.catchUp(
                        FOUR.with(20, 5, Flags.of(Set.of(), Set.of("work"))), none(), true, true);
        assertThat(news.flagged()).hasToString("20");
        assertThat(news.moreKeywords()).isTrue();
    }

    @Test
    void doesNotRepeatFlagsJustTold() throws IOException {
        FixedSnapshot own = FOUR.with(20, 5);
        view.flagsTold(UidSet.of(new Uid(20)), own);
        assertThat(view.catchUp(own, none(), true, true).flagged()).isEqualTo(UidSet.EMPTY);
    }

    @Test
    void tellsFlagsChangedByOthersAfterTheyWereTold() throws IOException {
        view.flagsTold(UidSet.of(new Uid(20)), FOUR.with(20, 5));
        assertThat(view.catchUp(FOUR.with(20, 6), none(), true, true).flagged()).hasToString("20");
    }

    @Test
    void tellsFlagsOthersChangedBesideOurOwn() throws IOException {
        FixedSnapshot both = FOUR.with(30, 5).with(20, 6);
        view.flagsTold(UidSet.of(new Uid(20)), both);
        assertThat(view.catchUp(both, none(), true, true).flagged()).hasToString("30");
    }

    @Test
    void tellsNoFlagsOfMessagesThatAreGone() throws IOException {
        FixedSnapshot now = FOUR.with(20, 5).without(20, 6);
        assertThat(view.catchUp(now, none(), false, true).flagged()).isEqualTo(UidSet.EMPTY);
    }

    private static UidSet none() {
        return UidSet.EMPTY;
    }

    private static List<Long> expunged(News news) {
        List<Long> sequences = new ArrayList<>();
        news.expungedSequences().forEachRemaining((long sequence) -> sequences.add(sequence));
        return sequences;
    }

    private static NumberSet numbers(String set) {
        List<NumberSet.Range> ranges = new ArrayList<>();
        for (String range : set.split(",", -1)) {
            String[] ends = range.split(":", -1);
            ranges.add(new NumberSet.Range(number(ends[0]), number(ends[ends.length - 1])));
        }
        return new NumberSet(ranges);
    }

    private static long number(String text) {
        return text.equals("*") ? NumberSet.STAR : Long.parseLong(text);
    }
}
