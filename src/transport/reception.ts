import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  answerPage, answerRedirect, answerRefusal, isOnItsWay, readCallback, wrongMethod, type CallbackRequest, type Sender,
  type TabPage,
} from './callback-request.ts'
import type { Glance } from './connections.ts'
import { judgeNavigation, judgeSender, methodOf, pathOf, type Door, type Refusal } from './door.ts'
import { saidError, type IgnoredRequest } from './ignored-request.ts'
import { lookAtPeer } from './peer.ts'
import type { Intrusion, SentOn, StartAddress } from './start-address.ts'

/**
 * Who hears what comes to the listener, at the moment it comes: nothing is queued, so that no request waits for
 * another.
 */
export interface Hearer {
  /** A request that was let in at the redirect URI. */
  receive: (request: CallbackRequest) => void
  /** Tells whether parameters have this login's state: what is asked of everybody, and alone in a crowd. */
  isOurs: (parameters: URLSearchParams) => boolean
  /** A request that was refused at the door, and has been answered. */
  ignore: (ignored: IgnoredRequest) => void
  /** Somebody else used the start address: gives the page that tells it. */
  intrude: (intrusion: Intrusion) => TabPage
  /** The page for a tab that is loaded again after the answer was taken. */
  over: () => TabPage | undefined
  /** The page for a tab that asks under another host than this one; without it, it is told nothing. */
  strange?: ((host: string) => TabPage) | undefined
}

/** What is needed to receive a request. */
export interface Reception extends Hearer {
  door: Door
  start: StartAddress
  users: readonly number[]
  /** Forms whose browser was sent to an address of its own, to bring its cookie; each is for one use. */
  returns: Map<string, (visit: Visit) => void>
}

/** What the address bar shows when the tab has been answered, without the code. */
const shownPath = '/done'

type Visit = [request: IncomingMessage, response: ServerResponse]

/**
 * Receives one request: what is refused at the door is answered at once, and what is let in is handed over as it comes.
 */
export async function receiveRequest(
  reception: Reception, request: IncomingMessage, response: ServerResponse,
): Promise<void> {
  const refused = judgeSender(reception.door, request)
  if (refused) refuse(reception, request, response, refused)
  else await roomFor(reception, request)(reception, request, response)
}

type Room = (reception: Reception, request: IncomingMessage, response: ServerResponse) => void | Promise<void>

/** Each address of the listener's, compared with the target as it came. */
function roomFor({ door, start, returns }: Reception, request: IncomingMessage): Room {
  const path = pathOf(request)
  if ((request.url ?? '').includes('#')) return refuseOther
  if (path === start.path) return sendOn
  if (returns.has(path)) return takeReturn
  if (path === door.path) return receiveCallback
  return path === shownPath && request.method === 'GET' ? showOver : refuseOther
}

/**
 * In a crowd, whoever has the state, the cookie, or one of the addresses that nobody can guess is let in to be judged.
 */
export function glanceOf({ door, start, returns, isOurs, ignore }: Reception): Glance {
  const targetOf = (head: string) => (head.split(' ', 2)[1] ?? '').split('?', 2)
  return {
    mayBring: (head) => {
      const [path = '', query = ''] = targetOf(head)
      return path === start.path
        || returns.has(path)
        || head.includes(start.cookieName)
        || isOurs(new URLSearchParams(query))
    },
    sendAway: (head) => {
      const [path = '', query = ''] = targetOf(head)
      const isHere = path === door.path
      ignore({
        reason: !isHere ? 'other-path' : /(?:^|&)state=/.test(query) ? 'wrong-state' : 'missing-state', way: 'listener',
        path,
      })
      return isHere ? 400 : 404
    },
  }
}

function refuseOther(reception: Reception, request: IncomingMessage, response: ServerResponse): void {
  refuse(reception, request, response, { status: 404, reason: 'other-path' })
}

const showOver: Room = (reception, request, response) => {
  const over = reception.over()
  if (over) answerPage(response, over)
  else refuseOther(reception, request, response)
}

/** Answers a request that is not let in, and tells whoever hears. */
export function refuse(
  { door, ignore, strange }: Reception, request: IncomingMessage, response: ServerResponse, refusal: Refusal,
): void {
  // Whoever only mistook the name sees a reason; a page that can read it learns the name that it could have asked for.
  const page = refusal.reason === 'wrong-host' && isOfPerson(request) ? strange?.(door.hosts.at(-1) ?? '') : undefined
  if (page) answerPage(response, page)
  else answerRefusal(response, refusal)
  const path = refusal.reason === 'other-path' || refusal.reason === 'strange-target' ? pathOf(request) : door.path
  ignore({
    reason: refusal.reason, way: 'listener', path,
    ...saidError(new URLSearchParams((request.url ?? '').split('?')[1] ?? '')),
  })
}

