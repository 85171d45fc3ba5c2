import { freshHome } from '../../support/cli.ts'
import { startInside } from '../../support/inside.ts'
import { freePort } from '../../support/ports.ts'
import { residentBrowser } from '../../support/resident-browser.ts'
import type { Handler, Stub } from '../../support/stub-provider.ts'
import { authorizing, readExamined, type Examined } from './exam-stub.ts'

/** Signs everybody in who comes with a browser. */
export const signingIn: Handler = (asked, stub) =>
  asked.parameters.get('prompt') === 'none'
    ? authorizing({ redirect: () => true })(asked, stub)
    : stub.good.authorize(asked, stub)

/** How the stub's operator starts the examination, with a browser that does all by itself. */
export async function wordsToSignIn(stub: Stub, ...more: string[]): Promise<string[]> {
  const redirectUri = `http://127.0.0.1:${await freePort()}/callback`
  const client = [
    '--client-id', stub.client.client_id, '--redirect-uri', redirectUri, '--browser', residentBrowser(),
  ]
  return ['check', stub.issuer, '--i-operate', stub.issuer, ...client, '--json', ...more]
}

/** Examines a stub that signs in whoever comes with a browser, and gives the verdicts by their numbers. */
export async function examineSignedIn(stub: Stub, ...more: string[]): Promise<Examined> {
  const environment = { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret }
  return readExamined(await startInside(await wordsToSignIn(stub, ...more), { home: freshHome(), environment }).ended)
}
