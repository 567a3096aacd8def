// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.response;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EarlierStructureTest {
    private static final String FIELDS =
            "(\"message\" \"global\" NIL \"<(1)>\" {3}\r\na)b \"8bit\" 23";
    private static final String ENVELOPE =
            "(NIL \"a \\\")\" NIL NIL NIL NIL NIL NIL NIL {2}\r\n()) ";
    private static final String TEXT = "(\"text\" \"plain\" NIL NIL NIL \"7bit\" 5 0)";

    @Test
    void leavesOutTheMessageInAPart() {
        String part = FIELDS + " " + ENVELOPE + TEXT + " 2)";
        assertThat(of(part)).isEqualTo(FIELDS + ")");
        assertThat(of("(" + TEXT + part + part + " \"mixed\" NIL)"))
                .isEqualTo("(" + TEXT + FIELDS + ")" + FIELDS + ") \"mixed\" NIL)");
    }

    @Test
    void leavesOutMessagesInMessages() {
        String inner = FIELDS + " " + ENVELOPE + TEXT + " 2 NIL NIL NIL NIL)";
        String outer = FIELDS + " " + ENVELOPE + inner + " 2 NIL NIL NIL NIL)";
        assertThat(of(outer)).isEqualTo(FIELDS + " NIL NIL NIL NIL)");
        assertThat(of(outer.replace("global\" NIL", "rfc822\" NIL"))).contains("rfc822");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                TEXT,
                FIELDS + ")",
                FIELDS + " NIL NIL NIL NIL)",
                FIELDS + " \"md5\" (\"inline\" NIL) NIL NIL)",
                "(\"text\" \"plain\" (\"message\" \"global\" \"a\" \"b\" \"c\" \"d\" \"e\" \"f\""
                        + " \"g\" \"h\" \"i\" \"j\") NIL NIL \"7bit\" 5 0)"
            })
    void leavesTheRestAsItIs(String structure) {
        assertThat(of(structure)).isEqualTo(structure);
    }

    private static String of(String structure) {
        return new String(EarlierStructure.of(structure.getBytes(ISO_8859_1)), ISO_8859_1);
    }
}
