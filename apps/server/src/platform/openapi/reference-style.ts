/**
 * Style of the page at /docs. Follows the reader's choice of light and dark; in print all sections are open.
 */
export const referenceStyle = `
:root { color-scheme: light dark; --ink: #1b1f27; --faint: #5b6473; --paper: #fcfcfd; --panel: #f1f3f6; --line: #d9dee6; --accent: #2d5bd8;
  --get: #17683a; --post: #2d4fb5; --patch: #8a5200; --delete: #ac2525; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e8ef; --faint: #9aa5b5; --paper: #14171c; --panel: #1d2229; --line: #313945; --accent: #8fb0ff;
  --get: #6fce95; --post: #9db6ff; --patch: #f0b866; --delete: #ff9a94; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
.page { display: grid; grid-template-columns: 17rem minmax(0, 52rem); gap: 3rem; max-width: 76rem; margin: 0 auto; padding: 0 1.5rem; }
nav { position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 2rem 0; font-size: .875rem; }
nav h2 { margin: 1.25rem 0 .25rem; font-size: .8125rem; color: var(--faint); }
nav ul { list-style: none; margin: 0; padding: 0; }
nav a { display: block; padding: .125rem 0; color: var(--ink); text-decoration: none; }
nav a:hover { color: var(--accent); text-decoration: underline; }
main { padding: 2rem 0 6rem; }
h1 { margin: 0 0 .5rem; font-size: 2rem; line-height: 1.2; }
h2 { margin: 3.5rem 0 .25rem; font-size: 1.5rem; }
h3 { margin: 0; font-size: 1.125rem; }
h4 { margin: 1.25rem 0 .375rem; font-size: .875rem; color: var(--faint); }
p { margin: .5rem 0; }
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
code, pre { font: .8125rem/1.5 ui-monospace, monospace; }
code { background: var(--panel); padding: .0625rem .25rem; border-radius: 4px; }
pre { background: var(--panel); padding: .75rem 1rem; border-radius: 8px; overflow-x: auto; margin: .375rem 0; overflow-wrap: normal; }
pre code { background: none; padding: 0; }
article { margin: 1.5rem 0; padding: 1.25rem 0 0; border-top: 1px solid var(--line); }
.call { margin: .375rem 0; font: .875rem/1.5 ui-monospace, monospace; }
.method { display: inline-block; min-width: 4.25rem; font-weight: 700; }
.get { color: var(--get); } .post { color: var(--post); } .patch { color: var(--patch); } .delete { color: var(--delete); }
.faint { color: var(--faint); font-size: .875rem; }
table { width: 100%; border-collapse: collapse; font-size: .875rem; }
td { padding: .375rem .75rem .375rem 0; border-top: 1px solid var(--line); vertical-align: top; }
tr:first-child td { border-top: 0; }
td:first-child { width: 13rem; }
td p:first-child { margin-top: 0; } td p:last-child { margin-bottom: 0; }
details { margin: .375rem 0; border: 1px solid var(--line); border-radius: 8px; }
summary { padding: .5rem .875rem; cursor: pointer; font-size: .9375rem; }
details > div { padding: 0 .875rem .625rem; }
.status { display: inline-block; min-width: 2.75rem; font-weight: 700; }
@media (max-width: 60rem) { .page { display: block; padding: 0 1rem; } nav { position: static; height: auto; padding-bottom: 0; }
  td:first-child { width: 9rem; } }
@media print { nav { display: none; } .page { display: block; } body { font-size: 11pt; } article { break-inside: avoid-page; }
  details { border: 0; } pre { white-space: pre-wrap; } details::details-content { content-visibility: visible; } }
`
