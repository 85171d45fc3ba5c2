import { expect, onTestFinished } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { freePort } from '../support/ports.ts'
import type { Heard, VendorDouble } from '../support/vendor-double.ts'
import { runLater, walkVendor, type VendorWalk } from '../support/vendor-walk.ts'
import { documentOf, type Json } from '../support/walks.ts'
import { expire } from '../cli/support.ts'
import type { Facts } from './doubles/standard.ts'
import { startWestern, type WesternVendor } from './doubles/western.ts'

/**
 * What a walk at one vendor must look like on the wire and on stdout; `{name}` stands for a value that differs from run
 * to run.
 */
export interface WalkRow {
  vendor: WesternVendor
  /** Further words of the command: the vendor's tenant, domain and so on. */
  words?: readonly string[]
  /** What is registered at the vendor; `{port}` is the port of the walk. */
  registered: string
  /** The redirect URI in the request, where it is not the registered one. */
  redirect?: string
  /** No listener can work there: the address is pasted. */
  paste?: boolean
  /** A public client. */
  secretless?: boolean
  /** Path and query of the authorization request. */
  authorization: string
  /** The token request: see `writeMessage`. */
  token: string
  /** The refresh request; `none`: the vendor issues no refresh token. */
  refresh: string
  /** The requests of step 6. */
  userinfo: readonly string[]
  /** What is printed: by the vendor's own names as they came, or, with `mapped`, the standard's names first. */
  claims: Json
  mapped?: boolean
  /** What a code that the vendor never issued comes to. */
  refused: { error: string, error_description: string | null, status: number }
}

export interface Stage {
  row: WalkRow
  home: string
  secret: string | undefined
  words: string[]
  double: VendorDouble & { facts: Facts }
  masks: Masks
}

type Masks = Map<string, string>

/** Starts the vendor and makes the words of the login. */
export async function setStage(row: WalkRow): Promise<Stage> {
  const port = await freePort()
  const registered = row.registered.replace('{port}', String(port))
  const double = await startWestern(row.vendor, [registered])
  onTestFinished(async () => double.close())
  const { id, secret } = double.facts.client
  const masks: Masks = new Map([
    ['{id}', id], ['{redirect}', (row.redirect ?? row.registered).replace('{port}', String(port))],
    ['{origin}', double.origin],
  ])
  if (!row.secretless) masks.set('{secret}', secret)
  const place = row.paste ? ['--redirect-uri', registered] : ['--port', String(port)]
  const words = ['--client-id', id, ...place, ...row.words ?? []]
  return { row, home: freshHome(), secret: row.secretless ? undefined : secret, words, double, masks }
}

/**
 * Signs in, and asks for userinfo again when the access token has expired; everything that was said is what the row
 * has.
 */
export async function expectWalk(stage: Stage): Promise<void> {
  const { row, double, home, secret } = stage
  const options = { home, ...secret === undefined ? {} : { secret } }
  const walk = await login(stage)
  expect(double.faults, `${walk.page ?? ''}\n${walk.stderr}`).toEqual([])
  expect(walk.status, walk.stderr).toBe(0)
  learn(stage.masks, walk, double)
  expect({
    authorization: mask(stage.masks, walk.address.replace(double.origin, '')),
    token: double.at(double.facts.token.path).map(heard => writeMessage(stage.masks, heard)),
    userinfo: toResources(stage).map(heard => writeMessage(stage.masks, heard)),
    claims: readClaims(stage, walk.stdout),
  }).toEqual({
    authorization: row.authorization, token: [row.token], userinfo: row.userinfo, claims: expectedClaims(stage),
  })
  expectNamed(double.heard.filter(({ path }) => path !== '/authorize'))
  double.heard.length = 0
  if (row.refresh === 'none') expect(await runLater(['token', 'refresh'], options)).toMatchObject({ status: 7 })
  else expire(home)
  const again = await runLater(['userinfo'], options)
  expect({ status: again.status, claims: readClaims(stage, again.stdout) }, again.stderr).toEqual({
    status: 0, claims: expectedClaims(stage),
  })
  const refreshes = double.at(double.facts.token.path).map(heard => writeMessage(stage.masks, heard))
  expect({ faults: double.faults, refreshes }).toEqual({
    faults: [], refreshes: row.refresh === 'none' ? [] : [row.refresh],
  })
}

