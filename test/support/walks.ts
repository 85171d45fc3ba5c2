import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { run, type CliOptions, type Ended, type Running } from './cli.ts'
import { startAtDoor } from './door.ts'
import { browse } from './user-agent.mjs'
import type { BrowseOptions, Browsed } from './user-agent.d.mts'

export type Json = Record<string, unknown>

/**
 * A walk that was taken with a browser of this process, and what that saw; nothing where the walk ended before it was
 * needed.
 */
export interface Walked extends Ended {
  browsed: Browsed | undefined
}

/** How the program is started: as a process, or inside this one. */
export type Begin = (words: readonly string[], options: CliOptions) => Pick<Running, 'ended' | 'sees'>

const printedAddress = /^ *(https?:\/\/\S+\?\S+)$/m

/**
 * Logs in with `--no-open` and goes to the printed address in this process, which is quicker than a browser of its own.
 * With `nobody`, the address is left alone.
 */
export async function walk(
  words: readonly string[], options: CliOptions, visit: BrowseOptions | 'nobody' = {}, begin: Begin = startAtDoor,
): Promise<Walked> {
  const running = begin(['login', ...words, ...words.includes('--auto') ? [] : ['--no-open']], options)
  const address = visit === 'nobody'
    ? undefined
    : await running.sees('stderr', printedAddress).then(found => found[1], () => undefined)
  const browsing = address === undefined || visit === 'nobody' ? undefined : browse(address, visit)
  // The walk may end while the browser still talks: that is judged by what the walk says.
  const browsed = browsing?.catch(() => undefined)
  return { ...await running.ended, browsed: await browsed }
}

/** The one JSON document on stdout; stdout must hold that line and nothing else. */
export function documentOf({ stdout }: Pick<Ended, 'stdout'>): Json {
  expect(stdout).toMatch(/^\{[^\n]*\}\n$/)
  return JSON.parse(stdout) as Json
}

/** The events on stdout; every line must be one. */
export function eventsOf({ stdout }: Pick<Ended, 'stdout'>): Json[] {
  expect(stdout.endsWith('\n')).toBe(true)
  return stdout.trimEnd().split('\n').map(line => JSON.parse(line) as Json)
}

/** The numbered headings of the story, in order. */
export function stepsTold({ stderr }: Pick<Ended, 'stderr'>): string[] {
  return [...stderr.matchAll(/^(\d) {2}(.+?) {2}/gm)].map(([, n = '', title = '']) => `${n} ${title}`)
}

export const allSteps = [
  '1 You start', '2 The client sends you to the provider', '3 You sign in and consent', '4 The code comes back',
  '5 The code becomes tokens',
  '6 The token opens the resource',
]

/** A session as it lies in the store, with its file's mode. */
export interface Stored { file: string, mode: number, session: Json }

export function storedSessions(home: string): Stored[] {
  return readdirSync(home).filter(name => /^t-.*\.json/.test(name)).map(file => ({
    file, mode: statSync(join(home, file)).mode & 0o777,
    session: JSON.parse(readFileSync(join(home, file), 'utf8')) as Json,
  }))
}

/** Every file below a folder with its content, to be compared byte by byte. */
export function contentOf(home: string): Record<string, string> {
  const names = readdirSync(home, { recursive: true, encoding: 'utf8' }).filter(name =>
    lstatSync(join(home, name)).isFile())
  return Object.fromEntries(names.sort().map(name => [name, readFileSync(join(home, name), 'latin1')]))
}

/** The name of the active profile, asked for at the front door. */
export async function activeProfile(home: string): Promise<unknown> {
  const { profiles } = documentOf(await run(['profile', 'list', '--json'], { home })) as { profiles: {
    name: string
    active: boolean
  }[] }
  return profiles.find(({ active }) => active)?.name
}

/** That a login succeeded in every way that can be seen from outside: result, story, store. */
export async function expectSignedIn(
  ended: Ended, home: string, expected: { userinfo: Json, profile: string },
): Promise<Stored> {
  expect(ended, ended.stderr).toMatchObject({
    status: 0, stdout: `${JSON.stringify(expected.userinfo, undefined, 2)}\n`,
  })
  expect(stepsTold(ended)).toEqual(allSteps)
  const [stored, ...others] = storedSessions(home)
  expect(others).toEqual([])
  expect(stored).toMatchObject({ mode: 0o600, session: { profile: expected.profile } })
  expect(await activeProfile(home)).toBe(expected.profile)
  return stored as Stored
}
