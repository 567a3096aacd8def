// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.Delivery;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.QuotaLimits;
import dev.rookery.maildir.SpecialUse;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.server.imap.session.Dialogue.Turn;
import dev.rookery.server.observe.Event;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Speaks for the clients of a [Dialogue] and checks what the server says.
final class DialoguePlayer implements AutoCloseable {
    private static final Pattern WORD = Pattern.compile("<([a-z]+)>");
    private static final Pattern MAIL =
            Pattern.compile("(?<box>\\S+)(?: \\((?<flags>[^)]*)\\))?(?: (?<date>\\S+))?");

    private final Path directory;
    private final Function<byte[], List<byte[]>> cut;
    private final Map<Integer, MemoryTransport> clients = new TreeMap<>();
    private final Map<Integer, StrictEar> ears = new HashMap<>();
    private final Map<String, String> words = new HashMap<>();
    private ImapSettings settings = ImapSettings.defaults();
    private InetAddress from = InetAddress.getLoopbackAddress();
    private @Nullable TestServer server;
    private int drops;

    DialoguePlayer(Path directory, Function<byte[], List<byte[]>> cut) {
        this.directory = directory;
        this.cut = cut;
    }

    void play(Dialogue dialogue) throws Exception {
        for (Turn turn : dialogue.turns()) {
            try {
                switch (turn) {
                    case Dialogue.Client(_, int who, String bytes) -> speak(who, bytes);
                    case Dialogue.Server(_, int who, String bytes) -> listen(who, bytes);
                    case Dialogue.Directive directive -> obey(directive);
                }
            } catch (AssertionError | Exception failure) {
                throw new AssertionError("line " + turn.lineNumber() + ": " + failure, failure);
            }
        }
        for (int who : List.copyOf(clients.keySet())) {
            speak(who, "bye LOGOUT\r\n");
            listen(who, "* BYE ...\r\n");
            listen(who, "bye OK ...\r\n");
            listen(who, "(closed)\r\n");
        }
        assertThat(server().events())
                .noneMatch(event -> event instanceof Event.Bug)
                .noneMatch(event -> event instanceof Event.StorageTrouble);
    }

    private TestServer server() {
        if (server == null) {
            server = new TestServer(directory, settings);
        }
        return server;
    }

    private MemoryTransport client(int who) {
        return clients.computeIfAbsent(who, _ -> server().connect(from));
    }

    private StrictEar ear(int who) {
        return ears.computeIfAbsent(who, _ -> new StrictEar());
    }

    private void speak(int who, String text) {
        if (text.equals("(hang up)\r\n")) {
            client(who).hangUp();
            forget(who);
            return;
        }
        String filled = WORD.matcher(text).replaceAll(word -> quoted(word.group(1), word.group()));
        ear(who).sent(filled);
        for (byte[] chunk : cut.apply(filled.getBytes(StandardCharsets.ISO_8859_1))) {
            client(who).send(chunk);
        }
    }

    private String quoted(String word, String otherwise) {
        return Matcher.quoteReplacement(words.getOrDefault(word, otherwise));
    }

    private void listen(int who, String expected) throws InterruptedException {
        switch (expected) {
            case "(closed)\r\n" -> {
                assertThat(client(who).receiveLine()).isEmpty();
                assertThat(client(who).isClosed()).isTrue();
                forget(who);
            }
            case "(untagged)\r\n" -> {
                while (client(who).peek().startsWith("* ")) {
                    receive(who);
                }
            }
            default -> match(receive(who), expected);
        }
    }

    /// The next response, which must be a grammatical one.
    private String receive(int who) throws InterruptedException {
        String response = client(who).receiveResponse();
        assertThat(response).as("what the server says").isNotEmpty();
        ear(who).hear(response);
        return response;
    }

    private void forget(int who) {
        clients.remove(who);
        ears.remove(who);
    }

    private void match(String actual, String expected) {
        boolean open = expected.endsWith("...\r\n");
        String text = open ? expected.substring(0, expected.length() - 5) : expected;
        StringBuilder regex = new StringBuilder();
        Set<String> named = new TreeSet<>();
        Matcher word = WORD.matcher(text);
        int at = 0;
        while (word.find()) {
            regex.append(Pattern.quote(text.substring(at, word.start())));
            regex.append(wordRegex(word.group(1), named));
            at = word.end();
        }
        regex.append(Pattern.quote(text.substring(at))).append(open ? ".*\r\n" : "");
        Matcher matcher = Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(actual);
        if (!matcher.matches()) {
            assertThat(actual).isEqualTo(expected);
        }
        named.forEach(name -> words.put(name, matcher.group(name)));
    }

