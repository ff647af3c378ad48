import type { BusMessage } from './bus-message.ts'

/** A message as one line, `<room> <body>`, so that a reader can find the room without parsing the rest. */
export function formatLine({ room, body }: BusMessage): string {
  return `${room} ${body}`
}

export function parseLine(line: string): BusMessage {
  const end = line.indexOf(' ')
  return { room: line.slice(0, end), body: line.slice(end + 1) }
}
