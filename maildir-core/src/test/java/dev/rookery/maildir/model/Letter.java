// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.model;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;

/// A message that can be made again from its number and length.
///
/// @param number tells it apart from all others of a run
/// @param lengthBytes of the CRLF form
/// @param hash of the CRLF form
record Letter(int number, int sizeBytes, long dateSeconds, int lengthBytes, String hash) {
    private static final int LINE_CHARS_MAX = 76;

    /// @param sizeBytes about
    static Letter of(int number, int sizeBytes, long dateSeconds) {
        byte[] whole = text(number, sizeBytes).getBytes(US_ASCII);
        return new Letter(number, sizeBytes, dateSeconds, whole.length, hash(whole));
    }

    static Letter of(Operation.Deliver o) {
        return of(o.letter(), o.sizeBytes(), o.dateSeconds());
    }

    /// What is given to the store: line ends are LF in every second letter.
    byte[] given() {
        String text = text(number, sizeBytes);
        return (number % 2 == 0 ? text : text.replace("\r\n", "\n")).getBytes(US_ASCII);
    }

    String headerHash() {
        String text = text(number, sizeBytes);
        return hash(text.substring(0, text.indexOf("\r\n\r\n") + 4).getBytes(US_ASCII));
    }

    private static String text(int number, int sizeBytes) {
        StringBuilder text = new StringBuilder(sizeBytes + LINE_CHARS_MAX);
        text.append("Message-ID: <").append(number).append("@model.test>\r\n");
        text.append("Subject: letter ").append(number).append("\r\n\r\n");
        SplittableRandom random = new SplittableRandom(number);
        while (text.length() < sizeBytes) {
            int length = random.nextInt(LINE_CHARS_MAX);
            for (int i = 0; i < length; i++) {
                text.append((char) (' ' + random.nextInt(95)));
            }
            text.append("\r\n");
        }
        if (number % 5 == 0) {
            text.append("no line end");
        }
        return text.toString();
    }

    static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
