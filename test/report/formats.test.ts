import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv, type AnySchema, type AnySchemaObject } from 'ajv'
import formats from 'ajv-formats'
import mermaid from 'mermaid'
import { expect, test } from 'vitest'
import { stepIds } from '../../src/codes/failure.ts'
import { messageNames } from '../../src/walk/events.ts'
import type { Purpose } from '../../src/wire.ts'
import { runInside } from '../support/inside.ts'
import { everyExport, readExport, writeWalk, type Written } from './written.ts'

const require = createRequire(import.meta.url)
const schema
  = JSON.parse(
    readFileSync(fileURLToPath(new URL('../../schema/transcript.json', import.meta.url)), 'utf8'),
  ) as AnySchema

interface Entry {
  request: { method: string, url: string, queryString: unknown[] }
  response: { status: number }
  comment: string
}
interface Har { log: { entries: Entry[] } }

/** HAR 1.2 as har-schema has it, which is written in JSON Schema's draft 6. */
function validateHar(har: unknown): string[] {
  const ajv = new Ajv({ strict: false })
  formats.default(ajv)
  ajv.addMetaSchema(require('ajv/dist/refs/json-schema-draft-06.json') as AnySchemaObject)
  const schemas = require('har-schema') as Record<string, AnySchema>
  const validate = ajv.addSchema(Object.values(schemas)).getSchema('har.json#') ?? ajv.compile({ $ref: 'har.json#' })
  return validate(har)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`)
}

function validateTranscript(text: string): unknown[] {
  const ajv = new Ajv({ strict: false })
  formats.default(ajv)
  const validate = ajv.compile(schema)
  return validate(JSON.parse(text)) ? [] : validate.errors ?? []
}

async function expectValid({ home, files, pathOf }: Written, words: readonly string[]): Promise<void> {
  expect(validateTranscript(files.save)).toEqual([])
  expect(await mermaid.parse(files.mermaid)).toMatchObject({ diagramType: 'sequence' })
  expect(validateHar(JSON.parse(files.har))).toEqual([])
  const folder = join(home, 'again')
  mkdirSync(folder)
  const again = await runInside(['report', pathOf('save'), ...everyExport(folder).slice(0, -2), ...words], { home })
  expect(again.status, again.stderr).toBe(0)
  for (const kind of ['html', 'mermaid', 'har', 'curl'] as const) expect(readExport(folder, kind)).toBe(files[kind])
}

test('a walk that succeeded is written in formats that their own tools read, and written again as it was', async () => {
  const written = await writeWalk(['--lang', 'zh'])
  await expectValid(written, ['--lang', 'zh'])
  expectWholeArchive(JSON.parse(written.files.har) as Har)
  expectBriefsDiagram(written.files.mermaid)
  const document = await runInside(['report', written.pathOf('save'), '--json'], { home: written.home })
  expect(JSON.parse(document.stdout)).toMatchObject({ ok: true, subject: '123456', userinfo: { name: '张三' } })
})

test('a walk that failed is written down too', async () => {
  const written = await writeWalk(['--misbehave', 'invalid-iss'], 4)
  await expectValid(written, [])
  expect(written.files.mermaid).toMatch(/^ {4}AuthServer-xClient: token response/m)
  expect(written.files.mermaid).toMatch(/Note over Client: ✗ The ID token names another issuer/)
  expect(JSON.parse(written.files.save)).toMatchObject({
    document: { ok: false }, failure: { code: 'id-token-issuer', step: 'token', exit_code: 4 },
  })
})

test('the checks can fail: what is no HAR, no transcript and no mermaid is refused', async () => {
  expect(
    validateHar({ log: { version: '1.2', creator: { name: 'x', version: '1' }, entries: [{ request: {} }] } }),
  ).not.toEqual(
    [],
  )
  expect(validateTranscript('{"format":"oauth-walk-transcript","version":2}')).not.toEqual([])
  await expect(mermaid.parse('sequenceDiagram\n  A->>: x')).rejects.toThrow()
})

/** The back channel as it was, and where the browser was sent. */
function expectWholeArchive({ log: { entries } }: Har): void {
  const shown = entries.map(({ request, response, comment }) =>
    `${request.method} ${new URL(request.url).pathname} ${response.status} ${comment.split(';')[0] ?? ''}`)
  expect(shown).toEqual([
    'GET /.well-known/openid-configuration 200 back channel: discovery',
    'GET /user/authorize 0 front channel: authorization-request',
    'GET /callback 0 front channel: callback',
    'POST /token 200 back channel: token',
    'GET /jwks 200 back channel: jwks',
    'GET /userinfo 200 back channel: userinfo',
  ])
  const hidden = (name: string) => ({
    name, value: expect.stringMatching(new RegExp(`^<${name}#[0-9a-f]{4}>$`)) as string,
  })
  expect(entries[1]?.request.queryString).toContainEqual(hidden('state'))
  expect(entries[2]?.request.queryString).toContainEqual(hidden('code'))
}

/** The brief's participants and arrows with this walk's values. */
function expectBriefsDiagram(text: string): void {
  const arrows = [...text.matchAll(/^ {4}(\w+)->>(\w+): (\d\. )?/gm)].map(([, from, to, n = '']) =>
    `${n}${from ?? ''} ${to ?? ''}`)
  expect(arrows).toEqual([
    '1. User Client', '2. Client User', '3. User AuthServer', '4. AuthServer User', 'User Client',
    '5. Client AuthServer', 'AuthServer Client',
    '6. Client ResourceServer', 'ResourceServer Client',
  ])
  expect(text).toContain('participant User as 用户 (Resource Owner)')
  expect(text).toMatch(/code = #60;code#35;[0-9a-f]{4}#62;/)
  expect(text).toContain('name = 张三')
}

test('the schema knows every step, message and purpose that the program does', () => {
  // A purpose that is added to the type does not compile here, until it stands in the schema too.
  const purposes: Record<Purpose, true> = {
    discovery: true, jwks: true, token: true, refresh: true, userinfo: true, revocation: true, push: true,
    resource: true,
    sts: true, device: true, poll: true, introspection: true, grant: true, exchange: true, register: true,
    registration: true, 'client-document': true, mcp: true, workload: true, front: true,
  }
  const text = JSON.stringify(schema)
  for (const names of [stepIds, messageNames, Object.keys(purposes)]) expect(text).toContain(
    `{"enum":${JSON.stringify(names)}}`,
  )
})
