// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.RandomAccessFile;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.WatchService;
import java.time.Clock;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rooms of the server: socket, wire, command, session, and below them the mailbox.
class ArchitectureTest {
    private static final String[] PURE = rooms("imap.wire imap.command imap.response");
    private static final Set<String> TIME_AND_CHANCE =
            Set.of(
                    "java.lang.System.currentTimeMillis",
                    "java.lang.Math.random",
                    "java.lang.Thread.sleep",
                    "java.util.concurrent.TimeUnit.sleep");

    private static final JavaClasses CODE =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.rookery.server");

    @ParameterizedTest
    @CsvSource({
        "limits, app net auth users lmtp imap observe",
        "observe, app net auth users lmtp imap",
        "users, app net auth lmtp imap",
        "auth, app net lmtp imap",
        "net, app auth users lmtp imap",
        "imap.wire, app net auth users lmtp observe imap.command imap.response imap.session",
        "imap.command, app net users lmtp observe imap.response imap.session",
        "imap.response, app net auth users lmtp observe imap.session",
        "imap, app lmtp",
        "lmtp, app imap",
    })
    void keepsLowerRoomsFromUpperOnes(String room, String upper) {
        noClasses()
                .that()
                .resideInAnyPackage(rooms(room))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(rooms(upper))
                .because("commands flow one way; answers go back as return values")
                .allowEmptyShould(true)
                .check(CODE);
    }

    @Test
    void hasNoCyclesBetweenRooms() {
        slices().matching("dev.rookery.server.(**)")
                .should()
                .beFreeOfCycles()
                .because("a room is understood by reading it and those below it")
                .allowEmptyShould(true)
                .check(CODE);
    }

    @Test
    void usesTheEngineByItsApi() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.rookery.maildir.internal..")
                .because("what is internal may change with any version")
                .allowEmptyShould(true)
                .check(CODE);
    }

    @Test
    void thinksWithoutFilesSocketsAndThreads() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(
                                        "java.net..",
                                        "java.nio.channels..",
                                        "java.nio.file..",
                                        "javax.net..")
                                .or(belongToAnyOf(Thread.class, Executor.class, Lock.class)))
                .because("grammar is a function: same bytes in, same answer out")
                .allowEmptyShould(true)
                .check(CODE);
    }

    @Test
    void waitsForTheNetworkInOneRoomOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages(rooms("net app"))
                .should()
                .dependOnClassesThat(
                        assignableTo(NetworkChannel.class)
                                .or(assignableTo(Selector.class))
                                .or(resideInAPackage("javax.net.."))
                                .or(belongToAnyOf(Socket.class, ServerSocket.class)))
                .because("deadlines, limits and TLS are right in one place")
                .allowEmptyShould(true)
                .check(CODE);
    }

    @Test
    void leavesMailFilesToTheEngine() {
        noClasses()
                .that()
                .resideOutsideOfPackages(rooms("app net users"))
                .should()
                .dependOnClassesThat(
                        belongToAnyOf(
                                File.class,
                                FileChannel.class,
                                FileInputStream.class,
                                FileOutputStream.class,
                                FileReader.class,
                                FileWriter.class,
                                Files.class,
                                RandomAccessFile.class,
                                WatchService.class))
                .because("only configuration, certificates and user lists are read here")
                .allowEmptyShould(true)
                .check(CODE);
    }

    @ParameterizedTest
    @CsvSource({
        "com.typesafe.config.., app",
        "picocli.., app",
        "dev.rookery.autoconfig.., app",
        "ch.qos.logback.., observe",
        "org.bouncycastle.., auth net app",
        "org.apache.commons.codec.., auth",
    })
    void keepsEachLibraryInItsRoom(String library, String room) {
        noClasses()
                .that()
                .resideOutsideOfPackages(rooms(room))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .because("a library that is used in one room can be replaced there")
                .allowEmptyShould(true)
                .check(CODE);
    }

    @Test
    void isToldTheTimeAndTheDice() {
        noClasses()
                .should()
                .callMethodWhere(
                        describe(
                                "read the clock, sleep or roll dice",
                                call -> TIME_AND_CHANCE.contains(name(call)) || readsClock(call)))
                .orShould()
                .callConstructor(Random.class)
                .because(
                        "clock and randomness come in through constructors, so that a failing seed"
                                + " is a test case")
                .allowEmptyShould(true)
                .check(CODE);
    }

    @Test
    void printsInOneRoomOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages(rooms("app"))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .because("a program speaks to its admin through events and to the terminal in app")
                .allowEmptyShould(true)
                .check(CODE);
    }

    private static String[] rooms(String names) {
        return Arrays.stream(names.split(" ", -1))
                .map(name -> "dev.rookery.server." + name + "..")
                .toArray(String[]::new);
    }

    private static boolean readsClock(JavaMethodCall call) {
        return call.getTarget().getOwner().getPackageName().equals("java.time")
                && call.getTarget().getName().equals("now")
                && call.getTarget().getRawParameterTypes().stream()
                        .noneMatch(type -> type.isEquivalentTo(Clock.class));
    }

    private static String name(JavaMethodCall call) {
        return call.getTarget().getOwner().getName() + "." + call.getTarget().getName();
    }
}
