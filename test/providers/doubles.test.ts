import { createPrivateKey } from 'node:crypto'
import { SignJWT } from 'jose'
import { describe, expect, onTestFinished, test } from 'vitest'
import { appleKey } from './doubles/apple.ts'
import type { Facts } from './doubles/standard.ts'
import { startWestern, westernVendors, type WesternVendor } from './doubles/western.ts'
import { createSpeaker, type Said, type Speaker } from './speaker.ts'
import { listSpoilings, signIn } from './spoilings.ts'
import { sampled } from '../support/wide.ts'

/** A redirect URI that the vendor takes; 127.0.0.1 where nothing is said. */
const takenElsewhere: Partial<Record<WesternVendor, string>> = {
  microsoft: 'http://localhost/callback', cognito: 'http://localhost:8765/callback',
  slack: 'http://localhost:8765/callback', facebook: 'http://localhost/callback',
  twitch: 'http://localhost:8765/callback', hubspot: 'http://localhost:8765/callback',
  linkedin: 'https://example.com/callback',
  yahoo: 'https://example.com/callback', apple: 'https://example.com/callback',
}

const names = Object.keys(westernVendors) as WesternVendor[]

async function startSpeaking(
  name: WesternVendor, registered = takenElsewhere[name] ?? 'http://127.0.0.1:8765/callback',
) {
  const double = await startWestern(name, [registered])
  onTestFinished(async () => double.close())
  const secret = name === 'apple' ? await signAppleSecret() : undefined
  const secretOf = ({ client }: Facts) => secret ?? client.secret
  return { double, speaker: createSpeaker(double, double.facts, registered, secretOf) }
}

async function signAppleSecret(): Promise<string> {
  return new SignJWT().setProtectedHeader({
    alg: 'ES256', kid: appleKey.keyId,
  }).setIssuer(appleKey.teamId).setIssuedAt().setExpirationTime(
    '5m',
  )
    .setAudience('https://appleid.apple.com').setSubject('com.example.walk').sign(createPrivateKey(appleKey.pem))
}

describe.each(sampled(names, 2))('the double of %s', (name) => {
  test('takes a walk that says everything right', async () => {
    const { double, speaker } = await startSpeaking(name)
    const { access_token, refresh_token } = await signIn(speaker)
    for (const path of Object.keys(double.facts.resources)) expect(await speaker.ask(path, access_token)).toMatchObject(
      { status: 200 },
    )
    if (double.facts.refresh === 'none') expect(refresh_token).toBeUndefined()
    else expect(await speaker.refresh(refresh_token ?? '')).toMatchObject({
      status: 200, text: expect.stringContaining('access_token') as string,
    })
    expect(double.faults).toEqual([])
  })

  test('refuses whatever is said wrong', async () => {
    const { double, speaker } = await startSpeaking(name)
    const found: [string, string][] = []
    for (const { what, say } of listSpoilings(double.facts)) {
      double.faults.length = 0
      const said = await say(speaker)
      found.push([what, double.faults.join(', ')])
      expect(isRefusal(said), `${what}: ${said.status} ${said.text}`).toBe(true)
    }
    expect(found).toEqual(listSpoilings(double.facts).map(({ what, fault }) => [what, fault]))
  })
})

/** An error's status, or a 200 whose body says that it is one; never a token. */
function isRefusal({ status, text, code }: Said): boolean {
  if (code !== undefined || text.includes('"access_token":')) return false
  return status >= 400 || (status === 302) || /"error":/.test(text)
}

describe('which redirect URIs a vendor takes', () => {
  const rows: [WesternVendor, registered: string, asked: string, taken: boolean][] = [
    ['google', 'http://127.0.0.1/', 'http://127.0.0.1:51004/callback', true],
    ['google', 'https://example.com/callback', 'http://192.168.0.2/callback', false],
    ['github', 'http://127.0.0.1/callback', 'http://127.0.0.1:51004/callback/deeper', true],
    ['github', 'http://127.0.0.1/callback', 'http://localhost:51004/callback', false],
    ['gitlab', 'http://127.0.0.1/callback', 'http://127.0.0.1:51004/callback', true],
    ['gitlab', 'http://localhost/callback', 'http://localhost:51004/callback', false],
    ['microsoft', 'http://localhost/callback', 'http://localhost:51004/callback', true],
    ['microsoft', 'http://localhost/callback', 'http://localhost:51004/', false],
    ['microsoft', 'http://localhost/callback', 'http://127.0.0.1:51004/callback', false],
    ['apple', 'https://127.0.0.1/callback', 'https://127.0.0.1/callback', false],
    ['apple', 'http://example.com/callback', 'http://example.com/callback', false],
    ['auth0', 'http://127.0.0.1:8765/callback', 'http://127.0.0.1:51004/callback', false],
    ['okta', 'http://localhost:8765/callback', 'http://localhost:51004/callback', false],
    ['keycloak', 'http://localhost/callback', 'http://localhost:51004/callback', true],
    ['cognito', 'http://127.0.0.1:8765/callback', 'http://127.0.0.1:8765/callback', false],
    ['slack', 'http://127.0.0.1:8765/callback', 'http://127.0.0.1:8765/callback', false],
    ['slack', 'http://localhost:8765/', 'http://localhost:8765/callback', true],
    ['discord', 'http://127.0.0.1:8765/callback', 'http://127.0.0.1:51004/callback', false],
    ['facebook', 'http://localhost/callback', 'http://localhost:51004/callback', true],
    ['x', 'http://localhost:8765/callback', 'http://localhost:8765/callback', false],
    ['linkedin', 'http://127.0.0.1:8765/callback', 'http://127.0.0.1:8765/callback', false],
    ['twitch', 'http://127.0.0.1:8765/callback', 'http://127.0.0.1:8765/callback', false],
    ['spotify', 'http://127.0.0.1/callback', 'http://127.0.0.1:51004/callback', true],
    ['spotify', 'http://localhost:8765/callback', 'http://localhost:8765/callback', false],
    ['dropbox', 'http://localhost:8765/callback', 'http://localhost:51004/callback', false],
    ['notion', 'http://localhost:8765/callback', 'http://localhost:51004/callback', false],
    ['reddit', 'http://localhost:8765/callback', 'http://localhost:51004/callback', false],
    ['zoom', 'http://127.0.0.1/callback', 'http://127.0.0.1:51004/callback', true],
    ['zoom', 'http://localhost:8765/callback', 'http://localhost:8765/callback', false],
    ['bitbucket', 'http://localhost:8765', 'http://localhost:8765/callback', true],
    ['atlassian', 'http://localhost:8765/callback', 'http://localhost:51004/callback', false],
    ['salesforce', 'http://localhost:8765/callback', 'http://localhost:51004/callback', false],
    ['hubspot', 'http://127.0.0.1:8765/callback', 'http://127.0.0.1:8765/callback', false],
    ['yahoo', 'http://localhost:8765/callback', 'http://localhost:8765/callback', false],
    ['line', 'http://localhost:8765/callback', 'http://localhost:51004/callback', false],
  ]

  test.each(rows)('%s, registered %s, asked for %s: %s', async (name, registered, asked, taken) => {
    const { double, speaker } = await startSpeaking(name, registered)
    const { code } = await askFor(speaker, asked)
    expect({ taken: code !== undefined, faults: double.faults }).toEqual({
      taken, faults: taken ? [] : ['redirect-uri-wrong redirect_uri'],
    })
  })

  const askFor = async (speaker: Speaker, uri: string) =>
    speaker.authorize(({ query }) => query.set('redirect_uri', uri))
})
