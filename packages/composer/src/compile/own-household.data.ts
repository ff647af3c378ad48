/** Drawings of our own (see `own-art.ts`): things of the house, food and symbols. */
export const ownHousehold: Readonly<Record<string, string>> = {
  bottle:
    '<path fill="#3f8f5f" d="M13 8h6v3.2c0 1.6 3 2.6 3 6V28a2 2 0 0 1-2 2h-8a2 2 0 0 1-2-2V17.2c0-3.4 3-4.4 3-6z"/>' +
    '<path fill="#56b27a" d="M14.2 8h1.8v3.6c0 2-3 2.6-3 5.6V30h-1a2 2 0 0 1-2-2V17.2c0-3.4 3-4.4 3-6V8z"/>' +
    '<path fill="#f4ead2" d="M10 18h12v7H10z"/><path fill="#d8574f" d="M12 20h8v1.4h-8zM13.5 22.3h5v1h-5z"/>' +
    '<path fill="#c9a227" d="M12.5 3.5h7A.7.7 0 0 1 20.2 4.2v3.6a.7.7 0 0 1-.7.7h-7a.7.7 0 0 1-.7-.7V4.2a.7.7 0 0 1 .7-.7"/>',
  sofa: '<path fill="#5b4a42" d="M5 26h2.5v3H5zM24.5 26H27v3h-2.5z"/><path fill="#2f6fb5" d="M6.5 9h19A3.5 3.5 0 0 1 29 12.5V22H3v-9.5A3.5 3.5 0 0 1 6.5 9"/><path fill="#3d85d1" d="M7.5 11H15.5v8h-8zM16.5 11H24.5v8h-8z"/><path fill="#4b97e3" d="M6 18h20v5.5H6z"/><path fill="#3d85d1" d="M15.6 18h.8v5.5h-.8z"/><path fill="#2a63a3" d="M1 17.5a2.8 2.8 0 0 1 5.6 0V23h18.8v-5.5a2.8 2.8 0 0 1 5.6 0V25a2 2 0 0 1-2 2H3a2 2 0 0 1-2-2z"/>',
  pillow:
    '<path fill="#c9d7f2" d="M5 9c3 1.2 19 1.2 22 0 2.5-.8 3.6 1 2.8 3-1.2 3.5-1.2 7 0 10.5.7 2-.4 3.6-2.8 2.8-3-1.1-19-1.1-22 0-2.4.8-3.5-.8-2.8-2.8 1.2-3.5 1.2-7 0-10.5C1.4 10 2.5 8.2 5 9"/>' +
    '<path fill="#e6eefb" d="M7 10.8c4 .9 14 .9 18 0 1.6-.3 2 .6 1.6 1.8-.8 2.6-.8 5.5-.2 8C20 17 11 16.5 5 20.5c1-2.6.8-5.3.2-7.9-.3-1.2.2-2.1 1.8-1.8"/>',
  fridge:
    '<path fill="#5b6470" d="M8 28h4v2.5H8zM20 28h4v2.5h-4z"/>' +
    '<path fill="#dfe6ee" d="M8.5 1.5h15A2 2 0 0 1 25.5 3.5V27a2 2 0 0 1-2 2h-15a2 2 0 0 1-2-2V3.5a2 2 0 0 1 2-2"/>' +
    '<path fill="#c3cdd9" d="M6.5 11h19v1.3h-19zM21.5 1.5h2a2 2 0 0 1 2 2V27a2 2 0 0 1-2 2h-2z"/>' +
    '<path fill="#7d8998" d="M9 5h1.5v4H9zM9 14.5h1.5V21H9z"/>',
  'washing machine':
    '<path fill="#e9eef4" d="M6 3h20a2 2 0 0 1 2 2v23a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2"/>' +
    '<path fill="#c6d0db" d="M6 3h20a2 2 0 0 1 2 2v4H4V5a2 2 0 0 1 2-2"/>' +
    '<circle cx="16" cy="19" r="8" fill="#8593a3"/><circle cx="16" cy="19" r="6.3" fill="#2f6ea8"/>' +
    '<path fill="#6fb8ea" d="M9.8 19.5c2-1.6 4-1.6 6.2 0s4.2 1.6 6.2 0A6.3 6.3 0 0 1 16 25.3a6.3 6.3 0 0 1-6.2-5.8"/>' +
    '<circle cx="23" cy="6" r="1.5" fill="#3d8bd6"/><path fill="#8593a3" d="M7 5.2h8v1.6H7z"/>',
  microwave:
    '<path fill="#3f4752" d="M6 25h3v2H6zM23 25h3v2h-3z"/>' +
    '<path fill="#d7dee7" d="M3.5 7h25A1.5 1.5 0 0 1 30 8.5v15.5a1.5 1.5 0 0 1-1.5 1.5h-25A1.5 1.5 0 0 1 2 24V8.5A1.5 1.5 0 0 1 3.5 7"/>' +
    '<path fill="#2d3642" d="M4.5 10h16v12.5h-16z"/><path fill="#465362" d="M6 11.5h8l-6 9.5H6z"/>' +
    '<path fill="#7ee0a3" d="M23 10h5v2.5h-5z"/><circle cx="25.5" cy="16.5" r="1.7" fill="#7d8998"/><circle cx="25.5" cy="21" r="1.7" fill="#7d8998"/>',
  oven:
    '<path fill="#454d59" d="M6 28h4v2.5H6zM22 28h4v2.5h-4z"/>' +
    '<path fill="#dfe5ec" d="M5.5 5h21a1.5 1.5 0 0 1 1.5 1.5V27.5a1.5 1.5 0 0 1-1.5 1.5h-21A1.5 1.5 0 0 1 4 27.5V6.5A1.5 1.5 0 0 1 5.5 5"/>' +
    '<path fill="#b8c3d0" d="M4 10.5h24v1.3H4z"/><path fill="#2d3642" d="M7 15.5h18V26H7z"/><path fill="#f5a13a" d="M9 22.5c2-2.5 3-1 4-3.5 1.2 2 2.2 1.5 3-.5 1 2 2 2.5 3.2.8.8 2 2.3 1.7 3.8 3.2V26H9z"/>' +
    '<circle cx="8.5" cy="8" r="1.3" fill="#d8574f"/><circle cx="13" cy="8" r="1.3" fill="#6d7886"/><circle cx="17.5" cy="8" r="1.3" fill="#6d7886"/><path fill="#8593a3" d="M7 13.2h18v1.2H7z"/>' +
    '<path fill="#5b6470" d="M6 3.5h7V5H6zM19 3.5h7V5h-7z"/>',
  toaster:
    '<path fill="#d99a52" d="M9 4.5h14a2.5 2.5 0 0 1 1 4.6V14H8V9.1a2.5 2.5 0 0 1 1-4.6"/><path fill="#f2c98a" d="M10 6.5h12a1 1 0 0 1 .5 1.9V14h-13V8.4A1 1 0 0 1 10 6.5"/>' +
    '<path fill="#454d59" d="M6 27h4v2.5H6zM22 27h4v2.5h-4z"/><path fill="#d8574f" d="M7 12h18a4 4 0 0 1 4 4v9.5a2.5 2.5 0 0 1-2.5 2.5h-21A2.5 2.5 0 0 1 3 25.5V16a4 4 0 0 1 4-4"/>' +
    '<path fill="#b84039" d="M3 22h26v3.5a2.5 2.5 0 0 1-2.5 2.5h-21A2.5 2.5 0 0 1 3 25.5z"/><path fill="#3a414b" d="M8 12h16v1.6H8z"/><path fill="#f6e3d8" d="M25 16h1.4v6H25z"/><path fill="#3a414b" d="M24 17h3.4v1.6H24z"/>',
  blender:
    '<path fill="#d5e6f2" d="M9 5h14l-2 15H11z"/><path fill="#ef6f8f" d="M9.8 11h12.4L21 20H11z"/><path fill="#f7a3b8" d="M9.8 11h12.4l-.3 2.2H10.1z"/>' +
    '<path fill="#4a5360" d="M8 2.5h16V5H8z"/><path fill="#6d7886" d="M10.5 20h11l2.5 8.5a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 8 28.5z"/><circle cx="16" cy="25.5" r="2" fill="#d8dee6"/><path fill="#b7cbd9" d="M23 7.5h3.5v8H22V14h3V9h-2.2z"/>',
  fan:
    '<path fill="#7d8998" d="M15 20h2v8h-2z"/><path fill="#56616f" d="M9 30a3 3 0 0 1 3-3h8a3 3 0 0 1 3 3z"/><circle cx="16" cy="12" r="10.5" fill="#c9d3de"/><circle cx="16" cy="12" r="9" fill="#eef3f8"/>' +
    '<path fill="#3d8bd6" d="M16 12c-4.5-.5-5.5-5.5-2.5-8 3.5.5 4.5 4 2.5 8m0 0c2.7 3.6-1.1 7-4.8 5.7-1.3-3.2 1-6 4.8-5.7m0 0c1.8-4.1 6.7-2.5 7.3 1.3-2.2 2.7-5.7 2.2-7.3-1.3"/><circle cx="16" cy="12" r="2" fill="#4a5360"/>',
  wardrobe:
    '<path fill="#6d4534" d="M6 28h3v2.5H6zM23 28h3v2.5h-3z"/><path fill="#a56a43" d="M5 2.5h22A1.5 1.5 0 0 1 28.5 4v23.5A1.5 1.5 0 0 1 27 29H5a1.5 1.5 0 0 1-1.5-1.5V4A1.5 1.5 0 0 1 5 2.5"/>' +
    '<path fill="#c98d5e" d="M5.5 5h9.7v17.5H5.5zM16.8 5h9.7v17.5h-9.7zM5.5 24h21v3h-21z"/><path fill="#f2d16b" d="M13 13h1.2v3H13zM17.8 13H19v3h-1.2zM15 25h2v1h-2z"/>',
  curtain:
    '<path fill="#bfe3f7" d="M6 5h20v22H6z"/><path fill="#8a5736" d="M1.5 3h29v2.2h-29z"/><path fill="#d24a5c" d="M3 5h10.5c0 9-3 13.5-6 15.5 1 3 1 6 .5 9.5H3z"/><path fill="#e76f7f" d="M5.5 5h3c0 8-1.5 13-3.5 15zM11 5h1.5c0 6-1.5 10-3.5 12.5 1.5-4 2-8 2-12.5"/>' +
    '<path fill="#d24a5c" d="M29 5H18.5c0 9 3 13.5 6 15.5-1 3-1 6-.5 9.5h5z"/><path fill="#e76f7f" d="M26.5 5h-3c0 8 1.5 13 3.5 15zM21 5h-1.5c0 6 1.5 10 3.5 12.5-1.5-4-2-8-2-12.5"/><path fill="#f2c94c" d="M4 19h5l-1 2.5H4zM28 19h-5l1 2.5h4z"/>',
  fireplace:
    '<path fill="#b4624a" d="M3.5 8h25v22h-25z"/><path fill="#c97b61" d="M4.5 10h5v2.5h-5zM11 10h5v2.5h-5zM17.5 10h5v2.5h-5zM4.5 17h3v2.5h-3zM4.5 24h3v2.5h-3zM24.5 17h3v2.5h-3zM24.5 24h3v2.5h-3z"/><path fill="#8a5736" d="M1.5 4.5h29V8.5h-29z"/>' +
    '<path fill="#2f2523" d="M9 30V19a7 7 0 0 1 14 0v11z"/><path fill="#ff822d" d="M16 16c1 3.5 5 5 5 9a5 5 0 0 1-10 0c0-2.5 1.5-3.5 2-5.5 1 .5 1.7 1.3 2 2.3.8-1.5 1.3-3.5 1-5.8"/><path fill="#ffd54a" d="M16.2 22c.6 1.7 2.3 2.5 2.3 4.3a2.5 2.5 0 0 1-5 0c0-1.8 2.3-2.3 2.7-4.3"/><path fill="#7a4b32" d="M10.5 28h11v2h-11z"/>',
  sink: '<path fill="#8593a3" d="M14.5 14V7.5a4.5 4.5 0 0 1 9 0V10h-2.5V7.5a2 2 0 0 0-4 0V14z"/><path fill="#6d7886" d="M11 11.5h2V14h-2z"/><path fill="#eef3f8" d="M2 14h28v2.5a9 9 0 0 1-9 9H11a9 9 0 0 1-9-9z"/><path fill="#c6d0db" d="M2 14h28v2.2H2z"/><path fill="#d5dee8" d="M12.5 25.5h7l1.5 5h-10z"/>',
  wallet:
    '<path fill="#7cb871" d="M7 6h17v8H7z"/><path fill="#5e9c55" d="M9 8h13v1.5H9z"/><path fill="#7a4b32" d="M5 9h21a3 3 0 0 1 3 3v13a3 3 0 0 1-3 3H6a3 3 0 0 1-3-3V11a2 2 0 0 1 2-2"/><path fill="#98623f" d="M3 12h23a3 3 0 0 1 3 3v10a3 3 0 0 1-3 3H6a3 3 0 0 1-3-3z"/><path fill="#5f3925" d="M21 17h9.5v6H21a3 3 0 0 1 0-6"/><circle cx="22" cy="20" r="1.5" fill="#f2d16b"/>',
  plug: '<path fill="#8d99a8" d="M10.5 2h2.5v8h-2.5zM19 2h2.5v8H19z"/><path fill="#3f4752" d="M7 9h18v5c0 5-3.5 8-9 8s-9-3-9-8z"/><path fill="#56616f" d="M7 9h18v3H7z"/><path fill="#2d3642" d="M14.5 21.5h3V26a3 3 0 0 0 3 3h6v2h-7a5 5 0 0 1-5-5z"/>',
  'street lamp':
    '<path fill="#3f4752" d="M15 10h2v18h-2z"/><path fill="#2d3642" d="M11.5 30a3 3 0 0 1 3-3h3a3 3 0 0 1 3 3zM13 17h6v1.4h-6z"/><path fill="#ffd84d" d="M11.5 4.5h9L19 11h-6z"/><path fill="#fff3b0" d="M14 4.5h2.5L16 11h-2z"/><path fill="#3f4752" d="M10.5 4.5 16 1l5.5 3.5zM12.5 10.8h7v1.4h-7z"/>',
  bench:
    '<path fill="#4a5360" d="M5 12h2.2v18H5zM24.8 12H27v18h-2.2z"/><path fill="#a56a43" d="M2 9h28v3.2H2zM2 14h28v3.2H2z"/><path fill="#c98d5e" d="M1.5 20.5h29v3.2h-29z"/>',
  'watering can':
    '<path fill="#2f8f6b" d="M10 5.5c6-2.5 13 0 13 7h-2.5c0-4.5-5-6.5-9.7-4.7z"/><path fill="#38a87e" d="M9.5 12h14l1.5 18H8z"/><path fill="#2f8f6b" d="M8.6 24h15.9l.5 6H8z"/><path fill="#38a87e" d="M23.5 17.5 28.5 9l2 1.2-6 12z"/><path fill="#2f8f6b" d="m26.5 8 4.5 3-1 1.5-4.7-2.8z"/><path fill="#2f8f6b" d="M9.5 13.5C2 13 2 25 8.5 25.5v-2.4c-3.5-.6-3.5-7.2.8-7.2z"/>',
  hammock:
    '<path fill="#7a4b32" d="M2 4h2.5v26H2zM27.5 4H30v26h-2.5z"/><path fill="#e8d3b0" d="m4.5 9 4 6.5-1 .8-3-5zM27.5 9l-4 6.5 1 .8 3-5z"/><path fill="#e2574c" d="M7 15c5 4.5 13 4.5 18 0 0 6-4 10-9 10s-9-4-9-10"/><path fill="#f2b134" d="M10 17c4 2.2 8 2.2 12 0-.5 3-2.5 5-6 5s-5.5-2-6-5"/>',
  swing:
    '<path fill="#a56a43" d="m6 4 2 .7L4.5 30H2zM26 4l-2 .7L27.5 30H30z"/><path fill="#8a5736" d="M5 2.5h22V5H5z"/><path fill="#8d99a8" d="M11.5 5h1v17h-1zM19.5 5h1v17h-1z"/><path fill="#e2574c" d="M10 21.5h12V24H10z"/>',
  dumbbell:
    '<path fill="#8d99a8" d="M9 14.5h14v3H9z"/><path fill="#3f4752" d="M5.5 8h4a1 1 0 0 1 1 1v14a1 1 0 0 1-1 1h-4a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1M22.5 8h4a1 1 0 0 1 1 1v14a1 1 0 0 1-1 1h-4a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1"/><path fill="#56616f" d="M2.5 11.5h2v9h-2a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1M29.5 11.5h-2v9h2a1 1 0 0 0 1-1v-7a1 1 0 0 0-1-1"/>',
  sausage:
    '<path fill="#a8452f" d="M6 9c2.5-1.5 5 .5 5.5 3.5C12.5 18 18 20.5 24 19c3.5-.8 5.5 1.5 5 4.5C28 28 9.5 31 4 15c-.8-2.5.2-5 2-6"/><path fill="#cc6a47" d="M6.5 11c1-.8 2 0 2.3 1.8C10 20 17 24 25.5 22c1.2-.2 1.7.5 1.3 1.3C18 27 8.5 24 6 15c-.5-1.8-.4-3.3.5-4"/><path fill="#8a3523" d="M4.5 6.5 7 9l-2 1zM29 18l1.5-2.5L31 19z"/>',
  popsicle:
    '<path fill="#d9b48a" d="M14.5 21h3v9a1.5 1.5 0 0 1-3 0z"/><path fill="#f2557a" d="M8.5 9.5a7.5 7.5 0 0 1 15 0V22a1.5 1.5 0 0 1-1.5 1.5H10A1.5 1.5 0 0 1 8.5 22z"/><path fill="#f9a03f" d="M8.5 12.5h15v6h-15z"/><path fill="#f7d154" d="M8.5 18h15v4a1.5 1.5 0 0 1-1.5 1.5H10A1.5 1.5 0 0 1 8.5 22z"/><path fill="#fff" opacity=".4" d="M11 9.5a4.5 4.5 0 0 1 2.5-4v14H11z"/>',
  'candy cane':
    '<path fill="#fff" d="M9 12a7 7 0 0 1 14 0v16a2 2 0 0 1-4 0V12a3 3 0 0 0-6 0v1.5a2 2 0 0 1-4 0z"/><path fill="#e5343d" d="M9 11.5 13 13v.5a2 2 0 0 1-4 0zM10.3 7.9l3.6 2a3 3 0 0 0-.8 1.4L9.1 10.6a7 7 0 0 1 1.2-2.7M15 5.1l1.4 3.9a3 3 0 0 0-1.3.2L13.4 5.5a7 7 0 0 1 1.6-.4M21 7.1l-2.5 3.3a3 3 0 0 0-1.1-1l1.4-3.8A7 7 0 0 1 21 7.1M23 13v3.5L19 14v-3zM23 19v3.5L19 20v-3.5zM23 25.5V28a2 2 0 0 1-1.2 1.8L19 27v-4z"/>',
  ketchup:
    '<path fill="#f4ead2" d="M14 2h4l.8 4h-5.6z"/><path fill="#e8e1d0" d="M12 6h8v3h-8z"/><path fill="#d8302f" d="M12 9h8c3 2 3.5 4 3.5 7v12a2 2 0 0 1-2 2h-11a2 2 0 0 1-2-2V16c0-3 .5-5 3.5-7"/><path fill="#f4ead2" d="M8.5 17h15v8h-15z"/><circle cx="16" cy="21" r="2.8" fill="#e5343d"/><path fill="#4f9a3c" d="m16 17.5 1.6 1.5h-3.2z"/>',
  'right arrow shape': '<path fill="#2f7de1" d="M3 12.5h14V6l12.5 10L17 26v-6.5H3z"/>',
  'plus shape': '<path fill="#2fa866" d="M12.5 4h7v8.5H28v7h-8.5V28h-7v-8.5H4v-7h8.5z"/>',
  'minus shape': '<path fill="#d8574f" d="M5 12.5h22v7H5z"/>',
  rectangle:
    '<path fill="#3d8bd6" d="M3 8h26a1.5 1.5 0 0 1 1.5 1.5v13A1.5 1.5 0 0 1 29 24H3a1.5 1.5 0 0 1-1.5-1.5v-13A1.5 1.5 0 0 1 3 8"/>',
  hexagon: '<path fill="#f2a93b" d="M9 3.9h14L30 16l-7 12.1H9L2 16z"/>',
  pentagon: '<path fill="#8a55e6" d="M16 2.5 30 12.7l-5.3 16.5H7.3L2 12.7z"/>',
  oval: '<ellipse cx="16" cy="16" rx="14" ry="9" fill="#24b39b"/>',
}
