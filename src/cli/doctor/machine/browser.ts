import { describeBy } from '../../../described.ts'
import { Failure } from '../../../failure.ts'
import { findProgram } from '../../../place/program.ts'
import { textOf } from '../../../providers/resolve.ts'
import { bad, good, note } from '../../../render/doctor/line.ts'
import { readBrowserOption, readBrowserVariable, type BrowserCommand } from '../../../transport/browser-command.ts'
import { canShowBrowser } from '../../login/browser.ts'
import type { Look } from '../look.ts'

/** Who would open the authorization request, and whether that program is there. It is not started. */
export const lookAtBrowser: Look = ({ run, resolved }) => {
  const commands = commandsOf(textOf(resolved, 'browser'), run.context.environment['BROWSER'])
  if (commands === undefined) return [canShowBrowser(run) ? good('browser', 'browser-system') : note('browser', 'browser-none')]
  const { forChildren } = run.context.given
  const programs = commands.map(({ words }) => words[0] ?? '')
  const found = programs.map(program => findProgram(program, forChildren)).find(path => path !== undefined)
  const source = commands[0]?.source ?? ''
  if (found !== undefined) return [good('browser', 'browser-command', { source, path: found })]
  const program = programs.join(', ')
  return [bad('browser', new Failure('browser-not-opened', { program, reason: describeBy('program-missing', source, program) }))]
}

function commandsOf(option: string | undefined, variable: string | undefined): BrowserCommand[] | undefined {
  if (option !== undefined) return readBrowserOption(option)
  return variable === undefined || /^[\s:]*$/.test(variable) ? undefined : readBrowserVariable(variable)
}
