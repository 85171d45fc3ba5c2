import {
  chmodSync, chownSync, existsSync, lstatSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync,
} from 'node:fs'
import { userInfo } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { Failure } from '../../src/codes/failure.ts'
import { accountOf } from '../../src/place/account.ts'
import { openCompiledFolder } from '../../src/place/code.ts'
import { findFolder, openFolder } from '../../src/place/folder.ts'
import { cacheFolder, storeFolder } from '../../src/place/home.ts'
import { makeMachine } from '../session/real-machine.ts'

const isRoot = process.getuid?.() === 0
if (!isRoot) process.stderr.write('skipped: places of other users, because the tests don’t run as root\n')
const [victim, attacker, group] = [4001, 4002, 4003]
const quiet = () => undefined
const machine = makeMachine({ uid: victim, isOwnGroup: gid => gid === victim })

/**
 * Something in a folder that anybody may write, as /tmp: what it is (a folder unless it links elsewhere), whose, with
 * which mode.
 */
interface Laid { path: string, owner?: number, gid?: number, mode?: number, link?: string }

function lay(parts: readonly Laid[]): string {
  const root = mkdtempSync('/tmp/oauth-walk-place-')
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  chmodSync(root, 0o1777)
  for (const { path, owner = victim, gid = owner, mode = 0o755, link } of parts) {
    if (link === undefined) mkdirSync(join(root, path))
    else symlinkSync(link.replace('ROOT', root), join(root, path))
    const own = link === undefined ? chownSync : (at: string, uid: number, of: number) => lchown(at, uid, of)
    own(join(root, path), owner, gid)
    if (link === undefined) chmodSync(join(root, path), mode)
  }
  return root
}

function lchown(path: string, uid: number, gid: number): void {
  process.getBuiltinModule('node:fs').lchownSync(path, uid, gid)
}

function verdictOn(path: string): string {
  try {
    return openFolder(path, machine, quiet)
  } catch (error) {
    if (error instanceof Failure) return `${error.code} ${String(error.details['path'])}`
    throw error
  }
}

describe.runIf(isRoot)('place: a folder of ours', () => {
  test.each<[name: string, parts: Laid[], at?: string]>([
    ['in a folder of one’s own in a sticky one', [{ path: 'mine' }]],
    ['below a link of one’s own', [{ path: 'real' }, { path: 'mine', link: 'real' }]],
    [
      'below a link of root’s that climbs',
      [
        { path: 'real' }, { path: 'deep' }, { path: 'deep/mine', link: '../../ROOT/real', owner: 0 },
        { path: 'mine', link: 'ROOT/real' },
      ],
    ],
    ['in a folder that one’s own group can write', [{ path: 'mine', mode: 0o775 }]],
    ['in a folder of root’s', [{ path: 'roots', owner: 0 }, { path: 'roots/mine' }], 'roots/mine'],
  ])('%s is made and used', (_name, parts, at = 'mine') => {
    const root = lay(parts)
    const path = join(root, at, 'made', 'oauth-walk')
    mkdirSync(join(root, at, 'made'))
    mkdirSync(path)
    for (const made of [join(root, at, 'made'), path]) chownSync(made, victim, victim)
    expect(verdictOn(path)).toBe(path)
  })

  test.each<[name: string, parts: Laid[], at: string, blamed: string]>([
    [
      'in a folder that somebody else made in a sticky one', [{ path: 'theirs', owner: attacker, mode: 0o777 }],
      'theirs/home', 'theirs',
    ],
    [
      'in a folder of somebody else, though it is closed',
      [{ path: 'theirs', owner: attacker }, { path: 'theirs/home' }], 'theirs/home', 'theirs',
    ],
    [
      'three levels below one that others can write',
      [{ path: 'open', mode: 0o777 }, { path: 'open/a' }, { path: 'open/a/b' }], 'open/a/b/home', 'open',
    ],
    ['in a folder that another group can write', [{ path: 'team', mode: 0o775, gid: group }], 'team/home', 'team'],
    [
      'in a sticky folder of somebody else',
      [{ path: 'sticky', owner: attacker, mode: 0o1777 }, { path: 'sticky/home' }], 'sticky/home', 'sticky',
    ],
    [
      'below a link that somebody else placed', [{ path: 'mine' }, { path: 'link', link: 'mine', owner: attacker }],
      'link/home', 'link',
    ],
    [
      'below one’s own link into an open folder',
      [{ path: 'open', mode: 0o777 }, { path: 'open/mine' }, { path: 'link', link: 'open/mine' }], 'link/home', 'open',
    ],
    ['that is somebody else’s', [{ path: 'home', owner: attacker, mode: 0o777 }], 'home', 'home'],
    ['that is a link, even one’s own', [{ path: 'mine' }, { path: 'home', link: 'mine' }], 'home', 'home'],
    ['below links that go round', [{ path: 'a', link: 'b' }, { path: 'b', link: 'a' }], 'a/home', 'a'],
  ])('%s is refused, and nothing is made', (_name, parts, at, blamed) => {
    const root = lay(parts)
    expect(verdictOn(join(root, at))).toMatch(new RegExp(`^store-unsafe ${root}/(?:${blamed}|b)$`))
    expect(() => findFolder(join(root, at), machine, quiet)).toThrow(expect.objectContaining({ code: 'store-unsafe' }))
    if (!parts.some(({ path }) => path === at)) expect(existsSync(join(root, at))).toBe(false)
  })

  test('that was left open is closed for a reader too, with a warning; a reader makes nothing', () => {
    const root = lay([{ path: 'home', mode: 0o777 }])
    const warned: unknown[] = []
    findFolder(join(root, 'home'), machine, warning => warned.push(warning))
    expect([warned, lstatSync(join(root, 'home')).mode & 0o777]).toEqual([
      [{ code: 'folder-was-open', path: join(root, 'home'), mode: '0777' }], 0o700,
    ])
    expect([findFolder(join(root, 'none', 'home'), machine, quiet), existsSync(join(root, 'none'))]).toEqual([
      undefined, false,
    ])
  })

  test('of what was compiled is used on the same terms, and not repaired', () => {
    const asVictim = { platform: process.platform, getuid: () => victim, getgid: () => victim }
    const host = (root: string, at: string) => ({ env: { NODE_COMPILE_CACHE: join(root, at) }, ...asVictim })
    const root = lay([
      { path: 'mine' }, { path: 'mine/good' }, { path: 'mine/good/oauth-walk' }, { path: 'open', mode: 0o777 }, { path: 'mine/bad', mode: 0o777 },
    ])
    expect(openCompiledFolder(host(root, 'mine/good'))).toBe(join(root, 'mine/good/oauth-walk'))
    for (const at of ['open/made', 'mine/bad']) expect(() => openCompiledFolder(host(root, at)), at).toThrow()
    expect(lstatSync(join(root, 'mine/bad')).mode & 0o777).toBe(0o777)
  })
})

