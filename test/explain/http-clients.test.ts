import { expect, test } from 'vitest'
import { readRecord } from '../../src/explain/readings/index.ts'
import { recognise } from '../../src/explain/recognise/index.ts'

const given = { issuer: undefined, clientId: undefined, now: 1_795_860_000_000 }
const url = 'https://op.example/token'
const form = [['grant_type', 'authorization_code'], ['code', 'SplxlOBeZQQYbYS6'], ['client_id', 'app']]
const items = form.map(([name, value]) => `${name}=${value}`).join(' ')
const type = 'application/x-www-form-urlencoded'

const requestIn = (text: string) => recognise([text], given).seen.map(({ request }) => request)
const namesIn = async (text: string) => (await readRecord(recognise([text], given))).map(({ name }) => name)

test.each([
  ['HTTPie', `http --form POST ${url} ${items}`],
  ['HTTPie, without a method', `$ http -f ${url} ${items}`],
  ['HTTPie, over several lines', `https -f POST op.example/token \\\n  ${items.replaceAll(' ', ' \\\n  ')}`],
  ['HTTPie, with options', `http --ignore-stdin --timeout=5 -v -o out.json --form ${url} ${items} | jq .`],
  ['xh', `xh -f post ${url} ${items}`], ['xh over TLS', `xhs -f op.example/token ${items}`],
  ['wget', `wget -qO- --post-data='${items.replaceAll(' ', '&')}' ${url}`],
  ['wget, with words apart', `wget -q -O - --method POST --body-data '${items.replaceAll(' ', '&')}' ${url}`],
])('a token request of %s is read whole', (_, command) => {
  const answer = '\nHTTP/1.1 400 Bad Request\ncontent-type: application/json\n\n{"error":"invalid_grant"}'
  expect(recognise([`${command}\n${answer}`], given).seen).toMatchObject([
    { kind: 'token-request', request: { method: expect.stringMatching(/^POST$/) as unknown, url, form }, response: { status: 400 } },
  ])
  expect(requestIn(command)[0]?.headers.find(([name]) => name === 'content-type')?.[1]).toContain(type)
})

test.each([
  ['a header field', `http POST ${url} Authorization:"Bearer abc" X-A:b`, [['authorization', 'Bearer abc'], ['x-a', 'b']]],
  ['a user', `http -a app:secret ${url}`, [['authorization', 'Basic YXBwOnNlY3JldA==']]],
  ['a token', `http -A bearer -a abc ${url}`, [['authorization', 'Bearer abc']]],
  ['a token of xh', `xh --bearer abc ${url}`, [['authorization', 'Bearer abc']]],
  ['a user of wget', `wget --user app --password secret ${url}`, [['authorization', 'Basic YXBwOnNlY3JldA==']]],
  ['a field of wget', `wget --header='Authorization: Bearer abc' --header "X-A: b" ${url}`, [
    ['authorization', 'Bearer abc'], ['x-a', 'b'],
  ]],
])('%s of a command is a header field', (_, command, headers) => {
  expect(requestIn(command)).toMatchObject([{ url, headers }])
})

test.each([
  ['http :3000/token a==b', 'http://localhost:3000/token?a=b'], ['http :/token', 'http://localhost/token'],
  ['https op.example/token', url], ['http localhost:8080/token', 'http://localhost:8080/token'],
  [`http '${url}?a=b' 'c d==e&f'`, `${url}?a=b&c%20d=e%26f`],
])('the address of %s', (command, address) => {
  expect(requestIn(command)[0]?.url).toBe(address)
})

test.each([
  ['the body of HTTPie is JSON unless it is told otherwise', `http ${url} ${items}`, ['body-json']],
  ['several parts', `http --multipart ${url} ${items}`, ['body-multipart']],
  ['HTTPie takes values from files', `http -f ${url} grant_type=authorization_code code=@code.txt`, ['file-unread']],
  ['and header fields', `http -f ${url} ${items} Authorization:@secret.txt`, ['file-unread']],
  ['and its body', `http POST ${url} Content-Type:${type} < body.txt`, ['file-unread']],
  ['wget too', `wget --post-file=body.txt ${url}`, ['file-unread']],
  ['a form that a shell cuts', `wget --post-data=grant_type=refresh_token&refresh_token=abc ${url}`, [
    'command-cut-by-shell',
  ]],
])('%s', async (_, command, names) => {
  expect((await namesIn(command)).filter(name => name !== 'client-absent')).toEqual(names)
})

test('an escaped sign is part of a name, and JSON stands as it is', () => {
  expect(requestIn(`http ${url} 'a\\=b=c' d:='{"e":1}'`)[0]?.body).toBe('{"a=b":"c","d":{"e":1}}')
})

test.each(['http is not https', 'https only, please: see the page', 'wget failed', 'http op.example/token failed', 'xh'])(
  'words are no command: %s', (text) => {
    expect(requestIn(text)).toEqual([])
  },
)
