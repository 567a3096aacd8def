// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import dev.rookery.maildir.Flags;
import dev.rookery.maildir.ModSeq;
import dev.rookery.maildir.ModifiedUtf7;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.server.imap.wire.Characters;
import dev.rookery.server.imap.wire.CommandBytes;
import dev.rookery.server.imap.wire.Lexer;
import dev.rookery.server.imap.wire.SyntaxException;
import dev.rookery.server.limits.ServerLimits;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// The terms that several commands share. RFC 3501 §9.
final class Arguments extends Lexer {
    /// The greatest 32-bit number.
    static final long NUMBER_MAX = 0xFFFF_FFFFL;

    private final Encoding names;

    /// How a client writes names of mailboxes.
    enum Encoding {
        /// RFC 3501 §5.1.3.
        MODIFIED_UTF_7,
        /// RFC 6855 §3, RFC 9051 §5.1.
        UTF_8
    }

    /// @param open whether the command goes on in a literal that has not come yet
    Arguments(CommandBytes command, int nestingMax, Encoding names, boolean open) {
        super(command, nestingMax, open);
        this.names = names;
    }

    @Override
    public Arguments space() {
        super.space();
        return this;
    }

    Tag tag() {
        String value = run(Characters::isTag, "a tag");
        if (value.length() > ServerLimits.TAG_CHARS_MAX) {
            throw new SyntaxException(
                    "", "a tag has at most " + ServerLimits.TAG_CHARS_MAX + " characters");
        }
        return new Tag(value);
    }

    String mailbox() {
        return unicode(astring("a mailbox name"));
    }

    /// A mailbox name with wildcards.
    String mailboxPattern() {
        String pattern = unicode(wordOrString(Characters::isListPattern, "a mailbox pattern"));
        if (pattern.length() > ServerLimits.PATTERN_CHARS_MAX) {
            throw new SyntaxException(
                    "LIMIT",
                    "a pattern has at most " + ServerLimits.PATTERN_CHARS_MAX + " characters");
        }
        return pattern;
    }

    NumberSet numbers() {
        List<NumberSet.Range> ranges = new ArrayList<>();
        do {
            long first = numberOrStar();
            ranges.add(new NumberSet.Range(first, takes(':') ? numberOrStar() : first));
        } while (takes(','));
        return new NumberSet(ranges);
    }

    /// A set in which `*` means nothing.
    NumberSet numbersWithoutStar() {
        int start = position();
        NumberSet numbers = numbers();
        if (numbers.hasStar()) {
            throw unknown(start, "a set without *");
        }
        return numbers;
    }

    MessageSet messages(boolean byUid) {
        if (takes('$')) {
            return new MessageSet.Saved(byUid);
        }
        NumberSet numbers = numbers();
        return byUid ? new MessageSet.ByUid(numbers) : new MessageSet.BySequence(numbers);
    }

    /// One sequence number or UID, or `*`.
    MessageSet oneMessage(boolean byUid) {
        long number = numberOrStar();
        NumberSet one = NumberSet.of(number, number);
        return byUid ? new MessageSet.ByUid(one) : new MessageSet.BySequence(one);
    }

    /// `(\Seen $Work)` or `()`.
    Flags flagList() {
        open("a list of flags");
        Flags flags = sees(')') ? Flags.NONE : flags();
        close();
        return flags;
    }

    /// `\Seen $Work`.
    Flags flags() {
        Set<SystemFlag> system = EnumSet.noneOf(SystemFlag.class);
        List<String> keywords = new ArrayList<>();
        do {
            if (sees('\\')) {
                system.add(systemFlag());
            } else {
                keywords.add(atom("a flag"));
            }
        } while (!seesNoMoreWords() && takes(' '));
        return Flags.of(system, keywords);
    }

    /// At least one item in parentheses.
    <T> List<T> list(String what, Supplier<T> item) {
        open(what);
        List<T> items = new ArrayList<>();
        do {
            items.add(item.get());
        } while (takes(' '));
        close();
        return items;
    }

    /// The same, where each item says itself what it means.
    void list(String what, Runnable item) {
        open(what);
        do {
            item.run();
        } while (takes(' '));
        close();
    }

    /// The same, or none.
    void optionalList(String what, Runnable item) {
        int start = position();
        open(what);
        if (!takes(')')) {
            backTo(start);
            list(what, item);
        }
    }

    /// A backslash and a word.
    String backslashed(String what) {
        require('\\');
        return "\\" + atom(what);
    }

    /// A mod-sequence from `min` on. RFC 7162 §7.
    ModSeq modSeq(long min) {
        int start = position();
        long value = number63("a mod-sequence");
        if (value < min) {
            throw unknown(start, "a mod-sequence from " + min);
        }
        return new ModSeq(value);
    }

    /// A number from 1 on.
    long positive(long max, String what) {
        int start = position();
        long number = number(max, what);
        if (number == 0) {
            throw unknown(start, what);
        }
        return number;
    }

    /// `1:500`, or `-1:-500`: RFC 9394 §3.1.
    PartialRange partialRange() {
        int start = position();
        boolean fromEnd = takes('-');
        long first = positive(NUMBER_MAX, "a range");
        require(':');
        if (fromEnd != takes('-')) {
            throw unknown(start, "a range with both ends from the same side");
        }
        long second = positive(NUMBER_MAX, "a range");
        return new PartialRange(first, second, fromEnd);
    }

    /// The word that starts at `position` is not one of those that may stand there.
    SyntaxException unknown(int position, String what) {
        backTo(position);
        return expected(what);
    }

    private SystemFlag systemFlag() {
        int start = position();
        String name = backslashed("a flag");
        return SystemFlag.ofImapName(name)
                .orElseThrow(() -> unknown(start, "a flag that clients may set"));
    }

    private long numberOrStar() {
        if (takes('*')) {
            return NumberSet.STAR;
        }
        int start = position();
        long number = number(NUMBER_MAX, "a sequence set");
        if (number == 0) {
            throw unknown(start, "a sequence set");
        }
        return number;
    }

    /// What is no modified UTF-7 is taken as it stands: UTF-8, as some clients send it.
    private String unicode(String name) {
        return switch (names) {
            case MODIFIED_UTF_7 -> ModifiedUtf7.decode(name).orElse(name);
            case UTF_8 -> name;
        };
    }
}
