import type { Catalogue } from '../../messages/catalogue.ts'
import type { DoctorLine } from './line.ts'
import { tellLine, type DoctorFound, type DoctorSentences } from './lines.ts'

/** The document that `--json` prints, but for `ok`. */
export function doctorDocument(
  { machine, provider, target }: DoctorFound, words: DoctorSentences, catalogue: Catalogue,
): Record<string, unknown> {
  const rows = (lines: readonly DoctorLine[]) => lines.map((line) => {
    const { said, code, ways: { advice, toFill, next } } = tellLine(line, words, catalogue)
    const filled = toFill.map(({ words: told, command }) => `${told} ${command}`)
    return {
      part: line.part, state: line.state, code, message: said,
      ...advice.length + filled.length + next.length === 0 ? {} : { ways: [...advice, ...filled, ...next] },
    }
  })
  return { machine: rows(machine), ...target === undefined ? {} : { target, provider: rows(provider) } }
}
