import { stepIds, type StepId } from '../../codes/failure.ts'
import type { Check } from '../../protocol/checks.ts'
import { decodeIdToken } from '../../protocol/id-token.ts'
import { compareScopes, noteForm, type TokenResponse } from '../../protocol/token-response.ts'
import type { WalkEventBody } from '../../walk/events.ts'
import type { Seen, WalkRecord } from '../record.ts'
import { valueOf } from '../recognise/pairs.ts'
import { asksForCode, checksOfResponse, checksOfTokens, checksOfUserinfo, readTokens } from './checks.ts'
import { endOf, type StoryEnd } from './ending.ts'
import { askedValue, sentValue, type Login } from './login.ts'
import { knownOf, type Known } from './provider.ts'
import { checkBodies, exchangeBodies, findingBodies, namesOf, sentParameters, type StoryEvent } from './scenes.ts'
import { timesOf } from './times.ts'

/** A login of another program as a walk: its events, and how it ended. */
export interface Story {
  events: StoryEvent[]
  checks: { step: StepId, check: Check }[]
  end: StoryEnd
}

/** What there is to tell of one step. */
interface Step {
  bodies: WalkEventBody[]
  checks: Check[]
  /** What was sent once more, behind what was judged. */
  again?: WalkEventBody[]
  /** When it happened, where the recording says it. */
  at: number | undefined
}

/** Tells one login of a record as the six steps; what is not in the record is said, and never made up. */
export async function tellLogin(login: Login, record: WalkRecord): Promise<Story> {
  const known = knownOf(login, record)
  const [token] = login.tokens
  const tokens = token && await readTokens(token)
  const steps: Record<StepId, Step> = {
    start: startStep(login, known), redirect: redirectStep(login), consent: consentStep(login),
    callback: callbackStep(login, known),
    token: await tokenStep(login, tokens, known, record), userinfo: userinfoStep(login, tokens),
  }
  const times = timesOf(steps, record.now)
  const body = (step: StepId | undefined, at: number) => (one: WalkEventBody): StoryEvent => ({ body: one, step, at })
  const started = {
    type: 'walk-started' as const, profile: '', target: withoutUserinfo(known.issuer) ?? hostOf(login) ?? '?',
    client_id: known.clientId ?? '',
  }
  const events = stepIds.flatMap((step) => {
    const { at, ms } = times[step]
    const end = ms === undefined ? [] : [{ type: 'step-finished' as const, ms }]
    return [
      { type: 'step-started' as const }, ...steps[step].bodies, ...checkBodies(steps[step].checks),
      ...steps[step].again ?? [], ...end,
    ].map(body(step, at))
  })
  const checks = stepIds.flatMap(step => steps[step].checks.map(check => ({ step, check })))
  return {
    events: [body(undefined, times.start.at)(started), ...events], checks, end: endOf(login, known, tokens, checks),
  }
}

const unseen = (what: string): WalkEventBody => ({ type: 'finding', code: 'not-recorded', details: { what } })

function startStep({ request }: Login, { clientId, issuer }: Known): Step {
  const parameters = {
    ...issuer === undefined ? {} : { target: withoutUserinfo(issuer) },
    ...clientId === undefined ? {} : { client_id: clientId },
  }
  return {
    bodies: [{ type: 'message', name: 'start', from: 'user', to: 'client', channel: 'person', parameters }], checks: [],
    at: request?.at,
  }
}

function redirectStep({ request, pushed }: Login): Step {
  const asked: WalkEventBody[] = request?.request
    ? [
        {
          type: 'message', name: 'authorization-request', from: 'client', to: 'user', channel: 'front',
          method: request.request.method ?? 'GET', ...urlOf(request), parameters: sentParameters(request),
          ...namesOf(request),
        },
      ]
    : [unseen('authorization-request')]
  return {
    bodies: [...pushed ? exchangeBodies(pushed, 'push') : [], ...asked], checks: [], at: pushed?.at ?? request?.at,
  }
}

function consentStep({ request }: Login): Step {
  return {
    bodies: [
      { type: 'message', name: 'sign-in-and-consent', from: 'user', to: 'authorization_server', channel: 'person' },
    ],
    checks: [], at: request?.at,
  }
}

