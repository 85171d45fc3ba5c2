import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { makeKeys } from './stub-keys.ts'

/** What a job shows to its platform: a secret of the runner. */
export const requestToken = 'canary-request-token/+='

const keys = makeKeys()

/** A token of a platform, good for five minutes unless the claims say otherwise; `null` leaves a claim out. */
export async function platformToken(claims: object): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  const whole: Record<string, unknown> = {
    iss: 'https://platform.example', sub: 'repo:octo/app:ref:refs/heads/main', iat: now, exp: now + 300, ...claims,
  }
  return keys.sign(Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== null)))
}

/** Where the jobs of GitHub Actions ask for their token. */
export interface JobTokens {
  /** What a job has in its environment. */
  environment: Record<'ACTIONS_ID_TOKEN_REQUEST_URL' | 'ACTIONS_ID_TOKEN_REQUEST_TOKEN', string>
  asked: { audience: string | null, version: string | null, authorization: string | undefined, proof: unknown }[]
  /** The tokens that were given. */
  given: string[]
}

/** Gives each job a token for the audience that it asks for, with these claims; or says something else. */
export async function startJobTokens(
  claims: object = {}, says?: { status: number, body: string, location?: string },
): Promise<JobTokens> {
  const tokens: Pick<JobTokens, 'asked' | 'given'> = { asked: [], given: [] }
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://localhost')
    const [audience, version] = [searchParams.get('audience'), searchParams.get('api-version')]
    tokens.asked.push({
      audience, version, authorization: request.headers.authorization, proof: request.headers['x-gateway'],
    })
    if (says) {
      response.writeHead(says.status, says.location === undefined ? {} : { location: says.location }).end(says.body)
      return
    }
    void platformToken({ aud: audience, ...claims }).then((token) => {
      tokens.given.push(token)
      response.writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ count: token.length, value: token }))
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/idtoken/1?api-version=2.0`
  return {
    environment: { ACTIONS_ID_TOKEN_REQUEST_URL: address, ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken }, ...tokens,
  }
}
