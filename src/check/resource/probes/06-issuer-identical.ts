import type { Probe } from '../../probe.ts'
import { mcpDiscovery } from '../clauses.ts'
import { judge } from '../judge.ts'
import { checked } from '../pages.ts'
import type { Survey } from '../surveyed.ts'

/** The provider's metadata is about the issuer that the resource names, letter by letter. */
export const issuerIdentical: Probe<Survey> = {
  id: 'M06',
  name: 'issuer-identical',
  clauses: [{ document: 'RFC 8414', section: '3.3' }, mcpDiscovery('Authorization Server Metadata Discovery')],
  examine: judge({ pages: checked('issuer-identical'), check: 'issuer-identical', forgiven: ['issuer-slash'] }),
}
