// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import static dev.rookery.server.imap.command.Command.Access.READ_ONLY;
import static dev.rookery.server.imap.command.Command.Access.READ_WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.server.auth.Secret;
import dev.rookery.server.imap.command.NumberSet.Range;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every command, however its bytes are cut. What is written here ends in CRLF on the wire.
class CommandParserTest {
    private static final Tag A = new Tag("a");
    private static final Flags SEEN = Flags.of(SystemFlag.SEEN);

    static Stream<Arguments> finishedCommands() {
        return Stream.of(anyState(), login(), mailboxes(), messages()).flatMap(each -> each);
    }

    static Stream<Arguments> commands() {
        return Stream.of(finishedCommands(), append(), unfinished()).flatMap(each -> each);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void readsCommand(String text, Command command) {
        byte[] line = Client.bytes(text + "\r\n");

        assertThat(Client.afterLogin().sends(line).steps())
                .filteredOn(step -> !(step instanceof Step.GoAhead))
                .containsExactly(new Step.Execute(command));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void readsCommandCutAnywhere(String text, Command command) {
        byte[] line = Client.bytes(text + "\r\n");
        List<Step> whole = Client.afterLogin().sends(line).steps();

        assertThat(Client.afterLogin().sendsByteByByte(line).steps()).isEqualTo(whole);
        for (int seed = 0; seed < 10; seed++) {
            assertThat(Client.afterLogin().sendsInPieces(line, new Random(seed)).steps())
                    .as("seed %d", seed)
                    .isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @MethodSource("finishedCommands")
    void leavesTheNextCommandAlone(String text, Command command) {
        List<Step> steps = Client.afterLogin().sends(text + "\r\nb NOOP\r\nc").steps();

        assertThat(steps)
                .filteredOn(step -> !(step instanceof Step.GoAhead))
                .containsExactly(
                        new Step.Execute(command),
                        new Step.Execute(new Command.Noop(new Tag("b"))));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void acceptsBareLineFeeds(String text, Command command) {
        byte[] line = Client.bytes(text.replace("}\r\n", "}\n") + "\n");

        assertThat(Client.afterLogin().sends(line).steps()).contains(new Step.Execute(command));
    }

    private static Stream<Arguments> anyState() {
        return Stream.of(
                of("a CAPABILITY", new Command.Capability(A)),
                of("a capability", new Command.Capability(A)),
                of("a NOOP ", new Command.Noop(A)),
                of("a LOGOUT", new Command.Logout(A)),
                of("A1.x]#-=& NOOP", new Command.Noop(new Tag("A1.x]#-=&"))),
                of("a ID NIL", new Command.Id(A, Map.of())),
                of("a ID ()", new Command.Id(A, Map.of())),
                of(
                        "a ID (\"name\" \"sodr\" {3}\r\nver NIL)",
                        new Command.Id(
                                A, Map.of("name", Optional.of("sodr"), "ver", Optional.empty()))));
    }

    private static Stream<Arguments> login() {
        return Stream.of(
                of("a LOGIN anna secret", login("anna", "secret")),
                of("a LOGIN \"anna\" \"s\\\"e \\\\\"", login("anna", "s\"e \\")),
                of("a LOGIN {4}\r\nanna {6}\r\nse\r\net", login("anna", "se\r\net")),
                of("a LOGIN {4+}\r\nanna {0+}\r\n", login("anna", "")),
                of("a LOGIN anna@example.org \"pässwörd\"", login("anna@example.org", "pässwörd")),
                of("a AUTHENTICATE plain =", authenticate("")),
                of("a AUTHENTICATE PLAIN AGEAYg==", authenticate("\0a\0b")),
                of(
                        "a ENABLE condstore X-GOOD",
                        new Command.Enable(A, List.of("CONDSTORE", "X-GOOD"))));
    }

    private static Stream<Arguments> mailboxes() {
        return Stream.of(
                of("a SELECT INBOX", select("INBOX", READ_WRITE)),
                of("a SELECT \"a b\"", select("a b", READ_WRITE)),
                of("a EXAMINE {5}\r\nGr&-n", select("Gr&n", READ_ONLY)),
                of("a SELECT Gr&APw-n", select("Grün", READ_WRITE)),
                of("a SELECT \"Grün\"", select("Grün", READ_WRITE)),
                of("a SELECT R&D", select("R&D", READ_WRITE)),
                of("a SELECT a]b[c", select("a]b[c", READ_WRITE)),
                of("a CREATE a/b/", new Command.Create(A, "a/b/", List.of())),
                of("a DELETE x", new Command.Delete(A, "x")),
                of("a RENAME x \"y\"", new Command.Rename(A, "x", "y")),
                of("a SUBSCRIBE x", new Command.Subscribe(A, "x")),
                of("a UNSUBSCRIBE x", new Command.Unsubscribe(A, "x")),
                of("a LIST \"\" *", list("", "*")),
                of("a LIST \"\" \"\"", list("", "")),
                of("a LIST x/ &APw-%", list("x/", "ü%")),
                of("a LSUB \"\" \"%\"", new Command.Lsub(A, "", "%")),
                of("a NAMESPACE", new Command.Namespace(A)),
                of(
                        "a STATUS x (messages UIDNEXT UNSEEN messages RECENT UIDVALIDITY)",
                        new Command.Status(
                                A,
                                "x",
                                List.of(
                                        StatusItem.MESSAGES,
                                        StatusItem.UIDNEXT,
                                        StatusItem.UNSEEN,
                                        StatusItem.RECENT,
                                        StatusItem.UIDVALIDITY))));
    }

    private static Stream<Arguments> append() {
        Optional<Instant> date = Optional.of(Instant.parse("1996-07-17T09:44:25Z"));
        return Stream.of(
                of("a APPEND x {310}", append("x", Flags.NONE, Optional.empty(), 310, true)),
                of("a APPEND {1}\r\nx {9+}", append("x", Flags.NONE, Optional.empty(), 9, false)),
                of("a APPEND x (\\seen) {1}", append("x", SEEN, Optional.empty(), 1, true)),
                of("a append x () {1}", append("x", Flags.NONE, Optional.empty(), 1, true)),
                of(
                        "a APPEND x (\\Seen) \"17-Jul-1996 02:44:25 -0700\" {1}",
                        append("x", SEEN, date, 1, true)),
                of(
                        "a APPEND x \"7-Jul-1996 09:44:60 +0000\" {1}",
                        append(
                                "x",
                                Flags.NONE,
                                Optional.of(Instant.parse("1996-07-07T09:44:59Z")),
                                1,
                                true)),
                of(
                        "a APPEND \"x y\" \" 7-jul-1996 09:44:25 +0000\" {99999999999999999999}",
                        append(
                                "x y",
                                Flags.NONE,
                                Optional.of(Instant.parse("1996-07-07T09:44:25Z")),
                                Long.MAX_VALUE,
                                true)));
    }

    private static Stream<Arguments> unfinished() {
        return Stream.of(
                of("a IDLE", new Command.Idle(A)),
                of("a AUTHENTICATE PLAIN", new Command.Authenticate(A, "PLAIN", Optional.empty())));
    }

    private static Stream<Arguments> messages() {
        Flags flags = Flags.of(List.of(SystemFlag.DELETED), List.of("$Work"));
        return Stream.of(
                of("a CHECK", new Command.Check(A)),
                of("a CLOSE", new Command.Close(A)),
                of("a UNSELECT", new Command.Unselect(A)),
                of("a EXPUNGE", new Command.Expunge(A)),
                of("a UID EXPUNGE 3:*", new Command.UidExpunge(A, uids(r(3, NumberSet.STAR)))),
                of(
                        "a COPY 1,5:2,* x",
                        new Command.Copy(A, sequence(r(1, 1), r(5, 2), star()), "x")),
                of("a UID COPY 4294967295 x", new Command.Copy(A, uids(r(U32, U32)), "x")),
                of("a MOVE 1 x", new Command.Move(A, sequence(r(1, 1)), "x")),
                of("a UID MOVE 1 x", new Command.Move(A, uids(r(1, 1)), "x")),
                of("a STORE 1 FLAGS (\\Seen)", store(FlagChange.replace(SEEN), false)),
                of("a STORE 1 +flags \\Seen", store(FlagChange.add(SEEN), false)),
                of("a STORE 1 +flags \\Seen  ", store(FlagChange.add(SEEN), false)),
                of("a STORE 1 FLAGS ()", store(FlagChange.replace(Flags.NONE), false)),
                of(
                        "a STORE 1 -FLAGS.SILENT \\Deleted $Work",
                        store(FlagChange.remove(flags), true)),
                of(
                        "a UID STORE 1 +FLAGS.SILENT (\\Deleted $Work)",
                        new Command.Store(
                                A, uids(r(1, 1)), FlagChange.add(flags), true, Optional.empty())));
    }

    private static final long U32 = 4_294_967_295L;

    private static Arguments of(String text, Command command) {
        return Arguments.of(text, command);
    }

    private static Command login(String user, String password) {
        return new Command.Login(A, user, Secret.of(password));
    }

    private static Command authenticate(String response) {
        return new Command.Authenticate(A, "PLAIN", Optional.of(Secret.of(response)));
    }

    private static Command append(
            String mailbox, Flags flags, Optional<Instant> date, long size, boolean synchronizing) {
        return new Command.Append(
                A,
                mailbox,
                List.of(
                        new AppendPiece.Begin(flags, date, false),
                        new AppendPiece.Literal(size, synchronizing, false, false)));
    }

    private static Command select(String mailbox, Command.Access access) {
        return new Command.Select(A, mailbox, access, SelectOptions.NONE);
    }

    private static Command list(String reference, String pattern) {
        return new Command.ListMailboxes(A, reference, List.of(pattern), ListOptions.NONE);
    }

    private static Command store(FlagChange change, boolean silent) {
        return new Command.Store(A, sequence(r(1, 1)), change, silent, Optional.empty());
    }

    private static Range r(long first, long last) {
        return new Range(first, last);
    }

    private static Range star() {
        return r(NumberSet.STAR, NumberSet.STAR);
    }

    private static NumberSet set(Range... ranges) {
        return new NumberSet(Arrays.asList(ranges));
    }

    private static MessageSet sequence(Range... ranges) {
        return new MessageSet.BySequence(set(ranges));
    }

    private static MessageSet uids(Range... ranges) {
        return new MessageSet.ByUid(set(ranges));
    }
}
