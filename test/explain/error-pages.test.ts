import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'

async function findingsOf(page: string, lang = 'en') {
  const home = freshHome()
  writeFileSync(join(home, 'page.html'), page)
  const { stdout } = await runInside(['explain', join(home, 'page.html'), '--json', '--lang', lang], { home })
  return (JSON.parse(stdout) as { findings: { name: string, said: string }[] }).findings
}

test.each([
  ['page-client', '<html><body><h1>We are sorry...</h1><p>Client not found.</p></body></html>'],
  ['page-redirect-uri', '<html><p>The redirect URI https://x.example/cb is not registered for app.</p></html>'],
  ['page-redirect-uri', '<html><body><h1>Invalid redirect uri</h1></body></html>'],
  ['page-redirect-uri', '<html><body><h1>出错了</h1><p>重定向地址未注册</p></body></html>'],
  ['page-error-unknown', '<html><body><h1>Oops</h1><p>Something went wrong.</p></body></html>'],
  ['page-error-unknown', 'HTTP/1.1 400 Bad Request\nContent-Type: text/html\n\n<html><body>No.</body></html>'],
  ['refused-by-standard', '<html><body><h1>invalid_request</h1></body></html>'],
  ['refused-known', '<html><body>We are sorry... Invalid parameter: redirect_uri</body></html>'],
])('%s is found in %s, and nothing else', async (name, page) => {
  for (const lang of ['en', 'zh']) expect((await findingsOf(page, lang)).map(one => one.name)).toEqual([name])
})

test.each([
  '<html><h1>Sign in</h1><form method="post"><input name="username"></form><p>Unknown client id? Ask us</p></html>',
  '<html><body>You are signed in. You may close this tab.</body></html>',
])('a page that works is no error page: %s', async (page) => {
  expect(await findingsOf(page)).toEqual([])
})
