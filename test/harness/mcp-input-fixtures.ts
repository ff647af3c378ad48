import {
  acceptedContent,
  CLIENT_CAPABILITIES_META_KEY,
  type ClientCapabilities,
  type createRequestStateCodec,
  fromJsonSchema,
  type InputRequests,
  inputRequired,
  type McpServer,
  type ServerContext,
} from '@modelcontextprotocol/server'

type StateCodec = ReturnType<typeof createRequestStateCodec<Record<string, unknown>>>

const noArguments = fromJsonSchema({ type: 'object' })
const done = (text: string) => ({ content: [{ type: 'text' as const, text }] })

const askFor = (name: string) =>
  inputRequired.elicit({
    message: `Please enter: ${name}`,
    requestedSchema: { type: 'object', properties: { [name]: { type: 'string' } }, required: [name] },
  })
const askToConfirm = inputRequired.elicit({
  message: 'Please confirm',
  requestedSchema: { type: 'object', properties: { ok: { type: 'boolean' } }, required: ['ok'] },
})
const askModel = (question: string) =>
  inputRequired.createMessage({
    messages: [{ role: 'user', content: { type: 'text', text: question } }],
    maxTokens: 50,
  })

/** Tools and a prompt of the conformance suite that ask the client for input (SEP-2322). */
export function addInputFixtures(server: McpServer, state: StateCodec): void {
  const add = (name: string, run: (context: ServerContext['mcpReq']) => unknown) =>
    server.registerTool(
      name.startsWith('test_') ? name : `test_input_required_result_${name}`,
      { description: 'Asks its client for input', inputSchema: noArguments },
      async (_args, { mcpReq }) => (await run(mcpReq)) as ReturnType<typeof done>,
    )
  const nameIn = ({ inputResponses }: ServerContext['mcpReq'], key = 'user_name') =>
    acceptedContent<{ name?: unknown }>(inputResponses, key)?.name

  add('elicitation', (asked) => {
    const name = nameIn(asked)
    if (typeof name === 'string') return done(`Hello, ${name}!`)
    return inputRequired({ inputRequests: { user_name: askFor('name') } })
  })
  add('sampling', ({ inputResponses }) => {
    const answer = inputResponses?.capital_question
    if (answer) return done(`Answer: ${JSON.stringify(answer)}`)
    return inputRequired({ inputRequests: { capital_question: askModel('What is the capital of France?') } })
  })
  add('list_roots', ({ inputResponses }) => {
    const answer = inputResponses?.client_roots
    if (answer) return done(`Roots: ${JSON.stringify(answer)}`)
    return inputRequired({ inputRequests: { client_roots: inputRequired.listRoots() } })
  })
  add('request_state', async ({ inputResponses, requestState }) => {
    if (requestState() && acceptedContent(inputResponses, 'confirm')) return done('state-ok')
    const requestStateText = await state.mint({ tool: 'request_state' })
    return inputRequired({
      inputRequests: { confirm: askToConfirm },
      requestState: requestStateText,
    })
  })
  add('tampered_state', async ({ inputResponses, requestState }) => {
    if (requestState() && acceptedContent(inputResponses, 'confirm')) return done('integrity-ok')
    const requestStateText = await state.mint({ tool: 'tampered_state' })
    return inputRequired({
      inputRequests: { confirm: askToConfirm },
      requestState: requestStateText,
    })
  })
  add('multiple_inputs', async (asked) => {
    const { greeting, client_roots: roots } = asked.inputResponses ?? {}
    if (typeof nameIn(asked) === 'string' && greeting && roots) return done('all were given')
    return inputRequired({
      inputRequests: {
        user_name: askFor('name'),
        greeting: askModel('Generate a greeting'),
        client_roots: inputRequired.listRoots(),
      },
      requestState: await state.mint({ tool: 'multiple_inputs' }),
    })
  })
  add('multi_round', async ({ requestState }) => {
    const { round = 0 } = (requestState() ?? {}) as { round?: number }
    if (round === 2) return done('both rounds are over')
    return inputRequired({
      inputRequests: { [`step${round + 1}`]: askFor(round === 0 ? 'name' : 'color') },
      requestState: await state.mint({ round: round + 1 }),
    })
  })
  add('capabilities', ({ inputResponses, envelope }) => {
    if (inputResponses) return done('fulfilled')
    const declared = (envelope as Record<string, ClientCapabilities>)[CLIENT_CAPABILITIES_META_KEY]
    const inputRequests: InputRequests = {
      ...(declared?.elicitation && { user_name: askFor('name') }),
      ...(declared?.sampling && { greeting: askModel('Generate a greeting') }),
    }
    return inputRequired({ inputRequests })
  })
  add('test_missing_capability', ({ inputResponses }) => {
    if (inputResponses?.answer) return done('sampled')
    return inputRequired({ inputRequests: { answer: askModel('Reply with one word') } })
  })

  server.registerPrompt(
    'test_input_required_result_prompt',
    { description: 'Asks its client for input' },
    // A prompt without arguments gets the context alone, which the types do not say.
    async (context: unknown) => {
      const { inputResponses } = (context as ServerContext).mcpReq
      const given = acceptedContent<{ context?: unknown }>(inputResponses, 'user_context')?.context
      if (typeof given !== 'string')
        return inputRequired({ inputRequests: { user_context: askFor('context') } }) as never
      return { messages: [{ role: 'user', content: { type: 'text', text: `Use this: ${given}` } }] }
    },
  )
}

