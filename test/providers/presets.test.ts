import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { isLoopbackHost } from '../../src/addresses/loopback.ts'
import { placePreset } from '../../src/providers/place-preset.ts'
import type { Preset, RequestRules, Words } from '../../src/providers/preset.ts'
import { loadPreset, loadPresets, presetNames } from '../../src/providers/presets/index.ts'

const presets = await loadPresets()
const rows = presets.map(preset => [preset.id, preset] as const)

/** Every text of a value with the path at which it stands. */
function textsOf(value: unknown, path = ''): [path: string, text: string][] {
  if (typeof value === 'string') return [[path, value]]
  if (Array.isArray(value)) return value.flatMap((item, place) => textsOf(item, `${path}[${place}]`))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, item]) => textsOf(item, path === '' ? name : `${path}.${name}`))
}

/** What is sent or opened: claims are paths, and the issuer of ID tokens is filled with claims. */
function sentTexts({ issuer, endpoints, offline, dialect = {} }: Preset): [string, string][] {
  const { claims: _claims, errors: _errors, ...messages } = dialect
  return textsOf({ ...issuer && { issuer }, endpoints, ...offline && { offline }, dialect: messages })
}

const namesIn = (text: string) => [...text.matchAll(/\{([\w.-]+)\}/g)].map(([, name = '']) => name)
const known = ['client_id', 'client_secret', 'redirect_uri', 'code', 'access_token', 'refresh_token']
const isKnown = (name: string) => known.includes(name) || /^(token|saved)\.\w+$/.test(name)

/** The preset with the examples in place of its variables. */
function placed(preset: Preset): Preset {
  return placePreset(
    preset, Object.fromEntries(Object.entries(preset.variables ?? {}).map(([name, { example }]) => [name, example])),
    undefined,
  )
}

const standardNames = {
  authorization: [
    'response_type', 'client_id', 'redirect_uri', 'scope', 'state', 'nonce', 'code_challenge', 'code_challenge_method',
    'response_mode',
  ],
  token: [
    'grant_type', 'code', 'redirect_uri', 'client_id', 'client_secret', 'code_verifier', 'refresh_token', 'scope',
  ],
}

/**
 * Each request whose parameters a preset changes, with the names that the standard gives them. A refresh request is
 * renamed like the token's.
 */
function requestRules({ dialect = {} }: Preset): [standard: string[], rules: RequestRules][] {
  const { authorization = {}, token = {}, refresh } = dialect
  return [
    [standardNames.authorization, authorization],
    [standardNames.token, token],
    [standardNames.token, { ...token.names && { names: token.names }, ...refresh }],
  ]
}

describe('the list', () => {
  test('has every file that is a preset, each under its own name', async () => {
    const folder = fileURLToPath(new URL('../../src/providers/presets', import.meta.url))
    const files = readdirSync(folder).filter(name =>
      readFileSync(join(folder, name), 'utf8').includes('export const preset: Preset'))
    expect([...presetNames].sort()).toEqual(files.map(name => name.replace('.ts', '')).sort())
    expect(presetNames.length).toBeGreaterThan(40)
    for (const name of presetNames) expect((await loadPreset(name))?.id).toBe(name)
  })

  test('knows which providers take a signature of the client, and which take nothing else', () => {
    const locked = presets.flatMap(({ id, locks = [] }) =>
      locks.map(({ lock, demanded }) => `${id} ${lock}${demanded ? ' demanded' : ''}`))
    expect(locked.toSorted()).toEqual([
      'apple signed-secret demanded', 'auth0 private_key_jwt', 'keycloak client_secret_jwt', 'keycloak private_key_jwt',
      'microsoft private_key_jwt',
      'okta private_key_jwt', 'salesforce private_key_jwt',
    ])
  })

  test.each(['', 'nobody', 'constructor', '__proto__', 'toString'])('has nothing under "%s"', async (name) => {
    expect(await loadPreset(name)).toBeUndefined()
  })
})

