/** A picture as a drawing program exports it: legal, but large or unusual. */
export interface ProgramExport {
  program: string
  source: string
  /** Contains text, so that rendering it needs fonts. */
  text?: boolean
}

const SVG = 'xmlns="http://www.w3.org/2000/svg"'
const XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
const range = (count: number, item: (index: number) => string): string => Array.from({ length: count }, (_, index) => item(index)).join('\n')
/** Pseudo-random values from 0 to `size`, the same in every run. */
const spread = (index: number, step: number, size: number): string => ((index * step) % size).toFixed(3)

const plotOfPoints = (count: number): string => `<?xml version="1.0" encoding="utf-8" standalone="no"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"
  "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg ${XLINK} width="460.8pt" height="345.6pt" viewBox="0 0 460.8 345.6" ${SVG} version="1.1">
 <metadata><rdf:RDF xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:cc="http://creativecommons.org/ns#" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
   <cc:Work><dc:type rdf:resource="http://purl.org/dc/dcmitype/StillImage"/><dc:date>2026-01-01T00:00:00</dc:date></cc:Work></rdf:RDF></metadata>
 <defs><style type="text/css">*{stroke-linejoin: round; stroke-linecap: butt}</style></defs>
 <g id="figure_1"><g id="patch_1"><path d="M 0 345.6 \nL 460.8 345.6 \nL 460.8 0 \nL 0 0 \nz\n" style="fill: #ffffff"/></g>
  <g id="axes_1"><defs><path id="m0a1" d="M 0 3 \nC 0.795609 3 1.55874 2.683901 2.12132 2.12132 \nC 2.683901 1.55874 3 0.795609 3 0 \nC 3 -0.795609 2.683901 -1.55874 2.12132 -2.12132 \nC 1.55874 -2.683901 0.795609 -3 0 -3 \nC -0.795609 -3 -3 -1.5 -3 0 \nz\n" style="stroke: #1f77b4"/></defs>
   <g clip-path="url(#p0b2)">${range(count, (i) => `    <use xlink:href="#m0a1" x="${spread(i, 37.77, 460.8)}" y="${spread(i, 91.31, 345.6)}" style="fill: #1f77b4; stroke: #1f77b4"/>`)}</g>
   <g id="text_1"><g style="fill: #262626" transform="translate(54.418 322.198) scale(0.1 -0.1)"><defs><path id="DejaVuSans-30" d="M 2034 4250 \nQ 1547 4250 1301 3770 \nQ 1056 3291 1056 2328 \nL 2034 -91 \nz\n" transform="scale(0.015625)"/></defs><use xlink:href="#DejaVuSans-30"/><use xlink:href="#DejaVuSans-30" transform="translate(63.623 0)"/></g></g></g></g>
 <defs><clipPath id="p0b2"><rect x="57.6" y="41.472" width="357.12" height="266.112"/></clipPath></defs>
</svg>
`

const mapWithClasses = (count: number): string => `<svg ${SVG} width="960" height="600" class="map" font-family="sans-serif">
<style>
.county { fill: none; stroke: #fff; stroke-width: .25px; }
.county.q1-9, .legend .q1-9 { fill: rgb(222,235,247) }
.county.q2-9 { fill: #9ecae1; } .county.q3-9 { fill: hsl(207, 44%, 49%) }
.states path { fill: none; stroke: #000; stroke-linejoin: round; }
.county:hover { fill: orange }
@media print { .county { stroke: none } }
g.counties > path.q2-9 { opacity: .9 }
</style>
<g class="counties">${range(count, (i) => `<path id="c${i}" class="county q${(i % 3) + 1}-9" d="M${spread(i, 97.3, 940)},${spread(i, 53.9, 580)}l9.5,1L${spread(i, 97.3, 940)},${(Number(spread(i, 53.9, 580)) + 12.25).toFixed(3)}l-3.25-4Z"/>`)}</g>
<g class="states"><path d="M10,10L950,20L940,590L20,580Z"/></g></svg>`

