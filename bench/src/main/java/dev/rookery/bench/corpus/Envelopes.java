// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.corpus;

import dev.rookery.bench.corpus.Dice.Aspect;
import dev.rookery.maildir.SystemFlag;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Decides all about the messages of a box but their bodies.
final class Envelopes {
    private static final int[] ZONE_HOURS = {0, 1, 1, 1, 2, -5, -8, 9};
    private static final int DAY_SECONDS = 86_400;

    private final long seed;
    private final Threads threads;
    private final Arrivals arrivals;
    private final Planting planting;

    Envelopes(Box box) {
        this.seed = box.seed();
        this.threads = new Threads(seed, box.messages());
        this.arrivals = new Arrivals(seed, box.messages());
        this.planting = new Planting(seed, box.messages());
    }

    Envelope of(int number) {
        Dice dice = Dice.of(seed, number, Aspect.ENVELOPE);
        List<Integer> ancestors = threads.ancestors(number);
        int thread = ancestors.isEmpty() ? number : ancestors.getFirst();
        Dice subjects = Dice.of(seed, thread, Aspect.SUBJECT);
        Language language = Language.draw(subjects);
        Set<Needle.Kind> needles = planting.in(number);
        Instant received = arrivals.of(number);
        int from = Contacts.draw(dice);
        MessageFacts facts =
                new MessageFacts(
                        number,
                        flags(dice),
                        Set.copyOf(Keywords.draw(dice)),
                        received,
                        sent(received, dice),
                        subject(language, subjects, !ancestors.isEmpty(), needles),
                        from,
                        messageId(number),
                        thread,
                        needles);
        return new Envelope(
                facts,
                language,
                sender(from, needles),
                recipients(dice),
                copies(dice),
                ancestors.stream().map(this::messageId).toList(),
                planting.hasDecoy(number));
    }

    private static Set<SystemFlag> flags(Dice dice) {
        Set<SystemFlag> flags = EnumSet.noneOf(SystemFlag.class);
        int percent = dice.below(100);
        if (percent < 70) {
            flags.add(SystemFlag.SEEN);
        }
        if (percent < 15) {
            flags.add(SystemFlag.ANSWERED);
        }
        if (dice.percent(5)) {
            flags.add(SystemFlag.FLAGGED);
        }
        return flags;
    }

    /// Mostly within minutes, now and then a day before.
    private static OffsetDateTime sent(Instant received, Dice dice) {
        int delay = dice.percent(95) ? dice.below(300) : dice.below(DAY_SECONDS);
        ZoneOffset zone = ZoneOffset.ofHours(ZONE_HOURS[dice.below(ZONE_HOURS.length)]);
        return received.minusSeconds(delay).truncatedTo(ChronoUnit.SECONDS).atOffset(zone);
    }

    /// Its last word is a rare one: threads that have nothing in common have no subject in common.
    private static String subject(
            Language language, Dice dice, boolean answers, Set<Needle.Kind> needles) {
        Vocabulary words = Vocabulary.of(language);
        String space = language.hasSpaces() ? " " : "";
        List<String> parts = new ArrayList<>();
        parts.add(words.rareWord(dice));
        for (int i = dice.between(1, 6); i > 0; i--) {
            parts.add(words.word(dice));
        }
        parts.add(words.rareWord(dice));
        String subject = (answers ? "Re: " : "") + String.join(space, parts);
        return needles.contains(Needle.Kind.SUBJECT)
                ? subject + " " + Needle.Kind.SUBJECT.text()
                : subject;
    }

    private static Contact sender(int from, Set<Needle.Kind> needles) {
        return needles.contains(Needle.Kind.FROM)
                ? Contacts.renamed(from, Needle.Kind.FROM.text())
                : Contacts.at(from);
    }

    private static List<Contact> recipients(Dice dice) {
        List<Contact> all = new ArrayList<>(List.of(Contacts.OWNER));
        while (all.size() < 6 && dice.percent(30)) {
            all.add(Contacts.at(Contacts.draw(dice)));
        }
        return all;
    }

    private static List<Contact> copies(Dice dice) {
        List<Contact> all = new ArrayList<>();
        while (all.size() < 5 && dice.percent(20)) {
            all.add(Contacts.at(Contacts.draw(dice)));
        }
        return all;
    }

    private String messageId(int number) {
        Dice dice = Dice.of(seed, number, Aspect.MESSAGE_ID);
        return "<" + dice.hex(16) + "." + number + "@mail" + dice.below(40) + ".example.net>";
    }
}
