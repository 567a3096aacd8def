// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Thinks of commands that a client may send in the state it is in; from a seed.
final class RandomCommands {
    private static final List<String> NAMES =
            List.of(
                    "INBOX",
                    "INBOX",
                    "elsewhere",
                    "a",
                    "a.b",
                    "a.b.c",
                    "x y",
                    "Entw\u00fcrfe",
                    "&");
    private static final List<String> FLAGS =
            List.of("\\Seen", "\\Flagged", "\\Answered", "\\Deleted", "\\Draft", "work", "$Junk");
    private static final List<String> ENABLE =
            List.of("IMAP4rev2", "UTF8=ACCEPT", "QRESYNC", "CONDSTORE", "UIDONLY", "QRESYNC", "X");
    private static final List<String> STATUS =
            List.of(
                    "MESSAGES",
                    "UIDNEXT",
                    "UIDVALIDITY",
                    "UNSEEN",
                    "DELETED",
                    "SIZE",
                    "HIGHESTMODSEQ",
                    "APPENDLIMIT",
                    "MAILBOXID",
                    "DELETED-STORAGE");
    private static final List<String> ITEMS =
            List.of(
                    "FLAGS",
                    "UID",
                    "ENVELOPE",
                    "INTERNALDATE",
                    "RFC822.SIZE",
                    "BODY",
                    "BODYSTRUCTURE",
                    "MODSEQ",
                    "SAVEDATE",
                    "EMAILID",
                    "THREADID",
                    "PREVIEW",
                    "PREVIEW (LAZY)",
                    "BODY[]",
                    "BODY.PEEK[]",
                    "BODY.PEEK[HEADER]",
                    "BODY[TEXT]",
                    "BODY.PEEK[1]",
                    "BODY.PEEK[1.MIME]",
                    "BODY.PEEK[2]<0.10>",
                    "BODY.PEEK[]<7.30>",
                    "BODY.PEEK[HEADER.FIELDS (Subject \"From\")]",
                    "BODY.PEEK[2.HEADER]",
                    "BODY.PEEK[HEADER.FIELDS.NOT (To)]",
                    "BODY.PEEK[2.1.TEXT]",
                    "BINARY.PEEK[1]",
                    "BINARY.PEEK[2]<1.5>",
                    "BINARY.SIZE[1]",
                    "BINARY.SIZE[9]",
                    "BODY.PEEK[9.9]");
    private static final List<String> RFC822 = List.of("RFC822", "RFC822.HEADER", "RFC822.TEXT");
    private static final List<String> KEYS =
            List.of(
                    "ALL",
                    "ANSWERED",
                    "DELETED",
                    "DRAFT",
                    "FLAGGED",
                    "NEW",
                    "OLD",
                    "RECENT",
                    "SEEN",
                    "UNSEEN",
                    "UNDELETED",
                    "KEYWORD work",
                    "UNKEYWORD $Junk",
                    "BEFORE 1-Jan-2027",
                    "SINCE 1-Jan-2020",
                    "ON 21-Nov-2026",
                    "SENTON 1-Feb-1994",
                    "SAVEDSINCE 1-Jan-2020",
                    "SAVEDATESUPPORTED",
                    "LARGER 100",
                    "SMALLER 300",
                    "SUBJECT one",
                    "TEXT \"text\"",
                    "BODY {4+}\r\ntext",
                    "FROM anna",
                    "HEADER Message-ID \"\"",
                    "MODSEQ 1",
                    "OLDER 10",
                    "YOUNGER 1000000",
                    "EMAILID M0",
                    "THREADID T0",
                    "UIDAFTER 2",
                    "UIDBEFORE 100",
                    "$",
                    "UID 1:*",
                    "UID 3,1:2");
    private static final List<String> RETURN =
            List.of("MIN", "MAX", "ALL", "COUNT", "SAVE", "PARTIAL 1:2", "PARTIAL -1:-3");
    private static final List<String> ENTRIES =
            List.of(
                    "/private/comment",
                    "/private/vendor/x/y",
                    "/shared/comment",
                    "/private",
                    "/private/specialuse");

    private final Random random;

    RandomCommands(Random random) {
        this.random = random;
    }

    /// One that must not be BAD.
    String next(StrictClient client) {
        if (!client.isLoggedIn()) {
            return "LOGIN anna secret";
        }
        if (client.isSelected() && random.nextInt(5) > 0) {
            return client.isEmpty() ? append() : ofMessages(client);
        }
        return switch (random.nextInt(6)) {
            case 0 -> (random.nextInt(3) > 0 ? "SELECT " : "EXAMINE ") + selected(client);
            case 1 -> append();
            case 2, 3 -> ofMailboxes(client);
            default -> ofServer(client);
        };
    }

