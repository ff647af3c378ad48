import { measureArt } from '../art/bounds.ts'
import { type ArtNode, element } from '../art/tree.ts'
import { type FaceReader, letterText } from '../lettering/letter-text.ts'
import type { DiagramName } from '../plan/scene-plan.ts'

/** Colours of a diagram, and the width of its lines: 0 if areas need none. */
export type DiagramTheme = {
  paper: string
  /** A tone of the paper, for inactive fields. */
  soft: string
  accent: string
  /** Letters on the paper, and on the accent. */
  ink: string
  onAccent: string
  /** The colour of bars that represent lines of text. */
  faint: string
  line: { stroke: string; width: number } | undefined
}

type Pen = ReturnType<typeof createPen>

/** Boxes and screens with words. The longest side has about 240 units. */
export function drawDiagram(
  diagram: DiagramName,
  labels: readonly string[],
  readFace: FaceReader,
  theme: DiagramTheme,
): { nodes: ArtNode[]; missing: string[] } {
  const pen = createPen(readFace, theme)
  const nodes = drawers[diagram](pen, labels, theme)
  return { nodes, missing: [...pen.missing] }
}

const drawers: Readonly<
  Record<DiagramName, (pen: Pen, labels: readonly string[], theme: DiagramTheme) => ArtNode[]>
> = { flowchart: drawFlowchart, browser: drawBrowser, phone: drawPhone, chat: drawChat, card: drawCard }

function createPen(readFace: FaceReader, theme: DiagramTheme) {
  const missing = new Set<string>()
  const edge: Record<string, string | number> = theme.line
    ? { stroke: theme.line.stroke, 'stroke-width': theme.line.width }
    : {}
  return {
    missing,
    box: (x: number, y: number, width: number, height: number, rx: number, fill: string) =>
      element('rect', { x, y, width, height, rx, fill, ...edge }),
    /** A bar without an edge that represents a line of text. */
    bar: (x: number, y: number, width: number, height: number, fill: string) =>
      element('rect', { x, y, width, height, rx: height / 2, fill }),
    circle: (cx: number, cy: number, r: number, fill: string) =>
      element('circle', { cx, cy, r, fill, ...edge }),
    path: (d: string, fill: string, lined = true) => element('path', { d, fill, ...(lined ? edge : {}) }),
    /**
     * Words in a field: as large as they fit, at most `sizeMax` high, from its left edge or in its middle.
     */
    words(
      text: string,
      field: { x: number; y: number; width: number; height: number },
      sizeMax: number,
      fill: string,
      align: 'left' | 'middle' = 'middle',
    ): ArtNode {
      const lettered = letterText(readFace, text, 'plain', fill)
      for (const letter of lettered.missing) missing.add(letter)
      const box = measureArt(lettered.nodes, Number.POSITIVE_INFINITY)
      const scale = Math.min(field.width / box.width, field.height / box.height, sizeMax / 1000)
      const free = field.width - box.width * scale
      const x = field.x + (align === 'middle' ? free / 2 : 0) - box.x * scale
      const y = field.y + (field.height - box.height * scale) / 2 - box.y * scale
      const place = `translate(${round(x)} ${round(y)}) scale(${Math.round(scale * 1e5) / 1e5})`
      return element('g', { transform: place }, lettered.nodes)
    },
  }
}

/** One column of boxes; for six boxes or more, two columns. */
function drawFlowchart(pen: Pen, labels: readonly string[], theme: DiagramTheme): ArtNode[] {
  const columns = labels.length > 5 ? 2 : 1
  const rows = Math.ceil(labels.length / columns)
  const [width, height, gap, between] = [150, 44, 26, 40]
  const placeOf = (at: number) => {
    const column = Math.floor(at / rows)
    // The second column begins at the end of the first and goes up.
    const row = column === 0 ? at : rows * 2 - 1 - at
    return { x: column * (width + between), y: row * (height + gap), column }
  }
  return labels.flatMap((label, at) => {
    const { x, y, column } = placeOf(at)
    const isEnd = at === 0 || at === labels.length - 1
    const isQuestion = !isEnd && /\?$|^(?:check|decide|decision|if|valid|approve)/i.test(label)
    const fill = isEnd ? theme.accent : isQuestion ? theme.soft : theme.paper
    const middle = y + height / 2
    const box = isQuestion
      ? pen.path(
          `M${x + width / 2} ${y - 6}L${x + width} ${middle}L${x + width / 2} ${y + height + 6}L${x} ${middle}z`,
          fill,
        )
      : pen.box(x, y, width, height, isEnd ? height / 2 : 7, fill)
    const inset = isQuestion ? 34 : 12
    const field = { x: x + inset, y: y + 8, width: width - inset * 2, height: height - 16 }
    const words = pen.words(label, field, 20, isEnd ? theme.onAccent : theme.ink)
    if (at === labels.length - 1) return [box, words]
    const next = placeOf(at + 1)
    const margin = (isQuestion ? 6 : 0) + 3
    const tip =
      /\?$|^(?:check|decide|decision|if|valid|approve)/i.test(labels[at + 1] ?? '') && at + 2 < labels.length
        ? 9
        : 3
    const arrow =
      next.column !== column
        ? arrowTo(x + width + margin, middle, next.x - 3, next.y + height / 2)
        : column === 0
          ? arrowTo(x + width / 2, y + height + margin, x + width / 2, next.y - tip)
          : arrowTo(x + width / 2, y - margin, x + width / 2, next.y + height + tip)
    return [pen.path(arrow, theme.line?.stroke ?? theme.ink, false), box, words]
  })
}

