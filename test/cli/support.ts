import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { expect } from 'vitest'
import { sessionFileName, type Session } from '../../src/session/session-record.ts'
import { start, type CliOptions, type Ended, type Running } from '../support/cli.ts'
import { startAtDoor } from '../support/door.ts'
import type { Begin } from '../support/walks.ts'

/** JSON as the program prints it; members are looked at one by one. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Json = Record<string, any>

/** Runs the program and expects this exit status; both streams are shown where it is another. */
export async function runTo(
  status: number, words: readonly string[], options: CliOptions, begin: Begin = startAtDoor,
): Promise<Ended> {
  const ended = await begin(words, options).ended
  expect({ ...ended, signal: null }, words.join(' ')).toEqual({ ...ended, status, signal: null })
  return ended
}

/** Runs the program with `--json` and gives the one document on stdout. */
export async function runJson(
  status: number, words: readonly string[], options: CliOptions, begin: Begin = startAtDoor,
): Promise<Json> {
  return parseDocument((await runTo(status, [...words, '--json'], options, begin)).stdout)
}

/** The failure's part of a document that says `ok: false`. */
export async function runToError(
  status: number, words: readonly string[], options: CliOptions, begin: Begin = startAtDoor,
): Promise<Json> {
  const document = await runJson(status, words, options, begin)
  expect(document).toMatchObject({ ok: false, error: { exit_code: status } })
  return document['error'] as Json
}

/** One JSON document on one line and nothing else. */
export function parseDocument(stdout: string): Json {
  expect(stdout).toMatch(/^\{.*\}\n$/)
  return JSON.parse(stdout) as Json
}

/** Signs in at the home's own sandbox without a person, and gives the claims that were printed. */
export async function signIn(home: string, ...words: string[]): Promise<Json> {
  return JSON.parse((await runTo(0, ['login', 'sandbox', '--auto', '--quiet', ...words], { home })).stdout) as Json
}

/** Paths of the stored sessions. */
export function sessionPaths(home: string): string[] {
  return readdirSync(home).filter(name => /^t-[0-9a-f]{32}\.json$/.test(name)).map(name => join(home, name))
}

/** Path of the only stored session. */
export function sessionPath(home: string): string {
  const [path, ...others] = sessionPaths(home)
  expect([path, others]).toEqual([expect.any(String), []])
  return path ?? ''
}

export function readSession(home: string): Session {
  return JSON.parse(readFileSync(sessionPath(home), 'utf8')) as Session
}

/** Changes the stored session behind the program's back, in the format in which the program writes. */
export function changeSession(home: string, change: (session: Session) => Session): void {
  writeFileSync(sessionPath(home), JSON.stringify(change(readSession(home)), undefined, '\t'), { mode: 0o600 })
}

/** As if the tokens had been obtained a while ago, so that they are not spared as brand-new. */
export function age(home: string, seconds: number): void {
  changeSession(home, session => ({
    ...session,
    obtained_at: session.obtained_at - seconds * 1000,
    expires_at: session.expires_at === null ? null : session.expires_at - seconds * 1000,
  }))
}

/** As if the access token's time were over, so that the next command that needs one refreshes it first. */
export function expire(home: string): void {
  changeSession(home, session => ({
    ...session, obtained_at: session.obtained_at - 3_600_000, expires_at: Date.now() - 60_000,
  }))
}

/** Stores a profile and its session as a login at this issuer would have; `null` in `parts` leaves a member out. */
export function plantSession(
  home: string, issuer: string, parts: Partial<Record<keyof Session, unknown>> = {}, name = 'default',
): void {
  const whole = {
    v: 1, profile: name, issuer, client_id: 'walker', client_secret: 'planted-client-secret/+=', subject: 'zhang-san',
    scope: ['read'],
    token_type: 'Bearer', access_token: 'planted-access-token/+=', obtained_at: Date.now() - 600_000,
    expires_at: Date.now() + 3_000_000,
    refresh_token: 'planted-refresh-token/+=', refresh_generation: 0, ...parts,
  }
  const session = Object.fromEntries(
    Object.entries(whole).filter(([member, value]) => value !== null || member === 'expires_at'),
  )
  writeJson(join(home, sessionFileName(session as unknown as Session)), session)
  plantProfile(home, name, { target: issuer, issuer, 'client-id': whole.client_id })
}

/** As `profile bind --host` leaves it: the tokens of the default profile may be handed out for these hosts. */
export function plantBound(
  home: string, issuer: string, hosts: readonly string[], parts: Partial<Record<keyof Session, unknown>> = {},
): void {
  plantSession(home, issuer, parts)
  plantProfile(home, 'default', { target: issuer, issuer, 'client-id': readSession(home).client_id, host: hosts })
}

export function profilePathOf(home: string, name: string): string {
  return join(home, `p-${createHash('sha256').update(name).digest('hex').slice(0, 32)}.json`)
}

/** Stores a profile and makes it the active one. */
export function plantProfile(home: string, name: string, settings: Json): void {
  writeJson(profilePathOf(home, name), { v: 1, name, created_at: '2026-01-01T00:00:00.000Z', settings })
  writeJson(join(home, 'config.json'), { v: 1, active: name })
}

function writeJson(path: string, value: unknown): void {
  writeFileSync(path, JSON.stringify(value, undefined, '\t'), { mode: 0o600 })
}

/** The secret texts of a session. */
export function secretsOf({ access_token, refresh_token, id_token, client_secret }: Session): string[] {
  return [access_token, refresh_token, id_token, client_secret].filter(secret => secret !== undefined)
}

/** The forms in which a secret could turn up in a text. */
export function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret)
  const form = new URLSearchParams([['', secret]]).toString().slice(1)
  return [
    ...new Set([
      secret, encodeURIComponent(secret), form, bytes.toString('base64'), bytes.toString('base64url'),
      JSON.stringify(secret).slice(1, -1),
    ]),
  ]
}

/** Which of the secrets stand in a text, in whatever form. */
export function leaksIn(text: string, secrets: readonly string[]): string[] {
  return secrets.filter(secret => formsOf(secret).some(form => text.includes(form)))
}

/** Names of the files below a folder in which one of the secrets stands. */
export function filesLeaking(folder: string, secrets: readonly string[]): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => statSync(join(folder, name)).isFile())
    .filter(name => leaksIn(readFileSync(join(folder, name), 'utf8'), secrets).length > 0)
}

/** A sandbox that serves in a process of its own, and what it printed about itself. */
export async function serveSandbox(home: string, ...words: string[]): Promise<{ facts: Json, running: Running }> {
  const running = start(['sandbox', '--json', ...words], { home })
  const [line] = await running.sees('stdout', /^\{.*\}\n/)
  return { facts: JSON.parse(line) as Json, running }
}

export { freePort } from '../support/ports.ts'

/** Stands for any text with this in it, inside an expected value. */
export const containing = (part: string): unknown => expect.stringContaining(part)

/** Stands for any text of this form, inside an expected value. */
export const matching = (form: RegExp): unknown => expect.stringMatching(form)

/** Stands for any text, inside an expected value. */
export const anyText: unknown = expect.any(String)
