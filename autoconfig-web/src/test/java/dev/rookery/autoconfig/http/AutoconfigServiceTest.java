// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.autoconfig.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rookery.autoconfig.Samples;
import dev.rookery.autoconfig.format.MozillaAutoconfig;
import dev.rookery.autoconfig.settings.DomainName;
import dev.rookery.autoconfig.settings.MailDomain;
import dev.rookery.autoconfig.settings.MailDomains;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AutoconfigServiceTest {
    private static final String PATH = "/mail/config-v1.1.xml";
    private static final String WELL_KNOWN = "/.well-known/autoconfig/mail/config-v1.1.xml";
    private static final String ORG_HOST = "Host: autoconfig.example.org";

    /// What follows a target in a whole request.
    private static final String REST = " HTTP/1.1\r\n" + ORG_HOST + "\r\nConnection: close\r\n\r\n";

    /// The way to smuggle a request (RFC 9112 §6.1).
    private static final String TWO_LENGTHS =
            " HTTP/1.1\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\nmarker";

    private final MailDomain org = Samples.domain("example.org");
    private final ConcurrentLinkedQueue<String> trouble = new ConcurrentLinkedQueue<>();
    private final AutoconfigService service =
            new AutoconfigService(
                    new MailDomains(
                            List.of(org, Samples.domain("bücher.example")),
                            Set.of(Samples.HOST, DomainName.of("127.0.0.1"))),
                    trouble::add);
    private RawHttp http = new RawHttp(0);

    @BeforeEach
    void start() throws IOException {
        service.start("127.0.0.1", 0);
        http = new RawHttp(service.port());
    }

    @AfterEach
    void stop() {
        service.close();
        assertThat(trouble).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        PATH + ", autoconfig.example.org",
        PATH + ", example.org",
        WELL_KNOWN + ", example.org",
        WELL_KNOWN + ", autoconfig.example.org",
        "/MAIL/Config-V1.1.XML, autoconfig.example.org",
        "/.Well-Known/AutoConfig/mail/config-v1.1.xml, example.org",
        PATH + ", AUTOCONFIG.Example.ORG",
        PATH + ", autoconfig.example.org:8443",
        PATH + ", autoconfig.example.org.",
    })
    void answersWithoutAnAddress(String path, String host) throws IOException {
        RawHttp.Reply reply = http.send("GET", path, "Host: " + host);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo(MozillaAutoconfig.render(org));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna@example.org",
                "anna%40example.org",
                "anna+lists@example.org",
                "anna%2Blists%40example.org",
                "ANNA@EXAMPLE.ORG",
                "EVOLUTIONUSER@example.org&emailmd5=0cc175b9c0f1b6a831c399e269772661",
                "o'brien@example.org",
                "50%25@example.org",
                "50%@example.org",
                "%3Cscript%3E@example.org",
                "",
            })
    void answersForTheDomainOfAnAddress(String address) throws IOException {
        RawHttp.Reply reply = http.send("GET", PATH + "?emailaddress=" + address, ORG_HOST);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo(MozillaAutoconfig.render(org));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna@xn--bcher-kva.example",
                "anna@b%C3%BCcher.example",
                "anna%40B%C3%9CCHER.example",
                "anna@b\u00C3\u00BCcher.example",
            })
    void understandsInternationalNames(String address) throws IOException {
        RawHttp.Reply reply = http.send("GET", PATH + "?emailaddress=" + address, ORG_HOST);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text())
                .contains("<emailProvider id=\"xn--bcher-kva.example\">")
                .contains("<displayName>Mail of xn--bcher-kva.example</displayName>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna@marker.example",
                "anna@example.org.marker.example",
                "anna%2540example.org",
                "marker@anna@example.org",
                "marker%40anna%40example.org",
                "marker%00@example.org",
                "marker@example.org%00",
                "marker%0D%0ASet-Cookie:%20a=b@example.org",
                "marker%7F@example.org",
                "marker@%FF%FE.org",
                "marker@b\u00FCcher.example",
                "@example.org",
                "marker@",
                "marker",
                "%00",
                "<marker>@marker.example",
            })
    void hasNothingForStrangersAndNonsense(String address) throws IOException {
        RawHttp.Reply reply = http.send("GET", PATH + "?emailaddress=" + address, ORG_HOST);
        assertRefused(reply, 404, "not found\n");
        assertThat(reply.everything()).doesNotContain("marker").doesNotContain("anna");
    }

    @ParameterizedTest
    @ValueSource(strings = {"marker.example", "marker.example.org", "[::1]:80", "192.0.2.1", "a_b"})
    void hasNothingForUnknownHosts(String host) throws IOException {
        for (String query : List.of("", "?emailaddress=anna@example.org")) {
            RawHttp.Reply reply =
                    http.send(
                            "GET",
                            PATH + query,
                            "Host: " + host,
                            "X-Forwarded-Host: autoconfig.example.org",
                            "Forwarded: host=autoconfig.example.org");
            assertRefused(reply, 404, "not found\n");
            assertThat(reply.everything()).doesNotContain("marker");
        }
    }

    @Test
    void hasNothingForRequestsWithoutHost() throws IOException {
        assertRefused(http.send("GET " + PATH + " HTTP/1.0\r\n\r\n"), 404, "not found\n");
        assertRefused(http.send("GET", PATH), 400, "bad request\n");
    }

    @Test
    void theServiceHostNeedsAnAddressWhileThereAreTwoDomains() throws IOException {
        String host = "Host: " + Samples.HOST;
        assertThat(http.send("GET", PATH, host).status()).isEqualTo(404);
        RawHttp.Reply reply = http.send("GET", PATH + "?emailaddress=a@example.org", host);
        assertThat(reply.body()).isEqualTo(MozillaAutoconfig.render(org));

        service.replace(new MailDomains(List.of(org), Set.of(Samples.HOST)));
        assertThat(http.send("GET", PATH, host).body()).isEqualTo(MozillaAutoconfig.render(org));
    }

    @Test
    void sendsTheHeadersThatClientsNeed() throws IOException {
        RawHttp.Reply reply = http.send("GET", PATH, ORG_HOST, "Accept-Encoding: gzip");
        assertThat(reply.type()).isEqualTo("text/xml;charset=utf-8");
        assertThat(reply.headers())
                .containsEntry("cache-control", "max-age=3600")
                .containsEntry("x-content-type-options", "nosniff")
                .containsEntry("access-control-allow-origin", "*")
                .containsEntry("content-length", String.valueOf(reply.body().length))
                .containsOnlyKeys(
                        "date",
                        "content-type",
                        "x-content-type-options",
                        "access-control-allow-origin",
                        "cache-control",
                        "etag",
                        "content-length",
                        "connection");
    }

    @Test
    void headIsGetWithoutTheBody() throws IOException {
        Map<String, String> expected = new HashMap<>(http.send("GET", PATH, ORG_HOST).headers());
        RawHttp.Reply head = http.send("HEAD", PATH, ORG_HOST);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        Map<String, String> actual = new HashMap<>(head.headers());
        expected.remove("date");
        actual.remove("date");
        assertThat(actual).isEqualTo(expected);
        assertThat(http.send("HEAD", PATH, "Host: example.com").status()).isEqualTo(404);
        assertThat(http.send("HEAD", "/", ORG_HOST).status()).isEqualTo(404);
    }

    @Test
    void doesNotRepeatWhatTheClientHas() throws IOException {
        String etag = http.send("GET", PATH, ORG_HOST).headers().get("etag");
        RawHttp.Reply same = http.send("GET", PATH, ORG_HOST, "If-None-Match: W/" + etag);
        assertThat(same.status()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(same.headers()).containsEntry("etag", etag).containsKey("cache-control");
        RawHttp.Reply other = http.send("GET", PATH, ORG_HOST, "If-None-Match: \"other\"");
        assertThat(other.status()).isEqualTo(200);
        RawHttp.Reply neighbour =
                http.send("GET", PATH, "Host: xn--bcher-kva.example", "If-None-Match: " + etag);
        assertThat(neighbour.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "PROPFIND", "get"})
    void allowsNothingButGetAndHead(String method) throws IOException {
        RawHttp.Reply reply = http.send(method, PATH, ORG_HOST, "Content-Length: 0");
        assertRefused(reply, 405, "method not allowed\n");
        assertThat(reply.headers()).containsEntry("allow", "GET, HEAD");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/marker",
                "/mail/",
                "/mail/config-v1.1.xml.marker",
                "/mail/config-v1.2.xml",
                "//mail/config-v1.1.xml",
                "/mail/%2e%2e/mail/config-v1.1.xml",
            })
    void knowsNoOtherPaths(String path) throws IOException {
        RawHttp.Reply reply =
                http.send("GET", path, ORG_HOST, "Accept: text/html,application/json");
        assertRefused(reply, 404, "not found\n");
        assertThat(reply.everything()).doesNotContain("marker");
    }

    @Test
    void refusesEndlessQueriesAndHeaders() throws IOException {
        String tenKilobytes = "marker".repeat(1_700);
        RawHttp.Reply query =
                http.send("GET", PATH + "?emailaddress=" + tenKilobytes + "@example.org", ORG_HOST);
        assertRefused(query, 414, "uri too long\n");
        assertThat(query.everything()).doesNotContain("marker");
        RawHttp.Reply header = http.send("GET", PATH, ORG_HOST, "X-Long: " + tenKilobytes);
        assertRefused(header, 431, "request header fields too large\n");
        assertThat(header.everything()).doesNotContain("marker");
        RawHttp.Reply address =
                http.send(
                        "GET",
                        PATH + "?emailaddress=" + "m".repeat(243) + "@example.org",
                        ORG_HOST);
        assertRefused(address, 404, "not found\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "marker\r\n\r\n",
                "\u0016\u0003\u0001\u0002\0\u0001marker\r\n\r\n",
                "GET " + PATH + "?emailaddress=marker\0@example.org" + REST,
                "GET " + PATH + "?emailaddress=marker m@example.org" + REST,
                "GET " + PATH + " HTTP/1.1\r\nHost: marker marker\r\n\r\n",
                "GET " + PATH + " HTTP/1.1\r\nHost: \r\n\r\n",
                "GET " + PATH + " HTTP/1.1\r\nHost: marker\r\nHost: marker\r\n\r\n",
                "POST " + PATH + TWO_LENGTHS,
                "GET http://marker" + PATH + REST,
                "GET /marker%00" + REST,
                "GET /../marker" + REST,
                "GET /marker<script>" + REST,
            })
    void refusesBrokenRequestsInOneLine(String request) throws IOException {
        RawHttp.Reply reply = http.send(request);
        assertRefused(reply, 400, "bad request\n");
        assertThat(reply.everything()).doesNotContain("marker").doesNotContain("jetty");
    }

    @Test
    void answersManyAtOnceWithTheSameBytes() throws Exception {
        byte[] expected = MozillaAutoconfig.render(org);
        List<Future<RawHttp.Reply>> replies = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                replies.add(clients.submit(() -> http.send("GET", PATH, ORG_HOST)));
            }
            for (Future<RawHttp.Reply> reply : replies) {
                assertThat(reply.get().body()).isEqualTo(expected);
            }
        }
    }

    @Test
    void servesAnOrdinaryClient() throws IOException, InterruptedException {
        URI uri =
                URI.create(
                        "http://127.0.0.1:%d%s?emailaddress=anna%%2Blists%%40example.org"
                                .formatted(service.port(), PATH));
        try (HttpClient client = HttpClient.newHttpClient()) {
            var reply =
                    client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray());
            assertThat(reply.statusCode()).isEqualTo(200);
            assertThat(reply.body()).isEqualTo(MozillaAutoconfig.render(org));
        }
    }

    @Test
    void saysWhichAddressIsTaken() {
        try (AutoconfigService second =
                new AutoconfigService(new MailDomains(List.of(), Set.of()), trouble::add)) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> second.start("127.0.0.1", service.port()))
                    .withMessage("cannot listen on 127.0.0.1 port " + service.port());
        }
    }

    @Test
    void closesTwiceAndWithoutHavingStarted() {
        service.close();
        new AutoconfigService(new MailDomains(List.of(), Set.of()), trouble::add).close();
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> http.send("GET", PATH, ORG_HOST));
    }

    private static void assertRefused(RawHttp.Reply reply, int status, String line) {
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.text()).isEqualTo(line);
        assertThat(reply.type()).isEqualTo("text/plain;charset=utf-8");
        assertThat(reply.headers())
                .containsEntry("cache-control", "no-store")
                .containsEntry("x-content-type-options", "nosniff")
                .doesNotContainKeys("server", "set-cookie", "www-authenticate", "etag");
    }
}