/** A filled arrow from one point to another, 2.4 units thick. */
function arrowTo(x1: number, y1: number, x2: number, y2: number): string {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1
  const [dx, dy] = [(x2 - x1) / length, (y2 - y1) / length]
  const at = (along: number, aside: number) =>
    `${round(x1 + dx * along - dy * aside)} ${round(y1 + dy * along + dx * aside)}`
  const neck = length - 8
  return `M${[at(0, 1.2), at(neck, 1.2), at(neck, 5.5), at(length, 0), at(neck, -5.5), at(neck, -1.2), at(0, -1.2)].join('L')}z`
}

function drawBrowser(pen: Pen, labels: readonly string[], theme: DiagramTheme): ArtNode[] {
  const address = labels.find((label) => /^\S+\.\w{2,}/.test(label))
  const [title, ...rest] = labels.filter((label) => label !== address)
  const lights = ['#ff5f57', '#febc2e', '#28c840']
  return [
    pen.box(0, 0, 240, 172, 10, theme.paper),
    pen.path('M0 10A10 10 0 0 1 10 0H230A10 10 0 0 1 240 10V28H0z', theme.soft),
    ...lights.map((fill, at) => pen.circle(14 + at * 13, 14, 4.2, theme.line ? theme.paper : fill)),
    pen.box(58, 6.5, 150, 15, 7.5, theme.paper),
    ...(address
      ? [pen.words(address, { x: 66, y: 9, width: 134, height: 10 }, 9, theme.ink, 'left')]
      : [pen.bar(67, 12, 60, 4, theme.faint)]),
    ...(title
      ? [pen.words(title, { x: 18, y: 42, width: 112, height: 34 }, 19, theme.ink, 'left')]
      : [pen.bar(18, 44, 100, 10, theme.ink), pen.bar(18, 60, 72, 10, theme.ink)]),
    pen.bar(18, 82, 98, 4.5, theme.faint),
    pen.bar(18, 91, 84, 4.5, theme.faint),
    pen.box(18, 101, 56, 17, 8.5, theme.accent),
    ...(rest[0]
      ? [pen.words(rest[0], { x: 23, y: 104, width: 46, height: 11 }, 9, theme.onAccent)]
      : [pen.bar(30, 107.5, 32, 4, theme.onAccent)]),
    ...landscape(pen, theme, 142, 42, 80, 76),
    ...[0, 1, 2].flatMap((at) => [
      pen.box(18 + at * 70, 130, 62, 30, 5, theme.soft),
      pen.circle(29 + at * 70, 145, 5.5, theme.accent),
      pen.bar(40 + at * 70, 140, 30, 3.6, theme.faint),
      pen.bar(40 + at * 70, 147, 22, 3.6, theme.faint),
    ]),
  ]
}

/** A placeholder for a picture: a sun over two hills, clipped by its frame. */
function landscape(pen: Pen, theme: DiagramTheme, x: number, y: number, w: number, h: number): ArtNode[] {
  const [low, right] = [y + h, x + w]
  return [
    pen.box(x, y, w, h, 6, theme.soft),
    pen.circle(x + w * 0.72, y + h * 0.3, h * 0.12, theme.line ? theme.paper : '#f7c04a'),
    pen.path(`M${x + 2} ${low - 2}L${x + w * 0.36} ${y + h * 0.4}L${x + w * 0.72} ${low - 2}z`, theme.accent),
    pen.path(
      `M${x + w * 0.46} ${low - 2}L${x + w * 0.72} ${y + h * 0.58}L${right - 2} ${low - 2}z`,
      theme.faint,
    ),
  ]
}

