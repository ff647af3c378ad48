import { scanNumber, skipSpaces } from './numbers.ts'
import type { Grammar } from './values.ts'

/** CSS Color 4: named, hexadecimal and functional colours. No system colours: they tell about the viewer's machine. */
export const color: Grammar = (value) => {
  const first = value.charCodeAt(0)
  if (first === HASH) return isHexColor(value) ? value : null
  if (NAMES.has(value)) return value
  if (value.length > COLOR_CHARS_MAX) return null
  const lower = value.toLowerCase()
  if (NAMES.has(lower) || lower === 'currentcolor' || lower === 'transparent') return value
  const open = lower.indexOf('(')
  if (open < 0 || !lower.endsWith(')') || !FUNCTIONS.has(lower.slice(0, open))) return null
  return isArgumentList(lower, open + 1) ? value : null
}

const HASH = 35
const COLOR_CHARS_MAX = 200
const FUNCTIONS = new Set(['rgb', 'rgba', 'hsl', 'hsla', 'hwb', 'lab', 'lch', 'oklab', 'oklch'])
const ARGUMENT_UNITS = new Set(['', '%', 'deg', 'rad', 'grad', 'turn'])

const isHexColor = (value: string): boolean => {
  const { length } = value
  if (length !== 4 && length !== 7 && length !== 9 && length !== 5) return false
  for (let i = 1; i < length; i++) {
    const code = value.charCodeAt(i) | 32
    const digit = value.charCodeAt(i) >= 48 && value.charCodeAt(i) <= 57
    if (!digit && (code < 97 || code > 102)) return false
  }
  return true
}

const isArgumentList = (value: string, start: number): boolean => {
  const end = value.length - 1
  let i = skipSpaces(value, start)
  let count = 0
  while (i < end) {
    const next = value.startsWith('none', i) ? i + 4 : scanNumber(value, i)
    if (next < 0) return false
    let unitEnd = next
    while (unitEnd < end && !/[\s,/]/.test(value.charAt(unitEnd))) unitEnd++
    if (!ARGUMENT_UNITS.has(value.slice(next, unitEnd))) return false
    count++
    i = skipSpaces(value, unitEnd)
    if (value[i] === ',' || value[i] === '/') i = skipSpaces(value, i + 1)
  }
  return count === 3 || count === 4
}

const NAMES = new Set(
  `aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown burlywood cadetblue chartreuse
  chocolate coral cornflowerblue cornsilk crimson cyan darkblue darkcyan darkgoldenrod darkgray darkgreen darkgrey darkkhaki darkmagenta
  darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen darkslateblue darkslategray darkslategrey darkturquoise darkviolet
  deeppink deepskyblue dimgray dimgrey dodgerblue firebrick floralwhite forestgreen fuchsia gainsboro ghostwhite gold goldenrod gray green
  greenyellow grey honeydew hotpink indianred indigo ivory khaki lavender lavenderblush lawngreen lemonchiffon lightblue lightcoral
  lightcyan lightgoldenrodyellow lightgray lightgreen lightgrey lightpink lightsalmon lightseagreen lightskyblue lightslategray
  lightslategrey lightsteelblue lightyellow lime limegreen linen magenta maroon mediumaquamarine mediumblue mediumorchid mediumpurple
  mediumseagreen mediumslateblue mediumspringgreen mediumturquoise mediumvioletred midnightblue mintcream mistyrose moccasin navajowhite
  navy oldlace olive olivedrab orange orangered orchid palegoldenrod palegreen paleturquoise palevioletred papayawhip peachpuff peru pink
  plum powderblue purple rebeccapurple red rosybrown royalblue saddlebrown salmon sandybrown seagreen seashell sienna silver skyblue
  slateblue slategray slategrey snow springgreen steelblue tan teal thistle tomato turquoise violet wheat white whitesmoke yellow
  yellowgreen`.split(/\s+/),
)
