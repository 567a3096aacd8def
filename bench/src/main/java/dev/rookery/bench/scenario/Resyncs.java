// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.scenario;

import static dev.rookery.bench.measure.WrongAnswerException.require;

import dev.rookery.bench.client.Answer;
import dev.rookery.bench.client.ImapClient;
import dev.rookery.bench.measure.Meter;
import dev.rookery.bench.measure.Trial;
import dev.rookery.bench.measure.WrongAnswerException;
import dev.rookery.bench.result.Unit;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A client that has been here before asks what has changed. RFC 7162.
final class Resyncs {
    private static final String GROUP = "Opening a folder";
    private static final int CHANGED_MAX = 10;

    private Resyncs() {}

    /// FETCH of flags that changed.
    static Scenario changedSince(long messages) {
        return Scenario.of(
                facts(
                        "changed-since",
                        "UID FETCH 1:* (FLAGS) (CHANGEDSINCE)",
                        messages,
                        "CONDSTORE"),
                (site, connections) -> new Resync(site, connections, messages, false));
    }

    /// The same with SELECT.
    static Scenario quick(long messages) {
        return Scenario.of(
                facts("qresync", "SELECT (QRESYNC)", messages, "QRESYNC"),
                (site, connections) -> new Resync(site, connections, messages, true));
    }

    private static Facts facts(String name, String title, long messages, String needs) {
        return Facts.of(
                        GROUP,
                        name + "-" + Labels.label(messages),
                        title + ", " + changed(messages) + " changed, " + Labels.count(messages),
                        Unit.MILLISECONDS)
                .in(title, messages)
                .needing(needs);
    }

    private static long changed(long messages) {
        return Math.min(CHANGED_MAX, messages);
    }

    private static final class Resync implements Trial {
        /// Which no message has.
        private static final String FLAG = "\\Draft";

        private static final char LETTER = 'D';
        private static final Pattern VALIDITY = Pattern.compile("UIDVALIDITY (\\d+)");

        private final Site site;
        private final ImapClient other;
        private final boolean bySelect;
        private final String uidValidity;
        private final long changed;
        private boolean set;

        Resync(Site site, Connections connections, long messages, boolean bySelect)
                throws IOException {
            this.site = site;
            this.bySelect = bySelect;
            this.changed = changed(messages);
            this.other = connections.imap(0);
            Matcher found = VALIDITY.matcher(other.text("SELECT INBOX"));
            if (!found.find()) {
                throw new WrongAnswerException("no UIDVALIDITY");
            }
            this.uidValidity = found.group(1);
            store("-FLAGS.SILENT");
        }

        @Override
        public void work(Meter meter) throws IOException {
            while (meter.goesOn()) {
                long modSeq = other.select("INBOX (CONDSTORE)").highestModSeq();
                set = !set;
                store(set ? "+FLAGS" : "-FLAGS");
                try (ImapClient client = site.imap(0)) {
                    if (bySelect) {
                        var _ = client.run("ENABLE QRESYNC");
                        String select =
                                "SELECT INBOX (QRESYNC (" + uidValidity + " " + modSeq + "))";
                        meter.time(() -> requireChanges(client.run(select)));
                    } else {
                        var _ = client.select("INBOX");
                        String fetch = "UID FETCH 1:* (FLAGS) (CHANGEDSINCE " + modSeq + ")";
                        meter.time(() -> requireChanges(client.run(fetch)));
                    }
                    client.logout();
                }
            }
        }

        private void store(String how) throws IOException {
            var _ = other.run("STORE 1:" + changed + " " + how + " (" + FLAG + ")");
        }

        /// They are the first ones.
        private void requireChanges(Answer answer) {
            require(changed, answer.fetched(), "changed messages");
            require(
                    changed * (changed + 1) / 2,
                    answer.fetchedSum(),
                    "as the sum of their numbers");
        }

        @Override
        public boolean drained() throws IOException {
            return MailFiles.show(site.maildir(0), LETTER, set ? changed : 0);
        }

        @Override
        public void check() throws IOException {
            require(set ? changed : 0, site.hits(0, "DRAFT"), "messages with the flag");
        }

        @Override
        public void close() throws IOException {
            store("-FLAGS.SILENT");
        }
    }
}
