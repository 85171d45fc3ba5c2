import { expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'

const secret = 'S3CRETofOddName99'
const asked = 'https://id.example.com/authorize?response_type=code&client_id=a&redirect_uri=https://app.example.com/cb'

async function explain(input: string): Promise<string> {
  const told: string[] = []
  for (const flags of [[], ['--json']]) {
    const { status, stdout, stderr } = await runInside(['explain', '-', ...flags], { home: freshHome(), input })
    expect(status).toBe(0)
    told.push(stdout, stderr)
  }
  return told.join('\n')
}

const carriers: Readonly<Record<string, (odd: string) => string>> = {
  'a callback': odd => `https://app.example.com/cb?code${odd}=${secret}&state=abcdefabc`,
  'a request': odd => `${asked}&client_secret${odd}=${secret}`,
  'a form': odd => 'POST /token HTTP/1.1\nHost: id.example.com\nContent-Type: application/x-www-form-urlencoded\n\n'
    + `grant_type=password&username=u&password${odd}=${secret}`,
  'an answer': odd => JSON.stringify({
    [`access_token${decode(odd)}`]: secret, token_type: 'Bearer', refresh_token: 'x',
  }),
}

function decode(odd: string): string {
  return odd === '%FF' ? '\uFFFD' : decodeURIComponent(odd)
}

const odd = [
  '%00', '%01', '%07', '%1B', '%7F', '%C2%AD', '%E2%80%8B', '%E2%80%AE', '%E2%81%A0', '%2B', '%FF', '\u200b',
  '%E2%80%8B'.repeat(9),
]

test.each(Object.keys(carriers))('a name that ends in an odd character hides its value in %s', async (carrier) => {
  for (const sign of odd) expect(await explain(carriers[carrier]?.(sign) ?? ''), sign).not.toContain(secret)
})

test.each(['&#61;', '&#061;', '&#x3d;', '&#x3D;', '&equals;', '&amp;#61;', '&colon;'])(
  'a value behind %s is hidden in the words of a server', async (sign) => {
    const said = { error: 'invalid_client', error_description: `client_secret${sign}${secret}` }
    expect(await explain(JSON.stringify(said))).not.toContain(secret)
  },
)

test('the unseen character of a name is told', async () => {
  const told = await explain(`${asked}&client_secret%E2%80%8B=${secret}`)
  expect(told).toContain('client_secret⟨U+200B⟩; the standard’s name is client_secret')
  expect(told).not.toContain('Rename it')
})
