import type { FailureProse } from '../catalogue.ts'
import { command } from '../../text/shell.ts'
import { advice, signIn, withoutAuto } from '../again.ts'
import { besideSandbox } from '../commands.ts'
import { helpOf, text } from '../text.ts'
import { enWrong } from './sandbox-settings.ts'
import { isOnlySandbox } from '../why-invalid.ts'

type Details = Readonly<Record<string, unknown>>

const list = command`oauth-walk sandbox --misbehave list`

/** What the sandbox of this run can't play or require; nothing where the setting is another one. */
export function enSandboxRefused(details: Details): FailureProse | undefined {
  if (details['setting'] === '--misbehave' && details['close'] !== undefined) return enMisbehaveRefused(details)
  if (details['setting'] === '--config' && details['at'] !== undefined) return enConfigRefused(details)
  if (isOnlySandbox(details)) return enOnlySandbox(details)
  const isLock = details['setting'] === '--require' && (details['known'] ?? details['exclusive'] ?? details['key_use']) !== undefined
  return isLock ? enRequireRefused(details) : undefined
}

/** What only the sandbox can do, at another target; there is no sense in it, and the login goes on without it. */
function enOnlySandbox({ setting, command: name, whole_help: isWhole }: Details): FailureProse {
  if (setting !== '--auto') return { message: `${text(setting)} works only with the sandbox`, cause: 'No other provider plays a fault or requires what it is told to.', next: helpOf(name ?? 'login', isWhole) }
  return { message: '--auto works only with the sandbox', cause: 'It signs in as the sandbox’s user. At any other provider, you sign in yourself.', next: withoutAuto(name) }
}

/** What is wrong in the file of --config; an unfit fault has a name. */
function enConfigRefused({ at, wrong, value, why, path, line }: Details): FailureProse {
  const file = `--config${path === undefined ? '' : ` ${text(path)}`}`
  const described = advice`schema/sandbox-config.json and docs/testing.md describe the file`
  if (why !== undefined) return { message: `${file}: the fault "${text(value)}" can’t be played here`, cause: why === 'all-clients' ? 'It is in discovery or keys, which all clients read: misbehave at the top plays it to all of them.' : 'It takes hold in more than single messages. sandbox --misbehave plays it.', next: [described, list] }
  return { message: `${file}${at === '' ? '' : ` at ${text(at)}`}${line === undefined ? '' : `, line ${text(line)}`}: ${enWrong(wrong)}`, cause: 'The file does not describe a sandbox.', next: described }
}

/** A lock that the sandbox doesn't have, or that nobody gets past. */
function enRequireRefused({ value, known, exclusive, kind, key_use: use, command: name, whole_help: isWhole }: Details): FailureProse {
  const next = helpOf(name ?? 'login', isWhole)
  if (exclusive) return { message: `Nobody gets past ${text(exclusive)} at once`, cause: kind === 'bindings' ? 'Tokens are bound in one way.' : 'A client authenticates by one method.', next }
  if (use === 'enc') return { message: 'encrypted-id-token needs a key of the client to encrypt to', cause: 'This login has none that decrypts.', next: command`oauth-walk sandbox --require encrypted-id-token` }
  if (use) return { message: 'What is required needs a key of the client to sign with', cause: 'This login has none.', next }
  return { message: `The sandbox knows no lock "${text(value)}"`, cause: `It can require: ${text(known)}.`, next }
}

/** A fault that no sandbox plays: why, where it is known and left out, otherwise the names like it. */
function enMisbehaveRefused({ value, close, not_played: reason }: Details): FailureProse {
  if (reason) return { message: `--misbehave ${text(value)} is not played`, cause: `It is known, and left out: ${text((reason as { en?: unknown }).en)}.`, next: list }
  const names = Array.isArray(close) && close.length > 0 ? `Similar names: ${text(close)}.` : ''
  return { message: `The sandbox knows no fault "${text(value)}"`, cause: value === 'list' ? 'The list is a command of its own.' : names, next: list }
}

/** The sandbox of this home runs already, and not as it is wanted. */
export function enSandboxDiffers(details: Details): FailureProse {
  const { issuer, command: name } = details
  const asItIs = name === 'sandbox' ? command`oauth-walk sandbox` : signIn
  const beside = besideSandbox(details)
  return {
    message: `The sandbox runs already at ${text(issuer)}, and not as it is wanted here`,
    cause: 'Another oauth-walk serves the sandbox of this folder. Its port, redirect URIs, client, locks and fault were settled when it was started, and can’t be changed by a second command.',
    next: [run => beside(run) === '' ? advice`Stop it where it runs (Ctrl-C) and try again, or use it as it is` : advice`Stop it where it runs (Ctrl-C) and try again. The first command begins another one beside it, with a folder of its own; the second takes the one that runs as it is`, beside, asItIs],
  }
}
