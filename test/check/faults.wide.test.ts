import { describe, expect, test } from 'vitest'
import { variants } from '../../src/sandbox/misbehave/index.ts'
import { openMcp } from '../sandbox/mcp/support.ts'
import type { Json } from '../support/walks.ts'
import { check, verdictsOf } from './support.ts'

interface Told { verdict: string, change?: string, clauses: object[], evidence: { code: string, exchange?: object }[] }

type Planted = Readonly<Record<string, string>>

/** What only a login meets, or what is no fault in the eyes of the standards. */
const beyond = [
  // The document at the root is about the root; the one that the challenge names is right.
  'mcp-metadata-differs', 'mcp-openid-only',
  'mcp-redirect-refused', 'mcp-entra-resource', 'mcp-audience-unbound', 'mcp-expired-200', 'mcp-expired-400',
  'mcp-expired-403', 'mcp-expired-307',
  'mcp-stateless', 'mcp-lazy', 'mcp-step-up-missing-only', 'mcp-issuer-path', 'mcp-pkce-unchecked', 'mcp-proof-late',
  'mcp-entra-refresh',
  'mcp-document-forgotten', 'mcp-document-port', 'mcp-registration-port', 'mcp-registration-scope-refused',
  'mcp-registration-scope-wanted',
  'mcp-client-id-in-body',
]

const planted: Readonly<Record<string, readonly [exit: number, verdicts: Planted, codes: readonly string[]]>> = {
  'mcp-challenge-missing': [0, { M01: 'WEAK' }, ['challenge-missing']],
  'mcp-challenge-unquoted': [0, { M01: 'WEAK' }, ['challenge-unquoted']],
  'mcp-old-transport': [3, { M01: 'FAIL' }, ['mcp-transport-old']],
  'mcp-challenge-bare': [0, { M02: 'WEAK' }, ['challenge-without-metadata']],
  'mcp-challenge-dead-link': [0, { M02: 'WEAK' }, ['challenge-metadata-elsewhere']],
  // What stands in a document can't be judged where there is none.
  'mcp-metadata-missing': [
    3, { M02: 'FAIL', M03: 'SKIP', M04: 'SKIP' }, ['challenge-without-metadata', 'resource-metadata-missing'],
  ],
  // What stands at the new address is another check's matter.
  'mcp-moved': [3, { M01: 'FAIL', M02: 'SKIP', M03: 'SKIP', M04: 'SKIP' }, ['mcp-moved']],
  'mcp-resource-root': [0, { M03: 'WEAK' }, ['resource-above']],
  'mcp-resource-fixed': [4, { M03: 'FAIL' }, ['resource-identical']],
  'mcp-resource-scheme': [4, { M03: 'FAIL' }, ['resource-identical']],
  'mcp-no-server': [3, { M04: 'FAIL' }, ['authorization-server-missing']],
  // To name several is no fault; that one of them publishes nothing is.
  'mcp-two-servers': [3, { M05: 'FAIL' }, ['discovery-refused']],
  'mcp-issuer-slash': [0, { M06: 'WEAK' }, ['issuer-slash']],
  'mcp-issuer-host': [4, { M06: 'FAIL' }, ['issuer-identical']],
  'mcp-pkce-missing': [4, { M07: 'FAIL' }, ['pkce-advertised']],
}

/** How the command ends where not every rule holds. */
const failures: Readonly<Record<number, string>> = { 3: 'rules-broken', 4: 'rules-unsafe' }

const all = Object.fromEntries(['M01', 'M02', 'M03', 'M04', 'M05', 'M06', 'M07', 'M08'].map(id => [id, 'PASS']))

