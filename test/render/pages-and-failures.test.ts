import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { exitCodeOf } from '../../src/cli/failures/exit-codes.ts'
import { checkNames, Failure, failureNames, stepIds, type StepId } from '../../src/codes/failure.ts'
import { en } from '../../src/messages/en/index.ts'
import { zh } from '../../src/messages/zh/index.ts'
import { failureDocument } from '../../src/render/document.ts'
import { plainWriter } from '../../src/text/terminal.ts'
import { failureLines } from '../../src/render/report-failure.ts'
import { asItIs } from '../../src/secrets/mask.ts'
import { makeTabPages } from '../../src/render/tab.ts'
import type { TabPage } from '../../src/transport/callback-request.ts'

const hostile = '</title><script>alert(1)</script><img src=x onerror=alert(1)>"\'&\u001b[31m'
const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
const inside = (html: string, tag: string) =>
  [...html.matchAll(new RegExp(`<${tag}[^>]*>(.*?)</${tag}>`, 'gs'))].map(match => match[1] ?? '')

function allPages(catalogue: typeof en): [string, TabPage][] {
  const pages = makeTabPages(catalogue)
  const failed = (step: StepId | undefined) => pages.finished({
    ok: false, failure: new Failure('access-denied', { reason: hostile, provider: { error: hostile } }, { step }),
  })
  return [
    ['ignored', pages.ignored()], ['unfinished', pages.unfinished()], ['finished', pages.finished({ ok: true })],
    ...[undefined, ...stepIds].map((step): [string, TabPage] => [`failed at ${step ?? 'no step'}`, failed(step)]),
  ]
}

