import { Ajv } from 'ajv'
import { XMLParser } from 'fast-xml-parser'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openReasons, skipReasons, verdicts } from '../../src/codes/exam.ts'
import { providerDocument } from '../../src/render/check/document.ts'
import { toJunit } from '../../src/render/check/junit.ts'
import { toldLines } from '../../src/render/check/lines.ts'
import { tableLines } from '../../src/render/check/table.ts'
import { toCheckPage } from '../../src/render/check/page/page.ts'
import { toSarif } from '../../src/render/check/sarif.ts'
import { columnsOf } from '../../src/text/columns.ts'
import { openWriter, plainWriter } from '../../src/text/terminal.ts'
import { bash } from '../report/bash.ts'
import type { Json } from '../support/walks.ts'
import { evidenceOf, examinationOf, examinedAll, exchange, issuer, ran, wordingOf } from './made-up.ts'

const reported = (examined = examinedAll()) => ({ ...examinationOf(examined), address: issuer })

/** Signs that a server may send to be taken for markup, or for a sequence of the terminal. */
const hostile = '<script>alert(1)</script>\u001b[31m\u202e"\'&'
const hostileExchange = {
  ...exchange, response: { ...exchange.response, body: hostile, headers: { location: hostile } },
} as typeof exchange
const attacked = () =>
  examinedAll(() => 'FAIL').map(one => ({ ...one, evidence: [evidenceOf('token-refused', hostileExchange)] }))

describe.each(['en', 'zh'] as const)('a provider’s verdicts, in %s', (language) => {
  test.each(verdicts)('stand in a table of 80 columns, beside one that is INCONCLUSIVE: %s', async (verdict) => {
    const reasons = verdict === 'SKIP' ? skipReasons : verdict === 'INCONCLUSIVE' ? openReasons : [undefined]
    const rules = [
      ...examinedAll(() => 'INCONCLUSIVE').slice(0, 1),
      ...reasons.flatMap(reason => examinedAll(() => verdict).map(one => ({ ...one, reason }))),
    ]
    const writer = await openWriter({ colour: false, width: 80 })
    const wording = await wordingOf(language)
    // More of them would share a line.
    for (let place = 1; place < rules.length; place += 5) {
      const some = [...rules.slice(0, 1), ...rules.slice(place, place + 5)]
      const lines = writer.lines(tableLines(some, wording, 80)).trimEnd().split('\n')
      expect([lines.length, lines.filter(line => columnsOf(line) > 80)]).toEqual([some.length + 2, []])
    }
  })

  test.each([60, 40])('keep to %i columns, commands to be copied aside', async (width) => {
    const [writer, wording] = [await openWriter({ colour: false, width }), await wordingOf(language)]
    const lines
      = writer.lines([...tableLines(examinedAll(), wording, width), ...toldLines(examinedAll(), wording)]).split('\n')
    expect(lines.filter(line => columnsOf(line) > width && !/^ {4,6}(?:--|curl)/.test(line))).toEqual([])
  })

  test('tell a failure with the message, the answer, the attack, the clause, the change, the server’s setting and the command', async () => {
    const wording = await wordingOf(language)
    const [one] = examinedAll(() => 'FAIL').filter(({ probe }) => probe.id === 'C35')
    const told = plainWriter.lines(toldLines(one ? [one] : [], wording))
    const rule = wording.ofProvider?.rules['refresh-reuse']
    for (const text of [
      rule?.title, rule?.attack, rule?.change, 'POST https://op.example', '200', 'RFC 9700 4.14.2', 'Keycloak',
      'Revoke Refresh Token', 'curl -i',
    ]) {
      expect(told).toContain(text)
    }
  })

  test('stand on a page that runs nothing but its own, with what fails first, and nothing of a server’s as markup', async () => {
    const page = toCheckPage(reported(attacked()), ran, await wordingOf(language))
    expect(page).toMatch(
      /<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+';/,
    )
    expect(page).toContain(`<html lang="${language === 'en' ? 'en' : 'zh-CN'}">`)
    expect([
      page.match(/<script>/g)?.length, page.includes('\u001b'), page.includes('\u202e'), /\b(?:src|srcset)=/.test(page),
    ]).toEqual([1, false, false, false])
    expect([...page.matchAll(/<div id="(C\d\d)"/g)].map(([, id]) => id).slice(0, 3)).toEqual(['C01', 'C05', 'C09'])
  })

  test('stand in the document that the schema describes', async () => {
    const schemas = ['check', 'failure'].map(name =>
      JSON.parse(readFileSync(new URL(`../../schema/${name}.json`, import.meta.url), 'utf8')) as object)
    const validate = new Ajv({ schemas, allErrors: true }).getSchema('urn:oauth-walk:check:1')
    const document = JSON.parse(JSON.stringify({
      ok: true,
      ...providerDocument(
        examinationOf(examinedAll(place => place === 2 ? 'FAIL' : 'PASS')), await wordingOf(language),
      ),
    })) as Json
    expect([validate?.(document), validate?.errors]).toEqual([true, null])
    expect((document['rules'] as Json[])[2]).toMatchObject({
      id: 'C03', severity: 'medium', repeat: expect.stringContaining('$CODE') as string,
    })
  })
})

