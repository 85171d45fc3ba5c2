import type { Probe } from '../../probe.ts'
import { mcpDiscovery } from '../clauses.ts'
import { judge } from '../judge.ts'
import { described } from '../pages.ts'
import type { Survey } from '../surveyed.ts'

/** The metadata names at least one authorization server. RFC 9728 leaves that open; MCP does not. */
export const authorizationServerNamed: Probe<Survey> = {
  id: 'M04',
  name: 'authorization-server-named',
  clauses: [mcpDiscovery('Authorization Server Location'), { document: 'RFC 9728', section: '2' }],
  examine: judge({ pages: described, broken: ['authorization-server-missing'] }),
}
