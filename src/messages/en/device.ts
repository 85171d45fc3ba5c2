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

export const enEnterCode: Catalogue['story']['enterCode'] = minutes => `Open this address on any device and enter the code. It is good for ${minutes} min; enter it only if you have started this login yourself.`

export const enDeviceFailures: DeviceFailures = {
  'device-unsupported': d => ({ message: `${text(d['issuer'])} names no device authorization endpoint`, cause: 'Not every provider offers the device flow (RFC 8628).', next: [login`--device --device-authorization-endpoint URL`, login`--paste`] }),
  'device-refused': d => advise(d, {}, { message: `The provider gave ${d['polled'] ? 'no tokens for the device code' : 'no device code'}${enParts.quoted(d)}`, cause: 'The client may not be allowed to use the device flow.', next: advice`Allow the grant type urn:ietf:params:oauth:grant-type:device_code for the client at the provider` }),
  'device-code-expired': () => ({ message: 'The code has expired before you allowed the access', cause: 'The provider keeps a code only for a few minutes.', next: login`--device` }),
}

export const enDeviceHelp: Record<string, string> = {
  '--device': 'sign in on another device, by a code (RFC 8628)',
  '--device-authorization-endpoint': 'where a code for another device is asked for',
}
