// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.migrate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// `dovecot-keywords`: what the letters `a` to `z` in the file names of one folder mean.
///
/// ```text
///   0 $Forwarded      names with the letter a
///   3 Work            names with the letter d; b and c are free
/// ```
///
/// Words compare without case. A word that IMAP cannot say keeps its letter and means nothing.
/// Immutable.
public final class KeywordTable {
    public static final String FILE = "dovecot-keywords";

    /// Letters there are; further keywords have no place in file names.
    public static final int LETTERS = 26;

    public static final KeywordTable EMPTY = new KeywordTable(new @Nullable String[LETTERS]);

    /// Bytes as ISO 8859-1; null where the letter is free.
    private final @Nullable String[] words;

    private KeywordTable(@Nullable String[] words) {
        this.words = words;
    }

    /// Lines that are none are left out; of two for one letter the later one counts.
    public static KeywordTable parse(byte[] bytes) {
        @Nullable String[] words = new @Nullable String[LETTERS];
        new String(bytes, StandardCharsets.ISO_8859_1).lines().forEach(line -> read(line, words));
        return new KeywordTable(words);
    }

    private static void read(String line, @Nullable String[] words) {
        int slot = slotIn(line);
        if (slot >= 0) {
            words[slot] = line.substring(line.indexOf(' ') + 1);
        }
    }

    /// Whose word a line says; -1 if it is no such line.
    private static int slotIn(String line) {
        int space = line.indexOf(' ');
        if (space < 0 || space == line.length() - 1) {
            return -1;
        }
        long slot = Text.number(line.substring(0, space)).orElse(LETTERS);
        return slot < LETTERS ? (int) slot : -1;
    }

    /// What [#parse] passes over, for people.
    public static List<String> flaws(byte[] bytes) {
        List<String> flaws = new ArrayList<>();
        boolean[] seen = new boolean[LETTERS];
        int number = 0;
        for (String line : new String(bytes, StandardCharsets.ISO_8859_1).lines().toList()) {
            number++;
            int slot = slotIn(line);
            if (slot < 0) {
                flaws.add("line " + number + " says of no letter what it means");
            } else if (seen[slot]) {
                char letter = (char) ('a' + slot);
                flaws.add("line " + number + " has another word for the letter " + letter);
            } else {
                seen[slot] = true;
            }
        }
        return flaws;
    }

    /// The file as Dovecot writes it.
    public byte[] format() {
        StringBuilder text = new StringBuilder();
        for (int slot = 0; slot < LETTERS; slot++) {
            if (words[slot] != null) {
                text.append(slot).append(' ').append(words[slot]).append('\n');
            }
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /// What the letter means; empty if nothing, or nothing that IMAP can say.
    ///
    /// @param letter from `a` to `z`
    public Optional<String> word(char letter) {
        return Optional.ofNullable(words[slot(letter)]).filter(Text::isKeyword);
    }

    /// What those letters mean together.
    public NavigableSet<String> words(String letters) {
        NavigableSet<String> all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        letters.chars().forEach(letter -> word((char) letter).ifPresent(all::add));
        return Collections.unmodifiableNavigableSet(all);
    }

    /// The letter that stands for the word, if one does.
    public Optional<Character> letter(String word) {
        for (int slot = 0; slot < LETTERS; slot++) {
            if (word.equalsIgnoreCase(words[slot])) {
                return Optional.of((char) ('a' + slot));
            }
        }
        return Optional.empty();
    }

    /// Whether nobody has said yet what the letter means.
    public boolean isFree(char letter) {
        return words[slot(letter)] == null;
    }

    /// The table with a letter for the word: the first free one. The same table if the word has
    /// one, or if none is left.
    ///
    /// @param busy letters that still stand in file names, so that they are not free either
    /// @throws IllegalArgumentException if IMAP cannot say the word
    public KeywordTable with(String word, String busy) {
        if (!Text.isKeyword(word)) {
            throw new IllegalArgumentException("a keyword is an IMAP atom (RFC 9051 §9), not this");
        }
        if (letter(word).isPresent()) {
            return this;
        }
        for (char letter = 'a'; letter <= 'z'; letter++) {
            if (isFree(letter) && busy.indexOf(letter) < 0) {
                @Nullable String[] more = words.clone();
                more[slot(letter)] = word;
                return new KeywordTable(more);
            }
        }
        return this;
    }

    /// The table in which the letter means the word, whatever it meant.
    ///
    /// @throws IllegalArgumentException if IMAP cannot say the word
    public KeywordTable with(char letter, String word) {
        if (!Text.isKeyword(word)) {
            throw new IllegalArgumentException("a keyword is an IMAP atom (RFC 9051 §9), not this");
        }
        @Nullable String[] changed = words.clone();
        changed[slot(letter)] = word;
        return new KeywordTable(changed);
    }

    /// The table in which letters mean what somebody else knows of them, where he does.
    ///
    /// @param known what a letter means, from 0 for `a`
    public KeywordTable with(IntFunction<Optional<String>> known) {
        KeywordTable table = this;
        for (int slot = 0; slot < LETTERS; slot++) {
            Optional<String> word = known.apply(slot);
            if (word.isPresent()) {
                table = table.with((char) ('a' + slot), word.get());
            }
        }
        return table;
    }

    /// The table in which the letter is free.
    public KeywordTable without(char letter) {
        @Nullable String[] fewer = words.clone();
        fewer[slot(letter)] = null;
        return new KeywordTable(fewer);
    }

    private static int slot(char letter) {
        return Objects.checkIndex(letter - 'a', LETTERS);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeywordTable that && Arrays.equals(words, that.words);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words);
    }

    /// The meanings for people, such as `a=$Forwarded d=Work`.
    @Override
    public String toString() {
        List<String> meanings = new ArrayList<>();
        for (int slot = 0; slot < LETTERS; slot++) {
            if (words[slot] != null) {
                meanings.add((char) ('a' + slot) + "=" + words[slot]);
            }
        }
        return String.join(" ", meanings);
    }
}
