import { expect, test } from 'vitest'
import { readCurl } from '../../src/explain/recognise/curl.ts'
import { recognise } from '../../src/explain/recognise/index.ts'
import { readRecord } from '../../src/explain/readings/index.ts'

const address = 'https://idp.example/token'

test.each([
  `curl -U me:S3cret0 --proxy http://p:1 ${address} -d grant_type=client_credentials`,
  `curl -sSU me:S3cret0 ${address}`, `curl --proxy-user me:S3cret0 ${address}`,
  `curl --pass S3cret0 -c jar -K conf -T file -r 0-9 ${address}`,
  `curl --aws-sigv4 aws:amz S3cret0 ${address}`, `curl --proxy-tlspassword S3cret0 ${address}`,
  `curl --some-new-option S3cret0 ${address}`, `curl -sku me:x ${address}`,
])('the address of a command is never the value of an option: %s', (command) => {
  const [request] = readCurl(command)
  expect(request?.url).toBe(address)
  expect(JSON.stringify(request)).not.toContain('S3cret0')
})

test('a word that is no address is not shown as one', () => {
  expect(readCurl('curl --some-new-option S3cret0')[0]?.url).toBeUndefined()
  expect(
    ['idp.example/token', 'localhost:8080/token', '$HOST/token'].map(word => readCurl(`curl -s ${word}`)[0]?.url),
  ).toEqual(
    ['idp.example/token', 'localhost:8080/token', '$HOST/token'],
  )
})

test('options whose letters stand together are read', () => {
  expect(readCurl(`curl -sXPOST -kd a=b ${address}`)[0]).toMatchObject({ method: 'POST', body: 'a=b', url: address })
  expect(readCurl(`curl -sG -d a=b ${address}`)[0]).toMatchObject({ method: 'GET', url: `${address}?a=b` })
})

const given = { issuer: undefined, clientId: undefined, now: 1_795_860_000_000 }
const fields = [
  ['grant_type', 'authorization_code'], ['code', 'SplxlOBe&ZQ"Qb'], ['redirect_uri', 'https://app.example/cb?a=b'],
] as const

test.each([
  ['fields of -F', `curl ${fields.map(([name, value]) => `-F '${name}=${value}'`).join(' ')} ${address}`],
  [
    'with a type of their own',
    `curl ${fields.map(([name, value]) => `--form '${name}=${value};type=text/plain'`).join(' ')} ${address}`,
  ],
  ['as they are', `curl ${fields.map(([name, value]) => `--form-string '${name}=${value}'`).join(' ')} ${address}`],
])('a token request of several parts has its parameters, and is told to be none that servers read: %s', async (
  _, command,
) => {
  const record = recognise([command], given)
  expect(record.seen[0]).toMatchObject({ kind: 'token-request', request: { method: 'POST', form: fields } })
  expect((await readRecord(record)).map(({ name }) => name)).toContain('body-multipart')
})

test('a file is no parameter, and a body of several parts is read wherever it stands', () => {
  const body = '--X\r\nContent-Disposition: form-data; name=code\r\n\r\nabc\r\n'
    + '--X\r\nContent-Disposition: form-data; name="logo"; filename="a.png"\r\n\r\nPNG\r\n--X--'
  const har = JSON.stringify({
    log: {
      entries: [{
        request: {
          method: 'POST', url: address, headers: [{ name: 'content-type', value: 'multipart/form-data; boundary=X' }],
          postData: { mimeType: 'multipart/form-data; boundary=X', text: body },
        },
        response: { status: 400, headers: [], content: {} },
      }],
    },
  })
  expect(recognise([har], given).seen[0]?.request?.form).toEqual([['code', 'abc']])
  const log = `POST ${address} HTTP/1.1\ncontent-type: multipart/form-data; boundary=X\n\n${body.replaceAll(
    '\r', '',
  )}\n\nHTTP/1.1 400 Bad\n\n{"error":"invalid_request"}`
  expect(recognise([log], given).seen).toMatchObject([
    { kind: 'token-request', request: { form: [['code', 'abc']] }, response: { status: 400 } },
  ])
})

