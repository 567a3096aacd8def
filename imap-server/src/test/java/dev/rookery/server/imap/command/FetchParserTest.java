// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Section;
import dev.rookery.server.imap.command.FetchItem.BodySection;
import dev.rookery.server.imap.command.FetchItem.Partial;
import dev.rookery.server.imap.command.FetchItem.Rfc822;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FetchParserTest {
    private static final FetchItem FLAGS = new FetchItem.FlagList();
    private static final FetchItem DATE = new FetchItem.InternalDate();
    private static final FetchItem SIZE = new FetchItem.Rfc822Size();
    private static final FetchItem ENVELOPE = new FetchItem.Envelope();

    static Stream<Arguments> items() {
        return Stream.of(
                of("ALL", FLAGS, DATE, SIZE, ENVELOPE),
                of("FAST", FLAGS, DATE, SIZE),
                of("full", FLAGS, DATE, SIZE, ENVELOPE, new FetchItem.Body()),
                of("flags", FLAGS),
                of("(FLAGS)", FLAGS),
                of("(UID FLAGS UID)", new FetchItem.UidNumber(), FLAGS),
                of("(INTERNALDATE RFC822.SIZE ENVELOPE)", DATE, SIZE, ENVELOPE),
                of("BODYSTRUCTURE", new FetchItem.BodyStructure()),
                of("BODY", new FetchItem.Body()),
                of("RFC822", new Rfc822(Rfc822.Part.WHOLE)),
                of("RFC822.HEADER", new Rfc822(Rfc822.Part.HEADER)),
                of("RFC822.TEXT", new Rfc822(Rfc822.Part.TEXT)));
    }

    static Stream<Arguments> sections() {
        return Stream.of(
                Arguments.of("", Section.WHOLE),
                section("HEADER", new Section.Header()),
                section("text", new Section.BodyText()),
                section("1", new Section.Content(), 1),
                section("1.2.30", new Section.Content(), 1, 2, 30),
                section("1.MIME", new Section.Mime(), 1),
                section("2.1.HEADER", new Section.Header(), 2, 1),
                section("2.TEXT", new Section.BodyText(), 2),
                section("HEADER.FIELDS (To)", fields(false, "To")),
                section("HEADER.FIELDS (\"To\" Message-ID)", fields(false, "To", "Message-ID")),
                section("3.HEADER.FIELDS.NOT (DATE FROM)", fields(true, "DATE", "FROM"), 3));
    }

    @ParameterizedTest
    @MethodSource("items")
    void readsItems(String text, List<FetchItem> items) {
        assertThat(fetched(text)).isEqualTo(items);
    }

    @ParameterizedTest
    @MethodSource("sections")
    void readsSections(String text, Section section) {
        assertThat(fetched("BODY[" + text + "]"))
                .containsExactly(new BodySection(section, false, Optional.empty()));
        assertThat(fetched("(BODY.PEEK[" + text + "]<7.100> UID)"))
                .containsExactly(
                        new BodySection(section, true, Optional.of(new Partial(7, 100))),
                        new FetchItem.UidNumber());
    }

    @Test
    void readsPartsBeyondFourGibibytes() {
        assertThat(fetched("BODY[]<5000000000.9223372036854775806>"))
                .containsExactly(
                        new BodySection(
                                Section.WHOLE,
                                false,
                                Optional.of(new Partial(5_000_000_000L, Long.MAX_VALUE - 1))));
    }

    @Test
    void readsUidFetch() {
        assertThat(Client.command("a UID FETCH 1 FLAGS"))
                .isEqualTo(
                        new Command.Fetch(
                                new Tag("a"),
                                new MessageSet.ByUid(
                                        new NumberSet(List.of(new NumberSet.Range(1, 1)))),
                                List.of(FLAGS),
                                FetchModifiers.NONE));
    }

    private static List<FetchItem> fetched(String text) {
        return switch (Client.command("a FETCH 1 " + text)) {
            case Command.Fetch fetch -> fetch.items();
            case Command other -> throw new AssertionError(other);
        };
    }

    private static Arguments of(String text, FetchItem... items) {
        return Arguments.of(text, List.of(items));
    }

    private static Arguments section(String text, Section.Text what, Integer... part) {
        return Arguments.of(text, new Section(List.of(part), what));
    }

    private static Section.Text fields(boolean not, String... names) {
        return new Section.HeaderFields(List.of(names), not);
    }

    /// Whoever makes the hash codes of all items the same must not have them compared with each
    /// other.
    @Test
    void stopsAtTheFirstItemTooMany() {
        String items =
                EqualHashes.texts(101)
                        .map(name -> "BODY[HEADER.FIELDS (" + name + ")]")
                        .collect(Collectors.joining(" "));
        List<Step> steps =
                Client.afterLogin().sends("a FETCH 1 (" + items + " and nonsense\r\n").steps();
        assertThat(steps)
                .containsExactly(
                        new Step.Refused(
                                Optional.of(new Tag("a")),
                                Step.Verdict.BAD,
                                "LIMIT",
                                "FETCH has at most 100 items"));
    }
}
