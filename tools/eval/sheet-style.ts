/**
 * Light and dark by the system's setting, and a switch for the other one; no script, so that the sheet can be
 * opened safely.
 */
export const sheetStyle = `
:root { color-scheme: light dark; --ground: light-dark(#f6f7f9, #14171c); --card: light-dark(#fff, #1d2128); --edge: light-dark(#e2e5ea, #2d323b);
  --ink: light-dark(#1b1f26, #e8eaee); --soft: light-dark(#667080, #98a2b3); --good: light-dark(#0b7a4b, #4ade9b); --bad: light-dark(#b42318, #ff8a7d); }
:root:has(#light:checked) { color-scheme: light; }
:root:has(#dark:checked) { color-scheme: dark; }
* { box-sizing: border-box; }
body { margin: 0; padding: 32px clamp(16px, 4vw, 56px) 64px; background: var(--ground); color: var(--ink); font: 14px/1.45 system-ui, sans-serif; }
header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 16px; margin-bottom: 20px; }
h1 { font-size: 24px; margin: 0; letter-spacing: -0.01em; }
header p { margin: 0; color: var(--soft); flex: 1; }
fieldset { border: 1px solid var(--edge); border-radius: 8px; padding: 2px; margin: 0; display: flex; background: var(--card); }
fieldset label { padding: 3px 10px; border-radius: 6px; cursor: pointer; color: var(--soft); }
fieldset label:has(:checked) { background: var(--edge); color: var(--ink); }
fieldset label:has(:focus-visible) { outline: 2px solid #6366f1; }
fieldset input { position: absolute; opacity: 0; pointer-events: none; }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(132px, 1fr)); margin: 0 0 28px; background: var(--card); border: 1px solid var(--edge); border-radius: 12px; overflow: hidden; }
dl div { padding: 12px 16px; box-shadow: 0 0 0 0.5px var(--edge); }
dt { color: var(--soft); font-size: 12px; }
dd { margin: 2px 0 0; font-size: 19px; font-weight: 600; font-variant-numeric: tabular-nums; }
dd small { display: block; font-size: 12px; font-weight: 400; color: var(--soft); }
main { display: grid; grid-template-columns: repeat(auto-fill, minmax(208px, 1fr)); gap: 16px; }
article { background: var(--card); border: 1px solid var(--edge); border-radius: 12px; overflow: hidden; display: flex; flex-direction: column; }
figure { margin: 0; aspect-ratio: 1; background: #fff; display: grid; place-items: center; border-bottom: 1px solid var(--edge); }
figure img { width: 100%; height: 100%; display: block; }
figure.none { background: repeating-linear-gradient(45deg, var(--card) 0 10px, var(--ground) 10px 20px); color: var(--bad); font-weight: 600; }
article > div { padding: 10px 12px 12px; display: flex; flex-direction: column; gap: 6px; flex: 1; }
h2 { font-size: 14px; font-weight: 600; margin: 0; text-wrap: pretty; }
ul { list-style: none; display: flex; flex-wrap: wrap; gap: 4px; margin: 0; padding: 0; }
li { font-size: 11px; padding: 1px 7px; border-radius: 99px; border: 1px solid var(--edge); color: var(--soft); }
li.good { color: var(--good); } li.bad { color: var(--bad); border-color: currentColor; }
article p { margin: auto 0 0; font-size: 12px; color: var(--soft); font-variant-numeric: tabular-nums; }
article p.fault { margin: 0; color: var(--bad); }
@media print { fieldset { display: none; } article { break-inside: avoid; } }
`
