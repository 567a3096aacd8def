// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.SpecialUse;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.simulation.Ledger.Letter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// Steps drawn at random, each of which makes sense after those before it.
final class RandomScenario {
    private static final List<String> NAMES =
            List.of("A", "B", "A/C", "A/C/D", "B/E", "Entwürfe", "Z/Z");
    private static final List<SystemFlag> FLAGS =
            List.of(SystemFlag.SEEN, SystemFlag.FLAGGED, SystemFlag.ANSWERED);
    private static final List<SpecialUse> USES = List.of(SpecialUse.values());
    private static final List<String> KEYWORDS = List.of("$Work", "$Home", "todo");
    private static final int LARGE_ONE_IN = 12;
    private static final int LETTERS_MAX = 3;
    private static final int SEVERAL_MAX = 3;

    private final Random random;
    private final Ledger ledger = new Ledger();
    private final List<Step> steps = new ArrayList<>();

    private RandomScenario(long seed) {
        this.random = new Random(seed);
    }

    static List<Step> steps(int count, long seed) {
        RandomScenario scenario = new RandomScenario(seed);
        while (scenario.steps.size() < count) {
            scenario.draw().ifPresent(scenario::add);
        }
        return scenario.steps;
    }

    private void add(Step step) {
        steps.add(step);
        step.effect().accept(ledger);
    }

    private Optional<Step> draw() {
        return switch (random.nextInt(15)) {
            case 0, 1 -> Optional.of(deliver());
            case 2 -> Optional.of(deliverAll());
            case 3, 4 -> withLetter((mailbox, letter) -> Optional.of(store(mailbox, letter)));
            case 5 -> withLetters(this::copy);
            case 6 -> withLetters(this::move);
            case 7 ->
                    withLetters((mailbox, subjects) ->
                            Optional.of(Scenario.expunge(mailbox, subjects)));
            case 8, 9 -> unused().map(Scenario::create);
            case 10 -> changeOfFolder();
            case 11 -> Optional.of(changeOfSubscription());
            case 12 -> withLetters(this::replace);
            case 13 -> Optional.of(annotate());
            default -> Optional.of(changeOfUses());
        };
    }

    private Step deliver() {
        return Scenario.deliver(one(mailboxes()), subject(0), flags());
    }

    private Step deliverAll() {
        String[] subjects = new String[1 + random.nextInt(SEVERAL_MAX)];
        Arrays.setAll(subjects, this::subject);
        return Scenario.deliverAll(one(mailboxes()), flags(), subjects);
    }

    private String subject(int number) {
        String size = random.nextInt(LARGE_ONE_IN) == 0 ? "large " : "";
        return size + "m" + steps.size() + "-" + number;
    }

    private Flags flags() {
        Set<SystemFlag> system = new HashSet<>();
        Set<String> keywords = new HashSet<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            system.add(one(FLAGS));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            keywords.add(one(KEYWORDS));
        }
        return Flags.of(system, keywords);
    }

    private Step store(String mailbox, Letter letter) {
        FlagChange change = new FlagChange(one(List.of(FlagChange.Action.values())), flags());
        Set<SystemFlag> system = new HashSet<>(letter.flags().system());
        Set<String> keywords = new HashSet<>(letter.flags().keywords());
        switch (change.action()) {
            case ADD -> {
                system.addAll(change.flags().system());
                keywords.addAll(change.flags().keywords());
            }
            case REMOVE -> {
                system.removeAll(change.flags().system());
                keywords.removeAll(change.flags().keywords());
            }
            case REPLACE -> {
                system = change.flags().system();
                keywords = change.flags().keywords();
            }
        }
        return Scenario.store(mailbox, change, letter.subject(), Flags.of(system, keywords));
    }

    private Optional<Step> copy(String mailbox, List<String> subjects) {
        return targetFor(subjects).map(target -> Scenario.copy(mailbox, subjects, target));
    }

    private Optional<Step> move(String mailbox, List<String> subjects) {
        return targetFor(subjects).map(target -> Scenario.move(mailbox, subjects, target));
    }

    /// By more messages, or by fewer.
    private Optional<Step> replace(String mailbox, List<String> subjects) {
        String[] fresh = new String[1 + random.nextInt(2)];
        Arrays.setAll(fresh, this::subject);
        return Optional.of(Scenario.replace(mailbox, subjects, one(mailboxes()), flags(), fresh));
    }

    /// Of a mailbox, or of the account as a whole.
    private Step annotate() {
        List<String> all = mailboxes();
        all.add("");
        String text = random.nextInt(3) == 0 ? "" : "at step " + steps.size();
        return Scenario.annotate(one(all), one(List.of("/private/a", "/shared/b")), text);
    }

    /// A mailbox without letters of those subjects.
    private Optional<String> targetFor(List<String> subjects) {
        return Optional.of(one(mailboxes()))
                .filter(target ->
                        ledger.letters(target).stream()
                                .noneMatch(each -> subjects.contains(each.subject())));
    }

    private Optional<Step> changeOfFolder() {
        if (random.nextInt(5) == 0) {
            return unused().map(Scenario::renameInbox);
        }
        List<String> folders = mailboxes();
        folders.remove("INBOX");
        if (folders.isEmpty()) {
            return Optional.empty();
        }
        String folder = one(folders);
        if (random.nextInt(3) == 0) {
            return Optional.of(Scenario.delete(folder));
        }
        return unused().filter(to -> mailboxes().stream().noneMatch(each -> isBelow(each, to)))
                .filter(to -> !isBelow(to, folder))
                .map(to -> Scenario.rename(folder, to));
    }

    private static boolean isBelow(String name, String ancestor) {
        return name.startsWith(ancestor + "/");
    }

    private Step changeOfSubscription() {
        return !ledger.subscriptions().isEmpty() && random.nextBoolean()
                ? Scenario.unsubscribe(one(List.copyOf(ledger.subscriptions())))
                : Scenario.subscribe(one(NAMES));
    }

    private Step changeOfUses() {
        Set<SpecialUse> uses = new HashSet<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            uses.add(one(USES));
        }
        return Scenario.assign(one(mailboxes()), uses.toArray(SpecialUse[]::new));
    }

    /// What to do with something in a mailbox, if that makes sense.
    @FunctionalInterface
    private interface Choice<T> {
        Optional<Step> of(String mailbox, T letters);
    }

    private Optional<Step> withLetter(Choice<Letter> choice) {
        String mailbox = one(mailboxes());
        List<Letter> letters = ledger.letters(mailbox);
        return letters.isEmpty() ? Optional.empty() : choice.of(mailbox, one(letters));
    }

    /// With one to three of them.
    private Optional<Step> withLetters(Choice<List<String>> choice) {
        String mailbox = one(mailboxes());
        List<String> subjects = new ArrayList<>();
        ledger.letters(mailbox).forEach(letter -> subjects.add(letter.subject()));
        Collections.shuffle(subjects, random);
        int count = Math.min(subjects.size(), 1 + random.nextInt(LETTERS_MAX));
        return count == 0
                ? Optional.empty()
                : choice.of(mailbox, List.copyOf(subjects.subList(0, count)));
    }

    private Optional<String> unused() {
        return Optional.of(one(NAMES)).filter(name -> !mailboxes().contains(name));
    }

    private List<String> mailboxes() {
        List<String> mailboxes = new ArrayList<>(ledger.expected().keySet());
        mailboxes.removeAll(List.of(Ledger.SUBSCRIBED, Ledger.USES, Ledger.ANNOTATED));
        return mailboxes;
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
