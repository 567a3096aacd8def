// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// The flags of one message: system flags and keywords. Immutable.
///
/// Keywords keep the case they were first written in and compare without it (RFC 9051 §2.3.2).
public final class Flags {
    public static final Flags NONE = new Flags(Set.of(), Set.of());

    private final Set<SystemFlag> system;
    private final SortedSet<String> keywords;

    private Flags(Collection<SystemFlag> system, Collection<String> keywords) {
        EnumSet<SystemFlag> flags = EnumSet.noneOf(SystemFlag.class);
        flags.addAll(system);
        SortedSet<String> words = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (String keyword : keywords) {
            words.add(requireKeyword(keyword));
        }
        this.system = Collections.unmodifiableSet(flags);
        this.keywords = Collections.unmodifiableSortedSet(words);
    }

    public static Flags of(SystemFlag... system) {
        return new Flags(Set.of(system), Set.of());
    }

    /// @throws IllegalArgumentException if a keyword is no IMAP atom
    public static Flags of(Collection<SystemFlag> system, Collection<String> keywords) {
        return system.isEmpty() && keywords.isEmpty() ? NONE : new Flags(system, keywords);
    }

    public Set<SystemFlag> system() {
        return system;
    }

    public SortedSet<String> keywords() {
        return keywords;
    }

    public boolean has(SystemFlag flag) {
        return system.contains(flag);
    }

    public boolean isEmpty() {
        return system.isEmpty() && keywords.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Flags that
                && system.equals(that.system)
                && keywords.equals(that.keywords);
    }

    @Override
    public int hashCode() {
        return system.hashCode();
    }

    /// The flags as IMAP writes them, without parentheses: `\Answered \Seen $Forwarded`.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (SystemFlag flag : system) {
            text.append(text.isEmpty() ? "" : " ").append(flag.imapName());
        }
        for (String keyword : keywords) {
            text.append(text.isEmpty() ? "" : " ").append(keyword);
        }
        return text.toString();
    }

    private static String requireKeyword(String keyword) {
        boolean atom =
                !keyword.isEmpty()
                        && keyword.chars()
                                .allMatch(c -> c > ' ' && c < 127 && "(){%*\"\\]".indexOf(c) < 0);
        if (!atom) {
            throw new IllegalArgumentException("a keyword is an IMAP atom (RFC 9051 §9), not this");
        }
        return keyword;
    }
}
