import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FailureRow } from '../../support/failing.ts'
import { without } from '../../support/stub-answers.ts'
import { editSession } from '../failures/later.ts'
import { profileFile } from '../failures/start.ts'

const unsent = { step: null, asked: { discovery: 0, token: 0, userinfo: 0 } } as const
const using = (...words: string[]) => ({ command: () => words })

const nameOf = (home: string, form: RegExp) => readdirSync(home).find(name => form.test(name)) ?? ''
const sessionFile = (home: string) => join(home, nameOf(home, /^t-.*\.json$/))

function editProfile(change: (settings: Record<string, unknown>) => Record<string, unknown>): (home: string) => void {
  return (home) => {
    const profile = JSON.parse(readFileSync(profileFile(home), 'utf8')) as { settings: Record<string, unknown> }
    writeFileSync(profileFile(home), JSON.stringify({ ...profile, settings: change(profile.settings) }))
  }
}

/** Hostile cases of our own: files of the store that somebody changed, and an environment that leads astray. */
export const ownStoreFailures: FailureRow[] = [
  {
    code: 'no-session', name: 'own-62 a profile that is led to another issuer does not take its token there', exit: 7,
    ...unsent, ...using('userinfo'),
    prepare: editProfile(settings => ({ ...settings, issuer: 'https://evil.example' })),
  },
  {
    code: 'no-session', name: 'own-63 a profile that is led to another client', exit: 7, ...unsent, ...using('token'),
    prepare: editProfile(settings => ({ ...settings, 'client-id': 'evil' })),
  },
  {
    code: 'store-unsafe', name: 'own-64 a session that was put in the place of another’s', exit: 6, ...unsent,
    ...using('token'), prepare: editSession(session => ({ ...session, issuer: 'https://evil.example' })),
  },
  {
    code: 'store-corrupt', name: 'own-65 an access token that would begin another header field', exit: 6, ...unsent,
    ...using('userinfo'), prepare: editSession(session => ({ ...session, access_token: 'a\r\nX-Evil: 1' })),
  },
  {
    code: 'store-corrupt', name: 'own-66 a lifetime in words', exit: 6, ...unsent, ...using('token'),
    prepare: editSession(session => ({ ...session, expires_at: 'tomorrow' })),
  },
  {
    code: 'store-corrupt', name: 'own-67 a lifetime beyond every calendar', exit: 6, ...unsent,
    ...using('token', 'show'), prepare: editSession(session => ({ ...session, expires_at: 1e300 })),
  },
  {
    code: 'store-corrupt', name: 'own-69 a session that inherits its tokens', exit: 6, ...unsent, ...using('token'),
    prepare: (home) => {
      const session = readFileSync(sessionFile(home), 'utf8')
      writeFileSync(sessionFile(home), `{"__proto__":${session}}`)
    },
  },
  {
    code: 'store-corrupt', name: 'own-70 a session of a version to come', exit: 6, ...unsent, ...using('token'),
    prepare: editSession(session => ({ ...session, v: 2 })),
  },
  {
    code: 'store-corrupt', name: 'own-71 an active profile that climbs out of the folder', exit: 6, ...unsent,
    ...using('token'),
    prepare: home => writeFileSync(join(home, 'config.json'), '{"v":1,"active":"../../../etc/passwd"}'),
  },
  {
    code: 'store-unwritable',
    name: 'own-73 a home where no folder can be made, which Node’s own way would try for ever', exit: 6, step: null,
    asked: { discovery: 0, token: 0 }, visit: 'nobody',
    environment: () => ({ OAUTH_WALK_HOME: '/proc/oauth-walk/home' }),
  },
  {
    code: 'value-unclean', name: 'own-74 a profile name with a line break from the environment', exit: 2, ...unsent,
    ...using('token'), environment: () => ({ OAUTH_WALK_PROFILE: 'a\nb' }),
  },
  {
    code: 'profile-bound-elsewhere', name: 'own-75 an issuer from the environment for a stored token', exit: 2,
    ...unsent, ...using('userinfo'), environment: () => ({ OAUTH_WALK_ISSUER: 'https://evil.example' }),
  },
  {
    code: 'profile-bound-elsewhere', name: 'own-76 a userinfo endpoint from the environment for a stored token',
    exit: 2, ...unsent, ...using('userinfo'),
    environment: () => ({ OAUTH_WALK_USERINFO_ENDPOINT: 'https://evil.example/' }),
  },
  {
    code: 'setting-invalid', name: 'own-77 a lifetime in another notation', exit: 2, ...unsent,
    ...using('token', '--min-ttl', '0x10'),
  },
  {
    code: 'not-refreshable', name: 'own-78 a session without its refresh token sends none', exit: 7, ...unsent,
    ...using('token', 'refresh'), prepare: editSession(session => without(session, 'refresh_token')),
  },
]
