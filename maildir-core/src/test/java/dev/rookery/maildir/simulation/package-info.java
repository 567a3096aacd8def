// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// A disk that does to us what disks do, and mail stores on it; shipped for other modules' tests.
///
/// [dev.rookery.maildir.simulation.SimulatedDisk] lies in memory, and its log tells what a power
/// cut can leave; [dev.rookery.maildir.simulation.FaultyDisk] lets calls to it, or to the real one,
/// fail. Start reading at `CrashStatesTest`.
@NullMarked
package dev.rookery.maildir.simulation;

import org.jspecify.annotations.NullMarked;
