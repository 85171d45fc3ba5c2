import { good, note } from '../../../render/doctor/line.ts'
import { version } from '../../../package.ts'
import type { Look } from '../look.ts'

/** The newest Node.js that the tests have run on. */
const newestTested = 26

/** Which program this is, and what runs it. */
export const lookAtProgram: Look = ({ run: { context: { nodeVersion, platform } } }) => {
  const isNewer = Number(/^v(\d+)/.exec(nodeVersion)?.[1]) > newestTested
  const details = { version, node: nodeVersion.replace(/^v/, ''), platform, newest: newestTested }
  return [isNewer ? note('program', 'program-newer', details) : good('program', 'program', details)]
}
