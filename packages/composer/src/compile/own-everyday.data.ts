/** Drawings of our own (see `own-art.ts`): everyday things that no set draws. */
export const ownEveryday: Readonly<Record<string, string>> = {
  tower:
    '<path fill="#b9a58c" d="M9 10h14v20H9z"/><path fill="#9c8870" d="M17.500 10H23v20h-5.500z"/>' +
    '<path fill="#cbb89f" d="M7 4h3.500v2.500h3V4h5v2.500h3V4H25v7H7z"/><path fill="#5b4a42" d="M13.500 24a2.500 2.500 0 0 1 5 0v6h-5zM14.700 14h2.600v4h-2.600z"/>',
  bamboo:
    '<path fill="#5f9e4e" d="M9 1.500h4V30H9z"/><path fill="#7cbf62" d="M18 5h4v25h-4z"/>' +
    '<path fill="#3f7d38" d="M8.500 8h5v1.300h-5zM8.500 16h5v1.300h-5zM8.500 24h5v1.300h-5zM17.500 11h5v1.300h-5zM17.500 18h5v1.300h-5zM17.500 25h5v1.300h-5z"/>' +
    '<path fill="#4f9a3f" d="M13 8.500c3-3.500 6-4 9-3.500-2 2.500-5 4.500-9 3.500M9 16.500c-3.500-3-5.500-3-8-2 2 2.600 5 3.600 8 2M22 18.500c3-3 5.500-3.200 8.500-2.400-2.200 2.700-5 3.800-8.500 2.400"/>',
  towel:
    '<path fill="#8d99a8" d="M2 3h28v2.200H2z"/><path fill="#4fb3d9" d="M6 4h20v24H6z"/><path fill="#8fd3ec" d="M6 20h20v2H6zM6 24h20v2H6z"/><path fill="#3793b8" d="M6 4h20v2.500H6z"/>' +
    '<path fill="#4fb3d9" d="M6 28h2v2H6zM10 28h2v2h-2zM14 28h2v2h-2zM18 28h2v2h-2zM22 28h2v2h-2z"/>',
  blanket:
    '<path fill="#c8506b" d="M3 8h24a2 2 0 0 1 2 2v18a2 2 0 0 1-2 2H3z"/><path fill="#e0788f" d="M3 8a3 3 0 0 1 3-3h23v5H6a3 3 0 0 0-3 3z"/>' +
    '<path fill="#f4c6d0" d="M3 16h26v2H3zM3 23h26v2H3zM10 10h2v20h-2zM20 10h2v20h-2z"/>',
  skirt:
    '<path fill="#8b46d6" d="M10 6h12l6 22c-8 3-16 3-24 0z"/><path fill="#7434b8" d="M10 3h12v4H10z"/><path fill="#7434b8" d="m13 8 1.200 0-2.600 21-1.400-.2zM18 8h1.200l2.600 20.800-1.400.2z"/>',
  belt:
    '<path fill="#7a4a2a" d="M1 12h30v8H1z"/><path fill="#5e371f" d="M1 12h30v1.500H1zM1 18.500h30V20H1z"/>' +
    '<path fill="#e0b43a" fill-rule="evenodd" d="M11 9.500h11a1.500 1.500 0 0 1 1.500 1.500v10a1.500 1.500 0 0 1-1.500 1.500H11A1.500 1.500 0 0 1 9.500 21V11A1.500 1.500 0 0 1 11 9.500m1 2.500v8h9v-8z"/><path fill="#e0b43a" d="M12 15h7v2h-7z"/>',
  necklace:
    '<path fill="#e0b43a" fill-rule="evenodd" d="M4 3c0 11 4 19 12 19S28 14 28 3h-1.800C26.200 13 22.500 20.200 16 20.200S5.800 13 5.800 3z"/>' +
    '<path fill="#2f9be0" d="m16 20 4.500 4-4.500 7-4.500-7z"/><path fill="#7cc8f5" d="m16 20 4.500 4h-9z"/>',
  drill:
    '<path fill="#8d99a8" d="M24 9.500h3v5h-3zM27 11h4.500l-.5 2h-4z"/><path fill="#f2b134" d="M4 6h17a3 3 0 0 1 3 3v6a3 3 0 0 1-3 3H7a5 5 0 0 1-5-5V8a2 2 0 0 1 2-2"/>' +
    '<path fill="#3f4752" d="M6 18h7l1.500 7H7.500zM5.500 25h11v5h-11z"/><path fill="#d99a16" d="M5 9h12v2H5zM5 13h12v2H5z"/>',
  nail: '<path fill="#8d99a8" d="M9 2.500h14a1.500 1.500 0 0 1 0 3.500H9a1.500 1.500 0 0 1 0-3.500"/><path fill="#b4bfcb" d="M14 6h4v18l-2 6-2-6z"/><path fill="#97a3b1" d="M16 6h2v18l-2 6z"/>',
  eraser:
    '<path fill="#f28aa5" d="m3 20 9-9 11 11-6.500 6.500H9.500L3 22z"/><path fill="#3f7fd8" d="m12 11 7.500-7.500a2 2 0 0 1 2.800 0l8 8a2 2 0 0 1 0 2.800L23 22z"/><path fill="#6fa2ea" d="m14 9 11 11-2 2-11-11z"/>',
}
