import { setTimeout as sleep } from 'node:timers/promises'
import {
  type CallToolResult,
  createRequestStateCodec,
  fromJsonSchema,
  type McpServer,
  ResourceTemplate,
} from '@modelcontextprotocol/server'
import type { McpAddition } from '../../apps/server/src/features/mcp/index.ts'
import { addAskingFixtures, addInputFixtures } from './mcp-input-fixtures.ts'
import { createTaskFixtures } from './mcp-task-fixtures.ts'

/** What the conformance suite of the protocol expects a server to have. Its documents name each. */
export function createMcpFixtures(): McpAddition {
  const stateCodec = createRequestStateCodec<Record<string, unknown>>({ key: new Uint8Array(32).fill(7) })
  const tasks = createTaskFixtures()
  return {
    options: {
      capabilities: {
        tools: { listChanged: false },
        resources: { listChanged: false, subscribe: true },
        prompts: { listChanged: false },
        completions: {},
        logging: {},
      },
      requestState: { verify: stateCodec.verify },
    },
    addTo(server) {
      addContentTools(server)
      addMessagingTools(server)
      addSchemaTools(server)
      addInputFixtures(server, stateCodec)
      addAskingFixtures(server)
      addResources(server)
      addPrompts(server)
      server.server.setRequestHandler('logging/setLevel', () => ({}))
      server.server.setRequestHandler('completion/complete', () => ({ completion: { values: [] } }))
      return [tasks.addTo(server)]
    },
  }
}

const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const wav = 'UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQAAAAA='

const text = (value: string) => ({ type: 'text' as const, text: value })
const image = { type: 'image' as const, data: png, mimeType: 'image/png' }
const resourceOf = (uri: string, mimeType: string, value: string) => ({
  type: 'resource' as const,
  resource: { uri, mimeType, text: value },
})

function addContentTools(server: McpServer): void {
  const contents: Record<string, CallToolResult['content']> = {
    test_simple_text: [text('This is a simple text response for testing.')],
    test_image_content: [image],
    test_audio_content: [{ type: 'audio', data: wav, mimeType: 'audio/wav' }],
    test_embedded_resource: [resourceOf('test://embedded-resource', 'text/plain', 'An embedded resource')],
    test_multiple_content_types: [
      text('Several types:'),
      image,
      resourceOf('test://mixed-content-resource', 'application/json', '{"test":"data","value":123}'),
    ],
    test_streaming_elicitation: [text('No request is sent on this stream')],
  }
  for (const [name, content] of Object.entries(contents))
    server.registerTool(name, { description: 'Answers with fixed content' }, async () => ({ content }))
  server.registerTool('test_error_handling', { description: 'Fails' }, async () => {
    throw new Error('This tool intentionally returns an error for testing')
  })
}

const noArguments = fromJsonSchema({ type: 'object' })

function addMessagingTools(server: McpServer): void {
  server.registerTool(
    'test_tool_with_progress',
    { description: 'Tells its progress', inputSchema: noArguments },
    async (_args, { mcpReq }) => {
      const progressToken = mcpReq._meta?.progressToken
      for (const progress of progressToken === undefined ? [] : [0, 50, 100]) {
        const params = { progressToken: progressToken ?? '', progress, total: 100 }
        await mcpReq.notify({ method: 'notifications/progress', params })
        await sleep(20)
      }
      return { content: [text('done')] }
    },
  )
  server.registerTool(
    'test_tool_with_logging',
    { description: 'Logs what it does', inputSchema: noArguments },
    async (_args, { mcpReq }) => {
      for (const data of ['Tool execution started', 'Tool processing data', 'Tool execution completed']) {
        await mcpReq.notify({ method: 'notifications/message', params: { level: 'info', data } })
        await sleep(20)
      }
      return { content: [text('logged')] }
    },
  )
  server.registerTool(
    'test_logging_tool',
    { description: 'Logs for clients that ask for it', inputSchema: noArguments },
    async (_args, { mcpReq }) => {
      await mcpReq.log('info', 'logged')
      return { content: [text('logged')] }
    },
  )
}

