import { connect, type ServiceOptions } from '../connect.ts'
import { exitStatuses } from '../exit-status.ts'
import { count } from '../print-pictures.ts'
import { escapeLine, printNote, printResult, type Terminal } from '../terminal.ts'

export type HistoryOptions = ServiceOptions & { limit: number; cursor?: string; json: boolean }

/** `chatsvg history`: the pictures of the account, newest first. */
export async function listHistory(terminal: Terminal, options: HistoryOptions): Promise<number> {
  const { client } = await connect(terminal, options)
  const { limit, cursor } = options
  const page = await client.call('GET /api/user/generations', { query: { limit, cursor } })
  if (options.json) {
    printResult(
      terminal,
      JSON.stringify({ pictures: page.generations, nextCursor: page.nextCursor }, null, 2),
    )
    return exitStatuses.done
  }
  for (const { id, createdAt, style, prompt } of page.generations)
    printResult(
      terminal,
      `${id}  ${createdAt.slice(0, 16).replace('T', ' ')}  ${style.padEnd(8)}  ${escapeLine(prompt)}`,
    )
  if (page.nextCursor) printNote(terminal, `There are more: --cursor ${page.nextCursor}`)
  return exitStatuses.done
}

/** `chatsvg credits`: the balance of the account. */
export async function showCredits(
  terminal: Terminal,
  options: ServiceOptions & { json: boolean },
): Promise<number> {
  const { client } = await connect(terminal, options)
  const { credits, plan, limits } = (await client.call('GET /api/user/me')).user
  const text = `${count(credits, 'credit')}, plan ${plan}`
  printResult(terminal, options.json ? JSON.stringify({ credits, plan, limits }, null, 2) : text)
  return exitStatuses.done
}
