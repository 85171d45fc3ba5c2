import type { ClientSettings } from '../../walk/context.ts'
import { cleanGiven, decodeGiven } from '../../given.ts'
import { readNamedFile, type Run } from '../run.ts'
import type { ExamPlan } from './candidate.ts'

/** The client of the sandbox that is asked for in the place of another. */
const sandboxSecond = 'oauth-walk-public'

/** Another client of the same provider, where one is named; the sandbox has one of its own. Raises `file-unreadable`, `value-unclean`. */
export async function secondClientOf(run: Run, plan: Pick<ExamPlan, 'sandbox'>): Promise<ClientSettings | undefined> {
  const { context, options } = run
  const clientId = options['secondClientId']
  if (typeof clientId !== 'string') return plan.sandbox && { clientId: sandboxSecond, clientSecret: undefined, authentication: 'none' }
  const secret = secretIn(run, options['secondClientSecretFile'])
  const clientSecret = secret === undefined ? undefined : context.secrets.keep('client_secret', secret)
  return { clientId: cleanGiven('word', clientId, '--second-client-id'), clientSecret, authentication: undefined }
}

function secretIn({ context }: Run, path: unknown): string | undefined {
  const source = '--second-client-secret-file'
  if (typeof path !== 'string') return undefined
  const bytes = path === '-' ? context.readInputBytes() : readNamedFile({ readFile: context.readBytes }, path, source)
  return cleanGiven('secret', decodeGiven(bytes, source), source, context.given.verbatim)
}
