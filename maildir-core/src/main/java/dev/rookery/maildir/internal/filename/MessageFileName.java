// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.filename;

import dev.rookery.maildir.SystemFlag;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Name of a message file in `new/` or `cur/`, as Dovecot writes and reads it.
///
/// ```text
///   1792540800.M123456R0123456789abcdefQ7.host,S=4096,W=4200:2,FSab,private
///   |______________________________________|______________|  |___| |_____|
///                    unique                      sizes       flags
///   |_____________________ base __________________________|
/// ```
///
/// The base ends at the first colon and is the message's identity; everything behind it may change.
/// Flags are read behind the last colon, and only if `2,` follows it. A file in `new/` has no
/// colon.
public record MessageFileName(String text) {
    /// Bytes in a directory entry on Linux.
    public static final int BYTES_MAX = 255;

    private static final String INFO = ":2,";
    private static final int NUMBER_DIGITS_MAX = 18;

    /// @throws IllegalArgumentException if no message can have this name
    public MessageFileName {
        if (!namesMessage(text)) {
            throw new IllegalArgumentException("not the name of a message file");
        }
    }

    /// Reads a directory entry. Empty if it names no message: hidden, or without a base, or with a
    /// slash, NUL or line break (which no index format could hold), or too long.
    public static Optional<MessageFileName> parse(String entry) {
        return namesMessage(entry) ? Optional.of(new MessageFileName(entry)) : Optional.empty();
    }

    /// The identity of the message among all names it ever has.
    public String base() {
        int end = text.indexOf(':');
        return end < 0 ? text : text.substring(0, end);
    }

    /// All that stands behind the base: nothing, or from the first colon on.
    public String ending() {
        return text.substring(base().length());
    }

    /// Bytes on disk, if the name tells (`S=`).
    public OptionalLong diskBytes() {
        return size(",S=");
    }

    /// Bytes with CRLF line ends, if the name tells (`W=`).
    public OptionalLong crlfBytes() {
        return size(",W=");
    }

    /// Whether the name has a place for flags, as every name in `cur/` should.
    public boolean hasInfo() {
        return infoAt() >= 0;
    }

    /// The name of a message in `cur/` that shows these letters, and nothing else behind its base.
    /// Empty if no file name has room for them.
    ///
    /// @param letters as [FlagLetters] counts them
    public static Optional<MessageFileName> of(String base, int letters) {
        return parse(base + info(letters));
    }

    /// What stands behind the base in a name that shows these letters, and nothing else.
    ///
    /// @param letters as [FlagLetters] counts them
    public static String info(int letters) {
        return INFO + FlagLetters.text(letters);
    }

    /// The letters that mean something, as [FlagLetters] counts them.
    public int letterBits() {
        int bits = 0;
        int info = infoAt();
        for (int i = info + INFO.length(); info >= 0 && i < lettersEnd(info); i++) {
            int letter = FlagLetters.of(text.charAt(i));
            bits |= letter < 0 ? 0 : 1 << letter;
        }
        return bits;
    }

    public Set<SystemFlag> flags() {
        Set<SystemFlag> flags = EnumSet.noneOf(SystemFlag.class);
        letters().chars().forEach(c -> SystemFlag.ofLetter((char) c).ifPresent(flags::add));
        return flags;
    }

    /// The letters `a` to `z` among the flags, ascending, each once. The folder's keyword list says
    /// what they mean.
    public String keywordLetters() {
        return ascending(letters().chars().filter(MessageFileName::isKeyword).toArray());
    }

    /// This name with exactly these flags. Letters that mean nothing to us and private data stay.
    /// Empty if no file name has room for them.
    ///
    /// @param keywordLetters each from `a` to `z`, in any order
    public Optional<MessageFileName> with(Set<SystemFlag> flags, String keywordLetters) {
        if (!keywordLetters.chars().allMatch(MessageFileName::isKeyword)) {
            throw new IllegalArgumentException("keyword letters are a to z: " + keywordLetters);
        }
        StringBuilder wanted = new StringBuilder(keywordLetters);
        flags.forEach(flag -> wanted.append(flag.letter()));
        int info = infoAt();
        StringBuilder name = new StringBuilder(info < 0 ? text : text.substring(0, info));
        name.append(INFO);
        merge(ascending(wanted.chars().toArray()), letters(), name);
        name.append(privateData());
        return parse(name.toString());
    }

