// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rookery.server.net.Admission.Ticket;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private final List<String> pushedOut = new ArrayList<>();

    @Test
    void countsAllConnections() {
        Admission admission = admission(2, 9, 9, 9);
        Ticket first = admit(admission, "192.0.2.1");
        admit(admission, "127.0.0.1");
        assertThat(admission.admit(address("192.0.2.2"), true)).isEmpty();
        first.close();
        first.close();
        assertThat(admission.admit(address("192.0.2.2"), true)).isPresent();
        assertThat(admission.admit(address("192.0.2.2"), true)).isEmpty();
    }

    @Test
    void countsConnectionsOfAnAddressButNotOfLoopbackOrExemptOnes() {
        Predicate<InetAddress> exempt = address("192.0.2.7")::equals;
        Admission admission = new Admission(new ConnectionLimits(99, 1, 9, 1, exempt));
        assertThat(admission.admit(address("192.0.2.1"), true)).isPresent();
        assertThat(admission.admit(address("192.0.2.1"), true)).isEmpty();
        for (String free : List.of("192.0.2.7", "127.0.0.1", "127.0.0.2", "::1")) {
            assertThat(admission.admit(address(free), false)).as(free).isPresent();
            assertThat(admission.admit(address(free), false)).as(free).isPresent();
        }
    }

    @Test
    void countsIpv6ClientsByTheirNetwork() {
        Admission admission = admission(99, 1, 9, 9);
        assertThat(admission.admit(address("2001:db8:0:1::1"), true)).isPresent();
        assertThat(admission.admit(address("2001:db8:0:1:ffff::2"), true)).isEmpty();
        assertThat(admission.admit(address("2001:db8:0:2::1"), true)).isPresent();
    }

    @Test
    void pushesOutTheOldestStrangerOfTheAddressThenOfAll() {
        Admission admission = admission(99, 99, 3, 2);
        admit(admission, "192.0.2.9");
        admit(admission, "192.0.2.1", "a");
        admit(admission, "192.0.2.1", "b");
        admit(admission, "192.0.2.1", "c");
        assertThat(pushedOut).containsExactly("a");
        admit(admission, "192.0.2.2", "d");
        admit(admission, "192.0.2.3", "e");
        assertThat(pushedOut).containsExactly("a", "192.0.2.9", "b");
    }

    @Test
    void leavesTrustedAndAuthenticatedClientsAlone() {
        Admission admission = admission(99, 99, 1, 1);
        admission
                .admit(address("192.0.2.1"), true)
                .orElseThrow()
                .onEviction(_ -> pushedOut.add("trusted"));
        Ticket known = admit(admission, "192.0.2.1", "known");
        known.authenticated();
        admit(admission, "192.0.2.1", "stranger");
        assertThat(pushedOut).isEmpty();
        admit(admission, "192.0.2.1", "newer stranger");
        assertThat(pushedOut).containsExactly("stranger");
    }

    @Test
    void pushesOutEvenWhoIsStillComingIn() {
        Admission admission = admission(99, 99, 1, 9);
        Ticket early = admission.admit(address("192.0.2.1"), false).orElseThrow();
        admit(admission, "192.0.2.2");
        early.onEviction(pushedOut::add);
        assertThat(pushedOut).singleElement().asString().contains("made room");
    }

    @Test
    void wantsPositiveLimits() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConnectionLimits(1, 1, 0, 1, _ -> false));
    }

    private Ticket admit(Admission admission, String address) {
        return admit(admission, address, address);
    }

    private Ticket admit(Admission admission, String address, String name) {
        Ticket ticket = admission.admit(address(address), false).orElseThrow();
        ticket.onEviction(_ -> {
            pushedOut.add(name);
            ticket.close();
        });
        return ticket;
    }

    private static Admission admission(
            int total, int perAddress, int strangers, int strangersPerAddress) {
        return new Admission(
                new ConnectionLimits(
                        total, perAddress, strangers, strangersPerAddress, _ -> false));
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
