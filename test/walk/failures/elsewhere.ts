import type { FailureCode } from '../../../src/failure.ts'

/** Failures that other tests produce, because a row of a table can't. */
export const elsewhere: { code: FailureCode, file: string, reason: string }[] = [
  { code: 'loopback-missing', file: 'test/gates/loopback.test.ts', reason: 'needs a network of its own' },
  { code: 'home-missing', file: 'test/gates/place-of-others.test.ts', reason: 'needs a user without an account' },
  { code: 'stdout-unwritable', file: 'test/cli/stdout-full.test.ts', reason: 'needs a stdout that takes nothing' },
  { code: 'port-in-use', file: 'test/walk/listener.test.ts', reason: 'somebody must hold the port meanwhile' },
  { code: 'start-address', file: 'test/gates/callback-browser.test.ts', reason: 'somebody must take the browser’s place' },
  { code: 'same-browser', file: 'test/gates/callback-browser.test.ts', reason: 'another browser must bring the answer' },
  { code: 'response-mode', file: 'test/gates/callback-ignored.test.ts', reason: 'the answer must come by the other method' },
  { code: 'interrupted', file: 'test/walk/abort.test.ts', reason: 'needs a signal at the right moment' },
  { code: 'terminated', file: 'test/walk/abort.test.ts', reason: 'needs a signal at the right moment' },
  { code: 'left', file: 'test/walk/abort.test.ts', reason: 'needs a terminal' },
  { code: 'store-locked', file: 'test/session/lock.test.ts', reason: 'a login waits 30 s for the lock' },
  { code: 'store-sealed', file: 'test/session/sealed-files.test.ts', reason: 'a login replaces what it can’t open' },
  { code: 'store-differs', file: 'test/session/sealed-files.test.ts', reason: 'a login replaces what is kept otherwise' },
  { code: 'keyring-unavailable', file: 'test/cli/store-keyring.test.ts', reason: 'needs a keyring that fails' },
  { code: 'person-needed', file: 'test/cli/store-passphrase.test.ts', reason: 'needs a passphrase or secret that nobody gives' },
  { code: 'response-algorithm', file: 'test/locks/jarm.test.ts', reason: 'needs --response-mode jwt' },
  { code: 'response-signature', file: 'test/locks/jarm.test.ts', reason: 'needs --response-mode jwt' },
  { code: 'response-jwt-issuer', file: 'test/locks/jarm.test.ts', reason: 'needs --response-mode jwt' },
  { code: 'response-jwt-audience', file: 'test/locks/jarm.test.ts', reason: 'needs --response-mode jwt' },
  { code: 'response-jwt-expiry', file: 'test/locks/jarm.test.ts', reason: 'needs --response-mode jwt' },
  { code: 'authentication-unsupported', file: 'test/locks/jar.test.ts', reason: 'needs a key' },
  { code: 'push-endpoint-missing', file: 'test/locks/par.test.ts', reason: 'needs --par' },
  { code: 'key-unusable', file: 'test/gates/client-key-file.test.ts', reason: 'needs a key' },
  { code: 'key-unknown', file: 'test/walk/client-keys.test.ts', reason: 'no login makes keys' },
  { code: 'key-exists', file: 'test/cli/key.test.ts', reason: 'no login makes keys' },
  { code: 'key-name-invalid', file: 'test/cli/key.test.ts', reason: 'no login makes keys' },
  { code: 'proof-unsupported', file: 'test/walk/dpop-refused.test.ts', reason: 'needs --dpop' },
  { code: 'token-bound', file: 'test/cli/dpop-token.test.ts', reason: 'no login hands a token on' },
  { code: 'device-unsupported', file: 'test/walk/device.test.ts', reason: 'the tables walk the code flow' },
  { code: 'device-refused', file: 'test/walk/device.test.ts', reason: 'the tables walk the code flow' },
  { code: 'device-code-expired', file: 'test/walk/device.test.ts', reason: 'the tables walk the code flow' },
]

/** Failures that no walk can end with. One that no source raises is noticed when some source begins to. */
export const neverRaised: { code: FailureCode, raised: boolean, reason: string }[] = [
  { code: 'state', raised: false, reason: 'step 3 lets only an answer with a proven state through, so the check of step 4 can’t fail' },
  { code: 'internal-error', raised: true, reason: 'it is what a bug looks like, and a known bug is mended' },
]
