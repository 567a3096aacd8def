// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.peers;

import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.ModifiedUtf7;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/// Mail that Dovecot made: folders, flags, keywords, subscriptions, gaps where mail was expunged.
final class DovecotMail {
    /// Has more keywords than there are letters.
    private static final MailboxName MANY_KEYWORDS = MailboxName.parse("Many keywords", '/');

    private static final Pattern WORD =
            Pattern.compile(
                    "(?<=^message " + MANY_KEYWORDS + " .{0,200}) (word|\\$label)\\d+(?= )");
    private static final List<String> FOLDERS =
            List.of(
                    "INBOX",
                    "Sent",
                    "Arbeit",
                    "Arbeit/Entwürfe",
                    "Arbeit/Entwürfe/2026",
                    "日本語",
                    "Q&A",
                    "INBOX/Below",
                    "Many keywords",
                    "Empty");
    private static final List<String> SUBSCRIBED =
            List.of("INBOX", "Arbeit/Entwürfe", "日本語", "Q&A", "gone");
    private static final List<String> SYSTEM =
            List.of("\\Seen", "\\Answered", "\\Flagged", "\\Draft", "\\Deleted");
    private static final int FEW = 20;
    private static final int MANY = 32;

    private final RealDovecot dovecot;
    private final Random random;
    private int made;

    private DovecotMail(RealDovecot dovecot, long seed) {
        this.dovecot = dovecot;
        this.random = new Random(seed);
    }

    /// Half of the messages are in INBOX, none in `Empty`.
    static void make(RealDovecot dovecot, int messages, long seed)
            throws IOException, InterruptedException {
        System.out.println("mail by Dovecot: seed " + seed);
        DovecotMail mail = new DovecotMail(dovecot, seed);
        for (String folder : FOLDERS) {
            MailboxName name = MailboxName.parse(folder, '/');
            if (!name.isInbox()) {
                dovecot.doveadm("mailbox", "create", dovecot.name(name));
            }
            int share = name.isInbox() ? messages / 2 : messages / 2 / (FOLDERS.size() - 2);
            if (!folder.equals("Empty")) {
                mail.fill(name, share);
            }
        }
        for (String folder : SUBSCRIBED) {
            dovecot.doveadm("mailbox", "subscribe", dovecot.name(MailboxName.parse(folder, '/')));
        }
    }

    /// The facts without the keywords of the one folder where some have no letter: only Dovecot's
    /// index knows them.
    static List<String> withoutWordsBeyondLetters(List<String> facts) {
        return facts.stream().map(line -> WORD.matcher(line).replaceAll("")).sorted().toList();
    }

    private void fill(MailboxName folder, int messages) throws IOException, InterruptedException {
        int keywords = folder.equals(MANY_KEYWORDS) ? MANY : FEW;
        String name = "\"" + ModifiedUtf7.encode(dovecot.name(folder)) + "\"";
        ByteArrayOutputStream script = new ByteArrayOutputStream();
        script.writeBytes(RealDovecot.bytes("a APPEND " + name));
        for (int i = 0; i < messages; i++) {
            byte[] message = message();
            String head =
                    " (%s) \"%02d-Nov-2026 10:00:00 +0100\" {%d+}\r\n"
                            .formatted(flags(keywords), 1 + i % 24, message.length);
            script.writeBytes(RealDovecot.bytes(head));
            script.writeBytes(message);
        }
        script.writeBytes(RealDovecot.bytes("\r\nz LOGOUT\r\n"));
        run(script);
        script.reset();
        script.writeBytes(RealDovecot.bytes("b SELECT " + name + "\r\n"));
        for (int i = 0; i < messages / 20; i++) {
            String change =
                    "d UID STORE %d %sFLAGS.SILENT (%s)\r\n"
                            .formatted(
                                    1 + random.nextInt(messages),
                                    random.nextBoolean() ? "+" : "-",
                                    flags(keywords));
            script.writeBytes(RealDovecot.bytes(change));
        }
        String end = "e UID EXPUNGE " + aTenth(messages) + "\r\nz LOGOUT\r\n";
        script.writeBytes(RealDovecot.bytes(end));
        run(script);
    }

    /// Commands are sent all at once: none may mean something else before the one before it ended.
    private void run(ByteArrayOutputStream script) throws IOException, InterruptedException {
        String answer = dovecot.imap(script.toByteArray());
        if (!answer.contains("\nz OK") || answer.contains(" BAD ") || answer.contains(" NO ")) {
            throw new IllegalStateException(answer);
        }
    }

    /// Those of them that are marked as deleted are expunged.
    private String aTenth(int messages) {
        StringJoiner uids = new StringJoiner(",");
        for (int i = 0; i <= messages / 10; i++) {
            uids.add(String.valueOf(1 + random.nextInt(messages)));
        }
        return uids.toString();
    }

    private byte[] message() {
        made++;
        return RealDovecot.bytes(
                """
                From: Änne <anna@example.org>\r
                Message-ID: <%d@corpus.example>\r
                Subject: number %d\r
                \r
                %s\r
                """
                        .formatted(made, made, "text ".repeat(random.nextInt(100))));
    }

    private String flags(int keywords) {
        List<String> flags = new ArrayList<>();
        for (String flag : SYSTEM) {
            if (random.nextInt(3) == 0) {
                flags.add(flag);
            }
        }
        for (int n = random.nextInt(3); n > 0; n--) {
            flags.add((random.nextBoolean() ? "Word" : "$Label") + random.nextInt(keywords / 2));
        }
        return String.join(" ", flags);
    }
}
