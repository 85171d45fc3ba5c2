import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { dirname } from 'node:path'
import { Failure } from '../../codes/failure.ts'
import { keyringProgram } from '../../package.ts'
import { findLibrary, installationsAround } from '../../place/code.ts'
import { isRecord } from '../../session/read.ts'
import type { Keyring } from '../../session/keyring-envelope.ts'
import type { Context } from '../context.ts'

/** A desktop that asks its user to unlock the keyring takes longer: then the next command finds it unlocked. */
const boundMs = 3000

const library = '@napi-rs/keyring'

type Caller = Pick<Context, 'nodePath' | 'platform' | 'machine' | 'given' | 'signal'>

/**
 * The OS keyring through @napi-rs/keyring in a process of its own, which is ended when it takes too long: the library
 * blocks without end where the desktop hangs. Once it did not work, it is not asked again. Raises `keyring-unavailable`
 * {reason}.
 */
export function createKeyring(caller: Caller): Keyring {
  const { nodePath, given, signal } = caller
  let broken: Failure | undefined
  const ask = async (request: object) => {
    if (broken) throw broken
    try {
      requireLibrary(caller)
      return await callProgram(nodePath, withoutOurs(given.forChildren), request)
    } catch (error) {
      // Ctrl-C reaches the other process too.
      signal.throwIfAborted()
      if (error instanceof Failure) broken = error
      throw error
    }
  }
  return {
    probe: async () => {
      await ask({ do: 'probe', account: `probe-${randomUUID()}` })
    },
    read: async (account) => {
      const { key } = await ask({ do: 'read', account })
      return typeof key === 'string' ? Buffer.from(key, 'base64') : undefined
    },
    write: async (account, key) => {
      await ask({ do: 'write', account, key: Buffer.from(key).toString('base64') })
    },
    remove: async (account) => {
      await ask({ do: 'remove', account })
    },
  }
}

/**
 * Most machines have no such library: that costs no process. The program that loads it looks for it once more, and
 * raises the same.
 */
function requireLibrary({ nodePath, platform, machine }: Caller): void {
  const around = installationsAround(dirname(dirname(keyringProgram)), { execPath: nodePath, platform })
  const { folder, isOpen } = findLibrary(library, around, machine)
  if (folder !== undefined) return
  const reason = isOpen ? 'not-private' : 'not-installed'
  throw new Failure('keyring-unavailable', { reason, text: library })
}

/** Our own variables may hold secrets, and the keyring needs none of them. */
function withoutOurs(environment: Readonly<NodeJS.ProcessEnv>): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('OAUTH_WALK_')))
}

async function callProgram(
  nodePath: string, env: NodeJS.ProcessEnv, request: object,
): Promise<Record<string, unknown>> {
  const child = spawn(nodePath, [keyringProgram], { stdio: ['pipe', 'pipe', 'ignore'], env, windowsHide: true })
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise((resolve, reject) => {
      const unavailable = (reason: string, more = {}) => reject(new Failure('keyring-unavailable', { reason, ...more }))
      timer = setTimeout(() => unavailable('no-answer', { seconds: boundMs / 1000 }), boundMs)
      let text = ''
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
        // Not the end of the stream: what the desktop starts on the way may keep it open.
        if (text.includes('\n')) settle(text, resolve, unavailable)
      })
      child.once('error', () => unavailable('not-started'))
      child.once('exit', () => setImmediate(() => text.includes('\n') || unavailable('no-answer', { seconds: 0 })))
      child.stdin.on('error', () => undefined).end(JSON.stringify(request))
    })
  } finally {
    clearTimeout(timer)
    child.kill('SIGKILL')
    child.stdout.destroy()
  }
}

function settle(
  text: string, resolve: (answer: Record<string, unknown>) => void,
  unavailable: (reason: string, more?: object) => void,
): void {
  const answer: unknown = JSON.parse(text)
  const { reason, refused } = isRecord(answer) ? answer : { reason: undefined, refused: '' }
  if (refused === undefined) resolve(answer as Record<string, unknown>)
  else unavailable(typeof reason === 'string' ? reason : 'refused', { text: refused })
}
