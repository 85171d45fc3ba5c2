import { expect, test } from 'vitest'
import { readRecord } from '../../src/explain/readings/index.ts'
import { recognise } from '../../src/explain/recognise/index.ts'

const given = { issuer: undefined, clientId: undefined, now: 1_795_860_000_000 }
const url = 'https://op.example/token'
const form = [['grant_type', 'authorization_code'], ['code', 'SplxlOBeZQQYbYS6'], ['client_id', 'app']]
const answer = '\nHTTP/1.1 400 Bad Request\ncontent-type: application/json\n\n{"error":"invalid_grant"}'
const table = '@{ grant_type = \'authorization_code\'; code="SplxlOBeZQQYbYS6"; client_id = $id }'

const seenIn = (text: string) => recognise([text], given).seen
const namesIn = async (text: string) => (await readRecord(recognise([text], given))).map(({ name }) => name)

test.each([
  ['on one line', `Invoke-RestMethod -Method Post -Uri ${url} -Body ${table.replace('$id', '\'app\'')}`],
  ['with variables above it', `$id = "app"\n$uri = '${url}'\n\n# remark\n$r = irm $uri -Method POST -Body ${table} | Select-Object access_token`],
  ['with a table above it', `$id = 'app'\n$body = @{\n  grant_type = "authorization_code"\n  code = 'SplxlOBeZQQYbYS6'\n  client_id = $id\n}\nInvoke-RestMethod -Uri ${url} -Method Post -Body $body`],
  ['with all its options in a table', `$call = @{\n  Method = 'Post'\n  Uri = "${url}"\n  Body = ${table.replace('$id', '"app"')}\n}\nInvoke-RestMethod @call`],
  ['over several lines', `Invoke-WebRequest -UseBasicParsing -Uri "${url}" \`\n  -Met Post \`\n  -Body "grant_type=authorization_code&code=SplxlOBeZQQYbYS6&client_id=app"`],
  ['behind a prompt', `PS C:\\Users\\me> Invoke-RestMethod -Uri '${url}' -Method Post -Body ${table.replace('$id', '\'app\'')}`],
  ['for a variable with a type', `[object]$script:answer = irm ${url} -Method Post -Body ${table.replace('$id', '\'app\'')}`],
  ['in a block', `try { $r = iwr '${url}' -Method Post -Body ${table.replace('$id', '\'app\'')} } catch {}`],
  ['behind its table', `$id = 'app'; $body = ${table}; Invoke-RestMethod ${url} -Method Post -Body $body`],
  ['by its name curl', `curl -Uri '${url}' -Method Post -Body ${table.replace('$id', '\'app\'')}`],
  ['by its name wget', `$r = wget ${url} -Method Post -Body ${table.replace('$id', '\'app\'')}`],
])('a call of PowerShell %s is read whole', (_, text) => {
  expect(seenIn(`${text}\n${answer}`)).toMatchObject([
    { kind: 'token-request', request: { url, form, headers: [['content-type', 'application/x-www-form-urlencoded']] }, response: { status: 400 } },
  ])
})

test.each([
  ['a header field of a table', '-Headers @{Authorization="Bearer abc"; "X-A"=\'b\'}', { headers: [['authorization', 'Bearer abc'], ['x-a', 'b']] }],
  ['a token that is a variable', '-Headers @{ Authorization = "Bearer $token" }', { headers: [['authorization', 'Bearer <hidden>']] }],
  ['a value that is computed', '-Headers @{ Authorization = "Basic " + $secret; a = "b" }', { headers: [['authorization', '<hidden>'], ['a', 'b']] }],
  ['a token of its own option', '-Authentication Bearer -Token $token', { headers: [['authorization', 'Bearer <hidden>']] }],
  ['parameters of the address', '-Body @{ a = "b c" }', { url: 'https://op.example/me?a=b%20c' }],
  ['a file', '-Method Post -InFile body.txt', { unread: [{ part: 'parameters', from: '-InFile' }] }],
])('PowerShell sends %s', (_, options, request) => {
  expect(seenIn(`Invoke-RestMethod https://op.example/me ${options}`)).toMatchObject([{ request }])
})

test.each([
  ['a body that is a variable', `Invoke-RestMethod -Method Post -Uri ${url} -Body $body`, ['file-unread']],
  ['all options of an unknown table', `Invoke-RestMethod -Uri ${url} @options`, ['file-unread']],
  ['JSON that is made of a table', `Invoke-RestMethod ${url} -Method Post -ContentType application/json -Body ($x | ConvertTo-Json)`, [
    'body-json', 'file-unread',
  ]],
  ['fields of a form', `Invoke-RestMethod ${url} -Method Post -Form ${table}`, ['body-multipart', 'file-unread']],
  ['options that JavaScript computes', `const r = await fetch('${url}', {
  method: 'POST',
  headers: { Authorization: 'Basic ' + btoa(id + ':' + secret) },
  body: new URLSearchParams({ grant_type: 'authorization_code', code }),
})`, ['file-unread']],
])('%s: what was not read is named, and nothing of it is missed', async (_, text, names) => {
  expect(await namesIn(text)).toEqual(names)
  expect(seenIn(`${text}\n${answer}`)).toMatchObject([{ kind: 'token-request', response: { status: 400 } }])
})

test.each([
  [`Invoke-RestMethod -Uri '${url}' -Method Post -Headers $env:FIELDS -Body $env:BODY`, ['-Body', '-Headers']],
  [`irm '${url}' -Method Post -Body $(Get-Content body.txt)`, ['-Body']],
  [`curl ${url} -Method Post -Headers $headers -InFile body.txt`, ['-InFile', '-Headers']],
  [`$body | Invoke-RestMethod -Uri ${url} -Method Post`, ['|']],
  [`@{ code = 'a' } | ConvertTo-Json | iwr ${url} -Method Post`, ['|']],
])('what PowerShell has from elsewhere is not read: %s', async (text, from) => {
  expect(await namesIn(text)).toEqual(['file-unread'])
  const [request] = seenIn(text).map(seen => seen.request)
  expect(request).toMatchObject({ url, method: 'POST', form: [] })
  expect(request?.unread?.map(one => one.from)).toEqual(from)
})

test.each([
  `const [a] = await Promise.all([fetch('${url}', options)])`, `r = requests.post("${url}", data=body)`,
  `powershell -Command "Invoke-RestMethod '${url}' -Method Post"`, `ssh host 'curl ${url} -d @body'`,
  `x="$(http -f POST ${url} @body)"`,
])('where only the address of a call is read, that is said: %s', async (text) => {
  expect(seenIn(text)).toMatchObject([{ kind: 'token-request', request: { url } }])
  expect(await namesIn(text)).toEqual(['file-unread'])
})

test.each([`Failed HTTP request to ${url}`, `see curling at ${url}`, url])('words are no call: %s', async (text) => {
  expect(seenIn(text)).toMatchObject([{ kind: 'token-request', request: { url } }])
  expect(await namesIn(text)).toEqual([])
})

test('the parts of a call in JavaScript are no messages of their own', () => {
  const text = `fetch("${url}", {\n  method: "POST",\n  body: "grant_type=refresh_token&refresh_token=" + token,\n});\n`
  expect(seenIn(text)).toMatchObject([{ request: { url, method: 'POST', headers: [], form: [] } }])
})

test.each(['$x = 1', '$a = @{ b = "c" }\nsome words', '$session.Cookies.Add("x")', 'fetch("x"'])(
  'what calls nothing is no message: %s', (text) => {
    expect(seenIn(text)).toEqual([])
  },
)
