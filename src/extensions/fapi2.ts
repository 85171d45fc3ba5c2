import { restrictToFapi2 } from '../protocol/fapi2/algorithms.ts'
import {
  checkIdTokenAlgorithm, checkPush, checkResponseIssuer, checkSenderConstraint, notePushed,
} from '../protocol/fapi2/messages.ts'
import { checkProvider, type Fapi2Client } from '../protocol/fapi2/provider.ts'
import type { Extension } from '../walk/extension.ts'
import { granting, type WireRequest, type WireResponse } from '../wire.ts'

/**
 * FAPI 2.0: checks what a client can see of the Security Profile and of Message Signing. It judges the provider's
 * metadata before anybody signs in, and leaves only what the profile allows; then each pushed request, and each answer
 * that brings tokens. It stands next to the wire, where it sees messages as they are sent.
 */
export function createFapi2(client: Fapi2Client): Extension {
  return {
    name: 'fapi2',
    checkProvider: server => checkProvider(server, client),
    restrictProvider: restrictToFapi2,
    checkResponse: async (parameters, { server }) => {
      const isPromised = server.authorization_response_iss_parameter_supported === true
        || client.profile === 'message-signing'
      return isPromised ? [] : [checkResponseIssuer(parameters, server.issuer)]
    },
    send: next => async request => judge(client, request, await next(request)),
  }
}

function judge(client: Fapi2Client, request: WireRequest, answer: WireResponse): WireResponse {
  const { checks = [], findings = [] } = answer
  if (request.purpose === 'push' && answer.status === 201) {
    return {
      ...answer, checks: [...checks, ...checkPush(request.body ?? '', request.headers, client)],
      findings: [...findings, ...notePushed(answer.body)],
    }
  }
  if (!granting.has(request.purpose) || answer.status !== 200) return answer
  const signed = client.openid ? checkIdTokenAlgorithm(answer.body) : []
  return { ...answer, checks: [...checks, ...checkSenderConstraint(answer.body, client), ...signed] }
}
