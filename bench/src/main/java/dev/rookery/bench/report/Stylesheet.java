// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.report;

/// How the page and its charts look, on light and on dark ground. Colours of charts are in [Ink].
final class Stylesheet {
    /// Plain values instead of variables: some programs that draw SVG know no variables. Texts with
    /// a class are those of axes and legends.
    static final String CHART =
            """
            .chart text{font-family:system-ui,sans-serif;stroke:%1$s;stroke-width:4px;
            paint-order:stroke}
            .chart [class]{font-size:13px;fill:%2$s}
            .chart .plot-title{font-size:16px;font-weight:600;fill:%6$s}
            @media (prefers-color-scheme:dark){
            %3$s.chart text{stroke:%4$s}
            .chart [class]{fill:%5$s}
            .chart .plot-title{fill:%7$s}
            }
            """
                    .formatted(
                            Ink.GROUND.light(),
                            Ink.QUIET.light(),
                            Ink.darkened(),
                            Ink.GROUND.dark(),
                            Ink.QUIET.dark(),
                            Ink.TEXT.light(),
                            Ink.TEXT.dark());

    static final String PAGE =
            """
            :root{color-scheme:light dark}
            *{box-sizing:border-box}
            body{margin:0 auto;padding:1rem;max-width:76rem;background:#fff;color:#1b1f24;
            font:1rem/1.5 system-ui,sans-serif}
            h1{font-size:1.6rem;line-height:1.2}
            h2{margin-top:3rem;padding-top:.5rem;border-top:1px solid #d8dee4;font-size:1.35rem}
            h3{margin-bottom:.25rem;font-size:1.1rem}
            p,ul{max-width:44rem}
            nav ul{max-width:none;display:flex;flex-wrap:wrap;gap:.25rem 1rem;padding:0;
            list-style:none}
            nav a{display:inline-block;padding:.25rem 0}
            a{color:#0969da}
            .charts{display:grid;gap:1rem 2.5rem;align-items:start;
            grid-template-columns:repeat(auto-fill,minmax(min(100%,24rem),1fr))}
            figure{margin:1rem 0;max-width:34rem}
            figcaption{margin-bottom:.5rem}
            figcaption small{display:block;font-weight:400}
            figcaption,caption,summary{font-weight:600;text-align:left}
            .chart{display:block;width:100%;height:auto}
            .scroll{overflow-x:auto;margin:1rem 0}
            .scroll:focus-visible{outline:2px solid #0969da}
            table{border-collapse:collapse;font-size:.9rem}
            caption{padding:.25rem 0}
            th,td{padding:.3rem .6rem;border-bottom:1px solid #d8dee4;text-align:left;
            vertical-align:top}
            thead th{vertical-align:bottom}
            tbody th{font-weight:400;min-width:8rem}
            th:first-child{position:sticky;left:0;background:#fff}
            td{white-space:nowrap}
            .wrap td{white-space:normal;overflow-wrap:anywhere}
            .n{text-align:right;font-variant-numeric:tabular-nums}
            .missed{font-weight:700;color:#b3261e}
            .unclear{color:#8a5a00}
            details{margin:1rem 0}
            summary{cursor:pointer;padding:.25rem 0}
            pre{overflow-x:auto;padding:.75rem;background:#f6f8fa;font-size:.85rem}
            @media (prefers-color-scheme:dark){
            body{color:#e6edf3}
            body,th:first-child{background:#0d1117}
            h2,th,td{border-color:#30363d}
            a{color:#6cb6ff}
            .missed{color:#ff8a80}
            .unclear{color:#f0c04a}
            pre{background:#161b22}
            }
            """;

    private Stylesheet() {}
}
