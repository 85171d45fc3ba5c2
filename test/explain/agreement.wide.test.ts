import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'
import { allSteps, documentOf, type Json } from '../support/walks.ts'

interface Event {
  type: string
  at: string
  step?: string
  name?: string
  ok?: boolean
  parameters?: Json
  url?: string
  purpose?: string
  request?: { method: string, url: string, headers: Record<string, string>, body?: string }
  response?: { status: number, headers: Record<string, string>, body: string }
  token?: string
}
interface Parameter { name: string, value: string }
interface Message {
  kind: string
  step: string | null
  request?: { parameters: Parameter[] }
  response?: { parameters: Parameter[] }
}
interface Explained {
  messages: Message[]
  tokens: { role: string }[]
  login?: { steps: { step: string, recorded: boolean }[], checks: { step: string, name: string, ok: boolean }[] }
  findings: { name: string, gravity: string }[]
}

interface Walk { events: Event[], har: string, saved: string, home: string, time: string }

/** A walk in the sandbox, written down both ways. */
async function walk(flags: readonly string[]): Promise<Walk> {
  const home = freshHome()
  const [saved, har] = [join(home, 'walk.json'), join(home, 'walk.har')]
  const ended = await runInside(
    ['login', 'sandbox', '--auto', '--no-save', '--quiet', '--show-secrets', ...flags, '--save', saved, '--har', har],
    { home },
  )
  expect(ended.status, ended.stderr).toBe(0)
  const { events } = JSON.parse(readFileSync(saved, 'utf8')) as { events: Event[] }
  return { events, har, saved, home, time: events.at(-1)?.at ?? '' }
}

async function explain(input: string, { home, time }: Walk, ...flags: string[]): Promise<Explained> {
  const file = join(home, 'input.txt')
  writeFileSync(file, input)
  const ended = await runInside(['explain', file, '--json', '--show-secrets', '--at', time, ...flags], { home })
  expect(ended.status, ended.stderr).toBe(0)
  return documentOf(ended) as unknown as Explained
}

const namesOf = (pairs: readonly Parameter[] | undefined) => (pairs ?? []).map(({ name }) => name).sort()
const keysOf = (parameters: Json | undefined) => Object.keys(parameters ?? {}).sort()

test.each([
  ['plain', []], ['with DPoP', ['--require', 'dpop']], ['pushed', ['--require', 'par']],
])('a walk (%s) is told by explain as it was by the walk', async (_, flags) => {
  const walked = await walk(flags)
  await agreesOnSteps(walked)
  await agreesOnMessages(walked)
  await hasNoDifference(walked)
  await agreesOnAddresses(walked)
  await agreesOnExchanges(walked)
})

/** These are about the walk's own browser and metadata, of which no recording tells. */
const own = ['start-address', 'same-browser', 'issuer-identical', 'endpoints-safe', 'id-token-present']

async function agreesOnSteps(walked: Walk): Promise<void> {
  const { login, findings, tokens } = await explain(readFileSync(walked.har, 'utf8'), walked)
  const made = walked.events.filter(({ type }) => type === 'check').map(({ step, name, ok }) => ({ step, name, ok }))
  const seen = (login?.checks ?? []).map(({ step, name, ok }) => ({ step, name, ok }))
  expect(seen).toEqual(expect.arrayContaining(made.filter(({ name = '' }) => !own.includes(name))))
  expect(made).toEqual(expect.arrayContaining(seen))
  expect(login?.steps.every(({ recorded }) => recorded)).toBe(true)
  expect(findings.filter(({ gravity }) => gravity === 'broken')).toEqual([])
  const decoded = walked.events.flatMap(({ type, token }) => type === 'decoded' ? token ?? [] : [])
  expect(tokens.map(({ role }) => role)).toEqual(expect.arrayContaining(decoded))
}

