import type { Examined } from '../../check/probe.ts'
import { describeBy } from '../../codes/described.ts'
import { Failure } from '../../codes/failure.ts'
import { decodeText } from '../../given.ts'
import { proveFileWritable, writeOutputFile } from '../../place/output.ts'
import { acceptKnown, goneFrom, readBaseline, takenIn, toBaseline, type Baseline } from '../../render/check/baseline.ts'
import { loadProviderReportWords } from '../../messages/load.ts'
import { toJsonLine } from '../../text/json.ts'
import { severityText } from '../../render/check/rule.ts'
import { writerOf } from '../report/exports.ts'
import { readNamedFile, type Run } from '../run.ts'
import { loadExamCatalogue } from './exam-catalogue.ts'
import { wordsOf } from './words.ts'

/**
 * Marks what was known to be broken; and writes down what is broken now, where that was asked for. Raises
 * `setting-invalid`, `file-unwritable`.
 */
export type Settle = (address: string, examined: readonly Examined[]) => Promise<Examined[]>

/**
 * Gets the file of known failures ready, where one is named. Raises `file-unreadable`, `file-unwritable`,
 * `setting-invalid` for a file that is no baseline, or one that is to be updated and is not named.
 */
export function prepareBaseline(run: Run, target: string): Settle {
  const { options, context } = run
  const { baseline: named, updateBaseline: isUpdated } = options
  if (typeof named !== 'string') {
    if (isUpdated)
      throw new Failure('setting-invalid', {
        setting: '--update-baseline', expected: describeBy('with-flag', '--baseline'),
      })
    return async (_address, examined) => [...examined]
  }
  const path = context.absolutePath(named)
  const before = readNamed(run, { path: named, target, mayBeMissing: isUpdated === true })
  if (isUpdated) proveFileWritable(path, writerOf(run, 'baseline'))
  return async (address, examined) => {
    if (before && before.address !== address) throw unusable(named, address)
    const now = isUpdated ? toBaseline(address, examined, before) : before
    if (!now) return [...examined]
    if (isUpdated) writeOutputFile(path, toJsonLine(now, 2), writerOf(run, 'baseline'))
    const { baseline: words } = await loadProviderReportWords(run.catalogue.language)
    const gone = goneFrom(now, examined)
    if (isUpdated) run.tell(run.catalogue.report.written(named))
    else if (gone.length > 0) run.tell(words.gone(gone.join(run.catalogue.telling.enumeration)))
    const taken = isUpdated ? takenIn(examined, before) : []
    if (taken.length > 0) run.tell(`! ${words.taken(taken.length, await listed(run, taken))}`)
    return acceptKnown(examined, now)
  }
}

/** Rules with what depends on them. */
async function listed(run: Run, rules: readonly Examined[]): Promise<string> {
  const wording = await loadExamCatalogue(run.catalogue)
  return rules.map(one => [one.probe.id, severityText(one, wording)].filter(Boolean).join(' '))
    .join(run.catalogue.telling.enumeration)
}

interface Named { path: string, target: string, mayBeMissing: boolean }

/** A file that is to be updated need not be there yet. */
function readNamed({ context, options }: Run, { path, target, mayBeMissing }: Named): Baseline | undefined {
  let bytes: Uint8Array
  try {
    bytes = readNamedFile({ readFile: context.readBytes }, path, '--baseline')
  } catch (error) {
    if (!(error instanceof Failure) || error.details['reason'] !== 'ENOENT') throw error
    if (mayBeMissing) return undefined
    throw error.with(undefined, { target, words: [...wordsOf(options), ['--update-baseline']] })
  }
  const baseline = bytes.length > longest ? undefined : readBaseline(parse(decodeText(bytes)))
  if (!baseline) throw unusable(path)
  return baseline
}

const longest = 1_048_576

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}

/** Known failures of one provider say nothing of another. */
function unusable(path: string, ...address: string[]): Failure {
  return new Failure('setting-invalid', {
    setting: '--baseline', value: path, expected: describeBy('baseline-file', ...address), command: 'check',
  })
}
