// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.scenario;

import static dev.rookery.bench.measure.WrongAnswerException.require;

import dev.rookery.bench.client.Answer;
import dev.rookery.bench.client.ImapClient;
import dev.rookery.bench.corpus.Box;
import dev.rookery.bench.corpus.BoxFacts;
import dev.rookery.bench.corpus.MessageFacts;
import dev.rookery.bench.corpus.MessageGenerator;
import dev.rookery.bench.measure.Meter;
import dev.rookery.bench.measure.Trial;
import dev.rookery.bench.measure.WrongAnswerException;
import dev.rookery.bench.result.Unit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;

/// FETCH of many messages in a session that has the folder selected.
final class Fetches {
    private static final String GROUP = "Reading";
    private static final long SEED = 1;
    private static final int SAMPLE_MESSAGES = 20;
    private static final int PARTIAL_MESSAGES = 200;

    /// What Thunderbird asks for when it shows a folder for the first time.
    private static final String HEADERS =
            "(UID RFC822.SIZE FLAGS BODY.PEEK[HEADER.FIELDS (From To Cc Bcc Subject Date Message-ID"
                    + " Priority X-Priority References Newsgroups In-Reply-To Content-Type"
                    + " Reply-To)])";

    private Fetches() {}

    static Scenario flags(long messages, double target) {
        return all(
                "fetch-flags",
                "UID FETCH 1:* (FLAGS)",
                messages,
                target,
                "(FLAGS)",
                (site, client) -> requireFlags(site.box(), client));
    }

    static Scenario envelopes(long messages, double target) {
        String items = "(ENVELOPE BODYSTRUCTURE)";
        return all(
                "fetch-envelope",
                "UID FETCH 1:* " + items,
                messages,
                target,
                items,
                (site, client) -> {
                    requireEach(site, client, items, "ENVELOPE (", "BODYSTRUCTURE (");
                    requireSample(site, client, items, each -> '"' + each.messageId() + '"');
                    requireSample(site, client, items, each -> plain(each.subject()) + '"');
                });
    }

    static Scenario headers(long messages, double target) {
        return all(
                "fetch-headers",
                "UID FETCH 1:*, Thunderbird's header fields",
                messages,
                target,
                HEADERS,
                (site, client) -> {
                    requireEach(site, client, HEADERS, "Message-ID: <", "\r\nSubject: ");
                    requireSample(site, client, HEADERS, each -> ": " + each.messageId() + "\r\n");
                    requireSample(site, client, HEADERS, each -> plain(each.subject()) + "\r\n");
                });
    }

    /// Looks into an answer before its like are timed.
    @FunctionalInterface
    private interface Look {
        void into(Site site, ImapClient client) throws IOException;
    }

    private static void requireFlags(BoxFacts box, ImapClient client) throws IOException {
        List<Long> counts =
                client.occurrences(
                        "UID FETCH 1:* (FLAGS)", "FLAGS (", "\\Seen", "\\Flagged", "\\Answered");
        List<Long> expected =
                Stream.of(box.messages(), box.seen(), box.flagged(), box.answered())
                        .map(Integer::longValue)
                        .toList();
        if (!counts.equals(expected)) {
            throw new WrongAnswerException("flags " + counts + " instead of " + expected);
        }
    }

    private static void requireEach(Site site, ImapClient client, String items, String... parts)
            throws IOException {
        List<Long> counts = client.occurrences("UID FETCH 1:* " + items, parts);
        for (int i = 0; i < parts.length; i++) {
            require(site.box().messages(), counts.get(i), "times " + parts[i].strip());
        }
    }

    /// @param text that must stand in the answer about a message
    private static void requireSample(
            Site site, ImapClient client, String items, Function<MessageFacts, String> text)
            throws IOException {
        Box box = site.box().box();
        MessageGenerator generator = new MessageGenerator(box);
        int apart = Math.max(1, box.messages() / SAMPLE_MESSAGES);
        for (int number = 0; number < box.messages(); number += apart) {
            MessageFacts facts = generator.facts(number);
            String found = client.text("UID FETCH " + facts.uid() + " " + items);
            if (!found.contains(text.apply(facts))) {
                throw new WrongAnswerException(text.apply(facts).strip() + " is not in " + found);
            }
        }
    }

    /// What stands in a header as it is: nothing of what is encoded there.
    private static String plain(String subject) {
        return Texts.isAscii(subject) ? subject : "";
    }