async function agreesOnMessages({ har, time, home, events }: Walk): Promise<void> {
  const saved = join(home, 'explained.json')
  const ended = await runInside(['explain', har, '--show-secrets', '--at', time, '--save', saved], { home })
  expect(
    ended.stdout.split('\n').flatMap(line => /^(\d) {2}(\S.*?) {2}/.exec(line)?.slice(1).join(' ') ?? []),
  ).toEqual(allSteps)
  const told = (JSON.parse(readFileSync(saved, 'utf8')) as { events: Event[] }).events
  expect(messagesIn(told)).toEqual(messagesIn(events))
}

function messagesIn(events: readonly Event[]): { name: string | undefined, parameters: string[] }[] {
  return events.filter(({ type, name }) => type === 'message' && name !== 'start').map(({ name, parameters }) => ({
    name, parameters: keysOf(parameters),
  }))
}

/** What the client of the recording sent is what the walk's client sent: they are the same one. */
async function hasNoDifference({ har, saved, time, home }: Walk): Promise<void> {
  const explained = join(home, 'masked.json')
  await runInside(['explain', har, '--at', time, '--save', explained], { home })
  const { messages }
    = documentOf(await runInside(['diff', explained, saved, '--json'], { home })) as unknown as { messages: Compared[] }
  const client = messages.filter(({ name }) => name.endsWith('-request'))
  expect(client.flatMap(({ name, only, differences }) =>
    only ? [name] : differences.filter(({ kind }) => kind === 'parameter').map(one => one.name))).toEqual([])
}

interface Compared { name: string, only?: string, differences: { kind: string, name: string }[] }

async function agreesOnAddresses(walked: Walk): Promise<void> {
  const named = (wanted: string) => walked.events.find(({ name }) => name === wanted)
  const { url: address = '', parameters } = named('authorization-request') ?? {}
  const asked = await explain(address, walked)
  expect(asked.messages[0]).toMatchObject({ kind: 'authorization-request', step: 'redirect' })
  expect(namesOf(asked.messages[0]?.request?.parameters)).toEqual(keysOf(parameters))
  const { url = '', parameters: brought } = named('callback') ?? {}
  const came = await explain(
    `${url}?${new URLSearchParams(brought as Record<string, string>).toString()}`, walked, '--request', address,
  )
  expect(came.messages.at(-1)).toMatchObject({ kind: 'authorization-response', step: 'callback' })
  const judged = walked.events.flatMap(({ type, step, name }) =>
    type === 'check' && step === 'callback' ? name ?? [] : [])
  expect(judged)
    .toEqual(expect.arrayContaining(came.login?.checks.filter(({ ok }) => ok).map(({ name }) => name) ?? ['none']))
}

const steps: Record<string, string> = { token: 'token', userinfo: 'userinfo', push: 'redirect' }

async function agreesOnExchanges(walked: Walk): Promise<void> {
  const exchanges = walked.events.filter(({ type, purpose = '', response }) =>
    type === 'http' && purpose in steps && (response?.status ?? 400) < 400)
  expect(exchanges.length).toBeGreaterThan(1)
  for (const { purpose = '', request, response } of exchanges) {
    const fields = (of: Record<string, string> = {}) =>
      Object.entries(of).map(([name, value]) => `${name}: ${value}`).join('\n')
    const sent
      = `${request?.method ?? ''} ${request?.url ?? ''} HTTP/1.1\n${fields(request?.headers)}\n\n${request?.body ?? ''}`
    const { messages: [message] } = await explain(
      `${sent}\n\nHTTP/1.1 ${response?.status ?? 0} X\n${fields(response?.headers)}\n\n${response?.body ?? ''}`, walked,
    )
    const told = (side: string) =>
      keysOf(walked.events.findLast(({ name }) => name === `${purpose}-${side}`)?.parameters)
    expect(message?.step, purpose).toBe(steps[purpose])
    expect(namesOf(message?.request?.parameters), purpose).toEqual(told('request'))
    expect(namesOf(message?.response?.parameters), purpose).toEqual(told('response'))
  }
}
