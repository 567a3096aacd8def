// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.scenario;

import dev.rookery.bench.corpus.Box;
import dev.rookery.bench.corpus.MessageFacts;
import dev.rookery.bench.corpus.MessageGenerator;
import dev.rookery.bench.measure.WrongAnswerException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// In which order SORT, and in which threads THREAD must give the messages of a box. RFC 5256.
final class Order {
    private static final String ANSWER = "Re: ";

    private final List<MessageFacts> messages;

    Order(Box box) {
        MessageGenerator generator = new MessageGenerator(box);
        this.messages = IntStream.range(0, box.messages()).mapToObj(generator::facts).toList();
    }

    /// UIDs by the date that the sender wrote.
    long[] byDate() {
        return uids(Comparator.comparing(each -> each.sent().toInstant()));
    }

    /// The same from the newest on; of the same second, the first comes first nonetheless.
    long[] newestFirst() {
        return uids(
                Comparator.comparing(each -> each.sent().toInstant(), Comparator.reverseOrder()));
    }

    private long[] uids(Comparator<MessageFacts> by) {
        return messages.stream().sorted(by).mapToLong(MessageFacts::uid).toArray();
    }

    /// Subjects in ASCII are in order, and all that are the same stand together in order of number;
    /// how other alphabets are sorted is left open.
    ///
    /// @param uids that a server gave
    void requireBySubject(long[] uids) {
        requireEachOnce(uids);
        long[] wanted =
                messages.stream()
                        .filter(each -> Texts.isAscii(each.subject()))
                        .sorted(Comparator.comparing(each -> base(each.subject())))
                        .mapToLong(MessageFacts::uid)
                        .toArray();
        long[] found = LongStream.of(uids).filter(uid -> Texts.isAscii(subject(uid))).toArray();
        if (!Arrays.equals(found, wanted)) {
            throw new WrongAnswerException("subjects in another order");
        }
        requireTogether(uids);
    }

    private void requireTogether(long[] uids) {
        Set<String> done = new HashSet<>();
        for (int i = 1; i < uids.length; i++) {
            String before = base(subject(uids[i - 1]));
            String subject = base(subject(uids[i]));
            boolean isNew = !subject.equals(before);
            if (isNew) {
                done.add(before);
            }
            if (isNew ? done.contains(subject) : uids[i] < uids[i - 1]) {
                throw new WrongAnswerException("not together, or not in order: " + subject);
            }
        }
    }

    /// Which messages are in a thread with which; threads with the same subject are one.
    ///
    /// @param answer with the threads that a server found
    void requireThreads(String answer) {
        requireEachOnce(Texts.numbers(answer));
        Map<String, Set<Integer>> wanted = new HashMap<>();
        for (MessageFacts each : messages) {
            String root = base(messages.get(each.thread()).subject());
            wanted.computeIfAbsent(root, _ -> new HashSet<>()).add(each.uid());
        }
        Set<Set<Integer>> found = threads(Texts.hits(answer));
        if (!found.equals(Set.copyOf(wanted.values()))) {
            found.removeAll(Set.copyOf(wanted.values()));
            throw new WrongAnswerException(found.size() + " threads that are none");
        }
    }

    /// What the outermost parentheses hold.
    private static Set<Set<Integer>> threads(String answer) {
        Set<Set<Integer>> threads = new HashSet<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < answer.length(); i++) {
            if (answer.charAt(i) == '(' && depth++ == 0) {
                start = i;
            } else if (answer.charAt(i) == ')' && --depth == 0) {
                Set<Integer> thread = new HashSet<>();
                Texts.allNumbers(answer.substring(start, i)).forEach(uid -> thread.add((int) uid));
                threads.add(thread);
            }
        }
        return threads;
    }

    private void requireEachOnce(long[] uids) {
        long[] sorted = LongStream.of(uids).sorted().toArray();
        if (!Arrays.equals(sorted, LongStream.rangeClosed(1, messages.size()).toArray())) {
            throw new WrongAnswerException("not every message once, but " + uids.length + " hits");
        }
    }

    private String subject(long uid) {
        return messages.get((int) uid - 1).subject();
    }

    /// RFC 5256 §2.1, as far as these subjects need it; their case makes no difference.
    private static String base(String subject) {
        String base = subject.startsWith(ANSWER) ? subject.substring(ANSWER.length()) : subject;
        return base.toUpperCase(Locale.ROOT);
    }
}
