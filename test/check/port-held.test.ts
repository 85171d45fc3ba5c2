import type { Server } from 'node:net'
import { describe, expect, test, type TestContext } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import { freePort, occupy, release } from '../support/ports.ts'
import { residentBrowser } from '../support/resident-browser.ts'
import type { Handlers } from '../support/stub-provider.ts'
import type { Json } from '../support/walks.ts'
import { openExamined, type Rule } from './provider/exam-stub.ts'

interface Held { context: TestContext, probes: string, milliseconds?: number, handlers?: Partial<Handlers> }

/**
 * Examines a provider while another program takes the port of the redirect URI at the first token request, for so long
 * or to the end.
 */
async function examine({ context, probes, milliseconds, handlers }: Held) {
  const port = await freePort()
  let holding: Promise<Server | undefined> | undefined
  const free = async () => {
    const server = await holding
    if (server?.listening) await release(server)
  }
  const hold = async () => {
    holding = occupy(port, '127.0.0.1')
    await holding
    if (milliseconds !== undefined) setTimeout(() => void free(), milliseconds)
  }
  context.onTestFinished(free)
  const stub = await openExamined(context, {
    authorize: (asked, here) => here.good.authorize(asked, here),
    token: async (asked, here) => {
      if (!holding) await hold()
      return (handlers?.token ?? here.good.token)(asked, here)
    },
  })
  const client = [
    '--client-id', stub.client.client_id, '--redirect-uri', `http://127.0.0.1:${port}/callback`, '--browser',
    residentBrowser(),
  ]
  const environment = { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret }
  const running = startInside(
    ['check', stub.issuer, '--i-operate', stub.issuer, ...client, '--probe', probes, '--json'],
    { home: freshHome(), environment },
  )
  const { status, stdout, stderr } = await running.ended
  const { rules, error } = JSON.parse(stdout) as { rules: (Rule & { id: string })[], error?: Json }
  return { status, stderr, error, rules: Object.fromEntries(rules.map(rule => [rule.id, rule])) }
}

describe('another program has the port of the redirect URI', () => {
  test.concurrent('for a moment: no rule is lost', async (context) => {
    const { status, rules } = await examine({ context, probes: 'C19,C21,C24', milliseconds: 1000 })
    expect([status, Object.values(rules).map(({ verdict }) => verdict)]).toEqual([0, ['PASS', 'PASS', 'PASS']])
  })

  test.concurrent('to the end: what is lost is told, and no message of another rule as its own', async (context) => {
    const { status, rules, error } = await examine({ context, probes: 'C19,C21,C24' })
    const { C21, C24 } = rules
    expect([status, C21?.reason?.code, C24?.reason?.code]).toEqual([5, 'port-busy', 'port-busy'])
    expect([C21, C24].flatMap(rule => rule?.evidence.map(({ exchange }) => exchange))).toEqual([undefined, undefined])
    expect(error?.['cause']).toContain('Another program uses the port')
  })

  test.concurrent('and another rule is broken: the port is told of all the same', async (context) => {
    const withoutVerifier: Handlers['token'] = (asked, stub) => {
      const grant = stub.grants.get(asked.parameters.get('code') ?? '')
      if (grant) grant.challenge = undefined
      asked.parameters.delete('code_verifier')
      return stub.good.token(asked, stub)
    }
    const { status, stderr } = await examine({ context, probes: 'C19,C24', handlers: { token: withoutVerifier } })
    expect([status, stderr]).toEqual([
      3, expect.stringMatching(/! Not judged: C24\. Another program uses the port .*--port/),
    ])
  })
})
