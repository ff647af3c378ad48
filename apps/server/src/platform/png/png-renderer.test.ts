import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, describe, expect, it } from 'vitest'
import { keep } from '../../../../../test/harness/keep.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'
import { ProcessError } from '../processes/index.ts'
import { openPngRenderer, type PngRendererOptions } from './index.ts'

const svg = (body: string, box = '0 0 100 100') =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}">${body}</svg>`
const circle = svg('<circle cx="50" cy="50" r="40" fill="red"/>')
const open = (options: PngRendererOptions = {}) => keep(openPngRenderer(options))

/** Reads width and height from the header chunk (PNG, section 11.2.2). */
const sizeOf = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)]
const kindOf = (rendering: Promise<unknown>) =>
  rendering.then(
    () => 'rendered',
    (error: unknown) => (error instanceof ProcessError ? error.kind : error),
  )
const isRunning = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const hanging = svg(
  '<filter id="f" x="0" y="0" width="1" height="1"><feMorphology operator="dilate" radius="40"/></filter><rect width="100" height="100" filter="url(#f)"/>',
)
/** Every level of opacity needs its own canvas: 2.6 GB at 2048 pixels. */
const greedy = svg(`${'<g opacity=".9">'.repeat(150)}<rect width="100" height="100"/>${'</g>'.repeat(150)}`)
/** Makes the library abort its process. */
const fatal = '<svg\0'

