import type { Remark } from '../../../codes/exam.ts'
import type { Probe } from '../../probe.ts'
import { mcpSecurity } from '../clauses.ts'
import { judge } from '../judge.ts'
import { addressed } from '../pages.ts'
import type { Survey } from '../surveyed.ts'

/** http is right on this machine, and nowhere else: who reads PASS has to know. */
const remark = ({ providers }: Survey): Remark | undefined =>
  providers.some(({ exchanges }) => exchanges.some(({ request }) => request.url.startsWith('http:')))
    ? 'loopback'
    : undefined

/**
 * The provider and all its endpoints are https (http on this machine), and none of them leads inside where the resource
 * is outside.
 */
export const endpointsSafe: Probe<Survey> = {
  id: 'M08',
  name: 'endpoints-safe',
  clauses: [{ document: 'RFC 6749', section: '3.1' }, mcpSecurity('Communication Security')],
  examine: judge({ pages: addressed, check: 'endpoints-safe', remark }),
}
