// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.filename;

import dev.rookery.maildir.SystemFlag;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/// The letters behind `:2,` as bits of a number: six of maildir(5), which are `DFPRST`, and the
/// keywords `a` to `z`. The lower the bit, the further to the left the letter stands.
public final class FlagLetters {
    /// Bits of the letters of system flags and of `P`, which is kept for other programs.
    public static final int SYSTEM = 0x3F;

    private static final String ORDER = "DFPRSTabcdefghijklmnopqrstuvwxyz";

    private FlagLetters() {}

    public static int letters() {
        return ORDER.length();
    }

    /// The number of a letter, or -1 if it means nothing to us.
    public static int of(char letter) {
        return ORDER.indexOf(letter);
    }

    public static int of(SystemFlag flag) {
        return of(flag.letter());
    }

    /// The number of the keyword letter `a` for 0, up to `z` for 25.
    public static int ofKeyword(int index) {
        return of((char) ('a' + index));
    }

    public static int bits(Collection<SystemFlag> flags) {
        int bits = 0;
        for (SystemFlag flag : flags) {
            bits |= 1 << of(flag);
        }
        return bits;
    }

    public static Set<SystemFlag> flags(int bits) {
        Set<SystemFlag> flags = EnumSet.noneOf(SystemFlag.class);
        for (SystemFlag flag : SystemFlag.values()) {
            if (((bits >>> of(flag)) & 1) != 0) {
                flags.add(flag);
            }
        }
        return flags;
    }

    /// The letters in their order.
    public static String text(int bits) {
        StringBuilder text = new StringBuilder(Integer.bitCount(bits));
        for (int left = bits; left != 0; left &= left - 1) {
            text.append(ORDER.charAt(Integer.numberOfTrailingZeros(left)));
        }
        return text.toString();
    }
}