describe('a picture', () => {
  // This test is not about time, and a busy machine may need some.
  const renderer = openPngRenderer({ timeoutMs: 20_000 })
  afterAll(() => renderer[Symbol.asyncDispose]())

  it.each([1, 64, 2048])('is rendered with %i pixels on its longer side', async (size) => {
    expect(sizeOf(await renderer.render(circle, { size }))).toEqual([size, size])
  })

  it.each([
    ['a translucent group', (body: string) => `<g opacity=".5">${body}</g>`],
    ['a translucent shape in a moved group', (body: string) => `<g transform="translate(3 4)">${body}</g>`],
    [
      'a clipped group',
      (body: string) =>
        `<clipPath id="c"><rect x="-900" width="1800" height="900"/></clipPath><g clip-path="url(#c)">${body}</g>`,
    ],
    [
      'a group with a filter',
      (body: string) => `<filter id="f"><feOffset dx="1"/></filter><g filter="url(#f)">${body}</g>`,
    ],
    ['a translucent text', (body: string) => `<g>${body}</g><text x="-900" y="900" opacity=".5">far</text>`],
  ])('is rendered although %s is far outside of its canvas', async (_, wrap) => {
    const near = '<rect width="50" height="50" fill="red" opacity=".5"/>'
    const far = [-900, 300, 1e6].map((x) => `<rect x="${x}" width="9" height="9" opacity=".5"/>`)
    const [alone, both] = await Promise.all(
      [near, near + wrap(far[0] ?? '') + far.map(wrap).join('')].map((body) =>
        renderer.renderPixels(svg(body), { size: 100 }),
      ),
    )
    expect(both?.rgba.some((byte) => byte > 0)).toBe(true)
    expect(both?.rgba).toEqual(alone?.rgba)
  })

  it('is rendered with what a filter moves into it', async () => {
    const { rgba } = await renderer.renderPixels(
      svg(
        '<filter id="f" x="-2" width="5"><feOffset dx="-60"/></filter><g filter="url(#f)"><rect x="110" width="50" height="100"/></g>',
      ),
      { size: 10 },
    )
    expect(rgba[(5 * 10 + 7) * 4 + 3]).toBe(255)
  })

  it.each(['M-20-145h256v256h-256z', 'M-150 40C-50-80 60 120 200 40V300H-150z'])(
    'is rendered although a clipped group has the wide outline %s and a translucent shape',
    async (outline) => {
      const clip = '<clipPath id="c"><path d="M0 0h90v90H0z"/></clipPath>'
      const wide = `<path fill="teal" d="${outline}"/>`
      const dot = '<circle cx="50" cy="75" r="9"'
      const [layered, plain] = await Promise.all(
        [`${clip}<g clip-path="url(#c)">${wide}${dot} opacity=".999"/></g>`, `${wide}${dot}/>`].map((body) =>
          renderer.renderPixels(svg(body, '0 0 90 90'), { size: 90 }),
        ),
      )
      const differing = plain?.rgba.filter((byte, at) => Math.abs(byte - (layered?.rgba[at] ?? 0)) > 8)
      expect(plain?.rgba.some((byte) => byte === 128)).toBe(true)
      // The library draws long curves with few lines itself, so some pixels of their edge differ.
      expect(differing?.length).toBeLessThan(90 * 90 * 4 * 0.001)
    },
  )

  it('keeps what a wide canvas shows beside the view box', async () => {
    const wide = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="100" viewBox="0 0 10 100">'
    const { rgba, width } = await renderer.renderPixels(
      `${wide}<rect x="150" width="50" height="100" opacity=".5"/></svg>`,
      { size: 400 },
    )
    expect(rgba[(50 * width + 380) * 4 + 3]).toBeGreaterThan(100)
  })

  it('keeps its shape, however long it is', async () => {
    expect(sizeOf(await renderer.render(svg('<path d="M0 0h1v9"/>', '0 0 10 1000'), { size: 500 }))).toEqual([
      5, 500,
    ])
    expect(sizeOf(await renderer.render(svg('<path d="M0 0h1v9"/>', '0 0 1000 10'), { size: 500 }))).toEqual([
      500, 5,
    ])
  })

  it('is returned as pixels with the bounding box of its content, inside its canvas or not', async () => {
    const pixels = await renderer.renderPixels(svg('<rect x="150" y="20" width="30" height="40"/>'), {
      size: 10,
    })
    expect(pixels).toMatchObject({ width: 10, height: 10, bounds: { x: 150, y: 20, width: 30, height: 40 } })
    expect(pixels.rgba.every((byte) => byte === 0)).toBe(true)
    expect((await renderer.renderPixels(svg('<g/>'), { size: 10 })).bounds).toBeNull()
  })

  it.each(['serif', 'sans-serif', 'monospace', 'cursive', 'system-ui', 'No Such Font'])(
    'draws text in %s, or says that there are no fonts',
    async (family) => {
      const text = svg(`<text x="5" y="60" font-size="40" font-family="${family}">Hi</text>`)
      const { rgba, lacksFonts } = await renderer.renderPixels(text, { size: 64 })
      expect(rgba.some((byte) => byte > 0)).toBe(!lacksFonts)
    },
  )

  it.each([
    ['0 0 600 12', 16, [16, 1]],
    ['0 0 12 600', 16, [1, 16]],
    ['0 0 600 1', 2048, [2048, 3]],
    ['0 0 1e6 1', 1, [1, 1]],
    ['0 0 1e6 1', 2048, [2048, 1]],
  ])('of viewBox %s has a pixel at least on its shorter side at size %i', async (box, size, expected) => {
    const [, , width = '', height = ''] = box.split(' ')
    const { rgba, ...shape } = await renderer.renderPixels(
      svg(`<rect width="${width}" height="${height}"/>`, box),
      { size },
    )
    expect([shape.width, shape.height]).toEqual(expected)
    // A line of a two-thousandth of a pixel is invisible.
    if (box !== '0 0 1e6 1') expect(rgba.some((byte) => byte > 0)).toBe(true)
  })

  it.each([
    ['width="1" height="1.4"', [714, 1000]],
    ['width="0.4" height="0.2"', [1000, 500]],
    ['width="256" height="5.12"', [1000, 20]],
    ['width="512"', [1000, 1000]],
    ['width="4000" height="1000" preserveAspectRatio="none"', [1000, 250]],
  ])('whose root has %s keeps its shape in pixels', async (sides, expected) => {
    const source = `<svg xmlns="http://www.w3.org/2000/svg" ${sides} viewBox="0 0 100 100"><rect width="9" height="9"/></svg>`
    expect(sizeOf(await renderer.render(source, { size: 1000 }))).toEqual(expected)
  })

  it('without a colour of its own is drawn with black for currentColor, as an <img> is', async () => {
    const colourAt = async (attributes: string) => {
      const source = svg(`<g ${attributes}><rect width="100" height="100" fill="currentColor"/></g>`)
      return [...(await renderer.renderPixels(source, { size: 1 })).rgba]
    }
    expect(await colourAt('')).toEqual([0, 0, 0, 255])
    expect(await colourAt('color="red"')).toEqual([255, 0, 0, 255])
  })

  it.each([0, -1, 2049, 1.5, Number.NaN])(
    'of %d pixels is refused before a process is started',
    async (size) => {
      const unused = open()
      await expect(unused.render(circle, { size })).rejects.toThrow(RangeError)
      expect(unused.pids).toEqual([])
    },
  )
})

