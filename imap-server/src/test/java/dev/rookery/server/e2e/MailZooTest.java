// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.server.e2e.FetchReader.Answer;
import dev.rookery.server.e2e.FetchReader.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Fetches everything of a zoo of messages, sound and broken, from Dovecot and from us.
///
/// `-Drookery.zoo.messages` is how many, `-Drookery.seed` chooses others.
@NeedsPrograms({"dovecot", "setpriv"})
class MailZooTest {
    private static final int MESSAGES = Integer.getInteger("rookery.zoo.messages", 2_000);
    private static final long SEED = Long.getLong("rookery.seed", 20_261_121);
    private static final int SHOWN_MAX = 20;
    private static final Workplace PLACE = Workplace.create("zoo");
    private static final String OF_MESSAGE =
            "(RFC822.SIZE ENVELOPE BODY BODYSTRUCTURE BODY.PEEK[] BODY.PEEK[HEADER] BODY.PEEK[TEXT]"
                    + " BODY.PEEK[HEADER.FIELDS (Subject TO X-Folded X-Space Content-Type)]"
                    + " BODY.PEEK[HEADER.FIELDS (X-None)]"
                    + " BODY.PEEK[HEADER.FIELDS.NOT (Subject from Received)]"
                    + " BODY.PEEK[]<0.10> BODY.PEEK[]<7.50> BODY.PEEK[TEXT]<3.20>"
                    + " BODY.PEEK[HEADER]<11.30> BODY.PEEK[]<100000.10>"
                    + " BODY.PEEK[HEADER.FIELDS (Subject Date)]<4.9>)";

    /// Also those that are there in few messages.
    private static final List<String> NUMBERS = List.of("", "1", "2", "1.1");

    private final ZooMessages zoo = new ZooMessages(SEED);
    private final Map<KnownDifference, Integer> known = new EnumMap<>(KnownDifference.class);
    private final List<Difference> unknown = new ArrayList<>();
    private int compared;
    private int unanswered;

    @AfterAll
    static void removeFiles() {
        PLACE.close();
    }

    @Test
    void fetchesWhatDovecotFetches() throws IOException {
        System.out.println("the zoo is generated with -Drookery.seed=" + SEED);
        fill(PLACE.at("dovecot/mail"));
        fill(PLACE.at("rookery"));
        try (DovecotSession dovecot = new DovecotSession(PLACE.at("dovecot"));
                RookerySession rookery = new RookerySession(PLACE.at("rookery"))) {
            for (int number = 1; number <= MESSAGES; number++) {
                compare(number, dovecot, rookery);
            }
        }
        System.out.printf("%d messages, %d answers, known: %s%n", MESSAGES, compared, known);
        System.out.printf("Dovecot failed %d times%n", unanswered);
        assertThat(unknown.stream().limit(SHOWN_MAX))
                .as("%d differences", unknown.size())
                .isEmpty();
        assertThat(unanswered).isLessThan(compared / 1_000);
    }

    private void fill(Path maildir) throws IOException {
        for (String name : List.of("cur", "new", "tmp")) {
            Files.createDirectories(maildir.resolve(name));
        }
        for (int number = 1; number <= MESSAGES; number++) {
            String name = 1_700_000_000 + number + ".M1P1.zoo:2,";
            Files.write(maildir.resolve("cur").resolve(name), zoo.message(number));
        }
    }

    private void compare(int number, DovecotSession dovecot, RookerySession rookery)
            throws IOException {
        String command = "FETCH " + number + " ";
        Answer theirs = dovecot.say(command + OF_MESSAGE);
        Answer ours = rookery.say(command + OF_MESSAGE);
        ZooStructure structure = ZooStructure.of(ours.items(number).get("BODYSTRUCTURE"));
        ZooStructure other = ZooStructure.of(theirs.items(number).get("BODYSTRUCTURE"));
        @Nullable Value whole = ours.items(number).get("BODY[]");
        compare(new Question(number, "", zoo.text(number), structure, whole), theirs, ours);
        Set<String> parts = new LinkedHashSet<>(NUMBERS);
        parts.addAll(structure.numbers());
        parts.addAll(other.numbers());
        for (String part : parts) {
            @Nullable Value body = whole;
            if (!part.isEmpty()) {
                String sections = command + ofPart(part);
                Answer answer = rookery.say(sections);
                body = answer.items(number).get("BODY[" + part + "]");
                Question question = new Question(number, part, zoo.text(number), structure, body);
                compare(question, dovecot.say(sections), answer);
            }
            String decoded = command + "(BINARY.SIZE[%1$s] BINARY.PEEK[%1$s])".formatted(part);
            Question question = new Question(number, part, zoo.text(number), structure, body);
            compare(question, dovecot.say(decoded), rookery.say(decoded));
        }
    }

