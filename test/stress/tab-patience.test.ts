import { expect, test } from 'vitest'
import { freshStub, get, startWaitingProcess } from '../support/waiting-walk.ts'
import { thorough } from '../support/thorough.ts'

// It takes the 15 seconds that it is about, so `npm run stress` does it and the suite does not.
test.skipIf(!thorough)('L80: a tab that has waited 15 s is sent back to the terminal, and is not told of a success', {
  timeout: 60_000,
}, async () => {
  const stub = await freshStub()
  stub.reset({ token: () => 'hang' })
  const { running, redirectUri, state } = await startWaitingProcess(stub, ['--port', '0', '--http-timeout', '20'])
  const asked = performance.now()
  const { page } = await get(`${redirectUri}?code=any&state=${state}&iss=${encodeURIComponent(stub.issuer)}`)
  expect(performance.now() - asked).toBeGreaterThan(14_000)
  expect(page).toContain('Back to the terminal')
  expect(page).not.toContain('You are signed in')
  expect((await running.ended).status).toBe(5)
})