describe('the rendering process', () => {
  it('is started on first use and renders many pictures', async () => {
    const renderer = open()
    expect(renderer.pids).toEqual([])
    await renderer.render(circle, { size: 16 })
    const [pid] = renderer.pids
    for (let count = 0; count < 20; count += 1) await renderer.render(circle, { size: 16 })
    expect(renderer.pids).toEqual([pid])
  })

  it('survives input that is no SVG', async () => {
    const renderer = open()
    expect(await kindOf(renderer.render('not an svg', { size: 16 }))).toBe('unreadable')
    const [pid] = renderer.pids
    expect(await kindOf(renderer.render(circle, { size: 16 }))).toBe('rendered')
    expect(renderer.pids).toEqual([pid])
  })

  it.each([
    ['crashed', 'a picture that aborts it', fatal, {}],
    ['timeout', 'a filter that computes for minutes', hanging, {}],
    ['out_of_memory', 'layers that take gigabytes', greedy, { timeoutMs: 20_000 }],
    ['out_of_memory', 'any picture at all, with no memory', greedy, { memoryBytesMax: 1, timeoutMs: 20_000 }],
  ])(
    'that ends as %s after %s is replaced, and the next picture is rendered',
    async (kind, _what, source, options) => {
      const renderer = open(options)
      expect(await kindOf(renderer.render(source, { size: 2048 }))).toBe(kind)
      expect(renderer.pids).toEqual([])
      if ('memoryBytesMax' in options) return
      expect(await kindOf(renderer.render(circle, { size: 16 }))).toBe('rendered')
    },
  )

  it('takes no more than its memory limit and Node’s own memory while it grows', async () => {
    const renderer = open({ memoryBytesMax: 200 * 1024 * 1024, timeoutMs: 20_000 })
    await renderer.render(circle, { size: 16 })
    const [pid = 0] = renderer.pids
    let peakBytes = 0
    const failed = kindOf(renderer.render(greedy, { size: 2048 })).then((kind) => ({ kind }))
    const outcome = await waitFor('the end of the process', async () => {
      peakBytes = Math.max(peakBytes, await residentBytes(pid))
      return Promise.race([failed, Promise.resolve(undefined)])
    })
    expect(outcome.kind).toBe('out_of_memory')
    expect(peakBytes).toBeLessThan(456 * 1024 * 1024)
  })

  it('leaves nothing of its pictures in our memory while it lives', async () => {
    const renderer = open()
    const rendered: WeakRef<object>[] = []
    for (let count = 0; count < 20; count += 1) {
      const png = await renderer.render(circle, { size: 64 })
      expect(png.buffer.byteLength).toBe(png.byteLength)
      rendered.push(new WeakRef((await renderer.renderPixels(circle, { size: 64 })).rgba.buffer))
    }
    await waitFor('the pixels to be collected', () => {
      collectGarbage()
      return rendered.every((pixels) => pixels.deref() === undefined)
    })
    expect(renderer.pids).toHaveLength(1)
  })

  it('killed during a picture fails only that picture', async () => {
    const renderer = open({ timeoutMs: 20_000 })
    await renderer.render(circle, { size: 16 })
    const [pid = 0] = renderer.pids
    const [hung, queued] = [
      kindOf(renderer.render(hanging, { size: 2048 })),
      kindOf(renderer.render(circle, { size: 16 })),
    ]
    process.kill(pid, 'SIGKILL')
    expect(await hung).toBe('crashed')
    expect(await queued).toBe('rendered')
    expect(renderer.pids).not.toContain(pid)
  })

  it('killed while idle does not affect the next picture', async () => {
    const renderer = open()
    await renderer.render(circle, { size: 16 })
    const [pid = 0] = renderer.pids
    process.kill(pid, 'SIGKILL')
    await waitFor('the process to be gone', () => !isRunning(pid))
    expect(await kindOf(renderer.render(circle, { size: 16 }))).toBe('rendered')
  })

  it('ends when it has been idle for a while', async () => {
    const renderer = open({ idleMs: 20 })
    await renderer.render(circle, { size: 16 })
    await waitFor('no process', () => renderer.pids.length === 0)
    expect(await kindOf(renderer.render(circle, { size: 16 }))).toBe('rendered')
  })

  it('gets nothing of our environment', async () => {
    const renderer = open()
    await renderer.render(circle, { size: 16 })
    if (process.platform !== 'linux') return
    const environment = await readFile(`/proc/${renderer.pids[0]}/environ`, 'utf8')
    expect(environment.split('\0').filter((line) => line && !/^(NODE_CHANNEL_|PWD=)/.test(line))).toEqual([])
  })
})

