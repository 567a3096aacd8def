// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The grammar that other tests rely on knows right from wrong.
class ResponseGrammarTest {
    private static final String ADDRESS = "((NIL NIL \"a\" \"b\"))";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "* OK [UIDNEXT 4] next",
                "a1 OK [COPYUID 1 2:3 7,9] done",
                "* LIST (\\HasNoChildren) \".\" Entw&APw-rfe",
                "* LIST () NIL &- (\"OLDNAME\" (a))",
                "* SEARCH 2 1 (MODSEQ 9)",
                "* ESEARCH (TAG \"a\") UID MIN 1 COUNT 2 PARTIAL (-1:-2 NIL)",
                "* 1 FETCH (UID 1 FLAGS (\\Seen \\Recent $x) BODY[1.2.HEADER.FIELDS (a b)]<0> NIL)",
                "* 1 FETCH (BINARY[1] ~{2}\r\n\0x BINARY.SIZE[] 2)",
                "* 1 FETCH (INTERNALDATE \" 1-Feb-1994 21:52:25 -0800\")",
                "* 1 FETCH (BODY ((\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 1 1) \"MIXED\"))",
                "* STATUS {1}\r\nx (MESSAGES 1 APPENDLIMIT NIL)",
                "+ "
            })
    void takesWhatTheRfcsShow(String line) {
        assertThat(ResponseGrammar.read(line + "\r\n", Dialect.FIRST).tag()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "* OK",
                "* OK ",
                "* OK [UIDNEXT 0] next",
                "* OK [NOVEL] code",
                "* OK [UIDNEXT 4]",
                "a1 OK [COPYUID 1 2:3 7] done",
                "a1 MAYBE so",
                "* 1 FETCH ()",
                "* 1 FETCH (UID 1 )",
                "* 1 FETCH (UID 01)",
                "* 0 FETCH (UID 1)",
                "* 1 FETCH (UID 4294967296)",
                "* 1 FETCH (FLAGS (\\Odd))",
                "* 1 FETCH (BODY[] {3}\r\nab)",
                "* 1 FETCH (BODY[] {2}\r\na\0)",
                "* 1 FETCH (BODY[MIME] NIL)",
                "* 1 FETCH (PREVIEW \"\u00c3\u00bc\")",
                "* 1 FETCH (INTERNALDATE \"01-Feb-94 21:52:25 -0800\")",
                "* 1 FETCH (BODY (\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 1))",
                "* 1 FETCH (BODY (\"TEXT\" \"PLAIN\" (\"a\") NIL NIL \"7BIT\" 1 1))",
                "* 1 FETCH (BODY (\"IMAGE\" \"PNG\" NIL NIL NIL \"7BIT\" 1 NIL NIL NIL NIL))",
                "* 1 UIDFETCH (UID 1)",
                "* 01 EXISTS",
                "* 1 EXISTS ",
                "* VANISHED 1",
                "* LIST () \".\" a&b",
                "* LIST () \".\" \"\u00c3\u00bc\"",
                "* LIST (\\Odd) \".\" a",
                "* STATUS a (MESSAGES 1 MESSAGES 1)",
                "* ESEARCH (TAG \"a\") ALL 1:1",
                "* SEARCH 0",
                "* ENABLED  X",
                "* WHAT 1"
            })
    void refusesWhatNoneAllows(String line) {
        assertThatThrownBy(() -> ResponseGrammar.read(line + "\r\n", Dialect.FIRST))
                .isInstanceOf(GrammarException.class);
    }

    @Test
    void refusesAGroupThatDoesNotEnd() {
        String begun = "((NIL NIL \"friends\" NIL)(NIL NIL \"a\" \"b\"))";
        assertThatThrownBy(() -> envelope(begun)).isInstanceOf(GrammarException.class);
        assertThat(envelope(ADDRESS).name()).isEqualTo("FETCH");
    }

    @Test
    void refusesAfterEnableWhatWentAway() {
        Dialect rev2 = Dialect.FIRST.with(List.of("IMAP4REV2"));
        for (String line : List.of("* 1 RECENT\r\n", "* SEARCH 1\r\n")) {
            assertThat(ResponseGrammar.read(line, Dialect.FIRST).tag()).isEqualTo("*");
            assertThatThrownBy(() -> ResponseGrammar.read(line, rev2))
                    .isInstanceOf(GrammarException.class);
        }
    }

    private static Heard envelope(String from) {
        String envelope = "(NIL NIL " + from + " NIL NIL NIL NIL NIL NIL NIL)";
        return ResponseGrammar.read("* 1 FETCH (ENVELOPE " + envelope + ")\r\n", Dialect.FIRST);
    }
}