/** As Chromium writes a value for cmd. */
function forCmd(value: string): string {
  const escaped = value.replace(/\\/g, '\\\\').replace(/"/g, '\\"')
    .replace(/[^a-zA-Z0-9\s_\-:=+~'/.,?;()*`]/g, '^$&').replace(/%(?=[a-zA-Z0-9_])/g, '%^').replace(/\r?\n/g, '^\n\n')
  return `^"${escaped}^"`
}

test.each(['a=1&b=https%3A%2F%2Fapp.example%2Fcb', '{"a":"it\'s 100% & <b> | c"}', 'a=\\x^y&b=!z', 'one\ntwo'])(
  'a command that was copied for cmd is read as it was meant: %s', (body) => {
    const command = [
      `curl ${forCmd(`${address}?x=1&y=%20`)} ^`, `  -H ${forCmd('accept: text/html;q=0.9, */*')} ^`,
      `  -H ${forCmd('sec-ch-ua: "Chromium";v="140"')} ^`, `  --data-raw ${forCmd(body)}`,
    ].join('\r\n')
    expect(readCurl(command)[0]).toMatchObject({
      method: 'POST', url: `${address}?x=1&y=%20`, body,
      headers: expect.arrayContaining([
        ['accept', 'text/html;q=0.9, */*'], ['sec-ch-ua', '"Chromium";v="140"'],
      ]) as unknown,
    })
    expect(recognise([command], given).seen).toHaveLength(1)
  },
)

test('a caret of another shell is a caret', () => {
  expect(readCurl(`curl '${address}?a=^"b' -H 'x: ^%y'`)[0]).toMatchObject({
    url: `${address}?a=^"b`, headers: [['x', '^%y']],
  })
})

test.each([
  ['pieces of JSON are joined by nothing', `--json '{"a":' --json '1}'`, { method: 'POST', body: '{"a":1}' }],
  ['what is added to the address', `--url-query 'a=b c' --url-query +d=e%20f -d g=h`, {
    method: 'POST', url: `${address}?a=b%20c&d=e%20f`, body: 'g=h',
  }],
  ['a value without a name', `--data-urlencode '=a b' --data-urlencode 'c=d&e'`, { body: 'a%20b&c=d%26e' }],
  ['a type that is taken out', '-d a=b -H Content-Type:', { headers: [] }],
  ['a field that is sent empty', `-H 'X-Empty;'`, { headers: [['x-empty', '']] }],
  ['an upload', '-T file.txt', { method: 'PUT', unread: [{ part: 'parameters', from: 'file.txt' }] }],
  ['an empty secret', '-u app: -G -d a=b', { url: `${address}?a=b`, headers: [['authorization', 'Basic YXBwOg==']] }],
  ['a secret that curl asks for', '-u app', { headers: [['authorization', 'Basic <hidden>']] }],
  ['another way to prove a user', '--digest -u app:secret', { headers: [['authorization', 'Digest <hidden>']] }],
  ['fields that are in a file, with their type', '-d a=b -H @fields', {
    headers: [], unread: [{ part: 'headers', from: '@fields' }],
  }],
])('curl sends %s', (_, options, request) => {
  expect(readCurl(`curl ${options} ${address}`)).toEqual([expect.objectContaining(request)])
})

test('a command of several requests is read request by request', async () => {
  const command = `curl -u a:b -d grant_type=client_credentials ${address} --next -H 'Authorization: Bearer t' https://api.example/me`
  expect(recognise([command], given).seen).toMatchObject([
    { kind: 'token-request', request: { method: 'POST' } },
    { kind: 'resource-request', request: { method: 'GET', url: 'https://api.example/me' } },
  ])
  const names = (await readRecord(recognise([`curl -u app: -d grant_type=client_credentials ${address}`], given)))
    .map(({ name }) => name)
  expect(names).toEqual(['basic-empty'])
})
