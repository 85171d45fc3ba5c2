import type { FailureProse } from '../catalogue.ts'
import { command } from '../../text/shell.ts'
import { advice, signIn } from '../again.ts'
import { text } from '../text.ts'

type Details = Readonly<Record<string, unknown>>

const list = command`oauth-walk sandbox --misbehave list`

/** A fault that no sandbox plays: why, where it is known and left out, otherwise the names like it. */
export function enMisbehaveRefused({ value, close, not_played: reason }: Details): FailureProse {
  if (reason) return { message: `--misbehave ${text(value)} is not played`, cause: `It is known, and left out: ${text((reason as { en?: unknown }).en)}.`, next: list }
  const names = Array.isArray(close) && close.length > 0 ? `Names like it: ${text(close)}.` : 'No name is like it.'
  return { message: `The sandbox knows no fault "${text(value)}"`, cause: value === 'list' ? 'The list is a command of its own.' : names, next: list }
}

/** The sandbox of this home runs already, and not as it is wanted. */
export function enSandboxDiffers({ issuer, command: name }: Details): FailureProse {
  return {
    message: `The sandbox runs already at ${text(issuer)}, and not as it is wanted here`,
    cause: 'Another oauth-walk serves the sandbox of this folder. Its port, redirect URIs and fault were settled when it was started, and can’t be changed by a second command.',
    next: [advice`Stop it where it runs (Ctrl-C) and try again, or use it as it is`, name === 'sandbox' ? command`oauth-walk sandbox` : signIn],
  }
}