    private String ofServer(StrictClient client) {
        return switch (random.nextInt(14)) {
            case 0 -> "CAPABILITY";
            case 1 -> "NOOP";
            case 2 -> "ID " + one(List.of("NIL", "(\"name\" \"x\" \"version\" NIL)"));
            case 3 -> "NAMESPACE";
            case 4 ->
                    client.isSelected() && client.ear().dialect().uidOnly()
                            ? "NOOP"
                            : "ENABLE " + one(ENABLE);
            case 5 -> "GETQUOTAROOT " + mailbox(client);
            case 6 -> "GETQUOTA \"User quota\"";
            case 7 -> "SETQUOTA \"User quota\" (STORAGE 5)";
            case 8 -> "GETMETADATA (DEPTH infinity) " + mailbox(client) + " /private";
            case 9 -> "GETMETADATA " + mailbox(client) + " (" + some(ENTRIES, 3) + ")";
            case 10 ->
                    "SETMETADATA "
                            + mailbox(client)
                            + " ("
                            + one(ENTRIES.subList(0, 3))
                            + " "
                            + one(
                                    List.of(
                                            "NIL",
                                            "\"a \\\"value\\\"\"",
                                            "{3+}\r\na\r\n",
                                            "~{2+}\r\n\0b"))
                            + ")";
            case 11 -> notifying(client);
            case 12 -> random.nextInt(4) == 0 ? "UNAUTHENTICATE" : "NOOP";
            default -> random.nextInt(4) == 0 ? "LOGOUT" : "NOOP";
        };
    }

    private String notifying(StrictClient client) {
        return "NOTIFY "
                + one(
                        List.of(
                                "NONE",
                                "SET (selected-delayed (MessageNew (UID FLAGS) MessageExpunge"
                                        + " FlagChange)) (personal (MailboxName"
                                        + " SubscriptionChange MailboxMetadataChange))",
                                "SET (selected (MessageNew MessageExpunge))",
                                "SET STATUS (personal (MessageNew MessageExpunge FlagChange))",
                                "SET (mailboxes "
                                        + mailbox(client)
                                        + " (MessageNew MessageExpunge))",
                                "SET (subtree " + mailbox(client) + " (MailboxName))"));
    }

    private String ofMailboxes(StrictClient client) {
        return switch (random.nextInt(10)) {
            case 0 -> "CREATE " + mailbox(client) + one(List.of("", " (USE (\\Archive))"));
            case 1 -> "DELETE " + mailbox(client);
            case 2 -> "RENAME " + mailbox(client) + " " + mailbox(client);
            case 3 -> "SUBSCRIBE " + mailbox(client);
            case 4 -> "UNSUBSCRIBE " + mailbox(client);
            case 5 -> "LIST \"\" " + one(List.of("*", "%", "\"\"", "a.%", "(INBOX a*)"));
            case 6 ->
                    "LIST ("
                            + one(List.of("", "SUBSCRIBED", "SUBSCRIBED RECURSIVEMATCH", "REMOTE"))
                            + ") \"\" (% *) RETURN ("
                            + listReturn()
                            + ")";
            case 7 ->
                    client.ear().dialect().rev2() ? "NOOP" : "LSUB \"\" " + one(List.of("*", "%"));
            default -> "STATUS " + mailbox(client) + " (" + some(STATUS, 5) + ")";
        };
    }

    private String listReturn() {
        return some(
                List.of(
                        "SUBSCRIBED",
                        "CHILDREN",
                        "SPECIAL-USE",
                        "STATUS (" + some(STATUS, 4) + ")"),
                3);
    }

    private String selected(StrictClient client) {
        boolean qresync = client.ear().dialect().qresync();
        return mailbox(client)
                + one(
                        qresync
                                ? List.of("", " (QRESYNC (1 1))", " (QRESYNC (1 2 1:5))")
                                : List.of("", "", " (CONDSTORE)"));
    }

    private String append() {
        int messages = random.nextInt(4) == 0 ? 2 : 1;
        StringBuilder text = new StringBuilder("APPEND " + one(List.of("INBOX", "elsewhere", "a")));
        for (int i = 0; i < messages; i++) {
            text.append(one(List.of("", " (" + some(FLAGS, 2) + ")")));
            text.append(one(List.of("", " \"17-Jul-1996 02:44:25 -0700\"")));
            text.append(' ').append(message());
        }
        return text.toString();
    }

    private String message() {
        if (random.nextInt(6) == 0) {
            return "CATENATE (URL \"/INBOX/;UID=1\" TEXT " + literal("more\r\n") + ")";
        }
        return (random.nextInt(10) == 0 ? "~" : "") + literal(one(RandomMail.MESSAGES));
    }

    private String literal(String octets) {
        int length = octets.length();
        boolean waits = length > 4096 || random.nextBoolean();
        return "{" + length + (waits ? "}" : "+}") + "\r\n" + octets;
    }

