import type { Probe } from '../../probe.ts'
import { mcpSecurity } from '../clauses.ts'
import { judge } from '../judge.ts'
import { checked } from '../pages.ts'
import type { Survey } from '../surveyed.ts'

const check = 'pkce-advertised'

/** The provider says that it checks PKCE with S256: clients of MCP must not go on otherwise. */
export const pkceAdvertised: Probe<Survey> = {
  id: 'M07',
  name: 'pkce-advertised',
  clauses: [mcpSecurity('Authorization Code Protection'), { document: 'RFC 8414', section: '2' }],
  examine: judge({ pages: survey => survey.isMcp ? checked(check)(survey) : 'no-mcp-server', check }),
}
