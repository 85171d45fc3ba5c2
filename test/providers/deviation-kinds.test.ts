import { readFileSync } from 'node:fs'
import { describe, expect, onTestFinished, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { freePort } from '../support/ports.ts'
import { startVendor } from '../support/vendor-double.ts'
import { walkVendor } from '../support/vendor-walk.ts'
import { documentOf } from '../support/walks.ts'
import { reddit } from './doubles/reddit.ts'
import { playStandard } from './doubles/standard.ts'
import { startWestern, westernVendors, type WesternVendor } from './doubles/western.ts'
import { asianTests, emptySecret, kinds, lineToken, liveTests, replies } from './western-deviations.ts'
import { rows as first } from './western-rows-1.ts'
import { rows as second } from './western-rows-2.ts'
import { rows as third } from './western-rows-3.ts'

const texts = new Map<string, string>([...first, ...second, ...third].map(row => [row.vendor, [
  `words: ${(row.words ?? []).join(' ')}`, `registered: ${row.registered}${row.paste ? ' pasted' : ''}`,
  `authorization: ${row.authorization}`, `token: ${row.token}`,
  `refresh: ${row.refresh}`, ...row.userinfo, `claims: ${JSON.stringify(row.claims)}`,
  `refused: ${JSON.stringify(row.refused)}`,
].join('\n')]))

test('there are fifteen kinds', () => {
  expect(Object.keys(kinds)).toEqual(Array.from({ length: 15 }, (_, place) => `D${place + 1}`))
})

describe.each(Object.entries(kinds).filter(([, { shown }]) => Object.keys(shown).length > 0))('%s', (
  _kind, { what, shown },
) => {
  test.each(Object.entries(shown))(`${what}: %s`, (vendor, how) => {
    if ('test' in how) expect(liveTests).toContain(how.test)
    else if ('strict' in how) expect(
      how.strict(westernVendors[vendor as WesternVendor]({ origin: 'http://127.0.0.1', registered: [] })),
    ).toBe(true)
    else if ('file' in how) expect(readFileSync(new URL(how.file, import.meta.url), 'utf8')).toContain(how.title)
    else if ('has' in how) expect(texts.get(vendor)).toMatch(how.has)
    else expect(texts.get(vendor) ?? expect.fail(`${vendor} has no row`)).not.toMatch(how.lacks)
  })
})

test.each(Object.entries(asianTests))('%s is shown in Asia by %j', (_kind, [file, name]) => {
  expect(readFileSync(new URL(`${file}.test.ts`, import.meta.url), 'utf8')).toContain(name)
})

describe('what only the result shows', () => {
  test.each(replies)('D3, D8: %s replies with %s', async (vendor, _means, words, host, expected) => {
    const port = await freePort()
    const double = await startWestern(vendor, [`http://${host}${vendor === 'github' ? '' : `:${port}`}/callback`])
    onTestFinished(async () => double.close())
    const { id, secret } = double.facts.client
    const walk = await walkVendor(
      vendor, double, ['--client-id', id, '--port', String(port), '--json', ...words], { home: freshHome(), secret },
    )
    expect(walk.status, walk.stderr).toBe(0)
    expect(documentOf(walk)).toMatchObject({ ok: true, ...expected })
  })

  test(emptySecret, async () => {
    const port = await freePort()
    const facts = { ...reddit(), client: { id: 'p-jcoLKBynTLew', secret: '' } }
    const double = await startVendor(origin =>
      playStandard(facts, { origin, registered: [`http://localhost:${port}/callback`] }))
    onTestFinished(async () => double.close())
    const walk = await walkVendor(
      'reddit', double, ['--client-id', facts.client.id, '--auth-method', 'none', '--port', String(port)],
      { home: freshHome() },
    )
    expect({ status: walk.status, faults: double.faults }, walk.stderr).toEqual({ status: 0, faults: [] })
    expect(double.at('/api/v1/access_token')[0]?.headers.authorization)
      .toBe(`Basic ${Buffer.from('p-jcoLKBynTLew:').toString('base64')}`)
  })

  test(lineToken, async () => {
    const port = await freePort()
    const double = await startWestern('line', [`http://localhost:${port}/callback`])
    onTestFinished(async () => double.close())
    const { id, secret } = double.facts.client
    const walk = await walkVendor(
      'line', double, ['--client-id', id, '--port', String(port), '--json'], { home: freshHome(), secret },
    )
    expect(walk.status, walk.stderr).toBe(0)
    const { findings } = documentOf(walk) as { findings: { code: string }[] }
    expect(findings.map(({ code }) => code)).toContain('id-token-unused')
  })
})