describe('check, against the sandbox as an MCP server', () => {
  test('finds nothing where nothing is wrong', async () => {
    const { resource } = await openMcp()
    const { status, document } = await check([resource, '--strict'])
    expect([status, document['ok'], verdictsOf(document)]).toEqual([0, true, all])
  })

  test.each(Object.entries(planted))('%s: the planted rule, and no other', async (
    misbehave, [exit, verdicts, codes],
  ) => {
    const { resource } = await openMcp({ misbehave })
    const { status, document } = await check([resource])
    expect([status, verdictsOf(document)]).toEqual([exit, { ...all, ...verdicts }])
    expect((document['error'] as Json | undefined)?.['code']).toBe(failures[exit])
    const { rules } = document as { rules: Told[] }
    expect(rules.flatMap(({ evidence }) => evidence.map(({ code }) => code))).toEqual(codes)
    const told = rules.filter(({ verdict }) => verdict === 'FAIL' || verdict === 'WEAK')
    for (const { verdict, evidence, clauses, change } of told) {
      expect([verdict, evidence.every(({ exchange }) => exchange), clauses.length > 0, typeof change]).toEqual([
        verdict, true, true, 'string',
      ])
    }
  })

  test.each([
    ['mcp-old-transport', /^Serve Streamable HTTP/, 200],
    ['mcp-moved', /^Have clients use http\S+\/mcp\/, or answer at http\S+\/mcp itself\.$/, 307],
    ['mcp-challenge-dead-link', /lead to the document: http\S+\/\.well-known\/oauth-protected-resource\/mcp$/, 404],
    ['mcp-challenge-unquoted', /into quotes/, 401],
  ])('%s: says what to change there, and shows the answer that is wrong', async (misbehave, change, status) => {
    const { resource } = await openMcp({ misbehave })
    const { rules } = (await check([resource])).document as unknown as { rules: {
      change?: string
      evidence: { exchange: { status: number } }[]
    }[] }
    const told = rules.find(rule => rule.change !== undefined)
    expect([told?.change, told?.evidence[0]?.exchange.status]).toEqual([expect.stringMatching(change), status])
  })

  test('goes on at the address that the server leads to, or that its metadata names where the typed one has nothing', async () => {
    const { resource } = await openMcp({ misbehave: 'mcp-moved' })
    const next = async (address: string) => `${String(((await check([address])).document['error'] as Json)['hint'])}\n`
    expect(await next(resource)).toContain(`oauth-walk check ${resource}/\n`)
    const right = (await openMcp()).resource
    expect(await next(right.replace(/mcp$/, ''))).toContain(`oauth-walk check ${right}\n`)
    const { resource: fixed } = await openMcp({ misbehave: 'mcp-resource-fixed' })
    expect(await next(fixed)).toContain(`oauth-walk check ${fixed}\n`)
  })

  test('a list with a server that has no metadata: all addresses are named that were asked', async () => {
    const { resource } = await openMcp({ misbehave: 'mcp-two-servers' })
    const { rules } = (await check([resource])).document as unknown as { rules: Told[] }
    const [told] = rules.flatMap(({ evidence }) => evidence) as unknown as { message: string }[]
    expect(told?.message.match(/elsewhere\S* \(404\)|\/elsewhere\/\S+ \(404\)/g)).toHaveLength(3)
  })

  test.each(beyond)('%s is nothing that shows without a login', async (misbehave) => {
    const { resource } = await openMcp({ misbehave })
    const { status, document } = await check([resource])
    expect([status, verdictsOf(document)]).toEqual([0, all])
  })

  test('each fault of an MCP server is in one of the tables', () => {
    const names = variants.map(({ name }) => name).filter(name => name.startsWith('mcp-'))
    expect([...Object.keys(planted), ...beyond].sort()).toEqual(names.sort())
  })

  test('--strict counts as broken what others forgive', async () => {
    for (const [misbehave, rule] of [['mcp-challenge-missing', 'M01'], ['mcp-issuer-slash', 'M06']] as const) {
      const { resource } = await openMcp({ misbehave })
      const { status, document } = await check([resource, '--strict'])
      expect([status, document['strict'], verdictsOf(document)]).toEqual([3, true, { ...all, [rule]: 'FAIL' }])
    }
  })
})
