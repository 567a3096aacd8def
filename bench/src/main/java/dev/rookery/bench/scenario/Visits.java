// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.scenario;

import static dev.rookery.bench.measure.WrongAnswerException.require;

import dev.rookery.bench.client.ImapClient;
import dev.rookery.bench.client.TlsClient;
import dev.rookery.bench.corpus.SampleMessage;
import dev.rookery.bench.measure.WrongAnswerException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.LongStream;

/// People look after their mail: list, select, fetch 50, read one, append one.
abstract class Visits extends InboxTrial {
    private static final byte[] MESSAGE = SampleMessage.ofBytes(4_096);
    private static final int ROWS = 50;

    private final Site site;
    private final List<Person> people = new ArrayList<>();

    /// A user with a mail client.
    private static final class Person {
        private final TlsClient tls;

        /// Sequence numbers, which stay what they are while messages only come.
        private final BitSet unseen = new BitSet();

        private int turn;

        Person(TlsClient tls, long[] unseen) {
            this.tls = tls;
            LongStream.of(unseen).forEach(each -> this.unseen.set(Math.toIntExact(each)));
        }

        synchronized int nextTurn() {
            return turn++;
        }

        synchronized void saw(int message) {
            unseen.clear(message);
        }

        synchronized int unseen() {
            return unseen.cardinality();
        }
    }

    /// @param clients who visit the INBOXes of so many users, if there are so many
    Visits(Site site, int clients) throws IOException {
        super(new Inboxes(site, 0, Math.min(clients, site.users()), MESSAGE.length));
        this.site = site;
        for (int user = 0; user < Math.min(clients, site.users()); user++) {
            try (ImapClient client = site.imap(user)) {
                var _ = client.select("INBOX");
                long[] unseen = Texts.numbers(client.text("SEARCH UNSEEN"));
                people.add(new Person(site.tls().returning(), unseen));
                client.logout();
            }
        }
    }

    void visit(int nth) throws IOException {
        int user = nth % people.size();
        Person person = people.get(user);
        try (ImapClient client = site.imaps(user, person.tls)) {
            var _ = client.run("LIST \"\" *");
            var _ = client.run("STATUS INBOX (MESSAGES UNSEEN UIDNEXT)");
            int exists = Math.toIntExact(client.select("INBOX").exists());
            int first = Math.max(1, exists - ROWS + 1);
            int rows = exists - first + 1;
            String list = "FETCH " + first + ":" + exists + " (UID FLAGS ENVELOPE)";
            requireSome(rows, client.run(list).fetched(), "fetched messages");
            int read = first + person.nextTurn() % rows;
            long bytes = client.run("FETCH " + read + " BODY.PEEK[]").literalBytes();
            requireSome(1, bytes, "bytes");
            var _ = client.run("STORE " + read + " +FLAGS.SILENT (\\Seen)");
            person.saw(read);
            var _ = client.append("INBOX (\\Seen)", MESSAGE);
            inboxes.came(user);
            client.logout();
        }
    }

    /// News of what other sessions change may come with it.
    private static void requireSome(long least, long found, String what) {
        if (found < least) {
            throw new WrongAnswerException(found + " " + what + " instead of " + least);
        }
    }

    @Override
    public boolean drained() throws IOException {
        for (int user = 0; user < people.size(); user++) {
            long seen = inboxes.messages(user) - people.get(user).unseen();
            if (!MailFiles.show(site.maildir(user), 'S', seen)) {
                return false;
            }
        }
        return super.drained();
    }

    @Override
    public void check() throws IOException {
        super.check();
        for (int user = 0; user < people.size(); user++) {
            require(people.get(user).unseen(), site.hits(user, "UNSEEN"), "unseen messages");
        }
    }
}
