import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { Headers as OurHeaders, Response as OurResponse } from '../../src/protocol/fetch-classes.ts'

describe('header fields of ours are those of the Fetch standard, as far as oauth4webapi uses them:', () => {
  test.each(
    [
      {}, { Accept: 'a', 'X-B': 'b' }, [['accept', 'a'], ['Accept', 'b']] as [string, string][],
      new Headers({ accept: 'a' }),
    ],
  )('%j', (fields) => {
    const [ours, theirs] = [new OurHeaders(fields), new Headers(fields)].map((headers) => {
      headers.set('User-Agent', 'x')
      headers.append('accept', 'y')
      headers.append('new', 'z')
      headers.delete('X-b')
      return [Object.fromEntries(headers.entries()), headers.get('ACCEPT'), headers.get('none'), headers.has('X-B')]
    })
    expect(ours).toEqual(theirs)
  })
})

const nameOf = (error: unknown) => (error as Error).name

describe('answers of ours are those of the Fetch standard, as far as oauth4webapi uses them:', () => {
  test.each<[string | null, number, Record<string, string>]>([
    ['{"a":1}', 200, { 'content-type': 'application/json' }], [null, 204, {}], ['no JSON', 400, {}], ['', 200, {}],
  ])('%j', async (text, status, headers) => {
    const given = { status, headers }
    const [ours, theirs] = await Promise.all([new OurResponse(text, given), new Response(text, given)].map(
      async answer => [
        answer.status, answer.headers.get('content-type')?.split(';')[0] ?? null, answer.bodyUsed,
        await answer.clone().json().catch(nameOf), answer.bodyUsed, await answer.text(), answer.bodyUsed,
        await answer.text().catch(nameOf),
        Object.prototype.toString.call(answer),
      ]))
    // Where none is given, text has a type of its own there.
    expect(ours?.with(1, null)).toEqual(theirs?.with(1, null))
    if (headers['content-type']) expect(ours?.[1]).toBe(theirs?.[1])
  })
})

test('as it is built, oauth4webapi has Node load nothing of its fetch', () => {
  const library = fileURLToPath(new URL('../../dist/vendor/oauth4webapi.cjs', import.meta.url))
  const script = `const oauth = require(process.argv[1])
    const answer = async () => 'answered'
    const options = { [oauth.customFetch]: answer }
    Promise.all([
      oauth.discoveryRequest(new URL('https://op.example'), options),
      oauth.userInfoRequest({ issuer: 'https://op.example', userinfo_endpoint: 'https://op.example/u' },
        { client_id: 'c' }, 't', options),
    ]).catch(String).then(told => console.log(
      String(told), String(process.moduleLoadList.filter(name => /undici|readablestream/.test(name)))))`
  expect(execFileSync(process.execPath, ['-e', script, library], { encoding: 'utf8' }))
    .toBe('answered,answered \n')
})
