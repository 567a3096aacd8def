// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreviewTest {
    @Test
    void foldsWhiteSpace() throws IOException {
        assertThat(preview("\n\n  Hello,\r\n\tworld \u0007!\n")).isEqualTo("Hello, world !");
    }

    @Test
    void isEmptyWithoutText() throws IOException {
        assertThat(preview("Content-Type: image/png\n\nabc")).isEmpty();
        assertThat(preview("Subject: x\n")).isEmpty();
    }

    @Test
    void endsAfterTwoHundredCharacters() throws IOException {
        String smile = "=F0=9F=98=80";
        String head = "Content-Type: text/plain; charset=utf-8\n";
        String encoding = "Content-Transfer-Encoding: quoted-printable\n\n";
        String preview = preview(head + encoding + (smile + "=\n").repeat(300));
        assertThat(preview).isEqualTo("\ud83d\ude00".repeat(200));
        assertThat(preview("\n" + "ab ".repeat(100))).hasSize(200).endsWith("ab");
        assertThat(preview("\n" + "a".repeat(199) + " b")).hasSize(199);
    }

    @Test
    void decodesTheFirstText() throws IOException {
        assertThat(
                        preview(
                                """
                                Content-Type: multipart/mixed; boundary=b

                                --b
                                Content-Type: image/png

                                x
                                --b
                                Content-Type: text/plain
                                Content-Disposition: attachment

                                no
                                --b
                                Content-Type: text/plain; charset=iso-8859-1
                                Content-Transfer-Encoding: base64

                                R3L832U=
                                --b--
                                """))
                .isEqualTo("Gr\u00fc\u00dfe");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    <p>one<p>two                                 | one two
                    wor<b>d</b>s<br/>next                        | words next
                    <head><style>a{b:'c'}</style></head>text     | text
                    <style>a > b {}</style><!-- x > y -->text    | text
                    <!-- a -- b --->text                         | text
                    <a href="x>y" title='>'>link</a>             | link
                    a &amp; b &lt;c&gt; &#252;&#xFC;&uuml;       | a & b <c> üüü
                    R&D &unknown; &#0; &#xd800; 1 &             | R&D &unknown; &#0; &#xd800; 1
                    pre&zwnj;&nbsp;&#8203;&#847; end             | pre end
                    a<script>if (a<b) c("</p>")</script>b        | a b
                    <img src=x alt="never closed                 | ''
                    """)
    void readsHtmlAsText(String html, String text) throws IOException {
        assertThat(preview("Content-Type: text/html; charset=utf-8\n\n" + latin1(html)))
                .isEqualTo(text);
    }

    private static String latin1(String text) {
        return Views.latin1(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static String preview(String message) throws IOException {
        return MessageFacts.of(ArrayBytes.of(message)).preview();
    }
}
