import { expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'

/** What a shell fills in was not seen: the values of its variables are neither judged nor called forgotten. */
const token = 'https://op.example/token'
const given = 'grant_type=authorization_code'

async function explain(input: string): Promise<{ names: string[], output: string, files: unknown }> {
  const { stdout } = await runInside(['explain', '-', '--json'], { home: freshHome(), input })
  const { findings } = JSON.parse(stdout) as { findings: { name: string, details: { files?: unknown } }[] }
  const files = findings.find(({ name }) => name === 'file-unread')?.details.files
  return { names: findings.map(({ name }) => name), output: stdout, files }
}

test.each([
  ['in double quotes', `curl ${token} -d ${given} -d "code=$CODE" -d client_id=x`, ['$CODE']],
  ['in no quotes', `curl ${token} -d ${given} -d code=\${CODE} -d client_id=x`, ['$CODE']],
  ['that is encoded', `curl ${token} -d ${given} --data-urlencode "code=$CODE" -d client_id=x`, ['$CODE']],
  ['in a header', 'curl https://op.example/userinfo -H "Authorization: Bearer $TOKEN"', ['$TOKEN']],
  ['for a user', `curl ${token} -u "$ID:$SECRET" -d grant_type=client_credentials`, ['$ID', '$SECRET']],
  ['beside a client id', `curl ${token} -u "app:$SECRET" -d grant_type=$GRANT -d client_id=$ID`, [
    '$GRANT', '$ID', '$SECRET',
  ]],
  ['of another program', `curl ${token} -d grant_type=refresh_token -d client_id=x -d refresh_token=$(cat rt)`, [
    '$(cat …)',
  ]],
  ['in grave accents', `curl ${token} -d grant_type=refresh_token -d client_id=x -d "refresh_token=\`cat rt\`"`, [
    '$(cat …)',
  ]],
  ['of HTTPie', `http -f ${token} ${given} code=$CODE client_id=x redirect_uri="https://$HOST/cb"`, ['$CODE', '$HOST']],
  ['of xh', `xh -f ${token} ${given} code="$CODE" client_id=x`, ['$CODE']],
  ['of wget', `wget --post-data "${given}&code=$CODE&client_id=x" ${token}`, ['$CODE']],
  ['of PowerShell’s environment', `irm ${token} -Method Post -Body "${given}&code=$env:CODE&client_id=x"`, [
    '$env:CODE',
  ]],
  ['of PowerShell', `irm ${token} -Method Post -Body @{ grant_type = 'authorization_code'; code = $env:CODE; client_id = 'x' }`, [
    'code',
  ]],
  ['with the whole body', `curl ${token} -d "$BODY" -H "$AUTH"`, ['$AUTH', '$BODY']],
  [
    'in an authorization request',
    'curl "${ISSUER}/authorize?response_type=$TYPE&client_id=$ID&scope=openid&redirect_uri=$URI&state=$STATE&nonce=$N&code_challenge=$CC&code_challenge_method=$M"',
    ['$ISSUER', '$TYPE', '$ID', '$URI', '$STATE', '$N', '$CC', '$M'],
  ],
])('a variable %s was not seen', async (_, command, variables) => {
  const { names, files } = await explain(command)
  expect(names).toEqual(['file-unread'])
  expect(files).toEqual(variables)
})

test.each([
  ['$CODE', `curl ${token} -d ${given} -d 'code=$CODE' -d client_id=x`],
  ['${CODE}', `curl ${token} -d ${given} -d 'code=\${CODE}' -d client_id=x`],
  ['$CODE', `curl ${token} -d ${given} -d "code=\\$CODE" -d client_id=x`],
  ['$AUTHORIZATION_CODE', `curl ${token} -d ${given} -d 'code=$AUTHORIZATION_CODE' -d client_id=x`],
])('what a shell leaves as %s was never filled in, and is shown', async (variable, command) => {
  const { names, output } = await explain(command)
  expect(names).toEqual(['value-unfilled'])
  expect(JSON.parse(output)).toMatchObject({ findings: [{ details: { placeholder: variable } }] })
})

test('what may be a password is not shown as the name of a variable', async () => {
  const { output } = await explain(`curl ${token} -u "app:hunter$Two2Three" -d client_secret=\${X:-s3cr3tS3cr3t} -d grant_type=client_credentials -d a=$(echo=s3cr3t9)`)
  expect(output).not.toMatch(/Two2Three|s3cr3t|hunter/)
})
