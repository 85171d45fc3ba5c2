import { expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'

/** What a command takes from a file, another program or a variable was not seen, and is never called missing. */
const token = 'https://op.example/token'
const code = 'grant_type=authorization_code&code=SplxlOBeZQQYbYS6WxSb&redirect_uri=https%3A%2F%2Fapp.example%2Fcb'
const refused = (error: string) =>
  `\nHTTP/1.1 401 Unauthorized\nContent-Type: application/json\n\n{"error":"${error}"}`

async function explain(input: string): Promise<{ names: string[], output: string }> {
  const { stdout } = await runInside(['explain', '-', '--json'], { home: freshHome(), input })
  const { findings } = JSON.parse(stdout) as { findings: { name: string }[] }
  return { names: findings.map(({ name }) => name), output: stdout }
}

test.each([
  ['header fields of a file', `curl ${token} -H @fields.txt -d '${code}&client_id=app'${refused('invalid_client')}`, [
    'refused-by-standard', 'file-unread',
  ]],
  ['a file of options', `curl -K options.txt ${token} -d '${code}'${refused('invalid_client')}`, [
    'refused-by-standard', 'file-unread',
  ]],
  ['nothing but a file of options', 'curl --config options.txt', ['file-unread']],
  ['a password that stands in ~/.netrc', `curl -n ${token} -d '${code}&client_id=app'${refused('invalid_client')}`, [
    'refused-by-standard', 'file-unread',
  ]],
  ['what comes through a pipe', `curl ${token} --data-binary @-`, ['file-unread']],
  ['a body that is called JSON', `curl --json @body.json ${token}`, ['body-json', 'file-unread']],
  ['a field that is a file', `curl ${token} -F grant_type=authorization_code -F code=@code.txt`, [
    'body-multipart', 'file-unread',
  ]],
  ['a value that is read from a file', `curl ${token} -F 'code=<code.txt;type=text/plain' -F client_id=app`, [
    'body-multipart', 'file-unread',
  ]],
  ['a part of the address', `curl ${token} -u app:s3cr3tS3cr3t99 --url-query @more -d grant_type=refresh_token`, [
    'file-unread',
  ]],
  [
    'a part of an authorization request',
    'curl -G https://op.example/authorize -d response_type=code -d client_id=app --data-urlencode scope@scope.txt',
    ['file-unread'],
  ],
  ['a pushed request', 'curl https://op.example/par -d response_type=code -d client_id=app -d @rest', ['file-unread']],
  ['a logout', 'curl -G https://op.example/logout -d post_logout_redirect_uri=https://app.example/ -d @rest', [
    'file-unread',
  ]],
])('%s is named, and nothing of it is missed', async (_, command, names) => {
  expect((await explain(command)).names).toEqual(names)
})

test.each([
  ['a secret', `curl ${token} -d '${code}' -d @rest`, 'client authentication failed'],
  ['a verifier', `curl ${token} -u app:s3cr3tS3cr3t99 -d '${code}' -d @rest`, 'PKCE code_verifier is missing'],
  ['a scope', `curl ${token} -u app:s3cr3tS3cr3t99 -d grant_type=client_credentials -d @rest`, 'invalid_scope'],
])('the cause of a refusal is not that %s is lacking that may be in the file', async (_, command, description) => {
  const error = description === 'invalid_scope' ? description : 'invalid_request'
  const answer = refused(error).replace('}', `,"error_description":"${description}"}`)
  const { output } = await explain(`${command}${answer}`)
  expect(output).not.toMatch(/"cause": ?"(?:pkce-required|client-secret-missing|scope-wanted)"/)
  expect(output).not.toContain('"demanded"')
})

test('where the whole request is seen, it is said to lack them', async () => {
  const { names } = await explain(`curl ${token} -d '${code}&client_id=app'${refused('invalid_client')}`)
  expect(names).toContain('client-unproven')
  const scope = `curl ${token} -u app:s3cr3tS3cr3t99 -d grant_type=client_credentials${refused('invalid_scope')}`
  expect((await explain(scope)).output).toContain('scope-wanted')
})

test('a client that shows a certificate has proven itself somehow', async () => {
  const command = `curl --cert app.pem --key app.key ${token} -d '${code}&client_id=app'${refused('invalid_client')}`
  expect((await explain(command)).names).toEqual(['refused-by-standard'])
})
