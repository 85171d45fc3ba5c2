import { expect, test } from 'vitest'
import { challengeOf } from '../../src/explain/compare/challenge.ts'
import { readRecord } from '../../src/explain/readings/index.ts'
import { recognise } from '../../src/explain/recognise/index.ts'
import { asked, brought, provider, readingsOf } from './recording.ts'

const given = { issuer: undefined, clientId: undefined, now: Date.parse('2026-12-01T10:00:00Z') }
const verifier = 'v'.repeat(43)
const challenge = challengeOf(verifier)
const form = (callback: string) =>
  `grant_type=authorization_code&code=SplxlOBeZQQYbYS6WxSbIA&redirect_uri=https%3A%2F%2Fapp.example%2F${callback}&client_id=web&code_verifier=${verifier}`

/** A log of a login whose token request is on this line. */
const logOf = (line: string) => [
  `[12:00:00] INFO to https://idp.example/authorize?response_type=code&client_id=web&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&scope=profile&state=mK83xqTz90Lw&code_challenge=${challenge}&code_challenge_method=S256`,
  '[12:00:05] INFO GET https://app.example/cb?code=SplxlOBeZQQYbYS6WxSbIA&state=mK83xqTz90Lw', line,
  '[12:00:06] ERROR token endpoint returned 400: {"error":"invalid_grant","error_description":"Code is wrong"}',
].join('\n')

const brokenIn = async (text: string) =>
  (await readRecord(recognise([text], given))).filter(({ gravity }) => gravity === 'broken')
const namesIn = async (text: string) => (await brokenIn(text)).map(({ name }) => name)

test.each([
  '[12:00:06] DEBUG POST https://idp.example/token', 'POST https://idp.example/token',
  `[12:00:06] DEBUG POST https://idp.example/token body=${form('cb').slice(0, 90)}...`,
])('without the body nothing is said of what it lacks: %s', async (line) => {
  expect((await namesIn(logOf(line))).filter(name => name !== 'refused-by-standard')).toEqual([])
})

test('nor in a recording without it, where the server refused', async () => {
  const names = await readingsOf([
    asked(), brought(), { method: 'POST', url: `${provider}/token`, status: 400, body: { error: 'invalid_grant' } },
  ])
  expect(names.filter(name => /verifier|redirect/.test(name))).toEqual([])
})

test.each([
  ['a blank', 'DEBUG POST https://idp.example/token §'], ['body=', 'DEBUG POST https://idp.example/token body=§'],
  ['data: and quotation marks', 'DEBUG POST https://idp.example/token data: "§"'],
  ['data=, at its beginning', 'POST https://idp.example/token data=\'§\''],
  ['a version', 'POST https://idp.example/token HTTP/1.1 body="§"'],
])('a form on the same line is the body, behind %s', async (_, line) => {
  expect(await namesIn(logOf(line.replace('§', form('cb'))))).toEqual(['refused-by-standard'])
  expect(await namesIn(logOf(line.replace('§', form('callback'))))).toContain('redirect-uri-differs')
})

test.each([
  ['{"error":"invalid_grant","error_description":"Code is wrong"}', 'Code is wrong'],
  ['error=invalid_grant&error_description=Code+is%20wrong', 'Code is wrong'], ['{"error":"invalid_grant"}', ''],
])('of a line the words of the server are quoted alone: %s', async (said, quoted) => {
  const [reading] = await brokenIn(`[12:00:06] ERROR token endpoint returned 400: ${said}`)
  expect(reading?.details).toMatchObject({ error: 'invalid_grant', description: quoted })
})
