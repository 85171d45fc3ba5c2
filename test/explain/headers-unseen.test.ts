import { expect, test } from 'vitest'
import { readRecord } from '../../src/explain/readings/index.ts'
import { recognise } from '../../src/explain/recognise/index.ts'

/** Whether a client proved itself is not known of a request whose header fields are not in the input. */
const given = { issuer: undefined, clientId: undefined, now: Date.parse('2026-11-28T10:00:00Z') }
const code = 'grant_type=authorization_code&code=SplxlOBeZQQYbYS6WxSb&redirect_uri=https%3A%2F%2Fapp.example%2Fcb'
const answer = '\n\nHTTP/1.1 401 Unauthorized\nContent-Type: application/json\n\n{"error":"invalid_client"}'
const fields = 'POST /token HTTP/1.1\nHost: op.example\nContent-Type: application/x-www-form-urlencoded\n\n'

async function claims(text: string): Promise<string[]> {
  const names = (await readRecord(recognise([text], given))).map(({ name }) => name)
  return names.filter(name => name === 'client-unproven' || name === 'client-absent')
}

test.each([
  [`${code}&client_id=app`, 'client-unproven'],
  [code, 'client-absent'],
])('what a form lacks is told of a request with header fields alone', async (form, name) => {
  expect(await claims(`${fields}${form}${answer}`)).toEqual([name])
  expect(await claims(`${form}${answer}`)).toEqual([])
  expect(await claims(`POST /token HTTP/1.1\n\n${form}${answer}`)).toEqual([])
})
