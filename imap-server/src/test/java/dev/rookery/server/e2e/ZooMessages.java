// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Random;

/// Messages as they come, right and broken in every way that header and MIME allow: a number makes
/// the same message each time.
///
/// @param seed fixed, or given with `-Drookery.seed`
record ZooMessages(long seed) {
    byte[] message(int number) {
        Dice dice = new Dice(new Random(seed * 1_000_003 + number));
        return lineEnds(dice, text(dice)).getBytes(ISO_8859_1);
    }

    /// The same as a text of one character an octet.
    String text(int number) {
        return new String(message(number), ISO_8859_1);
    }

    private static String text(Dice dice) {
        ZooFields fields = new ZooFields(dice);
        return switch (dice.below(50)) {
            case 0 ->
                    dice.of(
                            "\n",
                            "\n\n",
                            "x",
                            "no header\n\nbody\n",
                            "\nonly body\n",
                            " \n\nbody\n",
                            "Subject: only header",
                            "Subject: only header\n",
                            "Subject: x\n\n",
                            ":\n",
                            "\r");
            case 1 -> fields.message();
            case 2, 3, 4, 5, 6, 7 -> fields.message() + "\nplain text\n";
            default -> {
                String version = dice.oneIn(8) ? "" : fields.field("MIME-Version", "1.0");
                yield new ZooParts(dice, fields).part(fields.message() + version, 0);
            }
        };
    }

    private static String lineEnds(Dice dice, String text) {
        String cut =
                dice.oneIn(12) && !text.isEmpty() ? text.substring(0, text.length() - 1) : text;
        return switch (dice.below(4)) {
            case 0, 1 -> cut.replace("\r\n", "\n").replace("\n", "\r\n");
            case 2 -> cut;
            default -> {
                StringBuilder mixed = new StringBuilder();
                cut.chars()
                        .forEach(c -> {
                            mixed.append(c == '\n' && dice.oneIn(2) ? "\r" : "");
                            mixed.append((char) c);
                        });
                yield mixed.toString();
            }
        };
    }
}
