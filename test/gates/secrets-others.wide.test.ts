import { expect, test } from 'vitest'
import { everyExport, readExports } from '../report/written.ts'
import { runTo } from '../cli/inside.ts'
import { freshHome, start } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'
import { leaksIn } from '../support/secrets-seen.ts'
import { claims, idToken, metadataOf } from '../support/stub-answers.ts'
import { openStub, type Handlers, type Stub } from '../support/stub-provider.ts'
import { documentOf, eventsOf, walk } from '../support/walks.ts'
import { sampled } from '../support/wide.ts'

const canaries = new Map(Object.entries({
  distributed: 'CANARY-distributed/+~token',
  aggregated: `eyJhbGciOiJub25lIn0.${Buffer.from('{"canary":"CANARY-aggregated"}').toString('base64url')}.AA`,
  deep: 'CANARY-deep-token', within: 'CANARY-within-an-address', number: '8264019375521',
  unknown: 'CANARY-of-a-member-without-a-name',
}))
const canary = (name: string) => canaries.get(name) ?? ''

/** Claims of other providers (OpenID Connect Core 1.0, section 5.6.2.2), and places that no standard has. */
const others = {
  _claim_names: { salary: 'bank', address: 'town' },
  _claim_sources: {
    bank: {
      endpoint: `https://bank.example/claims?access_token=${canary('within')}`, access_token: canary('distributed'),
    },
    town: { JWT: canary('aggregated') },
    odd: { access_token: Number(canary('number')), key: canary('unknown') },
  },
  more: [{ _claim_sources: { type: { access_token: canary('deep') } } }],
}
const place = /"_claim_sources":\{"bank":\{"endpoint":"https:\/\/bank\.example\/claims\?access_token=<access_token/

const readers: [string, (stub: Stub) => Partial<Handlers>][] = [
  ['plain userinfo', () => ({ userinfo: () => ({ body: { ...claims, ...others } }) })],
  ['signed userinfo', stub => ({
    userinfo: async () => ({
      headers: { 'content-type': 'application/jwt' },
      body: await stub.keys.sign({ ...claims, ...others, iss: stub.issuer, aud: stub.client.client_id }),
    }),
  })],
  ['an ID token alone', stub => ({
    discovery: () => ({ body: { ...metadataOf(stub), userinfo_endpoint: undefined } }),
    token: idToken(good => ({ ...good, ...others })),
  })],
]

test.each(sampled(readers, 2))('what opens other providers’ claims in %s stands in no output, and stdout is the same whatever is shown beside it', {
  timeout: 60_000,
}, async (_, behave) => {
  const stub = await openStub()
  const home = freshHome()
  const login = async (...words: string[]) => {
    stub.reset(behave(stub))
    const ended = await walk(
      [stub.issuer, '--client-id', stub.client.client_id, '--profile', 'others', '--port', '0', ...words], {
        home, environment: { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret },
      }, {}, words.includes('--events') ? start : startInside,
    )
    expect(ended.status, ended.stderr).toBe(0)
    return ended
  }
  // Numbers of secrets and values of one login differ from run to run.
  const comparable = (userinfo: unknown) => JSON.stringify(userinfo, (name, value: unknown) =>
    ['iat', 'exp', 'auth_time', 'at_hash', 'nonce'].includes(name) ? 0 : value).replace(/#[0-9a-f]{4}>/g, '>')
  const plain = await login('-vvv', ...everyExport(home))
  const json = await login('--json', '--quiet')
  const events = await login('--events', '--explain')
  const finished = eventsOf(events).at(-1) as { document: { userinfo: object } }
  expect(comparable(documentOf(json)['userinfo'])).toBe(comparable(JSON.parse(plain.stdout)))
  expect(comparable(finished.document.userinfo)).toBe(comparable(JSON.parse(plain.stdout)))
  expect(JSON.stringify(JSON.parse(plain.stdout))).toMatch(place)
  const later = await Promise.all([
    ['token', 'show'], ['token', 'show', '--json'], ['userinfo', '-vvv'], ['userinfo', '--json'],
  ].map(async words => runTo(0, words, { home })))
  const said = {
    ...readExports(home),
    ...Object.fromEntries([plain, json, events, ...later].map(({ stdout, stderr }, at) => [at, stdout + stderr])),
  }
  for (const [kind, text] of Object.entries(said)) expect(leaksIn(text, canaries), kind).toEqual([])
  const open = await login('--json', '--show-secrets', '--quiet')
  expect(leaksIn(open.stdout, canaries), 'the check can fail').toEqual([...canaries.keys()])
  expect(leaksIn((await login('--show-secrets', '-v')).stdout, canaries)).toEqual([...canaries.keys()])
})
