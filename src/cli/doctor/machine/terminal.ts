import { good, note } from '../../../render/doctor/line.ts'
import { isWatched } from '../../run.ts'
import type { Look } from '../look.ts'

/** Whether a person can be asked. */
export const lookAtTerminal: Look = ({ run }) => {
  const { terminal, environment } = run.context
  return [
    isWatched(run)
      ? good('terminal', 'terminal', { columns: terminal.columns, term: environment['TERM'] ?? '' })
      : note('terminal', 'terminal-missing'),
  ]
}
