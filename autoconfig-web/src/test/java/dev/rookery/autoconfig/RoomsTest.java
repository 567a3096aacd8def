// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.autoconfig;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// The rooms of this module: http → format → settings, and nothing of the other modules.
class RoomsTest {
    private static final String ROOT = "dev.rookery.autoconfig";
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(ROOT);

    @Test
    void lowerRoomsDoNotKnowUpperOnes() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("http")
                .definedBy(ROOT + ".http..")
                .layer("format")
                .definedBy(ROOT + ".format..")
                .layer("settings")
                .definedBy(ROOT + ".settings..")
                .whereLayer("http")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("format")
                .mayOnlyBeAccessedByLayers("http")
                .whereLayer("settings")
                .mayOnlyBeAccessedByLayers("http", "format")
                .check(CLASSES);
    }

    @Test
    void onlyHttpKnowsTheWebServer() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".http..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..")
                .because("renderers and settings are pure")
                .check(CLASSES);
    }

    @Test
    void onlyFormatKnowsTheXmlWriter() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".format..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("tools.jackson..", "com.fasterxml.jackson..")
                .because("a document's form is decided in one room")
                .check(CLASSES);
    }

    @Test
    void renderersTouchNeitherFilesNorNetworkNorClock() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".format..", ROOT + ".settings..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "java.time..", "java.util.concurrent..")
                .because("equal settings give equal bytes")
                .check(CLASSES);
    }

    @Test
    void nothingKnowsTheOtherModules() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.rookery.maildir..", "dev.rookery.server..")
                .because("whoever runs this service hands it its settings")
                .check(CLASSES);
    }
}
