// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Messages of all kinds: the samples with both line ends, well-formed ones of random shape, and
/// whatever may come in.
public final class ManyMessages {
    private ManyMessages() {}

    public static List<byte[]> of(long seed, int randomOnes)
            throws IOException, URISyntaxException {
        List<String> messages = new ArrayList<>();
        Sample.all()
                .forEach(sample -> {
                    messages.add(sample.message());
                    messages.add(sample.message().replace("\n", "\r\n"));
                });
        Random random = new Random(seed);
        for (int i = 0; i < randomOnes; i++) {
            messages.add(
                    i % 3 == 0 ? new RandomMime(random).message() : AnyInputTest.input(random));
        }
        return messages.stream().map(text -> text.getBytes(StandardCharsets.ISO_8859_1)).toList();
    }
}