/** A code that the vendor never issued: the vendor's own error reaches the user, and the command ends with 3. */
export async function expectRefusal(stage: Stage): Promise<void> {
  const { row, double } = stage
  const refused = await login(stage, ['--json'], callback => callback.set('code', 'stranger'))
  const { error } = documentOf(refused) as { error: Json }
  expect({ status: refused.status, faults: double.faults, error }, refused.stderr).toMatchObject({
    status: 3, faults: ['code-unknown code'], error: { code: 'token-refused', step: 'token', exit_code: 3 },
  })
  expect(error['provider']).toEqual(row.refused)
}

async function login(
  stage: Stage, more: string[] = [], change?: (callback: URLSearchParams) => void,
): Promise<VendorWalk> {
  const { row, double, home, secret, words } = stage
  return walkVendor(row.vendor, double, [...words, ...more], {
    home, ...secret === undefined ? {} : { secret }, ...row.paste ? { paste: true } : {}, ...change ? { change } : {},
  })
}

/** The values of this run, each of the form that it must have. */
function learn(masks: Masks, { address }: VendorWalk, double: Stage['double']): void {
  const query = new URL(address).searchParams
  const body = double.at(double.facts.token.path)[0]?.body ?? ''
  const sent = body.startsWith('{')
    ? new Map(Object.entries(JSON.parse(body) as Record<string, string>))
    : new URLSearchParams(body)
  const random = /^[A-Za-z0-9_-]{43,64}$/
  for (const [name, value, form] of [
    ['{state}', query.get('state'), random], ['{nonce}', query.get('nonce'), random],
    ['{challenge}', query.get('code_challenge'), random],
    ['{verifier}', sent.get('code_verifier'), random], ['{code}', sent.get('code'), /./],
  ] as const) {
    if (value === null || value === undefined) continue
    expect(value, name).toMatch(form)
    masks.set(name, value)
  }
}

/** Method and target, content type, authorization and version where there are some, an empty line, the body. */
function writeMessage(masks: Masks, { method, target, headers, body }: Heard): string {
  const basic = /^Basic (.+)$/.exec(headers.authorization ?? '')?.[1]
  const lines = [
    `${method} ${mask(masks, target).replace(/(access-tokens\/).+/, '$1{access}')}`,
    ...headers['content-type'] === undefined ? [] : [headers['content-type']],
    ...basic === undefined ? [] : [`Basic ${mask(masks, Buffer.from(basic, 'base64').toString())}`],
    ...headers.authorization?.startsWith('Bearer ') ? ['Bearer'] : [],
    ...headers['notion-version'] === undefined ? [] : [`Notion-Version ${String(headers['notion-version'])}`],
    ...body === '' ? [] : [mask(masks, body.replace(/(refresh_token(?:=|":"))[^&"]+/, '$1{refresh}'))],
  ]
  return lines.join('\n')
}

function mask(masks: Masks, text: string): string {
  const forms = (value: string) => [
    value, encodeURIComponent(value), new URLSearchParams([['', value]]).toString().slice(1),
  ]
  return [...masks].reduce(
    (masked, [name, value]) => forms(value).reduce((result, form) => result.replaceAll(form, name), masked), text,
  )
}

// The order matters where the product has put the claims together.
function readClaims({ row }: Stage, stdout: string): unknown {
  // A token that the vendor repeats among the claims is told by its name only.
  return row.mapped ? stdout.replace(/<access_token#[0-9a-f]{4}>/, '<access_token>') : JSON.parse(stdout)
}

function expectedClaims({ row, double }: Stage): unknown {
  const text = JSON.stringify(row.claims, undefined, 2).replaceAll('{origin}', double.origin)
  return row.mapped ? `${text}\n` : JSON.parse(text)
}

function toResources({ double }: Stage): Heard[] {
  return Object.keys(double.facts.resources).flatMap(path => double.at(path))
}

/** Every message says who sends it and what it wants to read. */
function expectNamed(heard: Heard[]): void {
  for (const { headers, path } of heard.filter(({ headers: { accept } }) => accept !== 'text/html')) {
    expect({ path, agent: headers['user-agent'], accept: headers.accept }).toEqual({
      path, agent: expect.stringMatching(/^oauth-walk\/\d/) as string,
      accept: expect.stringContaining('application/json') as string,
    })
  }
}