function drawPhone(pen: Pen, labels: readonly string[], theme: DiagramTheme): ArtNode[] {
  const [title, ...messages] = labels
  const screen = [
    pen.box(0, 0, 124, 236, 20, theme.line ? theme.paper : '#20242f'),
    pen.box(6, 6, 112, 224, 15, theme.paper),
    pen.path('M6 42V21A15 15 0 0 1 21 6H103A15 15 0 0 1 118 21V42z', theme.accent),
    pen.box(44, 10, 36, 6, 3, theme.line ? theme.paper : '#20242f'),
    pen.words(title ?? 'Chat', { x: 16, y: 21, width: 92, height: 16 }, 13, theme.onAccent),
    pen.box(14, 206, 96, 16, 8, theme.soft),
    pen.bar(22, 212.5, 40, 3.5, theme.faint),
  ]
  const shown = messages.length > 0 ? messages : ['', '', '', '']
  return [...screen, ...bubbles(pen, shown.slice(0, 5), theme, { x: 12, y: 52, width: 100, height: 26 })]
}

function drawChat(pen: Pen, labels: readonly string[], theme: DiagramTheme): ArtNode[] {
  const shown = labels.length > 0 ? labels : ['', '', '']
  return bubbles(pen, shown.slice(0, 6), theme, { x: 0, y: 0, width: 220, height: 54 })
}

/** Messages of two people in turn: the first on the left, the answer on the right. */
function bubbles(
  pen: Pen,
  messages: readonly string[],
  theme: DiagramTheme,
  room: { x: number; y: number; width: number; height: number },
): ArtNode[] {
  const { height } = room
  const size = height * 0.4
  const step = height * 1.28
  return messages.flatMap((message, at) => {
    const own = at % 2 === 1
    const wanted =
      message === '' ? room.width * (at % 3 === 0 ? 0.62 : 0.5) : message.length * size * 0.6 + size * 1.8
    const width = Math.min(room.width * 0.84, Math.max(height * 1.3, wanted))
    const [x, y] = [own ? room.x + room.width - width : room.x, room.y + at * step]
    const fill = own ? theme.accent : theme.soft
    const [ink, inset] = [own ? theme.onAccent : theme.ink, size * 0.8]
    const foot = own
      ? `M${x + width - height * 0.5} ${y + height - 2}h${height * 0.42}l${height * 0.1} ${height * 0.2}z`
      : `M${x + height * 0.5} ${y + height - 2}h${-height * 0.42}l${-height * 0.1} ${height * 0.2}z`
    const field = { x: x + inset, y: y + height * 0.16, width: width - inset * 2, height: height * 0.68 }
    return [
      pen.path(foot, fill),
      pen.box(x, y, width, height, height * 0.42, fill),
      ...(message === ''
        ? [
            pen.bar(
              field.x,
              y + height * 0.3,
              field.width,
              height * 0.13,
              own ? theme.onAccent : theme.faint,
            ),
            pen.bar(
              field.x,
              y + height * 0.56,
              field.width * 0.6,
              height * 0.13,
              own ? theme.onAccent : theme.faint,
            ),
          ]
        : [pen.words(message, field, size, ink, 'left')]),
    ]
  })
}

/** A business card: name, profession, and lines of contact data. */
function drawCard(pen: Pen, labels: readonly string[], theme: DiagramTheme): ArtNode[] {
  const [name = '', role, ...lines] = labels
  const initials = name
    .split(/\s+/)
    .map((word) => word.slice(0, 1).toUpperCase())
    .join('')
    .slice(0, 2)
  return [
    pen.box(0, 0, 240, 140, 12, theme.paper),
    pen.path('M12 0H74V140H12A12 12 0 0 1 0 128V12A12 12 0 0 1 12 0z', theme.accent),
    pen.circle(37, 44, 23, theme.line ? theme.paper : theme.onAccent),
    ...(initials === ''
      ? []
      : [
          pen.words(
            initials,
            { x: 22, y: 32, width: 30, height: 24 },
            22,
            theme.line ? theme.ink : theme.accent,
          ),
        ]),
    ...(name === ''
      ? [pen.bar(92, 30, 110, 11, theme.ink)]
      : [pen.words(name, { x: 92, y: 22, width: 132, height: 30 }, 21, theme.ink, 'left')]),
    ...(role
      ? [
          pen.words(
            role,
            { x: 92, y: 54, width: 132, height: 16 },
            13,
            theme.line ? theme.ink : theme.accent,
            'left',
          ),
        ]
      : [pen.bar(92, 60, 76, 6, theme.accent)]),
    ...[0, 1, 2].flatMap((at) => {
      const line = lines[at]
      const y = 84 + at * 17
      return [
        pen.circle(97, y + 4, 4, theme.soft),
        line
          ? pen.words(line, { x: 108, y: y - 1, width: 116, height: 11 }, 10, theme.ink, 'left')
          : pen.bar(108, y + 2, [92, 74, 84][at] ?? 80, 4.5, theme.faint),
      ]
    }),
  ]
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
