// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rookery.maildir.simulation.FaultyDisk;
import dev.rookery.maildir.simulation.Mail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// An account whose journals follow each other soon, and what tests of annotations do with it.
abstract class AnnotatedAccount {
    static final MailboxName SENT = name("Sent");
    static final MailboxName BELOW = name("Sent/Old");
    static final MailboxName POST = name("Post");
    static final String COMMENT = "/private/comment";
    static final String OTHER = "/shared/vendor/x/y";
    static final int ANNOTATIONS_MAX = 100;

    @TempDir Path maildir;
    final FaultyDisk disk = new FaultyDisk().watching();
    MailStore store = store();

    @SuppressWarnings("NullAway.Init") // by open()
    Account account;

    static MailboxName name(String text) {
        return MailboxName.parse(text, '/');
    }

    MailStore store() {
        return StoreOnDisk.builder(disk, 5).flagsToNames(Duration.ZERO).hostName("test").build();
    }

    @BeforeEach
    void open() throws IOException {
        account = store.open(new AccountLocation(maildir));
    }

    @AfterEach
    void close() {
        store.close();
    }

    void reopen() throws IOException {
        close();
        store = store();
        open();
    }

    /// Goes on until every journal there is has been followed by another, and starts again.
    void checkpoint() throws IOException {
        List<String> before = journals();
        while (!Collections.disjoint(before, journals())) {
            Mail.deliver(account.mailbox(MailboxName.INBOX), "letter", Flags.NONE);
        }
        reopen();
    }

    List<String> journals() throws IOException {
        try (Stream<Path> files = Files.list(maildir)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.startsWith("rookery.journal"))
                    .toList();
        }
    }

    static AnnotationValue value(String text) {
        return new AnnotationValue(text.getBytes(UTF_8));
    }

    static AnnotationValue longValue(int bytes) {
        return new AnnotationValue(new byte[bytes]);
    }

    static Map<String, Optional<AnnotationValue>> set(String name, String text) {
        return Map.of(name, Optional.of(value(text)));
    }

    static Map<String, Optional<AnnotationValue>> removed(String name) {
        return Map.of(name, Optional.empty());
    }

    ModSeq modSeq(MailboxName mailbox) throws IOException {
        return account.mailbox(mailbox).snapshot().highestModSeq();
    }

    static Map<String, Optional<AnnotationValue>> many(int from, int to, int bytes) {
        Map<String, Optional<AnnotationValue>> values = new HashMap<>();
        for (int i = from; i < to; i++) {
            values.put("/private/" + i, Optional.of(longValue(bytes)));
        }
        return values;
    }
}
