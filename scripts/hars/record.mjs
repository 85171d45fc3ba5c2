// Serves one app and its provider on loopback, has Chromium walk through it, and keeps what Chromium records.
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { delimiter, join } from 'node:path'
import { build } from 'esbuild'
import { chromium } from 'playwright-core'
import { openProvider, person } from './provider.mjs'

const chromiumPath = process.env.CHROMIUM ?? process.env.PATH.split(delimiter)
  .flatMap(folder => ['chromium', 'chromium-browser', 'google-chrome'].map(name => join(folder, name))).find(path =>
    existsSync(path))

/** Chromium, with names that lead to loopback alone. */
export function openBrowser() {
  const args = [
    '--host-resolver-rules=MAP *.test 127.0.0.1, EXCLUDE localhost, EXCLUDE 127.0.0.1, MAP * ~NOTFOUND',
    ...process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  ]
  return chromium.launch({ executablePath: chromiumPath, args })
}

/** Records the walk of one app into a file. */
export async function record(browser, { folder, file, app }) {
  const [appServer, providerServer] = [
    await listen(createServer()), await listen(app.tls ? createTlsServer(certificate()) : createServer()),
  ]
  try {
    const facts = factsOf(app, appServer.address().port, providerServer.address().port)
    providerServer.on('request', openProvider(facts.issuer, [clientOf(app, facts)], app.provider?.(facts)))
    appServer.on(
      'request',
      await app.serve({ ...facts, bundle: (source, define) => bundle(folder, source, { ...facts, ...define }) }),
    )
    await walk(browser, file, page =>
      app.walk(page, facts, { signIn: (answer, shown = page) => signIn(shown, answer) }))
  } finally {
    for (const server of [appServer, providerServer]) server.close().closeAllConnections()
  }
}

async function listen(server) {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return server
}

/** Some libraries talk to a provider by https alone. */
function certificate() {
  const words = [
    'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=localhost', '-days', '2', '-keyout', '-', '-out',
    '-',
  ]
  const { stdout } = spawnSync('openssl', words, { encoding: 'utf8' })
  return { key: stdout, cert: stdout }
}

function factsOf({ hosts = ['localhost', 'localhost'], callback = '/callback', isPublic, tls }, port, providerPort) {
  const origin = `http://${hosts[0]}:${port}`
  return {
    origin, issuer: `http${tls ? 's' : ''}://${hosts[1]}:${providerPort}`, redirectUri: origin + callback,
    clientId: 'app', ...isPublic ? {} : { clientSecret: 'fake-secret-of-the-app' },
  }
}

function clientOf({ client = {}, isPublic }, { origin, redirectUri, clientId, clientSecret }) {
  return {
    client_id: clientId, ...isPublic ? { token_endpoint_auth_method: 'none' } : { client_secret: clientSecret },
    application_type: client.application_type ?? 'web',
    redirect_uris: [redirectUri, `${origin}/silent`], post_logout_redirect_uris: [`${origin}/`],
    grant_types: ['authorization_code', 'refresh_token'], ...client,
  }
}

/** A page's script with the libraries in it, as an app's build makes it. */
async function bundle(folder, source, facts) {
  const { outputFiles: [script] } = await build({
    entryPoints: [join(folder, 'pages', source)], bundle: true, write: false, format: 'esm', target: 'es2022',
    minify: true,
    define: { FACTS: JSON.stringify(facts), 'process.env.NODE_ENV': '"development"' }, logLevel: 'error',
  })
  return script.text
}

async function walk(browser, file, steps) {
  const context = await browser.newContext({
    ignoreHTTPSErrors: true, recordHar: { path: file, mode: 'full', content: 'embed' },
  })
  context.setDefaultTimeout(15_000)
  try {
    await steps(await context.newPage())
  } finally {
    await context.close()
  }
}

/** What the person does at the provider: signs in, and allows the app once. */
async function signIn(page, answer = 'Allow') {
  await page.fill('input[name=user]', person.user)
  await page.fill('input[name=password]', person.password)
  await page.click('button')
  const allow = page.locator('button', { hasText: answer })
  // A window of its own closes itself.
  const closed = page.waitForEvent('close', { timeout: 0 }).catch(() => undefined)
  await Promise.race([allow.click(), page.waitForSelector('#done'), closed])
}