/** A page is asked for, in a tab as far as the browser tells. */
function isOfPerson({ method, headers }: IncomingMessage): boolean {
  return method === 'GET'
    && (headers.accept ?? '').includes('text/html')
    && ['navigate', undefined].includes(headers['sec-fetch-mode'])
}

async function receiveCallback(
  reception: Reception, request: IncomingMessage, response: ServerResponse,
): Promise<void> {
  const { door } = reception
  const wanted = methodOf(door)
  const refused = judgeNavigation(door, [wanted, wanted === 'GET' ? 'POST' : 'GET'], request)
  const parameters = refused ?? await readCallback(door, request)
  if (parameters instanceof URLSearchParams) reception.receive(makeRequest(reception, request, response, parameters))
  else refuse(reception, request, response, parameters)
}

function makeRequest(
  reception: Reception, request: IncomingMessage, response: ServerResponse, parameters: URLSearchParams,
): CallbackRequest {
  const { door } = reception
  const byOtherMethod = request.method !== methodOf(door)
  let answered = response
  const mayGoOn = () => !answered.headersSent && !answered.destroyed
  return {
    way: 'listener',
    method: request.method,
    parameters,
    byOtherMethod,
    identify: async () => {
      if (request.method !== 'POST' || reception.start.bringerOf(request) !== 'another')
        return senderOf(reception, request)
      const [came, tab] = await comeAgain(reception, response)
      answered = tab
      return senderOf(reception, came)
    },
    answer: async (page) => {
      answerPage(answered, page)
      await isOnItsWay(answered)
    },
    mayGoOn,
    sendOn: async (location) => {
      if (!mayGoOn()) return false
      answerRedirect(answered, location)
      await isOnItsWay(answered)
      return answered.writableFinished
    },
    dismiss: page => byOtherMethod ? answerRefusal(answered, wrongMethod(door)) : answerPage(answered, page),
  }
}

function senderOf({ door, start, users }: Reception, request: IncomingMessage): Sender {
  const bringer = start.bringerOf(request)
  if (bringer === 'the-one-that-left') return 'the-browser-that-left'
  const peer = lookAtPeer(request.socket, users)
  if (peer === 'another-user' || peer === 'left') return peer
  if (bringer === 'another') return 'another-browser'
  return door.isExposed ? 'never-left' : 'unknown'
}

/**
 * A form that another site posts brings no cookie that is SameSite=Lax. Its browser is sent to an address for this one
 * form, to which it comes by a navigation of a safe method (RFC 9110, section 15.4.4), and brings it there.
 */
async function comeAgain({ door, returns }: Reception, response: ServerResponse): Promise<Visit> {
  const path = `${door.path.replace(/\/$/, '')}/${randomBytes(24).toString('base64url')}`
  const coming = new Promise<Visit>((resolve) => {
    returns.set(path, resolve)
  })
  answerRedirect(response, path)
  return coming
}

const takeReturn: Room = (reception, request, response) => {
  const refused = judgeNavigation(reception.door, ['GET'], request)
  const path = pathOf(request)
  const come = reception.returns.get(path)
  if (refused || !come) {
    refuse(reception, request, response, refused ?? { status: 404, reason: 'other-path' })
    return
  }
  reception.returns.delete(path)
  come([request, response])
}

const sendOn: Room = (reception, request, response) => {
  const { door, start, users } = reception
  const refused = judgeNavigation(door, ['GET'], request)
  const over = start.bringerOf(request) === 'unknown' ? reception.over() : undefined
  if (refused) refuse(reception, request, response, refused)
  else if (over) answerPage(response, over)
  else follow(reception, request, response, start.send(request, lookAtPeer(request.socket, users)))
}

function follow(reception: Reception, request: IncomingMessage, response: ServerResponse, sent: SentOn): void {
  if ('location' in sent) answerRedirect(response, sent.location, sent.cookies)
  else if ('intrusion' in sent) answerPage(response, reception.intrude(sent.intrusion))
  else refuse(reception, request, response, { status: 404, reason: sent.reason })
}
