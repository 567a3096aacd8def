// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.internal.files.LinuxDisk;
import dev.rookery.maildir.simulation.Mail;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Annotations against maps, whatever becomes of the mailboxes meanwhile.
@Timeout(120)
class AnnotationsModelTest {
    private static final int STEPS = 250;
    private static final String NOTHING = "nothing";
    private static final List<MailboxName> NAMES =
            List.of(name("A"), name("A/B"), name("A/B/C"), name("D"), name("E"));
    private static final List<String> KEYS = List.of("/private/a", "/private/b", "/shared/c");

    @TempDir private Path maildir;

    /// By mailbox.
    private final SortedMap<MailboxName, SortedMap<String, AnnotationValue>> model =
            new TreeMap<>();

    private final SortedMap<String, AnnotationValue> ofAll = new TreeMap<>();

    private static MailboxName name(String text) {
        return MailboxName.parse(text, '/');
    }

    private static MailStore store() {
        return StoreOnDisk.builder(new LinuxDisk(Durability.NONE), 5).hostName("test").build();
    }

    private Account open(MailStore store) throws IOException {
        return store.open(new AccountLocation(maildir));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void areWhatMapsWouldBe(long seed) throws IOException {
        System.out.println("seed of AnnotationsModelTest: " + seed);
        Random random = new Random(seed);
        model.put(MailboxName.INBOX, new TreeMap<>());
        int left = STEPS;
        while (left > 0) {
            try (MailStore store = store();
                    Account account = open(store)) {
                for (int steps = 1 + random.nextInt(40); steps > 0 && left > 0; steps--) {
                    String step = step(random, account);
                    assertThat(found(account))
                            .as("seed %d, %d: %s", seed, left, step)
                            .isEqualTo(model);
                    assertThat(account.annotations()).as(step).isEqualTo(ofAll);
                    left--;
                }
            }
            try (MailStore store = store();
                    Account account = open(store)) {
                assertThat(found(account)).as("seed %d, %d: opened", seed, left).isEqualTo(model);
                assertThat(account.annotations()).isEqualTo(ofAll);
            }
        }
    }

    private static SortedMap<MailboxName, SortedMap<String, AnnotationValue>> found(Account account)
            throws IOException {
        SortedMap<MailboxName, SortedMap<String, AnnotationValue>> found = new TreeMap<>();
        for (MailboxName each : account.mailboxes()) {
            found.put(each, account.annotations(each));
        }
        return found;
    }

    private static <T> T one(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /// Answers what was done.
    private String step(Random random, Account account) throws IOException {
        MailboxName name = one(random, NAMES);
        return switch (random.nextInt(10)) {
            case 0, 1 -> create(name, account);
            case 2 -> delete(name, account);
            case 3 -> rename(name, one(random, NAMES), account);
            case 4 -> renameInbox(name, account);
            case 5 -> {
                Mail.deliver(account.mailbox(MailboxName.INBOX), "letter", Flags.NONE);
                yield "deliver";
            }
            case 6 -> {
                Map<String, Optional<AnnotationValue>> values = values(random);
                account.annotate(values);
                apply(values, ofAll);
                yield "annotate all " + values;
            }
            default -> {
                MailboxName mailbox = one(random, List.copyOf(model.keySet()));
                yield annotate(mailbox, values(random), account);
            }
        };
    }

    private String create(MailboxName name, Account account) throws IOException {
        if (model.containsKey(name)) {
            return NOTHING;
        }
        account.create(name);
        model.put(name, new TreeMap<>());
        return "create " + name;
    }

    private String delete(MailboxName name, Account account) throws IOException {
        if (!model.containsKey(name)) {
            return NOTHING;
        }
        account.delete(name);
        model.remove(name);
        return "delete " + name;
    }

    private String renameInbox(MailboxName to, Account account) throws IOException {
        if (model.containsKey(to)) {
            return NOTHING;
        }
        account.rename(MailboxName.INBOX, to);
        model.put(to, new TreeMap<>(inbox()));
        return "rename INBOX to " + to;
    }

    private SortedMap<String, AnnotationValue> inbox() {
        return model.getOrDefault(MailboxName.INBOX, new TreeMap<>());
    }

    private String annotate(
            MailboxName mailbox, Map<String, Optional<AnnotationValue>> values, Account account)
            throws IOException {
        SortedMap<String, AnnotationValue> before =
                new TreeMap<>(model.getOrDefault(mailbox, new TreeMap<>()));
        SortedMap<String, AnnotationValue> after = new TreeMap<>(before);
        apply(values, after);
        ModSeq then = account.mailbox(mailbox).snapshot().highestModSeq();
        account.annotate(mailbox, values);
        ModSeq now = account.mailbox(mailbox).snapshot().highestModSeq();
        assertThat(now.compareTo(then) > 0).isEqualTo(!after.equals(before));
        model.put(mailbox, after);
        return "annotate " + mailbox + " with " + values;
    }

    private static void apply(
            Map<String, Optional<AnnotationValue>> values,
            SortedMap<String, AnnotationValue> known) {
        values.forEach((key, value) ->
                value.ifPresentOrElse(it -> known.put(key, it), () -> known.remove(key)));
    }

    private static Map<String, Optional<AnnotationValue>> values(Random random) {
        Map<String, Optional<AnnotationValue>> values = new TreeMap<>();
        for (String key : KEYS) {
            if (random.nextBoolean()) {
                String text = Integer.toString(random.nextInt(3));
                values.put(
                        key,
                        random.nextInt(3) == 0
                                ? Optional.empty()
                                : Optional.of(new AnnotationValue(text.getBytes(UTF_8))));
            }
        }
        return values;
    }

    /// A mailbox and those below it, if the new names are free.
    private String rename(MailboxName from, MailboxName to, Account account) throws IOException {
        List<MailboxName> moved = new ArrayList<>();
        for (MailboxName each : model.keySet()) {
            if (each.equals(from) || each.isBelow(from)) {
                moved.add(each);
            }
        }
        boolean taken = model.keySet().stream().anyMatch(it -> it.equals(to) || it.isBelow(to));
        if (moved.isEmpty() || taken || to.isBelow(from) || to.equals(from)) {
            return NOTHING;
        }
        account.rename(from, to);
        for (MailboxName each : moved) {
            List<String> components = new ArrayList<>(to.components());
            components.addAll(
                    each.components().subList(from.components().size(), each.components().size()));
            SortedMap<String, AnnotationValue> annotations = model.remove(each);
            if (annotations != null) {
                model.put(new MailboxName(components), annotations);
            }
        }
        return "rename " + from + " to " + to;
    }
}
