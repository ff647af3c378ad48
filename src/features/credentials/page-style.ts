/** The look of the account pages. */
export const pageStyle = `:root {
  color-scheme: light dark;
  --paper: light-dark(#fbfaf7, #16171b);
  --sheet: light-dark(#ffffff, #1f2126);
  --ink: light-dark(#22242a, #ecebe7);
  --quiet: light-dark(#5f636e, #a4a8b3);
  --line: light-dark(#d9d6cd, #3a3d45);
  --accent: light-dark(#3d4fd1, #97a4ff);
  --on-accent: light-dark(#ffffff, #14161f);
}
* { box-sizing: border-box }
[hidden] { display: none !important }
body {
  margin: 0;
  min-height: 100vh;
  display: grid;
  place-items: center;
  padding: 1.5rem;
  background: var(--paper);
  color: var(--ink);
  font: 1rem/1.55 system-ui, sans-serif;
}
main {
  width: min(100%, 26rem);
  padding: 2rem;
  border: 1px solid var(--line);
  border-radius: 1rem;
  background: var(--sheet);
}
.brand { margin: 0 0 1.5rem; font-weight: 650; letter-spacing: -0.01em; color: var(--accent) }
h1 { margin: 0 0 0.5rem; font-size: 1.45rem; line-height: 1.25; letter-spacing: -0.015em }
#message { margin: 0 0 1.25rem; color: var(--quiet) }
form { display: grid; gap: 1rem }
label { display: grid; gap: 0.35rem; font-size: 0.9rem; font-weight: 550 }
input {
  width: 100%;
  padding: 0.65rem 0.75rem;
  border: 1px solid var(--line);
  border-radius: 0.55rem;
  background: var(--paper);
  color: inherit;
  font: inherit;
}
button {
  padding: 0.7rem 1rem;
  border: 0;
  border-radius: 0.55rem;
  background: var(--accent);
  color: var(--on-accent);
  font: inherit;
  font-weight: 600;
  cursor: pointer;
}
button[disabled] { opacity: 0.6; cursor: progress }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
`
