// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.corpus;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Bytes that a message is written into; used again for the next one.
final class Octets {
    private static final char[] BASE64 =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".toCharArray();

    private byte[] bytes = new byte[1 << 16];
    private int length;

    int length() {
        return length;
    }

    byte at(int index) {
        return bytes[index];
    }

    void set(int index, int octet) {
        bytes[index] = (byte) octet;
    }

    void clear() {
        length = 0;
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    Octets octet(int octet) {
        reserve(1);
        bytes[length++] = (byte) octet;
        return this;
    }

    /// Of one byte a character.
    Octets text(String text) {
        int added = text.length();
        reserve(added);
        for (int i = 0; i < added; i++) {
            bytes[length + i] = (byte) text.charAt(i);
        }
        length += added;
        return this;
    }

    Octets line(String text) {
        return text(text).crlf();
    }

    Octets crlf() {
        return octet('\r').octet('\n');
    }

    Octets octets(byte[] from, int start, int end) {
        reserve(end - start);
        System.arraycopy(from, start, bytes, length, end - start);
        length += end - start;
        return this;
    }

    Octets octets(Octets from, int start, int end) {
        return octets(from.bytes, start, end);
    }

    /// Letters of Base64 that mean nothing.
    Octets base64(Dice dice, int letters) {
        long bits = 0;
        for (int i = 0; i < letters; i++) {
            bits = i % 10 == 0 ? dice.next() : bits >>> 6;
            octet(BASE64[(int) bits & 63]);
        }
        return this;
    }

    /// Appends all of this without its carriage returns.
    void writeWithLf(Octets to) {
        to.reserve(length);
        byte[] target = to.bytes;
        int end = to.length;
        for (int i = 0; i < length; i++) {
            byte octet = bytes[i];
            target[end] = octet;
            end += octet == '\r' ? 0 : 1;
        }
        to.length = end;
    }

    ByteBuffer view() {
        return ByteBuffer.wrap(bytes, 0, length);
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }
}
