// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import dev.rookery.maildir.Message;
import dev.rookery.maildir.Section;
import dev.rookery.maildir.UnknownEncodingException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All that a message answers to a list of questions, to be compared with what another one does.
public final class Answers {
    private static final List<List<Integer>> PARTS =
            List.of(
                    List.of(),
                    List.of(1),
                    List.of(2),
                    List.of(3),
                    List.of(1, 1),
                    List.of(1, 2),
                    List.of(2, 1),
                    List.of(2, 2),
                    List.of(1, 1, 1),
                    List.of(1, 2, 1),
                    List.of(2, 1, 1),
                    List.of(1, 1, 1, 1));
    private static final List<Section.Text> TEXTS =
            List.of(
                    new Section.Content(),
                    new Section.Header(),
                    new Section.BodyText(),
                    new Section.Mime(),
                    new Section.HeaderFields(List.of("subject", "TO", "Message-ID"), false),
                    new Section.HeaderFields(List.of("Subject", "x-folded", ""), true),
                    new Section.HeaderFields(List.of("", "a", "\u00fc"), false));

    private Answers() {}

    public static Map<String, String> of(Message message) throws IOException {
        Map<String, String> answers = new LinkedHashMap<>();
        answers.put("ENVELOPE", Views.latin1(message.envelope()));
        answers.put("BODYSTRUCTURE", Views.latin1(message.bodyStructure()));
        answers.put("BODY", Views.latin1(message.body()));
        answers.put("PREVIEW", message.preview());
        for (Section section : sections()) {
            Optional<Message.Content> content = message.section(section);
            answers.put(section.toString(), content.isEmpty() ? "none" : text(content.get()));
        }
        for (List<Integer> part : PARTS) {
            answers.put("BINARY " + part, decoded(message, part));
        }
        return answers;
    }

    private static String decoded(Message message, List<Integer> part) throws IOException {
        try {
            Optional<Message.Decoded> decoded = message.decoded(part);
            return decoded.isEmpty() ? "none" : decoded.get().hasNul() + text(decoded.get());
        } catch (UnknownEncodingException unknown) {
            return unknown.encoding();
        }
    }

    private static List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        for (List<Integer> part : PARTS) {
            for (Section.Text text : TEXTS) {
                if (!part.isEmpty() || !(text instanceof Section.Mime)) {
                    sections.add(new Section(part, text));
                }
            }
        }
        return sections;
    }

    private static String text(Message.Content content) throws IOException {
        long size = content.sizeBytes();
        return size
                + Views.slice(content, 0, Long.MAX_VALUE)
                + "|"
                + Views.slice(content, size / 3, size / 2)
                + "|"
                + Views.slice(content, size + 1, 1);
    }
}
