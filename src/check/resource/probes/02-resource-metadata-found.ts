import type { Probe } from '../../probe.ts'
import { mcpDiscovery } from '../clauses.ts'
import { judge } from '../judge.ts'
import { found, searched } from '../pages.ts'
import type { Survey } from '../surveyed.ts'

/** The resource publishes its metadata where its challenge says, or else where the standard says. */
export const resourceMetadataFound: Probe<Survey> = {
  id: 'M02',
  name: 'resource-metadata-found',
  clauses: [
    { document: 'RFC 9728', section: '3.1' }, { document: 'RFC 9728', section: '5.1' },
    mcpDiscovery('Protected Resource Metadata Discovery Requirements'),
  ],
  examine: judge(
    { pages: searched, forgiven: ['challenge-without-metadata'] },
    {
      pages: found, check: 'endpoints-safe', broken: ['resource-metadata-missing'],
      forgiven: ['challenge-metadata-elsewhere', 'metadata-unusable', 'member-repeated'], mustEnd: true,
    },
  ),
}
