// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.UIDFolder;
import jakarta.mail.event.MailEvent;
import jakarta.mail.event.MessageChangedEvent;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.eclipse.angus.mail.imap.MessageVanishedEvent;
import org.eclipse.angus.mail.imap.ResyncData;

/// Angus Mail, the Java client, with a copy in memory that QRESYNC keeps up to date.
final class AngusMail implements RealClient {
    private final Session session;
    private final IMAPStore store;
    private final Map<String, Copy> copies = new HashMap<>();

    AngusMail(RookeryProcess rookery, String user) throws IOException {
        Properties properties = new Properties();
        properties.put(
                "mail.imaps.ssl.socketFactory",
                ImapDialogue.trusting(rookery.certificate()).getSocketFactory());
        properties.put("mail.imaps.ssl.checkserveridentity", "true");
        properties.put("mail.imaps.timeout", "30000");
        properties.put("mail.imaps.peek", "true");
        properties.put("mail.imaps.fetchsize", "1000000");
        session = Session.getInstance(properties);
        try {
            store = (IMAPStore) session.getStore("imaps");
            store.connect(
                    "localhost",
                    rookery.imapsPort(),
                    RookeryProcess.address(user),
                    RookeryProcess.PASSWORD);
        } catch (MessagingException e) {
            throw new IOException(e);
        }
    }

    /// What is known of a folder.
    private static final class Copy {
        private final Map<Long, Seen> messages = new TreeMap<>();
        private long uidValidity;
        private long modSeq;
        private long uidNext = 1;

        void update(IMAPFolder folder) throws MessagingException, IOException {
            boolean known = modSeq > 0;
            ResyncData since = known ? new ResyncData(uidValidity, modSeq) : ResyncData.CONDSTORE;
            List<MailEvent> events = folder.open(Folder.READ_WRITE, since);
            if (folder.getUIDValidity() != uidValidity) {
                messages.clear();
                uidNext = 1;
                uidValidity = folder.getUIDValidity();
            } else if (events != null) {
                for (MailEvent event : events) {
                    apply(folder, event);
                }
            }
            modSeq = folder.getHighestModSeq();
            Message[] arrived = folder.getMessagesByUID(uidNext, UIDFolder.LASTUID);
            FetchProfile flags = new FetchProfile();
            flags.add(FetchProfile.Item.FLAGS);
            folder.fetch(arrived, flags);
            for (Message message : arrived) {
                long uid = folder.getUID(message);
                if (uid >= uidNext) {
                    messages.put(uid, Seen.of(letters(message), bytes(message)));
                    uidNext = uid + 1;
                }
            }
        }

        private void apply(IMAPFolder folder, MailEvent event) throws MessagingException {
            switch (event) {
                case MessageVanishedEvent vanished -> {
                    for (long uid : vanished.getUIDs()) {
                        messages.remove(uid);
                    }
                }
                case MessageChangedEvent changed -> {
                    String letters = letters(changed.getMessage());
                    messages.computeIfPresent(
                            folder.getUID(changed.getMessage()),
                            (_, seen) -> new Seen(seen.number(), letters, seen.hash()));
                }
                default -> throw new AssertionError(event);
            }
        }

        private static String letters(Message message) throws MessagingException {
            return (message.isSet(Flags.Flag.FLAGGED) ? "F" : "")
                    + (message.isSet(Flags.Flag.ANSWERED) ? "R" : "")
                    + (message.isSet(Flags.Flag.SEEN) ? "S" : "");
        }

        private static byte[] bytes(Message message) throws MessagingException, IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            message.writeTo(bytes);
            return bytes.toByteArray();
        }

        long uid(int number) {
            for (Map.Entry<Long, Seen> message : messages.entrySet()) {
                if (message.getValue().number() == number) {
                    return message.getKey();
                }
            }
            throw new AssertionError("no message " + number);
        }
    }

    private interface Work {
        void on(IMAPFolder folder) throws MessagingException, IOException;
    }

    private void with(String name, Work work) throws IOException {
        try {
            IMAPFolder folder = (IMAPFolder) store.getFolder(RealClient.dotted(name));
            work.on(folder);
            if (folder.isOpen()) {
                folder.close(false);
            }
        } catch (MessagingException e) {
            throw new IOException(name, e);
        }
    }

    @Override
    public void sync() throws IOException {
        SortedSet<String> folders = folders();
        copies.keySet().retainAll(folders);
        for (String name : folders) {
            with(
                    name,
                    folder -> {
                        if ((folder.getType() & Folder.HOLDS_MESSAGES) != 0) {
                            copies.computeIfAbsent(name, _ -> new Copy()).update(folder);
                        }
                    });
        }
    }

    @Override
    public SortedSet<String> folders() throws IOException {
        try {
            return RealClient.withParents(
                    Stream.of(store.getDefaultFolder().list("*")).map(Folder::getFullName));
        } catch (MessagingException e) {
            throw new IOException(e);
        }
    }

    private Copy copy(String name) {
        return Objects.requireNonNull(copies.get(name), name);
    }

    @Override
    public List<Seen> messages(String folder) {
        return Seen.sorted(copy(folder).messages.values().stream());
    }

    @Override
    public void append(String name, byte[] message) throws IOException {
        with(
                name,
                folder -> {
                    folder.appendMessages(
                            new Message[] {
                                new MimeMessage(session, new ByteArrayInputStream(message))
                            });
                });
    }

    @Override
    public void flag(String name, int number, String flags) throws IOException {
        with(
                name,
                folder -> {
                    folder.open(Folder.READ_WRITE);
                    Message message = folder.getMessageByUID(copy(name).uid(number));
                    message.setFlag(Flags.Flag.FLAGGED, flags.contains("F"));
                    message.setFlag(Flags.Flag.ANSWERED, flags.contains("R"));
                    message.setFlag(Flags.Flag.SEEN, flags.contains("S"));
                });
    }

    @Override
    public void expunge(String name, int number) throws IOException {
        with(
                name,
                folder -> {
                    folder.open(Folder.READ_WRITE);
                    Message message = folder.getMessageByUID(copy(name).uid(number));
                    message.setFlag(Flags.Flag.DELETED, true);
                    folder.expunge();
                });
    }

    @Override
    public void create(String name) throws IOException {
        with(name, folder -> assertThat(folder.create(Folder.HOLDS_MESSAGES)).isTrue());
    }

    @Override
    public void rename(String name, String to) throws IOException {
        with(
                name,
                folder ->
                        assertThat(folder.renameTo(store.getFolder(RealClient.dotted(to))))
                                .isTrue());
    }

    @Override
    public void delete(String name) throws IOException {
        with(name, folder -> assertThat(folder.delete(false)).isTrue());
    }

    @Override
    public void close() throws IOException {
        try {
            store.close();
        } catch (MessagingException e) {
            throw new IOException(e);
        }
    }
}
