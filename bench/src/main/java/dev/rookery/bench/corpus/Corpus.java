// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;

/// Boxes below one directory, each generated once and then used by every run.
///
/// ```text
///   mid-lean-20000-s1-v2/Maildir/     cur, new, tmp, dovecot-keywords
///   mid-lean-20000-s1-v2/box.json     its facts, written last: without it the box is not whole
/// ```
///
/// For one process at a time. Nothing is forced to disk.
public final class Corpus {
    private static final String FACTS = "box.json";
    private static final String MAILDIR = "Maildir";
    private static final int PROGRESS_EVERY = 1_000;

    private final Path directory;

    public Corpus(Path directory) {
        this.directory = directory;
    }

    /// Where the messages of the box lie: as many as it says, all in `cur/`, in order of number.
    public Path maildir(Box box, Progress progress) throws IOException {
        Path home = home(box);
        if (!Files.exists(home.resolve(FACTS))) {
            if (Files.exists(home)) {
                new WorkDirectory(home).close();
            }
            Files.createDirectories(home);
            BoxFacts facts = generate(box, home.resolve(MAILDIR), progress);
            writeFacts(facts, home);
        }
        return home.resolve(MAILDIR);
    }

    /// What is true of a box that was generated.
    public BoxFacts facts(Box box) throws IOException {
        return JsonMapper.shared()
                .readValue(Files.readAllBytes(home(box).resolve(FACTS)), BoxFacts.class);
    }

    private Path home(Box box) {
        String shape = box.shape().name().toLowerCase(Locale.ROOT);
        String kind = "-" + shape + "-" + box.messages() + "-s" + box.seed();
        return directory.resolve(box.name() + kind + "-v" + MessageGenerator.VERSION);
    }

    private static BoxFacts generate(Box box, Path maildir, Progress progress) throws IOException {
        MaildirFiles files = MaildirFiles.create(maildir);
        files.addKeywords(Keywords.table());
        MessageGenerator generator = new MessageGenerator(box);
        BoxTally tally = new BoxTally(box);
        Octets onDisk = new Octets();
        for (int number = 0; number < box.messages(); number++) {
            Envelope envelope = generator.envelope(number);
            Octets message = generator.write(envelope);
            onDisk.clear();
            message.writeWithLf(onDisk);
            files.add(envelope.facts(), onDisk, message.length());
            tally.add(envelope.facts(), message.length(), onDisk.length());
            if (number % PROGRESS_EVERY == 0) {
                progress.written(number);
            }
        }
        progress.written(box.messages());
        return tally.facts();
    }

    private static void writeFacts(BoxFacts facts, Path home) throws IOException {
        Path aside = home.resolve(FACTS + ".tmp");
        Files.write(aside, JsonMapper.shared().writeValueAsBytes(facts));
        Files.move(aside, home.resolve(FACTS), StandardCopyOption.ATOMIC_MOVE);
    }
}
