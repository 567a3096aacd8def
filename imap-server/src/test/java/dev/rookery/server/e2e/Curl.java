// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// curl, which keeps nothing: URLs, and commands given with `-X`.
///
/// curl takes names of folders as they are, and may send them as atoms: they are in modified UTF-7.
final class Curl implements RealClient {
    private static final Pattern LISTED = Pattern.compile("\\* LIST \\([^)]*\\) \"\\.\" (.*)");
    private static final Pattern FLAGS =
            Pattern.compile("\\* \\d+ FETCH \\(UID (\\d+) FLAGS \\(([^)]*)\\)\\)");

    private final Workplace workplace = Workplace.create("curl");
    private final String url;
    private final List<String> login;

    Curl(RookeryProcess rookery, String user) {
        url = "imaps://localhost:" + rookery.imapsPort() + "/";
        login =
                List.of(
                        "curl",
                        "-q",
                        "-sS",
                        "--cacert",
                        rookery.certificate().toString(),
                        "--user",
                        RookeryProcess.address(user) + ":" + RookeryProcess.PASSWORD);
    }

    private List<String> curl(String url, String... options) {
        List<String> command = new ArrayList<>(login);
        command.add(url);
        command.addAll(List.of(options));
        return Program.of(command.toArray(String[]::new))
                .atHome(workplace.directory())
                .within(Duration.ofMinutes(1))
                .run()
                .lines()
                .toList();
    }

    private String url(String folder) {
        return url
                + URLEncoder.encode(ModifiedUtf7.encode(RealClient.dotted(folder)), UTF_8)
                        .replace("+", "%20");
    }

    private static String quoted(String folder) {
        return "\"" + ModifiedUtf7.encode(RealClient.dotted(folder)) + "\"";
    }

    @Override
    public void sync() {}

    @Override
    public SortedSet<String> folders() {
        return RealClient.withParents(
                curl(url).stream()
                        .map(LISTED::matcher)
                        .filter(Matcher::matches)
                        .map(listed -> ModifiedUtf7.decode(listed.group(1).replace("\"", ""))));
    }

    /// curl cannot read without marking as seen, so that is taken back.
    @Override
    public List<Seen> messages(String folder) throws IOException {
        Map<Integer, String> flags = flags(folder);
        if (flags.isEmpty()) {
            return List.of();
        }
        Path bodies = Files.createDirectories(workplace.at("bodies"));
        String uids = flags.keySet().stream().map(String::valueOf).collect(Collectors.joining(","));
        curl(url(folder) + ";UID={" + uids + "}", "-o", bodies.resolve("#1").toString());
        String unseen =
                flags.entrySet().stream()
                        .filter(each -> !each.getValue().contains("\\Seen"))
                        .map(each -> String.valueOf(each.getKey()))
                        .collect(Collectors.joining(","));
        if (!unseen.isEmpty()) {
            curl(url(folder), "-X", "UID STORE " + unseen + " -FLAGS.SILENT (\\Seen)");
        }
        List<Seen> messages = new ArrayList<>();
        for (Map.Entry<Integer, String> entry : flags.entrySet()) {
            byte[] body = Files.readAllBytes(bodies.resolve(entry.getKey().toString()));
            messages.add(Seen.ofImap(entry.getValue(), body));
        }
        Workplace.delete(bodies);
        return Seen.sorted(messages.stream());
    }

    private Map<Integer, String> flags(String folder) {
        Map<Integer, String> flags = new TreeMap<>();
        for (String line : curl(url(folder), "-X", "UID FETCH 1:* (FLAGS)")) {
            Matcher matcher = FLAGS.matcher(line);
            if (matcher.matches()) {
                flags.put(Integer.parseInt(matcher.group(1)), matcher.group(2));
            }
        }
        return flags;
    }

    @Override
    public void append(String folder, byte[] message) throws IOException {
        Path file = Files.write(workplace.at("message"), message);
        curl(url(folder), "-T", file.toString());
    }

    @Override
    public void flag(String folder, int number, String flags) {
        String list = Seen.imapFlags(flags);
        curl(
                url(folder),
                "-X",
                "UID STORE %s FLAGS.SILENT (%s)".formatted(uid(folder, number), list));
    }

    @Override
    public void expunge(String folder, int number) {
        String uid = uid(folder, number);
        curl(url(folder), "-X", "UID STORE " + uid + " +FLAGS.SILENT (\\Deleted)");
        curl(url(folder), "-X", "UID EXPUNGE " + uid);
    }

    private String uid(String folder, int number) {
        String search = "?HEADER%20Message-ID%20%3C" + number + "@generated.test%3E";
        return String.join("", curl(url(folder) + search)).substring("* SEARCH ".length());
    }

    @Override
    public void create(String folder) {
        curl(url, "-X", "CREATE " + quoted(folder));
    }

    @Override
    public void rename(String folder, String to) {
        curl(url, "-X", "RENAME " + quoted(folder) + " " + quoted(to));
    }

    @Override
    public void delete(String folder) {
        curl(url, "-X", "DELETE " + quoted(folder));
    }

    @Override
    public void close() {
        workplace.close();
    }
}
