// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.corpus;

import java.util.Arrays;
import java.util.List;

/// A text that stands in few messages and nowhere else by accident: whether a search found what
/// there is to find.
public record Needle(Kind kind, String text) {
    /// Where the text stands, and in how many messages.
    public enum Kind {
        /// In `Subject`.
        SUBJECT(200, "quartzoxide"),
        /// In the name and the address of the sender.
        FROM(500, "quixley"),
        /// In `X-Project`, which no other search key looks at.
        HEADER(1_000, "xeroquill"),
        /// A whole word of the text.
        BODY_WORD(500, "quodlibex"),
        /// Letters in the middle of a longer word of the text.
        BODY_INNER(1_000, "umxquab"),
        /// Two words with a space between them. Either stands alone in other messages too.
        BODY_PHRASE(1_000, "quiet xebec"),
        /// A word in every fourth text.
        BODY_COMMON(4, "quarterly");

        private final int oneIn;
        private final String text;

        Kind(int oneIn, String text) {
            this.oneIn = oneIn;
            this.text = text;
        }

        String text() {
            return text;
        }

        /// Of every so many messages of a box, and of the rest at its end, one has it.
        public int oneIn() {
            return oneIn;
        }

        public boolean isInBody() {
            return switch (this) {
                case SUBJECT, FROM, HEADER -> false;
                case BODY_WORD, BODY_INNER, BODY_PHRASE, BODY_COMMON -> true;
            };
        }
    }

    /// Both words of the phrase, which is not there.
    static final String PHRASE_DECOY = "xebec quiet";

    /// One of each kind.
    public static List<Needle> all() {
        return Arrays.stream(Kind.values()).map(kind -> new Needle(kind, kind.text())).toList();
    }
}