    private static String ofPart(String number) {
        return ("(BODY.PEEK[%1$s] BODY.PEEK[%1$s.MIME] BODY.PEEK[%1$s.HEADER] BODY.PEEK[%1$s.TEXT]"
                        + " BODY.PEEK[%1$s.HEADER.FIELDS (Subject)] BODY.PEEK[%1$s]<3.9>"
                        + " BODY.PEEK[%1$s.HEADER.FIELDS.NOT (Subject)])")
                .formatted(number);
    }

    private void compare(Question question, Answer theirs, Answer ours) {
        if (theirs.equals(Answer.NONE)) {
            unanswered++;
            return;
        }
        for (Difference difference : Difference.between(question, theirs, ours)) {
            KnownDifference.of(difference)
                    .ifPresentOrElse(
                            reason -> known.merge(reason, 1, Integer::sum),
                            () -> unknown.add(difference));
        }
        compared += ours.items(question.message()).size();
    }

    /// What was asked for.
    ///
    /// @param part the number of one, or empty for the message
    /// @param text of the message, one character an octet
    /// @param structure as we have it
    /// @param body of the part, not decoded, as we have it
    record Question(
            int message, String part, String text, ZooStructure structure, @Nullable Value body) {
        @Override
        public String toString() {
            return "message " + message + ", part " + part + "\n" + text.replace("\r", "\\r");
        }
    }

    /// One value that is not the same. Where values are lists, their innermost difference.
    ///
    /// @param item such as `BODY[1.MIME]`; `reply` for the tagged reply
    record Difference(Question question, String item, Value theirs, Value ours) {
        static List<Difference> between(Question question, Answer theirs, Answer ours) {
            List<Difference> all = new ArrayList<>();
            if (!theirs.condition().equals(ours.condition())) {
                all.add(
                        new Difference(
                                question,
                                "reply",
                                new FetchReader.Text(theirs.condition()),
                                new FetchReader.Text(ours.condition())));
                return all;
            }
            Map<String, Value> left = theirs.items(question.message());
            Map<String, Value> right = ours.items(question.message());
            Set<String> items = new LinkedHashSet<>(left.keySet());
            items.addAll(right.keySet());
            items.remove("UID"); // Dovecot tells it unasked where it has nothing else to tell
            for (String item : items) {
                add(
                        new Difference(
                                question,
                                item,
                                left.getOrDefault(item, FetchReader.Absent.ABSENT),
                                right.getOrDefault(item, FetchReader.Absent.ABSENT)),
                        all);
            }
            return all;
        }

        private static void add(Difference difference, List<Difference> all) {
            if (difference.theirs.equals(difference.ours)) {
                return;
            }
            if (difference.theirs instanceof FetchReader.Values(List<Value> left)
                    && difference.ours instanceof FetchReader.Values(List<Value> right)
                    && left.size() == right.size()
                    && !ZooAddresses.isList(left)
                    && !ZooAddresses.isList(right)) {
                for (int i = 0; i < left.size(); i++) {
                    Value inner = left.get(i);
                    add(
                            new Difference(
                                    difference.question, difference.item, inner, right.get(i)),
                            all);
                }
            } else {
                all.add(difference);
            }
        }

        boolean isIn(String... items) {
            return List.of(items).contains(item);
        }

        @Override
        public String toString() {
            return "%n%s%n%s%n  Dovecot %s%n  Rookery %s%n".formatted(question, item, theirs, ours);
        }
    }
}