    private static Scenario all(
            String name, String title, long messages, double target, String items, Look look) {
        return Scenario.of(
                Facts.of(
                                GROUP,
                                name + "-" + Labels.label(messages),
                                title + ", " + Labels.count(messages) + ", warm",
                                Unit.MILLISECONDS)
                        .target(target)
                        .in(title, messages),
                (site, connections) -> {
                    ImapClient client = connections.inbox(0);
                    look.into(site, client);
                    return new All(client, "UID FETCH 1:* " + items, site.box().messages());
                });
    }

    private static final class All implements Trial {
        private final ImapClient client;
        private final String command;
        private final long messages;
        private final long bytes;

        All(ImapClient client, String command, long messages) throws IOException {
            this.client = client;
            this.command = command;
            this.messages = messages;
            this.bytes = client.run(command).bytes();
        }

        /// The same answer as the one that was looked into.
        @Override
        public void work(Meter meter) throws IOException {
            while (meter.goesOn()) {
                meter.time(() -> {
                    Answer answer = client.run(command);
                    require(messages, answer.fetched(), "fetched messages");
                    if (Math.abs(answer.bytes() - bytes) > Texts.TAGS_DIFFER_BYTES) {
                        require(bytes, answer.bytes(), "bytes");
                    }
                });
            }
        }
    }

    /// Every byte of every message.
    static Scenario download(boolean tls, long messages, double target) {
        String how = tls ? "TLS" : "plain";
        return Scenario.of(
                Facts.of(
                                GROUP,
                                "download-"
                                        + how.toLowerCase(Locale.ROOT)
                                        + "-"
                                        + Labels.label(messages),
                                "UID FETCH 1:* (BODY.PEEK[]), "
                                        + how
                                        + ", "
                                        + Labels.count(messages),
                                Unit.MEGABYTES_PER_SECOND)
                        .target(target),
                (site, connections) -> new Download(site, connections, tls));
    }

    private static final class Download implements Trial {
        private final BoxFacts box;
        private final ImapClient client;

        Download(Site site, Connections connections, boolean tls) throws IOException {
            this.box = site.box();
            this.client = tls ? connections.imaps(0, site.tls()) : connections.imap(0);
            require(box.messages(), client.select("INBOX").exists(), "messages");
        }

        @Override
        public void work(Meter meter) throws IOException {
            while (meter.goesOn()) {
                meter.time(() -> {
                    Answer answer = client.run("UID FETCH 1:* (BODY.PEEK[])");
                    require(box.messages(), answer.fetched(), "fetched messages");
                    require(box.bytes(), answer.literalBytes(), "bytes of messages");
                    meter.carried(answer.literalBytes());
                });
            }
        }
    }

    /// As a client pages through large messages.
    static Scenario partial(int partBytes, long messages, double target) {
        return Scenario.of(
                Facts.of(
                                GROUP,
                                "partial-" + Labels.label(messages),
                                "FETCH of the first " + Labels.bytes(partBytes) + " of a message",
                                Unit.PER_SECOND)
                        .target(target),
                (site, connections) ->
                        new Partial(site.box().box(), connections.inbox(0), partBytes));
    }

    /// Messages from all parts of the box, of which it is known how large they are.
    private static final class Partial implements Trial {
        private final ImapClient client;
        private final int partBytes;
        private final List<Known> some = new ArrayList<>();
        private final SplittableRandom random = new SplittableRandom(SEED);

        private record Known(int uid, int sizeBytes) {}

        Partial(Box box, ImapClient client, int partBytes) {
            this.client = client;
            this.partBytes = partBytes;
            MessageGenerator generator = new MessageGenerator(box);
            int apart = Math.max(1, box.messages() / PARTIAL_MESSAGES);
            for (int number = 0; number < box.messages(); number += apart) {
                int sizeBytes = generator.message(number).length;
                some.add(new Known(generator.facts(number).uid(), sizeBytes));
            }
        }

        @Override
        public void work(Meter meter) throws IOException {
            while (meter.goesOn()) {
                Known any = some.get(random.nextInt(some.size()));
                String fetch = "UID FETCH " + any.uid() + " BODY.PEEK[]<0." + partBytes + ">";
                meter.time(() -> {
                    Answer answer = client.run(fetch);
                    require(1, answer.fetched(), "fetched messages");
                    long expected = Math.min(partBytes, any.sizeBytes());
                    require(expected, answer.literalBytes(), "bytes of a part");
                });
            }
        }
    }
}
