import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { freshHome, start, type CliOptions } from '../support/cli.ts'
import { startAtDoor } from '../support/door.ts'
import { hasPseudoTerminal } from '../support/pseudo-terminal.ts'
import { comeBy } from '../support/start-browser.ts'
import { startStub, type Stub } from '../support/stub-provider.ts'
import { loginInTerminal } from '../support/terminal-login.ts'
import { visit } from '../support/user-agent.mjs'
import { sampled } from '../support/wide.ts'

let stub: Stub
beforeAll(async () => {
  stub = await startStub()
})
afterAll(async () => stub.close())
beforeEach(() => stub.reset())

interface StandIns {
  folder: string
  path: string
  called: () => Promise<{ program: string, folder: string, words: string[] }>
}

/** Stand-ins for programs of a machine around this one: each notes how it was called, and ends with its status. */
function standIns(programs: Record<string, number>): StandIns {
  const folder = mkdtempSync(join(tmpdir(), 'oauth-walk-standing-in-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const note = join(folder, 'note')
  for (const [program, status] of Object.entries(programs)) {
    mkdirSync(dirname(join(folder, program)), { recursive: true })
    const noting = `printf '%s\\n' "$(basename "$0")" "$PWD" "$@" > '${note}.part' && mv '${note}.part' '${note}'`
    writeFileSync(join(folder, program), `#!/bin/sh\n${status === 2 ? '' : noting}\nexit ${status}\n`, { mode: 0o755 })
  }
  return {
    folder, path: `${folder}:${process.env['PATH'] ?? ''}`,
    called: async () => {
      const [program = '', at = '', ...words] = (await vi.waitFor(
        () => readFileSync(note, 'utf8'), { timeout: 20_000, interval: 10 },
      )).trimEnd().split('\n')
      return { program, folder: at, words }
    },
  }
}

const login = <Began>(environment: NodeJS.ProcessEnv, begin: (words: string[], options: CliOptions) => Began) => begin(
  ['login', stub.issuer, '--client-id', stub.client.client_id, '--port', '0', '--timeout', '90'], {
    home: freshHome(), environment: { OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret, ...environment },
  },
)

/** Goes by the start address, signs in and brings the answer back. */
async function throughStart(address: string): Promise<string> {
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{32}$/)
  const { browser, location } = await comeBy(address)
  const { location: back = '' } = await visit(browser, { url: location })
  return (await visit(browser, { url: back })).page
}

describe('in WSL', () => {
  const decode = (words: readonly string[]) => Buffer.from(words.at(-1) ?? '', 'base64').toString('utf16le')

  test.each<[string, Record<string, number>, string]>(sampled([
    ['wslview comes first', { wslview: 0, 'powershell.exe': 0, 'explorer.exe': 1 }, 'wslview'],
    ['where there is no wslview, PowerShell', { 'powershell.exe': 0, 'explorer.exe': 1 }, 'powershell.exe'],
    ['and where there is neither, Explorer, which always ends with 1', { 'explorer.exe': 1 }, 'explorer.exe'],
    ['one that fails gives way to the next', { wslview: 2, 'powershell.exe': 2, 'explorer.exe': 1 }, 'explorer.exe'],
  ], 2))('%s opens the start address', async (_what, programs, expected) => {
    const machine = standIns(programs)
    const running = login({ WSL_DISTRO_NAME: 'Debian', PATH: machine.path }, startAtDoor)
    const { program, folder, words } = await machine.called()
    expect(program).toBe(expected)
    const [, address = ''] = program === 'powershell.exe' ? /^Start-Process '(\S+)'$/.exec(decode(words)) ?? [] : words
    if (program === 'powershell.exe')
      expect(words.slice(0, -1)).toEqual([
        '-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass', '-EncodedCommand',
      ])
    // A program of Windows may not reach the folder that a shell of Linux is in.
    expect(folder === machine.folder).toBe(program !== 'wslview')
    expect(await throughStart(program === 'powershell.exe' ? address : words[0] ?? '')).toContain('You are signed in')
    expect(await running.ended).toMatchObject({
      status: 0, stderr: expect.not.stringContaining('did not open') as string,
    })
  })

  test('over SSH, nothing opens on the screen of a machine where nobody sits', async () => {
    const machine = standIns({ wslview: 0 })
    const running = login({
      WSL_DISTRO_NAME: 'Debian', SSH_CONNECTION: '192.0.2.1 1 192.0.2.2 22', PATH: machine.folder,
    }, start)
    await running.sees('stderr', /The (?:browser did not open|program that opens the browser failed)/)
    await expect(vi.waitFor(() => readFileSync(join(machine.folder, 'note')), { timeout: 200 })).rejects.toThrow(
      'ENOENT',
    )
    running.child.kill('SIGINT')
    expect((await running.ended).status).toBe(130)
  })
})

describe('in a remote window of VS Code, a devcontainer or a codespace', () => {
  const remote = { VSCODE_IPC_HOOK_CLI: '/run/vscode-ipc.sock' }

  test.each<[string, (machine: StandIns) => NodeJS.ProcessEnv, string[]]>([
    ['the helper in BROWSER', ({ folder }) => ({ BROWSER: join(folder, 'bin/helpers/browser.sh') }), []],
    ['a BROWSER with --openExternal', () => ({ BROWSER: 'code --openExternal' }), ['--openExternal']],
    ['the remote code on the path', () => remote, ['--openExternal']],
  ])('%s gets the authorization request, in which the editor finds the port to forward', async (
    _what, environment, before,
  ) => {
    const machine = standIns({ 'bin/helpers/browser.sh': 0, code: 0 })
    const running = login({ ...environment(machine), PATH: machine.path }, startAtDoor)
    const { words } = await machine.called()
    expect(words.slice(0, -1)).toEqual(before)
    const asked = new URL(words.at(-1) ?? '')
    expect([asked.origin, new URL(asked.searchParams.get('redirect_uri') ?? '').hostname]).toEqual([
      stub.issuer, '127.0.0.1',
    ])
    const { location: back = '' } = await visit({ cookies: [], visited: [] }, { url: asked.href })
    expect((await visit({ cookies: [], visited: [] }, { url: back })).page).toContain('You are signed in')
    expect((await running.ended).status).toBe(0)
  })

  test.runIf(hasPseudoTerminal).each<[string, NodeJS.ProcessEnv, RegExp]>(sampled([
    ['an editor on the desktop forwards the port', {}, /Its desktop program forwards port (\d+)/],
    [
      'a codespace can be reached from the desktop, or by gh', { CODESPACES: 'true', CODESPACE_NAME: 'fluffy-cat' },
      /gh codespace ports forward (\d+):\1 --codespace fluffy-cat\r/,
    ],
    [
      'whose name is quoted', { CODESPACES: 'true', CODESPACE_NAME: 'a; rm -rf b' },
      /gh codespace ports forward (\d+):\1 --codespace 'a; rm -rf b'\r/,
    ],
  ], 2))('the story says what works: %s; and the address of the last page may be pasted', async (
    _what, environment, says,
  ) => {
    const machine = standIns({ code: 0 })
    const session = await loginInTerminal(
      stub, '--port 0', { ...remote, PATH: machine.path, ...environment }, 'trap : INT', '',
    )
    const [, address = ''] = await session.sees(/Opening in your browser:\s+(http\S+\?\S*response_type\S+)\r?\n/)
    const [, port] = await session.sees(says)
    expect(new URL(new URL(address).searchParams.get('redirect_uri') ?? '').port).toBe(port)
    await session.sees(/Is your browser on another machine\?/)
    expect((await machine.called()).words).toEqual(['--openExternal', address])
    await session.type(`${(await visit({ cookies: [], visited: [] }, { url: address })).location ?? ''}\r`)
    expect(await session.shown).toMatch(/status 0\r\nrestored/)
  })

  test.runIf(hasPseudoTerminal)('without a program that opens anything, the person opens the address', async () => {
    const session = await loginInTerminal(stub, '--port 0 --timeout 1', remote, 'trap : INT', '')
    await session.sees(/Open this address in a browser, on this machine or another:/)
    expect(await session.shown).not.toMatch(/did not open/)
  })
})

describe.runIf(hasPseudoTerminal)('over SSH the story gives the line that forwards the port', () => {
  const line = /run this there first:\s+(ssh -L .*?)\r?\n/

  test.each<[string, NodeJS.ProcessEnv, string, RegExp]>(sampled([
    [
      'to the address that the server has', { SSH_CONNECTION: '192.0.2.1 50000 198.51.100.7 22' }, '',
      /^ssh -L (\d+):127\.0\.0\.1:\1 \S+@198\.51\.100\.7$/,
    ],
    [
      'by another port', { SSH_CONNECTION: '2001:db8::1 50000 2001:db8::7 2222' }, '',
      /^ssh -L (\d+):127\.0\.0\.1:\1 -p 2222 \S+@2001:db8::7$/,
    ],
    [
      'not to an address that means another machine elsewhere', { SSH_CONNECTION: '127.0.0.1 50000 127.0.0.1 22' }, '',
      /^ssh -L (\d+):127\.0\.0\.1:\1 \S+@HOST$/,
    ],
    [
      'not to one that needs an interface of the server', { SSH_CONNECTION: 'fe80::1%eth0 50000 fe80::2%eth0 22' }, '',
      /^ssh -L (\d+):127\.0\.0\.1:\1 \S+@HOST$/,
    ],
    [
      'not to what is no address', { SSH_CONNECTION: 'a b $(touch${IFS}x) 22;x' }, '',
      /^ssh -L (\d+):127\.0\.0\.1:\1 \S+@HOST$/,
    ],
    ['with nothing told but the terminal', { SSH_TTY: '/dev/pts/1' }, '', /^ssh -L (\d+):127\.0\.0\.1:\1 \S+@HOST$/],
    [
      'for a name, to the address that it means on both', { SSH_CONNECTION: '192.0.2.1 1 198.51.100.7 22' },
      '--redirect-uri http://localhost/cb', /^ssh -L (\d+):127\.0\.0\.1:\1 \S+@198\.51\.100\.7$/,
    ],
    [
      'for another address of loopback, bound there too', { SSH_CONNECTION: '192.0.2.1 1 198.51.100.7 22' },
      '--redirect-uri http://127.0.0.5/cb', /^ssh -L 127\.0\.0\.5:(\d+):127\.0\.0\.5:\1 \S+@198\.51\.100\.7$/,
    ],
  ], 3))('%s', async (_what, environment, words, expected) => {
    const session = await loginInTerminal(stub, `--port 0 --timeout 1 ${words}`, environment)
    expect((await session.sees(line))[1]).toMatch(expected)
  })

  test('and none where the listener is reached otherwise, or nothing is waited for there', async () => {
    const environment = { SSH_CONNECTION: '192.0.2.1 1 198.51.100.7 22' }
    const [exposed, pasted] = await Promise.all([
      loginInTerminal(stub, '--port 0 --timeout 1 --listen 0.0.0.0', environment),
      loginInTerminal(stub, '--timeout 1 --paste', environment),
    ])
    expect(`${await exposed.shown}${await pasted.shown}`).not.toMatch(/ssh -L/)
  })
})
