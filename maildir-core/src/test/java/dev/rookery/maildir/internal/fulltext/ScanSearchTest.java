// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.fulltext;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.search.SearchProgress;
import dev.rookery.maildir.search.SearchQuery;
import dev.rookery.maildir.search.SearchQuery.All;
import dev.rookery.maildir.search.SearchQuery.And;
import dev.rookery.maildir.search.SearchQuery.Body;
import dev.rookery.maildir.search.SearchQuery.Flag;
import dev.rookery.maildir.search.SearchQuery.Header;
import dev.rookery.maildir.search.SearchQuery.Keyword;
import dev.rookery.maildir.search.SearchQuery.Larger;
import dev.rookery.maildir.search.SearchQuery.Not;
import dev.rookery.maildir.search.SearchQuery.Or;
import dev.rookery.maildir.search.SearchQuery.Received;
import dev.rookery.maildir.search.SearchQuery.ReceivedSince;
import dev.rookery.maildir.search.SearchQuery.Saved;
import dev.rookery.maildir.search.SearchQuery.Sent;
import dev.rookery.maildir.search.SearchQuery.Smaller;
import dev.rookery.maildir.search.SearchQuery.Text;
import dev.rookery.maildir.search.SearchQuery.Uids;
import dev.rookery.maildir.search.SearchQuery.When;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScanSearchTest {
    private static final String MULTIPART =
            """
            Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?= from
             far away
            From: Zo\u00eb <zoe@example.org>
            Date: Wed, 31 Jul 2024 23:30:00 -1100
            Content-Type: multipart/mixed; boundary=b

            preamble
            --b
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            quoted pr=
            intable =C3=84pfel
            second line
            --b
            Content-Type: text/html; charset=iso-8859-1
            Content-Transfer-Encoding: base64

            PHAgY2xhc3M9IngiPkVuY29kZWQ8L3A+
            --b
            Content-Type: application/octet-stream; name=hidden

            binary
            --b
            Content-Type: message/rfc822

            Subject: nested subject
            X-Inner: =?utf-8?q?inner?= header

            nested text
            --b--
            """;

    private static final ScanSearch.KnownFields NOTHING = (_, _, _) -> {};

    private final FakeMailbox mailbox = new FakeMailbox();

    @ParameterizedTest
    @CsvSource({
        "gr\u00fc\u00dfe FROM far, header",
        "GRU\u0308\u00dfe, header",
        "subject: gr, header",
        "zoe\u0308, header",
        "zoe@EXAMPLE, header",
        "quoted printable, body",
        "\u00e4PFEL, body",
        "class=\"x\">enc, body",
        "nested subject, body",
        "inner header, body",
        "nested text, body",
        "preamble, nowhere",
        "hidden, header",
        "application/octet, header",
        "binary, nowhere",
        "line nested, nowhere",
        "=?utf-8, nowhere",
        "', absent', nowhere"
    })
    void findsTextWhereAPersonReadsIt(String text, String where) throws IOException {
        mailbox.add(MULTIPART);
        boolean inBody = where.equals("body");
        boolean inHeader = where.equals("header");
        assertThat(matches(new Body(text))).isEqualTo(inBody);
        assertThat(matches(new Text(text))).isEqualTo(inBody || inHeader);
        assertThat(matches(new Not(new Text(text)))).isEqualTo(!inBody && !inHeader);
    }

    @ParameterizedTest
    @CsvSource({
        "Subject, gr\u00fc\u00dfe, true",
        "SUBJECT, far, true",
        "subject, subject, false",
        "from, zo\u00cb, true",
        "from, '', true",
        "to, '', false",
        "X-Inner, '', false"
    })
    void findsFieldsOfTheHeader(String name, String text, boolean found) throws IOException {
        mailbox.add(MULTIPART);
        assertThat(matches(new Header(name, text))).isEqualTo(found);
    }

    @Test
    void findsTextAcrossLineEndsOfAnyKind() throws IOException {
        mailbox.add("\nend\nstart\n").add("\r\nend\r\nstart\r\n");
        assertThat(search(new Body("END\r\nStart"))).hasToString("1:2");
    }

    @ParameterizedTest
    @CsvSource({
        "BEFORE, 2024-07-31, false",
        "BEFORE, 2024-08-01, true",
        "ON, 2024-07-31, true",
        "ON, 2024-08-01, false",
        "SINCE, 2024-07-31, true",
        "SINCE, 2024-08-01, false"
    })
    void comparesTheDayThatTheSenderWrote(When when, LocalDate day, boolean found)
            throws IOException {
        mailbox.add(MULTIPART);
        assertThat(matches(new Sent(when, day))).isEqualTo(found);
    }

    @Test
    void neverFindsAMessageWithoutDateByItsDate() throws IOException {
        mailbox.add("Subject: x\n\n").add("Date: someday\n\n");
        for (When when : When.values()) {
            assertThat(search(new Sent(when, LocalDate.of(2024, 1, 1)))).isEqualTo(UidSet.EMPTY);
        }
    }

    @Test
    void seesTheDayOfArrivalInTheZoneOfTheStore() throws IOException {
        mailbox.add("\n", Instant.parse("2024-07-31T23:30:00Z"));
        Received received = new Received(When.ON, LocalDate.of(2024, 8, 1));
        assertThat(search(received, ZoneOffset.UTC)).isEqualTo(UidSet.EMPTY);
        assertThat(search(received, ZoneId.of("Europe/Berlin"))).hasToString("1");
    }

    @Test
    void findsWhatArrivedAtAMomentOrLater() throws IOException {
        Instant moment = Instant.parse("2024-07-31T23:30:00Z");
        mailbox.add("\n", moment.minusSeconds(1))
                .add("\n", moment)
                .add("\n", moment.plusSeconds(1));
        assertThat(search(new ReceivedSince(moment))).hasToString("2:3");
        assertThat(search(new ReceivedSince(moment), ZoneId.of("Europe/Berlin")))
                .hasToString("2:3");
        assertThat(search(new Not(new ReceivedSince(moment)))).hasToString("1");
        assertThat(search(new ReceivedSince(Instant.EPOCH))).hasToString("1:3");
        assertThat(search(new ReceivedSince(Instant.MIN))).hasToString("1:3");
        assertThat(search(new ReceivedSince(Instant.MAX))).isEqualTo(UidSet.EMPTY);
        assertThat(mailbox.opened).isEmpty();
    }

    /// The first was saved on the day before it arrived, the second when it arrived; of the third
    /// nobody knows.
    @ParameterizedTest
    @CsvSource({
        "BEFORE, 2024-07-30, UTC, ''",
        "BEFORE, 2024-07-31, UTC, 1",
        "ON, 2024-07-30, UTC, 1",
        "ON, 2024-07-31, UTC, 2:3",
        "SINCE, 2024-07-30, UTC, 1:3",
        "SINCE, 2024-07-31, UTC, 2:3",
        "SINCE, 2024-08-01, UTC, ''",
        "BEFORE, 2024-08-01, Europe/Berlin, 1",
        "ON, 2024-07-31, Europe/Berlin, 1",
        "ON, 2024-08-01, Europe/Berlin, 2:3",
        "SINCE, 2024-08-01, Europe/Berlin, 2:3",
    })
    void seesTheDayOfSavingInTheZoneOfTheStore(When when, LocalDate day, String zone, String found)
            throws IOException {
        Instant arrived = Instant.parse("2024-07-31T23:30:00Z");
        mailbox.add("\n", arrived).add("\n", arrived).add("\n", arrived);
        mailbox.saved(1, Instant.parse("2024-07-30T22:00:00Z")).saved(2, arrived);
        Saved saved = new Saved(when, day);
        assertThat(search(saved, ZoneId.of(zone))).hasToString(found);
        assertThat(search(new Not(saved), ZoneId.of(zone)))
                .isEqualTo(mailbox.uids().minus(search(saved, ZoneId.of(zone))));
        assertThat(
                        search(
                                new And(List.of(saved, new Uids(UidSet.of(new Uid(3))))),
                                ZoneId.of(zone)))
                .hasToString(found.endsWith("3") ? "3" : "");
        assertThat(mailbox.opened).isEmpty();
    }

    @Test
    void answersFromTheSnapshotWithoutOpeningMessages() throws IOException {
        mailbox.add("\n1", Instant.EPOCH, "\\Seen", "$Junk");
        mailbox.add("\n22", Instant.EPOCH, "\\Seen").add("\n333");
        Flag seen = new Flag(SystemFlag.SEEN);
        assertThat(search(new All())).hasToString("1:3");
        assertThat(search(seen)).hasToString("1:2");
        assertThat(search(new Not(seen))).hasToString("3");
        assertThat(search(new Keyword("$Junk"))).hasToString("1");
        assertThat(search(new Or(new Keyword("$Junk"), new Not(seen)))).hasToString("1,3");
        assertThat(search(new Larger(2))).hasToString("2:3");
        assertThat(search(new Smaller(4))).hasToString("1:2");
        assertThat(search(new And(List.of()))).hasToString("1:3");
        assertThat(search(new And(List.of(seen, new Larger(2))))).hasToString("2");
        assertThat(search(new Uids(UidSet.of(new Uid(2), new Uid(9))))).hasToString("2");
        assertThat(search(new Text(""))).hasToString("1:3");
        assertThat(search(new And(List.of(new Body("x"), new Larger(9))))).hasToString("");
        assertThat(search(new Or(new Body("x"), new All()))).hasToString("1:3");
        assertThat(mailbox.opened).isEmpty();
    }

    @Test
    void opensOnlyWhatFlagsLeaveOpenAndEachOnce() throws IOException {
        mailbox.add("Subject: a\n\nx").add("Subject: a\n\ny", Instant.EPOCH, "\\Seen");
        mailbox.add("Subject: b\n\nx", Instant.EPOCH, "\\Seen");
        SearchQuery query =
                new And(
                        List.of(
                                new Or(new Header("Subject", "a"), new Body("x")),
                                new Or(new Text("y"), new Not(new Body("y"))),
                                new Flag(SystemFlag.SEEN)));
        assertThat(search(query)).hasToString("2:3");
        assertThat(mailbox.opened).containsExactly(2L, 3L);
        assertThat(mailbox.closed).containsExactly(2L, 3L);
    }

    @Test
    void passesOverMessagesThatDisappear() throws IOException {
        mailbox.add("\nx").add("\nx").expungeUnseen(1);
        assertThat(search(new Body("x"))).hasToString("2");
        assertThat(search(new Not(new Body("y")))).hasToString("2");
    }

    @Test
    void looksAtCandidatesOnly() throws IOException {
        mailbox.add("\nx").add("\nx").add("\nx");
        UidSet candidates = UidSet.of(new Uid(2), new Uid(7));
        ScanSearch search = new ScanSearch(ZoneOffset.UTC, SearchProgress.NONE);
        assertThat(search.search(new Body("x"), mailbox, candidates, NOTHING, mailbox::open))
                .hasToString("2");
        assertThat(
                        search.search(
                                new Not(new Body("z")),
                                mailbox,
                                candidates,
                                NOTHING,
                                mailbox::open))
                .hasToString("2");
        assertThat(mailbox.opened).containsExactly(2L, 2L);
    }

    @Test
    void findsTextAnywhereInALargePart() throws IOException {
        for (int at : new int[] {8_185, 8_190, 8_191, 8_192, 16_380, 100_000}) {
            mailbox.add("\n" + "n".repeat(at) + "n\ud83d\ude00eedle" + "n".repeat(50_000));
        }
        assertThat(search(new Body("N\ud83d\ude00EEDLEN"))).hasToString("1:6");
        assertThat(search(new Body("\ud83d\ude01"))).isEqualTo(UidSet.EMPTY);
    }

    private boolean matches(SearchQuery query) throws IOException {
        return !search(query).isEmpty();
    }

    private UidSet search(SearchQuery query) throws IOException {
        return search(query, ZoneOffset.UTC);
    }

    private UidSet search(SearchQuery query, ZoneId zone) throws IOException {
        return new ScanSearch(zone, SearchProgress.NONE)
                .search(query, mailbox, mailbox.uids(), NOTHING, mailbox::open);
    }
}
