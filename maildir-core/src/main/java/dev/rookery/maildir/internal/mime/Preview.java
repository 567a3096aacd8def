// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import static java.nio.charset.CodingErrorAction.REPLACE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// The first words of a message for a list of messages: plain text, white space folded. RFC 8970.
final class Preview {
    static final int CHARACTERS_MAX = 200;

    /// Of a text that is mostly markup or blanks, no more than this is read.
    private static final int READ_BYTES_MAX = 64 * 1024;

    private static final int BUFFER_BYTES = 512;
    private static final int GRAPHEME_JOINER = 0x034f;

    private final StringBuilder text = new StringBuilder(CHARACTERS_MAX);
    private int characters;
    private boolean space;

    private Preview() {}

    /// @return empty if there is no text to be shown
    static String of(Part message, MessageBytes bytes) throws IOException {
        Part part = firstText(message);
        if (part == null) {
            return "";
        }
        boolean html = part.mime().type() != null && part.mime().type().is("text", "html");
        InputStream body = new RangeInputStream(bytes, part.body());
        try (InputStream decoded = Decoding.transfer(body, part.mime().transferEncoding())) {
            return new Preview().read(decoded, Decoding.charset(part.mime()), html);
        }
    }

    private static @Nullable Part firstText(Part message) {
        Deque<Part> open = new ArrayDeque<>();
        open.push(message);
        while (!open.isEmpty()) {
            Part part = open.pop();
            if (part.kind() == Part.Kind.LEAF && isShown(part.mime())) {
                return part;
            }
            for (Part child : part.children().reversed()) {
                open.push(child);
            }
        }
        return null;
    }

    private static boolean isShown(MimeFields mime) {
        boolean attached =
                mime.disposition() != null
                        && mime.disposition().type().equalsIgnoreCase("attachment");
        return !attached
                && (mime.type() == null
                        || mime.type().is("text", "plain")
                        || mime.type().is("text", "html"));
    }

    private String read(InputStream in, Charset charset, boolean html) throws IOException {
        HtmlText.CharSink sink = html ? new HtmlText(this::add)::accept : this::add;
        CharsetDecoder decoder =
                charset.newDecoder().onMalformedInput(REPLACE).onUnmappableCharacter(REPLACE);
        ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES);
        CharBuffer chars =
                CharBuffer.allocate((int) (BUFFER_BYTES * Math.ceil(decoder.maxCharsPerByte())));
        int left = READ_BYTES_MAX;
        while (left > 0 && !isFull()) {
            int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
            bytes.position(bytes.position() + Math.max(read, 0)).flip();
            decoder.decode(bytes, chars, read < 0);
            chars.flip();
            while (chars.hasRemaining() && !isFull()) {
                sink.accept(chars.get());
            }
            chars.clear();
            bytes.compact();
            left -= read < 0 ? left : read;
        }
        return text.toString().stripTrailing();
    }

    /// Not before the second half of a character is there.
    private boolean isFull() {
        return characters == CHARACTERS_MAX && !Character.isHighSurrogate(last());
    }

    private char last() {
        return text.isEmpty() ? '\0' : text.charAt(text.length() - 1);
    }

    private void add(char c) {
        if (isFull() || isInvisible(c)) {
            return;
        }
        if (Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c)) {
            space = true;
            return;
        }
        if (space && characters > 0) {
            text.append(' ');
            characters++;
        }
        space = false;
        if (!isFull()) {
            text.append(c);
            characters += Character.isLowSurrogate(c) ? 0 : 1;
        }
    }

    /// What senders pad previews with.
    private static boolean isInvisible(char c) {
        return c > 0x7f && (c == GRAPHEME_JOINER || Character.getType(c) == Character.FORMAT);
    }
}
