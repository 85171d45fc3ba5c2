import { describeBy } from '../../codes/described.ts'
import { Failure } from '../../codes/failure.ts'
import type { ClientSettings } from '../../walk/context.ts'
import { cleanGiven, decodeGiven } from '../../given.ts'
import { readNamedFile, type Run } from '../run.ts'
import type { ExamPlan } from './candidate-plan.ts'

const bySecret = ['client_secret_basic', 'client_secret_post', 'client_secret_jwt'] as const
const proving = ['none', ...bySecret] as const

/**
 * Another client of the provider, where one is named; the sandbox has some. Raises `setting-invalid`,
 * `file-unreadable`, `value-unclean`.
 */
export async function secondClientOf(
  run: Run, plan: Pick<ExamPlan, 'sandbox' | 'client'>,
): Promise<ClientSettings | undefined> {
  const { context, options } = run
  const clientId = options['secondClientId']
  if (typeof clientId !== 'string') return ofSandbox(run, plan)
  if (clientId === plan.client.clientId) {
    throw new Failure('setting-invalid', {
      setting: '--second-client-id', value: clientId, expected: describeBy('another-client'),
    })
  }
  const secret = secretIn(run, options['secondClientSecretFile'])
  const clientSecret = secret === undefined ? undefined : context.secrets.keep('client_secret', secret)
  return { clientId: cleanGiven('word', clientId, '--second-client-id'), clientSecret, authentication: undefined }
}

/**
 * One of the sandbox's clients that is not the first, and that its locks let through: a public one if there is one,
 * since rules are about such a client, or else one with a secret.
 */
function ofSandbox(
  { context: { secrets } }: Run, { sandbox, client }: Pick<ExamPlan, 'sandbox' | 'client'>,
): ClientSettings | undefined {
  const others = (sandbox?.sandbox.clients ?? []).filter(({ client_id }) => client_id !== client.clientId)
  const other = others.find(({ token_endpoint_auth_method: method }) => method === 'none')
    ?? others.find(({ token_endpoint_auth_method: method }) => bySecret.some(one => one === method))
  if (!other) return undefined
  const { client_id: clientId, client_secret: secret, token_endpoint_auth_method: method } = other
  return {
    clientId, clientSecret: secret === undefined ? undefined : secrets.keep('client_secret', secret),
    authentication: proving.find(one => one === method),
  }
}

function secretIn({ context }: Run, path: unknown): string | undefined {
  const source = '--second-client-secret-file'
  if (typeof path !== 'string') return undefined
  const bytes = path === '-' ? context.readInputBytes() : readNamedFile({ readFile: context.readBytes }, path, source)
  return cleanGiven('secret', decodeGiven(bytes, source), source, context.given.verbatim)
}