function addSchemaTools(server: McpServer): void {
  server.registerTool(
    'json_schema_2020_12_tool',
    {
      description: 'Has keywords of JSON Schema 2020-12',
      inputSchema: fromJsonSchema({
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        type: 'object',
        $defs: {
          address: {
            $anchor: 'addressDef',
            type: 'object',
            properties: { street: { type: 'string' }, city: { type: 'string' } },
          },
        },
        properties: {
          name: { type: 'string' },
          address: { $ref: '#/$defs/address' },
          contactMethod: { type: 'string', enum: ['phone', 'email'] },
          phone: { type: 'string' },
          email: { type: 'string' },
        },
        allOf: [{ anyOf: [{ required: ['phone'] }, { required: ['email'] }] }],
        if: { properties: { contactMethod: { const: 'phone' } }, required: ['contactMethod'] },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        then: { required: ['phone'] },
        else: { required: ['email'] },
        additionalProperties: false,
      }),
    },
    async () => ({ content: [text('called')] }),
  )
  server.registerTool(
    'test_x_mcp_header',
    {
      description: 'Has an argument that is repeated in a header',
      inputSchema: fromJsonSchema<{ region?: string }>({
        type: 'object',
        properties: { region: { type: 'string', 'x-mcp-header': 'Region' }, level: { type: 'integer' } },
      } as object),
    },
    async ({ region }) => ({ content: [text(`region ${region}`)] }),
  )
}

function addResources(server: McpServer): void {
  const texts = { 'static-text': 'A static text', 'watched-resource': 'A watched text' }
  for (const [name, value] of Object.entries(texts))
    server.registerResource(name, `test://${name}`, { mimeType: 'text/plain' }, async ({ href: uri }) => ({
      contents: [{ uri, mimeType: 'text/plain', text: value }],
    }))
  server.registerResource(
    'static-binary',
    'test://static-binary',
    { mimeType: 'image/png' },
    async ({ href: uri }) => ({ contents: [{ uri, mimeType: 'image/png', blob: png }] }),
  )
  server.registerResource(
    'template',
    new ResourceTemplate('test://template/{id}/data', { list: undefined }),
    { mimeType: 'application/json' },
    async ({ href: uri }, { id }) => ({
      contents: [{ uri, mimeType: 'application/json', text: JSON.stringify({ id, templateTest: true }) }],
    }),
  )
  server.server.setRequestHandler('resources/subscribe', () => ({}))
  server.server.setRequestHandler('resources/unsubscribe', () => ({}))
}

function addPrompts(server: McpServer): void {
  const user = <Content>(content: Content) => ({ role: 'user' as const, content })
  server.registerPrompt('test_simple_prompt', { description: 'Simple' }, async () => ({
    messages: [user(text('This is a simple prompt for testing.'))],
  }))
  server.registerPrompt(
    'test_prompt_with_arguments',
    {
      description: 'Takes arguments',
      argsSchema: fromJsonSchema<{ arg1: string; arg2: string }>({
        type: 'object',
        properties: { arg1: { type: 'string' }, arg2: { type: 'string' } },
        required: ['arg1', 'arg2'],
      }),
    },
    async ({ arg1, arg2 }) => ({
      messages: [user(text(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`))],
    }),
  )
  server.registerPrompt(
    'test_prompt_with_embedded_resource',
    {
      description: 'Embeds a resource',
      argsSchema: fromJsonSchema<{ resourceUri: string }>({
        type: 'object',
        properties: { resourceUri: { type: 'string' } },
        required: ['resourceUri'],
      }),
    },
    async ({ resourceUri }) => ({
      messages: [
        user(resourceOf(resourceUri, 'text/plain', 'Embedded resource content for testing.')),
        user(text('Please process the embedded resource above.')),
      ],
    }),
  )
  server.registerPrompt('test_prompt_with_image', { description: 'Has an image' }, async () => ({
    messages: [user(image), user(text('Please analyze the image above.'))],
  }))
}