/** Tools of the suites before 2026-07-28 that ask their client in the middle of a call. */
export function addAskingFixtures(server: McpServer): void {
  const addElicitation = (name: string, describe: string, message: string, properties: object) =>
    server.registerTool(
      name,
      { description: 'Asks its client for input', inputSchema: noArguments },
      async (args, { mcpReq }) => {
        const answer = mcpReq.inputResponses?.form as { action: string; content?: object } | undefined
        if (answer)
          return done(`${describe}: action=${answer.action}, content=${JSON.stringify(answer.content ?? {})}`)
        const asked = (args as { message?: string }).message ?? message
        const form = { message: asked, requestedSchema: { type: 'object' as const, properties } }
        return inputRequired({ inputRequests: { form: inputRequired.elicit(form as never) } })
      },
    )
  const text = { type: 'string' }
  addElicitation('test_elicitation', 'User response', 'Who are you?', {
    username: { ...text, description: "User's response" },
    email: { ...text, description: "User's email address" },
  })
  addElicitation('test_elicitation_sep1034_defaults', 'Elicitation completed', 'Please check', {
    name: { ...text, default: 'John Doe' },
    age: { type: 'integer', default: 30 },
    score: { type: 'number', default: 95.5 },
    status: { ...text, enum: ['active', 'inactive', 'pending'], default: 'active' },
    verified: { type: 'boolean', default: true },
  })
  const titled = (...titles: string[]) => titles.map((title, at) => ({ const: `value${at + 1}`, title }))
  const options = ['option1', 'option2', 'option3']
  addElicitation('test_elicitation_sep1330_enums', 'Elicitation completed', 'Please choose', {
    untitledSingle: { ...text, enum: options },
    titledSingle: { ...text, oneOf: titled('First Option', 'Second Option', 'Third Option') },
    legacyEnum: {
      ...text,
      enum: ['opt1', 'opt2', 'opt3'],
      enumNames: ['Option One', 'Option Two', 'Option Three'],
    },
    untitledMulti: { type: 'array', items: { ...text, enum: options } },
    titledMulti: {
      type: 'array',
      items: { anyOf: titled('First Choice', 'Second Choice', 'Third Choice') },
    },
  })
  server.registerTool(
    'test_sampling',
    {
      description: 'Asks the model of its client',
      inputSchema: fromJsonSchema<{ prompt: string }>({
        type: 'object',
        properties: { prompt: { type: 'string' } },
        required: ['prompt'],
      }),
    },
    async ({ prompt }, { mcpReq }) => {
      const answer = mcpReq.inputResponses?.answer as { content?: { text?: string } } | undefined
      if (answer) return done(`LLM response: ${answer.content?.text}`)
      return inputRequired({ inputRequests: { answer: askModel(prompt) } })
    },
  )
}
