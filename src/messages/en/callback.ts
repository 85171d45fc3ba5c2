import { text } from '../text.ts'

/** Why a request at the listener was ignored, as a clause that speaks of it. */
export const enIgnoredWhy: Readonly<Record<string, string | undefined>> = {
  'wrong-state': 'its state is not ours: someone else’s link, or an old tab',
  'missing-state': 'it has no state',
  'wrong-state-with-error': 'an error with a state that is not ours',
  'missing-state-with-error': 'an error without a state; if it is yours, press Ctrl-C and try again',
  'state-no-text': 'its state is a list, an object or null, and no text: there is nothing to compare',
  'encrypted-response': 'it is encrypted, and no key of the client opens it (--client-key)',
  'signed-response': 'it is a signed answer in response (JARM), which was not asked for (--response-mode jwt)',
  'no-parameters': 'it brings no parameters; what stands behind a # in an address never gets here',
  'sender-left': 'its sender had left before it could be seen whose program it was',
  'not-from-this-machine': 'it does not come from this machine',
  'strange-target': 'its target is malformed',
  'wrong-host': 'its Host header is not ours',
  'other-path': 'it is for another path',
  'wrong-method': 'its method is not the one that was asked for',
  upgrade: 'it wants to become another protocol, such as a WebSocket',
  prefetch: 'the browser fetched it ahead, before anybody went there',
  'not-a-navigation': 'no browser tab sent it',
  'foreign-origin': 'a page of another site sent it',
  'malformed-encoding': 'its percent-encoding is malformed',
  'wrong-content-type': 'its content type is not a form’s',
  'body-too-large': 'its body is too large',
  'head-too-large': 'its address and header fields are larger than 32 kB; an answer in a form can be longer (--response-mode form_post or form_post.jwt)',
}

interface Fact { reason?: unknown, path?: unknown, error?: unknown, count?: unknown }

const facts: Readonly<Record<string, ((path: string, expected: string, error: string) => string) | undefined>> = {
  'wrong-state': () => 'an answer came with a state that is not ours',
  'missing-state': () => 'an answer came without state',
  'wrong-state-with-error': (_path, _expected, error) => `an answer with a state that is not ours said ${error}`,
  'missing-state-with-error': (_path, _expected, error) => `an answer without state said ${error}`,
  'state-no-text': () => 'an answer came whose state is no text',
  'encrypted-response': () => 'an answer came encrypted, and no key of the client opens it',
  'signed-response': () => 'an answer came signed, in the parameter response (JARM), which this login did not ask for',
  'no-parameters': path => `a request came to ${path} without parameters: the provider may have put them behind a #, where no server sees them`,
  'other-path': (path, expected, error) => `a request came to ${path || 'another path'} (expected ${expected})${error && ` and said ${error}`}`,
  'wrong-host': (_path, _expected, error) => `a request came whose Host is not the redirect URI’s (localhost is not 127.0.0.1)${error && ` and said ${error}`}`,
  'head-too-large': () => 'a request came whose address and header fields are larger than 32 kB, so it was not read; an answer in a form can be longer (--response-mode form_post or form_post.jwt)',
  'wrong-method': () => 'a request came by another method than was asked for',
  'not-a-navigation': path => `a request came to ${path} that no browser tab sent: a script’s fetch, an image or a frame`,
}

function describe({ reason, path, error, count }: Fact, expected: string): string {
  const said = error === undefined ? '' : error === 'other' ? 'an error' : text(error)
  const fact = facts[text(reason)]?.(text(path), expected, said) ?? `a request came, but ${enIgnoredWhy[text(reason)] ?? text(reason)}`
  return Number(count) > 1 ? `${fact} (${text(count)} times)` : fact
}

/** What browsers ask for by themselves. */
const noise = /^\/(?:favicon\.ico|robots\.txt|apple-touch-icon.*|\.well-known\/appspecific\/.*)$/

function withoutNoise(ignored: unknown): Fact[] {
  return (Array.isArray(ignored) ? ignored as Fact[] : []).filter(({ path }) => !noise.test(text(path)))
}

/** That no answer of this login came in time: what came instead is no nobody. */
export function enNobodyCame(ignored: unknown, seconds: string): string {
  const list = withoutNoise(ignored)
  if (list.length === 0) return `Nobody came back within ${seconds} s`
  return list.every(({ reason }) => reason === 'wrong-state')
    ? `Only an answer with the state of another login came within ${seconds} s`
    : `No answer that counts came within ${seconds} s`
}

/** What came while nobody's answer did, in one sentence; nothing where nothing came that could have been one. */
export function enWhatCame(ignored: unknown, redirectUri: string): string | undefined {
  const list = withoutNoise(ignored)
  const expected = URL.canParse(redirectUri) ? new URL(redirectUri).pathname : ''
  return list.length === 0 ? undefined : `What came did not count: ${list.map(fact => describe(fact, expected)).join('; ')}.`
}