    private String ofMessages(StrictClient client) {
        boolean uid = client.usesUids() || random.nextBoolean();
        String by = uid ? "UID " : "";
        String set = uid ? uids(client) : numbers(client.count());
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3 ->
                    by + "FETCH " + set + " " + items(client) + fetchModifiers(client, uid);
            case 4, 5, 6 -> by + "STORE " + set + " " + storing();
            case 7, 8, 9, 10 -> by + "SEARCH " + search(client, uid);
            case 11 -> by + "COPY " + set + " " + mailbox(client);
            case 12 -> by + "MOVE " + set + " " + mailbox(client);
            case 13 -> {
                String which = uid ? Integer.toString(1 + random.nextInt(9)) : "1";
                yield by + "REPLACE " + which + " INBOX " + literal(one(RandomMail.MESSAGES));
            }
            case 14 -> "EXPUNGE";
            case 15 -> "UID EXPUNGE " + uids(client);
            case 16 -> one(List.of("CHECK", "CLOSE", "UNSELECT", "NOOP"));
            case 17 ->
                    by
                            + "FETCH "
                            + one(List.of("1:*", "*", "$")).replace(uid ? "" : " ", "")
                            + " (FLAGS UID)";
            default -> append();
        };
    }

    private String items(StrictClient client) {
        String macro = one(List.of("ALL", "FAST", "FULL", "FLAGS"));
        if (random.nextInt(8) == 0) {
            return macro;
        }
        boolean rfc822 = !client.ear().dialect().rev2() && random.nextInt(6) == 0;
        return "(" + some(ITEMS, 5) + (rfc822 ? " " + one(RFC822) : "") + ")";
    }

    private String fetchModifiers(StrictClient client, boolean uid) {
        return switch (random.nextInt(8)) {
            case 0 -> " (CHANGEDSINCE " + random.nextInt(20) + ")";
            case 1 -> uid ? " (PARTIAL 1:2)" : "";
            case 2 -> uid && client.ear().dialect().qresync() ? " (CHANGEDSINCE 1 VANISHED)" : "";
            default -> "";
        };
    }

    private String storing() {
        String unchanged = random.nextInt(5) == 0 ? "(UNCHANGEDSINCE 5) " : "";
        return unchanged
                + one(List.of("", "+", "-"))
                + "FLAGS"
                + one(List.of("", ".SILENT"))
                + " ("
                + some(FLAGS, 2)
                + ")";
    }

    private String search(StrictClient client, boolean uid) {
        String result =
                random.nextBoolean()
                        ? ""
                        : "RETURN ("
                                + one(List.of("", some(RETURN.subList(0, 5), 3), one(RETURN)))
                                + ") ";
        String charset =
                random.nextInt(10) == 0 && !client.ear().dialect().utf8() ? "CHARSET UTF-8 " : "";
        String first = uid || random.nextBoolean() ? key() : numbers(client.count());
        return result
                + charset
                + first
                + one(
                        List.of(
                                "",
                                " " + key(),
                                " OR " + key() + " " + key(),
                                " NOT " + key(),
                                " (" + key() + " " + key() + ")"));
    }

    private String key() {
        return one(KEYS);
    }

    private String numbers(int count) {
        int one = 1 + random.nextInt(count);
        int other = 1 + random.nextInt(count);
        return one(List.of("" + one, one + ":" + other, one + "," + other, one + ":*", "*"));
    }

    private String uids(StrictClient client) {
        List<Long> known = client.messages().uids();
        long highest = known.isEmpty() ? 5 : known.getLast() + 3;
        return numbers((int) Math.min(1000, highest));
    }

    /// A name as the client has to write it.
    private String mailbox(StrictClient client) {
        String name = one(NAMES);
        if (!name.chars().allMatch(each -> each < 0x80)) {
            byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
            return client.ear().dialect().utf8() || client.ear().dialect().rev2()
                    ? '"' + new String(utf8, StandardCharsets.ISO_8859_1) + '"'
                    : "Entw&APw-rfe";
        }
        if (name.equals("&")) {
            return client.ear().dialect().utf8() || client.ear().dialect().rev2() ? "&" : "&-";
        }
        return name.contains(" ") || random.nextInt(4) == 0
                ? one(List.of('"' + name + '"', "{" + name.length() + "+}\r\n" + name))
                : name;
    }

    /// The command with some characters changed, lost or doubled; as it is, if it has a literal.
    String mutated(String command) {
        if (command.contains("{")) {
            return command;
        }
        StringBuilder changed = new StringBuilder(command);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(changed.length());
            switch (random.nextInt(4)) {
                case 0 -> changed.deleteCharAt(at).append(' ');
                case 1 -> changed.insert(at, changed.charAt(at));
                case 2 ->
                        changed.setCharAt(
                                at, "()[]<>\"\\*%,:$ 0z9~\0\r\u00e4".charAt(random.nextInt(21)));
                default -> changed.setLength(Math.max(1, at));
            }
        }
        return changed.toString();
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private String some(List<String> all, int max) {
        List<String> chosen = new ArrayList<>();
        for (int i = random.nextInt(max); i >= 0; i--) {
            chosen.add(one(all));
        }
        return String.join(" ", chosen.stream().distinct().toList());
    }
}
