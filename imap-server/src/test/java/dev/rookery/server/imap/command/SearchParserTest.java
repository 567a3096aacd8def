// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.search.SearchQuery.When;
import dev.rookery.server.imap.command.SearchKey.And;
import dev.rookery.server.imap.command.SearchKey.Flagged;
import dev.rookery.server.imap.command.SearchKey.Header;
import dev.rookery.server.imap.command.SearchKey.Keyword;
import dev.rookery.server.imap.command.SearchKey.Not;
import dev.rookery.server.imap.command.SearchKey.Received;
import dev.rookery.server.imap.command.SearchKey.Recent;
import dev.rookery.server.imap.command.SearchKey.Sent;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SearchParserTest {
    private static final SearchKey SEEN = new Flagged(SystemFlag.SEEN);
    private static final SearchKey ALL = new SearchKey.All();
    private static final LocalDate FEBRUARY = LocalDate.of(1994, 2, 1);

    static Stream<Arguments> flagKeys() {
        return Stream.of(
                of("ALL", ALL),
                of("ANSWERED", new Flagged(SystemFlag.ANSWERED)),
                of("deleted", new Flagged(SystemFlag.DELETED)),
                of("DRAFT", new Flagged(SystemFlag.DRAFT)),
                of("FLAGGED", new Flagged(SystemFlag.FLAGGED)),
                of("SEEN", SEEN),
                of("UNANSWERED", new Not(new Flagged(SystemFlag.ANSWERED))),
                of("UNDELETED", new Not(new Flagged(SystemFlag.DELETED))),
                of("UNDRAFT", new Not(new Flagged(SystemFlag.DRAFT))),
                of("UNFLAGGED", new Not(new Flagged(SystemFlag.FLAGGED))),
                of("UNSEEN", new Not(SEEN)),
                of("KEYWORD $Work", new Keyword("$Work")),
                of("UNKEYWORD $Work", new Not(new Keyword("$Work"))),
                of("RECENT", new Recent()),
                of("OLD", new Not(new Recent())),
                of("NEW", and(new Recent(), new Not(SEEN))));
    }

    static Stream<Arguments> otherKeys() {
        return Stream.of(
                of("BEFORE 1-Feb-1994", new Received(When.BEFORE, FEBRUARY)),
                of("ON \"1-feb-1994\"", new Received(When.ON, FEBRUARY)),
                of("SINCE 01-FEB-1994", new Received(When.SINCE, FEBRUARY)),
                of("SENTBEFORE 1-Feb-1994", new Sent(When.BEFORE, FEBRUARY)),
                of("SENTON 1-Feb-1994", new Sent(When.ON, FEBRUARY)),
                of("SENTSINCE 1-Feb-1994", new Sent(When.SINCE, FEBRUARY)),
                of("LARGER 5000000000", new SearchKey.Larger(5_000_000_000L)),
                of("SMALLER 0", new SearchKey.Smaller(0)),
                of("FROM anna", new Header("FROM", "anna")),
                of("BCC \"\"", new Header("BCC", "")),
                of("CC \"a b\"", new Header("CC", "a b")),
                of("TO {3}\r\na b", new Header("TO", "a b")),
                of("SUBJECT \"Grüße\"", new Header("SUBJECT", "Grüße")),
                of("HEADER Message-ID <a@b>", new Header("Message-ID", "<a@b>")),
                of("BODY x", new SearchKey.Body("x")),
                of("TEXT x", new SearchKey.Text("x")),
                of("UID 7:9", new SearchKey.Messages(new MessageSet.ByUid(sevenToNine()))),
                of("7:9", new SearchKey.Messages(new MessageSet.BySequence(sevenToNine()))),
                of("NOT SEEN", new Not(SEEN)),
                of("OR SEEN NOT SEEN", new SearchKey.Or(SEEN, new Not(SEEN))),
                of("SEEN ALL", and(SEEN, ALL)),
                of("SEEN ALL  ", and(SEEN, ALL)),
                of("(SEEN)", SEEN),
                of("NOT (SEEN (ALL SEEN)) ALL", and(new Not(and(SEEN, and(ALL, SEEN))), ALL)));
    }

    @ParameterizedTest
    @MethodSource({"flagKeys", "otherKeys"})
    void readsKeys(String text, SearchKey key) {
        assertThat(search(text)).isEqualTo(command(key, Optional.empty()));
        assertThat(search("CHARSET utf-8 " + text)).isEqualTo(command(key, Optional.of("UTF-8")));
        assertThat(search("CHARSET \"US-ASCII\" " + text))
                .isEqualTo(command(key, Optional.of("US-ASCII")));
    }

    @Test
    void leavesStringsInAnUnknownCharsetUnread() {
        byte[] start = Client.bytes("a SEARCH CHARSET ISO-8859-1 FROM {1+}\r\n");
        Client client = Client.afterLogin().sends(start).sends(new byte[] {(byte) 0xFC});

        assertThat(client.sends("\r\n").steps())
                .containsExactly(new Step.Execute(command(ALL, Optional.of("ISO-8859-1"))));
        assertThat(
                        new Command.Search(
                                new Tag("a"),
                                SearchReturn.PLAIN,
                                ALL,
                                Optional.of("ISO-8859-1"),
                                false))
                .returns(false, Command.Search::charsetIsKnown);
    }

    @Test
    void readsUidSearch() {
        assertThat(Client.command("a UID SEARCH ALL"))
                .isEqualTo(
                        new Command.Search(
                                new Tag("a"), SearchReturn.PLAIN, ALL, Optional.empty(), true));
    }

    private static Command search(String text) {
        return Client.command("a SEARCH " + text);
    }

    private static Command command(SearchKey key, Optional<String> charset) {
        return new Command.Search(new Tag("a"), SearchReturn.PLAIN, key, charset, false);
    }

    private static NumberSet sevenToNine() {
        return new NumberSet(List.of(new NumberSet.Range(7, 9)));
    }

    private static SearchKey and(SearchKey... keys) {
        return new And(List.of(keys));
    }

    private static Arguments of(String text, SearchKey key) {
        return Arguments.of(text, key);
    }
}
