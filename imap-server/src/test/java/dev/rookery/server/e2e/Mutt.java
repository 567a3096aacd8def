// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/// mutt or neomutt of one user, with a header cache that QRESYNC keeps up to date.
///
/// Messages are dealt with by keys pushed at the start, folders in its browser on a terminal.
final class Mutt implements RealClient {
    private final Workplace workplace;
    private final String program;
    private final String url;
    private final String settings;

    Mutt(String program, RookeryProcess rookery, String user) throws IOException {
        this.program = program;
        workplace = Workplace.create(program);
        Files.createDirectories(workplace.at("headers"));
        url = "imaps://localhost:" + rookery.imapsPort() + "/";
        settings =
                """
                set folder="%1$s"
                set spoolfile="+INBOX"
                set imap_user="%2$s"
                set imap_pass="%3$s"
                set certificate_file="%4$s"
                set tmpdir="%5$s"
                set header_cache="%5$s/headers/"
                set imap_condstore=yes
                set imap_qresync=yes
                set mbox_type=Maildir
                set folder_format="<<%%f>>"
                set confirmappend=no
                set confirmcreate=no
                set sleep_time=0
                set wait_key=no
                set mark_old=no
                set delete=yes
                set move=no
                set quit=yes
                bind editor <space> noop
                """
                        .formatted(
                                url,
                                RookeryProcess.address(user),
                                RookeryProcess.PASSWORD,
                                rookery.certificate(),
                                workplace.directory());
    }

    @Override
    public Map<Step, String> lacks() {
        return program.equals("neomutt")
                ? Map.of(Step.BEYOND_BMP, "NeoMutt 20220429 calls such a path invalid")
                : Map.of();
    }

    /// Types keys and function names, such as `<first-entry><flag-message>`, into an open folder,
    /// then leaves and saves.
    private void push(String folder, String keys) {
        assertThat(push(folder, keys, "").exit()).isZero();
    }

    private Program.Result push(String folder, String keys, String options) {
        String push = "push \"" + keys + "<sync-mailbox><quit>\"\n";
        Path configuration = workplace.write("rc", settings + push);
        String command =
                program + " -n " + options + " -F " + configuration + " -f '" + folder + "'";
        return Program.of("script", "--quiet", "--return", "--command", command, "/dev/null")
                .with("TERM", "vt100")
                .atHome(workplace.directory())
                .within(Duration.ofSeconds(30))
                .finish();
    }

    private String path(String folder) {
        return url + RealClient.dotted(folder);
    }

    @Override
    public void sync() throws IOException {
        SortedSet<String> folders = folders();
        StringBuilder visits = new StringBuilder();
        for (String folder : folders) {
            if (folders.subSet(folder + "/", folder + "0").isEmpty()) { // else it may be no mailbox
                visits.append("<change-folder>").append(path(folder)).append("<enter>");
            }
        }
        push(path("INBOX"), visits.toString());
    }

    /// Copies all messages to a local Maildir.
    @Override
    public List<Seen> messages(String folder) throws IOException {
        LocalMaildir copies = new LocalMaildir(workplace.at("copies")).create();
        try {
            push(
                    path(folder),
                    "<tag-pattern>~A<enter><tag-prefix-cond><copy-message>"
                            + copies.directory()
                            + "<enter><end-cond>",
                    "-z"); // does not open an empty folder, where an error would end all keys
            return copies.messages();
        } finally {
            copies.delete();
        }
    }

    @Override
    public void append(String folder, byte[] message) throws IOException {
        LocalMaildir outgoing = new LocalMaildir(workplace.at("outgoing")).create();
        outgoing.append(message);
        push(outgoing.directory().toString(), "<copy-message>" + path(folder) + "<enter>");
        outgoing.delete();
    }

    @Override
    public void flag(String folder, int number, String flags) {
        StringBuilder keys = new StringBuilder(tagged(number));
        keys.append(flags.contains("F") ? "<tag-prefix><set-flag>!" : "<tag-prefix><clear-flag>!");
        keys.append(flags.contains("R") ? "<tag-prefix><set-flag>r" : "<tag-prefix><clear-flag>r");
        keys.append(flags.contains("S") ? "<tag-prefix><clear-flag>N" : "<tag-prefix><set-flag>N");
        push(path(folder), keys.toString());
    }

    @Override
    public void expunge(String folder, int number) {
        push(path(folder), tagged(number) + "<tag-prefix><delete-message>");
    }

    private static String tagged(int number) {
        return "<tag-pattern>~i '[^0-9]" + number + "@generated'<enter>";
    }

    private MuttBrowser browser() {
        Path configuration = workplace.write("rc", settings + "push \"<change-folder>?\"\n");
        return new MuttBrowser(workplace, program + " -n -F " + configuration, url);
    }

    @Override
    public SortedSet<String> folders() {
        try (MuttBrowser browser = browser()) {
            List<String> found = new ArrayList<>();
            Deque<String> levels = new ArrayDeque<>(List.of(""));
            while (!levels.isEmpty()) {
                for (String name : browser.list(levels.remove())) {
                    found.add(name);
                    levels.add(name + ".");
                }
            }
            return RealClient.withParents(found.stream());
        }
    }

    @Override
    public void create(String folder) {
        try (MuttBrowser browser = browser()) {
            browser.create(RealClient.dotted(folder));
        }
    }

    @Override
    public void rename(String folder, String to) {
        try (MuttBrowser browser = browser()) {
            browser.rename(RealClient.dotted(folder), RealClient.dotted(to));
        }
    }

    @Override
    public void delete(String folder) {
        try (MuttBrowser browser = browser()) {
            browser.delete(RealClient.dotted(folder));
        }
    }

    @Override
    public void close() {
        workplace.close();
    }
}
