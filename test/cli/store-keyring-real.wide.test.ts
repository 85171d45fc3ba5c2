import { execFile, spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { compiled, freshHome } from '../support/cli.ts'
import { installOnce } from '../support/installed.ts'
import { startTokenEndpoint } from '../support/token-endpoint.ts'

const library = '@napi-rs/keyring@2.1.2'
const has = (command: string) => spawnSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' }).status === 0
const missing = ['dbus-run-session', 'gnome-keyring-daemon'].filter(command => !has(command))
if (missing.length > 0)
  process.stderr.write(
    `skipped: the real keyring, because ${missing.join(' and ')} is not here (apt-get install dbus gnome-keyring)\n`,
  )

describe.runIf(missing.length === 0)('the real library with gnome-keyring', () => {
  const installed = installOnce()
  let isInstalled = false

  beforeAll(async () => {
    const prefix = join(installed.prefix, 'lib')
    writeFileSync(join(prefix, 'package.json'), '{}')
    // npm would remove what it does not know: it works beside, and its folder is moved in.
    const beside = join(installed.prefix, 'beside')
    mkdirSync(beside)
    writeFileSync(join(beside, 'package.json'), '{}')
    const { code } = await promisify(execFile)(
      'npm', ['install', '--no-save', library], { cwd: beside, timeout: 60_000 },
    ).then(() => ({ code: 0 }), (error: unknown) => error as { code: number })
    isInstalled = code === 0
    if (isInstalled) spawnSync('mv', [join(beside, 'node_modules/@napi-rs'), join(prefix, 'node_modules/')])
    else process.stderr.write(`skipped: the real keyring, because npm could not install ${library}\n`)
  }, 90_000)

  /**
   * Runs shell lines in a desktop session of their own; `walk` is the program, `unlock` and `lock` are the keyring's.
   */
  async function inSession(lines: string[], home: string, environment: NodeJS.ProcessEnv) {
    const script = [
      `walk() { "${process.execPath}" "${installed.program}" "$@"; echo "status $?"; }`,
      // Each daemon of this session is ended by its own number.
      'quit() { kill "$(cat "$HOME/daemon")" 2>/dev/null; while kill -0 "$(cat "$HOME/daemon")" 2>/dev/null; do sleep 0.05; done; }',
      'unlock() { printf pw | gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null 2>&1 & echo $! >"$HOME/daemon"; }',
      'lock() { quit; gnome-keyring-daemon --foreground --components=secrets >/dev/null 2>&1 & echo $! >"$HOME/daemon"; }',
      'owned() { until dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.GetNameOwner string:org.freedesktop.secrets >/dev/null 2>&1; do sleep 0.05; done; }',
      'trap quit EXIT',
      ...lines,
    ].join('\n')
    const started = performance.now()
    const { stdout, stderr } = await promisify(execFile)('dbus-run-session', ['--', 'sh', '-c', script], {
      env: {
        ...compiled, PATH: process.env['PATH'], HOME: home, LANG: 'C.UTF-8', OAUTH_WALK_HOME: join(home, 'walk'),
        OAUTH_WALK_STORE: 'keyring', ...environment,
      },
      timeout: 50_000, killSignal: 'SIGKILL',
    })
    return { stdout, stderr, seconds: (performance.now() - started) / 1000 }
  }

  const files = (home: string) => readdirSync(home, { recursive: true, withFileTypes: true }).filter(entry =>
    entry.isFile())
    .map(entry => readFileSync(join(entry.parentPath, entry.name), 'latin1')).join('\n')

  test('keeps a session sealed from login to logout', async ({ skip }) => {
    if (!isInstalled) skip()
    const home = freshHome()
    const endpoint = await startTokenEndpoint()
    const before = await inSession(
      [
        'unlock; owned', 'walk token', 'walk token', 'walk token refresh --quiet', 'walk token',
        `cp -r "$HOME" "${home}-kept"`,
      ],
      home, endpoint.environment,
    )
    const kept = files(`${home}-kept`)
    spawnSync('rm', ['-r', `${home}-kept`])
    expect(before.stdout.match(/canary-access-\d|status \d/g)).toEqual([
      'canary-access-1', 'status 0', 'canary-access-1', 'status 0', 'status 0', 'canary-access-2', 'status 0',
    ])
    expect(kept).toContain('"kind": "keyring"')
    expect(kept).not.toContain('canary')
    // Another desktop session, as after a restart of the machine: the key is still there. Then it goes with the
    // session.
    const after = await inSession(
      ['unlock; owned', 'walk token', 'walk logout --quiet', 'walk token --store keyring'], home,
      { ...endpoint.environment },
    )
    expect(after.stdout.match(/canary-access-\d|status \d/g)).toEqual([
      'canary-access-2', 'status 0', 'status 0', 'canary-access-3', 'status 0',
    ])
  }, 90_000)

  test('S14 is locked: exit 6 within seconds, and nothing is lost', async ({ skip }) => {
    if (!isInstalled) skip()
    const home = freshHome()
    const endpoint = await startTokenEndpoint()
    const { stdout, stderr } = await inSession(
      ['unlock; owned', 'walk token', 'lock; owned', 'walk token', 'quit; unlock; owned', 'walk token'], home,
      endpoint.environment,
    )
    expect(stdout.match(/canary-access-\d|status \d/g)).toEqual([
      'canary-access-1', 'status 0', 'status 6', 'canary-access-1', 'status 0',
    ])
    expect(stderr).toMatch(/The keyring (?:refused|did not answer)/)
    expect(files(join(home, 'walk'))).not.toContain('canary')
  }, 90_000)

  test.each([
    ['answers nothing', (socket: string) => `unix:path=${socket}`, /did not answer within 3 s/],
    ['is not there', () => 'unix:path=/nonexistent/bus', /The keyring refused/],
  ])('S14 on a D-Bus that %s: exit 6 within seconds, nothing written', async (_name, address, said) => {
    if (!isInstalled) return
    const home = freshHome()
    const endpoint = await startTokenEndpoint()
    const { createServer } = await import('node:net')
    const socket = join(home, 'bus.sock')
    const held: { destroy: () => void }[] = []
    const server = createServer(connection => void held.push(connection.on('error', () => undefined)))
    await new Promise<void>(resolve => server.listen(socket, resolve))
    try {
      const ended = await promisify(execFile)(process.execPath, [installed.program, 'token'], {
        env: {
          ...compiled, ...endpoint.environment, PATH: process.env['PATH'], HOME: home,
          OAUTH_WALK_HOME: join(home, 'walk'), OAUTH_WALK_STORE: 'keyring', DBUS_SESSION_BUS_ADDRESS: address(socket),
        },
        timeout: 25_000,
      }).then(() => ({ code: 0, stdout: '', stderr: '' }), (error: unknown) =>
        error as { code: number, stdout: string, stderr: string })
      expect([ended.code, ended.stdout, endpoint.seen.length, files(home)]).toEqual([6, '', 0, ''])
      expect(ended.stderr).toMatch(said)
    } finally {
      for (const connection of held) connection.destroy()
      server.close()
    }
  })
})
