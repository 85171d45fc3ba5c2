import type { Looking, Looks } from './look.ts'
import { lookAtBrowser } from './machine/browser.ts'
import { lookAtEnvironment } from './machine/environment.ts'
import { lookAtKeyring } from './machine/keyring.ts'
import { lookAtLanguage } from './machine/language.ts'
import { lookAtProgram } from './machine/program.ts'
import { lookAtProxy } from './machine/proxy.ts'
import { lookAtListener } from './machine/redirect-listener.ts'
import { lookAtStore } from './machine/store.ts'
import { lookAtTerminal } from './machine/terminal.ts'
import { lookAtTls } from './machine/tls.ts'
import { lookAtCertificate } from './target/certificate.ts'
import { lookAtClient } from './target/client.ts'
import { lookAtClock } from './target/clock.ts'
import { lookAtDocuments } from './target/documents.ts'
import { lookAtKeys } from './target/keys.ts'
import { lookAtMetadata } from './target/metadata.ts'
import { lookAtRedirectUri } from './target/redirect-uri.ts'
import { lookAtSession } from './target/session.ts'
import { lookAtSettings } from './target/settings.ts'
import type { AtProvider } from './target/visit.ts'

/** What can be seen of this machine, in the order in which it is told. */
export const machineLooks: Looks<Looking> = {
  program: lookAtProgram, language: lookAtLanguage, environment: lookAtEnvironment, terminal: lookAtTerminal,
  store: lookAtStore,
  keyring: lookAtKeyring, browser: lookAtBrowser, 'redirect-listener': lookAtListener, proxy: lookAtProxy,
  tls: lookAtTls,
}

/** What can be seen of a provider without signing in. */
export const targetLooks: Looks<AtProvider> = {
  settings: lookAtSettings, client: lookAtClient, metadata: lookAtMetadata, keys: lookAtKeys,
  endpoints: lookAtDocuments, clock: lookAtClock,
  certificate: lookAtCertificate, 'redirect-uri': lookAtRedirectUri, session: lookAtSession,
}
