import { homeOf } from '../../place/home.ts'
import { toJsonLine } from '../../text/json.ts'
import { maskForeign } from '../../secrets/message.ts'
import { prepareFile } from '../output-file.ts'
import type { Run } from '../run.ts'
import type { Visited } from './target/visit.ts'

/** The file for a ticket. */
export interface Bundle { write: (document: Record<string, unknown>, visited: Visited | undefined) => void }

/** Gets ready to write what was seen into a file for others: secrets are replaced, and so is the user's folder. Raises `file-unwritable`. */
export function prepareBundle(run: Run): Bundle {
  const { context, options: { bundle: path } } = run
  if (typeof path !== 'string') return { write: () => undefined }
  const writeFile = prepareFile(run, path, '--bundle')
  return {
    write: (document, visited) => {
      const answers = visited?.answers ?? []
      const asked = answers.map(({ request: { method, url }, response: { status, headers, body } }) => ({ method, url, status, headers, body }))
      const whole = maskForeign(context.secrets, { at: new Date(context.now()).toISOString(), ...document, asked })
      writeFile(withoutHome(toJsonLine(whole, 2), homeOf(context.environment)))
    },
  }
}

/** A path tells who its user is. */
function withoutHome(text: string, home = ''): string {
  return home.length > 1 ? text.replaceAll(JSON.stringify(home).slice(1, -1), '~') : text
}
