// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.corpus;

import java.util.Arrays;
import java.util.List;

/// Sentences and paragraphs of one language in its charset, in lines of about 70 bytes.
final class Prose {
    private static final int COLUMNS = 62;
    private static final int TOKEN_PERCENT = 2;

    private final Language language;
    private final Vocabulary words;
    private final Dice dice;
    private final Octets out;
    private boolean sentenceBegins = true;
    private int lineStart;
    private int wordsLeft;
    private int sentencesLeft;

    /// @param out which is empty
    Prose(Language language, Dice dice, Octets out) {
        this.language = language;
        this.words = Vocabulary.of(language);
        this.dice = dice;
        this.out = out;
        beginParagraph();
    }

    /// Writes until there are so many bytes, and the planted texts among the words; ends the line.
    void write(int sizeBytes, List<String> planted) {
        int[] places = new int[planted.size()];
        Arrays.setAll(places, _ -> dice.below(sizeBytes));
        Arrays.sort(places);
        int next = 0;
        while (out.length() < sizeBytes || next < places.length) {
            if (next < places.length && out.length() >= places[next]) {
                plant(planted.get(next++));
            } else {
                word();
            }
        }
        if (out.length() > lineStart) {
            out.octet('.').crlf();
        }
    }

    /// Never broken over lines, and apart from other words in every language.
    private void plant(String text) {
        separate(true);
        out.text(text);
        if (!language.hasSpaces()) {
            out.octet(' ');
        }
        endWord();
    }

    private void word() {
        boolean token = dice.percent(TOKEN_PERCENT);
        separate(token || language.hasSpaces());
        int start = out.length();
        if (token) {
            out.text(token());
        } else {
            words.write(dice, out);
        }
        capitalise(start);
        endWord();
    }

    private String token() {
        return switch (dice.below(3)) {
            case 0 -> dice.hex(dice.between(6, 16));
            case 1 -> "https://www.d" + dice.below(400) + ".example.net/" + dice.hex(12);
            default -> Integer.toString(dice.below(1_000_000));
        };
    }

    private void separate(boolean space) {
        if (out.length() == lineStart) {
            return;
        } else if (out.length() - lineStart > COLUMNS) {
            out.crlf();
            lineStart = out.length();
        } else if (space) {
            out.octet(' ');
        }
    }

    private void capitalise(int start) {
        byte first = out.at(start);
        if (sentenceBegins && first >= 'a' && first <= 'z') {
            out.set(start, first - 'a' + 'A');
        }
    }

    private void endWord() {
        wordsLeft--;
        sentenceBegins = wordsLeft == 0;
        if (!sentenceBegins) {
            return;
        }
        out.octet('.');
        sentencesLeft--;
        wordsLeft = dice.between(5, 18);
        if (sentencesLeft == 0) {
            out.crlf().crlf();
            lineStart = out.length();
            beginParagraph();
        }
    }

    private void beginParagraph() {
        sentencesLeft = dice.between(2, 6);
        wordsLeft = dice.between(5, 18);
    }
}
