// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.MailStore;
import dev.rookery.server.net.SelfSignedCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @TempDir private Path directory;
    private String config = "";
    private Path users = Path.of("");

    @BeforeEach
    void writeConfiguration() throws IOException {
        users = directory.resolve("users");
        Files.writeString(users, "anna@a.org:{PLAIN}secret\n");
        new SelfSignedCertificate(List.of("localhost"), Instant.now(), Duration.ofDays(1))
                .write(
                        directory.resolve("cert.pem"),
                        directory.resolve("key.pem"),
                        new SecureRandom());
        config = configured("");
    }

    @Test
    void helpsAndTellsItsVersion() {
        assertThat(CommandRun.of("--help").exitCode()).isZero();
        assertThat(CommandRun.of("--help").out()).contains("demo", "serve", "check", "user", "pw");
        assertThat(CommandRun.of("--version").out()).startsWith("rookery ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fly",
                "serve --fly",
                "user",
                "user add",
                "--log xml",
                "serve --log xml"
            })
    void endsWithTwoWhenItIsNotUnderstood(String line) {
        String[] arguments = line.isEmpty() ? new String[0] : line.split(" ", -1);
        assertThat(CommandRun.of(arguments).exitCode()).isEqualTo(2);
    }

    @Test
    void hashesAPassword() {
        CommandRun pw = CommandRun.withInput("secret\r\n", "pw");
        assertThat(pw.exitCode()).isZero();
        assertThat(pw.out()).matches("\\{ARGON2ID}\\$argon2id\\$v=19\\$\\S+\\R");
        assertThat(pw.out() + pw.err()).doesNotContain("secret");
        assertThat(CommandRun.withInput("", "pw").exitCode()).isEqualTo(1);
        assertThat(CommandRun.withInput("x".repeat(600), "pw").exitCode()).isEqualTo(1);
    }

    @Test
    void findsAConfigurationGood() {
        assertThat(CommandRun.of("check", "-c", config))
                .isEqualTo(new CommandRun(0, config + " is good\n", ""));
        assertThat(CommandRun.of("check", "-c", config, "--json").out())
                .isEqualTo("{\"good\":true,\"faults\":[]}\n");
    }

    @Test
    void tellsAllThatIsWrong() throws IOException {
        Files.writeString(users, "anna@a.org:{SSHA}secret\nbroken\n");
        Files.delete(directory.resolve("key.pem"));
        config = configured("domains = [{ name = a.org, aliases { x = nobody } }]\n");
        CommandRun check = CommandRun.of("check", "-c", config);
        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.out()).isEmpty();
        assertThat(check.err())
                .contains("tls: ", "key.pem")
                .contains(users + ":1: password scheme {SSHA}")
                .contains(users + ":2: ")
                .contains("nobody@a.org is nobody's address")
                .doesNotContain("secret");
        assertThat(CommandRun.of("check", "-c", config, "--json").out())
                .startsWith("{\"good\":false,\"faults\":[\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "web", "check", "config", "user list"})
    void saysWhereAConfigurationIsWrong(String command) throws IOException {
        config = configured("hostnam = x\n");
        String[] arguments = (command + " -c " + config).split(" ", -1);
        CommandRun run = CommandRun.of(arguments);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .startsWith(config + ":1: hostnam: is no key there is; did you mean hostname?");
    }

    @Test
    void saysWhichFileIsMissing() throws IOException {
        String gone = directory.resolve("gone.conf").toString();
        assertThat(CommandRun.of("serve", "-c", gone))
                .isEqualTo(new CommandRun(1, "", gone + ": there is no such file\n"));
        Files.delete(users);
        assertThat(CommandRun.of("serve", "-c", config))
                .isEqualTo(new CommandRun(1, "", "rookery: there is no file " + users + "\n"));
    }

    @Test
    void saysThatThereIsNoPlaceForItsState() throws IOException {
        config = configured("state_dir = \"" + users + "\"\n");
        CommandRun check = CommandRun.of("check", "-c", config);
        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.err())
                .isEqualTo("state_dir: " + users + " is no directory that can be written to\n");
    }

    @Test
    void saysThatTheDiskWithTheMailIsMissing() throws IOException {
        Path state = Files.createDirectory(directory.resolve("state"));
        Path mail = directory.resolve("mail");
        Files.writeString(state.resolve("mail-roots"), mail + "\n");
        config =
                configured(
                        """
                        state_dir = "%s"
                        mail { home = "%s/{local}" }
                        """
                                .formatted(state, mail));
        CommandRun check = CommandRun.of("check", "-c", config);
        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.err()).startsWith("mail.home: " + mail + " has lost its mark");
        Files.createFile(Files.createDirectory(mail).resolve(MailStore.ROOT_MARK));
        assertThat(CommandRun.of("check", "-c", config).exitCode()).isZero();
    }

    @Test
    void refusesToAnnounceNothing() {
        CommandRun web = CommandRun.of("web", "-c", config);
        assertThat(web.exitCode()).isEqualTo(1);
        assertThat(web.err()).contains("domains");
    }

    @Test
    void printsSettings() {
        assertThat(CommandRun.of("config", "-n", "-c", config).out())
                .contains("users[0].path = " + users + "\n")
                .doesNotContain("mail.separator");
        assertThat(CommandRun.of("config", "-c", config).out())
                .contains("mail.separator = .\n")
                .contains("tls.key = " + directory.resolve("key.pem") + "\n");
        assertThat(CommandRun.of("config", "-n", "--json", "-c", config).out())
                .contains("\"users[0].path\":\"" + users + "\"");
    }

    @Test
    void addsListsChangesAndDeletesUsers() throws IOException {
        assertThat(user("secret", "add", "bert@a.org").exitCode()).isZero();
        assertThat(user("secret", "add", "Bert@A.org").err()).contains("already");
        assertThat(user("secret", "add", "../bert").err()).contains("nobody can be called");
        assertThat(user("secret", "add", "carl").err()).contains("needs a domain");
        assertThat(user("", "add", "carl@a.org").exitCode()).isEqualTo(1);
        assertThat(user("", "list").out())
                .isEqualTo(
                        """
                        anna@a.org\t/srv/vmail/a.org/anna/Maildir
                        bert@a.org\t/srv/vmail/a.org/bert/Maildir
                        """);
        assertThat(user("", "list", "--json").out()).startsWith("[{\"user\":\"anna@a.org\",");
        assertThat(user("new", "passwd", "anna@a.org").exitCode()).isZero();
        assertThat(users).content().startsWith("anna@a.org:{ARGON2ID}").doesNotContain("secret");
        assertThat(user("new", "passwd", "dora@a.org").err()).contains("there is no user");
        assertThat(user("", "delete", "anna@a.org").exitCode()).isZero();
        assertThat(user("", "delete", "anna@a.org").exitCode()).isEqualTo(1);
        assertThat(user("", "list").out()).startsWith("bert@a.org");
    }

    private CommandRun user(String input, String... arguments) {
        String[] whole = new String[arguments.length + 3];
        whole[0] = "user";
        System.arraycopy(arguments, 0, whole, 1, arguments.length);
        whole[arguments.length + 1] = "-c";
        whole[arguments.length + 2] = config;
        return CommandRun.withInput(input + "\n", whole);
    }

    private String configured(String more) throws IOException {
        Path file = directory.resolve("rookery.conf");
        String text =
                """
                tls { certificate = "DIR/cert.pem", key = "DIR/key.pem" }
                users = [{ path = "DIR/users" }]
                imaps.listen = "127.0.0.1:0"
                lmtp.listen = "127.0.0.1:0"
                """;
        Files.writeString(file, more + text.replace("DIR", directory.toString()));
        return file.toString();
    }
}
