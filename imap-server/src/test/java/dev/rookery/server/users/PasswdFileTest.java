// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.maildir.QuotaLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswdFileTest {
    @TempDir private Path directory;
    private Path file;
    private final List<String> findings = new ArrayList<>();

    @BeforeEach
    void nameTheFile() {
        file = directory.resolve("users");
    }

    @Test
    void readsTheUsersOfAGuide() throws IOException {
        Users users =
                open(
                        """
                        # user:password:uid:gid:gecos:home:shell:extra

                        anna@example.org:{PLAIN}secret::::::
                        Bert@example.org:{PLAIN}other
                        carl@example.org:{PLAIN}x:::Carl C.:/home/carl::allow_nets=192.0.2.0/24
                        """);
        assertThat(mail(users, "anna@example.org")).isEqualTo("/srv/example.org/anna/Maildir");
        assertThat(mail(users, "BERT@Example.org")).isEqualTo("/srv/example.org/bert/Maildir");
        assertThat(mail(users, "carl@example.org")).isEqualTo("/home/carl/Maildir");
        assertThat(users.password("anna@example.org").get().encoded()).isEqualTo("{PLAIN}secret");
        assertThat(users.find("bert@example.org").get().login()).isEqualTo("bert@example.org");
        assertThat(users.password("carl@example.org").get().allowsFrom(address("192.0.2.9")))
                .isTrue();
        assertThat(users.password("carl@example.org").get().allowsFrom(address("192.0.3.9")))
                .isFalse();
        assertThat(findings).isEmpty();
    }

    @Test
    void knowsNobodyElse() throws IOException {
        Users users = open("anna@example.org:{PLAIN}secret\n");
        assertThat(users.find("anna")).isEmpty();
        assertThat(users.find("")).isEmpty();
        assertThat(users.find("../anna@example.org")).isEmpty();
        assertThat(users.password("dora@example.org")).isEmpty();
        assertThat(users.password("anna@example.org\0")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna:",
                "anna:x",
                "anna:*",
                "anna:!",
                "anna:!{PLAIN}secret",
                "anna:{PLAIN}secret::::::nologin",
                "anna:{PLAIN}secret::::::nologin=y allow_nets=192.0.2.1",
            })
    void letsMailInButNobodyLogInWhereTheLineSaysSo(String line) throws IOException {
        Users users = open(line, "/srv/{user}", UserKey.USER);
        assertThat(users.find("anna")).isPresent();
        assertThat(users.password("anna")).isEmpty();
        assertThat(findings).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "anna:{PLAIN}secret::::::nopassword=y, nopassword",
        "anna:{PLAIN}secret::::::proxy host=192.0.2.1, proxy",
        "anna:{PLAIN}secret::::::allow_nets=local, allow_nets",
        "anna:{BAD}secret, this scheme is bad",
    })
    void keepsOutWhomItCannotRestrict(String line, String named) throws IOException {
        Users users = open(line, "/srv/{user}", UserKey.USER);
        assertThat(users.find("anna")).isPresent();
        assertThat(users.password("anna")).isEmpty();
        assertThat(findings.getFirst())
                .startsWith(file + ":1: ")
                .contains(named)
                .contains("cannot log in")
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "userdb_quota_storage_size=2G, 2147483648, ",
        "userdb_quota_storage_size=500, 500, ",
        "userdb_quota_storage_size=unlimited, , ",
        "userdb_quota_storage_size=0, , ",
        "userdb_quota_message_count=3, 1000, 3",
        "userdb_quota_rule=*:storage=2:messages=7, 2048, 7",
        "userdb_quota_rule=*:bytes=2k, 2048, ",
        "userdb_quota_rule=Trash:storage=+10%, 1000, ",
        "nologin, 1000, ",
    })
    void limitsEachUserAsTheLineSays(String extra, @Nullable Long bytes, @Nullable Long messages)
            throws IOException {
        MailLocations general = locations("/srv/{user}");
        MailLocations limited =
                new MailLocations(
                        general.home(),
                        general.maildir(),
                        general.owner(),
                        QuotaLimits.ofBytes(1_000));
        Files.writeString(file, "anna:{PLAIN}secret::::::" + extra + "\n");
        MailUser anna = reopen(limited, UserKey.USER).find("anna").orElseThrow();
        assertThat(anna.mail().quota()).isEqualTo(new QuotaLimits(limit(bytes), limit(messages)));
    }

    private static OptionalLong limit(@Nullable Long value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    @ParameterizedTest
    @CsvSource({
        "anna:{PLAIN}secret:5000, uid and gid",
        "anna:{PLAIN}secret:no-such-account:0, no-such-account",
        "anna:{PLAIN}secret::::home/anna, absolute",
        "anna:{PLAIN}secret::::/home/../anna, absolute",
        "anna:{PLAIN}secret::::/home/%u, without variables",
        "anna:{PLAIN}secret::::::userdb_mail=mbox:~/mail, maildir",
        "anna:{PLAIN}secret::::::userdb_mail=maildir:~/Maildir:LAYOUT=fs, options",
        "anna:{PLAIN}secret::::::userdb_mail=maildir:/srv/%Lu, unknown variable",
        "anna:{PLAIN}secret::::::userdb_home=/x, userdb_home",
        "anna:{PLAIN}secret::::::userdb_quota_storage_size=much, a size such as 500M",
        "anna:{PLAIN}secret::::::userdb_quota_storage_size=99999999999999, a size such as 500M",
        "anna:{PLAIN}secret::::::userdb_quota_rule=*:storage=1G:files=3, *:storage=1G",
        "anna:{PLAIN}secret::::::userdb_quota_message_count=-1, number",
        "anna, user:password",
    })
    void makesOnlyTheUserOfABrokenLineUnavailable(String line, String named) throws IOException {
        Users users = open("bert:{PLAIN}b\n" + line + "\n", "/srv/{user}", UserKey.USER);
        assertThat(users.find("bert")).isPresent();
        assertThatThrownBy(() -> users.find("anna")).isInstanceOf(UsersUnavailableException.class);
        assertThatThrownBy(() -> users.password("anna"))
                .isInstanceOf(UsersUnavailableException.class);
        assertThat(findings).hasSize(1);
        assertThat(findings.getFirst())
                .startsWith(file + ":2: ")
                .contains(named)
                .doesNotContain("secret");
    }

    @Test
    void passesOverWhatHasNoName() throws IOException {
        Users users = open("../etc:{PLAIN}secret\n:x\nbert:{PLAIN}b", "/srv/{user}", UserKey.USER);
        assertThat(users.find("bert")).isPresent();
        assertThat(findings).hasSize(2);
    }

    @Test
    void survivesALineThatIsNotUtf8() throws IOException {
        Files.write(file, "anna:{PLAIN}\u00FC\n".getBytes(StandardCharsets.ISO_8859_1));
        Files.writeString(file, "bert:{PLAIN}b\n", java.nio.file.StandardOpenOption.APPEND);
        Users users = reopen("/srv/{user}", UserKey.USER);
        assertThat(users.find("bert")).isPresent();
        assertThat(findings.getFirst()).startsWith(file + ":1: ").contains("UTF-8");
    }

    @Test
    void letsTheFirstOfTwoLinesCount() throws IOException {
        Users users = open("anna:{PLAIN}one\nANNA:{PLAIN}two\n", "/srv/{user}", UserKey.USER);
        assertThat(users.password("anna").get().encoded()).isEqualTo("{PLAIN}one");
        assertThat(findings).containsExactly(file + ":2: anna is already in line 1, which counts");
    }

    @Test
    void looksUpTheLocalPartAlone() throws IOException {
        Users users = open("anna:{PLAIN}a\nbert@x.org:{PLAIN}b\n", "/srv/{local}", UserKey.LOCAL);
        assertThat(mail(users, "anna@example.org")).isEqualTo("/srv/anna/Maildir");
        assertThat(mail(users, "anna")).isEqualTo("/srv/anna/Maildir");
        assertThat(findings).hasSize(1).first().asString().contains("bert@x.org");
    }

    @Test
    void saysWhoLacksTheDomainThatThePathNeeds() throws IOException {
        open("anna:{PLAIN}a\n");
        assertThat(findings)
                .containsExactly(file + ":1: anna has no domain, which the path of the mail needs");
    }

    @Test
    void takesTheMaildirAndOwnerOfTheLine() throws IOException {
        int uid = (Integer) Files.getAttribute(directory, "unix:uid");
        Users users =
                open(
                        "anna:{PLAIN}a:%d:%d::/home/a::userdb_mail=maildir:~/mail/%%n"
                                .formatted(uid, uid),
                        "/srv/{user}",
                        UserKey.USER);
        assertThat(findings).isEmpty();
        assertThat(mail(users, "anna")).isEqualTo("/home/a/mail/anna");
        assertThat(users.find("anna").get().mail().owner().get().uid()).isEqualTo(uid);
    }

    @Test
    void noticesAReplacedFile() throws IOException {
        Users users = open("anna@x:{PLAIN}a\n");
        replace("anna@x:{PLAIN}b\nbert@x:{PLAIN}b\n");
        assertThat(users.find("bert@x")).isPresent();
        assertThat(users.password("anna@x").get().encoded()).isEqualTo("{PLAIN}b");
        replace("anna@x:{PLAIN}b\n");
        assertThat(users.find("bert@x")).isEmpty();
    }

    @Test
    void noticesAChangeOfTheSameLengthInPlace() throws IOException {
        Users users = open("anna@x:{PLAIN}a\n");
        for (char c = 'b'; c <= 'z'; c++) {
            Files.writeString(file, "anna@x:{PLAIN}" + c + "\n");
            assertThat(users.password("anna@x").get().encoded()).isEqualTo("{PLAIN}" + c);
        }
    }

    @Test
    void doesNotReadAFileThatHasNotChanged() throws IOException {
        InstantSource later = InstantSource.offset(InstantSource.system(), Duration.ofMinutes(1));
        Files.writeString(file, "broken\n");
        List<String> reports = new ArrayList<>();
        Users users =
                PasswdFile.open(
                        file,
                        UserKey.USER,
                        locations("/srv/{user}"),
                        _ -> Optional.empty(),
                        later,
                        finding -> reports.add(finding.toString()));
        assertThat(users.find("anna")).isEmpty();
        assertThat(users.find("anna")).isEmpty();
        assertThat(reports).hasSize(1);
    }

    @Test
    void reportsFindingsAgainOnlyWhenTheyChange() throws IOException {
        Users users = open("broken\nbert@x:{PLAIN}b\n");
        assertThat(users.find("bert@x")).isPresent();
        assertThat(findings).hasSize(1);
        replace("bert@x:{PLAIN}b\nbroken\n");
        assertThat(users.find("bert@x")).isPresent();
        assertThat(findings).hasSize(2);
    }

    @Test
    void isUnavailableWhileTheFileIsGoneOrEmptied() throws IOException {
        Users users = open("anna@x:{PLAIN}a\n");
        Files.writeString(file, "");
        assertThatThrownBy(() -> users.find("anna@x"))
                .isInstanceOf(UsersUnavailableException.class);
        Files.delete(file);
        assertThatThrownBy(() -> users.find("anna@x"))
                .isInstanceOf(UsersUnavailableException.class);
        replace("anna@x:{PLAIN}a\n");
        assertThat(users.find("anna@x")).isPresent();
    }

    @Test
    void doesNotOpenWithoutAFile() {
        assertThatThrownBy(() -> reopen("/srv/{user}", UserKey.USER))
                .isInstanceOf(NoSuchFileException.class);
    }

    private Users open(String content) throws IOException {
        return open(content, "/srv/{domain}/{local}", UserKey.USER);
    }

    private Users open(String content, String home, UserKey key) throws IOException {
        Files.writeString(file, content);
        return reopen(home, key);
    }

    private Users reopen(String home, UserKey key) throws IOException {
        return reopen(locations(home), key);
    }

    private Users reopen(MailLocations locations, UserKey key) throws IOException {
        return PasswdFile.open(
                file,
                key,
                locations,
                encoded ->
                        encoded.startsWith("{BAD}")
                                ? Optional.of("this scheme is bad")
                                : Optional.empty(),
                InstantSource.system(),
                finding -> findings.add(finding.toString()));
    }

    private void replace(String content) throws IOException {
        Path other = directory.resolve("users.new");
        Files.writeString(other, content);
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static MailLocations locations(String home) {
        return new MailLocations(MailPath.parse(home), MailPath.parse("Maildir"), Optional.empty());
    }

    private static String mail(Users users, String login) {
        return users.find(login).orElseThrow().mail().maildir().toString();
    }

    private static InetAddress address(String literal) {
        return InetAddress.ofLiteral(literal);
    }
}
