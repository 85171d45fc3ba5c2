import { describeBy } from '../../../codes/described.ts'
import { Failure } from '../../../codes/failure.ts'
import { findProgram } from '../../../place/program.ts'
import { bad, good, note } from '../../../render/doctor/line.ts'
import { canShowBrowser, chooseCommands } from '../../login/browser-commands.ts'
import type { Look } from '../look.ts'

/** Who would open the authorization request, and whether that program is there. It is not started. */
export const lookAtBrowser: Look = ({ run, resolved }) => {
  const commands = chooseCommands(run, resolved)?.()
  if (commands === undefined)
    return [canShowBrowser(run) ? good('browser', 'browser-system') : note('browser', 'browser-none')]
  const { forChildren } = run.context.given
  const programs = commands.map(({ words }) => words[0] ?? '')
  const found = programs.map(program => findProgram(program, forChildren)).find(path => path !== undefined)
  const source = commands[0]?.source ?? ''
  if (found !== undefined) return [good('browser', 'browser-command', { source, path: found })]
  const program = programs.join(', ')
  return [
    bad(
      'browser', new Failure('browser-not-opened', { program, reason: describeBy('program-missing', source, program) }),
    ),
  ]
}
