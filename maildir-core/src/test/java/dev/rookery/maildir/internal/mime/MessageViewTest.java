// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.maildir.Section;
import dev.rookery.maildir.Uid;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MessageViewTest {
    @Test
    void closesOnce() {
        AtomicInteger closed = new AtomicInteger();
        MessageView message =
                new MessageView(Uid.FIRST, ArrayBytes.of("x"), closed::incrementAndGet);
        message.close();
        message.close();
        assertThat(closed).hasValue(1);
        assertThat(message.uid()).isEqualTo(Uid.FIRST);
    }

    @Test
    void dropsNulFromStringsAndKeepsItInSections() throws IOException {
        String message = "Subject: a\0b\nTo: \"x\0y\" <a\0b@c>\nContent-Type: te\0xt/plain\n\n\0\n";
        assertThat(Views.envelope(message))
                .isEqualTo("(NIL \"ab\" NIL NIL NIL ((\"xy\" NIL \"ab\" \"c\")) NIL NIL NIL NIL)");
        assertThat(Views.body(message)).startsWith("(\"text\" \"plain\"");
        assertThat(Views.text(Views.of(message).section(Section.WHOLE)))
                .isEqualTo(message.replace("\n", "\r\n"));
    }

    @Test
    void givesTheSameAnswersInAnyOrder() throws IOException {
        String text =
                "Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\npart\n--b--\n";
        MessageView structureFirst = Views.of(text);
        structureFirst.bodyStructure();
        for (Section.Text what :
                List.of(new Section.Content(), new Section.Header(), new Section.BodyText())) {
            assertThat(Views.text(Views.section(structureFirst, what)))
                    .isEqualTo(Views.text(Views.section(Views.of(text), what)));
        }
        assertThat(structureFirst.envelope()).isEqualTo(Views.of(text).envelope());
    }

    @Test
    void readsOnlyTheHeaderForTheEnvelope() throws IOException {
        ArrayBytes bytes = ArrayBytes.of("Subject: x\n\n" + "line\n".repeat(100_000));
        try (MessageView message = new MessageView(Uid.FIRST, bytes, () -> {})) {
            message.envelope();
        }
        assertThat(bytes.readBytes()).isLessThan(100_000);
    }

    @Test
    void failsWhenTheFileEndsEarly() {
        MessageView message = new MessageView(Uid.FIRST, new CutBytes(), () -> {});
        assertThatThrownBy(message::envelope).isInstanceOf(EOFException.class);
        assertThatThrownBy(message::bodyStructure).isInstanceOf(EOFException.class);
    }
}
