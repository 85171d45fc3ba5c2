import { expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'

const form = 'grant_type=authorization_code&code=abcdef123456&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&client_id=app'
const token = 'https://op.example/token'

async function findings(input: string): Promise<string[]> {
  const { stdout } = await runInside(['explain', '-', '--json'], { home: freshHome(), input })
  return (JSON.parse(stdout) as { findings: { name: string }[] }).findings.map(({ name }) => name)
}

test.each([
  ['a body from a file is named', `curl ${token} -d @body.txt`, ['file-unread']],
  ['nor what may be in the file', `curl ${token} -d grant_type=authorization_code --data-urlencode code@code.txt`, [
    'file-unread',
  ]],
  [
    'but the rest is', `curl ${token} -u app:s3cr3tS3cret99 -d client_secret=hunter2hunter2 -d grant_type=password -d @a`,
    ['authenticated-twice', 'grant-password', 'file-unread'],
  ],
  ['but an @ in a raw body is', `curl ${token} --data-raw '@x&grant_type=authorization_code'`, ['code-missing']],
  ['a form that is called text', `curl ${token} -H 'content-type: text/plain' -d '${form}'`, ['body-of-another-type']],
  ['the end of a grant’s name', `curl ${token} -d 'grant_type=device_code&device_code=abc&client_id=app'`, [
    'grant-type-short',
  ]],
  ['the end of another', `curl ${token} -d 'grant_type=jwt-bearer&assertion=abc&client_id=app'`, ['grant-type-short']],
  ['a form in no quotes', `curl ${token} -d ${form}`, ['command-cut-by-shell']],
  ['but not in quotes, beside a redirection', `curl ${token} -d "${form}" 2>&1 &`, []],
  ['a token in two places', 'curl -H \'Authorization: Bearer abcdef\' \'https://api.example/me?access_token=abcdef\'', [
    'token-sent-twice',
  ]],
  ['and in the body', 'curl -H \'Authorization: Bearer abcdef\' https://api.example/me -d access_token=abcdef', [
    'token-sent-twice',
  ]],
])('%s', async (_, command, names) => {
  const told = await findings(command)
  expect(told.filter(name => name !== 'client-absent' || names.length === 0)).toEqual(names)
})
