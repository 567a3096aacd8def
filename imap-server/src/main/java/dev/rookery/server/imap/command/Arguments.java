// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import dev.rookery.maildir.Flags;
import dev.rookery.maildir.ModifiedUtf7;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.server.imap.wire.Characters;
import dev.rookery.server.imap.wire.CommandBytes;
import dev.rookery.server.imap.wire.Lexer;
import dev.rookery.server.imap.wire.SyntaxException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// The terms that several commands share. RFC 3501 §9.
final class Arguments extends Lexer {
    private static final long NUMBER_MAX = 0xFFFF_FFFFL;

    Arguments(CommandBytes command, int nestingMax) {
        super(command, nestingMax);
    }

    @Override
    public Arguments space() {
        super.space();
        return this;
    }

    Tag tag() {
        String value = run(Characters::isTag, "a tag");
        if (value.length() > Tag.CHARS_MAX) {
            throw new SyntaxException("", "a tag has at most " + Tag.CHARS_MAX + " characters");
        }
        return new Tag(value);
    }

    String mailbox() {
        return unicode(astring("a mailbox name"));
    }

    /// A mailbox name with wildcards.
    String mailboxPattern() {
        return unicode(wordOrString(Characters::isListPattern, "a mailbox pattern"));
    }

    NumberSet numbers() {
        List<NumberSet.Range> ranges = new ArrayList<>();
        do {
            long first = numberOrStar();
            ranges.add(new NumberSet.Range(first, takes(':') ? numberOrStar() : first));
        } while (takes(','));
        return new NumberSet(ranges);
    }

    MessageSet messages(boolean byUid) {
        NumberSet numbers = numbers();
        return byUid ? new MessageSet.ByUid(numbers) : new MessageSet.BySequence(numbers);
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

    /// The word that starts at `position` is not one of those that may stand there.
    SyntaxException unknown(int position, String what) {
        backTo(position);
        return expected(what);
    }

    private SystemFlag systemFlag() {
        int start = position();
        require('\\');
        String name = "\\" + atom("a flag");
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
    private static String unicode(String name) {
        return ModifiedUtf7.decode(name).orElse(name);
    }
}
