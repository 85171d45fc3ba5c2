import type { Probe } from '../../probe.ts'
import { mcpDiscovery } from '../clauses.ts'
import { judge } from '../judge.ts'
import { reached } from '../pages.ts'
import type { Survey } from '../surveyed.ts'

/** Each authorization server publishes its metadata at one of the addresses of the standards. */
export const providerMetadataFound: Probe<Survey> = {
  id: 'M05',
  name: 'provider-metadata-found',
  clauses: [{ document: 'RFC 8414', section: '3.1' }, mcpDiscovery('Authorization Server Metadata Discovery')],
  examine: judge({
    pages: reached, forgiven: ['discovery-fallback', 'metadata-unusable', 'member-repeated'], mustEnd: true,
  }),
}