const drawingWithEditorData = (count: number): string => `<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- Created with Inkscape (http://www.inkscape.org/) -->
<svg width="210mm" height="297mm" viewBox="0 0 210 297" version="1.1" id="svg5" inkscape:version="1.2" sodipodi:docname="a.svg" xml:space="preserve"
   xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" ${XLINK} ${SVG} xmlns:svg="http://www.w3.org/2000/svg" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <sodipodi:namedview id="n7" pagecolor="#ffffff" inkscape:zoom="0.7"><inkscape:grid type="xygrid" id="g1"/></sodipodi:namedview>
  <defs id="defs2"><linearGradient inkscape:collect="always" id="l1"><stop style="stop-color:#ff0000;stop-opacity:1;" offset="0" id="s1"/><stop style="stop-color:#0000ff;stop-opacity:0.5" offset="1" id="s2"/></linearGradient>
   <linearGradient inkscape:collect="always" xlink:href="#l1" id="l2" x1="10" y1="10" x2="180" y2="200" gradientUnits="userSpaceOnUse" gradientTransform="matrix(1,0,0,0.9,0,2.5)"/>
   <radialGradient xlink:href="#l1" id="r1" cx="50%" cy="50%" r="50%" fx="25%" fy="25%"/>
   <filter inkscape:label="Blur" style="color-interpolation-filters:sRGB" id="f1" x="-0.1" y="-0.1" width="1.2" height="1.2"><feGaussianBlur stdDeviation="1.5" id="b1"/></filter></defs>
  <g inkscape:label="Layer 1" inkscape:groupmode="layer" id="layer1" style="display:inline">
   <rect style="fill:url(#l2);fill-rule:evenodd;stroke-width:0.264583" id="r2" width="150" height="200" x="20" y="30" ry="9.5"/>
   <circle id="c3" cx="100" cy="120" r="40" style="fill:url(#r1);filter:url(#f1)" sodipodi:type="arc"/>
   ${range(count, (i) => `<path style="color:#000000;display:inline;overflow:visible;visibility:visible;opacity:1;fill:#${((i * 7919) % 4096).toString(16).padStart(3, '0')};fill-opacity:1;fill-rule:nonzero;stroke:none;stroke-width:0.5;stroke-linecap:butt;stroke-linejoin:miter;stroke-miterlimit:4;stroke-dasharray:none;stroke-dashoffset:0;stroke-opacity:1;marker:none;enable-background:accumulate;-inkscape-font-specification:Sans" d="m ${spread(i, 17.3, 200)},${spread(i, 29.7, 280)} c 2,1 4.5,1e0 6,3 l -5,4.2e-1 z" id="path${i}" inkscape:connector-curvature="0" sodipodi:nodetypes="ccc"/>`)}
   <path sodipodi:type="star" style="fill:none;stroke:#123;stroke-width:2;-inkscape-stroke:none" id="s9" d="M 40,250 60,210 80,250 30,225 h 60 z" transform="rotate(10)"/></g>
</svg>`