function callbackStep(login: Login, known: Known): Step {
  const { response } = login
  if (!response?.request) return { bodies: [unseen('authorization-response')], checks: [], at: undefined }
  const said = {
    type: 'message' as const, channel: 'front' as const, ...urlOf(response, true), parameters: sentParameters(response),
    ...namesOf(response),
  }
  const { method } = response.request
  return {
    bodies: [
      { ...said, name: 'authorization-response', from: 'authorization_server', to: 'user' },
      { ...said, name: 'callback', from: 'user', to: 'client', ...method === undefined ? {} : { method } },
      ...findingBodies(lacksState(response) ? [{ code: 'state-missing', details: {} }] : []),
    ],
    checks: checksOfResponse(login, known), at: response.at,
  }
}

/** In a signed answer the state stands within it (JARM, section 2.1). */
function lacksState(response: Seen): boolean {
  return sentValue(response, 'state') === undefined && sentValue(response, 'response') === undefined
}

/** A code that is redeemed over and over is told so many times more. */
const mostAgain = 5

/** An answer with tokens after one without is no end of the login that was judged. */
const isGranted = ({ response }: Seen) => (response?.status ?? 200) < 400

async function tokenStep(
  login: Login, tokens: TokenResponse | undefined, known: Known, record: WalkRecord,
): Promise<Step> {
  const [token, ...others] = login.tokens
  if (!token)
    return {
      bodies: [unseen(asksForCode(login) ? 'token-request' : 'token-request-unasked')], checks: [], at: undefined,
    }
  const { request, response } = token
  const decoded = [
    ['client_assertion', sentValue(token, 'client_assertion')],
    ['dpop_proof', request && valueOf(request.headers, 'dpop')], ['id_token', tokens?.id_token],
  ] as const
  const answer = {
    status: response?.status ?? 200, headers: Object.fromEntries(response?.headers ?? []), body: response?.body ?? '',
  }
  return {
    bodies: [
      ...exchangeBodies(token, 'token'), ...response ? [] : [unseen('token-response')],
      ...findingBodies([
        ...response?.body === undefined || response.headers.length === 0 ? [] : noteForm({ url: '', answer }),
        ...tokens?.findings ?? [], ...scopesOf(login, tokens),
      ]),
      ...decoded.flatMap(([name, jwt]) => decodedBody(name, jwt)),
    ],
    checks: tokens ? await checksOfTokens(login, tokens, known, record) : [], at: token.at,
    again: others.filter(other => tokens || !isGranted(other)).slice(0, mostAgain).flatMap(other =>
      exchangeBodies(other, 'token')),
  }
}

/** What was granted is compared with what was asked for, where both are said. */
function scopesOf(login: Login, tokens: TokenResponse | undefined): ReturnType<typeof compareScopes> {
  const asked = (login.tokens[0] && sentValue(login.tokens[0], 'scope')) ?? askedValue(login, 'scope')
  return asked === undefined || !tokens?.scope
    ? []
    : compareScopes(asked.split(' ').filter(scope => scope !== ''), tokens.scope, tokens)
}

function decodedBody(token: 'client_assertion' | 'dpop_proof' | 'id_token', jwt: string | undefined): WalkEventBody[] {
  const decoded = decodeIdToken(jwt ?? '')
  return 'name' in decoded ? [] : [{ type: 'decoded', token, header: { ...decoded.header }, claims: decoded.claims }]
}

function userinfoStep(login: Login, tokens: TokenResponse | undefined): Step {
  const { userinfo, resources: [resource] } = login
  const opened = userinfo ?? resource
  if (!opened) {
    const isOver = login.tokens[0]?.response !== undefined && !tokens
    return { bodies: [unseen(isOver ? 'userinfo-request-over' : 'userinfo-request')], checks: [], at: undefined }
  }
  return {
    bodies: exchangeBodies(opened, userinfo ? 'userinfo' : 'resource'),
    checks: checksOfUserinfo(login, tokens?.id_token), at: opened.at,
  }
}

function urlOf({ request }: Seen, isBare = false): { url?: string } {
  const url = request?.url
  return url === undefined ? {} : { url: isBare ? url.split(/[?#]/, 1)[0] ?? '' : url }
}

function withoutUserinfo(address: string | undefined): string | undefined {
  return address?.replace(/^([a-z][\w+.-]*:\/\/)[^/?#]*@/i, '$1')
}

function hostOf({ request, tokens: [token] }: Login): string | undefined {
  // What stands before the last `@` may be a password.
  return /^[a-z][\w+.-]*:\/\/(?:[^/?#]*@)?([^/?#@]+)/i.exec(request?.request?.url ?? token?.request?.url ?? '')?.[1]
}
