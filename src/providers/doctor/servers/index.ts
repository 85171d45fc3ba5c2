import type { TextRule } from '../symptom.ts'
import { frameworks } from './frameworks.ts'
import { hosted } from './hosted.ts'
import { keycloak } from './keycloak.ts'
import { products } from './products.ts'

const anyServer: TextRule = {
  id: 'redirect-port-exact', of: 'any server', failures: ['authorization-refused', 'error-page', 'push-refused'],
  anyPort: true, text: /redirect[ _]?ur[il]/i,
  source: 'RFC 8252, section 7.3; github.com/modelcontextprotocol/typescript-sdk, demoInMemoryOAuthProvider',
}

/**
 * Texts that servers write beside the standard's codes, each in its own words. Of a client that registered itself for
 * any port it is known why its redirect URI is refused, whatever the server is.
 */
export const servers: readonly TextRule[] = [anyServer, ...keycloak, ...products, ...frameworks, ...hosted]
