import { describe, expect, it } from 'vitest'
import { readEvents, type StreamEvent } from './read-events.ts'

/** Reads a stream that arrives in these pieces. */
async function readPieces(...pieces: (string | Uint8Array)[]) {
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces)
        controller.enqueue(typeof piece === 'string' ? encoder.encode(piece) : piece)
      controller.close()
    },
  })
  const retries: number[] = []
  const events: StreamEvent[] = []
  for await (const event of readEvents(body, (ms) => retries.push(ms))) events.push(event)
  return { events, retries }
}

describe('events of a stream', () => {
  it('have type, data and the last id; comments and unknown fields are skipped', async () => {
    const { events } = await readPieces(
      ': hello\n\nid: 1\nevent: update\nx: y\ndata: {}\n\ndata: a\ndata:  b\n\n',
    )
    expect(events).toEqual([
      { type: 'update', data: '{}', id: '1' },
      { type: 'message', data: 'a\n b', id: '1' },
    ])
  })

  it('are the same however the bytes are cut, and whatever ends a line', async () => {
    const text = 'id: ä1\r\nevent: preview\r\ndata: "<svg>ü</svg>"\r\n\r\nevent: update\rdata: 2\r\r'
    const bytes = new TextEncoder().encode(text)
    const { events: expected } = await readPieces(bytes)
    expect(expected).toEqual([
      { type: 'preview', data: '"<svg>ü</svg>"', id: 'ä1' },
      { type: 'update', data: '2', id: 'ä1' },
    ])
    for (let at = 1; at < bytes.length; at += 1)
      expect((await readPieces(bytes.slice(0, at), bytes.slice(at))).events).toEqual(expected)
  })

  it('are not made of a block that breaks off, nor of one without data', async () => {
    expect((await readPieces('event: update\n\nid: 3\ndata: half\n')).events).toEqual([])
  })

  it('come with how long to wait, where it is a number', async () => {
    expect((await readPieces('retry: 1730\n\nretry: soon\n\n')).retries).toEqual([1730])
  })
})
