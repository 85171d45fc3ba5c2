import { textOf } from '../../providers/resolve.ts'
import type { Resolved } from '../../providers/resolved.ts'
import { fileSettings } from '../../providers/settings.ts'
import type { Failure } from '../../codes/failure.ts'
import { asItIs, maskFailure } from '../../secrets/mask.ts'
import type { Watcher } from '../../walk/events.ts'
import { exitCodeOf } from '../failures/exit-codes.ts'
import { exportsAsked, proveExports, spareInputs, writeExports } from '../report/exports.ts'
import type { Run } from '../run.ts'
import { tlsFilesOf } from '../back-channel/wire.ts'
import { openedBy, type BrowserChoice } from './browser.ts'
import { fingerprintsOf } from './fingerprints.ts'
import type { LoginPlan } from './plan.ts'

/** The files in which a walk is written down, and what watches the walk for them. */
export interface LoginExports {
  observers: Watcher[]
  /** The result is not printed: a file goes to stdout. */
  takesStdout: boolean
  /** Raises `setting-invalid` where one of them is a file that a setting names. */
  spare: (resolved: Resolved) => void
  /** Writes the files. Raises `file-unwritable`. */
  write: (plan: LoginPlan, browser: BrowserChoice) => Promise<void>
  /** Writes the files of a walk that failed; that they can't be written is told, but is not the failure. */
  writeFailed: (failure: Failure, plan: LoginPlan, browser: BrowserChoice) => Promise<void>
}

const none: LoginExports = {
  observers: [], takesStdout: false, spare: () => undefined,
  write: async () => undefined, writeFailed: async () => undefined,
}

/**
 * Gets ready to write the walk down, where a flag asks for it. Raises `setting-invalid`, `file-unwritable`: before the
 * browser opens.
 */
export async function prepareExports(run: Run): Promise<LoginExports> {
  const files = exportsAsked(run)
  if (files.length === 0) return none
  proveExports(run, files)
  const { createRecorder } = await import('../../render/saved/transcript.ts')
  const recorder = createRecorder(run.options.showSecrets ? 'shown' : 'hidden')
  const isSaved = files.some(({ kind, path }) => kind === 'save' && path !== '-')
  const write = async (plan: LoginPlan, browser: BrowserChoice, failure?: Failure) => run.context.defer(async () => {
    const told = failure && (run.options.showSecrets ? asItIs(failure) : maskFailure(run.context.secrets, failure))
    const about = {
      tls: tlsFilesOf(run, plan.resolved), fingerprints: isSaved ? fingerprintsOf(run, plan) : undefined,
      opened: openedBy(browser),
    }
    await writeExports(run, files, recorder.transcript(about, told, told && exitCodeOf(told.code, told.details)))
  })
  return {
    observers: [run.options.showSecrets ? { seesSecrets: recorder.observe } : { keeps: recorder.observe }],
    takesStdout: files.some(({ path }) => path === '-'),
    spare: resolved => spareInputs(run, files, fileSettings.flatMap(name => textOf(resolved, name) ?? [])),
    write: async (plan, browser) => write(plan, browser),
    writeFailed: async (failure, plan, browser) =>
      write(plan, browser, failure).catch((error: unknown) => tellUnwritten(run, error)),
  }
}

async function tellUnwritten({ catalogue, tell, context }: Run, error: unknown): Promise<void> {
  const [{ toFailure }, { describeFailure }] = await Promise.all([
    import('../failures/main-failure.ts'), import('../../render/failure.ts'),
  ])
  tell(`! ${describeFailure(maskFailure(context.secrets, toFailure(error)), catalogue).message}`)
}
