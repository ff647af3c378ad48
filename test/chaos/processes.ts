import type { ChildProcess } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** Every process that the suite has started, to check that none is left. */
export type Processes = {
  own: (child: ChildProcess) => void
  /**
   * Living processes that descend from this one, or whose working folder is ours. Needs /proc; empty without
   * it.
   */
  findLeft(folder: string): { pid: number; command: string }[]
}

export function watchProcesses(): Processes {
  const living = new Set<ChildProcess>()
  const sessions = new Set<number>()
  process.once('exit', () => {
    for (const child of living) child.kill('SIGKILL')
  })
  return {
    own(child) {
      living.add(child)
      // Each is started as the leader of a session, in which its children stay.
      if (child.pid !== undefined) sessions.add(child.pid)
      child.once('exit', () => living.delete(child))
    },
    findLeft: (folder) =>
      listProcesses().filter(({ session, cwd }) => sessions.has(session) || cwd.startsWith(folder)),
  }
}

function listProcesses(): { pid: number; session: number; cwd: string; command: string }[] {
  return listPids().flatMap((pid) => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      // proc(5): the second field is the name in brackets; after it state, parent, group, session.
      const [state, , , session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      if (state === 'Z') return []
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
      return [{ pid, session: Number(session), cwd: readlinkSync(`/proc/${pid}/cwd`), command }]
    } catch {
      // The process has ended, or belongs to another account.
      return []
    }
  })
}

function listPids(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger)
  } catch {
    return []
  }
}
