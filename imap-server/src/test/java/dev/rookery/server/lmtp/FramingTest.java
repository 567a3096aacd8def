// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.lmtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.rookery.server.limits.ServerLimits;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FramingTest {
    @Test
    void cutsLinesAlikeWholeAndByteByByte() {
        String wire = "LHLO a\r\nRSET\r\n\r\nbad\nb\rad\r\nrest";
        List<Input> expected =
                List.of(
                        new Input.Line("LHLO a"),
                        new Input.Line("RSET"),
                        new Input.Line(""),
                        new Input.BareLineEnd(),
                        new Input.BareLineEnd());
        assertThat(inputs(List.of(wire))).isEqualTo(expected);
        assertThat(inputs(List.of(wire.split("")))).isEqualTo(expected);
    }

    @Test
    void skipsOverlongLinesAndGoesOn() {
        String longest = "x".repeat(ServerLimits.LMTP_LINE_BYTES_MAX);
        assertThat(inputs(List.of(longest + "\r\nNOOP\r\n")))
                .containsExactly(new Input.Line(longest), new Input.Line("NOOP"));
        assertThat(inputs(List.of("x", longest + "\r\nNOOP\r\n")))
                .containsExactly(new Input.OverlongLine(), new Input.Line("NOOP"));
        assertThat(inputs(List.of(longest.repeat(16), "\nNOOP\r\n")))
                .containsExactly(new Input.OverlongLine(), new Input.Line("NOOP"));
    }

    @Test
    void goesBackToLinesAfterABody() {
        Framing framing = new Framing();
        framing.feed(ByteBuffer.wrap("DATA\r\na\r\n.\r\nQUIT\r\n".getBytes(ISO_8859_1)));
        assertThat(framing.next()).isEqualTo(new Input.Line("DATA"));
        framing.expectBody();
        assertThat(framing.next())
                .isEqualTo(new Input.Body(ByteBuffer.wrap("a\r\n".getBytes(ISO_8859_1))));
        assertThat(framing.next()).isEqualTo(new Input.EndOfBody());
        assertThat(framing.next()).isEqualTo(new Input.Line("QUIT"));
        assertThat(framing.next()).isEqualTo(new Input.NeedBytes());
    }

    @Test
    void takesNoMoreBytesBeforeTheLastAreUnderstood() {
        Framing framing = new Framing();
        framing.feed(ByteBuffer.wrap(new byte[1]));
        assertThatIllegalStateException()
                .isThrownBy(() -> framing.feed(ByteBuffer.wrap(new byte[1])));
    }

    private static List<Input> inputs(List<String> pieces) {
        Framing framing = new Framing();
        List<Input> inputs = new ArrayList<>();
        for (String piece : pieces) {
            framing.feed(ByteBuffer.wrap(piece.getBytes(ISO_8859_1)));
            for (Input next = framing.next();
                    !(next instanceof Input.NeedBytes);
                    next = framing.next()) {
                inputs.add(next);
            }
        }
        return inputs;
    }
}