describe('many pictures at once', () => {
  it('take turns in one process', async () => {
    const renderer = open()
    const sizes = Array.from({ length: 30 }, (_, index) => index + 1)
    const pictures = await Promise.all(sizes.map((size) => renderer.render(circle, { size })))
    expect(pictures.map((png) => sizeOf(png)[0])).toEqual(sizes)
    expect(renderer.pids).toHaveLength(1)
  })

  it('use as many processes as allowed', async () => {
    const renderer = open({ processesMax: 2 })
    await Promise.all(Array.from({ length: 6 }, () => renderer.render(circle, { size: 16 })))
    expect(renderer.pids).toHaveLength(2)
  })

  it('are refused when too many wait, or wait for too long', async () => {
    const renderer = open({ waitingMax: 1, patienceMs: 100, timeoutMs: 1_500 })
    const hung = kindOf(renderer.render(hanging, { size: 2048 }))
    const impatient = kindOf(renderer.render(circle, { size: 16 }))
    expect(await kindOf(renderer.render(circle, { size: 16 }))).toBe('busy')
    expect(await impatient).toBe('busy')
    expect(await hung).toBe('timeout')
    expect(await kindOf(renderer.render(circle, { size: 16 }))).toBe('rendered')
  })
})

describe('closing', () => {
  it('ends a busy process, refuses waiting and later orders, and leaves no process behind', async () => {
    const renderer = openPngRenderer({ timeoutMs: 20_000 })
    await renderer.render(circle, { size: 16 })
    const [pid = 0] = renderer.pids
    const [hung, queued] = [
      kindOf(renderer.render(hanging, { size: 2048 })),
      kindOf(renderer.render(circle, { size: 16 })),
    ]
    await renderer[Symbol.asyncDispose]()
    expect(isRunning(pid)).toBe(false)
    expect(await hung).toBe('crashed')
    expect(await queued).toBe('busy')
    expect(await kindOf(renderer.render(circle, { size: 16 }))).toBe('busy')
    expect(renderer.pids).toEqual([])
    await renderer[Symbol.asyncDispose]()
  })
})

async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024
}

/** Opens a renderer, returns its process, and starts a computation in it. */
const parentProgram = (renderer: URL, source: string) => `
  const { openPngRenderer } = await import(${JSON.stringify(renderer.href)})
  const renderer = openPngRenderer({ timeoutMs: 60_000 })
  await renderer.render(${JSON.stringify(circle)}, { size: 16 })
  void renderer.render(${JSON.stringify(source)}, { size: 2048 })
  console.log(renderer.pids[0])`

describe('a service that is killed', () => {
  it('leaves no process behind, not even a busy one', async () => {
    const program = parentProgram(new URL('./index.ts', import.meta.url), hanging)
    const parent = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = (await once(parent.stdout, 'data')) as [Buffer]
    const pid = Number(line.toString())
    expect(isRunning(pid)).toBe(true)
    parent.kill('SIGKILL')
    await waitFor('the rendering process to be gone', () => !isRunning(pid))
  })
})
