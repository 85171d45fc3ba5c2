import { expect, test } from 'vitest'
import {
  providersInCamelCase, providersReadingJson, providersWithHexChallenge, providersWithoutPkce, providersWithScopeCommas,
} from '../../src/explain/facts/dialects.ts'
import { ownNamesIn } from '../../src/explain/own-names.ts'
import { readRecord } from '../../src/explain/readings/index.ts'
import { recognise } from '../../src/explain/recognise/index.ts'
import { writeAuthorizationRequest } from '../../src/providers/dialect/authorization.ts'
import { rulesFor, writeTokenRequest } from '../../src/providers/dialect/token-request.ts'
import type { Dialect, Preset } from '../../src/providers/preset.ts'
import { loadPreset, presetNames } from '../../src/providers/presets/index.ts'

const presets = (await Promise.all(presetNames.map(async name => loadPreset(name)))).filter(preset =>
  preset !== undefined)
const those = (has: (dialect: Dialect) => boolean) =>
  presets.filter(({ dialect = {} }) => has(dialect)).map(({ id }) => id).sort()

test.each<[string, ReadonlySet<string>, (dialect: Dialect) => boolean]>([
  ['without PKCE', providersWithoutPkce, ({ pkce }) => pkce === 'off'],
  ['with a challenge in hex', providersWithHexChallenge, ({ pkce }) => pkce === 'hex'],
  ['with commas between scopes', providersWithScopeCommas, ({ authorization }) => authorization?.scopeSeparator === ','],
  ['in camel case', providersInCamelCase, ({ token }) => token?.names?.['grant_type'] === 'grantType'],
  ['that read JSON', providersReadingJson, ({ token }) => token?.encoding === 'json'],
])('the providers %s are those of the presets', (_, known, has) => {
  expect([...known].sort()).toEqual(those(has))
})

test('every name that a preset has for client_id is known', () => {
  const names = presets.flatMap(({ dialect = {} }) =>
    [dialect.authorization?.names, dialect.token?.names].flatMap(renamed => renamed?.['client_id'] ?? []))
  expect(names.filter(name => ownNamesIn([[name, 'abc']])[name] !== 'client_id')).toEqual([])
})

const verifier = 'Zx8hqWkq2BdkPq3sT9vwZx8hqWkq2BdkPq3sT9vwabc'
const challenge = 'QYcUsLJNJshR47p8AwprYFqvBQ60ExnRP54cfFnuAe8'
const values = {
  client_id: 'cli_a5ca35a685b0x26e', client_secret: 'h4Zq-secret-8dK2', code: 'SplxlOBeZQQYbYS6WxSb',
  redirect_uri: 'https://app.example.com/cb',
}
const filled = (text: string) => text.replace(/\{[\w-]+\}/g, 'example')

/** What a login with this preset sends to the browser. */
function askedOf({ endpoints, scopes, dialect = {} }: Preset): string {
  const proof: [string, string][] = dialect.pkce === 'off'
    ? []
    : [['code_challenge', challenge], ['code_challenge_method', 'S256']]
  const fields = writeAuthorizationRequest(dialect, [
    ['response_type', 'code'], ['client_id', values.client_id], ['redirect_uri', values.redirect_uri],
    ...scopes.length > 0 ? [['scope', scopes.join(' ')] as [string, string]] : [],
    ['state', 'Zx8hqWkq2BdkPq3sT9vw'], ...proof,
  ], values)
  const fragment = dialect.authorization?.fragment
  return `${filled(endpoints.authorization)}?${new URLSearchParams(fields).toString()}${fragment ? `#${fragment}` : ''}`
}

/** What it sends to the token endpoint, as a command. */
function exchangeOf({ endpoints, dialect = {} }: Preset): string {
  const { code, redirect_uri: uri, client_id: id, client_secret: secret } = values
  const body = new URLSearchParams({
    grant_type: 'authorization_code', code, redirect_uri: uri, client_id: id, client_secret: secret,
    ...dialect.pkce === 'off' ? {} : { code_verifier: verifier },
  })
  const sent = writeTokenRequest({
    purpose: 'token', method: 'POST', url: filled(endpoints.token), body: body.toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  }, rulesFor(dialect, 'token') ?? {}, values)
  const fields = Object.entries(sent.headers).map(([name, value]) => `-H '${name}: ${value}'`).join(' ')
  return `curl -X ${sent.method} ${fields} '${sent.url}'${sent.body === undefined ? '' : ` -d '${sent.body}'`}`
}

const faultsIn = async (...texts: string[]) =>
  (await readRecord(recognise(texts, { issuer: undefined, clientId: undefined, now: 0 })))
    .filter(({ gravity }) => gravity === 'broken').map(({ name }) => name)

test.each(presets.map(preset => [preset.id, preset] as const))('what a login at %s sends has no fault', async (_, preset) => {
  const [asked, exchange] = [askedOf(preset), exchangeOf(preset)]
  expect([await faultsIn(asked), await faultsIn(exchange), await faultsIn(asked, exchange)]).toEqual([[], [], []])
})

const apple = 'https://appleid.apple.com/auth/authorize?response_mode=form_post&client_id=com.example.app'
  + '&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcb&scope=name%20email&state=Zx8hqWkq2BdkPq3sT9vw'

test.each([
  `${apple}&response_type=code%20id_token&nonce=asdklfjhaskldjfh1234`, `${apple}&response_type=code%20id_token`,
  `${apple}&response_type=code&nonce=asdklfjhaskldjfh1234`,
])('Sign in with Apple needs no openid: %s', async (address) => {
  expect(await faultsIn(address)).not.toContain('openid-missing')
  expect(await faultsIn(address.replace('appleid.apple.com', 'op.example.com').replace('response_type=code&', 'response_type=id_token&')))
    .toContain('openid-missing')
})

const json = (at: string, type = 'application/json') =>
  `curl -H 'content-type: ${type}' ${at} -d '${JSON.stringify({ grant_type: 'authorization_code', ...values })}'`

test.each([
  ['https://accounts.feishu.cn/oauth/v3/token', []], ['https://open.feishu.cn/open-apis/authen/v2/oauth/token', []],
  ['https://api.notion.com/v1/oauth/token', []], ['https://auth.atlassian.com/oauth/token', []],
  ['https://op.example.com/token', ['body-json']],
])('JSON at %s: %j', async (at, faults) => {
  expect(await faultsIn(json(at))).toEqual(faults)
  expect(await faultsIn(json(at, 'application/x-www-form-urlencoded'))).toEqual(['body-json-called-form'])
})

test('a challenge in hex is a fault elsewhere', async () => {
  const tiktok = presets.find(({ id }) => id === 'tiktok')
  if (!tiktok) throw new Error('no preset')
  expect(await faultsIn(askedOf(tiktok).replace('www.tiktok.com', 'op.example.com'))).toContain('challenge-form-hex')
})