describe.each(rows)('%s', (_id, preset) => {
  test('names its sources and the day on which they were read', () => {
    expect(preset.sources.length).toBeGreaterThan(0)
    expect(new Date(`${preset.checked}T00:00:00Z`).toISOString().slice(0, 10)).toBe(preset.checked)
    expect(preset.checked >= '2024-01-01').toBe(true)
  })

  test('lists as unconfirmed only facts that it states', () => {
    expect(preset.unconfirmed.filter(path => valueAt(preset, path) === undefined)).toEqual([])
  })

  test('declares the variables that it uses, and uses those that it declares', () => {
    const used = new Set(sentTexts(preset).flatMap(([, text]) => namesIn(text)))
    const declared = Object.keys(preset.variables ?? {})
    expect([...used].filter(name => !declared.includes(name) && !isKnown(name))).toEqual([])
    const unused = declared.filter(name => !used.has(name))
    // What only code reads: the ids of Apple's team and key.
    expect(unused).toEqual(preset.code === 'apple' ? ['team-id', 'key-id'] : [])
  })

  test('has https addresses only, once its variables are filled in', () => {
    const addresses = sentTexts(placed(preset)).filter(([path]) => /^(issuer|endpoints\.\w+)$|\.url$/.test(path))
    expect(addresses.length).toBeGreaterThanOrEqual(2)
    const wrong = addresses.filter(([, text]) =>
      !URL.canParse(text) || new URL(text).protocol !== 'https:' || namesIn(text).some(name => !isKnown(name)))
    expect(wrong).toEqual([])
  })

  test('renames, leaves out and orders only what there is', () => {
    for (const [standard, { names = {}, omit = [], order = [], parameters = {} }] of requestRules(preset)) {
      expect([...Object.keys(names), ...omit].filter(name => !standard.includes(name))).toEqual([])
      const written = [...standard.map(name => names[name] ?? name), ...Object.keys(parameters)]
      expect(order.filter(name => !written.includes(name))).toEqual([])
    }
  })

  test('sends no secret through the browser', () => {
    const request = textsOf({
      ...preset.dialect?.authorization, offline: preset.offline, authorization: preset.endpoints.authorization,
    })
    expect(request.filter(([, text]) => /\{(client_secret|access_token|refresh_token)\}/.test(text))).toEqual([])
  })

  test('says what it says in both languages', () => {
    for (const words of [preset.redirect.register, ...preset.notes ?? []]) expectBothLanguages(words)
  })

  test('has a redirect URI on this machine, and ways out in their order', () => {
    const { protocol, hostname } = new URL(preset.redirect.uri)
    expect([['http:', 'https:'].includes(protocol), isLoopbackHost(hostname)]).toEqual([true, true])
    const order = ['swap-host', 'paste', 'code-page', 'own-domain', 'device']
    const places = preset.redirect.workarounds.map(({ way }) => order.indexOf(way))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    if (preset.redirect.loopback !== 'yes') expect(places.length).toBeGreaterThan(0)
    const pages = preset.redirect.workarounds.flatMap(workaround =>
      workaround.way === 'code-page' ? [workaround.uri] : [])
    expect(pages.filter(uri => !/^https:\/\/|^oob$|^urn:ietf:wg:oauth:2\.0:oob$/.test(uri))).toEqual([])
    if (preset.redirect.workarounds.some(({ way }) => way === 'device')) expect(preset.endpoints.device).toBeDefined()
  })
})

function expectBothLanguages({ en, zh }: Words): void {
  expect(en).toMatch(/^[\x20-\x7e\p{Script=Han}…’“”（）·：，。]{10,}$/u)
  expect(zh).toMatch(/\p{Script=Han}{2}/u)
  expect(zh).not.toBe(en)
}

/** What stands at a path such as `dialect.errors[0].meanings`; names may hold dots. */
function valueAt(root: unknown, path: string): unknown {
  if (path === '') return root
  if (typeof root !== 'object' || root === null) return undefined
  for (const [name, value] of Object.entries(root)) {
    const head = Array.isArray(root) ? `[${name}]` : name
    if (!path.startsWith(head)) continue
    const rest = path.slice(head.length)
    if (rest !== '' && !/^[.[]/.test(rest)) continue
    const found = valueAt(value, rest.replace(/^\./, ''))
    if (found !== undefined) return found
  }
  return undefined
}
