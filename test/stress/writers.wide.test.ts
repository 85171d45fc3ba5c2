import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkNames, Failure, failureNames, stepIds, type FailureCode } from '../../src/codes/failure.ts'
import { findingCodes } from '../../src/codes/finding.ts'
import { en } from '../../src/messages/en/index.ts'
import { zh } from '../../src/messages/zh/index.ts'
import { comparisonLines } from '../../src/render/comparison.ts'
import { verdictOf } from '../../src/render/verdict.ts'
import { toCurl } from '../../src/render/curl.ts'
import { failureDocument } from '../../src/render/document.ts'
import { printEvents } from '../../src/render/events.ts'
import { toHar } from '../../src/render/har.ts'
import { toMermaid } from '../../src/render/mermaid.ts'
import { failureLines } from '../../src/render/report-failure.ts'
import { toHtml } from '../../src/render/report/page.ts'
import { assess } from '../../src/render/saved/assess.ts'
import type { Transcript } from '../../src/render/saved/transcript.ts'
import { tellStory } from '../../src/render/terminal.ts'
import { asItIs } from '../../src/secrets/mask.ts'
import { toJsonLine } from '../../src/text/json.ts'
import { openWriter, plainWriter } from '../../src/text/terminal.ts'
import { messageNames, type WalkEvent } from '../../src/walk/events.ts'
import { freshHome, run } from '../support/cli.ts'
import { thorough } from '../support/thorough.ts'
import { freshStub } from '../support/waiting-walk.ts'
import { walk } from '../support/walks.ts'
import { anySign } from './any-sign.ts'

const runs = thorough ? 3000 : 40
const time = { timeout: Math.max(60_000, runs * 100) }
const settings = { numRuns: runs, interruptAfterTimeLimit: runs * 90 }

