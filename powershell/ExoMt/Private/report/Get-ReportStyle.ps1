function Get-ReportStyle {
    # Returns the report's style sheet and its hash for the page's Content-Security-Policy. A test
    # fails if you change one without the other.
    $css = @'
:root { color-scheme: light dark; --page: #ffffff; --text: #1b1b1f; --quiet: #4a4a55; --line: #c4c4ce; --block: #f3f3f7; --link: #0b4fa8;
  --bad: #7d1212; --bad-fill: #fdecea; --warn: #5c3d00; --warn-fill: #fff3d6; --open: #33335c; --open-fill: #ececf7; --good: #12492a; --good-fill: #e5f4ea; }
@media (prefers-color-scheme: dark) {
  :root { --page: #17171b; --text: #ececf1; --quiet: #b6b6c2; --line: #50505c; --block: #25252c; --link: #9cc4ff;
    --bad: #ffb8b0; --bad-fill: #4a1512; --warn: #ffdd9b; --warn-fill: #443200; --open: #d2d3ff; --open-fill: #2f3050; --good: #a9e5b9; --good-fill: #12361f; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 70rem; background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; overflow-wrap: break-word; }
h1, h2, h3, h4 { line-height: 1.25; }
h3, h4 { margin-bottom: 0.25rem; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.quiet { color: var(--quiet); }
.text { white-space: pre-line; }
.counts { display: flex; flex-wrap: wrap; gap: 0.75rem; padding: 0; list-style: none; }
.state { display: inline-block; padding: 0 0.5rem; border: 1px solid currentColor; border-radius: 0.25rem; font-size: 0.9rem; font-weight: 600; white-space: nowrap; }
.bad { color: var(--bad); background: var(--bad-fill); }
.warn { color: var(--warn); background: var(--warn-fill); }
.open { color: var(--open); background: var(--open-fill); }
.good { color: var(--good); background: var(--good-fill); }
.none { color: var(--quiet); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: 600; padding-bottom: 0.5rem; }
th, td { padding: 0.4rem 0.6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
tbody th { font-weight: 600; }
article { margin-top: 1.5rem; padding: 0 1rem 1rem; border: 1px solid var(--line); border-radius: 0.5rem; content-visibility: auto; contain-intrinsic-size: auto 40rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.1rem 1rem; margin: 0.5rem 0; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
time { white-space: nowrap; }
.ladder { padding-left: 1.5rem; }
.ladder p, .ladder ul { margin: 0.25rem 0; }
.fix { padding-left: 0.75rem; border-left: 4px solid var(--line); }
pre { margin: 0.25rem 0 0.75rem; padding: 0.6rem; background: var(--block); border: 1px solid var(--line); border-radius: 0.25rem; font: 0.9rem/1.4 ui-monospace, Consolas, "Liberation Mono", monospace; white-space: pre-wrap; overflow-wrap: anywhere; -webkit-user-select: all; user-select: all; }
footer { margin-top: 2rem; border-top: 1px solid var(--line); }
@media (max-width: 40rem) { body { padding: 0.75rem; } dl { grid-template-columns: 1fr; } dd { margin-bottom: 0.4rem; } }
@media print {
  :root { --page: #ffffff; --text: #000000; --quiet: #333333; --line: #777777; --block: #ffffff; --link: #000000;
    --bad: #000000; --bad-fill: #ffffff; --warn: #000000; --warn-fill: #ffffff; --open: #000000; --open-fill: #ffffff; --good: #000000; --good-fill: #ffffff; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  article { content-visibility: visible; border: 0; border-top: 1px solid var(--line); border-radius: 0; padding: 0; }
  h3, h4, .ladder > li > h4 { break-after: avoid; }
  th, td { overflow-wrap: anywhere; }
  pre, tr, dl { break-inside: avoid; }
}
'@
    @{ Text = $css.Replace("`r`n", "`n"); Hash = 'CWwH4aiKFDYuBXj47oRDat2FAHTF8OaynW4AhX6upCg=' }
}
