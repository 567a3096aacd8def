// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.server.imap.command.CommandStream;
import dev.rookery.server.imap.command.Step;
import dev.rookery.server.imap.wire.CommandLimits;
import dev.rookery.server.limits.ServerLimits;
import dev.rookery.server.observe.Event;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients that mean no good: whatever they send is answered, and the next command too.
@SuppressWarnings("NullAway.Init") // a server is started before each test
class HostileInputTest {
    private static final Pattern LITERAL = Pattern.compile("\\{(\\d+)\\+}\r\n");

    private final AtomicLong nanos = new AtomicLong();

    @TempDir private Path directory;
    private TestServer server;
    private MemoryTransport client;

    @BeforeEach
    void start() throws InterruptedException {
        ImapSettings settings = TestServer.settings(ImapSettings.Limits.DEFAULT);
        server = new TestServer(directory, settings, account -> account, nanos::get);
        client = server.connect(InetAddress.getLoopbackAddress());
        assertThat(client.receiveLine()).startsWith("* OK");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /// Bytes that are no UTF-8: cut off, overlong, surrogates, beyond the last character.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00ff",
                "\u00c3",
                "\u00e2\u0082",
                "\u00f0\u009f\u0098",
                "\u00c0\u00af",
                "\u00ed\u00a0\u0080",
                "\u00f4\u0090\u0080\u0080",
                "\u0080",
            })
    void answersTextThatIsNoUtf8(String bytes) throws InterruptedException {
        String literal = "{" + bytes.length() + "+}\r\n" + bytes;
        assertAnswered("ID (\"name\" \"" + bytes + "\")");
        assertAnswered("LOGIN " + literal + " secret");
        logIn();
        for (String enable : new String[] {"", "UTF8=ACCEPT", "IMAP4rev2"}) {
            assertAnswered("ENABLE " + enable);
            for (String name : new String[] {bytes, "\"" + bytes + "\"", literal}) {
                assertAnswered("CREATE " + name);
                assertAnswered("STATUS " + name + " (MESSAGES)");
                assertAnswered("LIST \"\" " + name);
                assertAnswered("SUBSCRIBE " + name);
                assertAnswered("APPEND INBOX (" + name + ") {1+}\r\nx");
                assertAnswered("SELECT INBOX");
                assertAnswered("SEARCH CHARSET UTF-8 TEXT " + name);
                assertAnswered("SEARCH SUBJECT " + name);
                assertAnswered("SEARCH KEYWORD " + name);
                assertAnswered("STORE 1 FLAGS (" + name + ")");
                assertAnswered("FETCH 1:* BODY[HEADER.FIELDS (" + name + ")]");
                assertAnswered("GETMETADATA INBOX " + name);
                assertAnswered("SETMETADATA INBOX (/private/comment " + name + ")");
                assertAnswered("NOTIFY SET (mailboxes " + name + " (MailboxName))");
            }
        }
        assertThat(server.events()).noneMatch(Event.Bug.class::isInstance);
    }

    /// NUL in each kind of token is wrong, wherever it stands; a literal8 may have it where bytes
    /// are asked for.
    @Test
    void refusesNulInEveryToken() throws InterruptedException {
        assertThat(answer("LO\0GIN anna secret")).startsWith("BAD");
        assertThat(answer("LOGIN an\0na secret")).startsWith("BAD");
        logIn();
        assertThat(answer("CREATE \"a\0b\"")).startsWith("BAD");
        assertThat(answer("CREATE {3+}\r\na\0b")).startsWith("BAD");
        assertThat(answer("LIST \"\" \0*")).startsWith("BAD");
        assertThat(answer("SELECT IN\0BOX")).startsWith("BAD");
        assertThat(answer("SELECT INBOX")).startsWith("OK");
        assertThat(answer("SEARCH SUBJECT {1+}\r\n\0")).startsWith("BAD");
        assertThat(answer("STORE 1 FLAGS (a\0)")).startsWith("BAD");
        assertThat(answer("SETMETADATA INBOX (/private/comment {3+}\r\na\0b)")).startsWith("BAD");
        assertThat(answer("SETMETADATA INBOX (/private/comment ~{3+}\r\na\0b)")).startsWith("OK");
        assertThat(answer("NOOP\0")).startsWith("BAD");
    }

    /// A command that ends where it must not, after each of its characters.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "LOGIN {4+}\r\nanna {6+}\r\nsecret",
                "AUTHENTICATE PLAIN AGFubmEAc2VjcmV0",
                "ID (\"name\" \"x\" \"version\" NIL)",
                "ENABLE CONDSTORE",
            })
    void answersEachBeginningOfACommandOfStrangers(String command) throws InterruptedException {
        for (int length = 0; length < command.length(); length++) {
            MemoryTransport stranger = server.connect(InetAddress.getLoopbackAddress());
            client = stranger;
            assertThat(client.receiveLine()).startsWith("* OK");
            assertAnswered(withLiterals(command.substring(0, length)));
            client.hangUp();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT INBOX (QRESYNC (1 20050715194045000 1:9 (1,2 3,4)))",
                "LIST (SUBSCRIBED RECURSIVEMATCH) \"\" (\"a*\" %)"
                        + " RETURN (CHILDREN STATUS (MESSAGES))",
                "APPEND INBOX (\\Seen k) \"17-Jul-1996 02:44:25 -0700\" {3+}\r\nabc",
                "APPEND INBOX CATENATE (URL \"/INBOX/;UID=1/;SECTION=1.2\" TEXT {3+}\r\nabc)",
                "REPLACE 1 INBOX (\\Seen) ~{3+}\r\nabc",
                "UID FETCH 1:* (UID FLAGS BODY.PEEK[1.2.HEADER.FIELDS.NOT (\"a\" b)]<0.10>)"
                        + " (CHANGEDSINCE 1 VANISHED)",
                "UID STORE 1,3:* (UNCHANGEDSINCE 12) +FLAGS.SILENT (\\Seen $x)",
                "UID SEARCH RETURN (MIN MAX PARTIAL 1:10) CHARSET UTF-8 OR (NOT SEEN LARGER 3)"
                        + " SINCE 1-Feb-1994 HEADER a {1+}\r\nb",
                "SETMETADATA INBOX (/private/comment {3+}\r\nabc /private/x NIL)",
                "GETMETADATA (MAXSIZE 10 DEPTH infinity) INBOX (/private/comment)",
                "NOTIFY SET STATUS (selected (MessageNew (FLAGS UID) MessageExpunge))"
                        + " (subtree (a b) (MailboxName))",
                "STATUS INBOX (MESSAGES UIDNEXT DELETED-STORAGE)",
                "CREATE new (USE (\\Drafts))",
                "RENAME {1+}\r\na \"b\"",
                "GETQUOTAROOT INBOX",
                "UID COPY 1:* INBOX",
            })
    void answersEachBeginningOfACommand(String command) throws InterruptedException {
        logIn();
        for (int length = 0; length < command.length(); length++) {
            assertAnswered("SELECT INBOX");
            assertAnswered(withLiterals(command.substring(0, length)));
        }
    }

    /// What is cut off inside a literal is made as long as it said.
    private static String withLiterals(String beginning) {
        Matcher literal = LITERAL.matcher(beginning + "\r\n");
        int missing = -1;
        while (literal.find()) {
            missing = Integer.parseInt(literal.group(1)) - (beginning.length() + 2 - literal.end());
        }
        return missing < 0 ? beginning : beginning + "\r\n" + "x".repeat(missing);
    }

    /// A byte every ten seconds is no sign of a login to come.
    @Test
    void cutsOffAStrangerWhoTypesSlowly() throws InterruptedException {
        byte[] command = "a LOGIN anna secret\r\n".getBytes(StandardCharsets.US_ASCII);
        int taken = 0;
        for (Duration gone = Duration.ZERO; gone.compareTo(ServerLimits.LOGIN_TIME_MAX) < 0; ) {
            gone = gone.plusSeconds(10);
            nanos.set(gone.toNanos());
            client.send(new byte[] {command[taken++]});
        }
        assertThat(taken).isLessThan(command.length);
        assertThat(client.receiveLine()).isEqualTo("* BYE The login took too long.\r\n");
        assertThat(client.receiveLine()).isEmpty();
        assertThat(client.isClosed()).isTrue();
    }

    /// A million bytes that swell to a thousand times as many: they come piece by piece, and the
    /// limits of commands are those of what they swell to.
    @Test
    void inflatesABombPieceByPiece() throws Exception {
        CommandStream stream =
                new CommandStream(CommandLimits.BEFORE_LOGIN, CommandLimits.AFTER_LOGIN);
        stream.loggedIn();
        AtomicLong inflated = new AtomicLong();
        AtomicLong refused = new AtomicLong();
        try (Compression compression = new Compression()) {
            byte[] again = new byte[0];
            for (int i = 0; i < 1_024; i++) {
                again = i < BOMB.length ? BOMB[i] : again;
                compression.inflate(
                        ByteBuffer.wrap(again),
                        piece -> {
                            assertThat(piece.remaining()).isLessThanOrEqualTo(16 << 10);
                            inflated.addAndGet(piece.remaining());
                            stream.feed(piece);
                            Step step = stream.next();
                            while (!(step instanceof Step.NeedInput)) {
                                refused.incrementAndGet();
                                step = stream.next();
                            }
                            assertThat(stream.heldBytes())
                                    .isLessThanOrEqualTo(3 * ServerLimits.LINE_BYTES_MAX);
                        });
            }
        }
        assertThat(inflated).hasValue(1L << 30);
        assertThat(refused).hasValue(1);
    }

    /// A mebibyte of one letter, deflated: as a beginning, and as what may follow any number of
    /// times.
    private static final byte[][] BOMB = bomb();

    private static byte[][] bomb() {
        byte[] letters = "x".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
        byte[][] bomb = new byte[3][];
        try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true)) {
            for (int i = 0; i < bomb.length; i++) {
                deflater.setInput(letters);
                ByteArrayOutputStream deflated = new ByteArrayOutputStream();
                byte[] piece = new byte[1 << 16];
                int count = deflater.deflate(piece, 0, piece.length, Deflater.SYNC_FLUSH);
                deflated.write(piece, 0, count);
                bomb[i] = deflated.toByteArray();
            }
        }
        return bomb;
    }

    private void logIn() throws InterruptedException {
        assertThat(answer("LOGIN anna secret")).startsWith("OK");
    }

    private void assertAnswered(String command) throws InterruptedException {
        assertThat(answer(command)).as(command).matches("(OK|NO|BAD)( .*)?");
        assertThat(answer("NOOP")).startsWith("OK");
    }

    /// The reply to a command; what it goes on to ask for is not given.
    private String answer(String command) throws InterruptedException {
        send("a " + command + "\r\n");
        String line = client.receiveResponse();
        while (line.startsWith("* ") && !line.startsWith("* BAD")) {
            line = client.receiveResponse();
        }
        if (line.startsWith("+")) {
            send("*\r\n");
            line = client.receiveResponse();
        }
        return line.replaceFirst("^(a|\\*) ", "").strip();
    }

    private void send(String text) {
        client.send(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
