import type { Hooks } from './hooks.ts'
import { module, type Expectation, type Variant } from './variant.ts'

const plan = 'oidcc-client-rp-initiated-logout-rp-basic'

/** Whatever the browser brings back, the session is deleted here: a failed check is told, and is no failure. */
function ends(signed_out: NonNullable<Expectation['signed_out']>, en: string, zh: string): Expectation {
  return {
    exit_code: 0, furthest: 'discovery', session: 'ended', requests: { revocation: 2, end_session: 1 }, signed_out,
    reaction: { en, zh },
  }
}

const row = (name: string, en: string, zh: string, expected: Expectation, hooks: Hooks = {}): Variant =>
  module(plan, name, en, zh, expected, { run: 'logout', ...hooks })

const doubts = (signed_out: 'wrong-state' | 'missing-state') =>
  ends(signed_out, 'deletes locally and says that it is not certain', '本地删除并说明无法确认')

export const logout: Variant[] = [
  row(
    'oidcc-client-test-rp-init-logout', 'the sign-out goes well', '登出一切正常',
    ends('confirmed', 'says that all sessions are over', '说明授权服务器的会话已结束'),
  ),
  row(
    'oidcc-client-test-rp-init-logout-other-state', 'another state comes back after the sign-out', '登出后返回的是另一个 state',
    doubts('wrong-state'), {
      signedOut: parameters => parameters.set('state', 'another-state'),
    },
  ),
  row(
    'oidcc-client-test-rp-init-logout-no-state', 'no state comes back after the sign-out', '登出后没有返回 state',
    doubts('missing-state'), {
      signedOut: parameters => parameters.delete('state'),
    },
  ),
]