const drawingWithEntities = `<?xml version="1.0" encoding="utf-8"?>
<!-- Generator: Adobe Illustrator 13.0.0, SVG Export Plug-In . SVG Version: 6.00 Build 14948)  -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" [
	<!ENTITY ns_extend "http://ns.adobe.com/Extensibility/1.0/">
	<!ENTITY ns_ai "http://ns.adobe.com/AdobeIllustrator/10.0/">
	<!ENTITY ns_graphs "http://ns.adobe.com/Graphs/1.0/">
	<!ENTITY ns_svg "http://www.w3.org/2000/svg">
	<!ENTITY ns_xlink "http://www.w3.org/1999/xlink">
	<!ENTITY st0 "fill:#F15A24;stroke:#1A1A1A;stroke-width:3;">
]>
<svg version="1.1" id="Layer_1" xmlns:x="&ns_extend;" xmlns:i="&ns_ai;" xmlns:graph="&ns_graphs;" xmlns="&ns_svg;" xmlns:xlink="&ns_xlink;"
	 x="0px" y="0px" width="200px" height="150px" viewBox="0 0 200 150" style="enable-background:new 0 0 200 150;" xml:space="preserve">
<switch><foreignObject requiredExtensions="&ns_ai;" x="0" y="0" width="1" height="1"><i:pgfRef xlink:href="#adobe_illustrator_pgf"></i:pgfRef></foreignObject>
<g i:extraneous="self"><path style="&st0;" d="M20,20h80v60c0,20-30,40-80,30V20z"/><use xlink:href="#SVGID_1_" style="overflow:visible;fill:#29ABE2;"/><g><defs><circle id="SVGID_1_" cx="140" cy="70" r="35"/></defs>
<clipPath id="SVGID_2_"><use xlink:href="#SVGID_1_" style="overflow:visible;"/></clipPath><rect x="105" y="60" style="clip-path:url(#SVGID_2_);fill:#8CC63F;" width="90" height="90"/></g></g></switch>
<i:pgf id="adobe_illustrator_pgf"><![CDATA[ eJzs ]]></i:pgf></svg>`

