// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// A message and what is expected of it, from a file in the folder `mime` of the test resources.
///
/// After a sentence on its purpose the file holds blocks, each headed by a line `=== name`. The
/// line end ahead of such a line does not count. All text is bytes as Latin-1, with LF.
record Sample(String name, String message, Map<String, String> expected) {
    static Stream<Sample> all() throws IOException, URISyntaxException {
        URL folder = Objects.requireNonNull(Sample.class.getResource("/mime"));
        List<Sample> samples = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            for (Path file : files.sorted().toList()) {
                samples.add(parse(file));
            }
        }
        return samples.stream();
    }

    private static Sample parse(Path file) throws IOException {
        String[] blocks =
                ("\n" + Files.readString(file, StandardCharsets.ISO_8859_1)).split("\n=== ", -1);
        Map<String, String> byName = new LinkedHashMap<>();
        for (int i = 1; i < blocks.length; i++) {
            boolean last = i == blocks.length - 1;
            String block = last ? blocks[i].substring(0, blocks[i].length() - 1) : blocks[i];
            int end = block.indexOf('\n');
            byName.put(block.substring(0, end), block.substring(end + 1));
        }
        String message = Objects.requireNonNull(byName.remove("message"));
        return new Sample(file.getFileName().toString(), message, byName);
    }

    @Override
    public String toString() {
        return name;
    }
}