describe.each([['en', en], ['zh', zh]] as const)('the tab in %s', (_language, catalogue) => {
  test.each(
    allPages(catalogue),
  )('%s: just the script and the style that its policy names, and nothing of the request', (
    _name, { html, contentSecurityPolicy },
  ) => {
    const [scripts, styles] = [inside(html, 'script'), inside(html, 'style')]
    expect([scripts.length, styles.length]).toEqual([1, 1])
    expect(contentSecurityPolicy).toBe(
      `default-src 'none'; style-src ${hash(
        styles[0] ?? '',
      )}; script-src ${hash(scripts[0] ?? '')}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    )
    expect(scripts[0]).toContain('history.replaceState')
    expect(html).not.toMatch(/alert|onerror|\ssrc=|\shref=|\sstyle=|\son\w+=|https?:|url\(|@import|javascript:/)
  })

  test.each(allPages(catalogue))('%s is a whole page with a title and a language', (_name, { html, status }) => {
    expect(html).toMatch(
      /^<!doctype html><html lang="(en|zh-CN)"><head><meta charset="utf-8">.*<title>[^<]+<\/title>.*<h1 class="(good|bad|open)">[^<]+<\/h1>.*<\/html>$/s,
    )
    expect([200, 400]).toContain(status)
  })

  test('marks the steps that are done, the one that failed, and those that never came', () => {
    const marks = (page: TabPage) => [...page.html.matchAll(/<li class="(\w+)">/g)].map(match => match[1])
    const pages = Object.fromEntries(allPages(catalogue))
    expect(marks(pages['finished'] as TabPage)).toEqual(Array.from({ length: 6 }, () => 'done'))
    expect(marks(pages['failed at token'] as TabPage)).toEqual(['done', 'done', 'done', 'done', 'failed', 'open'])
    expect(marks(pages['unfinished'] as TabPage)).toEqual(['done', 'done', 'done', 'open', 'open', 'open'])
    expect(marks(pages['ignored'] as TabPage)).toEqual([])
  })
})

describe('failureLines', () => {
  const lines = (failure: Failure, catalogue = en) =>
    plainWriter.lines(failureLines(asItIs(failure), catalogue)).split('\n').slice(0, -1)

  test('say the step, what was expected, what came, the rule, the cause and the next command', () => {
    expect(lines(
      new Failure('id-token-nonce', { expected: 'abc', actual: 'def', rule: 'OIDC Core 3.1.3.7' }, { step: 'token' }),
    )).toEqual([
      '✗ The ID token does not have this login’s nonce  (Failed at step 5 The code becomes tokens)',
      '  expected: abc', '  came: def', '  rule: OIDC Core 3.1.3.7',
      '  likely cause: The token was issued for another login: a replay. Or the provider changes the nonce, which it must not.',
      expect.stringMatching(/^ {2}advice: .*Do not trust this provider/), '  next: oauth-walk login --explain',
    ])
  })

  test('have one line for each next command, and the provider’s own words', () => {
    expect(lines(new Failure('target-missing')).filter(line => line.startsWith('  next: '))).toHaveLength(3)
    expect(lines(
      new Failure('token-refused', { provider: { error: 'invalid_grant', error_description: 'expired\u001b[31m' } }),
    )).toContain('  the provider says: expired')
  })

  test('say that a session was saved although step 6 failed', () => {
    expect(lines(new Failure('userinfo-refused', { session_saved: true }, { step: 'userinfo' })).at(-1))
      .toContain('only step 6 failed')
  })

  test.each([
    ...checkNames, ...failureNames,
  ])('%s: no value from outside can write to the terminal or make a line of its own', (code) => {
    const names = [
      'reason', 'url', 'host', 'path', 'profile', 'name', 'title', 'location', 'expected', 'actual', 'came', 'rule',
      'hostname', 'what', 'how', 'issuer',
      'value', 'setting', 'parameter', 'bound', 'given', 'target', 'source', 'library_code', 'errno', 'pid', 'seconds',
      'status', 'content_type',
    ]
    const evil = '\u001b]0;x\u0007a\r\n✗ b\u009b2J\u202e'
    const provider = { error: evil, error_description: evil }
    const details = {
      ...Object.fromEntries(names.map(name => [name, evil])), provider, ports: [evil], scope: [evil],
      tried: [{ url: evil }],
    }
    for (const catalogue of [en, zh]) {
      const text = lines(new Failure(code, details), catalogue)
      // eslint-disable-next-line no-control-regex
      expect(text.join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/)
      expect(text.filter(line => line.startsWith('✗'))).toHaveLength(1)
    }
  })
})

describe('failureDocument', () => {
  test.each([...checkNames, ...failureNames])('%s has the contract’s members and its exit code', (code) => {
    const document = failureDocument(asItIs(new Failure(code, {}, { step: 'token' })), en, exitCodeOf(code))
    expect(document).toMatchObject({ ok: false, error: { code, step: 'token', provider: null } })
    const error = document['error'] as Record<string, unknown>
    expect([typeof error['message'], typeof error['hint']]).toEqual(['string', 'string'])
    expect([1, 2, 3, 4, 5, 6, 7, 130, 143]).toContain(error['exit_code'])
  })

  test('has the provider’s error, description and status, null where it gave none', () => {
    const document = failureDocument(
      asItIs(new Failure('token-refused', { provider: { error: 'invalid_grant' } })), en, 3,
    )
    expect(document['error']).toMatchObject({
      step: null, provider: { error: 'invalid_grant', error_description: null, status: null },
    })
  })

  test.each([
    [200, false], [400, false], [401, false], [404, false], [408, true], [421, true], [425, true], [429, true],
    [500, true], [503, true], [522, true],
  ])('says that what ended with status %i may succeed later: %s', (status, expected) => {
    for (const details of [{ status }, { provider: { error: 'invalid_request', status } }]) {
      const document = failureDocument(asItIs(new Failure('token-refused', details)), en, 3)
      expect((document['error'] as { retryable?: boolean }).retryable ?? false).toBe(expected)
    }
  })
})

describe('exit codes', () => {
  test('are 1 for a bug alone', () => {
    expect(failureNames.filter(code => exitCodeOf(code) === 1)).toEqual(['internal-error'])
  })

  test('are 4 for every check', () => {
    expect(checkNames.filter(code => exitCodeOf(code) !== 4)).toEqual([])
  })

  test('of a redirect depend on what it would have carried', () => {
    expect([exitCodeOf('redirect-refused', { carries_secret: true }), exitCodeOf('redirect-refused', {})])
      .toEqual([4, 3])
  })
})
