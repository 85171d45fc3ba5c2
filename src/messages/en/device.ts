import type { Catalogue, DeviceFailures } from '../catalogue.ts'
import { advice, login } from '../again.ts'
import { enParts } from './failure-parts.ts'
import { advise, text } from '../text.ts'

export const enDeviceSteps: Catalogue['story']['deviceSteps'] = {
  redirect: 'Different with --device: no browser is sent anywhere from here. The client asks for a code over the back channel (RFC 8628, 3.1).',
  consent: 'Different with --device: you take the code to a browser on any device; meanwhile the client asks whether you have decided.',
  callback: 'Left out with --device: no code comes back through a browser, so there is no state and no listener either.',
  token: 'Different with --device: the tokens come as the answer to the last question. They are checked as always; a nonce can’t be, since none was sent.',
}

/** Half a minute and the like is told in seconds. */
const span = (seconds: number) => seconds < 120 ? `${Math.floor(seconds)} s` : `${Math.floor(seconds / 60)} min`

export const enEnterCode: Catalogue['story']['enterCode'] = seconds => `Open this address on any device and enter the code. It is good for ${span(seconds)}; enter it only if you have started this login yourself.`

export const enDeviceFailures: DeviceFailures = {
  'device-unsupported': d => ({ message: `${text(d['issuer'])} names no device authorization endpoint`, cause: 'Not every provider offers the device flow (RFC 8628).', next: [login`--device --device-authorization-endpoint URL`, login`--paste`] }),
  'device-refused': d => advise(d, {}, { message: `The provider gave ${d['polled'] ? 'no tokens for the device code' : 'no device code'}${enParts.quoted(d)}`, cause: 'The client may not be allowed to use the device flow.', next: advice`Allow the grant type urn:ietf:params:oauth:grant-type:device_code for the client at the provider` }),
  'device-code-expired': d => ({ message: 'The code has expired before you allowed the access', cause: d['seconds'] === undefined ? 'The provider says that it has expired: each code is good for a while only.' : d['polls'] === 0 ? `The provider gave ${text(d['seconds'])} s for it, and wants ${text(d['interval'])} s before the first question (interval): nobody could ask whether you allowed it.` : `The provider gave ${text(d['seconds'])} s for it.`, next: d['polls'] === 0 ? advice`Have the provider ask for an interval that is shorter than expires_in` : login`--device` }),
}

export const enDeviceHelp: Record<string, string> = {
  '--device': 'sign in on another device, by a code (RFC 8628)',
  '--device-authorization-endpoint': 'where a code for another device is asked for',
}
