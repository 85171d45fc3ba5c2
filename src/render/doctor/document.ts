import type { Catalogue } from '../../messages/catalogue.ts'
import type { DoctorWords } from '../../messages/doctor-words.ts'
import type { DoctorLine } from './line.ts'
import { tellLine, type DoctorFound } from './lines.ts'

/** The document that `--json` prints, but for `ok`. */
export function doctorDocument({ machine, provider, target }: DoctorFound, words: DoctorWords, catalogue: Catalogue): Record<string, unknown> {
  const rows = (lines: readonly DoctorLine[]) => lines.map((line) => {
    const { said, code, ways: { advice, next } } = tellLine(line, words, catalogue)
    return { part: line.part, state: line.state, code, message: said, ...advice.length + next.length === 0 ? {} : { ways: [...advice, ...next] } }
  })
  return { machine: rows(machine), ...target === undefined ? {} : { target, provider: rows(provider) } }
}
