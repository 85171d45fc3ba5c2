import type { Finding } from '../codes/finding.ts'
import { decodeAnswer } from '../protocol/answer/decode.ts'
import { parseJsonObject } from '../protocol/answer/json.ts'
import { noteRepeated, noteRepeatedWithin } from '../protocol/answer/repeated.ts'
import { notePrivateKeys } from '../protocol/keys.ts'
import {
  secretsInNoForm, secretsOfAnswer, secretsOfRequest, secretsWithoutName,
} from '../secrets/brought.ts'
import { openIn } from '../secrets/message.ts'
import { credentialRule, isSecretName } from '../secrets/names.ts'
import { atResource, type Send, type WireRequest, type WireResponse } from '../wire.ts'
import { arrowsOf } from './arrows.ts'
import type { Traveller } from './context.ts'
import { namesIn, standardNamesOf, wrapSend } from './extension.ts'
import { emitDecoded } from './decoded-requests.ts'
import { emit, report, tell, verify } from './observe.ts'

/**
 * The one way to the provider's back channel: extensions outside, the recorder next to the wire, so that what is shown
 * is what was sent.
 */
export function backChannel(walk: Traveller): Send {
  const send = wrapSend(walk.extensions, sendAndRecord(walk))
  return async (request) => {
    const answer = await send(request)
    // What came encrypted is open by now.
    await report(walk, [...answer.findings ?? [], ...noteRepeatedWithin(request.purpose, answer.body)])
    await verify(walk, answer.checks ?? [])
    return answer
  }
}

function sendAndRecord(walk: Traveller): Send {
  return async (request) => {
    const arrow = walk.step && arrowsOf(request.purpose)
    const names = standardNamesOf(walk.extensions)
    walk.secrets.rememberAll(secretsOfRequest(request, names))
    walk.secrets.noteOpen(openIn(request))
    const asked = parametersOf(request)
    if (arrow) {
      await tell(walk, {
        ...arrow.request, channel: 'back', method: request.method, url: request.url, parameters: asked,
        ...namesIn(walk.extensions, asked),
        ...walk.client.hasCertificate && request.url.startsWith('https:') ? { certificate: true } : {},
      })
    }
    await emitDecoded(walk, request)
    await report(walk, noteAddress(walk, request))
    const sent = walk.elapsed()
    const response = await walk.send(request)
    walk.secrets.rememberAll(secretsOfAnswer(request, response, names))
    const object = parseJsonObject(response.body)
    walk.secrets.rememberAll(secretsWithoutName(request, response, object, names))
    if (!object) walk.secrets.rememberAll(await secretsInNoForm(request, response, names))
    if (request.purpose === 'discovery') walk.secrets.noteOpen([response.body])
    const { oddities = [], ...shown } = response
    await emit(walk, { type: 'http', purpose: request.purpose, request, response: shown, ms: walk.elapsed() - sent })
    await report(walk, [...oddities, ...noteRepeated(response.body)])
    if (request.purpose === 'jwks') await report(walk, notePrivateKeys(response))
    const said = parametersOf(response)
    if (arrow)
      await tell(walk, {
        ...arrow.response, channel: 'back', status: response.status, parameters: said,
        ...namesIn(walk.extensions, said),
      })
    return response
  }
}

/**
 * Notes secrets in an address, since proxies and servers write addresses into logs (RFC 6749, section 2.3.1; RFC 6750,
 * section 5.3).
 */
function noteAddress({ extensions }: Traveller, { purpose, url }: WireRequest): Finding[] {
  const query = Object.fromEntries(new URL(url).searchParams)
  const names = standardNamesOf(extensions)
  // A resource has parameters of its own: what it calls `code` or `request` is none of ours.
  const isSecret = atResource.has(purpose) ? (name: string) => credentialRule(name) !== undefined : isSecretName
  const secrets = Object.keys(query).filter(name => isSecret(names[name] ?? name))
  return secrets.length === 0 ? [] : [{ code: 'secret-in-address', details: { parameters: secrets } }]
}

/**
 * Header fields that belong to the protocol: a credential, a proof, and the nonce that a server wants in the next one.
 */
const shownFields = ['authorization', 'dpop', 'dpop-nonce']

/** The parameters of a message to show: the fields above, the query of its address, and its body. */
function parametersOf(message: WireRequest | WireResponse): Record<string, unknown> {
  const fields = shownFields.flatMap(name => message.headers[name] === undefined ? [] : [[name, message.headers[name]]])
  const query = 'url' in message ? new URL(message.url).searchParams : []
  return { ...Object.fromEntries(fields) as Record<string, string>, ...Object.fromEntries(query), ...bodyOf(message) }
}

/** Reads a body whatever its content type says, since secrets in it must be recognised before anybody sees them. */
function bodyOf({ body }: WireRequest | WireResponse): Record<string, unknown> {
  if (body === undefined || body === '') return {}
  const { value } = decodeAnswer(body)
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}
