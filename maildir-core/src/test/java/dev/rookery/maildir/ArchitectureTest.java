// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
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
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchService;
import java.time.Clock;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The rooms of the engine and what each may know of the others.
class ArchitectureTest {
    private static final String INTERNAL = "dev.rookery.maildir.internal..";
    private static final String FILES = "dev.rookery.maildir.internal.files..";
    private static final String[] PURE = {
        "dev.rookery.maildir.internal.filename..",
        "dev.rookery.maildir.internal.layout..",
        "dev.rookery.maildir.internal.mime..",
    };
    private static final Set<String> TIME_AND_CHANCE =
            Set.of(
                    "java.lang.System.currentTimeMillis",
                    "java.lang.Math.random",
                    "java.lang.Thread.sleep",
                    "java.util.UUID.randomUUID",
                    "java.util.concurrent.TimeUnit.sleep");

    private static final JavaClasses CODE =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.rookery.maildir");

    @Test
    void showsNothingInternalInTheApi() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.rookery.maildir", "dev.rookery.maildir.search")
                .and()
                .doNotBelongToAnyOf(MailStore.class)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(INTERNAL)
                .because("callers hold nouns; only MailStore knows who builds them")
                .allowEmptyShould(true)
                .check(CODE);
    }

    @Test
    void hasNoCyclesBetweenRooms() {
        slices().matching("dev.rookery.maildir.internal.(*)..")
                .should()
                .beFreeOfCycles()
                .because("a room is understood by reading it and those below it")
                .allowEmptyShould(true)
                .check(CODE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"files", "filename", "mime"})
    void buildsOnRoomsThatStandAlone(String room) {
        String self = "dev.rookery.maildir.internal." + room + "..";
        noClasses()
                .that()
                .resideInAPackage(self)
                .should()
                .dependOnClassesThat(resideInAPackage(INTERNAL).and(not(resideInAPackage(self))))
                .because("the lowest rooms serve all others and know none of them")
                .allowEmptyShould(true)
                .check(CODE);
    }

    @Test
    void touchesTheDiskInOneRoomOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(FILES)
                .should()
                .dependOnClassesThat(
                        belongToAnyOf(
                                AsynchronousFileChannel.class,
                                File.class,
                                FileChannel.class,
                                FileInputStream.class,
                                FileOutputStream.class,
                                FileReader.class,
                                FileSystem.class,
                                FileSystems.class,
                                FileWriter.class,
                                Files.class,
                                RandomAccessFile.class,
                                WatchService.class))
                .orShould()
                .callMethod(Path.class, "toFile")
                .orShould()
                .callMethodWhere(calls(Path.class, "toRealPath"))
                .because(
                        "durable steps, links and owners are right in one place, where tests can"
                                + " make each step fail")
                .allowEmptyShould(true)
                .check(CODE);
    }

    @Test
    void callsTheSystemInOneRoomOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(FILES)
                .should()
                .dependOnClassesThat(belongToAnyOf(Linker.class, SymbolLookup.class))
                .because("a wrong native signature crashes the process: all of them in one place")
                .allowEmptyShould(true)
                .check(CODE);
    }

    @Test
    void thinksWithoutFilesSocketsAndThreads() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .and()
                .doNotHaveSimpleName("FolderTree")
                .and()
                .doNotHaveSimpleName("FolderDiscovery")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("java.net..", "java.nio.channels..", "java.nio.file..")
                                .or(belongToAnyOf(Thread.class, Executor.class, Lock.class)))
                .because("grammar is a function: same bytes in, same answer out")
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
                .orShould()
                .dependOnClassesThat(belongToAnyOf(ThreadLocalRandom.class))
                .because(
                        "clock and randomness come in through constructors, so that a failing seed"
                                + " is a test case")
                .allowEmptyShould(true)
                .check(CODE);
    }

    @Test
    void isSilent() {
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethodWhere(calls(Throwable.class, "printStackTrace"))
                .because("a library reports through what it returns, throws and logs")
                .allowEmptyShould(true)
                .check(CODE);
    }

    private static DescribedPredicate<JavaMethodCall> calls(Class<?> owner, String method) {
        return describe(
                owner.getSimpleName() + "." + method,
                call ->
                        call.getTarget().getOwner().isAssignableTo(owner)
                                && call.getTarget().getName().equals(method));
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
