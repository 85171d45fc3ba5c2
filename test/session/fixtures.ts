import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { Failure } from '../../src/codes/failure.ts'
import type { FailureCode, FailureDetails } from '../../src/codes/failure.ts'
import type { PrivateFolder, PrivatePath } from '../../src/place/folder.ts'
import type { StoreWarning } from '../../src/session/machine.ts'
import { sessionFileName } from '../../src/session/session-record.ts'
import type { Session, SessionKey } from '../../src/session/session-record.ts'

/** The moment from which sessions are told; who compares with it has a clock that stands there. */
export const now = Date.now()

/** Makes an empty folder that is removed after the test. */
export function makeFolder(within = tmpdir()): PrivateFolder {
  const folder = mkdtempSync(join(within, 'oauth-walk-session-')) as PrivateFolder
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export const key: SessionKey = { issuer: 'https://op.example', client_id: 'client', profile: 'default' }

export function makeSession(parts: Partial<Session> = {}): Session {
  return {
    v: 1,
    ...key,
    scope: ['openid', 'email'],
    token_type: 'Bearer',
    access_token: 'access-0',
    obtained_at: now - 3_600_000,
    expires_at: now - 1000,
    refresh_token: 'refresh-0',
    refresh_generation: 0,
    ...parts,
  }
}

export const sessionPath = (folder: string, of: SessionKey = key) => fileIn(folder, sessionFileName(of))
/** A file in a folder that the test itself has made. */
export const fileIn = (folder: string, ...names: string[]) => join(folder, ...names) as PrivatePath
export const modeOf = (path: string) => (statSync(path).mode & 0o7777).toString(8).padStart(4, '0')
export const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))

/** Collects warnings. */
export function collectWarnings(): { warnings: StoreWarning[], warn: (warning: StoreWarning) => void } {
  const warnings: StoreWarning[] = []
  return { warnings, warn: warning => warnings.push(warning) }
}

/** Runs something that must fail and checks code and details; gives the failure. */
export async function expectFailure(
  run: () => unknown, code: FailureCode, details: FailureDetails = {},
): Promise<Failure> {
  const came = await Promise.resolve().then(run).then(() => undefined, (error: unknown) => error)
  expect(came).toBeInstanceOf(Failure)
  expect(came).toMatchObject({ code, details })
  return came as Failure
}

/** Names the files below a folder that contain a text. */
export function filesContaining(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => statSync(join(folder, name)).isFile())
    .filter(name => readFileSync(join(folder, name), 'utf8').includes(text))
}
