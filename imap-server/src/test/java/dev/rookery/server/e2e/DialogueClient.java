// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The other client in each story: keeps nothing, and says in IMAP what it wants done.
final class DialogueClient implements RealClient {
    private static final Pattern LISTED =
            Pattern.compile("\\* LIST \\([^)]*\\) \"\\.\" (?:\"(.*)\"|(.*))");
    private static final Pattern FETCHED =
            Pattern.compile("(?s)\\* .*FLAGS \\(([^)]*)\\).*?BODY\\[] \\{(\\d+)}\r\n(.*)");

    private final ImapDialogue imap;

    DialogueClient(RookeryProcess rookery, String user) throws IOException {
        imap = rookery.login(user);
        imap.command("ENABLE UTF8=ACCEPT");
    }

    @Override
    public void sync() {}

    @Override
    public SortedSet<String> folders() throws IOException {
        return RealClient.withParents(
                imap.command("LIST \"\" *").stream()
                        .map(LISTED::matcher)
                        .filter(Matcher::matches)
                        .map(name -> utf8(name.group(1) == null ? name.group(2) : name.group(1))));
    }

    @Override
    public List<Seen> messages(String folder) throws IOException {
        imap.command("EXAMINE " + quoted(folder));
        List<Seen> messages = new ArrayList<>();
        for (String answer : imap.command("UID FETCH 1:* (FLAGS BODY.PEEK[])")) {
            Matcher fetched = FETCHED.matcher(answer);
            if (fetched.matches()) {
                String message = fetched.group(3).substring(0, Integer.parseInt(fetched.group(2)));
                messages.add(Seen.ofImap(fetched.group(1), message.getBytes(ISO_8859_1)));
            }
        }
        imap.command("UNSELECT"); // a mailbox that goes ends the sessions that have selected it
        return Seen.sorted(messages.stream());
    }

    @Override
    public void append(String folder, byte[] message) throws IOException {
        append(folder, "", List.of(message));
    }

    /// Puts messages into a folder in one step.
    void append(String folder, String flags, List<byte[]> messages) throws IOException {
        StringBuilder command = new StringBuilder("APPEND " + quoted(folder));
        for (byte[] message : messages) {
            command.append(" (").append(Seen.imapFlags(flags)).append(") {");
            command.append(message.length).append("+}\r\n").append(new String(message, ISO_8859_1));
        }
        imap.command(command.toString());
    }

    @Override
    public void flag(String folder, int number, String flags) throws IOException {
        String uid = select(folder, number);
        imap.command("UID STORE " + uid + " FLAGS.SILENT (" + Seen.imapFlags(flags) + ")");
        imap.command("UNSELECT");
    }

    @Override
    public void expunge(String folder, int number) throws IOException {
        String uid = select(folder, number);
        imap.command("UID STORE " + uid + " +FLAGS.SILENT (\\Deleted)");
        imap.command("UID EXPUNGE " + uid);
        imap.command("UNSELECT");
    }

    private String select(String folder, int number) throws IOException {
        imap.command("SELECT " + quoted(folder));
        List<String> found =
                imap.command("UID SEARCH HEADER Message-ID <" + number + "@generated.test>");
        assertThat(found).as("message %d in %s", number, folder).hasSize(1);
        assertThat(found.getFirst()).matches("\\* SEARCH \\d+");
        return found.getFirst().substring("* SEARCH ".length());
    }

    @Override
    public void create(String folder) throws IOException {
        imap.command("CREATE " + quoted(folder));
    }

    @Override
    public void rename(String folder, String to) throws IOException {
        imap.command("RENAME " + quoted(folder) + " " + quoted(to));
    }

    @Override
    public void delete(String folder) throws IOException {
        imap.command("DELETE " + quoted(folder));
    }

    @Override
    public void close() throws IOException {
        imap.close();
    }

    private static String quoted(String folder) {
        return "\"" + new String(RealClient.dotted(folder).getBytes(UTF_8), ISO_8859_1) + "\"";
    }

    private static String utf8(String name) {
        return new String(name.getBytes(ISO_8859_1), UTF_8);
    }
}
