/** Drawings of our own (see `own-art.ts`): what lies about in a house, at a desk and in a workshop. */
export const ownHome: Readonly<Record<string, string>> = {
  'cutting board':
    '<path fill="#a56a43" d="M5 9h20a2 2 0 0 1 2 2v15a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V11a2 2 0 0 1 2-2"/><path fill="#c98d5e" d="M5 9h20a2 2 0 0 1 2 2v13.500a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V11a2 2 0 0 1 2-2"/><path fill="#c98d5e" d="M12.500 3h5a1.500 1.500 0 0 1 1.500 1.500V10h-8V4.500A1.500 1.500 0 0 1 12.500 3"/><circle cx="15" cy="6" r="1.500" fill="#6d4534"/><path fill="#b07a4e" d="M6 14h14v1H6zM10 20h14v1H10z"/>',
  colander:
    '<path fill="#7d8998" d="M1 11h30v2.500H1zM11 26h10v3H11z"/><path fill="#b8c3d0" d="M4 12.500h24c0 8-5 14-12 14s-12-6-12-14"/><g fill="#5b6470"><circle cx="9" cy="16.500" r="1.100"/><circle cx="13.700" cy="16.500" r="1.100"/><circle cx="18.300" cy="16.500" r="1.100"/><circle cx="23" cy="16.500" r="1.100"/><circle cx="11.300" cy="20.500" r="1.100"/><circle cx="16" cy="20.500" r="1.100"/><circle cx="20.700" cy="20.500" r="1.100"/></g>',
  ashtray:
    '<ellipse cx="16" cy="20" rx="13" ry="5" fill="#9aa6b4"/><path fill="#7d8998" d="M3 20v3c0 3 6 5.500 13 5.500S29 26 29 23v-3c0 3-6 5-13 5S3 23 3 20"/><ellipse cx="16" cy="20" rx="9.500" ry="3.200" fill="#5b6470"/><path fill="#f4f1ea" d="m15 18 11-6.500 1.200 2-11 6.500z"/><path fill="#e08a3a" d="m13 19.200 3.200-1.900 1.200 2-3.200 1.900z"/>',
  dustpan:
    '<path fill="#c0392b" d="M14 2h4v12h-4z"/><path fill="#e05a4a" d="M5 14h22l3 14a1.500 1.500 0 0 1-1.500 2h-25A1.500 1.500 0 0 1 2 28z"/><path fill="#b5382c" d="M7.500 17h17l1.800 9H5.700z"/>',
  doorknob:
    '<path fill="#c98d5e" d="M6 2h20v28H6z"/><path fill="#a56a43" d="M8.500 5h15v9h-15zM8.500 24h15v4h-15z"/><circle cx="16" cy="19" r="5.500" fill="#b5862a"/><circle cx="16" cy="19" r="4" fill="#f0c24a"/><circle cx="14.700" cy="17.700" r="1.200" fill="#fbe6a8"/>',
  deckchair:
    '<path fill="#a56a43" d="M3.500 29 22 8l1.800 1.600L5.300 30.600zM28.500 29.500 10 11l-1.700 1.700L26.800 31zM6 24h19v2H6z"/><path fill="#3f8fd0" d="M20.500 3 26 7.500c-2 6-6 12.500-14 16.500l-7-.5C14 19.500 18 11 20.500 3"/><path fill="#f4f6f9" d="m22.300 4.500 1.900 1.500c-2.200 7-6.700 14-14.200 18l-2.700-.2C15.700 19.500 20 12 22.300 4.500"/>',
  'garden hose':
    '<circle cx="14" cy="19" r="11" fill="#3f9d5a"/><circle cx="14" cy="19" r="8.500" fill="#2f7d46"/><circle cx="14" cy="19" r="7" fill="#4fb36c"/><circle cx="14" cy="19" r="4" fill="#fff"/><path fill="#3f9d5a" d="M14 8c6-2 9-1.500 12-4l1.800 2C24 9.500 20 10 15 11z"/><path fill="#e0a83a" d="m25 2.500 3.500-1.500 2 3.500-3.500 2z"/>',
  lampshade:
    '<path fill="#f2c14e" d="M10 6h12l7 19H3z"/><path fill="#ffd877" d="M13.500 6h5l3 19h-11z"/><path fill="#c98f2f" d="M9.500 4.500h13v2h-13zM2.500 24.500h27v2.500h-27z"/>',
  lunchbox:
    '<path fill="#7a3b34" d="M11 5h10a2 2 0 0 1 2 2v4h-2.500V7.500h-9V11H9V7a2 2 0 0 1 2-2"/><path fill="#e0503f" d="M4 10h24a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V12a2 2 0 0 1 2-2"/><path fill="#b83c2e" d="M2 16.500h28v2H2z"/><path fill="#f2c14e" d="M13.500 15h5v5h-5z"/>',
  'measuring cup':
    '<path fill="#bfe0f2" d="M5 5h20v21a3 3 0 0 1-3 3H8a3 3 0 0 1-3-3z"/><path fill="#5fb3e6" d="M5 15h20v11a3 3 0 0 1-3 3H8a3 3 0 0 1-3-3z"/><path fill="#9cc4dc" d="M25 9h3a3 3 0 0 1 3 3v7a3 3 0 0 1-3 3h-3v-2.500h2.500a1 1 0 0 0 1-1v-6a1 1 0 0 0-1-1H25zM3 5h22v2H4z"/><path fill="#c0392b" d="M8 10h6v1.300H8zM8 14h4v1.300H8zM8 18h6v1.300H8zM8 22h4v1.300H8z"/>',
  ottoman:
    '<path fill="#6d4534" d="M6 25h3l-.5 5h-2zM23 25h3l-.5 5h-2z"/><path fill="#7f5ab0" d="M3 16h26v8a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2z"/><path fill="#9a76cb" d="M4 11h24a2.500 2.500 0 0 1 2.500 2.500v1A2.500 2.500 0 0 1 28 17H4a2.500 2.500 0 0 1-2.500-2.500v-1A2.500 2.500 0 0 1 4 11"/><circle cx="10" cy="14" r="1" fill="#6a4796"/><circle cx="16" cy="14" r="1" fill="#6a4796"/><circle cx="22" cy="14" r="1" fill="#6a4796"/>',
  saucer:
    '<ellipse cx="16" cy="20" rx="15" ry="6" fill="#c9d3de"/><ellipse cx="16" cy="18.500" rx="15" ry="6" fill="#eef3f8"/><ellipse cx="16" cy="18.500" rx="8" ry="3" fill="#d5dee8"/><ellipse cx="16" cy="18" rx="6.500" ry="2.200" fill="#f8fafc"/>',
  sieve:
    '<path fill="#8a5f3a" d="m20.500 9.500 8-8L31 4l-8 8z"/><circle cx="13" cy="18" r="12" fill="#8a98a8"/><circle cx="13" cy="18" r="9.800" fill="#e3e9ef"/><path fill="#aab5c0" d="M8.500 9.300h1v17.400h-1zM12.500 8.300h1v19.400h-1zM16.500 9.300h1v17.400h-1zM4.300 13.500h17.400v1H4.300zM3.300 17.500h19.400v1H3.300zM4.300 21.500h17.400v1H4.300z"/>',
  spatula:
    '<path fill="#4a3428" d="M14.500 17h3l.5 12.500a2 2 0 0 1-4 0z"/><path fill="#8a98a8" d="M15 11h2v8h-2z"/><path fill="#b8c3d0" d="M9.500 1.500h13l-1 8.500a2 2 0 0 1-2 1.700h-7a2 2 0 0 1-2-1.700z"/><path fill="#6f7b88" d="M12.500 3.500h1.300v5h-1.300zM15.300 3.500h1.400v5h-1.400zM18.200 3.500h1.300v5h-1.300z"/>',
  'drinking straw':
    '<path fill="#f4f6f9" d="M12 9h4v22h-4z"/><path fill="#e0503f" d="M12 12h4v3h-4zM12 18h4v3h-4zM12 24h4v3h-4z"/><path fill="#f4f6f9" d="M12 9.500 22.500 1l2.500 3-9 7.500z"/><path fill="#e0503f" d="m15 7 2.500-2 2.500 3-2.500 2zM19.700 3.300 22.500 1l2.500 3-2.800 2.300z"/>',
  'tube of toothpaste':
    '<path fill="#e8eef5" d="M10.500 4h11l3.500 22H7z"/><path fill="#3f9fd0" d="M9.500 11h13l1.300 8H8.200z"/><path fill="#e0503f" d="M8.200 19h15.600l.4 2.500H7.800z"/><path fill="#2f7fb0" d="M12.500 1h7v3h-7z"/><path fill="#c3cdd9" d="M6.500 26h19v4h-19z"/>',
  'serving tray':
    '<path fill="#a56a43" d="M1 13h3v6H1zM28 13h3v6h-3z"/><path fill="#c98d5e" d="M3 12h26a1 1 0 0 1 1 1v2c0 4-3 7-7 7H9c-4 0-7-3-7-7v-2a1 1 0 0 1 1-1"/><path fill="#8a5736" d="M3.500 14h25c-.4 3.200-2.800 5.500-6 5.500h-13c-3.200 0-5.600-2.300-6-5.500"/>',
  quilt:
    '<path fill="#7fb0e0" d="M3 4h26v24H3z"/><path fill="#e86a7a" d="M3 4h8.700v8H3zM20.300 4H29v8h-8.700zM11.700 12h8.600v8h-8.600zM3 20h8.700v8H3zM20.300 20H29v8h-8.700z"/><path fill="#f6d36a" d="M7.300 6.500 9 8 7.300 9.600 5.700 8zM24.700 6.500 26.300 8l-1.600 1.600L23 8zM16 14.500l1.600 1.500-1.600 1.600-1.600-1.600zM7.300 22.500 9 24l-1.700 1.600L5.700 24zM24.700 22.500l1.600 1.500-1.600 1.600L23 24z"/>',
  'air conditioner':
    '<path fill="#e9eef4" d="M3 6h26a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H3a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2"/><path fill="#b8c3d0" d="M4 13.500h24V16H4z"/><circle cx="27" cy="9.500" r="1.100" fill="#3fbf6b"/><path fill="#6fb8ea" d="M8 20c-2 2 2 3.500 0 6.500l1.600 1C12.500 23.500 8 22 9.700 20.500zM15.200 20c-2 2 2 3.500 0 6.500l1.600 1c2.900-4-1.600-5.500.1-7zM22.400 20c-2 2 2 3.500 0 6.500l1.600 1c2.900-4-1.600-5.500.1-7z"/>',
  binder:
    '<path fill="#2f5aa8" d="M5 2h21a2 2 0 0 1 2 2v24a2 2 0 0 1-2 2H5z"/><path fill="#3f74cf" d="M9 2h17a2 2 0 0 1 2 2v24a2 2 0 0 1-2 2H9z"/><path fill="#f4f6f9" d="M14 7h10v8H14z"/><path fill="#9aa6b4" d="M3.500 7h4.500v2H3.500zM3.500 15h4.500v2H3.500zM3.500 23h4.500v2H3.500zM16 9.500h6v1.200h-6zM16 12h4v1.200h-4z"/>',
  chalkboard:
    '<path fill="#8a5736" d="M2 5h28v20H2z"/><path fill="#2f6b4f" d="M4 7h24v16H4z"/><path fill="#6d4534" d="M1.500 25h29v2.500h-29z"/><path fill="#fff" d="M18 24h5v1.300h-5z"/><path fill="#d9e8df" d="M7 11h9v1.300H7zM7 14.500h13v1.300H7zM7 18h7v1.300H7z"/>',
  whiteboard:
    '<path fill="#9aa6b4" d="M2 4h28v19H2zM9 23h2l-2.500 7h-2zM21 23h2l2.500 7h-2z"/><path fill="#fff" d="M3.500 5.500h25v16h-25z"/><path fill="#3f8fd0" d="M7 16.500 12 11l4 3.500 6-6 1 1.200-7 7-4-3.500-4 4.500z"/><path fill="#e0503f" d="M7 18.500h9v1.200H7z"/>',
  'glue bottle':
    '<path fill="#e0803a" d="M14.500 1h3l1 6h-5z"/><path fill="#c96a28" d="M12 7h8v3h-8z"/><path fill="#f4f6f9" d="M11 10h10c3 2 4 4 4 7v12a1.500 1.500 0 0 1-1.500 1.500h-15A1.500 1.500 0 0 1 7 29V17c0-3 1-5 4-7"/><path fill="#3f74cf" d="M7 18h18v7H7z"/><path fill="#fff" d="M10 20.500h12v2H10z"/>',
  'glue stick':
    '<path fill="#f4f1ea" d="M11.500 3h9v7h-9z"/><path fill="#e0b02a" d="M10 9h12v18H10z"/><path fill="#c0392b" d="M10 13h12v8H10z"/><path fill="#8a6a1a" d="M9.500 27h13v3h-13z"/>',
  magazine:
    '<path fill="#9aa6b4" d="M7 3h20v27H7z"/><path fill="#e86a5a" d="M5 2h20v27H5z"/><path fill="#fff" d="M7.500 4.500h15v4h-15z"/><path fill="#f6c9a0" d="M15 11a4 4 0 0 1 4 4c0 2.500-1.500 4.500-4 4.500S11 17.500 11 15a4 4 0 0 1 4-4"/><path fill="#3f4a8a" d="M8 27c0-4 3-6.500 7-6.500s7 2.500 7 6.500z"/>',
  notepad:
    '<path fill="#f6e27a" d="M5 5h22v25H5z"/><path fill="#e0503f" d="M5 3h22v6H5z"/><path fill="#7d8998" d="M8 1h2v5H8zM13 1h2v5h-2zM18 1h2v5h-2zM23 1h2v5h-2z"/><path fill="#b59a2a" d="M8 13h16v1.300H8zM8 17.500h16v1.300H8zM8 22h11v1.300H8z"/>',
  'sticky note':
    '<path fill="#ffe066" d="M3 3h26v18l-8 8H3z"/><path fill="#d9b52f" d="M29 21h-6a2 2 0 0 0-2 2v6z"/><path fill="#b5932a" d="M7 9h18v1.500H7zM7 14h18v1.500H7zM7 19h9v1.500H7z"/>',
  poster:
    '<path fill="#f4f1ea" d="M5 2h22v28H5z"/><path fill="#3f74cf" d="M7 4h18v15H7z"/><circle cx="20" cy="9" r="2.500" fill="#ffd84d"/><path fill="#2f9d6b" d="m7 19 6-8 5 6 2.500-3L25 19z"/><path fill="#5b6470" d="M8 22h16v2H8zM8 26h10v1.500H8z"/>',
  protractor:
    '<path fill="#6fb8ea" d="M1 23A15 15 0 0 1 31 23v3H1z"/><path fill="#e8f4fc" d="M9 22a7 7 0 0 1 14 0z"/><path fill="#2f6f9f" d="M15.500 9h1v3.500h-1zM3 22h3.500v1H3zM25.500 22H29v1h-3.500zM6.200 12.900l.7-.7 2.500 2.500-.7.700zM25.100 12.200l.7.700-2.500 2.500-.7-.7z"/>',
  'rubber band':
    '<path fill="#d9803a" fill-rule="evenodd" d="M16 5c8 0 14 4.500 14 11s-6 11-14 11S2 22.500 2 16 8 5 16 5m0 2.800C9.500 7.800 5 11.200 5 16s4.500 8.200 11 8.200S27 20.800 27 16s-4.500-8.200-11-8.200"/>',
  'hard drive':
    '<path fill="#5b6470" d="M6 2h20a2 2 0 0 1 2 2v24a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2"/><circle cx="16" cy="13" r="9" fill="#b8c3d0"/><circle cx="16" cy="13" r="3" fill="#7d8998"/><path fill="#2f343c" d="m8 26 8.500-12.500 1.700 1L11 27.500z"/><circle cx="24" cy="26" r="1.300" fill="#3fbf6b"/>',
  'mouse pad':
    '<path fill="#3f4a5a" d="M3 7h26a1.500 1.500 0 0 1 1.500 1.500v17A1.500 1.500 0 0 1 29 27H3a1.500 1.500 0 0 1-1.500-1.500v-17A1.500 1.500 0 0 1 3 7"/><path fill="#4f5d70" d="M3.500 9h25v14.500h-25z"/><path fill="#e9eef4" d="M20 12a4 4 0 0 1 4 4v3a4 4 0 0 1-8 0v-3a4 4 0 0 1 4-4"/><path fill="#8593a3" d="M19.500 12h1v5h-1z"/>',
  'power strip':
    '<path fill="#e9eef4" d="M1.500 11h29v11h-29z"/><path fill="#c3cdd9" d="M1.500 20h29v2h-29z"/><g fill="#5b6470"><circle cx="5.500" cy="15.500" r="1"/><circle cx="8.500" cy="15.500" r="1"/><circle cx="13" cy="15.500" r="1"/><circle cx="16" cy="15.500" r="1"/><circle cx="20.500" cy="15.500" r="1"/><circle cx="23.500" cy="15.500" r="1"/></g><path fill="#e0503f" d="M26.500 13.500h2.500v4h-2.500z"/><path fill="#3f4752" d="M14.500 22h2.500v8h-2.500z"/>',
  tripod:
    '<path fill="#3f4752" d="m15 13 2 .2 9 16.300-1.800 1zM17 13l-2 .2L6 29.500l1.800 1zM15 13h2v17.500h-2z"/><path fill="#2f343c" d="M8 3h16v8H8z"/><path fill="#5b6470" d="M13 11h6v3h-6z"/><circle cx="16" cy="7" r="2.700" fill="#8fc6ea"/>',
  'drill bit':
    '<path fill="#8a98a8" d="M13 2h6v9h-6z"/><path fill="#b8c3d0" d="M13 11h6v14l-3 6-3-6z"/><path fill="#5f6b78" d="m13 13 6 3v2l-6-3zM13 18l6 3v2l-6-3zM13 23l5 2.500-.8 1.500L13 25z"/>',
  hacksaw:
    '<path fill="#5b6470" d="M2 8h18v2.500H4.500V19H2z"/><path fill="#b8c3d0" d="M2 19h20v2.500l-1.500-1-1.500 1-1.500-1-1.500 1-1.500-1-1.500 1-1.500-1-1.500 1-1.500-1-1.500 1-1.500-1-1.500 1z"/><path fill="#e0803a" d="M20 7h5a5 5 0 0 1 5 5v8a3 3 0 0 1-3 3h-5v-4h3v-7.500h-5z"/>',
  hinge:
    '<path fill="#c8983a" d="M2 6h11v20H2zM19 6h11v20H19z"/><path fill="#9a7226" d="M13 5h6v22h-6z"/><g fill="#6d5018"><circle cx="7" cy="10" r="1.500"/><circle cx="7" cy="22" r="1.500"/><circle cx="25" cy="10" r="1.500"/><circle cx="25" cy="22" r="1.500"/></g><path fill="#7a5a1c" d="M13 11.500h6v1h-6zM13 19.500h6v1h-6z"/>',
  hoe: '<path fill="#a56a43" d="M19.500 7 22 8.500 8 30.500 5.500 29z"/><path fill="#7d8998" d="M19 2.500h7.500a2.500 2.500 0 0 1 2.500 2.500v9c-3-.5-4.500-2.500-5-6.500h-6z"/>',
  sandpaper:
    '<path fill="#a8733f" d="M3 5h26v22H3z"/><path fill="#c9965a" d="M29 27h-9c4-1 5-3 5-8 1.500 1.500 3 2 4 2z"/><g fill="#7d5228"><circle cx="7" cy="9" r=".8"/><circle cx="12" cy="12" r=".8"/><circle cx="18" cy="9" r=".8"/><circle cx="24" cy="11" r=".8"/><circle cx="8" cy="17" r=".8"/><circle cx="15" cy="18" r=".8"/><circle cx="21" cy="16" r=".8"/><circle cx="11" cy="23" r=".8"/><circle cx="18" cy="24" r=".8"/></g>',
  'roll of tape':
    '<circle cx="15" cy="15" r="13" fill="#e0c46a"/><circle cx="15" cy="15" r="8.500" fill="#b5933a"/><circle cx="15" cy="15" r="6.500" fill="#fff"/><path fill="#e0c46a" d="M15 25.500h15V29H15z"/>',
  tweezers:
    '<path fill="#8a98a8" d="M14.500 1.500h3l6.500 22-5.500 7-1-1 2.500-6.500-4-14z"/><path fill="#b8c3d0" d="M17.500 1.500h-3L8 23.500l5.500 7 1-1L12 23l4-14z"/>',
  'glue gun':
    '<path fill="#f4f1ea" d="M26 8h5v3h-5z"/><path fill="#e0503f" d="M6 5h20v9h-5l-1 14a2 2 0 0 1-2 2h-4a2 2 0 0 1-2-2l1-14H6z"/><path fill="#3f4752" d="M1 8h5v4H1zM10.500 14h2.500v7h-1.300z"/>',
  peeler:
    '<path fill="#e0803a" d="M14 15h4v14a2 2 0 0 1-4 0z"/><path fill="#8a98a8" d="M9 2h2.500v9.500c0 2 1.500 3.500 4.500 3.500s4.500-1.500 4.500-3.500V2H23v10c0 3-2.500 5-7 5s-7-2-7-5z"/><path fill="#c3cdd9" d="M11 4h10v3H11z"/>',
  grater:
    '<path fill="#3f4752" d="M11 1h10v2.500h-1.500V7h-7V3.500H11z"/><path fill="#b8c3d0" d="M10 6h12l4 24H6z"/><path fill="#6f7b88" d="M13 10h2v1.500h-2zM17 10h2v1.500h-2zM11.500 14h2v1.500h-2zM15 14h2v1.500h-2zM18.500 14h2v1.500h-2zM12.500 18h2v1.500h-2zM17 18h2v1.500h-2zM10.500 22h2v1.500h-2zM15 22h2v1.500h-2zM19.500 22h2v1.500h-2z"/>',
  'paint tube':
    '<path fill="#e9eef4" d="M10 9h12l2 18H8z"/><path fill="#3f74cf" d="M9.500 14h13l.9 8H8.600z"/><path fill="#2f343c" d="M13 5h6v4h-6z"/><path fill="#c3cdd9" d="M7.500 27h17v3h-17z"/><path fill="#3f74cf" d="M16 1c2 2 2.500 2.700 2.500 4h-5c0-1.300.5-2 2.500-4"/>',
}
