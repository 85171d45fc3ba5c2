import { randomBytes } from 'node:crypto'
import { issuerOf } from '../clients.ts'
import { SandboxError } from '../errors.ts'
import { People, theUserOf, type Person } from '../people.ts'
import { noRequests } from '../request-log.ts'
import { LoopbackServer } from '../server.ts'
import { user } from '../user.ts'
import { signInUpToClient } from '../user-agent/index.ts'
import { Asked, noteRequests } from './asked.ts'
import type { Part } from './check.ts'
import { registrationsOf } from './clients.ts'
import { copyOf } from './copy.ts'
import { answerControl, controlPath, isControlRequest, type Controls } from './control.ts'
import { expire } from './expiry.ts'
import { Faults } from './faults.ts'
import type { Expiry, Sandbox, SandboxFault, SignIn } from './handle.ts'
import { Memory } from './memory.ts'
import { namedFault, playerOf } from './named-faults.ts'
import { delayed, listenerOf } from './serving.ts'
import type { SandboxClient, SandboxSettings, SandboxUser } from './settings.ts'
import { findWrongKey, signingKeysOf } from './signing-keys.ts'
import { readFirst } from './whose.ts'

/**
 * Starts a provider by these settings; nothing need be given. Raises `SandboxError` (`settings-invalid`, `port-in-use`,
 * `misbehaviour-unknown`, `misbehaviour-unfit`).
 */
export async function startSandbox(settings: SandboxSettings = {}): Promise<Sandbox> {
  // What checks takes a while to load.
  if (!isEmptyObject(settings)) await checked('settings', assertKnown)(settings)
  const server = await LoopbackServer.bind(settings.port ?? 0)
  if (!server) throw new SandboxError('port-in-use', { port: settings.port })
  return await serve(settings, server).catch(async (error: unknown) => {
    await server.close()
    throw error
  })
}

async function serve(settings: SandboxSettings, server: LoopbackServer): Promise<Sandbox> {
  const issuer = issuerOf(server.port)
  const clients = registrationsOf(settings)
  const people = new People(settings.users?.map(personOf) ?? [theUserOf(issuer)])
  const [memory, asked, keys] = [new Memory(), new Asked(), signingKeysOf(settings)]
  const clientSecrets = Object.fromEntries(
    clients.map(({ client_id, client_secret }) => [client_id, client_secret ?? '']),
  )
  const play = playerOf({ issuer, signingKey: keys[0] ?? {}, clientSecrets, asked: noRequests() })
  const faults = new Faults(play, namedFault, clients.map(({ client_id: id }) => id))
  for (const { client_id, misbehave } of settings.clients ?? []) if (misbehave !== undefined)
    await faults.bind(client_id, misbehave)
  const middlewares = [
    noteRequests(asked), ...settings.delay === undefined ? [] : [delayed(settings.delay)], faults.middleware(memory),
    ...settings.misbehave === undefined ? [] : [readFirst(memory), play(await namedFault(settings.misbehave))],
  ]
  const answer = await listenerOf({ issuer, settings, people, memory, keys, clients, middlewares })
  const controls: Controls = {
    asked, faults,
    addUser: checked('user', (user: SandboxUser) => {
      people.add(personOf(user))
      return userOf(personOf(user))
    }),
    expire: checked('expiry', (which: Expiry) => expire(which, memory, people)),
    queueFault: checked('fault', async (fault: SandboxFault) => faults.queue(fault)),
  }
  const token = settings.control_token ?? randomBytes(32).toString('base64url')
  const control = answerControl(token, controls)
  server.answerWith((request, response) => {
    if (isControlRequest(request)) void control(request, response).catch(() => response.destroy())
    else answer(request, response)
  })
  const close = async () => server.close()
  return {
    issuer, clients: clients as unknown as SandboxClient[], control: { url: issuer + controlPath, token },
    get users() { return people.all().map(userOf) },
    signIn: async (url, how) => signInUpToClient(addressOf(url), { ...credentialsOf(people, how), ...how }),
    addUser: controls.addUser, expire: controls.expire, queueFault: controls.queueFault,
    clearFaults: () => faults.clear(),
    requests: () => asked.all(), clearRequests: () => asked.clear(), close, [Symbol.asyncDispose]: close,
  }
}

/** Raises `sign-in-failed` for what no browser could open. */
function addressOf(url: string | URL): string {
  if (URL.canParse(String(url))) return String(url)
  throw new SandboxError('sign-in-failed', { url: String(url).slice(0, 200), reason: 'no-address' })
}

function personOf({ username, password, claims = {} }: SandboxUser): Person {
  return {
    username, password, claims: { ...claims, sub: typeof claims['sub'] === 'string' ? claims['sub'] : username },
  }
}

function userOf({ username, password, claims }: Person): Required<SandboxUser> {
  return { username, password, claims }
}

/** An application in JavaScript may give anything. */
function isEmptyObject(settings: unknown): boolean {
  return typeof settings === 'object'
    && settings !== null
    && !Array.isArray(settings)
    && Object.keys(settings).length === 0
}

/** A user signs in with their own password, unless a wrong one is to be tried. */
function credentialsOf(people: People, { username }: SignIn = {}): { username?: string, password?: string } {
  const person = username === undefined ? people.all()[0] : people.named(username)
  return person ? { username: person.username, password: person.password } : {}
}

/** Acts on nothing that is not as the schema has it. */
function checked<Given, Result>(
  part: Part, act: (given: Given) => Result | Promise<Result>,
): (given: Given) => Promise<Result> {
  return async (given) => {
    const copy = copyOf(given)
    const wrong = (await import('./check.ts')).findWrong(part, given)
    if (wrong) throw new SandboxError('settings-invalid', wrong)
    return act(copy)
  }
}

/**
 * Raises `settings-invalid` where settings name somebody who is not there, or two of the same name, or where a key
 * signs nothing.
 */
function assertKnown({ users, clients = [], signed_in: signedIn, keys = [] }: SandboxSettings): void {
  const names = users?.map(({ username }) => username.trim().toLowerCase())
  const wrong = (at: string, what: string) => { throw new SandboxError('settings-invalid', { at, wrong: what }) }
  if (names && new Set(names).size < names.length) wrong('/users', 'a username twice')
  const subjects = users?.map(one => personOf(one).claims.sub)
  if (subjects && new Set(subjects).size < subjects.length) wrong('/users', 'a sub twice')
  if (new Set(clients.map(({ client_id }) => client_id)).size < clients.length) wrong('/clients', 'a client_id twice')
  if (signedIn !== undefined && !(names ?? [user.username]).includes(signedIn.trim().toLowerCase()))
    wrong('/signed_in', 'no such user')
  const wrongKey = findWrongKey(keys)
  if (wrongKey) wrong(wrongKey.at, wrongKey.wrong)
}

export { SandboxError, type SandboxErrorCode } from '../errors.ts'
export type {
  AnswerFault, Expiry, NamedFault, Sandbox, SandboxFault, SandboxRequest, SignIn, WayBack,
} from './handle.ts'
export type {
  ExtraClaims, SandboxClient, SandboxEndpoint, SandboxLifetimes, SandboxResource, SandboxSettings, SandboxUser,
} from './settings.ts'
