import { createOutageLog, type Log, type OutageLog } from '../log/index.ts'

/** For messages that could not be sent. */
export const createDropLog = (log: Log): OutageLog =>
  createOutageLog({
    lost: (err) => log.error({ err }, 'realtime: messages are dropped'),
    back: (dropped) => log.info({ dropped }, 'realtime: messages are sent again'),
  })
