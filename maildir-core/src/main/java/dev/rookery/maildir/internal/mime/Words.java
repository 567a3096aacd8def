// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

/// Words in an address, read so that they can become either a display name or a local part.
final class Words {
    private final StringBuilder phrase = new StringBuilder();
    private final StringBuilder joined = new StringBuilder();
    private boolean any;
    private boolean afterDot;
    private boolean apart;
    private boolean quoted;

    private Words() {}

    /// Reads words, dots, white space and comments up to one of `ends`. A special character that
    /// has no business here counts as part of a word.
    static Words read(FieldLexer in, String ends) {
        Words words = new Words();
        while (true) {
            boolean space = in.skipSpace();
            if (in.atEnd() || ends.indexOf(in.peek()) >= 0) {
                return words;
            }
            if (in.at('"')) {
                words.add(in.quotedString(), space);
                words.quoted = true;
            } else {
                String atom = in.atom();
                words.add(atom.isEmpty() ? String.valueOf(in.take()) : atom, space);
            }
        }
    }

    private void add(String word, boolean spaceBefore) {
        boolean dot = word.equals(".");
        if (any && spaceBefore) {
            phrase.append(' ');
            apart |= !dot && !afterDot;
        }
        phrase.append(word);
        joined.append(word);
        any = true;
        afterDot = dot;
    }

    boolean isEmpty() {
        return !any;
    }

    /// One word, or several joined by dots, and not quoted: without a domain that is rather a name.
    boolean isLocalPart() {
        return any && !apart && !quoted;
    }

    /// The words with one space where there was space.
    String phrase() {
        return phrase.toString();
    }

    /// The words without the space around dots.
    String localPart() {
        return apart ? phrase() : joined.toString();
    }
}
