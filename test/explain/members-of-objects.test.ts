import { expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { startInside } from '../support/inside.ts'

const names = Object.getOwnPropertyNames(Object.prototype)

const inputs = [
  (name: string) => `https://a.example/cb?${name}=y&code=1&state=2`,
  (name: string) => `https://a.example/authorize?response_type=${name}&client_id=${name}&scope=${name}&${name}=x`,
  (name: string) => `{"access_token":"y","token_type":"${name}","${name}":"x","error":"${name}"}`,
  (name: string) => `grant_type=${name}&${name}=x&code=y`,
  (name: string) => `{"keys":[{"kty":"${name}","alg":"${name}","crv":"${name}","use":"${name}"}]}`,
  (name: string) =>
    `{"issuer":"https://a.example","authorization_endpoint":"https://a.example/a","${name}":"x","response_types_supported":["${name}"]}`,
  (name: string) => `${encode({ alg: name, typ: name, [name]: 'x' })}.${encode({ iss: name, [name]: 'x' })}.AAAA`,
  (name: string) =>
    `HTTP/1.1 401 Unauthorized\n${name}: x\nWWW-Authenticate: Bearer ${name}="x", error="${name}"\n\n{}`,
  (name: string) => `curl --${name} x https://a.example/token -d ${name}=x`,
]

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

test.each(names)('a name that every object has is one like any other: %s', async (name) => {
  const home = freshHome()
  for (const input of inputs) {
    const { status, stderr } = await startInside(['explain', input(name), '--json'], { home }).ended
    expect([input(name), status === 0 || status === 2, /bug/.test(stderr)]).toEqual([input(name), true, false])
  }
})
