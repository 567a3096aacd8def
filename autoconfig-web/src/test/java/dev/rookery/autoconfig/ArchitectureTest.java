// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.autoconfig;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rooms of the service: http asks settings and has format write the answer.
class ArchitectureTest {
    private static final String SETTINGS = "dev.rookery.autoconfig.settings..";
    private static final String FORMAT = "dev.rookery.autoconfig.format..";
    private static final String HTTP = "dev.rookery.autoconfig.http..";
    private static final Set<String> TIME_AND_CHANCE =
            Set.of(
                    "java.lang.System.currentTimeMillis",
                    "java.lang.Math.random",
                    "java.lang.Thread.sleep",
                    "java.util.concurrent.TimeUnit.sleep");

    private static final JavaClasses CODE =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.rookery.autoconfig");

    @ParameterizedTest
    @CsvSource({
        SETTINGS + ", " + FORMAT,
        SETTINGS + ", " + HTTP,
        FORMAT + ", " + HTTP,
        "dev.rookery.autoconfig.., dev.rookery.server..",
        "dev.rookery.autoconfig.., dev.rookery.maildir..",
    })
    void keepsLowerRoomsFromUpperOnes(String room, String upper) {
        noClasses()
                .that()
                .resideInAPackage(room)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(upper)
                .because("requests flow one way; documents go back as return values")
                .allowEmptyShould(true)
                .check(CODE);
    }

    @ParameterizedTest
    @CsvSource({
        "io.javalin.., " + HTTP,
        "org.eclipse.jetty.., " + HTTP,
        "jakarta.servlet.., " + HTTP,
        "tools.jackson.., " + FORMAT,
        "com.fasterxml.jackson.., " + FORMAT,
    })
    void keepsEachLibraryInItsRoom(String library, String room) {
        noClasses()
                .that()
                .resideOutsideOfPackage(room)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .because("a library that is used in one room can be replaced there")
                .allowEmptyShould(true)
                .check(CODE);
    }

    @Test
    void thinksWithoutFilesSocketsAndThreads() {
        noClasses()
                .that()
                .resideInAnyPackage(SETTINGS, FORMAT)
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("java.nio.channels..", "java.nio.file..", "javax.net..")
                                .or(belongToAnyOf(Thread.class, Executor.class, Lock.class)))
                .because("a document is a function of the domain's settings")
                .allowEmptyShould(true)
                .check(CODE);
    }

    @Test
    void readsNoFiles() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        belongToAnyOf(
                                File.class,
                                FileInputStream.class,
                                FileOutputStream.class,
                                Files.class))
                .because("settings are handed in: the server is the only reader of rookery.conf")
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