/** What no reader may get as itself: control characters but the line's end, and what turns or hides text. */
// eslint-disable-next-line no-control-regex
const raw = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e0fff}]|\p{Surrogate}/u
// The styles of the writer itself.
// eslint-disable-next-line no-control-regex
const withoutStyles = (text: string) => text.replace(/\u001b\[(?:1|2|22|31|32|33|35|36|39)m/g, '')

const hostile = fc.oneof(
  fc.string({ unit: anySign, maxLength: 40 }), fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.array(fc.constantFrom(
    '\u001b', '[2J', ']52;c;QQ==', '\u0007', '\u001b\\', '\u009b31m', '\u009d0;t', '\u009c', '\u202e', '\u2066',
    '\u200d', '👨‍👩‍👧', '\ud800', '\udc00', '\r', '\n', '\n✗ ', '\t', '\0',
    '\u{e0041}', '\ufff9', '漢字', '：', '`', '$(x)', '\'', '"', '<script>', '#', ';', '::add-mask::', 'https://', '?a=',
    '<code#12ab>', '__proto__', ' '.repeat(90),
  ), { maxLength: 12 }).map(parts => parts.join('')),
)
const value = fc.oneof(hostile, fc.jsonValue({ maxDepth: 3, stringUnit: anySign }), fc.double())
const members = fc.dictionary(hostile, value, { maxKeys: 5 })
const headers = fc.dictionary(hostile, hostile, { maxKeys: 4 })
const request = fc.record({ url: hostile, method: hostile, headers, body: fc.option(hostile, { nil: undefined }) })
const response = fc.record({ status: fc.nat(999), headers, body: hostile })
const from = fc.constantFrom('user', 'client', 'authorization_server', 'resource_server')

const body = fc.oneof(
  fc.record({ type: fc.constant('walk-started'), profile: hostile, target: hostile, client_id: hostile }),
  fc.record({ type: fc.constant('step-started') }),
  fc.record({ type: fc.constant('step-finished'), ms: fc.nat(90_000) }),
  fc.record({
    type: fc.constant('message'), name: fc.constantFrom(...messageNames), from, to: from,
    channel: fc.constantFrom('person', 'front', 'back'),
    method: hostile, url: hostile, status: fc.nat(999), parameters: members,
    names: fc.dictionary(hostile, hostile, { maxKeys: 3 }),
  }),
  fc.record({ type: fc.constant('authorization-url'), url: hostile }),
  fc.record({ type: fc.constant('step-differs'), way: fc.constant('device') }),
  fc.record({
    type: fc.constant('device-authorization'), user_code: hostile, verification_uri: hostile, expires_in: fc.nat(),
    interval: fc.nat(),
  }),
  fc.record({ type: fc.constant('browser-failed'), reason: hostile }),
  fc.record({
    type: fc.constant('waiting'), redirect_uri: hostile, timeout_seconds: fc.nat(),
    ways: fc.subarray(['listener', 'paste']),
  }),
  fc.record({ type: fc.constant('callback-ignored'), reason: hostile, way: fc.constantFrom('listener', 'paste') }),
  fc.record({
    type: fc.constant('http'), purpose: fc.constantFrom('discovery', 'token', 'userinfo'), request, response,
    ms: fc.nat(9000),
  }),
  fc.record({ type: fc.constant('decoded'), token: fc.constant('id_token'), header: members, claims: members }),
  fc.record({
    type: fc.constant('finding'), code: fc.oneof(fc.constantFrom(...findingCodes), hostile), details: members,
  }),
  fc.record({
    type: fc.constant('check'), name: fc.oneof(fc.constantFrom(...checkNames), hostile), ok: fc.boolean(),
    expected: hostile, actual: hostile, rule: hostile,
  }),
  fc.record({ type: fc.constant('session-saved'), profile: hostile, path: hostile }),
)
const events = fc.array(fc.tuple(body, fc.constantFrom(...stepIds)), { maxLength: 8 })
  .map(list => list.map(([event, step]) =>
    ({ ...event, at: '2026-01-31T09:30:00.000Z', step, n: stepIds.indexOf(step) + 1 }) as unknown as WalkEvent))
const look = fc.record({
  catalogue: fc.constantFrom(en, zh), detail: fc.constantFrom('brief', 'usual', 'all'), claimsFollow: fc.boolean(),
  verbosity: fc.nat(3), opening: fc.constantFrom('by-hand', 'by-itself', 'browser'),
  colour: fc.boolean(), width: fc.option(fc.integer({ min: 20, max: 120 }), { nil: undefined }),
})
const failure = fc.tuple(
  fc.constantFrom<FailureCode>(...checkNames, ...failureNames), members, members, fc.constantFrom(...stepIds),
)
  .map(([code, details, provider, step]) =>
    new Failure(code, Object.keys(details).length > 2 ? { ...details, provider } : details, { step }))

describe('the writers', () => {
  test('any events in any look: nothing raw in the story, and each event is one line of JSON', time, async () => {
    await fc.assert(fc.asyncProperty(events, look, async (list, { colour, width, ...how }) => {
      const told: string[] = []
      const printed: string[] = []
      const writer = await openWriter({ colour, width })
      const tell = tellStory({
        ...how, writer, write: text => void told.push(text), beforeAddress: 'Open:', progress: undefined,
      })
      const print = printEvents(text => void printed.push(text), how.catalogue)
      for (const event of list) {
        await tell(asItIs(event))
        await print(asItIs(event))
      }
      expect(raw.exec(withoutStyles(told.join('')))?.[0]).toBeUndefined()
      expect(raw.exec(printed.join(''))?.[0]).toBeUndefined()
      expect(printed.every(line => line.endsWith('\n') && line.indexOf('\n') === line.length - 1)).toBe(true)
    }), settings)
  })

  test('any failure: nothing raw in its lines nor in its document', time, async () => {
    await fc.assert(fc.asyncProperty(failure, look, async (failed, { catalogue, colour, width }) => {
      const writer = await openWriter({ colour, width })
      const text = writer.lines(failureLines(asItIs(failed), catalogue))
        + toJsonLine(failureDocument(asItIs(failed), catalogue, 3))
      expect(raw.exec(withoutStyles(text))?.[0]).toBeUndefined()
    }), settings)
  })

  test('any saved walk: nothing raw in what is written of it, nor in what it differs in', time, () => {
    const begun = {
      type: 'walk-started', profile: 'p', target: 't', client_id: 'c', at: '2026-01-31T09:30:00.000Z',
    } as unknown as WalkEvent
    const saved = fc.record({ list: events, program: hostile, subject: hostile }).map(({ list, program, subject }) => ({
      format: 'oauth-walk-transcript', version: 1, program, secrets: 'hidden', events: [begun, ...list],
      document: { ok: true, subject },
    }) as unknown as Transcript)
    fc.assert(fc.property(saved, saved, fc.constantFrom(en, zh), hostile, (a, b, catalogue, path) => {
      const assessment = assess(a, b)
      const verdict = verdictOf(assessment, catalogue)
      const texts = [
        toHtml(a, catalogue), toMermaid(a, catalogue), toHar(a), toCurl(a, catalogue),
        plainWriter.lines(comparisonLines(assessment, { verdict, files: [path, path], isVerbose: true }, catalogue)),
        toJsonLine(verdict),
      ]
      expect(texts.map(text => raw.exec(text.replaceAll('\t', ''))?.[0])).toEqual(texts.map(() => undefined))
    }), settings)
  })
})

describe('the commands', () => {
  test('with a provider, a saved walk and words that are hostile: nothing raw on stdout or stderr', {
    timeout: thorough ? 600_000 : 90_000,
  }, async () => {
    const stub = await freshStub()
    const texts = fc.sample(hostile.filter(text => text.length > 3), {
      numRuns: thorough ? 12 : 1, seed: thorough ? Date.now() : 7,
    })
    for (const [number, evil] of texts.entries()) {
      const home = freshHome()
      const said = `${evil}\u001b]52;c;QQ==\u0007\u009b31m\u202e`
      stub.reset({
        userinfo: async (asked, here) => {
          const good = await here.good.userinfo(asked, here) as { body: object }
          return { ...good, body: { ...good.body, name: said, [said]: said } }
        },
        token: async (asked, here) => {
          const good = await here.good.token(asked, here) as { body: object }
          return { ...good, body: { ...good.body, scope: `openid ${said}`, [said]: said } }
        },
      })
      const look = [
        ...['', 'v', 'vv', 'vvv'].slice(number % 4, number % 4 + 1).filter(flag => flag !== '').map(flag => `-${flag}`),
        '--lang', number % 2 === 0 ? 'en' : 'zh',
      ]
      const environment = { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret }
      const options = { home, environment }
      const path = join(home, 'walk.json')
      const login = await walk(
        [stub.issuer, '--client-id', stub.client.client_id, '--port', '0', '--save', path, ...look], options,
      )
      writeFileSync(join(home, 'other.json'), `{"format":${JSON.stringify(said)}}`)
      const commands = [
        ['report', path, '--explain', '-vvv'], ['report', path, '--brief'], ['diff', path, path], ['profile', 'list'],
        ['profile', 'show'], ['token', 'show'], ['userinfo', '-vv'],
        ['provider', 'show', 'okta', '--redirect-uri', `https://op.example/${said.replaceAll('\0', '')}`],
        ['report', join(home, 'other.json')],
        ['token', '--profile', said.replaceAll('\0', '')], [`--${said.replaceAll('\0', '')}`], ['logout'],
      ]
      const ended = [login]
      for (const words of commands) ended.push({
        ...await run([...words, ...words[0]?.startsWith('--') ? [] : look.slice(-2)], options), browsed: undefined,
      })
      expect(ended.map(({ stdout, stderr }) => raw.exec(stdout + stderr)?.[0])).toEqual(ended.map(() => undefined))
      expect(ended.map(({ status }) => status)).not.toContain(1)
    }
  })
})