export const PROGRAM_EXPORTS: readonly ProgramExport[] = [
  { program: 'matplotlib', source: plotOfPoints(1200) },
  { program: 'matplotlib, a large scatter plot', source: plotOfPoints(7000) },
  { program: 'd3, a map of counties', source: mapWithClasses(3142) },
  { program: 'd3, a map of all there is', source: mapWithClasses(6000) },
  { program: 'Inkscape', source: drawingWithEditorData(400) },
  { program: 'Inkscape, a technical drawing', source: drawingWithEditorData(1500) },
  { program: 'Illustrator with entities', source: drawingWithEntities },
  {
    program: 'Figma',
    source: `<svg width="120" height="80" viewBox="0 0 120 80" fill="none" ${SVG}><g clip-path="url(#clip0_1_2)"><rect width="120" height="80" rx="12" fill="#F5F5F5"/><mask id="mask0_1_2" style="mask-type:luminance" maskUnits="userSpaceOnUse" x="10" y="10" width="60" height="60"><path d="M10 10H70V70H10V10Z" fill="white"/></mask><g mask="url(#mask0_1_2)"><g filter="url(#filter0_d_1_2)"><path fill-rule="evenodd" clip-rule="evenodd" d="M40 20C51.0457 20 60 28.9543 60 40C60 51.0457 51.0457 60 40 60C28.9543 60 20 51.0457 20 40C20 28.9543 28.9543 20 40 20ZM40 30C34 30 30 34 30 40C30 46 34 50 40 50C46 50 50 46 50 40C50 34 46 30 40 30Z" fill="url(#paint0_linear_1_2)"/></g></g></g><g style="mix-blend-mode:multiply"><circle cx="85" cy="40" r="22" fill="url(#paint1_radial_1_2)" fill-opacity="0.8"/></g><defs><filter id="filter0_d_1_2" x="16" y="20" width="48" height="48" filterUnits="userSpaceOnUse" color-interpolation-filters="sRGB"><feFlood flood-opacity="0" result="BackgroundImageFix"/><feColorMatrix in="SourceAlpha" type="matrix" values="0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 127 0" result="hardAlpha"/><feOffset dy="4"/><feGaussianBlur stdDeviation="2"/><feComposite in2="hardAlpha" operator="out"/><feColorMatrix type="matrix" values="0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0.25 0"/><feBlend mode="normal" in2="BackgroundImageFix" result="effect1_dropShadow_1_2"/><feBlend mode="normal" in="SourceGraphic" in2="effect1_dropShadow_1_2" result="shape"/></filter><linearGradient id="paint0_linear_1_2" x1="40" y1="20" x2="40" y2="60" gradientUnits="userSpaceOnUse"><stop stop-color="#FF7A00"/><stop offset="1" stop-color="#FF0069" stop-opacity="0.7"/></linearGradient><radialGradient id="paint1_radial_1_2" cx="0" cy="0" r="1" gradientUnits="userSpaceOnUse" gradientTransform="translate(85 40) rotate(90) scale(22)"><stop stop-color="#0085FF"/><stop offset="1" stop-color="#0085FF" stop-opacity="0"/></radialGradient><clipPath id="clip0_1_2"><rect width="120" height="80" fill="white"/></clipPath></defs></svg>`,
  },
  {
    program: 'gnuplot',
    text: true,
    source: `<?xml version="1.0" encoding="utf-8"  standalone="no"?>
<svg width="600" height="480" viewBox="0 0 600 480" ${SVG} ${XLINK}><title>Gnuplot</title><desc>Produced by GNUPLOT 5.4 patchlevel 2 </desc>
<g id="gnuplot_canvas"><rect x="0" y="0" width="600" height="480" fill="none"/><defs><circle id='gpDot' r='0.5' stroke-width='0.5' stroke='currentColor'/><path id='gpPt0' stroke-width='0.222' stroke='currentColor' d='M-1,0 h2 M0,-1 v2'/><path id='gpPt1' stroke-width='0.222' stroke='currentColor' d='M-1,-1 L1,1 M1,-1 L-1,1'/></defs>
<g fill="none" color="white" stroke="currentColor" stroke-width="1.00" stroke-linecap="butt" stroke-linejoin="miter"></g>
<g fill="none" color="black" stroke="currentColor" stroke-width="1.00"><path stroke='gray' stroke-dasharray='2,4' class="gridline" d='M54.53,444.00 L575.00,444.00'/><g transform="translate(46.14,447.90)" stroke="none" fill="black" font-family="Arial" font-size="12.00" text-anchor="end"><text><tspan font-family="Arial" >-1</tspan></text></g></g>
<g fill="none" stroke="currentColor" color='rgb(148,   0, 211)' stroke-width="1.00"><path d='M54.5,230.4 ${range(500, (i) => `L${(54.5 + i).toFixed(2)},${(230 + 180 * Math.sin(i / 30)).toFixed(2)}`)}'/>${range(300, (i) => `<use xlink:href='#gpPt${i % 2}' transform='translate(${54 + i * 1.7},${200 + (i % 40)}) scale(4.50)'/>`)}</g></g></svg>`,
  },
  {
    program: 'potrace',
    source: `<?xml version="1.0" standalone="no"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 20010904//EN"
 "http://www.w3.org/TR/2001/REC-SVG-20010904/DTD/svg10.dtd">
<svg version="1.0" ${SVG} width="512.000000pt" height="512.000000pt" viewBox="0 0 512.000000 512.000000" preserveAspectRatio="xMidYMid meet">
<metadata>
Created by potrace 1.16, written by Peter Selinger 2001-2019
</metadata>
<g transform="translate(0.000000,512.000000) scale(0.100000,-0.100000)" fill="#000000" stroke="none"><path d="M2340 5114 c-19 -2 -87 -9 -150 -15${range(9000, (i) => `-${i % 17} ${(i % 23) - 11} ${(i % 31) - 15} -${i % 7} ${(i % 13) - 6} ${(i % 29) - 14}`)}z m-500 -900 l900 0 0 -800 z"/></g></svg>`,
  },
  {
    program: 'Sketch',
    source: `<?xml version="1.0" encoding="UTF-8"?><svg width="64px" height="64px" viewBox="0 0 64 64" version="1.1" ${SVG} ${XLINK}><title>Icon</title><desc>Created with Sketch.</desc><defs><polygon id="path-1" points="0.1 0.2 60 0.2 60 60 0.1 60"></polygon><rect id="path-3" x="0" y="0" width="40" height="40" rx="8"></rect><filter x="-10%" y="-7.5%" width="120%" height="120%" filterUnits="objectBoundingBox" id="filter-4"><feOffset dx="0" dy="1" in="SourceAlpha" result="shadowOffsetOuter1"></feOffset><feGaussianBlur stdDeviation="1" in="shadowOffsetOuter1" result="shadowBlurOuter1"></feGaussianBlur><feColorMatrix values="0 0 0 0 0   0 0 0 0 0   0 0 0 0 0  0 0 0 0.4 0" type="matrix" in="shadowBlurOuter1"></feColorMatrix></filter></defs><g id="Page-1" stroke="none" stroke-width="1" fill="none" fill-rule="evenodd" sketch:type="MSPage" xmlns:sketch="http://www.bohemiancoding.com/sketch/ns"><g transform="translate(2.000000, 2.000000)"><mask id="mask-2" fill="white"><use xlink:href="#path-1"></use></mask><g id="Clip-2"></g><path d="M30,0 C46.5685425,0 60,13.4314575 60,30 L30,60 L0,30 Z" fill="#4A90E2" mask="url(#mask-2)"></path><g transform="translate(10.000000, 10.000000)"><use fill="black" fill-opacity="1" filter="url(#filter-4)" xlink:href="#path-3"></use><use fill="#F8E71C" fill-rule="evenodd" xlink:href="#path-3"></use></g></g></g></svg>`,
  },
  {
    program: 'drawio',
    text: true,
    source: `<svg ${SVG} ${XLINK} version="1.1" width="241px" height="161px" viewBox="-0.5 -0.5 241 161" content="&lt;mxfile host=&quot;app.diagrams.net&quot;&gt;&lt;/mxfile&gt;" style="background-color: rgb(255, 255, 255);"><defs><linearGradient x1="0%" y1="0%" x2="0%" y2="100%" id="mx-gradient-dae8fc-1-7ea6e0-1-s-0"><stop offset="0%" style="stop-color: rgb(218, 232, 252); stop-opacity: 1;"/><stop offset="100%" style="stop-color: rgb(126, 166, 224); stop-opacity: 1;"/></linearGradient></defs><g><rect x="0" y="0" width="120" height="60" rx="9" ry="9" fill="url(#mx-gradient-dae8fc-1-7ea6e0-1-s-0)" stroke="#6c8ebf" pointer-events="all"/><g transform="translate(-0.5 -0.5)"><switch><foreignObject style="overflow: visible; text-align: left;" pointer-events="none" width="100%" height="100%" requiredFeatures="http://www.w3.org/TR/SVG11/feature#Extensibility" requiredExtensions="http://www.w3.org/1999/xhtml"><div xmlns="http://www.w3.org/1999/xhtml" style="display: flex;">Start</div></foreignObject><text x="60" y="34" fill="#000000" font-family="Helvetica" font-size="12px" text-anchor="middle">Start</text></switch></g><path d="M 60 60 L 60 100 L 113.63 100" fill="none" stroke="#000" stroke-miterlimit="10" pointer-events="stroke"/><path d="M 118.88 100 L 111.88 103.5 L 113.63 100 L 111.88 96.5 Z" fill="#000" stroke="#000" stroke-miterlimit="10" pointer-events="all"/><ellipse cx="180" cy="100" rx="60" ry="40" fill="#d5e8d4" stroke="#82b366" pointer-events="all"/></g></svg>`,
  },
  {
    program: 'a browser, every element with its namespace',
    source: `<svg ${SVG} viewBox="0 0 100 100">${range(900, (i) => `<g ${SVG}><rect ${SVG} x="${i % 100}" y="${Math.floor(i / 9)}" width=".8" height=".8" fill="#${(i * 4099).toString(16).padStart(6, '0').slice(-6)}"/></g>`)}</svg>`,
  },
]