    private String wordRegex(String name, Set<String> named) {
        if (words.containsKey(name)) {
            return Pattern.quote(words.get(name));
        }
        return named.add(name) ? "(?<" + name + ">[^ \\])\r\n]+)" : "\\k<" + name + ">";
    }

    private void obey(Dialogue.Directive directive) throws Exception {
        String arguments = directive.arguments();
        switch (directive.word()) {
            case "settings" -> settings = settings(arguments);
            case "from" -> from = InetAddress.getByName(arguments);
            case "login" -> {
                int who = arguments.isEmpty() ? 1 : Integer.parseInt(arguments);
                listen(who, "* OK [CAPABILITY ...\r\n");
                speak(who, "in LOGIN anna secret\r\n");
                listen(who, "in OK ...\r\n");
            }
            case "select" -> {
                String[] words = arguments.split(" ", -1);
                int who = words.length > 1 ? Integer.parseInt(words[1]) : 1;
                speak(who, "sel SELECT " + words[0] + "\r\n");
                listen(who, "(untagged)\r\n");
                listen(who, "sel OK ...\r\n");
            }
            case "quota" -> {
                String[] limits = arguments.split(" ", -1);
                server().limit(
                                new QuotaLimits(
                                        OptionalLong.of(Long.parseLong(limits[0])),
                                        OptionalLong.of(Long.parseLong(limits[1]))));
            }
            case "folder" -> {
                try (Account account = server().anna()) {
                    account.create(MailboxName.parse(arguments, settings.separator()));
                }
            }
            case "use" -> use(arguments);
            case "mail" -> mail(arguments, directive.text());
            case "drop" -> drop(arguments, directive.text());
            case String other -> throw new IllegalArgumentException("no directive " + other);
        }
    }

    private static ImapSettings settings(String arguments) {
        char separator = '.';
        String prefix = "";
        List<ImapSettings.Folder> folders = List.of();
        long appendBytesMax = ImapSettings.Limits.DEFAULT.appendBytesMax();
        MessageLimit messages = MessageLimit.NONE;
        boolean unauthenticate = true;
        for (String argument : arguments.split(" ", -1)) {
            String[] pair = argument.split("=", 2);
            switch (pair[0]) {
                case "separator" -> separator = pair[1].charAt(0);
                case "prefix" -> prefix = pair[1];
                case "folders" -> folders = TestServer.FOLDERS;
                case "append" -> appendBytesMax = Long.parseLong(pair[1]);
                case "unauthenticate" -> unauthenticate = pair[1].equals("yes");
                case "messagelimit" -> messages = new MessageLimit(Integer.parseInt(pair[1]));
                case String other -> throw new IllegalArgumentException("no setting " + other);
            }
        }
        ImapSettings.Limits limits = TestServer.limits(appendBytesMax, messages);
        return new ImapSettings(separator, prefix, folders, true, unauthenticate, limits);
    }

    private void use(String arguments) throws IOException {
        List<String> words = List.of(arguments.split(" ", -1));
        Set<SpecialUse> uses = EnumSet.noneOf(SpecialUse.class);
        for (String attribute : words.subList(1, words.size())) {
            uses.add(SpecialUse.ofImapName(attribute).orElseThrow());
        }
        try (Account account = server().anna()) {
            account.assign(MailboxName.parse(words.getFirst(), settings.separator()), uses);
        }
    }

    private void mail(String arguments, String text) throws IOException {
        Matcher mail = MAIL.matcher(arguments);
        assertThat(mail.matches()).isTrue();
        Set<SystemFlag> system = EnumSet.noneOf(SystemFlag.class);
        Set<String> keywords = new TreeSet<>();
        String flags = mail.group("flags") == null ? "" : mail.group("flags");
        for (String flag : flags.split(" ", -1)) {
            SystemFlag.ofImapName(flag).ifPresentOrElse(system::add, () -> keywords.add(flag));
        }
        keywords.remove("");
        Instant date =
                mail.group("date") == null ? TestServer.NOW : Instant.parse(mail.group("date"));
        MailboxName name = MailboxName.parse(mail.group("box"), settings.separator());
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        try (Account account = server().anna();
                Delivery delivery =
                        account.mailbox(name).deliver(Flags.of(system, keywords), date)) {
            delivery.write(bytes, 0, bytes.length);
            delivery.commit();
        }
    }

    private void drop(String arguments, String text) throws IOException {
        Path maildir = server().maildir("anna");
        Path folder = arguments.equals("INBOX") ? maildir : maildir.resolve("." + arguments);
        String unix = text.replace("\r\n", "\n");
        Files.write(
                folder.resolve("new/1700000000.M" + ++drops + ".elsewhere"),
                unix.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
