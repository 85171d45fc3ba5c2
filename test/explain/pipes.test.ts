import { expect, test } from 'vitest'
import { readRecord } from '../../src/explain/readings/index.ts'
import { recognise } from '../../src/explain/recognise/index.ts'

const given = { issuer: undefined, clientId: undefined, now: 1_795_860_000_000 }
const url = 'https://op.example/token'

const requestIn = (text: string) => recognise([text], given).seen.map(({ request }) => request)
const namesIn = async (text: string) => (await readRecord(recognise([text], given))).map(({ name }) => name)

test.each([
  ['curl', `cat body | curl ${url} -d @-`, ['@-']],
  ['wget', `cat body | wget --post-file=- ${url}`, ['-']],
  ['HTTPie', `$ echo 'client_secret=hush;|hush' | http -f ${url}`, ['echo |']],
  ['HTTPie on its own line', `| xh -f post ${url}`, ['|']],
  ['the second of two pipes', `cat body | tr -d a | http -f POST ${url}`, ['tr |']],
])('what a pipe brings to %s is its body, and was not read', async (_, command, from) => {
  expect(requestIn(command)).toMatchObject([{ method: 'POST', url, form: [] }])
  expect(requestIn(command)[0]?.unread?.map(one => one.from)).toEqual(from)
  expect(await namesIn(command)).toEqual(['file-unread'])
})

test.each([
  `http -f ${url} grant_type=refresh_token`, `cd /tmp && http -f ${url} grant_type=refresh_token`,
  `cat body | http -I -f ${url} grant_type=refresh_token`, `set -e; curl ${url} -d grant_type=refresh_token | jq .`,
  `token=$(curl -s ${url} -d grant_type=refresh_token)`,
  `token=$(curl -s ${url} \\\n  -d "grant_type=refresh_token" | jq -r .access_token)`,
])('a command is read where it stands: %s', (command) => {
  expect(requestIn(command)).toMatchObject([{ method: 'POST', url, form: [['grant_type', 'refresh_token']] }])
  expect(requestIn(command)[0]?.unread).toBeUndefined()
})

test.each([
  ['a GET with a body', `echo '{}' | http GET ${url}`, 'GET', ['echo |']],
  ['a file that is the body', `http ${url} @body.txt`, 'POST', ['@body.txt', '@body.txt']],
  ['a text of the shell', `http -f ${url} <<< 'client_secret=hush'`, 'POST', ['<<<']],
  ['a value of the address', `http ${url} a==b redirect_uri==@uri.txt`, 'GET', ['@uri.txt']],
])('HTTPie sends %s', (_, command, method, from) => {
  expect(requestIn(command)).toMatchObject([{ method }])
  expect(requestIn(command)[0]?.unread?.map(one => one.from)).toEqual(from)
})
