import type { SkyLight } from './landscape.ts'

/** The colours of one light: the sky from top to horizon, and everything it shines on. */
export type Sky = {
  bands: readonly [string, ...string[]]
  far: readonly [string, string]
  land: readonly [string, string]
  sea: readonly [string, string]
  sand: readonly [string, string]
  snow: readonly [string, string]
  cloud: string
  lamp: string
  dark: boolean
}

export const skies: Record<SkyLight, Sky> = {
  day: {
    bands: ['#9fd8f6', '#b5e2f8', '#cdecfa', '#e3f5fc'],
    far: ['#8db8d4', '#a9cde2'],
    land: ['#7cc46f', '#5faf5e'],
    sea: ['#4aa8df', '#2f8fcd'],
    sand: ['#f6dfa8', '#eccd8a'],
    snow: ['#ffffff', '#e3eff8'],
    cloud: '#ffffff',
    lamp: '#ffd34d',
    dark: false,
  },
  autumn: {
    bands: ['#f7d9ae', '#f9e2bf', '#fbebd1', '#fdf3e2'],
    far: ['#c98a55', '#dba873'],
    land: ['#d9a441', '#bf8732'],
    sea: ['#6fa3b5', '#578da1'],
    sand: ['#ecd0a0', '#dfbc84'],
    snow: ['#ffffff', '#efe6dc'],
    cloud: '#fffaf2',
    lamp: '#ffc94d',
    dark: false,
  },
  sunset: {
    bands: ['#f4717f', '#fb8f7a', '#ffae7a', '#ffcf8a'],
    far: ['#a34e7b', '#c4647f'],
    land: ['#7a3f6d', '#5f3161'],
    sea: ['#8d4a86', '#6e3b78'],
    sand: ['#e8a77c', '#d48c6d'],
    snow: ['#ffe3d8', '#f5c5c4'],
    cloud: '#ffd9b8',
    lamp: '#fff0b8',
    dark: false,
  },
  night: {
    bands: ['#141f45', '#1b2a58', '#24376c', '#2f4680'],
    far: ['#2b3d72', '#3b5088'],
    land: ['#234a55', '#1a3a47'],
    sea: ['#1d4274', '#163562'],
    sand: ['#6d6f8c', '#595c7b'],
    snow: ['#c9d6ee', '#a9bbdc'],
    cloud: '#46598f',
    lamp: '#fdf0bd',
    dark: true,
  },
  space: {
    bands: ['#120f2d', '#17133a', '#1e1848', '#271e57'],
    far: ['#3a2c74', '#4b3889'],
    land: ['#8b86a6', '#726d90'],
    sea: ['#2c3f86', '#22326d'],
    sand: ['#8b86a6', '#726d90'],
    snow: ['#c9d6ee', '#a9bbdc'],
    cloud: '#3a2c74',
    lamp: '#fdf0bd',
    dark: true,
  },
  underwater: {
    bands: ['#c4f0f0', '#a5e4ea', '#86d5e2', '#69c3d6'],
    far: ['#5cb7cd', '#79cadb'],
    land: ['#e5cf94', '#d3b878'],
    sea: ['#1476aa', '#0f6294'],
    sand: ['#e9d59c', '#d3b878'],
    snow: ['#e9d59c', '#d3b878'],
    cloud: '#e4fafa',
    lamp: '#f2fdfd',
    dark: false,
  },
  overcast: {
    bands: ['#8fa3b5', '#9db0c0', '#adbecb', '#becbd5'],
    far: ['#7d91a3', '#8fa2b2'],
    land: ['#739a72', '#5f875f'],
    sea: ['#557f9c', '#456d89'],
    sand: ['#cdbf9d', '#b9aa87'],
    snow: ['#eef3f7', '#d5dfe8'],
    cloud: '#d3dce4',
    lamp: '#e6ecf1',
    dark: false,
  },
}
