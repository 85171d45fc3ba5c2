import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { answerAll, ok } from '../mcp/stub.ts'
import { freshHome, type Ended } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import { openMcpServer, type McpServer } from '../support/mcp-server.ts'
import { openRegisteringStub } from '../support/registering-stub.ts'
import { documentOf, walk, type Json, type Walked } from '../support/walks.ts'

let server: McpServer
let home = ''
beforeEach(async () => {
  const { stub } = await openRegisteringStub({ metadata: { code_challenge_methods_supported: ['S256'] } })
  server = await openMcpServer({ servers: [stub.issuer] })
  home = freshHome()
})

const login = async (...words: string[]): Promise<Walked> =>
  walk([server.url, '--port', '0', '--timeout', '90', ...words], { home }, {}, startInside)
const run = async (...words: string[]): Promise<Ended> => startInside(words, { home }).ended
const call = async (...words: string[]): Promise<Ended> => run('mcp', server.url, '--tool', 'one', ...words)

/** From then on the tool answers with this. */
const answerWith = (result: Json) =>
  server.judge(({ message: { id, method } }) => method === 'tools/call' ? ok(id, result) : undefined)

describe('the answer of a tool', () => {
  test('is whole, however many parts it has', async () => {
    await login()
    const texts = Array.from({ length: 150 }, (_, place) => `part ${place}`)
    answerWith({ content: texts.map(text => ({ type: 'text', text })) })
    expect((await call()).stdout).toBe(texts.map(text => `${text}\n`).join(''))
  })

  test('that is structured alone is told as JSON', async () => {
    await login()
    answerWith({ structuredContent: { temperature: 22.5, words: ['a', 'b'] } })
    expect(await call()).toMatchObject({ status: 0, stdout: '{"temperature":22.5,"words":["a","b"]}\n' })
    answerWith({ content: [{ type: 'text', text: 'mild' }], structuredContent: { temperature: 22.5 } })
    expect((await call()).stdout).toBe('mild\n')
  })

  test.each([
    [
      'input_required',
      /^✗ The tool one did not answer: the result is of the type input_required\n[^]*told more first/m,
    ],
    ['partial', /of the type partial\n[^]*does not know this type/],
  ])('of the type %s is none', async (resultType, told) => {
    await login()
    answerWith({ resultType, inputRequests: { a: { method: 'elicitation/create' } } })
    const ended = await call()
    expect([ended.status, ended.stdout, ended.stderr]).toEqual([3, '', expect.stringMatching(told) as string])
    expect(documentOf(await call('--json'))['error']).toMatchObject({ code: 'tool-failed', exit_code: 3 })
  })
})

describe('the arguments of a tool', () => {
  test.each(['[1]', 'null', '7', '"text"'])('are an object, and not %s', async (given) => {
    await login()
    const before = server.asked.length
    const { error } = documentOf(await call('--arguments', given, '--json')) as { error: Json }
    expect(error).toMatchObject({
      code: 'setting-invalid', exit_code: 2, message: expect.stringContaining('must be a JSON object') as string,
    })
    expect(server.asked.slice(before)).toEqual([])
  })

  test('are an object in a file too', async () => {
    writeFileSync(join(home, 'list.json'), '[1]')
    await login()
    expect(documentOf(await call('--arguments', `@${join(home, 'list.json')}`, '--json'))['error'])
      .toMatchObject({ code: 'setting-invalid' })
    expect(server.asked.filter(asked => asked.includes('tools/call'))).toEqual([])
    writeFileSync(join(home, 'object.json'), '{"a":1}')
    expect(await call('--arguments', `@${join(home, 'object.json')}`)).toMatchObject({ status: 0, stdout: 'called\n' })
  })
})

describe('the schema of a tool', () => {
  test('is whole, however long it is', async () => {
    const schema = {
      type: 'object',
      properties: Object.fromEntries(
        Array.from({ length: 400 }, (_, place) => [`argument_${place}`, { description: 'x'.repeat(100) }]),
      ),
    }
    server.judge(asked =>
      asked.message.method === 'tools/list' ? answerAll(asked, [{ name: 'one', inputSchema: schema }]) : undefined)
    await login()
    expect((documentOf(await run('mcp', server.url, '--json'))['tools'] as Json[])[0]?.['input_schema']).toEqual(schema)
  })

  test('keeps what describes an argument that is called as a credential is, and hides values', async () => {
    const properties = {
      password: { type: 'string', minLength: 8 }, token: { type: 'string' },
      api_key: { anyOf: [{ type: 'string' }, { type: 'null' }] },
    }
    const schema = { type: 'object', properties, required: ['password'], dependentRequired: { token: ['api_key'] } }
    server.judge(asked => asked.message.method === 'tools/list'
      ? answerAll(asked, [
          { name: 'one', inputSchema: schema },
          { name: 'two', inputSchema: { api_key: 'canary-api-key', default: { note: asked.token } } },
        ])
      : undefined)
    const ended = await login('-vvv')
    for (const document of [JSON.parse(ended.stdout) as Json, documentOf(await run('mcp', server.url, '--json'))]) {
      const [one, two] = document['tools'] as { input_schema: Json }[]
      expect(one?.input_schema).toEqual(schema)
      expect(two?.input_schema).toMatchObject({
        api_key: expect.stringMatching(/^<api_key#/) as string,
        default: { note: expect.stringMatching(/^<access_token#/) as string },
      })
    }
    expect(ended.stderr).not.toContain('canary-api-key')
  })
})
