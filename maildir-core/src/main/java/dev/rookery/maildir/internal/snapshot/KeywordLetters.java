// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.snapshot;

import dev.rookery.maildir.Flags;
import dev.rookery.maildir.internal.filename.FlagLetters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which keyword a letter `a` to `z` stands for in the file names of one folder. Immutable.
public final class KeywordLetters {
    public static final int LETTERS = 26;
    public static final KeywordLetters NONE = new KeywordLetters(new @Nullable String[LETTERS]);

    private final @Nullable String[] words;

    private KeywordLetters(@Nullable String[] words) {
        this.words = words;
    }

    /// @param letter 0 for `a` to 25 for `z`
    public Optional<String> word(int letter) {
        return Optional.ofNullable(words[letter]);
    }

    /// The letter of a keyword, compared without case, or -1.
    public int letterOf(String keyword) {
        for (int letter = 0; letter < LETTERS; letter++) {
            if (keyword.equalsIgnoreCase(words[letter])) {
                return letter;
            }
        }
        return -1;
    }

    public KeywordLetters with(int letter, String keyword) {
        @Nullable String[] more = words.clone();
        more[letter] = keyword;
        return new KeywordLetters(more);
    }

    /// The keywords among some letters, as [FlagLetters] counts them.
    public List<String> words(int bits) {
        List<String> found = new ArrayList<>();
        for (int letter = 0; letter < LETTERS; letter++) {
            String word = words[letter];
            if (word != null && ((bits >>> FlagLetters.ofKeyword(letter)) & 1) != 0) {
                found.add(word);
            }
        }
        return found;
    }

    /// How many letters have a word.
    public int count() {
        return (int) Arrays.stream(words).filter(word -> word != null).count();
    }

    /// The letters by which a file name shows flags, as [FlagLetters] counts them. Keywords without
    /// a letter are not shown.
    public int letters(Flags flags) {
        int bits = FlagLetters.bits(flags.system());
        for (String keyword : flags.keywords()) {
            int letter = letterOf(keyword);
            bits |= letter < 0 ? 0 : 1 << FlagLetters.ofKeyword(letter);
        }
        return bits;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeywordLetters that && Arrays.equals(words, that.words);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words);
    }
}
