import type { Probe } from '../../probe.ts'
import { judge } from '../judge.ts'
import { described } from '../pages.ts'
import type { Survey } from '../surveyed.ts'

/** The metadata is about the resource that was asked for, and about no other. */
export const resourceIdentical: Probe<Survey> = {
  id: 'M03',
  name: 'resource-identical',
  clauses: [{ document: 'RFC 9728', section: '3.3' }],
  examine: judge({ pages: described, check: 'resource-identical', forgiven: ['resource-above', 'resource-respelt'] }),
}
