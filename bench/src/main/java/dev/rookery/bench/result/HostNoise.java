// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.result;

/// What the machine takes for the same small work every time, in microseconds: whoever shares it
/// shows here.
///
/// @param hash of 256 KiB with SHA-256
/// @param rename of a file
/// @param force of 512 bytes that were appended to a file
public record HostNoise(double hash, double rename, double force) {}
