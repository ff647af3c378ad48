import type { GenerationEvents } from '../features/jobs/index.ts'
import type { WorkspaceEvents } from '../features/workspaces/index.ts'

/** Every event that sockets receive, by name. */
export type SocketEvents = GenerationEvents & WorkspaceEvents