describe('for a build', () => {
  type Suite = { testcase: Json[] } & Json
  const cases = (text: string) => (new XMLParser({ ignoreAttributes:
    false }).parse(text) as { testsuites: { testsuite: Suite } })
    .testsuites.testsuite

  test('only what is grave enough and not known is a failure in JUnit', async () => {
    const examined = examinedAll(() => 'FAIL').map((one, place) => place < 4 ? { ...one, isAccepted: true } : one)
    const suite = cases(toJunit(reported(examined), ran, await wordingOf('en')))
    const failing = examined.filter(({ probe, isAccepted }) =>
      !isAccepted && 'severity' in probe && ['critical', 'high'].includes(probe.severity)).length
    expect([suite['@_tests'], suite['@_failures'], suite['@_skipped']]).toEqual([
      String(examined.length), String(failing), '4',
    ])
    expect([
      suite.testcase.filter(one => 'failure' in one).length, suite.testcase.filter(one => 'skipped' in one).length,
    ]).toEqual([failing, 4])
  })

  test('SARIF has its required members, a rule for each, a result for what is broken, and suppresses what is known', async () => {
    const examined = examinedAll().map(one =>
      one.verdict === 'FAIL' && one.probe.id === 'C03' ? { ...one, isAccepted: true } : one)
    const { version, $schema, runs: [run] } = JSON.parse(toSarif(reported(examined), ran, await wordingOf('en'))) as {
      version: string
      $schema: string
      runs: Json[]
    }
    const { driver } = run?.['tool'] as { driver: { name: string, rules: { id: string }[] } }
    const results = run?.['results'] as {
      ruleId: string
      ruleIndex: number
      kind: string
      locations: { physicalLocation: { artifactLocation: { uri: string } } }[]
      message: { text: string }
      suppressions?: Json[]
    }[]
    expect([version, $schema.endsWith('sarif-schema-2.1.0.json'), driver.name, driver.rules.length]).toEqual([
      '2.1.0', true, 'oauth-walk', examined.length,
    ])
    expect(results.filter(({ ruleId, ruleIndex }) => driver.rules[ruleIndex]?.id !== ruleId)).toEqual([])
    expect(results.map(({ ruleId }) => ruleId))
      .toEqual(examined.flatMap(({ probe, verdict }) => ['FAIL', 'WEAK'].includes(verdict) ? [probe.id] : []))
    // GitHub refuses a file whose locations have another scheme than the checkout, and shows every result as an alert.
    expect(
      new Set(
        results.map(({ kind, locations }) => `${kind} ${locations[0]?.physicalLocation.artifactLocation.uri ?? ''}`),
      ),
    ).toEqual(new Set(['fail op.example/realms/walk/protocol/openid-connect/token']))
    const [{ toolExecutionNotifications: told } = { toolExecutionNotifications: [] }]
      = run?.['invocations'] as { toolExecutionNotifications: { associatedRule: { id: string } }[] }[]
    expect(told.map(({ associatedRule }) => associatedRule.id))
      .toEqual(examined.flatMap(({ probe, verdict }) => verdict === 'INCONCLUSIVE' ? [probe.id] : []))
    expect(results.filter(({ message: { text } }) => text === '')).toEqual([])
    expect(results.filter(({ suppressions }) => suppressions).map(({ ruleId }) => ruleId)).toEqual(['C03'])
  })

  test('the command that repeats a message is one for bash, and takes its secrets from variables', async () => {
    const [rule]
      = providerDocument(
        examinationOf(examinedAll(() => 'FAIL')), await wordingOf('en'),
      )['rules'] as { repeat: string }[]
    // What stands for each secret is told above it, as a comment.
    expect(rule?.repeat).toMatch(/^# .*\bCODE\b/m)
    const script = join(mkdtempSync(join(tmpdir(), 'oauth-walk-test-')), 'repeat.sh')
    writeFileSync(script, `curl() { printf '<%s>' "$@"; }\n${rule?.repeat ?? ''}`)
    expect((await bash(script, [], { CODE: 'a b', CLIENT_SECRET: 's3' })).stdout).toBe(
      '<-i><--user><my app:s3><--data-urlencode><grant_type=authorization_code><--data-urlencode><code=a b>'
      + `<--data-urlencode><redirect_uri=https://app.example/cb><--url><${issuer}/protocol/openid-connect/token>`,
    )
  })
})