    /// This name with exactly these letters; what means nothing to us stays. Empty if no file name
    /// has room for them.
    ///
    /// @param bits as [FlagLetters] counts them
    public Optional<MessageFileName> withLetters(int bits) {
        int info = infoAt();
        StringBuilder name = new StringBuilder(info < 0 ? text : text.substring(0, info));
        name.append(INFO);
        StringBuilder unknown = new StringBuilder();
        letters()
                .chars()
                .filter(c -> FlagLetters.of((char) c) < 0)
                .forEach(c -> unknown.append((char) c));
        merge(FlagLetters.text(bits), unknown.toString(), name);
        name.append(privateData());
        return parse(name.toString());
    }

    /// This name, not yet with flags, with its sizes at the end of the base.
    ///
    /// @throws IllegalArgumentException if the name has flags already, or no room
    public MessageFileName withSizes(long diskBytes, long crlfBytes) {
        if (text.indexOf(':') >= 0) {
            throw new IllegalArgumentException("sizes go before the flags: " + text);
        }
        return new MessageFileName(text + ",S=" + diskBytes + ",W=" + crlfBytes);
    }

    @Override
    public String toString() {
        return text;
    }

    private static boolean namesMessage(String entry) {
        if (entry.isEmpty() || entry.charAt(0) == '.' || entry.charAt(0) == ':') {
            return false;
        }
        for (int i = 0; i < entry.length(); i++) {
            char c = entry.charAt(i);
            if (c == '/' || c == '\0' || c == '\r' || c == '\n') {
                return false;
            }
        }
        return entry.length() <= BYTES_MAX / 3
                || entry.getBytes(StandardCharsets.UTF_8).length <= BYTES_MAX;
    }

    private int infoAt() {
        int colon = text.lastIndexOf(':');
        return colon >= 0 && text.startsWith(INFO, colon) ? colon : -1;
    }

    private String letters() {
        int info = infoAt();
        return info < 0 ? "" : text.substring(info + INFO.length(), lettersEnd(info));
    }

    /// From the comma that ends the letters, or nothing.
    private String privateData() {
        int info = infoAt();
        return info < 0 ? "" : text.substring(lettersEnd(info));
    }

    private int lettersEnd(int info) {
        int comma = text.indexOf(',', info + INFO.length());
        return comma < 0 ? text.length() : comma;
    }

    /// Writes `wanted` in ASCII order around those letters of `old` that we do not know.
    private static void merge(String wanted, String old, StringBuilder into) {
        int next = 0;
        for (int i = 0; i < old.length(); i++) {
            char letter = old.charAt(i);
            if (isKeyword(letter) || SystemFlag.ofLetter(letter).isPresent()) {
                continue;
            }
            while (next < wanted.length() && wanted.charAt(next) < letter) {
                into.append(wanted.charAt(next++));
            }
            into.append(letter);
        }
        into.append(wanted, next, wanted.length());
    }

    private static boolean isKeyword(int letter) {
        return letter >= 'a' && letter <= 'z';
    }

    private static String ascending(int[] letters) {
        StringBuilder text = new StringBuilder();
        Arrays.stream(letters).sorted().distinct().forEach(c -> text.append((char) c));
        return text.toString();
    }

    private OptionalLong size(String key) {
        String base = base();
        int at = base.indexOf(key);
        if (at < 0) {
            return OptionalLong.empty();
        }
        int from = at + key.length();
        int end = digitsEnd(base, from);
        boolean whole = end == base.length() || base.charAt(end) == ',';
        return whole && end > from && end - from <= NUMBER_DIGITS_MAX
                ? OptionalLong.of(Long.parseLong(base, from, end, 10))
                : OptionalLong.empty();
    }

    /// When the message was delivered, by its name; 0 if that does not tell.
    public long seconds() {
        return number(0);
    }

    /// The microseconds beyond [#seconds]; 0 if the name tells none.
    public long microseconds() {
        int end = digitsEnd(text, 0);
        return text.startsWith(".M", end) ? number(end + 2) : 0;
    }

    /// The number at `from`; 0 if there is none, and all that are too long are equal.
    private long number(int from) {
        int end = digitsEnd(text, from);
        if (end - from > NUMBER_DIGITS_MAX) {
            return Long.MAX_VALUE;
        }
        return end == from ? 0 : Long.parseLong(text, from, end, 10);
    }

    private static int digitsEnd(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }
}