describe('place: whose group it is', () => {
  const host = (uid: number, gid: number, platform: NodeJS.Platform = 'linux') =>
    accountOf({ getuid: () => uid, getgid: () => gid, platform })

  test('a private group has the user’s own number; any other is others', () => {
    expect([
      host(4001, 4001).isOwnGroup(4001), host(4001, 4001).isOwnGroup(4003), host(4001, 100).isOwnGroup(100),
    ]).toEqual(
      [true, false, false],
    )
  })

  test('on macOS everybody is in staff, and administrators may become root anyway', () => {
    expect([
      host(501, 20, 'darwin').isOwnGroup(20), host(501, 20, 'darwin').isOwnGroup(80), host(501, 20).isOwnGroup(80),
    ]).toEqual([false, true, false])
  })
})

describe('place: the user’s folders', () => {
  const home = userInfo().homedir

  test.each<[name: string, environment: Record<string, string>, stores: string, caches: string]>([
    [
      'absolute ones are taken', { HOME: '/h', XDG_CONFIG_HOME: '/x/c', XDG_CACHE_HOME: '/x/k' }, '/x/c/oauth-walk',
      '/x/k/oauth-walk',
    ],
    [
      'relative XDG folders are ignored', { HOME: '/h', XDG_CONFIG_HOME: 'c', XDG_CACHE_HOME: '.cache' },
      '/h/.config/oauth-walk', '/h/.cache/oauth-walk',
    ],
    [
      'empty ones too', { HOME: '/h', XDG_CONFIG_HOME: '', XDG_CACHE_HOME: '' }, '/h/.config/oauth-walk',
      '/h/.cache/oauth-walk',
    ],
    [
      'an empty HOME means the account’s entry', { HOME: '' }, `${home}/.config/oauth-walk`,
      `${home}/.cache/oauth-walk`,
    ],
    ['a relative HOME too', { HOME: '.' }, `${home}/.config/oauth-walk`, `${home}/.cache/oauth-walk`],
    [
      'a relative OAUTH_WALK_HOME is in the working directory', { HOME: '/h', OAUTH_WALK_HOME: 'walks' },
      resolve('walks'), '/h/.cache/oauth-walk',
    ],
  ])('%s', (_name, environment, stores, caches) => {
    expect([storeFolder(environment, 'linux'), cacheFolder(environment, 'linux')]).toEqual([stores, caches])
  })

  test('code is never kept in a relative folder', () => {
    const host = {
      env: { NODE_COMPILE_CACHE: '.cache' }, platform: process.platform, getuid: () => victim, getgid: () => victim,
    }
    expect(() => openCompiledFolder(host)).toThrow('no folder')
  })
})

test.runIf(isRoot)('place: a file beside ours that somebody else planted while the folder was open is not read', () => {
  const root = lay([{ path: 'home', mode: 0o777 }])
  writeFileSync(join(root, 'home', 'config.json'), '{}')
  chownSync(join(root, 'home', 'config.json'), attacker, attacker)
  expect(verdictOn(join(root, 'home'))).toBe(join(root, 'home'))
})
