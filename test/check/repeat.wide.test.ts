import { expect, test } from 'vitest'
import { askForCode } from '../../src/render/check/ask-for-code.ts'
import { repetitionOf } from '../../src/render/check/repeat.ts'
import type { Json } from '../support/walks.ts'
import { evidenceOf, examinedAll, wordingOf } from './made-up.ts'
import { check } from './support.ts'

const address = 'https://op.example/auth?response_type=code&client_id=it%27s&state=<state#85d3>&prompt=none&code_challenge=abc&code_challenge_method=S256'
const probeOf = (id: string) => examinedAll().flatMap(({ probe }) => probe.id === id ? [probe] : [])[0]

test('the address by which a code comes is printed first, with a challenge of one’s own and a page to sign in at', () => {
  const asking = askForCode(address)
  expect(asking?.variables).toEqual(['STATE', 'CODE_CHALLENGE'])
  expect(asking?.line).toBe(
    `echo 'https://op.example/auth?response_type=code&client_id=it%27s&state='"$STATE"'&code_challenge='"$CODE_CHALLENGE"'&code_challenge_method=S256'`,
  )
})

test('a request that was pushed is good once, and is not printed', () => {
  expect(askForCode('https://op.example/auth?client_id=app&request_uri=urn:x')).toBeUndefined()
})

test.each([
  'en', 'zh',
] as const)('each rule says how its own message is broken, and a replay is sent twice: %s', async (language) => {
  const wording = {
    ...await wordingOf(language),
    askedBefore: { address: () => address, pushed: () => undefined, sender: () => undefined },
  }
  const told = (id: string) => {
    const probe = probeOf(id)
    const { comments = [], command = [] } = probe ? repetitionOf(probe, [evidenceOf()], wording) ?? {} : {}
    return { how: comments.at(-1), curls: command.filter(line => line.startsWith('curl')).length, first: command[0] }
  }
  const rules = wording.ofProvider?.repeats.rules
  expect(told('C19')).toMatchObject({ how: rules?.['pkce-wrong-verifier'], curls: 1 })
  expect(told('C27')).toMatchObject({ how: rules?.['code-replay'], curls: 2, first: askForCode(address)?.line })
})

test('a request without code_challenge is repeated without one', async () => {
  const { document } = await check(['sandbox', '--auto', '--misbehave', 'weak-pkce-downgrade', '--probe', 'C21'])
  const [{ repeat = '' } = {}] = document['rules'] as (Json & { repeat?: string })[]
  expect(repeat).toMatch(/^echo 'http.*response_type=code&.*&nonce='"\$NONCE"\ncurl/m)
  expect(repeat.replaceAll(/^#.*\n/gm, '')).not.toMatch(/code_challenge|prompt/)
})

/** How a rule is told that the sandbox breaks, for people. */
async function told(rule: string, fault: string): Promise<string> {
  return (await check(['sandbox', '--auto', '--misbehave', fault, '--probe', rule], {}, [])).stdout
}

test('of several messages it is said which one is repeated, and an address is shown with what belongs to it', async () => {
  const text = await told('C12', 'weak-redirect-variants')
  const [, seen] = /^ {2}(The browser is sent to .*)$/m.exec(text) ?? []
  expect(text).toContain(`# One of these messages follows. What it showed: ${seen ?? 'nothing'}\n`)
  const [, to = ''] = /^ {2}Sent: .*[?&]redirect_uri=([^&\s]*)/m.exec(text) ?? []
  expect(seen).toBe(`The browser is sent to ${decodeURIComponent(to)}`)
  expect(text).toMatch(/The browser is sent to .*[?#]\S+$/m)
})

test('which proof of possession was taken is told, and what DPOP is', async () => {
  const text = await told('C40', 'weak-dpop-proof')
  expect(text)
    .toMatch(/^ {2}Tokens were issued for a proof (?:of another address \(htu\)|of GET \(htm\)|by another key)$/m)
  expect(text).toContain('# DPOP is a proof JWT (RFC 9449)')
})

test.each([
  ['C34', 'weak-refresh-rotation', 'REFRESH_TOKEN'], ['C33', 'weak-userinfo-token-handling', 'ACCESS_TOKEN'],
])('%s says where a token comes from', async (rule, fault, variable) => {
  const text = await told(rule, fault)
  expect([text.includes(`"$${variable}"`), text.includes('# Tokens come from a new login')]).toEqual([true, true])
})

test.each(['en', 'zh'] as const)('a code is asked for and sent in two parts: %s', async (language) => {
  const wording = {
    ...await wordingOf(language),
    askedBefore: { address: () => address, pushed: () => undefined, sender: () => undefined },
  }
  const probe = probeOf('C19')
  expect(probe && repetitionOf(probe, [evidenceOf()], wording)?.comments.join()).toMatch(/two parts|分两步/)
})

test('a line break shows what was sent in it and the header that it made', async () => {
  const text = await told('C17', 'weak-header-injection')
  expect(text).toContain(
    'A line break in state made a header of its own: state ended with %0D%0Ax-oauth-walk-check-state%3A%20injected\n',
  )
  expect(text).toMatch(/^ {2}Answered: 303 .* {2}x-oauth-walk-check-state: injected/m)
})

test('where the sandbox has ended with the check, it is said what serves one', async () => {
  expect(await told('C24', 'weak-redirect-mismatch-at-token'))
    .toMatch(/^ {4}# .*oauth-walk sandbox --misbehave weak-redirect-mismatch-at-token in another terminal/m)
  const probe = probeOf('C19')
  expect(probe && repetitionOf(probe, [evidenceOf()], await wordingOf('en'))?.comments.join()).not.toMatch(
    /another terminal/,
  )
})
