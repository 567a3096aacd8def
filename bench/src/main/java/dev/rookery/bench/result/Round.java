// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.result;

/// One round of one contender.
///
/// @param value in the unit of the scenario, until the last answer
/// @param drainedValue the same, until nothing was left to be done behind the answers
/// @param operations that were timed
/// @param seconds until the last answer
/// @param drainedSeconds until nothing was left to be done
/// @param cpuSeconds of all processes of the server until the last answer
/// @param drainedCpuSeconds the same until nothing was left to be done
/// @param pssKilobytes of all processes of the server, once nothing was left to be done
/// @param host what the machine was like just before
public record Round(
        double value,
        double drainedValue,
        long operations,
        double seconds,
        double drainedSeconds,
        double cpuSeconds,
        double drainedCpuSeconds,
        long pssKilobytes,
        HostNoise host) {}
