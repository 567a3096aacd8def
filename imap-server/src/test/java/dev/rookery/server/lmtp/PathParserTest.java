// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.lmtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathParserTest {
    /// path, as looked up, as written
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ';',
            value = {
                "<anna@example.org> ; anna@example.org ; anna@example.org",
                "<anna> ; anna ; anna",
                "<Postmaster> ; Postmaster ; Postmaster",
                "<anna+list@EXAMPLE.org> ; anna+list@EXAMPLE.org ; anna+list@EXAMPLE.org",
                "<a@[127.0.0.1]> ; a@[127.0.0.1] ; a@[127.0.0.1]",
                "<a@[IPv6:2001:db8::1]> ; a@[IPv6:2001:db8::1] ; a@[IPv6:2001:db8::1]",
                "<a@under_score.example> ; a@under_score.example ; a@under_score.example",
                "<!#$%&'*+-/=?^_{|}~@x> ; !#$%&'*+-/=?^_{|}~@x ; !#$%&'*+-/=?^_{|}~@x",
                "<\"anna\"@x> ; anna@x ; anna@x",
                "<\"john doe\"@x> ; john doe@x ; \"john doe\"@x",
                "<\"a@b\"@x> ; a@b@x ; \"a@b\"@x",
                "<\"a>b\"@x> ; a>b@x ; \"a>b\"@x",
                "<\"a\\\"b\\\\c\"@x> ; a\"b\\c@x ; \"a\\\"b\\\\c\"@x",
                "<\"\\a\"@x> ; a@x ; a@x",
                "<\" \"@x> ; ` @x` ; \" \"@x",
                "<dot..dot.@x> ; dot..dot.@x ; \"dot..dot.\"@x",
                "<@r1,@r2:a@x> ; a@x ; a@x",
                "<../../etc@x> ; ../../etc@x ; \"../../etc\"@x",
            })
    void reads(String path, String lookup, String written) {
        PathParser parser = new PathParser(path + " SIZE=1", 0);
        var address = parser.path().orElseThrow();
        assertThat(address.lookup()).isEqualTo(lookup);
        assertThat(address).hasToString(written);
        assertThat(parser.end()).isEqualTo(path.length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "anna@x",
                "<anna@x",
                "<@x>",
                "<a@>",
                "<\"\"@x>",
                "<\"a@x>",
                "<\"a\\",
                "<\"a\"b@x>",
                "<a b@x>",
                "<a@b@c>",
                "<a@x y>",
                "<a@.x>",
                "<a@x.>",
                "<a@x..y>",
                "<a@[>",
                "<a@[]>",
                "<a@x/../y>",
                "<a(comment)@x>",
                "<j\u00fcrgen@x>",
                "<\"j\u00fcrgen\"@x>",
                "<\"a\0b\"@x>",
                "<\"a\tb\"@x>",
                "<a@b\u00fccher.example>",
                "<@r1> x:a@x>",
                "<@r1",
            })
    void refuses(String path) {
        assertThatIllegalArgumentException().isThrownBy(() -> new PathParser(path, 0).path());
    }

    @Test
    void readsTheNullPath() {
        assertThat(new PathParser("<>", 0).path()).isEmpty();
    }

    @Test
    void refusesPathsOfMoreThan512Characters() {
        String longest = "<" + "a".repeat(508) + "@x>";
        assertThat(new PathParser(longest, 0).path()).isPresent();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PathParser("<a" + longest.substring(1), 0).path());
    }
}
