import type { StepId } from '../codes/failure.ts'
import type { Gravity, Reading } from './reading.ts'
import type { JwtRole, Seen, SeenJwt } from './record.ts'

/** Where a reading was made: in messages, or in a token. */
export interface Place {
  in?: Seen | readonly (Seen | undefined)[] | undefined
  jwt?: SeenJwt | undefined
  step?: StepId | undefined
}

const stepOfRole: Partial<Record<JwtRole, StepId>> = {
  id_token: 'token', access_token: 'userinfo', refresh_token: 'token', client_assertion: 'token', assertion: 'token',
  request_object: 'redirect', authorization_response: 'callback', userinfo: 'userinfo',
}

/** One reading, with its step from the place where it was made. */
export function found(
  name: string, gravity: Gravity, clause: string | undefined, details: Reading['details'] = {}, place: Place = {},
): Reading {
  const seen = [place.in ?? place.jwt?.in].flat().filter(message => message !== undefined)
  const step = place.step ?? seen[0]?.step ?? (place.jwt && stepOfRole[place.jwt.role])
  return { name, gravity, step, clause, details, in: seen }
}

/** A list with this reading, if there is one. */
export function only(reading: Reading | false | undefined): Reading[] {
  return reading === false || reading === undefined ? [] : [reading]
}
