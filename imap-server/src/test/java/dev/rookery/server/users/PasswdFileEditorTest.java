// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswdFileEditorTest {
    private static final UserName ANNA = new UserName("anna", "a.org");
    private static final UserName BERT = new UserName("bert", "a.org");

    @TempDir private Path directory;
    private Path file;
    private PasswdFileEditor editor;

    @BeforeEach
    void prepare() {
        file = directory.resolve("users");
        editor = new PasswdFileEditor(file);
    }

    @Test
    void addsUsersToAFileOfItsOwnMaking() throws IOException {
        assertThat(editor.add(ANNA, "{PLAIN}a")).isTrue();
        assertThat(editor.add(BERT, "{PLAIN}b")).isTrue();
        assertThat(file).hasContent("anna@a.org:{PLAIN}a\nbert@a.org:{PLAIN}b\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void refusesToAddAUserTwice() throws IOException {
        Files.writeString(file, "Anna@A.org:{PLAIN}a\n");
        assertThat(editor.add(ANNA, "{PLAIN}b")).isFalse();
        assertThat(file).hasContent("Anna@A.org:{PLAIN}a\n");
    }

    @Test
    void changesOnlyThePassword() throws IOException {
        Files.writeString(
                file, "# all\nanna@a.org:{PLAIN}a:1:2::/home/a::nologin x=y:z\n\nbert@a.org:b");
        assertThat(editor.setPassword(ANNA, "{PLAIN}new")).isTrue();
        assertThat(file)
                .hasContent(
                        "# all\nanna@a.org:{PLAIN}new:1:2::/home/a::nologin x=y:z\n\nbert@a.org:b");
        assertThat(editor.setPassword(BERT, "{PLAIN}new")).isTrue();
        assertThat(Files.readString(file)).endsWith("bert@a.org:{PLAIN}new");
        assertThat(editor.setPassword(new UserName("carl", ""), "x")).isFalse();
    }

    @Test
    void deletesEveryLineOfAUser() throws IOException {
        Files.writeString(file, "anna@a.org:1\n#anna@a.org:0\nbert@a.org:b\nANNA@a.org:2\n");
        assertThat(editor.delete(ANNA)).isTrue();
        assertThat(file).hasContent("#anna@a.org:0\nbert@a.org:b\n");
        assertThat(editor.delete(ANNA)).isFalse();
    }

    @Test
    void keepsModeLinksAndBytesItDoesNotUnderstand() throws IOException {
        byte[] latin1 = "j\u00FCrgen:x\n".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(file, latin1);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        assertThat(new PasswdFileEditor(link).add(ANNA, "{PLAIN}a")).isTrue();
        assertThat(link).isSymbolicLink();
        assertThat(Files.readAllBytes(file)).startsWith(latin1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(directory).isDirectoryNotContaining("glob:**.lock");
    }

    @Test
    void leavesTheFileToWhoeverIsChangingIt() throws IOException {
        Files.createFile(directory.resolve("users.lock"));
        assertThatThrownBy(() -> editor.add(ANNA, "x"))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(directory.resolve("users.lock")).exists();
    }
}
