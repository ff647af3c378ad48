/**
 * mcp: the Model Context Protocol at `/mcp`, for agents. Its tools call the same functions as the routes of
 * the API, with the same checks, limits and errors, and with the scopes of API keys. A task is a job: nothing
 * about it is kept in memory, so every instance answers for it. The code is loaded at the first request.
 */
export { type McpDeps, mcpRoutes } from './routes.ts'
export type { McpAddition, TaskSource, TaskState } from './tasks.ts'
