// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.formats;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Takes a file apart from its first byte to its last, and writes down each field: where it is, its
/// bytes, its name, its value.
final class Dump {
    private static final int BYTES_A_LINE = 16;

    private final ByteBuffer in;
    private final StringBuilder lines = new StringBuilder();

    Dump(byte[] bytes) {
        this.in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    int at() {
        return in.position();
    }

    int left() {
        return in.remaining();
    }

    /// The next byte, which stays the next.
    int peek() {
        return in.get(in.position());
    }

    /// Whether the file ends here, or goes on with zeros.
    boolean endsHere() {
        return in.remaining() < Integer.BYTES || in.getInt(in.position()) == 0;
    }

    /// A line without bytes.
    void title(String text) {
        lines.append('\n').append(text).append('\n');
    }

    int int1(String name) {
        int value = Byte.toUnsignedInt(in.get(in.position()));
        field(1, name + " = " + value);
        return value;
    }

    int int2(String name) {
        int value = Short.toUnsignedInt(in.getShort(in.position()));
        field(2, name + " = " + value);
        return value;
    }

    int int4(String name) {
        int value = in.getInt(in.position());
        field(4, name + " = " + value);
        return value;
    }

    long int8(String name) {
        long value = in.getLong(in.position());
        field(8, name + " = " + value);
        return value;
    }

    void checksum(String name) {
        field(4, name);
    }

    /// As many bytes, without a meaning beyond the name.
    void bytes(int length, String name) {
        field(length, name);
    }

    String text(int length, String name) {
        byte[] bytes = new byte[length];
        in.get(in.position(), bytes);
        String text = new String(bytes, StandardCharsets.UTF_8);
        field(length, name + " = \"" + text.replace("\r", "\\r").replace("\n", "\\n") + "\"");
        return text;
    }

    /// A text behind its length.
    String text(String name) {
        return text(int4("length"), name);
    }

    /// Zeros, of which there may be many.
    void zeros(int length, String name) {
        for (int i = 0; i < length; i++) {
            if (in.get(in.position() + i) != 0) {
                throw new IllegalStateException("not zero: byte " + (in.position() + i));
            }
        }
        if (length <= BYTES_A_LINE) {
            field(length, name);
            return;
        }
        line(in.position(), "00 … 00", name + ", " + length + " bytes");
        in.position(in.position() + length);
    }

    private void field(int length, String what) {
        int from = in.position();
        for (int done = 0; done < length; done += BYTES_A_LINE) {
            int count = Math.min(BYTES_A_LINE, length - done);
            String more = done == 0 ? what : "  " + name(what) + ", continued";
            line(from + done, hex(from + done, count), more);
        }
        in.position(from + length);
    }

    private static String name(String what) {
        int end = what.indexOf(" = ");
        return end < 0 ? what : what.substring(0, end);
    }

    private String hex(int from, int count) {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < count; i++) {
            hex.append(i == 0 ? "" : " ").append("%02x".formatted(in.get(from + i)));
        }
        return hex.toString();
    }

    private void line(int at, String hex, String what) {
        lines.append("%06x  %-47s  %s%n".formatted(at, hex, what));
    }

    @Override
    public String toString() {
        if (in.hasRemaining()) {
            throw new IllegalStateException("not taken apart from byte " + in.position());
        }
        return lines.toString().strip() + "\n";
    }
}
